// SPDX-License-Identifier: MIT
//
// Lines from time 0 to their last point: draws of a chunk, then its rounds.

#include "line/net.h"

#include "plant/learning.h"
#include "plant/part.h"
#include "plant/step.h"

#include <math.h>
#include <string.h>

#define CHUNKS_A_LOOK 256 // at who watches
#define MOST_LOOKS    128 // without getting on

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
    *gm_line_at(lines, m, GM_LINE_WAITS, lane) = GM_LINE_NONE;
    *gm_line_at(lines, m, GM_LINE_WAITED, lane) = GM_LINE_NONE;
    *gm_line_at(lines, m, GM_LINE_QUIET, lane) = -(double)INFINITY; // the first part sets it
    if (m->op->machine_i != GM_NONE) {
        begin_station(lines, m, lane);
    }
    m->by_count = m->counts ? 0.0 : (double)INFINITY; // the first part sets it
    m->is_open |= gm_line_level_is_open(m, lane);
    m->least = 0;
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
                             .level = level};
    lines->departures[lane] = UINT64_C(0xcbf29ce484222325);
    lines->least_wip_max = 0;
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
    lines->part[lane] = gm_part_new(run, lines->program->variant_i);
    if (lines->net) {
        return;
    }
    gm_line_source_begin(lines, &lines->sources[lane]);
    gm_line_shops_begin(lines, lane);
    gm_line_holds_begin(lines, lane);
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
            !gm_line_shops_done(lines, lane) || !gm_line_holds_done(lines, lane)) {
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
    if (lines->net) {
        return gm_line_net_run(lines, watch);
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
    for (int lane = 0; lane < lines->width && !has_failed(lines); lane++) {
        gm_line_close_stays(lines, lane);
    }
    return !has_failed(lines);
}
