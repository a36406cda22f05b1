// SPDX-License-Identifier: MIT
//
// Guesses as a model file.

#include "tables/floor_guess.h"
#include "tables/floor_names.h"
#include "tables/law_text.h"

#include "core/text.h"

#include <math.h>
#include <string.h>

#define HOLES_TOLD 5    // parts with holes that are named
#define SKIPS_TOLD 3    // stations that are named
#define NOWHERE    (-9) // no step is the next in the list

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

static const char *plain(writer *w, const char *text)
{
    return gm_floor_plain_text(text, w->arena);
}

static void write_size(writer *w)
{
    const gm_floor *f = w->g->floor;
    gm_text_addf(&w->text, "# First model, guessed from %s by `gemba import`.\n#\n",
                 plain(w, f->records->file));
    gm_text_addf(&w->text,
                 "# %d rows, %d parts, %d stations over %s h of work: %s parts an hour.\n",
                 (int)f->n_rows, (int)f->n_parts, (int)f->n_stations,
                 number(w, f->span_s / 3600.0, 4), number(w, w->g->out_per_h, 4));
    if (f->in.form != GM_MOMENT_TIME) {
        gm_text_addf(&w->text, "# Moments are read as %s%s%s.\n", gm_moments_text(&f->in),
                     f->out.form == f->in.form ? "" : ", those out as ",
                     f->out.form == f->in.form ? "" : gm_moments_text(&f->out));
    }
}

// Parts with holes, the first by name and line.
static void write_holes(writer *w)
{
    const gm_floor *f = w->g->floor;
    if (f->n_left_out > 0) {
        gm_text_addf(&w->text, "# Rows left out: %d, see the warnings.\n", (int)f->n_left_out);
    }
    if (f->n_holed == 0) {
        return;
    }
    gm_text_addf(
        &w->text,
        "# Parts with such rows: %d. Their way has a hole, so they say nothing of ways:\n#",
        (int)f->n_holed);
    int32_t told = 0;
    for (int32_t i = 0; i < f->n_parts && told < HOLES_TOLD; i++) {
        if (f->hole_line[i] > 0) {
            gm_text_addf(&w->text, "%s '%s' (line %d)", told > 0 ? "," : "",
                         plain(w, f->parts[i]), (int)f->hole_line[i]);
            told++;
        }
    }
    if (told < f->n_holed) {
        gm_text_addf(&w->text, " and %d more", (int)(f->n_holed - told));
    }
    gm_text_add(&w->text, "\n");
}

static const char *odd_text(const gm_floor_odd *odd, gm_arena *arena)
{
    gm_text text = gm_text_init(arena);
    gm_text_addf(&text, "%s:", odd->what);
    for (int32_t i = 0; i < odd->n && i < GM_FLOOR_ODD_TOLD; i++) {
        gm_text_addf(&text, "%s %s (line %d)", i > 0 ? "," : "",
                     gm_law_value_text(odd->x[i], "s", 1.0, arena), (int)odd->cells[i]->line);
    }
    if (odd->n > GM_FLOOR_ODD_TOLD) {
        gm_text_addf(&text, " and %d more", (int)(odd->n - GM_FLOOR_ODD_TOLD));
    }
    return text.at;
}

static void write_odd(writer *w)
{
    if (w->g->odd.n > 0) {
        comment(w, "Too far from the others, look at them:");
    }
    for (int i = 0; i < w->g->odd.n; i++) {
        gm_text_addf(&w->text, "#   %s\n", odd_text(&w->g->odd.items[i], w->arena));
    }
}

static void write_gaps(writer *w)
{
    const gm_floor *f = w->g->floor;
    double total = 0.0;
    for (int32_t i = 0; i < f->n_gaps; i++) {
        total += f->gaps[i].to_s - f->gaps[i].from_s;
    }
    if (f->n_gaps > 0) {
        gm_text_addf(&w->text,
                     "# In %d gaps of together %s h nobody works: taken as time off, and out "
                     "of all times;\n# the first begins %s h after the first row.\n",
                     (int)f->n_gaps, number(w, total / 3600.0, 4),
                     number(w, f->gaps[0].from_s / 3600.0, 4));
    }
}

static void write_columns(writer *w)
{
    const gm_floor *f = w->g->floor;
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
    if (w->g->n_variants < f->n_variants) {
        gm_text_addf(&w->text, "# Its %d variants are too many to be any: they are left out.\n",
                     (int)f->n_variants);
    }
}

