// SPDX-License-Identifier: MIT

#include "report/fit_report.h"

#include "tables/law_text.h"

#include "core/text.h"
#include "num/elementary.h"
#include "num/fit_test.h"
#include "num/stats.h"

#include <math.h>
#include <string.h>

#define OUTLIERS_SHOWN 20
#define REFUSED        0.05 // a law with a lower probability does not fit

typedef struct writer {
    const gm_fitting *f;
    const gm_chosen_law *chosen;
    gm_page page;
    FILE *out;
    gm_arena arena;
} writer;

static const char *value_text(writer *w, double value)
{
    const gm_column *c = w->f->column;
    char text[GM_NUMBER_BYTES];
    return gm_arena_printf(&w->arena, "%s %s", gm_text_of_rounded(value / c->unit_si, 4, text),
                           c->unit);
}

static const char *law_text(writer *w, const gm_dist *law)
{
    return gm_law_short_text(law, w->f->column->unit, w->f->column->unit_si, &w->arena);
}

// ---- the values

static void write_head(writer *w)
{
    const gm_column *c = w->f->column;
    const gm_sample *s = &w->f->sample;
    fprintf(w->out, "%s, column '%s': %d value%s", c->records->file, c->name, (int)c->n,
            c->n == 1 ? "" : "s");
    if (s->n_open > 0) {
        fprintf(w->out, ", %d of them not ended", (int)s->n_open);
    }
    if (c->n_empty > 0) {
        fprintf(w->out, ", %d empty", (int)c->n_empty);
    }
    if (c->n_outside > 0) {
        fprintf(w->out, ", %d left out", (int)c->n_outside);
    }
    fprintf(w->out, "\nmean %s, median %s, ", value_text(w, gm_sample_mean(s)),
            value_text(w, gm_median(s->x, (size_t)s->n)));
    if (s->n > 1) {
        fprintf(w->out, "sd %s, ", value_text(w, gm_sample_sd(s)));
    }
    fprintf(w->out, "from %s to %s\n\n", value_text(w, s->x[0]), value_text(w, s->x[s->n - 1]));
}

// ---- the candidates

static const char *rounded(writer *w, double x, int decimals)
{
    return isnan(x) ? "" : gm_arena_printf(&w->arena, "%.*f", decimals, x);
}

static const char *probability(writer *w, double p)
{
    return isnan(p) ? "" : p < 0.001 ? "<0.001" : gm_arena_printf(&w->arena, "%.3f", p);
}

static const char *mean_text(writer *w, const gm_fit *fit)
{
    const gm_column *c = w->f->column;
    char low[GM_NUMBER_BYTES];
    char high[GM_NUMBER_BYTES];
    if (isnan(fit->mean_low)) {
        return "";
    }
    return gm_arena_printf(&w->arena, "%s to %s",
                           gm_text_of_rounded(fit->mean_low / c->unit_si, 4, low),
                           gm_text_of_rounded(fit->mean_high / c->unit_si, 4, high));
}

// Laws above the best: their likelihood is not regular (see gm_fit_all()).
static void write_passed_over(writer *w)
{
    for (int i = 0; i < GM_FIT_KINDS && w->f->best >= 0; i++) {
        const gm_fit *fit = &w->f->fits[i];
        if (!fit->why_not && fit->aicc < w->f->fits[w->f->best].aicc) {
            const char *word = gm_dist_word(fit->law.kind);
            fprintf(w->out,
                    "%s: shown and not chosen, AICc does not hold for a law that ends at its "
                    "extreme values; --law %s takes it\n",
                    word, word);
        }
    }
}

