// SPDX-License-Identifier: MIT
//
// Cars as FASTSim 2 has them, against its own answers: test/car/fastsim_*.csv (bench/fastsim_cars.py made
// those of all cars with version 2.1.5, the others are of the cycles as FASTSim ships them).

#include "car_tables.h"
#include "check_main.h"
#include "told.h"
#include "vehicle/fastsim_table.h"

#include <math.h>

#define EXACT 1e-9

static gm_arena arena;
static gm_fastsim_table cars;

static void setup(void)
{
    gm_diag diag = {0};
    gm_records records = car_table("data/cars/fastsim.csv", &arena);
    ck_assert(gm_fastsim_table_read(&records, &arena, &diag, &cars));
    gm_diag_fini(&diag);
}

// The table with one cell of its first car replaced; column NULL: as it is without its last column's name.
static bool read_with(const char *column, const char *value, gm_diag *diag)
{
    gm_records records = car_table("data/cars/fastsim.csv", &arena);
    int32_t at = gm_records_find(&records, column);
    size_t n = (size_t)records.n_columns * (size_t)records.n_rows;
    gm_record_cell *cells = GM_NEW(&arena, gm_record_cell, n);
    gm_record_cell *heads = GM_NEW(&arena, gm_record_cell, records.n_columns);
    ck_assert_int_ge(at, 0);
    memcpy(cells, records.cells, n * sizeof *cells);
    memcpy(heads, records.heads, (size_t)records.n_columns * sizeof *heads);
    cells[at].text = value ? value : cells[at].text;
    heads[at].text = value ? heads[at].text : "something";
    records.cells = cells;
    records.heads = heads;
    gm_fastsim_table table;
    return gm_fastsim_table_read(&records, &arena, diag, &table);
}

static void teardown(void)
{
    gm_arena_fini(&arena);
}

static const gm_fastsim_car *car_of(const char *number)
{
    for (int32_t i = 0; i < cars.n; i++) {
        if (strcmp(cars.rows[i].number, number) == 0) {
            return &cars.rows[i].car;
        }
    }
    ck_abort_msg("no car %s", number);
    return NULL;
}

static double off(double got, double expected)
{
    return fabs(got - expected) / fmax(fabs(expected), 1e-3);
}

START_TEST(results_are_those_of_fastsim)
{
    static const char *const files[] = {"test/car/fastsim_results.csv",
                                        "test/car/fastsim_all.csv"};
    gm_records r = car_table(files[_i], &arena);
    double worst = 0.0;
    for (int32_t i = 0; i < r.n_rows; i++) {
        gm_cycle cycle;
        ck_assert(gm_cycle_find(car_text(&r, i, "cycle"), &arena, &cycle));
        const gm_fastsim_car *car = car_of(car_text(&r, i, "selection"));
        gm_fastsim_result got = gm_fastsim_drive(car, &cycle, NULL);
        const double pairs[][2] = {
            {got.distance_mi, car_number(&r, i, "dist_mi")},
            {1e3 * got.kwh_per_mi, car_number(&r, i, "battery_wh_per_mi")},
            {got.soc_end, car_number(&r, i, "soc1")},
            {got.missed_distance, car_number(&r, i, "trace_miss_dist_frac")},
            {got.missed_speed_m_s, car_number(&r, i, "trace_miss_speed_mps")},
            {3600.0 * got.machine_out_kwh,
             _i > 0 ? 3600.0 * got.machine_out_kwh : car_number(&r, i, "mc_mech_out_pos_kj")},
            {3600.0 * got.machine_in_kwh,
             _i > 0 ? 3600.0 * got.machine_in_kwh : car_number(&r, i, "mc_mech_out_neg_kj")},
            {car->mass_kg, _i > 0 ? car_number(&r, i, "veh_kg") : car->mass_kg},
        };
        for (size_t k = 0; k < sizeof pairs / sizeof pairs[0]; k++) {
            worst = fmax(worst, off(pairs[k][0], pairs[k][1]));
        }
    }
    ck_assert_int_eq(r.n_rows, _i > 0 ? 120 : 20);
    gm_told_le(_i > 0 ? "FASTSim mode, 20 cars on 6 cycles"
                      : "FASTSim mode, 4 cars on 5 cycles",
               _i > 0 ? "FASTSim 2.1.5" : "published results", worst, EXACT, "of it");
}
END_TEST

