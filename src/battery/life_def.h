// SPDX-License-Identifier: MIT
//
// What a model file asks about the life of its cell: `cell.life:`.

#ifndef GM_BATTERY_LIFE_DEF_H
#define GM_BATTERY_LIFE_DEF_H

#include "battery/cell_def.h"

#include "cell/life.h"
#include "core/schema.h"

// Of a day, or another period.
typedef struct gm_life_point_def {
    gm_src src;
    double at_s;
    double soc;
    double temperature_k;
} gm_life_point_def;

// A cycle that comes again: charged from `low` to `high`, and later discharged.
typedef struct gm_life_cycles_def {
    gm_src src;
    double low;
    double high;
    double charge_per_s; // C-rates
    double discharge_per_s;
    double per_day;
    double full_s; // that it stands at `high`
    bool has_full; // else half of what is left
    double temperature_k;
    double charge_k;
    bool has_charge_k; // else temperature_k
} gm_life_cycles_def;

typedef struct gm_life_use_def {
    const char *name;
    gm_src src;
    GM_LIST(gm_life_point_def) points;
    double period_s;
    gm_life_cycles_def *cycles; // instead of points
} gm_life_use_def;

typedef struct gm_life_def {
    gm_src src;
    GM_LIST(int) models; // gm_life_id
    double until;        // share of the capacity when new
    GM_LIST(gm_life_use_def) uses;
} gm_life_def;

extern const gm_table gm_table_cell_life;

// Samples of a use, in the arena. GM_ERR_MODEL after a fault, which is in the diag.
GM_MUST_USE gm_status gm_life_use_of_def(const gm_life_use_def *def, bool is_solid,
                                         gm_arena *arena, gm_diag *diag, gm_life_use *out);

#endif
