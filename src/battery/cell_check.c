// SPDX-License-Identifier: MIT
//
// What the numbers of a cell may be together.

#include "battery/aging_def.h"
#include "battery/cell_def.h"
#include "battery/cost_def.h"

static const char *const electrode_words[] = {"negative", "positive"};

static bool check_pores(const gm_pores_def *pores, const char *where, gm_diag *diag)
{
    if (!pores->has_bruggeman || !pores->has_transport) {
        return true;
    }
    gm_diag_error(
        diag, pores->transport_src,
        "%s: `transport-efficiency` and `bruggeman` both say how electrolyte conducts "
        "in it",
        where);
    gm_diag_hint(diag, "leave one of them out");
    return false;
}

// Electrolyte and particles fill an electrode at most; binder, carbon and voids are what is left.
static bool check_volume(const gm_electrode_def *def, const char *where, gm_diag *diag)
{
    double shares = 0.0;
    for (int i = 0; i < def->particles.n; i++) {
        if (!def->particles.items[i].is_sound) {
            return true; // the fault is elsewhere
        }
        shares += def->particles.items[i].share;
    }
    double sum = def->pores.porosity + shares;
    if (sum <= 1.0 + 1e-12) {
        return true;
    }
    gm_diag_error(diag, def->pores.porosity_src,
                  "%s: %.4g %% of electrolyte and %.4g %% of particles are %.4g %% of the "
                  "electrode",
                  where, 100.0 * def->pores.porosity, 100.0 * shares, 100.0 * sum);
    gm_diag_hint(diag, "`porosity` and the `share` of the particles are 100 %% at most, with "
                       "binder and carbon less");
    return false;
}

static bool check_span(const gm_span_def *span, const char *what, gm_diag *diag)
{
    if (span->least < span->most) {
        return true;
    }
    bool is_voltage = what[0] == 'v';
    double zero = is_voltage ? 0.0 : 273.15;
    const char *unit = is_voltage ? "V" : "degC";
    gm_diag_error(diag, span->src,
                  "cell: the least %s, %.6g %s, must be below the most, %.6g %s", what,
                  span->least - zero, unit, span->most - zero, unit);
    return false;
}

// What another section has to say first.
static bool check_sections(const gm_cell_def *def, gm_diag *diag)
{
    bool ok = true;
    if (def->aging && def->electrodes[0].metal) {
        gm_diag_error(diag, def->aging->src,
                      "aging: it is that of particles, and the negative electrode is metal");
        ok = false;
    }
    if (def->cost && !def->design) {
        gm_diag_error(diag, def->cost->src,
                      "cost: what the cell is made of is not known; write its `design:`");
        ok = false;
    }
    if (def->thermal && !def->thermal->heat.is_given && !def->design) {
        gm_diag_error(
            diag, def->thermal->src,
            "thermal: `heat-capacity:` is missing, and there is no `design:` from which "
            "it would follow");
        gm_diag_hint(diag, "write it like `heat-capacity: 65 J/K`");
        ok = false;
    }
    return ok;
}

bool gm_cell_def_check(const gm_cell_def *def, gm_diag *diag)
{
    bool ok = true;
    for (int i = 0; i < 2; i++) {
        const gm_electrode_def *electrode = &def->electrodes[i];
        if (electrode->is_sound && !electrode->metal) {
            ok = check_pores(&electrode->pores, electrode_words[i], diag) && ok;
            ok = check_volume(electrode, electrode_words[i], diag) && ok;
        }
    }
    if (def->separator.is_sound) {
        ok = check_pores(&def->separator.pores, "separator", diag) && ok;
    }
    if (def->is_sound) {
        ok = check_span(&def->voltage_v, "voltage", diag) && ok;
        ok = check_span(&def->temperature_k, "temperature", diag) && ok;
        ok = check_sections(def, diag) && ok;
    }
    return ok;
}
