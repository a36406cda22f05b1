// SPDX-License-Identifier: MIT
//
// Guesses as a model file.

#include "tables/floor_guess.h"
#include "tables/law_text.h"

#include "core/text.h"

#include <math.h>
#include <string.h>

typedef struct writer {
    const gm_floor_guess *g;
    gm_text text;
    gm_arena *arena;
} writer;

static const char *number(writer *w, double x, int figures)
{
    char buf[GM_NUMBER_BYTES];
    return gm_arena_strdup(w->arena, gm_text_of_rounded(x, figures, buf));
}

static bool has_store(const gm_floor_station *st)
{
    return st->holds != GM_FLOOR_NO_STORE;
}

// ---- comments

static void comment(writer *w, const char *text)
{
    gm_text_addf(&w->text, "# %s\n", text);
}

static void write_head(writer *w)
{
    const gm_floor *f = w->g->floor;
    gm_text_addf(&w->text, "# First model, guessed from %s by `gemba import`.\n#\n",
                 f->records->file);
    gm_text_addf(&w->text,
                 "# %d rows, %d parts, %d stations over %s h of work: %s parts an hour.\n",
                 (int)f->n_rows, (int)f->n_parts, (int)f->n_stations,
                 number(w, f->span_s / 3600.0, 4), number(w, w->g->out_per_h, 4));
    if (f->n_left_out > 0) {
        gm_text_addf(&w->text, "# %d rows were left out, see the warnings.\n",
                     (int)f->n_left_out);
    }
    if (f->n_gaps > 0) {
        double total = 0.0;
        for (int32_t i = 0; i < f->n_gaps; i++) {
            total += f->gaps[i].to_s - f->gaps[i].from_s;
        }
        gm_text_addf(
            &w->text,
            "# In %d gaps of together %s h nothing happens: taken as time off, and out "
            "of all times;\n# the longest begins %s h after the first row.\n",
            (int)f->n_gaps, number(w, total / 3600.0, 4),
            number(w, f->gaps[0].from_s / 3600.0, 4));
    }
    if (!f->has_states) {
        comment(w,
                "The log has no column of states: breakdowns are inside the times of work, and "
                "so is");
        comment(w, "blocking, but where a part goes over as the next station gets free.");
    }
    if (!f->has_machines) {
        comment(w,
                "It has no column of machines: as many as parts were worked on at one time.");
    }
}

static void write_clock(writer *w)
{
    double h = ceil(w->g->floor->span_s / 3600.0);
    h = h < 24.0 ? 24.0 : h > 2400.0 ? 2400.0 : h;
    gm_text_addf(&w->text,
                 "\ngemba: 1\nname: First model from a log\n\n"
                 "clock: {run: %s h, warm-up: %s h, replications: 20}\n",
                 number(w, h, 6), number(w, 0.1 * h, 6));
}

// ---- parts

static const char *variant_name(writer *w, int32_t k)
{
    gm_text name = gm_text_init(w->arena);
    for (const char *at = w->g->floor->variants[k]; *at && name.len < 50; at++) {
        bool is_plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                        (*at >= '0' && *at <= '9') || *at == '-' || *at == '_';
        gm_text_add_n(&name, is_plain ? at : "-", 1);
    }
    bool has_letter = name.len > 0 && name.at[0] > '9';
    return has_letter ? name.at : gm_arena_printf(w->arena, "v-%s", name.at);
}

// Shares in hundredths of a percent, the last what the others leave.
static void write_shares(writer *w, int32_t n, const double *shares, const char *const *names)
{
    int32_t left = 10000;
    for (int32_t k = 0; k < n; k++) {
        int32_t part = k + 1 < n ? (int32_t)lround(10000.0 * shares[k]) : left;
        left -= part;
        gm_text_addf(&w->text, "%s%s: %s %%", k > 0 ? ", " : "", names[k],
                     number(w, part / 100.0, 6));
    }
}

static void write_parts(writer *w)
{
    int32_t n = w->g->floor->n_variants;
    if (n < 2) {
        return;
    }
    const char **names = GM_NEW(w->arena, const char *, n);
    for (int32_t k = 0; k < n; k++) {
        names[k] = variant_name(w, k);
    }
    gm_text_add(&w->text, "\nparts: {part: {variants: {");
    write_shares(w, n, w->g->variant_share, names);
    gm_text_add(&w->text, "}}}\n");
}

// ---- ways

static const char *entrance(const writer *w, int32_t station)
{
    if (station == GM_FLOOR_OUT) {
        return "finished";
    }
    const gm_floor_station *st = &w->g->stations[station];
    return has_store(st) ? gm_arena_printf(w->arena, "before-%s", st->name) : st->name;
}

// `to:` unless it is the next step of the list.
static void write_ways(writer *w, const gm_floor_way *ways, int32_t n, int32_t next)
{
    if (n == 0 || (n == 1 && ways[0].station == next)) {
        return;
    }
    if (n == 1) {
        gm_text_addf(&w->text, "      to: %s\n", entrance(w, ways[0].station));
        return;
    }
    const char **names = GM_NEW(w->arena, const char *, n);
    double *shares = GM_NEW(w->arena, double, n);
    for (int32_t k = 0; k < n; k++) {
        names[k] = entrance(w, ways[k].station);
        shares[k] = ways[k].share;
    }
    gm_text_add(&w->text, "      to: {");
    write_shares(w, n, shares, names);
    gm_text_add(&w->text, "}\n");
}

