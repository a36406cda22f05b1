// SPDX-License-Identifier: MIT

#include "plant/release.h"

#include "core/assert.h"
#include "plant/made.h"

#include <string.h>

static int32_t draw(gm_source *src, const gm_source_plan *plan, double n_drawn)
{
    int32_t i = plan->def->mix_rule == GM_MIX_LEVELLED
                    ? gm_levelled(plan->shares, plan->n_variants, src->made_of, n_drawn)
                    : (int32_t)gm_dist_draw(&plan->mix, &src->mix, NULL);
    src->made_of[i] += 1.0;
    return i;
}

void gm_release_create(gm_run *run, int32_t source_i)
{
    const gm_source_plan *plan = &run->plan->sources[source_i];
    const gm_orders *orders = plan->orders;
    if (!orders) {
        return;
    }
    gm_release *release = GM_NEW(&run->arena, gm_release, 1);
    int32_t n = plan->def->sequence.over;
    release->sequence = GM_NEW(&run->arena, int32_t, n);
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
    release->n_drawn = 0.0;
    release->colour = GM_NONE;
    release->block = 0;
    gm_stream_init(&release->stream, run->seed, run->replication,
                   run->plan->steps[plan->step_i].name, "sequence");
}

// Draws and lays out the next orders.
static void lay_out(gm_source *src, const gm_source_plan *plan)
{
    gm_release *release = src->release;
    int32_t n = plan->def->sequence.over;
    memset(release->count, 0, (size_t)plan->n_variants * sizeof *release->count);
    for (int32_t k = 0; k < n; k++) {
        release->count[draw(src, plan, release->n_drawn)] += 1;
        release->n_drawn += 1.0;
    }
    gm_orders_past past = {release->past, release->colour, release->block, &release->stream};
    gm_orders_lay(plan->orders, release->count, n, &past, release->work, release->sequence);
    release->colour = past.colour;
    release->block = past.block;
    release->n_left = n;
}

// The variant of the next of the orders that have come, or GM_NONE: by the mix.
static int32_t next_ordered(gm_source *src, const gm_source_def *def)
{
    while (src->n_ordered == 0) {
        GM_ASSERT(src->order_i < def->n_plan); // no part is made that was not ordered
        src->n_ordered = def->plan[src->order_i].count;
        src->order_i += 1;
    }
    src->n_ordered -= 1;
    return def->plan[src->order_i - 1].variant.i;
}

int32_t gm_release_next(gm_run *run, int32_t source_i)
{
    gm_source *src = &run->sources[source_i];
    const gm_source_plan *plan = &run->plan->sources[source_i];
    if (gm_source_has_orders(plan->def)) {
        int32_t variant_i = next_ordered(src, plan->def);
        if (variant_i != GM_NONE) {
            return variant_i;
        }
    }
    if (plan->n_variants == 1) {
        return plan->first_variant;
    }
    if (!plan->orders) {
        return plan->first_variant + draw(src, plan, src->n_made);
    }
    if (src->release->n_left == 0) {
        lay_out(src, plan);
    }
    int32_t k = plan->def->sequence.over - src->release->n_left;
    src->release->n_left -= 1;
    return plan->first_variant + src->release->sequence[k];
}
