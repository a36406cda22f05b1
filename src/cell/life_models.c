// SPDX-License-Identifier: MIT
//
// Rates of loss of five cells, as BLAST-Lite has them (NREL, BSD-3, github.com/NREL/BLAST-Lite,
// blast/models), with the ranges of the tests behind them. Its names of the files stand with each. Tests
// of the first four: Gasper et al. 2023, 10.1016/j.est.2023.109042. The fifth: calendar by Keil et al.
// 2016, 10.1149/2.0411609jes, cycling by Preger et al. 2020, 10.1149/1945-7111/abae37.

#include "cell/life.h"
#include "core/assert.h"
#include "num/elementary.h"

#include <string.h>

#define DAY_S    86400.0
#define NORMAL_K 308.15 // 35 C
#define NORMAL_V 0.123  // of the anode at half charge

static double tanh_of(double x)
{
    double e = gm_exp(-2.0 * fabs(x));
    double t = (1.0 - e) / (1.0 + e);
    return x < 0.0 ? -t : t;
}

double gm_life_anode_v(double soc)
{
    double x = 0.0085 + soc * (0.78 - 0.0085);
    return 0.6379 + 0.5416 * gm_exp(-305.5309 * x) + 0.044 * tanh_of(-(x - 0.1958) / 0.1088) -
           0.1978 * tanh_of((x - 1.0571) / 0.0854) - 0.6875 * tanh_of((x + 0.0117) / 0.0529) -
           0.0175 * tanh_of((x - 0.5692) / 0.0875);
}

static double normal_t(const gm_life_stress *s)
{
    return s->temperature_k / NORMAL_K;
}

// The cube root of the potential of the anode in units of NORMAL_V.
static double root_u(const gm_life_stress *s)
{
    return gm_pow(gm_life_anode_v(s->soc) / NORMAL_V, 1.0 / 3.0);
}

static double cube(double x)
{
    return x * x * x;
}

// ---- nmc_gr_75Ah_A_2019

static double a_time(const gm_life_stress *s)
{
    return 8.71e-7 * gm_exp(10.0 * cube(normal_t(s)) / root_u(s));
}

static double a_use(const gm_life_stress *s)
{
    double t = normal_t(s);
    double c = s->c_per_h;
    return fabs(0.0267 + 1.64 * cube(t) * sqrt(s->dod) + 0.011 * gm_exp(c * c / sqrt(t)) -
                0.44 * gm_exp(sqrt(s->dod) * t * t * sqrt(c)));
}

// ---- nmc_gr_50Ah_B1_2020

static double b1_time(const gm_life_stress *s)
{
    return 36.2 * gm_exp(-4.4 / cube(normal_t(s)) * root_u(s));
}

static double b1_use(const gm_life_stress *s)
{
    return 0.844 * gm_pow(s->dod * s->dod * cube(normal_t(s)) * sqrt(s->c_per_h), 0.458);
}

// ---- nmc_gr_50Ah_B2_2020

static double b2_time(const gm_life_stress *s)
{
    return 12.0 * gm_exp(-3.91 / cube(normal_t(s)) * root_u(s));
}

static double b2_use(const gm_life_stress *s)
{
    double t = normal_t(s);
    double d = s->dod;
    double c = s->c_per_h;
    return 2.2e9 * gm_pow(d / cube(t) * sqrt(c), 11.9) *
           gm_exp(-35.7 * d / (t * t) * sqrt(c) + 13.7 * d * d / cube(t) * c);
}

// ---- lfp_gr_250AhPrismatic_2019

static double lfp_time(const gm_life_stress *s)
{
    double t = s->temperature_k;
    return 8.37e4 * gm_exp(-5.21e3 / t) * gm_exp(-3.56e3 * gm_life_anode_v(s->soc) / t);
}

static double lfp_use(const gm_life_stress *s)
{
    double t = s->temperature_k;
    return (4.38e-8 + 1.55e-8 * s->dod + 1.68e-7 * s->c_per_h) *
           (gm_exp(2.19e3 / t) + gm_exp(-1.55e5 / t));
}

// ---- nca_gr_Panasonic3Ah_2018

static double nca_time(const gm_life_stress *s)
{
    return 75.4 * gm_exp(-3.34e3 / s->temperature_k) *
           gm_exp(353.0 * s->soc / s->temperature_k);
}

