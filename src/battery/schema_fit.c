// SPDX-License-Identifier: MIT
//
// The tables of fits: what varies, what was measured.

#include "battery/amount.h"
#include "battery/fit_def.h"
#include "battery/fit_read.h"

static const char *const model_words[] = {"DFN", "SPMe", "SPM", NULL};

// ---- parameters

static const char *const scale_words[] = {"log", "linear", NULL};

static const gm_field parameter_fields[] = {
    {"range", GM_TYPE_CUSTOM, GM_INTO(gm_fit_parameter_def, range),
     .custom = &gm_custom_fit_range, .required = true, .example = "1e-15 .. 1e-13 m2/s",
     .doc = "Between which values it is looked for."},
    {"scale", GM_TYPE_ENUM, GM_INTO(gm_fit_parameter_def, scale), .words = scale_words,
     .given_at = GM_AT(gm_fit_parameter_def, has_scale),
     .doc =
         "How the range is gone through; by default `log` where it spans ten times or more."},
    {"at", GM_TYPE_LIST, GM_INTO(gm_fit_parameter_def, at), .item = GM_TYPE_CUSTOM,
     .custom = &gm_custom_fit_path, .example = "cell.contact-resistance",
     .doc =
         "What is at these paths becomes the number; by default at the path that is its name."},
    {"times", GM_TYPE_LIST, GM_INTO(gm_fit_parameter_def, times), .item = GM_TYPE_CUSTOM,
     .custom = &gm_custom_fit_path,
     .example = "[cell.negative.thickness, cell.positive.thickness]",
     .doc = "What is written at these paths, number, formula or table, is multiplied by it."},
    {"over", GM_TYPE_LIST, GM_INTO(gm_fit_parameter_def, over), .item = GM_TYPE_CUSTOM,
     .custom = &gm_custom_fit_path, .example = "cell.area", .doc = "Or divided."},
};

static const gm_table parameter_table = {
    .name = "parameter of a fit",
    .doc = "A value that is looked for, by its path as `--set` takes it; or a name of its own "
           "for a "
           "number that goes to several places:\n\n"
           "```yaml\nparameters:\n"
           "  cell.negative.particles.graphite.diffusivity: 1e-15 .. 1e-13 m2/s\n"
           "  loading: {range: 0.5 .. 1.5, times: [cell.negative.thickness, "
           "cell.positive.thickness], over: cell.area}\n```\n\n"
           "Paths lead into `cell`, `charges` or the fit itself, as "
           "`fits.discharge.data.0.start`.",
    GM_FIELDS(parameter_fields),
    .size = sizeof(gm_fit_parameter_def),
    .src_at = GM_AT(gm_fit_parameter_def, src),
    .name_at = GM_AT(gm_fit_parameter_def, name),
    .short_key = "range",
    .check = gm_fit_parameter_check,
};

// ---- curves

static const char *const positive_words[] = {"discharge", "charge", NULL};

