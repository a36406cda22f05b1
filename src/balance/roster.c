// SPDX-License-Identifier: MIT
//
// Tasks are placed in the order of their begin in the fullest dim: one that begins later is placed
// later, so the time of people who idle until then is spent. A branch is left when
//
// - the work that is left does not fit in the time that is left to all people together,
// - a task with the longest chain after it would be too late, or
// - the same tasks were placed before with every person free no later and every task ready no
//   later (then whatever follows here would have followed there).
//
// Every schedule can be told in this order; a task that could have begun before the last one that
// was placed waits for that one's begin, which loses nothing, as another order places it earlier.

#include "balance/roster.h"

#include "balance/making.h"

#include <string.h>

// Memory for states that were seen; when it is full, fewer are left out.
#define MOST_WORDS  (1 << 17)
#define MOST_STATES (1 << 14)
#define N_CHAINS    512 // a power of two

// A task on people from one on.
typedef struct choice {
    int32_t task;
    int32_t post;
    int64_t begin; // in the fullest dim, as the next
    int64_t rest;  // chain after it
} choice;

// A state that was seen: of one set of tasks, with its times in `words`.
typedef struct seen {
    uint64_t done;
    int32_t words_at;
    int32_t next; // in the chain, -1: the last
} seen;

struct gm_roster {
    const gm_small_net *small;
    int32_t most_people;
    uint64_t load;
    uint64_t teams; // of the load: of several, but not of all people
    int32_t people;
    int32_t fullest; // dim, with the most work for its capacity
    int64_t left;    // trials
    int64_t *work;   // by dim: person ticks not placed
    int64_t *rest;   // task x dim: the longest chain after it in the load
    int64_t *ends;   // by tasks placed x person x dim: when each is free
    int64_t *ready;  // by tasks placed x task x dim, of the tasks left
    int64_t *done;   // by dim: of the task placed last
    int64_t *begin;  // task x dim
    int32_t *post;
    choice *choices; // by tasks placed x choices
    int32_t most_choices;

    int64_t *now; // times of the state in hand
    int64_t *words;
    int32_t n_words;
    seen *states;
    int32_t n_states;
    int32_t chains[N_CHAINS]; // the latest state of each, -1: none
};

gm_roster *gm_roster_create(const gm_small_net *small, int32_t most_people, gm_arena *arena)
{
    gm_roster *r = GM_NEW(arena, gm_roster, 1);
    size_t n = (size_t)small->n;
    size_t n_dims = (size_t)small->n_dims;
    size_t most = (size_t)most_people;
    *r = (gm_roster){
        .small = small,
        .most_people = most_people,
        .work = GM_NEW(arena, int64_t, n_dims),
        .rest = GM_NEW(arena, int64_t, n * n_dims),
        .ends = GM_NEW(arena, int64_t, (n + 1) * most * n_dims),
        .ready = GM_NEW(arena, int64_t, (n + 1) * n * n_dims),
        .done = GM_NEW(arena, int64_t, n_dims),
        .begin = GM_NEW(arena, int64_t, n * n_dims),
        .post = GM_NEW(arena, int32_t, n),
        .choices = GM_NEW(arena, choice, n * n * most),
        .most_choices = small->n * most_people,
        .now = GM_NEW(arena, int64_t, (most + n) * n_dims),
        .words = GM_NEW(arena, int64_t, MOST_WORDS),
        .states = GM_NEW(arena, seen, MOST_STATES),
    };
    return r;
}

static int64_t *ends_of(const gm_roster *r, int32_t n_placed, int32_t person)
{
    return &r->ends[((ptrdiff_t)n_placed * r->most_people + person) * r->small->n_dims];
}

// When all that a task waits for, of those placed, is done.
static int64_t *ready_of(const gm_roster *r, int32_t n_placed, int32_t task)
{
    return &r->ready[((ptrdiff_t)n_placed * r->small->n + task) * r->small->n_dims];
}

static int64_t first_free(const gm_roster *r, int32_t n_placed, int32_t dim)
{
    int64_t first = INT64_MAX;
    for (int32_t p = 0; p < r->people; p++) {
        int64_t end = ends_of(r, n_placed, p)[dim];
        first = end < first ? end : first;
    }
    return first;
}

// ---- whether it can still be done in time

