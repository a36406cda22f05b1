// SPDX-License-Identifier: MIT

#include "vehicle/car_answer.h"

#define MOST_REPEATS 100000
#define MILD_K       296.15

// ---- drives

static gm_drive_ask_def default_drive(const char *cycle)
{
    return (gm_drive_ask_def){
        .name = cycle, .cycle = cycle, .times = 1, .outside_k = MILD_K, .pressure_pa = 1e5};
}

// A file that asks for nothing is driven through each cycle, and until it is empty through the first.
static void set_default(gm_car_answer *a, gm_arena *arena)
{
    int32_t n = gm_cycle_known_count();
    a->n_drives = n + 1;
    a->drives = GM_NEW(arena, gm_drive_answer, a->n_drives);
    for (int32_t i = 0; i < n; i++) {
        a->drives[i].def = default_drive(gm_cycle_known_name(i));
    }
    a->drives[n].def = default_drive(gm_cycle_known_name(0));
    a->drives[n].def.name = "range";
    a->drives[n].def.is_until_empty = true;
}

static gm_cycle cycle_of(const gm_drive_ask_def *def, gm_arena *arena)
{
    gm_cycle cycle = def->of_file;
    if (cycle.n == 0 && def->cycle) {
        (void)gm_cycle_find(def->cycle, arena, &cycle); // its name was looked up as it was read
    } else if (cycle.n == 0) {
        cycle = gm_cycle_steady(def->steady_m_s, def->steady_s, arena);
    }
    return cycle;
}

static gm_car_state begin_of(const gm_car *car, const gm_drive_ask_def *def,
                             const gm_cycle *cycle)
{
    return (gm_car_state){
        .speed_m_s = cycle->n > 0 ? cycle->speed_m_s[0] : 0.0,
        .soc = def->soc > 0.0 ? def->soc : car->pack.most_soc,
        .pack_k = def->has_pack_k ? def->pack_k : def->outside_k,
        .cabin_k = def->has_cabin_k ? def->cabin_k : def->outside_k,
    };
}

static void add(const gm_car_drive_result *one, gm_car_drive_result *sum)
{
    if (sum->n_missed == 0 && one->n_missed > 0) {
        sum->worst = one->worst;
        sum->worst_m_s = one->worst_m_s;
    }
    sum->time_s += one->time_s;
    sum->distance_m += one->distance_m;
    sum->n_missed += one->n_missed;
    sum->short_m += one->short_m;
    sum->empty_at = one->empty_at;
    sum->most_out_w = one->most_out_w > sum->most_out_w ? one->most_out_w : sum->most_out_w;
    sum->most_in_w = one->most_in_w > sum->most_in_w ? one->most_in_w : sum->most_in_w;
    gm_car_energy_add(&sum->energy, &one->energy);
}

static void run(const gm_car *car, gm_drive_answer *d, gm_arena *arena)
{
    gm_procedure procedure = (gm_procedure)d->def.procedure;
    bool has_procedure = procedure != GM_PROCEDURE_NONE;
    if (!has_procedure) {
        d->cycle = cycle_of(&d->def, arena);
    }
    d->begin = begin_of(car, &d->def, &d->cycle);
    d->end = d->begin;
    gm_surroundings in = {d->def.outside_k, d->def.headwind_m_s, d->def.pressure_pa};
    if (has_procedure) {
        d->procedure = gm_procedure_drive(car, procedure, &in, &d->end, arena);
        return;
    }
    int32_t most = d->def.is_until_empty ? MOST_REPEATS : d->def.times;
    double whole_s = d->cycle.time_s[d->cycle.n - 1];
    for (int32_t i = 0; i < most && d->sum.empty_at == 0; i++) {
        gm_car_drive_result one = gm_car_drive(car, &d->cycle, &in, &d->end, NULL);
        add(&one, &d->sum);
    }
    d->repeats = d->sum.time_s / whole_s;
    d->empty_s = d->sum.empty_at > 0 ? d->sum.time_s : 0.0;
}

// ---- the whole

gm_status gm_car_ask_check(const gm_car_ask *ask, gm_diag *diag)
{
    return gm_car_def_check(ask->car, ask->cell && ask->cell->cell, diag);
}

static gm_status make(const gm_car_ask *ask, gm_arena *arena, gm_diag *diag, gm_car_answer *out)
{
    *out = (gm_car_answer){.def = ask};
    gm_cell_answer cell = {0};
    GM_TRY(gm_car_ask_check(ask, diag));
    if (ask->car->pack.series > 0) {
        GM_TRY(gm_cell_open(ask->cell, arena, diag, &cell));
    }
    out->car = gm_car_of_def(ask->car, &cell, arena);
    return GM_OK;
}

gm_status gm_car_answer_all(const gm_car_ask *ask, gm_arena *arena, gm_diag *diag,
                            gm_car_answer *out)
{
    GM_TRY(make(ask, arena, diag, out));
    const gm_pack *pack = &out->car.pack;
    out->gross_j = gm_pack_energy(pack, 0.0, 1.0, MILD_K);
    out->usable_j = gm_pack_energy(pack, pack->least_soc, pack->most_soc, MILD_K);
    out->is_default = ask->n_drives == 0;
    out->n_drives = ask->n_drives;
    if (out->is_default) {
        set_default(out, arena);
    } else {
        out->drives = GM_NEW(arena, gm_drive_answer, ask->n_drives);
        for (int32_t i = 0; i < ask->n_drives; i++) {
            out->drives[i].def = ask->drives[i];
        }
    }
    for (int32_t i = 0; i < out->n_drives; i++) {
        run(&out->car, &out->drives[i], arena);
    }
    return GM_OK;
}
