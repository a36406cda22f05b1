// SPDX-License-Identifier: MIT

#include "car/fastsim.h"

#include "core/assert.h"
#include "num/elementary.h"

#include <math.h>

// FASTSim's own constants.
#define GRAVITY     9.81
#define AIR         1.2 // kg/m3
#define REGEN_A     500.0
#define REGEN_B     0.99 // per mph
#define NEAR_KW     0.01
#define NEWTON_GAIN 0.9
#define NEWTON_NEAR 1e-9
#define NEWTON_MOST 100
#define KWH_PER_GGE 33.7
#define LAST        (GM_FASTSIM_FINE - 1)

void gm_fastsim_map(double machine_kw, gm_fastsim_car *car)
{
    static const double loads[GM_FASTSIM_LOADS] = {0.0, 0.02, 0.04, 0.06, 0.08, 0.1,
                                                   0.2, 0.4,  0.6,  0.8,  1.0};
    static const double large[GM_FASTSIM_LOADS] = {0.83, 0.85, 0.87, 0.89, 0.90, 0.91,
                                                   0.93, 0.94, 0.94, 0.93, 0.92};
    static const double small[GM_FASTSIM_LOADS] = {0.12, 0.16, 0.21, 0.29, 0.35, 0.42,
                                                   0.75, 0.92, 0.93, 0.93, 0.92};
    const double small_kw = 7.5;
    const double large_kw = 75.0;
    const double newer = 0.95 - 0.94; // peak of machines of today above that of the map
    double share = fmax(0.0, fmin((machine_kw - small_kw) / (large_kw - small_kw), 1.0));
    for (int32_t k = 0; k < GM_FASTSIM_LOADS; k++) {
        car->load[k] = loads[k];
        car->efficiency[k] = share * (large[k] + newer) + (1.0 - share) * small[k];
    }
}

double gm_fastsim_mass(const gm_fastsim_masses *m, double machine_kw, double pack_kwh)
{
    double machine_kg = machine_kw * m->machine_kg_per_kw + m->machine_base_kg;
    double pack_kg = pack_kwh * m->pack_kg_per_kwh + m->pack_base_kg;
    return m->cargo_kg + m->glider_kg +
           m->multiplier * (m->transmission_kg + machine_kg + pack_kg);
}

// ---- tables of the machine

typedef struct machine {
    double efficiency[GM_FASTSIM_FINE];
    double out_kw[GM_FASTSIM_FINE];
    double in_kw[GM_FASTSIM_FINE];
    double most_in_kw;
} machine;

static double map_at(const gm_fastsim_car *car, double load)
{
    int32_t k = 1;
    while (k < GM_FASTSIM_LOADS - 1 && car->load[k] < load) {
        k++;
    }
    double slope =
        (car->efficiency[k] - car->efficiency[k - 1]) / (car->load[k] - car->load[k - 1]);
    return car->efficiency[k - 1] + slope * (load - car->load[k - 1]);
}

static machine make_machine(const gm_fastsim_car *car)
{
    machine m = {.most_in_kw = 0.0};
    for (int32_t k = 1; k < GM_FASTSIM_FINE; k++) {
        double load = k < LAST ? 0.01 * k : 1.0;
        m.efficiency[k] = k < LAST ? map_at(car, load) : car->efficiency[GM_FASTSIM_LOADS - 1];
        m.out_kw[k] = load * car->machine_kw;
        m.in_kw[k] = m.out_kw[k] / m.efficiency[k];
        m.most_in_kw = fmax(m.most_in_kw, m.in_kw[k]);
    }
    return m;
}

// The first row above x; 0: none is. per_kw is where to look first.
static int32_t first_above(const double rows[GM_FASTSIM_FINE], double per_kw, double x)
{
    int32_t k = (int32_t)fmin(fmax(x * per_kw, 0.0), LAST);
    while (k > 0 && rows[k - 1] > x) {
        k--;
    }
    while (k < LAST && rows[k] <= x) {
        k++;
    }
    return rows[k] > x ? k : 0;
}

static double efficiency_above(const machine *m, int32_t k)
{
    return m->efficiency[k > 2 ? k - 1 : 1];
}

// The row below what goes out.
static double efficiency_out(const machine *m, double machine_kw, double kw)
{
    return efficiency_above(
        m, first_above(m->out_kw, LAST / machine_kw, fmin(machine_kw - NEAR_KW, kw)));
}

