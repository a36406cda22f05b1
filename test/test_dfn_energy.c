// SPDX-License-Identifier: MIT
//
// O3: where the energy goes. Summed by parts, the charge balances of solid and electrolyte over all cells
// (times phi_s, times phi_e) give exactly, for the scheme and at every instant,
//
//   -i V = sum i_s^2/G_s + sum (i_e^2/G_e - X i_e d ln c_e) + i^2 R_contact
//          + sum h a j (eta + j R_film) + sum h a j U,
//
// over all faces and cells, half cells at the current collectors among them. The heat, -i V less
// sum h a j (U - T dU/dT), is then what is lost in each of these places and what reactions take from or
// give to their surroundings. Here each is computed by itself: i_s from phi_s, i_e^2/G_e from c_e, eta from
// j by the inverse of Butler-Volmer.

#include "check_main.h"
#include "dfn_drive.h"
#include "marquis_cell.h"
#include "told.h"

#include "cell/dfn_parts.h"

static gm_arena arena;
static gm_cell cell;
static double full[3];
static const gm_cell_grid grid = {20, 15, 25, 20};

// Marquis' cell with everything that loses or gives heat: a second population, films, contacts, a poor
// conductor, entropy.
static void setup(void)
{
    gm_arena_init(&arena, 0);
    cell = marquis_cell(&arena);
    gm_electrode *e = cell.electrodes;
    e[0].particles[0].share = 0.4;
    e[0].particles[0].entropy = cell_curve("-1e-4 + 3e-4*x", 1.0, &arena);
    e[0].particles[1] = e[0].particles[0];
    e[0].particles[1].share = 0.2;
    e[0].particles[1].radius_m = 6e-6;
    e[0].n = 2;
    e[1].particles[0].entropy = cell_curve("2e-4*x**2 - 3e-4", 1.0, &arena);
    e[0].film_ohm_m2 = 0.005;
    e[1].film_ohm_m2 = 0.01;
    e[1].conductivity = 0.3;
    cell.contact_ohm_m2 = 5e-4;
    full[0] = full[1] = marquis_full[0];
    full[2] = marquis_full[1];
}

static void teardown(void)
{
    gm_arena_fini(&arena);
}

static gm_dfn *open_full(double temperature_k)
{
    gm_dfn *dfn = gm_dfn_create(&cell, &grid, &arena);
    gm_dfn_begin(dfn, full, temperature_k);
    return dfn;
}

// ---- each loss by itself, W/m2

typedef struct losses {
    double solid;
    double electrolyte;
    double contact;
    double reaction;
    double entropic;
} losses;

static double arrhenius(double energy_j_mol, double temperature_k)
{
    return exp(energy_j_mol / GM_GAS * (1.0 / GM_CELL_T_REF_K - 1.0 / temperature_k));
}

static double resistance(const gm_dfn *dfn, const gm_dfn_region *r, double salt)
{
    double slope;
    const gm_electrolyte *e = &cell.electrolyte;
    return 0.5 * r->width_m /
           (r->transport * gm_curve_at(&e->conductivity, salt, &slope) *
            arrhenius(e->conductivity_e_j_mol, gm_dfn_now(dfn)->temperature_k));
}

static const gm_dfn_region *region_of(const gm_dfn *dfn, int32_t k)
{
    const gm_dfn_region *r = dfn->regions;
    while (k >= r->first + r->n) {
        r++;
    }
    return r;
}

