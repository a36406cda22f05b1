// SPDX-License-Identifier: MIT

#include "battery/metric.h"

#include "core/assert.h"
#include "num/elementary.h"

#include <math.h>
#include <string.h>

// ---- outcomes

gm_cell_outcome gm_cell_outcome_of(const gm_cell_answer *a)
{
    gm_cell_outcome out = {.charge_c = a->balance.charge * a->cell.area_m2,
                           .energy_j = a->energy_j};
    if (a->design) {
        const gm_cell_design *d = &a->design->design;
        out.mass_kg = d->total_kg;
        out.volume_m3 = d->cell_m3;
        out.j_kg = d->cell_j_kg;
        out.j_m3 = d->cell_j_m3;
        out.n_to_p = d->n_to_p;
        out.pack_j_kg = d->pack_j_kg;
        out.pack_j_m3 = d->pack_j_m3;
        out.formation_s = a->design->formation.time_s;
        out.making_j = d->energy_j * a->design->making_total.likely;
    }
    if (a->cost) {
        out.cost = a->cost->cost.total;
        out.cost_per_j = a->cost->cost.per_j;
        out.investment = a->cost->cost.investment;
    }
    return out;
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

gm_charge_outcome gm_charge_outcome_of(const gm_charge *charge, const gm_charge_result *r,
                                       const gm_cells_pack *pack)
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
        .pack = *pack,
    };
}

gm_experiment_outcome gm_experiment_outcome_of(const gm_cell *cell,
                                               const gm_experiment_result *r)
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
        out.lost_c = gm_experiment_lost_c(cell, &s->aged);
    }
    return out;
}

// ---- metrics

#define OF_CELL(member)       offsetof(gm_cell_outcome, member)
#define OF_CHARGE(member)     offsetof(gm_charge_outcome, member)
#define OF_EXPERIMENT(member) offsetof(gm_experiment_outcome, member)

#define OF_BUILD(name, unit, at, what, doc)                                                    \
    {                                                                                          \
        name, unit, at, doc, GM_NEEDS_##what, true                                             \
    }

#define OF_USE(name, unit, at, doc)                                                            \
    {                                                                                          \
        name, unit, at, doc, GM_NEEDS_NOTHING, false                                           \
    }

static const gm_metric_row cell_rows[] = {
    OF_USE("capacity", "A s", OF_CELL(charge_c), "from full to empty at no current"),
    OF_USE("energy", "J", OF_CELL(energy_j), "from full to empty at no current"),
    OF_BUILD("mass", "kg", OF_CELL(mass_kg), DESIGN, "of a cell"),
    OF_BUILD("volume", "m3", OF_CELL(volume_m3), DESIGN, "of a cell, outside"),
    OF_BUILD("specific-energy", "J/kg", OF_CELL(j_kg), DESIGN, "of a cell; 250 Wh/kg"),
    OF_BUILD("energy-density", "J/m3", OF_CELL(j_m3), DESIGN, "of a cell; 700 kWh/m3"),
    OF_BUILD("negative-to-positive", "", OF_CELL(n_to_p), DESIGN,
             "what electrodes take, ratio"),
    OF_BUILD("pack-specific-energy", "J/kg", OF_CELL(pack_j_kg), PACK, "of a pack, gross"),
    OF_BUILD("pack-energy-density", "J/m3", OF_CELL(pack_j_m3), PACK, "of a pack, gross"),
    OF_BUILD("formation", "s", OF_CELL(formation_s), FORMATION, "of a cell, with its rests"),
    OF_BUILD("making", "J", OF_CELL(making_j), DESIGN, "energy to make a cell, likely"),
    OF_BUILD("cost", "CNY/J", OF_CELL(cost_per_j), COST, "of energy; 500 CNY/kWh"),
    OF_BUILD("cost-of-one", "CNY", OF_CELL(cost), COST, "of a cell"),
    OF_BUILD("investment", "CNY", OF_CELL(investment), COST, "in the plant of the cost"),
};