// ---- a drive

// What does not change while it drives.
typedef struct fixed {
    const gm_fastsim_car *car;
    machine machine;
    double root;        // of the round trip's efficiency
    double grip_kw_m_s; // traction by speed
    double grip_m_s2;   // it accelerates with at most
    double drag;        // kW s3/m3
    double wheels_kg;   // inertia of the wheels as mass
} fixed;

static fixed fix(const gm_fastsim_car *car)
{
    double grip_n = car->friction * car->driven_share * car->mass_kg * GRAVITY /
                    (1.0 + car->centre_m * car->friction / car->wheel_base_m);
    return (fixed){.car = car,
                   .machine = make_machine(car),
                   .root = sqrt(car->round_trip_efficiency),
                   .grip_kw_m_s = grip_n / 1000.0,
                   .grip_m_s2 = grip_n / car->mass_kg,
                   .drag = 0.5 * AIR * car->drag_coefficient * car->frontal_area_m2 / 1000.0,
                   .wheels_kg = car->wheel_inertia_kg_m2 * car->n_wheels /
                                (car->wheel_radius_m * car->wheel_radius_m)};
}

// The way of one step.
typedef struct stretch {
    double step_s;
    double traced_m_s; // asked for at its end
    double rise;
} stretch;

// Of one step.
typedef struct limits {
    double machine_kw;      // mechanical, out
    double machine_in_kw;   // mechanical, in
    double transmission_kw; // out
} limits;

// The machine by what the pack can give.
static double machine_by_pack(const fixed *f, double electric_kw)
{
    const machine *m = &f->machine;
    if (electric_kw <= 0.0) {
        return 0.0;
    }
    double available = fmin(electric_kw, m->most_in_kw);
    if (available == m->most_in_kw) {
        return fmin(m->out_kw[LAST], f->car->machine_kw);
    }
    int32_t k =
        first_above(m->in_kw, LAST / m->most_in_kw, fmin(m->most_in_kw - NEAR_KW, available));
    return fmin(m->out_kw[k > 0 ? k - 1 : LAST], f->car->machine_kw);
}

static limits limits_of(const fixed *f, const gm_fastsim_step *past, double step_s)
{
    const gm_fastsim_car *c = f->car;
    double left = past->soc - c->least_soc;
    double out_kw =
        past->soc < c->least_soc ? 0.0 : c->pack_kwh * f->root * 3600.0 * left / step_s;
    double room = c->most_soc - past->soc;
    double in_kw = fmax(room * c->pack_kwh / f->root / (step_s / 3600.0), 0.0);
    double electric_kw = fmin(c->pack_kw, out_kw) - c->auxiliary_kw;
    double charge_kw = fmin(in_kw, c->pack_kw);
    double rise_kw = fabs(past->mechanical_kw) + c->machine_kw / c->machine_to_peak_s * step_s;
    limits l;
    l.machine_kw = fmin(fmin(machine_by_pack(f, electric_kw), rise_kw), c->machine_kw);
    l.machine_in_kw = 0.0;
    if (charge_kw != 0.0) {
        double efficiency = c->machine_kw == charge_kw
                                ? f->machine.efficiency[LAST]
                                : efficiency_out(&f->machine, c->machine_kw, charge_kw);
        l.machine_in_kw = fmin(c->machine_kw, charge_kw / efficiency);
    }
    double grip_kw = f->grip_kw_m_s * (past->speed_m_s + f->grip_m_s2 * step_s);
    l.transmission_kw =
        fmin((l.machine_kw - fmin(electric_kw, 0.0)) * c->transmission_efficiency,
             grip_kw / c->transmission_efficiency);
    return l;
}

