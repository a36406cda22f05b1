// SPDX-License-Identifier: MIT
//
// Makes the cell that a file describes, and looks along its curves for what no cell can have.

#include "battery/aging_def.h"
#include "battery/cell_def.h"

#include "num/elementary.h"

#include <math.h>

#define STOICHIOMETRY_PIECES 2048 // error of exp(-300 x): 300^4 / 384 / 2048^4 = 1.2e-6 of it
#define CURVE_SHARE          3e-8 // of the greatest value: fewer pieces where they are as good
#define SALT_PIECES          1024
#define SALT_MOST            4.0 // the curves of the electrolyte go to so many times the salt at rest
#define SALT_LEAST_MOST      4000.0 // mol/m3, and this far at least
#define SALT_LOOKED_AT       3.0    // times the salt at rest
#define SALT_NONE            1000.0 // mol/m3: of a conductor of one kind of ions
#define SALT_D_NONE          1e-10  // m2/s: there nothing diffuses, and any value does
#define LOOKS                200
#define AT_REST_V            5e-3 // populations of an electrode may be so far apart
#define BRUGGEMAN            1.5  // Bruggeman 1935, of spheres

static const char *const electrode_words[] = {"negative", "positive"};

typedef struct maker {
    const gm_cell_def *def;
    gm_arena *arena;
    gm_diag *diag;
    gm_curve_store *store;
    double salt_mol_m3;
} maker;

static double salt_of(const gm_electrolyte_def *def)
{
    return def->has_salt ? def->salt_mol_m3 : SALT_NONE;
}

// ---- numbers

static double transport_of(const gm_pores_def *pores)
{
    double b = pores->has_bruggeman ? pores->bruggeman : BRUGGEMAN;
    return pores->has_transport ? pores->transport : gm_pow(pores->porosity, b);
}

// m of j0 = m sqrt(c_e c_s (c_max - c_s)); at x = 1/2 the root of the c_s is c_max/2.
static double rate_of(const gm_particles_def *def, double salt_mol_m3)
{
    double root = sqrt(salt_mol_m3) * def->maximum_mol_m3;
    double value = def->rate.value;
    switch ((gm_rate_unit)def->rate.unit) {
    case GM_RATE_EXCHANGE:
        return 2.0 * value / root;
    case GM_RATE_FLUX:
        return GM_FARADAY * value / root;
    case GM_RATE_SPEED:
        return GM_FARADAY * value;
    case GM_RATE_CONSTANT:
        break;
    }
    return value;
}

// Contact grows with the root of the pressure (Li6PS5Cl, arXiv 2501.00600).
static double contact_of(const gm_contact_def *contact, const gm_cell_def *cell)
{
    if (contact->at_pa <= 0.0 || !cell->has_pressure) {
        return contact->share;
    }
    double share = contact->share * sqrt(cell->pressure_pa / contact->at_pa);
    return share < 1.0 ? share : 1.0;
}

// ---- curves

// A diffusivity or conductivity that is not above 0 somewhere in a span: false, and where.
static bool is_positive(const gm_curve *curve, double from, double to, double *at)
{
    for (int i = 0; i <= LOOKS; i++) {
        double slope;
        *at = from + (to - from) * i / LOOKS;
        if (!(gm_curve_at(curve, *at, &slope) > 0.0)) {
            return false;
        }
    }
    return true;
}

static bool make_diffusivity(const maker *m, const gm_particles_def *def, gm_curve_use use,
                             gm_particles *out)
{
    double at;
    double slope;
    out->is_even = def->diffusivity.form == GM_CURVE_NUMBER;
    if (!gm_curve_of_def(&def->diffusivity, &use, &out->diffusivity)) {
        return false;
    }
    if (is_positive(&out->diffusivity, 0.0, 1.0, &at)) {
        return true;
    }
    gm_diag_error(m->diag, def->diffusivity.src, "%s must be > 0, got %.4g m2/s at x = %.4g",
                  use.what, gm_curve_at(&out->diffusivity, at, &slope), at);
    return false;
}

static const char *name_of(const maker *m, const char *electrode, const gm_particles_def *def,
                           const char *what)
{
    return gm_arena_printf(m->arena, "%s: %s: %s", electrode, def->name, what);
}

