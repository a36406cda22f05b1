// SPDX-License-Identifier: MIT
//
// The tables of a cell: the whole, its electrolyte, its heat, its windows.

#include "battery/aging_def.h"
#include "battery/cost_def.h"
#include "battery/design_def.h"
#include "battery/either.h"
#include "battery/life_def.h"
#include "battery/tables.h"

// ---- electrolyte

// A conductor of one kind of ions has the same salt everywhere: nothing diffuses.
static bool check_electrolyte(gm_reader *reader, const gm_node *node, void *dst)
{
    static const struct {
        const char *key;
        const char *example;
    } rows[] = {{"concentration", "1000 mol/m3"}, {"diffusivity", "3e-10 m2/s"}};
    gm_electrolyte_def *def = dst;
    const bool is_there[] = {def->has_salt, def->diffusivity.form != GM_CURVE_NONE};
    bool ok = true;
    for (int i = 0; i < 2 && def->transference < 1.0; i++) {
        if (!is_there[i]) {
            gm_diag_error(reader->diag, node->src, "electrolyte: `%s:` is missing",
                          rows[i].key);
            gm_diag_hint(reader->diag,
                         "write it like `%s: %s`; only a solid electrolyte with a transference "
                         "number of 1 has none",
                         rows[i].key, rows[i].example);
            ok = false;
        }
    }
    def->is_sound = ok;
    return ok;
}

static const gm_field electrolyte_fields[] = {
    {"concentration", GM_TYPE_QUANTITY, GM_INTO(gm_electrolyte_def, salt_mol_m3),
     .unit = "mol/m3", .example = "1000 mol/m3", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1e5,
     .given_at = GM_AT(gm_electrolyte_def, has_salt),
     .doc = "Of the salt at rest. Needed unless the transference number is 1; a rate constant "
            "that counts on it takes 1000 mol/m3 then."},
    {"transference-number", GM_TYPE_QUANTITY, GM_INTO(gm_electrolyte_def, transference),
     .required = true, .example = "0.2594", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0,
     .doc = "The share of the current that lithium carries where salt is even; 1 in a solid "
            "electrolyte, in which nothing else moves."},
    {"thermodynamic-factor", GM_TYPE_QUANTITY, GM_INTO(gm_electrolyte_def, factor),
     .preset = "1", .example = "1.2", .bounds = GM_POSITIVE,
     .doc = "1 + d ln f/d ln c of the activity."},
    {"diffusivity", GM_TYPE_CUSTOM, GM_INTO(gm_electrolyte_def, diffusivity),
     .custom = &gm_custom_salt_diffusivity, .example = "3e-10 m2/s",
     .doc = "Of the salt at 25 degC, in electrolyte alone. Needed unless the transference "
            "number is 1."},
    {"diffusivity-activation", GM_TYPE_QUANTITY,
     GM_INTO(gm_electrolyte_def, diffusivity_e_j_mol), .unit = "J/mol", .preset = "0 J/mol",
     .example = "17 kJ/mol", .bounds = GM_NOT_NEGATIVE, .doc = "Its activation energy."},
    {"conductivity", GM_TYPE_CUSTOM, GM_INTO(gm_electrolyte_def, conductivity),
     .custom = &gm_custom_salt_conductivity, .required = true, .example = "10 mS/cm",
     .doc = "For ions at 25 degC, in electrolyte alone."},
    {"conductivity-activation", GM_TYPE_QUANTITY,
     GM_INTO(gm_electrolyte_def, conductivity_e_j_mol), .unit = "J/mol", .preset = "0 J/mol",
     .example = "17 kJ/mol", .bounds = GM_NOT_NEGATIVE, .doc = "Its activation energy."},
};

const gm_table gm_table_electrolyte = {
    .name = "electrolyte",
    .doc = "The liquid in the pores, or a solid electrolyte:\n\n"
           "```yaml\nelectrolyte: {transference-number: 1, conductivity: 3 mS/cm, "
           "conductivity-activation: 30 kJ/mol}\n```",
    GM_FIELDS(electrolyte_fields),
    .size = sizeof(gm_electrolyte_def),
    .src_at = GM_AT(gm_electrolyte_def, src),
    .check = check_electrolyte,
};

// ---- heat

static const gm_field shell_fields[] = {
    {"heat-capacity", GM_TYPE_QUANTITY, GM_INTO(gm_shell_def, heat_j_k), .unit = "J/K",
     .required = true, .example = "8 J/K", .bounds = GM_POSITIVE, .doc = "Of all of it."},
    {"conductance", GM_TYPE_QUANTITY, GM_INTO(gm_shell_def, conductance_w_k), .unit = "W/K",
     .required = true, .example = "0.6 W/K", .bounds = GM_POSITIVE,
     .doc = "From the middle of the stack to it."},
};

