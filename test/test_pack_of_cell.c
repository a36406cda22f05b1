// SPDX-License-Identifier: MIT
//
// A pack made of a cell: what it holds, and what it has for some seconds, against the cell's own tests.

#include "cell_model.h"
#include "check_main.h"
#include "told.h"
#include "vehicle/car_of_def.h"

#include <math.h>

#define SERIES   96
#define PARALLEL 46
#define WARM_K   299.15 // of a column of the table of the LG M50 (-10 to 50 degC by 12)

static cell_model m;
static gm_cell_answer cell;
static gm_pack pack;

static void setup(void)
{
    static const gm_car_pack_def def = {.series = SERIES, .parallel = PARALLEL};
    cell_model_open(&m, "", NULL, 0);
    ck_assert_int_eq(gm_cell_open(&m.model->cell_ask, &m.arena, &m.diag, &cell), GM_OK);
    pack = gm_pack_of_cell(&cell, &def, &m.arena);
}

static void teardown(void)
{
    cell_model_close(&m);
}

START_TEST(it_holds_what_its_cells_hold)
{
    gm_told_le(
        "energy of a pack", "that of its cells",
        fabs(gm_pack_energy(&pack, 0.0, 1.0, WARM_K) / (SERIES * PARALLEL * cell.energy_j) -
             1.0),
        0.002, "of it");
    ck_assert_double_eq_tol(pack.capacity_c, cell.balance.charge * cell.cell.area_m2 * PARALLEL,
                            1e-6);
}
END_TEST

// A pulse of 1C for ten seconds on the grid of charges, five times as fine in each electrode as the pack's.
START_TEST(its_resistance_is_that_of_a_pulse)
{
    double soc = 0.2 + 0.3 * _i;
    gm_session_ask ask = {.grid = {50, 25, 50, 50},
                          .tolerance_v = 1e-5,
                          .soc = soc,
                          .temperature_k = WARM_K,
                          .is_isothermal = true};
    gm_march march = gm_session_begin(&cell.cell, &cell.balance, &ask, &m.arena);
    double one_c = cell.balance.charge / 3600.0;
    double open_v = gm_march_measure(&march, GM_CELL_VOLTAGE);
    gm_cell_leg leg = {.kind = GM_LEG_HOLD,
                       .of = GM_CELL_CURRENT,
                       .value = one_c,
                       .n_ends = 1,
                       .ends = {{GM_CELL_TIME, false, 10.0}}};
    ck_assert_int_eq(gm_march_run(&march, &leg, 0).why, GM_MARCH_MET);
    double ohm = (open_v - gm_march_measure(&march, GM_CELL_VOLTAGE)) /
                 (one_c * cell.cell.area_m2) * SERIES / PARALLEL;
    gm_pack_point at = gm_pack_at(&pack, soc, WARM_K);
    ck_assert_double_eq_tol(at.open_v, open_v * SERIES, 1e-6 * open_v * SERIES);
    gm_told_le("resistance of a pack for ten seconds", "a pulse on a fine grid",
               fabs(at.ohm / ohm - 1.0), 0.1, "of it");
}
END_TEST

// Held at what it says it takes, no cell is above its voltage or below lithium after ten seconds; held at a tenth
// more, one is.
START_TEST(what_it_takes_is_all_that_its_cells_take)
{
    double soc = 0.3 + 0.3 * _i;
    double watts =
        gm_pack_at(&pack, soc, WARM_K).most_in_w / (SERIES * PARALLEL) / cell.cell.area_m2;
    bool passes[2];
    for (int k = 0; k < 2; k++) {
        gm_session_ask ask = {.grid = {10, 5, 10, 10},
                              .soc = soc,
                              .temperature_k = WARM_K,
                              .is_isothermal = true};
        gm_march march = gm_session_begin(&cell.cell, &cell.balance, &ask, &m.arena);
        gm_cell_leg leg = {.kind = GM_LEG_HOLD,
                           .of = GM_CELL_POWER,
                           .value = -watts * (k == 0 ? 1.0 : 1.1),
                           .n_ends = 1,
                           .ends = {{GM_CELL_TIME, false, 10.0}}};
        ck_assert_int_eq(gm_march_run(&march, &leg, 0).why, GM_MARCH_MET);
        passes[k] = gm_march_measure(&march, GM_CELL_VOLTAGE) > cell.cell.high_v ||
                    gm_march_measure(&march, GM_CELL_PLATING) < 0.0;
    }
    ck_assert_double_gt(watts, 0.0);
    ck_assert(!passes[0]);
    ck_assert(passes[1]);
}
END_TEST

START_TEST(a_full_pack_takes_nothing_and_an_empty_one_gives_nothing)
{
    ck_assert_double_le(gm_pack_at(&pack, 1.0, WARM_K).most_in_w, 1.0);
    ck_assert_double_le(gm_pack_at(&pack, 0.0, WARM_K).most_out_w, 1.0);
    // The cold makes it slower, both ways.
    ck_assert_double_lt(gm_pack_at(&pack, 0.5, 263.15).most_out_w,
                        gm_pack_at(&pack, 0.5, 299.15).most_out_w);
    ck_assert_double_lt(gm_pack_at(&pack, 0.5, 263.15).most_in_w,
                        gm_pack_at(&pack, 0.5, 299.15).most_in_w);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("pack of cells");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, it_holds_what_its_cells_hold);
    tcase_add_loop_test(c, its_resistance_is_that_of_a_pulse, 0, 3);
    tcase_add_loop_test(c, what_it_takes_is_all_that_its_cells_take, 0, 2);
    tcase_add_test(c, a_full_pack_takes_nothing_and_an_empty_one_gives_nothing);
    return gm_check_main("vehicle/pack_of_cell", c);
}
