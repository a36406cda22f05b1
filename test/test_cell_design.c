// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "cell/design.h"
#include "cell/formula.h"

#include <math.h>

static gm_arena arena;
static gm_cell cell;
static gm_cell_build build;

static void teardown(void)
{
    gm_arena_fini(&arena);
}

static bool at(void *user, double x, double *y, double *slope)
{
    return gm_formula_at(user, x, y, slope);
}

static gm_curve curve(const char *text)
{
    gm_diag diag = {0};
    gm_formula *formula = GM_NEW(&arena, gm_formula, 1);
    gm_curve out;
    double failed_at;
    ck_assert(gm_formula_read(text, (gm_src){0}, &arena, &diag, formula));
    ck_assert(gm_curve_of_function(&arena, at, formula, (gm_curve_span){0.0, 1.0, 2048, 3e-8},
                                   &out, &failed_at));
    gm_diag_fini(&diag);
    return out;
}

static gm_particles particles(double share, double most_mol_m3, const char *potential)
{
    return (gm_particles){
        .share = share, .most_mol_m3 = most_mol_m3, .potential = curve(potential)};
}

// The LG M50 of Chen et al. 2020 (10.1149/1945-7111/ab9050), 21700: their table, with the window between
// 2.5 and 4.2 V (0.02635 .. 0.91062, 0.85397 .. 0.26385). Densities and specific heats are those that PyBaMM
// has for it, of the dry electrode (1657 and 3262 kg/m3) and the separator (397), here of the matter. One
// strip of 0.79 m, coated on both sides, is 1.58 m of 65 mm.
// Not theirs: a can of steel (7850 kg/m3) with walls of 0.25 mm, 3 g of cap and tabs.
static void lgm50(void)
{
    cell = (gm_cell){.separator_m = 12e-6, .separator_porosity = 0.47, .area_m2 = 0.1027};
    cell.electrodes[0] = (gm_electrode){.thickness_m = 85.2e-6, .porosity = 0.25, .n = 1};
    cell.electrodes[1] = (gm_electrode){.thickness_m = 75.6e-6, .porosity = 0.335, .n = 1};
    cell.electrodes[0].particles[0] =
        particles(0.75, 33133.0,
                  "1.9793*exp(-39.3631*x) + 0.2482 - 0.0909*tanh(29.8538*(x-0.1234))"
                  " - 0.04478*tanh(14.9159*(x-0.2769)) - 0.0205*tanh(30.4444*(x-0.6103))");
    cell.electrodes[1].particles[0] =
        particles(0.665, 63104.0,
                  "-0.8090*x + 4.4875 - 0.0428*tanh(18.5138*(x-0.5542))"
                  " - 17.7326*tanh(15.7890*(x-0.3117)) + 17.5842*tanh(15.9308*(x-0.3120))");
    build = gm_cell_build_default();
    build.coatings[0].active[0] = (gm_stuff){1657.0 / 0.75, 700.0};
    build.coatings[1].active[0] = (gm_stuff){3262.0 / 0.665, 700.0};
    build.coatings[0].foil_m = 12e-6;
    build.coatings[1].foil_m = 16e-6;
    build.separator = (gm_stuff){397.0 / 0.53, 700.0};
    build.sheets.is_wound = true;
    build.sheets.width_m = 0.065;
    build.sheets.length_m = 0.79;
    build.sheets.pairs = 2;
    build.housing = (gm_housing){.shape = GM_HOUSING_CYLINDER,
                                 .width_m = 21.0e-3,
                                 .height_m = 70.0e-3,
                                 .wall_m = 0.25e-3,
                                 .wall = {.kg_m3 = 7850.0}};
    build.tabs_kg = 3e-3;
    build.window =
        (gm_cell_window){.empty = {{0.02635}, {0.85397}}, .full = {{0.91062}, {0.26385}}};
}

static void setup(void)
{
    gm_arena_init(&arena, 0);
    lgm50();
}

// ---- the LG M50

