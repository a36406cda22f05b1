// SPDX-License-Identifier: MIT

#include "line/ledger.h"

#include "line/state.h"

#include "plant/flow.h"

#include <math.h>

#define AT_FIRST 16

// ---- memory

static gm_sink *create_sinks(gm_lines *lines, bool is_full)
{
    const gm_plan *plan = lines->program->plan;
    gm_sink *sinks = GM_NEW(&lines->arena, gm_sink, plan->n_sinks + 2);
    for (int32_t i = 0; i < plan->n_sinks + 2; i++) {
        sinks[i].n_of = GM_NEW(&lines->arena, double, plan->n_variants);
        sinks[i].time_of_s = GM_NEW(&lines->arena, double, plan->n_variants);
        sinks[i].hist = is_full ? GM_NEW(&lines->arena, gm_loghist, 1) : NULL;
    }
    return sinks;
}

static void create_page(gm_lines *lines, gm_ledger_page *page, const gm_line_point *point)
{
    const gm_plan *plan = lines->program->plan;
    gm_arena *arena = &lines->arena;
    page->n_made = GM_NEW(arena, double, plan->n_sources);
    page->lines = GM_NEW(arena, gm_line, plan->def->n_lines);
    page->sinks = create_sinks(lines, point->is_full);
    if (point->is_full && lines->ask.has_bins) {
        page->wip_bins = GM_NEW(arena, double, GM_WIP_BINS);
    }
    if (point->is_full && plan->n_variant_times > 0) {
        page->variant_times = GM_NEW(arena, gm_times_hist, plan->n_variant_times);
    }
}

void gm_ledger_create(gm_lines *lines, gm_ledger *ledger, int32_t n_streams)
{
    gm_arena *arena = &lines->arena;
    uint32_t n = (uint32_t)n_streams;
    *ledger = (gm_ledger){.n_streams = n,
                          .streams = GM_NEW(arena, gm_ledger_stream, n),
                          .n_made = GM_NEW(arena, double, lines->program->plan->n_sources)};
    gm_heap_init(&ledger->heap, gm_arena_alloc(arena, gm_heap_size(n), GM_HEAP_ALIGN), n);
    for (uint32_t i = 0; i < n; i++) {
        ledger->streams[i].entries = GM_NEW(arena, gm_ledger_entry, AT_FIRST);
        ledger->streams[i].mask = AT_FIRST - 1;
    }
    ledger->pages = GM_NEW(arena, gm_ledger_page, lines->ask.n_points);
    for (int32_t i = 0; i < lines->ask.n_points; i++) {
        create_page(lines, &ledger->pages[i], &lines->ask.points[i]);
    }
}

void gm_ledger_destroy(gm_ledger *ledger)
{
    gm_hook_free(ledger->births);
}

void gm_ledger_begin(gm_lines *lines, gm_ledger *ledger)
{
    gm_run *run = lines->runs[0];
    gm_heap_clear(&ledger->heap);
    for (uint32_t i = 0; i < ledger->n_streams; i++) {
        ledger->streams[i].n_in = ledger->streams[i].n_out = 0;
    }
    ledger->n_births = ledger->births_free = ledger->n_made_all = 0;
    ledger->point = 0;
    ledger->clock_s = 0.0;
    memset(ledger->n_made, 0, (size_t)run->plan->n_sources * sizeof *ledger->n_made);
    // What the run has filled at its begin is made here too.
    run->wip = run->wip_max = 0;
    run->n_came_in = 0.0;
    for (int32_t i = 0; i < run->plan->def->n_lines; i++) {
        run->lines[i].wip = run->lines[i].wip_max = 0;
    }
}

// ---- parts

uint32_t gm_ledger_expect(gm_ledger *ledger)
{
    uint32_t at = ledger->births_free - 1;
    if (ledger->births_free) {
        ledger->births_free = ledger->births[at].next_free;
    } else {
        if (ledger->n_births == ledger->births_capacity) {
            uint32_t capacity = 2 * ledger->births_capacity + AT_FIRST;
            gm_ledger_birth *births = gm_hook_alloc(capacity * sizeof *births);
            if (ledger->births) {
                memcpy(births, ledger->births, ledger->n_births * sizeof *births);
            }
            gm_hook_free(ledger->births);
            ledger->births = births;
            ledger->births_capacity = capacity;
        }
        at = ledger->n_births++;
    }
    ledger->births[at] = (gm_ledger_birth){0};
    return at;
}

