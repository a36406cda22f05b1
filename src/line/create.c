// SPDX-License-Identifier: MIT
//
// Memory of lines for their lanes, taken once, and which kernel they run by.

#include "line/net.h"

#include <string.h>

#define RING_AT_FIRST 64 // of a place without an end

// ---- which kernel

static const gm_line_kernel *const kernels[] = {
    &gm_line_kernel_scalar,
#ifdef GM_HAVE_X86_LANES
    &gm_line_kernel_avx2,
    &gm_line_kernel_avx512,
#endif
#ifdef GM_HAVE_ARM_LANES
    &gm_line_kernel_neon,
#endif
};
#define N_KERNELS ((int)(sizeof kernels / sizeof kernels[0]))

static bool runs_here(const char *word)
{
    for (size_t i = 0; gm_lanes_variant(i); i++) {
        if (strcmp(gm_lanes_variant(i)->name, word) == 0) {
            return true;
        }
    }
    return false;
}

static const gm_line_kernel *choose(const char *word)
{
    const gm_line_kernel *best = kernels[0];
    for (int i = 0; i < N_KERNELS; i++) {
        bool is_asked = !word || strcmp(kernels[i]->name, word) == 0;
        best = is_asked && runs_here(kernels[i]->name) ? kernels[i] : best;
    }
    return best;
}

// ---- memory

static double *row_of(gm_lines *lines, size_t n)
{
    return gm_arena_alloc_n(&lines->arena, n * (size_t)lines->width, sizeof(double), 64);
}

static uint64_t ring_mask(int32_t places)
{
    uint64_t size = GM_LINE_TILE; // whose parts lie side by side
    while (size < (places >= GM_UNLIMITED ? RING_AT_FIRST : (uint64_t)places + 1)) {
        size *= 2;
    }
    return size - 1;
}

static void create_draws(gm_lines *lines, gm_line_machine *m)
{
    m->draws = row_of(lines, GM_LINE_CHUNK);
    m->stream = gm_arena_alloc_n(&lines->arena, 4 * (size_t)lines->width, sizeof(uint64_t), 64);
}

static void look_at_station(const gm_lines *lines, gm_line_machine *m,
                            const gm_station_plan *plan)
{
    const gm_station_def *def = plan->def;
    m->law = &plan->times[0];
    m->is_in_lanes = gm_sampler_is_plain(m->law) && !plan->time_of;
    m->time_of = plan->time_of;
    m->cycle_of = plan->cycle_of;
    for (int32_t f = 0; f < def->n_failures; f++) {
        m->n_ages += def->failures[f].by == GM_BY_WORK ? 1 : 0;
    }
    for (int32_t k = 0; k < def->n_maintenances; k++) {
        m->n_ages += def->maintenances[k].by == GM_BY_WORK ? 1 : 0;
    }
    m->stops = def->n_failures == 1 && def->n_maintenances == 0 && m->n_ages == 1;
    m->restarts = m->stops && def->failures[0].part == GM_PART_RESTART;
    m->counts = plan->counts_cycles || def->n_learns > 0;
    for (int32_t k = 0; k < def->n_changeovers; k++) {
        bool by_count = def->changeovers[k].on == GM_CHANGEOVER_COUNT;
        m->counts |= by_count;
        m->changes |= !by_count && lines->program->is_mixed;
    }
}

static void create_machine(gm_lines *lines, int32_t i)
{
    gm_line_machine *m = &lines->machines[i];
    const gm_plan *plan = lines->program->plan;
    m->op = &lines->program->ops[i];
    m->op_i = i;
    if (m->op->station_i != GM_NONE) {
        look_at_station(lines, m, &plan->stations[m->op->station_i]);
    }
    m->is_odd = m->counts || m->changes || m->cycle_of || m->op->is_before ||
                m->op->machine_i == GM_NONE || m->op->delay_s > 0.0;
    m->v = row_of(lines, (size_t)GM_LINE_AGE + (size_t)m->n_ages);
    m->mask = ring_mask(m->op->places);
    m->takes = row_of(lines, m->mask + 1);
    m->rest = GM_NEW(&lines->arena, gm_line_rest, lines->width);
    create_draws(lines, m);
    int32_t n_bins = plan->stores[m->op->from].n_bins;
    for (int lane = 0; lane < lines->width && lines->ask.has_bins; lane++) {
        m->rest[lane].level.bins = GM_NEW(&lines->arena, double, n_bins);
    }
}

