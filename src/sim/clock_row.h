// SPDX-License-Identifier: MIT
//
// Few clocks: a row of times, scanned by vectors. Private to sim/clocks.
//
// The earliest is kept while others are set; the row is scanned when it rings or is set anew
// itself. A vector cannot be read soon after one of its numbers was written: what was set since
// the last scan stands beside the row and is written into it behind the next one. Without that
// the reference line is a third slower.

#ifndef GM_SIM_CLOCK_ROW_H
#define GM_SIM_CLOCK_ROW_H

#include "sim/clock.h"

#define GM_CLOCK_ROW_MOST 32

// A time and whose it is.
typedef struct gm_clock_time {
    double time_s;
    uint32_t slot;
} gm_clock_time;

// The least of n times, n a multiple of 8, but for one place; GM_CLOCK_ROW_MOST: of all. One of
// several equal ones, whichever.
typedef gm_clock_time gm_clock_scan(const double *at_s, uint32_t n, uint32_t except);

// Plain data but for the borrowed memory.
typedef struct gm_clock_row {
    double *at_s;           // by slot, and one place that nobody has
    gm_clock_scan *scan;    // by the widest vectors of this machine
    uint32_t n;             // times scanned
    uint32_t next_fresh;    // to be replaced
    gm_clock_time fresh[2]; // set since the last scan; in the row they are stopped
    gm_clock_time first;    // the earliest
    bool is_stale;          // `first` was set anew
    uint8_t class_of[GM_CLOCK_ROW_MOST];
} gm_clock_row;

// Bytes of memory for any row.
#define GM_CLOCK_ROW_BYTES ((GM_CLOCK_ROW_MOST + 1) * sizeof(double))

// All clocks stopped. `memory` has GM_CLOCK_ROW_BYTES at a multiple of 64 and is borrowed.
void gm_clock_row_init(gm_clock_row *row, void *memory, uint32_t n_slots);

// The ways to scan on this machine, the widest last; NULL beyond.
gm_clock_scan *gm_clock_scan_variant(size_t i);

// The first of all by time, class and slot.
gm_clock gm_clock_row_top(gm_clock_row *row);

// The least of all but one slot. What was set since the last scan goes into the row.
static inline gm_clock_time gm_clock_row_least(gm_clock_row *row, uint32_t except)
{
    gm_clock_time least = row->scan(row->at_s, row->n, except);
    for (int k = 0; k < 2; k++) {
        gm_clock_time fresh = row->fresh[k];
        row->at_s[fresh.slot] = fresh.time_s;
        bool is_less = fresh.time_s < least.time_s && fresh.slot != except;
        least.time_s = is_less ? fresh.time_s : least.time_s;
        least.slot = is_less ? fresh.slot : least.slot;
        row->fresh[k] = (gm_clock_time){(double)INFINITY, GM_CLOCK_ROW_MOST};
    }
    return least;
}

// One of the earliest.
static inline gm_clock gm_clock_row_any_first(gm_clock_row *row)
{
    if (__builtin_expect(row->is_stale, 0)) {
        row->first = gm_clock_row_least(row, GM_CLOCK_ROW_MOST);
        row->is_stale = false;
    }
    return (gm_clock){row->first.time_s, row->first.slot,
                      (gm_event_class)row->class_of[row->first.slot]};
}

static inline double gm_clock_row_at(const gm_clock_row *row, uint32_t slot)
{
    return slot == row->fresh[0].slot   ? row->fresh[0].time_s
           : slot == row->fresh[1].slot ? row->fresh[1].time_s
                                        : row->at_s[slot];
}

// Beside the row when it is stopped in there, else into it.
static inline void gm_clock_row_write(gm_clock_row *row, uint32_t slot, double t_s)
{
    if (slot == row->fresh[0].slot) {
        row->fresh[0].time_s = t_s;
    } else if (slot == row->fresh[1].slot) {
        row->fresh[1].time_s = t_s;
    } else if (row->at_s[slot] < (double)INFINITY) {
        row->at_s[slot] = t_s;
    } else {
        gm_clock_time *fresh = &row->fresh[row->next_fresh];
        row->next_fresh ^= 1;
        row->at_s[fresh->slot] = fresh->time_s;
        *fresh = (gm_clock_time){t_s, slot};
    }
}

static inline void gm_clock_row_set(gm_clock_row *row, uint32_t slot, double t_s,
                                    gm_event_class c)
{
    gm_clock_row_write(row, slot, t_s);
    row->class_of[slot] = (uint8_t)c;
    // Few are first when they are set: a jump guesses well, and what follows need not wait.
    if (__builtin_expect(slot == row->first.slot, 0)) {
        row->is_stale = true;
    } else if (__builtin_expect(t_s < row->first.time_s, 0)) {
        row->first = (gm_clock_time){t_s, slot};
    }
}

// See gm_clocks_ring_alone().
static inline bool gm_clock_row_ring_alone(gm_clock_row *row, gm_clock first)
{
    gm_clock_time next = gm_clock_row_least(row, first.slot);
    bool is_alone = next.time_s > first.time_s;
    row->at_s[first.slot] = is_alone ? (double)INFINITY : first.time_s;
    if (is_alone) {
        row->first = next;
    }
    return is_alone;
}

#endif
