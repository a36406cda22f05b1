// SPDX-License-Identifier: MIT

#include "num/sampler.h"

#include "core/assert.h"
#include "num/elementary.h"

#include <math.h>
#include <string.h>

#define ERLANG_PRODUCT_MAX 16 // uniforms whose product stays far from underflow: 2^-53 each

// Marsaglia and Tsang 2000: the law of d v with shape d + 1/3; below shape 1 the draw of
// shape + 1 is multiplied by u^(1 / shape).
typedef struct gamma_law {
    double d;
    double c;
    double boost; // 1 / shape when shape < 1, else 0
} gamma_law;

static gamma_law gamma_law_of(double shape)
{
    double a = shape < 1.0 ? shape + 1.0 : shape;
    double d = a - 1.0 / 3.0;
    return (gamma_law){d, 1.0 / sqrt(9.0 * d), shape < 1.0 ? 1.0 / shape : 0.0};
}

// One draw of scale 1.
static double draw_gamma(gamma_law law, gm_stream *sub)
{
    for (;;) {
        double z = gm_normal_quantile(gm_stream_u01(sub));
        double w = 1.0 + law.c * z;
        if (w <= 0.0) {
            continue;
        }
        double v = w * w * w;
        double u = gm_stream_u01(sub);
        if (gm_log(u) < 0.5 * z * z + law.d * (1.0 - v + gm_log(v))) {
            double x = law.d * v;
            return law.boost > 0.0 ? x * gm_pow(gm_stream_u01(sub), law.boost) : x;
        }
    }
}

// Two gammas make a beta (Devroye 1986, section IX.3).
static double draw_beta(gamma_law a, gamma_law b, gm_stream *sub)
{
    double x = draw_gamma(a, sub);
    double y = draw_gamma(b, sub);
    return x / (x + y);
}

static double draw_erlang(const gm_dist *dist, const double *k, gm_stream *sub)
{
    if (dist->a > ERLANG_PRODUCT_MAX) {
        return k[3] * draw_gamma((gamma_law){k[0], k[1], k[2]}, sub);
    }
    double product = 1.0;
    for (int i = (int)dist->a; i > 0; i--) {
        product *= gm_stream_u01(sub);
    }
    return -k[3] * gm_log(product);
}

static void plan_gamma(double *k, double shape, double scale)
{
    gamma_law law = gamma_law_of(shape);
    k[0] = law.d;
    k[1] = law.c;
    k[2] = law.boost;
    k[3] = scale;
}

// The constants of a law that is not constant.
static void plan(const gm_dist *dist, double *k)
{
    double a = dist->a;
    double b = dist->b;
    switch (dist->kind) {
    case GM_DIST_UNIFORM:
        k[0] = b - a;
        break;
    case GM_DIST_TRIANGULAR:
        k[0] = (b - a) / (dist->c - a);
        k[1] = (b - a) * (dist->c - a);
        k[2] = (dist->c - b) * (dist->c - a);
        break;
    case GM_DIST_NORMAL:
        k[0] = gm_normal_cdf(a / b);
        break;
    case GM_DIST_LOGNORMAL:
        k[1] = sqrt(gm_log1p(b * b));
        k[0] = gm_log(a) - 0.5 * k[1] * k[1];
        break;
    case GM_DIST_GAMMA:
        plan_gamma(k, 1.0 / (b * b), a * b * b);
        break;
    case GM_DIST_ERLANG:
        plan_gamma(k, a, b / a);
        break;
    case GM_DIST_WEIBULL:
        k[0] = 1.0 / a;
        break;
    case GM_DIST_GEOMETRIC:
        k[0] = 1.0 / gm_log1p(-a);
        break;
    case GM_DIST_HYPEREXPONENTIAL:
        // Balanced means: both phases carry half of the mean (Whitt 1982, section 3).
        k[0] = 0.5 * (1.0 + sqrt((b - 1.0) / (b + 1.0)));
        k[1] = 0.5 * a / k[0];
        k[2] = 0.5 * a / (1.0 - k[0]);
        break;
    case GM_DIST_PERT:
        k[0] = 1.0 + 4.0 * (b - a) / (dist->c - a);
        k[1] = 1.0 + 4.0 * (dist->c - b) / (dist->c - a);
        break;
    case GM_DIST_CONSTANT:
    case GM_DIST_EXPONENTIAL:
    case GM_DIST_EMPIRICAL:
    case GM_DIST_REPLAY:
    case GM_DIST_MIXTURE:
    case GM_DIST_N_KINDS:
        break;
    }
}