// F L share c_max (x100 - x0) / 36000 = 5.0177 mAh/cm2, x 0.1027 m2 = 5.1532 Ah: the balance that is
// published with the parameters.
START_TEST(capacity_of_the_lg_m50_is_that_of_its_balance)
{
    gm_cell_design d = gm_cell_design_of(&cell, &build);
    ck_assert_double_eq_tol(d.charge_c / GM_C_PER_AH, 5.1532, 1e-4);
    ck_assert_double_eq_tol(d.cell_c_m2 / GM_C_M2_PER_MAH_CM2, 5.01764, 1e-5);
    ck_assert_double_eq_tol(d.host_c_m2[0] / GM_C_M2_PER_MAH_CM2, 5.67441, 1e-5);
    ck_assert_double_eq_tol(d.host_c_m2[1] / GM_C_M2_PER_MAH_CM2, 8.50274, 1e-5);
    ck_assert_double_eq_tol(d.n_to_p, 0.97365 / 0.88427, 1e-4);
}
END_TEST

// From the concentrations of the full cell in Chen's table, 29866 and 17038 mol/m3, and 2.5 and 4.2 V alone.
START_TEST(window_can_be_that_of_a_balance)
{
    gm_cell_balance balance;
    const double state[2] = {29866.0 / 33133.0, 17038.0 / 63104.0};
    cell.low_v = 2.5;
    cell.high_v = 4.2;
    ck_assert_int_eq(gm_cell_balance_find(&cell, state, &balance), GM_CELL_BALANCED);
    build.window = gm_cell_window_of(&cell, &balance);
    ck_assert_double_eq_tol(build.window.empty[0][0], 0.02635, 1e-5);
    ck_assert_double_eq_tol(build.window.full[1][0], 0.26385, 1e-5);
    gm_cell_design d = gm_cell_design_of(&cell, &build);
    ck_assert_double_eq_tol(d.charge_c / GM_C_PER_AH, 5.1532, 1e-4);
}
END_TEST

// Adaptive quadrature (QUADPACK) of both formulas over the window: 3.906719 V - 0.184591 V.
START_TEST(energy_is_the_integral_of_the_open_circuit_curves)
{
    gm_cell_design d = gm_cell_design_of(&cell, &build);
    ck_assert_double_eq_tol(d.mean_v, 3.7221279663641003, 1e-6);
    ck_assert_double_eq_tol(d.energy_j / GM_J_PER_WH, 19.18055645247401, 1e-5);
    build.mean_v = 3.63;
    d = gm_cell_design_of(&cell, &build);
    ck_assert_double_eq_tol(d.energy_j / GM_J_PER_WH, 3.63 * 5.153116, 1e-4);
}
END_TEST

// 0.1027 m2 x 85.2 um x 1657 kg/m3 = 14.50 g, 25.33 g, half of each foil 5.52 and 2.22 g, separator 0.49 g,
// pores (0.25 x 85.2 + 0.335 x 75.6 + 0.47 x 12 um) x 1200 kg/m3 = 6.44 g: 54.50 g without the can.
// With the can 67.75 g; real ones have 68 to 70 g (data sheet: at most 69.25 g), so that a tenth more
// electrolyte than the pores hold would do.
START_TEST(mass_of_the_lg_m50_is_near_that_of_real_ones)
{
    gm_cell_design d = gm_cell_design_of(&cell, &build);
    const double tol = 2e-6;
    ck_assert_double_eq_tol(d.mass_kg[GM_PART_NEGATIVE_ACTIVE], 14.499e-3, tol);
    ck_assert_double_eq_tol(d.mass_kg[GM_PART_POSITIVE_ACTIVE], 25.327e-3, tol);
    ck_assert_double_eq_tol(d.mass_kg[GM_PART_NEGATIVE_FOIL], 5.521e-3, tol);
    ck_assert_double_eq_tol(d.mass_kg[GM_PART_POSITIVE_FOIL], 2.218e-3, tol);
    ck_assert_double_eq_tol(d.mass_kg[GM_PART_SEPARATOR], 0.489e-3, tol);
    ck_assert_double_eq_tol(d.mass_kg[GM_PART_ELECTROLYTE], 6.441e-3, tol);
    double can_kg = d.mass_kg[GM_PART_HOUSING] + d.mass_kg[GM_PART_TABS];
    ck_assert_double_eq_tol(d.total_kg - can_kg, 54.496e-3, 1e-5);
    ck_assert_double_ge(d.total_kg, 66e-3);
    ck_assert_double_le(d.total_kg, 69.25e-3);
}
END_TEST

