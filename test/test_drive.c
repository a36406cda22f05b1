// SPDX-License-Identifier: MIT
//
// A car whose answers are known by hand: forces times way, losses of constant efficiencies.

#include "check_main.h"
#include "told.h"

#include "car/drive.h"

#include <math.h>

#define WARM_K 293.15

static gm_arena arena;
static gm_pack_point ends[2];
static gm_car car;
static const double one = 1.0;

static gm_axle axle(double share)
{
    gm_axle a = {.machine = {.most_nm = 400.0, .most_w = 200e3, .most_rad_s = 1800.0},
                 .ratio = 9.0,
                 .efficiency = 0.95,
                 .share = share};
    gm_motor_set_efficiency(&a.machine, 0.9, &arena);
    return a;
}

// 400 V, no resistance, 40 kWh.
static void setup(void)
{
    ends[0] = ends[1] = (gm_pack_point){400.0, 0.0, 1e9, 1e9};
    car = (gm_car){
        .road = {.a_n = 150.0, .b_n_s_m = 1.0, .c_n_s2_m2 = 0.4, .mass_kg = 2000.0},
        .wheel_radius_m = 0.33,
        .n_axles = 1,
        .axles = {axle(1.0)},
        .regen = {.most_m_s2 = 3.0, .off_m_s = 0.0, .full_m_s = 1e-6},
        .pack = {.capacity_c = 360e3, .least_soc = 0.0, .most_soc = 1.0},
        .climate = {.heating_cop = {.n_x = 1, .n_y = 1, .z = &one},
                    .cooling_cop = {.n_x = 1, .n_y = 1, .z = &one}},
        .accessories_w = 300.0,
    };
    gm_pack_set_points(&car.pack, (gm_mesh_axis){0.0, 1.0, 2},
                       (gm_mesh_axis){WARM_K, WARM_K, 1}, ends);
}

static void teardown(void)
{
    gm_arena_fini(&arena);
}

static gm_car_drive_result drive(const gm_cycle *cycle, double outside_k, gm_car_state *state)
{
    gm_surroundings in = {.outside_k = outside_k};
    return gm_car_drive(&car, cycle, &in, state, NULL);
}

static double spent(const gm_car_energy *e)
{
    return e->air + e->rolling + e->climb + e->speed + e->brakes + e->gears + e->machines +
           e->pack + e->accessories + e->climate;
}

// At 30 m/s: 150 + 30 + 360 = 540 N; 16.2 kW at the wheels, through 0.95 and 0.9, and 300 W.
START_TEST(a_steady_speed_takes_force_times_way)
{
    gm_cycle cycle = gm_cycle_steady(30.0, 1000.0, &arena);
    gm_car_state state = {.speed_m_s = 30.0, .soc = 0.9, .pack_k = WARM_K};
    gm_car_drive_result r = drive(&cycle, WARM_K, &state);
    double expected_j = (540.0 * 30.0 / 0.95 / 0.9 + 300.0) * 1000.0;
    ck_assert_double_eq_tol(r.distance_m, 30e3, 1e-6);
    gm_told_le("a car at 108 km/h, energy of its cells", "by hand",
               fabs(r.energy.cells / expected_j - 1.0), 1e-12, "of it");
    ck_assert_double_eq_tol(0.9 - state.soc, expected_j / 400.0 / 360e3, 1e-12);
}
END_TEST

// From 20 m/s to rest at 1 m/s2 without a road: half of m v^2 is 400 kJ, of which 0.95 * 0.9 come back.
START_TEST(braking_gives_back_what_gears_and_machine_leave)
{
    static const double time_s[] = {0.0, 20.0, 40.0};
    static const double speed[] = {0.0, 20.0, 0.0};
    gm_cycle cycle = {
        .n = 3, .time_s = time_s, .speed_m_s = speed, .n_phases = 1, .phase_end = {2}};
    car.road.a_n = car.road.b_n_s_m = car.road.c_n_s2_m2 = 0.0;
    car.accessories_w = 0.0;
    gm_car_state state = {.soc = 0.5, .pack_k = WARM_K};
    gm_car_drive_result r = drive(&cycle, WARM_K, &state);
    gm_told_le("a car from rest to rest, energy of its cells", "by hand",
               fabs(r.energy.cells / (400e3 / 0.855 - 400e3 * 0.855) - 1.0), 1e-12, "of it");
    ck_assert_double_eq_tol(r.energy.regained, 400e3 * 0.855, 1e-6);
    ck_assert_double_eq_tol(r.energy.brakes, 0.0, 1e-6);
    ck_assert_double_eq_tol(r.energy.speed, 0.0, 1e-6);
}
END_TEST

