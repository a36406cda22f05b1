// SPDX-License-Identifier: MIT
//
// A small recursive parser: law = quantity | word '(' piece, .. ')'.

#include "twin/dist_read.h"

#include "core/assert.h"
#include "core/text.h"
#include "num/elementary.h"
#include "twin/law_mean.h"
#include "twin/law_piece.h"
#include "twin/rows.h"

#include <math.h>
#include <string.h>

#define WHY_BYTES       320
#define MEAN_BYTES      64
#define SHARE_TOLERANCE 1e-9
#define CUT_LEAST       0.01 // of a normal law below 0 that is told

// What one value of a call is. A law is a word of these.
typedef enum piece_kind {
    PIECE_VALUE = 'v',  // a quantity of the unit that is asked
    PIECE_NUMBER = 'n', // a pure number
    PIECE_SPREAD = 's', // `cv 0.5`, or the standard deviation as a quantity
    PIECE_SCV = 'q'     // `scv 9`
} piece_kind;

typedef struct law_row {
    const char *word;
    gm_dist_kind kind;
    const char *pieces; // piece_kind of each; NULL: a list of its own form
    const char *form;
} law_row;

static const law_row laws[] = {
    {"exponential", GM_DIST_EXPONENTIAL, "v", "exponential(60 s)"},
    {"normal", GM_DIST_NORMAL, "vs", "normal(60 s, 5 s)"},
    {"lognormal", GM_DIST_LOGNORMAL, "vs", "lognormal(60 s, cv 0.5)"},
    {"uniform", GM_DIST_UNIFORM, "vv", "uniform(50 s, 70 s)"},
    {"triangular", GM_DIST_TRIANGULAR, "vvv", "triangular(50 s, 60 s, 90 s)"},
    {"gamma", GM_DIST_GAMMA, "vs", "gamma(60 s, cv 0.5)"},
    {"erlang", GM_DIST_ERLANG, "nv", "erlang(4, 60 s)"},
    {"weibull", GM_DIST_WEIBULL, "nv", "weibull(2, 68 s)"},
    {"geometric", GM_DIST_GEOMETRIC, NULL, "geometric(0.1, 1 s)"},
    {"hyperexponential", GM_DIST_HYPEREXPONENTIAL, "vq", "hyperexponential(60 s, scv 9)"},
    {"pert", GM_DIST_PERT, "vvv", "pert(50 s, 60 s, 90 s)"},
    {"mix", GM_DIST_MIXTURE, NULL, "mix(90 %: exponential(1 s), 10 %: exponential(10 s))"},
    {"table", GM_DIST_EMPIRICAL, NULL, "table(10 s: 20 %, 12 s: 80 %)"},
    {"list", GM_DIST_REPLAY, NULL, "list(3 s, 1 s, 4 s)"},
};
#define N_LAWS ((int)(sizeof laws / sizeof laws[0]))

// ---- laws

static bool parse_law(gm_law_parser *p, gm_slice s, int depth, gm_dist *out);

static bool check_shares(const gm_law_parser *p, gm_slice s, double *shares, int n)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        sum += shares[i];
        if (!(shares[i] >= 0.0)) {
            return gm_law_fail(p, s, "a share must not be negative");
        }
    }
    if (!(fabs(sum - 1.0) <= SHARE_TOLERANCE)) {
        char number[GM_NUMBER_BYTES];
        return gm_row_fault(p->reader, gm_law_place(p, s.at),
                            "the shares add up to %s %%, not 100 %%",
                            gm_text_of_rounded(100.0 * sum, 12, number));
    }
    gm_dist_cumulate(shares, (size_t)n);
    return true;
}

static bool parse_mix(gm_law_parser *p, gm_slice s, const gm_slices *pieces, gm_dist *out)
{
    gm_dist *parts = GM_NEW(p->reader->arena, gm_dist, pieces->n);
    double *shares = GM_NEW(p->reader->arena, double, pieces->n);
    bool ok = true;
    for (int i = 0; i < pieces->n; i++) {
        gm_slice share;
        gm_slice part;
        ok &= gm_law_cut_pair(p, pieces->items[i], &share, &part) &&
              gm_law_number(p, share, &shares[i]) && parse_law(p, part, 1, &parts[i]);
    }
    if (!ok || !check_shares(p, s, shares, pieces->n)) {
        return false;
    }
    *out = gm_dist_mixture(parts, shares, (uint32_t)pieces->n);
    return true;
}

