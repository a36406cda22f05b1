// SPDX-License-Identifier: MIT

#include "battery/bpx_parts.h"

#include "core/yaml.h"
#include "num/elementary.h"

#include <math.h>
#include <string.h>

#define SALT_MOL_M3 1000.0 // where it is not said; PyBaMM takes it too
#define T_TOLERANCE 0.02   // K
#define LEAST_KNOWN 273.15 // K: BPX does not say where its parameters hold
#define MOST_KNOWN  333.15
#define OWN_WORDS   160 // bytes of the names of values that are not read

// ---- the tree

// What a program has no value for it may write as null: as if it were not there.
static void drop_nothing(gm_node *node)
{
    int kept = 0;
    for (int i = 0; i < node->n; i++) {
        if (node->kind == GM_NODE_SEQ) {
            drop_nothing(node->items[i]);
        } else if (node->entries[i].value->kind != GM_NODE_NULL) {
            drop_nothing(node->entries[i].value);
            node->entries[kept++] = node->entries[i];
        }
    }
    node->n = node->kind == GM_NODE_MAP ? kept : node->n;
}

// A set for single particles has no electrolyte. Told once, not key by key.
static bool is_whole(const gm_node *root, gm_diag *diag)
{
    const gm_node *model = gm_node_get(gm_node_get(root, "Header"), "Model");
    bool is_single = model && model->text && strcmp(model->text, "SPM") == 0;
    if (is_single) {
        gm_diag_error(diag, model->src,
                      "a parameter set for the model SPM has no electrolyte and no porosities");
        gm_diag_hint(diag, "a cell here needs those of a DFN or SPMe");
    }
    return !is_single;
}

// ---- at 298.15 K

static double to_reference(double e_j_mol, double from_k)
{
    bool is_there = fabs(from_k - GM_CELL_T_REF_K) < T_TOLERANCE;
    return is_there ? 1.0 : gm_exp(e_j_mol / GM_GAS * (1.0 / from_k - 1.0 / GM_CELL_T_REF_K));
}

static gm_curve_def scaled(const gm_curve_def *def, double by, gm_arena *arena)
{
    gm_curve_def out = *def;
    out.value *= by;
    out.y_si *= by;
    if (by != 1.0 && def->form == GM_CURVE_POINTS) {
        double *y = GM_NEW(arena, double, def->n);
        for (int32_t i = 0; i < def->n; i++) {
            y[i] = def->y[i] * by;
        }
        out.y = y;
    }
    return out;
}

static void warn_of_potentials(const gm_bpx_file *file, gm_diag *diag)
{
    double off_k = GM_CELL_T_REF_K - file->parameters.cell.reference_k;
    if (fabs(off_k) > T_TOLERANCE) {
        gm_diag_warn(
            diag, file->parameters.cell.src,
            "the open-circuit potentials are those at %.2f K; they are taken as those at "
            "298.15 K, without %.3g K times the entropic coefficient",
            file->parameters.cell.reference_k, off_k);
    }
}

// ---- the definitions

typedef struct maker {
    const gm_bpx_file *file;
    gm_arena *arena;
    gm_diag *diag;
    double own[GM_BPX_OWN]; // NAN: not there
} maker;

static double own_or(const maker *m, gm_bpx_own which, double other)
{
    return isnan(m->own[which]) ? other : m->own[which];
}

static bool take_ocp(const maker *m, const gm_bpx_particle *from, gm_potential_def *out)
{
    bool has_up = from->delithiation.form != GM_CURVE_NONE;
    bool has_down = from->lithiation.form != GM_CURVE_NONE;
    *out = (gm_potential_def){
        .src = from->ocp.src,
        .has_branches = has_up && has_down,
        .mean = from->ocp,
        .lithiation = from->lithiation,
        .delithiation = from->delithiation,
        .hysteresis_rate = from->hysteresis_rate,
    };
    if (has_up != has_down) {
        gm_diag_error(m->diag, has_up ? from->delithiation.src : from->lithiation.src,
                      "the potential of %s stands here without that of %s",
                      has_up ? "delithiation" : "lithiation",
                      has_up ? "lithiation" : "delithiation");
        return false;
    }
    return true;
}

static bool take_particles(const maker *m, int electrode, const gm_bpx_particle *from,
                           gm_particles_def *out)
{
    double at_k = m->file->parameters.cell.reference_k;
    out->src = from->src;
    out->share = from->surface_per_m * from->radius_m / 3.0;
    out->share_src = from->src;
    out->radius_m = from->radius_m;
    out->maximum_mol_m3 = from->maximum_mol_m3;
    // Of the full cell.
    out->stoichiometry = electrode == 0 ? from->most_x : from->least_x;
    out->stoichiometry_src = from->src;
    out->entropy = from->entropy;
    out->diffusivity =
        scaled(&from->diffusivity, to_reference(from->diffusivity_e_j_mol, at_k), m->arena);
    out->diffusivity_e_j_mol = from->diffusivity_e_j_mol;
    out->rate = (gm_either){
        .src = from->src,
        .is_given = true,
        .unit = GM_RATE_FLUX,
        .value = from->rate_mol_m2s * to_reference(from->rate_e_j_mol, at_k),
    };
    out->rate_e_j_mol = from->rate_e_j_mol;
    bool ok = take_ocp(m, from, &out->ocp);
    if (!(from->least_x < from->most_x)) {
        gm_diag_error(m->diag, from->src,
                      "the minimum stoichiometry, %.6g, must be below the maximum, %.6g",
                      from->least_x, from->most_x);
        ok = false;
    }
    out->is_sound = ok;
    return ok;
}

