// SPDX-License-Identifier: MIT
//
// The tables of BPX: its sections and keys as the schema of its version 1.1 has them, and those of 0.x.

#include "battery/bpx_parts.h"

const char *const gm_bpx_own_keys[GM_BPX_OWN] = {
    [GM_BPX_FACTOR] = "Thermodynamic factor",
    [GM_BPX_CONTACT_OHM] = "Contact resistance [Ohm]",
    [GM_BPX_FILM_NEGATIVE] = "Negative electrode film resistance [Ohm.m2]",
    [GM_BPX_FILM_POSITIVE] = "Positive electrode film resistance [Ohm.m2]",
    [GM_BPX_LEAST_K] = "Minimum temperature [K]",
    [GM_BPX_MOST_K] = "Maximum temperature [K]",
    [GM_BPX_HEAT] = "Heat capacity [J.K-1]",
    [GM_BPX_COOLING] = "Cooling [W.K-1]",
    [GM_BPX_SHELL_HEAT] = "Shell heat capacity [J.K-1]",
    [GM_BPX_SHELL_CONDUCTANCE] = "Shell conductance [W.K-1]",
};

// ---- particles

static const gm_field particle_fields[] = {
    {"Minimum stoichiometry", GM_TYPE_QUANTITY, GM_INTO(gm_bpx_particle, least_x),
     .required = true, .bounds = GM_BETWEEN, .hi = 1.0},
    {"Maximum stoichiometry", GM_TYPE_QUANTITY, GM_INTO(gm_bpx_particle, most_x),
     .required = true, .bounds = GM_BETWEEN, .hi = 1.0},
    {"Maximum concentration [mol.m-3]", GM_TYPE_QUANTITY,
     GM_INTO(gm_bpx_particle, maximum_mol_m3), .required = true, .bounds = GM_POSITIVE},
    {"Particle radius [m]", GM_TYPE_QUANTITY, GM_INTO(gm_bpx_particle, radius_m),
     .required = true, .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1e-3},
    {"Surface area per unit volume [m-1]", GM_TYPE_QUANTITY,
     GM_INTO(gm_bpx_particle, surface_per_m), .required = true, .bounds = GM_POSITIVE},
    {"Diffusivity [m2.s-1]", GM_TYPE_CUSTOM, GM_INTO(gm_bpx_particle, diffusivity),
     .custom = &gm_bpx_solid_diffusivity, .required = true},
    {"Diffusivity activation energy [J.mol-1]", GM_TYPE_QUANTITY,
     GM_INTO(gm_bpx_particle, diffusivity_e_j_mol), .bounds = GM_NOT_NEGATIVE},
    {"OCP [V]", GM_TYPE_CUSTOM, GM_INTO(gm_bpx_particle, ocp), .custom = &gm_bpx_ocp,
     .required = true},
    {"OCP (delithiation) [V]", GM_TYPE_CUSTOM, GM_INTO(gm_bpx_particle, delithiation),
     .custom = &gm_bpx_ocp},
    {"OCP (lithiation) [V]", GM_TYPE_CUSTOM, GM_INTO(gm_bpx_particle, lithiation),
     .custom = &gm_bpx_ocp},
    {"OCP hysteresis decay constant", GM_TYPE_QUANTITY,
     GM_INTO(gm_bpx_particle, hysteresis_rate), .bounds = GM_NOT_NEGATIVE},
    {"Entropic change coefficient [V.K-1]", GM_TYPE_CUSTOM, GM_INTO(gm_bpx_particle, entropy),
     .custom = &gm_bpx_entropy},
    {"Reaction rate constant [mol.m-2.s-1]", GM_TYPE_QUANTITY,
     GM_INTO(gm_bpx_particle, rate_mol_m2s), .required = true, .bounds = GM_POSITIVE},
    {"Reaction rate constant activation energy [J.mol-1]", GM_TYPE_QUANTITY,
     GM_INTO(gm_bpx_particle, rate_e_j_mol), .bounds = GM_NOT_NEGATIVE},
};

static const gm_table particle_table = {
    .name = "particles",
    GM_FIELDS(particle_fields),
    .size = sizeof(gm_bpx_particle),
    .src_at = GM_AT(gm_bpx_particle, src),
};

// ---- electrodes

