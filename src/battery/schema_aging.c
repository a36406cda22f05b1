// SPDX-License-Identifier: MIT
//
// The tables of what grows on the particles of a negative electrode.

#include "battery/aging_def.h"

static const char *const layer_words[] = {"solvent", "reaction", "interstitial", "still", NULL};
static const char *const plating_words[] = {"reversible", "irreversible", NULL};

// What a kind of layer cannot do without.
typedef struct need {
    unsigned kinds; // bits of gm_layer_word
    const char *key;
    const char *example;
    size_t offset; // of a double in gm_layer_def that is then above 0
} need;

#define BY_DIFFUSION ((1u << GM_LAYER_WORD_SOLVENT) | (1u << GM_LAYER_WORD_INTERSTITIAL))
#define BY_REACTION  (1u << GM_LAYER_WORD_REACTION)

static bool check_layer(gm_reader *reader, const gm_node *node, void *dst)
{
    static const need needs[] = {
        {BY_DIFFUSION, "diffusivity", "2.5e-22 m2/s", offsetof(gm_layer_def, diffusivity)},
        {BY_DIFFUSION, "concentration", "2636 mol/m3", offsetof(gm_layer_def, mol_m3)},
        {BY_REACTION, "exchange-current", "1.5e-7 A/m2", offsetof(gm_layer_def, exchange_a_m2)},
        {BY_DIFFUSION | BY_REACTION, "molar-volume", "9.585e-5 m3/mol",
         offsetof(gm_layer_def, m3_mol)},
    };
    const gm_layer_def *def = dst;
    bool ok = true;
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        const double *value = (const double *)((const char *)dst + needs[i].offset);
        if (needs[i].kinds & (1u << def->kind) && !(*value > 0.0)) {
            gm_diag_error(reader->diag, node->src,
                          "layer: `kind: %s` needs `%s:`, like `%s: %s`",
                          layer_words[def->kind], needs[i].key, needs[i].key, needs[i].example);
            ok = false;
        }
    }
    return ok;
}

static const gm_field layer_fields[] = {
    {"kind", GM_TYPE_ENUM, GM_INTO(gm_layer_def, kind), .words = layer_words, .required = true,
     .example = "solvent",
     .doc = "What its growth waits for: `solvent` that diffuses through it, the `reaction` at "
            "its foot, `interstitial` lithium that diffuses out through it, or `still`: it "
            "resists and does not grow."},
    {"thickness", GM_TYPE_QUANTITY, GM_INTO(gm_layer_def, thickness_m), .unit = "nm",
     .required = true, .example = "5 nm", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1e-5,
     .doc = "When the cell is new."},
    {"diffusivity", GM_TYPE_QUANTITY, GM_INTO(gm_layer_def, diffusivity), .unit = "m2/s",
     .example = "2.5e-22 m2/s", .bounds = GM_POSITIVE,
     .doc = "Of solvent or of lithium in it; of `solvent` and `interstitial`."},
    {"concentration", GM_TYPE_QUANTITY, GM_INTO(gm_layer_def, mol_m3), .unit = "mol/m3",
     .example = "2636 mol/m3", .bounds = GM_POSITIVE,
     .doc = "Of solvent outside of it, or of lithium at its foot: their product with the "
            "diffusivity is all that counts."},
    {"exchange-current", GM_TYPE_QUANTITY, GM_INTO(gm_layer_def, exchange_a_m2), .unit = "A/m2",
     .example = "1.5e-7 A/m2", .bounds = GM_POSITIVE,
     .doc = "j0 of j = -j0 exp(-F (psi - U)/2RT), of `reaction`."},
    {"potential", GM_TYPE_QUANTITY, GM_INTO(gm_layer_def, potential_v), .unit = "V",
     .preset = "0 V", .example = "0.4 V", .doc = "U of that, against lithium."},
    {"molar-volume", GM_TYPE_QUANTITY, GM_INTO(gm_layer_def, m3_mol), .unit = "m3/mol",
     .example = "9.585e-5 m3/mol", .bounds = GM_POSITIVE,
     .doc = "Of what it is made of; needed unless it is `still`."},
    {"lithium", GM_TYPE_QUANTITY, GM_INTO(gm_layer_def, lithium), .preset = "2", .example = "2",
     .bounds = GM_POSITIVE, .doc = "Atoms in a molecule of it."},
    {"resistivity", GM_TYPE_QUANTITY, GM_INTO(gm_layer_def, ohm_m), .unit = "Ohm m",
     .preset = "0 Ohm m", .example = "2e5 Ohm m", .bounds = GM_NOT_NEGATIVE,
     .doc = "For ions."},
    {"activation", GM_TYPE_QUANTITY, GM_INTO(gm_layer_def, e_j_mol), .unit = "J/mol",
     .preset = "0 J/mol", .example = "38 kJ/mol", .bounds = GM_NOT_NEGATIVE,
     .doc = "Activation energy of its growth."},
};

