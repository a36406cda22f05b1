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

// As fmin and fmax, which compilers call for the sake of what is no number: a sixth of a drive's time.
static inline double lesser(double a, double b)
{
    return a < b ? a : b;
}

static inline double greater(double a, double b)
{
    return a > b ? a : b;
}

// What does not change over a cycle.
typedef struct fixed {
    const gm_car *car;
    const gm_surroundings *in;
    gm_weather weather;
    bool has_climate;
    double a_n; // of the road, at this weather
    double b_n_s_m;
    double c_n_s2_m2;
    double moved_kg;
    double per_m[2]; // turns of the machines in radians for a metre of the way
    double regen_per_m_s;
    double regen_n;
    double per_c;  // of the pack's charge
    double per_jk; // of its heat; 0: it does not move
} fixed;

static fixed fix(const gm_car *car, const gm_surroundings *in)
{
    const gm_road *road = &car->road;
    double pressure = in->pressure_pa > 0.0 ? in->pressure_pa / ROAD_PA : 1.0;
    double rolling = 1.0 + road->cold * (ROAD_K - in->outside_k);
    double heat_j_k = car->pack.heat_j_k;
    return (fixed){
        .car = car,
        .in = in,
        .weather = gm_climate_weather(&car->climate, in->outside_k),
        .has_climate = car->climate.cabin_k > 0.0 ||
                       (heat_j_k > 0.0 &&
                        (car->climate.pack_least_k > 0.0 || car->climate.pack_most_k > 0.0)),
        .a_n = rolling * road->a_n,
        .b_n_s_m = rolling * road->b_n_s_m,
        .c_n_s2_m2 = pressure * ROAD_K / in->outside_k * road->c_n_s2_m2,
        .moved_kg = road->mass_kg + road->turning_kg,
        .per_m = {car->axles[0].ratio / car->wheel_radius_m,
                  car->axles[1].ratio / car->wheel_radius_m},
        .regen_per_m_s = 1.0 / (car->regen.full_m_s - car->regen.off_m_s),
        .regen_n = car->regen.most_m_s2 * road->mass_kg,
        .per_c = 1.0 / car->pack.capacity_c,
        .per_jk = heat_j_k > 0.0 ? 1.0 / heat_j_k : 0.0,
    };
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
    t->mean_m_s = 0.5 * (m->from_m_s + t->speed_m_s);
    t->inertia_n = f->moved_kg * (t->speed_m_s - m->from_m_s) / m->step_s;
    t->climb_n = 0.0;
    double level = 1.0; // cosine of the slope
    if (m->rise != 0.0) {
        level = 1.0 / sqrt(1.0 + m->rise * m->rise);
        t->climb_n = f->car->road.mass_kg * GRAVITY_M_S2 * m->rise * level;
    }
    double wind_m_s = t->mean_m_s + f->in->headwind_m_s;
    t->air_n = f->c_n_s2_m2 * wind_m_s * fabs(wind_m_s);
    t->rolling_n = level * (f->a_n + f->b_n_s_m * t->mean_m_s);
    t->force_n = t->inertia_n + t->climb_n + t->air_n + t->rolling_n;
}

// One axle does what it can of a force; what it does comes back.
static double turn(const gm_axle *a, double per_m, double force_n, trial *t)
{
    double rad_s = t->mean_m_s * per_m;
    double most_nm = gm_motor_most_nm(&a->machine, rad_s);
    // Nm of the machine for a newton at the wheels, which gears make more while driving
    bool drives = force_n > 0.0;
    double asked_nm = force_n / per_m;
    asked_nm = drives ? asked_nm / a->efficiency : asked_nm * a->efficiency;
    double nm = lesser(greater(asked_nm, -most_nm), most_nm);
    double done_n = force_n;
    if (nm != asked_nm) {
        done_n = nm * per_m * (drives ? a->efficiency : 1.0 / a->efficiency);
    }
    double shaft_w = nm * rad_s;
    double lost_w = gm_mesh_at(&a->machine.loss_w, rad_s, nm);
    t->lost_w += lost_w;
    t->electric_w += shaft_w + lost_w;
    t->gears_w += shaft_w - done_n * t->mean_m_s;
    return done_n;
}

// Most of a force that an axle does.
static double most_of(const gm_axle *a, double per_m, double mean_m_s, bool drives)
{
    double nm = gm_motor_most_nm(&a->machine, mean_m_s * per_m);
    return nm * per_m * (drives ? a->efficiency : 1.0 / a->efficiency);
}

// All axles; what one cannot do the other does if it can.
static void turn_all(const fixed *f, double force_n, trial *t)
{
    const gm_car *car = f->car;
    t->lost_w = 0.0;
    t->electric_w = 0.0;
    t->gears_w = 0.0;
    if (car->n_axles == 1) {
        t->machine_n = turn(&car->axles[0], f->per_m[0], force_n, t);
        return;
    }
    double shares_n[2] = {force_n * car->axles[0].share, force_n * car->axles[1].share};
    for (int k = 0; k < 2; k++) {
        double most_n = most_of(&car->axles[k], f->per_m[k], t->mean_m_s, force_n > 0.0);
        if (fabs(shares_n[k]) > most_n) {
            shares_n[k] = copysign(most_n, force_n);
            shares_n[1 - k] = force_n - shares_n[k];
        }
    }
    t->machine_n = turn(&car->axles[0], f->per_m[0], shares_n[0], t);
    t->machine_n += turn(&car->axles[1], f->per_m[1], shares_n[1], t);
}

