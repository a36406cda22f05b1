// SPDX-License-Identifier: MIT
//
// What comes of a piece of work: scrap, defects, inspection, splits; and where parts go then.

#include "num/elementary.h"
#include "plant/crew.h"
#include "plant/drift.h"
#include "plant/flow.h"
#include "plant/learning.h"
#include "plant/machine.h"
#include "plant/made.h"
#include "plant/matter.h"
#include "plant/offer.h"
#include "plant/rules.h"
#include "plant/shares.h"
#include "plant/suspects.h"
#include "plant/web.h"

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
    if (run->plan->has_routes && route == &run->plan->steps[step_i].to) {
        const gm_variant_plan *variant = &run->plan->variants[run->parts[part].variant];
        if (variant->n_route > 0) {
            return next_of_route(run, variant, part);
        }
    }
    switch (route->mode) {
    case GM_ROUTE_SINGLE:
        return route->targets[0];
    case GM_ROUTE_SHARES:
        return route->targets[(int32_t)gm_dist_draw(&route->shares, stream, NULL)];
    case GM_ROUTE_BY_VARIANT:
        return route->targets[route->by_variant[run->parts[part].variant]];
    case GM_ROUTE_BY_RULE:
        return route->targets[(int32_t)gm_rules_value(run, route->rule_i, part)];
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
    st->since_judged += 1;
    if (st->since_judged < def->every) {
        return true;
    }
    st->since_judged = 0;
    bool defective = p->flags & GM_PART_DEFECTIVE;
    if (!happens(&st->inspect, defective ? def->finds : def->false_alarm)) {
        return true;
    }
    p->flags |= GM_PART_REWORKED | PART_REJECTED;
    p->n_rejected = (uint8_t)(p->n_rejected + (p->n_rejected < UINT8_MAX ? 1 : 0));
    st->n_rejected += 1.0;
    return false;
}

bool gm_station_count_visit(gm_run *run, int32_t station_i, uint32_t part)
{
    int32_t return_i = run->plan->stations[station_i].return_i;
    if (return_i == GM_NONE) {
        return false;
    }
    uint64_t *been = &run->been[(size_t)part * run->n_been_words + ((uint32_t)return_i >> 6)];
    uint64_t bit = (uint64_t)1 << (return_i & 63);
    bool is_first = !(*been & bit);
    *been |= bit;
    run->stations[station_i].n_first += is_first ? 1.0 : 0.0;
    return is_first;
}

// Shares of scrap and defects of the machine as it is now.
static void shares_now(gm_run *run, const gm_machine *m, double *scrap, double *defects)
{
    const gm_station_def *def = run->plan->stations[m->station_i].def;
    *scrap = def->scrap;
    *defects = def->defects;
    if (def->drifts.is_given && gm_drift_is_out(run, (int32_t)(m - run->machines))) {
        *scrap = def->drifts.scrap;
        *defects = def->drifts.defects;
    }
}

// What the work has put into a part, and what it has taken off. False when nothing is left of it.
static bool change_matter(gm_run *run, int32_t machine_i, const gm_station_def *def,
                          uint32_t part)
{
    if (def->adds.n > 0 && gm_has_matter(run)) {
        gm_matter_add(run, gm_matter_of(run, part), &def->adds, 1.0);
    }
    return !def->web.is_given || gm_web_finish(run, machine_i, part);
}

// Measures a part and puts it into its bin. False when it is below all and that is scrap.
static bool grade(gm_run *run, gm_station *st, const gm_station_plan *plan, gm_part *p)
{
    const gm_grades_def *def = &plan->def->grades;
    double measured = def->mean + def->sd * gm_normal_quantile(gm_stream_u01(&st->grading));
    int32_t i = 0;
    while (i < def->n_bins && measured < def->bins[i].least) {
        i++;
    }
    bool is_below = i == def->n_bins;
    p->grade = is_below ? GM_GRADE_BELOW : plan->grade_of[i];
    st->n_of_grade[is_below ? run->plan->n_grades : p->grade - 1] += 1.0;
    return !is_below || def->below.is_given;
}

