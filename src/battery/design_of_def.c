// SPDX-License-Identifier: MIT
//
// The build of a cell from what a file says, and its faults at the keys that are to blame.

#include "battery/design_def.h"

#include <math.h>
#include <string.h>

#define MOST_FAULTS 32
#define ROUNDING    1e-3 // shares of volume are given to three digits

static const char *const electrode_words[] = {"negative", "positive"};

// ---- names

static const gm_active_def *active_named(const gm_coating_def *def, const char *name)
{
    for (int i = 0; i < def->active.n; i++) {
        if (strcmp(def->active.items[i].name, name) == 0) {
            return &def->active.items[i];
        }
    }
    return NULL;
}

static bool has_particles(const gm_electrode_def *electrode, const char *name)
{
    for (int i = 0; i < electrode->particles.n; i++) {
        if (strcmp(electrode->particles.items[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

// Each kind of particles has its material, and none has another name.
static bool check_names(const gm_cell_def *def, int e, gm_diag *diag)
{
    const gm_electrode_def *electrode = &def->electrodes[e];
    const gm_coating_def *coating = &def->design->coatings[e];
    bool ok = true;
    for (int i = 0; i < coating->active.n; i++) {
        const gm_active_def *a = &coating->active.items[i];
        if (!has_particles(electrode, a->name)) {
            gm_diag_error(diag, a->src, "design: %s: no particles are called '%s'",
                          electrode_words[e], a->name);
            ok = false;
        }
    }
    for (int i = 0; i < electrode->particles.n; i++) {
        const char *name = electrode->particles.items[i].name;
        const gm_active_def *a = active_named(coating, name);
        if (!a || a->stuff.kg_m3 <= 0.0) {
            gm_diag_error(diag, a ? a->src : coating->active_src,
                          "design: %s: the density of '%s' is missing", electrode_words[e],
                          name);
            gm_diag_hint(diag, "write it like `active: {%s: 4750 kg/m3}`", name);
            ok = false;
        }
    }
    return ok;
}

// ---- the build

static void set_stuff(const gm_stuff_def *def, gm_stuff *out)
{
    out->kg_m3 = def->kg_m3 > 0.0 ? def->kg_m3 : out->kg_m3;
    out->j_kgk = def->j_kgk > 0.0 ? def->j_kgk : out->j_kgk;
}

// What particles, electrolyte and void leave is binder and carbon.
static double binder_share(const gm_electrode *electrode, const gm_coating_def *def)
{
    double left = 1.0 - electrode->porosity - def->void_share;
    for (int32_t k = 0; k < electrode->n; k++) {
        left -= electrode->particles[k].share;
    }
    if (def->binder.has_share) {
        return def->binder.share;
    }
    return electrode->n > 0 && left > ROUNDING ? left : 0.0;
}

static void set_coating(const gm_electrode *electrode, const gm_coating_def *def,
                        gm_coating *out)
{
    for (int32_t k = 0; k < electrode->n; k++) {
        const gm_active_def *active = active_named(def, electrode->particles[k].name);
        if (active) { // check_names() has seen to it
            set_stuff(&active->stuff, &out->active[k]);
        }
    }
    set_stuff(&def->binder.stuff, &out->inactive);
    out->inactive_share = binder_share(electrode, def);
    out->void_share = def->void_share;
    out->swing = def->swing;
    set_stuff(&def->foil.stuff, &out->foil);
    out->foil_m = def->foil.thickness_m;
    out->bare_share = def->foil.bare_share;
}

static void set_between(const gm_cell *cell, const gm_design_def *def, gm_cell_build *out)
{
    if (def->lithium) {
        out->lithium_m = def->lithium->thickness_m;
        set_stuff(&def->lithium->stuff, &out->lithium);
    }
    set_stuff(&def->electrolyte.stuff, &out->electrolyte);
    out->electrolyte_spare = def->electrolyte.spare;
    out->electrolyte_is_solid = def->electrolyte.has_solid
                                    ? def->electrolyte.is_solid
                                    : cell->electrolyte.transference >= 1.0;
    set_stuff(&def->separator.stuff, &out->separator);
}

static void set_sheets(const gm_design_def *def, double area_m2, gm_sheets *out)
{
    const gm_sheets_def *s = &def->sheets;
    double length_m = s->length_m > 0.0 ? s->length_m : area_m2 / (s->pairs * s->width_m);
    *out = (gm_sheets){
        .is_wound = s->is_wound,
        .width_m = s->width_m,
        .length_m = length_m,
        .pairs = s->pairs,
        .sides = s->sides,
        .overhang_m = s->overhang_m,
        .outer_coating = s->outer_coating,
        .separator_spare = def->separator.spare,
    };
}

// Of the frame that its pressure asks for. A plate of thickness t bends to a stress that is as P / t^2.
static double frame_share(const gm_pack_def *pack, const gm_cell_def *cell)
{
    bool is_elsewhere = pack->frame_at_pa > 0.0 && cell->has_pressure;
    return is_elsewhere ? sqrt(cell->pressure_pa / pack->frame_at_pa) : 1.0;
}

static void set_around(const gm_cell_def *cell, gm_cell_build *out)
{
    const gm_design_def *def = cell->design;
    const gm_housing_def *h = &def->housing;
    out->housing = (gm_housing){
        .shape = (gm_housing_shape)h->shape,
        .width_m = h->width_m,
        .depth_m = h->depth_m,
        .height_m = h->height_m,
        .wall_m = h->wall_m,
        .wall = {h->wall.kg_m3, h->wall.j_kgk},
        .mass_kg = h->mass_kg,
        .mass_share = h->mass_share,
        .fill = h->fill,
    };
    out->tabs_kg = def->tabs_kg;
    out->pack = (gm_cell_pack){0};
    if (def->pack) {
        const gm_pack_def *p = def->pack;
        double share = frame_share(p, cell);
        out->pack = (gm_cell_pack){p->mass_share, p->volume_share, share * p->frame_kg_m2,
                                   share * p->frame_m};
    }
}

// ---- what only both sections show

static bool check_lithium(const gm_cell_def *def, gm_diag *diag)
{
    if (!def->design->lithium || def->electrodes[0].metal) {
        return true;
    }
    gm_diag_error(
        diag, def->design->lithium->src,
        "design: `lithium:` lies on a negative electrode of `metal:`, and this one has "
        "particles");
    return false;
}

gm_status gm_build_of_def(const gm_cell_def *def, const gm_cell *cell,
                          const gm_cell_balance *balance, gm_diag *diag, gm_cell_build *out)
{
    const gm_design_def *design = def->design;
    gm_build_fault faults[MOST_FAULTS];
    bool ok = check_names(def, 0, diag);
    ok = check_names(def, 1, diag) && ok;
    ok = check_lithium(def, diag) && ok;
    if (!ok) {
        return GM_ERR_MODEL;
    }
    *out = gm_cell_build_default();
    for (int e = 0; e < 2; e++) {
        set_coating(&cell->electrodes[e], &design->coatings[e], &out->coatings[e]);
    }
    set_between(cell, design, out);
    set_sheets(design, cell->area_m2, &out->sheets);
    set_around(def, out);
    out->window = gm_cell_window_of(cell, balance);
    out->mean_v = design->mean_v;
    int32_t n = gm_cell_build_check(cell, out, faults, MOST_FAULTS);
    for (int32_t i = 0; i < n && i < MOST_FAULTS; i++) {
        gm_design_tell(cell, design, &faults[i], diag);
    }
    return gm_cell_build_is_sound(cell, out) ? GM_OK : GM_ERR_MODEL;
}
