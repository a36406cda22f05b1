// SPDX-License-Identifier: MIT

#include "core/diag.h"

#include "core/array.h"
#include "core/assert.h"
#include "core/diag_store.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX 1000 // bytes of one message

void gm_diag_fini(gm_diag *diag)
{
    gm_arena_fini(&diag->arena);
    *diag = (gm_diag){0};
}

static gm_diag_source *find_source(const gm_diag *diag, const char *file)
{
    for (gm_diag_source *s = diag->sources; s; s = s->next) {
        if (strcmp(s->file, file) == 0) {
            return s;
        }
    }
    return NULL;
}

void gm_diag_add_source(gm_diag *diag, const char *file, const char *text, size_t len)
{
    gm_diag_source *source = find_source(diag, file);
    if (!source) {
        source = GM_NEW(&diag->arena, gm_diag_source, 1);
        source->file = gm_arena_strdup(&diag->arena, file);
        source->next = diag->sources;
        diag->sources = source;
    }
    char *copy = GM_NEW(&diag->arena, char, len + 1);
    if (len > 0) {
        memcpy(copy, text, len);
    }
    source->text = copy;
    source->len = len;
}

// The diag's own copy of a file name: that of its source, if it has one.
static const char *keep_file(gm_diag *diag, const char *file)
{
    const gm_diag_source *source = find_source(diag, file);
    return source ? source->file : gm_arena_strdup(&diag->arena, file);
}

// Ends a cut text at a whole UTF-8 character.
static void trim_broken_tail(char *text)
{
    size_t len = strlen(text);
    size_t i = len;
    uint32_t code = 0;
    while (i > 0 && len - i < 4 && ((unsigned char)text[i - 1] & 0xC0u) == 0x80u) {
        i -= 1;
    }
    if (i > 0 && (unsigned char)text[i - 1] >= 0xC0u) {
        i -= 1;
        if (gm_utf8_decode(text + i, len - i, &code) == 0) {
            text[i] = '\0';
        }
    }
}

__attribute__((format(printf, 4, 0))) static void keep(gm_diag *diag, gm_src src, bool warning,
                                                       const char *fmt, va_list args)
{
    diag->at_item = !gm_diag_is_full(diag);
    if (!diag->at_item) {
        return;
    }
    char text[TEXT_MAX + 1];
    if (vsnprintf(text, sizeof text, fmt, args) > TEXT_MAX) {
        trim_broken_tail(text);
    }
    gm_diag_item item = {.src = src, .warning = warning, .order = diag->n};
    item.text = gm_arena_strdup(&diag->arena, text);
    item.src.file = src.file ? keep_file(diag, src.file) : NULL;
    item.src.origin = src.origin ? gm_arena_strdup(&diag->arena, src.origin) : NULL;
    diag->items =
        gm_array_room(&diag->arena, diag->items, diag->n, &diag->cap, sizeof *diag->items);
    diag->items[diag->n] = item;
    diag->n += 1;
}

void gm_diag_error(gm_diag *diag, gm_src src, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    keep(diag, src, false, fmt, args);
    va_end(args);
    diag->count += 1;
}

void gm_diag_warn(gm_diag *diag, gm_src src, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    keep(diag, src, true, fmt, args);
    va_end(args);
    diag->warnings += 1;
}

void gm_diag_hint(gm_diag *diag, const char *fmt, ...)
{
    if (!diag->at_item) {
        return;
    }
    char text[TEXT_MAX + 1];
    va_list args;
    va_start(args, fmt);
    if (vsnprintf(text, sizeof text, fmt, args) > TEXT_MAX) {
        trim_broken_tail(text);
    }
    va_end(args);
    gm_diag_item *item = &diag->items[diag->n - 1];
    item->hint = item->hint ? gm_arena_printf(&diag->arena, "%s; %s", item->hint, text)
                            : gm_arena_strdup(&diag->arena, text);
}

