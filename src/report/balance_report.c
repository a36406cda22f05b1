// SPDX-License-Identifier: MIT

#include "report/balance_report.h"

#include "report/words.h"

#include <math.h>
#include <string.h>

#define BAR_COLUMNS 24 // one takt

// ---- figures

// Share of the paid time of the line that is work on the mean car.
static double efficiency(const gm_line_balance *b)
{
    return gm_line_balance_totals(b).work_s / (b->takt_s * gm_line_balance_totals(b).posts);
}

// The busiest person of a zone, on the mean car.
static double busiest_s(const gm_zone_balance *zone)
{
    double most_s = 0.0;
    for (int32_t s = 0; s < zone->n_stations; s++) {
        for (int32_t p = 0; p < zone->people[s]; p++) {
            double end_s = gm_line_post_end_s(zone, s, p, 0);
            most_s = end_s > most_s ? end_s : most_s;
        }
    }
    return most_s;
}

// Squares of what the people of a zone have left of so much time.
static double left_s2(const gm_zone_balance *zone, double most_s)
{
    double sum_s2 = 0.0;
    for (int32_t s = 0; s < zone->n_stations; s++) {
        for (int32_t p = 0; p < zone->people[s]; p++) {
            double left_s = most_s - gm_line_post_end_s(zone, s, p, 0);
            sum_s2 += left_s * left_s;
        }
    }
    return sum_s2;
}

// Root mean square of what people have left of the busiest person's time (smoothness index over
// the number of people, Moodie and Young 1965), in seconds.
static double unevenness_s(const gm_line_balance *b)
{
    double most_s = 0.0;
    double sum_s2 = 0.0;
    for (int32_t z = 0; z < b->n_zones; z++) {
        double own_s = busiest_s(&b->zones[z]);
        most_s = own_s > most_s ? own_s : most_s;
    }
    for (int32_t z = 0; z < b->n_zones; z++) {
        sum_s2 += left_s2(&b->zones[z], most_s);
    }
    return sqrt(sum_s2 / gm_line_balance_totals(b).posts);
}

static const char *seconds(double value_s, char buf[GM_WORD_BYTES])
{
    (void)snprintf(buf, GM_WORD_BYTES, "%.1f", value_s);
    return buf;
}

// ---- text: the head

static const char *mix_of(const gm_line_balance *b, gm_arena *arena)
{
    const char *text = "";
    char share[GM_WORD_BYTES];
    for (int32_t i = 0; i < b->n_variants; i++) {
        text = gm_arena_printf(arena, "%s%s%s %s", text, i > 0 ? ", " : "", b->variants[i].name,
                               gm_word_share(b->variants[i].share, share));
    }
    return text;
}

// "8 people, proven to be the fewest" or "8 people, no balance has fewer than 7".
static const char *count_of(int32_t n, int32_t least, const char *what, gm_arena *arena)
{
    return n == least
               ? gm_arena_printf(arena, "%d %s, proven to be the fewest", n, what)
               : gm_arena_printf(arena, "%d %s, no balance has fewer than %d", n, what, least);
}

// With more people there may be fewer stations, where several people work at one.
static const char *stations_of(gm_balance_totals sum, gm_arena *arena)
{
    const char *count = count_of(sum.stations, sum.least_stations, "stations", arena);
    bool is_alone = sum.posts == sum.stations || sum.stations > sum.least_stations;
    return is_alone ? count : gm_arena_printf(arena, "%s for so few people", count);
}

static void print_head(const gm_line_balance *b, gm_page page, gm_arena *arena, FILE *out)
{
    char takt[GM_WORD_BYTES];
    char word[GM_WORD_BYTES];
    char share[GM_WORD_BYTES];
    int32_t posts = gm_line_balance_totals(b).posts;
    double work_s = gm_line_balance_totals(b).work_s;
    fprintf(out, "%s at a takt of %s s\n", b->line->name, gm_word_number(b->takt_s, 5, takt));
    fprintf(out, "  people      %s\n",
            count_of(posts, gm_line_balance_totals(b).least_posts, "people", arena));
    fprintf(out, "  stations    %s\n", stations_of(gm_line_balance_totals(b), arena));
    fprintf(out, "  work        %s min of people on %s\n",
            gm_word_number(work_s / 60.0, 4, word),
            b->n_variants > 0 ? "the mean car" : "a car");
    if (b->n_variants > 0) {
        gm_text_wrap(gm_arena_printf(arena, "  mix         %s", mix_of(b, arena)), page.columns,
                     14, out);
    }
    fprintf(out, "  efficiency  %s: work / (people x takt); paid %s min a car\n",
            gm_word_share(efficiency(b), share),
            gm_word_number(posts * b->takt_s / 60.0, 4, word));
    fprintf(out, "  unevenness  %s s below the busiest person, root mean square\n\n",
            gm_word_number(unevenness_s(b), 2, word));
}

