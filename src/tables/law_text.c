// SPDX-License-Identifier: MIT

#include "tables/law_text.h"

#include "core/assert.h"
#include "core/text.h"
#include "num/stats.h"

#define FIGURES        6
#define FIGURES_SHORT  4
#define DIFFERENT_MOST 2000
#define QUANTILES      1000

typedef struct writer {
    gm_text text;
    const char *unit;
    double unit_si;
    int figures;
} writer;

static void put_number(writer *w, double x, int figures)
{
    char number[GM_NUMBER_BYTES];
    gm_text_add(&w->text, gm_text_of_rounded(x, figures, number));
}

static void put_value(writer *w, double x)
{
    put_number(w, x / w->unit_si, w->figures);
    gm_text_addf(&w->text, " %s", w->unit);
}

static void put_law(writer *w, const gm_dist *law);

static void put_parts(writer *w, const gm_dist *law)
{
    double before = 0.0;
    double total = law->cumulative ? law->cumulative[law->n - 1] : law->n;
    for (uint32_t i = 0; i < law->n; i++) {
        // The last share is what the others leave, so that they add up as written.
        double upto = law->cumulative ? law->cumulative[i] / total : (i + 1.0) / total;
        double share = i + 1 < law->n ? 1e-2 * (double)(int64_t)(1e4 * (upto - before) + 0.5)
                                      : 100.0 - 100.0 * before;
        gm_text_add(&w->text, i > 0 ? ", " : "");
        put_number(w, share, 10);
        gm_text_add(&w->text, " %: ");
        put_law(w, &law->parts[i]);
        before += share / 100.0;
    }
}

static void put_parameters(writer *w, const gm_dist *law)
{
    switch ((int)law->kind) {
    case GM_DIST_EXPONENTIAL:
        put_value(w, law->a);
        break;
    case GM_DIST_NORMAL:
    case GM_DIST_UNIFORM:
        put_value(w, law->a);
        gm_text_add(&w->text, ", ");
        put_value(w, law->b);
        break;
    case GM_DIST_TRIANGULAR:
        put_value(w, law->a);
        gm_text_add(&w->text, ", ");
        put_value(w, law->b);
        gm_text_add(&w->text, ", ");
        put_value(w, law->c);
        break;
    case GM_DIST_LOGNORMAL:
    case GM_DIST_GAMMA:
    case GM_DIST_HYPEREXPONENTIAL:
        put_value(w, law->a);
        gm_text_add(&w->text, law->kind == GM_DIST_HYPEREXPONENTIAL ? ", scv " : ", cv ");
        put_number(w, law->b, w->figures);
        break;
    case GM_DIST_ERLANG:
    case GM_DIST_WEIBULL:
        put_number(w, law->a, w->figures);
        gm_text_add(&w->text, ", ");
        put_value(w, law->b);
        break;
    case GM_DIST_GEOMETRIC:
        put_number(w, law->a, w->figures);
        break;
    case GM_DIST_MIXTURE:
        put_parts(w, law);
        break;
    default:
        GM_REQUIRE(false); // tables and lists have functions of their own
    }
}

static void put_law(writer *w, const gm_dist *law)
{
    if (law->kind == GM_DIST_CONSTANT) {
        put_value(w, law->a);
        return;
    }
    gm_text_addf(&w->text, "%s(",
                 law->kind == GM_DIST_MIXTURE ? "mix" : gm_dist_word(law->kind));
    put_parameters(w, law);
    gm_text_add(&w->text, ")");
}

const char *gm_law_text(const gm_dist *law, const char *unit, double unit_si, gm_arena *arena)
{
    writer w = {gm_text_init(arena), unit, unit_si, FIGURES};
    put_law(&w, law);
    return w.text.at;
}

const char *gm_law_short_text(const gm_dist *law, const char *unit, double unit_si,
                              gm_arena *arena)
{
    writer w = {gm_text_init(arena), unit, unit_si, FIGURES_SHORT};
    put_law(&w, law);
    return w.text.at;
}

