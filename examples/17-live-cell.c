// SPDX-License-Identifier: MIT
//
// A cell inside of another simulation: here that of a drone, which climbs, cruises and climbs again until
// its cells are nearly empty. Each second the drone asks for a power, and the cell says how it fares.
//
//   cc 17-live-cell.c $(pkg-config --cflags --libs gemba)
//   ./a.out 15-fast-charge.yaml

#include <gemba/live_cell.h>
#include <stdio.h>

#define LEAST_V  2.9 // of a cell, where the drone lands
#define CLIMB_S  20  // in each minute
#define CLIMB_W  26.0
#define CRUISE_W 11.0
#define REPORT_S 600

static double demand_w(int second)
{
    return second % 60 < CLIMB_S ? CLIMB_W : CRUISE_W;
}

static void print_state(const gm_live_state *now)
{
    printf("%4.0f s  %5.1f %%  %.3f V  %5.2f A  %4.1f degC\n", now->time_s, 100.0 * now->soc,
           now->voltage_v, now->current_a, now->stack_k - 273.15);
}

static gm_status fly(gm_live_cell *cell)
{
    gm_status status = GM_OK;
    gm_live_state now = gm_live_cell_now(cell);
    for (int second = 0; status == GM_OK && now.voltage_v > LEAST_V; second++) {
        if (second % REPORT_S == 0) {
            print_state(&now);
        }
        status = gm_live_cell_run(cell, GM_LIVE_POWER, demand_w(second), 1.0);
        now = gm_live_cell_now(cell);
    }
    print_state(&now);
    printf("%s\n", status == GM_OK ? "landed" : gm_live_cell_why(cell));
    return status;
}

int main(int argc, char **argv)
{
    gm_cell_file *file;
    gm_status status = gm_cell_file_open(argc > 1 ? argv[1] : "-", NULL, &file);
    for (int i = 0; i < gm_cell_file_message_count(file); i++) {
        fprintf(stderr, "%s\n", gm_cell_file_message(file, i));
    }
    if (status == GM_OK) {
        gm_live_options full = {.soc = 1.0, .temperature_k = 288.15};
        gm_live_cell *cell = gm_live_cell_create(file, &full);
        status = fly(cell);
        gm_live_cell_destroy(cell);
    }
    gm_cell_file_close(file);
    return gm_status_exit_code(status);
}
