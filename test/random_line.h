// SPDX-License-Identifier: MIT
//
// Random models whose parts keep their order, as text: the same text for the same number.

#ifndef GM_TEST_RANDOM_LINE_H
#define GM_TEST_RANDOM_LINE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define RANDOM_LINE_BYTES 8000

typedef enum random_line_flags {
    RANDOM_LINE_PLAIN = 0,         // machines that never fail, parts without end
    RANDOM_LINE_FAILURES = 1,      // by work and by calendar, several of them
    RANDOM_LINE_ARRIVALS = 2,      // by a law, before a place without end
    RANDOM_LINE_WHOLE_SECONDS = 4, // much happens at one instant
    RANDOM_LINE_HOURS = 8,         // shifts and breaks
    RANDOM_LINE_SOURCES =
        16,                  // that end, wait outside, have hours, bring several, follow a plan
    RANDOM_LINE_CARE = 32,   // failures by parts, maintenance, changeovers by count, learning
    RANDOM_LINE_PLACES = 64, // stays and transfers, one place behind the other, claims
    RANDOM_LINE_SHOPS = 128, // parts cross from line to line
    RANDOM_LINE_VARIANTS = 256, // several, with times and changeovers of their own
    RANDOM_LINE_LIMITS = 512,   // over stretches of it, and stations with places of their own
    RANDOM_LINE_BANKS = 1024,   // of a net: stations of several machines
    RANDOM_LINE_ANYTHING = 1 + 2 + 8 + 16 + 32 + 64 + 128 + 256
} random_line_flags;

typedef struct random_line {
    uint64_t state;
    int flags;
    double run_s;
    int n_stations;
    bool keeps_all;     // no station of a net scraps parts
    bool has_place[9];  // before a station; the last: before the way out
    bool has_second[9]; // a place behind it
    bool crosses[18];   // a line of the plant ends before the place of k / 2, or the station
    char names[32][24]; // of its steps
    int n_names;
    size_t n;
    char text[RANDOM_LINE_BYTES];
} random_line;

