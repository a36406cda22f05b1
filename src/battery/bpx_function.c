// SPDX-License-Identifier: MIT
//
// Reads functions of BPX: numbers, formulas, tables.

#include "battery/bpx_parts.h"
#include "battery/curve_parts.h"
#include "battery/key.h"

// A table from the last point to the first is turned round.
static const gm_node *rising(gm_reader *reader, const gm_node *node)
{
    static const char *const keys[] = {"x", "y"};
    const gm_node *x = gm_node_get(node, "x");
    const char *end;
    double first = 0.0;
    double last = 0.0;
    bool is_list = x && x->kind == GM_NODE_SEQ && x->n > 1 && x->items[0]->text &&
                   x->items[x->n - 1]->text;
    if (!is_list || !gm_text_number(x->items[0]->text, &end, &first) ||
        !gm_text_number(x->items[x->n - 1]->text, &end, &last) || first < last) {
        return node;
    }
    gm_node *turned = gm_node_map(reader->arena, node->src);
    for (int k = 0; k < 2; k++) {
        const gm_node *old = gm_node_get(node, keys[k]);
        if (!old || old->kind != GM_NODE_SEQ) {
            return node;
        }
        gm_node *list = gm_node_seq(reader->arena, old->src);
        for (int i = old->n - 1; i >= 0; i--) {
            gm_node_push(reader->arena, list, old->items[i]);
        }
        gm_node_set(reader->arena, turned, keys[k], list);
    }
    return turned;
}

// A number, a text that is a formula, or a table {x: [..], y: [..]}.
static bool read_function(gm_reader *reader, const gm_node *node, const gm_curve_kind *of,
                          gm_curve_def *out)
{
    *out = (gm_curve_def){.src = node->src, .x_si = 1.0, .y_si = 1.0};
    if (node->kind == GM_NODE_MAP) {
        return gm_curve_read_points(reader, rising(reader, node), of, out);
    }
    double value;
    const char *end = "";
    const char *text = gm_read_scalar(reader, node, "a number, a formula or a table");
    if (!text) {
        return false;
    }
    if (!gm_text_number(text, &end, &value) || *end != '\0') {
        return gm_curve_read_formula(reader, node, out);
    }
    const gm_field row = {
        .key = gm_cell_key(reader), .type = GM_TYPE_QUANTITY, .unit = "", .bounds = of->bounds};
    out->form = GM_CURVE_NUMBER;
    return gm_read_field(reader, &row, node, &out->value);
}

static bool read_ocp(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_function(reader, node, &gm_curve_of_ocp, dst);
}

static bool read_entropy(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_function(reader, node, &gm_curve_of_entropy, dst);
}

static bool read_solid_diffusivity(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_function(reader, node, &gm_curve_of_solid_diffusivity, dst);
}

static bool read_salt_diffusivity(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_function(reader, node, &gm_curve_of_salt_diffusivity, dst);
}

static bool read_salt_conductivity(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_function(reader, node, &gm_curve_of_salt_conductivity, dst);
}

#define FUNCTION(reader)                                                                       \
    {                                                                                          \
        .name = "function", .size = sizeof(gm_curve_def), .read = (reader)                     \
    }
const gm_custom gm_bpx_ocp = FUNCTION(read_ocp);
const gm_custom gm_bpx_entropy = FUNCTION(read_entropy);
const gm_custom gm_bpx_solid_diffusivity = FUNCTION(read_solid_diffusivity);
const gm_custom gm_bpx_salt_diffusivity = FUNCTION(read_salt_diffusivity);
const gm_custom gm_bpx_salt_conductivity = FUNCTION(read_salt_conductivity);