// The entry of a table that u falls on: the first whose running sum is above u * total.
static uint32_t pick(const gm_dist *dist, double u)
{
    uint32_t last = dist->n - 1;
    if (!dist->cumulative) {
        double i = u * dist->n;
        return i < last ? (uint32_t)i : last;
    }
    double target = u * dist->cumulative[last];
    uint32_t low = 0;
    uint32_t high = last;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (dist->cumulative[middle] > target) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

static double invert_triangular(const gm_dist *dist, const double *k, double u)
{
    if (u < k[0]) {
        return dist->a + sqrt(u * k[1]);
    }
    return dist->c - sqrt((1.0 - u) * k[2]);
}

// Mean less sd times the quantile of the upper tail: precise for every cut; rounding may end
// just below 0.
static double invert_normal(const gm_dist *dist, const double *k, double u)
{
    double x = dist->a - dist->b * gm_normal_quantile((1.0 - u) * k[0]);
    return x > 0.0 ? x : 0.0;
}

static double draw_mixture(const gm_dist *dist, gm_stream *stream, gm_stream *sub)
{
    const gm_dist *part = &dist->parts[pick(dist, gm_stream_u01(stream))];
    return gm_dist_draw(part, sub, sub);
}

static double draw(const gm_dist *dist, const double *k, gm_stream *stream, gm_stream *sub)
{
    switch (dist->kind) {
    case GM_DIST_UNIFORM:
        return dist->a + k[0] * gm_stream_u01(stream);
    case GM_DIST_TRIANGULAR:
        return invert_triangular(dist, k, gm_stream_u01(stream));
    case GM_DIST_EXPONENTIAL:
        return -dist->a * gm_log(1.0 - gm_stream_u01(stream));
    case GM_DIST_NORMAL:
        return invert_normal(dist, k, gm_stream_u01(stream));
    case GM_DIST_LOGNORMAL:
        return gm_exp(k[0] + k[1] * gm_normal_quantile(gm_stream_u01(stream)));
    case GM_DIST_GAMMA:
        return k[3] * draw_gamma((gamma_law){k[0], k[1], k[2]}, sub);
    case GM_DIST_ERLANG:
        return draw_erlang(dist, k, sub);
    case GM_DIST_WEIBULL:
        return dist->b * gm_exp(k[0] * gm_log(-gm_log(1.0 - gm_stream_u01(stream))));
    case GM_DIST_GEOMETRIC:
        return 1.0 + floor(k[0] * gm_log(1.0 - gm_stream_u01(stream)));
    case GM_DIST_HYPEREXPONENTIAL: {
        double mean = gm_stream_u01(stream) < k[0] ? k[1] : k[2];
        return -mean * gm_log(1.0 - gm_stream_u01(sub));
    }
    case GM_DIST_PERT:
        return dist->a +
               (dist->c - dist->a) * draw_beta(gamma_law_of(k[0]), gamma_law_of(k[1]), sub);
    case GM_DIST_EMPIRICAL:
        return dist->values[pick(dist, gm_stream_u01(stream))];
    case GM_DIST_MIXTURE:
        return draw_mixture(dist, stream, sub);
    case GM_DIST_CONSTANT:
    case GM_DIST_REPLAY:
    case GM_DIST_N_KINDS:
        break;
    }
    GM_REQUIRE(dist->kind == GM_DIST_CONSTANT);
    return dist->a;
}

double gm_dist_draw(const gm_dist *dist, gm_stream *stream, gm_stream *sub)
{
    GM_REQUIRE(dist->kind != GM_DIST_REPLAY);
    if (gm_dist_is_constant(dist)) {
        return gm_dist_mean(dist);
    }
    double k[4] = {0};
    plan(dist, k);
    return draw(dist, k, stream, sub);
}

static void init_sub_stream(gm_sampler *sampler, uint32_t seed, uint32_t replication,
                            uint64_t key)
{
    static const char suffix[] = "/sub";
    uint64_t sub_key = gm_fnv1a_64(key, suffix, sizeof suffix - 1);
    gm_stream_init_key(&sampler->sub, seed, replication, sub_key);
}

void gm_sampler_init(gm_sampler *sampler, const gm_dist *dist, uint32_t seed,
                     uint32_t replication, const char *path, const char *purpose)
{
    GM_REQUIRE(gm_dist_check(dist, NULL, 0));
    memset(sampler, 0, sizeof *sampler);
    sampler->dist = dist;
    sampler->next = GM_SAMPLER_BLOCK;
    sampler->is_constant = gm_dist_is_constant(dist);
    if (sampler->is_constant) {
        double value = gm_dist_mean(dist);
        for (int i = 0; i < GM_SAMPLER_BLOCK; i++) {
            sampler->block[i] = value;
        }
        return;
    }

    // FNV-1a goes on from where it stopped, so the key of purpose + "/sub" continues the key.
    uint64_t key = gm_stream_key(path, purpose);
    gm_stream_init_key(&sampler->stream, seed, replication, key);
    init_sub_stream(sampler, seed, replication, key);
    plan(dist, sampler->k);
}

// ---- in lanes: one uniform a draw, by inversion

static void turn_normal(const gm_dist *law, const double *k, const gm_lanes *lanes,
                        const uint64_t *bits, double *out, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = (1.0 - gm_u01_of_bits(bits[i])) * k[0];
    }
    lanes->normal_quantile(out, n);
    for (size_t i = 0; i < n; i++) {
        double x = law->a - law->b * out[i];
        out[i] = x > 0.0 ? x : 0.0;
    }
}

