// SPDX-License-Identifier: MIT

#include "study/watch.h"

#include "core/array.h"
#include "study/net.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DAYS_LOOKED_AT 7

// Where a part was last: a step, or one of these.
#define NOWHERE (-1)
#define ENDED   (-2) // told already; its last event is still to come

// Links by their two steps: open addressing, linear probing, at most half full.
typedef struct link_map {
    gm_flow_link *items; // n < 0.0: free
    int32_t n;
    int32_t room; // power of two
} link_map;

typedef struct gm_watch_work {
    int32_t *last; // by part of the pool
    uint32_t n_last;
    link_map links;
    double *before_s; // by row and state: at the begin of the slot
    double *first_s;  // at the begin of the stretch
    uint8_t *slots;
    int32_t slot; // that comes next
} gm_watch_work;

// ---- links

static uint32_t hash_of(int32_t from, int32_t to)
{
    uint64_t x = (uint64_t)(uint32_t)from << 32 | (uint32_t)to;
    x = (x ^ x >> 33) * UINT64_C(0xff51afd7ed558ccd); // Appleby's finaliser of MurmurHash3
    return (uint32_t)(x ^ x >> 33);
}

static gm_flow_link *find(const link_map *map, int32_t from, int32_t to)
{
    uint32_t mask = (uint32_t)map->room - 1;
    uint32_t i = hash_of(from, to) & mask;
    while (map->items[i].n >= 0.0 && (map->items[i].from != from || map->items[i].to != to)) {
        i = (i + 1) & mask;
    }
    return &map->items[i];
}

static link_map map_of(int32_t room)
{
    link_map map = {.room = room};
    map.items = gm_hook_alloc((size_t)room * sizeof *map.items);
    for (int32_t i = 0; i < room; i++) {
        map.items[i].n = -1.0;
    }
    return map;
}

static void grow(link_map *map)
{
    link_map wider = map_of(2 * map->room);
    for (int32_t i = 0; i < map->room; i++) {
        if (map->items[i].n >= 0.0) {
            *find(&wider, map->items[i].from, map->items[i].to) = map->items[i];
        }
    }
    wider.n = map->n;
    gm_hook_free(map->items);
    *map = wider;
}

static void count_link(link_map *map, int32_t from, int32_t to)
{
    if (2 * map->n >= map->room) {
        grow(map);
    }
    gm_flow_link *link = find(map, from, to);
    if (link->n < 0.0) {
        *link = (gm_flow_link){.from = from, .to = to};
        map->n += 1;
    }
    link->n += 1.0;
}

static int by_steps(const void *a, const void *b)
{
    const gm_flow_link *p = a;
    const gm_flow_link *q = b;
    return p->from != q->from ? p->from - q->from : p->to - q->to;
}

// ---- parts

static int32_t *last_of(gm_watch_work *work, uint32_t part)
{
    if (part >= work->n_last) {
        uint32_t n = part + part / 2 + 1024;
        int32_t *wider = gm_hook_alloc(n * sizeof *wider);
        for (uint32_t i = 0; i < n; i++) {
            wider[i] = i < work->n_last ? work->last[i] : NOWHERE;
        }
        gm_hook_free(work->last);
        work->last = wider;
        work->n_last = n;
    }
    return &work->last[part];
}

// It has come to a step, from where it was last.
static void come(gm_watch *w, int32_t from, int32_t step_i)
{
    if (from == NOWHERE) {
        w->nodes[step_i].made += 1.0;
    } else {
        count_link(&w->work->links, from, step_i);
        w->nodes[from].on_way -= 1.0;
    }
}

static void end_at(gm_watch *w, int32_t *last, int32_t step_i, double *count)
{
    come(w, *last, step_i);
    *count += 1.0;
    *last = ENDED;
}

// A part that was told to end at a step, or goes by a route to scrap.
static void go_to_scrap(gm_watch *w, int32_t *last, int32_t step_i)
{
    if (step_i != GM_NONE) {
        end_at(w, last, step_i, &w->nodes[step_i].scrapped);
        return; // it still goes to the scrap
    }
    if (*last >= 0) {
        w->nodes[*last].scrapped_by_route += 1.0;
        w->nodes[*last].on_way -= 1.0;
    }
    *last = NOWHERE;
}

