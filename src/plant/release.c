// SPDX-License-Identifier: MIT

#include "plant/release.h"

#include "core/assert.h"
#include "plant/made.h"

#include <string.h>

// The variant of a part that is drawn by the mix.
static int32_t draw(gm_source *src, const gm_source_plan *plan)
{
    int32_t i = plan->def->mix_rule == GM_MIX_LEVELLED
                    ? gm_levelled(plan->shares, plan->n_variants, src->made_of, src->n_drawn)
                    : (int32_t)gm_dist_draw(&plan->mix, &src->mix, NULL);
    src->made_of[i] += 1.0;
    src->n_drawn += 1.0;
    return i;
}

// The same of those that fit an order.
static int32_t draw_of(gm_source *src, const gm_source_plan *plan, const gm_order_set *set)
{
    double *made_of = src->made_of_set + set->first;
    double n_drawn = 0.0;
    for (int32_t k = 0; k < set->n; k++) {
        n_drawn += made_of[k];
    }
    int32_t i = plan->def->mix_rule == GM_MIX_LEVELLED
                    ? gm_levelled(set->shares, set->n, made_of, n_drawn)
                    : (int32_t)gm_dist_draw(&set->mix, &src->mix, NULL);
    made_of[i] += 1.0;
    return set->variants[i];
}

static int32_t variant_of(gm_source *src, const gm_source_plan *plan,
                          const gm_plan_row_def *row)
{
    if (row->variant.i >= 0) {
        return row->variant.i - plan->first_variant;
    }
    return row->set_i < 0 ? draw(src, plan) : draw_of(src, plan, &plan->sets[row->set_i]);
}

void gm_release_create(gm_run *run, int32_t source_i)
{
    const gm_source_plan *plan = &run->plan->sources[source_i];
    const gm_orders *orders = plan->orders;
    if (!orders) {
        return;
    }
    gm_release *release = GM_NEW(&run->arena, gm_release, 1);
    release->sequence = GM_NEW(&run->arena, int32_t, plan->most_orders);
    release->count = GM_NEW(&run->arena, int32_t, plan->n_variants);
    release->past = GM_NEW(&run->arena, uint64_t, orders->n_rules);
    release->work = gm_arena_alloc(&run->arena, gm_orders_work_size(orders), 8);
    run->sources[source_i].release = release;
}

void gm_release_begin(gm_run *run, int32_t source_i)
{
    const gm_source_plan *plan = &run->plan->sources[source_i];
    gm_release *release = run->sources[source_i].release;
    if (!release) {
        return;
    }
    memset(release->past, 0, (size_t)plan->orders->n_rules * sizeof *release->past);
    release->n_left = 0;
    release->colour = GM_NONE;
    release->block = 0;
    gm_stream_init(&release->stream, run->seed, run->replication,
                   run->plan->steps[plan->step_i].name, "sequence");
}

// Draws the next of those that come without end.
static int32_t draw_next(gm_source *src, const gm_source_plan *plan)
{
    int32_t n = plan->def->sequence.over;
    for (int32_t k = 0; k < n; k++) {
        src->release->count[draw(src, plan)] += 1;
    }
    return n;
}

// The orders of the next period of a plan.
static int32_t order_next(gm_source *src, const gm_source_plan *plan)
{
    const gm_source_def *def = plan->def;
    GM_ASSERT(src->order_i < def->n_plan); // no part is made that was not ordered
    int32_t n = 0;
    do {
        const gm_plan_row_def *row = &def->plan[src->order_i++];
        for (int32_t k = 0; k < row->count; k++) {
            src->release->count[variant_of(src, plan, row)] += 1;
        }
        n += row->count;
    } while (src->order_i < def->n_plan && !def->plan[src->order_i].begins);
    return n;
}

static void lay_out(gm_source *src, const gm_source_plan *plan)
{
    gm_release *release = src->release;
    memset(release->count, 0, (size_t)plan->n_variants * sizeof *release->count);
    int32_t n = gm_source_has_orders(plan->def) ? order_next(src, plan) : draw_next(src, plan);
    gm_orders_past past = {release->past, release->colour, release->block, &release->stream};
    gm_orders_lay(plan->orders, release->count, n, &past, release->work, release->sequence);
    release->colour = past.colour;
    release->block = past.block;
    release->n = n;
    release->n_left = n;
}

// The variant of the next of the orders that have come, in the order of the rows.
static int32_t next_ordered(gm_source *src, const gm_source_plan *plan)
{
    while (src->n_ordered == 0) {
        GM_ASSERT(src->order_i < plan->def->n_plan); // no part is made that was not ordered
        src->n_ordered = plan->def->plan[src->order_i].count;
        src->order_i += 1;
    }
    src->n_ordered -= 1;
    return variant_of(src, plan, &plan->def->plan[src->order_i - 1]);
}

int32_t gm_release_next(gm_run *run, int32_t source_i)
{
    gm_source *src = &run->sources[source_i];
    const gm_source_plan *plan = &run->plan->sources[source_i];
    if (plan->n_variants == 1) {
        return plan->first_variant;
    }
    if (!plan->orders) {
        bool is_ordered = gm_source_has_orders(plan->def);
        return plan->first_variant + (is_ordered ? next_ordered(src, plan) : draw(src, plan));
    }
    if (src->release->n_left == 0) {
        lay_out(src, plan);
    }
    int32_t k = src->release->n - src->release->n_left;
    src->release->n_left -= 1;
    return plan->first_variant + src->release->sequence[k];
}
