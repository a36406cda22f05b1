// SPDX-License-Identifier: MIT

#include "report/cell_cost_report.h"

#include "report/cell_lines.h"

#define KWH_J  3.6e6
#define GWH_J  3.6e12
#define HOUR_S 3600.0

// Money of a cell as money of a kWh.
static double per_kwh(const gm_cost_answer *a, double money)
{
    return money / a->plant.energy_j * KWH_J;
}

static const char *kwh_text(const gm_cell_lines *l, const gm_cost_answer *a, double money)
{
    return gm_arena_printf(l->arena, "%.2f", per_kwh(a, money));
}

// ---- text

static void write_head(const gm_cell_lines *l, const gm_cost_answer *a)
{
    const gm_cost *c = &a->cost;
    const char *money = gm_currency_text(a->currency);
    gm_cell_lines_say(
        l, "cost: %s %s/kWh, %s %s a cell · a plant of %s GWh a year, of %s good cells",
        gm_cell_lines_number(l, c->per_j * KWH_J, 4), money,
        gm_cell_lines_number(l, c->total, 4), money,
        gm_cell_lines_number(l, a->def->output_j / GWH_J, 4),
        gm_cell_lines_percent(l, c->cell_yield));
    gm_cell_lines_say(l, "  materials %s, parts %s, steps %s, profit %s, warranty %s %s/kWh",
                      kwh_text(l, a, c->materials), kwh_text(l, a, c->items),
                      kwh_text(l, a, c->steps), kwh_text(l, a, c->profit),
                      kwh_text(l, a, c->warranty), money);
    gm_cell_lines_say(
        l, "  invested %s M%s, of it equipment %s · %s m2 · %s hours of people a year",
        gm_cell_lines_number(l, c->investment / 1e6, 4), money,
        gm_cell_lines_number(l, c->equipment / 1e6, 4), gm_cell_lines_number(l, c->area_m2, 4),
        gm_cell_lines_number(l, c->labour_s / HOUR_S, 4));
}

static void write_materials(const gm_cell_lines *l, const gm_cost_answer *a)
{
    static const char *const heads[] = {"material", ">bought",     ">price",
                                        ">a kWh",   ">of it lost", NULL};
    gm_text_table table = gm_text_table_of(l->arena, l->page, heads);
    for (int32_t i = 0; i < a->plant.n_materials; i++) {
        const gm_cost_bought *b = &a->cost.bought[i];
        if (b->bought > 0.0) {
            const char *cells[] = {a->plant.materials[i].name,
                                   gm_cell_lines_number(l, b->bought, 4),
                                   gm_cell_lines_number(l, b->price, 4),
                                   kwh_text(l, a, b->money), kwh_text(l, a, b->lost)};
            gm_text_table_row(&table, cells, 5);
        }
    }
    gm_text_table_note(&table,
                       "bought and price: by kg, by m2 of foils and separator, by piece of "
                       "housing and tabs");
    gm_text_table_print(&table, l->out);
}

static void write_steps(const gm_cell_lines *l, const gm_cost_answer *a)
{
    static const char *const heads[] = {"step",       ">a kWh",  ">labour", ">written off",
                                        ">overheads", ">energy", ">scrap",  NULL};
    gm_text_table table = gm_text_table_of(l->arena, l->page, heads);
    for (int32_t i = 0; i < a->plant.n_steps; i++) {
        const gm_cost_worked *w = &a->cost.worked[i];
        const char *cells[] = {a->plant.steps[i].name,
                               kwh_text(l, a, w->total),
                               kwh_text(l, a, w->labour),
                               kwh_text(l, a, w->depreciation),
                               kwh_text(l, a, w->variable + w->general + w->research),
                               w->energy > 0.0 ? kwh_text(l, a, w->energy) : "",
                               w->scrap > 0.0 ? kwh_text(l, a, w->scrap) : ""};
        gm_text_table_row(&table, cells, 7);
    }
    gm_text_table_note(&table, "scrap is part of what materials cost");
    gm_text_table_print(&table, l->out);
}

