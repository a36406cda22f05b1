// SPDX-License-Identifier: MIT
//
// The tables of a cell's life: models, and the uses that are asked about.

#include "battery/amount.h"
#include "battery/life_def.h"

#define YEAR_S (365.0 * 86400.0)

// By gm_life_id: the names of cell/life.h without blanks.
static const char *const model_words[] = {"NMC-75Ah-A", "NMC-50Ah-B1", "NMC-50Ah-B2",
                                          "LFP-250Ah",  "NCA-3Ah",     NULL};
_Static_assert(sizeof model_words / sizeof *model_words == GM_LIFE_MODELS + 1,
               "a word for each model");

static const gm_field point_fields[] = {
    {"at", GM_TYPE_QUANTITY, GM_INTO(gm_life_point_def, at_s), .unit = "s", .required = true,
     .example = "7 h", .bounds = GM_NOT_NEGATIVE, .doc = "Since the beginning of the period."},
    {"soc", GM_TYPE_QUANTITY, GM_INTO(gm_life_point_def, soc), .required = true,
     .example = "80 %", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0, .doc = "State of charge."},
    {"temperature", GM_TYPE_QUANTITY, GM_INTO(gm_life_point_def, temperature_k), .unit = "degC",
     .required = true, .example = "25 degC", .bounds = GM_BETWEEN, .lo = 200.0, .hi = 400.0,
     .doc = "Of the cell."},
};

static const gm_table point_table = {
    .name = "life point",
    .doc = "A moment of a use. Between two of them all is straight, and from the last to the "
           "first of the next period.",
    GM_FIELDS(point_fields),
    .size = sizeof(gm_life_point_def),
    .src_at = GM_AT(gm_life_point_def, src),
};

static bool check_cycles(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_life_cycles_def *def = dst;
    if (def->low >= def->high) {
        gm_diag_error(reader->diag, node->src, "cycles: `from:` %g %% is not below `to:` %g %%",
                      100.0 * def->low, 100.0 * def->high);
        return false;
    }
    return true;
}

static const gm_field cycles_fields[] = {
    {"from", GM_TYPE_QUANTITY, GM_INTO(gm_life_cycles_def, low), .preset = "10 %",
     .example = "10 %", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0,
     .doc = "State of charge at which a charge begins."},
    {"to", GM_TYPE_QUANTITY, GM_INTO(gm_life_cycles_def, high), .preset = "90 %",
     .example = "90 %", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0, .doc = "And ends."},
    {"charge", GM_TYPE_CUSTOM, GM_INTO(gm_life_cycles_def, charge_per_s),
     .custom = &gm_custom_c_rate, .required = true, .example = "C/3", .doc = "How fast."},
    {"discharge", GM_TYPE_CUSTOM, GM_INTO(gm_life_cycles_def, discharge_per_s),
     .custom = &gm_custom_c_rate, .required = true, .example = "C/3", .doc = "How fast."},
    {"per-day", GM_TYPE_QUANTITY, GM_INTO(gm_life_cycles_def, per_day), .preset = "1",
     .example = "0.5", .bounds = GM_BETWEEN, .lo = 1e-3, .hi = 1000.0, .doc = "How often."},
    {"full-for", GM_TYPE_QUANTITY, GM_INTO(gm_life_cycles_def, full_s), .unit = "s",
     .example = "8 h", .bounds = GM_NOT_NEGATIVE,
     .given_at = GM_AT(gm_life_cycles_def, has_full),
     .doc = "How long it stands charged; by default half of the time that is left of a cycle. "
            "What is left then it stands discharged."},
    {"temperature", GM_TYPE_QUANTITY, GM_INTO(gm_life_cycles_def, temperature_k),
     .unit = "degC", .preset = "25 degC", .example = "25 degC", .bounds = GM_BETWEEN,
     .lo = 200.0, .hi = 400.0, .doc = "Of the cell."},
    {"charge-temperature", GM_TYPE_QUANTITY, GM_INTO(gm_life_cycles_def, charge_k),
     .unit = "degC", .example = "45 degC", .bounds = GM_BETWEEN, .lo = 200.0, .hi = 400.0,
     .given_at = GM_AT(gm_life_cycles_def, has_charge_k),
     .doc = "While it is charged; by default as else."},
};

