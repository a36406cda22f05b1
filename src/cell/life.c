// SPDX-License-Identifier: MIT

#include "cell/life.h"

#include "cell/rainflow.h"
#include "core/assert.h"
#include "num/elementary.h"

#define HOUR_S   3600.0
#define STILL    0.01 // 1/h: below it no charge flows; BLAST-Lite's bound
#define WINDOW_S 86400.0
#define LAST_S   (1000.0 * 365.25 * 86400.0)
#define LEAST_K  200.0
#define MOST_K   400.0
#define HALVINGS 200
#define ROUNDING 1e-9

// ---- step by step

static double grown(double rate, double power, double x)
{
    return gm_pow(rate, 1.0 / power) * x;
}

void gm_life_wait(const gm_life_model *m, const gm_life_stress *s, double time_s,
                  gm_life_state *state)
{
    GM_REQUIRE(time_s >= 0.0);
    state->time += grown(m->time_rate(s), m->time_power, time_s / m->time_unit_s);
}

void gm_life_cycle(const gm_life_model *m, const gm_life_stress *s, double efc,
                   gm_life_state *state)
{
    GM_REQUIRE(efc >= 0.0);
    state->use += grown(m->use_rate(s), m->use_power, efc / m->use_unit_efc);
}

gm_life_loss gm_life_loss_of(const gm_life_model *m, const gm_life_state *state)
{
    gm_life_loss loss = {.time = gm_pow(state->time, m->time_power),
                         .use = gm_pow(state->use, m->use_power)};
    loss.capacity = fmax(0.0, 1.0 - loss.time - loss.use);
    return loss;
}

// ---- the history as sums

// Segment i leads from sample i to the next one, the last to the first of the next period. Each sum is
// over all segments before i; n + 1 of them.
typedef struct walk {
    const gm_life_use *use;
    double mean_k;
    double *moving_s; // time in which charge flows
    double *kelvin_s; // temperature over that time
    double *square;   // of the C-rate, over that time
} walk;

static int32_t next(const gm_life_use *use, int32_t i)
{
    return i + 1 < use->n ? i + 1 : 0;
}

static double length_s(const gm_life_use *use, int32_t i)
{
    return i + 1 < use->n ? use->time_s[i + 1] - use->time_s[i]
                          : use->period_s - (use->time_s[i] - use->time_s[0]);
}

// 1/h, charge > 0; 0 where nothing flows.
static double rate_at(const gm_life_use *use, int32_t i)
{
    double step_s = length_s(use, i);
    double rate = step_s > 0.0 ? (use->soc[next(use, i)] - use->soc[i]) / step_s * HOUR_S : 0.0;
    return fabs(rate) >= STILL ? rate : 0.0;
}

static double mean_of(const gm_life_use *use, const double *x)
{
    double sum = 0.0;
    for (int32_t i = 0; i < use->n; i++) {
        sum += 0.5 * (x[i] + x[next(use, i)]) * length_s(use, i);
    }
    return sum / use->period_s;
}

static walk walk_of(const gm_life_use *use, gm_arena *arena)
{
    walk w = {.use = use,
              .mean_k = mean_of(use, use->temperature_k),
              .moving_s = GM_NEW(arena, double, use->n + 1),
              .kelvin_s = GM_NEW(arena, double, use->n + 1),
              .square = GM_NEW(arena, double, use->n + 1)};
    for (int32_t i = 0; i < use->n; i++) {
        double rate = rate_at(use, i);
        double moving_s = rate != 0.0 ? length_s(use, i) : 0.0;
        double mean_k = 0.5 * (use->temperature_k[i] + use->temperature_k[next(use, i)]);
        w.moving_s[i + 1] = w.moving_s[i] + moving_s;
        w.kelvin_s[i + 1] = w.kelvin_s[i] + mean_k * moving_s;
        w.square[i + 1] = w.square[i] + rate * rate * moving_s;
    }
    return w;
}

// What a sum gains from sample `from` to `to`, over the end of the period where `to` is not after it.
static double gained(const gm_life_use *use, const double *sum, int32_t from, int32_t to)
{
    return to > from ? sum[to] - sum[from] : sum[use->n] - sum[from] + sum[to];
}

