// SPDX-License-Identifier: MIT

#include "cell/rainflow.h"

#include "core/assert.h"

#include <math.h>
#include <stdbool.h>

// Turning points that still belong to no counted range, oldest first. The range between the lowest two of
// the stack contains the start of the history.
typedef struct counter {
    const double *x;
    bool
        repeats; // the start is the highest of all: a range that is closed there is a full cycle
    int32_t *points; // samples
    int32_t depth;
    gm_rain out;
} counter;

static double range_between(const counter *c, int32_t a, int32_t b)
{
    return fabs(c->x[c->points[b]] - c->x[c->points[a]]);
}

// Counts the range between points a and a + 1 of the stack, closed by the one after it if there is one.
static void count(counter *c, int32_t a, double how_much)
{
    int32_t from = c->points[a];
    int32_t to = c->points[a + 1];
    bool closed =
        a + 2 < c->depth && range_between(c, a + 1, a + 2) >= range_between(c, a, a + 1);
    c->out.cycles[c->out.n++] = (gm_rain_cycle){
        .range = range_between(c, a, a + 1),
        .mean = 0.5 * (c->x[from] + c->x[to]),
        .count = how_much,
        .from = from,
        .to = to,
        .until = closed ? c->points[a + 2] : to,
    };
}

// Takes the points from..from+n-1 out of the stack.
static void discard(counter *c, int32_t from, int32_t n)
{
    for (int32_t i = from + n; i < c->depth; i++) {
        c->points[i - n] = c->points[i];
    }
    c->depth -= n;
}

// Steps 2 to 5 of 5.4.4: X is the range that the newest point ends, Y the one before it.
static void count_closed(counter *c)
{
    while (c->depth >= 3) {
        int32_t y = c->depth - 3;
        if (range_between(c, y + 1, y + 2) < range_between(c, y, y + 1)) {
            return;
        }
        if (y == 0 && !c->repeats) {
            count(c, y, 0.5);
            discard(c, y, 1);
        } else {
            count(c, y, 1.0);
            discard(c, y, 2);
        }
    }
}

// True when the history turns at sample i, or begins or ends there.
static bool turns(const double *x, int32_t i, int32_t n)
{
    if (i == 0) {
        return true;
    }
    if (x[i] == x[i - 1]) {
        return false;
    }
    int32_t next = i + 1;
    while (next < n && x[next] == x[i]) {
        next++;
    }
    return next == n || (x[i] > x[i - 1]) != (x[next] > x[i]);
}

static gm_rain count_all(counter *c, int32_t n, gm_arena *arena)
{
    c->points = GM_NEW(arena, int32_t, n + 1);
    c->out.cycles = GM_NEW(arena, gm_rain_cycle, n + 1);
    for (int32_t i = 0; i < n; i++) {
        GM_REQUIRE(!isnan(c->x[i]));
        if (turns(c->x, i, n)) {
            c->points[c->depth++] = i;
            count_closed(c);
        }
    }
    // Step 6.
    for (int32_t i = 0; i + 1 < c->depth; i++) {
        count(c, i, 0.5);
    }
    return c->out;
}

gm_rain gm_rainflow(const double *x, int32_t n, gm_arena *arena)
{
    GM_REQUIRE(n >= 0);
    return count_all(&(counter){.x = x}, n, arena);
}

static int32_t highest(const double *x, int32_t n)
{
    int32_t best = 0;
    for (int32_t i = 1; i < n; i++) {
        best = x[i] > x[best] ? i : best;
    }
    return best;
}

gm_rain gm_rainflow_repeating(const double *x, int32_t n, gm_arena *arena)
{
    GM_REQUIRE(n >= 0);
    if (n == 0) {
        return (gm_rain){0};
    }
    int32_t first = highest(x, n);
    double *turned = GM_NEW(arena, double, n + 1);
    for (int32_t i = 0; i <= n; i++) {
        turned[i] = x[(first + i) % n];
    }
    gm_rain out = count_all(&(counter){.x = turned, .repeats = true}, n + 1, arena);
    for (int32_t i = 0; i < out.n; i++) {
        out.cycles[i].from = (out.cycles[i].from + first) % n;
        out.cycles[i].to = (out.cycles[i].to + first) % n;
        out.cycles[i].until = (out.cycles[i].until + first) % n;
    }
    return out;
}
