// SPDX-License-Identifier: MIT
//
// The tables of an electrode: particles, contact, lithium metal; and of the separator.

#include "battery/either.h"
#include "battery/tables.h"

// ---- particles

static bool set_particles_sound(gm_reader *reader, const gm_node *node, void *dst)
{
    (void)reader;
    (void)node;
    ((gm_particles_def *)dst)->is_sound = true;
    return true;
}

static const gm_field particles_fields[] = {
    {"share", GM_TYPE_QUANTITY, GM_INTO(gm_particles_def, share), .required = true,
     .example = "75 %", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1.0,
     .src_at = GM_AT(gm_particles_def, share_src),
     .doc = "Of the volume of the electrode: the volume fraction of the active material."},
    {"radius", GM_TYPE_QUANTITY, GM_INTO(gm_particles_def, radius_m), .unit = "um",
     .required = true, .example = "5.86 um", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1e-3,
     .doc = "Of a particle, taken as a sphere."},
    {"maximum-concentration", GM_TYPE_QUANTITY, GM_INTO(gm_particles_def, maximum_mol_m3),
     .unit = "mol/m3", .required = true, .example = "33133 mol/m3", .bounds = GM_POSITIVE,
     .doc = "Of lithium in the material, where the stoichiometry is 1."},
    {"stoichiometry", GM_TYPE_QUANTITY, GM_INTO(gm_particles_def, stoichiometry),
     .required = true, .example = "90.14 %", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0,
     .src_at = GM_AT(gm_particles_def, stoichiometry_src),
     .doc =
         "Lithium in the particles over the maximum, in one state of the cell that is known, "
         "such as full. Of all particles together it says how much lithium the cell has."},
    {"ocp", GM_TYPE_CUSTOM, GM_INTO(gm_particles_def, ocp), .custom = &gm_custom_potential,
     .required = true, .example = "\"0.2 + 1.5*exp(-120*x) - 0.1*tanh(5*x)\"",
     .doc = "The open-circuit potential against lithium at 25 degC."},
    {"entropic-coefficient", GM_TYPE_CUSTOM, GM_INTO(gm_particles_def, entropy),
     .custom = &gm_custom_entropy, .preset = "0 V/K", .example = "-0.1 mV/K",
     .doc = "What a kelvin does to the open-circuit potential."},
    {"diffusivity", GM_TYPE_CUSTOM, GM_INTO(gm_particles_def, diffusivity),
     .custom = &gm_custom_solid_diffusivity, .required = true, .example = "3.3e-14 m2/s",
     .doc = "Of lithium in the particle at 25 degC."},
    {"diffusivity-activation", GM_TYPE_QUANTITY, GM_INTO(gm_particles_def, diffusivity_e_j_mol),
     .unit = "J/mol", .preset = "0 J/mol", .example = "30.3 kJ/mol", .bounds = GM_NOT_NEGATIVE,
     .doc = "Activation energy E: at T the diffusivity is exp(E/R (1/298.15 K - 1/T)) times "
            "that."},
    {"rate", GM_TYPE_CUSTOM, GM_INTO(gm_particles_def, rate), .custom = &gm_custom_rate,
     .required = true, .example = "6.48e-7 A/m2 (m3/mol)^1.5",
     .doc = "How fast lithium crosses the surface."},
    {"rate-activation", GM_TYPE_QUANTITY, GM_INTO(gm_particles_def, rate_e_j_mol),
     .unit = "J/mol", .preset = "0 J/mol", .example = "35 kJ/mol", .bounds = GM_NOT_NEGATIVE,
     .doc = "Activation energy of the rate."},
};

const gm_table gm_table_particles = {
    .name = "particles",
    .doc =
        "Particles of one material and size. An electrode of several, graphite and silicon or "
        "small grains and large ones, names each.",
    GM_FIELDS(particles_fields),
    .size = sizeof(gm_particles_def),
    .src_at = GM_AT(gm_particles_def, src),
    .name_at = GM_AT(gm_particles_def, name),
    .check = set_particles_sound,
};

// ---- contact

