// SPDX-License-Identifier: MIT
//
// The rules of a plan, and whose changes make release rules look again.

#include "plant/wire.h"

int32_t gm_wire_rule(gm_wire *w, const gm_rule_def *def)
{
    if (!def->text || !def->code) {
        return GM_NONE; // none, or one with a fault, which is told
    }
    GM_REQUIRE(def->code->n_slots <= def->n_readings);
    gm_rule_plan plan = {.def = def};
    int32_t *slots = GM_NEW(w->arena, int32_t, def->n_readings);
    int32_t n = 0;
    for (int turn = 0; turn < 2; turn++) {
        for (int32_t i = 0; i < def->n_readings; i++) {
            if (gm_reading_is_of_part(def->readings[i].of) == (turn == 1)) {
                slots[n++] = i;
            }
        }
        plan.n_of_plant = turn == 0 ? n : plan.n_of_plant;
    }
    plan.n_of_part = n - plan.n_of_plant;
    plan.of_plant = slots;
    plan.of_part = slots + plan.n_of_plant;
    GM_ARRAY_PUSH(w->arena, &w->rules, plan);
    w->plan->rules = w->rules.items;
    w->plan->n_rules = w->rules.n;
    return w->rules.n - 1;
}

bool gm_wire_is_fixed(const gm_rule_def *def)
{
    for (int32_t i = 0; i < def->n_readings; i++) {
        gm_reading_of of = def->readings[i].of;
        if (!gm_reading_is_of_part(of) || gm_reading_is_of_time(of)) {
            return false;
        }
    }
    return true;
}

// The station whose work the parts of a store are for, or NULL.
static const gm_station_plan *taker_of(const gm_wire *w, const gm_store_plan *s)
{
    const gm_step *step = s->n_consumers == 1 ? &w->steps[s->consumers[0]] : NULL;
    bool is_one = step && step->kind == GM_STEP_STATION && step->n_needs == 1;
    return is_one ? &w->stations[step->own_i] : NULL;
}

void gm_wire_check_orders(gm_wire *w)
{
    for (int32_t i = 0; i < w->n_stores; i++) {
        const gm_store_plan *s = &w->stores[i];
        if (s->order != GM_QUEUE_RULE || !s->draws_work || !s->is_buffer) {
            continue;
        }
        const gm_station_plan *taker = taker_of(w, s);
        if (!taker || taker->def->needs.n > 0 || taker->is_unlimited) {
            gm_diag_error(w->diag, gm_wire_def(w, s->step_i)->buffer->rule.src,
                          "rule: `part.work` is not known in '%s': not one station alone takes "
                          "from it",
                          s->name);
            gm_diag_hint(w->diag, "order the queue of the station instead");
        }
    }
}

// ---- who reads what

static void add_reader(gm_wire *w, const gm_reading *r, uint64_t bit)
{
    gm_plan *plan = w->plan;
    switch (r->of) {
    case GM_READ_PLANT_PARTS:
        plan->plant_readers |= bit;
        break;
    case GM_READ_LINE_PARTS:
        ((uint64_t *)plan->line_readers)[r->i] |= bit;
        break;
    case GM_READ_LIMIT_PARTS:
        ((uint64_t *)plan->limit_readers)[r->i] |= bit;
        break;
    case GM_READ_CREW_FREE:
    case GM_READ_CREW_BUSY:
    case GM_READ_CREW_PRESENT:
        ((uint64_t *)plan->crew_readers)[r->i] |= bit;
        break;
    case GM_READ_PARTS:
    case GM_READ_QUEUE:
    case GM_READ_IN_WORK:
    case GM_READ_FREE:
    case GM_READ_MADE:
    case GM_READ_IN_STATE:
        w->steps[r->i].readers |= bit;
        plan->reads_machines |= w->steps[r->i].kind == GM_STEP_STATION;
        break;
    case GM_READ_NOW:
    case GM_READ_TIME_OF_DAY:
    case GM_READ_PART_AGE:
    case GM_READ_PART_BORN:
    case GM_READ_PART_WAIT:
    case GM_READ_PART_DUE:
    case GM_READ_PART_WORK:
    case GM_READ_PART_PRIORITY:
    case GM_READ_PART_REJECTED:
    case GM_READ_PART_IS:
        GM_REQUIRE(false); // a release rule may not: see twin/rules.c
    }
}

void gm_wire_releases(gm_wire *w)
{
    gm_plan *plan = w->plan;
    plan->line_readers = GM_NEW(w->arena, uint64_t, w->def->n_lines);
    plan->limit_readers = GM_NEW(w->arena, uint64_t, w->def->n_limits);
    plan->crew_readers = GM_NEW(w->arena, uint64_t, w->def->n_crews);
    int32_t *sources = GM_NEW(w->arena, int32_t, GM_MOST_RELEASES);
    int32_t n = 0;
    for (int32_t i = 0; i < plan->n_sources; i++) {
        gm_source_plan *source = &w->sources[i];
        source->release_i = gm_wire_rule(w, &source->def->release);
        plan->has_dues |= source->def->has_due;
        if (source->release_i == GM_NONE) {
            continue;
        }
        if (n == GM_MOST_RELEASES) {
            gm_diag_error(w->diag, source->def->release.src, "more than %d release rules",
                          GM_MOST_RELEASES);
            return;
        }
        const gm_rule_def *def = &source->def->release;
        for (int32_t k = 0; k < def->n_readings; k++) {
            add_reader(w, &def->readings[k], (uint64_t)1 << n);
        }
        sources[n++] = i;
    }
    plan->release_sources = sources;
    plan->n_releases = n;
    for (int32_t i = 0; i < w->n_stores; i++) {
        w->stores[i].readers = w->steps[w->stores[i].step_i].readers;
    }
}