// Where the cycle is back at the level at which it began: on the one-way stretch that ends at `until`,
// in the segment after the sample returned, at a share of it.
static int32_t back_at(const gm_life_use *use, const gm_rain_cycle *c, double *share)
{
    double level = use->soc[c->from];
    bool rises = use->soc[c->from] > use->soc[c->to];
    int32_t after = c->until;
    int32_t before = after > 0 ? after - 1 : use->n - 1;
    while (before != c->to && (rises ? use->soc[before] >= level : use->soc[before] <= level)) {
        after = before;
        before = after > 0 ? after - 1 : use->n - 1;
    }
    double height = use->soc[after] - use->soc[before];
    *share = height != 0.0 ? (level - use->soc[before]) / height : 0.0;
    return before;
}

// A sum over the way of a cycle, there and back.
static double over(const walk *w, const gm_rain_cycle *c, const double *sum)
{
    double share;
    int32_t last = back_at(w->use, c, &share);
    return gained(w->use, sum, c->from, last) + share * (sum[last + 1] - sum[last]);
}

static gm_life_stress stress_of(const walk *w, const gm_rain_cycle *c)
{
    double moving_s = over(w, c, w->moving_s);
    return (gm_life_stress){
        .temperature_k = moving_s > 0.0 ? over(w, c, w->kelvin_s) / moving_s : w->mean_k,
        .soc = c->mean,
        .dod = c->range,
        .c_per_h = moving_s > 0.0 ? sqrt(over(w, c, w->square) / moving_s) : 0.0,
    };
}

// ---- what one period does

static double time_rate_at(const gm_life *life, const gm_life_use *use, int32_t i)
{
    const gm_life_stress s = {.temperature_k = use->temperature_k[i], .soc = use->soc[i]};
    return life->model->time_rate(&s);
}

// Window after window: the mean rate of each (trapezoids), as BLAST-Lite has it.
static void wear_by_time(gm_life *life, const gm_life_use *use)
{
    const gm_life_model *m = life->model;
    double spent_s = 0.0;
    double sum = 0.0;
    double rate = time_rate_at(life, use, 0);
    for (int32_t i = 0; i < use->n; i++) {
        double rate_after = time_rate_at(life, use, next(use, i));
        spent_s += length_s(use, i);
        sum += 0.5 * (rate + rate_after) * length_s(use, i);
        rate = rate_after;
        if ((spent_s >= WINDOW_S || i + 1 == use->n) && spent_s > 0.0) {
            life->period.time += grown(sum / spent_s, m->time_power, spent_s / m->time_unit_s);
            spent_s = 0.0;
            sum = 0.0;
        }
    }
}

static void wear_by_use(gm_life *life, const walk *w, const gm_rain *rain)
{
    for (int32_t i = 0; i < rain->n; i++) {
        const gm_life_stress s = stress_of(w, &rain->cycles[i]);
        double efc = rain->cycles[i].count * s.dod;
        gm_life_cycle(life->model, &s, efc, &life->period);
        life->efc += efc;
        life->deepest = fmax(life->deepest, s.dod);
    }
}

// ---- what the tests did not cover

static void exceed(gm_life *life, gm_life_stressor what, double value, double limit)
{
    life->outside[life->n_outside++] = (gm_life_excess){what, value, limit};
}

// A use at a limit is within it, whatever its rates come to in the last digits.
static void check_above(gm_life *life, gm_life_stressor what, double value, double limit)
{
    if (value > limit * (1.0 + ROUNDING)) {
        exceed(life, what, value, limit);
    }
}

static void check_below(gm_life *life, gm_life_stressor what, double value, double limit)
{
    if (value < limit * (1.0 - ROUNDING)) {
        exceed(life, what, value, limit);
    }
}

static void check_limits(gm_life *life, const gm_life_use *use)
{
    const gm_life_limits *limits = &life->model->limits;
    double charge = 0.0;
    double discharge = 0.0;
    double cold = 0.0;
    double low_k = MOST_K;
    double high_k = LEAST_K;
    for (int32_t i = 0; i < use->n; i++) {
        double rate = rate_at(use, i);
        double least_k = fmin(use->temperature_k[i], use->temperature_k[next(use, i)]);
        charge = fmax(charge, rate);
        discharge = fmax(discharge, -rate);
        cold = least_k <= limits->cold_k ? fmax(cold, rate) : cold;
        if (rate != 0.0) {
            low_k = fmin(low_k, least_k);
            high_k =
                fmax(high_k, fmax(use->temperature_k[i], use->temperature_k[next(use, i)]));
        }
    }
    check_above(life, GM_LIFE_CHARGE_RATE, charge, limits->charge_per_h);
    check_above(life, GM_LIFE_DISCHARGE_RATE, discharge, limits->discharge_per_h);
    if (limits->cold_charge_per_h > 0.0) {
        check_above(life, GM_LIFE_COLD_CHARGE, cold, limits->cold_charge_per_h);
    }
    check_below(life, GM_LIFE_COLDEST, low_k, limits->low_k);
    check_above(life, GM_LIFE_HOTTEST, high_k, limits->high_k);
    if (life->deepest > 0.0) {
        check_below(life, GM_LIFE_DEPTH, life->deepest, limits->low_dod);
    }
    check_above(life, GM_LIFE_SOLID, use->is_solid ? 1.0 : 0.0, 0.0);
}

