// SPDX-License-Identifier: MIT
//
// The tables of what a cell costs: prices, solvents, base, rates, and the whole.

#include "battery/cost_def.h"

// ---- prices

#define PRICE_ROW(name, part, money, like, says)                                               \
    {                                                                                          \
        name, GM_TYPE_CUSTOM, GM_INTO(gm_prices_def, of[part]),                                \
            .custom = &gm_custom_##money, .example = (like), .doc = (says)                     \
    }

static const gm_field prices_fields[] = {
    PRICE_ROW("negative-active", GM_PART_NEGATIVE_ACTIVE, money_kg, "30 CNY/kg",
              "Of active material of the negative electrode."),
    PRICE_ROW("negative-binder", GM_PART_NEGATIVE_INACTIVE, money_kg, "60 CNY/kg",
              "Of binder and carbon in it."),
    PRICE_ROW("negative-foil", GM_PART_NEGATIVE_FOIL, money_m2, "9 CNY/m2", "Of its foil."),
    PRICE_ROW("positive-active", GM_PART_POSITIVE_ACTIVE, money_kg, "150 CNY/kg",
              "Of active material of the positive electrode."),
    PRICE_ROW("positive-binder", GM_PART_POSITIVE_INACTIVE, money_kg, "80 CNY/kg",
              "Of binder and carbon in it."),
    PRICE_ROW("positive-foil", GM_PART_POSITIVE_FOIL, money_m2, "1.2 CNY/m2", "Of its foil."),
    PRICE_ROW("lithium", GM_PART_LITHIUM, money_kg, "800 CNY/kg", "Of lithium metal."),
    PRICE_ROW("separator", GM_PART_SEPARATOR, money_m2, "1 CNY/m2",
              "Of the separator; none where it is electrolyte alone."),
    PRICE_ROW("electrolyte", GM_PART_ELECTROLYTE, money_kg, "20 CNY/kg",
              "Of the electrolyte, liquid or solid."),
    PRICE_ROW("housing", GM_PART_HOUSING, money, "1 CNY", "Of one housing with its lid."),
    PRICE_ROW("tabs", GM_PART_TABS, money, "0.3 CNY", "Of the tabs and terminals of one cell."),
};

static const gm_table prices_table = {
    .name = "prices",
    .doc = "Of what a cell is made of. Each part that the design of the cell has needs one.",
    GM_FIELDS(prices_fields),
    .size = sizeof(gm_prices_def),
    .src_at = GM_AT(gm_prices_def, src),
};

// ---- solvents

static const gm_field solvent_fields[] = {
    {"per-active", GM_TYPE_QUANTITY, GM_INTO(gm_solvent_def, per_active), .required = true,
     .example = "0.8", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 10.0,
     .doc = "Mass that is evaporated, for each of active material that is bought."},
    {"recovered", GM_TYPE_QUANTITY, GM_INTO(gm_solvent_def, recovered), .preset = "0 %",
     .example = "99.5 %", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0,
     .doc = "What of it is used again."},
    {"price", GM_TYPE_CUSTOM, GM_INTO(gm_solvent_def, price), .custom = &gm_custom_money_kg,
     .example = "10 CNY/kg", .doc = "By default it costs nothing, as water does."},
};

static const gm_table solvent_table = {
    .name = "solvent",
    .doc = "What of a slurry is evaporated.",
    GM_FIELDS(solvent_fields),
    .size = sizeof(gm_solvent_def),
    .src_at = GM_AT(gm_solvent_def, src),
};

// ---- base

#define BASE_ROW(name, measure, text, like, of)                                                \
    {                                                                                          \
        name, GM_TYPE_QUANTITY, GM_INTO(gm_cost_base_def, rates[measure]),                     \
            .unit = (text), .required = true, .example = (like), .bounds = GM_BETWEEN,         \
            .lo = 1.0, .hi = 1e25, .doc = (of)                                                 \
    }

static const gm_field base_fields[] = {
    BASE_ROW("energy", GM_COST_ENERGY, "GWh", "6 GWh", "Of good cells."),
    BASE_ROW("cells", GM_COST_CELLS, "", "25e6", "That are begun."),
    BASE_ROW("area", GM_COST_AREA, "m2", "68e6 m2", "Of positive electrode in them."),
    BASE_ROW("positive", GM_COST_POSITIVE, "kg", "10e6 kg",
             "Of active material of the positive electrode, bought."),
    BASE_ROW("negative", GM_COST_NEGATIVE, "kg", "6.6e6 kg", "Of that of the negative one."),
    BASE_ROW("positive-solvent", GM_COST_POSITIVE_SOLVENT, "kg", "14e6 kg",
             "Evaporated of positive slurry."),
    BASE_ROW("negative-solvent", GM_COST_NEGATIVE_SOLVENT, "kg", "8e6 kg",
             "Evaporated of negative slurry."),
    {"dry-room", GM_TYPE_QUANTITY, GM_INTO(gm_cost_base_def, rates[GM_COST_DRY_ROOM]),
     .unit = "m2", .example = "3000 m2", .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e12,
     .doc = "Floor of dry rooms; by default what the steps have there."},
};

static const gm_table base_table = {
    .name = "plant base",
    .doc = "The rates, in a year, of the plant that the steps describe.",
    GM_FIELDS(base_fields),
    .size = sizeof(gm_cost_base_def),
    .src_at = GM_AT(gm_cost_base_def, src),
};

// ---- rates

#define SHARE_ROW(name, member, like, of)                                                      \
    {                                                                                          \
        name, GM_TYPE_QUANTITY, GM_INTO(gm_cost_rates_def, member),                            \
            .required = true, .example = (like), .bounds = GM_BETWEEN, .lo = 0.0, .hi = 10.0,  \
            .doc = (of)                                                                        \
    }

