// SPDX-License-Identifier: MIT

#include "study/floor_log.h"

#include <inttypes.h>

typedef struct logger {
    FILE *out;
    const gm_plan *plan;
} logger;

static void write_row(void *user, const gm_visit *v)
{
    const logger *l = user;
    if (v->identity) {
        fprintf(l->out, "%" PRIu32 "%s,%s,", v->identity, v->piece,
                l->plan->variants[v->variant].name);
    } else {
        fputs(",,", l->out);
    }
    fprintf(l->out, "%s,", l->plan->steps[v->step_i].name);
    if (v->machine_k != GM_NONE) {
        fprintf(l->out, "%" PRId32, v->machine_k + 1);
    }
    fprintf(l->out, ",%.3f,", v->from_s);
    if (!v->is_open) {
        fprintf(l->out, "%.3f", v->to_s);
    }
    fprintf(l->out, ",%s\n", v->state);
}

gm_status gm_floor_log_write(const gm_twin *twin, FILE *out, gm_run_error *error)
{
    logger l = {out, twin->plan};
    gm_run *run = gm_run_create(twin->plan);
    gm_run_begin(run, (uint32_t)twin->model->clock.seed, 0);
    gm_run_watch_visits(run, write_row, &l);
    fputs("part,variant,station,machine,time in [s],time out [s],state\n", out);
    const gm_point *end = &twin->schedule.points[twin->schedule.n - 1];
    gm_run_end until = {.time_s = end->time_s, .counter = GM_NONE};
    if (twin->model->clock.run_until == GM_RUN_FOR_PARTS) {
        until.counter = twin->schedule.counter;
        until.count = end->count;
    }
    *error = gm_run_advance(run, until);
    gm_run_end_visits(run);
    gm_run_destroy(run);
    return *error == GM_RUN_OK ? GM_OK : GM_ERR_RUN;
}
