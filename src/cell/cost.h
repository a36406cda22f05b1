// SPDX-License-Identifier: MIT
//
// What a cell costs in a plant of a given size, laid out as BatPaC does (Nelson, Ahmed, Gallagher, Dees
// 2019, ANL/CSE-19/2): materials with their yields, process steps that scale with the rate, overheads.
//
// A step costs C = C0 (rate / rate0)^p in labour, equipment and floor, each with its own C0 and p and all of
// one rate. Amounts are per good cell, rates per year, money in any one currency. What is lost on the way
// is bought as well: a material by what each step keeps of it, a cell by what each step lets pass.

#ifndef GM_CELL_COST_H
#define GM_CELL_COST_H

#include "cell/design.h"
#include "core/arena.h"

// What steps and prices go by.
typedef enum gm_cost_measure {
    GM_COST_ENERGY,           // J of good cells
    GM_COST_CELLS,            // that are begun
    GM_COST_AREA,             // m2 of coated positive electrode in them
    GM_COST_POSITIVE,         // kg of active material of the positive electrode, bought
    GM_COST_NEGATIVE,         // kg of that of the negative one
    GM_COST_POSITIVE_SOLVENT, // kg evaporated
    GM_COST_NEGATIVE_SOLVENT, // kg evaporated
    GM_COST_DRY_ROOM,         // m2 of floor
    GM_COST_MEASURES
} gm_cost_measure;

typedef struct gm_cost_material {
    const char *name;
    gm_cost_measure
        counts; // POSITIVE, NEGATIVE, .._SOLVENT: what of it adds to that measure; else ENERGY
    double amount;      // in a good cell, or for it: kg, m2, m3, pieces
    double recovered;   // of a solvent: share that is used again
    double price;       // money per unit at the base rate
    double power;       // price x (rate / rate0)^(power - 1); 1: the same at any rate
    gm_cost_measure by; // the rate of that
    bool is_item;       // bought as a part: a can, a terminal
} gm_cost_material;

typedef struct gm_cost_scale {
    double at_base;
    double power;
} gm_cost_scale;

typedef struct gm_cost_step {
    const char *name;
    gm_cost_measure by;
    gm_cost_scale labour_s; // of people, a year
    gm_cost_scale capital;  // money
    gm_cost_scale area_m2;  // floor
    double dry_share;       // of the floor that lies in a dry room, 0 .. 1
    gm_cost_measure load;   // equipment also goes by that for each m2 of electrode ..
    double load_power;      // .. with this power; 0: it does not
    double cells_kept;      // of those that come, 0 < .. 1
    double
        energy_j_j; // for each J that the cell can hold; 0 where overheads hold it, as in BatPaC
} gm_cost_step;

// What a step keeps of a material that goes through it. In the order of the process.
typedef struct gm_cost_loss {
    int32_t material;
    int32_t step;
    double kept; // 0 < .. 1
} gm_cost_loss;

// A year's shares, as BatPaC names them.
typedef struct gm_cost_rates {
    double wage_per_s;
    double building_per_m2;
    double energy_per_j;
    double equipment_share; // of equipment that is written off in a year
    double building_share;
    double variable_by_labour; // variable overhead
    double variable_by_depreciation;
    double general_by_labour; // sales and administration, of labour with variable overhead
    double general_by_depreciation;
    double research_by_depreciation;
    double launch_by_materials; // investment
    double launch_by_labour;    // of labour with variable overhead
    double working;             // capital, of variable cost
    double profit;              // after taxes, of investment
    double warranty;            // of all cost and profit
} gm_cost_rates;

typedef struct gm_cost_plant {
    double cells;    // good ones, a year
    double energy_j; // of a cell
    double area_m2;  // coated, of the positive electrode of a cell
    double base
        [GM_COST_MEASURES]; // rates for which steps and prices are given; DRY_ROOM 0: what the
                            // steps have at their base
    const gm_cost_material *materials;
    int32_t n_materials;
    const gm_cost_step *steps;
    int32_t n_steps;
    const gm_cost_loss *losses;
    int32_t n_losses;
    gm_cost_rates rates;
} gm_cost_plant;

// ---- faults

typedef enum gm_cost_quantity {
    GM_COST_BAD_CELLS,
    GM_COST_BAD_ENERGY,
    GM_COST_BAD_AREA,
    GM_COST_BAD_BASE,      // index: the measure
    GM_COST_BAD_AMOUNT,    // index: the material
    GM_COST_BAD_PRICE,     // the same
    GM_COST_BAD_RECOVERED, // the same; only solvents are
    GM_COST_BAD_POWER,     // index: the step
    GM_COST_BAD_SCALE,     // the same: labour, equipment or floor below 0
    GM_COST_BAD_DRY,       // the same; a step that goes by the dry room lies in none
    GM_COST_BAD_KEPT,      // the same, of cells
    GM_COST_BAD_LOSS,      // index: the loss; what it keeps, or what it names
    GM_COST_BAD_RATE,      // index: the member of gm_cost_rates
    GM_COST_QUANTITIES
} gm_cost_quantity;

typedef struct gm_cost_fault {
    gm_cost_quantity quantity;
    int32_t index;
    double value;
    double low;
    double high;   // inf: no bound
    bool low_open; // the value must be above `low`
} gm_cost_fault;

const char *gm_cost_quantity_name(gm_cost_quantity q);

// All faults; the first `room` of them are in out.
int32_t gm_cost_check(const gm_cost_plant *plant, gm_cost_fault *out, int32_t room);

// ---- the answer, money per good cell where it is not said otherwise

typedef struct gm_cost_bought {
    double bought; // amount for a good cell
    double price;  // per unit, at this rate
    double money;
    double lost; // of money, what is not in the cell
} gm_cost_bought;

typedef struct gm_cost_worked {
    double labour_s; // a year
    double capital;  // money invested
    double area_m2;
    double labour;
    double depreciation; // of equipment and its floor
    double variable;     // overhead
    double general;
    double research;
    double energy;
    double total; // of the six above
    double scrap; // materials lost here: part of what materials cost, not of total
} gm_cost_worked;

typedef struct gm_cost {
    const gm_cost_bought *bought; // by material
    const gm_cost_worked *worked; // by step
    double cell_yield;
    double ratio[GM_COST_MEASURES]; // of the rate to the base
    double materials;
    double items;
    double steps;
    double profit;
    double warranty;
    double total;
    double per_j;      // of the energy of a cell; x 3.6e6 per kWh
    double labour_s;   // a year
    double area_m2;    // of the plant
    double equipment;  // money invested
    double building;   // money invested
    double investment; // with launch and working capital
} gm_cost;

// The plant must have passed its check. Memory is the arena's.
gm_cost gm_cost_of(const gm_cost_plant *plant, gm_arena *arena);

// ---- from a design

typedef struct gm_cost_price {
    double price; // money per kg; per m2 of foils and separator; per piece of housing and tabs
    double power; // 1: the same at any rate
} gm_cost_price;

// The materials of a cell by part: out[part]. A solvent is none of them.
void gm_cost_bill(const gm_cell_design *design, const gm_cost_price price[GM_PARTS],
                  gm_cost_material out[GM_PARTS]);

#endif
