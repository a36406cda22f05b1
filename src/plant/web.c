// SPDX-License-Identifier: MIT

#include "plant/web.h"

#include "num/elementary.h"
#include "plant/matter.h"

#include <stdio.h>
#include <string.h>

#define PATH_BYTES 192
#define ROUNDING   1e-9 // of a roll: so near to another one that it is one

static const gm_web_def *def_of(const gm_run *run, const gm_machine *m)
{
    return &run->plan->stations[m->station_i].def->web;
}

static gm_web *web_of(const gm_run *run, int32_t machine_i)
{
    const gm_machine *m = &run->machines[machine_i];
    int32_t k = machine_i - run->plan->stations[m->station_i].first_machine;
    return &run->stations[m->station_i].webs[k];
}

// ---- memory and time 0

void gm_lengths_reserve(gm_run *run, uint32_t n)
{
    if (run->plan->n_webs == 0) {
        return;
    }
    double *lengths = gm_hook_alloc(n * sizeof *lengths);
    if (run->n_parts > 0) {
        memcpy(lengths, run->length_m, run->n_parts * sizeof *lengths);
    }
    gm_hook_free(run->length_m);
    run->length_m = lengths;
}

void gm_lengths_fini(gm_run *run)
{
    gm_hook_free(run->length_m);
}

void gm_webs_create(gm_run *run, int32_t station_i)
{
    const gm_station_plan *plan = &run->plan->stations[station_i];
    gm_station *st = &run->stations[station_i];
    st->webs = NULL;
    if (!plan->def->web.is_given) {
        return;
    }
    int32_t n_materials = run->plan->def->n_materials;
    st->webs = GM_NEW(&run->arena, gm_web, plan->n_machines);
    for (int32_t k = 0; k < plan->n_machines && n_materials > 0; k++) {
        st->webs[k].rest_kg = GM_NEW(&run->arena, double, n_materials);
    }
}

void gm_webs_begin(gm_run *run, int32_t station_i)
{
    const gm_station_plan *plan = &run->plan->stations[station_i];
    gm_station *st = &run->stations[station_i];
    const char *name = run->plan->steps[plan->step_i].name;
    char path[PATH_BYTES];
    for (int32_t k = 0; k < plan->n_machines && st->webs; k++) {
        double *rest_kg = st->webs[k].rest_kg;
        st->webs[k] = (gm_web){.rest_kg = rest_kg, .stood_s = (double)INFINITY};
        if (rest_kg) {
            memset(rest_kg, 0, (size_t)run->plan->def->n_materials * sizeof *rest_kg);
        }
        (void)snprintf(path, sizeof path, k == 0 ? "%s" : "%s#%d", name, k + 1);
        gm_stream_init(&st->webs[k].defects, run->seed, run->replication, path, "web defect");
    }
}

// ---- a roll runs

double gm_web_begin(gm_run *run, int32_t machine_i)
{
    const gm_machine *m = &run->machines[machine_i];
    const gm_web_def *def = def_of(run, m);
    gm_web *web = web_of(run, machine_i);
    web->has_splice = web->is_threaded;
    web->n_starts = !web->is_threaded || run->now_s > web->ended_s ? 1 : 0;
    web->is_threaded = true;
    web->stood_s = (double)INFINITY;
    return run->length_m[m->part] / def->speed_m_s + (web->has_splice ? def->splice_s : 0.0);
}

void gm_web_stands(gm_run *run, int32_t machine_i)
{
    gm_web *web = web_of(run, machine_i);
    web->stood_s = run->now_s < web->stood_s ? run->now_s : web->stood_s;
}

void gm_web_runs(gm_run *run, int32_t machine_i)
{
    gm_web *web = web_of(run, machine_i);
    web->n_starts += run->now_s > web->stood_s ? 1 : 0;
    web->stood_s = (double)INFINITY;
}

// ---- what is lost of it

// Takes so many metres off, as far as there are any, and counts them.
static void lose(gm_web *web, gm_web_stat stat, double metres, double *left_m)
{
    double lost_m = metres < *left_m ? metres : *left_m;
    web->sum[stat] += lost_m;
    *left_m -= lost_m;
}

// Defects on a length of web: a Poisson process along it.
static double draw_defects(gm_web *web, const gm_web_def *def, double length_m)
{
    double n = 0.0;
    double at_m = 0.0;
    while (def->defects_per_m > 0.0) {
        at_m -= gm_log(gm_stream_u01(&web->defects)) / def->defects_per_m;
        if (!(at_m < length_m)) {
            break;
        }
        n += 1.0;
    }
    return n;
}

