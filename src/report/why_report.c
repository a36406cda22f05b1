// SPDX-License-Identifier: MIT

#include "report/why_report.h"

#include "core/json.h"
#include "gemba/version.h"
#include "report/estimate_text.h"
#include "report/gradient_report.h"
#include "report/rank.h"
#include "report/run_report.h"
#include "report/span_text.h"
#include "report/states_text.h"
#include "report/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_BAR 10 // columns
#define MOST_BAR  40
#define BEFORE    56 // columns of a row of the waterfall before its bar

static const char *name_of(const gm_replications *set, const gm_why *why, int32_t row_i)
{
    return set->twin->plan->steps[why->rows[row_i].step_i].name;
}

// ---- text: detectors

static void print_detectors(const gm_replications *set, const gm_why *why, gm_page page,
                            FILE *out, gm_arena *arena)
{
    for (int d = 0; d < GM_N_DETECTORS; d++) {
        const gm_detected *by = &why->by[d];
        const char *found = by->row_i == GM_NONE
                                ? gm_arena_printf(arena, "cannot say: %s", by->why)
                            : d == GM_DETECT_SHIFTING && why->waits_cut
                                ? gm_arena_printf(arena, "%s (of the first 2,000,000 waits)",
                                                  name_of(set, why, by->row_i))
                                : name_of(set, why, by->row_i);
        const char *line =
            gm_arena_printf(arena, "%-10s by %-24s %s", d == 0 ? "bottleneck" : "",
                            gm_detector_text((gm_detector)d), found);
        gm_text_wrap(line, page.columns, 39, out);
    }
    if (why->shared) {
        gm_text_wrap(
            gm_arena_printf(arena, "%-10s %-27s %s", "binds", "shared by steps", why->shared),
            page.columns, 39, out);
    }
    fputc('\n', out);
}

// Rows, those that are active most first.
static const gm_ranked *ranking(const gm_why *why, gm_arena *arena)
{
    gm_ranked *order = GM_NEW(arena, gm_ranked, why->n);
    for (int32_t i = 0; i < why->n; i++) {
        double key = why->rows[i].active_share.mean;
        order[i] = (gm_ranked){i, isnan(key) ? -1.0 : key};
    }
    qsort(order, (size_t)why->n, sizeof *order, gm_by_key);
    return order;
}

// Nothing came to it, or what is there never goes on: it is named below the table.
static bool is_unused(const gm_why_row *row)
{
    return !(row->state[GM_STATE_WORKING].mean > 0.0) && !(row->active_share.mean > 0.0);
}

static const char *share_cell(double share, gm_arena *arena)
{
    char buf[GM_WORD_BYTES];
    return isnan(share) ? "" : gm_arena_strdup(arena, gm_word_share(share, buf));
}

static void add_periods(gm_text_table *t, const gm_replications *set, const gm_why *why,
                        int32_t row_i, gm_arena *arena)
{
    const gm_why_row *row = &why->rows[row_i];
    bool has_period = row->active_period_s.n > 0;
    char active[GM_WORD_BYTES];
    char period[GM_WORD_BYTES];
    const char *cells[] = {
        name_of(set, why, row_i),
        gm_word_percent_interval(row->active_share, active),
        has_period ? gm_word_interval(row->active_period_s, GM_UNIT_TIME, period) : "",
        share_cell(row->sole, arena),
        share_cell(row->shifting, arena),
    };
    gm_text_table_row(t, cells, 5);
}

