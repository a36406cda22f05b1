// SPDX-License-Identifier: MIT

#include "num/fit_mixture.h"

#include "num/elementary.h"

#define ROUNDS_MAX  500
#define N_STARTS    5
#define LEAST_SHARE 0.05
#define LEAST_N     5.0
#define SD_FLOOR    0.04 // of that of all: a part may not shrink onto one value

typedef struct two_normals {
    double p; // of the first
    double mu[2];
    double sd[2];
    double log_likelihood;
} two_normals;

// Weights, means and deviations of the logarithms y below and from `cut` on.
static two_normals split_at(const double *y, int32_t n, int32_t cut)
{
    two_normals t = {.p = (double)cut / n};
    for (int part = 0; part < 2; part++) {
        int32_t from = part == 0 ? 0 : cut;
        int32_t to = part == 0 ? cut : n;
        for (int32_t i = from; i < to; i++) {
            t.mu[part] += y[i] / (to - from);
        }
        for (int32_t i = from; i < to; i++) {
            double d = y[i] - t.mu[part];
            t.sd[part] += d * d / (to - from);
        }
        t.sd[part] = sqrt(t.sd[part]);
    }
    return t;
}

// One round of expectation and maximisation; returns the likelihood before it.
static double improve(two_normals *t, const double *y, int32_t n, double least_sd)
{
    double l = 0.0;
    double w = 0.0;
    double sum[2] = {0};
    double square[2] = {0};
    for (int32_t i = 0; i < n; i++) {
        double z0 = (y[i] - t->mu[0]) / t->sd[0];
        double z1 = (y[i] - t->mu[1]) / t->sd[1];
        double f0 = t->p * gm_normal_pdf(z0) / t->sd[0];
        double f1 = (1.0 - t->p) * gm_normal_pdf(z1) / t->sd[1];
        double r = f0 + f1 > 0.0 ? f0 / (f0 + f1) : fabs(z0) < fabs(z1) ? 1.0 : 0.0;
        l += gm_log(fmax(f0 + f1, 1e-300)) - y[i];
        w += r;
        sum[0] += r * y[i];
        sum[1] += (1.0 - r) * y[i];
        square[0] += r * y[i] * y[i];
        square[1] += (1.0 - r) * y[i] * y[i];
    }
    w = fmin(fmax(w, 1e-6), n - 1e-6);
    for (int part = 0; part < 2; part++) {
        double weight = part == 0 ? w : n - w;
        t->mu[part] = sum[part] / weight;
        double variance = square[part] / weight - t->mu[part] * t->mu[part];
        t->sd[part] = fmax(sqrt(fmax(variance, 0.0)), least_sd);
    }
    t->p = w / n;
    return l;
}

static two_normals climb(const double *y, int32_t n, int32_t cut, double least_sd)
{
    two_normals t = split_at(y, n, cut);
    t.sd[0] = fmax(t.sd[0], least_sd);
    t.sd[1] = fmax(t.sd[1], least_sd);
    double before = -GM_INFINITY;
    for (int round = 0; round < ROUNDS_MAX; round++) {
        double l = improve(&t, y, n, least_sd);
        t.log_likelihood = l;
        if (l - before < 1e-9 * fabs(l)) {
            break;
        }
        before = l;
    }
    return t;
}

static gm_dist lognormal_of(double mu, double sd)
{
    return gm_dist_lognormal(gm_exp(mu + 0.5 * sd * sd), sqrt(gm_exp(sd * sd) - 1.0));
}

static void take(gm_fit_mixture *m, const two_normals *t, int32_t n)
{
    bool is_turned = t->mu[0] > t->mu[1];
    m->share = is_turned ? 1.0 - t->p : t->p;
    m->parts[0] = lognormal_of(t->mu[is_turned], t->sd[is_turned]);
    m->parts[1] = lognormal_of(t->mu[!is_turned], t->sd[!is_turned]);
    m->shares[0] = m->share;
    m->shares[1] = 1.0;
    m->law = gm_dist_mixture(m->parts, m->shares, 2);
    m->bic = 5.0 * gm_log(n) - 2.0 * t->log_likelihood;
    double least = fmin(m->share, 1.0 - m->share);
    m->is_found = least >= LEAST_SHARE && least * n >= LEAST_N;
    m->is_better = m->is_found && m->bic_single - m->bic > GM_MIXTURE_EVIDENCE;
}

void gm_fit_mixture_find(const gm_sample *s, double bic_single, gm_fit_mixture *m)
{
    *m = (gm_fit_mixture){.bic_single = bic_single};
    if (s->n < 4 * (int32_t)LEAST_N || s->n_open > 0 || s->x[0] <= 0.0 ||
        s->x[0] == s->x[s->n - 1]) {
        return;
    }
    double *y = gm_hook_alloc((size_t)s->n * sizeof *y);
    for (int32_t i = 0; i < s->n; i++) {
        y[i] = gm_log(s->x[i]);
    }
    two_normals all = split_at(y, s->n, s->n); // the second part is empty
    two_normals best = {.log_likelihood = -GM_INFINITY};
    for (int32_t k = 1; k <= N_STARTS; k++) {
        int32_t cut = (int32_t)((int64_t)s->n * k / (N_STARTS + 1));
        two_normals t = climb(y, s->n, cut, SD_FLOOR * all.sd[0]);
        best = t.log_likelihood > best.log_likelihood ? t : best;
    }
    take(m, &best, s->n);
    gm_hook_free(y);
}
