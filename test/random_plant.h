// SPDX-License-Identifier: MIT
//
// Random small models as text, the same text for the same number.
//
// A line of stations and buffers with whatever the language knows thrown in by lot; times are
// often whole seconds so that much happens at one instant. No loops: such a plant never jams.

#ifndef GM_TEST_RANDOM_PLANT_H
#define GM_TEST_RANDOM_PLANT_H

#include <check.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define RANDOM_PLANT_BYTES 16000

// What may occur.
typedef enum random_plant_flags {
    RANDOM_PLAIN = 0,     // one machine, first in first out, a failure by work
    RANDOM_QUEUES = 1,    // queues of stations, orders, machines side by side, arrivals
    RANDOM_STOPS = 2,     // failures, maintenance, changeovers
    RANDOM_PEOPLE = 4,    // crews, hours
    RANDOM_KINDS = 8,     // assembly, splits, batches, scrap
    RANDOM_LIMITS = 16,   // cards
    RANDOM_BLOCKING = 32, // before service
    RANDOM_DWELL = 64,    // transfer, least and longest dwell, contents
    RANDOM_FORKS = 128,   // shares, by variant, whoever is first
} random_plant_flags;

typedef struct random_plant {
    uint64_t state;
    int flags;
    int n_stations;
    int n_extra; // buffers wider by so many places
    int n_batch; // places that the station before asks of what follows it; 0: none
    bool has_people;
    size_t n;
    char text[RANDOM_PLANT_BYTES];
} random_plant;

