// SPDX-License-Identifier: MIT

#include "tables/fitting.h"

#include "tables/law_text.h"

#include "core/text.h"
#include "num/elementary.h"
#include "num/fit_test.h"

#include <string.h>

#define SEED 1 // of the bootstrap
#define NEAR                                                                                   \
    10.0 // AICc above the best: farther laws have no support (Burnham and Anderson 2002)
#define LIST_MOST  4000 // values of a list in a model
#define BEST_LEAST 5    // values that ended: which law fits fewer best is chance

const char *const gm_fit_words[] = {"best",      "exponential", "normal",    "lognormal",
                                    "gamma",     "erlang",      "weibull",   "hyperexponential",
                                    "uniform",   "triangular",  "geometric", "mix",
                                    "empirical", "replay",      NULL};

bool gm_fit_way_of(const char *word, gm_fit_way *way, gm_dist_kind *kind)
{
    static const struct {
        const char *word;
        gm_fit_way way;
    } ways[] = {{"best", GM_FIT_BEST},
                {"mix", GM_FIT_MIX},
                {"empirical", GM_FIT_EMPIRICAL},
                {"replay", GM_FIT_REPLAY}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (strcmp(ways[i].word, word) == 0) {
            *way = ways[i].way;
            return true;
        }
    }
    *way = GM_FIT_ONE;
    for (int i = 0; i < GM_FIT_KINDS; i++) {
        if (strcmp(gm_dist_word(gm_fit_kinds[i]), word) == 0) {
            *kind = gm_fit_kinds[i];
            return true;
        }
    }
    *kind = GM_DIST_GEOMETRIC;
    return strcmp(word, gm_dist_word(GM_DIST_GEOMETRIC)) == 0;
}

// ---- all that a column says

static void fit_causes(gm_fitting *f, gm_arena *arena)
{
    const gm_column *c = f->column;
    gm_cause_fit *causes = GM_NEW(arena, gm_cause_fit, c->n_causes);
    double *x = GM_NEW(arena, double, c->n + 1);
    bool *open = GM_NEW(arena, bool, c->n + 1);
    for (int32_t k = 0; k < c->n_causes; k++) {
        int32_t n = 0;
        for (int32_t i = 0; i < c->n; i++) {
            x[n] = c->x[i];
            open[n] = c->is_open && c->is_open[i];
            n += c->cause[i] == k ? 1 : 0;
        }
        causes[k].cause = c->causes[k];
        causes[k].share = (double)n / c->n;
        causes[k].sample = gm_sample_of(x, open, n, arena);
        if (!gm_fit_best(&causes[k].sample, &causes[k].fit)) {
            causes[k].fit.why_not = "too few values";
        }
    }
    f->n_causes = c->n_causes;
    f->causes = causes;
    f->causes_differ = gm_rank_test_of(c->x, c->cause, c->n, c->n_causes);
}

void gm_fitting_make(const gm_column *column, bool tests, gm_dist_kind asked, gm_arena *arena,
                     gm_fitting *out)
{
    gm_fitting *f = out;
    *f = (gm_fitting){.column = column};
    f->sample = gm_column_sample(column, arena);
    f->best = gm_fit_all(&f->sample, f->fits);
    f->n_boot = tests ? gm_fit_test_boots(f->sample.n) : 0;
    for (int i = 0; i < GM_FIT_KINDS && tests; i++) {
        bool is_near = f->best >= 0 && f->fits[i].aicc < f->fits[f->best].aicc + NEAR;
        if (is_near || f->fits[i].law.kind == asked) {
            gm_fit_test(&f->fits[i], &f->sample, f->n_boot, SEED);
        } else {
            gm_fit_measure(&f->fits[i], &f->sample);
        }
    }
    f->outliers = gm_outliers_find(&f->sample);
    gm_sample rest = gm_outliers_without(&f->sample, f->outliers);
    gm_fit best;
    bool has_best = gm_fit_best(&rest, &best);
    gm_fit_mixture_find(&rest, has_best ? best.bic : GM_INFINITY, &f->mixture);
    if (column->cause) {
        fit_causes(f, arena);
    }
}

// ---- the choice

static const char *source_of(const gm_column *c, const char *method, gm_arena *arena)
{
    // What was made of several columns has no cells of its own.
    return gm_arena_printf(arena, "%s, %s%s, n = %d, %s", c->file, c->cells ? "column " : "",
                           c->name, (int)c->n, method);
}

static void take_fit(gm_chosen_law *out, const gm_column *c, const gm_fit *fit, gm_arena *arena)
{
    out->why_not = fit->why_not;
    if (fit->why_not) {
        return;
    }
    out->law = fit->law;
    out->is_fitted = true;
    out->text = gm_law_text(&fit->law, c->unit, c->unit_si, arena);
    out->source = source_of(c, "maximum likelihood", arena);
    if (fit->mean_low > 0.0 && fit->mean_high < 1e15 && fit->law.kind != GM_DIST_GEOMETRIC) {
        out->range = gm_arena_printf(
            arena, "[%s, %s]", gm_law_value_text(fit->mean_low, c->unit, c->unit_si, arena),
            gm_law_value_text(fit->mean_high, c->unit, c->unit_si, arena));
    }
}

static void take_best(gm_chosen_law *out, const gm_column *c, const gm_sample *s,
                      gm_arena *arena)
{
    gm_fit best;
    if (s->n_open == 0 && s->n > 0 && gm_sample_is_even(s)) {
        double value = s->x[0] == s->x[s->n - 1] ? s->x[0] : gm_sample_mean(s);
        out->law = gm_dist_constant(value);
        out->is_fitted = true;
        out->text = gm_law_value_text(value, c->unit, c->unit_si, arena);
        out->source = source_of(c, "all the same", arena);
        return;
    }
    int32_t n_ended = s->n - s->n_open;
    if (n_ended < BEST_LEAST) {
        out->why_not = gm_arena_printf(arena,
                                       "%d value%s that ended: to choose a law takes %d, or a "
                                       "law that is named",
                                       (int)n_ended, n_ended == 1 ? "" : "s", BEST_LEAST);
        return;
    }
    if (!gm_fit_best(s, &best)) {
        out->why_not = "no law can be fitted";
        return;
    }
    take_fit(out, c, &best, arena);
}

