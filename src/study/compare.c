// SPDX-License-Identifier: MIT

#include "study/compare.h"

#include "core/assert.h"
#include "num/elementary.h"

#include <math.h>
#include <string.h>

#define ROUNDING 1e-12 // of the values

static const char *const no_cut = "the warm-up does not end within half of the run";
static const char *const no_value = "no value in both: nothing came that far";
static const char *const one_pair = "one pair of replications has no interval";
static const char *const no_run = "a number of the model itself: no run, no interval";

// What is compared with what, and where its texts and values go.
typedef struct both {
    const gm_replications *base;
    const gm_replications *scenario;
    gm_arena *arena;
} both;

// Value of something in one replication of a set.
typedef double value_fn(const gm_replications *set, int32_t i, int32_t replication_i);

static double claim_value(const gm_replications *set, int32_t claim_i, int32_t replication_i)
{
    return gm_answer_claim_value(set, claim_i, replication_i);
}

static double figure_value(const gm_replications *set, int32_t figure_i, int32_t replication_i)
{
    const gm_replication *r = &set->items[replication_i];
    bool is_known = r->is_done && !r->error && !set->has_no_cut;
    return is_known ? r->figures[figure_i] : GM_NAN;
}

static double median_of(double *values, size_t n)
{
    gm_sort(values, n);
    return gm_median(values, n);
}

// A difference far below what is compared is made by the order of sums.
static gm_interval without_rounding(gm_interval difference, const double *x, const double *y,
                                    size_t n)
{
    double most = 0.0;
    for (size_t i = 0; i < n; i++) {
        most = fmax(most, fmax(fabs(x[i]), fabs(y[i])));
    }
    if (fabs(difference.mean) + (n > 1 ? difference.half_width : 0.0) < ROUNDING * most) {
        difference.mean = 0.0;
        difference.half_width = n > 1 ? 0.0 : difference.half_width;
    }
    return difference;
}

static void pair(const both *of, gm_compare_row *row, value_fn *value, int32_t base_i,
                 int32_t scenario_i)
{
    const gm_replications *base = of->base;
    const gm_replications *scenario = of->scenario;
    int32_t most = base->n < scenario->n ? base->n : scenario->n;
    double *x = GM_NEW(of->arena, double, most);
    double *y = GM_NEW(of->arena, double, most);
    for (int32_t r = 0; r < most; r++) {
        x[row->n] = value(scenario, scenario_i, r);
        y[row->n] = value(base, base_i, r);
        row->n += isnan(x[row->n]) || isnan(y[row->n]) ? 0 : 1;
    }
    if (row->n == 0) {
        row->why = base->has_no_cut || scenario->has_no_cut ? no_cut : no_value;
        return;
    }
    size_t n = (size_t)row->n;
    row->difference = without_rounding(gm_paired_interval(x, y, n, GM_CONFIDENCE), x, y, n);
    row->scenario = median_of(x, n);
    row->base = median_of(y, n);
    row->why = n == 1 ? one_pair : NULL;
}

static gm_compare_row empty_row(const char *label, const char *measure)
{
    return (gm_compare_row){.label = label,
                            .measure = measure,
                            .base = GM_NAN,
                            .scenario = GM_NAN,
                            .difference = {GM_NAN, GM_NAN, GM_NAN, 0}};
}

// The claim of the base that says and measures the same, or GM_NONE.
static int32_t same_claim(const gm_twin *base, const gm_claim_def *def)
{
    for (int32_t i = 0; i < base->n_claims; i++) {
        const gm_claim_def *other = base->claims[i].def;
        bool is_same = strcmp(other->says, def->says) == 0 && other->measure.text &&
                       strcmp(other->measure.text, def->measure.text) == 0;
        if (is_same) {
            return i;
        }
    }
    return GM_NONE;
}

static int32_t add_claims(const both *of, gm_compare_row *rows)
{
    const gm_replications *base = of->base;
    const gm_replications *scenario = of->scenario;
    int32_t n = 0;
    for (int32_t i = 0; i < scenario->twin->n_claims; i++) {
        const gm_claim_plan *plan = &scenario->twin->claims[i];
        if (plan->by == GM_ANSWER_CANNOT) {
            continue;
        }
        int32_t base_i = same_claim(base->twin, plan->def);
        if (base_i == GM_NONE || base->twin->claims[base_i].by != plan->by) {
            continue;
        }
        gm_compare_row *row = &rows[n++];
        *row = empty_row(plan->def->says, plan->def->measure.text);
        row->claim = plan->def;
        if (plan->by == GM_ANSWER_STATIC) {
            row->scenario = plan->value;
            row->base = base->twin->claims[base_i].value;
            row->difference.mean = row->scenario - row->base;
            row->why = no_run;
        } else {
            pair(of, row, claim_value, base_i, i);
        }
    }
    return n;
}

static void add_figure(const both *of, gm_compare_row *rows, int32_t *n, const char *path,
                       const char *figure)
{
    int32_t base_i = gm_figures_find(&of->base->twin->figures, path, figure, NULL);
    int32_t i = gm_figures_find(&of->scenario->twin->figures, path, figure, NULL);
    if (base_i == GM_NONE || i == GM_NONE) {
        return;
    }
    gm_compare_row *row = &rows[(*n)++];
    *row = empty_row(NULL, gm_arena_printf(of->arena, "%s.%s", path, figure));
    row->unit = of->scenario->twin->figures.items[i].unit;
    pair(of, row, figure_value, base_i, i);
}

static int32_t count_pairs(const gm_replications *base, const gm_replications *scenario)
{
    int32_t n = 0;
    for (int32_t i = 0; i < base->n && i < scenario->n; i++) {
        const gm_replication *a = &base->items[i];
        const gm_replication *b = &scenario->items[i];
        n += a->is_done && b->is_done && !a->error && !b->error ? 1 : 0;
    }
    return n;
}

gm_compare gm_compare_create(const gm_replications *base, const gm_replications *scenario,
                             gm_arena *arena)
{
    GM_REQUIRE(base->seed == scenario->seed);
    const gm_plan *plan = scenario->twin->plan;
    gm_compare_row *rows =
        GM_NEW(arena, gm_compare_row, scenario->twin->n_claims + plan->n_counters + 1);
    both of = {base, scenario, arena};
    int32_t n = add_claims(&of, rows);
    for (int32_t i = 0; i < plan->n_counters; i++) {
        add_figure(&of, rows, &n, plan->counters[i], "count");
    }
    add_figure(&of, rows, &n, "plant", "wip");
    return (gm_compare){.n = n, .rows = rows, .n_pairs = count_pairs(base, scenario)};
}
