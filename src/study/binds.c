// SPDX-License-Identifier: MIT

#include "study/binds.h"

#include "study/bound.h"
#include "study/losses.h"
#include "study/net.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define MORE_SHARE 0.02 // of what comes: by chance
#define ALL_IN_USE                                                                             \
    0.99 // of the cards of a limit: a card is free for the moment it is handed on
#define BLOCKED "blocked"

// The step whose parts a claim counts, GM_NONE: those of the plant.
static int32_t counted_step(const gm_plan *plan, const char *path)
{
    int32_t step_i = gm_plan_find(plan, path);
    for (int32_t i = 0; i < plan->n_steps && step_i == GM_NONE; i++) {
        int32_t counter_i = plan->steps[i].counter_i;
        if (counter_i != GM_NONE && strcmp(plan->counters[counter_i], path) == 0) {
            step_i = i;
        }
    }
    return step_i;
}

// The step that is needed most in a window, of those that lead to the counted one.
static int32_t busiest(const gm_replications *set, int32_t tally_i, const bool *leads)
{
    double most = 0.0;
    const gm_plan *plan = set->twin->plan;
    int32_t best = GM_NONE;
    for (int32_t i = 0; i < plan->n_steps; i++) {
        if (!gm_step_is_work(plan, i) || (leads && !leads[i])) {
            continue;
        }
        double x = gm_losses_over_all(set, tally_i, i, 0, gm_tally_needed_share).mean;
        if (!isnan(x) && (best == GM_NONE || x > most)) {
            best = i;
            most = x;
        }
    }
    return best;
}

// Without the hours off shift: these are a choice.
static const gm_loss *largest_loss(const gm_losses *losses, double *lost)
{
    const gm_loss *worst = NULL;
    *lost = 0.0;
    for (int32_t i = 0; i < losses->n; i++) {
        const gm_loss *loss = &losses->items[i];
        if (strcmp(loss->word, "off shift") == 0 || loss->share.mean <= 0.0) {
            continue;
        }
        *lost += loss->share.mean;
        worst = !worst || loss->share.mean > worst->share.mean ? loss : worst;
    }
    return worst;
}

// What a row gains in a window, over all replications.
static double gain(const gm_replications *set, int32_t tally_i, uint32_t row)
{
    double sum = 0.0;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_tally *tally = gm_losses_tally(set, i, tally_i);
        sum += tally ? tally->sum[row] : 0.0;
    }
    return sum;
}

// More parts come from a source than the plant takes.
static bool is_held_back(const gm_replications *set, int32_t tally_i, int32_t source_i)
{
    uint32_t row = set->twin->layout.sources + (uint32_t)source_i * GM_N_SOURCE_STATS;
    double refused =
        gain(set, tally_i, row + GM_STAT_OUTSIDE) + gain(set, tally_i, row + GM_STAT_MADE_LOST);
    return refused > MORE_SHARE * gain(set, tally_i, row + GM_STAT_MADE);
}

// The sources that lead to a step, give parts by the clock and are not held back, "a" or "a, b";
// NULL: none.
static const char *sources_of(const gm_replications *set, const gm_net *net, int32_t tally_i,
                              int32_t step_i, gm_arena *arena)
{
    const gm_plan *plan = net->plan;
    const bool *leads = gm_net_leads_to(net, step_i, arena);
    const char *list = NULL;
    for (int32_t i = 0; i < plan->n_sources; i++) {
        int32_t source_step = plan->sources[i].step_i;
        if (leads[source_step] && gm_source_is_timed(plan->sources[i].def) &&
            !is_held_back(set, tally_i, i)) {
            const char *name = plan->steps[source_step].name;
            list = list ? gm_arena_printf(arena, "%s, %s", list, name) : name;
        }
    }
    return list;
}

// Parts do not gather in the plant: what leaves it is what comes.
static bool passes_all_on(const gm_replications *set, int32_t tally_i)
{
    const gm_stats_layout *l = &set->twin->layout;
    double made = 0.0;
    for (int32_t i = 0; i < set->twin->plan->n_sources; i++) {
        const gm_source_def *def = set->twin->plan->sources[i].def;
        made += gain(set, tally_i, l->sources + (uint32_t)i * GM_N_SOURCE_STATS + GM_STAT_MADE);
        if (!gm_source_is_timed(def) || def->when_full == GM_FULL_PAUSE) {
            return false;
        }
    }
    return gain(set, tally_i, l->plant + GM_STAT_PLANT_WIP) <= MORE_SHARE * made;
}

static bool is_want_of_parts(const gm_loss *loss)
{
    return strcmp(loss->word, "starved") == 0 || strcmp(loss->word, "missing cars") == 0;
}

// A limit whose cards are all in use, of those that let parts in to a step: they wait for cards.
// GM_NONE: none.
static int32_t limit_in_use(const gm_replications *set, const gm_net *net, int32_t tally_i,
                            int32_t step_i, gm_arena *arena)
{
    const bool *leads = gm_net_leads_to(net, step_i, arena);
    double length_s = 0.0;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_tally *tally = gm_losses_tally(set, i, tally_i);
        length_s += tally ? tally->length_s : 0.0;
    }
    for (int32_t i = 0; i < net->plan->n_limits; i++) {
        const gm_limit_def *def = &net->plan->def->limits[i];
        double in_use = gain(set, tally_i, set->twin->layout.limits + (uint32_t)i) / length_s;
        const bool *on = gm_net_leads_to(net, def->last.i, arena);
        if (leads[def->first.i] && on[step_i] && in_use > ALL_IN_USE * def->at_most) {
            return i;
        }
    }
    return GM_NONE;
}