static const gm_table shell_table = {
    .name = "shell",
    .doc = "What is around the stack: can, housing. It gives the heat on.",
    GM_FIELDS(shell_fields),
    .size = sizeof(gm_shell_def),
    .src_at = GM_AT(gm_shell_def, src),
};

static bool check_thermal(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_thermal_def *def = dst;
    bool lacks_mass = def->heat.unit == GM_HEAT_MASS && def->mass_kg == 0.0;
    bool lacks_surface = def->cooling.is_given && def->cooling.unit == GM_COOLING_SURFACE &&
                         def->surface_m2 == 0.0;
    if (lacks_mass) {
        gm_diag_error(reader->diag, node->src,
                      "thermal: a heat capacity in J/kg/K needs `mass:`, like `mass: 70 g`");
    }
    if (lacks_surface) {
        gm_diag_error(reader->diag, node->src,
                      "thermal: cooling in W/m2/K needs `surface:`, like `surface: 53 cm2`");
    }
    return !lacks_mass && !lacks_surface;
}

static const gm_field thermal_fields[] = {
    {"heat-capacity", GM_TYPE_CUSTOM, GM_INTO(gm_thermal_def, heat), .custom = &gm_custom_heat,
     .example = "65 J/K",
     .doc = "Of the stack of electrodes, or of the whole cell where there is no `shell`. By "
            "default that of the stack which the design of the cell has."},
    {"mass", GM_TYPE_QUANTITY, GM_INTO(gm_thermal_def, mass_kg), .unit = "kg",
     .example = "70 g", .bounds = GM_POSITIVE,
     .doc = "That a heat capacity in J/kg/K is multiplied by."},
    {"cooling", GM_TYPE_CUSTOM, GM_INTO(gm_thermal_def, cooling), .custom = &gm_custom_cooling,
     .example = "10 W/m2/K",
     .doc = "From the shell, or the stack without one, to the coolant. Without it no heat "
            "leaves."},
    {"surface", GM_TYPE_QUANTITY, GM_INTO(gm_thermal_def, surface_m2), .unit = "m2",
     .example = "53 cm2", .bounds = GM_POSITIVE,
     .doc = "That is cooled, for `cooling` in W/m2/K."},
    {"shell", GM_TYPE_OPTIONAL, GM_INTO(gm_thermal_def, shell), .table = &shell_table,
     .example = "{heat-capacity: 8 J/K, conductance: 0.6 W/K}",
     .doc = "Around the stack, with a temperature of its own."},
};

const gm_table gm_table_cell_thermal = {
    .name = "thermal",
    .doc =
        "How warm a cell becomes. Without this section its temperature is what it is told to "
        "be.\n\n"
        "```yaml\nthermal: {heat-capacity: 900 J/kg/K, mass: 70 g, cooling: 10 W/m2/K, "
        "surface: 53 cm2}\n```",
    GM_FIELDS(thermal_fields),
    .size = sizeof(gm_thermal_def),
    .src_at = GM_AT(gm_thermal_def, src),
    .check = check_thermal,
};

// ---- windows

static const gm_field voltage_fields[] = {
    {"least", GM_TYPE_QUANTITY, GM_INTO(gm_span_def, least), .unit = "V", .required = true,
     .example = "2.5 V", .bounds = GM_BETWEEN, .lo = -10.0, .hi = 10.0,
     .doc = "Where the cell is empty."},
    {"most", GM_TYPE_QUANTITY, GM_INTO(gm_span_def, most), .unit = "V", .required = true,
     .example = "4.2 V", .bounds = GM_BETWEEN, .lo = -10.0, .hi = 10.0,
     .doc = "Where it is full."},
};

static const gm_table voltage_table = {
    .name = "voltage window",
    .doc = "Between which voltages a cell is used.",
    GM_FIELDS(voltage_fields),
    .size = sizeof(gm_span_def),
    .src_at = GM_AT(gm_span_def, src),
};

static const gm_field temperature_fields[] = {
    {"least", GM_TYPE_QUANTITY, GM_INTO(gm_span_def, least), .unit = "degC", .required = true,
     .example = "-20 degC", .bounds = GM_BETWEEN, .lo = 150.0, .hi = 500.0,
     .doc = "The coldest."},
    {"most", GM_TYPE_QUANTITY, GM_INTO(gm_span_def, most), .unit = "degC", .required = true,
     .example = "60 degC", .bounds = GM_BETWEEN, .lo = 150.0, .hi = 500.0,
     .doc = "The hottest."},
};