// The account of the material: coated on all metres, then lost with some, and at the edges.
static void settle_matter(gm_run *run, const gm_machine *m, uint32_t part, double in_m,
                          double good_m)
{
    if (!gm_has_matter(run)) {
        return;
    }
    const gm_web_def *def = def_of(run, m);
    int32_t step_i = run->plan->stations[m->station_i].step_i;
    double *kg = gm_matter_of(run, part);
    gm_matter_add(run, kg, &def->coats, in_m * def->coated_m);
    if (good_m < in_m) {
        gm_matter_scrap(run, kg, (in_m - good_m) / in_m, step_i);
    }
    if (def->trim_m > 0.0) {
        gm_matter_trim(run, kg, def, step_i);
    }
}

bool gm_web_finish(gm_run *run, int32_t machine_i, uint32_t part)
{
    const gm_machine *m = &run->machines[machine_i];
    const gm_web_def *def = def_of(run, m);
    gm_web *web = web_of(run, machine_i);
    double in_m = run->length_m[part];
    double left_m = in_m;
    web->ended_s = run->now_s;
    lose(web, GM_STAT_WEB_START_M, web->n_starts * def->start_m, &left_m);
    lose(web, GM_STAT_WEB_SPLICE_M, web->has_splice ? def->splice_m : 0.0, &left_m);
    double n_defects = draw_defects(web, def, left_m);
    lose(web, GM_STAT_WEB_DEFECT_M, n_defects * def->defect_m, &left_m);
    web->sum[GM_STAT_WEB_ROLLS] += 1.0;
    web->sum[GM_STAT_WEB_IN_M] += in_m;
    web->sum[GM_STAT_WEB_GOOD_M] += left_m;
    web->sum[GM_STAT_WEB_STARTS] += web->n_starts;
    web->sum[GM_STAT_WEB_SPLICES] += web->has_splice ? 1.0 : 0.0;
    web->sum[GM_STAT_WEB_DEFECTS] += n_defects;
    web->sum[GM_STAT_WEB_COATED_M2] += def->coats.n > 0 ? in_m * def->coated_m : 0.0;
    web->sum[GM_STAT_WEB_TRIM_M2] += 2.0 * def->trim_m * left_m;
    run->stations[m->station_i].planned_s += left_m / def->speed_m_s;
    settle_matter(run, m, part, in_m, left_m);
    run->length_m[part] = left_m;
    web->sum[GM_STAT_WEB_WOUND_M] += def->winds ? 0.0 : left_m;
    return def->winds || left_m > 0.0;
}

// ---- winding

int32_t gm_web_wind(gm_run *run, int32_t machine_i, uint32_t part)
{
    const gm_web_def *def = def_of(run, &run->machines[machine_i]);
    gm_web *web = web_of(run, machine_i);
    web->rest_m += run->length_m[part];
    if (gm_has_matter(run)) {
        gm_matter_move(run, gm_matter_of(run, part), web->rest_kg, 1.0);
    }
    if (def->wound_m > 0.0) {
        return (int32_t)(web->rest_m / def->wound_m + ROUNDING) * def->lanes;
    }
    return web->rest_m > 0.0 ? def->lanes : 0;
}

void gm_web_fill(gm_run *run, int32_t machine_i, uint32_t child)
{
    const gm_web_def *def = def_of(run, &run->machines[machine_i]);
    gm_web *web = web_of(run, machine_i);
    double whole_m = def->wound_m > 0.0 ? def->wound_m : run->length_m[child];
    double each_m = whole_m / def->lanes; // of the web in its whole width
    bool is_last = web->rest_m <= each_m + ROUNDING * whole_m;
    double share = is_last ? 1.0 : each_m / web->rest_m;
    if (gm_has_matter(run)) {
        gm_matter_move(run, web->rest_kg, gm_matter_of(run, child), share);
    }
    web->rest_m = is_last ? 0.0 : web->rest_m - each_m;
    web->sum[GM_STAT_WEB_WOUND_M] += each_m;
    run->length_m[child] = whole_m;
}

void gm_web_cut(gm_run *run, int32_t machine_i)
{
    gm_web *web = web_of(run, machine_i);
    int32_t step_i = run->plan->stations[run->machines[machine_i].station_i].step_i;
    if (gm_has_matter(run)) {
        gm_matter_scrap(run, web->rest_kg, 1.0, step_i);
    }
    web->sum[GM_STAT_WEB_END_M] += web->rest_m;
    web->rest_m = 0.0;
    web->is_threaded = false;
}

void gm_web_stats(const gm_run *run, int32_t station_i, double row[GM_N_WEB_STATS])
{
    memset(row, 0, GM_N_WEB_STATS * sizeof *row);
    for (int32_t k = 0; k < run->plan->stations[station_i].n_machines; k++) {
        for (int s = 0; s < GM_N_WEB_STATS; s++) {
            row[s] += run->stations[station_i].webs[k].sum[s];
        }
    }
}
