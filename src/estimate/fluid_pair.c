// SPDX-License-Identifier: MIT
//
// States are written as the first and the second machine, 1 up and 0 down. In between the ends
//
//     (v1 - v2) f11' = -(p1 + p2) f11 + r1 f01 + r2 f10
//           v1  f10' = -(p1 + r2) f10 + p2 f11 + r1 f00
//                 0  = -(r1 + r2) f00 + p1 f10 + p2 f01
//     (v1 - v2) f11 + v1 f10 - v2 f01 = 0       (no net flow through any level)
//
// with speeds v, failures p and repairs r. That leaves two unknown functions, and one at equal
// speeds. The slower machine decides at which end both may be up: at the lower one when it is the
// first, which the solution takes for granted; the other case is the same line seen from behind.

#include "estimate/fluid_pair.h"

#include "core/assert.h"

#include <math.h>
#include <stdbool.h>

// Speeds nearer to each other count as equal; the answer is continuous there.
#define EQUAL_SPEEDS 1e-8
// A machine fails at least this often, as a share of its rate of repair: less is below rounding.
#define LEAST_FAIL 1e-12

// One exponential of the density, e^(rate (x - from)), scaled to be 1 where it is largest.
typedef struct mode {
    double rate;
    double places;
    double f11, f10; // its weights
} mode;

static double mode_at(const mode *m, double x)
{
    return exp(m->rate * (x - (m->rate > 0.0 ? m->places : 0.0)));
}

static double mode_integral(const mode *m)
{
    double k = fabs(m->rate);
    return k * m->places < 1e-12 ? m->places : -expm1(-k * m->places) / k;
}

// Integral of x times the exponential. With z = |rate| places, a falling one gives
// (1 - (1 + z) e^-z) / rate^2; a rising one is it mirrored.
static double mode_moment(const mode *m)
{
    double n = m->places;
    double k = fabs(m->rate);
    double z = k * n;
    double falling =
        z < 1e-4 ? n * n * (0.5 - z / 3.0 + z * z / 8.0) : (-expm1(-z) - z * exp(-z)) / (k * k);
    return m->rate > 0.0 ? n * mode_integral(m) - falling : falling;
}

static gm_fluid_machine clean(const gm_fluid_machine *m)
{
    GM_REQUIRE(m->speed > 0.0 && m->fail >= 0.0 && m->repair > 0.0);
    return (gm_fluid_machine){m->speed, fmax(m->fail, LEAST_FAIL * m->repair), m->repair};
}

// Masses and integrals of the density, not yet scaled to a whole of 1.
typedef struct masses {
    double low_11, low_01;   // at the empty buffer
    double high_11, high_10; // at the full one
    double in_11, in_10, in_01, in_00;
    double moment; // of the level, in between
} masses;

static gm_fluid_pair finish(const masses *m, const gm_fluid_machine *a,
                            const gm_fluid_machine *b, double places)
{
    double slow = fmin(a->speed, b->speed);
    double all = m->low_11 + m->low_01 + m->high_11 + m->high_10 + m->in_11 + m->in_10 +
                 m->in_01 + m->in_00;
    return (gm_fluid_pair){
        .rate = (b->speed * (m->in_11 + m->in_01) + slow * (m->low_11 + m->high_11)) / all,
        .starved = m->low_01 / all,
        .blocked = m->high_10 / all,
        .level = (m->moment + places * (m->high_11 + m->high_10)) / all,
    };
}

static gm_fluid_pair solve_equal(const gm_fluid_machine *a, const gm_fluid_machine *b,
                                 double places)
{
    double v = a->speed;
    double up = (a->repair + b->repair) / (a->fail + b->fail); // f11 / f10, f10 = f01
    double down = 1.0 / up;                                    // f00 / f10
    mode m = {
        .rate = (b->fail * up - a->fail - b->repair + a->repair * down) / v,
        .places = places,
    };
    double whole = mode_integral(&m);
    double low_11 = v * mode_at(&m, 0.0) / b->fail;
    double high_11 = v * mode_at(&m, places) / a->fail;
    masses found = {
        .low_11 = low_11,
        .low_01 = (v * mode_at(&m, 0.0) + a->fail * low_11) / a->repair,
        .high_11 = high_11,
        .high_10 = (v * mode_at(&m, places) + b->fail * high_11) / b->repair,
        .in_11 = up * whole,
        .in_10 = whole,
        .in_01 = whole,
        .in_00 = down * whole,
        .moment = (2.0 + up + down) * mode_moment(&m),
    };
    return finish(&found, a, b, places);
}

