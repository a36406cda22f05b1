// SPDX-License-Identifier: MIT

#include "cell/spme.h"

#include "cell/arrhenius.h"
#include "cell/spme_parts.h"
#include "core/assert.h"

#include <math.h>

#define ERROR_SHARE   0.2 // of the way from the predictor that is the error of a BDF2 step
#define TOLERANCE_V   5e-4
#define TOLERANCE_MOL 1.0  // per m3 of electrolyte
#define TOLERANCE_D   3e-3 // of diffusivities that depend on stoichiometry

// ---- the beginning

static void create_populations(gm_spme *spme)
{
    for (int e = 0; e < 2; e++) {
        const gm_electrode *electrode = &spme->cell->electrodes[e];
        spme->n_populations[e] = e == 0 && spme->cell->metal.is_there ? 0 : electrode->n;
        for (int32_t k = 0; k < spme->n_populations[e]; k++) {
            const gm_particles *of = &electrode->particles[k];
            spme->populations[e][k] = (gm_spme_population){
                .of = of, .area = 3.0 * of->share / of->radius_m * electrode->thickness_m};
        }
    }
}

gm_spme *gm_spme_create(const gm_cell *cell, gm_spme_kind kind, const gm_cell_grid *grid,
                        gm_arena *arena)
{
    bool has_metal = cell->metal.is_there;
    GM_REQUIRE((has_metal || grid->negative >= 2) && grid->separator >= 2 &&
               grid->positive >= 2 && grid->shells >= 3);
    GM_REQUIRE(!has_metal || (cell->metal.symmetry > 0.0 && cell->metal.symmetry < 1.0));
    GM_REQUIRE(cell->electrodes[1].n >= 1 && (has_metal || cell->electrodes[0].n >= 1));
    gm_spme *spme = GM_NEW(arena, gm_spme, 1);
    *spme = (gm_spme){.cell = cell, .grid = *grid};
    spme->has_electrolyte = kind == GM_SPME_WITH_ELECTROLYTE;
    spme->has_gradient = spme->has_electrolyte && cell->electrolyte.transference < 1.0;
    spme->film_ohm_m2[0] =
        cell->electrodes[0].film_ohm_m2 + cell->aging.layer_first_m * cell->aging.layer_ohm_m;
    spme->film_ohm_m2[1] = cell->electrodes[1].film_ohm_m2;
    create_populations(spme);
    gm_spme_create_shells(spme, arena);
    gm_spme_create_salt(spme, arena);
    return spme;
}

// ---- the temperature

static void warm_population(const gm_spme *spme, gm_spme_population *p, double contact)
{
    const gm_particles *of = p->of;
    double even = of->is_even ? gm_curve_value(&of->diffusivity, 0.5) : 1.0;
    p->diffusivity = even * gm_arrhenius(of->diffusivity_e_j_mol, spme->temperature_k);
    p->rate = contact * of->rate * gm_arrhenius(of->rate_e_j_mol, spme->temperature_k);
}

// Resistance of a current that grows or falls evenly over an electrode: a third of its length.
static void warm_resistances(gm_spme *spme)
{
    const gm_cell *cell = spme->cell;
    const gm_electrode *n = &cell->electrodes[0];
    const gm_electrode *p = &cell->electrodes[1];
    const gm_electrolyte *e = &cell->electrolyte;
    bool has_metal = cell->metal.is_there;
    double solid = has_metal ? 0.0 : n->thickness_m / n->conductivity;
    double negative = 0.0; // of the electrolyte in it
    spme->ohmic_ohm_m2 =
        cell->contact_ohm_m2 + (solid + p->thickness_m / p->conductivity) / 3.0;
    if (spme->has_electrolyte) {
        double kappa = gm_curve_value(&e->conductivity, e->salt_mol_m3) *
                       gm_arrhenius(e->conductivity_e_j_mol, spme->temperature_k);
        negative = has_metal ? 0.0 : n->thickness_m / (kappa * n->transport);
        double separator = cell->separator_m / (kappa * cell->separator_transport);
        double positive = p->thickness_m / (kappa * p->transport);
        spme->ohmic_ohm_m2 += separator + (negative + positive) / 3.0;
    }
    spme->face_ohm_m2 = negative / 3.0 - solid / 6.0;
}

