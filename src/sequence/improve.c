// SPDX-License-Identifier: MIT
//
// Local search on a sequence: exchanges of two cars and turns of a stretch, kept when they cost no
// more (after Estellon, Gardi and Nouioua 2008, whose search won the ROADEF challenge with little
// else). A move is judged by the windows that it touches alone.

#include "sequence/orders.h"

typedef struct search {
    const gm_orders *orders;
    const gm_orders_past *past;
    int32_t *sequence;
    int32_t n;
    bool counts_changes; // blocks are a goal
} search;

static bool has_at(const search *s, const gm_spacing *rule, const uint64_t *past, int32_t k)
{
    if (k < 0) {
        return *past >> (-k - 1) & 1;
    }
    return s->orders->has[s->sequence[k]] >> rule->property & 1;
}

// Windows of a rule that hold too many, of those that end at from .. to. They begin in the past
// when they must.
static int64_t windows_between(const search *s, int32_t rule_i, int32_t from, int32_t to)
{
    const gm_spacing *rule = &s->orders->rules[rule_i];
    const uint64_t *past = &s->past->spacing[rule_i];
    uint64_t seen = 0;
    for (int32_t k = from - rule->in + 1; k < from; k++) {
        seen = seen << 1 | (k >= -GM_SPACING_MOST && has_at(s, rule, past, k) ? 1 : 0);
    }
    int64_t n = 0;
    for (int32_t k = from; k <= to; k++) {
        bool has = has_at(s, rule, past, k);
        n += gm_spacing_over(rule, seen, has) > 0;
        seen = seen << 1 | (has ? 1 : 0);
    }
    return n;
}

static int32_t colour_at(const search *s, int32_t k)
{
    return k < 0 ? s->past->colour : s->orders->colour[s->sequence[k]];
}

// Changes of colour on the way into and out of a place.
static int64_t changes_at(const search *s, int32_t k)
{
    int64_t n = 0;
    if (colour_at(s, k - 1) >= 0) {
        n += colour_at(s, k - 1) != colour_at(s, k);
    }
    if (k + 1 < s->n) {
        n += colour_at(s, k) != colour_at(s, k + 1);
    }
    return n;
}

static int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

// What the places a and b cost when only they change.
static gm_orders_cost cost_of_two(const search *s, int32_t a, int32_t b)
{
    gm_orders_cost cost = {0};
    for (int32_t r = 0; r < s->orders->n_rules; r++) {
        const gm_spacing *rule = &s->orders->rules[r];
        const uint64_t *past = &s->past->spacing[r];
        bool differs = has_at(s, rule, past, a) != has_at(s, rule, past, b);
        int32_t end_a = least(a + rule->in - 1, s->n - 1);
        if (differs && b <= end_a) {
            cost.windows += windows_between(s, r, a, least(b + rule->in - 1, s->n - 1));
        } else if (differs) {
            cost.windows += windows_between(s, r, a, end_a);
            cost.windows += windows_between(s, r, b, least(b + rule->in - 1, s->n - 1));
        }
    }
    if (s->counts_changes) {
        // The edge between neighbours is counted twice, before and after alike.
        cost.changes = changes_at(s, a) + changes_at(s, b);
    }
    return cost;
}

// What a stretch costs whose inside is turned round: windows over its ends too.
static gm_orders_cost cost_of_stretch(const search *s, int32_t a, int32_t b)
{
    gm_orders_cost cost = {0};
    for (int32_t r = 0; r < s->orders->n_rules; r++) {
        cost.windows +=
            windows_between(s, r, a, least(b + s->orders->rules[r].in - 1, s->n - 1));
    }
    if (s->counts_changes) {
        cost.changes = changes_at(s, a) + changes_at(s, b);
    }
    return cost;
}

static void exchange(search *s, int32_t a, int32_t b)
{
    int32_t kept = s->sequence[a];
    s->sequence[a] = s->sequence[b];
    s->sequence[b] = kept;
}

static void turn(search *s, int32_t a, int32_t b)
{
    for (; a < b; a++, b--) {
        exchange(s, a, b);
    }
}

static int by_cost(gm_orders_cost a, gm_orders_cost b)
{
    if (a.windows != b.windows) {
        return a.windows < b.windows ? -1 : 1;
    }
    return (a.changes > b.changes) - (a.changes < b.changes);
}

// Tries one move and takes it back when it is worse (or no better, when strictly).
static void try_move(search *s, int32_t a, int32_t b, bool turns, bool strictly,
                     gm_orders_cost *total)
{
    gm_orders_cost before = turns ? cost_of_stretch(s, a, b) : cost_of_two(s, a, b);
    if (turns) {
        turn(s, a, b);
    } else {
        exchange(s, a, b);
    }
    gm_orders_cost after = turns ? cost_of_stretch(s, a, b) : cost_of_two(s, a, b);
    int worse = by_cost(after, before);
    if (worse > 0 || (strictly && worse == 0)) {
        if (turns) {
            turn(s, a, b);
        } else {
            exchange(s, a, b);
        }
        return;
    }
    total->windows += after.windows - before.windows;
}

static int32_t draw(gm_stream *stream, int32_t n)
{
    int32_t k = (int32_t)(gm_stream_u01(stream) * n);
    return k < n ? k : n - 1;
}

#define TURNS_OF     8  // one move of so many turns a stretch
#define TURN_LONGEST 40 // cars

void gm_orders_improve(const gm_orders *orders, const gm_orders_past *past, bool strictly,
                       int32_t *sequence, int32_t n)
{
    gm_stream *stream = past->stream;
    search s = {orders, past, sequence, n, false};
    for (int32_t g = 0; g < orders->n_goals; g++) {
        s.counts_changes |= orders->goals[g] == GM_GOAL_BLOCKS && orders->colour != NULL;
    }
    gm_orders_cost total = gm_orders_cost_of(orders, past, sequence, n);
    for (int64_t t = 0; t < orders->trials && n > 1; t++) {
        if (total.windows == 0 && !s.counts_changes) {
            return;
        }
        int32_t a = draw(stream, n);
        int32_t b = draw(stream, n);
        bool turns = draw(stream, TURNS_OF) == 0;
        if (a > b) {
            int32_t kept = a;
            a = b;
            b = kept;
        }
        b = turns ? least(b, a + TURN_LONGEST) : b;
        if (a != b && (turns || sequence[a] != sequence[b])) {
            try_move(&s, a, b, turns, strictly, &total);
        }
    }
}
