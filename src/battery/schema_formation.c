// SPDX-License-Identifier: MIT
//
// The tables of what the making of a cell takes: formation step by step, energy by process step.

#include "battery/amount.h"
#include "battery/design_def.h"
#include "battery/key.h"

#define YEAR_S (365.0 * 86400.0)

static bool check_step(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_formation_step_def *def = dst;
    bool moves = def->charge > 0.0 || def->discharge > 0.0;
    if (def->charge > 0.0 && def->discharge > 0.0) {
        gm_diag_error(reader->diag, node->src,
                      "formation step: `charge:` and `discharge:` are two steps");
        return false;
    }
    if (!moves && def->rest_s <= 0.0) {
        gm_diag_error(reader->diag, node->src,
                      "formation step: expected `charge:`, `discharge:` or `rest:`");
        return false;
    }
    if (moves && def->per_s <= 0.0) {
        gm_diag_error(reader->diag, node->src,
                      "formation step: a charge or discharge needs `rate:`, like `rate: C/20`");
        return false;
    }
    return true;
}

static const gm_field step_fields[] = {
    {"charge", GM_TYPE_QUANTITY, GM_INTO(gm_formation_step_def, charge), .example = "100 %",
     .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 2.0, .doc = "So much of the capacity goes in."},
    {"discharge", GM_TYPE_QUANTITY, GM_INTO(gm_formation_step_def, discharge),
     .example = "100 %", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 2.0,
     .doc = "So much of it comes out."},
    {"rate", GM_TYPE_CUSTOM, GM_INTO(gm_formation_step_def, per_s), .custom = &gm_custom_c_rate,
     .example = "C/20", .doc = "How fast."},
    {"rest", GM_TYPE_QUANTITY, GM_INTO(gm_formation_step_def, rest_s), .unit = "s",
     .example = "12 h", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = YEAR_S,
     .doc = "How long nothing flows after it."},
};

static const gm_table step_table = {
    .name = "formation step",
    .doc = "A charge, a discharge or a rest.",
    GM_FIELDS(step_fields),
    .size = sizeof(gm_formation_step_def),
    .src_at = GM_AT(gm_formation_step_def, src),
    .check = check_step,
};

static const gm_field formation_fields[] = {
    {"steps", GM_TYPE_LIST, GM_INTO(gm_formation_def, steps), .item = GM_TYPE_STRUCT,
     .table = &step_table, .required = true,
     .example = "[{charge: 100 %, rate: C/20, rest: 12 h}, {discharge: 70 %, rate: C/3}]",
     .doc = "One after the other, aging and rests counted."},
    {"efficiency", GM_TYPE_QUANTITY, GM_INTO(gm_formation_def, in), .preset = "90 %",
     .example = "90 %", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1.0,
     .doc = "Of a channel that charges: what comes into the cell of what it draws."},
    {"returned", GM_TYPE_QUANTITY, GM_INTO(gm_formation_def, back), .preset = "0 %",
     .example = "80 %", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0,
     .doc = "Of what is discharged, what comes back to the grid."},
};

const gm_table gm_table_cell_formation = {
    .name = "formation",
    .doc = "How new cells are charged for the first times.",
    GM_FIELDS(formation_fields),
    .size = sizeof(gm_formation_def),
    .src_at = GM_AT(gm_formation_def, src),
};

// ---- energy of making

// The range of the input that was read last into a place, if it says one.
static void take_range(const gm_reader *reader, gm_making_def *out)
{
    for (size_t i = reader->inputs.n; i-- > 0;) {
        const gm_input *in = &reader->inputs.items[i];
        if (in->target == &out->likely && in->has_range) {
            out->low = in->lo;
            out->high = in->hi;
            return;
        }
    }
}

static bool read_making(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_making_def *out = dst;
    const gm_field row = {.key = gm_cell_key(reader),
                          .type = GM_TYPE_QUANTITY,
                          .bounds = GM_BETWEEN,
                          .lo = 0.0,
                          .hi = 1e6};
    *out = (gm_making_def){0};
    if (!gm_read_field(reader, &row, node, &out->likely)) {
        return false;
    }
    out->low = out->likely;
    out->high = out->likely;
    take_range(reader, out);
    return true;
}

const gm_custom gm_custom_making = {
    .name = "energy of a step",
    .doc = "What a step of making takes for each unit of energy that the cell holds, kWh for a "
           "kWh, a pure "
           "number: `2.5`, or `{value: 2.5, range: [1.5, 4], source: \"..\"}`, whose range is "
           "told with it.",
    .size = sizeof(gm_making_def),
    .read = read_making,
};