// The shortest task left: time of a person that is shorter is lost.
static int64_t shortest(const gm_roster *r, uint64_t placed, int32_t dim)
{
    int64_t least = INT64_MAX;
    for (uint64_t left = r->load & ~placed; left; left &= left - 1) {
        int64_t ticks = gm_small_ticks(r->small, gm_small_first(left))[dim];
        least = ticks < least ? ticks : least;
    }
    return least;
}

// Whether everybody is in time so far, and all together have time for the work that is left.
static bool has_room(const gm_roster *r, int32_t n_placed, uint64_t placed, int32_t dim)
{
    int64_t capacity = r->small->net->capacity[dim];
    int64_t least = shortest(r, placed, dim);
    int64_t room = 0;
    for (int32_t p = 0; p < r->people; p++) {
        int64_t own = capacity - ends_of(r, n_placed, p)[dim];
        if (own < 0) {
            return false;
        }
        room += own >= least ? own : 0;
    }
    return r->work[dim] <= room;
}

static bool has_time(const gm_roster *r, int32_t n_placed, uint64_t placed)
{
    const gm_small_net *small = r->small;
    for (int32_t d = 0; d < small->n_dims; d++) {
        if (!has_room(r, n_placed, placed, d)) {
            return false;
        }
        int64_t first = first_free(r, n_placed, d);
        for (uint64_t left = r->load & ~placed; left; left &= left - 1) {
            int32_t task = gm_small_first(left);
            int64_t begin = gm_later(first, ready_of(r, n_placed, task)[d]);
            int64_t rest = r->rest[(ptrdiff_t)task * small->n_dims + d];
            if (begin + gm_small_ticks(small, task)[d] + rest > small->net->capacity[d]) {
                return false;
            }
        }
    }
    return true;
}

// ---- states that were seen

static bool is_before(const int64_t *a, const int64_t *b, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        if (a[i] != b[i]) {
            return a[i] < b[i];
        }
    }
    return false;
}

// Nothing that is left tells one person from another: only work for one, or for all.
static bool are_alike(const gm_roster *r, uint64_t placed)
{
    return (r->teams & ~placed) == 0;
}

// The times of a state: ends of people (those who are alike in order), then when tasks are ready,
// as far as it is after somebody is free. Returns how many.
static int32_t note_times(gm_roster *r, int32_t n_placed, uint64_t placed)
{
    int32_t n_dims = r->small->n_dims;
    size_t bytes = (size_t)n_dims * sizeof *r->now;
    for (int32_t p = 0; p < r->people; p++) {
        const int64_t *end = ends_of(r, n_placed, p);
        int32_t k = p;
        for (; k > 0 && are_alike(r, placed) &&
               is_before(end, &r->now[(ptrdiff_t)(k - 1) * n_dims], n_dims);
             k--) {
            memcpy(&r->now[(ptrdiff_t)k * n_dims], &r->now[(ptrdiff_t)(k - 1) * n_dims], bytes);
        }
        memcpy(&r->now[(ptrdiff_t)k * n_dims], end, bytes);
    }
    int32_t n = r->people * n_dims;
    for (int32_t d = 0; d < n_dims; d++) {
        int64_t first = first_free(r, n_placed, d);
        for (uint64_t left = r->load & ~placed; left; left &= left - 1) {
            r->now[n++] = gm_later(first, ready_of(r, n_placed, gm_small_first(left))[d]);
        }
    }
    return n;
}

// Whether one with the same tasks was seen that is at least as good; else it is remembered.
static bool was_seen(gm_roster *r, int32_t n_placed, uint64_t placed)
{
    int32_t n = note_times(r, n_placed, placed);
    int32_t *chain = &r->chains[gm_small_hash(placed) & (N_CHAINS - 1)];
    for (int32_t s = *chain; s >= 0; s = r->states[s].next) {
        const int64_t *times = &r->words[r->states[s].words_at];
        int32_t i = r->states[s].done == placed ? 0 : -1;
        while (i >= 0 && i < n && times[i] <= r->now[i]) {
            i++;
        }
        if (i == n) {
            return true;
        }
    }
    if (r->n_words + n <= MOST_WORDS && r->n_states < MOST_STATES) {
        memcpy(&r->words[r->n_words], r->now, (size_t)n * sizeof *r->now);
        r->states[r->n_states] = (seen){placed, r->n_words, *chain};
        *chain = r->n_states++;
        r->n_words += n;
    }
    return false;
}

