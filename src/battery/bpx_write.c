// SPDX-License-Identifier: MIT

#include "battery/bpx_parts.h"

#include "cell/balance.h"

#include <math.h>
#include <string.h>

#define SAMPLES       401          // of a curve that BPX has no formula for
#define MOST_POROSITY (1.0 - 1e-6) // of a layer

static const char *const electrode_keys[] = {"Negative electrode", "Positive electrode"};

typedef struct writer {
    const gm_cell_def *def;
    const gm_cell *cell;
    const gm_cell_balance *balance;
    gm_json *json;
    gm_arena *arena;
    double full[2 * GM_CELL_PARTICLES]; // stoichiometries: negative, then positive
    double empty[2 * GM_CELL_PARTICLES];
} writer;

// ---- functions

static void put_columns(gm_json *json, const double *x, const double *y, int32_t n)
{
    static const char *const keys[] = {"x", "y"};
    const double *const columns[] = {x, y};
    gm_json_begin_object(json);
    for (int k = 0; k < 2; k++) {
        gm_json_key(json, keys[k]);
        gm_json_begin_array(json);
        for (int32_t i = 0; i < n; i++) {
            gm_json_number(json, columns[k][i]);
        }
        gm_json_end(json);
    }
    gm_json_end(json);
}

// What is sampled: a curve, or a branch as mean and half of the difference.
typedef struct sampled {
    const gm_curve *curve;
    const gm_curve *half; // or NULL
    double sign;
} sampled;

static void put_samples(const writer *w, const sampled *of)
{
    const gm_curve *curve = of->curve;
    double x[SAMPLES];
    double y[SAMPLES];
    double slope;
    for (int i = 0; i < SAMPLES; i++) {
        x[i] = curve->from + (curve->to - curve->from) * i / (SAMPLES - 1);
        y[i] = gm_curve_at(curve, x[i], &slope);
        y[i] += of->half ? of->sign * gm_curve_at(of->half, x[i], &slope) : 0.0;
    }
    put_columns(w->json, x, y, SAMPLES);
}

// A formula that BPX has words for, or NULL.
static const char *formula_of(const writer *w, const gm_curve_def *def)
{
    char factor[GM_NUMBER_BYTES];
    const char *text = def->form == GM_CURVE_FORMULA
                           ? gm_formula_write(&def->formula, def->x_si, w->arena)
                           : NULL;
    if (text && def->y_si != 1.0) {
        gm_text_of_number(def->y_si, factor);
        text = gm_arena_printf(w->arena, "%s * (%s)", factor, text);
    }
    return text && strlen(text) <= GM_FORMULA_BYTES_MAX ? text : NULL;
}

// made: what was made of the def, for samples.
static void put_made(const writer *w, const char *key, const gm_curve_def *def,
                     const sampled *made)
{
    const char *text = formula_of(w, def);
    gm_json_key(w->json, key);
    if (text) {
        gm_json_text(w->json, text);
    } else if (def->form == GM_CURVE_POINTS) {
        put_columns(w->json, def->x, def->y, def->n);
    } else if (def->form == GM_CURVE_FORMULA) {
        put_samples(w, made);
    } else {
        gm_json_number(w->json, def->value);
    }
}

static void put_function(const writer *w, const char *key, const gm_curve_def *def,
                         const gm_curve *curve)
{
    put_made(w, key, def, &(sampled){.curve = curve});
}

static void put_energy(const writer *w, const char *of, double e_j_mol)
{
    gm_json_put_number(w->json, gm_arena_printf(w->arena, "%s activation energy [J.mol-1]", of),
                       e_j_mol);
}

// ---- particles

static void put_potentials(const writer *w, const gm_potential_def *def,
                           const gm_particles *particles)
{
    if (!def->has_branches) {
        put_function(w, "OCP [V]", &def->mean, &particles->potential);
        return;
    }
    sampled mean = {.curve = &particles->potential};
    sampled down = {&particles->potential, &particles->hysteresis, -1.0};
    sampled up = {&particles->potential, &particles->hysteresis, 1.0};
    gm_json_key(w->json, "OCP [V]");
    put_samples(w, &mean);
    put_made(w, "OCP (lithiation) [V]", &def->lithiation, &down);
    put_made(w, "OCP (delithiation) [V]", &def->delithiation, &up);
    gm_json_put_number(w->json, "OCP hysteresis decay constant", def->hysteresis_rate);
}