static bool parse_table(gm_law_parser *p, gm_slice s, const gm_slices *pieces, gm_dist *out)
{
    double *values = GM_NEW(p->reader->arena, double, pieces->n);
    double *shares = GM_NEW(p->reader->arena, double, pieces->n);
    bool ok = true;
    for (int i = 0; i < pieces->n; i++) {
        gm_slice value;
        gm_slice share;
        ok &= gm_law_cut_pair(p, pieces->items[i], &value, &share) &&
              gm_law_value(p, value, &values[i]) && gm_law_number(p, share, &shares[i]);
    }
    if (!ok || !check_shares(p, s, shares, pieces->n)) {
        return false;
    }
    *out = gm_dist_empirical(values, shares, (uint32_t)pieces->n);
    return true;
}

static bool parse_list(gm_law_parser *p, gm_slice s, const gm_slices *pieces, gm_dist *out)
{
    GM_ASSERT(pieces->items);
    bool once = gm_slice_equal(pieces->items[pieces->n - 1], "once");
    int n = pieces->n - once;
    if (n == 0) {
        return gm_law_fail(p, s, "a list needs at least one value");
    }
    double *values = GM_NEW(p->reader->arena, double, n);
    bool ok = true;
    for (int i = 0; i < n; i++) {
        ok &= gm_law_value(p, pieces->items[i], &values[i]);
    }
    *out = gm_dist_replay(values, (uint32_t)n, once);
    return ok;
}

static bool parse_geometric(gm_law_parser *p, gm_slice s, const gm_slices *pieces, gm_dist *out)
{
    GM_ASSERT(pieces->items);
    double step = 1.0;
    double chance = 0.0;
    if (pieces->n > 2) {
        return gm_law_fail(p, s, "geometric takes 1 or 2 values, like `geometric(0.1, 1 s)`");
    }
    if (!gm_law_number(p, pieces->items[0], &chance) ||
        (pieces->n == 2 && !gm_law_value(p, pieces->items[1], &step))) {
        return false;
    }
    if (pieces->n == 1 && p->of == GM_DIST_OF_TIME) {
        return gm_law_fail(p, s,
                           "geometric needs the time of one step, like `geometric(0.1, 1 s)`");
    }
    if (step != 1.0) {
        return gm_law_fail(p, pieces->items[1], "geometric knows steps of 1 s only");
    }
    p->of = pieces->n == 1 ? GM_DIST_OF_COUNT : p->of;
    *out = gm_dist_geometric(chance);
    return true;
}

static bool read_piece(gm_law_parser *p, gm_slice s, const law_row *law, int i,
                       double values[3])
{
    switch (law->pieces[i]) {
    case PIECE_NUMBER:
        return gm_law_number(p, s, &values[i]);
    case PIECE_SPREAD:
        return gm_law_spread(p, s, law->kind, values[0], &values[i]);
    case PIECE_SCV:
        return gm_law_scv(p, s, &values[i]);
    default:
        return gm_law_value(p, s, &values[i]);
    }
}

static bool parse_plain(gm_law_parser *p, gm_slice s, const law_row *law,
                        const gm_slices *pieces, gm_dist *out)
{
    int n = (int)strlen(law->pieces);
    if (pieces->n != n) {
        gm_row_fault(p->reader, gm_law_place(p, s.at), "%s takes %d value%s, got %d", law->word,
                     n, n == 1 ? "" : "s", pieces->n);
        gm_diag_hint(p->reader->diag, "write it like `%s`", law->form);
        gm_law_hint_comma(p, s);
        return false;
    }
    double values[3] = {0};
    bool ok = true;
    for (int i = 0; i < n; i++) {
        ok &= read_piece(p, pieces->items[i], law, i, values);
    }
    *out = (gm_dist){.kind = law->kind, .a = values[0], .b = values[1], .c = values[2]};
    return ok;
}

static bool parse_pieces(gm_law_parser *p, gm_slice s, const law_row *law,
                         const gm_slices *pieces, gm_dist *out)
{
    if (law->pieces) {
        return parse_plain(p, s, law, pieces, out);
    }
    switch ((int)law->kind) {
    case GM_DIST_MIXTURE:
        return parse_mix(p, s, pieces, out);
    case GM_DIST_EMPIRICAL:
        return parse_table(p, s, pieces, out);
    case GM_DIST_REPLAY:
        return parse_list(p, s, pieces, out);
    default:
        return parse_geometric(p, s, pieces, out);
    }
}

