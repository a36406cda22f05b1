// SPDX-License-Identifier: MIT
//
// Where parts go: one step, shares, the first that is free, or by variant.

#include "twin/rows.h"

#include <math.h>
#include <string.h>

#define SHARE_TOLERANCE 1e-9

// A word of the language, unless a step has that name: that is known when names are resolved.
static gm_route_word word_of(const char *text)
{
    if (strcmp(text, "next") == 0) {
        return GM_ROUTE_NEXT;
    }
    if (strcmp(text, "scrap") == 0) {
        return GM_ROUTE_SCRAP;
    }
    return strcmp(text, "out") == 0 ? GM_ROUTE_OUT : GM_ROUTE_STEP;
}

static bool read_target(gm_reader *reader, gm_src src, const char *text, gm_route_row_def *row)
{
    row->step = (gm_ref){text, src, -1};
    row->variant.i = -1;
    row->word = word_of(text);
    return gm_row_name_ok(reader, src, text);
}

static gm_route_row_def *make_rows(gm_reader *reader, gm_route_def *route, int n)
{
    gm_route_row_def *rows = GM_NEW(reader->arena, gm_route_row_def, n);
    route->n = n;
    route->rows = rows;
    return rows;
}

static bool read_first_of(gm_reader *reader, const gm_node *node, gm_route_def *route)
{
    gm_route_row_def *rows = make_rows(reader, route, node->n);
    route->to_first = node->n > 1;
    bool ok = true;
    for (int i = 0; i < node->n; i++) {
        const char *text = gm_read_scalar(reader, node->items[i], "a step");
        rows[i].share = 1.0;
        ok &= text && read_target(reader, node->items[i]->src, text, &rows[i]);
    }
    if (node->n == 0) {
        return gm_row_fault(reader, node->src, "expected at least one step");
    }
    return ok;
}

static bool read_by_variant(gm_reader *reader, const gm_node *node, gm_route_def *route)
{
    static const char *const words[] = {"variant", "kind", NULL};
    const gm_field by = {.key = "by", .type = GM_TYPE_ENUM, .words = words};
    gm_route_row_def *rows = make_rows(reader, route, node->n - 1);
    route->by_variant = true;
    bool ok = true;
    int n = 0;
    for (int i = 0; i < node->n; i++) {
        const gm_node_entry *entry = &node->entries[i];
        if (strcmp(entry->key, "by") == 0) {
            int word = 0;
            ok &= gm_read_field(reader, &by, entry->value, &word);
            continue;
        }
        const char *text = gm_read_scalar(reader, entry->value, "a step");
        ok &= text && read_target(reader, entry->value->src, text, &rows[n]);
        rows[n].share = 1.0;
        rows[n].variant = (gm_ref){entry->key, entry->key_src, -1};
        ok &= gm_row_name_ok(reader, entry->key_src, entry->key);
        n += 1;
    }
    if (n == 0) {
        return gm_row_fault(reader, node->src, "expected a step for each variant");
    }
    return ok;
}

static bool read_share(gm_reader *reader, const gm_node *node, double *share)
{
    if (node->kind == GM_NODE_SCALAR && strcmp(node->text, "rest") == 0) {
        *share = -1.0;
        return true;
    }
    const gm_field row = {.key = "the share",
                          .type = GM_TYPE_QUANTITY,
                          .bounds = GM_BETWEEN,
                          .lo = 0.0,
                          .hi = 1.0};
    return gm_read_field(reader, &row, node, share);
}

static bool check_sum(gm_reader *reader, const gm_node *node, const gm_route_def *route)
{
    double sum = 0.0;
    int rests = 0;
    for (int i = 0; i < route->n; i++) {
        rests += route->rows[i].share < 0.0;
        sum += fmax(route->rows[i].share, 0.0);
    }
    char number[GM_NUMBER_BYTES];
    gm_text_of_rounded(100.0 * sum, 12, number);
    if (rests > 1) {
        return gm_row_fault(reader, node->src, "only one share may be `rest`, got %d", rests);
    }
    if (node->is_faulty) {
        return false; // a share is missing, which is told
    }
    if (rests == 1 ? sum > 1.0 + SHARE_TOLERANCE : fabs(sum - 1.0) > SHARE_TOLERANCE) {
        return gm_row_fault(reader, node->src, "the shares add up to %s %%, not 100 %%",
                            number);
    }
    return true;
}

