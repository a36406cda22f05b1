// SPDX-License-Identifier: MIT

#include "report/car_report.h"

#include "core/text.h"
#include "num/elementary.h"

#include <string.h>

#define ZERO_C_K  273.15
#define J_PER_KWH 3.6e6
#define KM_H      3.6
#define NOTHING   5e-4 // of the energy of a drive: less is not shown

// ---- where energy went

typedef struct part {
    const char *head;
    const char *key;
    size_t at; // of gm_car_energy
} part;

static const part parts[] = {
    {">air", "air_j", offsetof(gm_car_energy, air)},
    {">tyres", "rolling_j", offsetof(gm_car_energy, rolling)},
    {">climb", "climb_j", offsetof(gm_car_energy, climb)},
    {">speed", "speed_j", offsetof(gm_car_energy, speed)},
    {">brakes", "brakes_j", offsetof(gm_car_energy, brakes)},
    {">gears", "gears_j", offsetof(gm_car_energy, gears)},
    {">motors", "motors_j", offsetof(gm_car_energy, machines)},
    {">pack", "pack_j", offsetof(gm_car_energy, pack)},
    {">other", "accessories_j", offsetof(gm_car_energy, accessories)},
    {">climate", "climate_j", offsetof(gm_car_energy, climate)},
};
#define N_PARTS (sizeof parts / sizeof *parts)

static double joules(const gm_drive_answer *d, const part *p)
{
    return *(const double *)((const char *)&d->sum.energy + p->at);
}

static double per_100_km(const gm_drive_answer *d, double j)
{
    return d->sum.distance_m > 0.0 ? j / J_PER_KWH / (d->sum.distance_m / 1e5) : 0.0;
}

static bool is_procedure(const gm_drive_answer *d)
{
    return d->def.procedure != GM_PROCEDURE_NONE;
}

// ---- text

typedef struct writer {
    const gm_car_answer *a;
    gm_page page;
    FILE *out;
    gm_arena arena;
} writer;

static const char *number(writer *w, double value, int figures)
{
    char text[GM_NUMBER_BYTES];
    return gm_arena_strdup(&w->arena, gm_text_of_rounded(value, figures, text));
}

static const char *time_text(writer *w, double seconds)
{
    return seconds < 7200.0 ? gm_arena_printf(&w->arena, "%.1f min", seconds / 60.0)
                            : gm_arena_printf(&w->arena, "%.2f h", seconds / 3600.0);
}

static void write_car(writer *w, const char *name)
{
    const gm_car *car = &w->a->car;
    fprintf(w->out, "%s · %s kg · pack of %s kWh, %s of them to be driven · ", name,
            number(w, car->road.mass_kg, 5), number(w, w->a->gross_j / J_PER_KWH, 4),
            number(w, w->a->usable_j / J_PER_KWH, 4));
    fprintf(w->out, "%d driven axle%s\n\n", car->n_axles, car->n_axles > 1 ? "s" : "");
}

static const char *cycle_text(writer *w, const gm_drive_answer *d)
{
    const char *what = d->def.cycle ? d->cycle.name
                                    : gm_arena_printf(&w->arena, "%s km/h",
                                                      number(w, d->def.steady_m_s * KM_H, 4));
    if (d->def.is_until_empty) {
        return gm_arena_printf(&w->arena, "%s until empty", what);
    }
    return d->def.times > 1 ? gm_arena_printf(&w->arena, "%s x %d", what, d->def.times) : what;
}

static void write_drives(writer *w)
{
    static const char *const heads[] = {"drive", "cycle",   ">degC",       ">km",
                                        ">time", ">charge", ">kWh/100 km", NULL};
    gm_text_table table = gm_text_table_of(&w->arena, w->page, heads);
    for (int32_t i = 0; i < w->a->n_drives; i++) {
        const gm_drive_answer *d = &w->a->drives[i];
        if (is_procedure(d)) {
            continue;
        }
        const char *cells[] = {
            d->def.name,
            strcmp(d->def.name, cycle_text(w, d)) == 0 ? "" : cycle_text(w, d),
            number(w, d->def.outside_k - ZERO_C_K, 3),
            number(w, d->sum.distance_m / 1e3, 4),
            time_text(w, d->sum.time_s),
            gm_arena_printf(&w->arena, "%.1f %%", 100.0 * d->end.soc),
            number(w, per_100_km(d, d->sum.energy.terminal), 4),
        };
        gm_text_table_row(&table, cells, 7);
    }
    gm_text_table_print(&table, w->out);
}

