// SPDX-License-Identifier: MIT

#include "report/why_report.h"

#include "core/json.h"
#include "gemba/version.h"
#include "report/run_report.h"
#include "report/table.h"
#include "report/words.h"

#include <math.h>
#include <stdlib.h>

#define BAR_COLUMNS 40

static const char *name_of(const gm_replications *set, const gm_why *why, int32_t row_i)
{
    return row_i == GM_NONE ? "cannot say"
                            : set->twin->plan->steps[why->rows[row_i].step_i].name;
}

// ---- text

typedef struct ranked {
    int32_t row_i;
    double key;
} ranked;

static int by_key(const void *a, const void *b)
{
    const ranked *p = a;
    const ranked *q = b;
    if (p->key != q->key) {
        return p->key > q->key ? -1 : 1;
    }
    return p->row_i - q->row_i;
}

static const char *share_or(double share, gm_arena *arena)
{
    char buf[GM_WORD_BYTES];
    return isnan(share) ? "-" : gm_arena_strdup(arena, gm_word_share(share, buf));
}

static void print_row(gm_text_table *t, const gm_replications *set, const gm_why *why,
                      int32_t row_i, gm_arena *arena)
{
    const gm_why_row *row = &why->rows[row_i];
    char period[GM_WORD_BYTES];
    char half[GM_WORD_BYTES];
    const char *active = share_or(row->active_share.mean, arena);
    if (!isnan(row->active_share.half_width)) {
        active = gm_arena_printf(arena, "%s ± %s", active,
                                 gm_word_share(row->active_share.half_width, half));
    }
    bool has_period = row->active_period_s.n > 0;
    const char *cells[] = {
        name_of(set, why, row_i),
        active,
        has_period ? gm_word_figure(row->active_period_s.mean, GM_UNIT_TIME, period) : "-",
        share_or(row->sole, arena),
        share_or(row->shifting, arena),
        share_or(row->state[GM_STATE_BLOCKED], arena),
        share_or(row->state[GM_STATE_STARVED], arena),
        row->is_turning_point ? "turning point" : "",
    };
    gm_text_table_row(t, cells, 8);
}

static void print_rows(const gm_replications *set, const gm_why *why, bool colour, FILE *out,
                       gm_arena *arena)
{
    static const char *const heads[] = {"station",
                                        ">active on shift",
                                        ">mean active period",
                                        ">sole bottleneck",
                                        ">shifting",
                                        ">blocked",
                                        ">starved",
                                        "",
                                        NULL};
    gm_text_table t = gm_text_table_of(arena, heads);
    ranked *order = GM_NEW(arena, ranked, why->n);
    for (int32_t i = 0; i < why->n; i++) {
        double key = why->rows[i].active_share.mean;
        order[i] = (ranked){i, isnan(key) ? -1.0 : key};
    }
    qsort(order, (size_t)why->n, sizeof *order, by_key);
    for (int32_t i = 0; i < why->n; i++) {
        print_row(&t, set, why, order[i].row_i, arena);
    }
    gm_text_table_print(&t, out, colour);
    fputc('\n', out);
}

static void print_bar(double share, FILE *out)
{
    int n = (int)floor(share * BAR_COLUMNS + 0.5);
    for (int i = 0; i < n; i++) {
        fputs("█", out);
    }
    fputc('\n', out);
}

static void print_waterfall(const gm_replications *set, const gm_why *why, FILE *out)
{
    char parts[GM_WORD_BYTES];
    fprintf(out, "Where the hours of %s go, as parts at its ideal rate:\n\n",
            name_of(set, why, why->bottleneck));
    fprintf(out, "  %-26s %12s  %6s  ", "ideal rate, all hours",
            gm_word_number(floor(why->ideal_parts), 6, parts), "");
    print_bar(1.0, out);
    for (int32_t i = 0; i < why->n_losses; i++) {
        const gm_loss *loss = &why->losses[i];
        if (fabs(loss->share) < 5e-5) {
            continue;
        }
        fprintf(out, "  %-26s %12s  %5.1f%%  ", loss->word,
                gm_word_number(-floor(loss->parts + 0.5), 6, parts), 100.0 * loss->share);
        print_bar(loss->share, out);
    }
    double net = why->ideal_parts > 0.0 ? why->net_parts / why->ideal_parts : 0.0;
    fprintf(out, "  %-26s %12s  %5.1f%%  ", "good parts",
            gm_word_number(floor(why->net_parts), 6, parts), 100.0 * net);
    print_bar(net, out);
}