static void be_made(gm_ledger *ledger, uint32_t birth, bool is_piece)
{
    gm_ledger_birth *b = &ledger->births[birth];
    ledger->n_made_all += 1;
    b->identity = is_piece ? b->identity : ledger->n_made_all;
    b->n_alive += 1;
}

static void be_gone(gm_ledger *ledger, uint32_t birth)
{
    gm_ledger_birth *b = &ledger->births[birth];
    b->n_alive -= 1;
    if (b->n_alive == 0) {
        b->next_free = ledger->births_free;
        ledger->births_free = birth + 1;
    }
}

// ---- entries

static void grow(gm_lines *lines, gm_ledger_stream *s)
{
    uint64_t mask = 2 * s->mask + 1;
    gm_ledger_entry *entries = GM_NEW(&lines->arena, gm_ledger_entry, mask + 1);
    for (uint64_t k = s->n_out; k < s->n_in; k++) {
        entries[k & mask] = s->entries[k & s->mask];
    }
    s->entries = entries;
    s->mask = mask;
}

void gm_ledger_add(gm_lines *lines, gm_ledger *ledger, int32_t stream_i,
                   const gm_ledger_entry *entry)
{
    gm_ledger_stream *s = &ledger->streams[stream_i];
    if (entry->at_s == (double)INFINITY) {
        return;
    }
    if (s->n_in - s->n_out > s->mask) {
        grow(lines, s);
    }
    if (s->n_in == s->n_out) {
        gm_heap_push(&ledger->heap, entry->at_s, entry->rank, (uint32_t)stream_i);
    }
    s->entries[s->n_in & s->mask] = *entry;
    s->n_in += 1;
}

// The first entry of all streams, which has been entered.
static void go_on(gm_ledger *ledger)
{
    uint32_t stream_i = gm_heap_entry_item(gm_heap_top(&ledger->heap));
    gm_ledger_stream *s = &ledger->streams[stream_i];
    s->n_out += 1;
    if (s->n_out == s->n_in) {
        (void)gm_heap_pop(&ledger->heap);
        return;
    }
    const gm_ledger_entry *next = &s->entries[s->n_out & s->mask];
    gm_heap_replace_top(&ledger->heap, next->at_s, next->rank, stream_i);
}

static void change_line(gm_run *run, const gm_ledger_entry *e)
{
    if (e->from_line >= 0) {
        gm_flow_change_line_wip(run, e->from_line, -1);
    }
    if (e->to_line >= 0) {
        gm_flow_change_line_wip(run, e->to_line, +1);
    }
}

static void leave_plant(gm_run *run, const gm_ledger *ledger, const gm_ledger_entry *e)
{
    gm_part part = {.born_s = e->born_s,
                    .identity = ledger->births[e->birth].identity,
                    .variant = e->variant};
    gm_flow_count_out(run, &part, e->i);
}

static void enter(gm_run *run, gm_ledger *ledger, const gm_ledger_entry *e)
{
    run->now_s = ledger->clock_s = e->at_s;
    switch ((gm_ledger_kind)e->kind) {
    case GM_LEDGER_BORN:
        ledger->n_made[e->i] += 1.0;
        be_made(ledger, e->birth, false);
        gm_flow_change_wip(run, +1);
        break;
    case GM_LEDGER_PIECE:
        be_made(ledger, e->birth, true);
        gm_flow_change_wip(run, +1);
        break;
    case GM_LEDGER_ENDED:
        run->n_ended += 1.0;
        be_gone(ledger, e->birth);
        gm_flow_change_wip(run, -1);
        break;
    case GM_LEDGER_CROSSED:
        break;
    case GM_LEDGER_OUT:
        leave_plant(run, ledger, e);
        be_gone(ledger, e->birth);
        gm_flow_change_wip(run, -1);
        break;
    }
    change_line(run, e);
}

// ---- points

