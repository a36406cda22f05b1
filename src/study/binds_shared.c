// SPDX-License-Identifier: MIT

#include "study/binds_shared.h"

#include "core/assert.h"
#include "core/units.h"
#include "study/losses.h"
#include "twin/shared_stats.h"

#include <inttypes.h>
#include <math.h>

#define LEAST_NEED  0.95 // busy all the time, but for what is handed on
#define CHANCE      0.01 // of the time: by the ends of the window
#define VALUE_BYTES 64

typedef struct search {
    const gm_replications *set;
    const gm_net *net;
    int32_t tally_i;
    const gm_waiting *who;
    gm_arena *arena;
    double length_s;   // of the window, over the replications
    const bool *ahead; // steps that lead to the one that waits
    double best;       // needed
    const char *words;
} search;

static double sum(const search *s, uint32_t row)
{
    return gm_losses_sum(s->set, s->tally_i, row);
}

// Its lack would make the one who waits wait.
static bool concerns(const search *s, int32_t step_i)
{
    const gm_waiting *who = s->who;
    if (who->step_i == GM_NONE) {
        return !who->leads || who->leads[step_i];
    }
    return who->is_blocked ? gm_net_leads_to(s->net, step_i, s->arena)[who->step_i]
                           : s->ahead[step_i];
}

static bool binds(const search *s, double needed, double lacks)
{
    return needed > s->best && needed >= s->who->needed && lacks > 0.0 &&
           lacks >= s->who->share - CHANCE;
}

// ", press is blocked 40 % of the time", or nothing.
static const char *consequence(const search *s)
{
    const gm_waiting *who = s->who;
    if (who->step_i == GM_NONE) {
        return "";
    }
    return gm_arena_printf(
        s->arena, ", %s %s %.0f %% of the time", s->net->plan->steps[who->step_i].name,
        who->is_blocked ? "is blocked" : "waits for parts", 100.0 * who->share);
}

// ---- fleets

// Share of all time in which the station that takes from a transport is on shift; of anything else
// 1.
static double taker_on_share(const search *s, const gm_transport_plan *transport)
{
    const gm_plan *plan = s->net->plan;
    gm_target target = plan->steps[transport->step_i].to.targets[0];
    int32_t step_i = target.kind == GM_TO_STEP ? target.i : GM_NONE;
    if (step_i != GM_NONE && plan->steps[step_i].kind == GM_STEP_BUFFER) {
        const gm_store_plan *store = &plan->stores[plan->steps[step_i].own_i];
        step_i = store->n_consumers == 1 ? store->consumers[0] : GM_NONE;
    }
    if (step_i == GM_NONE || plan->steps[step_i].kind != GM_STEP_STATION) {
        return 1.0;
    }
    return gm_losses_over_all(s->set, s->tally_i, step_i, 0, gm_tally_on_share).mean;
}

// A fleet without hours of its own is needed while those are on shift for whom it works.
static double fleet_on_share(const search *s, const gm_fleet_plan *fleet)
{
    double most = fleet->calendar_i == GM_NONE ? 0.0 : 1.0;
    for (int32_t k = 0; k < fleet->n_transports; k++) {
        int32_t i = fleet->transports[k];
        most = fmax(most, taker_on_share(s, &s->net->plan->transports[i]));
    }
    return most;
}

static uint32_t fleet_row(const search *s, int32_t fleet_i)
{
    return s->set->twin->layout.fleets + (uint32_t)fleet_i * GM_N_FLEET_STATS;
}

// The state that takes most of the time in which its vehicles are needed, and its vehicle seconds.
static gm_vehicle_state largest_state(const search *s, int32_t fleet_i, double *most_s)
{
    gm_vehicle_state most = GM_VEHICLE_DOWN;
    *most_s = 0.0;
    for (int k = GM_VEHICLE_DOWN; k < GM_VEHICLE_IDLE; k++) {
        double s_s = sum(s, fleet_row(s, fleet_i) + (uint32_t)k);
        if (k != GM_VEHICLE_BLOCKED && s_s > *most_s) {
            *most_s = s_s;
            most = (gm_vehicle_state)k;
        }
    }
    return most;
}

static const char *spaced(const char *word, gm_arena *arena)
{
    char *copy = gm_arena_strdup(arena, word);
    for (char *at = copy; *at; at++) {
        if (*at == '-') {
            *at = ' ';
        }
    }
    return copy;
}

