// SPDX-License-Identifier: MIT

#include "estimate/completion.h"

#include "core/assert.h"

#include <math.h>

// Repairs of a machine that stops so shortly that only its mean counts, in parts of its speed.
#define SHORTEST 1e6

gm_stops gm_stops_none(void)
{
    return (gm_stops){.each = 1.0};
}

void gm_stops_add(gm_stops *stops, const gm_dist *after, const gm_dist *repair)
{
    double rate = 1.0 / gm_dist_mean(after);
    double mean = gm_dist_mean(repair);
    double scv = gm_dist_scv(repair);
    stops->each += rate * mean;
    stops->second += rate * mean * mean * (1.0 + scv);
    // Of a gamma law: E x^3 = m^3 (1 + c)(1 + 2 c), c its squared coefficient of variation.
    stops->third += rate * mean * mean * mean * (1.0 + scv) * (1.0 + 2.0 * scv);
}

// Work X with cumulants k1, k2, k3, and given X a compound Poisson sum of repairs over X: the
// cumulants of their sum by those of X at the cumulant function of one second with its repairs.
gm_completion gm_completion_of(const gm_dist *work, const gm_stops *stops)
{
    double k1 = gm_dist_mean(work);
    double k2 = gm_dist_is_constant(work) ? 0.0 : gm_dist_variance(work);
    double k3 = 2.0 * k2 * k2 / k1; // of a gamma law
    GM_REQUIRE(k1 > 0.0);
    double a = stops->each;
    double variance = k2 * a * a + k1 * stops->second;
    return (gm_completion){
        .mean = k1 * a,
        .variance = variance,
        .third = k3 * a * a * a + 3.0 * k2 * a * stops->second + k1 * stops->third,
        .noise = variance > 0.0 ? k2 * a * a / variance : 0.0,
    };
}

// A flow machine makes a part in 1/v plus a Poisson number, of mean q = p/v, of repairs of rate
// r: cumulants 1/v + q/r, 2 q/r^2, 6 q/r^3.
gm_fluid_machine gm_fluid_machine_of(const gm_completion *c)
{
    if (c->variance <= 0.0) {
        return (gm_fluid_machine){1.0 / c->mean, 0.0, SHORTEST / c->mean};
    }
    double repair = 3.0 * c->variance / c->third;
    double stops = 0.5 * c->variance * repair * repair;
    // A very skew time would leave nothing for the work.
    double flow = fmax(c->mean - stops / repair, 0.01 * c->mean);
    return gm_fluid_machine_at(c, 1.0 / flow);
}

gm_fluid_machine gm_fluid_machine_at(const gm_completion *c, double speed)
{
    double stopped = fmax(speed * c->mean - 1.0, 0.0); // per time of work
    double shortest = SHORTEST * speed;
    double repair = c->variance > 0.0 && stopped > 0.0
                        ? fmin(2.0 * stopped / (speed * c->variance), shortest)
                        : shortest;
    return (gm_fluid_machine){speed, stopped * repair, repair};
}

double gm_fluid_places(double places, const gm_completion *before, const gm_completion *behind)
{
    // 2/3 makes two exponential machines exact: rate (B + 2) / (B + 3) for B places.
    return places + (before->noise + behind->noise) / 3.0;
}
