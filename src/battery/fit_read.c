// SPDX-License-Identifier: MIT

#include "battery/fit_read.h"

#include "battery/fit.h"

#include "core/text.h"

#include <string.h>

#define DECADE 10.0 // a range that spans more is gone through by its logarithm

static bool fault(gm_reader *reader, const gm_node *node, const char *text)
{
    gm_diag_error(reader->diag, node->src, "%s", text);
    return false;
}

// ---- ranges

static const char *trimmed(gm_reader *reader, const char *at, size_t len)
{
    gm_slice s = gm_slice_trim((gm_slice){at, len});
    return gm_arena_strndup(reader->arena, s.at, s.len);
}

// The ends of `a .. b unit` or of [a, b].
static bool split(gm_reader *reader, const gm_node *node, const char *ends[2])
{
    static const char help[] = "expected a range, like `1e-15 .. 1e-13 m2/s`";
    if (node->kind == GM_NODE_SEQ && node->n == 2 && node->items[0]->kind == GM_NODE_SCALAR &&
        node->items[1]->kind == GM_NODE_SCALAR) {
        ends[0] = node->items[0]->text;
        ends[1] = node->items[1]->text;
        return true;
    }
    if (node->kind != GM_NODE_SCALAR) {
        return fault(reader, node, help);
    }
    const char *dots = strstr(node->text, "..");
    if (!dots) {
        gm_diag_error(reader->diag, node->src, "%s, got '%.60s'", help, node->text);
        return false;
    }
    ends[0] = trimmed(reader, node->text, (size_t)(dots - node->text));
    ends[1] = trimmed(reader, dots + 2, strlen(dots + 2));
    return true;
}

static bool read_ends(gm_reader *reader, const gm_node *node, const char *const ends[2],
                      gm_quantity q[2])
{
    char error[GM_UNIT_ERROR_BYTES];
    if (!gm_quantity_parse(ends[1], &q[1], error)) {
        return fault(reader, node, error);
    }
    const char *end;
    double number;
    bool is_bare = gm_text_number(ends[0], &end, &number) && *end == '\0';
    const char *first =
        is_bare ? gm_arena_printf(reader->arena, "%s %s", ends[0], q[1].unit) : ends[0];
    if (!gm_quantity_parse(first, &q[0], error)) {
        return fault(reader, node, error);
    }
    if (!gm_dim_equal(q[0].dim, q[1].dim)) {
        char a[64];
        char b[64];
        gm_diag_error(reader->diag, node->src, "a range from %s to %s",
                      gm_dim_text(q[0].dim, q[0].unit, a, sizeof a),
                      gm_dim_text(q[1].dim, q[1].unit, b, sizeof b));
        return false;
    }
    return true;
}

static bool read_range(gm_reader *reader, const gm_node *node, void *dst)
{
    const char *ends[2];
    gm_quantity q[2];
    if (!split(reader, node, ends) || !read_ends(reader, node, ends, q)) {
        return false;
    }
    if (!(q[0].value < q[1].value)) {
        gm_diag_error(reader->diag, node->src,
                      "the range ends at %.40s, which is not above %.40s", ends[1], ends[0]);
        return false;
    }
    *(gm_fit_range *)dst = (gm_fit_range){
        .src = node->src,
        .least = q[0].value,
        .most = q[1].value,
        .unit = gm_arena_strdup(reader->arena, q[1].unit),
        .dim = q[1].dim,
    };
    return true;
}

const gm_custom gm_custom_fit_range = {
    .name = "range of a fit",
    .doc =
        "Two numbers with a unit: `1e-15 .. 1e-13 m2/s`, `0 .. 20 Ohm cm2`, `[10 um, 80 um]`.",
    .size = sizeof(gm_fit_range),
    .read = read_range,
};

// ---- paths and starts

static bool read_path(gm_reader *reader, const gm_node *node, void *dst)
{
    const char *text = gm_read_scalar(reader, node, "a path, like `cell.area`");
    *(gm_fit_path *)dst = (gm_fit_path){node->src, text};
    return text != NULL;
}

const gm_custom gm_custom_fit_path = {
    .name = "path of a fit",
    .doc = "A path into `cell`, `charges` or the fit, as `--set` takes it: `cell.area`.",
    .json = "{\"type\": \"string\"}",
    .size = sizeof(gm_fit_path),
    .read = read_path,
};