static const gm_field curve_fields[] = {
    {"file", GM_TYPE_TEXT, GM_INTO(gm_fit_curve_def, file), .required = true,
     .src_at = GM_AT(gm_fit_curve_def, file_src), .example = "1c.csv",
     .doc =
         "A table, beside the file that names it. Units stand in the heads of its columns, as "
         "`voltage [mV]`; without one times are in s, voltages in V, currents in A."},
    {"time", GM_TYPE_TEXT, GM_INTO(gm_fit_curve_def, time), .preset = "time",
     .src_at = GM_AT(gm_fit_curve_def, time_src), .example = "time",
     .doc = "Its column of times."},
    {"begin", GM_TYPE_QUANTITY, GM_INTO(gm_fit_curve_def, begin_s), .unit = "s",
     .given_at = GM_AT(gm_fit_curve_def, has_begin), .example = "0 s",
     .doc = "The time in that column from which the cell is followed; rows before are left "
            "out. By "
            "default that of the first row."},
    {"end", GM_TYPE_QUANTITY, GM_INTO(gm_fit_curve_def, end_s), .unit = "s",
     .given_at = GM_AT(gm_fit_curve_def, has_end), .example = "2 h",
     .doc = "The time in that column behind which rows are left out."},
    {"voltage", GM_TYPE_TEXT, GM_INTO(gm_fit_curve_def, voltage), .preset = "voltage",
     .src_at = GM_AT(gm_fit_curve_def, voltage_src), .example = "voltage",
     .doc = "Its column of voltages."},
    {"current", GM_TYPE_TEXT, GM_INTO(gm_fit_curve_def, current),
     .src_at = GM_AT(gm_fit_curve_def, current_src), .example = "current",
     .doc = "Its column of currents, or of current densities: pulses, rests and drives are "
            "nothing "
            "but that. Where the current of a row is far from that of the row before, it has "
            "flowed since that one, as cyclers write it; else it is straight between rows."},
    {"positive", GM_TYPE_ENUM, GM_INTO(gm_fit_curve_def, positive), .words = positive_words,
     .preset = "discharge", .example = "charge",
     .doc = "Which current is above 0 in that column."},
    {"scale", GM_TYPE_QUANTITY, GM_INTO(gm_fit_curve_def, scale), .preset = "1",
     .bounds = GM_POSITIVE, .example = "0.5",
     .doc = "What the currents are multiplied by: the share that the cell has of them."},
    {"discharge", GM_TYPE_CUSTOM, GM_INTO(gm_fit_curve_def, discharge),
     .custom = &gm_custom_current, .given_at = GM_AT(gm_fit_curve_def, has_discharge),
     .example = "1C",
     .doc =
         "Without a column of currents: the constant one. A rate is one of the cell as it is "
         "written, and stays that current while the cell varies."},
    {"charge", GM_TYPE_CUSTOM, GM_INTO(gm_fit_curve_def, charge), .custom = &gm_custom_current,
     .given_at = GM_AT(gm_fit_curve_def, has_charge), .example = "C/3",
     .doc = "The same into the cell."},
    {"start", GM_TYPE_CUSTOM, GM_INTO(gm_fit_curve_def, start), .custom = &gm_custom_fit_start,
     .given_at = GM_AT(gm_fit_curve_def, has_start), .example = "4.15 V",
     .doc =
         "Where the cell rests before: a state of charge or a voltage at rest; by default full "
         "before a discharge, empty before a charge."},
    {"temperature", GM_TYPE_QUANTITY, GM_INTO(gm_fit_curve_def, temperature_k), .unit = "degC",
     .preset = "25 degC", .bounds = GM_POSITIVE, .example = "25 degC",
     .doc = "Of the cell as it starts."},
    {"coolant", GM_TYPE_QUANTITY, GM_INTO(gm_fit_curve_def, coolant_k), .unit = "degC",
     .given_at = GM_AT(gm_fit_curve_def, has_coolant), .bounds = GM_POSITIVE,
     .example = "25 degC", .doc = "Around the cell; by default as the cell starts."},
    {"isothermal", GM_TYPE_BOOL, GM_INTO(gm_fit_curve_def, is_isothermal), .example = "yes",
     .doc = "The temperature stays. A cell without `thermal:` is always so."},
    {"tolerance", GM_TYPE_QUANTITY, GM_INTO(gm_fit_curve_def, tolerance_v), .unit = "V",
     .preset = "10 mV", .bounds = GM_POSITIVE, .example = "10 mV",
     .doc = "What a difference is measured by: a curve of half the tolerance counts twice."},
};

static const gm_table curve_table = {
    .name = "measured curve",
    .doc = "A voltage over time that was measured.",
    GM_FIELDS(curve_fields),
    .size = sizeof(gm_fit_curve_def),
    .src_at = GM_AT(gm_fit_curve_def, src),
    .check = gm_fit_curve_check,
};

// ---- sessions

static const char *const is_words[] = {"equal", "at-least", "at-most", NULL};

static const gm_field point_fields[] = {
    {"power", GM_TYPE_QUANTITY, GM_INTO(gm_fit_point_def, power_w), .unit = "W",
     .bounds = GM_POSITIVE, .example = "400 kW",
     .doc = "Of the charger, for the whole pack: at a state of charge, or the greatest."},
    {"time", GM_TYPE_QUANTITY, GM_INTO(gm_fit_point_def, time_s), .unit = "s",
     .bounds = GM_POSITIVE, .example = "10.6 min", .doc = "From a state of charge to another."},
    {"energy", GM_TYPE_QUANTITY, GM_INTO(gm_fit_point_def, energy_j), .unit = "J",
     .bounds = GM_POSITIVE, .example = "77.3 kWh", .doc = "Out of the charger on that way."},
    {"at", GM_TYPE_QUANTITY, GM_INTO(gm_fit_point_def, at),
     .given_at = GM_AT(gm_fit_point_def, has_at), .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0,
     .example = "60 %", .doc = "The state of charge at which a power was seen."},
    {"from", GM_TYPE_QUANTITY, GM_INTO(gm_fit_point_def, from),
     .given_at = GM_AT(gm_fit_point_def, has_from), .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0,
     .example = "10 %",
     .doc = "Where a time or an energy begins; by default where the charge does."},
    {"to", GM_TYPE_QUANTITY, GM_INTO(gm_fit_point_def, to),
     .given_at = GM_AT(gm_fit_point_def, has_to), .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0,
     .example = "80 %", .doc = "And where it ends; by default where the charge does."},
    {"is", GM_TYPE_ENUM, GM_INTO(gm_fit_point_def, is), .words = is_words, .preset = "equal",
     .example = "at-least", .doc = "What was said of the value."},
    {"tolerance", GM_TYPE_QUANTITY, GM_INTO(gm_fit_point_def, tolerance),
     .bounds = GM_MORE_THAN | GM_LESS_THAN, .lo = 0.0, .hi = 1.0, .example = "5 %",
     .doc = "What a difference is measured by, as a share of the value; by default 10 % of a "
            "power, 5 % of a time or an energy."},
};

