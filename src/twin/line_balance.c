// SPDX-License-Identifier: MIT

#include "twin/line_balance.h"

#include "balance/balance.h"

#include "core/text.h"
#include "twin/model.h"

#include <math.h>
#include <string.h>

#define TICKS_OF_S    1e6 // microseconds
#define LONGEST_TAKTS 4.0 // `peak` is at most 2

// A task, or one of several alike, or several with the same person: what the search places.
typedef struct item {
    int32_t task; // the first of those in it
    int32_t copy;
} item;

// The problem of one zone.
typedef struct zone_work {
    const gm_line_balance *of;
    const gm_zone_def *zone;
    int32_t zone_i;
    int32_t n_dims;
    int32_t n_items;
    item *items;
    int32_t *item_of; // task -> its first item, -1: of another zone
    gm_balance_problem problem;
    gm_arena *arena;
    gm_diag *diag;
} zone_work;

// ---- the mix

static bool names_rows(const gm_task_def *task, int32_t variant)
{
    for (int32_t i = 0; i < task->time.n_rows; i++) {
        if (task->time.rows[i].variant.i == variant) {
            return true;
        }
    }
    return false;
}

// Shares as a source makes them, else as the kind declares them.
static double share_of(const gm_plant_def *plant, int32_t kind_i, int32_t v, int32_t flat)
{
    for (int32_t s = 0; s < plant->n_steps; s++) {
        const gm_step_def *step = &plant->steps[s];
        bool makes = step->kind == GM_STEP_SOURCE && step->source->kind.i == kind_i;
        double sum = 0.0;
        double own = 0.0;
        for (int32_t i = 0; makes && i < step->source->n_mix; i++) {
            sum += step->source->mix[i].share;
            own += step->source->mix[i].variant.i == flat ? step->source->mix[i].share : 0.0;
        }
        if (sum > 0.0) {
            return own / sum;
        }
    }
    const gm_kind_def *kind = &plant->kinds[kind_i];
    return kind->n_variants > 0 ? kind->variants[v].share : 1.0;
}

// The variants of all kinds that a task names one of.
static void set_variants(gm_line_balance *balance, const gm_plant_def *plant, gm_arena *arena)
{
    const gm_moving_def *line = balance->line;
    int32_t n_flat = gm_plant_first_variant(plant, plant->n_kinds);
    gm_mix_share *variants = GM_NEW(arena, gm_mix_share, n_flat);
    double sum = 0.0;
    for (int32_t k = 0; k < plant->n_kinds; k++) {
        const gm_kind_def *kind = &plant->kinds[k];
        int32_t first = gm_plant_first_variant(plant, k);
        int32_t end = gm_plant_first_variant(plant, k + 1);
        bool is_named = false;
        for (int32_t t = 0; t < line->n_tasks; t++) {
            for (int32_t flat = first; flat < end; flat++) {
                is_named |= names_rows(&line->tasks[t], flat);
            }
        }
        for (int32_t flat = first; is_named && flat < end; flat++) {
            double share = share_of(plant, k, flat - first, flat);
            const char *name =
                kind->n_variants > 0 ? kind->variants[flat - first].name : kind->name;
            variants[balance->n_variants++] = (gm_mix_share){flat, name, share};
            sum += share;
        }
    }
    for (int32_t i = 0; i < balance->n_variants && sum > 0.0; i++) {
        variants[i].share /= sum;
    }
    balance->variants = variants;
}

// ---- times

const gm_dist *gm_task_law(const gm_task_def *task, int32_t variant)
{
    const gm_dist *rest = task->time.n_rows == 0 ? &task->time.all : NULL;
    for (int32_t i = 0; i < task->time.n_rows; i++) {
        const gm_variant_time *row = &task->time.rows[i];
        if (row->variant.i == variant) {
            return &row->dist;
        }
        rest = row->variant.i < 0 ? &row->dist : rest;
    }
    return rest;
}

static double time_s(const gm_task_def *task, int32_t variant)
{
    const gm_dist *law = gm_task_law(task, variant);
    return law ? gm_dist_mean(law) : 0.0;
}

// By dim: of the mean car, then of each variant.
static const double *times_of(const gm_line_balance *balance, const gm_task_def *task,
                              gm_arena *arena)
{
    double *times = GM_NEW(arena, double, gm_line_balance_dims(balance));
    if (balance->n_variants == 0) {
        times[0] = time_s(task, -1);
    }
    for (int32_t v = 0; v < balance->n_variants; v++) {
        times[1 + v] = time_s(task, balance->variants[v].variant);
        times[0] += balance->variants[v].share * times[1 + v];
    }
    return times;
}

