// SPDX-License-Identifier: MIT

#include "vehicle/fastsim_answer.h"

#include "core/assert.h"

#include <string.h>

#define LABEL_YEAR 2017

static double of_cycle(const gm_fastsim_answer *a, const gm_fastsim_car_answer *car,
                       const char *name)
{
    for (int32_t i = 0; i < a->n_cycles; i++) {
        if (strcmp(a->cycles[i], name) == 0) {
            return car->results[i].kwh_per_mi;
        }
    }
    GM_REQUIRE(false);
    return 0.0;
}

gm_fastsim_answer gm_fastsim_answer_of(const gm_fastsim_table *table, gm_arena *arena)
{
    int32_t n = gm_cycle_known_count();
    const char **names = GM_NEW(arena, const char *, n);
    gm_cycle *cycles = GM_NEW(arena, gm_cycle, n);
    gm_fastsim_answer a = {.table = table,
                           .n_cycles = n,
                           .cycles = names,
                           .cars = GM_NEW(arena, gm_fastsim_car_answer, table->n)};
    for (int32_t i = 0; i < n; i++) {
        names[i] = gm_cycle_known_name(i);
        GM_REQUIRE(gm_cycle_find(names[i], arena, &cycles[i]));
    }
    for (int32_t k = 0; k < table->n; k++) {
        const gm_fastsim_row *row = &table->rows[k];
        gm_fastsim_car_answer *car = &a.cars[k];
        car->row = row;
        car->results = GM_NEW(arena, gm_fastsim_result, n);
        for (int32_t i = 0; i < n; i++) {
            car->results[i] = gm_fastsim_drive(&row->car, &cycles[i], NULL);
        }
        int year = row->year > 0 ? row->year : LABEL_YEAR;
        car->label = gm_fastsim_label_of(&row->car, year, of_cycle(&a, car, "UDDS"),
                                         of_cycle(&a, car, "HWFET"));
    }
    return a;
}