// ---- choices

// People from `post` on are as others tried before: of those who are alike the first free, and of
// a row that reads the same from both ends one half.
static bool is_repeated(const gm_roster *r, int32_t n_placed, uint64_t placed, int32_t post,
                        int32_t size)
{
    size_t bytes = (size_t)r->small->n_dims * sizeof(int64_t);
    if (are_alike(r, placed)) {
        for (int32_t p = 0; p < post && size == 1; p++) {
            if (memcmp(ends_of(r, n_placed, p), ends_of(r, n_placed, post), bytes) == 0) {
                return true;
            }
        }
        return false;
    }
    for (int32_t p = 0; 2 * p < r->people; p++) {
        const int64_t *mirrored = ends_of(r, n_placed, r->people - 1 - p);
        if (memcmp(ends_of(r, n_placed, p), mirrored, bytes) != 0) {
            return false;
        }
    }
    return post > r->people - size - post;
}

static int64_t begin_on(const gm_roster *r, int32_t n_placed, choice c, int32_t dim)
{
    int64_t begin = ready_of(r, n_placed, c.task)[dim];
    for (int32_t p = c.post; p < c.post + r->small->people[c.task]; p++) {
        begin = gm_later(begin, ends_of(r, n_placed, p)[dim]);
    }
    return begin;
}

static bool comes_first(const choice *a, const choice *b)
{
    if (a->begin != b->begin) {
        return a->begin < b->begin;
    }
    return a->rest != b->rest ? a->rest > b->rest : a->task < b->task;
}

// What may be placed next, the earliest first, then what holds up most. Returns how many.
static int32_t list_choices(const gm_roster *r, int32_t n_placed, uint64_t placed,
                            choice *choices)
{
    const gm_small_net *small = r->small;
    int32_t n = 0;
    for (uint64_t left = r->load & ~placed; left; left &= left - 1) {
        int32_t task = gm_small_first(left);
        int32_t size = small->people[task];
        if (small->gate[task] & r->load & ~placed) {
            continue;
        }
        for (int32_t post = 0; post + size <= r->people; post++) {
            if (is_repeated(r, n_placed, placed, post, size)) {
                continue;
            }
            int64_t rest = r->rest[(ptrdiff_t)task * small->n_dims + r->fullest];
            choice c = {task, post, 0, rest};
            c.begin = begin_on(r, n_placed, c, r->fullest);
            int32_t k = n++;
            for (; k > 0 && comes_first(&c, &choices[k - 1]); k--) {
                choices[k] = choices[k - 1];
            }
            choices[k] = c;
        }
    }
    return n;
}

// ---- the search

// What waits for a task that is placed is not ready before it is done.
static void pass_on(gm_roster *r, int32_t n_placed, uint64_t left, int32_t task,
                    const int64_t *done)
{
    const gm_small_net *small = r->small;
    for (; left; left &= left - 1) {
        int32_t other = gm_small_first(left);
        const int64_t *from = ready_of(r, n_placed, other);
        int64_t *to = ready_of(r, n_placed + 1, other);
        bool waits = gm_small_has(small->before[other], task);
        for (int32_t d = 0; d < small->n_dims; d++) {
            to[d] = waits ? gm_later(from[d], done[d]) : from[d];
        }
    }
}

// Whoever is free before the task begins has idled until then.
static void place(gm_roster *r, int32_t n_placed, uint64_t placed, choice c)
{
    const gm_small_net *small = r->small;
    int32_t size = small->people[c.task];
    int64_t *begin = &r->begin[(ptrdiff_t)c.task * small->n_dims];
    r->post[c.task] = c.post;
    for (int32_t d = 0; d < small->n_dims; d++) {
        begin[d] = begin_on(r, n_placed, c, d);
        r->done[d] = begin[d] + gm_small_ticks(small, c.task)[d];
        for (int32_t p = 0; p < r->people; p++) {
            bool is_theirs = p >= c.post && p < c.post + size;
            int64_t end = ends_of(r, n_placed, p)[d];
            int64_t idled = d == r->fullest ? gm_later(end, begin[d]) : end;
            ends_of(r, n_placed + 1, p)[d] = is_theirs ? r->done[d] : idled;
        }
        r->work[d] -= size * gm_small_ticks(small, c.task)[d];
    }
    pass_on(r, n_placed, r->load & ~placed & ~gm_small_of(c.task), c.task, r->done);
}

