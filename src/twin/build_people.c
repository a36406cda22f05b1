// SPDX-License-Identifier: MIT
//
// Kinds and variants, crews, limits, headcount.

#include "twin/build.h"

// ---- kinds

// Without any share all are equal; drawn shares are scaled back to 1.
static void set_shares(const gm_raw_kind *raw, gm_variant_def *variants, bool is_drawn)
{
    bool any = false;
    for (int i = 0; i < raw->variants.n; i++) {
        any = any || raw->variants.items[i].has_share;
    }
    double sum = 0.0;
    for (int i = 0; i < raw->variants.n; i++) {
        variants[i].share = any ? variants[i].share : 1.0 / raw->variants.n;
        sum += variants[i].share;
    }
    for (int i = 0; i < raw->variants.n && is_drawn && sum > 0.0; i++) {
        variants[i].share /= sum;
    }
}

static void build_variant(gm_build *build, const gm_raw_variant *raw, gm_variant_def *variant)
{
    *variant = raw->def;
    if (!variant->family) {
        variant->family = variant->name;
    }
    gm_ref *route = GM_NEW(build->arena, gm_ref, raw->route.n);
    for (int i = 0; i < raw->route.n; i++) {
        route[i] = (gm_ref){raw->route.items[i].name, raw->route.items[i].src, -1};
    }
    variant->n_route = raw->route.n;
    variant->route = route;
}

static void build_kinds(gm_build *build)
{
    int n = build->raw->parts.n;
    gm_kind_def *kinds = GM_NEW(build->arena, gm_kind_def, n);
    for (int i = 0; i < n; i++) {
        const gm_raw_kind *raw = &build->raw->parts.items[i];
        gm_variant_def *variants = GM_NEW(build->arena, gm_variant_def, raw->variants.n);
        for (int k = 0; k < raw->variants.n; k++) {
            build_variant(build, &raw->variants.items[k], &variants[k]);
        }
        set_shares(raw, variants, build->is_drawn);
        kinds[i] = (gm_kind_def){.name = raw->name,
                                 .src = raw->src,
                                 .energy_j = raw->energy_j,
                                 .n_variants = raw->variants.n,
                                 .variants = variants};
        gm_build_options(build, raw, &kinds[i]);
    }
    build->kinds = kinds;
    build->model->plant.n_kinds = n;
    build->model->plant.kinds = kinds;
}

// ---- crews

static void build_crews(gm_build *build)
{
    int n = build->raw->crews.n;
    gm_crew_def *crews = GM_NEW(build->arena, gm_crew_def, n);
    for (int i = 0; i < n; i++) {
        const gm_raw_crew *raw = &build->raw->crews.items[i];
        crews[i] = raw->def;
        crews[i].calendar.i = -1;
        crews[i].n_people = raw->people.n;
        crews[i].people = raw->people.items;
        crews[i].n_skills = raw->skills.n;
        crews[i].skills = raw->skills.items;
    }
    build->crews = crews;
    build->model->plant.n_crews = n;
    build->model->plant.crews = crews;
}

// ---- limits and headcount

static void build_limits(gm_build *build)
{
    int n = build->raw->limits.n;
    gm_limit_def *limits = GM_NEW(build->arena, gm_limit_def, n);
    for (int i = 0; i < n; i++) {
        const gm_raw_limit *raw = &build->raw->limits.items[i];
        limits[i] = raw->def;
        limits[i].first = raw->over[0];
        limits[i].last = raw->over[1];
        if (!limits[i].name) {
            limits[i].name = gm_arena_printf(build->arena, "limit-%d", i + 1);
        }
    }
    build->limits = limits;
    build->model->plant.n_limits = n;
    build->model->plant.limits = limits;
}

static void build_headcount(gm_build *build)
{
    const gm_raw_headcount *raw = build->raw->headcount;
    gm_headcount_def *def = &build->model->headcount;
    if (!raw) {
        return;
    }
    *def = raw->def;
    def->is_given = true;
    gm_staff_row_def *rows = GM_NEW(build->arena, gm_staff_row_def, raw->shops.n);
    for (int i = 0; i < raw->shops.n; i++) {
        rows[i] = raw->shops.items[i];
        rows[i].crew.i = -1;
        rows[i].shifts = rows[i].has_shifts ? rows[i].shifts : 1.0;
        rows[i].absence = rows[i].has_absence ? rows[i].absence : def->absence;
        rows[i].leave = rows[i].has_leave ? rows[i].leave : def->leave;
        if (build->is_clean && rows[i].absence + rows[i].leave > 1.0 - GM_ATTENDS_LEAST) {
            gm_diag_error(build->diag, rows[i].src,
                          "headcount row '%s': absence and leave leave no time to work",
                          rows[i].shop);
        }
    }
    build->shops = rows;
    def->n_rows = raw->shops.n;
    def->rows = rows;
}

void gm_build_people(gm_build *build)
{
    build_kinds(build);
    build_crews(build);
    build_limits(build);
    build_headcount(build);
    build->model->plant.most_parts = build->raw->guards.parts;
}
