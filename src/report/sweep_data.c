// SPDX-License-Identifier: MIT
//
// A sweep for programs: JSON and CSV.

#include "core/json.h"
#include "gemba/version.h"
#include "report/sweep_report.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

gm_sweep_seeds gm_sweep_seeds_of(const gm_sweep_report *r)
{
    gm_sweep_seeds out = {INT64_MAX, -1};
    for (int32_t i = 0; i < r->rows->n; i++) {
        const gm_sweep_row *row = &r->rows->items[i];
        if (row->is_done) {
            out.least = row->seed < out.least ? row->seed : out.least;
            out.most = row->seed > out.most ? row->seed : out.most;
        }
    }
    int64_t of_model = r->sweep->design.seed;
    return out.most < 0 ? (gm_sweep_seeds){of_model, of_model} : out;
}

// ---- JSON

static const char *hash_text(uint64_t hash, char buf[32])
{
    snprintf(buf, 32, "%016" PRIx64, hash);
    return buf;
}

static void put_names(gm_json *j, const gm_sweep *s)
{
    gm_json_key(j, "parameters");
    gm_json_begin_array(j);
    for (int i = 0; i < s->design.n_varies; i++) {
        const gm_vary *v = &s->design.varies[i];
        gm_json_begin_object(j);
        gm_json_put_text(j, "path", v->path);
        gm_json_put_text(j, "values", strchr(v->text, '=') + 1);
        gm_json_end(j);
    }
    gm_json_end(j);
    gm_json_key(j, "measures");
    gm_json_begin_array(j);
    for (int32_t m = 0; m < s->measures.n; m++) {
        const gm_sweep_measure *measure = &s->measures.items[m];
        gm_json_begin_object(j);
        gm_json_put_text(j, "name", measure->name);
        gm_json_put_text(j, "unit", measure->unit);
        gm_json_put_text(j, "says", measure->says);
        gm_json_end(j);
    }
    gm_json_end(j);
}

static void put_values(gm_json *j, const gm_sweep *s, const gm_sweep_row *row)
{
    gm_json_key(j, "values");
    gm_json_begin_object(j);
    for (int i = 0; i < s->design.n_varies; i++) {
        gm_json_put_text(j, s->design.varies[i].path, row->texts[i]);
    }
    gm_json_end(j);
    gm_json_key(j, "si");
    gm_json_begin_object(j);
    for (int i = 0; i < s->design.n_varies; i++) {
        if (!isnan(row->si[i])) {
            gm_json_put_number(j, s->design.varies[i].path, row->si[i]);
        }
    }
    gm_json_end(j);
}

// Why a mean or its interval is unknown, or NULL.
static const char *why_unknown(const gm_sweep_row *row, gm_interval x)
{
    return x.n == 1   ? "one replication has no interval"
           : x.n > 1  ? NULL
           : row->why ? row->why
                      : "no value in any replication";
}

static void put_point(gm_json *j, const gm_sweep *s, const gm_sweep_row *row, int32_t point_i)
{
    char hash[32];
    gm_json_begin_object(j);
    gm_json_put_int(j, "point", point_i + 1);
    put_values(j, s, row);
    gm_json_put_text(j, "state", row->has_failed ? "failed" : row->is_done ? "done" : "waits");
    gm_json_put_text(j, "why", row->why);
    gm_json_put_text(j, "model_hash", hash_text(s->hashes[point_i], hash));
    gm_json_put_int(j, "replications", row->replications);
    if (row->is_done) {
        gm_json_put_int(j, "seed", row->seed);
    }
    gm_json_key(j, "means");
    gm_json_begin_object(j);
    for (int32_t m = 0; m < s->measures.n && row->is_done && !row->has_failed; m++) {
        gm_interval x = row->means[m];
        gm_json_key(j, s->measures.items[m].name);
        gm_json_begin_object(j);
        gm_json_put_number(j, "mean", x.mean);
        gm_json_put_number(j, "half_width", x.half_width);
        gm_json_put_int(j, "n", (int64_t)x.n);
        gm_json_put_text(j, "why", why_unknown(row, x));
        gm_json_end(j);
    }
    gm_json_end(j);
    gm_json_end(j);
}

