// SPDX-License-Identifier: MIT
//
// Small things on text: slices, the nearest word, numbers, and a growing buffer.

#ifndef GM_CORE_TEXT_H
#define GM_CORE_TEXT_H

#include "core/arena.h"

#include <stdbool.h>
#include <stdint.h>

// A borrowed part of a text, not ended by NUL.
typedef struct gm_slice {
    const char *at;
    size_t len;
} gm_slice;

gm_slice gm_slice_of(const char *text);
gm_slice gm_slice_trim(gm_slice s); // without spaces, tabs and line ends at both sides
bool gm_slice_equal(gm_slice s, const char *text);

// Cuts s at the first separator: gives what is before it and leaves what follows. The last
// part leaves a slice with at == NULL; false when s was such a slice already.
bool gm_slice_cut(gm_slice *s, char separator, gm_slice *part);

bool gm_text_equal_nocase(const char *a, const char *b); // ASCII only
bool gm_text_starts_with(const char *text, const char *prefix);

// Number of edits from a to b: insert, delete, replace a byte, or swap two neighbours, each
// byte edited once (optimal string alignment). Texts over 63 bytes count as far: 64.
int gm_text_distance(const char *a, const char *b);

// The candidate nearest to word, or NULL when none is within a third of its length (at least
// one edit). Case alone never counts as far. Candidates may be NULL entries, which are passed.
const char *gm_text_nearest(const char *word, const char *const *candidates, int n);

// Reads a plain decimal number ("-1.5e3", ".5"), independent of the locale; *end is where it
// stopped. False when there is none; infinity when it is too large. No hex, inf or nan.
bool gm_text_number(const char *text, const char **end, double *value);

// Shortest text that reads back to the same double, at most 31 bytes, with '.' in any locale.
// Non-finite values give "nan", "inf", "-inf".
#define GM_NUMBER_BYTES 32
const char *gm_text_of_number(double value, char buf[GM_NUMBER_BYTES]);

// As %.<digits>g but with '.' in any locale and without exponent below 1e15. digits <= 17.
const char *gm_text_of_rounded(double value, int digits, char buf[GM_NUMBER_BYTES]);

// Decodes one UTF-8 character of at most len bytes: its length, or 0 when it is not valid.
int gm_utf8_decode(const char *at, size_t len, uint32_t *code);

// A growing text in an arena. The text is always ended by NUL.
typedef struct gm_text {
    gm_arena *arena; // borrowed
    char *at;        // "" when empty
    size_t len;
    size_t cap;
} gm_text;

gm_text gm_text_init(gm_arena *arena);
void gm_text_add(gm_text *text, const char *more);
void gm_text_add_n(gm_text *text, const char *more, size_t n);
void gm_text_add_word(gm_text *text, const char *word); // quoted where a shell would cut it
void gm_text_cut(gm_text *text, size_t len);            // keeps the first len bytes
__attribute__((format(printf, 2, 3))) void gm_text_addf(gm_text *text, const char *fmt, ...);

#endif
