// SPDX-License-Identifier: MIT

#include "plant/learning.h"

#include "num/elementary.h"

double gm_learning_factor(const gm_learning_def *def, double n)
{
    double times = n > def->from ? n / def->from : 1.0;
    double factor = def->start * gm_pow(times, gm_log(def->ratio) / gm_log(2.0));
    return factor > def->floor ? factor : def->floor;
}

gm_learned gm_learned_begin(const gm_learning_def *def)
{
    return (gm_learned){.factor = def->is_given ? def->start : 1.0};
}

void gm_learned_form(gm_learned *learned, const gm_learning_def *def, double n)
{
    if (n >= learned->next) {
        learned->factor = gm_learning_factor(def, n);
        learned->next = n * 1.01;
    }
}

double gm_station_scrap_factor(const gm_station *st, const gm_station_def *def)
{
    double factor = def->learns.scrap ? st->learned : 1.0;
    for (int32_t i = 0; i < def->n_more_learns; i++) {
        factor = def->more_learns[i].scrap ? st->more_learned[i].factor : factor;
    }
    return factor;
}

double gm_station_failure_factor(const gm_station *st, const gm_station_def *def)
{
    double factor = def->learns.failures ? st->learned : 1.0;
    for (int32_t i = 0; i < def->n_more_learns; i++) {
        factor = def->more_learns[i].failures ? st->more_learned[i].factor : factor;
    }
    return factor;
}

void gm_station_learn_more(gm_station *st, const gm_station_def *def)
{
    for (int32_t i = 0; i < def->n_more_learns; i++) {
        gm_learned_form(&st->more_learned[i], &def->more_learns[i], st->n_made);
    }
}