static gm_pores_def pores_of(double porosity, double transport, gm_src src)
{
    return (gm_pores_def){
        .porosity = porosity,
        .porosity_src = src,
        .has_porosity = true,
        .transport = transport,
        .has_transport = true,
        .transport_src = src,
    };
}

static bool take_electrode(const maker *m, int i, gm_electrode_def *out)
{
    const gm_bpx_electrode *from = &m->file->parameters.electrodes[i];
    *out = (gm_electrode_def){
        .src = from->src,
        .thickness_m = from->thickness_m,
        .has_thickness = true,
        .pores = pores_of(from->porosity, from->transport, from->src),
        .conductivity = from->conductivity,
        .has_conductivity = true,
        .film_ohm_m2 = own_or(m, i == 0 ? GM_BPX_FILM_NEGATIVE : GM_BPX_FILM_POSITIVE, 0.0),
        .contact = {.share = 1.0},
        .particles_src = from->src,
    };
    gm_particles_def *items = GM_NEW(m->arena, gm_particles_def, from->n);
    bool ok = true;
    for (int32_t k = 0; k < from->n; k++) {
        items[k].name = from->names[k];
        ok = take_particles(m, i, &from->particles[k], &items[k]) && ok;
    }
    out->particles.items = items;
    out->particles.n = from->n;
    out->is_sound = ok;
    return ok;
}

static void take_electrolyte(const maker *m, gm_electrolyte_def *out)
{
    const gm_bpx_electrolyte *from = &m->file->parameters.electrolyte;
    double at_k = m->file->parameters.cell.reference_k;
    double salt =
        m->file->state.salt_mol_m3 > 0.0 ? m->file->state.salt_mol_m3 : from->salt_mol_m3;
    if (salt <= 0.0) {
        gm_diag_warn(m->diag, from->src,
                     "the concentration of the electrolyte is not said: taken as %g mol/m3",
                     SALT_MOL_M3);
    }
    *out = (gm_electrolyte_def){
        .src = from->src,
        .is_sound = true,
        .salt_mol_m3 = salt > 0.0 ? salt : SALT_MOL_M3,
        .has_salt = true,
        .transference = from->transference,
        .factor = own_or(m, GM_BPX_FACTOR, 1.0),
        .diffusivity =
            scaled(&from->diffusivity, to_reference(from->diffusivity_e_j_mol, at_k), m->arena),
        .diffusivity_e_j_mol = from->diffusivity_e_j_mol,
        .conductivity = scaled(&from->conductivity,
                               to_reference(from->conductivity_e_j_mol, at_k), m->arena),
        .conductivity_e_j_mol = from->conductivity_e_j_mol,
    };
}

// The heat of a cell is known by its density, volume and specific heat, or by itself.
static gm_thermal_def *thermal_of(const maker *m)
{
    const gm_bpx_cell *from = &m->file->parameters.cell;
    double mass = from->density * from->volume_m3;
    bool has_own = !isnan(m->own[GM_BPX_HEAT]);
    if (!has_own && !(mass > 0.0 && from->specific_heat > 0.0)) {
        return NULL;
    }
    gm_thermal_def *out = GM_NEW(m->arena, gm_thermal_def, 1);
    double cooling = m->file->state.cooling_w_m2k;
    bool is_cooled = !isnan(m->own[GM_BPX_COOLING]);
    *out = (gm_thermal_def){
        .src = from->src,
        .heat = {.is_given = true,
                 .unit = has_own ? GM_HEAT_CELL : GM_HEAT_MASS,
                 .value = has_own ? m->own[GM_BPX_HEAT] : from->specific_heat},
        .mass_kg = mass,
        .surface_m2 = from->surface_m2,
    };
    if (is_cooled || (cooling > 0.0 && from->surface_m2 > 0.0)) {
        out->cooling = (gm_either){.is_given = true,
                                   .unit = is_cooled ? GM_COOLING_CELL : GM_COOLING_SURFACE,
                                   .value = is_cooled ? m->own[GM_BPX_COOLING] : cooling};
    }
    if (!isnan(m->own[GM_BPX_SHELL_HEAT]) && !isnan(m->own[GM_BPX_SHELL_CONDUCTANCE])) {
        out->shell = GM_NEW(m->arena, gm_shell_def, 1);
        *out->shell = (gm_shell_def){from->src, m->own[GM_BPX_SHELL_HEAT],
                                     m->own[GM_BPX_SHELL_CONDUCTANCE]};
    }
    return out;
}

