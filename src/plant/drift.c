// SPDX-License-Identifier: MIT

#include "plant/drift.h"

#include "plant/machine.h"
#include "plant/stats.h"
#include "plant/suspects.h"

#include <math.h>
#include <stdio.h>

#define PATH_BYTES 192

// Times that it may go out of control and come back between two parts.
#define MOST_TURNS 1000

static const gm_drift_def *def_of(const gm_run *run, const gm_machine *m)
{
    return &run->plan->stations[m->station_i].def->drifts;
}

static gm_drift *drift_of(const gm_run *run, int32_t machine_i)
{
    const gm_machine *m = &run->machines[machine_i];
    int32_t k = machine_i - run->plan->stations[m->station_i].first_machine;
    return &run->stations[m->station_i].drifts[k];
}

// ---- memory and time 0

void gm_drifts_create(gm_run *run, int32_t station_i)
{
    const gm_station_plan *plan = &run->plan->stations[station_i];
    gm_station *st = &run->stations[station_i];
    st->drifts = NULL;
    if (!plan->def->drifts.is_given) {
        return;
    }
    st->drifts = GM_NEW(&run->arena, gm_drift, plan->n_machines);
    for (int32_t k = 0; k < plan->n_machines; k++) {
        st->drifts[k].slot = gm_run_slot_of(run, GM_SLOT_DRIFT, plan->first_machine + k);
    }
}

// How far the clock of its drift has come.
static double clock_of(const gm_run *run, int32_t machine_i)
{
    const gm_machine *m = &run->machines[machine_i];
    switch (def_of(run, m)->by) {
    case GM_BY_WORK:
        return m->state_s[GM_STATE_WORKING] +
               (gm_hold_state(m->hold) == GM_STATE_WORKING ? run->now_s - m->since_s : 0.0);
    case GM_BY_CALENDAR:
        return run->now_s;
    case GM_BY_PARTS:
        return drift_of(run, machine_i)->n_judged;
    }
    return 0.0;
}

// In control at a time of its clock: draws when it will go out.
static void set_right(gm_run *run, int32_t machine_i, double clock)
{
    gm_drift *d = drift_of(run, machine_i);
    const gm_drift_def *def = def_of(run, &run->machines[machine_i]);
    d->out_at = clock + gm_sampler_next(&d->after);
    d->in_at = def->has_lasts ? d->out_at + gm_sampler_next(&d->lasts) : (double)INFINITY;
    d->is_out = false;
}

static void begin_samplers(gm_run *run, const gm_station_plan *plan, int32_t k, gm_drift *d)
{
    const gm_drift_def *def = &plan->def->drifts;
    const char *name = run->plan->steps[plan->step_i].name;
    char path[PATH_BYTES];
    (void)snprintf(path, sizeof path, k == 0 ? "%s" : "%s#%d", name, k + 1);
    uint32_t seed = run->seed;
    uint32_t replication = run->replication;
    gm_sampler_init(&d->after, &def->after, seed, replication, path, "drift");
    if (def->has_lasts) {
        gm_sampler_init(&d->lasts, &def->lasts, seed, replication, path, "drift lasts");
    }
    if (def->has_delay) {
        gm_sampler_init(&d->delay, &def->delay, seed, replication, path, "sample delay");
    }
    gm_stream_init(&d->measure, seed, replication, path, "sample");
}

void gm_drifts_begin(gm_run *run, int32_t station_i)
{
    const gm_station_plan *plan = &run->plan->stations[station_i];
    gm_station *st = &run->stations[station_i];
    for (int32_t k = 0; k < plan->n_machines && st->drifts; k++) {
        gm_drift *d = &st->drifts[k];
        *d = (gm_drift){.slot = d->slot};
        begin_samplers(run, plan, k, d);
        set_right(run, plan->first_machine + k, 0.0);
    }
}

// ---- parts

bool gm_drift_is_out(gm_run *run, int32_t machine_i)
{
    gm_drift *d = drift_of(run, machine_i);
    double clock = clock_of(run, machine_i);
    d->n_judged += 1.0;
    for (int n = 0; clock >= d->in_at && n < MOST_TURNS; n++) {
        set_right(run, machine_i, d->in_at);
    }
    bool is_out = clock >= d->out_at;
    d->n_shifts += is_out && !d->is_out ? 1.0 : 0.0;
    d->n_out += is_out ? 1.0 : 0.0;
    d->is_out = is_out;
    return is_out;
}