static const gm_field contact_fields[] = {
    {"share", GM_TYPE_QUANTITY, GM_INTO(gm_contact_def, share), .preset = "100 %",
     .example = "70 %", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1.0,
     .doc = "Of the surface of the particles that electrolyte touches."},
    {"at", GM_TYPE_QUANTITY, GM_INTO(gm_contact_def, at_pa), .unit = "MPa", .example = "5 MPa",
     .bounds = GM_POSITIVE,
     .doc = "The pressure on the stack at which it is so. Under another `pressure:` P it is "
            "(P/at)^0.5 of that, at most all. Without it the share is that at any pressure."},
};

static const gm_table contact_table = {
    .name = "contact",
    .doc = "How much of the surface of the particles reacts: the rate is multiplied by it, the "
           "mass and the capacity stay. In a solid electrolyte contact grows with pressure:\n\n"
           "```yaml\ncontact: {share: 70 %, at: 5 MPa}\n```",
    GM_FIELDS(contact_fields),
    .size = sizeof(gm_contact_def),
    .short_key = "share",
};

// ---- lithium metal

static const gm_field metal_fields[] = {
    {"exchange-current", GM_TYPE_QUANTITY, GM_INTO(gm_metal_def, exchange_a_m2), .unit = "A/m2",
     .required = true, .example = "1 mA/cm2", .bounds = GM_POSITIVE,
     .doc = "Exchange current density of plating and stripping at 25 degC."},
    {"exchange-activation", GM_TYPE_QUANTITY, GM_INTO(gm_metal_def, exchange_e_j_mol),
     .unit = "J/mol", .preset = "0 J/mol", .example = "40 kJ/mol", .bounds = GM_NOT_NEGATIVE,
     .doc = "Its activation energy."},
    {"symmetry", GM_TYPE_QUANTITY, GM_INTO(gm_metal_def, symmetry), .preset = "0.5",
     .example = "0.5", .bounds = GM_MORE_THAN | GM_LESS_THAN, .hi = 1.0,
     .doc = "Transfer coefficient s of i = i0 (exp(s F eta/RT) - exp(-(1 - s) F eta/RT))."},
    {"layer", GM_TYPE_QUANTITY, GM_INTO(gm_metal_def, layer_ohm_m2), .unit = "Ohm m2",
     .preset = "0 Ohm m2", .example = "10 Ohm cm2", .bounds = GM_NOT_NEGATIVE,
     .doc = "Resistance of what has grown between metal and electrolyte, at 25 degC."},
    {"layer-activation", GM_TYPE_QUANTITY, GM_INTO(gm_metal_def, layer_e_j_mol),
     .unit = "J/mol", .preset = "0 J/mol", .example = "30 kJ/mol", .bounds = GM_NOT_NEGATIVE,
     .doc = "Activation energy of its conductivity."},
    {"critical-current", GM_TYPE_QUANTITY, GM_INTO(gm_metal_def, critical_a_m2), .unit = "A/m2",
     .example = "1 mA/cm2", .bounds = GM_POSITIVE,
     .doc = "Current density of plating above which dendrites short the cell, at 25 degC. "
            "Without it nothing is said about that."},
    {"critical-activation", GM_TYPE_QUANTITY, GM_INTO(gm_metal_def, critical_e_j_mol),
     .unit = "J/mol", .preset = "0 J/mol", .example = "30 kJ/mol", .bounds = GM_NOT_NEGATIVE,
     .doc = "Its activation energy."},
    {"critical-pressure", GM_TYPE_QUANTITY, GM_INTO(gm_metal_def, critical_at_pa),
     .unit = "MPa", .example = "5 MPa", .bounds = GM_POSITIVE,
     .doc = "The pressure on the stack at which the critical current is so. Under another "
            "`pressure:` P it is (P/critical-pressure)^critical-exponent of that."},
    {"critical-exponent", GM_TYPE_QUANTITY, GM_INTO(gm_metal_def, critical_exponent),
     .preset = "0", .example = "0.5", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 3.0,
     .doc = "How it grows with pressure; 0: it does not."},
};

const gm_table gm_table_lithium_metal = {
    .name = "lithium metal",
    .doc = "A negative electrode that is a plane of lithium; its area is that of the pair.",
    GM_FIELDS(metal_fields),
    .size = sizeof(gm_metal_def),
    .src_at = GM_AT(gm_metal_def, src),
};

