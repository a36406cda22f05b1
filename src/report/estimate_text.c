// SPDX-License-Identifier: MIT

#include "report/estimate_text.h"

#include "report/words.h"
#include "study/line_estimate.h"

#include <math.h>

#define HOUR_S 3600.0

// Parts that leave, by the second, over the replications that have any; n 0: none has.
static gm_interval simulated(const gm_replications *set, gm_arena *arena)
{
    int32_t figure_i = gm_figures_find(&set->twin->figures, "plant", "out", NULL);
    double *x = GM_NEW(arena, double, set->n + 1);
    size_t n = 0;
    for (int32_t r = 0; r < set->n && figure_i != GM_NONE; r++) {
        const gm_replication *done = &set->items[r];
        double rate = done->is_done && !done->error ? done->figures[figure_i] / done->window_s
                                                    : (double)NAN;
        if (!isnan(rate)) {
            x[n++] = rate;
        }
    }
    return n > 0 ? gm_mean_interval(x, n, GM_CONFIDENCE) : (gm_interval){0};
}

void gm_estimate_text(const gm_replications *set, gm_page page, FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_line_estimate e = gm_line_estimate_of(set->twin, &arena);
    gm_interval x = simulated(set, &arena);
    if (!e.why && x.n > 0) {
        char estimate[GM_WORD_BYTES];
        char run[GM_WORD_BYTES];
        x.mean *= HOUR_S;
        x.half_width *= HOUR_S;
        gm_word_number(e.rate_per_s * HOUR_S, 5, estimate);
        gm_word_interval(x, GM_UNIT_PARTS, run);
        fputc('\n', out);
        gm_text_wrap(gm_arena_printf(&arena,
                                     "Estimate by decomposition: %s parts per h; simulated %s",
                                     estimate, run),
                     page.columns, 2, out);
    }
    gm_arena_fini(&arena);
}

void gm_estimate_json(const gm_replications *set, gm_json *j)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_line_estimate e = gm_line_estimate_of(set->twin, &arena);
    gm_interval x = simulated(set, &arena);
    gm_json_key(j, "estimate");
    gm_json_begin_object(j);
    gm_json_put_number(j, "parts_per_s", e.rate_per_s);
    gm_json_put_number(j, "simulated_per_s", x.n > 0 ? x.mean : (double)NAN);
    gm_json_put_number(j, "simulated_half_width", x.n > 1 ? x.half_width : (double)NAN);
    gm_json_put_text(j, "why",
                     e.why      ? e.why
                     : x.n == 0 ? "nothing was counted"
                     : x.n == 1 ? "one replication has no interval"
                                : NULL);
    gm_json_end(j);
    gm_arena_fini(&arena);
}