#define CONTACT_ROWS(type)                                                                     \
    {"Thickness [m]",                                                                          \
     GM_TYPE_QUANTITY,                                                                         \
     GM_INTO(type, thickness_m),                                                               \
     .required = true,                                                                         \
     .bounds = GM_MORE_THAN | GM_AT_MOST,                                                      \
     .hi = 1e-2},                                                                              \
        {"Porosity",                                                                           \
         GM_TYPE_QUANTITY,                                                                     \
         GM_INTO(type, porosity),                                                              \
         .required = true,                                                                     \
         .bounds = GM_MORE_THAN | GM_AT_MOST,                                                  \
         .hi = 1.0},                                                                           \
    {                                                                                          \
        "Transport efficiency", GM_TYPE_QUANTITY, GM_INTO(type, transport),                    \
            .required = true, .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1.0                   \
    }

static const gm_field electrode_fields[] = {
    CONTACT_ROWS(gm_bpx_electrode),
    {"Conductivity [S.m-1]", GM_TYPE_QUANTITY, GM_INTO(gm_bpx_electrode, conductivity),
     .required = true, .bounds = GM_POSITIVE},
    {"Particle", GM_TYPE_ANY, GM_INTO(gm_bpx_electrode, blend)},
};

static const gm_table electrode_table = {
    .name = "electrode",
    GM_FIELDS(electrode_fields),
    .size = sizeof(gm_bpx_electrode),
    .src_at = GM_AT(gm_bpx_electrode, src),
};

// A key that belongs to the particles, or was meant to.
static bool is_of_particle(const char *key)
{
    const char *keys[sizeof particle_fields / sizeof particle_fields[0]];
    int n = (int)(sizeof keys / sizeof keys[0]);
    for (int i = 0; i < n; i++) {
        keys[i] = particle_fields[i].key;
    }
    return gm_table_row(&particle_table, key) ||
           (!gm_table_row(&electrode_table, key) && gm_text_nearest(key, keys, n));
}

// A name as our files have them: what else stands in it becomes `-`.
static const char *name_of(gm_reader *reader, const char *key)
{
    char *name = gm_arena_strdup(reader->arena, key);
    for (char *at = name; *at; at++) {
        unsigned char c = (unsigned char)*at;
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
        if (!is_letter && !(c >= '0' && c <= '9') && c != '_') {
            *at = '-';
        }
    }
    return name;
}

static bool read_blend(gm_reader *reader, gm_bpx_electrode *out)
{
    const gm_node *blend = out->blend;
    if (blend->kind != GM_NODE_MAP || blend->n < 1 || blend->n > GM_CELL_PARTICLES) {
        gm_diag_error(reader->diag, blend->src,
                      "electrode: `Particle:` is a map of 1 to %d names to their parameters",
                      GM_CELL_PARTICLES);
        return false;
    }
    bool ok = true;
    out->n = blend->n;
    for (int i = 0; i < blend->n; i++) {
        size_t len = gm_path_push(reader, blend->entries[i].key);
        out->names[i] = name_of(reader, blend->entries[i].key);
        ok = gm_read_table(reader, &particle_table, blend->entries[i].value,
                           &out->particles[i]) &&
             ok;
        gm_path_pop(reader, len);
    }
    return ok;
}

static bool read_electrode(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_bpx_electrode *out = dst;
    if (node->kind != GM_NODE_MAP) {
        return gm_read_table(reader, &electrode_table, node, out);
    }
    gm_node *own = gm_node_map(reader->arena, node->src);
    gm_node *of_particle = gm_node_map(reader->arena, node->src);
    bool is_blend = gm_node_get(node, "Particle") != NULL;
    for (int i = 0; i < node->n; i++) {
        bool is_of = !is_blend && is_of_particle(node->entries[i].key);
        gm_node_append(reader->arena, is_of ? of_particle : own, node->entries[i]);
    }
    bool ok = gm_read_table(reader, &electrode_table, own, out);
    if (is_blend) {
        ok = (out->blend ? read_blend(reader, out) : ok) && ok;
    } else {
        out->n = 1;
        out->names[0] = "active-material";
        ok = gm_read_table(reader, &particle_table, of_particle, &out->particles[0]) && ok;
    }
    out->is_read = ok;
    return ok;
}