static void write_parts(writer *w)
{
    const char *heads[N_PARTS + 3] = {"where it goes, kWh/100 km"};
    for (size_t k = 0; k < N_PARTS; k++) {
        heads[k + 1] = parts[k].head;
    }
    heads[N_PARTS + 1] = ">regained";
    gm_text_table table = gm_text_table_of(&w->arena, w->page, heads);
    for (int32_t i = 0; i < w->a->n_drives; i++) {
        const gm_drive_answer *d = &w->a->drives[i];
        if (is_procedure(d)) {
            continue;
        }
        const char *cells[N_PARTS + 2] = {d->def.name};
        for (size_t k = 0; k < N_PARTS; k++) {
            double j = joules(d, &parts[k]);
            bool is_some =
                j > NOTHING * d->sum.energy.cells || -j > NOTHING * d->sum.energy.cells;
            cells[k + 1] = is_some ? gm_arena_printf(&w->arena, "%.2f", per_100_km(d, j)) : "";
        }
        cells[N_PARTS + 1] =
            gm_arena_printf(&w->arena, "%.2f", per_100_km(d, d->sum.energy.regained));
        gm_text_table_row(&table, cells, (int)N_PARTS + 2);
    }
    fputc('\n', w->out);
    gm_text_table_print(&table, w->out);
}

static const char *const procedure_names[] = {
    [GM_PROCEDURE_CLTC] = "CLTC", [GM_PROCEDURE_WLTP] = "WLTP", [GM_PROCEDURE_EPA] = "EPA"};

// A row for each cycle of a procedure, one for the whole.
static void add_procedure(writer *w, const gm_drive_answer *d, gm_text_table *table)
{
    const gm_procedure_result *p = &d->procedure;
    for (int32_t k = 0; k < p->n_cycles; k++) {
        const gm_procedure_cycle *c = &p->cycles[k];
        const char *cells[] = {k == 0 ? d->def.name : "",
                               k == 0 ? procedure_names[d->def.procedure] : "",
                               c->name,
                               k == 0 ? number(w, d->def.outside_k - ZERO_C_K, 3) : "",
                               k == 0 ? number(w, p->usable_j / J_PER_KWH, 4) : "",
                               number(w, c->j_m * 1e5 / J_PER_KWH, 4),
                               number(w, c->range_m / 1e3, 4)};
        gm_text_table_row(table, cells, 7);
    }
    if (d->def.procedure == GM_PROCEDURE_EPA && p->is_whole) {
        const char *cells[] = {"",
                               "",
                               "55 % city, 70 %",
                               "",
                               "",
                               number(w, p->j_m * 1e5 / J_PER_KWH, 4),
                               number(w, p->label_range_m / 1e3, 4)};
        gm_text_table_row(table, cells, 7);
    }
    if (!p->is_whole) {
        const char *cells[] = {d->def.name, procedure_names[d->def.procedure],
                               "cannot be said"};
        gm_text_table_row(table, cells, 3);
        gm_text_table_note(table, gm_arena_printf(&w->arena,
                                                  "  the pack is empty after %s km, before the "
                                                  "last segment of the procedure",
                                                  number(w, p->distance_m / 1e3, 4)));
    }
}

static void write_procedures(writer *w)
{
    static const char *const heads[] = {"drive",       "procedure",   "of",        ">degC",
                                        ">usable kWh", ">kWh/100 km", ">range km", NULL};
    gm_text_table table = gm_text_table_of(&w->arena, w->page, heads);
    int32_t n = 0;
    for (int32_t i = 0; i < w->a->n_drives; i++) {
        if (is_procedure(&w->a->drives[i])) {
            add_procedure(w, &w->a->drives[i], &table);
            n++;
        }
    }
    if (n > 0) {
        fputs(n < w->a->n_drives ? "\n" : "", w->out);
        gm_text_table_print(&table, w->out);
    }
}

// What it could not do, with its place and time.
static void write_misses(writer *w)
{
    for (int32_t i = 0; i < w->a->n_drives; i++) {
        const gm_drive_answer *d = &w->a->drives[i];
        if (d->procedure.n_missed > 0) {
            fprintf(w->out, "drive %s: it cannot follow in %d steps of the procedure\n",
                    d->def.name, d->procedure.n_missed);
        }
        if (d->sum.n_missed > 0) {
            fprintf(w->out,
                    "drive %s: it cannot follow in %d steps, most at %s of the cycle, by %s "
                    "km/h of %s; %s m are missing\n",
                    d->def.name, d->sum.n_missed, time_text(w, d->cycle.time_s[d->sum.worst]),
                    number(w, d->sum.worst_m_s * KM_H, 3),
                    number(w, d->cycle.speed_m_s[d->sum.worst] * KM_H, 4),
                    number(w, d->sum.short_m, 3));
        }
        if (d->def.is_until_empty && !is_procedure(d) && d->empty_s <= 0.0) {
            fprintf(w->out, "drive %s: the pack is not empty after %.0f times the cycle\n",
                    d->def.name, d->repeats);
        }
        if (d->empty_s > 0.0 && !d->def.is_until_empty) {
            fprintf(w->out, "drive %s: the pack is empty after %s and %s km\n", d->def.name,
                    time_text(w, d->empty_s), number(w, d->sum.distance_m / 1e3, 4));
        }
    }
}

