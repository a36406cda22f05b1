// SPDX-License-Identifier: MIT

#include "plant/recipe.h"

#include "plant/machine.h"
#include "plant/rack.h"

#include <stdio.h>
#include <string.h>

#define PURPOSE_BYTES 96
#define ROUNDING      1e-9 // of a limit of power: sums of shares may pass it by so much

static const gm_recipe_plan *plan_of(const gm_run *run, int32_t client_i)
{
    return &run->plan->recipes[run->clients[client_i].recipe_i];
}

static const gm_recipe_phase_def *phase_of(const gm_run *run, int32_t client_i)
{
    return &plan_of(run, client_i)->def->phases[run->clients[client_i].phase];
}

static gm_recipe *recipe_of(const gm_run *run, int32_t client_i)
{
    return &run->recipes[run->clients[client_i].recipe_i];
}

// NULL: its power has no limit.
static gm_grid *grid_of(const gm_run *run, int32_t client_i)
{
    int32_t grid_i = plan_of(run, client_i)->grid_i;
    return grid_i == GM_NONE ? NULL : &run->grids[grid_i];
}

// ---- memory and time 0

void gm_recipes_create(gm_run *run)
{
    const gm_plan *plan = run->plan;
    run->recipes = GM_NEW(&run->arena, gm_recipe, plan->n_recipes);
    run->clients = GM_NEW(&run->arena, gm_client, plan->n_clients);
    run->grids = GM_NEW(&run->arena, gm_grid, plan->def->n_grids);
    for (int32_t i = 0; i < plan->n_recipes; i++) {
        run->recipes[i].times = GM_NEW(&run->arena, gm_sampler, plan->recipes[i].def->n_phases);
    }
}

void gm_recipes_begin(gm_run *run)
{
    const gm_plan *plan = run->plan;
    char purpose[PURPOSE_BYTES];
    for (int32_t i = 0; i < plan->n_recipes; i++) {
        const gm_recipe_plan *recipe = &plan->recipes[i];
        run->recipes[i] = (gm_recipe){.times = run->recipes[i].times};
        for (int32_t k = 0; k < recipe->def->n_phases; k++) {
            (void)snprintf(purpose, sizeof purpose, "phase %d", (int)k + 1);
            gm_sampler_init(&run->recipes[i].times[k], &recipe->def->phases[k].time, run->seed,
                            run->replication, plan->steps[recipe->step_i].name, purpose);
        }
        for (int32_t k = 0; k < recipe->n; k++) {
            run->clients[recipe->first + k] = (gm_client){.recipe_i = i};
        }
    }
    for (int32_t i = 0; i < plan->def->n_grids; i++) {
        run->grids[i] = (gm_grid){0};
    }
    run->clients_waiting = (gm_list){0};
    run->grids_changed = false;
}

int32_t gm_client_of_machine(const gm_run *run, int32_t machine_i)
{
    int32_t recipe_i = run->plan->stations[run->machines[machine_i].station_i].recipe_i;
    const gm_recipe_plan *plan = &run->plan->recipes[recipe_i];
    return plan->first + machine_i - plan->first_owner;
}

int32_t gm_client_of_slot(const gm_run *run, int32_t rack_i, int32_t slot)
{
    return run->plan->recipes[run->plan->racks[rack_i].recipe_i].first + slot;
}

// ---- accounts

static void settle_recipe(gm_run *run, gm_recipe *r)
{
    double dt_s = run->now_s - r->since_s;
    r->sum[GM_STAT_RECIPE_DRAWN_J] += r->draw_w * dt_s;
    r->sum[GM_STAT_RECIPE_GIVEN_J] += r->give_w * dt_s;
    r->sum[GM_STAT_RECIPE_CHANNEL_S] += r->channels * dt_s;
    r->sum[GM_STAT_RECIPE_CHANNEL_WAIT_S] += r->n_lacking[GM_LACK_CHANNELS] * dt_s;
    r->sum[GM_STAT_RECIPE_POWER_WAIT_S] += r->n_lacking[GM_LACK_POWER] * dt_s;
    r->since_s = run->now_s;
}