// Out of the plant, or lost before a full place, from where it was last.
static void leave_net(gm_watch *w, int32_t *last, bool is_lost)
{
    if (*last >= 0) {
        gm_flow_node *from = &w->nodes[*last];
        from->out += is_lost ? 0.0 : 1.0;
        from->lost_behind += is_lost ? 1.0 : 0.0;
        from->on_way -= 1.0;
    }
    *last = NOWHERE;
}

static void on_part(void *user, gm_part_event event, uint32_t part, int32_t step_i)
{
    gm_watch *w = user;
    int32_t *last = last_of(w->work, part);
    switch (event) {
    case GM_PART_LEFT:
        come(w, *last, step_i);
        w->nodes[step_i].left += 1.0;
        w->nodes[step_i].on_way += 1.0;
        *last = step_i;
        break;
    case GM_PART_SCRAPPED:
        go_to_scrap(w, last, step_i);
        break;
    case GM_PART_JOINED:
        end_at(w, last, step_i, &w->nodes[step_i].joined);
        *last = NOWHERE; // the place in the pool is free
        break;
    case GM_PART_SPLIT:
        end_at(w, last, step_i, &w->nodes[step_i].split);
        *last = NOWHERE;
        break;
    case GM_PART_OUT:
    case GM_PART_LOST:
        leave_net(w, last, event == GM_PART_LOST);
        break;
    }
}

// ---- states

static void begin_stretch(gm_watch *w, gm_run *run)
{
    for (int32_t i = 0; i < w->n_rows; i++) {
        double *at = &w->work->first_s[(size_t)i * GM_N_STATES];
        gm_run_states(run, w->rows[i].step_i, w->rows[i].machine_k, at);
    }
    memcpy(w->work->before_s, w->work->first_s,
           (size_t)w->n_rows * GM_N_STATES * sizeof(double));
}

static void end_slot(gm_watch *w, gm_run *run)
{
    gm_watch_work *work = w->work;
    for (int32_t i = 0; i < w->n_rows; i++) {
        gm_watch_row *row = &w->rows[i];
        double now_s[GM_N_STATES];
        double *before_s = &work->before_s[(size_t)i * GM_N_STATES];
        const double *first_s = &work->first_s[(size_t)i * GM_N_STATES];
        gm_run_states(run, row->step_i, row->machine_k, now_s);
        int most = 0;
        for (int s = 1; s < GM_N_STATES; s++) {
            most = now_s[s] - before_s[s] > now_s[most] - before_s[most] ? s : most;
        }
        work->slots[(size_t)i * (size_t)w->n_slots + (size_t)work->slot] = (uint8_t)most;
        for (int s = 0; s < GM_N_STATES; s++) {
            row->state_s[s] = now_s[s] - first_s[s];
        }
        memcpy(before_s, now_s, sizeof now_s);
    }
    work->slot += 1;
    w->watched_s = gm_run_now(run);
}

// When the next slot ends; the stretch begins with a slot of its own, the -1st.
static double slot_end_s(const gm_watch *w, int32_t slot)
{
    return w->from_s + (w->to_s - w->from_s) * (slot + 1) / w->n_slots;
}

// Stops at each end of a slot on the way.
static gm_run_error advance(void *user, gm_run *run, gm_run_end end)
{
    gm_watch *w = user;
    gm_watch_work *work = w->work;
    while (work->slot < w->n_slots) {
        double at_s = slot_end_s(w, work->slot);
        if (at_s > end.time_s) {
            break;
        }
        gm_run_end at = end;
        at.time_s = at_s;
        gm_run_error error = gm_run_advance(run, at);
        if (error || gm_run_now(run) < at_s) {
            return error; // it came to its count, or was stopped
        }
        if (work->slot < 0) {
            begin_stretch(w, run);
            work->slot = 0;
        } else {
            end_slot(w, run);
        }
    }
    return gm_run_advance(run, end);
}

// ---- the whole

static void begin(void *user, gm_run *run)
{
    gm_watch *w = user;
    gm_run_watch_parts(run, on_part, w);
}