// ---- text: the chart

// A bar in eighths of a column, the rest up to the worst variant in shade.
static const char *bar_of(double share, double worst, gm_arena *arena)
{
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    int n = (int)lround(share * BAR_COLUMNS * 8.0);
    int until = (int)lround(worst * BAR_COLUMNS);
    char bar[8 * BAR_COLUMNS * 4];
    size_t used = 0;
    bar[0] = '\0';
    int columns = n / 8 + (n % 8 > 0 ? 1 : 0);
    for (int i = 0; i < n / 8 && used + 8 < sizeof bar; i++) {
        used += (size_t)snprintf(bar + used, sizeof bar - used, "█");
    }
    used += (size_t)snprintf(bar + used, sizeof bar - used, "%s", eighths[n % 8]);
    for (int i = columns; i < until && used + 8 < sizeof bar; i++) {
        used += (size_t)snprintf(bar + used, sizeof bar - used, "░");
    }
    return gm_arena_strdup(arena, bar);
}

const char *gm_balance_tasks_text(const gm_zone_balance *zone, int32_t station, int32_t post,
                                  gm_arena *arena)
{
    const char *text = "";
    for (int32_t i = 0; i < zone->n_tasks; i++) {
        const gm_placed_task *placed = &zone->tasks[i];
        if (!gm_placed_is_at(placed, station, post)) {
            continue;
        }
        const char *copy =
            placed->task->count > 1 ? gm_arena_printf(arena, " %d", placed->copy) : "";
        text = gm_arena_printf(arena, "%s%s%s%s", text, *text ? ", " : "", placed->task->name,
                               copy);
    }
    return text;
}

static void add_people(gm_text_table *t, const gm_line_balance *b, const gm_zone_balance *zone,
                       gm_arena *arena)
{
    char mean[GM_WORD_BYTES];
    char worst[GM_WORD_BYTES];
    char person[GM_WORD_BYTES];
    char station[GM_WORD_BYTES];
    for (int32_t s = 0; s < zone->n_stations; s++) {
        for (int32_t p = 0; p < zone->people[s]; p++) {
            double mean_s = gm_line_post_end_s(zone, s, p, 0);
            double most_s = gm_line_post_worst_s(b, zone, s, p);
            (void)snprintf(station, sizeof station, "%d", s + 1);
            (void)snprintf(person, sizeof person, "%d", p + 1);
            const char *cells[] = {
                p == 0 ? gm_arena_printf(arena, "%s %s", zone->zone->name, station) : "",
                person,
                seconds(mean_s, mean),
                b->n_variants > 0 ? seconds(most_s, worst) : "",
                bar_of(mean_s / b->takt_s, most_s / b->takt_s, arena),
                gm_balance_tasks_text(zone, s, p, arena),
            };
            gm_text_table_row(t, cells, 6);
        }
    }
}

void gm_balance_text(const gm_line_balance *b, gm_page page, FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    print_head(b, page, &arena, out);
    const char *heads[] = {"station",          ">person", ">s", ">worst s",
                           "load of one takt", "tasks",   NULL};
    gm_text_table t = gm_text_table_of(&arena, page, heads);
    t.least[5] = 24;
    for (int32_t z = 0; z < b->n_zones; z++) {
        add_people(&t, b, &b->zones[z], &arena);
    }
    gm_text_table_print(&t, out);
    char takt[GM_WORD_BYTES];
    const char *note = gm_arena_printf(
        &arena,
        "a full bar of %d columns is the takt of %s s; waits for others at the station "
        "are in it%s",
        BAR_COLUMNS, gm_word_number(b->takt_s, 5, takt),
        b->n_variants > 0 ? "; in shade the variant with the most work" : "");
    gm_text_wrap(note, page.columns, 2, out);
    fputc('\n', out);
    gm_arena_fini(&arena);
}