static void warm(void *self, double temperature_k)
{
    gm_spme *spme = self;
    const gm_cell *cell = spme->cell;
    const gm_electrolyte *e = &cell->electrolyte;
    if (temperature_k == spme->temperature_k) {
        return;
    }
    spme->temperature_k = temperature_k;
    spme->thermal_v = 2.0 * GM_GAS * temperature_k / GM_FARADAY;
    spme->diffusion_v =
        spme->has_gradient ? spme->thermal_v * (1.0 - e->transference) * e->factor : 0.0;
    spme->salt_diffusivity = gm_arrhenius(e->diffusivity_e_j_mol, temperature_k);
    for (int i = 0; i < 2; i++) {
        for (int32_t k = 0; k < spme->n_populations[i]; k++) {
            warm_population(spme, &spme->populations[i][k], cell->electrodes[i].contact);
        }
    }
    warm_resistances(spme);
}

// ---- at an instant

// There is lithium, and room for it, at every surface.
static bool is_sound(const gm_spme *spme)
{
    bool out = true;
    for (int e = 0; e < 2; e++) {
        for (int32_t k = 0; k < spme->n_populations[e]; k++) {
            out = out && spme->populations[e][k].reaction.is_sound;
        }
    }
    return out;
}

static void show(const gm_spme *spme, double current, const gm_spme_sight *sight,
                 gm_cell_view *view)
{
    *view = (gm_cell_view){.time_s = view->time_s,
                           .current = current,
                           .voltage_v = sight->voltage_v,
                           .plating_v = sight->plating_v,
                           .temperature_k = spme->temperature_k,
                           .charge = view->charge,
                           .heat = sight->heat};
}

static bool settle(void *self, gm_cell_control control)
{
    gm_spme *spme = self;
    double current = spme->now.current;
    gm_spme_sight sight;
    gm_spme_freeze_salt(spme);
    for (int e = 0; e < 2; e++) {
        for (int32_t k = 0; k < spme->n_populations[e]; k++) {
            gm_spme_freeze(spme, &spme->populations[e][k]);
            spme->populations[e][k].j_new = spme->populations[e][k].j[0];
        }
    }
    if (!gm_spme_solve(spme, control, &current, &sight) || !is_sound(spme)) {
        return false;
    }
    show(spme, current, &sight, &spme->now);
    spme->n_taken = 0;
    for (int e = 0; e < 2; e++) {
        for (int32_t k = 0; k < spme->n_populations[e]; k++) {
            gm_spme_population *p = &spme->populations[e][k];
            p->j[0] = p->j_new;
            p->surface = p->rest + p->by_j * p->j_new;
        }
    }
    return true;
}

static void begin_population(const gm_spme *spme, gm_spme_population *p, double stoichiometry)
{
    double c = stoichiometry * p->of->most_mol_m3;
    for (int32_t k = 0; k < spme->grid.shells; k++) {
        p->c[0][k] = c;
    }
    p->mean[0] = c;
    p->surface = c;
    p->bent = 0.0;
    p->j[0] = 0.0;
}

static void begin(void *self, const double *stoichiometry, double temperature_k)
{
    gm_spme *spme = self;
    double salt = spme->cell->electrolyte.salt_mol_m3;
    warm(spme, temperature_k);
    spme->n_taken = 0;
    spme->now = (gm_cell_view){.temperature_k = temperature_k};
    spme->slope = 0.0;
    for (int32_t k = 0; k < spme->n; k++) {
        spme->salt[0][k] = salt;
    }
    for (int e = 0; e < 2; e++) {
        for (int32_t k = 0; k < spme->n_populations[e]; k++) {
            begin_population(spme, &spme->populations[e][k], *stoichiometry++);
        }
    }
    (void)settle(spme, (gm_cell_control){GM_HOLD_CURRENT, 0.0});
}

// ---- steps

// By which share diffusivities of what the step found differ from those that it had, at most.
static double strayed(const gm_spme *spme, const gm_spme_stride *s)
{
    double most = 0.0;
    int32_t last = spme->grid.shells - 1;
    for (int e = 0; e < 2; e++) {
        for (int32_t k = 0; k < spme->n_populations[e]; k++) {
            const gm_spme_population *p = &spme->populations[e][k];
            double found = p->work[last] + p->by_last * p->j_new;
            double guess = gm_spme_ahead(s, p->c[0][last], p->c[1][last], p->c[2][last]);
            double off = p->of->is_even ? 0.0 : gm_spme_strayed(p, guess, found);
            most = off > most ? off : most;
        }
    }
    return most;
}

