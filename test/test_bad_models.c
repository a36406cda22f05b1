// SPDX-License-Identifier: MIT
//
// Every test/bad/NAME.yaml gives exactly the messages of NAME.expect, in order; those that are
// read without a fault, when they are wired.
//
// A model may begin with comments `# --set PATH=VALUE`, `# --scenario NAME` and, for a look at
// each of them, `# --scenarios`. With the
// environment GM_BAD_UPDATE the .expect files are written instead; read what changed.

#define _POSIX_C_SOURCE 200809L // NOLINT(bugprone-reserved-identifier,*naming): for scandir

#include "check_main.h"

#include "twin/twin.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#define FOLDER     GM_SOURCE_DIR "/test/bad/"
#define NAMES_MAX  400
#define SETS_MAX   8
#define TEXT_BYTES 60000

static char names[NAMES_MAX][64]; // without .yaml
static int n_names;

static int is_model(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot && strcmp(dot, ".yaml") == 0 && strlen(entry->d_name) < 60;
}

static void find_models(void)
{
    struct dirent **entries = NULL;
    int n = scandir(FOLDER, &entries, is_model, alphasort);
    for (int i = 0; i < n; i++) {
        if (n_names < NAMES_MAX) {
            size_t len = strlen(entries[i]->d_name) - strlen(".yaml");
            snprintf(names[n_names++], sizeof names[0], "%.*s", (int)len, entries[i]->d_name);
        }
        free(entries[i]);
    }
    free(entries);
}

// Takes the folder out of a text: messages name files by their base name.
static void cut_folder(char *text)
{
    for (char *at = strstr(text, FOLDER); at; at = strstr(at, FOLDER)) {
        memmove(at, at + strlen(FOLDER), strlen(at + strlen(FOLDER)) + 1);
    }
}

// Lines of the echo begin with blanks.
static void print_messages(gm_diag *diag, char *out)
{
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    gm_diag_print(diag, file, false);
    rewind(file);
    char line[2000];
    out[0] = '\0';
    while (fgets(line, sizeof line, file)) {
        if (line[0] != ' ') {
            ck_assert_uint_lt(strlen(out) + strlen(line), TEXT_BYTES);
            strcat(out, line); // NOLINT(clang-analyzer-security*)
        }
    }
    fclose(file);
    cut_folder(out);
}

static void read_file(const char *path, char *out)
{
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s is missing", path);
    size_t n = fread(out, 1, TEXT_BYTES - 1, file);
    out[n] = '\0';
    fclose(file);
}

// The options in the first comments of a model. Cuts its text into them.
static gm_model_options options_of(char *text, const char **sets)
{
    gm_model_options options = {.sets = sets};
    char *line = text;
    while (strncmp(line, "# --", 4) == 0) {
        char *end = strchr(line, '\n');
        *end = '\0';
        if (strncmp(line, "# --set ", 8) == 0 && options.n_sets < SETS_MAX) {
            sets[options.n_sets++] = line + 8;
        } else if (strncmp(line, "# --scenario ", 13) == 0) {
            options.scenario = line + 13;
        } else if (strcmp(line, "# --scenarios") == 0) {
            options.all_scenarios = true;
        }
        line = end + 1;
    }
    return options;
}

START_TEST(every_bad_model_gives_exactly_the_messages_that_stand_beside_it)
{
    static char text[TEXT_BYTES];
    static char got[TEXT_BYTES];
    static char expected[TEXT_BYTES];
    char path[400];
    const char *sets[SETS_MAX];
    const char *name = names[_i];
    snprintf(path, sizeof path, FOLDER "%s.yaml", name);
    read_file(path, text);
    gm_model_options options = options_of(text, sets);

    gm_arena arena = {0};
    gm_diag diag = {0};
    gm_model *model = NULL;
    gm_status status = gm_model_load(path, &options, &arena, &diag, &model);
    if (status == GM_OK) { // sound by itself: the wiring finds the fault
        ck_assert_ptr_null(gm_twin_create(model, &arena, &diag));
    } else {
        ck_assert_ptr_null(model);
    }
    print_messages(&diag, got);
    ck_assert_msg(diag.count > 0, "%s has no fault", name);

    snprintf(path, sizeof path, FOLDER "%s.expect", name);
    if (getenv("GM_BAD_UPDATE")) { // NOLINT(concurrency-mt-unsafe)
        FILE *file = fopen(path, "wb");
        ck_assert_ptr_nonnull(file);
        fputs(got, file);
        fclose(file);
    }
    read_file(path, expected);
    ck_assert_msg(strcmp(got, expected) == 0, "%s: expected\n%sgot\n%s", name, expected, got);
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(at_least_sixty_bad_models_are_kept)
{
    ck_assert_int_ge(n_names, 60);
}
END_TEST

int main(void)
{
    find_models();
    TCase *c = tcase_create("bad models");
    tcase_add_loop_test(c, every_bad_model_gives_exactly_the_messages_that_stand_beside_it, 0,
                        n_names);
    tcase_add_test(c, at_least_sixty_bad_models_are_kept);
    return gm_check_main("twin/bad models", c);
}
