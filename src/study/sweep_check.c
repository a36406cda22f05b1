// SPDX-License-Identifier: MIT
//
// The model at each point of a sweep, and that there is one at all of them.

#include "core/os_thread.h"
#include "num/random.h"
#include "study/sweep.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#define TICK_S      0.2
#define TOLD_POINTS 20 // with faults, whose faults are told

// ---- the model at a point

gm_status gm_sweep_open(const gm_sweep *sweep, int32_t point_i, gm_variant *out)
{
    const gm_design *d = &sweep->design;
    const char *sets[GM_DESIGN_VARIES_MAX];
    int n = 0;
    gm_arena scratch;
    gm_arena_init(&scratch, 0);
    gm_variant_source source = *sweep->source;
    for (int i = 0; i < d->n_varies; i++) {
        const char *value = gm_design_value(d, point_i, i, &scratch);
        if (!d->varies[i].is_scenario) {
            sets[n++] = gm_arena_printf(&scratch, "%s=%s", d->varies[i].path, value);
        } else {
            source.how.scenario = strcmp(value, GM_SWEEP_NO_SCENARIO) == 0 ? NULL : value;
        }
    }
    gm_status status = gm_variant_open(&source, sets, n, out);
    if (status == GM_OK && sweep->engine == GM_ENGINE_LINE && !out->twin->line) {
        gm_diag_error(&out->diag, out->twin->line_why.src,
                      "the line engine cannot run this: %s", out->twin->line_why.text);
        gm_diag_hint(&out->diag, "`--engine auto` takes the event engine for it");
        status = GM_ERR_MODEL;
    }
    if (status == GM_OK && sweep->seed >= 0) {
        out->model->clock.seed = sweep->seed;
    }
    gm_arena_fini(&scratch);
    return status;
}

// ---- before the run

typedef struct checker {
    const gm_sweep *sweep;
    uint64_t *hashes;
    bool *is_faulty;
    const gm_sweep_options *options;
    atomic_int *next;
    atomic_int *n_faulty;
} checker;

static bool is_stopped(const volatile sig_atomic_t *stop)
{
    return stop && *stop;
}

static void check_some(void *item)
{
    checker *c = item;
    int32_t n = c->sweep->design.n_points;
    for (;;) {
        int32_t i = atomic_fetch_add(c->next, 1);
        if (i >= n || is_stopped(c->options->stop) || atomic_load(c->n_faulty) >= TOLD_POINTS) {
            return;
        }
        gm_variant v;
        bool ok = gm_sweep_open(c->sweep, i, &v) == GM_OK;
        c->hashes[i] = ok ? v.model->hash : 0;
        c->is_faulty[i] = !ok;
        atomic_fetch_add(c->n_faulty, ok ? 0 : 1);
        gm_variant_close(&v);
    }
}

static void show_checked(void *user)
{
    const checker *c = user;
    double n = c->sweep->design.n_points;
    c->options->progress(c->options->user, fmin(atomic_load(c->next) / n, 1.0));
}

// "point 2: clock.run=2 d, scenario=slower".
static const char *words_of(const gm_sweep *sweep, int32_t point_i, gm_arena *arena)
{
    const gm_design *d = &sweep->design;
    const char *all = gm_arena_printf(arena, "point %d:", (int)point_i + 1);
    for (int i = 0; i < d->n_varies; i++) {
        all = gm_arena_printf(arena, "%s%s %s=%s", all, i > 0 ? "," : "", d->varies[i].path,
                              gm_design_value(d, point_i, i, arena));
    }
    return all;
}

// Opened again, in the order of the points, so that messages do not depend on threads.
static void tell_faults(const gm_sweep *sweep, const bool *is_faulty, gm_diag *diag)
{
    const char *varied_by = sweep->source->how.varied_by;
    for (int32_t i = 0, n = 0; i < sweep->design.n_points && n < TOLD_POINTS; i++) {
        if (is_faulty[i]) {
            gm_variant v;
            gm_status status = gm_sweep_open(sweep, i, &v);
            (void)status; // known to be faulty
            gm_diag_take_varied(diag, &v.diag, varied_by ? varied_by : "--set",
                                words_of(sweep, i, &v.arena));
            gm_variant_close(&v);
            n += 1;
        }
    }
}

gm_status gm_sweep_check(gm_sweep *sweep, const gm_sweep_options *options, gm_arena *arena,
                         gm_diag *diag)
{
    int32_t n = sweep->design.n_points;
    uint64_t *hashes = GM_NEW(arena, uint64_t, n);
    bool *is_faulty = GM_NEW(arena, bool, n);
    atomic_int next = 0;
    atomic_int n_faulty = 0;
    int32_t n_threads = options->n_threads < n ? options->n_threads : n;
    checker *checkers = GM_NEW(arena, checker, n_threads);
    for (int32_t i = 0; i < n_threads; i++) {
        checkers[i] = (checker){sweep, hashes, is_faulty, options, &next, &n_faulty};
    }
    gm_crowd_run(&(gm_crowd){.n = n_threads,
                             .work = check_some,
                             .items = checkers,
                             .item_bytes = sizeof *checkers,
                             .tick = options->progress ? show_checked : NULL,
                             .user = checkers,
                             .tick_s = TICK_S});
    if (is_stopped(options->stop)) {
        return GM_ERR_INTERRUPTED;
    }
    if (n_faulty > 0) {
        tell_faults(sweep, is_faulty, diag);
        return GM_ERR_MODEL;
    }
    sweep->hashes = hashes;
    sweep->hash = gm_fnv1a_64(GM_FNV1A_64_START, hashes, (size_t)n * sizeof *hashes);
    return GM_OK;
}