static void take_away(gm_roster *r, int32_t task)
{
    for (int32_t d = 0; d < r->small->n_dims; d++) {
        r->work[d] += r->small->people[task] * gm_small_ticks(r->small, task)[d];
    }
}

static gm_roster_answer seek(gm_roster *r, int32_t n_placed, uint64_t placed)
{
    if (!has_time(r, n_placed, placed)) {
        return GM_ROSTER_NONE;
    }
    if (placed == r->load) {
        return GM_ROSTER_FOUND;
    }
    if (was_seen(r, n_placed, placed)) {
        return GM_ROSTER_NONE;
    }
    choice *choices = &r->choices[(ptrdiff_t)n_placed * r->most_choices];
    int32_t n = list_choices(r, n_placed, placed, choices);
    for (int32_t i = 0; i < n; i++) {
        if (r->left-- <= 0) {
            return GM_ROSTER_OPEN;
        }
        place(r, n_placed, placed, choices[i]);
        gm_roster_answer answer = seek(r, n_placed + 1, placed | gm_small_of(choices[i].task));
        take_away(r, choices[i].task);
        if (answer != GM_ROSTER_NONE) {
            return answer;
        }
    }
    return GM_ROSTER_NONE;
}

// Followers come after a task in the order of the net.
static void set_rests(gm_roster *r)
{
    const gm_small_net *small = r->small;
    for (int32_t k = small->n; k-- > 0;) {
        int32_t task = small->net->order[k];
        uint64_t after = small->net->after[task] & r->load;
        for (int32_t d = 0; d < small->n_dims; d++) {
            int64_t longest = 0;
            for (uint64_t left = after; left; left &= left - 1) {
                int32_t next = gm_small_first(left);
                longest = gm_later(longest, r->rest[(ptrdiff_t)next * small->n_dims + d] +
                                                gm_small_ticks(small, next)[d]);
            }
            r->rest[(ptrdiff_t)task * small->n_dims + d] = longest;
        }
    }
}

static void set_out(gm_roster *r, uint64_t load, int32_t people)
{
    const gm_small_net *small = r->small;
    size_t n_dims = (size_t)small->n_dims;
    r->load = load;
    r->people = people;
    r->teams = 0;
    r->n_words = r->n_states = 0;
    memset(r->chains, 0xff, sizeof r->chains); // -1 each
    memset(r->ends, 0, (size_t)people * n_dims * sizeof *r->ends);
    memset(r->ready, 0, (size_t)small->n * n_dims * sizeof *r->ready);
    memset(r->work, 0, n_dims * sizeof *r->work);
    for (uint64_t left = load; left; left &= left - 1) {
        int32_t task = gm_small_first(left);
        int32_t size = small->people[task];
        r->teams |= size > 1 && size < people ? gm_small_of(task) : 0;
        take_away(r, task);
    }
    set_rests(r);
    double most = -1.0;
    for (int32_t d = 0; d < small->n_dims; d++) {
        double fill = (double)r->work[d] / (double)small->net->capacity[d];
        if (fill > most) {
            most = fill;
            r->fullest = d;
        }
    }
}

gm_roster_answer gm_roster_seek(gm_roster *roster, uint64_t load, int32_t people,
                                int64_t most_trials, int64_t *trials)
{
    set_out(roster, load, people);
    roster->left = most_trials;
    gm_roster_answer answer = seek(roster, 0, 0);
    *trials += most_trials - gm_later(roster->left, 0);
    return answer;
}

void gm_roster_read(const gm_roster *roster, int32_t *post, int64_t *begin)
{
    int32_t n_dims = roster->small->n_dims;
    for (uint64_t left = roster->load; left; left &= left - 1) {
        int32_t task = gm_small_first(left);
        post[task] = roster->post[task];
        memcpy(&begin[(ptrdiff_t)task * n_dims], &roster->begin[(ptrdiff_t)task * n_dims],
               (size_t)n_dims * sizeof *begin);
    }
}