// What the road asks for at a speed, and what the brakes take of it.
static void ask(const fixed *f, const gm_fastsim_step *past, const limits *l,
                const stretch *way, gm_fastsim_step *now)
{
    const gm_fastsim_car *c = f->car;
    double v = now->speed_m_s;
    double v0 = past->speed_m_s;
    double mean = 0.5 * (v0 + v);
    double level = 1.0 / sqrt(1.0 + way->rise * way->rise); // cosine of the slope
    double weight_kn = c->mass_kg * GRAVITY / 1000.0;
    double square = (v * v - v0 * v0) / (2000.0 * way->step_s);
    now->drag_kw = f->drag * mean * mean * mean;
    now->acceleration_kw = c->mass_kg * square;
    now->climb_kw = weight_kn * way->rise * level * mean;
    now->rolling_kw = weight_kn * c->rolling * level * mean;
    now->wheels_kw = f->wheels_kg * square;
    now->asked_kw =
        now->drag_kw + now->acceleration_kw + now->climb_kw + now->rolling_kw + now->wheels_kw;
    double mph = 0.5 * (way->traced_m_s + v0) * GM_FASTSIM_MPH_PER_M_S;
    now->regen_share = c->most_regen / (1.0 + REGEN_A * gm_exp(-REGEN_B * (mph + 1.0)));
    now->regen_kw = fmax(
        fmin(l->machine_in_kw * c->transmission_efficiency, now->regen_share * -now->asked_kw),
        0.0);
    now->friction_kw = -fmin(now->regen_kw + now->asked_kw, 0.0);
    now->transmission_out_kw = now->asked_kw + now->friction_kw;
}

// Where it cannot follow: the speed at which the road asks for what it can give. FASTSim's Newton, with
// its gain and its end; of its iterates the one nearest to a root.
static double speed_within(const fixed *f, double v0, const stretch *way, double most_kw)
{
    const gm_fastsim_car *c = f->car;
    double level = 1.0 / sqrt(1.0 + way->rise * way->rise);
    double force_kn = 0.5 * c->mass_kg * GRAVITY * level * (c->rolling + way->rise) / 1000.0;
    double inertia = 0.5 * (c->mass_kg + f->wheels_kg) / way->step_s / 1000.0;
    double drag = f->drag / 8.0;
    double t2 = inertia + 3.0 * drag * v0;
    double t1 = 3.0 * drag * v0 * v0 + force_kn;
    double t0 = -inertia * v0 * v0 + drag * v0 * v0 * v0 + force_kn * v0 - most_kw;
    double x = fmax(1.0, v0);
    double y = ((drag * x + t2) * x + t1) * x + t0;
    double best = x;
    double least = fabs(y);
    for (int i = 1; i < NEWTON_MOST; i++) {
        double before = x;
        x -= NEWTON_GAIN * y / ((3.0 * drag * x + 2.0 * t2) * x + t1);
        y = ((drag * x + t2) * x + t1) * x + t0;
        if (fabs(y) < least) {
            least = fabs(y);
            best = x;
        }
        if (fabs((x - before) / before) < NEWTON_NEAR) {
            break;
        }
    }
    return fmax(best, 0.0);
}

static double electric_of(const machine *m, double machine_kw, double mechanical_kw)
{
    if (mechanical_kw > 0.0) {
        double efficiency = mechanical_kw == machine_kw
                                ? m->efficiency[LAST]
                                : efficiency_out(m, machine_kw, mechanical_kw);
        return mechanical_kw / efficiency;
    }
    if (mechanical_kw < 0.0) {
        double efficiency =
            -mechanical_kw == m->most_in_kw
                ? m->efficiency[LAST]
                : efficiency_above(m,
                                   first_above(m->in_kw, LAST / m->most_in_kw,
                                               fmin(m->most_in_kw - NEAR_KW, -mechanical_kw)));
        return mechanical_kw * efficiency;
    }
    return 0.0;
}

// One step. True: the car follows.
static bool drive_step(const fixed *f, const gm_fastsim_step *past, const stretch *way,
                       gm_fastsim_step *now)
{
    const gm_fastsim_car *c = f->car;
    limits l = limits_of(f, past, way->step_s);
    now->speed_m_s = way->traced_m_s;
    ask(f, past, &l, way, now);
    bool follows = now->transmission_out_kw <= l.transmission_kw;
    if (!follows) {
        now->speed_m_s = speed_within(f, past->speed_m_s, way, l.transmission_kw);
        ask(f, past, &l, way, now);
        now->transmission_out_kw = fmin(now->transmission_out_kw, l.transmission_kw);
    }
    double out_kw = now->transmission_out_kw;
    now->transmission_in_kw = out_kw > 0.0 ? out_kw / c->transmission_efficiency
                                           : out_kw * c->transmission_efficiency;
    now->mechanical_kw = fmax(now->transmission_in_kw, -l.machine_in_kw);
    now->electric_kw = electric_of(&f->machine, c->machine_kw, now->mechanical_kw);
    now->pack_out_kw = now->electric_kw + c->auxiliary_kw;
    double used_kwh = now->pack_out_kw * way->step_s / 3600.0;
    now->soc =
        past->soc - (used_kwh < 0.0 ? used_kwh * f->root : used_kwh / f->root) / c->pack_kwh;
    return follows;
}

