// SPDX-License-Identifier: MIT

#include "report/fastsim_report.h"

// ---- text

void gm_fastsim_report_text(const gm_fastsim_answer *a, gm_page page, FILE *out)
{
    gm_arena arena = {0};
    const char **heads = GM_NEW(&arena, const char *, a->n_cycles + 4);
    heads[0] = "Wh/mi out of the pack";
    for (int32_t i = 0; i < a->n_cycles; i++) {
        heads[i + 1] = gm_arena_printf(&arena, ">%s", a->cycles[i]);
    }
    heads[a->n_cycles + 1] = ">label kWh/100 mi";
    heads[a->n_cycles + 2] = ">miles";
    gm_text_table table = gm_text_table_of(&arena, page, heads);
    const char **cells = GM_NEW(&arena, const char *, a->n_cycles + 3);
    for (int32_t k = 0; k < a->table->n; k++) {
        const gm_fastsim_car_answer *car = &a->cars[k];
        cells[0] = car->row->name;
        for (int32_t i = 0; i < a->n_cycles; i++) {
            const gm_fastsim_result *r = &car->results[i];
            cells[i + 1] = gm_arena_printf(&arena, "%.1f%s", 1e3 * r->kwh_per_mi,
                                           r->n_missed > 0 ? "*" : "");
        }
        cells[a->n_cycles + 1] = gm_arena_printf(&arena, "%.1f", 100.0 * car->label.kwh_mi);
        cells[a->n_cycles + 2] = gm_arena_printf(&arena, "%.0f", car->label.range_mi);
        gm_text_table_row(&table, cells, a->n_cycles + 3);
    }
    fputs("As FASTSim 2 drives them (NREL); miles of 1609 m\n\n", out);
    gm_text_table_print(&table, out);
    fputs("\n* it cannot follow the cycle everywhere; `--json` says by how much\n", out);
    if (a->table->n_others > 0) {
        fprintf(out, "%d vehicles that do not drive by battery alone are left out\n",
                a->table->n_others);
    }
    gm_arena_fini(&arena);
}

// ---- JSON

static void put_result(const char *cycle, const gm_fastsim_result *r, gm_json *j)
{
    gm_json_begin_object(j);
    gm_json_put_text(j, "cycle", cycle);
    gm_json_put_number(j, "battery_kwh_per_mi", r->kwh_per_mi);
    gm_json_put_number(j, "distance_mi", r->distance_mi);
    gm_json_put_number(j, "ess_dischg_kj", r->discharge_kj);
    gm_json_put_number(j, "soc_end", r->soc_end);
    gm_json_put_number(j, "trace_miss_dist_frac", r->missed_distance);
    gm_json_put_number(j, "trace_miss_speed_mps", r->missed_speed_m_s);
    gm_json_put_int(j, "missed_steps", r->n_missed);
    gm_json_put_int(j, "worst_step", r->worst_step);
    gm_json_end(j);
}

void gm_fastsim_report_json(const gm_fastsim_answer *a, gm_json *j)
{
    gm_json_key(j, "cars");
    gm_json_begin_array(j);
    for (int32_t k = 0; k < a->table->n; k++) {
        const gm_fastsim_car_answer *car = &a->cars[k];
        gm_json_begin_object(j);
        gm_json_put_text(j, "name", car->row->name);
        gm_json_put_text(j, "selection", car->row->number);
        gm_json_put_number(j, "veh_kg", car->row->car.mass_kg);
        gm_json_put_number(j, "label_kwh_per_mi", car->label.kwh_mi);
        gm_json_put_number(j, "label_range_mi", car->label.range_mi);
        gm_json_key(j, "cycles");
        gm_json_begin_array(j);
        for (int32_t i = 0; i < a->n_cycles; i++) {
            put_result(a->cycles[i], &car->results[i], j);
        }
        gm_json_end(j);
        gm_json_end(j);
    }
    gm_json_end(j);
}
