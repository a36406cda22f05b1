// SPDX-License-Identifier: MIT
//
// What comes of a piece of work: scrap, defects, inspection, splits; and where parts go then.

#include "plant/crew.h"
#include "plant/flow.h"
#include "plant/learning.h"
#include "plant/machine.h"
#include "plant/store.h"

#define PART_REJECTED 4u // goes by the inspection's route

// ---- routes

static gm_target next_of_route(gm_run *run, const gm_variant_plan *variant, uint32_t part)
{
    gm_part *p = &run->parts[part];
    if (p->route_i < variant->n_route) {
        return (gm_target){GM_TO_STEP, variant->route[p->route_i++]};
    }
    return (gm_target){GM_TO_OUT, 0};
}

gm_target gm_route_choose(gm_run *run, int32_t step_i, const gm_route *route, uint32_t part,
                          gm_stream *stream)
{
    const gm_variant_plan *variant = &run->plan->variants[run->parts[part].variant];
    if (variant->n_route > 0 && route == &run->plan->steps[step_i].to) {
        return next_of_route(run, variant, part);
    }
    switch (route->mode) {
    case GM_ROUTE_SINGLE:
        return route->targets[0];
    case GM_ROUTE_SHARES:
        return route->targets[(int32_t)gm_dist_draw(&route->shares, stream, NULL)];
    case GM_ROUTE_BY_VARIANT:
        return route->targets[route->by_variant[run->parts[part].variant]];
    }
    return route->targets[0];
}

gm_target gm_route_keep(gm_run *run, int32_t step_i, uint32_t part)
{
    if (run->parts[part].target == 0) {
        const gm_step *step = &run->plan->steps[step_i];
        gm_target target = gm_route_choose(run, step_i, &step->to, part, &run->routes[step_i]);
        run->parts[part].target = (target.i << 2 | (int32_t)target.kind) + 1;
    }
    int32_t code = run->parts[part].target - 1;
    return (gm_target){(gm_target_kind)(code & 3), code >> 2};
}

// ---- outcome of one part

static bool happens(gm_stream *stream, double probability)
{
    return probability > 0.0 && gm_stream_u01(stream) < probability;
}

// True when the inspection lets the part pass.
static bool inspect(gm_station *st, const gm_inspection_def *def, gm_part *p)
{
    bool defective = p->flags & GM_PART_DEFECTIVE;
    if (!happens(&st->inspect, defective ? def->finds : def->false_alarm)) {
        return true;
    }
    p->flags |= GM_PART_REWORKED | PART_REJECTED;
    st->n_rejected += 1.0;
    return false;
}

// True when the part goes on; false when it is scrapped.
static bool judge(gm_run *run, gm_station *st, const gm_station_plan *plan, uint32_t part)
{
    const gm_station_def *def = plan->def;
    double factor = gm_station_scrap_factor(st, def);
    gm_part *p = &run->parts[part];
    if ((p->flags & GM_PART_DEFECTIVE) && happens(&st->mend, def->mends)) {
        p->flags &= (uint8_t)~GM_PART_DEFECTIVE;
    }
    if (happens(&st->scrap, def->scrap * factor)) {
        st->n_scrap += 1.0;
        gm_flow_scrap(run, part);
        return false;
    }
    if (happens(&st->defect, def->defects * factor)) {
        p->flags |= GM_PART_DEFECTIVE;
    }
    if (def->inspects.is_given && !inspect(st, &def->inspects, p)) {
        return true;
    }
    st->n_good += 1.0;
    st->n_first_pass += p->flags & GM_PART_REWORKED ? 0.0 : 1.0;
    return true;
}

static void split(gm_run *run, const gm_station_plan *plan, uint32_t part, gm_list *out)
{
    const gm_kind_counts_def *splits = &plan->def->splits;
    for (int32_t k = 0; k < splits->n; k++) {
        for (int32_t i = 0; i < splits->items[k].count; i++) {
            uint32_t child = gm_flow_child(run, part, plan->child_variant[k]);
            if (child) {
                gm_list_push(run, out, child);
            }
        }
    }
    gm_flow_end(run, part);
}

void gm_machine_finish(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    const gm_station_plan *plan = &run->plan->stations[m->station_i];
    gm_station *st = &run->stations[m->station_i];
    m->stage = GM_STAGE_OUT;
    st->n_done += 1.0;
    gm_station_learn_more(st, plan->def);
    gm_machine_release_claim(run, m);
    if (!plan->has_outcome) {
        st->n_good += 1.0;
        st->n_first_pass += run->parts[m->part].flags & GM_PART_REWORKED ? 0.0 : 1.0;
        m->out = m->part;
        gm_machine_give(run, machine_i);
        return;
    }
    gm_list out = {0};
    uint32_t at = m->part;
    while (at) {
        uint32_t part = at;
        at = run->parts[part].next;
        run->parts[part].next = 0;
        if (!judge(run, st, plan, part)) {
            continue;
        }
        if (plan->def->splits.n > 0) {
            split(run, plan, part, &out);
        } else {
            gm_list_push(run, &out, part);
        }
    }
    m->out = out.head;
    gm_machine_give(run, machine_i);
}

// ---- giving on

static gm_target choose_target(gm_run *run, const gm_station_plan *plan, uint32_t part)
{
    const gm_step *step = &run->plan->steps[plan->step_i];
    gm_part *p = &run->parts[part];
    if (p->flags & PART_REJECTED) {
        p->flags &= (uint8_t)~PART_REJECTED;
        if (plan->def->inspects.to.is_given) {
            p->target = 0;
            return gm_route_choose(run, plan->step_i, &plan->reject, part,
                                   &run->rejects[plan->step_i]);
        }
    }
    if (p->target != 0) {
        gm_target kept = gm_route_keep(run, plan->step_i, part);
        p->target = 0;
        return kept;
    }
    return gm_route_choose(run, plan->step_i, &step->to, part, &run->routes[plan->step_i]);
}

void gm_machine_give(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    const gm_station_plan *plan = &run->plan->stations[m->station_i];
    if (run->offerers[machine_i].store_i != GM_NONE) {
        return; // its first part still waits
    }
    while (m->out) {
        uint32_t part = m->out;
        m->out = run->parts[part].next;
        run->parts[part].next = 0;
        m->part = m->out;
        if (!gm_offer(run, (uint32_t)machine_i, part, choose_target(run, plan, part))) {
            gm_machine_hold(run, m, GM_HOLD_BLOCKED, 0);
            return;
        }
    }
    if (!plan->is_unlimited) {
        gm_machine_emptied(run, machine_i);
    } else {
        gm_machine_hold(run, m, 0, GM_HOLD_BLOCKED);
    }
}
