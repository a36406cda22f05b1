// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "dfn_drive.h"
#include "marquis_cell.h"
#include "told.h"

#include "cell/dfn_parts.h"

#include <stdio.h>

static gm_arena arena;
static gm_cell cell;

static void setup(void)
{
    gm_arena_init(&arena, 0);
    cell = marquis_cell(&arena);
}

static void teardown(void)
{
    gm_arena_fini(&arena);
}

static gm_dfn *open_full(void)
{
    const gm_cell_grid grid = {20, 20, 20, 20};
    gm_dfn *dfn = gm_dfn_create(&cell, &grid, &arena);
    gm_dfn_begin(dfn, marquis_full, GM_CELL_T_REF_K);
    return dfn;
}

// The next step that keeps the model's own tolerances, not beyond a time.
static void go_on(gm_dfn *dfn, gm_cell_control control, double until_s, double *h)
{
    drive_on(dfn, control, until_s, 1.0, h);
}

// ---- against COMSOL

#define MOST_POINTS 400

typedef struct curve_of_v {
    int n;
    double t_s[MOST_POINTS];
    double v[MOST_POINTS];
} curve_of_v;

static void read_curve(const char *name, curve_of_v *out)
{
    char path[400];
    char line[200];
    (void)snprintf(path, sizeof path, "%s/test/cell/%s", GM_SOURCE_DIR, name);
    FILE *in = fopen(path, "r");
    ck_assert_ptr_nonnull(in);
    out->n = 0;
    while (fgets(line, sizeof line, in)) {
        double t, v;
        if (sscanf(line, "%lf,%lf", &t, &v) == 2) { // NOLINT(cert-err34-c): our own file
            ck_assert_int_lt(out->n, MOST_POINTS);
            out->t_s[out->n] = t;
            out->v[out->n++] = v;
        }
    }
    (void)fclose(in);
}

// O1: 0.5 mV RMS and 3 mV at most while the voltage is above 3.105 V. Steps end at the moments of the
// table, so that nothing is interpolated.
START_TEST(the_voltage_is_that_of_comsol)
{
    static const struct {
        const char *file;
        double rate;
        const char *words;
    } runs[] = {{"comsol_01C_voltage.csv", 0.1, "voltage, Marquis 2019, C/10"},
                {"comsol_1C_voltage.csv", 1.0, "voltage, Marquis 2019, 1C"},
                {"comsol_2C_voltage.csv", 2.0, "voltage, Marquis 2019, 2C"}};
    static curve_of_v want;
    read_curve(runs[_i].file, &want);
    gm_dfn *dfn = open_full();
    gm_cell_control control = {GM_HOLD_CURRENT, MARQUIS_1C * runs[_i].rate};
    ck_assert(gm_dfn_settle(dfn, control));
    double square = 0.0;
    double most = 0.0;
    double h = 1e-3;
    int n = 0;
    for (int i = 0; i < want.n && want.v[i] > 3.105; i++) {
        while (gm_dfn_now(dfn)->time_s < want.t_s[i] * (1.0 - 1e-12)) {
            go_on(dfn, control, want.t_s[i], &h);
        }
        double miss = gm_dfn_now(dfn)->voltage_v - want.v[i];
        square += miss * miss;
        most = fabs(miss) > most ? fabs(miss) : most;
        n++;
    }
    ck_assert_int_gt(n, 150);
    gm_told_le(runs[_i].words, "COMSOL, RMS", 1e3 * sqrt(square / n), 0.5, "mV");
    gm_told_le(runs[_i].words, "COMSOL, at most", 1e3 * most, 3.0, "mV");
}
END_TEST

// ---- what must hold