// population: among those of both electrodes.
static void put_particles(const writer *w, int electrode, int32_t k, int32_t population)
{
    const gm_electrode *of = &w->cell->electrodes[electrode];
    const gm_particles *particles = &of->particles[k];
    const gm_particles_def *def = &w->def->electrodes[electrode].particles.items[k];
    double full = w->full[population];
    double empty = w->empty[population];
    double salt = w->cell->electrolyte.salt_mol_m3;
    // K = m sqrt(c_e0) c_max / F; what does not touch electrolyte is slower by so much.
    double rate =
        of->contact * particles->rate * sqrt(salt) * particles->most_mol_m3 / GM_FARADAY;
    gm_json_put_number(w->json, "Particle radius [m]", particles->radius_m);
    gm_json_put_number(w->json, "Surface area per unit volume [m-1]",
                       3.0 * particles->share / particles->radius_m);
    gm_json_put_number(w->json, "Maximum concentration [mol.m-3]", particles->most_mol_m3);
    gm_json_put_number(w->json, "Minimum stoichiometry", fmin(full, empty));
    gm_json_put_number(w->json, "Maximum stoichiometry", fmax(full, empty));
    put_potentials(w, &def->ocp, particles);
    put_function(w, "Entropic change coefficient [V.K-1]", &def->entropy, &particles->entropy);
    put_function(w, "Diffusivity [m2.s-1]", &def->diffusivity, &particles->diffusivity);
    put_energy(w, "Diffusivity", particles->diffusivity_e_j_mol);
    gm_json_put_number(w->json, "Reaction rate constant [mol.m-2.s-1]", rate);
    put_energy(w, "Reaction rate constant", particles->rate_e_j_mol);
}

// A layer of electrolyte alone has a hair of something else: programs that read BPX divide by the logarithm of
// its porosity.
static void put_layer(const writer *w, double thickness_m, double porosity, double transport)
{
    double hair = porosity < MOST_POROSITY ? 1.0 : MOST_POROSITY / porosity;
    gm_json_put_number(w->json, "Thickness [m]", thickness_m);
    gm_json_put_number(w->json, "Porosity", porosity * hair);
    gm_json_put_number(w->json, "Transport efficiency", transport * hair);
}

static void put_electrode(const writer *w, int i)
{
    const gm_electrode *of = &w->cell->electrodes[i];
    int32_t first = i == 0 ? 0 : w->cell->electrodes[0].n;
    gm_json_key(w->json, electrode_keys[i]);
    gm_json_begin_object(w->json);
    put_layer(w, of->thickness_m, of->porosity, of->transport);
    gm_json_put_number(w->json, "Conductivity [S.m-1]", of->conductivity);
    if (of->n == 1) {
        put_particles(w, i, 0, first);
    } else {
        gm_json_key(w->json, "Particle");
        gm_json_begin_object(w->json);
        for (int32_t k = 0; k < of->n; k++) {
            gm_json_key(w->json, of->particles[k].name);
            gm_json_begin_object(w->json);
            put_particles(w, i, k, first + k);
            gm_json_end(w->json);
        }
        gm_json_end(w->json);
    }
    gm_json_end(w->json);
}

// ---- the rest

// Of coatings and separator, without foils and housing.
static double stack_m3(const gm_cell *cell)
{
    return cell->area_m2 * (cell->electrodes[0].thickness_m + cell->separator_m +
                            cell->electrodes[1].thickness_m);
}

// What is cooled; where that is not said, both faces of the pair laid flat, as the volume is: programs that
// read BPX ask for one.
static double surface_m2(const gm_cell *cell, const gm_thermal_def *thermal)
{
    bool is_said = thermal && thermal->surface_m2 > 0.0;
    return is_said ? thermal->surface_m2 : 2.0 * cell->area_m2;
}

