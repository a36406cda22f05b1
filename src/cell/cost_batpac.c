// SPDX-License-Identifier: MIT
//
// The plant of BatPaC: labour, equipment and floor of its steps at 6 GWh a year, and its rates.

#include "cell/cost_batpac.h"

#define HOUR_S 3600.0
#define KWH_J  3.6e6

// Order of the process; the indices of the losses below.
enum {
    RECEIVING,
    POSITIVE_MIXING,
    NEGATIVE_MIXING,
    POSITIVE_COATING,
    NEGATIVE_COATING,
    SOLVENT_RECOVERY,
    POSITIVE_CALENDERING,
    NEGATIVE_CALENDERING,
    HANDLING,
    SLITTING,
    VACUUM_DRYING,
    CONTROL_LABORATORY,
    STACKING,
    WELDING,
    INSERTION,
    FILLING,
    DRY_ROOM,
    FORMATION,
    SEALING,
    RETENTION_TEST,
    REJECTS,
    SHIPPING,
};

// Hours a year and power; million USD and power; m2 and power.
typedef struct row {
    const char *name;
    gm_cost_measure by;
    double hours, hours_power;
    double million_usd, usd_power;
    double m2, m2_power;
} row;

static const row rows[GM_BATPAC_STEPS] = {
    [RECEIVING] = {"receiving", GM_COST_ENERGY, 14400, .4, 3.6, .6, 900, .5},
    [POSITIVE_MIXING] = {"mixing, positive", GM_COST_POSITIVE, 14400, .5, 2, .7, 600, .6},
    [NEGATIVE_MIXING] = {"mixing, negative", GM_COST_NEGATIVE, 14400, .5, 2, .7, 600, .6},
    [POSITIVE_COATING] = {"coating, positive", GM_COST_AREA, 28800, .5, 8, .8, 750, .8},
    [NEGATIVE_COATING] = {"coating, negative", GM_COST_AREA, 28800, .5, 8, .8, 750, .8},
    [SOLVENT_RECOVERY] = {"solvent recovery", GM_COST_POSITIVE_SOLVENT, 14400, .4, 3, .6, 225,
                          .6},
    [POSITIVE_CALENDERING] = {"calendering, positive", GM_COST_AREA, 14400, .5, 1, .7, 225, .6},
    [NEGATIVE_CALENDERING] = {"calendering, negative", GM_COST_AREA, 7200, .5, 1, .7, 225, .6},
    [HANDLING] = {"handling between steps", GM_COST_AREA, 28800, .7, 1.5, .7, 900, .6},
    [SLITTING] = {"slitting", GM_COST_AREA, 28800, .5, 2, .7, 300, .6},
    [VACUUM_DRYING] = {"vacuum drying", GM_COST_AREA, 14400, .5, 1.6, .7, 300, .6},
    [CONTROL_LABORATORY] = {"control laboratory", GM_COST_ENERGY, 28800, .5, 1.5, .7, 300, .6},
    [STACKING] = {"stacking or winding", GM_COST_CELLS, 36000, .7, 4, .8, 600, .8},
    [WELDING] = {"welding of tabs", GM_COST_CELLS, 36000, .7, 4, .8, 600, .8},
    [INSERTION] = {"insertion into the housing", GM_COST_CELLS, 21600, .5, 3, .7, 600, .6},
    [FILLING] = {"filling and sealing", GM_COST_CELLS, 36000, .5, 5, .7, 900, .6},
    [DRY_ROOM] = {"dry room", GM_COST_DRY_ROOM, 14400, .4, 20, .6, 100, .4},
    [FORMATION] = {"formation", GM_COST_CELLS, 57600, .7, 30, .8, 2200, .8},
    [SEALING] = {"final sealing", GM_COST_CELLS, 14400, .5, 2, .7, 450, .6},
    [RETENTION_TEST] = {"charge retention test", GM_COST_CELLS, 21600, .4, 4.75, .7, 900, .6},
    [REJECTS] = {"rejects and recycling", GM_COST_CELLS, 36000, .7, 2.5, .7, 600, .6},
    [SHIPPING] = {"shipping", GM_COST_ENERGY, 28800, .5, 5, .7, 900, .6},
};