// The fit has a factor exp(3.34e-11 K/T) + exp(-2.81e-9 K/T): 2 in a double, at any temperature.
static double nca_use(const gm_life_stress *s)
{
    return (1.86e-6 + 4.74e-11 * s->c_per_h + 1.77e-4 * s->dod) * 2.0;
}

#define BY_GASPER "BLAST-Lite (NREL), tests of Gasper et al. 2023, 10.1016/j.est.2023.109042"
#define BY_KEIL                                                                                \
    "BLAST-Lite (NREL), tests of Keil et al. 2016, 10.1149/2.0411609jes, and Preger et al. "   \
    "2020, 10.1149/1945-7111/abae37"

// Charge at 10 C was held to 0.3 C in the tests of B1 and B2, to 0.16 C in those of LFP.
static const gm_life_model models[GM_LIFE_MODELS] = {
    [GM_LIFE_NMC_75AH_A] = {.name = "NMC-75Ah A",
                            .source = BY_GASPER,
                            .time_rate = a_time,
                            .use_rate = a_use,
                            .time_unit_s = 1e3 * DAY_S,
                            .time_power = 0.578,
                            .use_unit_efc = 1e4,
                            .use_power = 1.11,
                            .limits = {.charge_per_h = 2.0,
                                       .discharge_per_h = 2.0,
                                       .low_k = 283.15,
                                       .high_k = 318.15,
                                       .low_dod = 0.8}},
    [GM_LIFE_NMC_50AH_B1] = {.name = "NMC-50Ah B1",
                             .source = BY_GASPER,
                             .time_rate = b1_time,
                             .use_rate = b1_use,
                             .time_unit_s = 1e4 * DAY_S,
                             .time_power = 0.708,
                             .use_unit_efc = 1e5,
                             .use_power = 0.467,
                             .limits = {.charge_per_h = 1.75,
                                        .discharge_per_h = 1.75,
                                        .cold_k = 283.15,
                                        .cold_charge_per_h = 0.3,
                                        .low_k = 283.15,
                                        .high_k = 318.15,
                                        .low_dod = 0.8}},
    [GM_LIFE_NMC_50AH_B2] = {.name = "NMC-50Ah B2",
                             .source = BY_GASPER,
                             .time_rate = b2_time,
                             .use_rate = b2_use,
                             .time_unit_s = 1e4 * DAY_S,
                             .time_power = 0.584,
                             .use_unit_efc = 1e4,
                             .use_power = 0.907,
                             .limits = {.charge_per_h = 1.75,
                                        .discharge_per_h = 1.75,
                                        .cold_k = 283.15,
                                        .cold_charge_per_h = 0.3,
                                        .low_k = 283.15,
                                        .high_k = 318.15,
                                        .low_dod = 0.8}},
    [GM_LIFE_LFP_250AH] = {.name = "LFP-250Ah",
                           .source = BY_GASPER,
                           .time_rate = lfp_time,
                           .use_rate = lfp_use,
                           .time_unit_s = DAY_S,
                           .time_power = 0.526,
                           .use_unit_efc = 1.0,
                           .use_power = 0.828,
                           .limits = {.charge_per_h = 0.65,
                                      .discharge_per_h = 1.0,
                                      .cold_k = 283.15,
                                      .cold_charge_per_h = 0.16,
                                      .low_k = 283.15,
                                      .high_k = 318.15,
                                      .low_dod = 0.8}},
    [GM_LIFE_NCA_3AH] = {.name = "NCA-3Ah",
                         .source = BY_KEIL,
                         .time_rate = nca_time,
                         .use_rate = nca_use,
                         .time_unit_s = DAY_S,
                         .time_power = 0.512,
                         .use_unit_efc = 1.0,
                         .use_power = 0.699,
                         .limits = {.charge_per_h = 0.5,
                                    .discharge_per_h = 2.0,
                                    .low_k = 288.15,
                                    .high_k = 308.15,
                                    .low_dod = 0.8}},
};

const gm_life_model *gm_life_model_of(gm_life_id id)
{
    GM_REQUIRE((int)id >= 0 && id < GM_LIFE_MODELS);
    return &models[id];
}

const gm_life_model *gm_life_model_named(const char *name)
{
    for (int i = 0; i < GM_LIFE_MODELS; i++) {
        if (strcmp(models[i].name, name) == 0) {
            return &models[i];
        }
    }
    return NULL;
}