static const law_row *find_law(const gm_law_parser *p, gm_slice word)
{
    const char *words[N_LAWS];
    for (int i = 0; i < N_LAWS; i++) {
        if (gm_slice_equal(word, laws[i].word)) {
            return &laws[i];
        }
        words[i] = laws[i].word;
    }
    gm_report_unknown(p->reader->diag, gm_law_place(p, word.at), "law", gm_law_copy(p, word),
                      words, N_LAWS);
    return NULL;
}

// A normal law much of which would be below 0 has another mean than the one that is written.
static void warn_of_cut(const gm_law_parser *p, gm_slice s, const gm_dist *dist)
{
    bool is_normal = dist->kind == GM_DIST_NORMAL && dist->b > 0.0;
    double cut = is_normal ? gm_normal_cdf(-dist->a / dist->b) : 0.0;
    if (cut < CUT_LEAST || p->of != GM_DIST_OF_TIME) {
        return;
    }
    gm_dim time = {0};
    time.power[GM_AXIS_TIME] = 1;
    char mean[MEAN_BYTES];
    gm_quantity_format(gm_dist_mean(dist), time, p->unit, mean, sizeof mean);
    gm_diag_warn(p->reader->diag, gm_law_place(p, s.at),
                 "%s: %.3g %% of it is below 0 and is cut off, so that its mean is %s",
                 gm_law_copy(p, s), 100.0 * cut, mean);
    gm_diag_hint(p->reader->diag, "times are seldom normal when they scatter so much: "
                                  "`lognormal` and `gamma` keep the mean");
}

static bool check(const gm_law_parser *p, gm_slice s, const gm_dist *dist)
{
    char why[WHY_BYTES];
    if (!gm_dist_check(dist, why, sizeof why)) {
        return gm_law_fail(p, s, why);
    }
    warn_of_cut(p, s, dist);
    return true;
}

// depth 1: inside a mix, where neither another mix nor a list may stand.
static bool parse_call(gm_law_parser *p, gm_slice s, gm_slice word, int depth, gm_dist *out)
{
    const law_row *law = find_law(p, word);
    if (!law) {
        return false;
    }
    if (depth > 0 && (law->kind == GM_DIST_MIXTURE || law->kind == GM_DIST_REPLAY)) {
        return gm_law_fail(p, s, "a mix may not hold another mix or a list");
    }
    if (s.at[s.len - 1] != ')') {
        return gm_law_fail(p, s, "a closing `)` is missing at the end");
    }
    size_t open = word.len + 1;
    gm_slice inside = {s.at + open, s.len - open - 1};
    if (gm_slice_trim(inside).len == 0) {
        gm_row_fault(p->reader, gm_law_place(p, s.at), "%s needs values", law->word);
        gm_diag_hint(p->reader->diag, "write it like `%s`", law->form);
        return false;
    }
    gm_slices pieces = {0};
    return gm_law_cut(p, inside, &pieces) && parse_pieces(p, s, law, &pieces, out) &&
           check(p, s, out);
}

// A word where a value or a call should be: a law without its values, or nothing known.
static bool fail_word(const gm_law_parser *p, gm_slice s)
{
    const char *words[N_LAWS];
    const char *text = gm_law_copy(p, s);
    for (int i = 0; i < N_LAWS; i++) {
        words[i] = laws[i].word;
    }
    const char *nearest = gm_text_nearest(text, words, N_LAWS);
    for (int i = 0; i < N_LAWS && nearest; i++) {
        if (strcmp(nearest, laws[i].word) == 0) {
            gm_row_fault(p->reader, gm_law_place(p, s.at),
                         "expected a value or a law, got '%s'", text);
            gm_diag_hint(p->reader->diag, "write it like `%s`", laws[i].form);
            return false;
        }
    }
    return gm_row_fault(p->reader, gm_law_place(p, s.at),
                        "expected a value like `%s` or a law like `%s`, got '%.60s'",
                        p->of == GM_DIST_OF_COUNT ? "5" : "60 s",
                        p->of == GM_DIST_OF_COUNT ? "geometric(0.1)" : "exponential(60 s)",
                        text);
}