static const gm_table layer_table = {
    .name = "layer",
    .doc = "The layer that solvent leaves on the particles (SEI), of one of three laws "
           "(docs/theory/cell.md).",
    GM_FIELDS(layer_fields),
    .size = sizeof(gm_layer_def),
    .src_at = GM_AT(gm_layer_def, src),
    .check = check_layer,
};

static bool check_plating(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_plating_def *def = dst;
    (void)node;
    if (def->kind == GM_PLATING_WORD_IRREVERSIBLE && def->death_per_s > 0.0) {
        gm_diag_error(reader->diag, def->src,
                      "plating: what is plated for good (`kind: irreversible`) is dead at once "
                      "and has no `death:`");
        return false;
    }
    return true;
}

static const gm_field plating_fields[] = {
    {"kind", GM_TYPE_ENUM, GM_INTO(gm_plating_def, kind), .words = plating_words,
     .required = true, .example = "reversible",
     .doc = "`reversible`: what is plated comes off again, or dies; `irreversible`: it is dead "
            "at once."},
    {"rate", GM_TYPE_QUANTITY, GM_INTO(gm_plating_def, rate_m_s), .unit = "m/s",
     .required = true, .example = "1e-9 m/s", .bounds = GM_POSITIVE,
     .doc = "k of j = F k (c_li exp(s F eta/RT) - c_e exp(-(1 - s) F eta/RT))."},
    {"symmetry", GM_TYPE_QUANTITY, GM_INTO(gm_plating_def, symmetry), .preset = "0.35",
     .example = "0.35", .bounds = GM_MORE_THAN | GM_LESS_THAN, .hi = 1.0, .doc = "s of that."},
    {"death", GM_TYPE_QUANTITY, GM_INTO(gm_plating_def, death_per_s), .unit = "/s",
     .example = "1e-6 /s", .bounds = GM_NOT_NEGATIVE,
     .doc = "How fast plated lithium loses its contact, while the layer has the thickness of "
            "the new cell; it slows down as that grows."},
    {"activation", GM_TYPE_QUANTITY, GM_INTO(gm_plating_def, e_j_mol), .unit = "J/mol",
     .preset = "0 J/mol", .example = "37 kJ/mol", .bounds = GM_NOT_NEGATIVE,
     .doc = "Activation energy of the rate."},
};

static const gm_table plating_table = {
    .name = "plating",
    .doc = "Metallic lithium on the particles.",
    GM_FIELDS(plating_fields),
    .size = sizeof(gm_plating_def),
    .src_at = GM_AT(gm_plating_def, src),
    .check = check_plating,
};

static const gm_field aging_fields[] = {
    {"layer", GM_TYPE_OPTIONAL, GM_INTO(gm_aging_def, layer), .table = &layer_table,
     .example = "{kind: still, thickness: 5 nm, resistivity: 2e5 Ohm m}",
     .doc = "What solvent leaves on the particles."},
    {"plating", GM_TYPE_OPTIONAL, GM_INTO(gm_aging_def, plating), .table = &plating_table,
     .example = "{kind: reversible, rate: 1e-9 m/s, death: 1e-6 /s}",
     .doc = "Lithium on the particles instead of in them."},
};

const gm_table gm_table_aging = {
    .name = "aging",
    .doc = "What grows on the particles of a negative electrode while the cell is used, and "
           "takes its lithium. Experiments with the model DFN follow it, and tell how much is "
           "lost after each step:\n\n"
           "```yaml\naging:\n  layer: {kind: solvent, thickness: 5 nm, diffusivity: 2.5e-22 "
           "m2/s, concentration: 2636 mol/m3,\n    molar-volume: 9.585e-5 m3/mol, resistivity: "
           "2e5 Ohm m}\n  plating: {kind: reversible, rate: 1e-9 m/s, death: 1e-6 /s}\n```",
    GM_FIELDS(aging_fields),
    .size = sizeof(gm_aging_def),
    .src_at = GM_AT(gm_aging_def, src),
};