static bool read_start(gm_reader *reader, const gm_node *node, void *dst)
{
    static const char help[] =
        "expected a state of charge or a voltage, like `100 %` or `4.1 V`";
    char error[GM_UNIT_ERROR_BYTES];
    gm_quantity q;
    gm_quantity volt;
    const char *text = gm_read_scalar(reader, node, "a state of charge or a voltage");
    if (!text) {
        return false;
    }
    if (!gm_quantity_parse(text, &q, error)) {
        return fault(reader, node, error);
    }
    bool is_volt = gm_quantity_parse("1 V", &volt, error) && gm_dim_equal(q.dim, volt.dim);
    if (!is_volt && !gm_dim_is_number(q.dim)) {
        gm_diag_error(reader->diag, node->src, "%s, got '%.40s'", help, text);
        return false;
    }
    if (is_volt ? q.value <= 0.0 : q.value < 0.0 || q.value > 1.0) {
        gm_diag_error(reader->diag, node->src,
                      is_volt ? "a voltage at rest is above 0, got '%.40s'"
                              : "a state of charge is 0 to 100 %%, got '%.40s'",
                      text);
        return false;
    }
    *(gm_amount *)dst =
        (gm_amount){node->src, is_volt ? GM_AMOUNT_VOLTAGE : GM_AMOUNT_SOC, q.value};
    return true;
}

const gm_custom gm_custom_fit_start = {
    .name = "start of a curve",
    .doc =
        "The state in which the cell rests before: a state of charge (`100 %`) or the voltage "
        "that it has then (`4.15 V`).",
    .json = "{\"type\": \"string\"}",
    .size = sizeof(gm_amount),
    .read = read_start,
};

// ---- checks

bool gm_fit_parameter_check(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_fit_parameter_def *p = dst;
    bool is_wide = p->range.least > 0.0 && p->range.most >= DECADE * p->range.least;
    if (!p->has_scale) {
        p->scale = is_wide ? GM_FIT_LOG : GM_FIT_LINEAR;
    }
    if (p->scale == GM_FIT_LOG && !(p->range.least > 0.0)) {
        return fault(reader, node, "a range on a log scale begins above 0");
    }
    bool is_factor = p->times.n + p->over.n > 0;
    if (is_factor && !gm_dim_is_number(p->range.dim)) {
        return fault(reader, node, "what multiplies is a pure number, like `0.5 .. 2`");
    }
    if (is_factor && !(p->range.least > 0.0)) {
        return fault(reader, node, "what multiplies is above 0");
    }
    return true;
}

bool gm_fit_curve_check(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_fit_curve_def *c = dst;
    int n = (c->current != NULL) + c->has_discharge + c->has_charge;
    if (n != 1) {
        gm_diag_error(
            reader->diag, node->src,
            "%s: a curve has a column of currents, `current: NAME`, or a constant one, "
            "`discharge: 1C` or `charge: 1C`",
            n == 0 ? "which current flowed is not said" : "too many currents");
        return false;
    }
    return true;
}

bool gm_fit_point_check(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_fit_point_def *p = dst;
    bool is_power = p->power_w > 0.0;
    if (is_power + (p->time_s > 0.0) + (p->energy_j > 0.0) != 1) {
        return fault(reader, node, "a point has one of `power`, `time` and `energy`");
    }
    if (is_power ? p->has_from || p->has_to : p->has_at) {
        return fault(reader, node,
                     is_power
                         ? "a power is seen `at:` a state of charge, or is the greatest"
                         : "a time or an energy goes `from:` a state of charge `to:` another");
    }
    if (p->has_from && p->has_to && p->from >= p->to) {
        return fault(reader, node, "`from:` is not below `to:`");
    }
    return true;
}

bool gm_fit_def_check(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_fit_def *fit = dst;
    if (fit->parameters.n < 1 || fit->parameters.n > GM_FIT_PARAMETERS) {
        gm_diag_error(reader->diag, node->src, "fit '%s': 1 to %d parameters, got %d",
                      fit->name, GM_FIT_PARAMETERS, fit->parameters.n);
        return false;
    }
    if (fit->data.n < 1 || fit->data.n > GM_FIT_DATA) {
        gm_diag_error(reader->diag, node->src, "fit '%s': 1 to %d curves and sessions, got %d",
                      fit->name, GM_FIT_DATA, fit->data.n);
        return false;
    }
    return true;
}