void gm_sweep_json(const gm_sweep_report *r, FILE *out)
{
    const gm_sweep *s = r->sweep;
    char hash[32];
    gm_json j = gm_json_to_file(out, 1);
    gm_json_begin_object(&j);
    gm_json_put_text(&j, "version", GM_VERSION);
    gm_json_put_text(&j, "model", r->model);
    gm_json_put_text(&j, "file", s->source->name);
    gm_json_put_text(&j, "results", r->path);
    gm_json_put_text(&j, "model_hash", hash_text(s->hash, hash));
    gm_json_put_text(&j, "design", gm_design_word(s->design.kind));
    gm_sweep_seeds seeds = gm_sweep_seeds_of(r);
    if (seeds.least == seeds.most) {
        gm_json_put_int(&j, "seed", seeds.least);
    }
    gm_json_put_int(&j, "points", s->design.n_points);
    gm_json_put_int(&j, "done", r->rows->n_done);
    gm_json_put_int(&j, "failed", r->rows->n_failed);
    gm_json_put_bool(&j, "interrupted", r->is_interrupted);
    put_names(&j, s);
    gm_json_key(&j, "rows");
    gm_json_begin_array(&j);
    for (int32_t i = 0; i < r->rows->n; i++) {
        put_point(&j, s, &r->rows->items[i], i);
    }
    gm_json_end(&j);
    gm_json_end(&j);
}

// ---- CSV

// RFC 4180.
static void add_cell(gm_text *csv, const char *text, const char *more)
{
    gm_text_add(csv, csv->len > 0 && csv->at[csv->len - 1] != '\n' ? "," : "");
    if (!strpbrk(text, ",\"\r\n")) {
        gm_text_addf(csv, "%s%s", text, more);
        return;
    }
    gm_text_add(csv, "\"");
    for (const char *at = text; *at; at++) {
        gm_text_add(csv, *at == '"' ? "\"" : "");
        gm_text_add_n(csv, at, 1);
    }
    gm_text_addf(csv, "%s\"", more);
}

// Empty for what is unknown.
static void add_number(gm_text *csv, double value)
{
    char buf[GM_NUMBER_BYTES];
    gm_text_addf(csv, ",%s", isnan(value) ? "" : gm_text_of_number(value, buf));
}

static void add_heads(gm_text *csv, const gm_sweep *s)
{
    gm_text_add(csv, "point");
    for (int i = 0; i < s->design.n_varies; i++) {
        add_cell(csv, s->design.varies[i].path, "");
        if (!s->design.varies[i].is_scenario) {
            add_cell(csv, s->design.varies[i].path, " (SI)");
        }
    }
    gm_text_add(csv, ",state,why");
    for (int32_t m = 0; m < s->measures.n; m++) {
        const char *name = s->measures.items[m].name;
        add_cell(csv, name, " mean");
        add_cell(csv, name, " low");
        add_cell(csv, name, " high");
        add_cell(csv, name, " n");
    }
    gm_text_add(csv, "\n");
}

static void add_point(gm_text *csv, const gm_sweep *s, const gm_sweep_row *row, int32_t point_i)
{
    gm_text_addf(csv, "%" PRId32, point_i + 1);
    for (int i = 0; i < s->design.n_varies; i++) {
        add_cell(csv, row->texts[i], "");
        if (!s->design.varies[i].is_scenario) {
            add_number(csv, row->si[i]);
        }
    }
    add_cell(csv, row->has_failed ? "failed" : row->is_done ? "done" : "waits", "");
    add_cell(csv, row->why ? row->why : "", "");
    for (int32_t m = 0; m < s->measures.n; m++) {
        gm_interval x = row->means[m];
        add_number(csv, x.mean);
        add_number(csv, x.mean - x.half_width);
        add_number(csv, x.mean + x.half_width);
        gm_text_addf(csv, ",%zu", x.n);
    }
    gm_text_add(csv, "\n");
}

const char *gm_sweep_csv(const gm_sweep_report *r, gm_arena *arena)
{
    gm_text csv = gm_text_init(arena);
    add_heads(&csv, r->sweep);
    for (int32_t i = 0; i < r->rows->n; i++) {
        add_point(&csv, r->sweep, &r->rows->items[i], i);
    }
    return csv.at;
}
