// SPDX-License-Identifier: MIT
//
// What the making of a cell takes: hours of formation, and energy by process step.

#ifndef GM_CELL_MAKING_H
#define GM_CELL_MAKING_H

#include <stdint.h>

// ---- formation

typedef struct gm_formation_step {
    double share;   // of the capacity, > 0 charged, < 0 discharged, 0: rest
    double c_per_h; // C-rate
    double rest_s;  // after it
} gm_formation_step;

typedef struct gm_formation {
    double time_s;
    double drawn_j;    // from the grid for one cell
    double returned_j; // to it
} gm_formation;

// Charging takes the energy by `in` (efficiency of a channel, 0 .. 1), discharging gives `back` of it.
gm_formation gm_formation_of(const gm_formation_step *steps, int32_t n, double energy_j,
                             double in, double back);

// ---- energy of making

// Energy that a process step takes per energy that the cell can hold (kWh per kWh is the same).
typedef struct gm_making_step {
    const char *name;
    double low; // J/J
    double likely;
    double high;
} gm_making_step;

#define GM_MAKING_STEPS 10

// Steps of a large plant. The sum is 41.48 (Degen and Schuette 2022, 10.1016/j.jclepro.2021.129798), between
// 20.3 (the least of today's cells of Degen, Winter, Bendig, Tuebke 2023, 10.1038/s41560-023-01355-z) and
// 60.26 (mean and standard deviation of Jinasena, Burheim, Stroemman 2021, 10.3390/batteries7010014). It is
// divided by the shares of Liu, Zhang, Wang, Wang 2021 (10.1016/j.isci.2021.102332): an estimate, as those
// are of another plant.
void gm_making_default(gm_making_step out[GM_MAKING_STEPS]);

// The sum over n steps.
gm_making_step gm_making_total(const gm_making_step *steps, int32_t n);

#endif
