// SPDX-License-Identifier: MIT
//
// The table of a fast charge.

#include "battery/amount.h"
#include "battery/experiment_def.h"

static const char *const model_words[] = {"DFN", "SPMe", "SPM", NULL};

static const gm_field charger_fields[] = {
    {"power", GM_TYPE_QUANTITY, GM_INTO(gm_charger_def, power_w), .unit = "W",
     .bounds = GM_POSITIVE, .example = "500 kW", .doc = "The most that it gives to a car."},
    {"current", GM_TYPE_QUANTITY, GM_INTO(gm_charger_def, current_a), .unit = "A",
     .bounds = GM_POSITIVE, .example = "600 A", .doc = "The most that it gives."},
    {"voltage", GM_TYPE_QUANTITY, GM_INTO(gm_charger_def, voltage_v), .unit = "V",
     .bounds = GM_POSITIVE, .example = "1000 V", .doc = "The most that it gives."},
    {"efficiency", GM_TYPE_QUANTITY, GM_INTO(gm_charger_def, efficiency), .preset = "98 %",
     .bounds = GM_MORE_THAN | GM_AT_MOST, .lo = 0.0, .hi = 1.0, .example = "98 %",
     .doc = "What comes to the cells of the power of the plug."},
};

static const gm_table gm_table_charger = {
    .name = "charger",
    .doc = "What the station gives, for the whole pack.",
    GM_FIELDS(charger_fields),
    .size = sizeof(gm_charger_def),
};

static const gm_field pack_fields[] = {
    {"series", GM_TYPE_INT, GM_INTO(gm_charge_pack_def, series), .required = true,
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 10000.0, .example = "108",
     .doc = "Cells one behind the other."},
    {"parallel", GM_TYPE_INT, GM_INTO(gm_charge_pack_def, parallel), .preset = "1",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 10000.0, .example = "2",
     .doc = "Cells side by side."},
    {"coldest", GM_TYPE_QUANTITY, GM_INTO(gm_charge_pack_def, colder_k), .unit = "K",
     .preset = "0 K", .bounds = GM_NOT_NEGATIVE, .example = "5 K",
     .doc = "By how much the coldest cell is below the mean, coolant included."},
    {"most-loaded", GM_TYPE_QUANTITY, GM_INTO(gm_charge_pack_def, more_load), .preset = "0 %",
     .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0, .example = "3 %",
     .doc = "By how much it takes more than its share of the current."},
};

static const gm_table gm_table_charge_pack = {
    .name = "charge pack",
    .doc = "The cells that charge together: a pack charges as its worst cell does.",
    GM_FIELDS(pack_fields),
    .size = sizeof(gm_charge_pack_def),
};