static bool parse_law(gm_law_parser *p, gm_slice s, int depth, gm_dist *out)
{
    const char *open = memchr(s.at, '(', s.len);
    if (open) {
        gm_slice word = {s.at, (size_t)(open - s.at)};
        return parse_call(p, s, word, depth, out);
    }
    if ((s.at[0] >= 'a' && s.at[0] <= 'z') || (s.at[0] >= 'A' && s.at[0] <= 'Z')) {
        return fail_word(p, s);
    }
    double value = 0.0;
    if (!gm_law_value(p, s, &value)) {
        return false;
    }
    if (value < 0.0) {
        return gm_row_fault(p->reader, gm_law_place(p, s.at), "%s must not be negative, got %s",
                            p->of == GM_DIST_OF_COUNT ? "a count" : "a time",
                            gm_law_copy(p, s));
    }
    *out = gm_dist_constant(value);
    return check(p, s, out);
}

// ---- nodes

static bool parse_text(gm_law_parser *p, const char *text, gm_dist *dist)
{
    gm_slice s = gm_slice_trim(gm_slice_of(text));
    return s.len > 0 ? parse_law(p, s, 0, dist)
                     : gm_row_fault(p->reader, p->node->src, "expected a value");
}

bool gm_node_is_input(const gm_node *node)
{
    return gm_node_get(node, "value") != NULL;
}

// The range that was just read can be that of the law.
static bool check_range(const gm_law_parser *p, const gm_node *map, const gm_dist *dist)
{
    const gm_input *input = &p->reader->inputs.items[p->reader->inputs.n - 1];
    const char *fault = input->has_range ? gm_law_mean_fault(dist, input->lo) : NULL;
    fault = !fault && input->has_range ? gm_law_mean_fault(dist, input->hi) : fault;
    if (!fault) {
        return true;
    }
    return gm_row_fault(p->reader, gm_node_get(map, "range")->src, "range: %s", fault);
}

// A law with a source, and perhaps a range for its mean.
static bool read_law_input(gm_law_parser *p, const gm_node *value, gm_dist *dist)
{
    const gm_node *map = p->node;
    p->node = value;
    if (!parse_text(p, value->text, dist)) {
        return false;
    }
    gm_quantity mean = {.value = gm_dist_mean(dist)};
    mean.dim.power[p->of == GM_DIST_OF_TIME ? GM_AXIS_TIME : GM_AXIS_COUNT] = 1;
    memcpy(mean.unit, p->unit, sizeof mean.unit);
    return gm_read_notes(p->reader, map, gm_law_like(p->of), &mean, dist) &&
           check_range(p, map, dist);
}

// A plain value with a range and a source: its dimension is that of the value.
static bool read_input(gm_law_parser *p, gm_dist *dist)
{
    const gm_node *value = gm_node_get(p->node, "value");
    if (value->kind == GM_NODE_SCALAR && strchr(value->text, '(')) {
        return read_law_input(p, value, dist);
    }
    if (value->kind == GM_NODE_SCALAR) {
        gm_law_settle(p, value->text);
    }
    *dist = gm_dist_constant(0.0);
    if (!gm_read_quantity(p->reader, p->node, gm_law_like(p->of), &dist->a)) {
        return false;
    }
    char why[WHY_BYTES];
    if (!gm_dist_check(dist, why, sizeof why)) {
        return gm_row_fault(p->reader, value->src, "%s", why);
    }
    return check_range(p, p->node, dist);
}

bool gm_dist_read(gm_reader *reader, const gm_node *node, gm_dist_of of, gm_dist *dist,
                  bool *is_count)
{
    gm_law_parser p = {.reader = reader, .node = node, .of = of};
    bool ok = false;
    if (gm_node_is_input(node)) {
        ok = read_input(&p, dist);
    } else {
        const char *text = gm_read_scalar(
            reader, node, of == GM_DIST_OF_COUNT ? "a count or a law" : "a time or a law");
        ok = text && parse_text(&p, text, dist);
    }
    if (!ok) {
        *dist = gm_dist_constant(0.0);
    }
    if (is_count) {
        *is_count = p.of == GM_DIST_OF_COUNT;
    }
    return ok;
}