static double lithium(const gm_dfn *dfn, int electrode)
{
    const gm_dfn_population *p = &dfn->populations[electrode][0];
    const gm_dfn_region *r = gm_dfn_region_of(dfn, electrode);
    double sum = 0.0;
    for (int32_t k = 0; k < dfn->grid.shells; k++) {
        for (int32_t i = 0; i < r->n; i++) {
            sum += 3.0 * dfn->shell_volume[k] * p->c[0][k * dfn->width[electrode] + i];
        }
    }
    return sum * p->of->share * r->width_m; // mol/m2
}

static double salt(const gm_dfn *dfn)
{
    double sum = 0.0;
    for (int r = 0; r < 3; r++) {
        const gm_dfn_region *region = &dfn->regions[r];
        for (int32_t k = region->first; k < region->first + region->n; k++) {
            sum += dfn->salt[0][k] * region->porosity * region->width_m;
        }
    }
    return sum;
}

// O3: what leaves one electrode is in the other, as much as has flowed.
START_TEST(lithium_salt_and_charge_are_kept)
{
    gm_dfn *dfn = open_full();
    gm_cell_control control = {GM_HOLD_CURRENT, 2.0 * MARQUIS_1C};
    double before[2] = {lithium(dfn, 0), lithium(dfn, 1)};
    double salt_before = salt(dfn);
    ck_assert(gm_dfn_settle(dfn, control));
    double h = 1e-3;
    while (gm_dfn_now(dfn)->time_s < 1200.0) {
        go_on(dfn, control, 1200.0, &h);
        double flow[2] = {0.0, 0.0};
        for (int e = 0; e < 2; e++) {
            const gm_dfn_population *p = &dfn->populations[e][0];
            for (int32_t i = 0; i < gm_dfn_region_of(dfn, e)->n; i++) {
                flow[e] += p->per_m * gm_dfn_region_of(dfn, e)->width_m * p->j[0][i];
            }
        }
        gm_told_le(
            "current of the reactions", "the cell's current",
            fmax(fabs(flow[0] / control.value - 1.0), fabs(flow[1] / control.value + 1.0)),
            1e-12, "of it");
    }
    double moved = gm_dfn_now(dfn)->charge / GM_FARADAY;
    ck_assert_double_eq_tol(gm_dfn_now(dfn)->charge, 1200.0 * control.value, 1e-7);
    double gone = (before[0] - lithium(dfn, 0)) / moved;
    double come = (lithium(dfn, 1) - before[1]) / moved;
    gm_told_le("lithium of both electrodes", "the charge that flowed",
               fmax(fabs(gone - 1.0), fabs(come - 1.0)), 1e-10, "of it");
    gm_told_le("salt of the electrolyte", "what it was", fabs(salt(dfn) / salt_before - 1.0),
               1e-12, "of it");
}
END_TEST

START_TEST(at_rest_it_shows_its_open_circuit_voltage)
{
    gm_dfn *dfn = open_full();
    gm_cell_control rest = {GM_HOLD_CURRENT, 0.0};
    double slope;
    double want =
        gm_curve_at(&cell.electrodes[1].particles[0].potential, marquis_full[1], &slope) -
        gm_curve_at(&cell.electrodes[0].particles[0].potential, marquis_full[0], &slope);
    ck_assert(gm_dfn_settle(dfn, rest));
    ck_assert_double_eq_tol(gm_dfn_now(dfn)->voltage_v, want, 1e-9);
    double h = 1.0;
    while (gm_dfn_now(dfn)->time_s < 1e5) {
        go_on(dfn, rest, 1e5, &h);
    }
    ck_assert_double_eq_tol(gm_dfn_now(dfn)->voltage_v, want, 1e-9);
    ck_assert_double_eq_tol(gm_dfn_now(dfn)->heat, 0.0, 1e-9);
}
END_TEST

