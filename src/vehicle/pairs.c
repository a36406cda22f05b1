// SPDX-License-Identifier: MIT

#include "vehicle/pairs.h"

#include <math.h>

#define MOST_PAIRS 10000
#define LEAST_HEAT 0.1 // heat by electricity
#define MOST_HEAT  100.0

double gm_pairs_at(const gm_pairs *p, double x)
{
    int32_t i = 1;
    if (p->n == 1 || x <= p->x[0]) {
        return p->y[0];
    }
    while (i < p->n - 1 && p->x[i] < x) {
        i++;
    }
    double share = fmin((x - p->x[i - 1]) / (p->x[i] - p->x[i - 1]), 1.0);
    return p->y[i - 1] + share * (p->y[i] - p->y[i - 1]);
}

typedef struct pair_units {
    const char *x;
    const char *y;
} pair_units;

static bool read_pair(gm_reader *reader, const gm_node *node, const pair_units *units,
                      double *x, double *y)
{
    if (node->kind != GM_NODE_SEQ || node->n != 2) {
        gm_diag_error(reader->diag, node->src, "expected a pair, as `[20 %s, 1 %s]`", units->x,
                      units->y);
        return false;
    }
    bool ok = gm_read_quantity(reader, node->items[0], units->x, x);
    return gm_read_quantity(reader, node->items[1], units->y, y) && ok;
}

static bool read_list(gm_reader *reader, const gm_node *node, const pair_units *units,
                      gm_pairs *out)
{
    int32_t n = (int32_t)node->n;
    if (n < 1 || n > MOST_PAIRS) {
        gm_diag_error(reader->diag, node->src, "expected 1 to %d pairs", MOST_PAIRS);
        return false;
    }
    double *x = GM_NEW(reader->arena, double, n);
    double *y = GM_NEW(reader->arena, double, n);
    bool ok = true;
    for (int32_t i = 0; i < n; i++) {
        const gm_node *item = node->items[i];
        bool is_read = read_pair(reader, item, units, &x[i], &y[i]);
        if (ok && is_read && i > 0 && x[i] <= x[i - 1]) {
            gm_diag_error(reader->diag, item->src,
                          "the first of each pair must be above that of the pair before");
            is_read = false;
        }
        ok = ok && is_read;
    }
    out->n = n;
    out->x = x;
    out->y = y;
    return ok;
}

static bool read_pairs(gm_reader *reader, const gm_node *node, const pair_units *units,
                       gm_pairs *out)
{
    *out = (gm_pairs){.src = node->src};
    if (node->kind == GM_NODE_SEQ) {
        return read_list(reader, node, units, out);
    }
    double *y = GM_NEW(reader->arena, double, 2); // and its x, which does not matter
    out->n = 1;
    out->y = y;
    out->x = y + 1;
    return gm_read_quantity(reader, node, units->y, y);
}

static bool is_positive(gm_reader *reader, const gm_pairs *pairs)
{
    for (int32_t i = 0; i < pairs->n; i++) {
        if (!(pairs->y[i] > 0.0)) {
            gm_diag_error(reader->diag, pairs->src, "expected values above 0");
            return false;
        }
    }
    return true;
}

static bool read_voltage(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_pairs(reader, node, &(pair_units){"", "V"}, dst) && is_positive(reader, dst);
}

static bool read_resistance(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_pairs(reader, node, &(pair_units){"degC", "ohm"}, dst) &&
           is_positive(reader, dst);
}

static bool read_heat(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_pairs *pairs = dst;
    if (!read_pairs(reader, node, &(pair_units){"degC", ""}, dst)) {
        return false;
    }
    for (int32_t i = 0; i < pairs->n; i++) {
        if (pairs->y[i] < LEAST_HEAT || pairs->y[i] > MOST_HEAT) {
            gm_diag_error(reader->diag, pairs->src,
                          "%.4g of heat by electricity is not between %g and %g", pairs->y[i],
                          LEAST_HEAT, MOST_HEAT);
            return false;
        }
    }
    return true;
}

const gm_custom gm_custom_voltage_by_charge = {
    .name = "voltage over charge",
    .doc = "A voltage, `360 V`, or pairs of a state of charge and a voltage, `[[0 %, 320 V], "
           "[50 %, 362 V], [100 %, 403 V]]`, straight between.",
    .size = sizeof(gm_pairs),
    .read = read_voltage,
};

const gm_custom gm_custom_resistance_by_degrees = {
    .name = "resistance over temperature",
    .doc = "A resistance, `0.06 ohm`, or pairs of a temperature and a resistance, `[[-10 degC, "
           "0.2 ohm], [25 degC, 0.06 ohm]]`, straight between.",
    .size = sizeof(gm_pairs),
    .read = read_resistance,
};

const gm_custom gm_custom_heat_by_degrees = {
    .name = "number over temperature",
    .doc = "A number, `0.98`, or pairs of a temperature and a number, `[[-10 degC, 1.6], [15 "
           "degC, 3]]`, straight between.",
    .size = sizeof(gm_pairs),
    .read = read_heat,
};
