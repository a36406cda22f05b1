// SPDX-License-Identifier: MIT

#include "report/claims_json.h"

#include "report/words.h"

#include <math.h>

static const char *verdict_key(gm_verdict verdict)
{
    return verdict == GM_VERDICT_CANNOT ? "cannot_say" : gm_verdict_text(verdict);
}

static const char *bound_key(gm_bound bound)
{
    return bound == GM_BOUND_AT_LEAST  ? "at_least"
           : bound == GM_BOUND_AT_MOST ? "at_most"
                                       : "exactly";
}

// Why some of a claim's numbers are null, or NULL.
static const char *why_of(const gm_claim_answer *a)
{
    if (a->verdict == GM_VERDICT_CANNOT) {
        return a->why ? a->why : "a part of the model is missing";
    }
    if (a->plan->by == GM_ANSWER_STATIC) {
        return "a number of the model itself: no run, no interval";
    }
    return a->n == 1 || isnan(a->mean.half_width) ? "one value has no interval" : NULL;
}

static void put_values(gm_json *j, const gm_claim_answer *a)
{
    const gm_claim_def *def = a->plan->def;
    bool is_known = a->verdict != GM_VERDICT_CANNOT;
    bool counts = a->plan->by != GM_ANSWER_STATIC && is_known;
    double mean = a->plan->by == GM_ANSWER_STATIC ? a->median : a->mean.mean;
    double short_by = is_known && isnan(a->short_by) ? 0.0 : a->short_by;
    gm_json_put_int(j, "holds_in", a->n_holds);
    gm_json_put_int(j, "n", a->n);
    gm_json_put_number(j, "share_low", counts ? a->wilson.low : (double)NAN);
    gm_json_put_number(j, "share_high", counts ? a->wilson.high : (double)NAN);
    gm_json_put_number(j, "mean", gm_claim_in_unit(def, mean));
    gm_json_put_number(j, "half_width", gm_claim_gap_in_unit(def, a->mean.half_width));
    gm_json_put_number(j, "median", gm_claim_in_unit(def, a->median));
    gm_json_put_number(j, "p5", gm_claim_in_unit(def, a->p5));
    gm_json_put_number(j, "p95", gm_claim_in_unit(def, a->p95));
    gm_json_put_number(j, "short_by", gm_claim_gap_in_unit(def, short_by));
}

void gm_claim_json(const gm_claim_answer *a, gm_json *j)
{
    const gm_claim_def *def = a->plan->def;
    gm_json_begin_object(j);
    gm_json_put_text(j, "says", def->says);
    gm_json_put_text(j, "measure", def->measure.text);
    gm_json_put_text(j, "counter", def->counter ? def->counter : def->measure.path);
    gm_json_put_text(j, "when", def->when ? def->when : a->when);
    gm_json_put_text(j, "bound", bound_key(def->bound));
    gm_json_put_number(j, "value", gm_claim_in_unit(def, def->value));
    gm_json_put_text(j, "unit", gm_claim_unit(def));
    gm_json_put_text(j, "verdict", verdict_key(a->verdict));
    put_values(j, a);
    gm_json_put_text(j, "why", why_of(a));
    gm_json_put_text(j, "note", a->note);
    gm_json_put_text(j, "binds", a->binds);
    gm_json_put_text(j, "change", a->change);
    gm_json_end(j);
}
