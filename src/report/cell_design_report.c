// SPDX-License-Identifier: MIT

#include "report/cell_design_report.h"

#include "core/text.h"
#include "report/cell_lines.h"

#define WH_J  3600.0
#define KWH_J 3.6e6

// ---- text

static void write_head(const gm_cell_lines *l, const gm_design_answer *a)
{
    const gm_cell_design *d = &a->design;
    fprintf(l->out, "design: %s g · %s Wh/kg · %s Wh/l · negative to positive %.3f\n",
            gm_cell_lines_number(l, 1e3 * d->total_kg, 4),
            gm_cell_lines_number(l, d->cell_j_kg / WH_J, 4),
            gm_cell_lines_number(l, d->cell_j_m3 / WH_J / 1e3, 4), d->n_to_p);
    fprintf(l->out, "  %s Wh at %s V · a pair is %s um thick · stack in its housing %s\n",
            gm_cell_lines_number(l, d->energy_j / WH_J, 4),
            gm_cell_lines_number(l, d->mean_v, 4), gm_cell_lines_number(l, 1e6 * d->pair_m, 4),
            gm_cell_lines_percent(l, d->fill));
    if (d->stack_j_m2k > 0.0) {
        double area_m2 = d->charge_c / d->cell_c_m2;
        fprintf(l->out, "  heat capacity of the stack %s J/K\n",
                gm_cell_lines_number(l, d->stack_j_m2k * area_m2, 4));
    }
    if (d->pack_j_kg > 0.0 && d->pack_j_m3 > 0.0) {
        fprintf(l->out, "  a pack of such cells %s Wh/kg and %s Wh/l\n",
                gm_cell_lines_number(l, d->pack_j_kg / WH_J, 3),
                gm_cell_lines_number(l, d->pack_j_m3 / WH_J / 1e3, 3));
    }
}

static void write_parts(const gm_cell_lines *l, const gm_cell_design *d)
{
    static const char *const heads[] = {"part", ">g", ">share", ">cm3", NULL};
    gm_text_table table = gm_text_table_of(l->arena, l->page, heads);
    for (int part = 0; part < GM_PARTS; part++) {
        if (d->mass_kg[part] > 0.0 || d->part_m3[part] > 0.0) {
            const char *cells[] = {gm_cell_part_name((gm_cell_part)part),
                                   gm_arena_printf(l->arena, "%.3f", 1e3 * d->mass_kg[part]),
                                   gm_cell_lines_percent(l, d->mass_kg[part] / d->total_kg),
                                   gm_arena_printf(l->arena, "%.3f", 1e6 * d->part_m3[part])};
            gm_text_table_row(&table, cells, 4);
        }
    }
    const char *all[] = {"cell", gm_arena_printf(l->arena, "%.3f", 1e3 * d->total_kg),
                         gm_cell_lines_percent(l, 1.0),
                         gm_arena_printf(l->arena, "%.3f", 1e6 * d->cell_m3)};
    gm_text_table_row(&table, all, 4);
    gm_text_table_print(&table, l->out);
}

static void write_sheets(const gm_cell_lines *l, const gm_cell_making_need *need)
{
    static const char *const heads[] = {"electrode", ">coated", ">electrode", ">wide",
                                        ">foil",     ">dry",    ">sheets",    NULL};
    static const char *const names[] = {"negative", "positive"};
    gm_text_table table = gm_text_table_of(l->arena, l->page, heads);
    for (int e = 0; e < 2; e++) {
        const char *cells[] = {names[e],
                               gm_arena_printf(l->arena, "%.4f m2", need->coated_m2[e]),
                               gm_arena_printf(l->arena, "%.3f m", need->strip_m[e]),
                               gm_arena_printf(l->arena, "%.1f mm", 1e3 * need->width_m[e]),
                               gm_arena_printf(l->arena, "%.4f m2", need->foil_m2[e]),
                               gm_arena_printf(l->arena, "%.3f g", 1e3 * need->coating_kg[e]),
                               gm_arena_printf(l->arena, "%d%s", (int)need->sheets[e],
                                               need->is_wound ? " wound" : "")};
        gm_text_table_row(&table, cells, 7);
    }
    gm_text_table_print(&table, l->out);
}