void gm_cell_cost_text(const gm_cost_answer *cost, gm_page page, FILE *out)
{
    if (!cost) {
        return;
    }
    gm_arena arena = {0};
    const gm_cell_lines l = {page, out, &arena};
    write_head(&l, cost);
    write_materials(&l, cost);
    write_steps(&l, cost);
    fputc('\n', out);
    gm_arena_fini(&arena);
}

// ---- JSON

static void put_materials(const gm_cost_answer *a, gm_json *j)
{
    gm_json_key(j, "materials");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < a->plant.n_materials; i++) {
        const gm_cost_bought *b = &a->cost.bought[i];
        gm_json_begin_object(j);
        gm_json_put_text(j, "material", a->plant.materials[i].name);
        gm_json_put_text(j, "key",
                         i < GM_PARTS ? gm_cost_part_key((gm_cell_part)i)
                         : a->plant.materials[i].counts == GM_COST_NEGATIVE_SOLVENT
                             ? "negative-solvent"
                             : "positive-solvent");
        gm_json_put_number(j, "in_cell", a->plant.materials[i].amount);
        gm_json_put_number(j, "bought", b->bought);
        gm_json_put_number(j, "price", b->price);
        gm_json_put_number(j, "money", b->money);
        gm_json_put_number(j, "lost", b->lost);
        gm_json_put_number(j, "per_kwh", per_kwh(a, b->money));
        gm_json_end(j);
    }
    gm_json_end(j);
}

static void put_steps(const gm_cost_answer *a, gm_json *j)
{
    gm_json_key(j, "steps");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < a->plant.n_steps; i++) {
        const gm_cost_worked *w = &a->cost.worked[i];
        gm_json_begin_object(j);
        gm_json_put_text(j, "step", a->plant.steps[i].name);
        gm_json_put_number(j, "per_kwh", per_kwh(a, w->total));
        gm_json_put_number(j, "money", w->total);
        gm_json_put_number(j, "labour", w->labour);
        gm_json_put_number(j, "depreciation", w->depreciation);
        gm_json_put_number(j, "variable", w->variable);
        gm_json_put_number(j, "general", w->general);
        gm_json_put_number(j, "research", w->research);
        gm_json_put_number(j, "energy", w->energy);
        gm_json_put_number(j, "scrap", w->scrap);
        gm_json_put_number(j, "labour_s", w->labour_s);
        gm_json_put_number(j, "equipment", w->capital);
        gm_json_put_number(j, "area_m2", w->area_m2);
        gm_json_end(j);
    }
    gm_json_end(j);
}

void gm_cell_cost_json(const gm_cost_answer *a, gm_json *j)
{
    gm_json_key(j, "cost");
    if (!a) {
        gm_json_null(j);
        return;
    }
    const gm_cost *c = &a->cost;
    gm_json_begin_object(j);
    gm_json_put_text(j, "currency", gm_currency_text(a->currency));
    gm_json_put_number(j, "per_kwh", c->per_j * KWH_J);
    gm_json_put_number(j, "total", c->total);
    gm_json_put_number(j, "cells", a->plant.cells);
    gm_json_put_number(j, "cell_yield", c->cell_yield);
    gm_json_put_number(j, "materials_money", c->materials);
    gm_json_put_number(j, "items_money", c->items);
    gm_json_put_number(j, "steps_money", c->steps);
    gm_json_put_number(j, "profit", c->profit);
    gm_json_put_number(j, "warranty", c->warranty);
    gm_json_put_number(j, "labour_s", c->labour_s);
    gm_json_put_number(j, "area_m2", c->area_m2);
    gm_json_put_number(j, "equipment", c->equipment);
    gm_json_put_number(j, "building", c->building);
    gm_json_put_number(j, "investment", c->investment);
    put_materials(a, j);
    put_steps(a, j);
    gm_json_end(j);
}
