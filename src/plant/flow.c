// SPDX-License-Identifier: MIT

#include "plant/flow.h"

#include "plant/matter.h"
#include "plant/passage.h"
#include "plant/release.h"
#include "plant/rules.h"
#include "plant/shares.h"
#include "plant/shop.h"
#include "plant/step.h"
#include "plant/suspects.h"
#include "plant/within.h"

#include <math.h>
#include <string.h>

void gm_flow_change_wip(gm_run *run, int32_t by)
{
    double dt = run->now_s - run->wip_since_s;
    run->wip_bins[run->wip < GM_WIP_BINS ? run->wip : GM_WIP_BINS - 1] += dt;
    run->wip_area += run->wip * dt;
    run->wip_since_s = run->now_s;
    run->wip += by;
    run->n_came_in += by > 0 ? 1.0 : 0.0;
    if (run->wip > run->wip_max) {
        run->wip_max = run->wip;
    }
    gm_rules_tell(run, run->plan->plant_readers);
}

void gm_flow_change_line_wip(gm_run *run, int32_t line_i, int32_t by)
{
    gm_line *line = &run->lines[line_i];
    line->area_part_s += line->wip * (run->now_s - line->since_s);
    line->since_s = run->now_s;
    line->wip += by;
    if (line->wip > line->wip_max) {
        line->wip_max = line->wip;
    }
    gm_rules_tell(run, run->plan->line_readers[line_i]);
}

static inline void change_line(gm_run *run, uint32_t part, int32_t line_i)
{
    gm_part *p = &run->parts[part];
    if (p->line >= 0) {
        gm_flow_change_line_wip(run, p->line, -1);
    }
    if (line_i >= 0) {
        gm_flow_change_line_wip(run, line_i, +1);
    }
    p->line = (int16_t)line_i;
    if (p->shop) {
        gm_shop_leave(run, part);
    }
}

void gm_flow_change_line(gm_run *run, uint32_t part, int32_t line_i)
{
    change_line(run, part, line_i);
}

// ---- coming in

uint32_t gm_flow_create(gm_run *run, int32_t source_i)
{
    gm_source *src = &run->sources[source_i];
    const gm_source_plan *plan = &run->plan->sources[source_i];
    const gm_step *step = &run->plan->steps[plan->step_i];
    uint32_t part = gm_part_new(run, gm_release_next(run, source_i));
    if (!part) {
        return 0;
    }
    src->n_made += 1.0;
    gm_rules_tell(run, step->readers);
    if (plan->def->has_due) {
        run->due_s[part] = run->now_s + gm_sampler_next(&src->due_after);
    }
    if (run->length_m) {
        run->length_m[part] = plan->def->length_m;
    }
    if (gm_has_matter(run)) {
        gm_matter_add(run, gm_matter_of(run, part), &plan->def->adds, 1.0);
    }
    if (plan->points) {
        gm_points_expect(run, part, plan->points);
    }
    gm_flow_change_wip(run, +1);
    change_line(run, part, step->line_i);
    if (step->limits_in) {
        gm_flow_take_cards(run, part, step->limits_in);
    }
    if (step->limits_out || step->counter_i >= 0 || step->within_from || run->observer) {
        gm_flow_leave_step(run, part, plan->step_i);
    }
    return part;
}

uint32_t gm_flow_initial(gm_run *run, int32_t variant_i, int32_t step_i)
{
    uint32_t part = gm_part_new(run, variant_i);
    if (part) {
        gm_flow_change_wip(run, +1);
        gm_flow_enter(run, part, step_i);
    }
    return part;
}

uint32_t gm_flow_child(gm_run *run, uint32_t parent, int32_t variant_i)
{
    uint32_t child = gm_part_new(run, variant_i);
    if (!child) {
        return 0;
    }
    const gm_part *p = &run->parts[parent];
    gm_part *c = &run->parts[child];
    c->born_s = p->born_s;
    c->identity = p->identity;
    c->flags = p->flags;
    c->n_rejected = p->n_rejected;
    c->grade = p->grade;
    if (run->due_s) {
        run->due_s[child] = run->due_s[parent];
    }
    gm_suspects_copy(run, parent, child);
    gm_withins_copy(run, parent, child);
    if (run->length_m) {
        run->length_m[child] = run->length_m[parent];
    }
    gm_flow_change_wip(run, +1);
    int32_t line_i = p->line;
    uint16_t shop = p->shop;
    gm_flow_change_line(run, child, line_i);
    if (shop) {
        gm_shop_enter(run, child, shop - 1);
    }
    return child;
}