static void copy_sink(const gm_plan *plan, gm_sink *to, const gm_sink *from)
{
    gm_sink own = *to;
    *to = *from;
    to->n_of = own.n_of;
    to->time_of_s = own.time_of_s;
    to->hist = own.hist;
    size_t bytes = (size_t)plan->n_variants * sizeof *own.n_of;
    memcpy(own.n_of, from->n_of, bytes);
    memcpy(own.time_of_s, from->time_of_s, bytes);
    if (own.hist && from->hist) {
        *own.hist = *from->hist;
    }
}

static void begin_maxima(gm_run *run)
{
    run->wip_max = run->wip;
    for (int32_t i = 0; i < run->plan->def->n_lines; i++) {
        run->lines[i].wip_max = run->lines[i].wip;
    }
    for (int32_t i = 0; i < run->plan->n_sinks + 2; i++) {
        run->sinks[i].time_max_s = 0.0;
    }
}

static void write_page(gm_lines *lines, gm_ledger *ledger)
{
    gm_run *run = lines->runs[0];
    const gm_plan *plan = run->plan;
    gm_ledger_page *page = &ledger->pages[ledger->point];
    page->wip = run->wip;
    page->wip_max = run->wip_max;
    page->wip_since_s = run->wip_since_s;
    page->wip_area = run->wip_area;
    page->n_came_in = run->n_came_in;
    page->n_ended = run->n_ended;
    page->departures = run->departures;
    memcpy(page->n_made, ledger->n_made, (size_t)plan->n_sources * sizeof *page->n_made);
    memcpy(page->lines, run->lines, (size_t)plan->def->n_lines * sizeof *page->lines);
    for (int32_t i = 0; i < plan->n_sinks + 2; i++) {
        copy_sink(plan, &page->sinks[i], &run->sinks[i]);
    }
    if (page->wip_bins) {
        memcpy(page->wip_bins, run->wip_bins, GM_WIP_BINS * sizeof *page->wip_bins);
    }
    if (page->variant_times) {
        memcpy(page->variant_times, run->variant_times,
               (size_t)plan->n_variant_times * sizeof *page->variant_times);
    }
    if (!lines->ask.points[ledger->point].is_thin) {
        begin_maxima(run);
    }
}

void gm_ledger_enter(gm_lines *lines, gm_ledger *ledger, double before_s)
{
    gm_run *run = lines->runs[0];
    while (ledger->point < lines->ask.n_points) {
        double point_s = gm_line_point_s(lines, 0, ledger->point);
        bool is_empty = gm_heap_is_empty(&ledger->heap);
        double next_s = is_empty ? (double)INFINITY : gm_heap_top(&ledger->heap)->key;
        if (next_s > point_s && before_s > point_s) {
            write_page(lines, ledger);
            ledger->point += 1;
            continue;
        }
        if (next_s >= before_s) {
            break;
        }
        const gm_ledger_stream *s =
            &ledger->streams[gm_heap_entry_item(gm_heap_top(&ledger->heap))];
        enter(run, ledger, &s->entries[s->n_out & s->mask]);
        go_on(ledger);
        if (run->wip > run->plan->def->most_parts) {
            lines->error[0] = GM_RUN_TOO_MANY_PARTS;
        }
    }
}

void gm_ledger_settle(const gm_lines *lines, const gm_ledger *ledger, gm_run *run,
                      int32_t point)
{
    const gm_plan *plan = lines->program->plan;
    const gm_ledger_page *page = &ledger->pages[point];
    run->wip = page->wip;
    run->wip_max = page->wip_max;
    run->wip_since_s = page->wip_since_s;
    run->wip_area = page->wip_area;
    run->n_came_in = page->n_came_in;
    run->n_ended = page->n_ended;
    run->departures = page->departures;
    memcpy(run->lines, page->lines, (size_t)plan->def->n_lines * sizeof *run->lines);
    for (int32_t i = 0; i < plan->n_sinks + 2; i++) {
        copy_sink(plan, &run->sinks[i], &page->sinks[i]);
    }
    for (int32_t i = 0; i < plan->n_sources; i++) {
        run->sources[i].n_made = page->n_made[i];
    }
    if (page->wip_bins) {
        memcpy(run->wip_bins, page->wip_bins, GM_WIP_BINS * sizeof *run->wip_bins);
    }
    if (page->variant_times) {
        memcpy(run->variant_times, page->variant_times,
               (size_t)plan->n_variant_times * sizeof *run->variant_times);
    }
}