void gm_why_text(const gm_replications *set, const gm_why *why, bool colour, FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    fprintf(out, "%s · %d replication%s\n\n", set->twin->model->name, gm_replications_good(set),
            gm_replications_good(set) == 1 ? "" : "s");
    if (set->has_no_cut) {
        fprintf(out,
                "The warm-up does not end within half of the run: all of it is shown.\n\n");
    }
    fprintf(out, "bottleneck by active share on shift     %s\n",
            name_of(set, why, why->bottleneck));
    fprintf(out, "           by average active period     %s\n",
            name_of(set, why, why->by_period));
    fprintf(out, "           by shifting bottleneck       %s%s\n\n",
            name_of(set, why, why->by_shifting),
            why->waits_cut ? " (of the first 2,000,000 waits)" : "");
    print_rows(set, why, colour, out, &arena);
    if (why->bottleneck != GM_NONE) {
        print_waterfall(set, why, out);
    }
    gm_arena_fini(&arena);
}

// ---- JSON

static void put_row(gm_json *j, const gm_replications *set, const gm_why *why, int32_t i)
{
    const gm_why_row *row = &why->rows[i];
    gm_json_begin_object(j);
    gm_json_put_text(j, "station", name_of(set, why, i));
    gm_json_put_number(j, "active_share", row->active_share.mean);
    gm_json_put_number(j, "active_share_half_width", row->active_share.half_width);
    gm_json_put_number(j, "active_period_s",
                       row->active_period_s.n > 0 ? row->active_period_s.mean : (double)NAN);
    gm_json_put_number(j, "sole", row->sole);
    gm_json_put_number(j, "shifting", row->shifting);
    gm_json_put_bool(j, "turning_point", row->is_turning_point);
    gm_json_key(j, "states");
    gm_json_begin_object(j);
    for (int s = 0; s < GM_N_STATES; s++) {
        gm_json_put_number(j, gm_state_word((gm_state)s), row->state[s]);
    }
    gm_json_end(j);
    gm_json_end(j);
}

static void put_losses(gm_json *j, const gm_why *why)
{
    gm_json_key(j, "losses");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < why->n_losses; i++) {
        gm_json_begin_object(j);
        gm_json_put_text(j, "loss", why->losses[i].word);
        gm_json_put_number(j, "share", why->losses[i].share);
        gm_json_put_number(j, "parts", why->losses[i].parts);
        gm_json_end(j);
    }
    gm_json_end(j);
}

void gm_why_json(const gm_replications *set, const gm_why *why, FILE *out)
{
    gm_json j = gm_json_to_file(out, 1);
    gm_json_begin_object(&j);
    gm_json_put_int(&j, "schema", GM_RESULTS_SCHEMA);
    gm_json_put_text(&j, "version", GM_VERSION);
    gm_json_put_text(&j, "model", set->twin->model->name);
    gm_json_put_int(&j, "replications", gm_replications_good(set));
    gm_json_put_bool(&j, "warm_up_found", !set->has_no_cut);
    gm_json_put_text(&j, "bottleneck",
                     why->bottleneck == GM_NONE ? NULL : name_of(set, why, why->bottleneck));
    gm_json_put_text(&j, "by_active_period",
                     why->by_period == GM_NONE ? NULL : name_of(set, why, why->by_period));
    gm_json_put_text(&j, "by_shifting",
                     why->by_shifting == GM_NONE ? NULL : name_of(set, why, why->by_shifting));
    gm_json_key(&j, "stations");
    gm_json_begin_array(&j);
    for (int32_t i = 0; i < why->n; i++) {
        put_row(&j, set, why, i);
    }
    gm_json_end(&j);
    put_losses(&j, why);
    gm_json_put_number(&j, "ideal_parts", why->ideal_parts);
    gm_json_put_number(&j, "net_parts", why->net_parts);
    gm_json_end(&j);
}