static void settle_grid(gm_run *run, gm_grid *g)
{
    double dt_s = run->now_s - g->since_s;
    g->sum[GM_STAT_GRID_DRAWN_J] += g->draw_w * dt_s;
    g->sum[GM_STAT_GRID_GIVEN_J] += g->give_w * dt_s;
    g->sum[GM_STAT_GRID_LIMITED_S] += g->n_lacking > 0 ? dt_s : 0.0;
    g->sum[GM_STAT_GRID_WAIT_S] += g->n_lacking * dt_s;
    g->peak_w = dt_s > 0.0 && g->draw_w > g->peak_w ? g->draw_w : g->peak_w;
    g->since_s = run->now_s;
}

void gm_recipe_runs(gm_run *run, int32_t client_i, bool runs)
{
    gm_client *c = &run->clients[client_i];
    if (c->runs == runs) {
        return;
    }
    const gm_recipe_phase_def *phase = phase_of(run, client_i);
    gm_recipe *r = recipe_of(run, client_i);
    gm_grid *g = grid_of(run, client_i);
    double sign = runs ? 1.0 : -1.0;
    c->runs = runs;
    settle_recipe(run, r);
    r->draw_w += sign * phase->power_w;
    r->give_w += sign * phase->gives_w;
    if (g) {
        settle_grid(run, g);
        g->draw_w += sign * phase->power_w;
        g->give_w += sign * phase->gives_w;
    }
}

// It waits for something else than before.
static void set_lack(gm_run *run, int32_t client_i, gm_lack lack)
{
    gm_client *c = &run->clients[client_i];
    gm_recipe *r = recipe_of(run, client_i);
    gm_grid *g = grid_of(run, client_i);
    if (c->lacks == lack) {
        return;
    }
    settle_recipe(run, r);
    r->n_lacking[c->lacks] -= 1;
    r->n_lacking[lack] += 1;
    if (g && (c->lacks == GM_LACK_POWER || lack == GM_LACK_POWER)) {
        settle_grid(run, g);
        g->n_lacking += lack == GM_LACK_POWER ? 1 : -1;
    }
    c->lacks = lack;
}

// ---- asking

static gm_lack lack_of(const gm_run *run, int32_t client_i)
{
    const gm_recipe_phase_def *phase = phase_of(run, client_i);
    const gm_recipe_plan *plan = plan_of(run, client_i);
    const gm_grid *g = grid_of(run, client_i);
    int32_t free = plan->def->channels - recipe_of(run, client_i)->channels;
    if (phase->channels > free) {
        return GM_LACK_CHANNELS;
    }
    double most_w = g ? run->plan->def->grids[plan->grid_i].most_w * (1.0 + ROUNDING) : 0.0;
    bool is_short = g && phase->power_w > 0.0 && g->promised_w + phase->power_w > most_w;
    return is_short ? GM_LACK_POWER : GM_LACK_NOTHING;
}

// Takes what its phase needs, or gives it back.
static void tie(gm_run *run, int32_t client_i, bool takes)
{
    const gm_recipe_phase_def *phase = phase_of(run, client_i);
    gm_recipe *r = recipe_of(run, client_i);
    gm_grid *g = grid_of(run, client_i);
    settle_recipe(run, r);
    r->channels += takes ? phase->channels : -phase->channels;
    if (g) {
        g->promised_w += takes ? phase->power_w : -phase->power_w;
    }
    run->clients[client_i].has = takes;
    run->grids_changed |= !takes;
}

