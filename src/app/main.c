// SPDX-License-Identifier: MIT
//
// gemba: see the plant before it is built.

#define _POSIX_C_SOURCE 200809L

#include "app/help.h"
#include "app/verbs.h"
#include "core/text.h"
#include "gemba/version.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct {
    unsigned bit;
    gm_verb_fn *fn;
} verbs[] = {
    {GM_VERB_RUN, gm_verb_run},         {GM_VERB_WHY, gm_verb_why},
    {GM_VERB_CHECK, gm_verb_check},     {GM_VERB_SHOW, gm_verb_show},
    {GM_VERB_SCHEMA, gm_verb_schema},   {GM_VERB_BALANCE, gm_verb_balance},
    {GM_VERB_COMPARE, gm_verb_compare}, {GM_VERB_SEQUENCE, gm_verb_sequence},
    {GM_VERB_REPORT, gm_verb_report},   {GM_VERB_FIT, gm_verb_fit},
    {GM_VERB_IMPORT, gm_verb_import},   {GM_VERB_SWEEP, gm_verb_sweep},
    {GM_VERB_CELL, gm_verb_cell},       {GM_VERB_OPTIMIZE, gm_verb_optimize},
    {GM_VERB_CAR, gm_verb_car},
};
#define N_VERBS ((int)(sizeof verbs / sizeof *verbs))

static int unknown_verb(const char *word)
{
    const char *words[N_VERBS];
    for (int i = 0; i < N_VERBS; i++) {
        words[i] = gm_verb_helps[i].word;
    }
    const char *near = gm_text_nearest(word, words, N_VERBS);
    fprintf(stderr, "gemba: unknown verb '%s'", word);
    if (near) {
        fprintf(stderr, "; did you mean '%s'?", near);
    } else if (access(word, F_OK) == 0) {
        fprintf(stderr, "; did you mean `gemba run %s`?", word);
    }
    fputs("\nSee `gemba --help`.\n", stderr);
    return gm_status_exit_code(GM_ERR_USAGE);
}

static const gm_verb_help *find_verb(const char *word)
{
    for (const gm_verb_help *verb = gm_verb_helps; verb->word; verb++) {
        if (strcmp(verb->word, word) == 0) {
            return verb;
        }
    }
    return NULL;
}

static int run_verb(const gm_options *options)
{
    const gm_verb_help *verb = find_verb(options->verb);
    if (!verb) {
        return unknown_verb(options->verb);
    }
    if (options->help) {
        gm_help_verb(verb);
        return 0;
    }
    for (int i = 0; i < N_VERBS && gm_options_fit(options, verb->bit); i++) {
        if (verbs[i].bit == verb->bit) {
            return verbs[i].fn(options);
        }
    }
    return gm_status_exit_code(GM_ERR_USAGE);
}

// `gemba help run` asks for the same as `gemba run --help`.
static void read_help_verb(gm_options *options)
{
    if (options->verb && strcmp(options->verb, "help") == 0) {
        options->help = true;
        options->verb = options->file;
        options->file = NULL;
    }
}

// A closed standard stream would be the next file that is opened; one that can be read only
// makes writing fail as it should.
static void hold_standard_streams(void)
{
    for (int fd = 0; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) == -1 && open("/dev/null", O_RDONLY) != fd) {
            return; // no descriptors left: the next open fails and says so
        }
    }
}

// An answer that could not be written is no answer.
static int finish(int code)
{
    bool is_written = fflush(stdout) == 0 && ferror(stdout) == 0;
    if (is_written) {
        return code;
    }
    fputs("gemba: cannot write to standard output\n", stderr);
    return gm_status_exit_code(GM_ERR_IO);
}

int main(int argc, char **argv)
{
    hold_standard_streams();
    gm_options options;
    if (!gm_options_read(argc, argv, &options)) {
        return gm_status_exit_code(GM_ERR_USAGE);
    }
    if (options.version) {
        puts("gemba " GM_VERSION);
        return finish(0);
    }
    read_help_verb(&options);
    if (!options.verb) {
        gm_help_program();
        return finish(options.help ? 0 : gm_status_exit_code(GM_ERR_USAGE));
    }
    return finish(run_verb(&options));
}
