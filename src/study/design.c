// SPDX-License-Identifier: MIT

#include "study/design.h"

#include "core/assert.h"
#include "num/latin.h"
#include "num/sobol.h"

#include <inttypes.h>
#include <string.h>

static const gm_src here = {.origin = "--vary"};

const char *gm_design_word(gm_design_kind kind)
{
    switch (kind) {
    case GM_DESIGN_GRID:
        return "grid";
    case GM_DESIGN_LATIN:
        return "lhs";
    case GM_DESIGN_SOBOL:
        return "sobol";
    }
    return "";
}

// ---- parameters

static bool is_given_twice(const gm_vary *varies, int i)
{
    for (int k = 0; k < i; k++) {
        if (varies[k].path && varies[i].path && strcmp(varies[k].path, varies[i].path) == 0) {
            return true;
        }
    }
    return false;
}

static bool read_varies(gm_design *d, const char *const *texts, int n, const gm_node *root,
                        gm_arena *arena, gm_diag *diag)
{
    gm_vary *varies = GM_NEW(arena, gm_vary, n);
    bool ok = true;
    for (int i = 0; i < n; i++) {
        ok &= gm_vary_read(texts[i], root, arena, diag, &varies[i]);
        if (is_given_twice(varies, i)) {
            gm_diag_error(diag, here, "`%s` is varied twice", varies[i].path);
            gm_diag_hint(diag, "put all its values into one --vary, with commas between");
            ok = false;
        }
    }
    d->n_varies = n;
    d->varies = varies;
    return ok;
}

// ---- grids

static bool count_grid(gm_design *d, gm_diag *diag)
{
    int64_t n = 1;
    bool ok = true;
    for (int i = 0; i < d->n_varies; i++) {
        const gm_vary *v = &d->varies[i];
        if (v->is_range) {
            gm_diag_error(diag, here, "`%s`: a range without a step has no levels", v->text);
            gm_diag_hint(diag, "add a step, like `40 s..60 s step 5 s`, or draw points from it "
                               "with --points 100");
            ok = false;
        }
        n = n <= GM_DESIGN_POINTS_MAX ? n * v->n_levels : n;
    }
    if (ok && n > GM_DESIGN_POINTS_MAX) {
        gm_diag_error(diag, here, "more than 1,000,000 combinations");
        gm_diag_hint(diag, "draw points from them, with --points 1000");
        return false;
    }
    d->n_points = (int32_t)n;
    return ok;
}

// The digit of a parameter in the number of a point, the last parameter being the lowest.
static int32_t level_of(const gm_design *d, int32_t point_i, int vary_i)
{
    for (int i = d->n_varies - 1; i > vary_i; i--) {
        point_i /= d->varies[i].n_levels;
    }
    return point_i % d->varies[vary_i].n_levels;
}

// ---- points that are drawn

// Each parameter has a stream of its own, by its path: another one beside it changes nothing.
static void draw_latin(const gm_design *d, double *shares)
{
    for (int i = 0; i < d->n_varies; i++) {
        gm_stream stream;
        gm_stream_init(&stream, d->seed, 0, d->varies[i].path, "latin hypercube");
        gm_latin_fill(&stream, &shares[(size_t)i * (size_t)d->n_points], d->n_points);
    }
}

static void draw_sobol(const gm_design *d, double *shares)
{
    for (int i = 0; i < d->n_varies; i++) {
        gm_stream stream;
        gm_stream_init(&stream, d->seed, 0, d->varies[i].path, "sobol shift");
        uint32_t shift = (uint32_t)(gm_stream_next(&stream) >> 32);
        double *of = &shares[(size_t)i * (size_t)d->n_points];
        for (int32_t k = 0; k < d->n_points; k++) {
            of[k] = gm_sobol_u01(i, (uint32_t)k, shift);
        }
    }
}

static bool draw(gm_design *d, gm_arena *arena, gm_diag *diag)
{
    if (d->kind == GM_DESIGN_SOBOL && d->n_varies > GM_SOBOL_DIMENSIONS) {
        gm_diag_error(diag, here, "Sobol points have at most %d parameters, got %d",
                      GM_SOBOL_DIMENSIONS, d->n_varies);
        gm_diag_hint(diag, "`--design lhs` takes %d", GM_DESIGN_VARIES_MAX);
        return false;
    }
    double *shares = GM_NEW(arena, double, (size_t)d->n_varies *(size_t)d->n_points);
    (d->kind == GM_DESIGN_SOBOL ? draw_sobol : draw_latin)(d, shares);
    d->shares = shares;
    return true;
}

// ---- the whole

bool gm_design_create(const gm_design_ask *ask, const gm_node *root, gm_arena *arena,
                      gm_diag *diag, gm_design *out)
{
    GM_REQUIRE(ask->n >= 1 && ask->n <= GM_DESIGN_VARIES_MAX);
    GM_REQUIRE(ask->n_points <= GM_DESIGN_POINTS_MAX);
    *out = (gm_design){.kind = ask->kind, .seed = ask->seed, .n_points = ask->n_points};
    if (!read_varies(out, ask->texts, ask->n, root, arena, diag)) {
        return false;
    }
    return ask->kind == GM_DESIGN_GRID ? count_grid(out, diag) : draw(out, arena, diag);
}

const char *gm_design_value(const gm_design *d, int32_t point_i, int vary_i, gm_arena *arena)
{
    const gm_vary *vary = &d->varies[vary_i];
    if (!d->shares) {
        return gm_vary_level(vary, level_of(d, point_i, vary_i), arena);
    }
    double u = d->shares[(size_t)vary_i * (size_t)d->n_points + (size_t)point_i];
    return gm_vary_at(vary, u, arena);
}
