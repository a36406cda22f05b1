// SPDX-License-Identifier: MIT
//
// Times the Doyle-Fuller-Newman model on a discharge of one hour at 1C: the cell of Marquis et al. 2019, 20
// cells in each region, 20 shells, the model's own tolerances.
//
// bench_dfn [--repeat N]     prints of each discharge: seconds of processor time for building the cell and
//                            the model, for the discharge, and its steps
// bench_dfn --voltage S      prints time and voltage every S seconds instead; steps end there

#include "dfn_drive.h"
#include "marquis_cell.h"

#include "cell/dfn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HOUR_S 3600.0

static const gm_cell_control one_c = {GM_HOLD_CURRENT, MARQUIS_1C};

static double cpu_s(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static gm_dfn *build(gm_arena *arena)
{
    static const gm_cell_grid grid = {20, 20, 20, 20};
    gm_cell *cell = GM_NEW(arena, gm_cell, 1);
    *cell = marquis_cell(arena);
    return gm_dfn_create(cell, &grid, arena);
}

static void begin(gm_dfn *dfn)
{
    gm_dfn_begin(dfn, marquis_full, GM_CELL_T_REF_K);
    GM_REQUIRE(gm_dfn_settle(dfn, one_c));
}

// Returns the steps.
static int go(gm_dfn *dfn, double until_s, double *h)
{
    int n = 0;
    for (; gm_dfn_now(dfn)->time_s < until_s * (1.0 - 1e-12); n++) {
        drive_on(dfn, one_c, until_s, 1.0, h);
    }
    return n;
}

static void measure(long repeat)
{
    for (long i = 0; i < repeat; i++) {
        gm_arena arena = {0};
        double began_s = cpu_s();
        gm_dfn *dfn = build(&arena);
        double built_s = cpu_s();
        begin(dfn);
        double h = 1e-3;
        int steps = go(dfn, HOUR_S, &h);
        printf("%.6f %.6f %d\n", built_s - began_s, cpu_s() - built_s, steps);
        gm_arena_fini(&arena);
    }
}

static void print_voltage(double every_s)
{
    gm_arena arena = {0};
    gm_dfn *dfn = build(&arena);
    begin(dfn);
    double h = 1e-3;
    for (int i = 0; i * every_s < HOUR_S * (1.0 + 1e-12); i++) {
        (void)go(dfn, i * every_s, &h);
        printf("%.9g %.9g\n", i * every_s, gm_dfn_now(dfn)->voltage_v);
    }
    gm_arena_fini(&arena);
}

int main(int argc, char **argv)
{
    double value = argc == 3 ? strtod(argv[2], NULL) : 1.0;
    bool is_voltage = argc == 3 && strcmp(argv[1], "--voltage") == 0;
    if ((argc != 1 && !is_voltage && (argc != 3 || strcmp(argv[1], "--repeat") != 0)) ||
        !(value > 0.0)) {
        fputs("usage: bench_dfn [--repeat N | --voltage S]\n", stderr);
        return 2;
    }
    if (is_voltage) {
        print_voltage(value);
    } else {
        measure((long)value);
    }
    return 0;
}
