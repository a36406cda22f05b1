// SPDX-License-Identifier: MIT
//
// Values of a log that are too far from the others, told with their places.

#include "tables/floor_guess.h"
#include "tables/law_text.h"

void gm_floor_tell_odd(const gm_floor_guess *g, gm_diag *diag)
{
    gm_arena scratch = {0};
    int n_told = 0;
    int n = 0;
    for (int i = 0; i < g->odd.n; i++) {
        const gm_floor_odd *odd = &g->odd.items[i];
        n += odd->n;
        for (int32_t k = 0; k < odd->n && k < GM_FLOOR_ODD_TOLD && n_told < GM_RECORDS_FAULTS;
             k++) {
            gm_diag_warn(diag, gm_records_src(g->floor->records, odd->cells[k]),
                         "%s: %s is too far from the others, look at it", odd->what,
                         gm_law_value_text(odd->x[k], "s", 1.0, &scratch));
            n_told += 1;
        }
    }
    if (n > n_told) {
        gm_diag_warn(diag, (gm_src){.file = g->floor->records->file},
                     "%d more values are too far from the others; the model names their laws",
                     n - n_told);
    }
    gm_arena_fini(&scratch);
}