// Of what was predicted and what came: the third difference that a step of order two leaves. What the
// current did otherwise than predicted is no error, as by how much it moves the solution is known.
static double error_of(const gm_spme *spme, const gm_spme_stride *s, double voltage_by)
{
    double turned =
        spme->tried.current -
        gm_spme_ahead(s, spme->now.current, spme->past[1].current, spme->past[2].current);
    double volts =
        gm_spme_ahead(s, spme->now.voltage_v, spme->past[1].voltage_v, spme->past[2].voltage_v);
    volts += turned * voltage_by;
    double most =
        fmax(fabs(spme->tried.voltage_v - volts) / TOLERANCE_V, strayed(spme, s) / TOLERANCE_D);
    for (int32_t k = 0; spme->has_gradient && k < spme->n; k++) {
        double guess = spme->salt_guess[k] + turned * spme->salt_by[k];
        double salt = fabs(spme->salt_new[k] - guess) / TOLERANCE_MOL;
        most = salt > most ? salt : most;
    }
    return ERROR_SHARE * most;
}

static bool step(void *self, gm_cell_control control, double h, double *error)
{
    gm_spme *spme = self;
    gm_spme_stride s = {gm_bdf_of(h, spme->step_s[0], spme->n_taken),
                        gm_bdf_ahead_of(h, spme->step_s, spme->n_taken)};
    double current =
        gm_spme_ahead(&s, spme->now.current, spme->past[1].current, spme->past[2].current);
    gm_spme_sight sight;
    for (int e = 0; e < 2; e++) {
        for (int32_t k = 0; k < spme->n_populations[e]; k++) {
            gm_spme_population *p = &spme->populations[e][k];
            gm_spme_diffuse(spme, p, &s);
            p->j_new = gm_spme_ahead(&s, p->j[0], p->j[1], p->j[2]);
        }
    }
    gm_spme_diffuse_salt(spme, &s);
    if (!gm_spme_solve(spme, control, &current, &sight) || !is_sound(spme) ||
        (spme->has_gradient && !gm_spme_fill_salt(spme, current))) {
        return false;
    }
    spme->tried.time_s = spme->now.time_s + h;
    // The charge that c_e and c_s have moved by: that of the same formula.
    spme->tried.charge = s.bdf.now * spme->now.charge - s.bdf.before * spme->past[1].charge +
                         s.bdf.ahead_s * current;
    show(spme, current, &sight, &spme->tried);
    spme->slope = sight.voltage_by;
    spme->tried_step_s = h;
    *error = spme->n_taken >= 2 ? error_of(spme, &s, sight.voltage_by) : 0.0;
    return true;
}

static void accept(void *self)
{
    gm_spme *spme = self;
    for (int e = 0; e < 2; e++) {
        for (int32_t k = 0; k < spme->n_populations[e]; k++) {
            gm_spme_fill(spme, &spme->populations[e][k]);
        }
    }
    if (spme->has_gradient) {
        double *oldest = spme->salt[2];
        spme->salt[2] = spme->salt[1];
        spme->salt[1] = spme->salt[0];
        spme->salt[0] = spme->salt_new;
        spme->salt_new = oldest;
    }
    spme->past[2] = spme->past[1];
    spme->past[1] = spme->now;
    spme->now = spme->tried;
    spme->step_s[1] = spme->step_s[0];
    spme->step_s[0] = spme->tried_step_s;
    spme->n_taken += spme->n_taken < GM_BDF_HISTORY ? 1 : 0;
}

// ---- what is seen

static const gm_cell_view *now(const void *self)
{
    return &((const gm_spme *)self)->now;
}

static const gm_cell_view *tried(const void *self)
{
    return &((const gm_spme *)self)->tried;
}

static void edges(const void *self, gm_cell_edges *out)
{
    const gm_spme *spme = self;
    *out = (gm_cell_edges){.least_salt = spme->salt[0][0], .least = {1.0, 1.0}};
    for (int r = 0; r < 3; r++) {
        const gm_spme_region *region = &spme->regions[r];
        for (int32_t k = region->first; k < region->first + region->n; k++) {
            if (spme->salt[0][k] <= out->least_salt) {
                out->least_salt = spme->salt[0][k];
                out->salt_in = r == 1 ? -1 : r / 2;
            }
        }
    }
    for (int e = 0; e < 2; e++) {
        for (int32_t k = 0; k < spme->n_populations[e]; k++) {
            const gm_spme_population *p = &spme->populations[e][k];
            double x = p->surface / p->of->most_mol_m3;
            out->least[e] = fmin(out->least[e], x);
            out->most[e] = fmax(out->most[e], x);
        }
    }
}

gm_cell_model gm_spme_model(gm_spme *spme)
{
    static const gm_cell_ops with = {"SPMe", begin, settle, warm,  step,
                                     accept, now,   tried,  edges, NULL};
    static const gm_cell_ops without = {"SPM",  begin, settle, warm,  step,
                                        accept, now,   tried,  edges, NULL};
    return (gm_cell_model){spme->has_electrolyte ? &with : &without, spme};
}