static bool make_particles(const maker *m, const char *electrode, const gm_particles_def *def,
                           gm_particles *out)
{
    *out = (gm_particles){
        .name = def->name,
        .share = def->share,
        .radius_m = def->radius_m,
        .most_mol_m3 = def->maximum_mol_m3,
        .hysteresis_rate = def->ocp.hysteresis_rate,
        .diffusivity_e_j_mol = def->diffusivity_e_j_mol,
        .rate = rate_of(def, m->salt_mol_m3),
        .rate_e_j_mol = def->rate_e_j_mol,
    };
    gm_curve_use use = {.what = name_of(m, electrode, def, "ocp"),
                        .of = "x",
                        .span = {0.0, 1.0, STOICHIOMETRY_PIECES, CURVE_SHARE},
                        .arena = m->arena,
                        .diag = m->diag,
                        .store = m->store};
    bool ok = gm_curve_of_potential(&def->ocp, &use, &out->potential, &out->hysteresis);
    use.what = name_of(m, electrode, def, "entropic-coefficient");
    ok = gm_curve_of_def(&def->entropy, &use, &out->entropy) && ok;
    use.what = name_of(m, electrode, def, "diffusivity");
    return make_diffusivity(m, def, use, out) && ok;
}

// ---- the parts

static double critical_of(const gm_metal_def *def, const gm_cell_def *cell)
{
    bool is_elsewhere = def->critical_at_pa > 0.0 && cell->has_pressure;
    double times = is_elsewhere ? cell->pressure_pa / def->critical_at_pa : 1.0;
    return def->critical_a_m2 * gm_pow(times, def->critical_exponent);
}

static void make_metal(const gm_cell_def *cell, gm_metal *out)
{
    const gm_metal_def *def = cell->electrodes[0].metal;
    *out = (gm_metal){
        .is_there = true,
        .exchange_a_m2 = def->exchange_a_m2,
        .exchange_e_j_mol = def->exchange_e_j_mol,
        .symmetry = def->symmetry,
        .layer_ohm_m2 = def->layer_ohm_m2,
        .layer_e_j_mol = def->layer_e_j_mol,
        .critical_a_m2 = critical_of(def, cell),
        .critical_e_j_mol = def->critical_e_j_mol,
    };
}

static bool make_electrode(const maker *m, int i, gm_electrode *out)
{
    const gm_electrode_def *def = &m->def->electrodes[i];
    double solid = gm_pow(1.0 - def->pores.porosity, def->solid_bruggeman);
    *out = (gm_electrode){
        .thickness_m = def->thickness_m,
        .porosity = def->pores.porosity,
        .transport = transport_of(&def->pores),
        .conductivity = def->conductivity * solid,
        .film_ohm_m2 = def->film_ohm_m2,
        .contact = contact_of(&def->contact, m->def),
        .n = def->particles.n,
    };
    bool ok = true;
    for (int k = 0; k < def->particles.n; k++) {
        const gm_particles_def *particles = &def->particles.items[k];
        ok = make_particles(m, electrode_words[i], particles, &out->particles[k]) && ok;
    }
    return ok;
}

// Polynomials of measured conductivities turn down far from where they were measured.
static void warn_of_nothing(const maker *m, const gm_curve *curve, const char *what, gm_src src)
{
    double at;
    double salt = m->salt_mol_m3;
    if (!is_positive(curve, 0.02 * salt, SALT_LOOKED_AT * salt, &at)) {
        gm_diag_warn(m->diag, src, "electrolyte: %s is not > 0 at c = %.4g mol/m3", what, at);
        gm_diag_hint(m->diag,
                     "in a cell at work the salt goes from nearly nothing to about %.4g mol/m3",
                     SALT_LOOKED_AT * salt);
    }
}

static bool make_electrolyte(const maker *m, gm_electrolyte *out)
{
    const gm_electrolyte_def *def = &m->def->electrolyte;
    double most = SALT_MOST * m->salt_mol_m3;
    *out = (gm_electrolyte){
        .salt_mol_m3 = m->salt_mol_m3,
        .transference = def->transference,
        .factor = def->factor,
        .diffusivity_e_j_mol = def->diffusivity_e_j_mol,
        .conductivity_e_j_mol = def->conductivity_e_j_mol,
    };
    gm_curve_use use = {.what = "electrolyte: conductivity",
                        .of = "c",
                        .span = {0.0, fmax(most, SALT_LEAST_MOST), SALT_PIECES, CURVE_SHARE},
                        .may_begin_later = true,
                        .arena = m->arena,
                        .diag = m->diag,
                        .store = m->store};
    bool ok = gm_curve_of_def(&def->conductivity, &use, &out->conductivity);
    if (ok) {
        warn_of_nothing(m, &out->conductivity, "conductivity", def->conductivity.src);
    }
    if (def->diffusivity.form == GM_CURVE_NONE) {
        gm_curve_of_value(m->arena, SALT_D_NONE, &out->diffusivity);
        return ok;
    }
    use.what = "electrolyte: diffusivity";
    if (!gm_curve_of_def(&def->diffusivity, &use, &out->diffusivity)) {
        return false;
    }
    warn_of_nothing(m, &out->diffusivity, "diffusivity", def->diffusivity.src);
    return ok;
}

