// SPDX-License-Identifier: MIT
//
// What the work of the people of a moving line is drawn from, where each has work of his own.
//
// A line has hundreds of duties, and options make dozens of variants. Samplers of their own would
// not fit into the cache, so laws that are equal share one, and normal laws have none: they scale
// the deviates of their station.

#include "plant/wire.h"

typedef struct duties_wiring {
    gm_wire *w;
    gm_moving_plan *plan;
    gm_duty_plan *duties;
    gm_normal_law *normals;
    int32_t n;
    int32_t n_normals;
} duties_wiring;

static int32_t n_laws(const gm_times_def *work)
{
    return work->n_rows > 0 ? work->n_rows : 1;
}

static const gm_dist *law(const gm_times_def *work, int32_t i)
{
    return work->n_rows > 0 ? &work->rows[i].dist : &work->all;
}

// Variants with the same law use the first of those that are alike.
static const int32_t *shared_laws(gm_wire *w, const gm_times_def *work, const int32_t *law_of)
{
    if (!law_of) {
        return NULL;
    }
    int32_t *shared = GM_NEW(w->arena, int32_t, w->plan->n_variants);
    for (int32_t v = 0; v < w->plan->n_variants; v++) {
        int32_t first = 0;
        while (!gm_dist_is_same(&work->rows[first].dist, &work->rows[law_of[v]].dist)) {
            first++;
        }
        shared[v] = first;
    }
    return shared;
}

static bool all_are_normal(const gm_times_def *work)
{
    for (int32_t i = 0; i < n_laws(work); i++) {
        if (!gm_dist_is_whole_normal(law(work, i))) {
            return false;
        }
    }
    return true;
}

// Lays the normal laws of a duty beside each other, each once. Which of them a variant has.
static const int32_t *lay_normals(duties_wiring *d, const gm_times_def *work,
                                  const int32_t *shared)
{
    int32_t *row_of = GM_NEW(d->w->arena, int32_t, n_laws(work));
    int32_t *law_of = shared ? GM_NEW(d->w->arena, int32_t, d->w->plan->n_variants) : NULL;
    int32_t first = d->n_normals;
    for (int32_t i = 0; i < n_laws(work); i++) {
        bool is_used = !shared;
        for (int32_t v = 0; shared && v < d->w->plan->n_variants; v++) {
            is_used |= shared[v] == i;
        }
        if (is_used) {
            bool scatters = !gm_dist_is_constant(law(work, i));
            row_of[i] = d->n_normals - first;
            d->normals[d->n_normals++] = (gm_normal_law){
                .mean_s = scatters ? law(work, i)->a : gm_dist_mean(law(work, i)),
                .sd_s = scatters ? law(work, i)->b : 0.0,
            };
        }
    }
    for (int32_t v = 0; shared && v < d->w->plan->n_variants; v++) {
        law_of[v] = row_of[shared[v]];
    }
    return d->n_normals - first > 1 ? law_of : NULL;
}

// *n_samplers counts those of the zone.
static void wire_duty(duties_wiring *d, const gm_duty_def *duty, int32_t *n_samplers)
{
    const gm_times_def *work = &duty->work;
    gm_wire *w = d->w;
    int32_t step_i = d->plan->step_i;
    const int32_t *law_of = gm_wire_laws(w, work, step_i, w->kinds_in[step_i]);
    const int32_t *shared = shared_laws(w, work, law_of);
    gm_duty_plan plan = {.first = (uint8_t)duty->first, .people = (uint8_t)duty->people};
    if (all_are_normal(work)) {
        plan.is_normal = true;
        plan.first_law = d->n_normals;
        plan.law_of = lay_normals(d, work, shared);
        plan.normal = d->normals[plan.first_law];
    } else {
        plan.first_law = *n_samplers;
        plan.law_of = shared;
        *n_samplers += n_laws(work);
    }
    d->duties[d->n++] = plan;
}

static int32_t count_laws(const gm_moving_def *def)
{
    int32_t n = 0;
    for (int32_t z = 0; z < def->n_zones; z++) {
        for (int32_t i = 0; i < def->zones[z].n_duties; i++) {
            n += n_laws(&def->zones[z].duties[i].work);
        }
    }
    return n;
}

void gm_wire_duties(gm_wire *w, gm_moving_plan *plan)
{
    const gm_moving_def *def = plan->def;
    int32_t most = count_laws(def);
    duties_wiring d = {
        .w = w,
        .plan = plan,
        .duties = GM_NEW(w->arena, gm_duty_plan, most),
        .normals = GM_NEW(w->arena, gm_normal_law, most),
    };
    int32_t *duty_at = GM_NEW(w->arena, int32_t, plan->n_stations + 1);
    int32_t first = 0;
    for (int32_t z = 0; z < def->n_zones; z++) {
        const gm_zone_def *zone = &def->zones[z];
        int32_t n_samplers = 0;
        int32_t i = 0;
        for (int32_t k = 0; k < zone->stations; k++) {
            duty_at[first + k] = d.n;
            for (; i < zone->n_duties && zone->duties[i].station == k; i++) {
                wire_duty(&d, &zone->duties[i], &n_samplers);
            }
        }
        first += zone->stations;
    }
    duty_at[first] = d.n;
    plan->duties = d.duties;
    plan->duty_at = duty_at;
    plan->normals = d.normals;
}