// ---- cards

void gm_flow_take_cards(gm_run *run, uint32_t part, uint32_t limits)
{
    gm_part *p = &run->parts[part];
    limits &= ~p->limits;
    p->limits |= limits;
    while (limits) {
        gm_limit *limit = &run->limits[__builtin_ctz(limits)];
        limit->area += limit->count * (run->now_s - limit->since_s);
        limit->since_s = run->now_s;
        limit->count += 1;
        gm_rules_tell(run, run->plan->limit_readers[limit - run->limits]);
        limits &= limits - 1;
    }
}

// A card has come free. Who gave it back has not gone yet, so it is given out later in the instant,
// when the first step of the stretch moves: what is downstream of it has moved then.
static void free_card(gm_run *run, int32_t limit_i)
{
    run->limits[limit_i].n_freed += 1;
    run->freed_limits |= (uint32_t)1 << limit_i;
    gm_moves_add(run, run->plan->limits[limit_i].first.i);
}

void gm_flow_give_out_cards(gm_run *run, int32_t step_i)
{
    for (uint32_t left = run->freed_limits; left; left &= left - 1) {
        int32_t i = __builtin_ctz(left);
        if (run->plan->limits[i].first.i != step_i) {
            continue;
        }
        gm_limit *limit = &run->limits[i];
        limit->area += limit->count * (run->now_s - limit->since_s);
        limit->since_s = run->now_s;
        limit->count -= limit->n_freed;
        limit->n_freed = 0;
        run->freed_limits &= ~((uint32_t)1 << i);
        gm_rules_tell(run, run->plan->limit_readers[i]);
        gm_step_wake(run, step_i);
    }
}

void gm_flow_give_cards(gm_run *run, uint32_t part, uint32_t limits)
{
    limits &= run->parts[part].limits;
    run->parts[part].limits &= ~limits;
    while (limits) {
        int32_t i = __builtin_ctz(limits);
        limits &= limits - 1;
        if (!gm_share_give(run, part, i)) {
            continue;
        }
        double returns_s = run->plan->limits[i].returns_s;
        if (returns_s <= 0.0) {
            free_card(run, i);
            continue;
        }
        uint32_t card = gm_part_new(run, 0);
        if (card) {
            gm_limit *limit = &run->limits[i];
            run->next_identity -= 1; // that is for parts
            run->parts[card].key_s = run->now_s + returns_s;
            if (!limit->returning.head) {
                gm_clocks_set(&run->clocks, limit->slot, run->parts[card].key_s, GM_CLASS_DONE);
            }
            gm_list_push(run, &limit->returning, card);
        }
    }
}

void gm_limit_ring(gm_run *run, int32_t limit_i)
{
    gm_limit *limit = &run->limits[limit_i];
    while (limit->returning.head && run->parts[limit->returning.head].key_s <= run->now_s) {
        gm_part_free(run, gm_list_pop(run, &limit->returning));
        free_card(run, limit_i);
    }
    if (limit->returning.head) {
        gm_clocks_set(&run->clocks, limit->slot, run->parts[limit->returning.head].key_s,
                      GM_CLASS_DONE);
    } else {
        gm_clocks_stop(&run->clocks, limit->slot);
    }
}

// ---- going out

static inline void leave_step(gm_run *run, uint32_t part, int32_t step_i)
{
    const gm_step *step = &run->plan->steps[step_i];
    if (step->counter_i >= 0) {
        run->counters[step->counter_i] += 1.0;
    }
    if (step->limits_out & run->parts[part].limits) {
        gm_flow_give_cards(run, part, step->limits_out);
    }
    if (step->within_from) {
        gm_within_start(run, part, step_i);
    }
    if (run->observer) {
        run->observer(run->observer_user, step_i, run->parts[part].identity, run->now_s);
        gm_run_tell(run, GM_PART_LEFT, part, step_i);
    }
}

void gm_flow_leave_step(gm_run *run, uint32_t part, int32_t step_i)
{
    leave_step(run, part, step_i);
}

