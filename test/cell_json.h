// SPDX-License-Identifier: MIT
//
// Cells of texts and files for tests, and figures of their JSON.

#ifndef GM_TEST_CELL_JSON_H
#define GM_TEST_CELL_JSON_H

#include "check_main.h"

#include "report/cell_report.h"
#include "twin/model.h"

#include <stdlib.h>
#include <string.h>

// Answers all that the model asks.
static inline gm_cell_answer cell_answer(const gm_model *model, gm_arena *arena, gm_diag *diag)
{
    gm_cell_answer answer;
    ck_assert_ptr_nonnull(model);
    gm_status status = gm_cell_answer_all(&model->cell_ask, arena, diag, &answer);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(diag, 0));
    return answer;
}

// A file of data/cells with values set.
static inline const gm_model *cell_file(const char *name, const char *const *sets, int n_sets,
                                        gm_arena *arena, gm_diag *diag)
{
    gm_model *model = NULL;
    gm_model_options options = {.sets = sets, .n_sets = n_sets};
    const char *path = gm_arena_printf(arena, GM_SOURCE_DIR "/data/cells/%s.yaml", name);
    gm_status status = gm_model_load(path, &options, arena, diag, &model);
    ck_assert_msg(status == GM_OK, "%s: %s", name, gm_diag_line(diag, 0));
    return model;
}

// The same with sections of its own below `cell:` and at the top, as a file that includes it.
static inline const gm_model *cell_text(const char *base, const char *text, gm_arena *arena,
                                        gm_diag *diag)
{
    gm_model *model = NULL;
    const char *whole = gm_arena_printf(arena, "gemba: 1\ninclude: [%s.yaml]\n%s", base, text);
    gm_status status = gm_model_load_text(GM_SOURCE_DIR "/data/cells/of-a-test.yaml",
                                          gm_slice_of(whole), NULL, arena, diag, &model);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(diag, 0));
    return model;
}

// The report as JSON, in the arena.
static inline const char *cell_json(const gm_cell_answer *answer, gm_arena *arena)
{
    gm_text text = gm_text_init(arena);
    gm_json json = gm_json_to_text(&text, 0);
    gm_json_begin_object(&json);
    gm_cell_report_json(answer, &json);
    gm_json_end(&json);
    return text.at;
}

// The text behind the last of the keys or words, each looked for behind the one before; ended by NULL.
static inline const char *json_at(const char *json, const char *const *words)
{
    for (; *words; words++) {
        const char *found = strstr(json, *words);
        ck_assert_msg(found != NULL, "the JSON has no '%s'", *words);
        json = found + strlen(*words);
    }
    return json;
}

// The number behind the last of them, "\"mass_kg\": " say.
#define JSON_NUMBER(json, ...)                                                                 \
    strtod(json_at((json), (const char *const[]){__VA_ARGS__, NULL}), NULL)

#endif
