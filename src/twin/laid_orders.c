// SPDX-License-Identifier: MIT

#include "twin/laid_orders.h"

#include <math.h>
#include <string.h>

bool gm_source_lays_out(const gm_plan *plan, int32_t source_i)
{
    return plan->sources[source_i].orders != NULL;
}

// ---- how many of each variant

// n orders by shares, rounded by largest remainder (Hamilton), to what is there of n_variants.
// variants: those that the shares are of, NULL: all.
static void add_by_shares(const double *shares, const int32_t *variants, int32_t n_shares,
                          int32_t n, int32_t *count, gm_arena *arena)
{
    if (n == 0) {
        return;
    }
    double *rest = GM_NEW(arena, double, n_shares);
    int32_t left = n;
    for (int32_t v = 0; v < n_shares; v++) {
        int32_t whole = (int32_t)floor(shares[v] * n + 1e-9);
        count[variants ? variants[v] : v] += whole;
        rest[v] = shares[v] * n - whole;
        left -= whole;
    }
    for (; left > 0; left--) {
        int32_t best = 0;
        for (int32_t v = 1; v < n_shares; v++) {
            best = rest[v] > rest[best] + 1e-12 ? v : best;
        }
        count[variants ? variants[best] : best] += 1;
        rest[best] = -1.0;
    }
}

// Orders of a set (-1: the mix) in rows first .. end, at its first row; 0 at another.
static int32_t ordered_at(const gm_source_def *def, int32_t first, int32_t at, int32_t end)
{
    int32_t n = 0;
    for (int32_t i = first; i < end; i++) {
        const gm_plan_row_def *row = &def->plan[i];
        bool is_same = row->variant.i < 0 && row->set_i == def->plan[at].set_i;
        if (is_same && i < at) {
            return 0;
        }
        n += is_same ? row->count : 0;
    }
    return n;
}

// What is left open is rounded once for a period.
static void count_rows(const gm_source_plan *source, int32_t first, int32_t end, int32_t *count,
                       gm_arena *arena)
{
    const gm_source_def *def = source->def;
    for (int32_t i = first; i < end; i++) {
        const gm_plan_row_def *row = &def->plan[i];
        const gm_order_set *set = row->set_i >= 0 ? &source->sets[row->set_i] : NULL;
        if (row->variant.i >= 0) {
            count[row->variant.i - source->first_variant] += row->count;
        } else if (set) {
            add_by_shares(set->shares, set->variants, set->n, ordered_at(def, first, i, end),
                          count, arena);
        } else {
            add_by_shares(source->shares, NULL, source->n_variants,
                          ordered_at(def, first, i, end), count, arena);
        }
    }
}

// By variant, into an array of n_variants.
static void count_period(const gm_source_plan *source, const gm_laid_period *period,
                         int32_t *count, gm_arena *arena)
{
    memset(count, 0, (size_t)source->n_variants * sizeof *count);
    if (gm_source_has_orders(source->def)) {
        count_rows(source, period->row, period->row_end, count, arena);
    } else {
        add_by_shares(source->shares, NULL, source->n_variants, period->n, count, arena);
    }
}

static gm_laid_period *periods_of(const gm_source_plan *source, int32_t *n, gm_arena *arena)
{
    const gm_source_def *def = source->def;
    if (!gm_source_has_orders(def)) {
        gm_laid_period *only = GM_NEW(arena, gm_laid_period, 1);
        only->n = def->sequence.over;
        *n = 1;
        return only;
    }
    gm_laid_period *periods = GM_NEW(arena, gm_laid_period, def->n_plan);
    int32_t first = 0;
    for (int32_t i = 0; i < def->n_plan; i++) {
        const gm_plan_row_def *row = &def->plan[i];
        if (row->begins) {
            periods[(*n)++] = (gm_laid_period){.from_s = row->from_s, .first = first, .row = i};
        }
        gm_laid_period *period = &periods[*n - 1];
        period->n += row->count;
        period->row_end = i + 1;
        first += row->count;
    }
    return periods;
}

static const char *const *names_of(const gm_plan *plan, const gm_source_plan *source,
                                   gm_arena *arena)
{
    const char **names = GM_NEW(arena, const char *, source->n_variants);
    for (int32_t v = 0; v < source->n_variants; v++) {
        names[v] = plan->variants[source->first_variant + v].name;
    }
    return names;
}