bool gm_recipe_ask(gm_run *run, int32_t client_i)
{
    gm_client *c = &run->clients[client_i];
    if (c->has || c->lacks != GM_LACK_NOTHING) {
        return c->has;
    }
    // What has just come free goes to those who wait for it first.
    bool others_first = run->grids_changed && run->clients_waiting.head != 0;
    gm_lack lack = lack_of(run, client_i);
    if (lack == GM_LACK_NOTHING && !others_first) {
        tie(run, client_i, true);
        return true;
    }
    bool has_grid = grid_of(run, client_i) != NULL;
    gm_lack behind = has_grid ? GM_LACK_POWER : GM_LACK_CHANNELS;
    set_lack(run, client_i, lack == GM_LACK_NOTHING ? behind : lack);
    c->next = 0;
    if (run->clients_waiting.head) {
        run->clients[run->clients_waiting.tail - 1].next = (uint32_t)client_i + 1;
    } else {
        run->clients_waiting.head = (uint32_t)client_i + 1;
    }
    run->clients_waiting.tail = (uint32_t)client_i + 1;
    return false;
}

static void dequeue(gm_run *run, int32_t client_i, uint32_t before)
{
    gm_list *queue = &run->clients_waiting;
    uint32_t next = run->clients[client_i].next;
    if (before) {
        run->clients[before - 1].next = next;
    } else {
        queue->head = next;
    }
    if (queue->tail == (uint32_t)client_i + 1) {
        queue->tail = before;
    }
    set_lack(run, client_i, GM_LACK_NOTHING);
}

static void tell(gm_run *run, int32_t client_i)
{
    const gm_recipe_plan *plan = plan_of(run, client_i);
    if (plan->is_rack) {
        gm_rack_phase_granted(run, plan->first_owner, run->clients[client_i].part);
    } else {
        gm_machine_phase_granted(run, plan->first_owner + client_i - plan->first);
    }
}

void gm_recipe_serve(gm_run *run)
{
    run->grids_changed = false;
    uint32_t before = 0;
    uint32_t at = run->clients_waiting.head;
    while (at) {
        int32_t client_i = (int32_t)at - 1;
        uint32_t next = run->clients[client_i].next;
        gm_lack lack = lack_of(run, client_i);
        if (lack == GM_LACK_NOTHING) {
            dequeue(run, client_i, before);
            tie(run, client_i, true);
            tell(run, client_i);
        } else {
            set_lack(run, client_i, lack);
            before = at;
        }
        at = next;
    }
}

double gm_recipe_draw(gm_run *run, int32_t client_i)
{
    return gm_sampler_next(&recipe_of(run, client_i)->times[run->clients[client_i].phase]);
}

bool gm_recipe_next(gm_run *run, int32_t client_i)
{
    gm_client *c = &run->clients[client_i];
    gm_recipe_runs(run, client_i, false);
    tie(run, client_i, false);
    recipe_of(run, client_i)->sum[GM_STAT_RECIPE_PHASES] += 1.0;
    c->phase = c->phase + 1 < plan_of(run, client_i)->def->n_phases ? c->phase + 1 : 0;
    return c->phase > 0;
}

void gm_recipe_drop(gm_run *run, int32_t client_i)
{
    gm_client *c = &run->clients[client_i];
    gm_recipe_runs(run, client_i, false);
    if (c->has) {
        tie(run, client_i, false);
    } else if (c->lacks != GM_LACK_NOTHING) {
        uint32_t before = 0;
        for (uint32_t at = run->clients_waiting.head; at != (uint32_t)client_i + 1;
             at = run->clients[at - 1].next) {
            before = at;
        }
        dequeue(run, client_i, before);
    }
    c->phase = 0;
}

// ---- statistics

void gm_recipe_stats(gm_run *run, int32_t recipe_i, double row[GM_N_RECIPE_STATS])
{
    settle_recipe(run, &run->recipes[recipe_i]);
    memcpy(row, run->recipes[recipe_i].sum, GM_N_RECIPE_STATS * sizeof *row);
}

void gm_grid_stats(gm_run *run, int32_t grid_i, double row[GM_N_GRID_STATS])
{
    settle_grid(run, &run->grids[grid_i]);
    memcpy(row, run->grids[grid_i].sum, GM_N_GRID_STATS * sizeof *row);
}

double gm_grid_take_max(gm_run *run, int32_t grid_i)
{
    gm_grid *g = &run->grids[grid_i];
    settle_grid(run, g);
    double peak_w = g->peak_w;
    g->peak_w = 0.0;
    return peak_w;
}
