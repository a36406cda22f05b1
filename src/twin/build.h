// SPDX-License-Identifier: MIT
//
// From what was read to the definitions: one function for each section of a model.
//
// The arrays of the definitions are made here and stay writable until names are resolved.

#ifndef GM_TWIN_BUILD_H
#define GM_TWIN_BUILD_H

#include "twin/model.h"
#include "twin/raw.h"

typedef struct gm_build {
    gm_arena *arena; // borrowed
    gm_diag *diag;   // borrowed
    gm_raw_model *raw;
    bool is_clean; // read without a fault: sums and the like make sense
    int before;    // faults that are not the model's
    bool has_lost; // names may stand in what could not be read
    int n_lost;    // names of what could not be read
    const char *const *lost;
    gm_model *model;
    gm_solved *solved;  // lines that were balanced before, may be NULL
    bool is_drawn;      // values were drawn: shares may have to be brought back to 100 %
    gm_kind_def *kinds; // those of the plant, writable; grows while names are resolved
    gm_step_def *steps;
    gm_line_def *lines;
    gm_crew_def *crews;
    gm_limit_def *limits;
    gm_staff_row_def *shops;
} gm_build;

// Each reports its faults to the diag and leaves a valid, if empty, part behind.
void gm_build_clock(gm_build *build);
void gm_build_calendars(gm_build *build);
void gm_build_people(gm_build *build); // kinds, crews, limits, headcount
void gm_build_steps(gm_build *build);

// The properties of a kind; and of its variants, all combinations with its options.
void gm_build_options(gm_build *build, const gm_raw_kind *raw, gm_kind_def *kind);

// The plan of a source, whose other members are there already. line: that it stands in.
void gm_build_plan(gm_build *build, const gm_raw_source *raw, const gm_line_def *line,
                   gm_source_def *def);

void gm_build_claims(gm_build *build); // claims, facts, scenarios

// The section `cell:`, and whether a cell can be made of it.
void gm_build_battery(gm_build *build);
void gm_build_car(gm_build *build); // behind it

// Breakdowns of `owner`, with names and intervals in the unit of their clock.
const gm_failure_def *gm_build_failures(gm_build *build, const gm_raw_failures *raw,
                                        const char *owner);

// Names to indices, for everything that was built; adds the kinds that are used only.
void gm_resolve(gm_build *build);

// Balances the lines that list tasks, in a model without a fault so far; gives crews whose people
// are `balanced` those of these lines.
void gm_build_balances(gm_build *build);

// May a name be that of something that could not be read?
bool gm_build_may_have(const gm_build *build, const char *name);

// Seconds from t = 0 to a moment; NAN after a fault: a date without `start` or outside the run.
double gm_build_moment(gm_build *build, const gm_moment *moment, const char *what);

#endif