static void take_mixture(gm_chosen_law *out, const gm_column *c, const gm_sample *s,
                         gm_arena *arena)
{
    gm_fit_mixture *m = GM_NEW(arena, gm_fit_mixture, 1);
    gm_fit_mixture_find(s, GM_INFINITY, m);
    if (!m->is_found) {
        out->why_not = "no two causes can be told apart";
        return;
    }
    out->law = m->law;
    out->is_fitted = true;
    out->text = gm_law_text(&m->law, c->unit, c->unit_si, arena);
    out->source = source_of(c, "two causes, maximum likelihood", arena);
}

gm_chosen_law gm_law_choose(const gm_column *c, gm_fit_way way, gm_dist_kind kind,
                            gm_arena *arena)
{
    gm_chosen_law out = {0};
    gm_sample s = gm_column_sample(c, arena);
    gm_fit fit;
    switch (way) {
    case GM_FIT_BEST:
        take_best(&out, c, &s, arena);
        break;
    case GM_FIT_ONE:
        gm_fit_law(kind, &s, &fit);
        take_fit(&out, c, &fit, arena);
        break;
    case GM_FIT_MIX:
        take_mixture(&out, c, &s, arena);
        break;
    case GM_FIT_EMPIRICAL:
        out.text = gm_law_table_text(s.x, s.n, c->unit, c->unit_si, arena);
        out.source = source_of(c, "as measured", arena);
        break;
    case GM_FIT_REPLAY:
        if (c->n > LIST_MOST) {
            out.why_not = "a list takes at most 4,000 values";
            break;
        }
        out.text = gm_law_list_text(c->x, c->n, c->unit, c->unit_si, arena);
        out.source = source_of(c, "as measured, in their order", arena);
        break;
    }
    return out;
}

// ---- a choice that does not fit

#define TESTED_MOST 500
#define BOOTS       99
#define GROUPS      20

double gm_chosen_p(const gm_chosen_law *chosen, const gm_column *c, gm_arena *arena)
{
    gm_sample all = gm_column_sample(c, arena);
    if (!chosen->is_fitted || chosen->law.kind == GM_DIST_CONSTANT || all.n_open > 0) {
        return GM_NAN;
    }
    double x[TESTED_MOST];
    gm_sample s = all;
    if (all.n > TESTED_MOST) {
        for (int32_t i = 0; i < TESTED_MOST; i++) {
            x[i] = all.x[(int64_t)i * (all.n - 1) / (TESTED_MOST - 1)];
        }
        s = (gm_sample){.n = TESTED_MOST, .x = x};
    }
    gm_fit fit = {.law = chosen->law};
    gm_fit_test(&fit, &s, BOOTS, SEED);
    return fit.ad_p < fit.ks_p ? fit.ad_p : fit.ks_p;
}

static const char *refusal(const gm_chosen_law *law, double p, const gm_column *c,
                           gm_arena *arena)
{
    char number[GM_NUMBER_BYTES];
    return gm_arena_printf(arena, "%s, the best of all, is refused (p %s)",
                           gm_law_short_text(&law->law, c->unit, c->unit_si, arena),
                           gm_text_of_rounded(p, 1, number));
}

void gm_chosen_refuse(gm_chosen_law *chosen, double p, const gm_column *c, gm_arena *arena)
{
    char number[GM_NUMBER_BYTES];
    chosen->note = refusal(chosen, p, c, arena);
    chosen->source = gm_arena_printf(arena, "%s, refused (p %s)", chosen->source,
                                     gm_text_of_rounded(p, 1, number));
}

gm_chosen_law gm_chosen_as_measured(const gm_chosen_law *refused, double p, const gm_column *c,
                                    gm_law_apart apart, gm_arena *arena)
{
    gm_chosen_law out = {0};
    gm_sample s = gm_column_sample(c, arena);
    gm_column all = *c;
    all.n += apart.n;
    out.text =
        gm_law_groups_text(s.x, s.n, GROUPS, apart, (gm_law_unit){c->unit, c->unit_si}, arena);
    out.source = source_of(&all, "as measured", arena);
    out.note = refused->is_fitted ? refusal(refused, p, c, arena) : NULL;
    return out;
}

int32_t gm_column_outlier(const gm_column *c, int *n, gm_arena *arena)
{
    gm_sample s = gm_column_sample(c, arena);
    gm_outliers o = gm_outliers_find(&s);
    *n = o.n_low + o.n_high;
    for (int32_t i = 0; i<c->n && * n> 0; i++) {
        if (gm_outliers_have(&s, o, c->x[i])) {
            return i;
        }
    }
    return -1;
}

const char *gm_chosen_text(const gm_chosen_law *chosen, gm_arena *arena)
{
    gm_text text = gm_text_init(arena);
    gm_text_addf(&text, "{value: ");
    gm_text_add(&text, chosen->text);
    if (chosen->range) {
        gm_text_addf(&text, ", range: %s", chosen->range);
    }
    gm_text_add(&text, ", source: \"");
    for (const char *at = chosen->source; *at; at++) {
        gm_text_add(&text, *at == '"' || *at == '\\' ? "\\" : "");
        gm_text_add_n(&text, at, 1);
    }
    gm_text_add(&text, "\", confidence: measured}");
    return text.at;
}