static void write_making(const gm_cell_lines *l, const gm_design_answer *a,
                         const gm_cell_making_need *need)
{
    const gm_making_step *all = &a->making_total;
    gm_cell_lines_say(l, "  making takes %s kWh a cell, %s to %s: %s kWh for each kWh%s",
                      gm_cell_lines_number(l, need->making_j[1] / KWH_J, 3),
                      gm_cell_lines_number(l, need->making_j[0] / KWH_J, 3),
                      gm_cell_lines_number(l, need->making_j[2] / KWH_J, 3),
                      gm_cell_lines_number(l, all->likely, 3),
                      a->is_published ? " (published, of large plants of liquid cells)" : "");
    if (a->has_formation) {
        fprintf(l->out, "  formation %s a cell, of the grid %s Wh, returned %s Wh\n",
                gm_cell_lines_time(l, need->formation_s),
                gm_cell_lines_number(l, need->drawn_j / WH_J, 4),
                gm_cell_lines_number(l, need->returned_j / WH_J, 4));
    }
}

void gm_cell_design_text(const gm_cell_answer *answer, gm_page page, FILE *out)
{
    const gm_design_answer *a = answer->design;
    if (!a) {
        return;
    }
    gm_arena arena = {0};
    const gm_cell_lines l = {page, out, &arena};
    const gm_cell_making_need need = gm_cell_making_need_of(&answer->cell, a);
    write_head(&l, a);
    write_parts(&l, &a->design);
    write_sheets(&l, &need);
    write_making(&l, a, &need);
    fputc('\n', out);
    gm_arena_fini(&arena);
}

void gm_cells_pack_text(const gm_cells_pack *pack, gm_page page, FILE *out)
{
    if (pack->cells < 2) {
        return;
    }
    gm_arena arena = {0};
    const gm_cell_lines l = {page, out, &arena};
    gm_text text = gm_text_init(&arena);
    gm_text_addf(&text, "  %d cells hold %.4g kWh", (int)pack->cells, pack->energy_j / KWH_J);
    if (pack->usable_j < pack->energy_j) {
        gm_text_addf(&text, ", %.4g usable,", pack->usable_j / KWH_J);
    }
    if (pack->pack_kg > 0.0) {
        gm_text_addf(&text, " in %.4g kg (%.4g kg of cells), %.3g Wh/kg", pack->pack_kg,
                     pack->cells_kg, pack->energy_j / WH_J / pack->pack_kg);
    }
    if (pack->pack_m3 > 0.0) {
        gm_text_addf(&text, ", %.3g Wh/l", pack->energy_j / WH_J / (1e3 * pack->pack_m3));
    }
    gm_cell_lines_say(&l, "%s", text.at);
    gm_arena_fini(&arena);
}

// ---- JSON

// A number, or null where it is not known.
static void put_known(gm_json *j, const char *key, double value)
{
    gm_json_key(j, key);
    if (value > 0.0) {
        gm_json_number(j, value);
    } else {
        gm_json_null(j);
    }
}

static void put_two(gm_json *j, const char *key, const double value[2])
{
    gm_json_key(j, key);
    gm_json_begin_array(j);
    gm_json_number(j, value[0]);
    gm_json_number(j, value[1]);
    gm_json_end(j);
}

static void put_parts(const gm_cell_design *d, gm_json *j)
{
    gm_json_key(j, "parts");
    gm_json_begin_array(j);
    for (int part = 0; part < GM_PARTS; part++) {
        gm_json_begin_object(j);
        gm_json_put_text(j, "key", gm_cost_part_key((gm_cell_part)part));
        gm_json_put_text(j, "part", gm_cell_part_name((gm_cell_part)part));
        gm_json_put_number(j, "mass_kg", d->mass_kg[part]);
        gm_json_put_number(j, "volume_m3", d->part_m3[part]);
        gm_json_end(j);
    }
    gm_json_end(j);
}

