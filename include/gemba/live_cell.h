// SPDX-License-Identifier: MIT
//
// A cell inside of another simulation: it holds a current, a voltage or a power for as long as it is told,
// and can then be looked at.
//
// Numbers are SI and of one cell; what leaves the cell is above 0. Once created it takes no memory. A live
// cell belongs to one thread at a time.

#ifndef GEMBA_LIVE_CELL_H
#define GEMBA_LIVE_CELL_H

#include "gemba/cell.h"

GM_BEGIN_C

typedef struct gm_live_cell gm_live_cell;

typedef enum gm_live_model {
    GM_LIVE_DFN, // Doyle-Fuller-Newman
    GM_LIVE_SPME, // single particles with electrolyte: some times faster, for rates up to about 1C
    GM_LIVE_SPM, // single particles alone
} gm_live_model;

// Zeroed: empty, at 25 degC, by the full model.
typedef struct gm_live_options {
    gm_live_model model;
    int cells;  // of the grid in each electrode and the separator, 2 to 128; 0: as the model is
    int shells; // of each particle, 3 to 128; 0: 20
    double tolerance_v;   // of the voltage, a step's; 0: 0.5 mV
    double soc;           // 0 to 1, at rest
    double temperature_k; // of the cell and its coolant; 0: 298.15 K
    bool is_isothermal;   // so is a cell without `thermal:`
} gm_live_options;

// A cell of a file that was opened with GM_OK, and borrows it. options may be NULL.
GM_API gm_live_cell *gm_live_cell_create(const gm_cell_file *file,
                                         const gm_live_options *options);

// cell may be NULL.
GM_API void gm_live_cell_destroy(gm_live_cell *cell);

// From now on.
GM_API void gm_live_cell_set_coolant(gm_live_cell *cell, double coolant_k);
GM_API void gm_live_cell_set_heater(gm_live_cell *cell, double heater_w);

typedef enum gm_live_drive {
    GM_LIVE_CURRENT, // A
    GM_LIVE_VOLTAGE, // V
    GM_LIVE_POWER,   // W
} gm_live_drive;

// Holds a value for some seconds (> 0), in as many steps of its own as its accuracy asks for; nothing keeps
// it within the voltages of the cell. GM_ERR_RUN when it cannot: then it stands where it could no longer. It
// goes on with what can be held from there, which may be nothing where particles are empty or full at
// their surface.
GM_API GM_MUST_USE gm_status gm_live_cell_run(gm_live_cell *cell, gm_live_drive drive,
                                              double value, double seconds);

// Why it could not; "" when it could.
GM_API const char *gm_live_cell_why(const gm_live_cell *cell);

typedef struct gm_live_state {
    double time_s; // since it was created
    double current_a;
    double voltage_v;
    double plating_v; // least potential against lithium in the negative electrode
    double stack_k;   // temperature of the electrodes
    double shell_k;   // and of what is around them
    double soc;       // of the charge between its voltages at rest
    double charge_c;  // delivered since it was created
    double heat_w;
} gm_live_state;

GM_API gm_live_state gm_live_cell_now(const gm_live_cell *cell);

GM_END_C

#endif
