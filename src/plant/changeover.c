// SPDX-License-Identifier: MIT

#include "plant/changeover.h"

#include "plant/flow.h"

static int32_t key_of(const gm_run *run, gm_changeover_on on, uint32_t part)
{
    int32_t variant_i = run->parts[part].variant;
    const gm_variant_plan *variant = &run->plan->variants[variant_i];
    switch (on) {
    case GM_CHANGEOVER_VARIANT:
        return variant_i;
    case GM_CHANGEOVER_KIND:
        return variant->kind_i;
    case GM_CHANGEOVER_FAMILY:
        return variant->family_i;
    case GM_CHANGEOVER_COUNT:
        break;
    }
    return 0;
}

// What the machine is set up for, GM_NONE: nothing yet.
static int32_t last_key(const gm_machine *m, gm_changeover_on on)
{
    if (on == GM_CHANGEOVER_FAMILY && m->family >= 0) {
        return m->family;
    }
    return m->last_variant < 0 ? GM_NONE : m->last_keys[on];
}

bool gm_changeover_find(const gm_run *run, gm_machine *m)
{
    const gm_station_def *def = run->plan->stations[m->station_i].def;
    for (; m->caring < def->n_changeovers; m->caring++) {
        const gm_changeover_def *c = &def->changeovers[m->caring];
        if (c->on == GM_CHANGEOVER_COUNT) {
            if (m->since_change >= c->every) {
                return true;
            }
            continue;
        }
        int32_t last = last_key(m, c->on);
        if (last != GM_NONE && last != key_of(run, c->on, m->part)) {
            return true;
        }
    }
    return false;
}

void gm_changeover_remember(const gm_run *run, gm_machine *m)
{
    if (!m->part || run->plan->stations[m->station_i].def->n_changeovers == 0) {
        return;
    }
    for (int on = 0; on < GM_CHANGEOVER_COUNT; on++) {
        m->last_keys[on] = key_of(run, (gm_changeover_on)on, m->part);
    }
    m->last_variant = run->parts[m->part].variant;
    m->family = m->last_keys[GM_CHANGEOVER_FAMILY];
}

// The row for what it changes between, 0: none of its own.
static int32_t row_of(const gm_run *run, const gm_machine *m)
{
    const gm_station_plan *plan = &run->plan->stations[m->station_i];
    const gm_changeover_def *c = &plan->def->changeovers[m->caring];
    if (c->n_rows == 0) {
        return 0;
    }
    int32_t from = last_key(m, c->on);
    int32_t to = m->part ? key_of(run, c->on, m->part) : plan->next_family[m->family];
    return plan->change_row[m->caring][from * plan->n_change_keys[m->caring] + to];
}

double gm_changeover_draw(gm_run *run, gm_machine *m)
{
    const gm_station_plan *plan = &run->plan->stations[m->station_i];
    m->change_row = row_of(run, m);
    int32_t law = plan->first_change[m->caring] + m->change_row;
    return gm_sampler_next(&run->stations[m->station_i].change_takes[law]);
}

void gm_changeover_done(gm_run *run, gm_machine *m)
{
    const gm_station_plan *plan = &run->plan->stations[m->station_i];
    gm_station *st = &run->stations[m->station_i];
    const gm_changeover_def *c = &plan->def->changeovers[m->caring];
    const gm_change_use_def *use =
        m->change_row > 0 ? &c->rows[m->change_row - 1].use : &c->use;
    st->n_changes += 1.0;
    st->n_unlike += c->on == GM_CHANGEOVER_COUNT ? 0.0 : 1.0;
    st->change_cost_cny += use->cost_cny;
    st->change_volume_m3 += use->volume_m3;
    st->n_scrap += c->warm_up_parts;
    st->n_warm_up += c->warm_up_parts;
    gm_flow_count_scrap(run, c->warm_up_parts);
    if (c->on == GM_CHANGEOVER_COUNT) {
        m->since_change = 0;
    }
    if (m->part == 0) {
        m->family = plan->next_family[m->family];
    } else if (c->on == GM_CHANGEOVER_FAMILY) {
        m->family = key_of(run, c->on, m->part);
    }
}