// At 273.15 K rolling is 1 + 20 * 0.0086 of that at 293.15 K, air 293.15/273.15; both into a wind of 10 m/s
// and up 5 %.
START_TEST(cold_wind_and_hills_change_the_forces)
{
    gm_cycle cycle = gm_cycle_steady(20.0, 100.0, &arena);
    double grade[101];
    for (int i = 0; i <= 100; i++) {
        grade[i] = 0.05;
    }
    cycle.grade = grade;
    car.road.cold = GM_ROAD_COLD;
    gm_surroundings in = {.outside_k = 273.15, .headwind_m_s = 10.0};
    gm_car_state state = {.speed_m_s = 20.0, .soc = 0.5, .pack_k = 273.15};
    gm_car_drive_result r = gm_car_drive(&car, &cycle, &in, &state, NULL);
    double level = 1.0 / sqrt(1.0 + 0.05 * 0.05);
    double way_m = 2000.0;
    ck_assert_double_eq_tol(r.energy.rolling / way_m, 1.172 * 170.0 * level, 1e-9);
    ck_assert_double_eq_tol(r.energy.air / way_m, 293.15 / 273.15 * 0.4 * 900.0, 1e-9);
    ck_assert_double_eq_tol(r.energy.climb / way_m, 2000.0 * 9.80665 * 0.05 * level, 1e-8);
}
END_TEST

// All that leaves the cells is told where it went, whatever limits bind.
START_TEST(energies_balance_on_every_cycle)
{
    static double heating[] = {2.0};
    ends[0] = (gm_pack_point){320.0, 0.15, 40e3, 90e3};
    ends[1] = (gm_pack_point){410.0, 0.08, 10e3, 120e3};
    gm_motor_losses losses = gm_motor_losses_of_best(&car.axles[0].machine, 0.95, 0.3, 0.5);
    gm_motor_set_losses(&car.axles[0].machine, &losses, &arena);
    car.axles[1] = axle(0.4);
    car.axles[0].share = 0.6;
    car.n_axles = 2;
    car.pack.heat_j_k = 400e3;
    car.pack.loss_w_k = 10.0;
    car.climate = (gm_climate){.cabin_k = 294.0,
                               .walls_w_k = 50.0,
                               .fresh_kg_s = 0.03,
                               .capacity_j_k = 1e5,
                               .most_heat_w = 6e3,
                               .most_cool_w = 4e3,
                               .fan_w = 80.0,
                               .heating_cop = {.n_x = 1, .n_y = 1, .z = heating},
                               .cooling_cop = {.n_x = 1, .n_y = 1, .z = heating},
                               .pack_least_k = 288.0,
                               .pack_most_w = 3e3};
    for (int32_t i = 0; i < gm_cycle_known_count(); i++) {
        gm_cycle cycle;
        ck_assert(gm_cycle_find(gm_cycle_known_name(i), &arena, &cycle));
        gm_car_state state = {.soc = 0.95, .pack_k = 266.0, .cabin_k = 266.0};
        gm_car_drive_result r = drive(&cycle, 266.0, &state);
        gm_told_le("energies of a car, six cycles at -7 degC", "what left its cells",
                   fabs(spent(&r.energy) / r.energy.cells - 1.0), 1e-12, "of it");
        double charge_c = (0.95 - state.soc) * car.pack.capacity_c;
        ck_assert_double_gt(charge_c, 0.0);
        ck_assert_double_gt(state.cabin_k, 285.0);
        ck_assert_double_gt(state.pack_k, 266.0);
        ck_assert_double_le(r.most_in_w, 40e3);
        ck_assert_double_le(r.most_out_w, 120e3);
    }
}
END_TEST

