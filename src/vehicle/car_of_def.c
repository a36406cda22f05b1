// SPDX-License-Identifier: MIT

#include "vehicle/car_of_def.h"

#include <math.h>

#define TWO_PI         6.283185307179586
#define HEAT_LOW_K     233.15 // of tables over the temperature outside
#define HEAT_HIGH_K    323.15
#define HEATS          91 // one each kelvin
#define SOCS           101
#define NEAR_SHARE     1e-6
#define LEAST_RAMP_M_S 1e-3 // of regeneration, from none to all
#define KELVINS        91

static gm_road road_of(const gm_car_def *def)
{
    const gm_road_def *r = &def->road;
    gm_road road = {r->a_n, r->b_n_s_m, r->c_n_s2_m2, def->mass_kg, 0.0, r->cold};
    if (!r->has_coast_down) {
        road = gm_road_of_drag(def->mass_kg, r->drag_coefficient * r->frontal_m2, r->rolling);
        road.cold = r->cold;
    }
    road.turning_kg = r->turning * def->mass_kg;
    return road;
}

static gm_axle axle_of(const gm_axle_def *def, double share, gm_arena *arena)
{
    gm_axle axle = {.machine = {.most_nm = def->most_nm,
                                .most_w = def->most_w,
                                .most_rad_s = TWO_PI * def->most_hz},
                    .ratio = def->ratio,
                    .efficiency = def->gears,
                    .share = share};
    if (!def->best) {
        gm_motor_set_efficiency(&axle.machine, def->efficiency, arena);
        return axle;
    }
    gm_motor_losses losses = gm_motor_losses_of_best(&axle.machine, def->best->efficiency,
                                                     def->best->torque, def->best->speed);
    gm_motor_set_losses(&axle.machine, &losses, arena);
    return axle;
}

// Those that are given must be 1 together, or leave something for the other one.
static void shares_of(const gm_car_def *def, double shares[2])
{
    double nm[2] = {0.0, 0.0};
    double said[2] = {0.0, 0.0};
    for (int32_t i = 0; i < def->axles.n; i++) {
        const gm_axle_def *a = &def->axles.items[i];
        nm[i] = a->most_nm * a->ratio;
        said[i] = a->share;
    }
    bool is_said = said[0] + said[1] > 0.0;
    for (int32_t i = 0; i < 2; i++) {
        shares[i] = !is_said            ? nm[i] / (nm[0] + nm[1])
                    : i >= def->axles.n ? 0.0
                    : said[i] > 0.0     ? said[i]
                                        : 1.0 - said[1 - i];
    }
}

static void set_axles(const gm_car_def *def, gm_arena *arena, gm_car *out)
{
    double shares[2];
    shares_of(def, shares);
    out->n_axles = def->axles.n;
    for (int32_t i = 0; i < def->axles.n; i++) {
        out->axles[i] = axle_of(&def->axles.items[i], shares[i], arena);
    }
}

// ---- pack

static double mean_voltage(const gm_pairs *voltage)
{
    const int32_t n = 1000;
    double sum = 0.0;
    for (int32_t i = 0; i < n; i++) {
        sum += gm_pairs_at(voltage, (i + 0.5) / n);
    }
    return sum / n;
}

static gm_pack pack_by_itself(const gm_car_pack_def *def, gm_arena *arena)
{
    gm_mesh_axis socs = {0.0, 1.0, def->voltage.n > 1 ? SOCS : 1};
    gm_mesh_axis kelvins = {HEAT_LOW_K, HEAT_HIGH_K, def->resistance.n > 1 ? KELVINS : 1};
    gm_pack_point *points = GM_NEW(arena, gm_pack_point, socs.n * kelvins.n);
    for (int32_t i = 0; i < socs.n; i++) {
        double soc = socs.n > 1 ? (double)i / (socs.n - 1) : 0.0;
        for (int32_t k = 0; k < kelvins.n; k++) {
            points[i * kelvins.n + k] = (gm_pack_point){
                gm_pairs_at(&def->voltage, soc), gm_pairs_at(&def->resistance, HEAT_LOW_K + k),
                INFINITY, INFINITY};
        }
    }
    gm_pack pack = {.capacity_c = def->capacity_c > 0.0
                                      ? def->capacity_c
                                      : def->energy_j / mean_voltage(&def->voltage)};
    gm_pack_set_points(&pack, socs, kelvins, points);
    return pack;
}

