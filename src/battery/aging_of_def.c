// SPDX-License-Identifier: MIT
//
// What ages in a cell, from what a file says of it.

#include "battery/aging_def.h"

static void set_layer(const gm_layer_def *def, gm_cell_aging *out)
{
    static const gm_layer_kind kinds[] = {
        [GM_LAYER_WORD_SOLVENT] = GM_LAYER_SOLVENT,
        [GM_LAYER_WORD_REACTION] = GM_LAYER_REACTION,
        [GM_LAYER_WORD_INTERSTITIAL] = GM_LAYER_INTERSTITIAL,
        [GM_LAYER_WORD_STILL] = GM_LAYER_NONE,
    };
    out->layer = kinds[def->kind];
    out->layer_first_m = def->thickness_m;
    out->layer_flux = def->diffusivity * def->mol_m3;
    out->layer_exchange = def->exchange_a_m2;
    out->layer_potential_v = def->potential_v;
    out->layer_m3_mol = def->m3_mol;
    out->layer_electrons = def->lithium;
    out->layer_ohm_m = def->ohm_m;
    out->layer_e_j_mol = def->e_j_mol;
}

gm_cell_aging gm_aging_of_def(const gm_aging_def *def)
{
    gm_cell_aging out = {0};
    if (def && def->layer) {
        set_layer(def->layer, &out);
    }
    if (def && def->plating) {
        const gm_plating_def *p = def->plating;
        out.plating = p->kind == GM_PLATING_WORD_REVERSIBLE ? GM_PLATING_REVERSIBLE
                                                            : GM_PLATING_IRREVERSIBLE;
        out.plating_m_s = p->rate_m_s;
        out.plating_symmetry = p->symmetry;
        out.plating_per_s = p->death_per_s;
        out.plating_e_j_mol = p->e_j_mol;
    }
    return out;
}

bool gm_cell_ages(const gm_cell_aging *aging)
{
    return aging->layer != GM_LAYER_NONE || aging->plating != GM_PLATING_NONE ||
           aging->layer_ohm_m > 0.0;
}
