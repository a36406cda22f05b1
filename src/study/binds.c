// SPDX-License-Identifier: MIT

#include "study/binds.h"

#include "study/binds_shared.h"
#include "study/bound.h"
#include "study/losses.h"
#include "study/net.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define MORE_SHARE 0.02 // of what comes: by chance
#define MAIN       0    // tally of the main window
#define ALL_IN_USE                                                                             \
    0.99 // of the cards of a limit: a card is free for the moment it is handed on

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

// More parts come from a source than the plant takes.
static bool is_held_back(const gm_replications *set, int32_t tally_i, int32_t source_i)
{
    uint32_t row = set->twin->layout.sources + (uint32_t)source_i * GM_N_SOURCE_STATS;
    double refused = gm_losses_sum(set, tally_i, row + GM_STAT_OUTSIDE) +
                     gm_losses_sum(set, tally_i, row + GM_STAT_MADE_LOST);
    return refused > MORE_SHARE * gm_losses_sum(set, tally_i, row + GM_STAT_MADE);
}

// A place that a step takes parts of another kind from.
static bool is_of_another_kind(const gm_plan *plan, int32_t step_i, int32_t store_i,
                               int32_t kind_i)
{
    const gm_step *step = &plan->steps[step_i];
    for (int32_t i = 0; i < step->n_inputs && step->n_needs > 0; i++) {
        const gm_inlet *inlet = &step->inputs[i];
        int32_t needed = step->needs[inlet->need_i].kind_i;
        if (inlet->store_i == store_i && needed != GM_NONE && needed != kind_i) {
            return true;
        }
    }
    return false;
}

// Parts of a source gather on the way to a step: it is not for want of them that it waits.
static bool gathers(const gm_replications *set, const gm_net *net, int32_t tally_i,
                    int32_t source_i, int32_t step_i, gm_arena *arena)
{
    const gm_plan *plan = net->plan;
    const gm_stats_layout *l = &set->twin->layout;
    int32_t source_step = plan->sources[source_i].step_i;
    double made = gm_losses_sum(
        set, tally_i, l->sources + (uint32_t)source_i * GM_N_SOURCE_STATS + GM_STAT_MADE);
    const bool *on = gm_net_leads_to(net, step_i, arena);
    int32_t kind_i = plan->variants[plan->sources[source_i].first_variant].kind_i;
    for (int32_t i = 0; i < plan->n_stores; i++) {
        uint32_t row = l->stores + (uint32_t)i * GM_N_STORE_STATS;
        double more = gm_losses_sum(set, tally_i, row + GM_STAT_LEVEL);
        int32_t at = plan->stores[i].step_i;
        if (more > 0.0 && more > MORE_SHARE * made && on[at] &&
            !is_of_another_kind(plan, step_i, i, kind_i) &&
            gm_net_leads_to(net, at, arena)[source_step]) {
            return true;
        }
    }
    return false;
}

