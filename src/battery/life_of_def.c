// SPDX-License-Identifier: MIT
//
// Samples of a use from what a file says of it.

#include "battery/life_def.h"

#include <math.h>

#define DAY_S   86400.0
#define HOUR_S  3600.0
#define TURN_S  1.0 // in which the temperature of a cell that begins to be charged changes
#define SAMPLES 12

// ---- cycles

typedef struct drawn {
    int32_t n;
    double *time_s;
    double *temperature_k;
    double *soc;
} drawn;

static drawn draw(gm_arena *arena, int32_t room)
{
    return (drawn){.time_s = GM_NEW(arena, double, room),
                   .temperature_k = GM_NEW(arena, double, room),
                   .soc = GM_NEW(arena, double, room)};
}

static void add(drawn *d, double time_s, double soc, double temperature_k)
{
    d->time_s[d->n] = time_s;
    d->soc[d->n] = soc;
    d->temperature_k[d->n++] = temperature_k;
}

// Charging first: its temperature comes and goes in a moment while nothing flows.
static bool draw_cycles(const gm_life_use_def *use, gm_diag *diag, drawn *d, double *period_s)
{
    const gm_life_cycles_def *c = use->cycles;
    double swing = c->high - c->low;
    double charge_s = swing / c->charge_per_s;
    double discharge_s = swing / c->discharge_per_s;
    double charge_k = c->has_charge_k ? c->charge_k : c->temperature_k;
    *period_s = DAY_S / c->per_day;
    double left_s = *period_s - charge_s - discharge_s - 4.0 * TURN_S;
    double full_s = c->has_full ? c->full_s : 0.5 * left_s;
    if (left_s < 0.0 || full_s > left_s) {
        gm_diag_error(
            diag, c->src,
            "use '%s': a cycle takes %.4g h of charge, discharge and standing charged, "
            "and comes every %.4g h",
            use->name, (charge_s + discharge_s + (c->has_full ? full_s : 0.0)) / HOUR_S,
            *period_s / HOUR_S);
        return false;
    }
    double t = 0.0;
    add(d, t, c->low, c->temperature_k);
    add(d, t += TURN_S, c->low, charge_k);
    add(d, t += charge_s, c->high, charge_k);
    add(d, t += TURN_S, c->high, c->temperature_k);
    add(d, t += full_s + TURN_S, c->high, c->temperature_k);
    add(d, t + discharge_s, c->low, c->temperature_k);
    return true;
}

// ---- points

static void draw_points(const gm_life_use_def *use, drawn *d)
{
    for (int i = 0; i < use->points.n; i++) {
        const gm_life_point_def *p = &use->points.items[i];
        add(d, p->at_s, p->soc, p->temperature_k);
    }
}

static void tell(const gm_life_use_def *def, gm_life_fault fault, int32_t sample, gm_diag *diag)
{
    static const char *const texts[] = {
        [GM_LIFE_TOO_SHORT] = "it needs two points at least, and a period as long as they are",
        [GM_LIFE_TIME_FALLS] = "a point comes after the one above it",
        [GM_LIFE_NO_CHARGE] = "a state of charge is from 0 to 100 %",
        [GM_LIFE_NO_TEMPERATURE] = "a temperature is from 200 to 400 K",
        [GM_LIFE_JUMPS] = "the state of charge jumps from the last point to the next period",
    };
    bool is_of_point = fault != GM_LIFE_TOO_SHORT && sample >= 0 && sample < def->points.n;
    gm_diag_error(diag, is_of_point ? def->points.items[sample].src : def->src, "use '%s': %s",
                  def->name, texts[fault]);
}

gm_status gm_life_use_of_def(const gm_life_use_def *def, bool is_solid, gm_arena *arena,
                             gm_diag *diag, gm_life_use *out)
{
    int32_t sample = 0;
    double period_s = def->period_s;
    drawn d = draw(arena, def->cycles ? SAMPLES : def->points.n);
    if (def->cycles && !draw_cycles(def, diag, &d, &period_s)) {
        return GM_ERR_MODEL;
    }
    draw_points(def, &d);
    *out = (gm_life_use){.time_s = d.time_s,
                         .temperature_k = d.temperature_k,
                         .soc = d.soc,
                         .n = d.n,
                         .period_s = period_s,
                         .is_solid = is_solid};
    gm_life_fault fault = gm_life_use_check(out, &sample);
    if (fault != GM_LIFE_SOUND) {
        tell(def, fault, sample, diag);
        return GM_ERR_MODEL;
    }
    return GM_OK;
}
