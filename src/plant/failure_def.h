// SPDX-License-Identifier: MIT
//
// What stops a machine: breakdowns, preventive maintenance, changeovers.

#ifndef GM_PLANT_FAILURE_DEF_H
#define GM_PLANT_FAILURE_DEF_H

#include "plant/common_def.h"

// Which clock an interval runs on.
typedef enum gm_age_by {
    GM_BY_WORK,     // runs only while the machine processes
    GM_BY_CALENDAR, // runs whenever the machine is up, also starved or blocked
    GM_BY_PARTS,    // counts cycles
} gm_age_by;

// What happens to the part in work when the machine fails.
typedef enum gm_part_fate { GM_PART_RESUME, GM_PART_RESTART, GM_PART_SCRAP } gm_part_fate;

typedef struct gm_failure_def {
    const char *name;
    gm_src src;
    gm_dist after; // time to failure in seconds, or cycles when by parts
    gm_age_by by;
    gm_dist repair; // seconds
    gm_crew_needs_def crew;
    gm_part_fate part;
} gm_failure_def;

// Preventive maintenance. It starts when the machine is between two parts.
typedef struct gm_maintenance_def {
    const char *name;
    gm_src src;
    gm_dist every; // seconds or cycles since the last maintenance (or repair, see below)
    gm_age_by by;
    gm_dist takes; // seconds
    gm_crew_needs_def crew;
    bool renews;             // the ages of all failures start anew after it
    bool counts_from_repair; // a repair starts its own clock anew too (age replacement)
} gm_maintenance_def;

typedef enum gm_changeover_on {
    GM_CHANGEOVER_VARIANT, // when the variant differs from the last part's
    GM_CHANGEOVER_KIND,
    GM_CHANGEOVER_FAMILY,
    GM_CHANGEOVER_COUNT, // every so many cycles (a die change)
} gm_changeover_on;

// What a changeover takes beyond time.
typedef struct gm_change_use_def {
    double cost_cny;
    double volume_m3; // of paint and solvent that is lost
} gm_change_use_def;

// A changeover between some families (or variants, or kinds): the first row that fits holds.
typedef struct gm_change_row_def {
    gm_src src;
    int32_t n_from;
    const gm_ref *from; // none: from whichever
    int32_t n_to;
    const gm_ref *to; // none: to whichever
    bool has_takes;   // else as the changeover says
    gm_dist takes;    // seconds
    bool has_cost;
    bool has_volume;
    gm_change_use_def use;
} gm_change_row_def;

// From the last good part to the first good part.
typedef struct gm_changeover_def {
    const char *name;
    gm_src src;
    gm_changeover_on on;
    int32_t every; // cycles, for GM_CHANGEOVER_COUNT
    gm_dist takes; // seconds
    gm_crew_needs_def crew;
    int32_t warm_up_parts; // counted as scrap; their time is inside `takes`
    gm_change_use_def use;
    int32_t n_rows;
    const gm_change_row_def *rows;
} gm_changeover_def;

#endif
