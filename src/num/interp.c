// SPDX-License-Identifier: MIT

#include "num/interp.h"

#include "core/assert.h"

#include <math.h>

bool gm_table_check(const gm_table *table)
{
    for (size_t i = 0; i < table->n; i++) {
        if (!isfinite(table->x[i]) || !isfinite(table->y[i])) {
            return false;
        }
        if (i > 0 && !(table->x[i - 1] < table->x[i])) {
            return false;
        }
    }
    return table->n >= 1;
}

// The i with x[i] <= at < x[i + 1], for at between the ends.
static size_t segment_of(const gm_table *table, double at)
{
    size_t low = 0;
    size_t high = table->n - 1;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (table->x[middle] <= at) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

double gm_table_at(const gm_table *table, double x)
{
    GM_REQUIRE(table->n >= 1);
    size_t last = table->n - 1;
    if (x <= table->x[0]) {
        return table->y[0];
    }
    if (x >= table->x[last]) {
        return table->y[last];
    }
    size_t i = segment_of(table, x);
    double share = (x - table->x[i]) / (table->x[i + 1] - table->x[i]);
    return table->y[i] + share * (table->y[i + 1] - table->y[i]);
}

double gm_table_integral(const gm_table *table, double from, double to)
{
    GM_REQUIRE(table->n >= 1);
    GM_REQUIRE(from <= to);

    // Trapezoids between `from`, the points inside and `to`: exact, y is linear between them.
    double area = 0.0;
    double x = from;
    double y = gm_table_at(table, from);
    for (size_t i = 0; i < table->n && table->x[i] < to; i++) {
        if (table->x[i] > from) {
            area += 0.5 * (y + table->y[i]) * (table->x[i] - x);
            x = table->x[i];
            y = table->y[i];
        }
    }
    return area + 0.5 * (y + gm_table_at(table, to)) * (to - x);
}
