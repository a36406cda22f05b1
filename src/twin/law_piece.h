// SPDX-License-Identifier: MIT
//
// The pieces of a law's text: quantities, spreads, pairs, each with its place for messages.

#ifndef GM_TWIN_LAW_PIECE_H
#define GM_TWIN_LAW_PIECE_H

#include "core/array.h"
#include "core/text.h"
#include "twin/dist_read.h"

typedef struct gm_law_parser {
    gm_reader *reader;
    const gm_node *node; // a slice is always a part of its text
    gm_dist_of of;       // EITHER becomes TIME or COUNT with the first value
    char unit[48];       // of the first value, as written
} gm_law_parser;

typedef GM_ARRAY(gm_slice) gm_slices;

gm_src gm_law_place(const gm_law_parser *p, const char *at);
const char *gm_law_copy(const gm_law_parser *p, gm_slice s); // in the arena, ended by NUL

// A fault at the start of a piece. Returns false.
bool gm_law_fail(const gm_law_parser *p, gm_slice s, const char *what);

// The unit that values are like: that of times or of counts.
const char *gm_law_like(gm_dist_of of);

// Settles whether values are times or counts by the first of them.
void gm_law_settle(gm_law_parser *p, const char *text);

// Readers of one piece; false after a fault.
bool gm_law_value(gm_law_parser *p, gm_slice s, double *value);
bool gm_law_number(const gm_law_parser *p, gm_slice s, double *value);
bool gm_law_scv(const gm_law_parser *p, gm_slice s, double *value); // `scv 9`

// `cv 0.5` or a standard deviation beside a mean: gives the deviation for NORMAL, else the cv.
bool gm_law_spread(gm_law_parser *p, gm_slice s, gm_dist_kind kind, double mean, double *value);

// Adds to the last fault that a comma between digits, as in `exponential(52,5 s)`, parts values.
void gm_law_hint_comma(const gm_law_parser *p, gm_slice s);

// Cuts the inside of a call at its commas, and `90 %: law` at its colon (or `=`). What stands
// in parentheses is not cut.
bool gm_law_cut(const gm_law_parser *p, gm_slice inside, gm_slices *pieces);
bool gm_law_cut_pair(const gm_law_parser *p, gm_slice s, gm_slice *left, gm_slice *right);

#endif