static const gm_custom electrode_custom = {
    .name = "electrode", .size = sizeof(gm_bpx_electrode), .read = read_electrode};

static const gm_field separator_fields[] = {CONTACT_ROWS(gm_bpx_separator)};

static const gm_table separator_table = {
    .name = "separator",
    GM_FIELDS(separator_fields),
    .size = sizeof(gm_bpx_separator),
    .src_at = GM_AT(gm_bpx_separator, src),
};

// ---- cell, electrolyte

static const gm_field cell_fields[] = {
    {"Electrode area [m2]", GM_TYPE_QUANTITY, GM_INTO(gm_bpx_cell, area_m2), .required = true,
     .bounds = GM_POSITIVE},
    {"External surface area [m2]", GM_TYPE_QUANTITY, GM_INTO(gm_bpx_cell, surface_m2),
     .bounds = GM_POSITIVE},
    {"Volume [m3]", GM_TYPE_QUANTITY, GM_INTO(gm_bpx_cell, volume_m3), .bounds = GM_POSITIVE},
    {"Number of electrode pairs connected in parallel to make a cell", GM_TYPE_INT,
     GM_INTO(gm_bpx_cell, pairs), .required = true, .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e6},
    {"Lower voltage cut-off [V]", GM_TYPE_QUANTITY, GM_INTO(gm_bpx_cell, low_v),
     .required = true},
    {"Upper voltage cut-off [V]", GM_TYPE_QUANTITY, GM_INTO(gm_bpx_cell, high_v),
     .required = true},
    {"Nominal cell capacity [A.h]", GM_TYPE_QUANTITY, GM_INTO(gm_bpx_cell, capacity_ah)},
    {"Reference temperature [K]", GM_TYPE_QUANTITY, GM_INTO(gm_bpx_cell, reference_k),
     .preset = "298.15", .bounds = GM_BETWEEN, .lo = 150.0, .hi = 500.0},
    {"Density [kg.m-3]", GM_TYPE_QUANTITY, GM_INTO(gm_bpx_cell, density),
     .bounds = GM_POSITIVE},
    {"Specific heat capacity [J.K-1.kg-1]", GM_TYPE_QUANTITY,
     GM_INTO(gm_bpx_cell, specific_heat), .bounds = GM_POSITIVE},
    {"Ambient temperature [K]", GM_TYPE_QUANTITY, GM_INTO(gm_bpx_cell, ambient_k)},
    {"Initial temperature [K]", GM_TYPE_QUANTITY, GM_INTO(gm_bpx_cell, initial_k)},
    {"Thermal conductivity [W.m-1.K-1]", GM_TYPE_QUANTITY,
     GM_INTO(gm_bpx_cell, heat_conductivity)},
};

static const gm_table cell_table = {
    .name = "cell",
    GM_FIELDS(cell_fields),
    .size = sizeof(gm_bpx_cell),
    .src_at = GM_AT(gm_bpx_cell, src),
};

static const gm_field electrolyte_fields[] = {
    {"Initial concentration [mol.m-3]", GM_TYPE_QUANTITY,
     GM_INTO(gm_bpx_electrolyte, salt_mol_m3), .bounds = GM_POSITIVE},
    {"Cation transference number", GM_TYPE_QUANTITY, GM_INTO(gm_bpx_electrolyte, transference),
     .required = true, .bounds = GM_BETWEEN, .hi = 1.0},
    {"Diffusivity [m2.s-1]", GM_TYPE_CUSTOM, GM_INTO(gm_bpx_electrolyte, diffusivity),
     .custom = &gm_bpx_salt_diffusivity, .required = true},
    {"Diffusivity activation energy [J.mol-1]", GM_TYPE_QUANTITY,
     GM_INTO(gm_bpx_electrolyte, diffusivity_e_j_mol), .bounds = GM_NOT_NEGATIVE},
    {"Conductivity [S.m-1]", GM_TYPE_CUSTOM, GM_INTO(gm_bpx_electrolyte, conductivity),
     .custom = &gm_bpx_salt_conductivity, .required = true},
    {"Conductivity activation energy [J.mol-1]", GM_TYPE_QUANTITY,
     GM_INTO(gm_bpx_electrolyte, conductivity_e_j_mol), .bounds = GM_NOT_NEGATIVE},
};

