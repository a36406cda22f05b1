// SPDX-License-Identifier: MIT

#include "report/fit_cell_report.h"

#include <math.h>

static void put_numbers(gm_json *j, const char *key, const double *values, int32_t n)
{
    gm_json_key(j, key);
    gm_json_begin_array(j);
    for (int32_t i = 0; i < n; i++) {
        gm_json_number(j, values[i]);
    }
    gm_json_end(j);
}

static void put_value(const gm_fit_value *v, gm_json *j)
{
    static const char *const edges[] = {"least", NULL, "most"};
    gm_json_begin_object(j);
    gm_json_put_text(j, "name", v->def->name);
    gm_json_put_text(j, "unit", v->def->range.unit);
    gm_json_put_number(j, "least", v->def->range.least);
    gm_json_put_number(j, "most", v->def->range.most);
    gm_json_put_text(j, "scale", v->def->scale == GM_FIT_LOG ? "log" : "linear");
    gm_json_put_number(j, "written", v->written);
    gm_json_put_number(j, "best", v->best);
    gm_json_put_number(j, "low", v->low);
    gm_json_put_number(j, "high", v->high);
    gm_json_put_number(j, "error_of_range", v->error);
    gm_json_put_bool(j, "known", v->is_known);
    gm_json_put_text(j, "edge", edges[v->edge + 1]);
    gm_json_end(j);
}

static void put_curve(const gm_fit_datum *d, gm_arena *arena, gm_json *j)
{
    gm_json_put_text(j, "file", d->name);
    gm_json_put_number(j, "start_soc", d->run.start);
    gm_json_put_number(j, "rms_written_v", d->rms_written);
    gm_json_put_number(j, "rms_v", d->rms);
    gm_json_put_number(j, "worst_v", d->worst);
    gm_json_put_number(j, "worst_s", d->series->time_s[d->worst_i]);
    gm_json_put_number(j, "alike", d->alike);
    gm_json_put_bool(j, "whole_written", d->is_whole_written);
    gm_json_put_bool(j, "whole", d->run.is_whole);
    gm_json_put_text(j, "end", gm_march_end_text(&d->run.end, arena));
    put_numbers(j, "time_s", d->series->time_s, d->n);
    put_numbers(j, "measured_v", d->measured, d->n);
    put_numbers(j, "written_v", d->written, d->n);
    put_numbers(j, "best_v", d->best, d->n);
}

static void put_points(const gm_fit_datum *d, gm_json *j)
{
    static const char *const is[] = {"equal", "at-least", "at-most"};
    gm_json_key(j, "points");
    gm_json_begin_array(j);
    for (int32_t k = 0; k < d->n; k++) {
        const gm_fit_point_def *p = &d->session->points.items[k];
        gm_json_begin_object(j);
        gm_json_put_text(j, "of",
                         p->power_w > 0.0  ? "power_w"
                         : p->time_s > 0.0 ? "time_s"
                                           : "energy_j");
        gm_json_put_number(j, "at", p->has_at ? p->at : (double)NAN);
        gm_json_put_number(j, "from", p->has_from ? p->from : d->charge.from);
        gm_json_put_number(j, "to", p->has_to ? p->to : d->charge.to);
        gm_json_put_text(j, "is", is[p->is]);
        gm_json_put_number(j, "tolerance", gm_fit_point_tolerance(p));
        gm_json_put_number(j, "measured", d->measured[k]);
        gm_json_put_number(j, "written", d->written[k]);
        gm_json_put_number(j, "best", d->best[k]);
        gm_json_end(j);
    }
    gm_json_end(j);
}

static void put_session(const gm_fit_datum *d, gm_arena *arena, gm_json *j)
{
    const gm_trace *t = &d->result.trace;
    int32_t n = d->is_there ? t->n : 0;
    double *soc = GM_NEW(arena, double, n);
    double *power = GM_NEW(arena, double, n);
    double *time = GM_NEW(arena, double, n);
    for (int32_t i = 0; i < n; i++) {
        soc[i] = gm_fit_session_soc(&d->charge, &t->points[i]);
        power[i] = gm_fit_session_power(d->area_m2, &d->charge, &t->points[i]);
        time[i] = t->points[i].leg_s;
    }
    gm_json_put_text(j, "session", d->name);
    gm_json_put_number(j, "rms_written", d->rms_written);
    gm_json_put_number(j, "rms", d->rms);
    put_points(d, j);
    put_numbers(j, "time_s", time, n);
    put_numbers(j, "soc", soc, n);
    put_numbers(j, "power_w", power, n);
}

static void put_blur(const gm_fit_result *r, const gm_fit_blur *b, gm_json *j)
{
    gm_json_begin_object(j);
    gm_json_key(j, "parameters");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < b->n; i++) {
        gm_json_text(j, r->values[b->of[i]].def->name);
    }
    gm_json_end(j);
    put_numbers(j, "direction", b->by, b->n);
    gm_json_put_number(j, "error_of_range", b->error);
    gm_json_end(j);
}

void gm_fit_cell_json(const gm_fit_cell_answer *a, gm_json *j)
{
    gm_arena arena = {0};
    const gm_fit_result *r = &a->result;
    gm_json_begin_object(j);
    gm_json_put_text(j, "name", a->def->name);
    gm_json_put_text(j, "model", gm_fit_model_name(a->def));
    gm_json_put_int(j, "cells_tried", r->n_runs);
    gm_json_put_number(j, "time_s", a->time_s);
    gm_json_put_bool(j, "interrupted", r->is_interrupted);
    gm_json_put_number(j, "miss_written", r->miss_written);
    gm_json_put_number(j, "miss", r->miss);
    gm_json_put_number(j, "rows_told", r->n_told);
    gm_json_key(j, "parameters");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < r->n_parameters; i++) {
        put_value(&r->values[i], j);
    }
    gm_json_end(j);
    put_numbers(j, "correlations", r->correlations, r->n_parameters * r->n_parameters);
    gm_json_key(j, "only_together");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < r->n_blurs; i++) {
        put_blur(r, &r->blurs[i], j);
    }
    gm_json_end(j);
    gm_json_key(j, "data");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < r->n_data; i++) {
        gm_json_begin_object(j);
        if (r->data[i].kind == GM_FIT_DATA_CURVE) {
            put_curve(&r->data[i], &arena, j);
        } else {
            put_session(&r->data[i], &arena, j);
        }
        gm_json_end(j);
    }
    gm_json_end(j);
    gm_json_end(j);
    gm_arena_fini(&arena);
}
