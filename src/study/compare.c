// SPDX-License-Identifier: MIT

#include "core/assert.h"
#include "num/elementary.h"
#include "study/compare_parts.h"

#include <math.h>
#include <string.h>

#define ROUNDING 1e-12 // of the values

static const char *const no_cut = "the warm-up does not end within half of the run";
static const char *const no_value = "no value in both: nothing came that far";
static const char *const one_pair = "one pair of replications has no interval";
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

static void pair(const gm_compare_both *of, gm_compare_row *row, value_fn *value,
                 int32_t base_i, int32_t scenario_i)
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

// The median over the replications of one side. NaN: it has no value.
static double median_alone(const gm_compare_both *of, const gm_replications *set,
                           value_fn *value, int32_t i)
{
    double *x = GM_NEW(of->arena, double, set->n + 1);
    size_t n = 0;
    for (int32_t r = 0; r < set->n; r++) {
        x[n] = value(set, i, r);
        n += isnan(x[n]) ? 0 : 1;
    }
    return n > 0 ? median_of(x, n) : GM_NAN;
}

gm_compare_row gm_compare_row_of(const char *label, const char *measure)
{
    return (gm_compare_row){.label = label,
                            .measure = measure,
                            .base = GM_NAN,
                            .scenario = GM_NAN,
                            .difference = {GM_NAN, GM_NAN, GM_NAN, 0}};
}

static void set_side(gm_compare_row *row, gm_compare_side in)
{
    row->in = in;
    row->why = in == GM_IN_BASE_ONLY ? GM_COMPARE_BASE_ONLY : GM_COMPARE_SCENARIO_ONLY;
}

void gm_compare_set(gm_compare_row *row, double base, double scenario)
{
    row->base = base;
    row->scenario = scenario;
    row->difference.mean = scenario - base;
    row->why = GM_COMPARE_NO_RUN;
    if (isnan(base) != isnan(scenario)) {
        set_side(row, isnan(base) ? GM_IN_SCENARIO_ONLY : GM_IN_BASE_ONLY);
    }
}

// ---- claims

// The claim of a model that says and measures the same, or GM_NONE.
static int32_t same_claim(const gm_twin *twin, const gm_claim_def *def)
{
    for (int32_t i = 0; i < twin->n_claims; i++) {
        const gm_claim_def *other = twin->claims[i].def;
        bool has_text = other->measure.text && def->measure.text;
        bool is_same = strcmp(other->says, def->says) == 0 && has_text &&
                       strcmp(other->measure.text, def->measure.text) == 0;
        if (is_same) {
            return i;
        }
    }
    return GM_NONE;
}

static double claim_alone(const gm_compare_both *of, const gm_replications *set,
                          int32_t claim_i)
{
    const gm_claim_plan *plan = &set->twin->claims[claim_i];
    return plan->by == GM_ANSWER_STATIC   ? plan->value
           : plan->by == GM_ANSWER_CANNOT ? GM_NAN
                                          : median_alone(of, set, claim_value, claim_i);
}

static gm_compare_row row_of_claim(const gm_claim_plan *plan)
{
    gm_compare_row row = gm_compare_row_of(plan->def->says, plan->def->measure.text);
    row.claim = plan->def;
    return row;
}

// Of a claim that both make, unless neither can answer it.
static void add_pair(const gm_compare_both *of, gm_compare_rows *rows, int32_t base_i,
                     int32_t i)
{
    const gm_claim_plan *plan = &of->scenario->twin->claims[i];
    const gm_claim_plan *was = &of->base->twin->claims[base_i];
    if (plan->by == GM_ANSWER_CANNOT && was->by == GM_ANSWER_CANNOT) {
        return;
    }
    gm_compare_row *row = &rows->items[rows->n++];
    *row = row_of_claim(plan->by == GM_ANSWER_CANNOT ? was : plan);
    if (plan->by != was->by) {
        row->base = claim_alone(of, of->base, base_i);
        row->scenario = claim_alone(of, of->scenario, i);
        row->why = "the models answer it in different ways";
    } else if (plan->by == GM_ANSWER_STATIC) {
        gm_compare_set(row, was->value, plan->value);
    } else {
        pair(of, row, claim_value, base_i, i);
    }
}

static void add_alone(const gm_compare_both *of, gm_compare_rows *rows,
                      const gm_replications *set, int32_t claim_i)
{
    if (set->twin->claims[claim_i].by == GM_ANSWER_CANNOT) {
        return;
    }
    gm_compare_row *row = &rows->items[rows->n++];
    *row = row_of_claim(&set->twin->claims[claim_i]);
    bool is_base = set == of->base;
    *(is_base ? &row->base : &row->scenario) = claim_alone(of, set, claim_i);
    set_side(row, is_base ? GM_IN_BASE_ONLY : GM_IN_SCENARIO_ONLY);
}

