// SPDX-License-Identifier: MIT

#include "plant/learning.h"

#include "num/elementary.h"

double gm_learning_factor(const gm_learning_def *def, double n)
{
    double times = n > def->from ? n / def->from : 1.0;
    double factor = def->start * gm_pow(times, gm_log(def->ratio) / gm_log(2.0));
    return factor > def->floor ? factor : def->floor;
}

static void act(gm_learning *learning, const gm_learning_def *curve, double factor)
{
    learning->time = curve->time ? factor : learning->time;
    learning->scrap = curve->scrap ? factor : learning->scrap;
    learning->failures = curve->failures ? factor : learning->failures;
}

void gm_learning_begin(gm_learning *learning, const gm_learning_def *curves, int32_t n_curves)
{
    *learning = (gm_learning){.time = 1.0, .scrap = 1.0, .failures = 1.0};
    for (int32_t i = 0; i < n_curves; i++) {
        act(learning, &curves[i], curves[i].start);
    }
}

void gm_learning_go(gm_learning *learning, const gm_learning_def *curves, int32_t n_curves,
                    double n_made)
{
    for (int32_t i = 0; i < n_curves; i++) {
        if (n_made >= learning->next[i]) {
            learning->next[i] = n_made * 1.01;
            act(learning, &curves[i], gm_learning_factor(&curves[i], n_made));
        }
    }
}