bool gm_diag_is_full(const gm_diag *diag)
{
    return diag->n >= GM_DIAG_MAX;
}

gm_status gm_diag_status(const gm_diag *diag, int count_before)
{
    return diag->count == count_before ? GM_OK : GM_ERR_MODEL;
}

static int compare_text(const char *a, const char *b)
{
    if (!a || !b) {
        return (a != NULL) - (b != NULL);
    }
    return strcmp(a, b);
}

// The order of printing but for the arrival: zero means that both say the same.
static int compare_place(const gm_diag_item *a, const gm_diag_item *b)
{
    int by_file = compare_text(a->src.file, b->src.file);
    if (by_file != 0) {
        return by_file;
    }
    if (a->src.line != b->src.line) {
        return a->src.line < b->src.line ? -1 : 1;
    }
    if (a->src.col != b->src.col) {
        return a->src.col < b->src.col ? -1 : 1;
    }
    return 0;
}

static int compare_items(const void *pa, const void *pb)
{
    const gm_diag_item *a = pa;
    const gm_diag_item *b = pb;
    int by_place = compare_place(a, b);
    return by_place != 0 ? by_place : (a->order > b->order) - (a->order < b->order);
}

static bool same_message(const gm_diag_item *a, const gm_diag_item *b)
{
    return compare_place(a, b) == 0 && a->warning == b->warning &&
           strcmp(a->text, b->text) == 0 && compare_text(a->src.origin, b->src.origin) == 0;
}

static bool is_told(const gm_diag *diag, const gm_diag_item *item)
{
    for (int i = 0; i < diag->n; i++) {
        const gm_diag_item *told = &diag->items[i];
        if (compare_place(told, item) == 0 && told->warning == item->warning &&
            strcmp(told->text, item->text) == 0) {
            return true;
        }
    }
    return false;
}

static void take_new(gm_diag *diag, const gm_diag_item *item)
{
    if (!is_told(diag, item)) {
        (item->warning ? gm_diag_warn : gm_diag_error)(diag, item->src, "%s", item->text);
        if (item->hint) {
            gm_diag_hint(diag, "%s", item->hint);
        }
    }
}

void gm_diag_take_new(gm_diag *diag, const gm_diag *from, const char *origin)
{
    for (int i = 0; i < from->n; i++) {
        gm_diag_item item = from->items[i];
        item.src.origin = item.src.origin ? item.src.origin : origin;
        take_new(diag, &item);
    }
}

void gm_diag_take_varied(gm_diag *diag, const gm_diag *from, const char *varied_by,
                         const char *values)
{
    for (int i = 0; i < from->n; i++) {
        gm_diag_item item = from->items[i];
        const char *origin = item.src.origin;
        bool is_varied = origin && strcmp(origin, varied_by) == 0;
        if (item.src.file && is_varied) {
            item.src.line = 0;
            item.src.col = 0;
        }
        if (!origin || (item.src.file && is_varied)) {
            item.src.origin = values;
        } else if (item.src.file) {
            item.src.origin = gm_arena_printf(&diag->arena, "%s; %s", origin, values);
        }
        take_new(diag, &item);
    }
}

gm_diag_item *gm_diag_sorted(const gm_diag *diag, gm_arena *scratch, int *n)
{
    gm_diag_item *items = GM_NEW(scratch, gm_diag_item, diag->n);
    if (diag->n > 0) {
        memcpy(items, diag->items, (size_t)diag->n * sizeof *items);
        qsort(items, (size_t)diag->n, sizeof *items, compare_items);
    }
    // Equal messages share their place, so look back over that place only.
    *n = 0;
    for (int i = 0; i < diag->n; i++) {
        int j = *n - 1;
        while (j >= 0 && compare_place(&items[j], &items[i]) == 0 &&
               !same_message(&items[j], &items[i])) {
            j -= 1;
        }
        if (j < 0 || compare_place(&items[j], &items[i]) != 0) {
            items[*n] = items[i];
            *n += 1;
        }
    }
    return items;
}