static void print_periods(const gm_replications *set, const gm_why *why, const gm_ranked *order,
                          gm_page page, FILE *out, gm_arena *arena)
{
    static const char *const heads[] = {
        "station",          ">active, % on shift", ">mean active period",
        ">sole bottleneck", ">shifting",           NULL};
    gm_text_table t = gm_text_table_of(arena, page, heads);
    t.least[0] = 12;
    const char *unused = NULL;
    int n_watched = 0;
    for (int32_t i = 0; i < why->n; i++) {
        const gm_why_row *row = &why->rows[order[i].row_i];
        const char *name = name_of(set, why, order[i].row_i);
        if (is_unused(row)) {
            unused = unused ? gm_arena_printf(arena, "%s, %s", unused, name) : name;
        } else {
            add_periods(&t, set, why, order[i].row_i, arena);
            n_watched += isnan(row->sole) ? 0 : 1;
        }
    }
    gm_text_table_print(&t, out);
    if (n_watched > 0) {
        bool has_gaps = n_watched < t.n_rows - 1;
        gm_text_wrap(
            gm_arena_printf(arena, "sole, shifting: of the first replication%s",
                            has_gaps ? "; machines side by side and lines have none" : ""),
            page.columns, 2, out);
    }
    if (unused) {
        gm_text_wrap(gm_arena_printf(arena, "did nothing: %s", unused), page.columns, 2, out);
    }
    fputc('\n', out);
}

// ---- text: states

static void add_states(gm_text_table *t, const gm_replications *set, const gm_why *why,
                       int32_t row_i, gm_arena *arena)
{
    const gm_why_row *row = &why->rows[row_i];
    const char *cells[GM_N_STATES + 2] = {name_of(set, why, row_i)};
    gm_state_cells(row->state, row->state[0], &cells[1], arena);
    gm_text_table_row(t, cells, GM_N_STATES + 2);
}

static void print_nights(const gm_replications *set, const gm_why *why, const gm_ranked *order,
                         gm_page page, FILE *out, gm_arena *arena)
{
    for (int32_t i = 0; i < why->n; i++) {
        int32_t waits_for = why->rows[order[i].row_i].waits_for;
        if (waits_for != GM_NONE) {
            const char *note = gm_arena_printf(
                arena, "%s is blocked mostly while %s is off shift",
                name_of(set, why, order[i].row_i), set->twin->plan->steps[waits_for].name);
            gm_text_wrap(note, page.columns, 2, out);
        }
    }
}

static void print_states(const gm_replications *set, const gm_why *why, const gm_ranked *order,
                         gm_page page, FILE *out, gm_arena *arena)
{
    const char *heads[GM_N_STATES + 3] = {"station"};
    for (int k = 0; k < GM_N_STATES; k++) {
        heads[1 + k] = gm_state_head(k);
    }
    heads[1 + GM_N_STATES] = ">±";
    gm_text_table t = gm_text_table_of(arena, page, heads);
    t.least[0] = 12;
    for (int k = 0; k < GM_N_STATES; k++) {
        t.most[1 + k] = gm_state_columns(k);
    }
    for (int32_t i = 0; i < why->n; i++) {
        if (!is_unused(&why->rows[order[i].row_i])) {
            add_states(&t, set, why, order[i].row_i, arena);
        }
    }
    if (t.n_rows > 1) {
        gm_text_wrap("states: % of all hours counted; ±: largest 95 % half-width of a row",
                     page.columns, 2, out);
        gm_text_table_print(&t, out);
    }
    print_nights(set, why, order, page, out, arena);
    fputc('\n', out);
}

// ---- text: the waterfall

// A row: parts as the difference of rounded levels, so that what is shown adds up.
static void print_step(const char *word, double parts, gm_interval share, gm_page page,
                       FILE *out)
{
    char number[GM_WORD_BYTES];
    char percent[GM_WORD_BYTES] = "";
    char half[GM_WORD_BYTES];
    if (!isnan(share.mean)) {
        snprintf(percent, sizeof percent, "%.1f", 100.0 * share.mean);
    }
    gm_word_percent_half(share, half);
    fprintf(out, "  %-22s %12s", word, gm_word_number(parts, 6, number));
    if (!isnan(share.mean)) {
        fprintf(out, "  %5s %%%s%s", percent, *half ? " ± " : "", half);
    }
    int room = page.columns > 0 ? page.columns - BEFORE : MOST_BAR;
    room = room > MOST_BAR ? MOST_BAR : room < LEAST_BAR ? LEAST_BAR : room;
    int n = (int)floor((isnan(share.mean) ? 1.0 : share.mean) * room + 0.5);
    int used = isnan(share.mean) ? 0 : 9 + (*half ? 3 + (int)strlen(half) : 0);
    fprintf(out, "%*s", n > 0 ? BEFORE - 37 - used : 0, "");
    for (int i = 0; i < n; i++) {
        fputs("█", out);
    }
    fputc('\n', out);
}