static void give_leaves(gm_lines *lines, gm_line_machine *m)
{
    m->leaves_mask = ring_mask(m->op->places + 1);
    m->leaves = row_of(lines, m->leaves_mask + 1);
    m->is_odd = true;
}

// Where the places behind a machine are free from.
static void connect(gm_lines *lines, int32_t i, const double *always)
{
    gm_line_machine *m = &lines->machines[i];
    gm_line_machine *next = i + 1 < lines->program->n_ops ? m + 1 : NULL;
    m->room = (gm_line_room){always, 0, 0};
    if (next && next->op->places == 0) {
        m->room.at_s = gm_line_at(lines, next, GM_LINE_LEFT, 0);
    } else if (next && next->op->places < GM_UNLIMITED) {
        m->room = (gm_line_room){next->takes, (uint64_t)next->op->places, next->mask};
    }
    // Whoever takes from there straight away offers a place too.
    m->claim = m->room;
    bool goes_on = next && next->op->machine_i != GM_NONE && next->op->delay_s == 0.0;
    if (m->op->is_before && goes_on && next->op->places < GM_UNLIMITED) {
        give_leaves(lines, next);
        m->claim =
            (gm_line_room){next->leaves, (uint64_t)next->op->places + 1, next->leaves_mask};
    }
}

// So many parts may go through each machine before the first of them comes to the next.
static uint64_t tile_of(const gm_line_program *p)
{
    bool waits_outside = !p->is_plain && p->ops[0].places < GM_UNLIMITED;
    bool by_one = p->n_spans > 0 || p->n_limits > 0 || (waits_outside && !p->is_filled);
    uint64_t n = by_one ? 1 : GM_LINE_TILE;
    for (int32_t i = p->is_filled ? 0 : 1; i < p->n_ops; i++) {
        uint64_t places = (uint64_t)p->ops[i].places;
        while (n > 1 && (n > places || p->ops[i].is_before)) {
            n /= 2;
        }
    }
    return p->ops[0].is_before ? 1 : n;
}

static void create_bins(gm_lines *lines, int lane, int32_t point)
{
    gm_arena *arena = &lines->arena;
    lines->totals[lane * lines->ask.n_points + point].wip_bins =
        GM_NEW(arena, double, GM_WIP_BINS);
    for (int32_t k = 0; k < lines->program->n_ops; k++) {
        int32_t n_bins = lines->program->plan->stores[lines->program->ops[k].from].n_bins;
        gm_line_row_of(lines, lane, point, k)->bins = GM_NEW(arena, double, n_bins);
    }
}

static gm_times_hist *times_of(gm_lines *lines)
{
    int32_t n = lines->program->plan->n_variant_times;
    return n > 0 ? GM_NEW(&lines->arena, gm_times_hist, n) : NULL;
}

static void create_rows(gm_lines *lines)
{
    int32_t n_points = lines->ask.n_points;
    gm_arena *arena = &lines->arena;
    int32_t *row_at = GM_NEW(arena, int32_t, n_points + 1);
    int32_t *row_points = GM_NEW(arena, int32_t, n_points);
    for (int32_t i = 0; i < n_points; i++) {
        row_at[i] = lines->n_row_points;
        row_points[lines->n_row_points] = i;
        lines->n_row_points += lines->ask.points[i].is_thin ? 0 : 1;
    }
    row_at[n_points] = lines->n_row_points;
    lines->row_at = row_at;
    lines->row_points = row_points;
    size_t n_rows = (size_t)lines->width * (size_t)lines->n_row_points;
    size_t n = (size_t)lines->width * (size_t)n_points;
    lines->rows = gm_arena_alloc_n(arena, n_rows * (size_t)lines->program->n_ops,
                                   sizeof(gm_line_row), 64);
    lines->totals = gm_arena_alloc_n(arena, n, sizeof(gm_line_total), 64);
    lines->point_s = gm_arena_alloc_n(arena, n + (size_t)lines->width, sizeof(double), 64);
    for (int lane = 0; lane < lines->width; lane++) {
        for (int32_t i = 0; i < n_points; i++) {
            if (lines->ask.points[i].is_full) {
                lines->totals[lane * n_points + i].hist = GM_NEW(arena, gm_loghist, 1);
            }
            if (lines->variants) {
                lines->totals[lane * n_points + i].of_variant =
                    gm_arena_alloc(arena, gm_line_variant_bytes(lines), sizeof(double));
                lines->totals[lane * n_points + i].times =
                    lines->ask.points[i].is_full ? times_of(lines) : NULL;
            }
            if (lines->ask.points[i].is_full && lines->ask.has_bins) {
                create_bins(lines, lane, i);
            }
        }
    }
}