// ---- from tasks to items

static bool is_here(const zone_work *work, int32_t task)
{
    const gm_ref *zone = &work->of->line->tasks[task].zone;
    return zone->i == work->zone_i;
}

// The task that stands for those which the same person does.
static int32_t head_of(const int32_t *heads, int32_t task)
{
    while (heads[task] != task) {
        task = heads[task];
    }
    return task;
}

static bool may_join(const zone_work *work, const gm_task_def *a, const gm_task_def *b,
                     gm_src src)
{
    const char *why = NULL;
    if (a == b) {
        why = "it is one and the same";
    } else if (a->zone.i != b->zone.i) {
        why = "they are of two zones";
    } else if (a->count > 1 || b->count > 1) {
        why = "there are several of one";
    } else if (a->people != b->people) {
        why = "they do not take the same number of people";
    }
    if (why) {
        gm_diag_error(work->diag, src, "'%s': tasks '%s' and '%s' cannot be done together: %s",
                      work->of->line->name, a->name, b->name, why);
    }
    return !why;
}

// heads[t] is t or leads to the first task of those with the same person.
static int32_t *join_tasks(const zone_work *work)
{
    const gm_moving_def *line = work->of->line;
    int32_t *heads = GM_NEW(work->arena, int32_t, line->n_tasks);
    for (int32_t t = 0; t < line->n_tasks; t++) {
        heads[t] = t;
    }
    for (int32_t t = 0; t < line->n_tasks; t++) {
        const gm_task_def *task = &line->tasks[t];
        for (int32_t i = 0; i < task->n_with && is_here(work, t); i++) {
            int32_t other = task->with[i].i;
            if (may_join(work, task, &line->tasks[other], task->with[i].src)) {
                int32_t a = head_of(heads, t);
                int32_t b = head_of(heads, other);
                heads[a > b ? a : b] = a < b ? a : b;
            }
        }
    }
    return heads;
}

static void list_items(zone_work *work)
{
    const gm_moving_def *line = work->of->line;
    int32_t *heads = join_tasks(work);
    int32_t most = 0;
    for (int32_t t = 0; t < line->n_tasks; t++) {
        most += line->tasks[t].count;
    }
    work->items = GM_NEW(work->arena, item, most);
    work->item_of = GM_NEW(work->arena, int32_t, line->n_tasks);
    for (int32_t t = 0; t < line->n_tasks; t++) {
        work->item_of[t] = -1;
        if (!is_here(work, t)) {
            continue;
        }
        if (head_of(heads, t) != t) {
            work->item_of[t] = work->item_of[head_of(heads, t)];
            continue;
        }
        work->item_of[t] = work->n_items;
        for (int32_t copy = 1; copy <= line->tasks[t].count; copy++) {
            work->items[work->n_items++] = (item){t, copy};
        }
    }
}

static void set_ticks(zone_work *work)
{
    const gm_moving_def *line = work->of->line;
    size_t n_dims = (size_t)work->n_dims;
    int64_t *ticks = GM_NEW(work->arena, int64_t, (size_t)work->n_items * n_dims);
    int32_t *people = GM_NEW(work->arena, int32_t, work->n_items);
    for (int32_t t = 0; t < line->n_tasks; t++) {
        if (work->item_of[t] < 0) {
            continue;
        }
        const double *times = times_of(work->of, &line->tasks[t], work->arena);
        for (int32_t copy = 0; copy < line->tasks[t].count; copy++) {
            int32_t i = work->item_of[t] + copy;
            people[i] = line->tasks[t].people;
            for (size_t d = 0; d < n_dims; d++) {
                // What is longer than any capacity is too long, however long.
                double own_s = fmin(times[d], LONGEST_TAKTS * work->of->takt_s);
                ticks[(size_t)i * n_dims + d] += llround(own_s * TICKS_OF_S);
            }
        }
    }
    work->problem.ticks = ticks;
    work->problem.people = people;
}

// All pairs of the items of two tasks.
static int32_t pair_items(const zone_work *work, int32_t a, int32_t b, gm_task_pair *pairs)
{
    const gm_moving_def *line = work->of->line;
    int32_t n = 0;
    if (work->item_of[a] == work->item_of[b]) {
        return 0;
    }
    for (int32_t i = 0; i < line->tasks[a].count; i++) {
        for (int32_t k = 0; k < line->tasks[b].count; k++) {
            pairs[n++] = (gm_task_pair){work->item_of[a] + i, work->item_of[b] + k};
        }
    }
    return n;
}