static void print_waterfall(const gm_replications *set, const gm_why *why, gm_page page,
                            FILE *out)
{
    const gm_losses *l = &why->losses;
    double none = (double)NAN;
    fprintf(out, "Where the hours of %s go, as parts at its ideal rate:\n\n",
            name_of(set, why, why->bottleneck));
    print_step("ideal rate, all hours", floor(l->ideal_parts + 0.5),
               (gm_interval){none, none, none, 0}, page, out);
    double level = l->ideal_parts;
    for (int32_t i = 0; i < l->n; i++) {
        const gm_loss *loss = &l->items[i];
        double next = level - loss->parts;
        double parts = floor(next + 0.5) - floor(level + 0.5);
        if (loss->share.mean >= 5e-5 || parts != 0.0) {
            print_step(loss->word, parts, loss->share, page, out);
        }
        level = next;
    }
    print_step("good parts", floor(l->net_parts + 0.5),
               (gm_interval){l->net_share, none, none, 0}, page, out);
}

void gm_why_text(const gm_why_report *report, gm_page page, FILE *out)
{
    const gm_replications *set = report->set;
    const gm_why *why = report->why;
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_span_text_title(set, page, out);
    fprintf(out, " · %s\n", gm_replications_engine(set, &arena));
    gm_span_text_engine(set, page, out);
    gm_span_text_standstill(set, page, out);
    gm_span_text_counted(set, page, out);
    fputc('\n', out);
    const gm_ranked *order = ranking(why, &arena);
    print_detectors(set, why, page, out, &arena);
    gm_gradient_text(set, report->gradients, page, out);
    if (why->n > 0) {
        print_periods(set, why, order, page, out, &arena);
        print_states(set, why, order, page, out, &arena);
    }
    if (why->bottleneck != GM_NONE) {
        print_waterfall(set, why, page, out);
    }
    gm_estimate_text(set, page, out);
    gm_arena_fini(&arena);
}

// ---- JSON

static void put_states(gm_json *j, const gm_why_row *row)
{
    static const char *const keys[] = {"states", "states_half_width"};
    for (int k = 0; k < 2; k++) {
        gm_json_key(j, keys[k]);
        gm_json_begin_object(j);
        for (int s = 0; s < GM_N_STATES; s++) {
            const gm_interval *x = &row->state[s];
            gm_json_put_number(j, gm_state_word((gm_state)s), k == 0 ? x->mean : x->half_width);
        }
        if (k == 1 && isnan(row->state[0].half_width)) {
            gm_json_put_text(j, "why", "one replication has no interval");
        }
        gm_json_end(j);
    }
}

// Why some of a row's numbers are null, or NULL.
static const char *why_of(const gm_why_row *row)
{
    if (isnan(row->active_share.mean)) {
        return "it was never on shift";
    }
    if (row->why) {
        return row->why;
    }
    return isnan(row->sole)                      ? "no replication was watched"
           : isnan(row->active_share.half_width) ? "one replication has no interval"
           : row->active_period_s.n == 0         ? "its waits are not counted"
                                                 : NULL;
}