// What the file says of the whole pack is on top of what cells and voltages can do.
static void limit(const gm_car_pack_def *def, gm_pack *pack)
{
    gm_pack_point *points = (gm_pack_point *)pack->points;
    for (int32_t i = 0; i < pack->socs.n * pack->kelvins.n; i++) {
        points[i].most_out_w = def->most_out_w > 0.0
                                   ? fmin(points[i].most_out_w, def->most_out_w)
                                   : points[i].most_out_w;
        points[i].most_in_w = def->most_in_w > 0.0 ? fmin(points[i].most_in_w, def->most_in_w)
                                                   : points[i].most_in_w;
    }
    pack->least_soc = def->least;
    pack->most_soc = def->most;
    pack->heat_j_k = def->heat_j_k > 0.0 ? def->heat_j_k : pack->heat_j_k;
    pack->loss_w_k = def->loss_w_k;
}

// ---- climate

static double heat_at(const void *user, double kelvin, double nothing)
{
    (void)nothing;
    return gm_pairs_at(user, kelvin);
}

static gm_mesh heats_of(const gm_pairs *pairs, gm_arena *arena)
{
    gm_mesh_axis kelvins = {HEAT_LOW_K, HEAT_HIGH_K, HEATS};
    gm_mesh_axis nothing = {0.0, 0.0, 1};
    return gm_mesh_of_function(arena, kelvins, nothing, heat_at, pairs);
}

static gm_climate climate_of(const gm_climate_def *def, gm_arena *arena)
{
    if (!def) {
        return (gm_climate){0};
    }
    return (gm_climate){
        .cabin_k = def->cabin_k,
        .walls_w_k = def->walls_w_k,
        .fresh_kg_s = def->fresh_kg_s,
        .capacity_j_k = def->capacity_j_k,
        .gains_w = def->gains_w,
        .most_heat_w = def->most_heat_w,
        .most_cool_w = def->most_cool_w,
        .fan_w = def->fan_w,
        .heating_cop = heats_of(&def->heating, arena),
        .cooling_cop = heats_of(&def->cooling, arena),
        .pack_least_k = def->pack_least_k,
        .pack_most_k = def->pack_most_k,
        .pack_most_w = def->pack_w,
    };
}

gm_status gm_car_def_check(const gm_car_def *def, bool has_cell, gm_diag *diag)
{
    gm_status status = GM_OK;
    double shares[2];
    shares_of(def, shares);
    if (fabs(shares[0] + shares[1] - 1.0) > NEAR_SHARE) {
        gm_diag_error(diag, def->axles.items[0].src,
                      "axles: their shares are %.4g %% together, not 100 %%",
                      100.0 * (shares[0] + shares[1]));
        status = GM_ERR_MODEL;
    }
    if (def->pack.series > 0 && !has_cell) {
        gm_diag_error(diag, def->pack.src,
                      "pack: `series:` counts cells, and there is no `cell:`");
        gm_diag_hint(diag, "include one of data/cells, or write `energy:` instead");
        status = GM_ERR_MODEL;
    }
    return status;
}

gm_car gm_car_of_def(const gm_car_def *def, const gm_cell_answer *cell, gm_arena *arena)
{
    gm_car car = {
        .road = road_of(def),
        .wheel_radius_m = def->wheel_radius_m,
        .regen = {def->regen.most_m_s2, def->regen.off_m_s,
                  fmax(def->regen.full_m_s, def->regen.off_m_s + LEAST_RAMP_M_S)},
        .climate = climate_of(def->climate, arena),
        .accessories_w = def->accessories_w,
    };
    set_axles(def, arena, &car);
    car.pack = def->pack.series > 0 ? gm_pack_of_cell(cell, &def->pack, arena)
                                    : pack_by_itself(&def->pack, arena);
    limit(&def->pack, &car.pack);
    return car;
}
