// SPDX-License-Identifier: MIT
//
// Times what is done with a cell: the single-particle model on a discharge, a charge at constraints, a
// drive. Cells: LG M50 (Chen 2020), and of the discharge also that of Marquis et al. 2019.
//
// bench_cell WHAT [--repeat N] [--cycle FILE]    prints of each run: seconds of processor time, its steps
//
// WHAT: spme-marquis, spme-chen (1C); charge (10 to 80 % at 25 degC, 6C, 4.2 V, no plating, with its heat);
// drive-spme, drive-dfn (20/20/20 cells, 20 shells), drive-dfn-small (10/5/10, 10 shells): the cycle of
// FILE (time_s,speed_km_h) as the power of a cell in a car of 2 t with 4416 of them.

#include "chen_cell.h"
#include "marquis_cell.h"

#include "cell/balance.h"
#include "cell/dfn.h"
#include "cell/march.h"
#include "cell/spme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST_POINTS 4000
#define CELLS       4416.0 // 96 in series, 46 side by side

// A car: mass with what turns, rolling and air (N, N s2/m2), losses of the drive both ways.
#define MASS_KG 2060.0
#define ROLL_N  170.0
#define AIR     0.42
#define DRIVE   0.9

static const gm_cell_grid fine = {20, 20, 20, 20};
static const gm_cell_grid small = {10, 5, 10, 10};
static const gm_cell_grid coarse = {10, 5, 10, 20}; // of the single-particle model

typedef struct cycle {
    int32_t n;
    double time_s[MOST_POINTS];
    double w_m2[MOST_POINTS];
} cycle;

static cycle drive;

static void read_cycle(const char *path)
{
    FILE *in = fopen(path, "r");
    char line[100];
    double before = 0.0;
    GM_REQUIRE(in != NULL);
    while (fgets(line, sizeof line, in) && drive.n < MOST_POINTS) {
        double t, v;
        if (sscanf(line, "%lf,%lf", &t, &v) == 2) { // NOLINT(cert-err34-c): our own file
            v /= 3.6;
            double force = MASS_KG * (v - before) + (v > 0.0 ? ROLL_N : 0.0) + AIR * v * v;
            double w = force * v * (force > 0.0 ? 1.0 / DRIVE : DRIVE) + 500.0;
            drive.time_s[drive.n] = t;
            drive.w_m2[drive.n++] = w / CELLS / CHEN_AREA_M2;
            before = v;
        }
    }
    (void)fclose(in);
}

static gm_march open_dfn(const gm_cell *cell, const gm_cell_grid *grid, double soc,
                         gm_arena *arena)
{
    gm_cell_balance b;
    double x[2];
    GM_REQUIRE(gm_cell_balance_find(cell, chen_start, &b) == GM_CELL_BALANCED);
    gm_cell_balance_at(cell, &b, soc, x);
    gm_march m = gm_march_begin(gm_dfn_model(gm_dfn_create(cell, grid, arena)), &cell->thermal,
                                x, GM_CELL_T_REF_K);
    m.capacity = b.charge;
    m.soc_begin = soc;
    return m;
}

static gm_march open_spme(const gm_cell *cell, const double *start, gm_arena *arena)
{
    gm_spme *spme = gm_spme_create(cell, GM_SPME_WITH_ELECTROLYTE, &coarse, arena);
    return gm_march_begin(gm_spme_model(spme), &cell->thermal, start, GM_CELL_T_REF_K);
}

static gm_cell_leg discharge(double current, double low_v)
{
    return (gm_cell_leg){.kind = GM_LEG_HOLD,
                         .of = GM_CELL_CURRENT,
                         .value = current,
                         .n_ends = 1,
                         .ends = {{GM_CELL_VOLTAGE, true, low_v}},
                         .coolant_k = GM_CELL_T_REF_K};
}

static gm_cell_leg fast(double one_c)
{
    return (gm_cell_leg){.kind = GM_LEG_WITHIN,
                         .n_bounds = 3,
                         .bounds = {{GM_CELL_CURRENT, true, -6.0 * one_c},
                                    {GM_CELL_VOLTAGE, false, 4.2},
                                    {GM_CELL_PLATING, true, 0.0}},
                         .n_ends = 1,
                         .ends = {{GM_CELL_SOC, false, 0.8}},
                         .coolant_k = GM_CELL_T_REF_K};
}

static gm_cell_leg follow(void)
{
    return (gm_cell_leg){.kind = GM_LEG_FOLLOW,
                         .of = GM_CELL_POWER,
                         .profile = {drive.n, drive.time_s, drive.w_m2},
                         .coolant_k = GM_CELL_T_REF_K};
}

// What is measured, made ready.
typedef struct run {
    gm_march march;
    gm_cell_leg leg;
} run;

static run make(const char *what, gm_cell *chen, gm_cell *marquis, gm_arena *arena)
{
    if (strcmp(what, "spme-marquis") == 0) {
        return (run){open_spme(marquis, marquis_full, arena), discharge(MARQUIS_1C, 3.105)};
    }
    if (strcmp(what, "spme-chen") == 0) {
        return (run){open_spme(chen, chen_start, arena), discharge(CHEN_1C, 2.5)};
    }
    if (strcmp(what, "charge") == 0) {
        chen->thermal = (gm_cell_thermal){.stack_j_m2k = 420.0, .outer_w_m2k = 2.0};
        return (run){open_dfn(chen, &fine, 0.1, arena), fast(5.153 / CHEN_AREA_M2)};
    }
    if (strcmp(what, "drive-spme") == 0) {
        return (run){open_spme(chen, chen_start, arena), follow()};
    }
    bool is_small = strcmp(what, "drive-dfn-small") == 0;
    GM_REQUIRE(is_small || strcmp(what, "drive-dfn") == 0);
    return (run){open_dfn(chen, is_small ? &small : &fine, 0.9, arena), follow()};
}

static void measure(const char *what, long repeat)
{
    for (long i = 0; i < repeat; i++) {
        gm_arena arena = {0};
        gm_cell chen = chen_cell(&arena);
        gm_cell marquis = marquis_cell(&arena);
        run r = make(what, &chen, &marquis, &arena);
        clock_t began = clock();
        gm_march_end end = gm_march_run(&r.march, &r.leg, 0);
        double took_s = (double)(clock() - began) / CLOCKS_PER_SEC;
        GM_REQUIRE(end.why == GM_MARCH_MET);
        printf("%.6f %ld\n", took_s, (long)r.march.n_tries);
        gm_arena_fini(&arena);
    }
}

int main(int argc, char **argv)
{
    long repeat = 10;
    for (int i = 2; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--repeat") == 0) {
            repeat = strtol(argv[i + 1], NULL, 10);
        } else if (strcmp(argv[i], "--cycle") == 0) {
            read_cycle(argv[i + 1]);
        }
    }
    if (argc < 2 || repeat < 1) {
        fputs("usage: bench_cell WHAT [--repeat N] [--cycle FILE]\n", stderr);
        return 2;
    }
    measure(argv[1], repeat);
    return 0;
}
