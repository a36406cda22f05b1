// SPDX-License-Identifier: MIT

#include "battery/amount.h"

#include "battery/key.h"

#include "core/text.h"

#include <string.h>

// By gm_amount_unit.
static const char *const units[] = {"C", "A", "A/m2", "W", "V", "degC", "K/s", "s", ""};
#define C_MOST  (1000.0 / 3600.0) // 1/s
#define N_UNITS ((int)(sizeof units / sizeof *units))

static const char *const words[] = {"a rate (`1C`, `C/20`)",
                                    "a current (`24 A`)",
                                    "a current density (`160 A/m2`)",
                                    "a power (`50 W`)",
                                    "a voltage (`4.2 V`)",
                                    "a temperature (`45 degC`)",
                                    "a rise of temperature (`0.1 K/s`)",
                                    "a time (`1 h`)",
                                    "a state of charge (`80 %`)"};

#define BIT(unit) (1u << (unit))
#define FLOWS     (BIT(GM_AMOUNT_RATE) | BIT(GM_AMOUNT_CURRENT) | BIT(GM_AMOUNT_DENSITY))

// "C/20" as "0.05 C".
static const char *spell_rate(const char *text, gm_arena *arena)
{
    double hours;
    const char *end;
    if (text[0] != 'C' || text[1] != '/') {
        return text;
    }
    if (!gm_text_number(text + 2, &end, &hours) || *end || !(hours > 0.0)) {
        return text;
    }
    return gm_arena_printf(arena, "%.17g C", 1.0 / hours);
}

static int unit_of(const gm_quantity *q)
{
    for (int i = 0; i < N_UNITS; i++) {
        double si;
        gm_dim dim = {0};
        bool is_number = units[i][0] == '\0';
        if ((is_number || gm_unit_find(units[i], &si, &dim)) && gm_dim_equal(dim, q->dim) &&
            is_number == gm_dim_is_number(q->dim)) {
            return i;
        }
    }
    return -1;
}

static bool refuse(gm_reader *reader, const gm_node *node, unsigned allowed, const char *got)
{
    gm_text list = gm_text_init(reader->arena);
    for (int i = 0; i < N_UNITS; i++) {
        if (allowed & BIT(i)) {
            gm_text_addf(&list, "%s%s", list.at[0] ? ", " : "", words[i]);
        }
    }
    gm_diag_error(reader->diag, node->src, "expected %s, got '%s'", list.at, got);
    return false;
}

static bool read_amount(gm_reader *reader, const gm_node *node, unsigned allowed,
                        gm_amount *out)
{
    char error[GM_UNIT_ERROR_BYTES];
    gm_quantity q;
    const char *text = gm_read_scalar(reader, node, "a number with its unit");
    if (!text) {
        return false;
    }
    if (!gm_quantity_parse(spell_rate(text, reader->arena), &q, error)) {
        gm_diag_error(reader->diag, node->src, "%s", error);
        return false;
    }
    int unit = unit_of(&q);
    if (unit < 0 || !(allowed & BIT(unit))) {
        return refuse(reader, node, allowed, text);
    }
    if (unit == GM_AMOUNT_SOC && q.value > 1.0) {
        gm_diag_error(reader->diag, node->src,
                      "a state of charge is 100 %% at most, got '%s': write it like `80 %%`",
                      text);
        return false;
    }
    bool is_signed = unit == GM_AMOUNT_TEMPERATURE;
    if (!is_signed && !(q.value > 0.0)) {
        gm_diag_error(reader->diag, node->src, "expected a number above 0, got '%s'", text);
        return false;
    }
    *out = (gm_amount){node->src, (gm_amount_unit)unit, q.value};
    return true;
}

static bool read_flow(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_amount(reader, node, FLOWS | BIT(GM_AMOUNT_POWER), dst);
}

static bool read_held(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_amount(reader, node,
                       FLOWS | BIT(GM_AMOUNT_POWER) | BIT(GM_AMOUNT_VOLTAGE) |
                           BIT(GM_AMOUNT_TEMPERATURE) | BIT(GM_AMOUNT_WARMING),
                       dst);
}

static bool read_until(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_amount *out = dst;
    bool is_full = node->kind == GM_NODE_SCALAR && strcmp(node->text, "full") == 0;
    if (is_full || (node->kind == GM_NODE_SCALAR && strcmp(node->text, "empty") == 0)) {
        *out = (gm_amount){node->src, is_full ? GM_AMOUNT_FULL : GM_AMOUNT_EMPTY, 0.0};
        return true;
    }
    return read_amount(reader, node,
                       FLOWS | BIT(GM_AMOUNT_VOLTAGE) | BIT(GM_AMOUNT_TEMPERATURE) |
                           BIT(GM_AMOUNT_TIME) | BIT(GM_AMOUNT_SOC),
                       dst);
}