static const gm_table cycles_table = {
    .name = "life cycles",
    .doc = "The same cycle again and again: charged, standing, discharged, standing.",
    GM_FIELDS(cycles_fields),
    .size = sizeof(gm_life_cycles_def),
    .src_at = GM_AT(gm_life_cycles_def, src),
    .check = check_cycles,
};

static bool check_use(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_life_use_def *def = dst;
    if ((def->points.n > 0) == (def->cycles != NULL)) {
        gm_diag_error(reader->diag, node->src,
                      "use '%s': expected either `points:` or `cycles:`", def->name);
        return false;
    }
    return true;
}

static const gm_field use_fields[] = {
    {"points", GM_TYPE_LIST, GM_INTO(gm_life_use_def, points), .item = GM_TYPE_STRUCT,
     .table = &point_table, .example = "[{at: 0 h, soc: 80 %, temperature: 20 degC}]",
     .doc = "A day of it, or another period."},
    {"period", GM_TYPE_QUANTITY, GM_INTO(gm_life_use_def, period_s), .unit = "s",
     .preset = "1 d", .example = "1 d", .bounds = GM_BETWEEN, .lo = 1.0, .hi = 10.0 * YEAR_S,
     .doc = "After which the points come again."},
    {"cycles", GM_TYPE_OPTIONAL, GM_INTO(gm_life_use_def, cycles), .table = &cycles_table,
     .example = "{from: 10 %, to: 80 %, charge: 1C, discharge: C/3}",
     .doc = "Instead of points: the same cycle again and again."},
};

static const gm_table use_table = {
    .name = "life use",
    .doc = "How a cell is used, for years.",
    GM_FIELDS(use_fields),
    .size = sizeof(gm_life_use_def),
    .src_at = GM_AT(gm_life_use_def, src),
    .name_at = GM_AT(gm_life_use_def, name),
    .check = check_use,
};

static const gm_field life_fields[] = {
    {"model", GM_TYPE_LIST, GM_INTO(gm_life_def, models), .item = GM_TYPE_ENUM,
     .words = model_words, .required = true, .example = "NMC-50Ah-B1",
     .doc =
         "Fitted to tests of real cells: graphite with NMC (75 Ah, 50 Ah of two makers), LFP "
         "of 250 Ah, NCA of 3 Ah (docs/theory/cell-life.md). Several, `[NMC-75Ah-A, "
         "NMC-50Ah-B1]`, show how far cells of one kind are apart."},
    {"until", GM_TYPE_QUANTITY, GM_INTO(gm_life_def, until), .preset = "80 %",
     .example = "80 %", .bounds = GM_MORE_THAN | GM_LESS_THAN, .hi = 1.0,
     .doc = "Of the capacity when new: when it has come down to that is told."},
    {"uses", GM_TYPE_MAP, GM_INTO(gm_life_def, uses), .item = GM_TYPE_STRUCT,
     .table = &use_table, .required = true,
     .example = "{commuter: {cycles: {from: 60 %, to: 80 %, charge: C/10, discharge: C/2}}}",
     .doc = "How it is used, by name."},
};

const gm_table gm_table_cell_life = {
    .name = "life",
    .doc =
        "How much capacity is left after years of a use, by tests of other cells; the answer "
        "says where the use lies outside of those tests.\n\n"
        "```yaml\nlife:\n  model: [NMC-50Ah-B1, NMC-75Ah-A]\n  uses:\n    commuter:\n"
        "      points:\n        - {at: 0 h, soc: 60 %, temperature: 20 degC}\n"
        "        - {at: 6 h, soc: 80 %, temperature: 25 degC}\n"
        "        - {at: 8 h, soc: 80 %, temperature: 20 degC}\n"
        "        - {at: 9 h, soc: 60 %, temperature: 28 degC}\n"
        "    fast:\n      cycles: {from: 10 %, to: 80 %, charge: 4C, discharge: C/3}\n```",
    GM_FIELDS(life_fields),
    .size = sizeof(gm_life_def),
    .src_at = GM_AT(gm_life_def, src),
};
