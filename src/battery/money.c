// SPDX-License-Identifier: MIT

#include "battery/money.h"

#include "battery/key.h"

#include <stdio.h>

#define MONEY_MOST 1e12

const char *gm_currency_text(gm_currency currency)
{
    return currency == GM_CURRENCY_CNY ? "CNY" : "USD";
}

// The unit of money per `per` ("" or "/kg"), whose SI dimension the table of units knows.
static void unit_text(gm_currency currency, const char *per, char out[24])
{
    snprintf(out, 24, "%s%s", gm_currency_text(currency), per);
}

static bool is_in(const gm_quantity *q, gm_currency currency, const char *per)
{
    char unit[24];
    double si;
    gm_dim dim;
    unit_text(currency, per, unit);
    return gm_unit_find(unit, &si, &dim) && gm_dim_equal(dim, q->dim);
}

static bool read_money(gm_reader *reader, const gm_node *node, const char *per, gm_money *out)
{
    char error[GM_UNIT_ERROR_BYTES];
    char unit[24];
    gm_quantity q;
    const gm_node *value = node->kind == GM_NODE_MAP ? gm_node_get(node, "value") : node;
    bool is_known = value && value->kind == GM_NODE_SCALAR && !value->is_faulty &&
                    gm_quantity_parse(value->text, &q, error);
    *out = (gm_money){.src = node->src, .is_given = true};
    if (is_known && is_in(&q, GM_CURRENCY_USD, per)) {
        out->currency = GM_CURRENCY_USD;
    } else if (is_known && !is_in(&q, GM_CURRENCY_CNY, per)) {
        gm_diag_error(reader->diag, value->src,
                      "%s: expected money in `CNY%s` or `USD%s`, got '%s'", gm_cell_key(reader),
                      per, per, value->text);
        return false;
    }
    // What cannot be read is told as if it were CNY.
    unit_text(out->currency, per, unit);
    const gm_field row = {.key = gm_cell_key(reader),
                          .type = GM_TYPE_QUANTITY,
                          .unit = unit,
                          .bounds = GM_BETWEEN,
                          .hi = MONEY_MOST};
    return gm_read_field(reader, &row, node, &out->value);
}

static bool read_plain(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_money(reader, node, "", dst);
}

static bool read_kg(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_money(reader, node, "/kg", dst);
}

static bool read_m2(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_money(reader, node, "/m2", dst);
}

static bool read_h(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_money(reader, node, "/h", dst);
}

static bool read_kwh(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_money(reader, node, "/kWh", dst);
}

#define CURRENCIES " CNY or US dollars; where both are used the file says what a dollar is."

#define MONEY(words, what, examples)                                                           \
    {                                                                                          \
        .name = (words), .doc = examples ":" CURRENCIES, .size = sizeof(gm_money),             \
        .read = (what)                                                                         \
    }

const gm_custom gm_custom_money = MONEY("money", read_plain, "`8 MUSD`, `2 CNY`");
const gm_custom gm_custom_money_kg =
    MONEY("money per mass", read_kg, "`150 CNY/kg`, `21 USD/kg`");
const gm_custom gm_custom_money_m2 =
    MONEY("money per area", read_m2, "`1.2 CNY/m2`, `3000 USD/m2`");
const gm_custom gm_custom_money_h = MONEY("money per time", read_h, "`60 CNY/h`, `18 USD/h`");
const gm_custom gm_custom_money_kwh =
    MONEY("money per energy", read_kwh, "`0.7 CNY/kWh`, `0.1 USD/kWh`");