static const gm_table electrolyte_table = {
    .name = "electrolyte",
    GM_FIELDS(electrolyte_fields),
    .size = sizeof(gm_bpx_electrolyte),
    .src_at = GM_AT(gm_bpx_electrolyte, src),
};

// ---- the file

static const gm_field parameters_fields[] = {
    {"Cell", GM_TYPE_STRUCT, GM_INTO(gm_bpx_parameters, cell), .table = &cell_table,
     .required = true},
    {"Electrolyte", GM_TYPE_STRUCT, GM_INTO(gm_bpx_parameters, electrolyte),
     .table = &electrolyte_table, .required = true},
    {"Negative electrode", GM_TYPE_CUSTOM, GM_INTO(gm_bpx_parameters, electrodes[0]),
     .custom = &electrode_custom, .required = true},
    {"Positive electrode", GM_TYPE_CUSTOM, GM_INTO(gm_bpx_parameters, electrodes[1]),
     .custom = &electrode_custom, .required = true},
    {"Separator", GM_TYPE_STRUCT, GM_INTO(gm_bpx_parameters, separator),
     .table = &separator_table, .required = true},
    {"User-defined", GM_TYPE_ANY, GM_INTO(gm_bpx_parameters, own)},
};

static const gm_table parameters_table = {
    .name = "Parameterisation",
    GM_FIELDS(parameters_fields),
    .size = sizeof(gm_bpx_parameters),
};

static const gm_field state_fields[] = {
    {"Initial conditions", GM_TYPE_ANY, GM_INTO(gm_bpx_state, conditions)},
    {"Thermal environment", GM_TYPE_ANY, GM_INTO(gm_bpx_state, environment)},
    {"Degradation", GM_TYPE_ANY, GM_INTO(gm_bpx_state, degradation)},
};

// Of a state two numbers belong to the cell: the salt at rest, and how it is cooled.
static bool check_state(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_bpx_state *state = dst;
    const gm_node *salt =
        gm_node_get(state->conditions, "Initial electrolyte concentration [mol.m-3]");
    const gm_node *cooling =
        gm_node_get(state->environment, "Heat transfer coefficient [W.m-2.K-1]");
    const gm_field row = {.type = GM_TYPE_QUANTITY, .unit = "", .bounds = GM_POSITIVE};
    const gm_field any = {.type = GM_TYPE_QUANTITY, .unit = "", .bounds = GM_NOT_NEGATIVE};
    (void)node;
    bool ok = !salt || salt->kind == GM_NODE_NULL ||
              gm_read_field(reader, &row, salt, &state->salt_mol_m3);
    return (!cooling || cooling->kind == GM_NODE_NULL ||
            gm_read_field(reader, &any, cooling, &state->cooling_w_m2k)) &&
           ok;
}

static const gm_table state_table = {
    .name = "State",
    GM_FIELDS(state_fields),
    .size = sizeof(gm_bpx_state),
    .check = check_state,
};

static const gm_field header_fields[] = {
    {"BPX", GM_TYPE_TEXT, GM_INTO(gm_bpx_header, version), .required = true},
    {"Title", GM_TYPE_TEXT, GM_INTO(gm_bpx_header, title)},
    {"Description", GM_TYPE_TEXT, GM_INTO(gm_bpx_header, description)},
    {"References", GM_TYPE_TEXT, GM_INTO(gm_bpx_header, references)},
    {"Model", GM_TYPE_TEXT, GM_INTO(gm_bpx_header, model), .required = true},
};

static const gm_table header_table = {
    .name = "Header",
    GM_FIELDS(header_fields),
    .size = sizeof(gm_bpx_header),
};

static const gm_field file_fields[] = {
    {"Header", GM_TYPE_STRUCT, GM_INTO(gm_bpx_file, header), .table = &header_table,
     .required = true},
    {"Parameterisation", GM_TYPE_STRUCT, GM_INTO(gm_bpx_file, parameters),
     .table = &parameters_table, .required = true},
    {"State", GM_TYPE_STRUCT, GM_INTO(gm_bpx_file, state), .table = &state_table},
    {"Validation", GM_TYPE_ANY, GM_INTO(gm_bpx_file, validation)},
};

const gm_table gm_bpx_table = {
    .name = "BPX",
    GM_FIELDS(file_fields),
    .size = sizeof(gm_bpx_file),
};
