// SPDX-License-Identifier: MIT
//
// Recipes: what a part goes through on a machine or in a slot of a rack, phase by phase, with the
// channels and the power that each phase needs.
//
// A machine or a slot is a client of its recipe. A phase begins when all it needs is there at
// once: channels of the station or rack, and room under the limit of its grid. Who finds too
// little waits; what comes free goes to those who wait, first come first served among those whom
// it suffices for. A phase that is interrupted keeps its channels and its room on the grid, but
// draws nothing meanwhile. What is fed back lowers what is used, not what may begin: the limit
// holds whatever ends first.

#ifndef GM_PLANT_RECIPE_H
#define GM_PLANT_RECIPE_H

#include "plant/run.h"

// What a client waits for.
typedef enum gm_lack { GM_LACK_NOTHING, GM_LACK_CHANNELS, GM_LACK_POWER, GM_N_LACKS } gm_lack;

typedef enum gm_recipe_stat {
    GM_STAT_RECIPE_PHASES, // that are over
    GM_STAT_RECIPE_DRAWN_J,
    GM_STAT_RECIPE_GIVEN_J,
    GM_STAT_RECIPE_CHANNEL_S,      // channels in use over time
    GM_STAT_RECIPE_CHANNEL_WAIT_S, // clients that wait for channels, over time
    GM_STAT_RECIPE_POWER_WAIT_S,
    GM_N_RECIPE_STATS,
} gm_recipe_stat;

typedef enum gm_grid_stat {
    GM_STAT_GRID_DRAWN_J,
    GM_STAT_GRID_GIVEN_J,
    GM_STAT_GRID_LIMITED_S, // time in which somebody waits for its power
    GM_STAT_GRID_WAIT_S,    // clients that do, over time
    GM_N_GRID_STATS,
} gm_grid_stat;

// A machine or a slot.
typedef struct gm_client {
    int32_t recipe_i;
    int32_t phase; // in hand, or the next
    gm_lack lacks; // waits for it in the queue
    bool has;      // what its phase needs
    bool runs;
    uint32_t part; // of a slot
    uint32_t next; // client + 1, in the queue
} gm_client;

typedef struct gm_recipe {
    gm_sampler *times; // by phase
    int32_t channels;  // in use
    double draw_w;
    double give_w;
    int32_t n_lacking[GM_N_LACKS];
    double since_s; // all of the above
    double sum[GM_N_RECIPE_STATS];
} gm_recipe;

typedef struct gm_grid {
    double promised_w; // to phases that have begun
    double draw_w;
    double give_w;
    int32_t n_lacking;
    double peak_w; // of what was drawn, since the last snapshot
    double since_s;
    double sum[GM_N_GRID_STATS];
} gm_grid;

void gm_recipes_create(gm_run *run);
void gm_recipes_begin(gm_run *run);

// The client of a machine, or of a slot of a rack (in the order of the plan).
int32_t gm_client_of_machine(const gm_run *run, int32_t machine_i);
int32_t gm_client_of_slot(const gm_run *run, int32_t rack_i, int32_t slot);

// Its phase may begin: it has what that needs. False: it waits, and is told later.
bool gm_recipe_ask(gm_run *run, int32_t client_i);

// Seconds that the phase takes, drawn anew.
double gm_recipe_draw(gm_run *run, int32_t client_i);

// The phase runs, or rests.
void gm_recipe_runs(gm_run *run, int32_t client_i, bool runs);

// The phase is over. False when it was the last: the next part begins with the first.
bool gm_recipe_next(gm_run *run, int32_t client_i);

// The part is gone before its recipe is over.
void gm_recipe_drop(gm_run *run, int32_t client_i);

// Serves those who wait, as far as there is enough.
void gm_recipe_serve(gm_run *run);

// Sums since time 0, and the peak since the last time that it was asked for.
void gm_recipe_stats(gm_run *run, int32_t recipe_i, double row[GM_N_RECIPE_STATS]);
void gm_grid_stats(gm_run *run, int32_t grid_i, double row[GM_N_GRID_STATS]);
double gm_grid_take_max(gm_run *run, int32_t grid_i);

#endif