// Share of the time in which parts wait and no vehicle is free. Where the vehicles are busy all the
// time, so is the one that is on its way: then it is the parts that wait, one at least.
static double lack_of_fleet(const search *s, const gm_fleet_plan *fleet, double needed)
{
    double lacks = 0.0;
    for (int32_t k = 0; k < fleet->n_transports; k++) {
        int32_t i = fleet->transports[k];
        uint32_t row = s->set->twin->layout.transports + (uint32_t)i * GM_N_TRANSPORT_STATS;
        if (concerns(s, s->net->plan->transports[i].step_i)) {
            double wait_s =
                sum(s, row + GM_STAT_PICK_UP_WAIT_S) - sum(s, row + GM_STAT_UNPLACED_PART_S);
            double lack_s = sum(s, row + GM_STAT_LACK_S);
            lack_s = needed >= LEAST_NEED ? fmax(lack_s, wait_s) : lack_s;
            lacks = fmax(lacks, fmin(lack_s / s->length_s, 1.0));
        }
    }
    return lacks;
}

static void look_at_fleet(search *s, int32_t fleet_i)
{
    const gm_fleet_plan *fleet = &s->net->plan->fleets[fleet_i];
    uint32_t row = fleet_row(s, fleet_i);
    double on_s = s->length_s * fleet->n_vehicles - sum(s, row + GM_VEHICLE_OFF);
    double free_s = sum(s, row + GM_VEHICLE_IDLE) + sum(s, row + GM_VEHICLE_BLOCKED);
    double busy_s = on_s - free_s;
    on_s *= fleet_on_share(s, fleet);
    double needed = on_s > 0.0 ? fmin(busy_s / on_s, 1.0) : 0.0;
    if (!binds(s, needed, lack_of_fleet(s, fleet, needed))) {
        return;
    }
    double most_s;
    gm_vehicle_state most = largest_state(s, fleet_i, &most_s);
    s->best = needed;
    const char *vehicles =
        fleet->n_vehicles == 1
            ? "vehicle is"
            : gm_arena_printf(s->arena, "%" PRId32 " vehicles are", fleet->n_vehicles);
    s->words = gm_arena_printf(s->arena, "%s: its %s busy %.0f %% of the time, %s %.0f %%%s",
                               fleet->def->name, vehicles, 100.0 * needed,
                               spaced(gm_vehicle_state_word(most), s->arena),
                               100.0 * most_s / on_s, consequence(s));
}

// ---- places that vehicles reserve

// Parts wait for a place behind while nothing is in it: what was sent for is still on its way, and
// more vehicles would not help.
static void look_at_places(search *s, int32_t transport_i)
{
    const gm_plan *plan = s->net->plan;
    const gm_transport_plan *transport = &plan->transports[transport_i];
    if (transport->place_i == GM_NONE || !concerns(s, transport->step_i)) {
        return;
    }
    uint32_t row =
        s->set->twin->layout.transports + (uint32_t)transport_i * GM_N_TRANSPORT_STATS;
    double on_s = s->length_s * taker_on_share(s, transport);
    double kept = on_s > 0.0 ? fmin(sum(s, row + GM_STAT_KEPT_S) / on_s, 1.0) : 0.0;
    if (!binds(s, kept, kept)) {
        return;
    }
    const gm_store_plan *place = &plan->stores[transport->place_i];
    int32_t n = place->capacity;
    s->best = kept;
    s->words = gm_arena_printf(
        s->arena,
        "%s: %s of %s %s kept for parts on their way %.0f %% of the time while more wait%s",
        plan->steps[transport->step_i].name,
        n == 1 ? "the one place" : gm_arena_printf(s->arena, "all %" PRId32 " places", n),
        plan->steps[place->step_i].name, n == 1 ? "is" : "are", 100.0 * kept, consequence(s));
}

// ---- grids and channels

// "2.5 kW"
static const char *limit_of(const gm_plan *plan, int32_t grid_i, gm_arena *arena)
{
    char buf[VALUE_BYTES];
    double si;
    gm_dim power;
    bool is_known = gm_unit_find("kW", &si, &power);
    GM_REQUIRE(is_known);
    return gm_arena_strdup(arena, gm_quantity_format(plan->def->grids[grid_i].most_w, power,
                                                     NULL, buf, sizeof buf));
}

static void look_at_grid(search *s, int32_t grid_i)
{
    const gm_plan *plan = s->net->plan;
    bool any = false;
    for (int32_t i = 0; i < plan->n_recipes && !any; i++) {
        any = plan->recipes[i].grid_i == grid_i && concerns(s, plan->recipes[i].step_i);
    }
    uint32_t row = s->set->twin->layout.grids + (uint32_t)grid_i * GM_N_GRID_STATS;
    double limited = sum(s, row + GM_STAT_GRID_LIMITED_S) / s->length_s;
    if (!any || !binds(s, limited, limited)) {
        return;
    }
    s->best = limited;
    s->words = gm_arena_printf(s->arena, "%s: its %s are too little %.0f %% of the time%s",
                               plan->def->grids[grid_i].name, limit_of(plan, grid_i, s->arena),
                               100.0 * limited, consequence(s));
}

