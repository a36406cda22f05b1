// SPDX-License-Identifier: MIT
//
// What a model file says about a car and its drives: plain numbers with their places, before a gm_car is made
// of them. SI throughout; zeroed is empty. Lives in the arena of its reader.

#ifndef GM_VEHICLE_CAR_DEF_H
#define GM_VEHICLE_CAR_DEF_H

#include "vehicle/pairs.h"

#include "car/cycle.h"
#include "car/procedure.h"
#include "core/schema.h"

typedef struct gm_road_def {
    gm_src src;
    bool has_coast_down; // a, b and c; else drag and rolling
    double a_n;
    double b_n_s_m;
    double c_n_s2_m2;
    double drag_coefficient; // 0: not said
    double frontal_m2;
    double rolling;
    double turning; // share of the mass
    double cold;    // by K
} gm_road_def;

typedef struct gm_best_def {
    double efficiency;
    double torque; // shares of the most
    double speed;
} gm_best_def;

typedef struct gm_axle_def {
    const char *name;
    gm_src src;
    double most_nm;
    double most_w;
    double most_hz;
    double ratio;
    double gears;
    double share; // 0: not said
    double efficiency;
    const gm_best_def *best; // NULL: the same efficiency everywhere
} gm_axle_def;

typedef GM_LIST(gm_axle_def) gm_axle_list;

typedef struct gm_regen_def {
    double most_m_s2;
    double off_m_s;
    double full_m_s;
} gm_regen_def;

// Of the whole pack; with `series` one of the cells of the file.
typedef struct gm_car_pack_def {
    gm_src src;
    int32_t series; // 0: no cells are named
    int32_t parallel;
    double capacity_c;   // 0: not said
    double energy_j;     // the same by energy
    gm_pairs voltage;    // over charge
    gm_pairs resistance; // over temperature
    double least;
    double most;
    double most_out_w; // 0: any
    double most_in_w;
    double heat_j_k; // 0: its temperature does not move, with cells theirs
    double loss_w_k;
} gm_car_pack_def;

typedef struct gm_climate_def {
    double cabin_k;
    double walls_w_k;
    double fresh_kg_s;
    double capacity_j_k;
    double gains_w;
    double most_heat_w;
    double most_cool_w;
    double fan_w;
    gm_pairs heating; // heat by electricity over degrees outside
    gm_pairs cooling;
    double pack_least_k; // 0: not at all
    double pack_most_k;
    double pack_w;
} gm_climate_def;

typedef struct gm_car_def {
    gm_src src;
    bool is_sound; // read without a fault
    double mass_kg;
    gm_road_def road;
    double wheel_radius_m;
    gm_axle_list axles;
    gm_regen_def regen;
    gm_car_pack_def pack;
    const gm_climate_def *climate; // NULL: off
    double accessories_w;
} gm_car_def;

typedef struct gm_drive_ask_def {
    const char *name;
    gm_src src;
    int procedure;     // gm_procedure
    const char *cycle; // a name that is known or a file; NULL: steady
    gm_src cycle_src;
    const char *time_column; // of a file
    gm_src time_src;
    const char *speed_column;
    gm_src speed_src;
    gm_cycle of_file; // n is 0 of what is no file
    double steady_m_s;
    double steady_s;
    int32_t times;
    bool is_until_empty;
    double outside_k;
    double headwind_m_s;
    double pressure_pa;
    double soc; // 0: as full as a driver may have it
    bool has_pack_k;
    double pack_k; // as it begins; else as outside
    bool has_cabin_k;
    double cabin_k;
} gm_drive_ask_def;

extern const gm_table gm_table_car;
extern const gm_table gm_table_drive_ask;

// Reads the cycle of a file that a drive names into `of_file`; its faults are in the diag.
bool gm_drive_read_cycle(gm_reader *reader, gm_drive_ask_def *def);

#endif
