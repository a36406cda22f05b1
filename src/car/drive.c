// SPDX-License-Identifier: MIT

#include "car/drive.h"

#include "core/assert.h"

#include <math.h>

#define GRAVITY_M_S2 9.80665
#define AIR_KG_M3    1.1885 // dry, at 20 degC and 100 kPa: 1e5/(287.05 * 293.15)
#define ROAD_K       293.15 // at which forces of the road are given
#define ROAD_PA      1e5
#define HALVINGS     50
#define SCALINGS     8

gm_road gm_road_of_drag(double mass_kg, double drag_area_m2, double rolling)
{
    return (gm_road){.a_n = rolling * mass_kg * GRAVITY_M_S2,
                     .c_n_s2_m2 = 0.5 * AIR_KG_M3 * drag_area_m2,
                     .mass_kg = mass_kg,
                     .cold = GM_ROAD_COLD};
}

void gm_car_energy_add(gm_car_energy *a, const gm_car_energy *b)
{
    a->air += b->air;
    a->rolling += b->rolling;
    a->climb += b->climb;
    a->speed += b->speed;
    a->brakes += b->brakes;
    a->gears += b->gears;
    a->machines += b->machines;
    a->pack += b->pack;
    a->accessories += b->accessories;
    a->climate += b->climate;
    a->cells += b->cells;
    a->terminal += b->terminal;
    a->regained += b->regained;
}

// What does not change over a cycle.
typedef struct fixed {
    const gm_car *car;
    const gm_surroundings *in;
    gm_weather weather;
    double rolling; // a and b, times those at 20 degC
    double air;     // c
    double moved_kg;
} fixed;

static fixed fix(const gm_car *car, const gm_surroundings *in)
{
    double pressure = in->pressure_pa > 0.0 ? in->pressure_pa / ROAD_PA : 1.0;
    return (fixed){.car = car,
                   .in = in,
                   .weather = gm_climate_weather(&car->climate, in->outside_k),
                   .rolling = 1.0 + car->road.cold * (ROAD_K - in->outside_k),
                   .air = pressure * ROAD_K / in->outside_k,
                   .moved_kg = car->road.mass_kg + car->road.turning_kg};
}

// What a step begins with.
typedef struct moment {
    const fixed *f;
    gm_pack_point pack;
    double from_m_s;
    double step_s;
    double rise;
    double climate_w;
    double other_w; // climate and accessories
} moment;

// A step as it is tried; forces in N at the wheels.
typedef struct trial {
    double speed_m_s; // at its end
    double mean_m_s;
    double air_n;
    double rolling_n;
    double climb_n;
    double inertia_n;
    double force_n;    // what all of these ask for
    double machine_n;  // what machines do of it
    double brakes_n;   // what brakes do
    double gears_w;    // lost
    double lost_w;     // in machines
    double electric_w; // into machines
    double terminal_w;
} trial;

static void ask_road(const moment *m, trial *t)
{
    const fixed *f = m->f;
    const gm_road *road = &f->car->road;
    t->mean_m_s = 0.5 * (m->from_m_s + t->speed_m_s);
    t->inertia_n = f->moved_kg * (t->speed_m_s - m->from_m_s) / m->step_s;
    t->climb_n = 0.0;
    double level = 1.0; // cosine of the slope
    if (m->rise != 0.0) {
        level = 1.0 / sqrt(1.0 + m->rise * m->rise);
        t->climb_n = road->mass_kg * GRAVITY_M_S2 * m->rise * level;
    }
    double wind_m_s = t->mean_m_s + f->in->headwind_m_s;
    t->air_n = f->air * road->c_n_s2_m2 * wind_m_s * fabs(wind_m_s);
    t->rolling_n = f->rolling * level * (road->a_n + road->b_n_s_m * t->mean_m_s);
    t->force_n = t->inertia_n + t->climb_n + t->air_n + t->rolling_n;
}

// One axle does what it can of a force; what it does comes back.
static double turn(const gm_axle *a, double radius_m, double force_n, trial *t)
{
    double rad_s = t->mean_m_s * a->ratio / radius_m;
    double per_nm = a->ratio / radius_m * (force_n > 0.0 ? a->efficiency : 1.0 / a->efficiency);
    double most_nm = gm_machine_most_nm(&a->machine, rad_s);
    double nm = fmin(fmax(force_n / per_nm, -most_nm), most_nm);
    double done_n = nm * per_nm;
    double lost_w = gm_grid_at(&a->machine.loss_w, rad_s, nm);
    t->lost_w += lost_w;
    t->electric_w += nm * rad_s + lost_w;
    t->gears_w += nm * rad_s - done_n * t->mean_m_s;
    return done_n;
}