static void look_at_channels(search *s, int32_t recipe_i)
{
    const gm_recipe_plan *plan = &s->net->plan->recipes[recipe_i];
    if (plan->def->channels >= GM_UNLIMITED || !concerns(s, plan->step_i)) {
        return;
    }
    uint32_t row = s->set->twin->layout.recipes + (uint32_t)recipe_i * GM_N_RECIPE_STATS;
    double in_use =
        sum(s, row + GM_STAT_RECIPE_CHANNEL_S) / (s->length_s * plan->def->channels);
    bool is_lacked = sum(s, row + GM_STAT_RECIPE_CHANNEL_WAIT_S) > 0.0;
    if (is_lacked && in_use >= LEAST_NEED && binds(s, in_use, in_use)) {
        s->best = in_use;
        s->words = gm_arena_printf(s->arena, "%s: %.0f %% of its %" PRId32 " channels in use%s",
                                   s->net->plan->steps[plan->step_i].name, 100.0 * in_use,
                                   plan->def->channels, consequence(s));
    }
}

const char *gm_binds_recipe(const gm_plan *plan, int32_t recipe_i, bool is_power,
                            gm_arena *arena)
{
    const gm_recipe_plan *recipe = &plan->recipes[recipe_i];
    if (!is_power) {
        return gm_arena_printf(arena, "%s: its %" PRId32 " channels are too few",
                               plan->steps[recipe->step_i].name, recipe->def->channels);
    }
    return gm_arena_printf(arena, "%s: its %s are too little",
                           plan->def->grids[recipe->grid_i].name,
                           limit_of(plan, recipe->grid_i, arena));
}

// ---- racks

static void look_at_crane(search *s, int32_t rack_i, uint32_t row)
{
    double on_s = s->length_s - sum(s, row + GM_STATE_OFF);
    double waits_s = sum(s, row + GM_STATE_STARVED) + sum(s, row + GM_STATE_BLOCKED);
    double busy = on_s > 0.0 ? (on_s - waits_s) / on_s : 0.0;
    if (busy >= LEAST_NEED && binds(s, busy, busy)) {
        s->best = busy;
        s->words = gm_arena_printf(s->arena, "%s: its crane is busy %.0f %% of the time%s",
                                   s->net->plan->racks[rack_i].def->name, 100.0 * busy,
                                   consequence(s));
    }
}

// Mean time that a part must stay in a slot, whatever it waits for besides.
static double dwell_s(const gm_plan *plan, const gm_rack_plan *rack)
{
    double dwell_s = rack->def->has_least ? gm_dist_mean(&rack->def->least) : 0.0;
    const gm_recipe_def *recipe =
        rack->recipe_i == GM_NONE ? NULL : plan->recipes[rack->recipe_i].def;
    for (int32_t k = 0; recipe && k < recipe->n_phases; k++) {
        dwell_s += gm_dist_mean(&recipe->phases[k].time);
    }
    return dwell_s;
}

// Slots that hold what must stay, by Little's law. Slots that are full of what is ripe lack nothing
// but somebody who takes it.
static void look_at_slots(search *s, int32_t rack_i, uint32_t row)
{
    const gm_rack_plan *plan = &s->net->plan->racks[rack_i];
    double out_per_s = sum(s, row + GM_STAT_RACK_OUT) / s->length_s;
    double taken = out_per_s * dwell_s(s->net->plan, plan) / plan->n_slots;
    if (taken >= LEAST_NEED && binds(s, fmin(taken, 1.0), fmin(taken, 1.0))) {
        s->best = fmin(taken, 1.0);
        s->words =
            gm_arena_printf(s->arena, "%s: %.0f %% of its %" PRId32 " slots taken%s",
                            plan->def->name, 100.0 * s->best, plan->n_slots, consequence(s));
    }
}

// ---- all of them

const char *gm_binds_shared(const gm_replications *set, const gm_net *net, int32_t tally_i,
                            const gm_waiting *who, gm_arena *arena)
{
    const gm_plan *plan = net->plan;
    search s = {.set = set, .net = net, .tally_i = tally_i, .who = who, .arena = arena};
    s.length_s = gm_losses_length_s(set, tally_i);
    if (!(s.length_s > 0.0)) {
        return NULL;
    }
    s.ahead = who->step_i == GM_NONE ? NULL : gm_net_leads_to(net, who->step_i, arena);
    for (int32_t i = 0; i < plan->n_fleets; i++) {
        look_at_fleet(&s, i);
    }
    for (int32_t i = 0; i < plan->n_transports; i++) {
        look_at_places(&s, i);
    }
    for (int32_t i = 0; i < plan->def->n_grids; i++) {
        look_at_grid(&s, i);
    }
    for (int32_t i = 0; i < plan->n_recipes; i++) {
        look_at_channels(&s, i);
    }
    for (int32_t i = 0; i < plan->n_racks; i++) {
        uint32_t row = set->twin->layout.racks + (uint32_t)i * GM_N_RACK_STATS;
        if (concerns(&s, plan->racks[i].step_i)) {
            look_at_crane(&s, i, row);
            look_at_slots(&s, i, row);
        }
    }
    return s.words;
}
