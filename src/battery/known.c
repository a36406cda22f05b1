// SPDX-License-Identifier: MIT

#include "battery/known.h"

bool gm_known_check(const gm_cell *cell, const gm_known_ask *ask, gm_diag *diag)
{
    bool is_warm = cell->high_k > 0.0 && ask->kelvin > cell->high_k;
    if (ask->kelvin <= 0.0 || (ask->kelvin >= cell->low_k && !is_warm)) {
        return true;
    }
    gm_diag_error(diag, ask->src,
                  "%s '%s': `%s:` %.1f degC is outside what the data of the cell know, %.1f to "
                  "%.1f degC",
                  ask->of, ask->name, ask->key, ask->kelvin - 273.15, cell->low_k - 273.15,
                  cell->high_k - 273.15);
    return false;
}
