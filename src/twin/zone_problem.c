// SPDX-License-Identifier: MIT

#include "twin/zone_problem.h"

#include "core/text.h"

#include <math.h>

#define LONGEST_TAKTS 4.0 // `peak` is at most 2

// ---- from tasks to items

static bool is_here(const gm_zone_work *work, int32_t task)
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

static bool may_join(const gm_zone_work *work, const gm_task_def *a, const gm_task_def *b,
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
static int32_t *join_tasks(const gm_zone_work *work)
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

static void list_items(gm_zone_work *work)
{
    const gm_moving_def *line = work->of->line;
    int32_t *heads = join_tasks(work);
    int32_t most = 0;
    for (int32_t t = 0; t < line->n_tasks; t++) {
        most += line->tasks[t].count;
    }
    work->items = GM_NEW(work->arena, gm_item, most);
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
            work->items[work->n_items++] = (gm_item){t, copy};
        }
    }
}

static void set_ticks(gm_zone_work *work)
{
    const gm_moving_def *line = work->of->line;
    size_t n_dims = (size_t)work->n_dims;
    int64_t *ticks = GM_NEW(work->arena, int64_t, (size_t)work->n_items * n_dims);
    int32_t *people = GM_NEW(work->arena, int32_t, work->n_items);
    for (int32_t t = 0; t < line->n_tasks; t++) {
        if (work->item_of[t] < 0) {
            continue;
        }
        const double *times = gm_task_times(work->of, &line->tasks[t], work->arena);
        for (int32_t copy = 0; copy < line->tasks[t].count; copy++) {
            int32_t i = work->item_of[t] + copy;
            people[i] = line->tasks[t].people;
            for (size_t d = 0; d < n_dims; d++) {
                // What is longer than any capacity is too long, however long.
                double own_s = fmin(times[d], LONGEST_TAKTS * work->of->takt_s);
                ticks[(size_t)i * n_dims + d] += llround(own_s * GM_TICKS_OF_S);
            }
        }
    }
    work->problem.ticks = ticks;
    work->problem.people = people;
}

// All pairs of the items of two tasks.
static int32_t pair_items(const gm_zone_work *work, int32_t a, int32_t b, gm_task_pair *pairs)
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

static void set_before(gm_zone_work *work)
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

static void set_apart(gm_zone_work *work)
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

static void set_problem(gm_zone_work *work)
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
        .takt = llround(work->of->takt_s * GM_TICKS_OF_S),
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

// Whether a task is one piece of work with this one.
static bool is_with(const gm_zone_work *work, int32_t t, int32_t task_i)
{
    return work->item_of[t] >= 0 && work->items[work->item_of[t]].task == task_i;
}

static int32_t n_of_person(const gm_zone_work *work, int32_t task_i)
{
    int32_t n = 0;
    for (int32_t t = 0; t < work->of->line->n_tasks; t++) {
        n += is_with(work, t, task_i) ? 1 : 0;
    }
    return n;
}

static void tell_too_long(const gm_zone_work *work, int32_t task_i, int32_t dim)
{
    const gm_moving_def *line = work->of->line;
    const gm_task_def *task = &line->tasks[task_i];
    const gm_balance_problem *problem = &work->problem;
    char takt[GM_NUMBER_BYTES];
    char room[GM_NUMBER_BYTES];
    char time[GM_NUMBER_BYTES];
    double own_s = 0.0;
    for (int32_t t = 0; t < line->n_tasks; t++) {
        bool is_of_it = is_with(work, t, task_i);
        own_s += is_of_it ? gm_task_times(work->of, &line->tasks[t], work->arena)[dim] : 0.0;
    }
    gm_diag_error(
        work->diag, task->src,
        "'%s': task '%s'%s takes %s s%s%s, but a person has %s s of the takt of %s s",
        line->name, task->name,
        n_of_person(work, task_i) > 1 ? " with those of the same person" : "",
        gm_text_of_rounded(own_s, 6, time),
        dim > 0            ? " for "
        : work->n_dims > 1 ? " on average"
                           : "",
        dim > 0 ? work->of->variants[dim - 1].name : "",
        gm_text_of_rounded((double)gm_balance_capacity(problem, dim) / GM_TICKS_OF_S, 6, room),
        gm_text_of_rounded(work->of->takt_s, 6, takt));
    gm_diag_hint(work->diag, "split the task, or give the line more takt, `load:` or `peak:`");
}

// What is done with others is one piece of work: nothing can come in between.
static void tell_cycle(const gm_zone_work *work, int32_t task_i)
{
    const gm_moving_def *line = work->of->line;
    const gm_task_def *task = &line->tasks[task_i];
    if (n_of_person(work, task_i) > 1) {
        gm_diag_error(work->diag, task->src,
                      "'%s': '%s' and the tasks `with:` it are done one after the other, but "
                      "another task has to come between them",
                      line->name, task->name);
        gm_diag_hint(work->diag,
                     "give that task to the same person too (`with: %s`), or take "
                     "`with:` off",
                     task->name);
        return;
    }
    gm_diag_error(work->diag, task->src, "'%s': task '%s' has to be done before itself",
                  line->name, task->name);
    gm_diag_hint(work->diag, "follow its `after:` (and `with:`) back to it");
}

static bool tell_flaw(const gm_zone_work *work)
{
    const gm_moving_def *line = work->of->line;
    gm_balance_flaw flaw = gm_balance_check(&work->problem);
    const gm_task_def *task = &line->tasks[work->items[flaw.task].task];
    switch (flaw.fault) {
    case GM_BALANCE_SOUND:
        return false;
    case GM_BALANCE_CYCLE:
        tell_cycle(work, work->items[flaw.task].task);
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

// Neither the takt nor the tasks are beyond what is balanced.
static bool check_size(const gm_zone_work *work)
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

bool gm_zone_problem_set(gm_zone_work *work)
{
    int before = work->diag->count;
    if (!check_size(work)) {
        return false;
    }
    set_problem(work);
    if (work->n_items == 0) {
        gm_diag_error(work->diag, work->zone->src, "'%s': zone '%s' has no task",
                      work->of->line->name, work->zone->name);
    }
    return work->diag->count == before && !tell_flaw(work);
}