// 21700: pi/4 x 21^2 x 70 mm3; inside 20.5 mm x 69.5 mm.
START_TEST(volumes_of_the_lg_m50_add_up_to_its_can)
{
    gm_cell_design d = gm_cell_design_of(&cell, &build);
    double inner = 0.25 * 3.14159265358979 * 20.5e-3 * 20.5e-3 * 69.5e-3;
    ck_assert_double_eq_tol(d.cell_m3, 2.42452e-5, 1e-10);
    ck_assert_double_eq_tol(d.cell_m3 - d.part_m3[GM_PART_HOUSING], inner, 1e-12);
    ck_assert_double_eq_tol(d.stack_m3, 0.1027 * 186.8e-6, 1e-11);
    ck_assert_double_eq_tol(d.pair_m, 186.8e-6, 1e-15);
    ck_assert_double_eq_tol(d.fill, d.stack_m3 / inner, 1e-9);
    ck_assert_double_eq_tol(d.cell_j_m3 * d.cell_m3, d.energy_j, 1e-9);
}
END_TEST

// Sum of rho c L: 1657 x 700 x 85.2 um + 3262 x 700 x 75.6 um + 397 x 700 x 12 um, half foils 8960 x 385 x
// 6 um + 2700 x 897 x 8 um = 314.86 J/(m2 K) dry; pores of 52.266 um x 1200 x 2000 J/(kg K) = 125.44 more.
START_TEST(heat_capacity_of_a_pair_is_the_sum_of_its_layers)
{
    gm_cell_design d = gm_cell_design_of(&cell, &build);
    ck_assert_double_eq(d.stack_j_m2k, 0.0); // that of the electrolyte is not known
    build.electrolyte.j_kgk = 2000.0;
    d = gm_cell_design_of(&cell, &build);
    double dry = (1657.0 * 85.2 + 3262.0 * 75.6 + 397.0 * 12.0) * 700e-6 +
                 (8960.0 * 385.0 * 6.0 + 2700.0 * 897.0 * 8.0) * 1e-6;
    ck_assert_double_eq_tol(dry, 314.86, 0.01);
    ck_assert_double_eq_tol(d.stack_j_m2k, dry + 52.266e-6 * 1200.0 * 2000.0, 1e-3);
}
END_TEST

// ---- sheets

// 40 pairs of sheets coated on both sides: 20 positive, 21 negative ones; the negative 2 mm larger each
// way; 10 % of the foils bare.
START_TEST(stack_has_one_negative_sheet_more)
{
    build.sheets = (gm_sheets){.width_m = 0.1,
                               .length_m = 0.2,
                               .pairs = 40,
                               .sides = 2,
                               .overhang_m = 1e-3,
                               .outer_coating = true,
                               .separator_spare = 0.05};
    build.coatings[0].bare_share = 0.1;
    build.coatings[1].bare_share = 0.1;
    build.housing = (gm_housing){.mass_share = 0.1, .fill = 0.9};
    cell.area_m2 = 0.8;
    gm_cell_design d = gm_cell_design_of(&cell, &build);
    ck_assert_int_eq(d.sheets[0], 21);
    ck_assert_int_eq(d.sheets[1], 20);
    ck_assert_double_eq_tol(d.coated_m2[0], 42 * 0.102 * 0.202, 1e-12);
    ck_assert_double_eq_tol(d.coated_m2[1], 0.8, 1e-12);
    ck_assert_double_eq_tol(d.strip_m[0], 21 * 0.202, 1e-12);
    ck_assert_double_eq_tol(d.strip_m[1], 4.0, 1e-12);
    ck_assert_double_eq_tol(d.foil_m2[1], 20 * 0.02 / 0.9, 1e-12);
    ck_assert_double_eq_tol(d.separator_m2, 40 * 0.102 * 0.202 * 1.05, 1e-12);
    ck_assert_double_eq_tol(d.mass_kg[GM_PART_HOUSING], 0.1 * d.total_kg, 1e-12);
    ck_assert_double_eq_tol(d.cell_m3, d.stack_m3 / 0.9, 1e-15);
}
END_TEST

// ---- solid state

