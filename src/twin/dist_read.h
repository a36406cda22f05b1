// SPDX-License-Identifier: MIT
//
// Reads what a model file writes for a time or a count that may be random.
//
// A law is a plain value (`60 s`), an input with its range (`{value: 60 s, range: ..}`) or a
// call (`lognormal(60 s, cv 0.5)`). Faults inside a call point at the very piece.

#ifndef GM_TWIN_DIST_READ_H
#define GM_TWIN_DIST_READ_H

#include "core/schema.h"
#include "num/dist.h"

typedef enum gm_dist_of {
    GM_DIST_OF_TIME,  // values in s
    GM_DIST_OF_COUNT, // values are whole things
    GM_DIST_OF_EITHER // the first value says which
} gm_dist_of;

// A time or a number of cycles between two events, told apart by the unit.
typedef struct gm_interval {
    gm_dist dist;
    bool is_count;
    gm_src src;
} gm_interval;

// False after a fault, which is in the reader's diag; *dist is then the constant 0. *is_count
// (may be NULL) says what the values are. Arrays of the law live in the reader's arena.
bool gm_dist_read(gm_reader *reader, const gm_node *node, gm_dist_of of, gm_dist *dist,
                  bool *is_count);

// Rows of a table: gm_dist, gm_dist, gm_interval.
extern const gm_custom gm_custom_time;
extern const gm_custom gm_custom_count;
extern const gm_custom gm_custom_interval;

// `{value: ..}`, as a law by variant is a map too.
bool gm_node_is_input(const gm_node *node);

// The place of byte `at` of a scalar's text.
gm_src gm_src_inside(const gm_node *node, size_t at);

#endif
