// SPDX-License-Identifier: MIT
//
// Laying orders out: in which sequence the cars of a day or so are built.
//
// Orders of one class are alike. Goals are taken in their order of importance: the next car is the
// best by the first, among equals by the second, and so on; then by how much the rest needs it.
// Where spacing is the most important goal, the sequence is then improved by exchanges. Effort is
// a count of trials, never a time, and memory is the caller's: the same orders and random numbers
// give the same sequence.

#ifndef GM_SEQUENCE_ORDERS_H
#define GM_SEQUENCE_ORDERS_H

#include "sequence/spacing.h"

#include "num/random.h"

#include <stddef.h>

typedef enum gm_goal {
    GM_GOAL_SPACING, // few windows with more than p in q
    GM_GOAL_LEVEL,   // an even use of the properties
    GM_GOAL_EVEN,    // classes by their due dates
    GM_GOAL_BLOCKS,  // cars of one colour together
} gm_goal;

#define GM_MOST_GOALS 4
#define GM_MOST_RULES 64

typedef struct gm_orders {
    int32_t n_classes;
    int32_t n_properties;  // <= 64
    const uint64_t *has;   // class -> its properties as bits
    const int32_t *colour; // class -> colour, >= 0; NULL: all alike
    int32_t n_rules;       // <= GM_MOST_RULES
    const gm_spacing *rules;
    int32_t n_goals;
    gm_goal goals[GM_MOST_GOALS]; // the most important first
    int32_t most_block;           // cars of one colour in a row, while another waits
    int64_t trials;               // exchanges to try; 0: none
} gm_orders;

// What lies before the orders, and goes on from day to day: cars that are already laid out.
typedef struct gm_orders_past {
    uint64_t *spacing; // by rule, as in gm_spacing_tally
    int32_t colour;    // of the last car, -1: none
    int32_t block;     // cars of it in a row
    gm_stream *stream; // draws the exchanges to try; NULL: with no trials
} gm_orders_past;

typedef struct gm_orders_cost {
    int64_t windows; // with too many cars, over all rules; those that reach into the past too
    int64_t changes; // of colour
} gm_orders_cost;

// Bytes of workspace.
size_t gm_orders_work_size(const gm_orders *orders);

// Lays out count[class] cars, n in all, behind the past, which then ends with them.
void gm_orders_lay(const gm_orders *orders, const int32_t *count, int32_t n,
                   gm_orders_past *past, void *work, int32_t *sequence);

// What a sequence costs behind a past (which stays as it is). Windows that begin before the first
// car of all are counted as if others had gone before: they hold fewer cars, but not too many fewer.
gm_orders_cost gm_orders_cost_of(const gm_orders *orders, const gm_orders_past *past,
                                 const int32_t *sequence, int32_t n);

// Improves a sequence by exchanges of two cars and turns of a stretch that cost no more, and less
// when `strictly`. Ends early when no window is too full and colours do not count.
void gm_orders_improve(const gm_orders *orders, const gm_orders_past *past, bool strictly,
                       int32_t *sequence, int32_t n);

#endif