// What the log says and the model does not.
static void write_left(writer *w)
{
    const gm_floor *f = w->g->floor;
    for (int32_t s = 0; s < f->n_stations; s++) {
        const gm_floor_station *st = &w->g->stations[s];
        if (!st->is_reached && st->n_visits > 0) {
            gm_text_addf(&w->text,
                         "# '%s' is left out: no part with all its rows comes there.\n",
                         plain(w, f->stations[s]));
        }
        if (st->n_joined > 0) {
            gm_text_addf(&w->text,
                         "# %d parts were joined to others at '%s': here they go on alone to "
                         "`goes-on`; see `needs:`.\n",
                         (int)st->n_joined, plain(w, f->stations[s]));
        }
        if (st->n_split > 0) {
            gm_text_addf(&w->text,
                         "# %d parts were split at '%s': here their pieces come from a source; "
                         "see `splits:`.\n",
                         (int)st->n_split, plain(w, f->stations[s]));
        }
    }
}

static void write_head(writer *w)
{
    write_size(w);
    write_holes(w);
    write_gaps(w);
    write_odd(w);
    write_columns(w);
    write_left(w);
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

// Shares in hundredths of a percent, the greatest what the others leave.
static void write_shares(writer *w, int32_t n, const double *shares, const char *const *names)
{
    int32_t left = 10000;
    int32_t greatest = 0;
    for (int32_t k = 0; k < n; k++) {
        greatest = shares[k] > shares[greatest] ? k : greatest;
    }
    for (int32_t k = 0; k < n; k++) {
        left -= k == greatest ? 0 : (int32_t)lround(10000.0 * shares[k]);
    }
    for (int32_t k = 0; k < n; k++) {
        int32_t part = k == greatest ? left : (int32_t)lround(10000.0 * shares[k]);
        gm_text_addf(&w->text, "%s%s: %s %%", k > 0 ? ", " : "", names[k],
                     number(w, part / 100.0, 6));
    }
}

static void write_parts(writer *w)
{
    if (w->g->n_variants >= 2) {
        gm_text_add(&w->text, "\nparts: {part: {variants: {");
        write_shares(w, w->g->n_variants, w->g->variant_share, w->g->variants);
        gm_text_add(&w->text, "}}}\n");
    }
}

// ---- ways

static const char *entrance(const writer *w, int32_t station)
{
    if (station < 0) {
        return station == GM_FLOOR_OUT ? "finished" : "goes-on";
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

// A way of n parts past stations that others go through, below it.
static void write_skip(writer *w, const int32_t *list, int32_t n_list, int32_t n, int32_t to)
{
    if (n_list == 0) {
        return;
    }
    gm_text_addf(&w->text, n == 1 ? "      # %d part skips" : "      # %d parts skip", (int)n);
    for (int32_t k = 0; k < n_list && k < SKIPS_TOLD; k++) {
        gm_text_addf(&w->text, "%s %s", k > 0 ? "," : "", w->g->stations[list[k]].name);
    }
    if (n_list > SKIPS_TOLD) {
        gm_text_addf(&w->text, " and %d more", (int)(n_list - SKIPS_TOLD));
    }
    if (to >= 0) {
        gm_text_addf(&w->text, " before %s: rows missing in the log?\n",
                     w->g->stations[to].name);
    } else {
        gm_text_add(&w->text, " at the end: rows missing in the log, or scrapped?\n");
    }
}

static void write_skips(writer *w, int32_t station)
{
    const gm_floor_station *st = &w->g->stations[station];
    int32_t *list = GM_NEW(w->arena, int32_t, w->g->floor->n_stations + 1);
    for (int32_t k = 0; k < st->n_ways; k++) {
        int32_t n = gm_floor_skipped(w->g, station, &st->ways[k], list);
        write_skip(w, list, n, st->ways[k].n, st->ways[k].station);
    }
}

// ---- steps

// A law with what is to be said of it, behind what stands before it in its line.
static void write_law(writer *w, const char *before, const gm_chosen_law *law)
{
    gm_text_add(&w->text, before);
    gm_text_add(&w->text, gm_chosen_text(law, w->arena));
    if (law->note) {
        gm_text_addf(&w->text, "   # %s", law->note);
    }
    gm_text_add(&w->text, "\n");
}

static void write_source(writer *w, const gm_floor_entry *entry, const char *name, int32_t next)
{
    gm_text_addf(&w->text, "    - source: %s", name);
    const char *whose = w->g->n_entries > 1 ? "its" : "the first";
    if (!entry->has_arrivals) {
        gm_text_addf(&w->text, "   # never runs dry: %s station always had something to do\n",
                     whose);
    } else if (entry->is_joined) {
        gm_text_addf(&w->text,
                     "   # %d parts begin here: they end in others, which take them as they "
                     "came\n",
                     (int)entry->n);
    } else if (entry->idle > 0.0) {
        gm_text_addf(&w->text, "   # %s station had nothing to do for %s %% of the time\n",
                     whose, number(w, 100.0 * entry->idle, 3));
    } else {
        gm_text_addf(&w->text, "   # %d parts begin here\n", (int)entry->n);
    }
    if (entry->has_arrivals) {
        write_law(w, "      every: ", &entry->arrivals);
    }
    if (w->g->n_variants >= 2) {
        gm_text_add(&w->text, "      part: part\n");
    }
    const gm_floor_way way = {.station = entry->station, .n = entry->n, .share = 1.0};
    write_ways(w, &way, 1, next);
    int32_t *list = GM_NEW(w->arena, int32_t, w->g->floor->n_stations + 1);
    write_skip(w, list, gm_floor_skipped_at_first(w->g, entry, list), entry->n, entry->station);
    for (int32_t i = 0; i < w->g->n_slips && entry == w->g->entries; i++) {
        const gm_floor_entry *slip = &w->g->slips[i];
        write_skip(w, list, gm_floor_skipped_at_first(w->g, slip, list), slip->n,
                   slip->station);
    }
}

// One source begins the line; several stand before it, in lines of their own.
static void write_sources(writer *w)
{
    const gm_floor_guess *g = w->g;
    gm_text_add(&w->text, "\nplant:\n");
    for (int32_t e = 0; e < g->n_entries && g->n_entries > 1; e++) {
        const char *to = g->stations[g->entries[e].station].name;
        gm_text_addf(&w->text, "  to-%s:\n", to);
        write_source(w, &g->entries[e], gm_arena_printf(w->arena, "source-%s", to), NOWHERE);
    }
    gm_text_add(&w->text, "  line:\n");
    if (g->n_entries == 1) {
        write_source(w, &g->entries[0], "source", g->order[0]);
    }
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
    if (st->is_passed) {
        gm_text_add(&w->text, "      time: 0.001 s   # a point that parts pass: no visit takes "
                              "any time\n");
        return;
    }
    if (st->time.why_not) {
        gm_text_addf(&w->text, "      time: 60 s   # a stand-in: %s\n", st->time.why_not);
        return;
    }
    if (st->n_by_variant == 0) {
        write_law(w, "      time: ", &st->time);
        return;
    }
    gm_text_add(&w->text, "      time:   # the variants differ: Kruskal-Wallis, p < 0.001\n");
    for (int32_t k = 0; k < st->n_by_variant; k++) {
        write_law(w, gm_arena_printf(w->arena, "        %s: ", w->g->variants[k]),
                  &st->by_variant[k]);
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
        write_law(w, "          after: ", &stop->after);
        gm_text_add(&w->text, "          by: work\n");
        write_law(w, "          repair: ", &stop->takes);
    }
}

static void write_station(writer *w, int32_t place)
{
    const gm_floor_guess *g = w->g;
    const gm_floor_station *st = &g->stations[g->order[place]];
    const char *name = g->floor->stations[g->order[place]];
    bool is_last = place + 1 == g->n_order;
    write_store(w, st);
    gm_text_addf(&w->text, "    - station: %s", st->name);
    gm_text_addf(&w->text,
                 strcmp(st->name, name) == 0 ? "   # %d visits" : "   # %d visits of ",
                 (int)st->n_visits);
    gm_text_add(&w->text, strcmp(st->name, name) == 0 ? "" : plain(w, name));
    gm_text_add(&w->text, "\n");
    if (st->machines > 1) {
        gm_text_addf(&w->text, "      machines: %d\n", (int)st->machines);
    }
    if (st->batch_most > 1) {
        gm_text_addf(&w->text, "      batch: {least: %d, most: %d}   # as began together\n",
                     (int)st->batch_least, (int)st->batch_most);
    }
    write_time(w, st);
    write_stops(w, st);
    if (st->n_scrapped > 0) {
        gm_text_addf(&w->text, "      scrap: %s %%   # %d parts\n",
                     number(w, 100.0 * st->scrap, 4), (int)st->n_scrapped);
    }
    write_ways(w, st->ways, st->n_ways, is_last ? GM_FLOOR_OUT : g->order[place + 1]);
    write_skips(w, g->order[place]);
}

static bool has_ways_on(const gm_floor_guess *g)
{
    bool has = false;
    for (int32_t i = 0; i < g->n_order; i++) {
        const gm_floor_station *st = &g->stations[g->order[i]];
        for (int32_t k = 0; k < st->n_ways; k++) {
            has |= st->ways[k].station == GM_FLOOR_GOES_ON;
        }
    }
    return has;
}

const char *gm_floor_model_text(const gm_floor_guess *guess, gm_arena *arena)
{
    writer w = {.g = guess, .text = gm_text_init(arena), .arena = arena};
    write_head(&w);
    write_clock(&w);
    write_parts(&w);
    write_sources(&w);
    for (int32_t i = 0; i < guess->n_order; i++) {
        write_station(&w, i);
    }
    gm_text_add(&w.text, "    - sink: finished\n");
    if (has_ways_on(guess)) {
        gm_text_add(&w.text,
                    "  in-others:\n    - sink: goes-on   # in other parts, or in pieces\n");
    }
    return w.text.at;
}