void gm_balances_text(const gm_line_balance *const *balances, int n, gm_page page, FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    const char *heads[] = {"line",      ">takt, s",    ">stations",       ">people",
                           ">at least", ">efficiency", ">paid min a car", ">cars an hour",
                           NULL};
    gm_text_table t = gm_text_table_of(&arena, page, heads);
    for (int i = 0; i < n; i++) {
        const gm_line_balance *b = balances[i];
        char takt[GM_WORD_BYTES];
        char share[GM_WORD_BYTES];
        char paid[GM_WORD_BYTES];
        char rate[GM_WORD_BYTES];
        int32_t posts = gm_line_balance_totals(b).posts;
        const char *cells[] = {
            b->line->name,
            gm_word_number(b->takt_s, 5, takt),
            gm_arena_printf(&arena, "%d", gm_line_balance_totals(b).stations),
            gm_arena_printf(&arena, "%d", posts),
            gm_arena_printf(&arena, "%d", gm_line_balance_totals(b).least_posts),
            gm_word_share(efficiency(b), share),
            gm_word_number(posts * b->takt_s / 60.0, 4, paid),
            gm_word_number(3600.0 / b->takt_s, 3, rate),
        };
        gm_text_table_row(&t, cells, 8);
    }
    gm_text_table_print(&t, out);
    gm_text_wrap("cars an hour: 3,600 s / takt, without any stop", page.columns, 2, out);
    fputc('\n', out);
    gm_arena_fini(&arena);
}

// ---- JSON

static void put_task(gm_json *j, const gm_line_balance *b, const gm_placed_task *placed)
{
    gm_json_begin_object(j);
    gm_json_put_text(j, "task", placed->task->name);
    gm_json_put_int(j, "copy", placed->copy);
    gm_json_put_int(j, "people", placed->task->people);
    gm_json_put_number(j, "begin_s", placed->begin_s[0]);
    gm_json_put_number(j, "time_s", placed->time_s[0]);
    gm_json_key(j, "time_s_by_variant");
    gm_json_begin_object(j);
    for (int32_t v = 0; v < b->n_variants; v++) {
        gm_json_put_number(j, b->variants[v].name, placed->time_s[1 + v]);
    }
    gm_json_end(j);
    gm_json_end(j);
}

static void put_person(gm_json *j, const gm_line_balance *b, const gm_zone_balance *zone,
                       int32_t station, int32_t post)
{
    gm_json_begin_object(j);
    gm_json_put_number(j, "load_s", gm_line_post_end_s(zone, station, post, 0));
    gm_json_put_number(j, "worst_s", gm_line_post_worst_s(b, zone, station, post));
    gm_json_key(j, "tasks");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < zone->n_tasks; i++) {
        if (gm_placed_is_at(&zone->tasks[i], station, post)) {
            put_task(j, b, &zone->tasks[i]);
        }
    }
    gm_json_end(j);
    gm_json_end(j);
}

static void put_zone(gm_json *j, const gm_line_balance *b, const gm_zone_balance *zone)
{
    gm_json_begin_object(j);
    gm_json_put_text(j, "zone", zone->zone->name);
    gm_json_put_int(j, "people", zone->n_posts);
    gm_json_put_int(j, "people_at_least", zone->least_posts);
    gm_json_put_int(j, "stations_at_least", zone->least_stations);
    gm_json_put_number(j, "work_s", zone->work_s);
    gm_json_key(j, "stations");
    gm_json_begin_array(j);
    for (int32_t s = 0; s < zone->n_stations; s++) {
        gm_json_begin_array(j);
        for (int32_t p = 0; p < zone->people[s]; p++) {
            put_person(j, b, zone, s, p);
        }
        gm_json_end(j);
    }
    gm_json_end(j);
    gm_json_end(j);
}

void gm_balance_json(const gm_line_balance *b, gm_json *j)
{
    gm_json_begin_object(j);
    gm_json_put_text(j, "line", b->line->name);
    gm_json_put_number(j, "takt_s", b->takt_s);
    gm_json_put_int(j, "people", gm_line_balance_totals(b).posts);
    gm_json_put_int(j, "people_at_least", gm_line_balance_totals(b).least_posts);
    gm_json_put_int(j, "stations", gm_line_balance_totals(b).stations);
    gm_json_put_number(j, "work_s", gm_line_balance_totals(b).work_s);
    gm_json_put_number(j, "efficiency", efficiency(b));
    gm_json_put_number(j, "unevenness_s", unevenness_s(b));
    gm_json_key(j, "mix");
    gm_json_begin_object(j);
    for (int32_t i = 0; i < b->n_variants; i++) {
        gm_json_put_number(j, b->variants[i].name, b->variants[i].share);
    }
    gm_json_end(j);
    gm_json_key(j, "zones");
    gm_json_begin_array(j);
    for (int32_t z = 0; z < b->n_zones; z++) {
        put_zone(j, b, &b->zones[z]);
    }
    gm_json_end(j);
    gm_json_end(j);
}
