// SPDX-License-Identifier: MIT
//
// A battery car as FASTSim 2 models it (NREL, version 2.1), equation by equation, for those who know its
// answers: power by power, an efficiency of the machine looked up by its load, no temperatures.
//
// Units are FASTSim's: kW, kWh, m/s, and miles of 1609 m. What gemba itself thinks of a car is car/drive.h.

#ifndef GM_CAR_FASTSIM_H
#define GM_CAR_FASTSIM_H

#include "car/cycle.h"

#define GM_FASTSIM_LOADS 11  // of the efficiency map
#define GM_FASTSIM_FINE  101 // of the table made of it

#define GM_FASTSIM_MPH_PER_M_S 2.2369
#define GM_FASTSIM_M_PER_MILE  1609.0

// Names in brackets are those of FASTSim.
typedef struct gm_fastsim_car {
    double drag_coefficient;       // [drag_coef]
    double frontal_area_m2;        // [frontal_area_m2]
    double rolling;                // [wheel_rr_coef]
    double mass_kg;                // [veh_kg]
    double wheel_inertia_kg_m2;    // [wheel_inertia_kg_m2], of one
    double n_wheels;               // [num_wheels]
    double wheel_radius_m;         // [wheel_radius_m]
    double friction;               // [wheel_coef_of_fric]
    double driven_share;           // [drive_axle_weight_frac]
    double centre_m;               // [veh_cg_m], height; below 0 where the rear axle drives
    double wheel_base_m;           // [wheel_base_m]
    double machine_kw;             // [mc_max_kw]
    double machine_to_peak_s;      // [mc_sec_to_peak_pwr]
    double load[GM_FASTSIM_LOADS]; // [mc_pwr_out_perc], rising from 0 to 1
    double efficiency[GM_FASTSIM_LOADS]; // [mc_eff_map]
    double transmission_efficiency;      // [trans_eff]
    double most_regen;                   // [max_regen]
    double pack_kw;                      // [ess_max_kw]
    double pack_kwh;                     // [ess_max_kwh]
    double round_trip_efficiency;        // [ess_round_trip_eff]
    double least_soc;                    // [min_soc]
    double most_soc;                     // [max_soc]
    double auxiliary_kw;                 // [aux_kw]
    double charger_efficiency;           // [chg_eff]
} gm_fastsim_car;

// The map that FASTSim gives a machine which has none: by its power, between that of a small and that of
// a large one.
void gm_fastsim_map(double machine_kw, gm_fastsim_car *car);

// What FASTSim adds up where a mass is not given: [glider_kg], [cargo_kg] and so on.
typedef struct gm_fastsim_masses {
    double glider_kg;
    double cargo_kg;
    double transmission_kg;
    double machine_kg_per_kw;
    double machine_base_kg;
    double pack_kg_per_kwh;
    double pack_base_kg;
    double multiplier; // [comp_mass_multiplier] of all but glider and cargo
} gm_fastsim_masses;

double gm_fastsim_mass(const gm_fastsim_masses *masses, double machine_kw, double pack_kwh);

// One step, at its end; powers over it in kW.
typedef struct gm_fastsim_step {
    double time_s;
    double speed_m_s;           // [mps_ach]
    double drag_kw;             // [drag_kw]
    double acceleration_kw;     // [accel_kw]
    double climb_kw;            // [ascent_kw]
    double rolling_kw;          // [rr_kw]
    double wheels_kw;           // [cyc_tire_inertia_kw]
    double asked_kw;            // [cyc_whl_kw_req]
    double regen_share;         // [regen_contrl_lim_kw_perc]
    double regen_kw;            // [cyc_regen_brake_kw]
    double friction_kw;         // [cyc_fric_brake_kw]
    double transmission_out_kw; // [trans_kw_out_ach]
    double transmission_in_kw;  // [trans_kw_in_ach]
    double mechanical_kw;       // [mc_mech_kw_out_ach]
    double electric_kw;         // [mc_elec_kw_in_ach]
    double pack_out_kw;         // [ess_kw_out_ach]
    double soc;                 // [soc]
} gm_fastsim_step;

typedef struct gm_fastsim_result {
    double distance_mi;
    double kwh_per_mi;   // [battery_kwh_per_mi], from the pack
    double discharge_kj; // [ess_dischg_kj]
    double soc_begin;
    double soc_end;
    double missed_distance;  // [trace_miss_dist_frac]
    double missed_speed_m_s; // [trace_miss_speed_mps], the most
    double regen_kwh;        // at the wheels
    double machine_out_kwh;  // mechanical, of [mc_mech_kw_out_ach] above 0
    double machine_in_kwh;   // .. below 0
    int32_t n_missed;        // steps
    int32_t worst_step;      // of the most missed speed; 0: none
} gm_fastsim_result;

// Drives a cycle from most_soc. steps (or NULL): cycle->n of them, the first at rest.
gm_fastsim_result gm_fastsim_drive(const gm_fastsim_car *car, const gm_cycle *cycle,
                                   gm_fastsim_step *steps);

// The label of the US Environmental Protection Agency: of what the city (UDDS) and the highway (HWFET) took
// from the pack for a mile, more by its regressions of five cycles, but at most as much as 30 % fewer miles
// to a gallon are; 55 % city. By the rules of model years before 2017, or since.
typedef struct gm_fastsim_label {
    double city_kwh_mi; // of the grid
    double highway_kwh_mi;
    double kwh_mi;
    double range_mi; // with all of the pack
} gm_fastsim_label;

gm_fastsim_label gm_fastsim_label_of(const gm_fastsim_car *car, int year, double city_kwh_mi,
                                     double highway_kwh_mi);

#endif