// The sources that lead to a step, give parts by the clock, are not held back and of whose parts
// none gather, "a" or "a, b"; NULL: none.
static const char *sources_of(const gm_replications *set, const gm_net *net, int32_t tally_i,
                              int32_t step_i, gm_arena *arena)
{
    const gm_plan *plan = net->plan;
    const bool *leads = gm_net_leads_to(net, step_i, arena);
    const char *list = NULL;
    for (int32_t i = 0; i < plan->n_sources; i++) {
        int32_t source_step = plan->sources[i].step_i;
        if (leads[source_step] && gm_source_is_timed(plan->sources[i].def) &&
            !is_held_back(set, tally_i, i) && !gathers(set, net, tally_i, i, step_i, arena)) {
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
        made += gm_losses_sum(set, tally_i,
                              l->sources + (uint32_t)i * GM_N_SOURCE_STATS + GM_STAT_MADE);
        if (!gm_source_is_timed(def) || def->when_full == GM_FULL_PAUSE) {
            return false;
        }
    }
    return gm_losses_sum(set, tally_i, l->plant + GM_STAT_PLANT_WIP) <= MORE_SHARE * made;
}

static bool is_want_of_parts(const gm_loss *loss)
{
    return strcmp(loss->word, GM_LOSS_STARVED) == 0 ||
           strcmp(loss->word, GM_LOSS_MISSING_CARS) == 0;
}

// A limit whose cards are all in use, of those that let parts in to a step: they wait for cards.
// GM_NONE: none.
static int32_t limit_in_use(const gm_replications *set, const gm_net *net, int32_t tally_i,
                            int32_t step_i, gm_arena *arena)
{
    const bool *leads = gm_net_leads_to(net, step_i, arena);
    double length_s = gm_losses_length_s(set, tally_i);
    for (int32_t i = 0; i < net->plan->n_limits; i++) {
        const gm_limit_def *def = &net->plan->def->limits[i];
        double in_use =
            gm_losses_sum(set, tally_i, set->twin->layout.limits + (uint32_t)i) / length_s;
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
        if (worst && strcmp(worst->word, GM_LOSS_BLOCKED) != 0 && x > most) {
            best = i;
            most = x;
        }
    }
    return best;
}

// The step that is needed most, or the one ahead of it that holds it up, with what it loses.
typedef struct bottleneck {
    int32_t step_i; // GM_NONE: nothing works
    gm_losses losses;
    const gm_loss *worst; // NULL: it loses nothing
    double lost;
} bottleneck;

static void look_at(const gm_replications *set, int32_t tally_i, bottleneck *b, gm_arena *arena)
{
    b->losses = gm_losses_of(set, tally_i, b->step_i, arena);
    b->worst = largest_loss(&b->losses, &b->lost);
}

static bool is_word(const bottleneck *b, const char *word)
{
    return b->worst && strcmp(b->worst->word, word) == 0;
}

static bottleneck *find_bottleneck(const gm_replications *set, const gm_net *net,
                                   int32_t tally_i, const bool *leads, gm_arena *arena)
{
    bottleneck *b = GM_NEW(arena, bottleneck, 1);
    b->step_i = busiest(set, tally_i, leads);
    if (b->step_i == GM_NONE) {
        return b;
    }
    look_at(set, tally_i, b, arena);
    int32_t ahead =
        is_word(b, GM_LOSS_BLOCKED) ? ahead_of(set, net, tally_i, b->step_i, arena) : GM_NONE;
    if (ahead != GM_NONE) {
        b->step_i = ahead;
        look_at(set, tally_i, b, arena);
    }
    return b;
}

// What it waits for with a part in hand, or what it shares with others. NULL: neither.
static const char *shared_words(const gm_replications *set, const gm_net *net, int32_t tally_i,
                                const bottleneck *b, const bool *leads, gm_arena *arena)
{
    gm_waiting who = {.step_i = b->step_i, .leads = leads};
    if (b->step_i == GM_NONE) {
        return gm_binds_shared(set, net, tally_i, &who, arena);
    }
    bool is_power = is_word(b, GM_LOSS_POWER);
    if (is_power || is_word(b, GM_LOSS_CHANNELS)) {
        const gm_step *step = &net->plan->steps[b->step_i];
        int32_t recipe_i = net->plan->stations[step->own_i].recipe_i;
        return gm_arena_printf(arena, "%s, %s waits for %s %.0f %% of the time",
                               gm_binds_recipe(net->plan, recipe_i, is_power, arena),
                               step->name, is_power ? "power" : "channels",
                               100.0 * b->worst->share.mean);
    }
    who.is_blocked = is_word(b, GM_LOSS_BLOCKED) || is_word(b, GM_LOSS_BLOCKED_EXIT);
    if (!b->worst || (!who.is_blocked && !is_want_of_parts(b->worst))) {
        return NULL;
    }
    who.share = b->worst->share.mean;
    who.needed = gm_losses_over_all(set, tally_i, b->step_i, 0, gm_tally_needed_share).mean;
    return gm_binds_shared(set, net, tally_i, &who, arena);
}

static const char *limit_words(const gm_limit_def *def, const char *name, double share,
                               gm_arena *arena)
{
    return gm_arena_printf(
        arena, "%s: %" PRId32 " of %" PRId32 " in use, %s waits for parts %.0f %% of the time",
        def->name, def->at_most, def->at_most, name, 100.0 * share);
}

// The sources whose parts all go through to the step, which waits for more: nothing on the way is
// short of anything. NULL: there are none.
static const char *sources_of_all(const gm_replications *set, const gm_net *net,
                                  int32_t tally_i, const bottleneck *b, gm_arena *arena)
{
    bool wants = b->worst && is_want_of_parts(b->worst);
    return wants && passes_all_on(set, tally_i)
               ? sources_of(set, net, tally_i, b->step_i, arena)
               : NULL;
}

static const char *sources_words(const char *sources, const char *name, double share,
                                 gm_arena *arena)
{
    return gm_arena_printf(arena,
                           "%s: too few parts come, %s waits for them %.0f %% of the time",
                           sources, name, 100.0 * share);
}

// The first step on the way that makes no good part, though nothing good came to what is counted
// either. GM_NONE: there is none.
static int32_t spoiler(const gm_replications *set, const gm_net *net, int32_t tally_i,
                       const bool *leads)
{
    const gm_plan *plan = net->plan;
    const gm_stats_layout *l = &set->twin->layout;
    for (int32_t i = 0; i < plan->n_sinks; i++) {
        uint32_t row = l->sinks + (uint32_t)i * l->sink_rows;
        bool counts = !leads || leads[plan->sink_steps[i]];
        if (counts && gm_losses_sum(set, tally_i, row + GM_STAT_N) > 0.0) {
            return GM_NONE;
        }
    }
    for (int32_t i = 0; i < plan->n_steps; i++) {
        if (plan->steps[i].kind != GM_STEP_STATION || (leads && !leads[i])) {
            continue;
        }
        uint32_t row = l->stations + (uint32_t)plan->steps[i].own_i * GM_N_STATION_STATS;
        double bad = gm_losses_sum(set, tally_i, row + GM_STAT_REJECTED) +
                     gm_losses_sum(set, tally_i, row + GM_STAT_SCRAP);
        if (bad > 0.0 && gm_losses_sum(set, tally_i, row + GM_STAT_GOOD) <= 0.0) {
            return i;
        }
    }
    return GM_NONE;
}

// For want of what a step waits: sources, what is shared, cards. NULL: for nothing, or it is not
// known.
static const char *cause_words(const gm_replications *set, const gm_net *net, int32_t tally_i,
                               const bottleneck *b, const bool *leads, gm_arena *arena)
{
    const char *sources = sources_of_all(set, net, tally_i, b, arena);
    const char *shared = sources ? NULL : shared_words(set, net, tally_i, b, leads, arena);
    if (shared || !b->worst || !is_want_of_parts(b->worst)) {
        return shared;
    }
    const char *name = net->plan->steps[b->step_i].name;
    double share = b->worst->share.mean;
    if (!sources && lacks_parts(set, tally_i, &b->losses, b->worst)) {
        sources = sources_of(set, net, tally_i, b->step_i, arena);
    }
    if (sources) {
        return sources_words(sources, name, share, arena);
    }
    int32_t limit_i = limit_in_use(set, net, tally_i, b->step_i, arena);
    return limit_i == GM_NONE
               ? NULL
               : limit_words(&net->plan->def->limits[limit_i], name, share, arena);
}

static const char *words_of(const gm_replications *set, const gm_net *net, int32_t tally_i,
                            const bool *leads, gm_arena *arena)
{
    int32_t spoiler_i = spoiler(set, net, tally_i, leads);
    if (spoiler_i != GM_NONE) {
        return gm_arena_printf(arena, "%s makes no good part: all are scrap or rejects",
                               net->plan->steps[spoiler_i].name);
    }
    const bottleneck *b = find_bottleneck(set, net, tally_i, leads, arena);
    const char *cause = cause_words(set, net, tally_i, b, leads, arena);
    if (cause || b->step_i == GM_NONE) {
        return cause;
    }
    const char *name = net->plan->steps[b->step_i].name;
    double share = gm_losses_over_all(set, tally_i, b->step_i, 0, gm_tally_active_share).mean;
    if (!b->worst || b->lost <= 0.0) {
        return gm_arena_printf(arena, "%s, active %.0f %% of its shift", name, 100.0 * share);
    }
    if (is_word(b, GM_LOSS_UNFINISHED)) {
        return gm_arena_printf(arena, "%s, active %.0f %% of its shift, has finished no part",
                               name, 100.0 * share);
    }
    return gm_arena_printf(
        arena, "%s, active %.0f %% of its shift; %.0f %% of its lost hours: %s", name,
        100.0 * share, 100.0 * b->worst->share.mean / b->lost, b->worst->word);
}

const char *gm_binds_shared_words(const gm_replications *set, gm_arena *arena)
{
    gm_net net = gm_net_create(set->twin->plan, arena);
    const bottleneck *b = find_bottleneck(set, &net, MAIN, NULL, arena);
    return sources_of_all(set, &net, MAIN, b, arena)
               ? NULL
               : shared_words(set, &net, MAIN, b, NULL, arena);
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