// Per m2 of a pair.
static gm_cell_thermal thermal_of(const gm_thermal_def *def, double area_m2)
{
    if (!def) {
        return (gm_cell_thermal){0};
    }
    const double heat_by[] = {1.0 / area_m2, def->mass_kg / area_m2, 1.0}; // by gm_heat_unit
    const double cooling_by[] = {1.0 / area_m2, def->surface_m2 / area_m2};
    gm_cell_thermal out = {.stack_j_m2k = def->heat.value * heat_by[def->heat.unit]};
    if (def->cooling.is_given) {
        out.outer_w_m2k = def->cooling.value * cooling_by[def->cooling.unit];
    }
    if (def->shell) {
        out.shell_j_m2k = def->shell->heat_j_k / area_m2;
        out.inner_w_m2k = def->shell->conductance_w_k / area_m2;
    }
    return out;
}

// ---- at rest

static double potential_of(const gm_particles *particles, double x)
{
    double slope;
    return gm_curve_at(&particles->potential, x, &slope);
}

// Populations of one electrode are in contact: at rest all have its potential, but for hysteresis.
static void warn_of_unrest(const maker *m, int i, const gm_electrode *electrode)
{
    const gm_electrode_def *def = &m->def->electrodes[i];
    double slope;
    for (int k = 1; k < electrode->n; k++) {
        const gm_particles_def *a = &def->particles.items[0];
        const gm_particles_def *b = &def->particles.items[k];
        double first = potential_of(&electrode->particles[0], a->stoichiometry);
        double other = potential_of(&electrode->particles[k], b->stoichiometry);
        double half =
            gm_curve_at(&electrode->particles[0].hysteresis, a->stoichiometry, &slope) +
            gm_curve_at(&electrode->particles[k].hysteresis, b->stoichiometry, &slope);
        if (fabs(first - other) > AT_REST_V + half) {
            gm_diag_warn(
                m->diag, b->stoichiometry_src,
                "%s: at rest its particles have one potential, but %s is at %.4f V and "
                "%s at %.4f V",
                electrode_words[i], a->name, first, b->name, other);
        }
    }
}

gm_status gm_cell_of_def(const gm_cell_def *def, gm_arena *arena, gm_diag *diag, gm_cell *out)
{
    return gm_cell_of_def_again(def, NULL, arena, diag, out);
}

gm_status gm_cell_of_def_again(const gm_cell_def *def, gm_curve_store *store, gm_arena *arena,
                               gm_diag *diag, gm_cell *out)
{
    maker m = {def, arena, diag, store, salt_of(&def->electrolyte)};
    bool ok = gm_cell_def_check(def, diag);
    *out = (gm_cell){
        .aging = gm_aging_of_def(def->aging),
        .separator_m = def->separator.thickness_m,
        .separator_porosity = def->separator.pores.porosity,
        .separator_transport = transport_of(&def->separator.pores),
        .contact_ohm_m2 = def->contact_ohm_m2,
        .area_m2 = def->area_m2,
        .thermal = thermal_of(def->thermal, def->area_m2),
        .low_v = def->voltage_v.least,
        .high_v = def->voltage_v.most,
        .low_k = def->temperature_k.least,
        .high_k = def->temperature_k.most,
    };
    if (def->electrodes[0].metal) {
        make_metal(def, &out->metal);
    }
    for (int i = 0; i < 2; i++) {
        if (!def->electrodes[i].metal) {
            ok = make_electrode(&m, i, &out->electrodes[i]) && ok;
        }
    }
    ok = make_electrolyte(&m, &out->electrolyte) && ok;
    if (!ok) {
        return GM_ERR_MODEL;
    }
    for (int i = 0; i < 2; i++) {
        warn_of_unrest(&m, i, &out->electrodes[i]);
    }
    return GM_OK;
}

int32_t gm_cell_def_stoichiometries(const gm_cell_def *def, double *out)
{
    int32_t n = 0;
    for (int i = 0; i < 2; i++) {
        for (int k = 0; k < def->electrodes[i].particles.n; k++) {
            out[n++] = def->electrodes[i].particles.items[k].stoichiometry;
        }
    }
    return n;
}
