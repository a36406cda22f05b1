// SPDX-License-Identifier: MIT

#include "core/records.h"

#include "core/assert.h"
#include "core/text.h"

#include <string.h>

const gm_record_cell *gm_records_cell(const gm_records *records, int32_t row, int32_t column)
{
    GM_ASSERT(row >= 0 && row < records->n_rows && column >= 0 && column < records->n_columns);
    return &records->cells[(size_t)row * (size_t)records->n_columns + (size_t)column];
}

gm_src gm_records_src(const gm_records *records, const gm_record_cell *cell)
{
    return (gm_src){
        .file = records->file, .line = cell->line, .col = cell->col, .origin = records->origin};
}

// The bracket that opens the unit behind a name; NULL where there is none.
static const char *unit_open(const char *head)
{
    size_t len = strlen(head);
    if (len == 0 || !strchr("])", head[len - 1])) {
        return NULL;
    }
    const char *open = strrchr(head, head[len - 1] == ']' ? '[' : '(');
    return open && open > head ? open : NULL;
}

// The name without the unit in brackets behind it.
static gm_slice plain_name(const char *head)
{
    const char *open = unit_open(head);
    return gm_slice_trim((gm_slice){head, open ? (size_t)(open - head) : strlen(head)});
}

int32_t gm_records_find(const gm_records *records, const char *name)
{
    int32_t found = -1;
    int n_found = 0;
    for (int32_t i = 0; i < records->n_columns; i++) {
        if (strcmp(records->heads[i].text, name) == 0) {
            return i;
        }
        if (gm_slice_equal(plain_name(records->heads[i].text), name)) {
            found = i;
            n_found += 1;
        }
    }
    return n_found == 1 ? found : -1;
}

int32_t gm_records_need(const gm_records *records, const char *name, gm_src src, gm_diag *diag)
{
    int32_t column = gm_records_find(records, name);
    if (column >= 0) {
        return column;
    }
    gm_arena scratch = {0};
    const char **words = GM_NEW(&scratch, const char *, records->n_columns + 1);
    gm_text list = gm_text_init(&scratch);
    for (int32_t i = 0; i < records->n_columns; i++) {
        gm_slice plain = plain_name(records->heads[i].text);
        words[i] = gm_arena_strndup(&scratch, plain.at, plain.len);
        if (i < 20) {
            gm_text_addf(&list, "%s%s", i > 0 ? ", " : "", records->heads[i].text);
        }
    }
    gm_text_add(&list, records->n_columns > 20 ? " .." : "");
    gm_diag_error(diag, src, "%s has no column '%s'", records->file, name);
    const char *near = gm_text_nearest(name, words, records->n_columns);
    if (near) {
        gm_diag_hint(diag, "did you mean '%s'?", near);
    } else {
        gm_diag_hint(diag, "it has: %s", list.at);
    }
    gm_arena_fini(&scratch);
    return -1;
}

const char *gm_records_unit(const gm_records *records, int32_t column, gm_arena *arena)
{
    const char *head = records->heads[column].text;
    const char *open = unit_open(head);
    if (!open) {
        return NULL;
    }
    size_t len = strlen(open) - 2;
    gm_slice unit = gm_slice_trim((gm_slice){open + 1, len});
    return unit.len > 0 ? gm_arena_strndup(arena, unit.at, unit.len) : NULL;
}

bool gm_records_number(const gm_records *records, const gm_record_cell *cell, double *value)
{
    char text[64];
    size_t len = strlen(cell->text);
    if (len == 0 || len >= sizeof text) {
        return false;
    }
    memcpy(text, cell->text, len + 1);
    char *comma = strchr(text, ',');
    if (comma && (!records->has_comma || strchr(text, '.') || strchr(comma + 1, ','))) {
        return false;
    }
    if (comma) {
        *comma = '.';
    }
    const char *end = NULL;
    return gm_text_number(text, &end, value) && *end == '\0';
}

bool gm_record_is_empty(const gm_record_cell *cell)
{
    static const char *const words[] = {"-", "na", "n/a", "null", "nan", "none"};
    if (cell->text[0] == '\0') {
        return true;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (gm_text_equal_nocase(cell->text, words[i])) {
            return true;
        }
    }
    return false;
}