static const gm_field charge_fields[] = {
    {"from", GM_TYPE_QUANTITY, GM_INTO(gm_charge_def, from), .preset = "10 %",
     .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0, .example = "10 %",
     .doc = "State of charge at the beginning."},
    {"to", GM_TYPE_QUANTITY, GM_INTO(gm_charge_def, to), .preset = "80 %", .bounds = GM_BETWEEN,
     .lo = 0.0, .hi = 1.0, .example = "80 %", .doc = "And at the end."},
    {"temperature", GM_TYPE_QUANTITY, GM_INTO(gm_charge_def, temperature_k), .unit = "degC",
     .preset = "25 degC", .bounds = GM_POSITIVE, .example = "25 degC",
     .doc = "Of the cell as it arrives."},
    {"preheat", GM_TYPE_QUANTITY, GM_INTO(gm_charge_def, preheat_k), .unit = "degC",
     .bounds = GM_POSITIVE, .example = "45 degC",
     .doc = "What it has at least when the charge begins. Without a heater it comes so; its "
            "heat is "
            "told. A cell that arrives warmer stays as it is."},
    {"heater", GM_TYPE_QUANTITY, GM_INTO(gm_charge_def, heater_w), .unit = "W",
     .bounds = GM_POSITIVE, .example = "20 W",
     .doc = "Of a cell, with which it is preheated at the station; the time is told apart."},
    {"coolant", GM_TYPE_QUANTITY, GM_INTO(gm_charge_def, coolant_k), .unit = "degC",
     .given_at = GM_AT(gm_charge_def, has_coolant), .bounds = GM_POSITIVE, .example = "25 degC",
     .doc = "Around the cell; by default as the cell arrives."},
    {"isothermal", GM_TYPE_BOOL, GM_INTO(gm_charge_def, is_isothermal), .example = "yes",
     .doc =
         "The temperature stays, whatever heat there is: must be asked for, as no cell is so."},
    {"current", GM_TYPE_CUSTOM, GM_INTO(gm_charge_def, current), .custom = &gm_custom_current,
     .given_at = GM_AT(gm_charge_def, has_current), .example = "6C",
     .doc = "The most that a cell may take."},
    {"charger", GM_TYPE_OPTIONAL, GM_INTO(gm_charge_def, charger), .table = &gm_table_charger,
     .example = "{power: 500 kW, current: 600 A, voltage: 1000 V}",
     .doc = "What the station gives."},
    {"pack", GM_TYPE_OPTIONAL, GM_INTO(gm_charge_def, pack), .table = &gm_table_charge_pack,
     .example = "{series: 108, parallel: 2}", .doc = "By default one cell."},
    {"voltage", GM_TYPE_QUANTITY, GM_INTO(gm_charge_def, most_v), .unit = "V",
     .bounds = GM_POSITIVE, .example = "4.2 V",
     .doc = "The most of a cell; by default that of its window."},
    {"plating-margin", GM_TYPE_QUANTITY, GM_INTO(gm_charge_def, margin_v), .unit = "V",
     .preset = "10 mV", .example = "10 mV",
     .doc = "The least potential against lithium in the negative electrode."},
    {"most-temperature", GM_TYPE_QUANTITY, GM_INTO(gm_charge_def, most_k), .unit = "degC",
     .bounds = GM_POSITIVE, .example = "55 degC",
     .doc = "By default the most that the data of the cell know."},
    {"most-rise", GM_TYPE_QUANTITY, GM_INTO(gm_charge_def, warming_k_s), .unit = "K/s",
     .bounds = GM_POSITIVE, .example = "0.2 K/s", .doc = "Of the temperature; by default any."},
    {"within", GM_TYPE_QUANTITY, GM_INTO(gm_charge_def, most_s), .unit = "s", .preset = "24 h",
     .bounds = GM_POSITIVE, .example = "2 h", .doc = "After which it is given up."},
    {"model", GM_TYPE_ENUM, GM_INTO(gm_charge_def, model), .words = model_words,
     .preset = "DFN", .example = "SPMe",
     .doc =
         "Doyle-Fuller-Newman, single particles with electrolyte, or single particles alone; "
         "only the first knows where in the electrode lithium is plated."},
    {"cells", GM_TYPE_INT, GM_INTO(gm_charge_def, cells), .bounds = GM_BETWEEN, .lo = 2.0,
     .hi = 128.0, .example = "20",
     .doc =
         "Of the grid in each electrode and the separator; by default 20, of single particles "
         "10, 5 and 10."},
    {"tolerance", GM_TYPE_QUANTITY, GM_INTO(gm_charge_def, tolerance_v), .unit = "V",
     .preset = "0.5 mV", .bounds = GM_BETWEEN, .lo = 1e-6, .hi = 0.1, .example = "0.1 mV",
     .doc =
         "What a step may be wrong by in the voltage; errors of concentration and temperature "
         "go with it."},
    {"shells", GM_TYPE_INT, GM_INTO(gm_charge_def, shells), .preset = "20",
     .bounds = GM_BETWEEN, .lo = 3.0, .hi = 128.0, .example = "20", .doc = "Of each particle."},
};

static bool check_charge(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_charge_def *def = dst;
    if (def->from >= def->to) {
        gm_diag_error(reader->diag, node->src,
                      "charge '%s': `from:` %g %% is not below `to:` %g %%", def->name,
                      100.0 * def->from, 100.0 * def->to);
        return false;
    }
    if (def->heater_w > 0.0 && def->preheat_k <= 0.0) {
        gm_diag_error(reader->diag, node->src, "charge '%s': a `heater:` needs `preheat:`",
                      def->name);
        return false;
    }
    return true;
}

const gm_table gm_table_charge = {
    .name = "charge",
    .doc =
        "The fastest charge: at each instant the tightest of the limits holds.\n\n"
        "```yaml\ncharges:\n  dc-500:\n    from: 10 %\n    to: 80 %\n    temperature: 25 degC\n"
        "    charger: {power: 500 kW, current: 600 A}\n    pack: {series: 108, parallel: 2}\n"
        "```",
    GM_FIELDS(charge_fields),
    .size = sizeof(gm_charge_def),
    .src_at = GM_AT(gm_charge_def, src),
    .name_at = GM_AT(gm_charge_def, name),
    .check = check_charge,
};
