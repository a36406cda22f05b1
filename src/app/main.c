// SPDX-License-Identifier: MIT
//
// gemba: see the plant before it is built.

#define _POSIX_C_SOURCE 200809L

#include "app/verbs.h"
#include "core/text.h"
#include "gemba/version.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct {
    const char *word;
    gm_verb_fn *fn;
    const char *says;
} verbs[] = {
    {"run", gm_verb_run, "runs a model and answers its claims"},
    {"why", gm_verb_why, "what binds: bottlenecks side by side and where the hours go"},
    {"check", gm_verb_check, "reads a model, reports every fault at once, runs nothing"},
    {"show", gm_verb_show, "explains a model; --resolved, --measures"},
    {"schema", gm_verb_schema,
     "JSON Schema of model files, for editors; --reference: in words"},
};
#define N_VERBS ((int)(sizeof verbs / sizeof *verbs))

static void print_help(void)
{
    puts("gemba " GM_VERSION ": a digital twin of electric-car and battery production bases\n"
         "\n"
         "  gemba run bases/jinshan.yaml                       answers first, then the plant\n"
         "  gemba run bases/jinshan.yaml --scenario die-change-24h\n"
         "  gemba run line.yaml --set plant.weld.time=\"50 s\"   another value for one run\n"
         "  gemba why bases/jinshan.yaml                       what binds, and where the hours "
         "go\n"
         "  gemba check line.yaml                              all faults at once, runs "
         "nothing\n"
         "  gemba show line.yaml --measures                    what claims can measure\n");
    puts("verbs:");
    for (int i = 0; i < N_VERBS; i++) {
        printf("  %-8s %s\n", verbs[i].word, verbs[i].says);
    }
    puts(
        "\n"
        "options:\n"
        "  --scenario NAME       apply a scenario of the model\n"
        "  --set PATH=VALUE      set a value, as often as needed\n"
        "  -r, --replications N  how many; default as the model says\n"
        "  -t, --threads N       default: one per processor; the answers are the same\n"
        "  --seed N              another seed\n"
        "  --trace FILE          every departure of the first replication, as CSV\n"
        "  --json                results as JSON on standard output (docs/results.md)\n"
        "  --strict              `cannot say` counts as a claim that fails\n"
        "  -q, --quiet           no progress\n"
        "\n"
        "exit codes: 0 no claim fails or is open, 1 one is, 2 the model or the call is wrong,\n"
        "3 a run failed, 130 interrupted with what was finished kept");
}

static int unknown_verb(const char *word)
{
    const char *words[N_VERBS];
    for (int i = 0; i < N_VERBS; i++) {
        words[i] = verbs[i].word;
    }
    const char *near = gm_text_nearest(word, words, N_VERBS);
    fprintf(stderr, "gemba: unknown verb '%s'", word);
    if (near) {
        fprintf(stderr, "; did you mean '%s'?", near);
    }
    fputs("\nSee `gemba --help`.\n", stderr);
    return 2;
}

static int run_verb(const gm_options *options)
{
    for (int i = 0; i < N_VERBS; i++) {
        if (strcmp(verbs[i].word, options->verb) == 0) {
            return verbs[i].fn(options);
        }
    }
    return unknown_verb(options->verb);
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
    if (options.help || !options.verb) {
        print_help();
        return finish(options.help ? 0 : gm_status_exit_code(GM_ERR_USAGE));
    }
    return finish(run_verb(&options));
}