static void take_windows(const maker *m, gm_cell_def *out)
{
    const gm_bpx_cell *from = &m->file->parameters.cell;
    out->voltage_v = (gm_span_def){from->src, from->low_v, from->high_v};
    out->temperature_k = (gm_span_def){from->src, own_or(m, GM_BPX_LEAST_K, LEAST_KNOWN),
                                       own_or(m, GM_BPX_MOST_K, MOST_KNOWN)};
    if (isnan(m->own[GM_BPX_LEAST_K]) || isnan(m->own[GM_BPX_MOST_K])) {
        gm_diag_warn(m->diag, from->src,
                     "at which temperatures the parameters hold is not said: taken as %g to %g "
                     "degC",
                     LEAST_KNOWN - 273.15, MOST_KNOWN - 273.15);
    }
}

static bool take_cell(const maker *m, gm_cell_def *out)
{
    const gm_bpx_parameters *from = &m->file->parameters;
    *out = (gm_cell_def){.src = from->cell.src};
    bool ok = take_electrode(m, 0, &out->electrodes[0]);
    ok = take_electrode(m, 1, &out->electrodes[1]) && ok;
    out->separator = (gm_separator_def){
        .src = from->separator.src,
        .is_sound = true,
        .thickness_m = from->separator.thickness_m,
        .pores =
            pores_of(from->separator.porosity, from->separator.transport, from->separator.src),
    };
    take_electrolyte(m, &out->electrolyte);
    out->area_m2 = from->cell.area_m2 * from->cell.pairs;
    out->contact_ohm_m2 = own_or(m, GM_BPX_CONTACT_OHM, 0.0) * out->area_m2;
    out->thermal = thermal_of(m);
    take_windows(m, out);
    out->is_sound = ok;
    return ok;
}

// ---- what programs define themselves

static int find_own(const char *key)
{
    for (int i = 0; i < GM_BPX_OWN; i++) {
        if (strcmp(gm_bpx_own_keys[i], key) == 0) {
            return i;
        }
    }
    return -1;
}

static void read_own(maker *m, const gm_node *own)
{
    gm_text others = gm_text_init(m->arena);
    for (int i = 0; i < GM_BPX_OWN; i++) {
        m->own[i] = (double)NAN;
    }
    for (int i = 0; own && own->kind == GM_NODE_MAP && i < own->n; i++) {
        const gm_node_entry *entry = &own->entries[i];
        int which = find_own(entry->key);
        const char *end = "";
        double value;
        if (which >= 0 && entry->value->text &&
            gm_text_number(entry->value->text, &end, &value) && *end == '\0' && value >= 0.0 &&
            isfinite(value)) {
            m->own[which] = value;
        } else if (strcmp(entry->key, "description") != 0 && others.len < OWN_WORDS) {
            gm_text_addf(&others, "%s'%.60s'", others.len > 0 ? ", " : "", entry->key);
        }
    }
    if (others.len > 0) {
        gm_diag_warn(m->diag, own->src, "user-defined values are not read: %s%s", others.at,
                     others.len >= OWN_WORDS ? " .." : "");
    }
}

static void warn_of_version(const gm_bpx_header *header, gm_src src, gm_diag *diag)
{
    const char *end;
    double version = 0.0;
    if (!gm_text_number(header->version, &end, &version) || version >= 2.0) {
        gm_diag_warn(diag, src, "BPX '%.20s' is read as version 1", header->version);
    }
}

static gm_status read_tree(const gm_node *root, gm_arena *arena, gm_diag *diag, gm_bpx *out)
{
    gm_reader reader = gm_reader_init(arena, diag);
    gm_bpx_file *file = GM_NEW(arena, gm_bpx_file, 1);
    GM_TRY(gm_schema_read(&reader, &gm_bpx_table, root, file));
    warn_of_version(&file->header, gm_node_get(root, "Header")->src, diag);
    warn_of_potentials(file, diag);
    maker m = {.file = file, .arena = arena, .diag = diag};
    read_own(&m, file->parameters.own);
    out->version = file->header.version;
    out->title = file->header.title;
    out->description = file->header.description;
    out->references = file->header.references;
    if (!take_cell(&m, &out->cell)) {
        return GM_ERR_MODEL;
    }
    gm_arena scratch = {0};
    gm_cell cell;
    gm_status status = gm_cell_of_def(&out->cell, &scratch, diag, &cell);
    gm_arena_fini(&scratch);
    return status;
}

gm_status gm_bpx_read(const char *name, gm_slice text, gm_arena *arena, gm_diag *diag,
                      gm_bpx *out)
{
    gm_node *root = NULL;
    *out = (gm_bpx){0};
    gm_status status = gm_yaml_read_text(name, text, arena, diag, &root);
    gm_diag_add_source(diag, name, text.at, text.len);
    GM_TRY(status);
    if (!root || root->kind != GM_NODE_MAP) {
        gm_diag_error(diag, (gm_src){.file = name},
                      "a BPX file is an object with `Header` and "
                      "`Parameterisation`");
        return GM_ERR_MODEL;
    }
    drop_nothing(root);
    return is_whole(root, diag) ? read_tree(root, arena, diag, out) : GM_ERR_MODEL;
}