// True when the part goes on; false when it is scrapped.
static bool judge(gm_run *run, const gm_machine *m, const gm_station_plan *plan, uint32_t part)
{
    const gm_station_def *def = plan->def;
    gm_station *st = &run->stations[m->station_i];
    double scrap;
    double defects;
    shares_now(run, m, &scrap, &defects);
    bool is_first = gm_station_count_visit(run, m->station_i, part);
    double factor = st->learning.scrap;
    gm_part *p = &run->parts[part];
    bool is_left = change_matter(run, (int32_t)(m - run->machines), def, part);
    if ((p->flags & GM_PART_DEFECTIVE) && happens(&st->mend, def->mends)) {
        p->flags &= (uint8_t)~GM_PART_DEFECTIVE;
    }
    bool is_scrap = happens(&st->scrap, scrap * factor) || !is_left;
    if (is_scrap || (st->n_of_grade && !grade(run, st, plan, p))) {
        st->n_scrap += 1.0;
        gm_run_tell(run, GM_PART_SCRAPPED, part, plan->step_i);
        gm_flow_scrap(run, part, plan->step_i);
        return false;
    }
    if (happens(&st->defect, defects * factor)) {
        p->flags |= GM_PART_DEFECTIVE;
    }
    if (st->drifts) {
        gm_drift_made(run, (int32_t)(m - run->machines), part);
    }
    if (def->inspects.is_given && !inspect(st, &def->inspects, p)) {
        return true;
    }
    st->n_good += 1.0;
    st->n_first_pass += is_first ? 1.0 : 0.0;
    return true;
}

// Pieces that a part is cut into, of row k of the splits; those of a web go by its metres.
static int32_t n_pieces(gm_run *run, int32_t machine_i, const gm_station_def *def, int32_t k,
                        uint32_t part)
{
    return def->web.winds ? gm_web_wind(run, machine_i, part) : def->splits.items[k].count;
}

// Material of a part goes on in its pieces, evenly.
static void hand_down(gm_run *run, int32_t machine_i, const gm_station_def *def, uint32_t part,
                      uint32_t child)
{
    if (def->web.winds) {
        gm_web_fill(run, machine_i, child);
    } else if (gm_has_matter(run)) {
        int32_t n = 0;
        for (int32_t k = 0; k < def->splits.n; k++) {
            n += def->splits.items[k].count;
        }
        gm_matter_give(run, gm_matter_of(run, part), gm_matter_of(run, child), 1.0 / n);
    }
}

// Limits go on over the pieces, but for those that end at the station.
static void split(gm_run *run, int32_t machine_i, const gm_station_plan *plan, uint32_t part,
                  gm_list *out)
{
    uint32_t limits = run->parts[part].limits & ~run->plan->steps[plan->step_i].limits_out;
    uint32_t share = limits ? gm_share_create(run, part, limits) : 0;
    const gm_kind_counts_def *splits = &plan->def->splits;
    int32_t station_i = run->plan->steps[plan->step_i].own_i;
    gm_station *st = &run->stations[station_i];
    for (int32_t k = 0; k < splits->n; k++) {
        int32_t n = n_pieces(run, machine_i, plan->def, k, part);
        for (int32_t i = 0; i < n; i++) {
            int32_t variant_i = gm_made_variant(run, station_i, k, run->parts[part].variant);
            uint32_t child = gm_flow_child(run, part, variant_i);
            if (!child) {
                break; // the pool of parts is exhausted: the run ends with its error
            }
            if (run->visits) {
                gm_visits_piece(run, &run->machines[machine_i], part, child);
            }
            hand_down(run, machine_i, plan->def, part, child);
            if (share) {
                gm_share_join(run, child, share, limits);
            }
            gm_list_push(run, out, child);
            gm_station_change_busy(st, run->now_s, +1);
        }
    }
    gm_station_change_busy(st, run->now_s, -1);
    gm_run_tell(run, GM_PART_SPLIT, part, plan->step_i);
    if (gm_has_matter(run)) {
        gm_matter_clear(run, part); // all of it is in the pieces
    }
    gm_flow_end(run, part);
}

// Judges what the machine holds, and what goes on. The first of a batch speaks for all.
static uint32_t judge_all(gm_run *run, const gm_machine *m, const gm_station_plan *plan)
{
    gm_station *st = &run->stations[m->station_i];
    int32_t variant_i = run->parts[m->part].variant;
    double good_before = st->n_good;
    gm_list out = {0};
    uint32_t at = m->part;
    while (at) {
        uint32_t part = at;
        at = run->parts[part].next;
        run->parts[part].next = 0;
        if (!judge(run, m, plan, part)) {
            gm_station_change_busy(st, run->now_s, plan->holds_many ? -1 : 0);
        } else if (plan->def->splits.n > 0) {
            split(run, (int32_t)(m - run->machines), plan, part, &out);
        } else {
            gm_list_push(run, &out, part);
        }
    }
    if (plan->cycle_of && !plan->def->web.is_given) {
        st->planned_s += plan->cycle_of[variant_i] * (st->n_good - good_before);
    }
    return out.head;
}

