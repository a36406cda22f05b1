// SPDX-License-Identifier: MIT
//
// An optimum for programs: JSON.

#include "gemba/version.h"
#include "report/optimize_report.h"
#include "report/run_report.h"

#include <math.h>

static void put_interval(gm_json *j, const char *key, gm_interval x)
{
    gm_json_key(j, key);
    gm_json_begin_object(j);
    gm_json_put_number(j, "mean", x.n > 0 ? x.mean : (double)NAN);
    gm_json_put_number(j, "half_width", x.n > 0 ? x.half_width : (double)NAN);
    gm_json_put_int(j, "n", (int64_t)x.n);
    if (x.n < 2) {
        gm_json_put_text(j, "why", x.n == 0 ? "no common replications" : "one replication");
    }
    gm_json_end(j);
}

static void put_row(gm_json *j, const gm_optimize_problem *p, const gm_optimum_row *row)
{
    gm_json_begin_object(j);
    if (row->at) {
        gm_json_key(j, "set");
        gm_json_begin_object(j);
        for (int32_t i = 0; i < p->n_choices; i++) {
            gm_json_put_text(j, p->choices[i].path, p->choices[i].values[row->at[i]]);
        }
        gm_json_end(j);
    }
    if (!isnan(row->cost)) {
        gm_json_put_number(j, "cost", row->cost);
    }
    if (row->at) {
        gm_json_put_bool(j, "kept", row->is_kept);
    }
    if (row->at && p->has_target) {
        static const char *const words[] = {"open", "yes", "no"};
        gm_json_put_text(j, "reaches", words[row->reaches]);
    }
    if (row->remark) {
        gm_json_put_text(j, "warning", row->remark);
    }
    put_interval(j, "measure", row->measure);
    if (row->behind.n > 0) {
        put_interval(j, "behind_first", row->behind);
    }
    gm_json_end(j);
}

static void put_effort(gm_json *j, const gm_optimum *f, const gm_optimize_problem *p)
{
    gm_json_put_bool(j, "whole", f->is_whole);
    gm_json_put_int(j, "points_searched", f->n_searched);
    gm_json_put_int(j, "points_compared", f->n_compared);
    gm_json_put_int(j, "points_kept", f->n_kept);
    gm_json_put_int(j, "replications_first", f->n_first);
    gm_json_put_int(j, "replications_last", f->n_last);
    gm_json_put_int(j, "runs", f->n_runs);
    gm_json_put_int(j, "runs_by_line_engine", f->n_line);
    gm_json_put_int(j, "seed", p->seed);
    gm_json_put_int(j, "seed_last", f->seed_last);
}

static void put_guarantee(gm_json *j, const gm_optimum *f, const gm_optimize_problem *p)
{
    bool holds = f->is_settled && !f->is_interrupted;
    gm_json_put_bool(j, "settled", holds);
    gm_json_put_number(j, "confidence", p->confidence);
    if (p->has_target) {
        gm_json_put_number(j, "target", p->target);
        gm_json_put_bool(j, "found", f->is_found);
    } else {
        gm_json_put_number(j, "delta", f->delta);
        gm_json_put_number(j, "within", f->n_last > 0 ? f->width : 0.0);
    }
    gm_json_put_text(j, "why",
                     holds               ? NULL
                     : f->is_interrupted ? "interrupted"
                                         : "the most replications do not settle it");
}

void gm_optimize_json(const gm_optimize_report *report, gm_json *j)
{
    const gm_optimize_problem *p = report->problem;
    const gm_optimum *f = report->found;
    gm_json_begin_object(j);
    gm_json_put_int(j, "schema", GM_RESULTS_SCHEMA);
    gm_json_put_text(j, "version", GM_VERSION);
    gm_json_put_text(j, "model", report->model);
    gm_json_put_text(j, "measure", p->objective.text);
    gm_json_put_text(j, "aim",
                     p->has_target           ? "reach"
                     : p->objective.is_least ? "least"
                                             : "most");
    gm_json_put_bool(j, "interrupted", f->is_interrupted);
    put_effort(j, f, p);
    put_guarantee(j, f, p);
    gm_json_key(j, "points");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < f->n_rows; i++) {
        put_row(j, p, &f->rows[i]);
    }
    gm_json_end(j);
    if (f->written.measure.n > 0) {
        gm_json_key(j, "as_written");
        put_row(j, p, &f->written);
        gm_json_put_number(j, "estimate_per_s", f->estimate.rate_per_s);
        gm_json_put_text(j, "estimate_why", f->estimate.why);
    }
    gm_json_end(j);
}