// A result that says "out of control" is on its way. Of several the first to come counts.
static void send_alarm(gm_run *run, int32_t machine_i)
{
    gm_drift *d = drift_of(run, machine_i);
    const gm_drift_def *def = def_of(run, &run->machines[machine_i]);
    double at_s = run->now_s + (def->has_delay ? gm_sampler_next(&d->delay) : 0.0);
    if (!d->has_result || at_s < d->result_s) {
        d->has_result = true;
        d->is_right = d->is_out;
        d->result_s = at_s;
        gm_clocks_set(&run->clocks, d->slot, at_s, GM_CLASS_DONE);
    }
}

static void take_sample(gm_run *run, int32_t machine_i)
{
    gm_drift *d = drift_of(run, machine_i);
    const gm_drift_def *def = def_of(run, &run->machines[machine_i]);
    d->since_sample = 0;
    d->n_samples += 1.0;
    double chance = d->is_out ? def->finds : def->false_alarm;
    if (chance > 0.0 && gm_stream_u01(&d->measure) < chance) {
        send_alarm(run, machine_i);
    } else if (!d->has_result) {
        d->n_cleared = d->n_made;
    }
}

void gm_drift_made(gm_run *run, int32_t machine_i, uint32_t part)
{
    gm_drift *d = drift_of(run, machine_i);
    const gm_drift_def *def = def_of(run, &run->machines[machine_i]);
    d->n_made += 1.0;
    d->since_sample += 1;
    if (def->quarantine.is_given) {
        gm_suspects_mark(run, machine_i, part, d->n_made);
        if (d->is_reset_due) { // made while the machine was to be stopped
            gm_suspects_hold_one(run, machine_i, part);
            d->n_held += 1.0;
            d->n_cleared = d->n_made;
        }
    }
    if (def->sampled > 0 && d->since_sample >= def->sampled && !d->is_reset_due) {
        take_sample(run, machine_i);
    }
}

// ---- alarm and reset

void gm_drift_ring(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    gm_drift *d = drift_of(run, machine_i);
    const gm_station_def *def = run->plan->stations[m->station_i].def;
    gm_clocks_stop(&run->clocks, d->slot);
    d->has_result = false;
    d->is_reset_due = true;
    d->n_alarms += 1.0;
    d->n_false_alarms += d->is_right ? 0.0 : 1.0;
    if (def->drifts.quarantine.is_given) {
        double n_suspect = d->n_made - d->n_cleared;
        double n_found = gm_suspects_hold(run, machine_i, d->n_cleared);
        d->n_held += n_found;
        d->n_missed += n_suspect - n_found;
    }
    d->n_cleared = d->n_made;
    run->ages[m->first_age + def->n_failures + def->drifts.reset_i].is_due = true;
    if (m->stage == GM_STAGE_EMPTY && m->is_idle) {
        gm_machine_emptied(run, machine_i);
    }
}

void gm_drift_maintained(gm_run *run, int32_t machine_i, int32_t i)
{
    gm_machine *m = &run->machines[machine_i];
    gm_drift *d = drift_of(run, machine_i);
    const gm_station_def *def = run->plan->stations[m->station_i].def;
    if (i != def->drifts.reset_i && !def->maintenances[i].renews) {
        return;
    }
    set_right(run, machine_i, clock_of(run, machine_i));
    gm_clocks_stop(&run->clocks, d->slot); // what was on its way tells of how it was before
    d->has_result = false;
    d->is_reset_due = false;
    d->since_sample = 0;
    d->n_cleared = d->n_made;
    run->ages[m->first_age + def->n_failures + def->drifts.reset_i].is_due = false;
}

// ---- statistics

void gm_drift_stats(const gm_run *run, int32_t station_i, double *row)
{
    const gm_station_plan *plan = &run->plan->stations[station_i];
    for (int32_t i = 0; i < GM_N_DRIFT_STATS; i++) {
        row[i] = 0.0;
    }
    for (int32_t k = 0; k < plan->n_machines; k++) {
        const gm_drift *d = &run->stations[station_i].drifts[k];
        row[GM_STAT_DRIFT_JUDGED] += d->n_judged;
        row[GM_STAT_DRIFT_OUT] += d->n_out;
        row[GM_STAT_DRIFT_SHIFTS] += d->n_shifts;
        row[GM_STAT_DRIFT_SAMPLES] += d->n_samples;
        row[GM_STAT_DRIFT_ALARMS] += d->n_alarms;
        row[GM_STAT_DRIFT_FALSE_ALARMS] += d->n_false_alarms;
        row[GM_STAT_DRIFT_HELD] += d->n_held;
        row[GM_STAT_DRIFT_MISSED] += d->n_missed;
    }
}
