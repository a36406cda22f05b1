// SPDX-License-Identifier: MIT

#include "plant/wear.h"

#include <stdio.h>

#define PURPOSE_BYTES 192

void gm_wear_create(gm_run *run, gm_wear *wear, int32_t n, const gm_failure_def *defs)
{
    *wear = (gm_wear){.defs = defs, .n = n};
    wear->left = GM_NEW(&run->arena, double, n);
    wear->after = GM_NEW(&run->arena, gm_sampler, n);
    wear->repair = GM_NEW(&run->arena, gm_sampler, n);
}

void gm_wear_begin(gm_run *run, gm_wear *wear, const char *path)
{
    char purpose[PURPOSE_BYTES];
    for (int32_t i = 0; i < wear->n; i++) {
        const gm_failure_def *def = &wear->defs[i];
        snprintf(purpose, sizeof purpose, "failure %s", def->name);
        gm_sampler_init(&wear->after[i], &def->after, run->seed, run->replication, path,
                        purpose);
        snprintf(purpose, sizeof purpose, "repair %s", def->name);
        gm_sampler_init(&wear->repair[i], &def->repair, run->seed, run->replication, path,
                        purpose);
        gm_wear_renew(wear, i, 1.0);
    }
}

void gm_wear_hasten(gm_wear *wear, double factor)
{
    GM_ASSERT(factor > 0.0);
    for (int32_t i = 0; i < wear->n; i++) {
        wear->left[i] /= factor;
    }
}

static double rate_of(const gm_wear *wear, int32_t failure_i, gm_wear_rate rate)
{
    switch (wear->defs[failure_i].by) {
    case GM_BY_WORK:
        return rate.by_work;
    case GM_BY_CALENDAR:
        return rate.by_calendar;
    case GM_BY_PARTS:
        break;
    }
    return 0.0;
}

void gm_wear_pass(gm_wear *wear, gm_wear_rate rate, double dt_s)
{
    for (int32_t i = 0; i < wear->n; i++) {
        wear->left[i] -= rate_of(wear, i, rate) * dt_s;
    }
}

void gm_wear_cycle(gm_wear *wear)
{
    for (int32_t i = 0; i < wear->n; i++) {
        wear->left[i] -= wear->defs[i].by == GM_BY_PARTS ? 1.0 : 0.0;
    }
}

// Failures by parts ring while what they belong to works.
static double seconds_to(const gm_wear *wear, int32_t failure_i, gm_wear_rate rate)
{
    double left = wear->left[failure_i] > 0.0 ? wear->left[failure_i] : 0.0;
    if (wear->defs[failure_i].by == GM_BY_PARTS) {
        return left <= 0.0 && rate.by_work > 0.0 ? 0.0 : (double)INFINITY;
    }
    double each_s = rate_of(wear, failure_i, rate);
    return each_s > 0.0 ? left / each_s : (double)INFINITY;
}

double gm_wear_next(const gm_wear *wear, gm_wear_rate rate)
{
    double least_s = (double)INFINITY;
    for (int32_t i = 0; i < wear->n; i++) {
        double in_s = seconds_to(wear, i, rate);
        least_s = in_s < least_s ? in_s : least_s;
    }
    return least_s;
}

int32_t gm_wear_due(const gm_wear *wear, gm_wear_rate rate, double now_s)
{
    for (int32_t i = 0; i < wear->n; i++) {
        if (gm_is_over(seconds_to(wear, i, rate), now_s)) {
            return i;
        }
    }
    return GM_NONE;
}

void gm_wear_renew(gm_wear *wear, int32_t failure_i, double factor)
{
    GM_ASSERT(factor > 0.0);
    wear->left[failure_i] = gm_sampler_next(&wear->after[failure_i]) / factor;
}