const char *gm_law_value_text(double value, const char *unit, double unit_si, gm_arena *arena)
{
    writer w = {gm_text_init(arena), unit, unit_si, FIGURES};
    put_value(&w, value);
    return w.text.at;
}

static int32_t count_different(const double *sorted, int32_t n)
{
    int32_t different = 0;
    for (int32_t i = 0; i < n; i++) {
        different += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
    }
    return different;
}

static void put_share(writer *w, double value, double share)
{
    gm_text_add(&w->text, w->text.at[w->text.len - 1] == '(' ? "" : ", ");
    put_number(w, value / w->unit_si, 15);
    gm_text_addf(&w->text, " %s: ", w->unit);
    put_number(w, 100.0 * share, 15);
    gm_text_add(&w->text, " %");
}

// Of each different value one, with their share of all.
static void put_different(writer *w, const double *sorted, int32_t n, double share)
{
    for (int32_t i = 0; i < n;) {
        int32_t end = i + 1;
        while (end < n && sorted[end] == sorted[i]) {
            end += 1;
        }
        put_share(w, sorted[i], share * (end - i) / n);
        i = end;
    }
}

const char *gm_law_table_text(const double *sorted, int32_t n, const char *unit, double unit_si,
                              gm_arena *arena)
{
    writer w = {gm_text_init(arena), unit, unit_si, FIGURES};
    gm_text_add(&w.text, "table(");
    if (count_different(sorted, n) > DIFFERENT_MOST) {
        for (int k = 0; k < QUANTILES; k++) {
            put_share(&w, gm_percentile(sorted, (size_t)n, (k + 0.5) / QUANTILES),
                      1.0 / QUANTILES);
        }
    } else {
        put_different(&w, sorted, n, 1.0);
    }
    gm_text_add(&w.text, ")");
    return w.text.at;
}

// The mean of the values from one place among them to another, which may lie within values.
static double mean_between(const double *sorted, double from, double to)
{
    double sum = 0.0;
    for (int32_t i = (int32_t)from; i < to; i++) {
        double low = i > from ? i : from;
        double high = i + 1.0 < to ? i + 1.0 : to;
        sum += (high - low) * sorted[i];
    }
    return sum / (to - from);
}

static void put_groups(writer *w, const double *sorted, int32_t n, int32_t n_groups,
                       double share)
{
    if (count_different(sorted, n) <= n_groups) {
        put_different(w, sorted, n, share);
        return;
    }
    double each = (double)n / n_groups;
    for (int32_t k = 0; k < n_groups; k++) {
        gm_text_add(&w->text, w->text.at[w->text.len - 1] == '(' ? "" : ", ");
        put_value(w, mean_between(sorted, k * each, k + 1 < n_groups ? (k + 1) * each : n));
        gm_text_add(&w->text, ": ");
        put_number(w, 100.0 * share / n_groups, 15);
        gm_text_add(&w->text, " %");
    }
}

const char *gm_law_groups_text(const double *sorted, int32_t n, int32_t n_groups,
                               gm_law_apart apart, gm_law_unit unit, gm_arena *arena)
{
    writer w = {gm_text_init(arena), unit.word, unit.si, FIGURES};
    double share = apart.n > 0 ? (double)apart.n / apart.of : 0.0;
    gm_text_add(&w.text, "table(");
    put_groups(&w, sorted, n, n_groups, 1.0 - share);
    if (apart.n > 0) {
        put_groups(&w, apart.x, apart.n, n_groups, share);
    }
    gm_text_add(&w.text, ")");
    return w.text.at;
}

const char *gm_law_list_text(const double *x, int32_t n, const char *unit, double unit_si,
                             gm_arena *arena)
{
    writer w = {gm_text_init(arena), unit, unit_si, FIGURES};
    gm_text_add(&w.text, "list(");
    for (int32_t i = 0; i < n; i++) {
        gm_text_add(&w.text, i > 0 ? ", " : "");
        put_number(&w, x[i] / unit_si, 15);
        gm_text_addf(&w.text, " %s", unit);
    }
    gm_text_add(&w.text, ")");
    return w.text.at;
}