// FNV-1a over 64-bit words: the order of departures and their exact times.
static void hash_departure(gm_run *run, uint32_t identity, int32_t sink_i)
{
    uint64_t words[2];
    memcpy(&words[0], &run->now_s, sizeof words[0]);
    words[1] = (uint64_t)identity << 32 | (uint32_t)sink_i;
    for (int i = 0; i < 2; i++) {
        run->departures = (run->departures ^ words[i]) * UINT64_C(0x100000001b3);
        run->departures ^= run->departures >> 29;
    }
}

static void count_due(gm_run *run, double due_s, gm_sink *sink)
{
    double late_s = run->now_s - due_s;
    if (due_s < (double)INFINITY) {
        sink->n_due += 1.0;
        sink->n_late += late_s > 0.0 ? 1.0 : 0.0;
        sink->late_s += late_s;
        sink->tardy_s += late_s > 0.0 ? late_s : 0.0;
    }
}

void gm_flow_count_out(gm_run *run, const gm_part *p, int32_t sink_i)
{
    gm_sink *sink = &run->sinks[sink_i];
    double time_s = run->now_s - p->born_s;
    sink->n += 1.0;
    sink->time_s += time_s;
    sink->time_sq_s2 += time_s * time_s;
    sink->time_max_s = time_s > sink->time_max_s ? time_s : sink->time_max_s;
    sink->n_reworked += p->flags & GM_PART_REWORKED ? 1.0 : 0.0;
    sink->n_defective += p->flags & GM_PART_DEFECTIVE ? 1.0 : 0.0;
    if (run->due_s) {
        count_due(run, run->due_s[p - run->parts], sink);
    }
    sink->n_of[p->variant] += 1.0;
    sink->time_of_s[p->variant] += time_s;
    gm_loghist_add(sink->hist, time_s);
    if (run->variant_times) {
        int32_t of_i = run->plan->variant_times[sink_i * run->plan->n_variants + p->variant];
        if (of_i != GM_NONE) {
            gm_times_hist_add(&run->variant_times[of_i], time_s);
        }
    }
    hash_departure(run, p->identity, sink_i);
}

void gm_flow_out(gm_run *run, uint32_t part, int32_t sink_i)
{
    gm_part *p = &run->parts[part];
    if (gm_has_matter(run)) {
        gm_matter_out(run, part);
    }
    gm_flow_count_out(run, p, sink_i);
    if (sink_i < run->plan->n_sinks) {
        int32_t step_i = run->plan->sink_steps[sink_i];
        gm_rules_tell_step(run, step_i);
        if (run->plan->steps[step_i].point_i != GM_NONE) {
            gm_point_pass(run, run->plan->steps[step_i].point_i, part);
        }
        leave_step(run, part, step_i);
    }
    bool is_scrap = sink_i == gm_sink_scrap(run->plan);
    gm_run_tell(run, is_scrap ? GM_PART_SCRAPPED : GM_PART_OUT, part, GM_NONE);
    // Cards on their way back are parts of the pool, which may have moved: no pointer is kept.
    if (run->parts[part].limits) {
        gm_flow_give_cards(run, part, run->parts[part].limits);
    }
    change_line(run, part, GM_NONE);
    gm_flow_change_wip(run, -1);
    gm_part_free(run, part);
}

void gm_flow_scrap(gm_run *run, uint32_t part, int32_t step_i)
{
    if (run->visits) {
        gm_visits_end(run, part, step_i, "scrapped");
    }
    if (gm_has_matter(run)) {
        gm_matter_scrap(run, gm_matter_of(run, part), 1.0, step_i);
    }
    gm_flow_out(run, part, gm_sink_scrap(run->plan));
}

void gm_flow_count_scrap(gm_run *run, int32_t n)
{
    run->sinks[gm_sink_scrap(run->plan)].n += n;
    run->n_never_parts += n;
}

void gm_flow_end(gm_run *run, uint32_t part)
{
    gm_part *p = &run->parts[part];
    if (gm_has_matter(run)) {
        gm_matter_lose(run, part); // what was joined or cut up has left it already
    }
    if (p->limits) {
        gm_flow_give_cards(run, part, p->limits);
    }
    run->n_ended += 1.0;
    change_line(run, part, GM_NONE);
    gm_flow_change_wip(run, -1);
    gm_part_free(run, part);
}