// SplitMix64: Steele, Lea and Flood 2014.
static inline int random_line_below(random_line *r, int n)
{
    uint64_t z = (r->state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (int)((z ^ (z >> 31)) % (uint64_t)n);
}

__attribute__((format(printf, 2, 3))) static inline void random_line_say(random_line *r,
                                                                         const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    r->n += (size_t)vsnprintf(r->text + r->n, sizeof r->text - r->n, fmt, args);
    va_end(args);
}

static inline void random_line_name(random_line *r, const char *name, int i)
{
    snprintf(r->names[r->n_names++], sizeof r->names[0], i < 0 ? "%s" : "%s%d", name, i);
}

static inline void random_line_law(random_line *r, int mean_s)
{
    if (r->flags & RANDOM_LINE_WHOLE_SECONDS && random_line_below(r, 3) > 0) {
        random_line_say(r, random_line_below(r, 2) ? "%d s" : "list(%d s, 5 s, 9 s)", mean_s);
        return;
    }
    switch (random_line_below(r, 7)) {
    case 0:
        random_line_say(r, "exponential(%d s)", mean_s);
        break;
    case 1:
        random_line_say(r, "lognormal(%d s, cv 0.5)", mean_s);
        break;
    case 2:
        random_line_say(r, "uniform(0 s, %d s)", 2 * mean_s);
        break;
    case 3:
        random_line_say(r, "weibull(1.5, %d s)", mean_s);
        break;
    case 4:
        random_line_say(r, "normal(%d s, %d s)", mean_s, 1 + mean_s / 3);
        break;
    case 5:
        random_line_say(r, "gamma(%d s, cv 0.7)", mean_s);
        break;
    default:
        random_line_say(r, "triangular(1 s, %d s, %d s)", mean_s, 3 * mean_s);
        break;
    }
}

static inline void random_line_failures(random_line *r)
{
    static const char *const by[] = {"work", "calendar"};
    int n = r->flags & RANDOM_LINE_FAILURES ? random_line_below(r, 3) : 0;
    bool by_parts = r->flags & RANDOM_LINE_CARE && random_line_below(r, 3) == 0;
    if (n > 0 || by_parts) {
        random_line_say(r, "      fails:\n");
    }
    for (int i = 0; i < n; i++) {
        random_line_say(r, "        - {name: f%d, after: ", i);
        random_line_law(r, 20 + random_line_below(r, 300));
        random_line_say(r, ", by: %s, repair: ", by[random_line_below(r, 2)]);
        random_line_law(r, 5 + random_line_below(r, 60));
        random_line_say(r, "%s}\n", random_line_below(r, 3) ? "" : ", part: restart");
    }
    if (by_parts) {
        random_line_say(r, "        - {name: p, after: %s, by: parts, repair: ",
                        random_line_below(r, 2) ? "geometric(0.1)" : "uniform(3, 12)");
        random_line_law(r, 5 + random_line_below(r, 60));
        random_line_say(r, "}\n");
    }
}

static inline void random_line_maintenance(random_line *r)
{
    int by = random_line_below(r, 4);
    if (by == 3) {
        return;
    }
    random_line_say(r, "      maintain: {every: ");
    if (by == 2) {
        random_line_say(r, "%d, by: parts", 2 + random_line_below(r, 20));
    } else {
        random_line_law(r, 50 + random_line_below(r, 200));
        random_line_say(r, ", by: %s", by ? "work" : "calendar");
    }
    random_line_say(r, ", takes: ");
    random_line_law(r, 5 + random_line_below(r, 40));
    random_line_say(r, "%s%s}\n", random_line_below(r, 2) ? ", renews: yes" : "",
                    random_line_below(r, 2) ? ", counts-from: repair" : "");
}

static inline void random_line_care(random_line *r, bool has_place)
{
    if (r->flags & RANDOM_LINE_CARE) {
        if (has_place) {
            random_line_maintenance(r);
        }
        if (random_line_below(r, 3) == 0) {
            random_line_say(
                r, "      learns: {start: 1.5, from: 3 parts, ratio: 80 %%, floor: 0.5, "
                   "what: [time, failures]}\n");
        }
    }
    bool by_variant = r->flags & RANDOM_LINE_VARIANTS && random_line_below(r, 2) == 0;
    bool by_count = r->flags & RANDOM_LINE_CARE && random_line_below(r, 3) == 0;
    if (by_variant || by_count) {
        random_line_say(r, "      changeover:\n");
    }
    if (by_count) {
        random_line_say(
            r, "        - {name: die, every: %d parts, takes: ", 2 + random_line_below(r, 9));
        random_line_law(r, 5 + random_line_below(r, 40));
        random_line_say(r, "}\n");
    }
    if (by_variant) {
        random_line_say(r, "        - {name: kind, on: %s, takes: ",
                        random_line_below(r, 2) ? "variant" : "family");
        random_line_law(r, 2 + random_line_below(r, 20));
        random_line_say(r, "}\n");
    }
}

static inline void random_line_time(random_line *r, int mean_s)
{
    if (!(r->flags & RANDOM_LINE_VARIANTS) || random_line_below(r, 3) == 0) {
        random_line_law(r, mean_s);
        return;
    }
    random_line_say(r, "{x: ");
    random_line_law(r, mean_s);
    random_line_say(r, ", other: ");
    random_line_law(r, 1 + mean_s / 2);
    random_line_say(r, "}");
}

// ---- the shape of a line: what stands before each station, and where lines of the plant end

static inline void random_line_shape(random_line *r)
{
    bool has_shops = r->flags & RANDOM_LINE_SHOPS;
    bool has_seconds = r->flags & RANDOM_LINE_PLACES;
    r->n_stations = 1 + random_line_below(r, 7);
    for (int i = 1; i < r->n_stations; i++) {
        r->has_place[i] = random_line_below(r, 4) > 0;
        r->has_second[i] = has_seconds && random_line_below(r, 4) == 0;
    }
    for (int i = 0; i < 2 * r->n_stations + 2; i++) {
        r->crosses[i] = has_shops && random_line_below(r, 3) == 0;
    }
    r->has_place[r->n_stations] = has_seconds && random_line_below(r, 3) == 0;
}

static inline void random_line_cross(random_line *r, int k)
{
    if (r->crosses[k]) {
        random_line_say(r, "  line%d:\n", k);
    }
}

// Where the parts of a step go, if that is in another line: to the place before station i where
// there is one and `first`, else to the station itself, else out.
static inline const char *random_line_way(const random_line *r, int i, bool first, char *way)
{
    bool to_place = first && r->has_place[i];
    way[0] = 0;
    if (r->crosses[2 * i + (to_place ? 0 : 1)]) {
        snprintf(way, 24,
                 to_place            ? ", to: b%d"
                 : i < r->n_stations ? ", to: s%d"
                                     : ", to: out",
                 i);
    }
    return way;
}

// ---- steps

static inline void random_line_station(random_line *r, int i)
{
    char way[24];
    bool has_place = i == 0 || r->has_place[i];
    random_line_name(r, "s", i);
    random_line_say(r, "    - station: s%d\n      time: ", i);
    random_line_time(r, 4 + random_line_below(r, 12));
    random_line_say(r, "\n");
    random_line_failures(r);
    random_line_care(r, has_place);
    if (r->flags & RANDOM_LINE_PLACES && random_line_below(r, 3) == 0) {
        random_line_say(r, "      blocking: before\n");
    }
    if (has_place && r->flags & RANDOM_LINE_HOURS && random_line_below(r, 2)) {
        random_line_say(r, "      calendar: day\n");
    }
    if (r->flags & RANDOM_LINE_LIMITS && random_line_below(r, 4) == 0) {
        int holds = random_line_below(r, 5);
        random_line_say(
            r, holds > 0 ? "      queue: {holds: %d}\n" : "      queue: {holds: unlimited}\n",
            holds);
    }
    if (random_line_way(r, i + 1, true, way)[0]) {
        random_line_say(r, "      %s\n", way + 2);
    }
}

static inline void random_line_buffer(random_line *r, const char *name, int i, int holds,
                                      const char *way)
{
    random_line_name(r, name, i);
    random_line_say(r, "    - {buffer: %s%d, holds: ", name, i);
    random_line_say(r, holds > 0 ? "%d" : "unlimited", holds);
    if (r->flags & RANDOM_LINE_PLACES && random_line_below(r, 3) == 0) {
        random_line_say(r, ", transfer: %d s", 1 + random_line_below(r, 20));
    }
    if (r->flags & RANDOM_LINE_PLACES && random_line_below(r, 3) == 0) {
        random_line_say(r, ", least: %d.5 s", 1 + random_line_below(r, 40));
    }
    random_line_say(r, "%s}\n", way);
}

static inline void random_line_places(random_line *r, int i, int holds)
{
    char way[24];
    if (!r->has_place[i]) {
        return;
    }
    random_line_cross(r, 2 * i);
    random_line_way(r, i, false, way);
    random_line_buffer(r, "b", i, holds, r->has_second[i] ? "" : way);
    if (r->has_second[i]) {
        random_line_buffer(r, "c", i, 1 + random_line_below(r, 3), way);
    }
}

static inline void random_line_plan(random_line *r)
{
    if (random_line_below(r, 2)) {
        random_line_say(r,
                        "      plan: [{from: 0 s, rate: %d/h}, {from: 1800 s, rate: %d/h}]\n",
                        60 + random_line_below(r, 300), 60 + random_line_below(r, 300));
        return;
    }
    random_line_say(r,
                    "      plan: [{from: 10 s, count: %d}, {from: 900 s, count: %d}, {from: "
                    "1500 s, count: %d}]\n",
                    1 + random_line_below(r, 90), 1 + random_line_below(r, 30),
                    1 + random_line_below(r, 60));
}

static inline void random_line_arrivals(random_line *r, bool is_free)
{
    random_line_say(r, "      every: ");
    random_line_law(r, 8 + random_line_below(r, 20));
    random_line_say(r, "\n");
    if (is_free && random_line_below(r, 3) == 0) {
        random_line_say(r, "      batch: %s\n",
                        random_line_below(r, 2) ? "3" : "list(1, 4, 2)");
    }
    if (is_free && random_line_below(r, 3) == 0) {
        random_line_say(r, "      first: %d s\n", random_line_below(r, 40));
    }
}

static inline void random_line_source(random_line *r)
{
    char way[24];
    bool is_free = r->flags & RANDOM_LINE_SOURCES;
    bool arrives = r->flags & RANDOM_LINE_ARRIVALS && random_line_below(r, 3) > 0;
    bool has_plan = is_free && random_line_below(r, 4) == 0;
    random_line_name(r, "in", -1);
    random_line_say(r, "    - source: in\n");
    if (r->flags & RANDOM_LINE_VARIANTS) {
        random_line_say(r, "      part: body\n");
        random_line_say(r, random_line_below(r, 3) ? "" : "      mix-rule: levelled\n");
    }
    if (has_plan) {
        random_line_plan(r);
    } else if (arrives) {
        random_line_arrivals(r, is_free);
    }
    if (is_free && random_line_below(r, 3) == 0) {
        random_line_say(r, "      limit: %d\n", 1 + random_line_below(r, 200));
    }
    bool may_close = is_free && (arrives || has_plan) && r->flags & RANDOM_LINE_HOURS;
    if (may_close && random_line_below(r, 2)) {
        random_line_say(r, "      calendar: day\n");
    }
    r->has_place[0] = is_free ? random_line_below(r, 3) > 0 : arrives || has_plan;
    if (random_line_way(r, 0, true, way)[0]) {
        random_line_say(r, "      %s\n", way + 2);
    }
    bool has_end = is_free && random_line_below(r, 2);
    random_line_places(r, 0,
                       has_end || !(arrives || has_plan) ? 1 + random_line_below(r, 5) : 0);
}

static inline void random_line_head(random_line *r)
{
    random_line_say(r, "gemba: 1\nclock: {run: %g s, warm-up: none, replications: 1}\n",
                    r->run_s);
    if (r->flags & RANDOM_LINE_HOURS) {
        random_line_say(r, "calendars:\n  day:\n    shifts:\n"
                           "      a: {from: \"00:10\", to: \"00:50\", breaks: [{at: "
                           "\"00:20\", for: 5 min}]}\n"
                           "      b: {from: \"01:10\", to: \"02:00\"}\n");
    }
    if (r->flags & RANDOM_LINE_VARIANTS) {
        random_line_say(r, "parts:\n  body:\n    variants:\n"
                           "      x: {share: 50 %%, family: one}\n"
                           "      y: {share: 30 %%, family: two}\n"
                           "      z: {share: 20 %%, family: two}\n");
    }
}

// Cards over stretches that may lie apart, within each other, or across.
static inline void random_line_limits(random_line *r)
{
    int n = 1 + random_line_below(r, 4);
    random_line_name(r, "out", -1);
    random_line_say(r, "limits:\n");
    for (int i = 0; i < n; i++) {
        int first = random_line_below(r, r->n_names - 1);
        int last = first + random_line_below(r, r->n_names - first);
        random_line_say(r, "  - {name: l%d, over: [%s, %s], at-most: %d", i, r->names[first],
                        r->names[last], 1 + random_line_below(r, 4 * (last - first + 1)));
        int returns = random_line_below(r, 2) ? 1 + random_line_below(r, 30) : 0;
        random_line_say(r, returns > 0 ? ", returns: %d s}\n" : "}\n", returns);
    }
}

static inline void random_line_make(random_line *r, int number, int flags)
{
    *r = (random_line){.state = (uint64_t)number * 7919 + (uint64_t)flags * 104729 + 1,
                       .flags = flags};
    random_line_shape(r);
    r->run_s = flags & RANDOM_LINE_HOURS ? 8000.0 : 3000.0;
    random_line_head(r);
    random_line_say(r, "plant:\n  line:\n");
    random_line_source(r);
    for (int i = 0; i < r->n_stations; i++) {
        if (i > 0) {
            bool is_endless = random_line_below(r, 8) == 0;
            random_line_places(r, i, is_endless ? 0 : 1 + random_line_below(r, 6));
        }
        random_line_cross(r, 2 * i + 1);
        random_line_station(r, i);
    }
    random_line_places(r, r->n_stations, 1 + random_line_below(r, 3));
    random_line_cross(r, 2 * r->n_stations + 1);
    random_line_say(r, "    - sink: out\n");
    if (flags & RANDOM_LINE_LIMITS) {
        random_line_limits(r);
    }
}

#endif
