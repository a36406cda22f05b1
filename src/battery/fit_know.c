// SPDX-License-Identifier: MIT
//
// What a fit knows of its parameters: the covariance of weighted least squares from the derivatives at the
// best (Seber and Wild 1989, Nonlinear Regression, 2.1 and 3.3), with a variance of its own for each curve:
//
//   C = A^-1 (sum_d w_d^2 s_d^2 v_d J_d' J_d) A^-1,  A = sum_d w_d J_d' J_d
//
// s_d^2 is the mean square of the differences of a curve, v_d = (1 + r)/(1 - r) what its rows are worth less
// than rows of their own, r the correlation of differences that follow each other (as of an
// autoregression of order one; Bayley and Hammersley 1946).

#include "battery/fit_parts.h"

#include "num/stats.h"
#include "num/symmetric.h"

#include <math.h>
#include <string.h>

#define MOST_ALIKE 0.999
#define SINGULAR   1e-12 // of the greatest eigenvalue
#define BLURRED    0.5   // ranges: an interval of half of it tells nothing along a direction
#define PART_OF    0.3   // of a direction of length 1: the parameter has a part in it

#define N GM_FIT_PARAMETERS

// The correlation of differences that follow each other; those of points of a session stand alone.
static double alike_of(const gm_fit_problem *p, int32_t d, const double *misses)
{
    double with = 0.0;
    double all = 0.0;
    int32_t first = p->first[d];
    if (p->data[d].kind != GM_FIT_DATA_CURVE) {
        return 0.0;
    }
    for (int32_t k = first; k < p->first[d + 1]; k++) {
        all += misses[k] * misses[k];
        with += k > first ? misses[k] * misses[k - 1] : 0.0;
    }
    double alike = all > 0.0 ? with / all : 0.0;
    return fmin(MOST_ALIKE, fmax(0.0, alike));
}

static double mean_square(const gm_fit_problem *p, int32_t d, const double *misses)
{
    double sum = 0.0;
    for (int32_t k = p->first[d]; k < p->first[d + 1]; k++) {
        sum += misses[k] * misses[k];
    }
    return sum / p->data[d].n;
}

// Adds `by` J' J of the rows of one of the data.
static void add_squares(const gm_fit_problem *p, int32_t d, const double *derivatives,
                        double by, double *out)
{
    for (int32_t k = p->first[d]; k < p->first[d + 1]; k++) {
        const double *row = derivatives + (ptrdiff_t)k * p->n;
        for (int32_t i = 0; i < p->n * p->n; i++) {
            out[i] += by * row[i / p->n] * row[i % p->n];
        }
    }
}

static void multiply(const double *a, const double *b, int32_t n, double *out)
{
    for (int32_t i = 0; i < n; i++) {
        for (int32_t j = 0; j < n; j++) {
            double sum = 0.0;
            for (int32_t k = 0; k < n; k++) {
                sum += a[i * n + k] * b[k * n + j];
            }
            out[i * n + j] = sum;
        }
    }
}

// The covariance of the shares. Returns how many rows tell something of their own.
static double covariance(const gm_fit_problem *p, const double *derivatives,
                         const double *misses, double *out)
{
    double a[N * N] = {0};
    double spread[N * N] = {0};
    double work[N * N];
    double n_told = 0.0;
    double lost = p->n_rows > p->n ? (double)p->n_rows / (p->n_rows - p->n) : 1.0;
    for (int32_t d = 0; d < p->n_data; d++) {
        double weight = 1.0 / ((double)p->n_data * p->data[d].n);
        double alike = alike_of(p, d, misses);
        double worth = fmin((1.0 + alike) / (1.0 - alike), p->data[d].n);
        double square = mean_square(p, d, misses) * lost;
        p->data[d].alike = alike;
        n_told += p->data[d].n / worth;
        add_squares(p, d, derivatives, weight, a);
        add_squares(p, d, derivatives, weight * weight * square * worth, spread);
    }
    gm_symmetric_inverse(a, p->n, SINGULAR, a);
    multiply(a, spread, p->n, work);
    multiply(work, a, p->n, out);
    return n_told;
}

// What no row moves with is not known at all: its variance is that of the whole range, not the none of an inverse
// that leaves it out.
static void forget_unmoved(const gm_fit_problem *p, const double *derivatives, double *c)
{
    for (int32_t i = 0; i < p->n; i++) {
        double most = 0.0;
        for (int32_t k = 0; k < p->n_rows; k++) {
            most = fmax(most, fabs(derivatives[(ptrdiff_t)k * p->n + i]));
        }
        if (most == 0.0) {
            c[i * p->n + i] = 1.0;
        }
    }
}

static void set_values(const gm_fit_problem *p, const double *shares, const double *c, double t,
                       gm_fit_result *out)
{
    for (int32_t i = 0; i < p->n; i++) {
        gm_fit_value *v = &out->values[i];
        v->error = sqrt(fmax(0.0, c[i * p->n + i]));
        v->is_known = 2.0 * t * v->error < 1.0;
        v->low = gm_fit_value_at(v->def, fmax(0.0, shares[i] - t * v->error));
        v->high = gm_fit_value_at(v->def, fmin(1.0, shares[i] + t * v->error));
    }
}

static void set_correlations(const double *c, int32_t n, double *out)
{
    for (int32_t i = 0; i < n; i++) {
        for (int32_t j = 0; j < n; j++) {
            double both = sqrt(c[i * n + i] * c[j * n + j]);
            out[i * n + j] = i == j ? 1.0 : both > 0.0 ? c[i * n + j] / both : 0.0;
        }
    }
}

// Along which directions the data tell less than half of the ranges.
static void set_blurs(const double *c, int32_t n, double t, gm_fit_result *out)
{
    double values[N];
    double vectors[N * N];
    gm_symmetric_eigen(c, n, values, vectors);
    for (int32_t k = 0; k < n; k++) {
        double error = sqrt(fmax(0.0, values[k]));
        if (2.0 * t * error < BLURRED) {
            break;
        }
        gm_fit_blur *blur = &out->blurs[out->n_blurs++];
        *blur = (gm_fit_blur){.error = error};
        for (int32_t i = 0; i < n; i++) {
            if (fabs(vectors[k * n + i]) > PART_OF) {
                blur->of[blur->n] = i;
                blur->by[blur->n++] = vectors[k * n + i];
            }
        }
    }
}

void gm_fit_know(const gm_fit_problem *p, const double *shares, const double *derivatives,
                 const double *misses, gm_fit_result *out)
{
    double c[N * N];
    out->n_told = covariance(p, derivatives, misses, c);
    forget_unmoved(p, derivatives, c);
    double freedom = fmax(1.0, out->n_told - p->n);
    double t = gm_student_quantile(0.5 + 0.5 * GM_CONFIDENCE, freedom);
    set_values(p, shares, c, t, out);
    set_correlations(c, p->n, out->correlations);
    set_blurs(c, p->n, t, out);
}
