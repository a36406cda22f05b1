// SPDX-License-Identifier: MIT
//
// Readers of values that are more than a number or a word, for the rows of the tables.

#ifndef GM_TWIN_ROWS_H
#define GM_TWIN_ROWS_H

#include "twin/raw.h"

// twin/rows_plant.c
extern const gm_custom gm_custom_places; // int32_t: `5`, `5 bodies` or `unlimited`
extern const gm_custom gm_custom_times;  // gm_times_def: a law, or one for each variant
extern const gm_custom gm_custom_crew;   // gm_crew_needs_def: a name, or names and people
extern const gm_custom gm_custom_kinds;  // gm_kind_counts_def: a kind, or kinds and numbers
extern const gm_custom gm_custom_learns; // bool[3]: time, scrap, failures
extern const gm_custom gm_custom_over;   // gm_ref[2]: first and last step
extern const gm_custom gm_custom_order_variant; // gm_ref: `es+roof+white`

// twin/rows_route.c
extern const gm_custom gm_custom_route; // gm_route_def

// twin/rows_rule.c
extern const gm_custom gm_custom_rule;         // gm_rule_def
extern const gm_custom gm_custom_queue_order;  // gm_raw_order, of a station
extern const gm_custom gm_custom_buffer_order; // gm_raw_order
extern const char *const gm_queue_order_words[];
extern const char *const gm_buffer_order_words[];

// twin/rows_time.c
extern const gm_custom gm_custom_date;     // gm_date
extern const gm_custom gm_custom_dates;    // gm_date_range: `2027-10-01..2027-10-07`
extern const gm_custom gm_custom_moment;   // gm_moment
extern const gm_custom gm_custom_day_time; // int32_t, s: `06:00`
extern const gm_custom gm_custom_days;     // uint32_t: `mon-fri`, `[mon, wed]`
extern const gm_custom gm_custom_people;   // gm_raw_people
extern const gm_custom gm_custom_run;      // gm_span_raw: a time or a count
extern const gm_custom gm_custom_warm_up;  // gm_span_raw: and auto, none
extern const gm_custom gm_custom_series;   // gm_span_raw: a time, month, day, none

// twin/rows_claim.c
extern const gm_custom gm_custom_measure;  // gm_measure
extern const gm_custom gm_custom_window;   // gm_window
extern const gm_custom gm_custom_quantity; // gm_any_quantity
extern const gm_custom gm_custom_leaders;  // int32_t: `1 per 12`

// A fault with the owner in front: "station 'weld': ..". Returns false.
__attribute__((format(printf, 3, 4))) bool gm_row_fault(gm_reader *reader, gm_src src,
                                                        const char *fmt, ...);

// The key that is being read: the last step of the reader's path.
const char *gm_row_key(const gm_reader *reader);

// "'word'" of a scalar, else "a map" ..
const char *gm_node_text(gm_reader *reader, const gm_node *node);

// True for a name of steps, crews ..: letters, digits, `-` and `_`. Otherwise a fault.
bool gm_row_name_ok(gm_reader *reader, gm_src src, const char *name);

#endif