void gm_car_report_text(const gm_car_answer *answer, const char *name, gm_page page, FILE *out)
{
    writer w = {.a = answer, .page = page, .out = out};
    write_car(&w, name);
    bool has_drives = false;
    for (int32_t i = 0; i < answer->n_drives; i++) {
        has_drives = has_drives || !is_procedure(&answer->drives[i]);
    }
    if (has_drives) {
        write_drives(&w);
        write_parts(&w);
    }
    write_procedures(&w);
    write_misses(&w);
    gm_arena_fini(&w.arena);
}

// ---- JSON

static void put_procedure(const gm_drive_answer *d, gm_json *j)
{
    const gm_procedure_result *p = &d->procedure;
    gm_json_begin_object(j);
    gm_json_put_text(j, "name", d->def.name);
    gm_json_put_text(j, "procedure", procedure_names[d->def.procedure]);
    gm_json_put_number(j, "outside_k", d->def.outside_k);
    gm_json_put_bool(j, "is_whole", p->is_whole);
    gm_json_put_number(j, "usable_j", p->usable_j);
    gm_json_put_number(j, "distance_m", p->distance_m);
    gm_json_put_number(j, "j_per_m", p->is_whole ? p->j_m : GM_NAN);
    gm_json_put_number(j, "range_m", p->is_whole ? p->range_m : GM_NAN);
    gm_json_put_number(j, "label_range_m", p->is_whole ? p->label_range_m : GM_NAN);
    gm_json_put_int(j, "missed_steps", p->n_missed);
    gm_json_key(j, "cycles");
    gm_json_begin_array(j);
    for (int32_t k = 0; k < p->n_cycles; k++) {
        gm_json_begin_object(j);
        gm_json_put_text(j, "cycle", p->cycles[k].name);
        gm_json_put_number(j, "j_per_m", p->cycles[k].j_m);
        gm_json_put_number(j, "range_m", p->cycles[k].range_m);
        gm_json_end(j);
    }
    gm_json_end(j);
    gm_json_key(j, "segments");
    gm_json_begin_array(j);
    for (int32_t k = 0; k < p->n_legs; k++) {
        gm_json_begin_object(j);
        gm_json_put_text(j, "cycle", p->legs[k].name);
        gm_json_put_number(j, "distance_m", p->legs[k].distance_m);
        gm_json_put_number(j, "terminal_j", p->legs[k].energy_j);
        gm_json_end(j);
    }
    gm_json_end(j);
    gm_json_end(j);
}

static void put_drive(const gm_drive_answer *d, gm_json *j)
{
    if (is_procedure(d)) {
        put_procedure(d, j);
        return;
    }
    gm_json_begin_object(j);
    gm_json_put_text(j, "name", d->def.name);
    gm_json_put_text(j, "cycle", d->def.cycle ? d->cycle.name : NULL);
    gm_json_put_bool(j, "until_empty", d->def.is_until_empty);
    gm_json_put_number(j, "outside_k", d->def.outside_k);
    gm_json_put_number(j, "time_s", d->sum.time_s);
    gm_json_put_number(j, "distance_m", d->sum.distance_m);
    gm_json_put_number(j, "repeats", d->repeats);
    gm_json_put_number(j, "soc_begin", d->begin.soc);
    gm_json_put_number(j, "soc_end", d->end.soc);
    gm_json_put_number(j, "pack_end_k", d->end.pack_k);
    gm_json_put_number(j, "cabin_end_k", d->end.cabin_k);
    gm_json_put_number(j, "terminal_j", d->sum.energy.terminal);
    gm_json_put_number(j, "cells_j", d->sum.energy.cells);
    gm_json_put_number(j, "regained_j", d->sum.energy.regained);
    for (size_t k = 0; k < N_PARTS; k++) {
        gm_json_put_number(j, parts[k].key, joules(d, &parts[k]));
    }
    gm_json_put_number(j, "most_out_w", d->sum.most_out_w);
    gm_json_put_number(j, "most_in_w", d->sum.most_in_w);
    gm_json_put_int(j, "missed_steps", d->sum.n_missed);
    gm_json_put_number(j, "missed_at_s", d->cycle.time_s[d->sum.worst]);
    gm_json_put_number(j, "missed_m_s", d->sum.worst_m_s);
    gm_json_put_number(j, "missed_m", d->sum.short_m);
    gm_json_put_number(j, "empty_s", d->empty_s);
    gm_json_end(j);
}

void gm_car_report_json(const gm_car_answer *a, gm_json *j)
{
    gm_json_key(j, "car");
    gm_json_begin_object(j);
    gm_json_put_number(j, "mass_kg", a->car.road.mass_kg);
    gm_json_put_number(j, "gross_j", a->gross_j);
    gm_json_put_number(j, "usable_j", a->usable_j);
    gm_json_put_number(j, "least_soc", a->car.pack.least_soc);
    gm_json_put_number(j, "most_soc", a->car.pack.most_soc);
    gm_json_end(j);
    gm_json_key(j, "drives");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < a->n_drives; i++) {
        put_drive(&a->drives[i], j);
    }
    gm_json_end(j);
}
