// SPDX-License-Identifier: MIT
//
// Accounts of a plant whose parts come in and leave at several places: what is known of them comes
// stream by stream and is entered by time. Private to line/.

#ifndef GM_LINE_LEDGER_H
#define GM_LINE_LEDGER_H

#include "plant/run.h"
#include "sim/heap.h"

struct gm_lines;

typedef enum gm_ledger_kind {
    GM_LEDGER_BORN,    // made by source `i`
    GM_LEDGER_PIECE,   // cut from another
    GM_LEDGER_ENDED,   // joined to another, or cut up
    GM_LEDGER_CROSSED, // from line to line of the plant
    GM_LEDGER_OUT      // left by sink `i`
} gm_ledger_kind;

typedef struct gm_ledger_entry {
    double at_s;
    double born_s;
    uint32_t birth; // of the part, see gm_ledger_expect()
    int32_t i;
    int16_t variant;
    int16_t from_line; // in which it was counted, GM_NONE: in none
    int16_t to_line;
    uint8_t kind;
    uint32_t rank; // of several things at one moment, the lowest comes first
} gm_ledger_entry;

// What one operation or source brings in, by time.
typedef struct gm_ledger_stream {
    gm_ledger_entry *entries; // a ring
    uint64_t mask;
    uint64_t n_in;
    uint64_t n_out;
} gm_ledger_stream;

// A part and its pieces.
typedef struct gm_ledger_birth {
    uint32_t identity; // as the event engine numbers them: by when they were made
    uint32_t n_alive;
    uint32_t next_free;
} gm_ledger_birth;

// The accounts at a point.
typedef struct gm_ledger_page {
    int32_t wip;
    int32_t wip_max;
    double wip_since_s;
    double wip_area;
    double *wip_bins; // NULL: nobody asks
    double n_came_in;
    double n_ended;
    uint64_t departures;
    double *n_made; // by source
    gm_line *lines;
    gm_sink *sinks;               // their arrays and histograms are the page's own
    gm_times_hist *variant_times; // NULL: nobody asks
} gm_ledger_page;

typedef struct gm_ledger {
    gm_heap heap; // streams by their next entry
    gm_ledger_stream *streams;
    uint32_t n_streams;
    gm_ledger_birth *births;
    uint32_t n_births;
    uint32_t births_capacity;
    uint32_t births_free;  // + 1
    uint32_t n_made_all;   // parts and pieces so far
    int32_t point;         // the next that is not entered yet
    double clock_s;        // of the last entry
    double *n_made;        // by source
    gm_ledger_page *pages; // by point
} gm_ledger;

void gm_ledger_create(struct gm_lines *lines, gm_ledger *ledger, int32_t n_streams);
void gm_ledger_destroy(gm_ledger *ledger);
void gm_ledger_begin(struct gm_lines *lines, gm_ledger *ledger);

// A part that will be born: its number here.
uint32_t gm_ledger_expect(gm_ledger *ledger);

// One more entry of a stream, not before its last.
void gm_ledger_add(struct gm_lines *lines, gm_ledger *ledger, int32_t stream_i,
                   const gm_ledger_entry *entry);

// Enters everything before a moment; nothing earlier comes any more.
void gm_ledger_enter(struct gm_lines *lines, gm_ledger *ledger, double before_s);

// Lets a run stand as its accounts did at a point.
void gm_ledger_settle(const struct gm_lines *lines, const gm_ledger *ledger, gm_run *run,
                      int32_t point);

#endif
