// SPDX-License-Identifier: MIT
//
// The quantities of a cell that curves are of, with what the reference says about each.

#include "battery/curve_parts.h"

const gm_curve_kind gm_curve_of_ocp = {"V", "", 1.0, 0};
const gm_curve_kind gm_curve_of_entropy = {"V/K", "", 1.0, 0};
const gm_curve_kind gm_curve_of_solid_diffusivity = {"m2/s", "", 1.0, GM_POSITIVE};
const gm_curve_kind gm_curve_of_salt_diffusivity = {"m2/s", "mol/m3", 0.0, GM_POSITIVE};
const gm_curve_kind gm_curve_of_salt_conductivity = {"S/m", "mol/m3", 0.0, GM_POSITIVE};

// ---- potentials

typedef struct raw_branches {
    gm_curve_def lithiation;
    gm_curve_def delithiation;
    double rate;
    const char *source;
    const char *note;
} raw_branches;

static bool read_potential_curve(gm_reader *reader, const gm_node *node, void *dst)
{
    return gm_curve_read(reader, node, &gm_curve_of_ocp, dst);
}

static const gm_custom branch_custom = {.name = "open-circuit potential",
                                        .size = sizeof(gm_curve_def),
                                        .read = read_potential_curve};

static const gm_field branch_fields[] = {
    {"lithiation", GM_TYPE_CUSTOM, GM_INTO(raw_branches, lithiation), .custom = &branch_custom,
     .required = true, .example = "[[0, 1.0], [1, 0.05]]"},
    {"delithiation", GM_TYPE_CUSTOM, GM_INTO(raw_branches, delithiation),
     .custom = &branch_custom, .required = true, .example = "[[0, 1.2], [1, 0.1]]"},
    {"hysteresis-rate", GM_TYPE_QUANTITY, GM_INTO(raw_branches, rate), .unit = "",
     .preset = "0", .bounds = GM_NOT_NEGATIVE},
    {"source", GM_TYPE_TEXT, GM_INTO(raw_branches, source)},
    {"note", GM_TYPE_TEXT, GM_INTO(raw_branches, note)},
};

static const gm_table branch_table = {
    .name = "open-circuit potential",
    GM_FIELDS(branch_fields),
    .size = sizeof(raw_branches),
};

static bool read_potential(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_potential_def *out = dst;
    *out = (gm_potential_def){.src = node->src};
    out->has_branches = gm_node_get(node, "lithiation") || gm_node_get(node, "delithiation");
    if (!out->has_branches) {
        return gm_curve_read(reader, node, &gm_curve_of_ocp, &out->mean);
    }
    raw_branches raw;
    bool ok = gm_read_table(reader, &branch_table, node, &raw);
    out->lithiation = raw.lithiation;
    out->delithiation = raw.delithiation;
    out->lithiation.source = raw.source ? raw.source : raw.lithiation.source;
    out->hysteresis_rate = raw.rate;
    return ok;
}

// ---- the readers

static bool read_entropy(gm_reader *reader, const gm_node *node, void *dst)
{
    return gm_curve_read(reader, node, &gm_curve_of_entropy, dst);
}

static bool read_solid_diffusivity(gm_reader *reader, const gm_node *node, void *dst)
{
    return gm_curve_read(reader, node, &gm_curve_of_solid_diffusivity, dst);
}

static bool read_salt_diffusivity(gm_reader *reader, const gm_node *node, void *dst)
{
    return gm_curve_read(reader, node, &gm_curve_of_salt_diffusivity, dst);
}

static bool read_salt_conductivity(gm_reader *reader, const gm_node *node, void *dst)
{
    return gm_curve_read(reader, node, &gm_curve_of_salt_conductivity, dst);
}

const gm_custom gm_custom_potential = {
    .name = "open-circuit potential",
    .doc =
        "The potential of a material against lithium over its stoichiometry x, from 0 "
        "(empty) to 1 (full): a formula of x in V, `0.2 + 1.5*exp(-120*x)`, a table of pairs, "
        "`[[0, 1.2], [0.5, 0.13], [1, 0.02]]`, or a map of one of them with its source, "
        "`{formula: \"..\", source: \"..\"}`, `{points: {x: [0, 0.5, 1], y: [1.2, 0.13, "
        "0.02]}, source: \"..\"}`.\n\n"
        "A formula has numbers, x, `+ - * / **` (or `^`), brackets, and exp, ln (log), log10, "
        "sqrt, abs, sinh, cosh, tanh, asinh. A table is made smooth without new maxima, and "
        "goes on straight beyond its ends.\n\n"
        "A material with hysteresis has two of them, `{lithiation: .., delithiation: .., "
        "hysteresis-rate: 10}`: the potential nears the branch of its direction as "
        "exp(-rate times the stoichiometry passed); with a rate of 0 it stays on the mean.",
    .size = sizeof(gm_potential_def),
    .read = read_potential,
};

const gm_custom gm_custom_entropy = {
    .name = "entropic coefficient",
    .doc = "dU/dT over the stoichiometry x: a number, `0.1 mV/K`, or as an open-circuit "
           "potential a formula or table, in V/K unless it says a `unit:`.",
    .size = sizeof(gm_curve_def),
    .read = read_entropy,
};

const gm_custom gm_custom_solid_diffusivity = {
    .name = "diffusivity of lithium",
    .doc = "A number, `3.3e-14 m2/s`, or as an open-circuit potential a formula or table over "
           "the stoichiometry x, in m2/s unless it says a `unit:`, `{points: [[0, 2e-10], [1, "
           "3e-10]], unit: cm2/s}`.",
    .size = sizeof(gm_curve_def),
    .read = read_solid_diffusivity,
};

const gm_custom gm_custom_salt_diffusivity = {
    .name = "diffusivity of salt",
    .doc = "A number, `3e-10 m2/s`, or a formula or table over the concentration x, in m2/s "
           "over mol/m3 unless it says other units: `{formula: \"8.794e-11*x^2 - 3.972e-10*x + "
           "4.862e-10\", x-unit: mol/L, source: \"..\"}`.",
    .size = sizeof(gm_curve_def),
    .read = read_salt_diffusivity,
};

const gm_custom gm_custom_salt_conductivity = {
    .name = "conductivity of electrolyte",
    .doc =
        "A number, `1 S/m`, or a formula or table over the concentration x, in S/m over "
        "mol/m3 unless it says other units: `{formula: \"1.297*x^3 - 25.1*x^1.5 + 33.29*x\", "
        "x-unit: mol/L, unit: mS/cm, source: \"..\"}`.",
    .size = sizeof(gm_curve_def),
    .read = read_salt_conductivity,
};
