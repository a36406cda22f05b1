// SPDX-License-Identifier: MIT
//
// Spacing rules: at most p cars with an option in any q that follow one another.
//
// A tally keeps the last cars of one rule as bits of a word, so that a car is one shift and one
// count. It serves a plan on paper and a line that runs. Three measures are kept, as authors
// differ: windows of q cars that hold too many (Gottlieb, Puchta and Solnon 2003; what CSPLib
// prob001 counts), the cars too many in all windows together (upper over-assignment: Bautista,
// Pereira and Adenso-Diaz 2008), and the cars with the option that make a window too full as they
// come (Fliedner and Boysen 2008), which counts a car once where windows overlap.

#ifndef GM_SEQUENCE_SPACING_H
#define GM_SEQUENCE_SPACING_H

#include <stdbool.h>
#include <stdint.h>

#define GM_SPACING_MOST 64 // the longest window, cars

typedef struct gm_spacing {
    int32_t property; // bit of the option among the properties of a car
    int32_t at_most;  // p, >= 0 and < in
    int32_t in;       // q, 1 .. GM_SPACING_MOST
} gm_spacing;

typedef struct gm_spacing_tally {
    uint64_t past;  // bit k: the car k before the last one has the option
    int32_t seen;   // cars, up to GM_SPACING_MOST
    double windows; // of q cars, that hold more than p
    double excess;  // cars too many, over all these windows
    double cars;    // with the option that came when p of the q - 1 before had it already
} gm_spacing_tally;

static inline uint64_t gm_spacing_mask(const gm_spacing *rule)
{
    return rule->in >= 64 ? UINT64_MAX : ((uint64_t)1 << rule->in) - 1;
}

// Cars beyond p in the window that a next car would close; 0 or less: none.
static inline int32_t gm_spacing_over(const gm_spacing *rule, uint64_t past, bool has)
{
    uint64_t window = (past << 1 | (has ? 1 : 0)) & gm_spacing_mask(rule);
    return __builtin_popcountll(window) - rule->at_most;
}

// The next car.
static inline void gm_spacing_pass(const gm_spacing *rule, gm_spacing_tally *tally, bool has)
{
    int32_t over = gm_spacing_over(rule, tally->past, has);
    tally->past = tally->past << 1 | (has ? 1 : 0);
    tally->seen += tally->seen < GM_SPACING_MOST ? 1 : 0;
    if (over <= 0) {
        return;
    }
    tally->cars += has ? 1.0 : 0.0;
    if (tally->seen >= rule->in) {
        tally->windows += 1.0;
        tally->excess += over;
    }
}

// The most cars with the option that n cars can hold without breaking the rule: q - p others
// follow every p of them.
int64_t gm_spacing_room(const gm_spacing *rule, int64_t n);

// Least number of windows that n cars break, m of which have the option: each window that is put
// right takes at most q - p cars out. 0 does not mean that the rules can be kept together.
int64_t gm_spacing_least(const gm_spacing *rule, int64_t n, int64_t m);

#endif