// SplitMix64: Steele, Lea and Flood 2014.
static inline uint64_t random_next(random_plant *r)
{
    uint64_t z = (r->state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static inline int random_below(random_plant *r, int n)
{
    return (int)(random_next(r) % (uint64_t)n);
}

static inline bool random_chance(random_plant *r, int percent)
{
    return random_below(r, 100) < percent;
}

static inline bool random_may(random_plant *r, int flag, int percent)
{
    return (r->flags & flag) && random_chance(r, percent);
}

__attribute__((format(printf, 2, 3))) static inline void random_say(random_plant *r,
                                                                    const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(r->text + r->n, sizeof r->text - r->n, fmt, args);
    va_end(args);
    ck_assert_int_ge(n, 0);
    r->n += (size_t)n;
    ck_assert_uint_lt(r->n, sizeof r->text);
}

static inline void random_say_time(random_plant *r, int mean_s)
{
    switch (random_below(r, 6)) {
    case 0:
        random_say(r, "%d s", mean_s);
        break;
    case 1:
        random_say(r, "exponential(%d s)", mean_s);
        break;
    case 2:
        random_say(r, "\"table(%d s: 50 %%, %d s: 50 %%)\"", mean_s - mean_s / 2,
                   mean_s + mean_s / 2);
        break;
    case 3:
        random_say(r, "\"list(%d s, %d s, %d s)\"", mean_s / 2, mean_s, 2 * mean_s);
        break;
    case 4:
        random_say(r, "uniform(%d s, %d s)", mean_s / 2, mean_s + mean_s / 2);
        break;
    default:
        random_say(r, "%d s", mean_s / 2 + 1);
        break;
    }
}

static inline void random_say_crew(random_plant *r)
{
    if (r->has_people) {
        static const char *const calls[] = {"{anna: 1}", "{bert: 1}", "{skill: 1}",
                                            "{anna: 1, bert: 1}", "{skill: 2}"};
        random_say(r, ", crew: %s", calls[random_below(r, 5)]);
    }
}

// ---- a station

static inline void random_say_failures(random_plant *r, int i)
{
    int n = 1 + random_below(r, 2);
    random_say(r, "      fails:\n");
    for (int k = 0; k < n; k++) {
        static const char *const fates[] = {"resume", "restart", "scrap"};
        const char *fate = fates[random_below(r, 3)];
        random_say(r, "        - {name: f%d-%d, part: %s, ", i, k, fate);
        if (random_chance(r, 30)) {
            random_say(r, "by: parts, after: %d, repair: ", 3 + random_below(r, 9));
        } else {
            // Not a fixed time: longer work would be restarted for ever.
            random_say(r, "by: %s, after: exponential(200 s), repair: ",
                       random_chance(r, 50) ? "work" : "calendar");
        }
        random_say_time(r, 20);
        if (random_may(r, RANDOM_PEOPLE, 50)) {
            random_say_crew(r);
        }
        random_say(r, "}\n");
    }
}

static inline void random_say_maintenance(random_plant *r)
{
    random_say(r, "      maintain: {takes: 15 s, renews: %s, counts-from: %s, ",
               random_chance(r, 50) ? "yes" : "no",
               random_chance(r, 50) ? "repair" : "maintenance");
    switch (random_below(r, 3)) {
    case 0:
        random_say(r, "by: work, every: 100 s");
        break;
    case 1:
        random_say(r, "by: calendar, every: exponential(300 s)");
        break;
    default:
        random_say(r, "by: parts, every: 10");
        break;
    }
    if (random_may(r, RANDOM_PEOPLE, 40)) {
        random_say_crew(r);
    }
    random_say(r, "}\n");
}

static inline void random_say_changeover(random_plant *r)
{
    static const char *const on[] = {"on: variant", "on: family", "on: kind",
                                     "every: 7 parts, warm-up: 2 parts"};
    random_say(r, "      changeover: {%s, takes: ", on[random_below(r, 4)]);
    random_say_time(r, 8);
    if (random_may(r, RANDOM_PEOPLE, 40)) {
        random_say_crew(r);
    }
    random_say(r, "}\n");
}

// False when the station takes one part after the other.
static inline bool random_say_queue(random_plant *r, bool *families)
{
    random_say(r, "      queue: {holds: %d", 1 + random_below(r, 4) + r->n_extra);
    bool may_batch = true;
    switch (random_below(r, 6)) {
    case 0:
        random_say(r, ", order: lifo");
        break;
    case 1:
        random_say(r, ", order: priority");
        break;
    case 2:
        random_say(r, ", order: priority, preempt: %s",
                   random_chance(r, 50) ? "resume" : "restart");
        may_batch = false;
        break;
    case 3:
        random_say(r, ", order: shortest");
        break;
    case 4:
        random_say(r, ", order: family, service: %s, cycles-when-empty: %s",
                   random_chance(r, 50) ? "gated" : "exhaustive",
                   random_chance(r, 30) ? "yes" : "no");
        *families = true;
        may_batch = false;
        break;
    default:
        break;
    }
    random_say(r, "%s}\n", random_chance(r, 20) ? ", when-full: lose" : "");
    return may_batch;
}

static inline void random_say_care(random_plant *r, int i, bool families)
{
    if (families) {
        random_say(r, "      changeover: {on: family, takes: 5 s}\n");
    } else if (random_may(r, RANDOM_STOPS, 30)) {
        random_say_changeover(r);
    }
    if (random_may(r, RANDOM_STOPS, 50)) {
        random_say_failures(r, i);
    }
    if (random_may(r, RANDOM_STOPS, 25)) {
        random_say_maintenance(r);
    }
    if (random_may(r, RANDOM_PEOPLE, 40)) {
        static const char *const calls[] = {"{anna: 1}", "{bert: 1}", "{skill: 1}",
                                            "{anna: 1, bert: 1}"};
        random_say(r, "      crew: %s\n", calls[random_below(r, 4)]);
    }
    if (random_may(r, RANDOM_PEOPLE, 20)) {
        random_say(r, "      load: {time: 3 s, crew: {anna: 1}}\n");
    }
    if (random_may(r, RANDOM_PEOPLE, 25)) {
        random_say(r, "      calendar: hours\n");
    }
}

// is_forked: several ways or pieces come behind it.
static inline void random_say_station(random_plant *r, int i, bool is_forked)
{
    bool is_plain = r->flags == RANDOM_PLAIN;
    random_say(r, "    - station: s%d\n      time: ", i);
    if (is_plain && i % 2 == 1) {
        random_say(r, "{a: uniform(2 s, 9 s), b: 7 s, c: exponential(5 s)}");
    } else {
        random_say_time(r, 4 + random_below(r, 12));
    }
    random_say(r, "\n");
    if (is_plain && random_chance(r, 50)) {
        random_say(r, "      fails: {after: exponential(100 s), repair: exponential(9 s)}\n");
    }
    bool families = false;
    r->n_batch = 0;
    bool may_batch = !random_may(r, RANDOM_QUEUES, 35) || random_say_queue(r, &families);
    if (may_batch && random_may(r, RANDOM_KINDS, 20)) {
        int most = 2 + random_below(r, 3);
        r->n_batch = most;
        random_say(r, "      batch: {least: %d, most: %d, wait: %d s}\n",
                   1 + random_below(r, most), most, 10 + random_below(r, 30));
    }
    if (!families && random_may(r, RANDOM_QUEUES, 30)) {
        random_say(r, "      machines: %d\n", 2 + random_below(r, 3));
    }
    random_say_care(r, i, families);
    if (random_may(r, RANDOM_KINDS, 20)) {
        random_say(r, "      scrap: 7 %%\n      defects: 5 %%\n");
    }
    if (random_may(r, RANDOM_BLOCKING, 50) && (r->n_batch == 0 || !is_forked)) {
        random_say(r, "      blocking: before\n");
    } else {
        r->n_batch = 0;
    }
    if (random_may(r, RANDOM_KINDS, 10)) {
        random_say(r, "      learns: {start: 1.6, from: 10 parts, ratio: 84 %%, what: [time, "
                      "scrap, failures]}\n");
    }
}

// ---- a buffer

static inline void random_say_buffer(random_plant *r, int i)
{
    static const char *const orders[] = {"fifo", "fifo", "lifo", "priority"};
    int holds = r->n_batch + 1 + random_below(r, 5);
    random_say(r, "    - {buffer: b%d, holds: %d", i, holds + r->n_extra);
    if (r->flags & RANDOM_QUEUES) {
        random_say(r, ", order: %s", orders[random_below(r, 4)]);
    }
    if (random_may(r, RANDOM_DWELL, 30)) {
        random_say(r, ", transfer: ");
        random_say_time(r, 6);
    }
    if (random_may(r, RANDOM_DWELL, 30)) {
        random_say(r, ", least: ");
        random_say_time(r, 8);
    }
    if (random_may(r, RANDOM_DWELL, 40)) {
        random_say(r, ", longest: %d s, then: scrap", 80 + random_below(r, 60));
    }
    if (random_may(r, RANDOM_DWELL, 30)) {
        random_say(r, ", starts-with: %d, starts-part: part", 1 + random_below(r, holds));
    }
    if (random_may(r, RANDOM_DWELL, 10)) {
        random_say(r, ", when-full: lose");
    }
    random_say(r, "}\n");
}

// ---- the whole

static inline void random_say_source(random_plant *r)
{
    random_say(r, "    - source: in\n      part: part\n");
    if (random_chance(r, 30)) {
        random_say(r, "      mix-rule: levelled\n");
    }
    if (random_may(r, RANDOM_QUEUES | RANDOM_DWELL, 50)) {
        static const char *const full[] = {"block", "lose", "pause"};
        random_say(r, "      every: ");
        random_say_time(r, 6 + random_below(r, 8));
        random_say(r, "\n      when-full: %s\n", full[random_below(r, 3)]);
        if (random_chance(r, 30)) {
            random_say(r, "      batch: \"geometric(0.4)\"\n");
        }
    }
    if (random_chance(r, 20)) {
        random_say(r, "      limit: 300\n");
    }
}

static inline void random_say_fork(random_plant *r, int i)
{
    char way[80];
    switch (random_below(r, 3)) {
    case 0:
        snprintf(way, sizeof way, "{l%d: 30 %%, r%d: rest}", i, i);
        break;
    case 1:
        snprintf(way, sizeof way, "[l%d, r%d]", i, i);
        break;
    default:
        snprintf(way, sizeof way, "{by: variant, a: l%d, other: r%d}", i, i);
        break;
    }
    if (random_chance(r, 50)) {
        random_say(r, "    - {buffer: f%d, holds: 3, to: %s}\n", i, way);
    } else {
        random_say(r, "    - {station: f%d, time: 3 s, to: %s}\n", i, way);
    }
    for (int k = 0; k < 2; k++) {
        const char *side = k == 0 ? "l" : "r";
        if (random_chance(r, 40)) {
            random_say(r, "    - {buffer: %s%d, holds: %d, to: m%d}\n", side, i,
                       1 + random_below(r, 3), i);
        } else {
            random_say(r, "    - {station: %s%d, time: %d s, to: m%d}\n", side, i,
                       3 + random_below(r, 9), i);
        }
    }
    if (random_chance(r, 50)) {
        random_say(r, "    - {station: m%d, time: 4 s}\n", i);
    } else {
        random_say(r, "    - {station: m%d, time: 4 s, queue: 2}\n", i);
    }
}

static inline void random_say_join(random_plant *r)
{
    random_say(r,
               "    - {station: cut, time: 6 s, splits: {half: 2, rib: 1}, to: {by: variant, "
               "half: halves, rib: ribs}}\n"
               "    - {buffer: halves, holds: 6, to: stack}\n"
               "    - {buffer: ribs, holds: 4, to: stack}\n"
               "    - {station: stack, time: 5 s, needs: {half: 2, rib: 1}, makes: part%s}\n",
               random_chance(r, 50) ? ", same: parent" : "");
}

static inline void random_say_people(random_plant *r)
{
    if (r->has_people) {
        random_say(r,
                   "crews:\n"
                   "  anna: {people: %d, skills: [skill]%s}\n"
                   "  bert: {people: %d, skills: [skill], calendar: hours}\n",
                   2 + random_below(r, 2), random_chance(r, 50) ? ", calendar: night" : "",
                   2 + random_below(r, 2));
        random_say(r,
                   "calendars:\n"
                   "  hours: {days: mon-sun, shifts: {x: {from: 00:00, to: 00:40, breaks: "
                   "[{at: 00:10, for: 5 min}]}, y: {from: 00:45, to: 12:00}}}\n"
                   "  night: {days: mon-sun, shifts: {x: {from: 00:05, to: 01:00}, y: {from: "
                   "01:00, to: 20:00}}}\n");
    }
}

// Model number i with these flags. n_extra: so many more places everywhere.
static inline void random_plant_make(random_plant *r, int i, int flags, int n_extra)
{
    *r = (random_plant){.state = (uint64_t)i * 1000 + (uint64_t)flags, .flags = flags};
    r->n_extra = n_extra;
    r->n_stations = 2 + random_below(r, 4);
    r->has_people = flags & RANDOM_PEOPLE;
    random_say(r, "gemba: 1\nclock: {run: 1 d, horizon: terminating}\n"
                  "parts: {part: {variants: {a: {share: 50 %%, priority: 2, family: x}, "
                  "b: {share: 30 %%, priority: 1, family: y}, "
                  "c: {share: 20 %%, priority: 3, family: x}}}}\n"
                  "plant:\n  line:\n");
    random_say_source(r);
    int fork_at = random_may(r, RANDOM_FORKS, 100) ? random_below(r, r->n_stations) : -1;
    int join_at = random_may(r, RANDOM_KINDS, 30) ? random_below(r, r->n_stations) : -1;
    for (int k = 0; k < r->n_stations; k++) {
        random_say_station(r, k, k == fork_at || k == join_at);
        if (k == fork_at) {
            random_say_fork(r, k);
        }
        if (k == join_at) {
            random_say_join(r);
        }
        if (k + 1 < r->n_stations && (r->n_batch > 0 || random_chance(r, 75))) {
            random_say_buffer(r, k);
        }
    }
    random_say(r, "    - {sink: out}\n");
    if (flags & RANDOM_LIMITS) {
        int first = random_below(r, r->n_stations);
        int last = first + random_below(r, r->n_stations - first);
        last = join_at >= first && join_at < last ? join_at : last; // no cutting within it
        random_say(r, "limits:\n  - {name: cards, over: [s%d, s%d], at-most: %d%s}\n", first,
                   last, 4 + random_below(r, 6), random_chance(r, 40) ? ", returns: 7 s" : "");
    }
    random_say_people(r);
}

#endif
