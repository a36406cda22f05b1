// SPDX-License-Identifier: MIT
//
// Faults of a build at the keys of the file that are to blame.

#include "battery/design_def.h"

#include "core/text.h"

#include <math.h>
#include <string.h>

// What one unit of a text is in SI; where the value stands, GM_AT in the coating or else in the design (0: it
// has no place of its own); and what may help.
typedef struct telling {
    double si;
    const char *unit;
    size_t at;
    const char *hint;
} telling;

#define IN_COATING(member) GM_AT(gm_coating_def, member)
#define IN_DESIGN(member)  GM_AT(gm_design_def, member)

static const telling tellings[GM_BUILD_QUANTITIES] = {
    [GM_BUILD_AREA] = {1.0, " m2", IN_DESIGN(sheets.pairs_src),
                       "`area:` of the cell is that of all pairs together"},
    [GM_BUILD_THICKNESS] = {1e-6, " um", 0, NULL},
    [GM_BUILD_SHARES] = {0.01, " %", IN_COATING(binder.share_src), NULL},
    [GM_BUILD_INACTIVE] = {0.01, " %", IN_COATING(binder.share_src), NULL},
    [GM_BUILD_VOID] = {0.01, " %", IN_COATING(void_src), NULL},
    [GM_BUILD_ACTIVE_KG_M3] = {1.0, " kg/m3", IN_COATING(active_src), NULL},
    [GM_BUILD_INACTIVE_KG_M3] = {1.0, " kg/m3", IN_COATING(src),
                                 "particles, electrolyte and void leave room for binder and "
                                 "carbon: write their density like `binder: {density: 1850 "
                                 "kg/m3}`"},
    [GM_BUILD_FOIL] = {1e-6, " um", IN_COATING(foil.thickness_src), NULL},
    [GM_BUILD_FOIL_KG_M3] = {1.0, " kg/m3", IN_COATING(foil.stuff.kg_m3_src), NULL},
    [GM_BUILD_BARE] = {0.01, " %", IN_COATING(foil.bare_src), NULL},
    [GM_BUILD_EMPTY] = {1.0, "", 0, NULL},
    [GM_BUILD_FULL] = {1.0, "", 0, NULL},
    [GM_BUILD_BALANCE] = {1.0, "", 0, NULL},
    [GM_BUILD_N_TO_P] = {1.0, "", IN_DESIGN(coatings[0].swing_src),
                         "lithium would be plated where the negative electrode takes less than "
                         "the positive one gives"},
    [GM_BUILD_LITHIUM] = {1e-6, " um", 0, NULL},
    [GM_BUILD_ELECTROLYTE_KG_M3] = {1.0, " kg/m3", IN_DESIGN(electrolyte.stuff.kg_m3_src),
                                    NULL},
    [GM_BUILD_ELECTROLYTE_SPARE] = {0.01, " %", IN_DESIGN(electrolyte.spare_src),
                                    "of a solid electrolyte nothing is spare"},
    [GM_BUILD_SEPARATOR_KG_M3] = {1.0, " kg/m3", IN_DESIGN(separator.stuff.kg_m3_src),
                                  "write it like `separator: {density: 950 kg/m3}`"},
    [GM_BUILD_SEPARATOR_SPARE] = {0.01, " %", IN_DESIGN(separator.spare_src), NULL},
    [GM_BUILD_WIDTH] = {1e-3, " mm", IN_DESIGN(sheets.src), NULL},
    [GM_BUILD_LENGTH] = {1e-3, " mm", IN_DESIGN(sheets.src), NULL},
    [GM_BUILD_PAIRS] = {1.0, "", IN_DESIGN(sheets.pairs_src),
                        "a foil that is coated on both sides has two faces"},
    [GM_BUILD_SIDES] = {1.0, "", IN_DESIGN(sheets.src), NULL},
    [GM_BUILD_OVERHANG] = {1e-3, " mm", IN_DESIGN(sheets.src), NULL},
    [GM_BUILD_HOUSING_SIZE] = {1e-3, " mm", IN_DESIGN(housing.width_src), NULL},
    [GM_BUILD_HOUSING_KG_M3] = {1.0, " kg/m3", IN_DESIGN(housing.wall.kg_m3_src),
                                "write it like `density: 7850 kg/m3`"},
    [GM_BUILD_HOUSING_SHARE] = {0.01, " %", IN_DESIGN(housing.mass_share_src), NULL},
    [GM_BUILD_HOUSING_FILL] = {0.01, " %", IN_DESIGN(housing.src), NULL},
    [GM_BUILD_TABS] = {1e-3, " g", IN_DESIGN(tabs_src), NULL},
    [GM_BUILD_PACK_MASS] = {0.01, " %", 0, NULL},
    [GM_BUILD_PACK_VOLUME] = {0.01, " %", 0, NULL},
    [GM_BUILD_FRAME] = {1.0, " kg/m2", 0, NULL},
    [GM_BUILD_MEAN_V] = {1.0, " V", 0, NULL},
};

static gm_src place_of(const gm_design_def *def, const gm_build_fault *fault)
{
    bool is_of_coating = fault->electrode >= 0;
    const gm_coating_def *coating = &def->coatings[is_of_coating ? fault->electrode : 0];
    size_t at = tellings[fault->quantity].at;
    if (at == 0) {
        return is_of_coating ? coating->src : def->src;
    }
    const char *owner = is_of_coating ? (const char *)coating : (const char *)def;
    gm_src src = *(const gm_src *)(const void *)(owner + at - 1);
    if (src.origin && strcmp(src.origin, "default") == 0) {
        src.origin = NULL; // the key is missing: the fault is that of its map
    }
    return src;
}

static const char *number(double value, double si, char *text)
{
    return gm_text_of_rounded(value / si, 5, text);
}

void gm_design_tell(const gm_cell *cell, const gm_design_def *def, const gm_build_fault *fault,
                    gm_diag *diag)
{
    static const char *const electrodes[] = {"negative: ", "positive: "};
    char low[GM_NUMBER_BYTES];
    char high[GM_NUMBER_BYTES];
    char got[GM_NUMBER_BYTES];
    const telling *t = &tellings[fault->quantity];
    int e = fault->electrode;
    bool is_of_particles = fault->population >= 0;
    bool is_bounded = isfinite(fault->high);
    const char *least = fault->low_open ? "more than " : is_bounded ? "" : "at least ";
    void (*say)(gm_diag *, gm_src, const char *, ...) =
        fault->is_doubt ? gm_diag_warn : gm_diag_error;
    say(diag, place_of(def, fault), "design: %s%s%s%s: expected %s%s%s%s%s, got %s%s",
        e >= 0 ? electrodes[e] : "",
        is_of_particles ? cell->electrodes[e].particles[fault->population].name : "",
        is_of_particles ? ": " : "", gm_build_quantity_name(fault->quantity), least,
        number(fault->low, t->si, low), is_bounded ? " to " : "",
        is_bounded ? number(fault->high, t->si, high) : "", t->unit,
        number(fault->value, t->si, got), t->unit);
    if (t->hint) {
        gm_diag_hint(diag, "%s", t->hint);
    }
}