static void add_transport(const gm_dfn *dfn, const gm_dfn_point *points, losses *out)
{
    const gm_cell_view *now = gm_dfn_now(dfn);
    double i = now->current;
    double x_v = 2.0 * GM_GAS * now->temperature_k / GM_FARADAY *
                 (1.0 - cell.electrolyte.transference) * cell.electrolyte.factor;
    for (int32_t k = 1; k < dfn->n; k++) {
        const gm_dfn_point *a = &points[k - 1];
        const gm_dfn_point *b = &points[k];
        const gm_dfn_region *ra = region_of(dfn, k - 1);
        const gm_dfn_region *rb = region_of(dfn, k);
        double i_s = 0.0;
        if (ra == rb && a->has_solid) {
            double g = cell.electrodes[ra == dfn->regions ? 0 : 1].conductivity / ra->width_m;
            i_s = -g * (b->phi_s_v - a->phi_s_v);
            out->solid += i_s * i_s / g;
        }
        double i_e = i - i_s;
        double ohm_m2 =
            resistance(dfn, ra, a->salt_mol_m3) + resistance(dfn, rb, b->salt_mol_m3);
        out->electrolyte +=
            i_e * i_e * ohm_m2 - x_v * i_e * log(b->salt_mol_m3 / a->salt_mol_m3);
    }
    for (int e = 0; e < 2; e++) {
        double half = 0.5 * gm_dfn_region_of(dfn, e)->width_m / cell.electrodes[e].conductivity;
        out->solid += i * i * half;
    }
    out->contact = i * i * cell.contact_ohm_m2;
}

static void add_reactions(const gm_dfn *dfn, const gm_dfn_point *points, losses *out)
{
    double t_k = gm_dfn_now(dfn)->temperature_k;
    double slope;
    for (int e = 0; e < 2; e++) {
        const gm_dfn_region *r = gm_dfn_region_of(dfn, e);
        for (int32_t p = 0; p < dfn->n_populations[e]; p++) {
            const gm_dfn_population *pop = &dfn->populations[e][p];
            const gm_particles *of = pop->of;
            double area = 3.0 * of->share / of->radius_m * r->width_m;
            for (int32_t n = 0; n < r->n; n++) {
                double c = pop->surface_now[n];
                double j = pop->j[0][n];
                double j0 = of->rate * arrhenius(of->rate_e_j_mol, t_k) *
                            sqrt(points[r->first + n].salt_mol_m3 * c * (of->most_mol_m3 - c));
                double eta = 2.0 * GM_GAS * t_k / GM_FARADAY * asinh(j / (2.0 * j0));
                double by_t = gm_curve_at(&of->entropy, c / of->most_mol_m3, &slope);
                out->reaction += area * j * (eta + j * cell.electrodes[e].film_ohm_m2);
                out->entropic += area * j * t_k * by_t;
            }
        }
    }
}

static losses losses_of(const gm_dfn *dfn)
{
    gm_dfn_point points[64];
    losses out = {0};
    gm_dfn_fields(dfn, points);
    add_transport(dfn, points, &out);
    add_reactions(dfn, points, &out);
    return out;
}

static double sum_of(losses l)
{
    return l.solid + l.electrolyte + l.contact + l.reaction + l.entropic;
}

// ---- balances

typedef struct balance {
    double worst; // |heat - losses| by the power delivered, of any step
    double heat;  // J/m2
    double lost;
    double delivered;
    double charge; // C/m2
} balance;

static void take_step(gm_dfn *dfn, gm_cell_control control, double most, double *h, balance *b)
{
    gm_cell_view before = *gm_dfn_now(dfn);
    double lost = sum_of(losses_of(dfn));
    drive_on(dfn, control, 1e9, most, h);
    const gm_cell_view *now = gm_dfn_now(dfn);
    double half_s = 0.5 * (now->time_s - before.time_s);
    double lost_now = sum_of(losses_of(dfn));
    double miss = fabs(now->heat - lost_now) / fabs(now->current * now->voltage_v);
    b->worst = miss > b->worst ? miss : b->worst;
    b->heat += half_s * (before.heat + now->heat);
    b->lost += half_s * (lost + lost_now);
    b->delivered += half_s * control.value * (before.voltage_v + now->voltage_v);
    b->charge = now->charge;
}