static void put_row(gm_json *j, const gm_replications *set, const gm_why *why, int32_t i)
{
    const gm_why_row *row = &why->rows[i];
    bool has_period = row->active_period_s.n > 0;
    double none = (double)NAN;
    gm_json_begin_object(j);
    gm_json_put_text(j, "station", name_of(set, why, i));
    gm_json_put_number(j, "active_share", row->active_share.mean);
    gm_json_put_number(j, "active_share_half_width", row->active_share.half_width);
    gm_json_put_number(j, "active_period_s", has_period ? row->active_period_s.mean : none);
    gm_json_put_number(j, "active_period_half_width",
                       has_period ? row->active_period_s.half_width : none);
    gm_json_put_number(j, "sole", row->sole);
    gm_json_put_number(j, "shifting", row->shifting);
    gm_json_put_bool(j, "turning_point", row->is_turning_point);
    put_states(j, row);
    if (row->waits_for != GM_NONE) {
        gm_json_put_text(j, "blocked_by_hours_of", set->twin->plan->steps[row->waits_for].name);
    }
    gm_json_put_text(j, "why", why_of(row));
    gm_json_end(j);
}

static void put_losses(gm_json *j, const gm_losses *losses)
{
    gm_json_key(j, "losses");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < losses->n; i++) {
        const gm_loss *loss = &losses->items[i];
        gm_json_begin_object(j);
        gm_json_put_text(j, "loss", loss->word);
        gm_json_put_number(j, "share", loss->share.mean);
        gm_json_put_number(j, "half_width", loss->share.half_width);
        gm_json_put_number(j, "parts", loss->parts);
        if (isnan(loss->parts) || isnan(loss->share.half_width)) {
            gm_json_put_text(j, "why",
                             isnan(loss->parts) ? "no good part was made"
                                                : "one replication has no interval");
        }
        gm_json_end(j);
    }
    gm_json_end(j);
}

static void put_detectors(gm_json *j, const gm_replications *set, const gm_why *why)
{
    static const char *const keys[] = {"bottleneck", "by_active_period", "by_shifting",
                                       "by_turning_point"};
    gm_arena arena;
    gm_arena_init(&arena, 0);
    const char *reasons = NULL;
    for (int d = 0; d < GM_N_DETECTORS; d++) {
        const gm_detected *by = &why->by[d];
        gm_json_put_text(j, keys[d],
                         by->row_i == GM_NONE ? NULL : name_of(set, why, by->row_i));
        if (by->row_i == GM_NONE) {
            reasons = gm_arena_printf(&arena, "%s%s%s: %s", reasons ? reasons : "",
                                      reasons ? "; " : "", keys[d], by->why);
        }
    }
    if (!reasons && isnan(why->losses.ideal_parts)) {
        reasons = "ideal_parts: no good part was made";
    }
    gm_json_put_text(j, "why", reasons);
    gm_arena_fini(&arena);
}

void gm_why_json(const gm_why_report *report, FILE *out)
{
    const gm_replications *set = report->set;
    const gm_why *why = report->why;
    gm_json j = gm_json_to_file(out, 1);
    gm_json_begin_object(&j);
    gm_json_put_int(&j, "schema", GM_RESULTS_SCHEMA);
    gm_json_put_text(&j, "version", GM_VERSION);
    gm_json_put_text(&j, "model", set->twin->model->name);
    gm_json_put_int(&j, "replications", gm_replications_good(set));
    gm_json_put_bool(&j, "warm_up_found", !set->has_no_cut);
    put_detectors(&j, set, why);
    gm_json_put_text(&j, "shared", why->shared);
    gm_json_key(&j, "stations");
    gm_json_begin_array(&j);
    for (int32_t i = 0; i < why->n; i++) {
        put_row(&j, set, why, i);
    }
    gm_json_end(&j);
    put_losses(&j, &why->losses);
    gm_estimate_json(set, &j);
    bool has_bottleneck = why->bottleneck != GM_NONE;
    gm_json_put_number(&j, "ideal_parts",
                       has_bottleneck ? why->losses.ideal_parts : (double)NAN);
    gm_json_put_number(&j, "net_parts", has_bottleneck ? why->losses.net_parts : (double)NAN);
    gm_gradient_put_json(&j, set, report->gradients);
    gm_json_end(&j);
}
