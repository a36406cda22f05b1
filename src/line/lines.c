// SPDX-License-Identifier: MIT

#include "line/state.h"

#include "plant/learning.h"
#include "plant/part.h"
#include "plant/step.h"

#include <math.h>
#include <string.h>

#define RING_AT_FIRST 64  // of a place without an end
#define CHUNKS_A_LOOK 256 // at who watches
#define MOST_LOOKS    128 // without getting on

// ---- which kernel

static const gm_line_kernel *const kernels[] = {
    &gm_line_kernel_scalar,
#ifdef GM_HAVE_X86_LANES
    &gm_line_kernel_avx2,
    &gm_line_kernel_avx512,
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
    uint64_t size = 1;
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
    int32_t *row_at = GM_NEW(arena, int32_t, n_points);
    for (int32_t i = 0; i < n_points; i++) {
        row_at[i] = lines->n_row_points;
        lines->n_row_points += lines->ask.points[i].is_thin ? 0 : 1;
    }
    lines->row_at = row_at;
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
    *lines = (gm_lines){.program = program, .ask = *ask, .kernel = choose(ask->lanes)};
    gm_arena_init(&lines->arena, 0);
    lines->width = lines->kernel->width;
    lines->machines = GM_NEW(&lines->arena, gm_line_machine, program->n_ops);
    for (int32_t i = 0; i < program->n_ops; i++) {
        create_machine(lines, i);
    }
    const double *always = row_of(lines, 1);
    for (int32_t i = 0; i < program->n_ops; i++) {
        connect(lines, i, always);
    }
    const gm_source_def *source = program->plan->sources[program->source_i].def;
    lines->source.law = &source->every;
    lines->source.is_in_lanes = gm_sampler_is_plain(lines->source.law);
    create_draws(lines, &lines->source);
    gm_line_source_create(lines);
    gm_line_shops_create(lines);
    lines->arrival = row_of(lines, 1);
    lines->sums = row_of(lines, GM_LINE_N_SUMS);
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

// ---- time 0

static void begin_level(gm_line_level *level, size_t n_bins)
{
    double *bins = level->bins;
    *level = (gm_line_level){.bins = bins};
    if (bins) {
        memset(bins, 0, n_bins * sizeof *bins);
    }
}

static void begin_stream(gm_lines *lines, gm_line_machine *m, const gm_sampler *s, int lane)
{
    m->k = s->k;
    for (int i = 0; i < 4; i++) {
        m->stream[i * lines->width + lane] = s->stream.s[i];
    }
}

static void begin_station(gm_lines *lines, gm_line_machine *m, int lane)
{
    gm_run *run = lines->runs[lane];
    const gm_machine *machine = &run->machines[m->op->machine_i];
    const gm_station_def *def = run->plan->stations[m->op->station_i].def;
    bool waits = machine->has_waited; // from the start, if it is on
    *gm_line_at(lines, m, GM_LINE_WAITING, lane) = waits ? -1.0 : 0.0;
    for (int32_t i = 0, k = 0; i < def->n_failures + def->n_maintenances; i++) {
        gm_age_by by = i < def->n_failures ? def->failures[i].by
                                           : def->maintenances[i - def->n_failures].by;
        if (by == GM_BY_WORK) {
            *gm_line_at(lines, m, (gm_line_field)(GM_LINE_AGE + k++), lane) =
                run->ages[machine->first_age + i].left;
        }
    }
    gm_learning_begin(&m->learning, def->learns, def->n_learns);
    begin_stream(lines, m, &run->stations[m->op->station_i].times[0], lane);
}

static void begin_machine(gm_lines *lines, int32_t i, int lane)
{
    gm_line_machine *m = &lines->machines[i];
    gm_run *run = lines->runs[lane];
    gm_line_rest *rest = &m->rest[lane];
    gm_line_level level = rest->level;
    begin_level(&level, (size_t)run->plan->stores[m->op->from].n_bins);
    *rest = (gm_line_rest){.level = level, .blocked_s = -1.0};
    for (int f = 0; f < GM_LINE_AGE; f++) {
        *gm_line_at(lines, m, (gm_line_field)f, lane) = 0.0;
    }
    *gm_line_at(lines, m, GM_LINE_QUIET, lane) = -(double)INFINITY; // the first part sets it
    if (m->op->machine_i != GM_NONE) {
        begin_station(lines, m, lane);
    }
    m->by_count = m->counts ? 0.0 : (double)INFINITY; // the first part sets it
    m->is_open |= gm_line_level_is_open(m, lane);
    size_t width = (size_t)lines->width;
    memset(m->takes, 0, (size_t)(m->mask + 1) * width * sizeof *m->takes);
    if (m->leaves) {
        memset(m->leaves, 0, (size_t)(m->leaves_mask + 1) * width * sizeof *m->leaves);
    }
}

static void begin_points(gm_lines *lines, int lane)
{
    int32_t n = lines->ask.n_points;
    double *at_s = &lines->point_s[(ptrdiff_t)lane * (n + 1)];
    for (int32_t i = 0; i < n; i++) {
        at_s[i] = lines->ask.points[i].time_s;
        gm_line_total *total = &lines->totals[lane * n + i];
        *total = (gm_line_total){.hist = total->hist,
                                 .wip_bins = total->wip_bins,
                                 .of_variant = total->of_variant,
                                 .times = total->times};
        for (int32_t k = 0; k < lines->program->n_ops && !lines->ask.points[i].is_thin; k++) {
            gm_line_row *row = gm_line_row_of(lines, lane, i, k);
            *row = (gm_line_row){.bins = row->bins};
        }
    }
    at_s[n] = (double)INFINITY;
}

static void begin_plant(gm_lines *lines, int lane)
{
    gm_line_plant *plant = &lines->plant[lane];
    gm_line_level level = plant->level;
    begin_level(&level, GM_WIP_BINS);
    gm_loghist_clear(plant->hist);
    *plant = (gm_line_plant){.hist = plant->hist,
                             .of_variant = plant->of_variant,
                             .times = plant->times,
                             .level = level,
                             .departures = UINT64_C(0xcbf29ce484222325)};
    if (plant->of_variant) {
        memset(plant->of_variant, 0, gm_line_variant_bytes(lines));
    }
    if (plant->times) {
        size_t n = (size_t)lines->program->plan->n_variant_times;
        memset(plant->times, 0, n * sizeof *plant->times);
    }
    for (int s = 0; s < GM_LINE_N_SUMS; s++) {
        *gm_line_sum_at(lines, (gm_line_sum)s, lane) = 0.0;
    }
    *gm_line_sum_at(lines, GM_LINE_QUIET_IN, lane) =
        -(double)INFINITY; // the first part sets it
    *gm_line_sum_at(lines, GM_LINE_QUIET_OUT, lane) = -(double)INFINITY;
    double *next = gm_line_sum_at(lines, GM_LINE_NEXT_COUNT, lane);
    *next = (double)INFINITY;
    for (int32_t i = lines->ask.n_points - 1; i >= 0; i--) {
        bool by_count = lines->ask.points[i].time_s == (double)INFINITY;
        *next = by_count ? lines->ask.points[i].count : *next;
    }
}

static void begin_lane(gm_lines *lines, int lane, uint32_t seed, uint32_t replication)
{
    gm_run *run = lines->runs[lane];
    gm_run_begin(run, seed, replication);
    lines->error[lane] = GM_RUN_OK;
    begin_points(lines, lane);
    for (int32_t i = 0; i < lines->program->n_ops; i++) {
        begin_machine(lines, i, lane);
    }
    begin_plant(lines, lane);
    gm_line_source_begin(lines, lane);
    gm_line_shops_begin(lines, lane);
    lines->part[lane] = gm_part_new(run, lines->program->variant_i);
    const gm_source_def *def = run->plan->sources[lines->program->source_i].def;
    lines->arrival[lane] = 0.0;
    if (def->has_every && lines->program->is_plain) {
        // Its first draw is gone: the run has set a clock by it.
        gm_sampler_init(&run->sources[lines->program->source_i].every, &def->every, seed,
                        replication, def->name, "every");
        begin_stream(lines, &lines->source, &run->sources[lines->program->source_i].every,
                     lane);
    }
}

// ---- draws

static gm_sampler *sampler_of(const gm_lines *lines, const gm_line_machine *m, int lane,
                              size_t at)
{
    gm_run *run = lines->runs[lane];
    if (!m->op) {
        return &run->sources[lines->program->source_i].every;
    }
    int32_t law =
        m->time_of
            ? m->time_of[lines->variants ? lines->variants[at] : lines->program->variant_i]
            : 0;
    return &run->stations[m->op->station_i].times[law];
}

// Work falls with the parts made; so many are when part n is taken.
static void learn(const gm_lines *lines, gm_line_machine *m)
{
    const gm_station_def *def = lines->program->plan->stations[m->op->station_i].def;
    for (uint64_t k = 0; k < GM_LINE_CHUNK && def->n_learns > 0; k++) {
        if (lines->n + k > 0) {
            gm_learning_go(&m->learning, def->learns, def->n_learns, (double)(lines->n + k));
        }
        for (int lane = 0; lane < lines->width; lane++) {
            m->draws[k * (uint64_t)lines->width + (uint64_t)lane] *= m->learning.time;
        }
    }
}

static void draw(gm_lines *lines, gm_line_machine *m)
{
    size_t n = (size_t)GM_LINE_CHUNK * (size_t)lines->width;
    if (m->is_in_lanes) {
        uint64_t bits[GM_LINE_CHUNK * GM_LINE_WIDTH_MAX];
        lines->kernel->bits(m->stream, bits, GM_LINE_CHUNK);
        gm_sampler_turn(m->law, m->k, bits, m->draws, n);
    }
    for (int lane = 0; lane < lines->width && !m->is_in_lanes; lane++) {
        for (size_t k = 0; k < GM_LINE_CHUNK; k++) {
            size_t at = k * (size_t)lines->width + (size_t)lane;
            m->draws[at] = gm_sampler_next(sampler_of(lines, m, lane, at));
        }
    }
    if (m->op && m->counts) {
        learn(lines, m);
    }
}

static void draw_all(gm_lines *lines)
{
    const gm_line_program *p = lines->program;
    if (!p->is_plain || p->is_mixed) {
        gm_line_source_draw(lines);
    }
    if (p->is_plain && !p->is_endless) {
        draw(lines, &lines->source);
    }
    for (int32_t i = 0; i < p->n_ops; i++) {
        if (p->ops[i].machine_i != GM_NONE) {
            draw(lines, &lines->machines[i]);
        }
    }
}

// ---- running

static bool is_done(const gm_lines *lines)
{
    int32_t n = lines->ask.n_points;
    const gm_source_def *source = lines->program->plan->sources[lines->program->source_i].def;
    for (int lane = 0; lane < lines->width; lane++) {
        const gm_line_plant *plant = &lines->plant[lane];
        bool waits =
            lines->arrivals && gm_source_is_timed(source) && lines->sources[lane].point < n;
        if (plant->in_point < n || plant->out_point < n || waits ||
            !gm_line_shops_done(lines, lane)) {
            return false;
        }
        for (int32_t i = 0; i < lines->program->n_ops; i++) {
            const gm_line_rest *rest = &lines->machines[i].rest[lane];
            bool has_place = lines->machines[i].op->places > 0;
            if (rest->point < n || (has_place && rest->place_point < n)) {
                return false;
            }
        }
    }
    return true;
}

// A replication that fills up, or does not get on, ends all of the set.
static bool has_failed(const gm_lines *lines)
{
    bool is = false;
    for (int lane = 0; lane < lines->width; lane++) {
        is |= lines->error[lane] != GM_RUN_OK;
    }
    return is;
}

// A lane in which a million parts leave at one moment does not get on: for the event engine to tell.
static void look_for_progress(gm_lines *lines)
{
    const gm_line_machine *last = &lines->machines[lines->program->n_ops - 1];
    for (int lane = 0; lane < lines->width; lane++) {
        gm_line_plant *plant = &lines->plant[lane];
        double left_s = *gm_line_at(lines, last, GM_LINE_LEFT, lane);
        bool stands = left_s <= plant->looked_s && plant->out_point < lines->ask.n_points;
        plant->n_looks = stands ? plant->n_looks + 1 : 0;
        plant->looked_s = left_s;
        if (plant->n_looks >= MOST_LOOKS) {
            lines->error[lane] = GM_RUN_NO_PROGRESS;
        }
    }
}

// The last of the lanes to come along.
static double share_of(const gm_lines *lines)
{
    int32_t least = lines->ask.n_points;
    for (int lane = 0; lane < lines->width; lane++) {
        least = lines->plant[lane].out_point < least ? lines->plant[lane].out_point : least;
    }
    return (double)least / lines->ask.n_points;
}

bool gm_lines_run(gm_lines *lines, uint32_t seed, uint32_t first, int32_t n,
                  const gm_line_watch *watch)
{
    lines->n_lanes = n;
    lines->n = 0;
    for (int lane = 0; lane < lines->width; lane++) {
        begin_lane(lines, lane, seed, first + (lane < n ? (uint32_t)lane : 0));
    }
    for (uint32_t k = 1; !is_done(lines) && !has_failed(lines); k++) {
        if (k % CHUNKS_A_LOOK == 0) {
            look_for_progress(lines);
            if (watch && !watch->go_on(watch->user, share_of(lines))) {
                return false;
            }
        }
        draw_all(lines);
        lines->kernel->rounds(lines);
    }
    return !has_failed(lines);
}