// ---- the whole

gm_life_fault gm_life_use_check(const gm_life_use *use, int32_t *sample)
{
    *sample = 0;
    for (int32_t i = 0; i < use->n; i++) {
        *sample = i;
        if (i > 0 && !(use->time_s[i] > use->time_s[i - 1])) {
            return GM_LIFE_TIME_FALLS;
        }
        if (!(use->soc[i] >= 0.0 && use->soc[i] <= 1.0)) {
            return GM_LIFE_NO_CHARGE;
        }
        if (!(use->temperature_k[i] >= LEAST_K && use->temperature_k[i] <= MOST_K)) {
            return GM_LIFE_NO_TEMPERATURE;
        }
    }
    if (use->n < 2 || !(length_s(use, use->n - 1) >= 0.0)) {
        return GM_LIFE_TOO_SHORT;
    }
    bool jumps = length_s(use, use->n - 1) == 0.0 && use->soc[use->n - 1] != use->soc[0];
    return jumps ? GM_LIFE_JUMPS : GM_LIFE_SOUND;
}

gm_life gm_life_of_use(const gm_life_model *model, const gm_life_use *use, gm_arena *arena)
{
    int32_t sample;
    GM_REQUIRE(gm_life_use_check(use, &sample) == GM_LIFE_SOUND);
    gm_mark mark = gm_arena_mark(arena);
    const walk w = walk_of(use, arena);
    const gm_rain rain = gm_rainflow_repeating(use->soc, use->n, arena);
    gm_life life = {.model = model,
                    .period_s = use->period_s,
                    .mean_k = w.mean_k,
                    .mean_soc = mean_of(use, use->soc)};
    wear_by_time(&life, use);
    wear_by_use(&life, &w, &rain);
    check_limits(&life, use);
    gm_arena_rewind(arena, mark);
    return life;
}

gm_life_loss gm_life_after(const gm_life *life, double time_s)
{
    GM_REQUIRE(time_s >= 0.0);
    double periods = time_s / life->period_s;
    const gm_life_state state = {.time = life->period.time * periods,
                                 .use = life->period.use * periods};
    return gm_life_loss_of(life->model, &state);
}

// The capacity only falls: halve the time between what is enough and what is not.
double gm_life_until_s(const gm_life *life, double share)
{
    GM_REQUIRE(share > 0.0 && share < 1.0);
    double early_s = 0.0;
    double late_s = LAST_S;
    if (gm_life_after(life, late_s).capacity > share) {
        return GM_INFINITY;
    }
    for (int i = 0; i < HALVINGS && late_s - early_s > 1.0; i++) {
        double middle_s = 0.5 * (early_s + late_s);
        if (gm_life_after(life, middle_s).capacity > share) {
            early_s = middle_s;
        } else {
            late_s = middle_s;
        }
    }
    return late_s;
}

const char *gm_life_stressor_name(gm_life_stressor what)
{
    static const char *const names[GM_LIFE_STRESSORS] = {
        [GM_LIFE_CHARGE_RATE] = "charge C-rate",
        [GM_LIFE_DISCHARGE_RATE] = "discharge C-rate",
        [GM_LIFE_COLD_CHARGE] = "charge C-rate in the cold",
        [GM_LIFE_COLDEST] = "lowest temperature of cycling",
        [GM_LIFE_HOTTEST] = "highest temperature of cycling",
        [GM_LIFE_DEPTH] = "depth of the deepest cycle",
        [GM_LIFE_SOLID] = "solid electrolyte",
    };
    GM_REQUIRE((int)what >= 0 && what < GM_LIFE_STRESSORS);
    return names[what];
}