// ---- electrode

static bool missing(gm_reader *reader, const gm_node *node, const char *key,
                    const char *example)
{
    gm_diag_error(reader->diag, node->src, "%s: `%s:` is missing", reader->owner_kind, key);
    gm_diag_hint(reader->diag, "write it like `%s: %s`", key, example);
    return false;
}

// All that a porous electrode needs, or nothing beside lithium metal.
static bool check_electrode(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_electrode_def *def = dst;
    bool ok = true;
    if (def->metal && node->n > 1) {
        const gm_node_entry *first = &node->entries[0];
        bool is_metal = gm_node_get(node, "metal") == first->value;
        const gm_node_entry *other = is_metal ? &node->entries[1] : first;
        gm_diag_error(reader->diag, other->key_src,
                      "electrode: `%s:` stands beside `metal:`, which is all of a negative "
                      "electrode",
                      other->key);
        gm_diag_hint(reader->diag, "an electrode has either particles or metal");
        return false;
    }
    if (!def->metal) {
        ok = def->has_thickness || missing(reader, node, "thickness", "85.2 um");
        ok = (def->pores.has_porosity || missing(reader, node, "porosity", "25 %")) && ok;
        ok = (def->has_conductivity || missing(reader, node, "conductivity", "215 S/m")) && ok;
        ok = (def->particles.n > 0 ||
              missing(reader, node, "particles",
                      "{graphite: {share: 75 %, radius: 5.86 um, ..}}")) &&
             ok;
    }
    if (def->particles.n > GM_CELL_PARTICLES) {
        gm_diag_error(reader->diag, def->particles.items[GM_CELL_PARTICLES].src,
                      "electrode: at most %d kinds of particles, got %d", GM_CELL_PARTICLES,
                      def->particles.n);
        ok = false;
    }
    def->is_sound = ok;
    return ok;
}

static const char bruggeman_doc[] = "Exponent b: electrolyte in it conducts porosity^b of what "
                                    "it conducts alone. By default 1.5.";
static const char transport_doc[] = "That share itself, instead of `bruggeman`: porosity over "
                                    "tortuosity, 1 / MacMullin number.";

static const gm_field electrode_fields[] = {
    {"thickness", GM_TYPE_QUANTITY, GM_INTO(gm_electrode_def, thickness_m), .unit = "um",
     .example = "85.2 um", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1e-2,
     .given_at = GM_AT(gm_electrode_def, has_thickness),
     .doc = "Of the coating on one side, without foil. Needed unless it is metal."},
    {"porosity", GM_TYPE_QUANTITY, GM_INTO(gm_electrode_def, pores.porosity), .example = "25 %",
     .bounds = GM_MORE_THAN | GM_LESS_THAN, .hi = 1.0,
     .src_at = GM_AT(gm_electrode_def, pores.porosity_src),
     .given_at = GM_AT(gm_electrode_def, pores.has_porosity),
     .doc =
         "Share of the electrolyte in its volume, liquid in pores or solid. Needed unless it "
         "is metal."},
    {"bruggeman", GM_TYPE_QUANTITY, GM_INTO(gm_electrode_def, pores.bruggeman),
     .example = "1.5", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 20.0,
     .given_at = GM_AT(gm_electrode_def, pores.has_bruggeman), .doc = bruggeman_doc},
    {"transport-efficiency", GM_TYPE_QUANTITY, GM_INTO(gm_electrode_def, pores.transport),
     .example = "12.5 %", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1.0,
     .src_at = GM_AT(gm_electrode_def, pores.transport_src),
     .given_at = GM_AT(gm_electrode_def, pores.has_transport), .doc = transport_doc},
    {"conductivity", GM_TYPE_QUANTITY, GM_INTO(gm_electrode_def, conductivity), .unit = "S/m",
     .example = "215 S/m", .bounds = GM_POSITIVE,
     .given_at = GM_AT(gm_electrode_def, has_conductivity),
     .doc = "For electrons: of the electrode as it is, or of its solid with `solid-bruggeman`. "
            "Needed unless it is metal."},
    {"solid-bruggeman", GM_TYPE_QUANTITY, GM_INTO(gm_electrode_def, solid_bruggeman),
     .preset = "0", .example = "1.5", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 20.0,
     .doc = "Exponent b: the electrode conducts (1 - porosity)^b of what its solid conducts."},
    {"film-resistance", GM_TYPE_QUANTITY, GM_INTO(gm_electrode_def, film_ohm_m2),
     .unit = "Ohm m2", .preset = "0 Ohm m2", .example = "0.01 Ohm m2",
     .bounds = GM_NOT_NEGATIVE,
     .doc = "Of a film on the particles, per area of their surface."},
    {"contact", GM_TYPE_STRUCT, GM_INTO(gm_electrode_def, contact), .table = &contact_table,
     .example = "70 %", .doc = "How much of the surface of the particles reacts."},
    {"particles", GM_TYPE_MAP, GM_INTO(gm_electrode_def, particles), .item = GM_TYPE_STRUCT,
     .table = &gm_table_particles, .src_at = GM_AT(gm_electrode_def, particles_src),
     .doc = "What it is made of, by name, at most three. Needed unless it is metal."},
    {"metal", GM_TYPE_OPTIONAL, GM_INTO(gm_electrode_def, metal),
     .table = &gm_table_lithium_metal,
     .example = "{exchange-current: 1 mA/cm2, layer: 10 Ohm cm2}",
     .doc = "Lithium metal instead of all the others; of the negative electrode only."},
};

