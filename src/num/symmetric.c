// SPDX-License-Identifier: MIT

#include "num/symmetric.h"

#include "core/assert.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define MOST_SWEEPS 60
#define N           GM_SYMMETRIC_MOST

typedef struct work {
    int32_t n;
    double a[N][N];
    double v[N][N]; // columns
} work;

// Turns rows and columns p and q so that a[p][q] is 0.
static void rotate(work *w, int32_t p, int32_t q)
{
    double theta = 0.5 * (w->a[q][q] - w->a[p][p]) / w->a[p][q];
    double t = (theta >= 0.0 ? 1.0 : -1.0) / (fabs(theta) + sqrt(theta * theta + 1.0));
    double c = 1.0 / sqrt(t * t + 1.0);
    double s = t * c;
    for (int32_t k = 0; k < w->n; k++) {
        double kp = w->a[k][p];
        double kq = w->a[k][q];
        w->a[k][p] = c * kp - s * kq;
        w->a[k][q] = s * kp + c * kq;
    }
    for (int32_t k = 0; k < w->n; k++) {
        double pk = w->a[p][k];
        double qk = w->a[q][k];
        double vp = w->v[k][p];
        double vq = w->v[k][q];
        w->a[p][k] = c * pk - s * qk;
        w->a[q][k] = s * pk + c * qk;
        w->v[k][p] = c * vp - s * vq;
        w->v[k][q] = s * vp + c * vq;
    }
}

// True: nothing was left to turn.
static bool sweep(work *w)
{
    bool is_done = true;
    for (int32_t p = 0; p < w->n; p++) {
        for (int32_t q = p + 1; q < w->n; q++) {
            double small = 1e-17 * sqrt(fabs(w->a[p][p] * w->a[q][q]));
            if (fabs(w->a[p][q]) > small) {
                rotate(w, p, q);
                is_done = false;
            }
        }
    }
    return is_done;
}

void gm_symmetric_eigen(const double *a, int32_t n, double *values, double *vectors)
{
    GM_REQUIRE(n >= 1 && n <= N);
    work w = {.n = n};
    for (int32_t i = 0; i < n; i++) {
        memcpy(w.a[i], a + (ptrdiff_t)i * n, (size_t)n * sizeof *a);
        w.v[i][i] = 1.0;
    }
    for (int i = 0; i < MOST_SWEEPS && !sweep(&w); i++) {
    }
    bool is_taken[N] = {false};
    for (int32_t k = 0; k < n; k++) {
        int32_t next = -1;
        for (int32_t i = 0; i < n; i++) {
            next = !is_taken[i] && (next < 0 || w.a[i][i] > w.a[next][next]) ? i : next;
        }
        is_taken[next] = true;
        values[k] = w.a[next][next];
        for (int32_t i = 0; i < n; i++) {
            vectors[k * n + i] = w.v[i][next];
        }
    }
}

void gm_symmetric_inverse(const double *a, int32_t n, double least, double *out)
{
    double values[N];
    double vectors[N * N];
    gm_symmetric_eigen(a, n, values, vectors);
    double floor = values[0] > 0.0 ? least * values[0] : 1.0;
    memset(out, 0, (size_t)(n * n) * sizeof *out);
    for (int32_t k = 0; k < n; k++) {
        double by = 1.0 / fmax(values[k], floor);
        for (int32_t i = 0; i < n * n; i++) {
            out[i] += by * vectors[k * n + i / n] * vectors[k * n + i % n];
        }
    }
}