static void write_laws(writer *w)
{
    static const char *const heads[] = {"law", ">AICc", ">BIC",       ">KS", ">p",
                                        ">AD", ">p",    ">mean 95 %", NULL};
    gm_text_table table = gm_text_table_of(&w->arena, w->page, heads);
    bool is_listed[GM_FIT_KINDS] = {false};
    for (int round = 0; round < GM_FIT_KINDS; round++) {
        int next = -1; // by AICc; those without stay behind
        for (int i = 0; i < GM_FIT_KINDS; i++) {
            bool is_before = !w->f->fits[i].why_not &&
                             (next < 0 || w->f->fits[i].aicc < w->f->fits[next].aicc);
            next = !is_listed[i] && is_before ? i : next;
        }
        if (next < 0) {
            break;
        }
        is_listed[next] = true;
        const gm_fit *fit = &w->f->fits[next];
        const char *cells[] = {law_text(w, &fit->law),    rounded(w, fit->aicc, 1),
                               rounded(w, fit->bic, 1),   rounded(w, fit->ks, 4),
                               probability(w, fit->ks_p), rounded(w, fit->ad, 3),
                               probability(w, fit->ad_p), mean_text(w, fit)};
        gm_text_table_row(&table, cells, 8);
    }
    gm_text_table_print(&table, w->out);
    for (int i = 0; i < GM_FIT_KINDS; i++) {
        const gm_fit *fit = &w->f->fits[i];
        if (fit->why_not) {
            fprintf(w->out, "%s: not fitted, %s\n", gm_dist_word(fit->law.kind), fit->why_not);
        }
    }
    write_passed_over(w);
    if (w->f->sample.n_open > 0) {
        fputs("KS and AD are not given where some values had not ended.\n", w->out);
    } else {
        fprintf(w->out,
                "p: how often a true law lies farther off, from %d samples of it; given for "
                "laws near the best\n",
                (int)w->f->n_boot);
        if (w->f->sample.n > GM_FIT_TEST_MOST) {
            fprintf(w->out, "KS and AD are those of %d of the values, evenly in their order\n",
                    GM_FIT_TEST_MOST);
        }
    }
}

// ---- what does not fit

static const char *place_text(writer *w, int32_t i)
{
    const gm_column *c = w->f->column;
    return gm_arena_printf(&w->arena, "%s:%d:%d", c->records->file, (int)c->cells[i]->line,
                           (int)c->cells[i]->col);
}

static bool is_outlier(const writer *w, double x)
{
    return gm_outliers_have(&w->f->sample, w->f->outliers, x);
}

static void write_outliers(writer *w)
{
    const gm_column *c = w->f->column;
    int n = w->f->outliers.n_low + w->f->outliers.n_high;
    if (n == 0) {
        return;
    }
    fprintf(w->out, "\n%d value%s to look at, too far from the others:\n", n,
            n == 1 ? "" : "s");
    int shown = 0;
    for (int32_t i = 0; i < c->n && shown < OUTLIERS_SHOWN; i++) {
        if (is_outlier(w, c->x[i])) {
            fprintf(w->out, "  %s: %s\n", place_text(w, i), value_text(w, c->x[i]));
            shown += 1;
        }
    }
    if (n > shown) {
        fprintf(w->out, "  and %d more\n", n - shown);
    }
    fputs("They are in the fits above; --least and --most leave values out.\n", w->out);
}

static void write_mixture(writer *w)
{
    const gm_fit_mixture *m = &w->f->mixture;
    if (!m->is_better) {
        return;
    }
    fprintf(
        w->out,
        "\nThis looks like two causes: BIC %.1f against %.1f of the best single law%s\n  %s\n",
        m->bic, m->bic_single,
        w->f->outliers.n_low + w->f->outliers.n_high > 0 ? ", without the values above" : "",
        law_text(w, &m->law));
    if (w->f->n_causes == 0) {
        fputs("A column of causes parts them: --by COLUMN\n", w->out);
    }
}

static void write_causes(writer *w)
{
    static const char *const heads[] = {"cause", ">n", ">share", ">mean", "best law", NULL};
    if (w->f->n_causes == 0) {
        return;
    }
    gm_text_table table = gm_text_table_of(&w->arena, w->page, heads);
    for (int32_t k = 0; k < w->f->n_causes; k++) {
        const gm_cause_fit *cause = &w->f->causes[k];
        const char *cells[] = {
            cause->cause[0] ? cause->cause : "(none said)",
            gm_arena_printf(&w->arena, "%d", (int)cause->sample.n),
            gm_arena_printf(&w->arena, "%.1f %%", 100.0 * cause->share),
            value_text(w, gm_sample_mean(&cause->sample)),
            cause->fit.why_not ? cause->fit.why_not : law_text(w, &cause->fit.law),
        };
        gm_text_table_row(&table, cells, 5);
    }
    fputc('\n', w->out);
    gm_text_table_print(&table, w->out);
    double p = w->f->causes_differ.p;
    if (!isnan(p)) {
        fprintf(w->out, "Kruskal-Wallis H %.2f, p %s: %s\n", w->f->causes_differ.h,
                probability(w, p),
                p < REFUSED ? "the causes differ; give each its own row in `fails:`"
                            : "no difference between the causes is seen");
    }
}

static void write_choice(writer *w)
{
    const gm_chosen_law *c = w->chosen;
    if (c->why_not) {
        fprintf(w->out, "\nno law: %s\n", c->why_not);
        return;
    }
    const gm_fit *best = w->f->best >= 0 ? &w->f->fits[w->f->best] : NULL;
    if (best && c->is_fitted && best->law.kind == c->law.kind && best->ad_p < REFUSED) {
        fprintf(w->out,
                "\nEven the best law is refused (p %s): look at the plot, or take "
                "`fit: empirical`.\n",
                probability(w, best->ad_p));
    }
    fprintf(w->out, "\n%s\n", gm_chosen_text(c, &w->arena));
}