static bool read_within(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_amount(reader, node,
                       FLOWS | BIT(GM_AMOUNT_POWER) | BIT(GM_AMOUNT_VOLTAGE) |
                           BIT(GM_AMOUNT_TEMPERATURE) | BIT(GM_AMOUNT_WARMING),
                       dst);
}

static bool read_current(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_amount(reader, node, FLOWS, dst);
}

static gm_node *spelled(const gm_node *node, gm_arena *arena);

// `{value: C/20, range: [C/30, C/10], ..}` with its rates as numbers with a unit.
static gm_node *spelled_map(const gm_node *node, gm_arena *arena)
{
    gm_node *map = gm_node_map(arena, node->src);
    for (int i = 0; i < node->n; i++) {
        gm_node_entry entry = node->entries[i];
        if (strcmp(entry.key, "value") == 0 || strcmp(entry.key, "range") == 0) {
            entry.value = spelled(entry.value, arena);
        }
        gm_node_append(arena, map, entry);
    }
    return map;
}

static gm_node *spelled_list(const gm_node *node, gm_arena *arena)
{
    gm_node *list = gm_node_seq(arena, node->src);
    for (int i = 0; i < node->n; i++) {
        gm_node_push(arena, list, spelled(node->items[i], arena));
    }
    return list;
}

static gm_node *spelled(const gm_node *node, gm_arena *arena)
{
    if (node->is_faulty || node->kind == GM_NODE_NULL) {
        return (gm_node *)node;
    }
    if (node->kind == GM_NODE_SCALAR) {
        return gm_node_scalar(arena, node->src, spell_rate(node->text, arena));
    }
    return node->kind == GM_NODE_MAP ? spelled_map(node, arena) : spelled_list(node, arena);
}

static bool read_c_rate(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_field row = {.key = gm_cell_key(reader),
                          .type = GM_TYPE_QUANTITY,
                          .unit = "C",
                          .bounds = GM_MORE_THAN | GM_AT_MOST,
                          .hi = C_MOST};
    return gm_read_field(reader, &row, spelled(node, reader->arena), dst);
}

static const char string_json[] = "{\"type\": \"string\"}";

const gm_custom gm_custom_flow = {
    .name = "cell flow",
    .doc =
        "A rate of the capacity between the voltages of the cell (`4C`, `C/20`), a current of "
        "a cell (`24 A`), a current of a square metre of its pairs (`160 A/m2`) or a power of "
        "a cell (`50 W`). Its direction is that of the step.",
    .json = string_json,
    .size = sizeof(gm_amount),
    .read = read_flow,
};

const gm_custom gm_custom_held = {
    .name = "what is held",
    .doc =
        "What a step holds: a voltage (`4.2 V`), a flow of discharge (`C/3`, `24 A`, `50 W`), "
        "a temperature (`45 degC`) or a rise of it (`0.1 K/s`).",
    .json = string_json,
    .size = sizeof(gm_amount),
    .read = read_held,
};

const gm_custom gm_custom_until = {
    .name = "end of a step",
    .doc = "When a step is over: at a voltage (`4.2 V`), when the current has come down "
           "(`C/20`, `2 A`), after a time (`1 h`), at a state of charge (`80 %`), at a "
           "temperature (`45 degC`). `full` and `empty` are the most and the least voltage of "
           "the cell.",
    .json = string_json,
    .size = sizeof(gm_amount),
    .read = read_until,
};

const gm_custom gm_custom_within = {
    .name = "charge limit",
    .doc = "What a fast charge may not pass: a current (`6C`, `300 A`), a power (`500 W`), a "
           "voltage (`4.2 V`), a temperature (`55 degC`), a rise of it (`0.2 K/s`).",
    .json = string_json,
    .size = sizeof(gm_amount),
    .read = read_within,
};

const gm_custom gm_custom_current = {
    .name = "charge current",
    .doc =
        "A rate of the capacity between the voltages of the cell (`6C`), a current of a cell "
        "(`300 A`) or of a square metre of its pairs (`160 A/m2`).",
    .json = string_json,
    .size = sizeof(gm_amount),
    .read = read_current,
};

const gm_custom gm_custom_c_rate = {
    .name = "rate of the capacity",
    .doc = "A rate of the capacity between the voltages of the cell: `C/20` is a twentieth of "
           "it in an hour, `0.5C` "
           "half of it; also as `{value: C/20, range: [C/30, C/10], source: ..}`.",
    .size = sizeof(double),
    .read = read_c_rate,
};

double gm_amount_by_area(const gm_amount *amount, const gm_cell *cell,
                         const gm_cell_balance *balance)
{
    if (amount->unit == GM_AMOUNT_RATE) {
        return amount->value * balance->charge;
    }
    bool is_of_cell = amount->unit == GM_AMOUNT_CURRENT || amount->unit == GM_AMOUNT_POWER;
    return is_of_cell ? amount->value / cell->area_m2 : amount->value;
}
