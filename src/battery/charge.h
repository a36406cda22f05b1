// SPDX-License-Identifier: MIT
//
// The fastest charge that a cell admits, and what binds when.
//
// At each instant the tightest of the limits holds as an equality (GM_LEG_WITHIN), so one run is the
// answer. A pack charges as its worst cell does: the coldest one, which also takes more than its share of
// the current; the pack is at its state of charge when the mean cell is.

#ifndef GM_BATTERY_CHARGE_H
#define GM_BATTERY_CHARGE_H

#include "battery/session.h"
#include "battery/trace.h"

typedef enum gm_charge_binds {
    GM_BINDS_NOTHING,  // gemba's own bound: no current is given, nothing else holds yet
    GM_BINDS_CURRENT,  // of the cell
    GM_BINDS_CRITICAL, // current density of lithium metal
    GM_BINDS_CHARGER_CURRENT,
    GM_BINDS_CHARGER_POWER,
    GM_BINDS_CHARGER_VOLTAGE,
    GM_BINDS_VOLTAGE, // of the cell
    GM_BINDS_PLATING,
    GM_BINDS_TEMPERATURE,
    GM_BINDS_WARMING,
    GM_BINDS_COUNT,
} gm_charge_binds;

// "plating margin".
const char *gm_charge_binds_text(gm_charge_binds binds);

// A question. 0 of a limit: there is none.
typedef struct gm_charge {
    double from; // state of charge of the pack
    double to;
    double start_k;
    double coolant_k;
    bool is_isothermal;
    double preheat_k; // what the cell has when the charge begins; 0: start_k
    double heater_w;  // of a cell, with which it comes there; 0: it comes preheated
    gm_cell_model_kind model;
    gm_cell_grid grid;
    double tolerance_v; // as gm_session_ask
    double current_a;   // of a cell
    double charger_w;   // what it gives, of which `efficiency` comes to the cells
    double charger_a;
    double charger_v;
    double efficiency;
    int32_t series; // cells of the pack
    int32_t parallel;
    double most_v;   // of a cell; 0: that of the cell's window
    double margin_v; // least potential against lithium
    bool has_margin;
    double most_k;
    double warming_k_s;
    double colder_k;  // the worst cell, than the mean
    double more_load; // of its share of the current
    double most_s;
} gm_charge;

typedef struct gm_charge_span {
    gm_charge_binds binds;
    double from_s;
    double to_s;
    double from; // state of charge of the pack
    double to;
} gm_charge_span;

typedef enum gm_charge_verdict {
    GM_CHARGE_DONE,
    GM_CHARGE_SHORT,   // it ended before: see `end`
    GM_CHARGE_NO_HEAT, // the cell has no heat capacity and nobody asked for one temperature
    GM_CHARGE_LATE,    // not within most_s
} gm_charge_verdict;

// Why a temperature cannot be held.
typedef enum gm_charge_warm {
    GM_WARM_OTHER,
    GM_WARM_START,    // it begins above it
    GM_WARM_COOLANT,  // the coolant is above it
    GM_WARM_UNCOOLED, // no heat leaves
} gm_charge_warm;

// All of the worst cell but what says otherwise.
typedef struct gm_charge_result {
    gm_charge_verdict verdict;
    gm_march_end end;
    gm_charge_binds last; // of an end for want of current: the limit that held,
    double last_at;       // and what it admits: A/m2 of the worst cell, W/m2, V, K or K/s
    gm_charge_warm warm;  // of an end for want of cold
    double ahead_s; // gm_cell_leg.ahead_s with which it is done, where it was not at full rate
    double time_s;  // without preheating
    double preheat_s;
    double preheat_j; // of a cell, as the heater's work or, without one, the heat that it needs
    double soc;       // of the pack, at the end
    double energy_j;  // into a mean cell, at its terminals
    double mean_w;    // of the pack, at its terminals
    double peak_w;
    double mean_rate; // state of charge of the pack by time, 1/s
    double peak_a;    // of a mean cell
    double highest_k;
    double end_k;
    double least_plating_v;
    double heat_j; // of a cell
    int32_t n_spans;
    gm_charge_span *spans;
    gm_trace trace;
} gm_charge_result;

// Why it ended before, with the limit that let nothing flow: "the plating margin of 300 mV lets nothing flow
// any more". In the arena.
const char *gm_charge_end_text(const gm_charge_result *result, gm_arena *arena);

// With a plating margin of 10 mV, from 10 to 80 %, at 25 degC, with a coolant of that, at most a day.
gm_charge gm_charge_default(void);

// Everything lives in the arena. The cell is borrowed while it runs.
void gm_charge_run(const gm_cell *cell, const gm_cell_balance *balance, const gm_charge *charge,
                   gm_arena *arena, gm_charge_result *out);

#endif
