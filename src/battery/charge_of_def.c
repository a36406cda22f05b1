// SPDX-License-Identifier: MIT

#include "battery/aging_def.h"
#include "battery/amount.h"
#include "battery/experiment_def.h"
#include "battery/known.h"

#include "core/text.h"

static void set_pack(const gm_charge_pack_def *pack, gm_charge *out)
{
    if (pack) {
        out->series = pack->series;
        out->parallel = pack->parallel;
        out->colder_k = pack->colder_k;
        out->more_load = pack->more_load;
    }
}

static void set_charger(const gm_charger_def *charger, gm_charge *out)
{
    if (charger) {
        out->charger_w = charger->power_w;
        out->charger_a = charger->current_a;
        out->charger_v = charger->voltage_v;
        out->efficiency = charger->efficiency;
    }
}

static bool check(const gm_charge_def *def, const gm_cell *cell, const gm_charge *charge,
                  gm_diag *diag)
{
    const struct {
        const char *key;
        double kelvin;
    } rows[] = {{"temperature", charge->start_k - charge->colder_k},
                {"preheat", def->preheat_k},
                {"most-temperature", def->most_k}};
    bool is_sound = true;
    for (int i = 0; i < 3; i++) {
        gm_known_ask ask = {def->src, "charge", def->name, rows[i].key, rows[i].kelvin};
        is_sound = gm_known_check(cell, &ask, diag) && is_sound;
    }
    if (!charge->is_isothermal && cell->thermal.stack_j_m2k <= 0.0) {
        gm_diag_error(diag, def->src,
                      "charge '%s': the cell has no `thermal:`, so its temperature would not "
                      "move, and a fast charge heats a cell by tens of degrees",
                      def->name);
        gm_diag_hint(diag, "write `thermal:` into the cell, or ask for one temperature with "
                           "`isothermal: yes`");
        is_sound = false;
    }
    if (charge->model != GM_MODEL_DFN && gm_cell_ages(&cell->aging)) {
        gm_diag_error(diag, def->src,
                      "charge '%s': the cell has `aging:`, which only the model DFN follows",
                      def->name);
        gm_diag_hint(diag, "write `model: DFN`, or leave `aging:` out");
        is_sound = false;
    }
    return is_sound;
}

gm_status gm_charge_of_def(const gm_charge_def *def, const gm_cell *cell,
                           const gm_cell_balance *balance, gm_diag *diag, gm_charge *out)
{
    gm_charge charge = gm_charge_default();
    charge.from = def->from;
    charge.to = def->to;
    charge.start_k = def->temperature_k;
    charge.coolant_k = def->has_coolant ? def->coolant_k : def->temperature_k;
    charge.is_isothermal = def->is_isothermal;
    charge.preheat_k = def->preheat_k;
    charge.heater_w = def->heater_w;
    charge.model = (gm_cell_model_kind)def->model;
    charge.grid = (gm_cell_grid){def->cells, def->cells, def->cells, def->shells};
    charge.tolerance_v = def->tolerance_v;
    charge.current_a = def->has_current
                           ? gm_amount_by_area(&def->current, cell, balance) * cell->area_m2
                           : 0.0;
    charge.most_v = def->most_v;
    charge.margin_v = def->margin_v;
    charge.most_k = def->most_k > 0.0 ? def->most_k : cell->high_k;
    charge.warming_k_s = def->warming_k_s;
    charge.most_s = def->most_s;
    set_charger(def->charger, &charge);
    set_pack(def->pack, &charge);
    *out = charge;
    return check(def, cell, &charge, diag) ? GM_OK : GM_ERR_MODEL;
}