START_TEST(any_rate_finds_its_state_both_ways)
{
    static const double rates[] = {0.05, 0.2, 1.0, 3.0, 6.0, 10.0};
    gm_dfn *dfn = open_full();
    gm_cell_control control = {GM_HOLD_CURRENT, 0.0};
    double h = 1.0;
    ck_assert(gm_dfn_settle(dfn, control));
    for (int i = 0; i < 12; i++) {
        control.value = (i % 2 ? -MARQUIS_1C : MARQUIS_1C) * rates[i / 2];
        ck_assert(gm_dfn_settle(dfn, control));
        ck_assert_double_eq(gm_dfn_now(dfn)->current, control.value);
        ck_assert(isfinite(gm_dfn_now(dfn)->voltage_v));
        h = 1e-3;
        double until_s = gm_dfn_now(dfn)->time_s + 2.0;
        while (gm_dfn_now(dfn)->time_s < until_s * (1.0 - 1e-12)) {
            go_on(dfn, control, until_s, &h);
        }
    }
}
END_TEST

// ---- controls

// Half charged; each is held over 60 s, from a jump on.
START_TEST(a_control_holds)
{
    static const gm_cell_control controls[] = {{GM_HOLD_VOLTAGE, 3.75},
                                               {GM_HOLD_VOLTAGE, 3.6},
                                               {GM_HOLD_POWER, 100.0},
                                               {GM_HOLD_POWER, -150.0},
                                               {GM_HOLD_PLATING, 0.03}};
    gm_dfn *dfn = open_full();
    gm_cell_control control = {GM_HOLD_CURRENT, MARQUIS_1C};
    ck_assert(gm_dfn_settle(dfn, control));
    double h = 1e-3;
    while (gm_dfn_now(dfn)->time_s < 1500.0) {
        go_on(dfn, control, 1500.0, &h);
    }
    control = controls[_i];
    ck_assert(gm_dfn_settle(dfn, control));
    h = 1e-3;
    for (bool is_first = true; is_first || gm_dfn_now(dfn)->time_s < 1560.0; is_first = false) {
        const gm_cell_view *now = gm_dfn_now(dfn);
        double held = control.hold == GM_HOLD_VOLTAGE ? now->voltage_v
                      : control.hold == GM_HOLD_POWER ? now->voltage_v * now->current
                                                      : now->plating_v;
        double tolerance = control.hold == GM_HOLD_POWER ? 1e-3 : 1e-5;
        ck_assert_double_eq_tol(held, control.value, tolerance);
        go_on(dfn, control, 1560.0, &h);
    }
    if (control.hold == GM_HOLD_PLATING) {
        ck_assert_double_lt(gm_dfn_now(dfn)->current, -MARQUIS_1C);
    }
}
END_TEST

// ---- bits

START_TEST(every_instruction_set_gives_the_same_bits)
{
    gm_dfn *best = open_full();
    gm_dfn *scalar = open_full();
    scalar->kernel = &gm_cell_kernel_scalar;
    gm_cell_control control = {GM_HOLD_CURRENT, 3.0 * MARQUIS_1C};
    ck_assert(gm_dfn_settle(best, control) && gm_dfn_settle(scalar, control));
    double h[2] = {1e-3, 1e-3};
    while (gm_dfn_now(best)->time_s < 600.0) {
        go_on(best, control, 600.0, &h[0]);
        go_on(scalar, control, 600.0, &h[1]);
        const gm_cell_view *a = gm_dfn_now(best);
        const gm_cell_view *b = gm_dfn_now(scalar);
        ck_assert(a->time_s == b->time_s && a->voltage_v == b->voltage_v &&
                  a->plating_v == b->plating_v && a->heat == b->heat);
    }
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("dfn");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_loop_test(tc, the_voltage_is_that_of_comsol, 0, 3);
    tcase_add_test(tc, lithium_salt_and_charge_are_kept);
    tcase_add_test(tc, at_rest_it_shows_its_open_circuit_voltage);
    tcase_add_test(tc, any_rate_finds_its_state_both_ways);
    tcase_add_loop_test(tc, a_control_holds, 0, 5);
    tcase_add_test(tc, every_instruction_set_gives_the_same_bits);
    return gm_check_main("cell/dfn", tc);
}