static balance discharge(double rate, double most, double temperature_k)
{
    balance b = {0};
    double h = 1e-3;
    gm_dfn *dfn = open_full(temperature_k);
    gm_cell_control control = {GM_HOLD_CURRENT, MARQUIS_1C * rate};
    ck_assert(gm_dfn_settle(dfn, control));
    while (gm_dfn_now(dfn)->voltage_v > cell.low_v) {
        take_step(dfn, control, most, &h, &b);
    }
    return b;
}

// At every step what the heat is said to be is the sum of what is lost, to 1e-6 of the power. A step's
// kappa is that of its predictor: at the model's own tolerances that leaves a little more.
START_TEST(heat_is_what_is_lost_at_every_step)
{
    static const double rates[] = {0.2, 1.0, 3.0};
    balance b = discharge(rates[_i], 1e-3, 288.15);
    ck_assert_double_le(b.worst, 1e-6);
    b = discharge(rates[_i], 1.0, 288.15);
    gm_told_le("heat at every step, C/5, 1C, 3C", "the sum of all losses", b.worst, 3e-5,
               "of the power");
}
END_TEST

// O3: over a discharge, to 1e-4.
START_TEST(heat_is_what_is_lost_over_a_discharge)
{
    balance b = discharge(1.0, 1.0, GM_CELL_T_REF_K);
    gm_told_le("heat of a discharge, 1C", "the sum of all losses", fabs(b.heat / b.lost - 1.0),
               1e-4, "of it");
}
END_TEST

// ---- from state to state

// Integral of the enthalpy potential U - T dU/dT of one population over its stoichiometry, V; Simpson.
// The entropy's part of U, (T - T_ref) dU/dT, is in it, so that T_ref is what is left of T.
static double enthalpy(const gm_particles *of, double from, double to)
{
    int n = 20000;
    double sum = 0.0;
    for (int i = 0; i <= n; i++) {
        double slope;
        double x = from + (to - from) * i / n;
        double h = gm_curve_at(&of->potential, x, &slope) -
                   GM_CELL_T_REF_K * gm_curve_at(&of->entropy, x, &slope);
        sum += h * (i == 0 || i == n ? 1.0 : i % 2 ? 4.0 : 2.0);
    }
    return sum * (to - from) / (3.0 * n);
}

// J/m2 that the open-circuit states at both ends of a charge differ by: all particles of an electrode are
// of one material and end at one stoichiometry.
static double between_states(double charge)
{
    double sum = 0.0;
    for (int e = 0; e < 2; e++) {
        const gm_electrode *of = &cell.electrodes[e];
        double room = 0.0; // C/m2 from empty to full
        for (int32_t p = 0; p < of->n; p++) {
            room += GM_FARADAY * of->thickness_m * of->particles[p].share *
                    of->particles[p].most_mol_m3;
        }
        double from = e == 0 ? full[0] : full[2];
        double to = from + (e == 0 ? -charge : charge) / room;
        sum += room * enthalpy(&of->particles[0], from, to);
    }
    return sum;
}

// What is delivered and what comes free as heat is what the states differ by, less the heat of mixing,
// which the model leaves out: in slow discharges next to nothing, and in proportion to the current.
START_TEST(delivered_and_heat_are_what_the_states_differ_by)
{
    double miss[2];
    for (int i = 0; i < 2; i++) {
        balance b = discharge(i == 0 ? 0.02 : 0.01, 1e-3, 288.15);
        miss[i] = 1.0 - (b.delivered + b.heat) / between_states(b.charge);
    }
    gm_told_le("energy and heat of a discharge, C/100", "the open-circuit states at its ends",
               fabs(miss[1]), 1e-4, "of it");
    ck_assert_double_eq_tol(miss[0] / miss[1], 2.0, 0.2);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("dfn_energy");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_loop_test(tc, heat_is_what_is_lost_at_every_step, 0, 3);
    tcase_add_test(tc, heat_is_what_is_lost_over_a_discharge);
    tcase_add_test(tc, delivered_and_heat_are_what_the_states_differ_by);
    return gm_check_main("cell/dfn_energy", tc);
}