// ASSB-G1: graphite, Li6PS5Cl, NMC811, 3 mAh/cm2, negative 5 % more. 78.7 and 65.0 um are rounded to a tenth.
static void assb(void)
{
    lgm50();
    cell.separator_m = 30e-6;
    cell.separator_porosity = 1.0;
    cell.area_m2 = 0.8;
    cell.electrodes[0] = (gm_electrode){.thickness_m = 78.7e-6, .porosity = 0.34, .n = 1};
    cell.electrodes[1] = (gm_electrode){.thickness_m = 65.0e-6, .porosity = 0.38, .n = 1};
    cell.electrodes[0].particles[0] = particles(0.58, 29583.0, "0.1");
    cell.electrodes[1].particles[0] = particles(0.52, 51765.0, "3.9");
    build.coatings[0].active[0].kg_m3 = 2240.0;
    build.coatings[1].active[0].kg_m3 = 4750.0;
    build.coatings[0].void_share = 0.08;
    build.coatings[1].void_share = 0.10;
    build.coatings[0].swing = 0.87;
    build.coatings[1].swing = 0.64;
    build.electrolyte = (gm_stuff){1640.0, 0.0};
    build.electrolyte_is_solid = true;
    build.sheets = (gm_sheets){.width_m = 0.1, .length_m = 0.2, .pairs = 40, .sides = 2};
    build.housing = (gm_housing){.mass_share = 0.05, .fill = 0.9};
    build.window = (gm_cell_window){.empty = {{0.03}, {0.91}}, .full = {{0.86}, {0.27}}};
}

START_TEST(solid_cell_of_3_mah_has_the_thicknesses_of_the_table)
{
    assb();
    gm_cell_design d = gm_cell_design_of(&cell, &build);
    double mah[2] = {d.swing_c_m2[0] / GM_C_M2_PER_MAH_CM2,
                     d.swing_c_m2[1] / GM_C_M2_PER_MAH_CM2};
    ck_assert_double_eq_tol(78.7 * 3.15 / mah[0], 78.7, 0.05);
    ck_assert_double_eq_tol(65.0 * 3.0 / mah[1], 65.0, 0.05);
    ck_assert_double_eq_tol(d.n_to_p, 1.05, 1e-3);
}
END_TEST

// 0.52 x 4750 to 0.38 x 1640 kg/m3 is 80 to 20 by mass; a face of it weighs both times 65 um.
START_TEST(solid_electrolyte_is_coated_and_weighed_with_the_electrode)
{
    assb();
    gm_cell_design d = gm_cell_design_of(&cell, &build);
    double active = 0.52 * 4750.0;
    double solid = 0.38 * 1640.0;
    ck_assert_double_eq_tol(active / (active + solid), 0.8, 2e-3);
    ck_assert_double_eq_tol(d.coating_kg_m2[1], (active + solid) * 65e-6, 1e-12);
    ck_assert_double_eq_tol(d.void_m3, 0.8 * (0.08 * 78.7e-6 + 0.1 * 65e-6), 1e-15);
    // The separator is all electrolyte.
    ck_assert_double_eq(d.mass_kg[GM_PART_SEPARATOR], 0.0);
    ck_assert_double_eq_tol(d.pore_m3, 0.8 * (0.34 * 78.7e-6 + 0.38 * 65e-6 + 30e-6), 1e-15);
}
END_TEST

// Without a negative electrode, lithium is plated: 4.85 um for 1 mAh/cm2; 20 um from the start are 4.12
// mAh/cm2.
START_TEST(lithium_metal_is_as_thick_as_its_charge)
{
    assb();
    cell.metal.is_there = true;
    cell.electrodes[0] = (gm_electrode){0};
    gm_cell_design d = gm_cell_design_of(&cell, &build);
    double mah = d.cell_c_m2 / GM_C_M2_PER_MAH_CM2;
    double bare_m = 65e-6 + 30e-6 + 6e-6 + 8e-6;
    ck_assert_double_eq_tol((d.pair_m - bare_m) * 1e6 / mah, 4.85, 0.005);
    ck_assert_double_eq(d.n_to_p, 0.0);
    ck_assert_double_eq(d.mass_kg[GM_PART_LITHIUM], 0.0);
    ck_assert_double_eq_tol(d.mean_v, 3.9, 1e-12);
    build.lithium_m = 20e-6;
    d = gm_cell_design_of(&cell, &build);
    ck_assert_double_eq_tol(d.host_c_m2[0] / GM_C_M2_PER_MAH_CM2, 20.0 / 4.85, 5e-3);
    ck_assert_double_eq_tol(d.mass_kg[GM_PART_LITHIUM], 0.8 * 20e-6 * 534.0, 1e-12);
}
END_TEST

