// SPDX-License-Identifier: MIT
//
// What a model file says about the cost of its cell: `cell.cost:`. SI throughout; money in its currency.

#ifndef GM_BATTERY_COST_DEF_H
#define GM_BATTERY_COST_DEF_H

#include "battery/cell_def.h"
#include "battery/money.h"

#include "cell/cost.h"
#include "core/schema.h"

// By part of the cell; not given: it has no price.
typedef struct gm_prices_def {
    gm_src src;
    gm_money of[GM_PARTS];
} gm_prices_def;

// What of a slurry is evaporated.
typedef struct gm_solvent_def {
    gm_src src;
    double per_active; // kg for each kg of active material that is bought
    double recovered;
    gm_money price; // of a kg
} gm_solvent_def;

typedef struct gm_cost_step_def {
    const char *name;
    gm_src src;
    int by; // gm_cost_measure
    double labour_s;
    double labour_power;
    gm_money equipment;
    double equipment_power;
    double floor_m2;
    double floor_power;
    double dry_share;
    int load; // gm_cost_measure
    double load_power;
    double passes;
    double energy;
    double keeps[GM_PARTS]; // of a material; 0: nothing is said, all
} gm_cost_step_def;

typedef struct gm_cost_rates_def {
    gm_src src;
    gm_money wage;
    gm_money building;
    gm_money energy;
    double equipment_share;
    double building_share;
    double variable_by_labour;
    double variable_by_depreciation;
    double general_by_labour;
    double general_by_depreciation;
    double research_by_depreciation;
    double launch_by_materials;
    double launch_by_labour;
    double working;
    double profit;
    double warranty;
} gm_cost_rates_def;

typedef struct gm_cost_base_def {
    gm_src src;
    double rates[GM_COST_MEASURES];
} gm_cost_base_def;

typedef struct gm_cost_def {
    gm_src src;
    double output_j; // of good cells, a year
    gm_src output_src;
    double cny_per_usd;
    gm_prices_def prices;
    gm_solvent_def *solvents[2]; // of the negative and the positive slurry; NULL: dry
    gm_cost_base_def base;
    gm_cost_rates_def rates;
    GM_LIST(gm_cost_step_def) steps;
} gm_cost_def;

extern const gm_table gm_table_cell_cost;
extern const gm_table gm_table_cost_step;

// "negative-active": the key of a part.
const char *gm_cost_part_key(gm_cell_part part);

#endif
