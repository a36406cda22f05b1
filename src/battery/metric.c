// SPDX-License-Identifier: MIT

#include "battery/metric.h"

#include "core/assert.h"
#include "num/elementary.h"

#include <math.h>
#include <string.h>

// ---- outcomes

gm_cell_outcome gm_cell_outcome_of(const gm_cell_answer *a)
{
    return (gm_cell_outcome){a->balance.charge * a->cell.area_m2, a->energy_j};
}

// Of several that held as long, the first in the order of their words.
static gm_charge_binds longest_of(const gm_charge_result *r)
{
    double held_s[GM_BINDS_COUNT] = {0};
    gm_charge_binds longest = GM_BINDS_COUNT;
    for (int32_t i = 0; i < r->n_spans; i++) {
        held_s[r->spans[i].binds] += r->spans[i].to_s - r->spans[i].from_s;
    }
    for (int b = 0; b < GM_BINDS_COUNT; b++) {
        if (held_s[b] > (longest < GM_BINDS_COUNT ? held_s[longest] : 0.0)) {
            longest = (gm_charge_binds)b;
        }
    }
    return longest;
}

gm_charge_outcome gm_charge_outcome_of(const gm_charge *charge, const gm_charge_result *r)
{
    double cells = (double)charge->series * charge->parallel;
    return (gm_charge_outcome){
        .verdict = r->verdict,
        .end = r->end,
        .longest = longest_of(r),
        .time_s = r->time_s,
        .preheat_s = r->preheat_s,
        .preheat_j = cells * r->preheat_j,
        .energy_j = cells * r->energy_j,
        .heat_j = cells * r->heat_j,
        .mean_w = r->mean_w,
        .peak_w = r->peak_w,
        .peak_a = charge->parallel * r->peak_a,
        .mean_rate = r->mean_rate,
        .highest_k = r->highest_k,
        .end_k = r->end_k,
        .least_plating_v = r->least_plating_v,
    };
}

gm_experiment_outcome gm_experiment_outcome_of(const gm_experiment_result *r)
{
    gm_experiment_outcome out = {.is_whole = r->is_whole, .least_plating_v = GM_INFINITY};
    for (int32_t i = 0; i < r->n; i++) {
        const gm_experiment_step_result *s = &r->steps[i];
        out.end = s->end;
        out.time_s += s->time_s;
        out.discharged_c += fmax(s->charge_c, 0.0);
        out.charged_c += fmax(-s->charge_c, 0.0);
        out.discharged_j += fmax(s->energy_j, 0.0);
        out.charged_j += fmax(-s->energy_j, 0.0);
        out.heat_j += s->heat_j;
        out.highest_k = fmax(out.highest_k, s->highest_k);
        out.least_plating_v = fmin(out.least_plating_v, s->least_plating_v);
    }
    return out;
}

// ---- metrics

#define OF_CELL(member)       offsetof(gm_cell_outcome, member)
#define OF_CHARGE(member)     offsetof(gm_charge_outcome, member)
#define OF_EXPERIMENT(member) offsetof(gm_experiment_outcome, member)

static const gm_metric_row cell_rows[] = {
    {"capacity", "A s", OF_CELL(charge_c), "from full to empty at no current"},
    {"energy", "J", OF_CELL(energy_j), "from full to empty at no current"},
};

static const gm_metric_row charge_rows[] = {
    {"time", "s", OF_CHARGE(time_s), "of the charge, without preheating"},
    {"energy", "J", OF_CHARGE(energy_j), "into the pack, or one cell without `pack:`"},
    {"power", "W", OF_CHARGE(mean_w), "into the pack, mean"},
    {"peak-power", "W", OF_CHARGE(peak_w), "into the pack"},
    {"peak-current", "A", OF_CHARGE(peak_a), "into the pack"},
    {"rate", "/s", OF_CHARGE(mean_rate), "state of charge by time, mean; 4C is 4/h"},
    {"highest", "degC", OF_CHARGE(highest_k), "temperature"},
    {"end", "degC", OF_CHARGE(end_k), "temperature"},
    {"plating", "V", OF_CHARGE(least_plating_v), "least potential against lithium"},
    {"heat", "J", OF_CHARGE(heat_j), "in the pack"},
    {"preheat-time", "s", OF_CHARGE(preheat_s), "at the station"},
    {"preheat-energy", "J", OF_CHARGE(preheat_j), "of the pack"},
};

static const gm_metric_row experiment_rows[] = {
    {"time", "s", OF_EXPERIMENT(time_s), "of all steps"},
    {"discharged", "A s", OF_EXPERIMENT(discharged_c), "in steps that discharge"},
    {"charged", "A s", OF_EXPERIMENT(charged_c), "in steps that charge"},
    {"energy-discharged", "J", OF_EXPERIMENT(discharged_j), "in steps that discharge"},
    {"energy-charged", "J", OF_EXPERIMENT(charged_j), "in steps that charge"},
    {"heat", "J", OF_EXPERIMENT(heat_j), "of all steps"},
    {"highest", "degC", OF_EXPERIMENT(highest_k), "temperature"},
    {"plating", "V", OF_EXPERIMENT(least_plating_v), "least potential against lithium"},
};

#define N_OF(rows) ((int32_t)(sizeof(rows) / sizeof((rows)[0])))

const char *gm_metric_word(gm_metric_of of)
{
    static const char *const words[GM_N_METRICS] = {"cell", "charges", "experiments"};
    return words[of];
}

const gm_metric_row *gm_metric_rows(gm_metric_of of, int32_t *n)
{
    static const gm_metric_row *const rows[GM_N_METRICS] = {cell_rows, charge_rows,
                                                            experiment_rows};
    static const int32_t counts[GM_N_METRICS] = {N_OF(cell_rows), N_OF(charge_rows),
                                                 N_OF(experiment_rows)};
    *n = counts[of];
    return rows[of];
}

static double number_at(const void *outcome, const gm_metric_row *row)
{
    double value;
    memcpy(&value, (const char *)outcome + row->at, sizeof value);
    return value;
}

double gm_metric_of_cell(const gm_metric *metric, const gm_cell_outcome *outcome)
{
    GM_REQUIRE(metric->of == GM_METRIC_CELL);
    return number_at(outcome, metric->row);
}

double gm_metric_of_charge(const gm_metric *metric, const gm_charge_outcome *outcome)
{
    GM_REQUIRE(metric->of == GM_METRIC_CHARGE);
    return outcome->verdict == GM_CHARGE_DONE ? number_at(outcome, metric->row) : GM_NAN;
}

double gm_metric_of_experiment(const gm_metric *metric, const gm_experiment_outcome *outcome)
{
    GM_REQUIRE(metric->of == GM_METRIC_EXPERIMENT);
    return outcome->is_whole ? number_at(outcome, metric->row) : GM_NAN;
}