static const gm_table point_table = {
    .name = "point of a session",
    .doc = "What was seen of a charge.",
    GM_FIELDS(point_fields),
    .size = sizeof(gm_fit_point_def),
    .src_at = GM_AT(gm_fit_point_def, src),
    .check = gm_fit_point_check,
};

static const gm_field session_fields[] = {
    {"session", GM_TYPE_TEXT, GM_INTO(gm_fit_session_def, charge), .required = true,
     .src_at = GM_AT(gm_fit_session_def, charge_src), .example = "dc-500",
     .doc = "The name of one of `charges:`, which says what is known of the session: charger, "
            "pack, "
            "temperatures, limits."},
    {"points", GM_TYPE_LIST, GM_INTO(gm_fit_session_def, points), .item = GM_TYPE_STRUCT,
     .table = &point_table, .required = true,
     .example = "[{at: 60 %, power: 400 kW}, {from: 10 %, to: 80 %, time: 10.6 min}]",
     .doc = "What was seen."},
};

static const gm_table session_table = {
    .name = "charging session",
    .doc = "A fast charge as it was seen from outside: powers and times.",
    GM_FIELDS(session_fields),
    .size = sizeof(gm_fit_session_def),
    .src_at = GM_AT(gm_fit_session_def, src),
};

// ---- fits

static const gm_union_case data_cases[] = {
    [GM_FIT_DATA_CURVE] = {"file", &curve_table},
    [GM_FIT_DATA_SESSION] = {"session", &session_table},
};

static const gm_union data_union = {
    .name = "what was measured",
    .doc = "What a fit is compared with: a curve from a file or a charging session.",
    .cases = data_cases,
    .n_cases = (int)(sizeof data_cases / sizeof *data_cases),
};

static const gm_field fit_fields[] = {
    {"parameters", GM_TYPE_MAP, GM_INTO(gm_fit_def, parameters), .item = GM_TYPE_STRUCT,
     .table = &parameter_table, .required = true, .src_at = GM_AT(gm_fit_def, parameters_src),
     .example = "{cell.contact-resistance: 0 .. 20 Ohm cm2}", .doc = "What varies, 1 to 12."},
    {"data", GM_TYPE_LIST, GM_INTO(gm_fit_def, data), .item = GM_TYPE_UNION,
     .cases = &data_union, .required = true, .src_at = GM_AT(gm_fit_def, data_src),
     .example = "[{file: 1c.csv, discharge: 1C}]",
     .doc = "What was measured, all fitted at once."},
    {"model", GM_TYPE_ENUM, GM_INTO(gm_fit_def, model), .words = model_words, .preset = "DFN",
     .example = "SPMe",
     .doc =
         "Doyle-Fuller-Newman, single particles with electrolyte, or single particles alone; a "
         "charge has its own."},
    {"cells", GM_TYPE_INT, GM_INTO(gm_fit_def, cells), .bounds = GM_BETWEEN, .lo = 2.0,
     .hi = 128.0, .example = "20",
     .doc =
         "Of the grid in each electrode and the separator; by default 20, of single particles "
         "10, 5 and 10."},
    {"shells", GM_TYPE_INT, GM_INTO(gm_fit_def, shells), .preset = "20", .bounds = GM_BETWEEN,
     .lo = 3.0, .hi = 128.0, .example = "20", .doc = "Of each particle."},
    {"search", GM_TYPE_INT, GM_INTO(gm_fit_def, search),
     .given_at = GM_AT(gm_fit_def, has_search), .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1e6,
     .example = "500",
     .doc = "Cells that are tried over all of the ranges before the best is improved; by "
            "default 60 "
            "for each parameter. 0 begins with what is written."},
};

const gm_table gm_table_fit = {
    .name = "fit",
    .doc = "Values of the cell that are looked for in what was measured, by `gemba cell --fit` "
           "(docs/cell-fit.md).\n\n"
           "```yaml\nfits:\n  discharge:\n    data:\n"
           "      - {file: 1c.csv, discharge: 0.156 A, start: 4.153 V}\n"
           "      - {file: pulses.csv, current: current, positive: charge}\n"
           "    parameters:\n"
           "      cell.negative.particles.graphite.diffusivity: 1e-15 .. 1e-13 m2/s\n"
           "      cell.contact-resistance: 0 .. 20 Ohm cm2\n```",
    GM_FIELDS(fit_fields),
    .size = sizeof(gm_fit_def),
    .src_at = GM_AT(gm_fit_def, src),
    .name_at = GM_AT(gm_fit_def, name),
    .check = gm_fit_def_check,
};
