// SPDX-License-Identifier: MIT
//
// Values of claims, facts and the headcount.

#include "twin/rows.h"

#include <string.h>

static bool read_measure(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_measure *measure = dst;
    measure->src = node->src;
    const char *text = gm_read_scalar(reader, node, "a measure like `out.count per h`");
    char why[256];
    size_t at = 0;
    if (text && !gm_measure_parse(text, reader->arena, measure, why, &at)) {
        return gm_row_fault(reader, gm_src_inside(node, at), "%s", why);
    }
    return text != NULL;
}

const gm_custom gm_custom_measure = {
    .name = "measure",
    .doc =
        "`<path>.<figure>[.<stat>][ per <unit>]`, for instance `out.count per h`, `weld.oee`, "
        "`rack.level.mean`, `plant.wip.above(5)`, `headcount.site`, "
        "`headcount.hours-per-vehicle`, `facts.exports`; of a cell `charges.dc-500.time`, "
        "`experiments.capacity.discharged`, `cell.energy`. "
        "`gemba show --measures` lists those of a model.",
    .json = "{\"type\": \"string\"}",
    .size = sizeof(gm_measure),
    .read = read_measure,
};

static bool read_window(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_window *window = dst;
    window->src = node->src;
    const char *text = gm_read_scalar(reader, node, "a window like `2029`");
    char why[256];
    if (text && !gm_window_parse(text, reader->arena, window, why)) {
        window->kind = GM_WINDOW_RUN;
        return gm_row_fault(reader, node->src, "%s", why);
    }
    return text != NULL;
}

const gm_custom gm_custom_window = {
    .name = "window",
    .doc =
        "Which time counts: a year (`2029`), a month (`2027-08`), a day, two of them with "
        "`..` between (`2027-08..2028-07`), `any year` or `any month`. Dates count as far as "
        "they are in the run: `2027` of a run that starts in August is shown as `2027 from "
        "08-01`. `any year` and `any month` are whole ones, of which the best counts.",
    .json = "{\"type\": [\"string\", \"integer\"]}",
    .size = sizeof(gm_window),
    .read = read_window,
};

static bool read_any_quantity(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_any_quantity *any = dst;
    any->src = node->src;
    any->is_given = true;
    const gm_node *value = gm_node_is_input(node) ? gm_node_get(node, "value") : node;
    const char *text = gm_read_scalar(reader, value, "a number with its unit");
    if (!text) {
        return false;
    }
    gm_quantity quantity;
    char why[GM_UNIT_ERROR_BYTES];
    if (!gm_quantity_parse(text, &quantity, why)) {
        return gm_row_fault(reader, value->src, "%s", why);
    }
    any->dim = quantity.dim;
    any->bare = quantity.bare;
    if (quantity.bare) {
        gm_read_warn_of_thousands(reader, value);
    }
    any->unit = gm_arena_strdup(reader->arena, quantity.unit);
    return gm_read_quantity(reader, node, any->unit, &any->value);
}

const gm_custom gm_custom_quantity = {
    .name = "quantity",
    .doc = "A number with its unit: `95 %`, `1000`, `4 h`. A rate such as `100000 cars/yr` is "
           "compared with the mean rate of what flows.",
    .json = "{\"type\": [\"string\", \"number\", \"object\"]}",
    .size = sizeof(gm_any_quantity),
    .read = read_any_quantity,
};

static bool read_leaders(gm_reader *reader, const gm_node *node, void *dst)
{
    const char *text = gm_read_scalar(reader, node, "team leaders like `1 per 12`");
    if (!text) {
        return false;
    }
    const char *end = text;
    double per = 0.0;
    bool ok = gm_text_starts_with(text, "1 per ") && gm_text_number(text + 6, &end, &per) &&
              *end == '\0' && per >= 1.0 && per <= 1e6 && per == (double)(int32_t)per;
    if (!ok) {
        return gm_row_fault(reader, node->src, "expected leaders like `1 per 12`, got '%.40s'",
                            text);
    }
    int32_t people = (int32_t)per;
    memcpy(dst, &people, sizeof people);
    return true;
}

const gm_custom gm_custom_leaders = {
    .name = "team leaders",
    .doc = "One team leader for so many people of a shift: `1 per 12`.",
    .json = "{\"type\": \"string\", \"pattern\": \"^1 per [0-9]+$\"}",
    .size = sizeof(int32_t),
    .read = read_leaders,
};