static bool read_shares(gm_reader *reader, const gm_node *node, gm_route_def *route)
{
    gm_route_row_def *rows = make_rows(reader, route, node->n);
    bool ok = true;
    for (int i = 0; i < node->n; i++) {
        const gm_node_entry *entry = &node->entries[i];
        size_t len = gm_path_push(reader, entry->key);
        ok &= read_target(reader, entry->key_src, entry->key, &rows[i]);
        ok &= read_share(reader, entry->value, &rows[i].share);
        gm_path_pop(reader, len);
    }
    return ok && check_sum(reader, node, route);
}

// `{choose: RULE, of: [a, b]}`
static bool read_choice(gm_reader *reader, const gm_node *node, gm_route_def *route)
{
    const gm_node *of = gm_node_get(node, "of");
    bool ok = true;
    for (int i = 0; i < node->n; i++) {
        const gm_node_entry *entry = &node->entries[i];
        if (strcmp(entry->key, "choose") == 0) {
            ok &= gm_custom_rule.read(reader, entry->value, &route->choose);
        } else if (strcmp(entry->key, "of") != 0) {
            static const char *const words[] = {"choose", "of"};
            gm_report_unknown(reader->diag, entry->key_src, "key", entry->key, words, 2);
            ok = false;
        }
    }
    if (!of || of->kind != GM_NODE_SEQ || of->n == 0) {
        return gm_row_fault(reader, of ? of->src : node->src,
                            "`choose:` needs `of:`, a list of steps to choose from");
    }
    if (of->n > GM_RULE_LIST_MAX) {
        return gm_row_fault(reader, of->src, "more than %d steps to choose from",
                            GM_RULE_LIST_MAX);
    }
    ok &= read_first_of(reader, of, route);
    route->to_first = false;
    for (int i = 0; i < route->n && ok; i++) {
        gm_route_row_def *row = (gm_route_row_def *)&route->rows[i];
        row->word = GM_ROUTE_STEP;
    }
    return ok;
}

static bool read_route(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_route_def *route = dst;
    *route = (gm_route_def){.src = node->src, .is_given = true};
    if (node->kind == GM_NODE_SEQ) {
        return read_first_of(reader, node, route);
    }
    if (node->kind == GM_NODE_MAP && gm_node_get(node, "choose")) {
        return read_choice(reader, node, route);
    }
    if (node->kind == GM_NODE_MAP && gm_node_get(node, "by")) {
        return read_by_variant(reader, node, route);
    }
    if (node->kind == GM_NODE_MAP && node->n > 0) {
        return read_shares(reader, node, route);
    }
    if (node->kind != GM_NODE_SCALAR) {
        return gm_row_fault(reader, node->src, "expected a step, got %s",
                            gm_node_text(reader, node));
    }
    gm_route_row_def *row = make_rows(reader, route, 1);
    row->share = 1.0;
    return read_target(reader, node->src, node->text, row);
}

const gm_custom gm_custom_route = {
    .name = "route",
    .doc =
        "Where parts go:\n\n"
        "| written | meaning |\n| --- | --- |\n"
        "| `seal` | to the step `seal` |\n"
        "| `{seal: 95 %, repair: rest}` | by chance; shares add up to 100 % |\n"
        "| `[seal-1, seal-2]` | to the one that takes the part first |\n"
        "| `{by: variant, es: weld-1, rz: weld-2, other: next}` | by variant (or `by: kind`) "
        "|\n"
        "| `{choose: parts, of: [press-1, press-2]}` | by a rule: to the step for which it is "
        "least, or that it names; chosen once, when the part is ready to go |\n\n"
        "Three words may stand for a step: `next` (the next one in the list), `scrap`, and "
        "`out` (leaves the plant). A step of that name goes first.",
    .json = "{\"type\": [\"string\", \"object\", \"array\"]}",
    .size = sizeof(gm_route_def),
    .read = read_route,
};
