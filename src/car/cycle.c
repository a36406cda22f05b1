// SPDX-License-Identifier: MIT

#include "car/cycle.h"

#include "car/cycle_tables.h"
#include "core/assert.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

gm_cycle_totals gm_cycle_sum(const gm_cycle *cycle, int32_t first, int32_t last)
{
    GM_REQUIRE(first >= 0 && first < last && last < cycle->n);
    const double *v = cycle->speed_m_s;
    gm_cycle_totals sum = {.time_s = cycle->time_s[last] - cycle->time_s[first],
                           .most_m_s = v[first]};
    int32_t n_standing = 0;
    for (int32_t i = first + 1; i <= last; i++) {
        double step_s = cycle->time_s[i] - cycle->time_s[i - 1];
        double faster = (v[i] - v[i - 1]) / step_s;
        sum.distance_m += 0.5 * (v[i] + v[i - 1]) * step_s;
        sum.most_m_s = fmax(sum.most_m_s, v[i]);
        sum.most_acceleration_m_s2 = fmax(sum.most_acceleration_m_s2, faster);
        sum.most_deceleration_m_s2 = fmax(sum.most_deceleration_m_s2, -faster);
        n_standing += v[i] == 0.0;
    }
    sum.mean_m_s = sum.distance_m / sum.time_s;
    sum.standing = (double)n_standing / (last - first);
    return sum;
}

// ---- by name

#define KM_H (1.0 / 3.6)

typedef struct known {
    const char *name;
    const char *standard;
    const double *speed;
    const int32_t *n;
    double unit_m_s;
    int32_t n_phases;
    int32_t phase_end[GM_CYCLE_PHASES]; // s; the last one is that of the cycle
} known;

static const known all[] = {
    {"CLTC-P",
     "GB/T 38146.1-2019",
     gm_cycle_cltc_p,
     &gm_cycle_cltc_p_n,
     1.0,
     3,
     {674, 1367, 1800}},
    {"WLTC-3b",
     "UN GTR 15",
     gm_cycle_wltc_3b,
     &gm_cycle_wltc_3b_n,
     1.0,
     4,
     {589, 1022, 1477, 1800}},
    {"UDDS", "40 CFR 86, appendix I (a)", gm_cycle_udds, &gm_cycle_udds_n, 1.0, 1, {1369}},
    {"HWFET", "40 CFR 600, appendix I", gm_cycle_hwfet, &gm_cycle_hwfet_n, 1.0, 1, {765}},
    {"US06", "40 CFR 86, appendix I (g)", gm_cycle_us06, &gm_cycle_us06_n, 1.0, 1, {600}},
    {"NEDC", "UN R101", gm_cycle_nedc, &gm_cycle_nedc_n, KM_H, 2, {780, 1179}},
};

#define N_KNOWN ((int32_t)(sizeof all / sizeof all[0]))

int32_t gm_cycle_known_count(void)
{
    return N_KNOWN;
}

const char *gm_cycle_known_name(int32_t i)
{
    GM_REQUIRE(i >= 0 && i < N_KNOWN);
    return all[i].name;
}

static int small(char c)
{
    return tolower((unsigned char)c);
}

static const char *skip(const char *at)
{
    while (*at == ' ' || *at == '-' || *at == '_') {
        at++;
    }
    return at;
}

static bool is_named(const char *a, const char *b)
{
    for (a = skip(a), b = skip(b); *a && *b; a = skip(a + 1), b = skip(b + 1)) {
        if (small(*a) != small(*b)) {
            return false;
        }
    }
    return *a == *b;
}

static gm_cycle open(const known *of, gm_arena *arena)
{
    int32_t n = *of->n;
    double *time_s = GM_NEW(arena, double, n);
    double *speed = GM_NEW(arena, double, n);
    for (int32_t i = 0; i < n; i++) {
        time_s[i] = i;
        speed[i] = of->speed[i] * of->unit_m_s;
    }
    gm_cycle cycle = {.name = of->name,
                      .standard = of->standard,
                      .n = n,
                      .time_s = time_s,
                      .speed_m_s = speed,
                      .n_phases = of->n_phases};
    memcpy(cycle.phase_end, of->phase_end, sizeof cycle.phase_end);
    GM_ASSERT(cycle.phase_end[cycle.n_phases - 1] == n - 1);
    return cycle;
}

bool gm_cycle_find(const char *name, gm_arena *arena, gm_cycle *out)
{
    for (int32_t i = 0; i < N_KNOWN; i++) {
        if (is_named(all[i].name, name)) {
            *out = open(&all[i], arena);
            return true;
        }
    }
    return false;
}

gm_cycle gm_cycle_steady(double speed_m_s, double time_s, gm_arena *arena)
{
    GM_REQUIRE(speed_m_s > 0.0 && time_s > 0.0);
    int32_t n = (int32_t)ceil(time_s) + 1;
    double *time = GM_NEW(arena, double, n);
    double *speed = GM_NEW(arena, double, n);
    for (int32_t i = 0; i < n; i++) {
        time[i] = fmin(i, time_s);
        speed[i] = speed_m_s;
    }
    return (gm_cycle){.name = "steady",
                      .n = n,
                      .time_s = time,
                      .speed_m_s = speed,
                      .n_phases = 1,
                      .phase_end = {n - 1}};
}
