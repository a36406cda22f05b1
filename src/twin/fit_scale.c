// SPDX-License-Identifier: MIT

#include "twin/fit_scale.h"

#include "core/text.h"
#include "core/units.h"

#include <string.h>

#define FIGURES 12

// A number with its unit, or a formula in brackets; NULL: neither.
static gm_node *scale_scalar(const gm_node *node, double factor, bool may_be_formula,
                             gm_arena *arena)
{
    char error[GM_UNIT_ERROR_BYTES];
    char number[GM_NUMBER_BYTES];
    gm_quantity q;
    double si = 1.0;
    gm_dim dim;
    if (!gm_quantity_parse(node->text, &q, error)) {
        return may_be_formula ? gm_node_scalar(arena, node->src,
                                               gm_arena_printf(
                                                   arena, "(%s)*%s", node->text,
                                                   gm_text_of_rounded(factor, FIGURES, number)))
                              : NULL;
    }
    if (strcmp(q.unit, "degC") == 0 || (q.unit[0] && !gm_unit_find(q.unit, &si, &dim))) {
        return NULL;
    }
    const char *text = gm_arena_printf(
        arena, "%s%s%s", gm_text_of_rounded(q.value / si * factor, FIGURES, number),
        q.unit[0] ? " " : "", q.unit);
    return gm_node_scalar(arena, node->src, text);
}

// Scalars in place of those of a list.
static bool scale_items(gm_node *list, double factor, gm_arena *arena)
{
    for (int i = 0; i < list->n; i++) {
        gm_node *item = list->items[i];
        gm_node *scaled =
            item->kind == GM_NODE_SCALAR ? scale_scalar(item, factor, false, arena) : NULL;
        if (!scaled) {
            return false;
        }
        list->items[i] = scaled;
    }
    return true;
}

// [[x, y], ..] or {x: [..], y: [..]}: a copy already.
static gm_node *scale_points(gm_node *points, double factor, gm_arena *arena)
{
    gm_node *y = gm_node_get(points, "y");
    if (y) {
        return y->kind == GM_NODE_SEQ && scale_items(y, factor, arena) ? points : NULL;
    }
    for (int i = 0; points->kind == GM_NODE_SEQ && i < points->n; i++) {
        gm_node *pair = points->items[i];
        gm_node *scaled =
            pair->kind == GM_NODE_SEQ && pair->n == 2 && pair->items[1]->kind == GM_NODE_SCALAR
                ? scale_scalar(pair->items[1], factor, false, arena)
                : NULL;
        if (!scaled) {
            return NULL;
        }
        pair->items[1] = scaled;
    }
    return points->kind == GM_NODE_SEQ ? points : NULL;
}

gm_node *gm_fit_scaled(const gm_node *node, double factor, gm_arena *arena)
{
    gm_node *copy = gm_node_clone(arena, node);
    gm_node *value = gm_node_get(copy, "value");
    gm_node *formula = gm_node_get(copy, "formula");
    gm_node *points = gm_node_get(copy, "points");
    if (copy->kind == GM_NODE_SCALAR) {
        return scale_scalar(copy, factor, true, arena);
    }
    if (value) {
        return value->kind == GM_NODE_SCALAR ? scale_scalar(value, factor, false, arena) : NULL;
    }
    if (formula && formula->kind == GM_NODE_SCALAR) {
        gm_node *scaled = scale_scalar(formula, factor, true, arena);
        gm_node_set(arena, copy, "formula", scaled);
        return copy;
    }
    if (points) {
        points = scale_points(points, factor, arena);
        gm_node_set(arena, copy, "points", points);
        return points ? copy : NULL;
    }
    return scale_points(copy, factor, arena);
}
