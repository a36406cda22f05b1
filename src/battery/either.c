// SPDX-License-Identifier: MIT

#include "battery/either.h"

#include "battery/key.h"

#include <string.h>

// In the order of the enums in cell_def.h; ended by NULL.
static const char *const rate_units[] = {"A/m2 (m3/mol)^1.5", "A/m2", "mol/m2/s",
                                         "m2.5/(mol0.5 s)", NULL};
static const char *const heat_units[] = {"J/K", "J/kg/K", "J/m2/K", NULL};
static const char *const cooling_units[] = {"W/K", "W/m2/K", NULL};

// The unit that a quantity is of, or -1.
static int32_t find_unit(const gm_quantity *q, const char *const *units)
{
    for (int32_t i = 0; units[i]; i++) {
        double si;
        gm_dim dim;
        if (gm_unit_find(units[i], &si, &dim) && gm_dim_equal(dim, q->dim)) {
            return i;
        }
    }
    return -1;
}

static bool refuse(gm_reader *reader, const gm_node *node, const char *const *units,
                   const gm_quantity *q)
{
    char got[64];
    gm_text list = gm_text_init(reader->arena);
    for (int32_t i = 0; units[i]; i++) {
        gm_text_addf(&list, "%s`%s`", i == 0 ? "" : units[i + 1] ? ", " : " or ", units[i]);
    }
    const char *name = reader->owner_name;
    gm_diag_error(reader->diag, node->src, "%s%s%s%s: %s: expected a number in %s, got %s%s",
                  reader->owner_kind, name ? " '" : "", name ? name : "", name ? "'" : "",
                  gm_cell_key(reader), list.at, gm_dim_text(q->dim, q->unit, got, sizeof got),
                  q->bare ? " without a unit" : "");
    return false;
}

static bool read_either(gm_reader *reader, const gm_node *node, const char *const *units,
                        gm_either *out)
{
    char error[GM_UNIT_ERROR_BYTES];
    gm_quantity q;
    const gm_node *value = node->kind == GM_NODE_MAP ? gm_node_get(node, "value") : node;
    bool is_known = value && value->kind == GM_NODE_SCALAR && !value->is_faulty &&
                    gm_quantity_parse(value->text, &q, error);
    int32_t unit = is_known ? find_unit(&q, units) : 0;
    *out = (gm_either){.src = node->src, .is_given = true, .unit = unit};
    if (unit < 0) {
        return refuse(reader, value, units, &q);
    }
    // What cannot be read is told with the first of the units.
    const gm_field row = {.key = gm_cell_key(reader),
                          .type = GM_TYPE_QUANTITY,
                          .unit = units[unit],
                          .bounds = GM_POSITIVE};
    return gm_read_field(reader, &row, node, &out->value);
}

static bool read_rate(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_either(reader, node, rate_units, dst);
}

static bool read_heat(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_either(reader, node, heat_units, dst);
}

static bool read_cooling(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_either(reader, node, cooling_units, dst);
}

const gm_custom gm_custom_rate = {
    .name = "reaction rate",
    .doc =
        "How fast lithium crosses the surface of the particles, j = 2 j0 sinh(F eta/2RT), at "
        "25 degC. The unit says in which way it is written:\n\n"
        "- `6.48e-7 A/m2 (m3/mol)^1.5`: m of j0 = m sqrt(c_e c_s (c_max - c_s));\n"
        "- `0.34 A/m2`: j0 itself, the exchange current density, at half of the lithium and "
        "the salt of the cell at rest;\n"
        "- `7e-6 mol/m2/s`: K of Battery Parameter eXchange, j0 = F K sqrt(c_e/c_e0 x (1 - "
        "x));\n"
        "- `6.7e-12 m2.5/mol0.5/s`: k of j0 = F k sqrt(c_e c_s (c_max - c_s)).",
    .size = sizeof(gm_either),
    .read = read_rate,
};

const gm_custom gm_custom_heat = {
    .name = "heat capacity",
    .doc = "`65 J/K` of a cell, `900 J/kg/K` with its `mass:`, or `650 J/m2/K` of a pair of "
           "electrodes.",
    .size = sizeof(gm_either),
    .read = read_heat,
};

const gm_custom gm_custom_cooling = {
    .name = "cooling",
    .doc = "`0.05 W/K` of a cell, or `10 W/m2/K` of its outer `surface:`.",
    .size = sizeof(gm_either),
    .read = read_cooling,
};