static int32_t n_pairs(const gm_moving_def *line, bool is_after)
{
    int32_t n = 0;
    for (int32_t t = 0; t < line->n_tasks; t++) {
        const gm_task_def *task = &line->tasks[t];
        const gm_ref *refs = is_after ? task->after : task->apart;
        for (int32_t i = 0; i < (is_after ? task->n_after : task->n_apart); i++) {
            n += task->count * line->tasks[refs[i].i].count;
        }
    }
    return n;
}

static void set_before(zone_work *work)
{
    const gm_moving_def *line = work->of->line;
    gm_task_pair *pairs = GM_NEW(work->arena, gm_task_pair, n_pairs(line, true));
    for (int32_t t = 0; t < line->n_tasks; t++) {
        const gm_task_def *task = &line->tasks[t];
        for (int32_t i = 0; i < task->n_after && is_here(work, t); i++) {
            int32_t first_i = task->after[i].i;
            const gm_task_def *first = &line->tasks[first_i];
            if (first_i == t) {
                gm_diag_error(work->diag, task->after[i].src,
                              "'%s': task '%s' has to be done before itself", line->name,
                              task->name);
            } else if (work->item_of[first_i] == work->item_of[t] && first_i > t) {
                gm_diag_error(work->diag, task->after[i].src,
                              "'%s': tasks of the same person are done in the order of the "
                              "file, so '%s' cannot come after '%s'",
                              line->name, task->name, first->name);
                gm_diag_hint(work->diag, "write '%s' first", first->name);
            } else if (first->zone.i > task->zone.i) {
                gm_diag_error(work->diag, task->after[i].src,
                              "'%s': task '%s' comes after '%s', which is done in the later "
                              "zone '%s'",
                              line->name, task->name, first->name,
                              line->zones[first->zone.i].name);
            } else if (first->zone.i == task->zone.i) {
                work->problem.n_before +=
                    pair_items(work, task->after[i].i, t, &pairs[work->problem.n_before]);
            }
        }
    }
    work->problem.before = pairs;
}

static void set_apart(zone_work *work)
{
    const gm_moving_def *line = work->of->line;
    gm_task_pair *pairs = GM_NEW(work->arena, gm_task_pair, n_pairs(line, false));
    for (int32_t t = 0; t < line->n_tasks; t++) {
        const gm_task_def *task = &line->tasks[t];
        for (int32_t i = 0; i < task->n_apart && is_here(work, t); i++) {
            int32_t other = task->apart[i].i;
            if (other == t) {
                gm_diag_error(work->diag, task->apart[i].src,
                              "'%s': task '%s' cannot be apart from itself", line->name,
                              task->name);
            } else if (work->item_of[other] == work->item_of[t]) {
                gm_diag_error(work->diag, task->apart[i].src,
                              "'%s': tasks '%s' and '%s' cannot be apart and with the same "
                              "person",
                              line->name, task->name, line->tasks[other].name);
            } else if (is_here(work, other)) {
                work->problem.n_apart +=
                    pair_items(work, t, other, &pairs[work->problem.n_apart]);
            }
        }
    }
    work->problem.apart = pairs;
}

static void set_problem(zone_work *work)
{
    const gm_balance_def *rules = &work->of->line->balance;
    double *fill = GM_NEW(work->arena, double, work->n_dims);
    for (int32_t d = 0; d < work->n_dims; d++) {
        fill[d] = d == 0 ? rules->load : rules->peak;
    }
    if (work->n_dims == 1) { // the only variant is the mean car
        fill[0] = fmin(rules->load, rules->peak);
    }
    list_items(work);
    work->problem = (gm_balance_problem){
        .n_tasks = work->n_items,
        .n_dims = work->n_dims,
        .takt = llround(work->of->takt_s * TICKS_OF_S),
        .fill = fill,
        .most_stations = work->zone->stations,
        .most_people = work->zone->most_people > 0 ? work->zone->most_people : rules->people,
        .effort = rules->trials,
    };
    set_ticks(work);
    set_before(work);
    set_apart(work);
}

// ---- faults of the problem