const gm_table gm_table_electrode = {
    .name = "electrode",
    .doc =
        "A porous electrode, or a plane of lithium metal:\n\n"
        "```yaml\nnegative:\n  thickness: 85.2 um\n  porosity: 25 %\n  conductivity: 215 S/m\n"
        "  particles:\n    graphite:\n      share: 75 %\n      radius: 5.86 um\n"
        "      maximum-concentration: 33133 mol/m3\n      stoichiometry: 90.14 %\n"
        "      ocp: {formula: \"..\", source: \"..\"}\n      diffusivity: 3.3e-14 m2/s\n"
        "      rate: 6.48e-7 A/m2 (m3/mol)^1.5\n```\n\n"
        "```yaml\nnegative: {metal: {exchange-current: 1 mA/cm2, layer: 10 Ohm cm2}}\n```",
    GM_FIELDS(electrode_fields),
    .size = sizeof(gm_electrode_def),
    .src_at = GM_AT(gm_electrode_def, src),
    .check = check_electrode,
};

// ---- separator

static bool set_separator_sound(gm_reader *reader, const gm_node *node, void *dst)
{
    (void)reader;
    (void)node;
    ((gm_separator_def *)dst)->is_sound = true;
    return true;
}

static const gm_field separator_fields[] = {
    {"thickness", GM_TYPE_QUANTITY, GM_INTO(gm_separator_def, thickness_m), .unit = "um",
     .required = true, .example = "12 um", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1e-2,
     .doc = "Between the coatings."},
    {"porosity", GM_TYPE_QUANTITY, GM_INTO(gm_separator_def, pores.porosity), .required = true,
     .example = "47 %", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1.0,
     .src_at = GM_AT(gm_separator_def, pores.porosity_src),
     .given_at = GM_AT(gm_separator_def, pores.has_porosity),
     .doc = "Share of the electrolyte; 100 % of a layer of solid electrolyte."},
    {"bruggeman", GM_TYPE_QUANTITY, GM_INTO(gm_separator_def, pores.bruggeman),
     .example = "1.5", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 20.0,
     .given_at = GM_AT(gm_separator_def, pores.has_bruggeman), .doc = bruggeman_doc},
    {"transport-efficiency", GM_TYPE_QUANTITY, GM_INTO(gm_separator_def, pores.transport),
     .example = "12.5 %", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1.0,
     .src_at = GM_AT(gm_separator_def, pores.transport_src),
     .given_at = GM_AT(gm_separator_def, pores.has_transport), .doc = transport_doc},
};

const gm_table gm_table_separator = {
    .name = "separator",
    .doc = "What keeps the electrodes apart: a soaked sheet, or a layer of solid electrolyte.",
    GM_FIELDS(separator_fields),
    .size = sizeof(gm_separator_def),
    .src_at = GM_AT(gm_separator_def, src),
    .check = set_separator_sound,
};