gm_lines *gm_lines_create(const gm_line_program *program, const gm_line_ask *ask)
{
    gm_lines *lines = gm_hook_alloc(sizeof *lines);
    *lines = (gm_lines){.program = program,
                        .ask = *ask,
                        .kernel = choose(program->is_net ? "scalar" : ask->lanes)};
    gm_arena_init(&lines->arena, 0);
    lines->width = lines->kernel->width;
    lines->machines = GM_NEW(&lines->arena, gm_line_machine, program->n_ops);
    for (int32_t i = 0; i < program->n_ops; i++) {
        create_machine(lines, i);
    }
    const double *always = row_of(lines, 1);
    for (int32_t i = 0; i < program->n_ops && !program->is_net; i++) {
        connect(lines, i, always);
    }
    if (program->is_net) {
        gm_line_net_create(lines);
    }
    const gm_source_def *source = program->plan->sources[program->source_i].def;
    lines->source.law = &source->every;
    lines->source.is_in_lanes = gm_sampler_is_plain(lines->source.law);
    create_draws(lines, &lines->source);
    gm_line_sources_create(lines);
    gm_line_holds_create(lines);
    gm_line_shops_create(lines);
    lines->arrival = row_of(lines, 1);
    lines->tile = program->is_net ? 1 : tile_of(program);
    lines->at = row_of(lines, GM_LINE_TILE);
    lines->done = row_of(lines, GM_LINE_TILE);
    lines->sums = row_of(lines, GM_LINE_N_SUMS);
    lines->departures =
        gm_arena_alloc_n(&lines->arena, (size_t)lines->width, sizeof(uint64_t), 64);
    lines->exit_mask = RING_AT_FIRST - 1;
    lines->exits = row_of(lines, RING_AT_FIRST);
    create_rows(lines);
    for (int lane = 0; lane < lines->width; lane++) {
        lines->runs[lane] = gm_run_create(program->plan);
        lines->plant[lane].hist = GM_NEW(&lines->arena, gm_loghist, 1);
        if (lines->variants) {
            lines->plant[lane].of_variant =
                gm_arena_alloc(&lines->arena, gm_line_variant_bytes(lines), sizeof(double));
            lines->plant[lane].times = times_of(lines);
        }
        if (ask->has_bins) {
            lines->plant[lane].level.bins = GM_NEW(&lines->arena, double, GM_WIP_BINS);
        }
    }
    return lines;
}

void gm_lines_destroy(gm_lines *lines)
{
    if (!lines) {
        return;
    }
    for (int lane = 0; lane < lines->width; lane++) {
        gm_run_destroy(lines->runs[lane]);
    }
    if (lines->net) {
        gm_line_net_destroy(lines);
    }
    gm_arena_fini(&lines->arena);
    gm_hook_free(lines);
}

int32_t gm_lines_width(const gm_lines *lines)
{
    return lines->width;
}

const char *gm_lines_word(const gm_lines *lines)
{
    return lines->kernel->name;
}

int32_t gm_lines_n_points(const gm_lines *lines)
{
    return lines->ask.n_points;
}

void gm_lines_observe(gm_lines *lines, gm_departure_fn *observer, void *user)
{
    lines->observer = observer;
    lines->observer_user = user;
    lines->each = observer ? ~0u : 0;
}