static void tell_too_long(const zone_work *work, int32_t task_i, int32_t dim)
{
    const gm_moving_def *line = work->of->line;
    const gm_task_def *task = &line->tasks[task_i];
    const gm_balance_problem *problem = &work->problem;
    char takt[GM_NUMBER_BYTES];
    char room[GM_NUMBER_BYTES];
    char time[GM_NUMBER_BYTES];
    double own_s = 0.0;
    int32_t n = 0; // with those of the same person
    for (int32_t t = 0; t < line->n_tasks; t++) {
        bool is_of_it = work->item_of[t] >= 0 && work->items[work->item_of[t]].task == task_i;
        own_s += is_of_it ? times_of(work->of, &line->tasks[t], work->arena)[dim] : 0.0;
        n += is_of_it ? 1 : 0;
    }
    gm_diag_error(
        work->diag, task->src,
        "'%s': task '%s'%s takes %s s%s%s, but a person has %s s of the takt of %s s",
        line->name, task->name, n > 1 ? " with those of the same person" : "",
        gm_text_of_rounded(own_s, 6, time),
        dim > 0            ? " for "
        : work->n_dims > 1 ? " on average"
                           : "",
        dim > 0 ? work->of->variants[dim - 1].name : "",
        gm_text_of_rounded((double)gm_balance_capacity(problem, dim) / TICKS_OF_S, 6, room),
        gm_text_of_rounded(work->of->takt_s, 6, takt));
    gm_diag_hint(work->diag, "split the task, or give the line more takt, `load:` or `peak:`");
}

static bool tell_flaw(const zone_work *work)
{
    const gm_moving_def *line = work->of->line;
    gm_balance_flaw flaw = gm_balance_check(&work->problem);
    const gm_task_def *task = &line->tasks[work->items[flaw.task].task];
    switch (flaw.fault) {
    case GM_BALANCE_SOUND:
        return false;
    case GM_BALANCE_CYCLE:
        gm_diag_error(work->diag, task->src, "'%s': task '%s' has to be done before itself",
                      line->name, task->name);
        gm_diag_hint(work->diag, "follow its `after:` (and `with:`) back to it");
        break;
    case GM_BALANCE_TOO_LONG:
        tell_too_long(work, work->items[flaw.task].task, flaw.dim);
        break;
    case GM_BALANCE_CROWDED:
        gm_diag_error(work->diag, task->src,
                      "'%s': task '%s' takes %d people, but at most %d work at a station",
                      line->name, task->name, task->people, work->problem.most_people);
        gm_diag_hint(work->diag, "raise `people:` of `balance:` or of the zone");
        break;
    }
    return true;
}

// ---- from the balance back to tasks

// By station and time, so that the tasks of each person are in the order in which they are done.
static bool comes_before(const gm_placed_task *a, const gm_placed_task *b)
{
    if (a->station != b->station) {
        return a->station < b->station;
    }
    if (a->begin_s[0] != b->begin_s[0]) {
        return a->begin_s[0] < b->begin_s[0];
    }
    return a->time_s[0] < b->time_s[0]; // one that takes no time first
}

static void sort_in(gm_zone_balance *out, gm_placed_task *tasks, gm_placed_task placed)
{
    int32_t k = out->n_tasks++;
    for (; k > 0 && comes_before(&placed, &tasks[k - 1]); k--) {
        tasks[k] = tasks[k - 1];
    }
    tasks[k] = placed;
}

// The tasks of an item follow each other in the order of the file.
static void place_tasks(const zone_work *work, const gm_balance *balance, gm_zone_balance *out)
{
    const gm_moving_def *line = work->of->line;
    ptrdiff_t n_dims = work->n_dims;
    double *begun_s = GM_NEW(work->arena, double, work->n_items *n_dims); // within an item
    gm_placed_task *tasks = GM_NEW(work->arena, gm_placed_task, work->n_items + line->n_tasks);
    for (int32_t t = 0; t < line->n_tasks; t++) {
        const double *times = times_of(work->of, &line->tasks[t], work->arena);
        for (int32_t copy = 0; copy < line->tasks[t].count && work->item_of[t] >= 0; copy++) {
            int32_t i = work->item_of[t] + copy;
            double *begin_s = GM_NEW(work->arena, double, n_dims);
            for (ptrdiff_t d = 0; d < n_dims; d++) {
                begin_s[d] = (double)balance->begin[i * n_dims + d] / TICKS_OF_S +
                             begun_s[i * n_dims + d];
                begun_s[i * n_dims + d] += times[d];
            }
            sort_in(out, tasks,
                    (gm_placed_task){
                        .task = &line->tasks[t],
                        .copy = copy + 1,
                        .station = balance->station[i],
                        .post = balance->post[i],
                        .begin_s = begin_s,
                        .time_s = times,
                    });
            out->work_s += times[0] * line->tasks[t].people;
        }
    }
    out->tasks = tasks;
}