// Parts come too seldom for the step that is needed most: it would wait whatever is done to it.
static bool lacks_parts(const gm_replications *set, int32_t tally_i, const gm_losses *losses,
                        const gm_loss *worst)
{
    return is_want_of_parts(worst) &&
           (worst->share.mean > losses->net_share || passes_all_on(set, tally_i));
}

// What holds a step up that is blocked: of the steps that it leads to, and that are not blocked
// most themselves, the one that is needed most. GM_NONE: none.
static int32_t ahead_of(const gm_replications *set, const gm_net *net, int32_t tally_i,
                        int32_t step_i, gm_arena *arena)
{
    double most = 0.0;
    int32_t best = GM_NONE;
    for (int32_t i = 0; i < net->plan->n_steps; i++) {
        if (i == step_i || !gm_step_is_work(net->plan, i) ||
            !gm_net_leads_to(net, i, arena)[step_i]) {
            continue;
        }
        double lost;
        gm_losses losses = gm_losses_of(set, tally_i, i, arena);
        const gm_loss *worst = largest_loss(&losses, &lost);
        double x = gm_losses_over_all(set, tally_i, i, 0, gm_tally_needed_share).mean;
        if (worst && strcmp(worst->word, BLOCKED) != 0 && x > most) {
            best = i;
            most = x;
        }
    }
    return best;
}

static const char *words_of(const gm_replications *set, const gm_net *net, int32_t tally_i,
                            const bool *leads, gm_arena *arena)
{
    int32_t step_i = busiest(set, tally_i, leads);
    if (step_i == GM_NONE) {
        return NULL;
    }
    gm_losses losses = gm_losses_of(set, tally_i, step_i, arena);
    double lost;
    const gm_loss *worst = largest_loss(&losses, &lost);
    int32_t ahead = worst && strcmp(worst->word, BLOCKED) == 0
                        ? ahead_of(set, net, tally_i, step_i, arena)
                        : GM_NONE;
    if (ahead != GM_NONE) {
        step_i = ahead;
        losses = gm_losses_of(set, tally_i, step_i, arena);
        worst = largest_loss(&losses, &lost);
    }
    const char *name = net->plan->steps[step_i].name;
    double share = gm_losses_over_all(set, tally_i, step_i, 0, gm_tally_active_share).mean;
    if (!worst || lost <= 0.0) {
        return gm_arena_printf(arena, "%s, active %.0f %% of its shift", name, 100.0 * share);
    }
    const char *sources = lacks_parts(set, tally_i, &losses, worst)
                              ? sources_of(set, net, tally_i, step_i, arena)
                              : NULL;
    if (sources) {
        return gm_arena_printf(arena,
                               "%s: too few parts come, %s waits for them %.0f %% of the time",
                               sources, name, 100.0 * worst->share.mean);
    }
    int32_t limit_i =
        is_want_of_parts(worst) ? limit_in_use(set, net, tally_i, step_i, arena) : GM_NONE;
    if (limit_i != GM_NONE) {
        const gm_limit_def *def = &net->plan->def->limits[limit_i];
        return gm_arena_printf(
            arena,
            "%s: %" PRId32 " of %" PRId32 " in use, %s waits for parts %.0f %% of the "
            "time",
            def->name, def->at_most, def->at_most, name, 100.0 * worst->share.mean);
    }
    return gm_arena_printf(arena,
                           "%s, active %.0f %% of its shift; %.0f %% of its lost hours: %s",
                           name, 100.0 * share, 100.0 * worst->share.mean / lost, worst->word);
}

const char *gm_binds_words(const gm_replications *set, int32_t claim_i, gm_arena *arena)
{
    const gm_claim_plan *claim = &set->twin->claims[claim_i];
    gm_net net = gm_net_create(set->twin->plan, arena);
    const char *path = set->twin->figures.items[claim->figure_i].path;
    int32_t step_i = counted_step(net.plan, path);
    const bool *leads = step_i == GM_NONE ? NULL : gm_net_leads_to(&net, step_i, arena);
    return words_of(set, &net, set->tally_of[claim_i], leads, arena);
}

// The claim asks for more parts than were made, in some replications at least.
static bool is_short_of_parts(const gm_replications *set, const gm_claim_answer *a)
{
    bool fails = a->verdict == GM_VERDICT_FAILS || a->verdict == GM_VERDICT_OPEN;
    bool lacks = a->plan->def->bound == GM_BOUND_AT_LEAST || a->median < a->plan->def->value;
    return fails && lacks && gm_bound_asks_for_parts(set->twin, a->plan);
}

const gm_claim_answer *gm_binds_explain(const gm_replications *set,
                                        const gm_claim_answer *answers, gm_arena *arena)
{
    int32_t n = set->twin->n_claims;
    gm_claim_answer *explained = GM_NEW(arena, gm_claim_answer, n);
    for (int32_t i = 0; i < n; i++) {
        explained[i] = answers[i];
        const gm_claim_plan *plan = answers[i].plan;
        if (is_short_of_parts(set, &answers[i]) && gm_replications_good(set) > 0) {
            explained[i].binds = gm_binds_words(set, i, arena);
        } else if (plan->is_heads && answers[i].verdict == GM_VERDICT_FAILS &&
                   answers[i].median > plan->def->value) {
            explained[i].binds = gm_binds_heads(set->twin, plan, arena);
        }
    }
    return explained;
}