static void put_cell(const writer *w)
{
    const gm_cell *cell = w->cell;
    const gm_thermal_def *thermal = w->def->thermal;
    double volume = stack_m3(cell);
    gm_json_key(w->json, "Cell");
    gm_json_begin_object(w->json);
    gm_json_put_number(w->json, "Electrode area [m2]", cell->area_m2);
    gm_json_put_int(w->json, "Number of electrode pairs connected in parallel to make a cell",
                    1);
    gm_json_put_number(w->json, "Lower voltage cut-off [V]", cell->low_v);
    gm_json_put_number(w->json, "Upper voltage cut-off [V]", cell->high_v);
    gm_json_put_number(w->json, "Nominal cell capacity [A.h]",
                       w->balance->charge * cell->area_m2 / 3600.0);
    gm_json_put_number(w->json, "Reference temperature [K]", GM_CELL_T_REF_K);
    gm_json_put_number(w->json, "Volume [m3]", volume);
    gm_json_put_number(w->json, "External surface area [m2]", surface_m2(cell, thermal));
    if (thermal && thermal->heat.unit == GM_HEAT_MASS) {
        gm_json_put_number(w->json, "Density [kg.m-3]", thermal->mass_kg / volume);
        gm_json_put_number(w->json, "Specific heat capacity [J.K-1.kg-1]", thermal->heat.value);
    }
    gm_json_end(w->json);
}

static void put_electrolyte(const writer *w)
{
    const gm_electrolyte_def *def = &w->def->electrolyte;
    const gm_electrolyte *of = &w->cell->electrolyte;
    double slope;
    gm_json_key(w->json, "Electrolyte");
    gm_json_begin_object(w->json);
    gm_json_put_number(w->json, "Cation transference number", of->transference);
    if (def->diffusivity.form == GM_CURVE_NONE) { // where nothing diffuses
        gm_json_put_number(w->json, "Diffusivity [m2.s-1]",
                           gm_curve_at(&of->diffusivity, of->salt_mol_m3, &slope));
    } else {
        put_function(w, "Diffusivity [m2.s-1]", &def->diffusivity, &of->diffusivity);
    }
    put_energy(w, "Diffusivity", of->diffusivity_e_j_mol);
    put_function(w, "Conductivity [S.m-1]", &def->conductivity, &of->conductivity);
    put_energy(w, "Conductivity", of->conductivity_e_j_mol);
    gm_json_end(w->json);
}

static void put_own(const writer *w)
{
    const gm_cell *cell = w->cell;
    const gm_thermal_def *thermal = w->def->thermal;
    const gm_cell_thermal *heat = &cell->thermal;
    double area = cell->area_m2;
    double values[GM_BPX_OWN] = {0.0};
    values[GM_BPX_FACTOR] = cell->electrolyte.factor == 1.0 ? 0.0 : cell->electrolyte.factor;
    values[GM_BPX_CONTACT_OHM] = cell->contact_ohm_m2 / area;
    values[GM_BPX_FILM_NEGATIVE] = cell->electrodes[0].film_ohm_m2;
    values[GM_BPX_FILM_POSITIVE] = cell->electrodes[1].film_ohm_m2;
    values[GM_BPX_LEAST_K] = cell->low_k;
    values[GM_BPX_MOST_K] = cell->high_k;
    if (thermal && thermal->heat.unit != GM_HEAT_MASS) {
        values[GM_BPX_HEAT] = heat->stack_j_m2k * area;
    }
    if (thermal && thermal->cooling.unit == GM_COOLING_CELL) {
        values[GM_BPX_COOLING] = heat->outer_w_m2k * area;
    }
    if (thermal && thermal->shell) {
        values[GM_BPX_SHELL_HEAT] = heat->shell_j_m2k * area;
        values[GM_BPX_SHELL_CONDUCTANCE] = heat->inner_w_m2k * area;
    }
    gm_json_key(w->json, "User-defined");
    gm_json_begin_object(w->json);
    for (int i = 0; i < GM_BPX_OWN; i++) {
        if (values[i] > 0.0) {
            gm_json_put_number(w->json, gm_bpx_own_keys[i], values[i]);
        }
    }
    gm_json_end(w->json);
}

