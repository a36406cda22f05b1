// SPDX-License-Identifier: MIT

#include "plant/visits.h"

#include "plant/run.h"

struct gm_visit_watch {
    gm_visit_fn *on_visit;
    void *user;
    gm_visit *open; // by machine
};

// The part on a machine: in work, or finished and waiting to go on.
static uint32_t part_of(const gm_run *run, const gm_machine *m)
{
    uint32_t part = m->part;
    if (part == 0 && run->offerers[m - run->machines].store_i != GM_NONE) {
        part = run->offerers[m - run->machines].part;
    }
    return part;
}

static gm_visit begun(const gm_run *run, const gm_machine *m, uint32_t hold)
{
    const gm_station_plan *plan = &run->plan->stations[m->station_i];
    uint32_t part = part_of(run, m);
    return (gm_visit){
        .step_i = plan->step_i,
        .machine_k = (int32_t)(m - run->machines) - plan->first_machine,
        .state = gm_hold_state(hold),
        .from_s = run->now_s,
        .identity = part ? run->parts[part].identity : 0,
        .variant = part ? run->parts[part].variant : -1,
    };
}

static void tell(const gm_run *run, gm_visit *visit, bool is_open)
{
    bool is_idle = visit->identity == 0 &&
                   (visit->state == GM_STATE_STARVED || visit->state == GM_STATE_OFF ||
                    visit->state == GM_STATE_WORKING || visit->state == GM_STATE_UNMANNED);
    visit->to_s = run->now_s;
    visit->is_open = is_open;
    if (visit->to_s > visit->from_s && !is_idle) {
        run->visits->on_visit(run->visits->user, visit);
    }
}

void gm_visits_mark(gm_run *run, const gm_machine *m, uint32_t hold)
{
    gm_visit *open = &run->visits->open[m - run->machines];
    gm_visit next = begun(run, m, hold);
    if (next.state == open->state && next.identity == open->identity) {
        return;
    }
    tell(run, open, false);
    *open = next;
}

void gm_visits_scrap(const gm_run *run, uint32_t part, int32_t step_i)
{
    gm_visit visit = {
        .step_i = step_i,
        .from_s = run->now_s,
        .to_s = run->now_s,
        .identity = run->parts[part].identity,
        .variant = run->parts[part].variant,
        .is_scrapped = true,
    };
    run->visits->on_visit(run->visits->user, &visit);
}

void gm_run_watch_visits(gm_run *run, gm_visit_fn *on_visit, void *user)
{
    if (!on_visit) {
        run->visits = NULL;
        return;
    }
    run->visits = GM_NEW(&run->arena, gm_visit_watch, 1);
    run->visits->on_visit = on_visit;
    run->visits->user = user;
    run->visits->open = GM_NEW(&run->arena, gm_visit, run->plan->n_machines + 1);
    for (int32_t i = 0; i < run->plan->n_machines; i++) {
        const gm_machine *m = &run->machines[i];
        run->visits->open[i] = begun(run, m, m->hold);
    }
}

void gm_run_end_visits(gm_run *run)
{
    for (int32_t i = 0; run->visits && i < run->plan->n_machines; i++) {
        tell(run, &run->visits->open[i], true);
    }
}