static const gm_field rates_fields[] = {
    {"wage", GM_TYPE_CUSTOM, GM_INTO(gm_cost_rates_def, wage), .custom = &gm_custom_money_h,
     .required = true, .example = "60 CNY/h", .doc = "Of a person, with all that is on it."},
    {"building", GM_TYPE_CUSTOM, GM_INTO(gm_cost_rates_def, building),
     .custom = &gm_custom_money_m2, .required = true, .example = "3000 USD/m2",
     .doc = "Of floor."},
    {"energy", GM_TYPE_CUSTOM, GM_INTO(gm_cost_rates_def, energy),
     .custom = &gm_custom_money_kwh, .example = "0.7 CNY/kWh",
     .doc = "For steps that say what they take."},
    SHARE_ROW("equipment", equipment_share, "16.7 %", "Written off in a year."),
    SHARE_ROW("floor", building_share, "5 %", "Of the building, written off in a year."),
    SHARE_ROW("variable-of-labour", variable_by_labour, "40 %", "Variable overhead."),
    SHARE_ROW("variable-of-depreciation", variable_by_depreciation, "20 %",
              "Variable overhead."),
    SHARE_ROW("general-of-labour", general_by_labour, "25 %",
              "Sales and administration, of labour with its variable overhead."),
    SHARE_ROW("general-of-depreciation", general_by_depreciation, "25 %",
              "Sales and administration."),
    SHARE_ROW("research-of-depreciation", research_by_depreciation, "40 %",
              "Research and development."),
    SHARE_ROW("launch-of-materials", launch_by_materials, "5 %",
              "Invested in launching the plant, of a year's materials."),
    SHARE_ROW("launch-of-labour", launch_by_labour, "10 %",
              "And of a year's labour with its variable overhead."),
    SHARE_ROW("working-capital", working, "15 %", "Of a year's variable cost."),
    SHARE_ROW("profit", profit, "5 %", "After taxes, of all that is invested."),
    SHARE_ROW("warranty", warranty, "5.6 %", "Of all cost and profit."),
};

static const gm_table rates_table = {
    .name = "plant rates",
    .doc = "Wages, depreciation and overheads, as BatPaC names them.",
    GM_FIELDS(rates_fields),
    .size = sizeof(gm_cost_rates_def),
    .src_at = GM_AT(gm_cost_rates_def, src),
};

// ---- the whole

static const gm_field cost_fields[] = {
    {"output", GM_TYPE_QUANTITY, GM_INTO(gm_cost_def, output_j), .unit = "GWh",
     .required = true, .example = "8 GWh", .bounds = GM_BETWEEN, .lo = 3.6e9, .hi = 3.6e18,
     .src_at = GM_AT(gm_cost_def, output_src), .doc = "Energy of the good cells of a year."},
    {"exchange", GM_TYPE_QUANTITY, GM_INTO(gm_cost_def, cny_per_usd), .unit = "CNY/USD",
     .example = "7.2 CNY/USD", .bounds = GM_BETWEEN, .lo = 1e-3, .hi = 1e3,
     .doc = "What a dollar is, where money stands in both; all is told in CNY then."},
    {"prices", GM_TYPE_STRUCT, GM_INTO(gm_cost_def, prices), .table = &prices_table,
     .required = true, .example = "{positive-active: 150 CNY/kg, negative-active: 30 CNY/kg}",
     .doc = "Of what a cell is made of."},
    {"negative-solvent", GM_TYPE_OPTIONAL, GM_INTO(gm_cost_def, solvents[0]),
     .table = &solvent_table, .example = "{per-active: 1.26}",
     .doc = "Of the negative slurry; by default it is dry."},
    {"positive-solvent", GM_TYPE_OPTIONAL, GM_INTO(gm_cost_def, solvents[1]),
     .table = &solvent_table,
     .example = "{per-active: 1.35, recovered: 99.5 %, price: 3.1 USD/kg}",
     .doc = "Of the positive slurry; by default it is dry."},
    {"base", GM_TYPE_STRUCT, GM_INTO(gm_cost_def, base), .table = &base_table, .required = true,
     .example = "{..}", .doc = "The plant that the steps describe."},
    {"rates", GM_TYPE_STRUCT, GM_INTO(gm_cost_def, rates), .table = &rates_table,
     .required = true, .example = "{..}", .doc = "Wages, depreciation and overheads."},
    {"steps", GM_TYPE_MAP, GM_INTO(gm_cost_def, steps), .item = GM_TYPE_STRUCT,
     .table = &gm_table_cost_step, .required = true, .example = "{stacking: {..}}",
     .doc = "Of the plant, in the order of the process."},
};

const gm_table gm_table_cell_cost = {
    .name = "cost",
    .doc = "What a cell costs in a plant of a given size, by material and by process step, as "
           "BatPaC does it (docs/theory/cell-design.md). It needs the design of the cell. "
           "BatPaC's plant of 6 GWh a year stands in a file to be included:\n\n"
           "```yaml\ninclude: [../plants/cells-6gwh.yaml]\ncell:\n  cost:\n    output: 8 GWh\n"
           "    exchange: 7.2 CNY/USD\n    prices: {positive-active: 150 CNY/kg, "
           "negative-active: 30 CNY/kg,\n      positive-foil: 1.2 CNY/m2, negative-foil: 9 "
           "CNY/m2, separator: 1 CNY/m2,\n      electrolyte: 20 CNY/kg, housing: 1 CNY, tabs: "
           "0.3 CNY}\n```",
    GM_FIELDS(cost_fields),
    .size = sizeof(gm_cost_def),
    .src_at = GM_AT(gm_cost_def, src),
};
