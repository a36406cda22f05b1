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
} random_line_flags;

typedef struct random_line {
    uint64_t state;
    int flags;
    double run_s;
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
    if (n > 0) {
        random_line_say(r, "      fails:\n");
    }
    for (int i = 0; i < n; i++) {
        random_line_say(r, "        - {name: f%d, after: ", i);
        random_line_law(r, 20 + random_line_below(r, 300));
        random_line_say(r, ", by: %s, repair: ", by[random_line_below(r, 2)]);
        random_line_law(r, 5 + random_line_below(r, 60));
        random_line_say(r, "%s}\n", random_line_below(r, 3) ? "" : ", part: restart");
    }
}

static inline void random_line_station(random_line *r, int i, bool has_place)
{
    random_line_say(r, "    - station: s%d\n      time: ", i);
    random_line_law(r, 4 + random_line_below(r, 12));
    random_line_say(r, "\n");
    random_line_failures(r);
    if (has_place && r->flags & RANDOM_LINE_HOURS && random_line_below(r, 2)) {
        random_line_say(r, "      calendar: day\n");
    }
}

static inline void random_line_make(random_line *r, int number, int flags)
{
    *r = (random_line){.state = (uint64_t)number * 7919 + (uint64_t)flags * 104729 + 1,
                       .flags = flags};
    int n = 1 + random_line_below(r, 7);
    bool arrives = flags & RANDOM_LINE_ARRIVALS && random_line_below(r, 3) > 0;
    r->run_s = flags & RANDOM_LINE_HOURS ? 8000.0 : 3000.0;
    random_line_say(r, "gemba: 1\nclock: {run: %g s, warm-up: none, replications: 1}\n",
                    r->run_s);
    if (flags & RANDOM_LINE_HOURS) {
        random_line_say(r, "calendars:\n  day:\n    shifts:\n"
                           "      a: {from: \"00:10\", to: \"00:50\", breaks: [{at: "
                           "\"00:20\", for: 5 min}]}\n"
                           "      b: {from: \"01:10\", to: \"02:00\"}\n");
    }
    random_line_say(r, "plant:\n  line:\n    - source: in\n");
    if (arrives) {
        random_line_say(r, "      every: ");
        random_line_law(r, 8 + random_line_below(r, 20));
        random_line_say(r, "\n    - {buffer: b0, holds: unlimited}\n");
    }
    for (int i = 0; i < n; i++) {
        bool has_place = i == 0 || random_line_below(r, 4) > 0;
        if (i > 0 && has_place && random_line_below(r, 8) == 0) {
            random_line_say(r, "    - {buffer: b%d, holds: unlimited}\n", i);
        } else if (i > 0 && has_place) {
            random_line_say(r, "    - {buffer: b%d, holds: %d}\n", i,
                            1 + random_line_below(r, 6));
        }
        random_line_station(r, i, has_place);
    }
    random_line_say(r, "    - sink: out\n");
}

#endif