// All axles; what one cannot do the other does if it can.
static void turn_all(const gm_car *car, double force_n, trial *t)
{
    t->lost_w = 0.0;
    t->electric_w = 0.0;
    t->gears_w = 0.0;
    if (car->n_axles == 1) {
        t->machine_n = turn(&car->axles[0], car->wheel_radius_m, force_n, t);
        return;
    }
    double shares_n[2] = {force_n * car->axles[0].share, force_n * car->axles[1].share};
    for (int k = 0; k < 2; k++) {
        const gm_axle *a = &car->axles[k];
        double most_nm =
            gm_machine_most_nm(&a->machine, t->mean_m_s * a->ratio / car->wheel_radius_m);
        double most_n = most_nm * a->ratio / car->wheel_radius_m *
                        (force_n > 0.0 ? a->efficiency : 1.0 / a->efficiency);
        if (fabs(shares_n[k]) > most_n) {
            shares_n[k] = copysign(most_n, force_n);
            shares_n[1 - k] = force_n - shares_n[k];
        }
    }
    t->machine_n = turn(&car->axles[0], car->wheel_radius_m, shares_n[0], t);
    t->machine_n += turn(&car->axles[1], car->wheel_radius_m, shares_n[1], t);
}

// Of a force that slows the car, what the machines are asked for.
static double by_machines(const gm_car *car, double mean_m_s, double force_n)
{
    const gm_regen *r = &car->regen;
    double share = (mean_m_s - r->off_m_s) / (r->full_m_s - r->off_m_s);
    share = fmin(fmax(share, 0.0), 1.0);
    return fmax(force_n, -r->most_m_s2 * car->road.mass_kg) * share;
}

// Brakes take what would be more than the pack may be given.
static void brake_within(const gm_car *car, double most_in_w, double other_w, trial *t)
{
    double low_n = t->machine_n; // too much
    double high_n = 0.0;
    double over_w = -most_in_w - t->electric_w - other_w;
    for (int k = 0; k < SCALINGS && over_w > 1e-9 * most_in_w; k++) {
        double per_n = (t->electric_w + over_w) / t->electric_w;
        double next_n = fmin(fmax(t->machine_n * per_n, low_n), high_n);
        turn_all(car, next_n, t);
        over_w = -most_in_w - t->electric_w - other_w;
        if (over_w > 0.0) {
            low_n = t->machine_n;
        }
    }
    if (over_w > 1e-9 * most_in_w) {
        turn_all(car, 0.0, t);
    }
}

// What the wheels, the machines and the pack do for a speed at the end of a step. False: more than they can.
static bool try_speed(const moment *m, trial *t)
{
    const gm_car *car = m->f->car;
    ask_road(m, t);
    if (t->mean_m_s == 0.0) {
        turn_all(car, 0.0, t);
        t->machine_n = 0.0;
        t->brakes_n = 0.0;
        t->terminal_w = t->electric_w + m->other_w;
        return true;
    }
    double asked_n = t->force_n < 0.0 ? by_machines(car, t->mean_m_s, t->force_n) : t->force_n;
    turn_all(car, asked_n, t);
    if (t->electric_w + m->other_w < -m->pack.most_in_w) {
        brake_within(car, m->pack.most_in_w, m->other_w, t);
    }
    t->terminal_w = t->electric_w + m->other_w;
    t->brakes_n = fmin(t->force_n - t->machine_n, 0.0);
    double near_n = 1e-9 * fabs(t->force_n);
    return t->force_n - t->machine_n <= near_n &&
           t->terminal_w <= fmin(m->pack.most_out_w, gm_pack_peak_w(&m->pack));
}

// The fastest of what can be done below a speed that cannot.
static void slow_down(const moment *m, trial *t)
{
    double low_m_s = 0.0;
    double high_m_s = t->speed_m_s;
    for (int k = 0; k < HALVINGS; k++) {
        t->speed_m_s = 0.5 * (low_m_s + high_m_s);
        if (try_speed(m, t)) {
            low_m_s = t->speed_m_s;
        } else {
            high_m_s = t->speed_m_s;
        }
    }
    t->speed_m_s = low_m_s;
    (void)try_speed(m, t);
}

static void account(const moment *m, const trial *t, double current_a, gm_car_drive_result *sum)
{
    gm_car_energy *e = &sum->energy;
    double way_m = t->mean_m_s * m->step_s;
    double cells_w = m->pack.open_v * current_a;
    e->air += t->air_n * way_m;
    e->rolling += t->rolling_n * way_m;
    e->climb += t->climb_n * way_m;
    e->speed += t->inertia_n * way_m;
    e->brakes -= t->brakes_n * way_m;
    e->gears += t->gears_w * m->step_s;
    e->machines += t->lost_w * m->step_s;
    e->pack += (cells_w - t->terminal_w) * m->step_s;
    e->accessories += (m->other_w - m->climate_w) * m->step_s;
    e->climate += m->climate_w * m->step_s;
    e->cells += cells_w * m->step_s;
    e->terminal += t->terminal_w * m->step_s;
    e->regained -= fmin(t->terminal_w, 0.0) * m->step_s;
    sum->distance_m += way_m;
    sum->time_s += m->step_s;
    sum->most_out_w = fmax(sum->most_out_w, t->terminal_w);
    sum->most_in_w = fmax(sum->most_in_w, -t->terminal_w);
}