// Of a force that slows the car, what the machines are asked for.
static double by_machines(const fixed *f, double mean_m_s, double force_n)
{
    double share = (mean_m_s - f->car->regen.off_m_s) * f->regen_per_m_s;
    share = lesser(greater(share, 0.0), 1.0);
    return greater(force_n, -f->regen_n) * share;
}

// Brakes take what would be more than the pack may be given.
static void brake_within(const fixed *f, double most_in_w, double other_w, trial *t)
{
    double low_n = t->machine_n; // too much
    double high_n = 0.0;
    double over_w = -most_in_w - t->electric_w - other_w;
    for (int k = 0; k < SCALINGS && over_w > 1e-9 * most_in_w; k++) {
        double per_n = (t->electric_w + over_w) / t->electric_w;
        double next_n = lesser(greater(t->machine_n * per_n, low_n), high_n);
        turn_all(f, next_n, t);
        over_w = -most_in_w - t->electric_w - other_w;
        if (over_w > 0.0) {
            low_n = t->machine_n;
        }
    }
    if (over_w > 1e-9 * most_in_w) {
        turn_all(f, 0.0, t);
    }
}

// What the wheels, the machines and the pack do for a speed at the end of a step. False: more than they can.
static bool try_speed(const moment *m, trial *t)
{
    const fixed *f = m->f;
    ask_road(m, t);
    if (t->mean_m_s == 0.0) {
        turn_all(f, 0.0, t);
        t->machine_n = 0.0;
        t->brakes_n = 0.0;
        t->terminal_w = t->electric_w + m->other_w;
        return true;
    }
    double asked_n = t->force_n < 0.0 ? by_machines(f, t->mean_m_s, t->force_n) : t->force_n;
    turn_all(f, asked_n, t);
    if (t->electric_w + m->other_w < -m->pack.most_in_w) {
        brake_within(f, m->pack.most_in_w, m->other_w, t);
    }
    t->terminal_w = t->electric_w + m->other_w;
    t->brakes_n = lesser(t->force_n - t->machine_n, 0.0);
    double near_n = 1e-9 * fabs(t->force_n);
    return t->force_n - t->machine_n <= near_n &&
           t->terminal_w <= lesser(m->pack.most_out_w, gm_pack_peak_w(&m->pack));
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
    e->regained -= lesser(t->terminal_w, 0.0) * m->step_s;
    sum->distance_m += way_m;
    sum->time_s += m->step_s;
    sum->most_out_w = greater(sum->most_out_w, t->terminal_w);
    sum->most_in_w = greater(sum->most_in_w, -t->terminal_w);
}

// Cabin and pack over a step, and what is known as it begins. Heat for the pack comes back.
static double begin(const fixed *f, const gm_cycle *cycle, int32_t i, gm_car_state *s,
                    moment *m)
{
    const gm_climate *climate = &f->car->climate;
    double step_s = cycle->time_s[i] - cycle->time_s[i - 1];
    double pack_w = 0.0;
    double climate_w = 0.0;
    if (f->has_climate) {
        double cabin_w = gm_climate_cabin(climate, &f->weather, step_s, &s->cabin_k);
        pack_w = gm_climate_pack(climate, f->car->pack.heat_j_k, step_s, s->pack_k);
        climate_w = gm_climate_power(climate, &f->weather, cabin_w, pack_w);
    }
    *m = (moment){.f = f,
                  .pack = gm_pack_at(&f->car->pack, s->soc, s->pack_k),
                  .from_m_s = s->speed_m_s,
                  .step_s = step_s,
                  .rise = cycle->grade ? cycle->grade[i] : 0.0,
                  .climate_w = climate_w,
                  .other_w = f->car->accessories_w + climate_w};
    return pack_w;
}

// One step to the point i, told in *step unless that is NULL.
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
        sum->worst_m_s = greater(sum->worst_m_s, missed);
    }
    double current_a = gm_pack_current(&m.pack, t.terminal_w);
    account(&m, &t, current_a, sum);
    double lost_w = f->car->pack.loss_w_k * (s->pack_k - f->in->outside_k);
    double heat_w = m.pack.ohm * current_a * current_a + pack_w - lost_w;
    s->soc -= current_a * m.step_s * f->per_c;
    s->pack_k += heat_w * m.step_s * f->per_jk;
    s->speed_m_s = t.speed_m_s;
    if (!step) {
        return;
    }
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
    if (steps) {
        steps[0] = (gm_car_step){.time_s = cycle->time_s[0],
                                 .speed_m_s = state->speed_m_s,
                                 .soc = state->soc,
                                 .pack_k = state->pack_k,
                                 .cabin_k = state->cabin_k};
    }
    for (int32_t i = 1; i < cycle->n && sum.empty_at == 0; i++) {
        drive_step(&f, cycle, i, state, &sum, steps ? &steps[i] : NULL);
        asked_m += 0.5 * (cycle->speed_m_s[i] + cycle->speed_m_s[i - 1]) *
                   (cycle->time_s[i] - cycle->time_s[i - 1]);
        sum.empty_at = state->soc <= car->pack.least_soc ? i : 0;
    }
    sum.short_m = asked_m - sum.distance_m;
    return sum;
}
