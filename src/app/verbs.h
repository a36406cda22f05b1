// SPDX-License-Identifier: MIT
//
// The verbs of the program: one file each, and what they share.

#ifndef GM_APP_VERBS_H
#define GM_APP_VERBS_H

#include "app/options.h"
#include "core/diag.h"
#include "report/table.h"
#include "twin/twin.h"

#include <stdio.h>

typedef int gm_verb_fn(const gm_options *options);

int gm_verb_run(const gm_options *options);
int gm_verb_check(const gm_options *options);
int gm_verb_show(const gm_options *options);
int gm_verb_schema(const gm_options *options);
int gm_verb_why(const gm_options *options);
int gm_verb_balance(const gm_options *options);
int gm_verb_sequence(const gm_options *options);
int gm_verb_compare(const gm_options *options);
int gm_verb_report(const gm_options *options);
int gm_verb_fit(const gm_options *options);
int gm_verb_import(const gm_options *options);
int gm_verb_sweep(const gm_options *options);
int gm_verb_optimize(const gm_options *options);
int gm_verb_cell(const gm_options *options);
int gm_verb_car(const gm_options *options);

// A model with its wired twin, as a verb opens it.
typedef struct gm_opened {
    gm_arena arena;
    gm_diag diag;
    gm_model *model;
    const gm_twin *twin;
} gm_opened;

// Loads and wires the model of the options under a scenario (NULL: as written; only_tasks: it is
// not wired). Faults are
// printed on stderr, or as JSON on stdout with --json. A file that cannot be read is
// GM_ERR_USAGE. Close it in any case.
gm_status gm_open(const gm_options *options, const char *scenario, gm_opened *out);
void gm_close(gm_opened *opened);

// Whether there is a plant to answer for, or what can be said without one. If not, says on stderr which
// verb the model is for.
bool gm_has_plant(const gm_options *options, const gm_model *model);

// Prints the faults and warnings of a diag as gm_open() does.
void gm_print_faults(const gm_options *options, gm_status status, gm_diag *diag);

// Whether a stream is a terminal that may show colour (no-color.org: NO_COLOR says no).
bool gm_has_colour(FILE *out);

// What is written on: a terminal is as wide as it is.
gm_page gm_page_of(FILE *out);

// Progress and Ctrl-C of long work.
#include <signal.h>
extern volatile sig_atomic_t gm_interrupted;
void gm_catch_interrupts(void);

// Draws a progress line with the time left on stderr when that is a terminal.
typedef struct gm_progress {
    bool is_on;
    double began_s;
    char what[80];
} gm_progress;
gm_progress gm_progress_begin(const gm_options *options, const char *what);
// Begins again with other work, and says at once with what.
void gm_progress_restart(gm_progress *progress, const char *what);
void gm_progress_show(void *progress, double share);
void gm_progress_end(const gm_progress *progress);

#endif
