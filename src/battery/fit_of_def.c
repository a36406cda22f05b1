// SPDX-License-Identifier: MIT
//
// The data of a fit: tables are read, sessions find their charge.

#include "battery/fit.h"
#include "battery/rest.h"

#include "core/text.h"

static bool check_start(const gm_fit_curve_def *def, const gm_cell *cell,
                        const gm_cell_balance *balance, gm_diag *diag)
{
    double soc;
    if (!def->has_start || def->start.unit != GM_AMOUNT_VOLTAGE ||
        gm_rest_soc(cell, balance, def->start.value, &soc)) {
        return true;
    }
    gm_diag_error(diag, def->start.src,
                  "the cell never rests at %.4g V; empty and full it has %.4g and %.4g V",
                  def->start.value, gm_rest_voltage(cell, balance, 0.0),
                  gm_rest_voltage(cell, balance, 1.0));
    return false;
}

static bool check_point(const gm_fit_point_def *p, const gm_charge_def *charge, gm_diag *diag)
{
    const struct {
        bool is_given;
        double soc;
    } rows[] = {{p->has_at, p->at}, {p->has_from, p->from}, {p->has_to, p->to}};
    for (int i = 0; i < 3; i++) {
        if (rows[i].is_given && (rows[i].soc < charge->from || rows[i].soc > charge->to)) {
            gm_diag_error(
                diag, p->src, "%g %% is outside of charge '%s', which goes from %g to %g %%",
                100.0 * rows[i].soc, charge->name, 100.0 * charge->from, 100.0 * charge->to);
            return false;
        }
    }
    return true;
}

static bool check_session(const gm_fit_session_def *def, const gm_charge_def *charges,
                          int32_t n, gm_arena *arena, gm_diag *diag)
{
    const gm_charge_def *charge = gm_fit_session_charge(def, charges, n);
    if (!charge) {
        const char **names = GM_NEW(arena, const char *, n + 1);
        for (int32_t i = 0; i < n; i++) {
            names[i] = charges[i].name;
        }
        gm_report_unknown(diag, def->charge_src, "charge", def->charge, names, n);
        return false;
    }
    bool is_sound = true;
    for (int i = 0; i < def->points.n; i++) {
        is_sound = check_point(&def->points.items[i], charge, diag) && is_sound;
    }
    return is_sound;
}

gm_status gm_fit_of_def(const gm_fit_def *def, const gm_fit_cell *cell, gm_arena *arena,
                        gm_diag *diag, gm_fit_series **series)
{
    bool is_sound = true;
    *series = GM_NEW(arena, gm_fit_series, def->data.n);
    for (int i = 0; i < def->data.n; i++) {
        const gm_union_item *item = &def->data.items[i];
        if (item->kind == GM_FIT_DATA_CURVE) {
            is_sound = check_start(item->item, &cell->cell, &cell->balance, diag) && is_sound;
            is_sound = gm_fit_series_read(item->item, &cell->cell, &cell->balance, arena, diag,
                                          &(*series)[i]) &&
                       is_sound;
        } else {
            is_sound = check_session(item->item, cell->charges, cell->n_charges, arena, diag) &&
                       is_sound;
        }
    }
    return is_sound ? GM_OK : GM_ERR_MODEL;
}