// Two populations of 60 and 40 % of the sites: U = 4 - x from 0.2 to 0.8 has the mean 3.5 V, U = 3 + x from
// 0.1 to 0.4 the mean 3.25 V; charges 0.6 x 0.6 and 0.4 x 0.3. Mean (0.36 x 3.5 + 0.12 x 3.25) / 0.48.
START_TEST(blend_has_the_mean_of_its_materials_by_charge)
{
    assb();
    cell.metal.is_there = true;
    cell.electrodes[0] = (gm_electrode){0};
    cell.electrodes[1].n = 2;
    cell.electrodes[1].particles[0] = particles(0.52 * 0.6, 50000.0, "4 - x");
    cell.electrodes[1].particles[1] = particles(0.52 * 0.4, 50000.0, "3 + x");
    build.coatings[1].active[1] = build.coatings[1].active[0];
    build.window = (gm_cell_window){.empty = {{0}, {0.8, 0.4}}, .full = {{0}, {0.2, 0.1}}};
    gm_cell_design d = gm_cell_design_of(&cell, &build);
    ck_assert_double_eq_tol(d.mean_v, (0.36 * 3.5 + 0.12 * 3.25) / 0.48, 1e-12);
}
END_TEST

// ---- packs

// NIO's 150 kWh pack: cells of 360 Wh/kg, 260 in the pack. A frame of 10 kg per m2 of face is on top.
START_TEST(pack_is_heavier_than_its_cells)
{
    assb();
    gm_cell_design d = gm_cell_design_of(&cell, &build);
    ck_assert_double_eq_tol(d.pack_j_kg / d.cell_j_kg, 260.0 / 360.0, 1e-12);
    ck_assert_double_eq_tol(d.pack_j_m3 / d.cell_j_m3, 0.72, 1e-12);
    build.pack.frame_kg_m2 = 10.0;
    gm_cell_design framed = gm_cell_design_of(&cell, &build);
    double frame_kg = d.energy_j / framed.pack_j_kg - d.energy_j / d.pack_j_kg;
    ck_assert_double_eq_tol(frame_kg, 10.0 * 0.1 * 0.2, 1e-9);
    ck_assert_double_eq(framed.total_kg, d.total_kg);
    build.pack.mass_share = 0.0;
    ck_assert_double_eq(gm_cell_design_of(&cell, &build).pack_j_kg, 0.0);
}
END_TEST

// ---- sums

START_TEST(parts_add_up_to_the_cell)
{
    if (_i == 1) {
        assb();
    }
    gm_cell_design d = gm_cell_design_of(&cell, &build);
    double kg = 0.0;
    double m3 = d.void_m3;
    for (int part = 0; part < GM_PARTS; part++) {
        kg += d.mass_kg[part];
        m3 += part == GM_PART_HOUSING ? 0.0 : d.part_m3[part];
        ck_assert_str_ne(gm_cell_part_name((gm_cell_part)part), "");
    }
    ck_assert_double_eq_tol(kg, d.total_kg, 1e-15);
    ck_assert_double_eq_tol(m3, d.stack_m3, 1e-15);
}
END_TEST

// ---- faults

static gm_build_fault only_fault(void)
{
    gm_build_fault faults[8];
    ck_assert_int_eq(gm_cell_build_check(&cell, &build, faults, 8), 1);
    return faults[0];
}

START_TEST(shares_that_are_not_the_whole_volume_are_a_fault)
{
    ck_assert_int_eq(gm_cell_build_check(&cell, &build, NULL, 0), 0);
    build.coatings[1].void_share = 0.05;
    gm_build_fault f = only_fault();
    ck_assert_int_eq(f.quantity, GM_BUILD_SHARES);
    ck_assert_int_eq(f.electrode, 1);
    ck_assert_double_eq_tol(f.value, 1.05, 1e-12);
    ck_assert_double_eq(f.high, 1.001);
    ck_assert_str_eq(gm_build_quantity_name(f.quantity),
                     "sum of active, electrolyte, inactive and void shares");
}
END_TEST