// Columns of FASTSim, and where gemba has them.
static const struct {
    const char *name;
    size_t at;
} columns[] = {
    {"mps_ach", offsetof(gm_fastsim_step, speed_m_s)},
    {"drag_kw", offsetof(gm_fastsim_step, drag_kw)},
    {"accel_kw", offsetof(gm_fastsim_step, acceleration_kw)},
    {"rr_kw", offsetof(gm_fastsim_step, rolling_kw)},
    {"cyc_tire_inertia_kw", offsetof(gm_fastsim_step, wheels_kw)},
    {"cyc_whl_kw_req", offsetof(gm_fastsim_step, asked_kw)},
    {"regen_contrl_lim_kw_perc", offsetof(gm_fastsim_step, regen_share)},
    {"cyc_regen_brake_kw", offsetof(gm_fastsim_step, regen_kw)},
    {"cyc_fric_brake_kw", offsetof(gm_fastsim_step, friction_kw)},
    {"trans_kw_out_ach", offsetof(gm_fastsim_step, transmission_out_kw)},
    {"trans_kw_in_ach", offsetof(gm_fastsim_step, transmission_in_kw)},
    {"mc_mech_kw_out_ach", offsetof(gm_fastsim_step, mechanical_kw)},
    {"mc_elec_kw_in_ach", offsetof(gm_fastsim_step, electric_kw)},
    {"ess_kw_out_ach", offsetof(gm_fastsim_step, pack_out_kw)},
    {"soc", offsetof(gm_fastsim_step, soc)},
};

#define N_COLUMNS ((int)(sizeof columns / sizeof columns[0]))

START_TEST(each_second_is_that_of_fastsim)
{
    static const struct {
        const char *file;
        const char *number;
        const char *cycle;
    } runs[] = {{"test/car/fastsim_steps_17_udds.csv", "17", "UDDS"},
                {"test/car/fastsim_steps_43_cltc_p.csv", "43", "CLTC-P"}};
    gm_records r = car_table(runs[_i].file, &arena);
    gm_cycle cycle;
    ck_assert(gm_cycle_find(runs[_i].cycle, &arena, &cycle));
    ck_assert_int_eq(r.n_rows, cycle.n);
    gm_fastsim_step *steps = GM_NEW(&arena, gm_fastsim_step, cycle.n);
    (void)gm_fastsim_drive(car_of(runs[_i].number), &cycle, steps);
    double worst = 0.0;
    for (int k = 0; k < N_COLUMNS; k++) {
        double most = 0.0;
        double error = 0.0;
        for (int32_t i = 1; i < cycle.n; i++) {
            double got;
            memcpy(&got, (const char *)&steps[i] + columns[k].at, sizeof got);
            double expected = car_number(&r, i, columns[k].name);
            most = fmax(most, fabs(expected));
            error = fmax(error, fabs(got - expected));
        }
        worst = fmax(worst, error / most);
    }
    gm_told_le("FASTSim mode, each second of UDDS and CLTC-P", "published traces", worst, EXACT,
               "of the greatest");
}
END_TEST

