// SPDX-License-Identifier: MIT

#include "battery/life_answer.h"

#define ZERO_C_K 273.15

gm_status gm_life_answer_of(const gm_life_def *def, bool is_solid, gm_arena *arena,
                            gm_diag *diag, gm_life_answer *out)
{
    gm_status status = GM_OK;
    gm_life_use_answer *uses = GM_NEW(arena, gm_life_use_answer, def->uses.n);
    *out = (gm_life_answer){def, def->models.n, def->uses.n, uses};
    for (int i = 0; i < def->uses.n; i++) {
        gm_life *lives = GM_NEW(arena, gm_life, def->models.n);
        uses[i].def = &def->uses.items[i];
        gm_status s = gm_life_use_of_def(uses[i].def, is_solid, arena, diag, &uses[i].use);
        for (int k = 0; k < def->models.n && s == GM_OK; k++) {
            const gm_life_model *model = gm_life_model_of((gm_life_id)def->models.items[k]);
            lives[k] = gm_life_of_use(model, &uses[i].use, arena);
        }
        uses[i].lives = lives;
        status = s != GM_OK ? s : status;
    }
    return status;
}

const char *gm_life_excess_text(const gm_life_excess *excess, gm_arena *arena)
{
    double value = excess->value;
    double limit = excess->limit;
    switch (excess->what) {
    case GM_LIFE_CHARGE_RATE:
        return gm_arena_printf(arena, "charge %.3gC > %.3gC", value, limit);
    case GM_LIFE_DISCHARGE_RATE:
        return gm_arena_printf(arena, "discharge %.3gC > %.3gC", value, limit);
    case GM_LIFE_COLD_CHARGE:
        return gm_arena_printf(arena, "charge in the cold %.3gC > %.3gC", value, limit);
    case GM_LIFE_COLDEST:
        return gm_arena_printf(arena, "%.1f degC < %.1f degC", value - ZERO_C_K,
                               limit - ZERO_C_K);
    case GM_LIFE_HOTTEST:
        return gm_arena_printf(arena, "%.1f degC > %.1f degC", value - ZERO_C_K,
                               limit - ZERO_C_K);
    case GM_LIFE_DEPTH:
        return gm_arena_printf(arena, "deepest cycle %.1f %% < %.1f %%", 100.0 * value,
                               100.0 * limit);
    case GM_LIFE_SOLID:
    case GM_LIFE_STRESSORS:
        break;
    }
    return "a solid electrolyte";
}