static const gm_laid_rule *rules_of(const gm_laid_orders *laid, const gm_source_def *def,
                                    gm_arena *arena)
{
    const gm_orders *orders = laid->orders;
    gm_laid_rule *rules = GM_NEW(arena, gm_laid_rule, orders->n_rules);
    for (int32_t r = 0; r < orders->n_rules; r++) {
        rules[r].rule = orders->rules[r];
        rules[r].name = def->sequence.rules[r].option.name;
        for (int32_t k = 0; k < laid->n; k++) {
            bool has = orders->has[laid->sequence[k]] >> orders->rules[r].property & 1;
            rules[r].n += has;
            gm_spacing_pass(&orders->rules[r], &rules[r].tally, has);
        }
        rules[r].room = gm_spacing_room(&orders->rules[r], laid->n);
        rules[r].least = gm_spacing_least(&orders->rules[r], laid->n, rules[r].n);
    }
    return rules;
}

// Every family comes, the first without a change.
static int64_t least_changes(const gm_laid_orders *laid, gm_arena *arena)
{
    const gm_orders *orders = laid->orders;
    int32_t n_colours = 0;
    for (int32_t v = 0; v < orders->n_classes; v++) {
        n_colours = orders->colour[v] >= n_colours ? orders->colour[v] + 1 : n_colours;
    }
    int64_t *cars = GM_NEW(arena, int64_t, n_colours);
    for (int32_t v = 0; v < orders->n_classes; v++) {
        cars[orders->colour[v]] += laid->count[v];
    }
    int64_t blocks = 0;
    for (int32_t c = 0; c < n_colours; c++) {
        blocks += cars[c] > 0 ? 1 : 0;
    }
    return blocks > 0 ? blocks - 1 : 0;
}

// ---- measures

static const gm_laid_use *uses_of(gm_laid_orders *laid, const gm_kind_def *kind,
                                  gm_arena *arena)
{
    gm_laid_use *uses = GM_NEW(arena, gm_laid_use, kind->n_properties);
    for (int32_t p = 0; p < kind->n_properties; p++) {
        gm_laid_use *to = &uses[laid->n_uses];
        *to = (gm_laid_use){.name = kind->properties[p]};
        for (int32_t i = 0; i < laid->n_periods; i++) {
            const gm_laid_period *period = &laid->periods[i];
            gm_level_use use = gm_level_use_of(laid->orders->has, p,
                                               laid->sequence + period->first, period->n);
            double weight = (double)period->n / laid->n;
            to->use.with += use.with;
            to->use.most = fmax(to->use.most, use.most);
            to->use.most_alone = fmax(to->use.most_alone, use.most_alone);
            to->use.mean += weight * use.mean;
            to->use.mean_alone += weight * use.mean_alone;
        }
        laid->n_uses += to->use.with > 0 && to->use.with < laid->n ? 1 : 0;
    }
    return uses;
}

static void add_measure(gm_level_measure *sum, const gm_level_measure *m)
{
    sum->due_sq += m->due_sq;
    sum->square += m->square;
    sum->deviation = fmax(sum->deviation, m->deviation);
}

// Of several periods each begins anew: when one cannot keep the rules all together cannot, and
// when each can, all together may not.
static void join_proofs(gm_laid_orders *laid, gm_proof proof)
{
    bool is_worse = proof != GM_PROOF_FOUND && laid->proof != GM_PROOF_NONE;
    laid->proof = is_worse ? proof : laid->proof;
}