static void put_need(const gm_cell_making_need *need, gm_json *j)
{
    gm_json_key(j, "need");
    gm_json_begin_object(j);
    gm_json_put_bool(j, "wound", need->is_wound);
    gm_json_put_int(j, "sides", need->sides);
    put_two(j, "coated_m2", need->coated_m2);
    put_two(j, "strip_m", need->strip_m);
    put_two(j, "width_m", need->width_m);
    gm_json_key(j, "sheets");
    gm_json_begin_array(j);
    gm_json_int(j, need->sheets[0]);
    gm_json_int(j, need->sheets[1]);
    gm_json_end(j);
    put_two(j, "foil_m2", need->foil_m2);
    put_two(j, "coating_kg", need->coating_kg);
    gm_json_put_number(j, "separator_m2", need->separator_m2);
    gm_json_put_number(j, "electrolyte_kg", need->electrolyte_kg);
    put_known(j, "formation_s", need->formation_s);
    put_known(j, "formation_drawn_j", need->drawn_j);
    gm_json_put_number(j, "formation_returned_j", need->returned_j);
    gm_json_put_number(j, "making_low_j", need->making_j[0]);
    gm_json_put_number(j, "making_likely_j", need->making_j[1]);
    gm_json_put_number(j, "making_high_j", need->making_j[2]);
    gm_json_end(j);
}

static void put_making(const gm_design_answer *a, gm_json *j)
{
    gm_json_put_bool(j, "making_published", a->is_published);
    gm_json_key(j, "making");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < a->n_making; i++) {
        gm_json_begin_object(j);
        gm_json_put_text(j, "step", a->making[i].name);
        gm_json_put_number(j, "low", a->making[i].low);
        gm_json_put_number(j, "likely", a->making[i].likely);
        gm_json_put_number(j, "high", a->making[i].high);
        gm_json_end(j);
    }
    gm_json_end(j);
}

static void put_design(const gm_cell_design *d, gm_json *j)
{
    gm_json_put_number(j, "mass_kg", d->total_kg);
    gm_json_put_number(j, "volume_m3", d->cell_m3);
    gm_json_put_number(j, "energy_j", d->energy_j);
    gm_json_put_number(j, "charge_c", d->charge_c);
    gm_json_put_number(j, "mean_v", d->mean_v);
    gm_json_put_number(j, "n_to_p", d->n_to_p);
    gm_json_put_number(j, "pair_m", d->pair_m);
    gm_json_put_number(j, "stack_m3", d->stack_m3);
    gm_json_put_number(j, "fill", d->fill);
    put_known(j, "stack_j_m2k", d->stack_j_m2k);
    gm_json_put_number(j, "cell_j_kg", d->cell_j_kg);
    gm_json_put_number(j, "cell_j_m3", d->cell_j_m3);
    put_known(j, "pack_j_kg", d->pack_j_kg);
    put_known(j, "pack_j_m3", d->pack_j_m3);
    put_two(j, "host_c_m2", d->host_c_m2);
    put_two(j, "swing_c_m2", d->swing_c_m2);
    put_two(j, "coating_kg_m2", d->coating_kg_m2);
    put_parts(d, j);
}

void gm_cell_design_json(const gm_cell_answer *answer, gm_json *j)
{
    gm_json_key(j, "design");
    if (!answer->design) {
        gm_json_null(j);
        return;
    }
    const gm_cell_making_need need = gm_cell_making_need_of(&answer->cell, answer->design);
    gm_json_begin_object(j);
    put_design(&answer->design->design, j);
    put_need(&need, j);
    put_making(answer->design, j);
    gm_json_end(j);
}

void gm_cells_pack_json(const gm_cells_pack *pack, gm_json *j)
{
    gm_json_key(j, "pack");
    gm_json_begin_object(j);
    gm_json_put_int(j, "cells", pack->cells);
    gm_json_put_number(j, "energy_j", pack->energy_j);
    gm_json_put_number(j, "usable_j", pack->usable_j);
    put_known(j, "cells_kg", pack->cells_kg);
    put_known(j, "mass_kg", pack->pack_kg);
    put_known(j, "volume_m3", pack->pack_m3);
    gm_json_end(j);
}