// f01 and f00 of given f11 and f10.
static double f01(const gm_fluid_machine *a, const gm_fluid_machine *b, double f11, double f10)
{
    return ((a->speed - b->speed) * f11 + a->speed * f10) / b->speed;
}

static double f00(const gm_fluid_machine *a, const gm_fluid_machine *b, double f11, double f10)
{
    return (a->fail * f10 + b->fail * f01(a, b, f11, f10)) / (a->repair + b->repair);
}

// Eigenvalues and eigenvectors of the two equations for (f11, f10).
static void find_modes(const gm_fluid_machine *a, const gm_fluid_machine *b, double places,
                       mode out[2])
{
    double d = a->speed - b->speed;
    double m[2][2];
    for (int j = 0; j < 2; j++) {
        double x = j == 0 ? 1.0 : 0.0;
        double y = 1.0 - x;
        m[0][j] = (-(a->fail + b->fail) * x + a->repair * f01(a, b, x, y) + b->repair * y) / d;
        m[1][j] =
            (-(a->fail + b->repair) * y + b->fail * x + a->repair * f00(a, b, x, y)) / a->speed;
    }
    double half = 0.5 * (m[0][0] + m[1][1]);
    double gap = 0.5 * (m[0][0] - m[1][1]);
    double root = sqrt(fmax(gap * gap + m[0][1] * m[1][0], 0.0));
    for (int j = 0; j < 2; j++) {
        // Off the diagonal neither is zero: both come from failures or repairs.
        double off = j == 0 ? root : -root;
        bool by_first = gap * off < 0.0;
        out[j] = (mode){half + off, places, by_first ? m[0][1] : gap + off,
                        by_first ? off - gap : m[1][0]};
    }
}

// The first machine is the slower one: nothing is at the full buffer with both up, so that
// f01 = 0 there, which settles the weights of the two exponentials.
static gm_fluid_pair solve_slow_first(const gm_fluid_machine *a, const gm_fluid_machine *b,
                                      double places)
{
    mode m[2];
    find_modes(a, b, places, m);
    double weight[2];
    for (int j = 0; j < 2; j++) {
        const mode *other = &m[1 - j];
        weight[j] =
            (j == 0 ? 1.0 : -1.0) * f01(a, b, other->f11, other->f10) * mode_at(other, places);
    }
    double whole_11 = 0.0, whole_10 = 0.0, low_f11 = 0.0, low_f10 = 0.0, high_f10 = 0.0;
    masses found = {0};
    for (int j = 0; j < 2; j++) {
        double w = weight[j];
        whole_11 += w * m[j].f11 * mode_integral(&m[j]);
        whole_10 += w * m[j].f10 * mode_integral(&m[j]);
        low_f11 += w * m[j].f11 * mode_at(&m[j], 0.0);
        low_f10 += w * m[j].f10 * mode_at(&m[j], 0.0);
        high_f10 += w * m[j].f10 * mode_at(&m[j], places);
        double sum =
            m[j].f11 + m[j].f10 + f01(a, b, m[j].f11, m[j].f10) + f00(a, b, m[j].f11, m[j].f10);
        found.moment += w * sum * mode_moment(&m[j]);
    }
    found.in_11 = whole_11;
    found.in_10 = whole_10;
    found.in_01 = f01(a, b, whole_11, whole_10);
    found.in_00 = f00(a, b, whole_11, whole_10);
    found.low_11 = low_f10 * b->speed / b->fail; // leaves upwards as the second fails
    found.low_01 =
        (b->speed * f01(a, b, low_f11, low_f10) + a->fail * found.low_11) / a->repair;
    found.high_10 = a->speed * high_f10 / b->repair;
    return finish(&found, a, b, places);
}

gm_fluid_pair gm_fluid_pair_solve(const gm_fluid_machine *first, const gm_fluid_machine *second,
                                  double places)
{
    GM_REQUIRE(places >= 0.0 && isfinite(places));
    gm_fluid_machine a = clean(first);
    gm_fluid_machine b = clean(second);
    if (fabs(a.speed - b.speed) <= EQUAL_SPEEDS * (a.speed + b.speed)) {
        return solve_equal(&a, &b, places);
    }
    if (a.speed < b.speed) {
        return solve_slow_first(&a, &b, places);
    }
    // Holes go the other way.
    gm_fluid_pair mirrored = solve_slow_first(&b, &a, places);
    return (gm_fluid_pair){mirrored.rate, mirrored.blocked, mirrored.starved,
                           places - mirrored.level};
}

double gm_fluid_machine_rate(const gm_fluid_machine *machine)
{
    return machine->speed / (1.0 + machine->fail / machine->repair);
}