static void put_state(const writer *w)
{
    const gm_thermal_def *thermal = w->def->thermal;
    gm_json_key(w->json, "State");
    gm_json_begin_object(w->json);
    gm_json_key(w->json, "Initial conditions");
    gm_json_begin_object(w->json);
    gm_json_put_number(w->json, "Initial state-of-charge", 1.0);
    gm_json_put_number(w->json, "Initial temperature [K]", GM_CELL_T_REF_K);
    gm_json_put_number(w->json, "Initial electrolyte concentration [mol.m-3]",
                       w->cell->electrolyte.salt_mol_m3);
    gm_json_end(w->json);
    gm_json_key(w->json, "Thermal environment");
    gm_json_begin_object(w->json);
    gm_json_put_number(w->json, "Ambient temperature [K]", GM_CELL_T_REF_K);
    if (thermal && thermal->cooling.is_given && thermal->cooling.unit == GM_COOLING_SURFACE) {
        gm_json_put_number(w->json, "Heat transfer coefficient [W.m-2.K-1]",
                           thermal->cooling.value);
    }
    gm_json_end(w->json);
    gm_json_end(w->json);
}

static void put_header(const gm_bpx *bpx, gm_json *json)
{
    gm_json_key(json, "Header");
    gm_json_begin_object(json);
    gm_json_put_text(json, "BPX", GM_BPX_VERSION);
    if (bpx->title) {
        gm_json_put_text(json, "Title", bpx->title);
    }
    if (bpx->description) {
        gm_json_put_text(json, "Description", bpx->description);
    }
    if (bpx->references) {
        gm_json_put_text(json, "References", bpx->references);
    }
    gm_json_put_text(json, "Model", "DFN");
    gm_json_end(json);
}

static void put_file(const writer *w, const gm_bpx *bpx)
{
    const gm_cell *cell = w->cell;
    gm_json_begin_object(w->json);
    put_header(bpx, w->json);
    gm_json_key(w->json, "Parameterisation");
    gm_json_begin_object(w->json);
    put_cell(w);
    put_electrolyte(w);
    put_electrode(w, 0);
    put_electrode(w, 1);
    gm_json_key(w->json, "Separator");
    gm_json_begin_object(w->json);
    put_layer(w, cell->separator_m, cell->separator_porosity, cell->separator_transport);
    gm_json_end(w->json);
    put_own(w);
    gm_json_end(w->json);
    put_state(w);
    gm_json_end(w->json);
}

// Where the cell is full and empty with the lithium that it has.
static bool find_ends(writer *w, gm_cell_balance *balance, gm_diag *diag)
{
    double state[2];
    double x[2 * GM_CELL_PARTICLES] = {0.0};
    gm_cell_def_stoichiometries(w->def, x);
    state[0] = gm_electrode_lithium(&w->cell->electrodes[0], x);
    state[1] = gm_electrode_lithium(&w->cell->electrodes[1], x + w->cell->electrodes[0].n);
    w->balance = balance;
    if (gm_cell_balance_find(w->cell, state, balance) != GM_CELL_BALANCED) {
        gm_diag_error(diag, w->def->voltage_v.src,
                      "BPX needs the stoichiometries of the full and the empty cell: %s",
                      balance->why);
        return false;
    }
    gm_cell_balance_at(w->cell, balance, 1.0, w->full);
    gm_cell_balance_at(w->cell, balance, 0.0, w->empty);
    return true;
}

gm_status gm_bpx_write(const gm_bpx *bpx, gm_json *json, gm_arena *arena, gm_diag *diag)
{
    gm_cell cell;
    gm_cell_balance balance;
    if (bpx->cell.electrodes[0].metal) {
        gm_diag_error(diag, bpx->cell.electrodes[0].metal->src,
                      "BPX has no electrodes of lithium metal");
        return GM_ERR_MODEL;
    }
    GM_TRY(gm_cell_of_def(&bpx->cell, arena, diag, &cell));
    writer w = {.def = &bpx->cell, .cell = &cell, .json = json, .arena = arena};
    if (!find_ends(&w, &balance, diag)) {
        return GM_ERR_MODEL;
    }
    put_file(&w, bpx);
    return GM_OK;
}