static void add(gm_fastsim_result *sum, const gm_fastsim_step *now, double step_s)
{
    double hours = step_s / 3600.0;
    sum->distance_mi += now->speed_m_s * step_s / GM_FASTSIM_M_PER_MILE;
    sum->regen_kwh += now->regen_kw * hours;
    sum->machine_out_kwh += fmax(now->mechanical_kw, 0.0) * hours;
    sum->machine_in_kwh += fmin(now->mechanical_kw, 0.0) * hours;
}

gm_fastsim_result gm_fastsim_drive(const gm_fastsim_car *car, const gm_cycle *cycle,
                                   gm_fastsim_step *steps)
{
    GM_REQUIRE(car->mass_kg > 0.0 && car->pack_kwh > 0.0 && car->machine_kw > 0.0);
    fixed f = fix(car);
    gm_fastsim_result sum = {.soc_begin = car->most_soc};
    gm_fastsim_step past = {.soc = car->most_soc, .speed_m_s = cycle->speed_m_s[0]};
    double traced_m = 0.0;
    if (steps) {
        steps[0] = past;
    }
    for (int32_t i = 1; i < cycle->n; i++) {
        stretch way = {cycle->time_s[i] - cycle->time_s[i - 1], cycle->speed_m_s[i],
                       cycle->grade ? cycle->grade[i] : 0.0};
        gm_fastsim_step now = {.time_s = cycle->time_s[i]};
        if (!drive_step(&f, &past, &way, &now)) {
            double missed = fabs(way.traced_m_s - now.speed_m_s);
            sum.n_missed++;
            sum.worst_step = missed > sum.missed_speed_m_s ? i : sum.worst_step;
        }
        sum.missed_speed_m_s = fmax(sum.missed_speed_m_s, fabs(way.traced_m_s - now.speed_m_s));
        traced_m += way.traced_m_s * way.step_s;
        add(&sum, &now, way.step_s);
        if (steps) {
            steps[i] = now;
        }
        past = now;
    }
    double driven_m = sum.distance_mi * GM_FASTSIM_M_PER_MILE;
    sum.soc_end = past.soc;
    sum.discharge_kj = (sum.soc_begin - sum.soc_end) * car->pack_kwh * 3600.0;
    sum.missed_distance = traced_m > 0.0 ? fabs(driven_m - traced_m) / traced_m : 0.0;
    sum.kwh_per_mi = sum.distance_mi > 0.0 ? sum.discharge_kj / 3600.0 / sum.distance_mi : 0.0;
    return sum;
}

// ---- label

gm_fastsim_label gm_fastsim_label_of(const gm_fastsim_car *car, int year, double city_kwh_mi,
                                     double highway_kwh_mi)
{
    // gallons a mile = intercept + slope x gallons a mile of the cycle; 40 CFR 600.210-08 and -12
    static const struct {
        double intercept[2]; // city, highway
        double slope[2];
    } rules[] = {{{0.003259, 0.001376}, {1.1805, 1.3466}},
                 {{0.004091, 0.003191}, {1.1601, 1.2945}}};
    const double most = 0.3; // that a label is below what was driven, of the miles of a gallon
    const int rule = year >= 2017;
    const double driven[2] = {city_kwh_mi, highway_kwh_mi};
    double adjusted[2];
    for (int k = 0; k < 2; k++) {
        double per_mile = driven[k] / KWH_PER_GGE;
        double asked = rules[rule].intercept[k] + rules[rule].slope[k] * per_mile;
        adjusted[k] = fmin(asked, per_mile / (1.0 - most)) * KWH_PER_GGE;
    }
    double pack_kwh_mi = 0.55 * adjusted[0] + 0.45 * adjusted[1];
    return (gm_fastsim_label){.city_kwh_mi = adjusted[0] / car->charger_efficiency,
                              .highway_kwh_mi = adjusted[1] / car->charger_efficiency,
                              .kwh_mi = pack_kwh_mi / car->charger_efficiency,
                              .range_mi = car->pack_kwh / pack_kwh_mi};
}
