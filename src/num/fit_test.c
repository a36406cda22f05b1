// SPDX-License-Identifier: MIT

#include "num/fit_test.h"

#include "num/dist_curve.h"
#include "num/elementary.h"
#include "num/sampler.h"
#include "num/stats.h"

#include <string.h>

double gm_fit_ks(const gm_dist *law, const gm_sample *s)
{
    double most = 0.0;
    for (int32_t i = 0; i < s->n; i++) {
        double u = gm_dist_below(law, s->x[i]);
        most = fmax(most, fmax((i + 1.0) / s->n - u, u - (double)i / s->n));
    }
    return s->n_open > 0 ? GM_NAN : most;
}

double gm_fit_ad(const gm_dist *law, const gm_sample *s)
{
    double sum = 0.0;
    for (int32_t i = 0; i < s->n; i++) {
        sum += (2.0 * i + 1.0) * (gm_log(gm_dist_below(law, s->x[i])) +
                                  gm_log(gm_dist_above(law, s->x[s->n - 1 - i])));
    }
    double ad = -s->n - sum / s->n;
    return s->n_open == 0 && ad < GM_INFINITY ? ad : GM_NAN;
}

// Evenly in order, the ends among them.
static gm_sample thinned(const gm_sample *s, double *room)
{
    if (s->n <= GM_FIT_TEST_MOST) {
        return *s;
    }
    for (int32_t i = 0; i < GM_FIT_TEST_MOST; i++) {
        room[i] = s->x[(int64_t)i * (s->n - 1) / (GM_FIT_TEST_MOST - 1)];
    }
    return (gm_sample){.n = GM_FIT_TEST_MOST, .x = room};
}

void gm_fit_measure(gm_fit *fit, const gm_sample *sample)
{
    double room[GM_FIT_TEST_MOST];
    if (!fit->why_not && sample->n_open == 0) {
        gm_sample s = thinned(sample, room);
        fit->ks = gm_fit_ks(&fit->law, &s);
        fit->ad = gm_fit_ad(&fit->law, &s);
    }
}

int32_t gm_fit_test_boots(int32_t n)
{
    int32_t boots = 200000 / (n > 0 ? n : 1);
    return boots < 199 ? 199 : boots > 999 ? 999 : boots;
}

void gm_fit_test(gm_fit *fit, const gm_sample *sample, int32_t n_boot, uint32_t seed)
{
    if (fit->why_not || sample->n_open > 0) {
        return;
    }
    gm_arena scratch = {0};
    double *room = GM_NEW(&scratch, double, GM_FIT_TEST_MOST);
    gm_sample s = thinned(sample, room);
    double *x = GM_NEW(&scratch, double, s.n);
    gm_sample drawn = {.n = s.n, .x = x};
    const char *word = gm_dist_word(fit->law.kind);
    gm_stream stream;
    gm_stream sub;
    gm_stream_init(&stream, seed, 0, word, "fit");
    gm_stream_init(&sub, seed, 0, word, "fit/sub");
    fit->ks = gm_fit_ks(&fit->law, &s);
    fit->ad = gm_fit_ad(&fit->law, &s);
    int32_t n_drawn = 0;
    int32_t n_ks = 0;
    int32_t n_ad = 0;
    for (int32_t b = 0; b < n_boot; b++) {
        for (int32_t i = 0; i < s.n; i++) {
            x[i] = gm_dist_draw(&fit->law, &stream, &sub);
        }
        gm_sort(x, (size_t)s.n);
        gm_dist law;
        const char *why_not;
        if (!gm_fit_parameters(fit->law.kind, &drawn, &law, &why_not)) {
            continue;
        }
        n_drawn += 1;
        n_ks += gm_fit_ks(&law, &drawn) >= fit->ks ? 1 : 0;
        n_ad += gm_fit_ad(&law, &drawn) >= fit->ad ? 1 : 0;
    }
    fit->ks_p = n_drawn > 0 ? (1.0 + n_ks) / (1.0 + n_drawn) : GM_NAN;
    fit->ad_p = n_drawn > 0 && fit->ad == fit->ad ? (1.0 + n_ad) / (1.0 + n_drawn) : GM_NAN;
    gm_arena_fini(&scratch);
}
