// SPDX-License-Identifier: MIT

#include "core/text.h"

#include "core/assert.h"

#include <stdio.h>
#include <string.h>

#define WORD_MAX 63 // longest word that is compared by edits

gm_slice gm_slice_of(const char *text)
{
    return (gm_slice){text, strlen(text)};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

gm_slice gm_slice_trim(gm_slice s)
{
    while (s.len > 0 && is_blank(s.at[0])) {
        s.at += 1;
        s.len -= 1;
    }
    while (s.len > 0 && is_blank(s.at[s.len - 1])) {
        s.len -= 1;
    }
    return s;
}

bool gm_slice_equal(gm_slice s, const char *text)
{
    size_t len = strlen(text);
    return s.len == len && memcmp(s.at, text, len) == 0;
}

bool gm_slice_cut(gm_slice *s, char separator, gm_slice *part)
{
    if (!s->at) {
        return false;
    }
    const char *found = s->len > 0 ? memchr(s->at, separator, s->len) : NULL;
    if (!found) {
        *part = *s;
        *s = (gm_slice){NULL, 0};
        return true;
    }
    *part = (gm_slice){s->at, (size_t)(found - s->at)};
    *s = (gm_slice){found + 1, s->len - part->len - 1};
    return true;
}

static int lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

bool gm_text_equal_nocase(const char *a, const char *b)
{
    while (*a && lower(*a) == lower(*b)) {
        a += 1;
        b += 1;
    }
    return lower(*a) == lower(*b);
}

bool gm_text_starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

// Optimal string alignment over three rolling rows: row[i % 3][j] is the distance of the first
// i bytes of a to the first j bytes of b.
static int edits(const char *a, int na, const char *b, int nb)
{
    int row[3][WORD_MAX + 1];
    for (int j = 0; j <= nb; j++) {
        row[0][j] = j;
    }
    for (int i = 1; i <= na; i++) {
        const int *last = row[(i - 1) % 3];
        int *now = row[i % 3];
        now[0] = i;
        for (int j = 1; j <= nb; j++) {
            int replace = last[j - 1] + (a[i - 1] != b[j - 1]);
            now[j] = least(replace, 1 + least(last[j], now[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                now[j] = least(now[j], row[(i - 2) % 3][j - 2] + 1);
            }
        }
    }
    return row[na % 3][nb];
}

int gm_text_distance(const char *a, const char *b)
{
    size_t na = strlen(a);
    size_t nb = strlen(b);
    if (na > WORD_MAX || nb > WORD_MAX) {
        return strcmp(a, b) == 0 ? 0 : WORD_MAX + 1;
    }
    return edits(a, (int)na, b, (int)nb);
}

const char *gm_text_nearest(const char *word, const char *const *candidates, int n)
{
    size_t len = strlen(word);
    int limit = len < 6 ? 1 : (int)(len / 3);
    const char *best = NULL;
    bool is_longer = false; // the best one has the word in front
    for (int i = 0; i < n; i++) {
        if (!candidates[i]) {
            continue;
        }
        if (gm_text_equal_nocase(word, candidates[i])) {
            return candidates[i];
        }
        int distance = gm_text_distance(word, candidates[i]);
        // Of words of one or two letters everything is one edit away. Of equally near ones a plural
        // of it: `charger` is rather `chargers` than `charges`.
        bool is_plural = gm_text_starts_with(candidates[i], word);
        bool is_nearer =
            distance <= limit || (distance == limit + 1 && best && is_plural && !is_longer);
        if (is_nearer && (size_t)distance < len) {
            limit = distance - 1;
            best = candidates[i];
            is_longer = is_plural;
        }
    }
    return best;
}

// The code of a sequence whose length is known, or UINT32_MAX when a byte does not continue it.
static uint32_t join_bytes(const unsigned char *b, int len)
{
    uint32_t code = b[0] & (0xFFu >> (len + 1));
    for (int i = 1; i < len; i++) {
        if ((b[i] & 0xC0u) != 0x80u) {
            return UINT32_MAX;
        }
        code = code << 6 | (b[i] & 0x3Fu);
    }
    return code;
}

int gm_utf8_decode(const char *at, size_t len, uint32_t *code)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (len == 0) {
        return 0;
    }
    const unsigned char *b = (const unsigned char *)at;
    if (b[0] < 0x80) {
        *code = b[0];
        return 1;
    }
    int n = b[0] >= 0xF0 ? 4 : b[0] >= 0xE0 ? 3 : 2;
    if (b[0] < 0xC2 || b[0] > 0xF4 || (size_t)n > len) {
        return 0;
    }
    *code = join_bytes(b, n);
    bool surrogate = *code >= 0xD800 && *code <= 0xDFFF;
    return *code < smallest[n] || *code > 0x10FFFF || surrogate ? 0 : n;
}

gm_text gm_text_init(gm_arena *arena)
{
    gm_text text = {.arena = arena, .cap = 32};
    text.at = gm_arena_alloc(arena, text.cap, 1);
    return text;
}

// Makes room for more bytes and the final NUL.
static void reserve(gm_text *text, size_t more)
{
    if (text->cap - text->len > more) {
        return;
    }
    GM_REQUIRE(more < SIZE_MAX / 4 && text->cap < SIZE_MAX / 4);
    size_t cap = 2 * text->cap > text->len + more + 1 ? 2 * text->cap : text->len + more + 1;
    char *grown = gm_arena_alloc(text->arena, cap, 1);
    memcpy(grown, text->at, text->len);
    text->at = grown;
    text->cap = cap;
}

void gm_text_add_n(gm_text *text, const char *more, size_t n)
{
    reserve(text, n);
    memcpy(text->at + text->len, more, n);
    text->len += n;
    text->at[text->len] = '\0';
}

void gm_text_add(gm_text *text, const char *more)
{
    gm_text_add_n(text, more, strlen(more));
}

void gm_text_cut(gm_text *text, size_t len)
{
    GM_REQUIRE(len <= text->len);
    text->len = len;
    text->at[len] = '\0';
}

void gm_text_addf(gm_text *text, const char *fmt, ...)
{
    va_list args;
    va_list again;
    va_start(args, fmt);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    GM_REQUIRE(len >= 0);
    reserve(text, (size_t)len);
    vsnprintf(text->at + text->len, (size_t)len + 1, fmt, again);
    va_end(again);
    text->len += (size_t)len;
}

void gm_text_add_word(gm_text *text, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_-+=:,./@%";
    if (*word && strspn(word, plain) == strlen(word)) {
        gm_text_add(text, word);
        return;
    }
    gm_text_add(text, "'");
    for (const char *at = word; *at; at++) {
        gm_text_add(text, *at == '\'' ? "'\\'" : "");
        gm_text_add_n(text, at, 1);
    }
    gm_text_add(text, "'");
}