static void add_claims(const gm_compare_both *of, gm_compare_rows *rows)
{
    const gm_twin *base = of->base->twin;
    const gm_twin *scenario = of->scenario->twin;
    for (int32_t i = 0; i < scenario->n_claims; i++) {
        int32_t base_i = same_claim(base, scenario->claims[i].def);
        if (base_i == GM_NONE) {
            add_alone(of, rows, of->scenario, i);
        } else {
            add_pair(of, rows, base_i, i);
        }
    }
    for (int32_t i = 0; i < base->n_claims; i++) {
        if (same_claim(scenario, base->claims[i].def) == GM_NONE) {
            add_alone(of, rows, of->base, i);
        }
    }
}

static void add_verdicts(const gm_compare_both *of, gm_compare *out)
{
    const gm_twin *base = of->base->twin;
    const gm_twin *scenario = of->scenario->twin;
    const gm_claim_answer *was = gm_answer_claims(of->base, of->arena);
    const gm_claim_answer *is = gm_answer_claims(of->scenario, of->arena);
    gm_compare_verdict *all =
        GM_NEW(of->arena, gm_compare_verdict, base->n_claims + scenario->n_claims + 1);
    for (int32_t i = 0; i < scenario->n_claims; i++) {
        int32_t base_i = same_claim(base, scenario->claims[i].def);
        all[out->n_verdicts++] =
            (gm_compare_verdict){base_i == GM_NONE ? NULL : &was[base_i], &is[i]};
    }
    for (int32_t i = 0; i < base->n_claims; i++) {
        if (same_claim(scenario, base->claims[i].def) == GM_NONE) {
            all[out->n_verdicts++] = (gm_compare_verdict){&was[i], NULL};
        }
    }
    out->verdicts = all;
}

// ---- figures

void gm_compare_add_figure(const gm_compare_both *of, gm_compare_rows *rows, const char *path,
                           const char *figure, const char *stat)
{
    const gm_figure_list *base = &of->base->twin->figures;
    const gm_figure_list *scenario = &of->scenario->twin->figures;
    int32_t base_i = gm_figures_find(base, path, figure, stat);
    int32_t i = gm_figures_find(scenario, path, figure, stat);
    if (base_i == GM_NONE && i == GM_NONE) {
        return;
    }
    gm_compare_row *row = &rows->items[rows->n++];
    *row = gm_compare_row_of(NULL, gm_arena_printf(of->arena, "%s.%s%s%s", path, figure,
                                                   stat ? "." : "", stat ? stat : ""));
    row->unit = i == GM_NONE ? base->items[base_i].unit : scenario->items[i].unit;
    if (i == GM_NONE) {
        row->base = median_alone(of, of->base, figure_value, base_i);
        set_side(row, GM_IN_BASE_ONLY);
    } else if (base_i == GM_NONE) {
        row->scenario = median_alone(of, of->scenario, figure_value, i);
        set_side(row, GM_IN_SCENARIO_ONLY);
    } else {
        pair(of, row, figure_value, base_i, i);
    }
}

static bool has_counter(const gm_plan *plan, const char *name)
{
    bool has = false;
    for (int32_t i = 0; i < plan->n_counters; i++) {
        has |= strcmp(plan->counters[i], name) == 0;
    }
    return has;
}

static void add_counters(const gm_compare_both *of, gm_compare_rows *rows)
{
    const gm_plan *base = of->base->twin->plan;
    const gm_plan *scenario = of->scenario->twin->plan;
    for (int32_t i = 0; i < scenario->n_counters; i++) {
        gm_compare_add_figure(of, rows, scenario->counters[i], "count", NULL);
    }
    for (int32_t i = 0; i < base->n_counters; i++) {
        if (!has_counter(scenario, base->counters[i])) {
            gm_compare_add_figure(of, rows, base->counters[i], "count", NULL);
        }
    }
    gm_compare_add_figure(of, rows, "plant", "wip", NULL);
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
    gm_compare_both of = {base, scenario, arena};
    int32_t most = base->twin->n_claims + scenario->twin->n_claims +
                   base->twin->plan->n_counters + scenario->twin->plan->n_counters + 1;
    gm_compare_rows rows = {.items = GM_NEW(arena, gm_compare_row, most)};
    add_claims(&of, &rows);
    add_counters(&of, &rows);
    gm_compare out = {.n = rows.n, .rows = rows.items, .n_pairs = count_pairs(base, scenario)};
    add_verdicts(&of, &out);
    out.stations = gm_compare_stations(&of);
    out.people = gm_compare_people(&of);
    return out;
}
