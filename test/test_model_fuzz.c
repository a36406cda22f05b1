// SPDX-License-Identifier: MIT
//
// Damaged models end in messages, never in a crash, and a fault never comes without its place.

#include "check_main.h"

#include "twin/model.h"

#include <stdio.h>
#include <string.h>

#define TEXT_BYTES 20000
#define ROUNDS     600

static const char *const names[] = {"everything", "cell"};
#define N_NAMES 2
static char originals[N_NAMES][TEXT_BYTES];
static size_t original_lens[N_NAMES];

static void read_originals(void)
{
    for (int i = 0; i < N_NAMES; i++) {
        char path[400];
        snprintf(path, sizeof path, GM_SOURCE_DIR "/test/models/%s.yaml", names[i]);
        FILE *file = fopen(path, "rb");
        ck_assert_ptr_nonnull(file);
        original_lens[i] = fread(originals[i], 1, sizeof originals[i], file);
        fclose(file);
    }
}

// A small generator of its own: the same damage on every machine (Numerical Recipes' LCG).
static uint32_t next(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

// Overwrites, drops or doubles a few bytes.
static size_t damage(char *text, size_t len, uint32_t *state)
{
    static const char alphabet[] = "{}[](),:-%#'\"\n .0159aeskm~*&!|>_\xc3";
    uint32_t n = 1 + next(state) % 4;
    for (uint32_t i = 0; i < n; i++) {
        size_t at = next(state) % (len - 20);
        size_t span = 1 + next(state) % 12;
        switch (next(state) % 3) {
        case 0:
            text[at] = alphabet[next(state) % (sizeof alphabet - 1)];
            break;
        case 1:
            memmove(text + at, text + at + span, len - at - span);
            len -= span;
            break;
        default:
            memmove(text + at + span, text + at, len - at);
            len += span;
            break;
        }
    }
    return len;
}

START_TEST(a_damaged_model_is_read_or_refused)
{
    static char text[TEXT_BYTES + 200];
    uint32_t state = 12345u + (uint32_t)_i;
    const char *original = originals[_i % N_NAMES];
    size_t original_len = original_lens[_i % N_NAMES];
    for (int round = 0; round < ROUNDS / 10; round++) {
        memcpy(text, original, original_len);
        size_t len = damage(text, original_len, &state);
        gm_arena arena = {0};
        gm_diag diag = {0};
        gm_model *model = NULL;
        gm_slice slice = {text, len};
        gm_status status = gm_model_load_text(GM_SOURCE_DIR "/test/models/damaged.yaml", slice,
                                              NULL, &arena, &diag, &model);
        ck_assert_int_eq(status == GM_OK, diag.count == 0);
        ck_assert_int_eq(status == GM_OK, model != NULL);
        for (int i = 0; i < diag.n; i++) {
            const char *line = gm_diag_line(&diag, i);
            bool no_file = strstr(line, "there is no such file") != NULL;
            ck_assert_msg(no_file || strstr(line, ".yaml:") != NULL, "no place: %s", line);
        }
        gm_diag_fini(&diag);
        gm_arena_fini(&arena);
    }
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("fuzz");
    tcase_set_timeout(c, 60);
    tcase_add_unchecked_fixture(c, read_originals, NULL);
    tcase_add_loop_test(c, a_damaged_model_is_read_or_refused, 0, 10 * N_NAMES);
    return gm_check_main("twin/model fuzz", c);
}