// 0.065 x 0.79 x 2 = 0.1027 m2.
START_TEST(area_of_the_cell_must_be_that_of_its_sheets)
{
    cell.area_m2 = 0.2054;
    gm_build_fault f = only_fault();
    ck_assert_int_eq(f.quantity, GM_BUILD_AREA);
    ck_assert_int_eq(f.electrode, -1);
    ck_assert_double_eq_tol(f.high, 0.1027 * 1.01, 1e-12);
}
END_TEST

// A window that takes twice as much from one electrode as from the other is none.
START_TEST(window_must_move_the_same_charge_in_both_electrodes)
{
    build.window.full[0][0] = 0.5;
    gm_build_fault f = only_fault();
    ck_assert_int_eq(f.quantity, GM_BUILD_BALANCE);
    ck_assert(!f.is_doubt && !gm_cell_build_is_sound(&cell, &build));
    ck_assert_double_eq_tol(f.value, (0.5 - 0.02635) / (0.91062 - 0.02635), 1e-4);
}
END_TEST

// Copper of 0.2 mm instead of 12 um: 0.1027 m2 x 94 um = 9.65 cm3 more, in a can of 22.9 cm3 that has 3.8 left.
START_TEST(stack_that_does_not_fit_is_a_fault)
{
    build.coatings[0].foil_m = 0.2e-3;
    gm_build_fault f = only_fault();
    ck_assert_int_eq(f.quantity, GM_BUILD_HOUSING_FILL);
    ck_assert_double_gt(f.value, 1.0);
    // It can be weighed all the same: 9.65 cm3 of copper more are 86.5 g.
    ck_assert(f.is_doubt && gm_cell_build_is_sound(&cell, &build));
    double foil_kg = gm_cell_design_of(&cell, &build).mass_kg[GM_PART_NEGATIVE_FOIL];
    ck_assert_double_eq_tol(foil_kg, 0.1027 / 2.0 * 0.2e-3 * 8960.0, 1e-12);
}
END_TEST

START_TEST(all_faults_are_told_at_once)
{
    gm_build_fault faults[2];
    build.coatings[0].active[0].kg_m3 = 0.0;
    build.coatings[1].foil_m = NAN;
    build.sheets.sides = 3;
    build.electrolyte.kg_m3 = -1.0;
    build.pack.mass_share = 1.2;
    ck_assert_int_eq(gm_cell_build_check(&cell, &build, faults, 2), 5);
    ck_assert_int_eq(faults[0].quantity, GM_BUILD_ACTIVE_KG_M3);
    ck_assert_int_eq(faults[0].population, 0);
    ck_assert(faults[0].low_open);
    ck_assert_int_eq(faults[1].quantity, GM_BUILD_FOIL);
    ck_assert_int_eq(faults[1].electrode, 1);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("cell_design");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, capacity_of_the_lg_m50_is_that_of_its_balance);
    tcase_add_test(cases, window_can_be_that_of_a_balance);
    tcase_add_test(cases, energy_is_the_integral_of_the_open_circuit_curves);
    tcase_add_test(cases, mass_of_the_lg_m50_is_near_that_of_real_ones);
    tcase_add_test(cases, volumes_of_the_lg_m50_add_up_to_its_can);
    tcase_add_test(cases, heat_capacity_of_a_pair_is_the_sum_of_its_layers);
    tcase_add_test(cases, stack_has_one_negative_sheet_more);
    tcase_add_test(cases, solid_cell_of_3_mah_has_the_thicknesses_of_the_table);
    tcase_add_test(cases, solid_electrolyte_is_coated_and_weighed_with_the_electrode);
    tcase_add_test(cases, lithium_metal_is_as_thick_as_its_charge);
    tcase_add_test(cases, blend_has_the_mean_of_its_materials_by_charge);
    tcase_add_test(cases, pack_is_heavier_than_its_cells);
    tcase_add_loop_test(cases, parts_add_up_to_the_cell, 0, 2);
    tcase_add_test(cases, shares_that_are_not_the_whole_volume_are_a_fault);
    tcase_add_test(cases, area_of_the_cell_must_be_that_of_its_sheets);
    tcase_add_test(cases, window_must_move_the_same_charge_in_both_electrodes);
    tcase_add_test(cases, stack_that_does_not_fit_is_a_fault);
    tcase_add_test(cases, all_faults_are_told_at_once);
    return gm_check_main("cell_design", cases);
}