static const gm_metric_row charge_rows[] = {
    OF_USE("time", "s", OF_CHARGE(time_s), "of the charge, without preheating"),
    OF_USE("energy", "J", OF_CHARGE(energy_j), "into the pack, or one cell without `pack:`"),
    OF_USE("power", "W", OF_CHARGE(mean_w), "into the pack, mean"),
    OF_USE("peak-power", "W", OF_CHARGE(peak_w), "into the pack"),
    OF_USE("peak-current", "A", OF_CHARGE(peak_a), "into the pack"),
    OF_USE("rate", "/s", OF_CHARGE(mean_rate), "state of charge by time, mean; 4C is 4/h"),
    OF_USE("highest", "degC", OF_CHARGE(highest_k), "temperature"),
    OF_USE("end", "degC", OF_CHARGE(end_k), "temperature"),
    OF_USE("plating", "V", OF_CHARGE(least_plating_v), "least potential against lithium"),
    OF_USE("heat", "J", OF_CHARGE(heat_j), "in the pack"),
    OF_USE("preheat-time", "s", OF_CHARGE(preheat_s), "at the station"),
    OF_USE("preheat-energy", "J", OF_CHARGE(preheat_j), "of the pack"),
    OF_BUILD("pack-energy", "J", OF_CHARGE(pack.energy_j), NOTHING, "of the pack, gross"),
    OF_BUILD("pack-usable", "J", OF_CHARGE(pack.usable_j), PACK, "of that, for driving"),
    OF_BUILD("pack-mass", "kg", OF_CHARGE(pack.pack_kg), PACK, "with all that is in it"),
    OF_BUILD("pack-volume", "m3", OF_CHARGE(pack.pack_m3), PACK, "with all that is in it"),
};

static const gm_metric_row experiment_rows[] = {
    OF_USE("time", "s", OF_EXPERIMENT(time_s), "of all steps"),
    OF_USE("discharged", "A s", OF_EXPERIMENT(discharged_c), "in steps that discharge"),
    OF_USE("charged", "A s", OF_EXPERIMENT(charged_c), "in steps that charge"),
    OF_USE("energy-discharged", "J", OF_EXPERIMENT(discharged_j), "in steps that discharge"),
    OF_USE("energy-charged", "J", OF_EXPERIMENT(charged_j), "in steps that charge"),
    OF_USE("heat", "J", OF_EXPERIMENT(heat_j), "of all steps"),
    OF_USE("highest", "degC", OF_EXPERIMENT(highest_k), "temperature"),
    OF_USE("plating", "V", OF_EXPERIMENT(least_plating_v), "least potential against lithium"),
    {"lithium-lost", "A s", OF_EXPERIMENT(lost_c), "in layers and dead, at its end",
     GM_NEEDS_AGING, false},
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

const char *gm_metric_lacks(const gm_metric_row *row, const gm_cell_def *cell)
{
    switch (row->needs) {
    case GM_NEEDS_NOTHING:
        break;
    case GM_NEEDS_DESIGN:
        return cell->design ? NULL : "the cell has no `design:`";
    case GM_NEEDS_PACK:
        return cell->design && cell->design->pack ? NULL : "the cell has no `design.pack:`";
    case GM_NEEDS_FORMATION:
        return cell->design && cell->design->formation ? NULL
                                                       : "the cell has no `design.formation:`";
    case GM_NEEDS_COST:
        return !cell->cost ? "the cell has no `cost:`"
               : gm_cost_currency_of(cell->cost) != GM_CURRENCY_CNY
                   ? "the cost of the cell is in USD: write its `exchange:`"
                   : NULL;
    case GM_NEEDS_AGING:
        return cell->aging ? NULL : "the cell has no `aging:`";
    }
    return NULL;
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
    bool is_known = metric->row->is_still || outcome->verdict == GM_CHARGE_DONE;
    return is_known ? number_at(outcome, metric->row) : GM_NAN;
}

double gm_metric_of_experiment(const gm_metric *metric, const gm_experiment_outcome *outcome)
{
    GM_REQUIRE(metric->of == GM_METRIC_EXPERIMENT);
    return outcome->is_whole ? number_at(outcome, metric->row) : GM_NAN;
}