static const gm_table temperature_table = {
    .name = "temperature window",
    .doc = "Between which temperatures the parameters of a cell are known.",
    GM_FIELDS(temperature_fields),
    .size = sizeof(gm_span_def),
    .src_at = GM_AT(gm_span_def, src),
};

// ---- cell

static bool check_cell(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_cell_def *def = dst;
    (void)node;
    if (def->electrodes[1].metal) {
        gm_diag_error(reader->diag, def->electrodes[1].metal->src,
                      "cell: only the negative electrode may be lithium metal");
        return false;
    }
    def->is_sound = true;
    return true;
}

static const gm_field cell_fields[] = {
    {"chemistry", GM_TYPE_TEXT, GM_INTO(gm_cell_def, chemistry),
     .example = "graphite-SiOx | NMC811", .doc = "In words."},
    {"negative", GM_TYPE_STRUCT, GM_INTO(gm_cell_def, electrodes[0]),
     .table = &gm_table_electrode, .required = true, .doc = "The negative electrode."},
    {"separator", GM_TYPE_STRUCT, GM_INTO(gm_cell_def, separator), .table = &gm_table_separator,
     .required = true, .example = "{thickness: 12 um, porosity: 47 %}",
     .doc = "Between the electrodes."},
    {"positive", GM_TYPE_STRUCT, GM_INTO(gm_cell_def, electrodes[1]),
     .table = &gm_table_electrode, .required = true, .doc = "The positive electrode."},
    {"electrolyte", GM_TYPE_STRUCT, GM_INTO(gm_cell_def, electrolyte),
     .table = &gm_table_electrolyte, .required = true,
     .example = "{transference-number: 1, conductivity: 3 mS/cm}",
     .doc = "In the pores of all three."},
    {"contact-resistance", GM_TYPE_QUANTITY, GM_INTO(gm_cell_def, contact_ohm_m2),
     .unit = "Ohm m2", .preset = "0 Ohm m2", .example = "5 Ohm cm2", .bounds = GM_NOT_NEGATIVE,
     .doc = "Of foils, tabs and their contacts, per area of a pair of electrodes."},
    {"pressure", GM_TYPE_QUANTITY, GM_INTO(gm_cell_def, pressure_pa), .unit = "MPa",
     .example = "5 MPa", .bounds = GM_POSITIVE, .given_at = GM_AT(gm_cell_def, has_pressure),
     .doc = "On the stack, for electrodes that say at which pressure their `contact` is so."},
    {"area", GM_TYPE_QUANTITY, GM_INTO(gm_cell_def, area_m2), .unit = "m2", .required = true,
     .example = "0.1027 m2", .bounds = GM_POSITIVE,
     .doc = "Of all pairs of electrodes of one cell together."},
    {"voltage", GM_TYPE_STRUCT, GM_INTO(gm_cell_def, voltage_v), .table = &voltage_table,
     .required = true, .example = "{least: 2.5 V, most: 4.2 V}", .doc = "Empty and full."},
    {"temperature", GM_TYPE_STRUCT, GM_INTO(gm_cell_def, temperature_k),
     .table = &temperature_table, .required = true,
     .example = "{least: -20 degC, most: 60 degC}", .doc = "What its parameters know."},
    {"thermal", GM_TYPE_OPTIONAL, GM_INTO(gm_cell_def, thermal),
     .table = &gm_table_cell_thermal, .example = "{heat-capacity: 65 J/K, cooling: 0.05 W/K}",
     .doc = "How warm it becomes."},
    {"aging", GM_TYPE_OPTIONAL, GM_INTO(gm_cell_def, aging), .table = &gm_table_aging,
     .example = "{plating: {kind: irreversible, rate: 1e-10 m/s}}",
     .doc = "What grows in it and takes its lithium."},
    {"design", GM_TYPE_OPTIONAL, GM_INTO(gm_cell_def, design), .table = &gm_table_cell_design,
     .doc = "How it is built: its masses, sizes and sheets."},
    {"life", GM_TYPE_OPTIONAL, GM_INTO(gm_cell_def, life), .table = &gm_table_cell_life,
     .doc = "How much capacity is left after years."},
    {"cost", GM_TYPE_OPTIONAL, GM_INTO(gm_cell_def, cost), .table = &gm_table_cell_cost,
     .doc = "What it costs, by material and by process step."},
};

const gm_table gm_table_battery_cell = {
    .name = "cell",
    .doc =
        "A cell by its physics: porous electrodes and what is between them, per area of one "
        "pair (docs/theory/cell.md). Values are at 25 degC. Files of published parameter sets, "
        "each value with its source, stand in data/cells.",
    GM_FIELDS(cell_fields),
    .size = sizeof(gm_cell_def),
    .src_at = GM_AT(gm_cell_def, src),
    .check = check_cell,
};
