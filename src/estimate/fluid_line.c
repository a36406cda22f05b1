// SPDX-License-Identifier: MIT
//
// The equations of Dallery, David and Xie, "Approximate analysis of transfer lines with unreliable
// machines and finite buffers", IEEE Transactions on Automatic Control 34 (1989). With I = fail /
// repair and E = rate / speed, for the machine before buffer i (and mirrored behind it):
//
//     flow and idle time   Iu(i) = 1/E(i-1) + 1/e(i) - Id(i-1) - 2
//     resumption of flow   ru(i) = X ru(i-1) + (1 - X) r(i),   X = starved(i-1) / (Iu(i) E(i-1))

#include "estimate/fluid_line.h"

#include "core/assert.h"

#include <math.h>

#define MOST_ROUNDS 10000
#define SETTLED     1e-12 // relative

// The line of two machines that stands for a buffer.
typedef struct pair {
    gm_fluid_machine up;
    gm_fluid_machine down;
    double places;
    gm_fluid_pair found;
} pair;

static void solve(pair *p)
{
    p->found = gm_fluid_pair_solve(&p->up, &p->down, p->places);
}

// Stops of the machine that stands for `own` and all beyond it, seen from the next pair: beyond
// and its other side are those of the pair beyond, held the share of time in which that stops own.
static gm_fluid_machine joined(const gm_fluid_machine *own, const gm_fluid_machine *beyond,
                               const gm_fluid_machine *other_side, double rate, double held)
{
    double e = rate / own->speed;
    double stops =
        1.0 / e + (1.0 + own->fail / own->repair) - other_side->fail / other_side->repair - 2.0;
    stops = fmax(stops, 1e-15);
    double share = fmin(held / (stops * e), 1.0);
    double repair = share * beyond->repair + (1.0 - share) * own->repair;
    return (gm_fluid_machine){own->speed, stops * repair, repair};
}

static double go_round(pair *pairs, int32_t n, const gm_fluid_machine *machines)
{
    for (int32_t i = 1; i < n; i++) {
        pair *before = &pairs[i - 1];
        solve(before);
        pairs[i].up = joined(&machines[i], &before->up, &before->down, before->found.rate,
                             before->found.starved);
    }
    for (int32_t i = n - 2; i >= 0; i--) {
        pair *behind = &pairs[i + 1];
        solve(behind);
        pairs[i].down = joined(&machines[i + 1], &behind->down, &behind->up, behind->found.rate,
                               behind->found.blocked);
    }
    double least = INFINITY;
    double most = 0.0;
    for (int32_t i = 0; i < n; i++) {
        solve(&pairs[i]);
        least = fmin(least, pairs[i].found.rate);
        most = fmax(most, pairs[i].found.rate);
    }
    return (most - least) / most;
}

bool gm_fluid_line_rate(int32_t n, const gm_fluid_machine *machines, const double *places,
                        gm_arena *scratch, double *rate)
{
    GM_REQUIRE(n >= 1);
    if (n == 1) {
        *rate = gm_fluid_machine_rate(&machines[0]);
        return true;
    }
    gm_mark mark = gm_arena_mark(scratch);
    pair *pairs = GM_NEW(scratch, pair, n - 1);
    for (int32_t i = 0; i < n - 1; i++) {
        GM_REQUIRE(n == 2 || machines[i].speed == machines[i + 1].speed);
        pairs[i] = (pair){.up = machines[i], .down = machines[i + 1], .places = places[i]};
    }
    bool is_settled = false;
    double was = 0.0;
    for (int k = 0; k < MOST_ROUNDS && !is_settled; k++) {
        double apart = go_round(pairs, n - 1, machines);
        *rate = pairs[0].found.rate;
        is_settled = apart < SETTLED && fabs(*rate - was) <= SETTLED * *rate;
        was = *rate;
    }
    gm_arena_rewind(scratch, mark);
    return is_settled;
}