static void turn_weibull(const gm_dist *law, const double *k, const gm_lanes *lanes,
                         const uint64_t *bits, double *out, size_t n)
{
    lanes->exponential(out, bits, n, 1.0);
    lanes->log(out, n);
    for (size_t i = 0; i < n; i++) {
        out[i] = k[0] * out[i];
    }
    lanes->exp(out, n);
    for (size_t i = 0; i < n; i++) {
        out[i] = law->b * out[i];
    }
}

static void turn_geometric(const double *k, const gm_lanes *lanes, const uint64_t *bits,
                           double *out, size_t n)
{
    // A mean of -1 gives ln(1 - u) itself.
    lanes->exponential(out, bits, n, -1.0);
    for (size_t i = 0; i < n; i++) {
        out[i] = 1.0 + floor(k[0] * out[i]);
    }
}

bool gm_sampler_is_plain(const gm_dist *law)
{
    switch ((int)law->kind) {
    case GM_DIST_UNIFORM:
    case GM_DIST_EXPONENTIAL:
    case GM_DIST_LOGNORMAL:
    case GM_DIST_NORMAL:
    case GM_DIST_WEIBULL:
    case GM_DIST_GEOMETRIC:
        return !gm_dist_is_constant(law);
    default:
        return false;
    }
}

void gm_sampler_turn(const gm_dist *law, const double k[4], const uint64_t *bits, double *out,
                     size_t n)
{
    const gm_lanes *lanes = gm_lanes_best();
    switch ((int)law->kind) {
    case GM_DIST_UNIFORM:
        lanes->uniform(out, bits, n, law->a, k[0]);
        break;
    case GM_DIST_EXPONENTIAL:
        lanes->exponential(out, bits, n, law->a);
        break;
    case GM_DIST_LOGNORMAL:
        lanes->lognormal(out, bits, n, k[0], k[1]);
        break;
    case GM_DIST_NORMAL:
        turn_normal(law, k, lanes, bits, out, n);
        break;
    case GM_DIST_WEIBULL:
        turn_weibull(law, k, lanes, bits, out, n);
        break;
    default:
        GM_REQUIRE(law->kind == GM_DIST_GEOMETRIC);
        turn_geometric(k, lanes, bits, out, n);
        break;
    }
}

// ---- blocks

static void fill_hyperexponential(gm_sampler *s)
{
    uint64_t bits[GM_SAMPLER_BLOCK];
    uint64_t sub_bits[GM_SAMPLER_BLOCK];
    gm_stream_fill(&s->stream, bits, GM_SAMPLER_BLOCK);
    gm_stream_fill(&s->sub, sub_bits, GM_SAMPLER_BLOCK);
    gm_lanes_best()->exponential(s->block, sub_bits, GM_SAMPLER_BLOCK, 1.0);
    for (int i = 0; i < GM_SAMPLER_BLOCK; i++) {
        s->block[i] *= gm_u01_of_bits(bits[i]) < s->k[0] ? s->k[1] : s->k[2];
    }
}

static void fill_replay(gm_sampler *s)
{
    const gm_dist *dist = s->dist;
    for (uint32_t i = 0; i < GM_SAMPLER_BLOCK; i++) {
        uint64_t place = s->n_made + i;
        bool is_over = dist->once && place >= dist->n;
        s->block[i] = is_over ? GM_INFINITY : dist->values[place % dist->n];
    }
}

// Laws whose draws go through the scalar path: those with tables, rejection or square roots.
static void fill_one_by_one(gm_sampler *s)
{
    gm_stream stream = s->stream;
    gm_stream sub = s->sub;
    for (int i = 0; i < GM_SAMPLER_BLOCK; i++) {
        s->block[i] = draw(s->dist, s->k, &stream, &sub);
    }
    s->stream = stream;
    s->sub = sub;
}

static void fill_in_lanes(gm_sampler *s)
{
    uint64_t bits[GM_SAMPLER_BLOCK];
    gm_stream_fill(&s->stream, bits, GM_SAMPLER_BLOCK);
    gm_sampler_turn(s->dist, s->k, bits, s->block, GM_SAMPLER_BLOCK);
}

static void fill(gm_sampler *s)
{
    if (gm_sampler_is_plain(s->dist)) {
        fill_in_lanes(s);
    } else if (s->dist->kind == GM_DIST_HYPEREXPONENTIAL) {
        fill_hyperexponential(s);
    } else if (s->dist->kind == GM_DIST_REPLAY) {
        fill_replay(s);
    } else {
        fill_one_by_one(s);
    }
}

void gm_sampler_refill(gm_sampler *sampler)
{
    GM_ASSERT(sampler->next == GM_SAMPLER_BLOCK);

    // The block of a constant is full for ever.
    if (!sampler->is_constant) {
        fill(sampler);
    }
    sampler->n_made += GM_SAMPLER_BLOCK;
    sampler->next = 0;
}