static void measure(gm_laid_orders *laid, const gm_source_plan *source, gm_laid_period *periods,
                    int64_t nodes, gm_arena *arena)
{
    const gm_orders *orders = laid->orders;
    int32_t *used = GM_NEW(arena, int32_t, laid->n_variants);
    int32_t *count = GM_NEW(arena, int32_t, laid->n_variants);
    int32_t *other = GM_NEW(arena, int32_t, source->most_orders);
    void *work = gm_arena_alloc(arena, gm_orders_proof_size(orders, source->most_orders), 8);
    uint64_t none[GM_MOST_RULES] = {0};
    gm_orders_past past = {none, -1, 0, NULL};
    laid->changes = gm_orders_cost_of(orders, &past, laid->sequence, laid->n).changes;
    laid->least_changes = least_changes(laid, arena);
    laid->proof = GM_PROOF_FOUND;
    int64_t broken = 0;
    for (int32_t i = 0; i < laid->n_periods; i++) {
        gm_laid_period *p = &periods[i];
        count_period(source, p, count, arena);
        p->even =
            gm_level_measure_of(laid->n_variants, count, p->n, laid->sequence + p->first, used);
        gm_level_by_due(laid->n_variants, count, p->n, used, other);
        p->most_even = gm_level_measure_of(laid->n_variants, count, p->n, other, used);
        add_measure(&laid->even, &p->even);
        add_measure(&laid->most_even, &p->most_even);
        join_proofs(laid,
                    gm_orders_prove(orders, count, p->n, nodes / laid->n_periods, work, other));
        broken += p->windows;
    }
    bool is_open = laid->n_periods > 1 && broken > 0 && laid->proof == GM_PROOF_FOUND;
    laid->proof = is_open ? GM_PROOF_NOT_KNOWN : laid->proof;
}

// ---- the sequence

// Full windows that a period breaks, those that begin before it too.
static int64_t windows_broken(const gm_laid_orders *laid, const gm_laid_period *period)
{
    double n = 0.0;
    for (int32_t r = 0; r < laid->orders->n_rules; r++) {
        gm_spacing_tally tally = {0};
        const gm_spacing *rule = &laid->orders->rules[r];
        int32_t from = period->first - rule->in + 1;
        for (int32_t k = from > 0 ? from : 0; k < period->first + period->n; k++) {
            bool has = laid->orders->has[laid->sequence[k]] >> rule->property & 1;
            gm_spacing_pass(rule, &tally, has);
        }
        n += tally.windows;
    }
    return (int64_t)n;
}

static void lay_out(gm_laid_orders *laid, const gm_source_plan *source, gm_laid_period *periods,
                    uint32_t seed, gm_arena *arena)
{
    const gm_orders *orders = laid->orders;
    int32_t *sequence = GM_NEW(arena, int32_t, laid->n);
    int32_t *total = GM_NEW(arena, int32_t, laid->n_variants);
    int32_t *count = GM_NEW(arena, int32_t, laid->n_variants);
    uint64_t none[GM_MOST_RULES] = {0};
    gm_stream stream;
    gm_orders_past past = {none, -1, 0, &stream};
    gm_stream_init(&stream, seed, 0, laid->source, "sequence");
    void *work = gm_arena_alloc(arena, gm_orders_work_size(orders), 8);
    laid->sequence = sequence;
    laid->count = total;
    for (int32_t i = 0; i < laid->n_periods; i++) {
        gm_laid_period *p = &periods[i];
        count_period(source, p, count, arena);
        gm_orders_lay(orders, count, p->n, &past, work, sequence + p->first);
        for (int32_t v = 0; v < laid->n_variants; v++) {
            total[v] += count[v];
        }
        p->windows = windows_broken(laid, p);
    }
}

gm_laid_orders gm_laid_orders_of(const gm_plan *plan, int32_t source_i, uint32_t seed,
                                 int64_t nodes, gm_arena *arena)
{
    const gm_source_plan *source = &plan->sources[source_i];
    const gm_orders *orders = source->orders;
    gm_laid_orders laid = {.source = source->def->name,
                           .orders = orders,
                           .n_variants = source->n_variants,
                           .names = names_of(plan, source, arena),
                           .has_plan = gm_source_has_orders(source->def),
                           .n_rules = orders->n_rules};
    gm_laid_period *periods = periods_of(source, &laid.n_periods, arena);
    laid.periods = periods;
    laid.n = periods[laid.n_periods - 1].first + periods[laid.n_periods - 1].n;
    lay_out(&laid, source, periods, seed, arena);
    for (int32_t g = 0; g < orders->n_goals; g++) {
        laid.keeps_blocks |= orders->goals[g] == GM_GOAL_BLOCKS;
    }
    laid.rules = rules_of(&laid, source->def, arena);
    laid.uses = uses_of(&laid, &plan->def->kinds[source->def->kind.i], arena);
    measure(&laid, source, periods, nodes, arena);
    return laid;
}