// Asked for 40 m/s with 15 kW, it ends where force times speed is what there is.
START_TEST(a_weak_pack_goes_as_fast_as_it_can)
{
    gm_cycle cycle = gm_cycle_steady(40.0, 900.0, &arena);
    ends[0].most_out_w = ends[1].most_out_w = 15e3;
    gm_car_state state = {.speed_m_s = 20.0, .soc = 0.9, .pack_k = WARM_K};
    gm_car_drive_result r = drive(&cycle, WARM_K, &state);
    double v = state.speed_m_s;
    double asked_w = (150.0 + v + 0.4 * v * v) * v / 0.855 + 300.0;
    gm_told_le("power of a car that cannot go faster", "what its pack has",
               fabs(asked_w / 15e3 - 1.0), 1e-6, "of it");
    ck_assert_int_eq(r.n_missed, 900);
    ck_assert_int_eq(r.worst, 1);
    ck_assert_double_le(r.most_out_w, 15e3 * (1.0 + 1e-9));
    ck_assert_double_eq_tol(r.short_m, 36e3 - r.distance_m, 1e-6);
}
END_TEST

START_TEST(an_empty_pack_ends_the_drive_where_it_is_empty)
{
    gm_cycle cycle = gm_cycle_steady(30.0, 5000.0, &arena);
    gm_car_state state = {.speed_m_s = 30.0, .soc = 0.1, .pack_k = WARM_K};
    gm_car_drive_result r = drive(&cycle, WARM_K, &state);
    double power_w = 540.0 * 30.0 / 0.855 + 300.0;
    int32_t expected = (int32_t)ceil(0.1 * 400.0 * 360e3 / power_w);
    ck_assert_int_eq(r.empty_at, expected);
    ck_assert_double_eq_tol(r.time_s, expected, 1e-9);
}
END_TEST

// A full pack takes nothing: brakes do all of it.
START_TEST(a_pack_that_may_not_be_charged_leaves_it_to_the_brakes)
{
    static const double time_s[] = {0.0, 20.0};
    static const double speed[] = {20.0, 0.0};
    gm_cycle cycle = {
        .n = 2, .time_s = time_s, .speed_m_s = speed, .n_phases = 1, .phase_end = {1}};
    ends[0].most_in_w = ends[1].most_in_w = 5e3;
    car.accessories_w = 0.0;
    gm_car_state state = {.speed_m_s = 20.0, .soc = 0.9, .pack_k = WARM_K};
    gm_car_drive_result r = drive(&cycle, WARM_K, &state);
    ck_assert_double_eq_tol(r.most_in_w, 5e3, 1e-3);
    ck_assert_double_gt(r.energy.brakes, 100e3);
}
END_TEST

// The best point of a machine is where it was said to be.
START_TEST(a_machine_is_best_where_it_is_said_to_be)
{
    gm_motor m = {.most_nm = 400.0, .most_w = 200e3, .most_rad_s = 1800.0};
    gm_motor_losses l = gm_motor_losses_of_best(&m, 0.96, 0.3, 0.5);
    double best = 0.0;
    double at_nm = 0.0;
    double at_rad_s = 0.0;
    for (int i = 1; i <= 100; i++) {
        for (int k = 1; k <= 100; k++) {
            double nm = 4.0 * i;
            double rad_s = 18.0 * k;
            double lost = l.copper_w_nm2 * nm * nm + l.iron_w_s * rad_s +
                          l.air_w_s3 * rad_s * rad_s * rad_s + l.fixed_w;
            double efficiency = nm * rad_s / (nm * rad_s + lost);
            if (efficiency > best) {
                best = efficiency;
                at_nm = nm;
                at_rad_s = rad_s;
            }
        }
    }
    ck_assert_double_eq_tol(best, 0.96, 1e-9);
    ck_assert_double_eq_tol(at_nm, 120.0, 1e-9);
    ck_assert_double_eq_tol(at_rad_s, 900.0, 1e-9);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("drive");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, a_steady_speed_takes_force_times_way);
    tcase_add_test(c, braking_gives_back_what_gears_and_machine_leave);
    tcase_add_test(c, cold_wind_and_hills_change_the_forces);
    tcase_add_test(c, energies_balance_on_every_cycle);
    tcase_add_test(c, a_weak_pack_goes_as_fast_as_it_can);
    tcase_add_test(c, an_empty_pack_ends_the_drive_where_it_is_empty);
    tcase_add_test(c, a_pack_that_may_not_be_charged_leaves_it_to_the_brakes);
    tcase_add_test(c, a_machine_is_best_where_it_is_said_to_be);
    return gm_check_main("car/drive", c);
}