static bool has_room(const zone_work *work, const gm_balance *balance)
{
    if (work->zone->stations == 0 || balance->n_stations <= work->zone->stations) {
        return true;
    }
    char takt[GM_NUMBER_BYTES];
    gm_diag_error(work->diag, work->zone->src,
                  "'%s': zone '%s' needs %d stations at a takt of %s s, but has %d (no balance "
                  "has fewer than %d)",
                  work->of->line->name, work->zone->name, balance->n_stations,
                  gm_text_of_rounded(work->of->takt_s, 6, takt), work->zone->stations,
                  balance->least_stations);
    return false;
}

// Neither the takt nor the tasks are beyond what is balanced.
static bool check_size(const zone_work *work)
{
    const gm_moving_def *line = work->of->line;
    int32_t n = 0;
    for (int32_t t = 0; t < line->n_tasks; t++) {
        n += is_here(work, t) ? line->tasks[t].count : 0;
    }
    if (n > GM_BALANCED_TASKS_OF_ZONE) {
        gm_diag_error(work->diag, work->zone->src,
                      "'%s': zone '%s' has %d tasks, copies counted; at most %d are balanced",
                      line->name, work->zone->name, n, GM_BALANCED_TASKS_OF_ZONE);
        gm_diag_hint(work->diag, "join small tasks, or part the zone");
    }
    bool is_short = work->of->takt_s <= GM_BALANCED_TAKT_MAX_S;
    if (!is_short) {
        gm_diag_error(work->diag, line->src,
                      "'%s': a line with tasks has a takt of at most 1,000,000 s", line->name);
    }
    return n <= GM_BALANCED_TASKS_OF_ZONE && is_short;
}

static bool balance_zone(zone_work *work, gm_zone_balance *out)
{
    int before = work->diag->count;
    out->zone = work->zone;
    if (!check_size(work)) {
        return false;
    }
    set_problem(work);
    if (work->n_items == 0) {
        gm_diag_error(work->diag, work->zone->src, "'%s': zone '%s' has no task",
                      work->of->line->name, work->zone->name);
    }
    if (work->diag->count > before || tell_flaw(work)) {
        return false;
    }
    gm_balance balance = gm_balance_solve(&work->problem, work->arena);
    balance = gm_balance_even(&work->problem, &balance, work->arena);
    out->n_stations = balance.n_stations;
    out->n_posts = balance.n_posts;
    out->least_stations = balance.least_stations;
    out->least_posts = balance.least_posts;
    out->people = balance.people;
    double *end_s = GM_NEW(work->arena, double, balance.n_stations * work->n_dims);
    for (int32_t i = 0; i < balance.n_stations * work->n_dims; i++) {
        end_s[i] = (double)balance.end[i] / TICKS_OF_S;
    }
    out->end_s = end_s;
    place_tasks(work, &balance, out);
    return has_room(work, &balance);
}

const gm_line_balance *gm_line_balance_create(const gm_plant_def *plant,
                                              const gm_moving_def *line, double takt_s,
                                              gm_arena *arena, gm_diag *diag)
{
    gm_line_balance *balance = GM_NEW(arena, gm_line_balance, 1);
    gm_zone_balance *zones = GM_NEW(arena, gm_zone_balance, line->n_zones);
    *balance = (gm_line_balance){
        .line = line, .takt_s = takt_s, .n_zones = line->n_zones, .zones = zones};
    set_variants(balance, plant, arena);
    bool ok = true;
    for (int32_t z = 0; z < line->n_zones; z++) {
        zone_work work = {
            .of = balance,
            .zone = &line->zones[z],
            .zone_i = z,
            .n_dims = gm_line_balance_dims(balance),
            .arena = arena,
            .diag = diag,
        };
        ok &= balance_zone(&work, &zones[z]);
    }
    return ok ? balance : NULL;
}

// ---- sums

int32_t gm_line_balance_posts(const gm_line_balance *balance)
{
    int32_t n = 0;
    for (int32_t z = 0; z < balance->n_zones; z++) {
        n += balance->zones[z].n_posts;
    }
    return n;
}

int32_t gm_line_balance_stations(const gm_line_balance *balance)
{
    int32_t n = 0;
    for (int32_t z = 0; z < balance->n_zones; z++) {
        n += balance->zones[z].n_stations;
    }
    return n;
}

int32_t gm_line_balance_least_posts(const gm_line_balance *balance)
{
    int32_t n = 0;
    for (int32_t z = 0; z < balance->n_zones; z++) {
        n += balance->zones[z].least_posts;
    }
    return n;
}

double gm_line_balance_work_s(const gm_line_balance *balance)
{
    double sum_s = 0.0;
    for (int32_t z = 0; z < balance->n_zones; z++) {
        sum_s += balance->zones[z].work_s;
    }
    return sum_s;
}