void gm_fit_text(const gm_fitting *fitting, const gm_chosen_law *chosen, gm_page page,
                 FILE *out)
{
    writer w = {.f = fitting, .chosen = chosen, .page = page, .out = out};
    write_head(&w);
    write_laws(&w);
    write_outliers(&w);
    write_mixture(&w);
    write_causes(&w);
    write_choice(&w);
    gm_arena_fini(&w.arena);
}

// ---- JSON

static void json_fit(const writer *w, const gm_fit *fit, gm_json *j)
{
    writer *own = (writer *)w;
    gm_json_begin_object(j);
    gm_json_put_text(j, "law", gm_dist_word(fit->law.kind));
    if (fit->why_not) {
        gm_json_put_text(j, "why_not", fit->why_not);
    } else {
        const gm_column *c = w->f->column;
        gm_json_put_text(j, "text", gm_law_text(&fit->law, c->unit, c->unit_si, &own->arena));
        gm_json_put_number(j, "log_likelihood", fit->log_likelihood);
        gm_json_put_number(j, "aicc", fit->aicc);
        gm_json_put_number(j, "bic", fit->bic);
        gm_json_put_number(j, "a", fit->law.a);
        gm_json_put_number(j, "b", fit->law.b);
        gm_json_put_number(j, "error_a", fit->error[0]);
        gm_json_put_number(j, "error_b", fit->error[1]);
        gm_json_put_number(j, "mean_s", fit->mean);
        gm_json_put_number(j, "mean_low_s", fit->mean_low);
        gm_json_put_number(j, "mean_high_s", fit->mean_high);
        gm_json_put_number(j, "ks", fit->ks);
        gm_json_put_number(j, "ks_p", fit->ks_p);
        gm_json_put_number(j, "ad", fit->ad);
        gm_json_put_number(j, "ad_p", fit->ad_p);
    }
    gm_json_end(j);
}

static void json_outliers(const writer *w, gm_json *j)
{
    const gm_column *c = w->f->column;
    gm_json_key(j, "outliers");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < c->n; i++) {
        if (is_outlier(w, c->x[i])) {
            gm_json_begin_object(j);
            gm_json_put_int(j, "line", c->cells[i]->line);
            gm_json_put_int(j, "col", c->cells[i]->col);
            gm_json_put_number(j, "value_s", c->x[i]);
            gm_json_end(j);
        }
    }
    gm_json_end(j);
}

static void json_causes(const writer *w, gm_json *j)
{
    gm_json_key(j, "causes");
    gm_json_begin_array(j);
    for (int32_t k = 0; k < w->f->n_causes; k++) {
        const gm_cause_fit *cause = &w->f->causes[k];
        gm_json_begin_object(j);
        gm_json_put_text(j, "cause", cause->cause);
        gm_json_put_int(j, "n", cause->sample.n);
        gm_json_key(j, "fit");
        json_fit(w, &cause->fit, j);
        gm_json_end(j);
    }
    gm_json_end(j);
    gm_json_put_number(j, "causes_p", w->f->n_causes > 0 ? w->f->causes_differ.p : GM_NAN);
}

void gm_fit_json(const gm_fitting *f, const gm_chosen_law *chosen, gm_json *j)
{
    writer w = {.f = f, .chosen = chosen};
    gm_json_begin_object(j);
    gm_json_put_text(j, "file", f->column->records->file);
    gm_json_put_text(j, "column", f->column->name);
    gm_json_put_int(j, "n", f->column->n);
    gm_json_put_int(j, "not_ended", f->sample.n_open);
    gm_json_key(j, "fits");
    gm_json_begin_array(j);
    for (int i = 0; i < GM_FIT_KINDS; i++) {
        json_fit(&w, &f->fits[i], j);
    }
    gm_json_end(j);
    json_outliers(&w, j);
    gm_json_put_bool(j, "two_causes", f->mixture.is_better);
    if (f->mixture.is_better) {
        gm_json_put_text(j, "mixture", law_text(&w, &f->mixture.law));
        gm_json_put_number(j, "mixture_bic", f->mixture.bic);
    }
    json_causes(&w, j);
    if (!chosen->why_not) {
        gm_json_put_text(j, "chosen", chosen->text);
        gm_json_put_text(j, "input", gm_chosen_text(chosen, &w.arena));
    }
    gm_json_end(j);
    gm_arena_fini(&w.arena);
}