void gm_cost_batpac_steps(double per_usd, gm_cost_step out[GM_BATPAC_STEPS])
{
    for (int i = 0; i < GM_BATPAC_STEPS; i++) {
        const row *r = &rows[i];
        out[i] = (gm_cost_step){
            .name = r->name,
            .by = r->by,
            .labour_s = {r->hours * HOUR_S, r->hours_power},
            .capital = {r->million_usd * 1e6 * per_usd, r->usd_power},
            .area_m2 = {r->m2, r->m2_power},
            .cells_kept = 1.0,
        };
    }
    // Coaters are longer where more solvent is to be dried.
    out[POSITIVE_COATING].load = GM_COST_POSITIVE_SOLVENT;
    out[POSITIVE_COATING].load_power = 0.2;
    out[NEGATIVE_COATING].load = GM_COST_NEGATIVE_SOLVENT;
    out[NEGATIVE_COATING].load_power = 0.2;
    out[HANDLING].dry_share = 1.0 / 3.0;
    for (int i = STACKING; i <= FILLING; i++) {
        out[i].dry_share = 1.0;
    }
    out[RETENTION_TEST].cells_kept = 0.95;
}

gm_cost_rates gm_cost_batpac_rates(double per_usd)
{
    return (gm_cost_rates){
        .wage_per_s = 18.0 / HOUR_S * per_usd,
        .building_per_m2 = 3000.0 * per_usd,
        .equipment_share = 0.16666667, // six years
        .building_share = 0.05,
        .variable_by_labour = 0.40,
        .variable_by_depreciation = 0.20,
        .general_by_labour = 0.25,
        .general_by_depreciation = 0.25,
        .research_by_depreciation = 0.40,
        .launch_by_materials = 0.05,
        .launch_by_labour = 0.10,
        .working = 0.15,
        .profit = 0.05,
        .warranty = 0.056,
    };
}

void gm_cost_batpac_base(double base[GM_COST_MEASURES])
{
    base[GM_COST_ENERGY] = 6e6 * KWH_J;
    base[GM_COST_CELLS] = 25263158.0;
    base[GM_COST_AREA] = 67669329.6866343;
    base[GM_COST_POSITIVE] = 10193620.403506;
    base[GM_COST_NEGATIVE] = 6564082.00851682;
    base[GM_COST_POSITIVE_SOLVENT] = 13744207.2856261;
    base[GM_COST_NEGATIVE_SOLVENT] = 8291472.01075809;
    base[GM_COST_DRY_ROOM] = 0.0;
}

// BatPaC has 99 % in mixing, 95 % in coating, 99 % in slitting and in stacking of an electrode's materials,
// 99, 92 and 99 % of the foils from coating on: products 92.2 and 90.2 %.
static int add_electrode(gm_cost_loss *out, int side)
{
    static const int mixing[2] = {NEGATIVE_MIXING, POSITIVE_MIXING};
    static const int coating[2] = {NEGATIVE_COATING, POSITIVE_COATING};
    static const int active[2] = {GM_PART_NEGATIVE_ACTIVE, GM_PART_POSITIVE_ACTIVE};
    int n = 0;
    for (int part = active[side]; part < active[side] + 2; part++) {
        out[n++] = (gm_cost_loss){part, mixing[side], 0.99};
        out[n++] = (gm_cost_loss){part, coating[side], 0.95};
        out[n++] = (gm_cost_loss){part, SLITTING, 0.99};
        out[n++] = (gm_cost_loss){part, STACKING, 0.99};
    }
    return n;
}

static int add_foil(gm_cost_loss *out, int part, int coating)
{
    out[0] = (gm_cost_loss){part, coating, 0.99};
    out[1] = (gm_cost_loss){part, SLITTING, 0.92};
    out[2] = (gm_cost_loss){part, STACKING, 0.99};
    return 3;
}

void gm_cost_batpac_losses(gm_cost_loss out[GM_BATPAC_LOSSES])
{
    int n = add_electrode(out, 0);
    n += add_electrode(out + n, 1);
    n += add_foil(out + n, GM_PART_NEGATIVE_FOIL, NEGATIVE_COATING);
    n += add_foil(out + n, GM_PART_POSITIVE_FOIL, POSITIVE_COATING);
    out[n++] = (gm_cost_loss){GM_PART_SEPARATOR, STACKING, 0.98};
    out[n++] = (gm_cost_loss){GM_PART_ELECTROLYTE, FILLING, 0.94};
}