void gm_machine_finish(gm_run *run, int32_t machine_i)
{
    gm_machine *m = &run->machines[machine_i];
    const gm_station_plan *plan = &run->plan->stations[m->station_i];
    gm_station *st = &run->stations[m->station_i];
    m->stage = GM_STAGE_OUT;
    st->n_done += 1.0;
    if (plan->def->n_learns > 0) {
        st->n_made += plan->is_batch ? gm_list_count(run, m->part) : 1;
        gm_learning_go(&st->learning, plan->def->learns, plan->def->n_learns, st->n_made);
    }
    if (plan->has_outcome) {
        m->out = judge_all(run, m, plan);
    } else {
        st->n_good += 1.0;
        if (plan->cycle_of) {
            st->planned_s += plan->cycle_of[run->parts[m->part].variant];
        }
        m->out = m->part;
    }
    gm_machine_give(run, machine_i);
}

// ---- giving on

static gm_target choose_target(gm_run *run, const gm_station_plan *plan, uint32_t part)
{
    const gm_step *step = &run->plan->steps[plan->step_i];
    gm_part *p = &run->parts[part];
    if (p->flags & GM_PART_HELD) {
        p->flags &= (uint8_t)~PART_REJECTED;
        return gm_suspects_release(run, part);
    }
    if (p->flags & PART_REJECTED) {
        const gm_inspection_def *def = &plan->def->inspects;
        bool is_too_often = def->beyond.is_given && p->n_rejected > def->most;
        p->flags &= (uint8_t)~PART_REJECTED;
        p->target = 0;
        gm_target target =
            gm_route_choose(run, plan->step_i, is_too_often ? &plan->beyond : &plan->reject,
                            part, &run->rejects[plan->step_i]);
        run->stations[step->own_i].n_reject_scrap += target.kind == GM_TO_SCRAP ? 1.0 : 0.0;
        return target;
    }
    if (p->grade == GM_GRADE_BELOW && plan->grader_i != GM_NONE) {
        p->grade = 0;
        p->target = 0;
        return gm_route_choose(run, plan->step_i, &plan->below, part,
                               &run->rejects[plan->step_i]);
    }
    if (p->target != 0) {
        gm_target kept = gm_route_keep(run, plan->step_i, part);
        p->target = 0;
        return kept;
    }
    return gm_route_choose(run, plan->step_i, &step->to, part, &run->routes[plan->step_i]);
}

// True when the part is gone.
static bool give_one(gm_run *run, int32_t machine_i, uint32_t part)
{
    gm_machine *m = &run->machines[machine_i];
    gm_target target = choose_target(run, &run->plan->stations[m->station_i], part);
    int32_t store_i = m->claimed_store;
    if (store_i != GM_NONE && gm_target_store(run, target, part) == store_i) {
        m->n_claimed -= 1;
        m->claimed_store = m->n_claimed > 0 ? store_i : GM_NONE;
        return gm_offer_promised(run, (uint32_t)machine_i, part, store_i);
    }
    return gm_offer(run, (uint32_t)machine_i, part, target);
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
        if (!give_one(run, machine_i, part)) {
            gm_machine_hold(run, m, GM_HOLD_BLOCKED, 0);
            gm_machine_release_claim(run, m);
            return;
        }
        if (plan->holds_many) {
            gm_station_change_busy(&run->stations[m->station_i], run->now_s, -1);
            gm_rules_tell_step(run, plan->step_i);
        }
    }
    gm_machine_release_claim(run, m); // the part was scrapped, or went elsewhere
    if (!plan->is_unlimited) {
        gm_machine_emptied(run, machine_i);
    } else {
        gm_machine_hold(run, m, 0, GM_HOLD_BLOCKED);
    }
}

void gm_machine_gone(gm_run *run, int32_t machine_i)
{
    int32_t station_i = run->machines[machine_i].station_i;
    if (run->plan->stations[station_i].holds_many) {
        gm_station_change_busy(&run->stations[station_i], run->now_s, -1);
        gm_rules_tell_step(run, run->plan->stations[station_i].step_i);
    }
    gm_machine_give(run, machine_i);
}