static double warm_pack(const gm_pack *pack, double outside_k, double heat_w, double step_s,
                        double pack_k)
{
    if (pack->heat_j_k <= 0.0) {
        return pack_k;
    }
    double lost_w = pack->loss_w_k * (pack_k - outside_k);
    return pack_k + (heat_w - lost_w) * step_s / pack->heat_j_k;
}

// Cabin and pack over a step, and what is known as it begins. Heat for the pack comes back.
static double begin(const fixed *f, const gm_cycle *cycle, int32_t i, gm_car_state *s,
                    moment *m)
{
    const gm_climate *climate = &f->car->climate;
    double step_s = cycle->time_s[i] - cycle->time_s[i - 1];
    double cabin_w = gm_climate_cabin(climate, &f->weather, step_s, &s->cabin_k);
    double pack_w = gm_climate_pack(climate, f->car->pack.heat_j_k, step_s, s->pack_k);
    double climate_w = gm_climate_power(climate, &f->weather, cabin_w, pack_w);
    *m = (moment){.f = f,
                  .pack = gm_pack_at(&f->car->pack, s->soc, s->pack_k),
                  .from_m_s = s->speed_m_s,
                  .step_s = step_s,
                  .rise = cycle->grade ? cycle->grade[i] : 0.0,
                  .climate_w = climate_w,
                  .other_w = f->car->accessories_w + climate_w};
    return pack_w;
}

// One step to the point i.
static void drive_step(const fixed *f, const gm_cycle *cycle, int32_t i, gm_car_state *s,
                       gm_car_drive_result *sum, gm_car_step *step)
{
    moment m;
    double pack_w = begin(f, cycle, i, s, &m);
    trial t = {.speed_m_s = cycle->speed_m_s[i]};
    if (!try_speed(&m, &t)) {
        slow_down(&m, &t);
        double missed = cycle->speed_m_s[i] - t.speed_m_s;
        sum->n_missed++;
        sum->worst = missed > sum->worst_m_s ? i : sum->worst;
        sum->worst_m_s = fmax(sum->worst_m_s, missed);
    }
    double current_a = gm_pack_current(&m.pack, t.terminal_w);
    account(&m, &t, current_a, sum);
    s->soc -= current_a * m.step_s / f->car->pack.capacity_c;
    s->pack_k = warm_pack(&f->car->pack, f->in->outside_k,
                          m.pack.ohm * current_a * current_a + pack_w, m.step_s, s->pack_k);
    s->speed_m_s = t.speed_m_s;
    *step = (gm_car_step){.time_s = cycle->time_s[i],
                          .speed_m_s = t.speed_m_s,
                          .force_n = t.machine_n + t.brakes_n,
                          .brakes_n = t.brakes_n,
                          .machine_w = t.electric_w,
                          .climate_w = m.climate_w,
                          .terminal_w = t.terminal_w,
                          .current_a = current_a,
                          .soc = s->soc,
                          .pack_k = s->pack_k,
                          .cabin_k = s->cabin_k};
}

gm_car_drive_result gm_car_drive(const gm_car *car, const gm_cycle *cycle,
                                 const gm_surroundings *in, gm_car_state *state,
                                 gm_car_step *steps)
{
    GM_REQUIRE(car->n_axles == 1 || car->n_axles == 2);
    GM_REQUIRE(car->road.mass_kg > 0.0 && car->wheel_radius_m > 0.0 && in->outside_k > 0.0);
    fixed f = fix(car, in);
    gm_car_drive_result sum = {.time_s = 0.0};
    double asked_m = 0.0;
    gm_car_step step = {.time_s = cycle->time_s[0],
                        .speed_m_s = state->speed_m_s,
                        .soc = state->soc,
                        .pack_k = state->pack_k,
                        .cabin_k = state->cabin_k};
    for (int32_t i = 0; i < cycle->n && sum.empty_at == 0; i++) {
        if (i > 0) {
            drive_step(&f, cycle, i, state, &sum, &step);
            asked_m += 0.5 * (cycle->speed_m_s[i] + cycle->speed_m_s[i - 1]) *
                       (cycle->time_s[i] - cycle->time_s[i - 1]);
            sum.empty_at = state->soc <= car->pack.least_soc ? i : 0;
        }
        if (steps) {
            steps[i] = step;
        }
    }
    sum.short_m = asked_m - sum.distance_m;
    return sum;
}
