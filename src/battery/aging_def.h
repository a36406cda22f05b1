// SPDX-License-Identifier: MIT
//
// What a model file says about the aging of a negative electrode: `cell.aging:`.

#ifndef GM_BATTERY_AGING_DEF_H
#define GM_BATTERY_AGING_DEF_H

#include "cell/aging.h"
#include "core/schema.h"

typedef enum gm_layer_word {
    GM_LAYER_WORD_SOLVENT,
    GM_LAYER_WORD_REACTION,
    GM_LAYER_WORD_INTERSTITIAL,
    GM_LAYER_WORD_STILL, // it is there and resists, but does not grow
} gm_layer_word;

typedef enum gm_plating_word {
    GM_PLATING_WORD_REVERSIBLE,
    GM_PLATING_WORD_IRREVERSIBLE
} gm_plating_word;

typedef struct gm_layer_def {
    gm_src src;
    int kind; // gm_layer_word
    double thickness_m;
    double diffusivity; // of what passes through the layer, m2/s
    double mol_m3;      // of that, where it comes from
    double exchange_a_m2;
    double potential_v;
    double m3_mol;
    double lithium; // mol in a mole of it
    double ohm_m;
    double e_j_mol;
} gm_layer_def;

typedef struct gm_plating_def {
    gm_src src;
    int kind; // gm_plating_word
    double rate_m_s;
    double symmetry;
    double death_per_s;
    double e_j_mol;
} gm_plating_def;

typedef struct gm_aging_def {
    gm_src src;
    gm_layer_def *layer;     // NULL: none
    gm_plating_def *plating; // NULL: none
} gm_aging_def;

extern const gm_table gm_table_aging;

// def may be NULL: then nothing ages.
gm_cell_aging gm_aging_of_def(const gm_aging_def *def);

// Is there anything of it, be it a layer that only resists?
bool gm_cell_ages(const gm_cell_aging *aging);

#endif