// ---- steps

static void write_source(writer *w)
{
    const gm_floor_guess *g = w->g;
    gm_text_add(&w->text, "\nplant:\n  line:\n    - source: source");
    if (g->has_arrivals) {
        gm_text_addf(&w->text,
                     "   # the first station had nothing to do for %s %% of the time\n",
                     number(w, 100.0 * g->idle, 3));
        gm_text_addf(&w->text, "      every: %s\n", gm_chosen_text(&g->arrivals, w->arena));
    } else {
        gm_text_add(&w->text,
                    "   # never runs dry: the first station always had something to do\n");
    }
    if (g->floor->n_variants >= 2) {
        gm_text_add(&w->text, "      part: part\n");
    }
    write_ways(w, g->entries, g->n_entries, g->order[0]);
}

static void write_store(writer *w, const gm_floor_station *st)
{
    if (!has_store(st)) {
        return;
    }
    gm_text_addf(&w->text, "    - buffer: before-%s\n", st->name);
    if (st->holds == GM_FLOOR_UNLIMITED) {
        gm_text_addf(&w->text,
                     "      holds: unlimited   # %d at most were seen, and nobody was "
                     "blocked\n",
                     (int)st->queue_max);
    } else {
        gm_text_addf(&w->text,
                     "      holds: %d   # the most that were seen, with parts blocked "
                     "before it\n",
                     (int)st->holds);
    }
}

static void write_time(writer *w, const gm_floor_station *st)
{
    if (st->time.why_not) {
        gm_text_addf(&w->text, "      time: 60 s   # a stand-in: %s\n", st->time.why_not);
        return;
    }
    if (st->n_by_variant == 0) {
        gm_text_addf(&w->text, "      time: ");
        gm_text_add(&w->text, gm_chosen_text(&st->time, w->arena));
        gm_text_add(&w->text, "\n");
        return;
    }
    gm_text_add(&w->text, "      time:   # the variants differ: Kruskal-Wallis, p < 0.001\n");
    for (int32_t k = 0; k < st->n_by_variant; k++) {
        gm_text_addf(&w->text, "        %s: ", variant_name(w, k));
        gm_text_add(&w->text, gm_chosen_text(&st->by_variant[k], w->arena));
        gm_text_add(&w->text, "\n");
    }
}

static void write_stops(writer *w, const gm_floor_station *st)
{
    static const char *const names[GM_FLOOR_N_STATES] = {
        [GM_FLOOR_DOWN] = "down",
        [GM_FLOOR_SETUP] = "setup",
        [GM_FLOOR_MAINTENANCE] = "maintenance",
        [GM_FLOOR_WAITING] = "waiting",
    };
    gm_text_add(&w->text, st->n_stops > 0 ? "      fails:\n" : "");
    for (int32_t k = 0; k < st->n_stops; k++) {
        const gm_floor_stop *stop = &st->stops[k];
        gm_text_addf(&w->text, "        - name: %s   # %d in the log\n", names[stop->state],
                     (int)stop->n);
        gm_text_add(&w->text, "          after: ");
        gm_text_add(&w->text, gm_chosen_text(&stop->after, w->arena));
        gm_text_add(&w->text, "\n          by: work\n          repair: ");
        gm_text_add(&w->text, gm_chosen_text(&stop->takes, w->arena));
        gm_text_add(&w->text, "\n");
    }
}

static void write_station(writer *w, int32_t place)
{
    const gm_floor_guess *g = w->g;
    const gm_floor_station *st = &g->stations[g->order[place]];
    const char *name = g->floor->stations[g->order[place]];
    bool is_last = place + 1 == g->floor->n_stations;
    write_store(w, st);
    gm_text_addf(&w->text, "    - station: %s", st->name);
    gm_text_addf(&w->text,
                 strcmp(st->name, name) == 0 ? "   # %d visits" : "   # %d visits of ",
                 (int)st->n_visits);
    gm_text_add(&w->text, strcmp(st->name, name) == 0 ? "" : name);
    gm_text_add(&w->text, "\n");
    if (st->machines > 1) {
        gm_text_addf(&w->text, "      machines: %d\n", (int)st->machines);
    }
    write_time(w, st);
    write_stops(w, st);
    if (st->n_scrapped > 0) {
        gm_text_addf(&w->text, "      scrap: %s %%   # %d parts\n",
                     number(w, 100.0 * st->scrap, 4), (int)st->n_scrapped);
    }
    write_ways(w, st->ways, st->n_ways, is_last ? GM_FLOOR_OUT : g->order[place + 1]);
}

const char *gm_floor_model_text(const gm_floor_guess *guess, gm_arena *arena)
{
    writer w = {.g = guess, .text = gm_text_init(arena), .arena = arena};
    write_head(&w);
    write_clock(&w);
    write_parts(&w);
    write_source(&w);
    for (int32_t i = 0; i < guess->floor->n_stations; i++) {
        write_station(&w, i);
    }
    gm_text_add(&w.text, "    - sink: finished\n");
    return w.text.at;
}