static void end(void *user, gm_run *run)
{
    gm_watch *w = user;
    gm_watch_work *work = w->work;
    gm_run_watch_parts(run, NULL, NULL);
    gm_flow_link *links = GM_NEW(&w->arena, gm_flow_link, work->links.n + 1);
    for (int32_t i = 0; i < work->links.room; i++) {
        if (work->links.items[i].n >= 0.0) {
            links[w->n_links++] = work->links.items[i];
        }
    }
    qsort(links, (size_t)w->n_links, sizeof *links, by_steps);
    w->links = links;
    w->n_slots = work->slot > 0 ? work->slot : 0;
    w->is_done = true;
}

static void list_rows(gm_watch *w)
{
    const gm_plan *plan = w->twin->plan;
    w->rows = GM_NEW(&w->arena, gm_watch_row, GM_WATCH_MACHINES);
    for (int32_t i = 0; i < plan->n_steps; i++) {
        const gm_step *step = &plan->steps[i];
        if (!gm_step_is_work(plan, i)) {
            continue;
        }
        int32_t n = step->kind == GM_STEP_STATION ? plan->stations[step->own_i].n_machines : 1;
        for (int32_t k = 0; k < n && !w->is_cut; k++) {
            w->is_cut = w->n_rows == GM_WATCH_MACHINES;
            if (!w->is_cut) {
                w->rows[w->n_rows++] = (gm_watch_row){i, k, n, NULL, {0}};
            }
        }
    }
}

void gm_watch_init(gm_watch *w, const gm_twin *twin, double from_s, double to_s)
{
    *w = (gm_watch){.twin = twin, .from_s = from_s, .to_s = to_s, .n_slots = GM_WATCH_SLOTS};
    gm_arena_init(&w->arena, 0);
    w->nodes = GM_NEW(&w->arena, gm_flow_node, twin->plan->n_steps + 1);
    w->work = GM_NEW(&w->arena, gm_watch_work, 1);
    w->work->links = map_of(1024);
    w->work->slot = -1;
    w->watched_s = from_s;
    list_rows(w);
    w->work->before_s = GM_NEW(&w->arena, double, w->n_rows *GM_N_STATES + 1);
    w->work->first_s = GM_NEW(&w->arena, double, w->n_rows *GM_N_STATES + 1);
    w->work->slots = GM_NEW(&w->arena, uint8_t, w->n_rows * GM_WATCH_SLOTS + 1);
    for (int32_t i = 0; i < w->n_rows; i++) {
        w->rows[i].state = &w->work->slots[(size_t)i * GM_WATCH_SLOTS];
    }
    w->overseer = (gm_overseer){.user = w, .begin = begin, .advance = advance, .end = end};
}

void gm_watch_fini(gm_watch *w)
{
    if (w->work) {
        gm_hook_free(w->work->last);
        gm_hook_free(w->work->links.items);
    }
    gm_arena_fini(&w->arena);
    *w = (gm_watch){0};
}

// Working time of all calendars of the plant in a day.
static double work_of(const gm_plan *plan, double from_s)
{
    double sum = 0.0;
    for (int32_t i = 0; i < plan->n_calendars; i++) {
        sum += gm_calendar_work_between(&plan->calendars[i], from_s, from_s + GM_DAY_S, NULL);
    }
    return sum;
}

void gm_watch_choose(const gm_twin *twin, double *from_s, double *to_s)
{
    const gm_clock_def *clock = &twin->model->clock;
    double run_s = clock->run_until == GM_RUN_FOR_TIME ? clock->run_s : GM_DAY_S;
    *from_s = 0.0;
    *to_s = run_s < GM_DAY_S ? run_s : GM_DAY_S;
    if (run_s < 2.0 * GM_DAY_S) {
        return;
    }
    double cut_s = clock->warm_up == GM_WARM_UP_TIME ? clock->warm_up_s : 0.0;
    int32_t day = gm_civil_day(clock->civil, cut_s + (run_s - cut_s) / 2.0);
    double most = -1.0;
    for (int32_t k = 0; k < DAYS_LOOKED_AT; k++) {
        double at_s = gm_civil_day_start_s(clock->civil, day + k);
        double work = work_of(twin->plan, at_s);
        if (at_s + GM_DAY_S <= run_s && work > most) {
            most = work;
            *from_s = at_s;
            *to_s = at_s + GM_DAY_S;
        }
    }
}