// By hand for 0.2 and 0.25 kWh/mi of a pack of 60 kWh: rules of 2008, 1/(0.003259 + 1.1805 * 0.2/33.7) is
// 97.57 miles a gallon, less than 70 % of 168.5; the label takes 117.95.
START_TEST(labels_are_lessened_by_at_most_30_percent)
{
    gm_fastsim_car car = {.pack_kwh = 60.0, .charger_efficiency = 0.86};
    gm_fastsim_label old = gm_fastsim_label_of(&car, 2016, 0.2, 0.25);
    ck_assert_double_eq_tol(old.city_kwh_mi, 0.2 / 0.7 / 0.86, 1e-12);
    ck_assert_double_eq_tol(old.highway_kwh_mi, 0.25 / 0.7 / 0.86, 1e-12);
    ck_assert_double_eq_tol(old.range_mi, 60.0 * 0.7 / (0.55 * 0.2 + 0.45 * 0.25), 1e-9);
    gm_fastsim_label hungry = gm_fastsim_label_of(&car, 2016, 1.0, 1.0);
    ck_assert_double_eq_tol(hungry.city_kwh_mi, (0.003259 * 33.7 + 1.1805) / 0.86, 1e-12);
    gm_fastsim_label later = gm_fastsim_label_of(&car, 2017, 1.0, 1.0);
    ck_assert_double_eq_tol(later.highway_kwh_mi, (0.003191 * 33.7 + 1.2945) / 0.86, 1e-12);
}
END_TEST

// A car that is too weak is told of, and goes on.
START_TEST(a_weak_car_falls_behind_and_arrives)
{
    gm_fastsim_car car = *car_of("17");
    gm_cycle cycle;
    ck_assert(gm_cycle_find("US06", &arena, &cycle));
    car.machine_kw = 30.0;
    gm_fastsim_result weak = gm_fastsim_drive(&car, &cycle, NULL);
    ck_assert_int_gt(weak.n_missed, 50);
    ck_assert_int_gt(weak.worst_step, 0);
    ck_assert_double_gt(weak.missed_speed_m_s, 3.0);
    ck_assert_double_gt(weak.distance_mi, 7.0);
    ck_assert_double_lt(weak.distance_mi, 8.0);
}
END_TEST

START_TEST(a_table_that_makes_no_sense_is_refused_with_its_places)
{
    static const struct {
        const char *column;
        const char *value; // NULL: there is no such column
        const char *says;
    } bad[] = {
        {"aux_kw", NULL, "aux_kw"},
        {"drag_coef", "slippery", "drag_coef: expected a number, got 'slippery'"},
        {"drag_coef", "", "drag_coef: expected a number, got ''"},
        {"drag_coef", "nan", "drag_coef"},
        {"mc_max_kw", "0", "mc_max_kw must be above 0.01 and at most 100000, got 0"},
        {"ess_max_kwh", "1e308", "ess_max_kwh must be above 0 and at most 100000"},
        {"wheel_radius_m", "-0.3", "wheel_radius_m must be above 0"},
        {"max_soc", "0.01", "max_soc 0.01 must be above min_soc 0.05"},
        {"veh_override_kg", "-5", "veh_override_kg must be at least 0, got -5"},
        {"mc_pwr_out_perc", "[0, 0.5, 1]", "mc_pwr_out_perc: expected 11 numbers"},
        {"mc_eff_map", "[0 0 0 0 0 0 0 0 0 0 0]", "mc_eff_map be above 0"},
        {"mc_pwr_out_perc", "[0 0.1 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 1]",
         "must rise from 0 to 1"},
    };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        gm_diag diag = {0};
        ck_assert_msg(!read_with(bad[k].column, bad[k].value, &diag), "%s", bad[k].column);
        ck_assert_ptr_nonnull(strstr(gm_diag_line(&diag, 0), bad[k].says));
        ck_assert_ptr_nonnull(strstr(gm_diag_line(&diag, 0), "fastsim.csv:"));
        gm_diag_fini(&diag);
    }
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("fastsim");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_loop_test(c, results_are_those_of_fastsim, 0, 2);
    tcase_add_loop_test(c, each_second_is_that_of_fastsim, 0, 2);
    tcase_add_test(c, labels_are_lessened_by_at_most_30_percent);
    tcase_add_test(c, a_table_that_makes_no_sense_is_refused_with_its_places);
    tcase_add_test(c, a_weak_car_falls_behind_and_arrives);
    return gm_check_main("car/fastsim", c);
}
