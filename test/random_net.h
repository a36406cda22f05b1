// SPDX-License-Identifier: MIT
//
// Random models in which parts come together, part and are scrapped, as text: the same text for the
// same number. Stations and places are those of random_line.h.

#ifndef GM_TEST_RANDOM_NET_H
#define GM_TEST_RANDOM_NET_H

#include "random_line.h"

typedef enum random_net_shape {
    RANDOM_NET_SCRAP,    // a chain whose stations scrap
    RANDOM_NET_BATCHES,  // and take batches
    RANDOM_NET_ASSEMBLY, // branches that meet
    RANDOM_NET_PARTING,  // a part is cut up, its pieces go their ways
    RANDOM_NET_DOORS,    // no places: hours and maintenance hold up whoever stands before
    RANDOM_NET_DIAMOND,  // cut up, and joined again
    RANDOM_NET_TIGHT,    // the same, and one way fills up while the other runs dry
    RANDOM_NET_SHAPES
} random_net_shape;

static inline void random_net_work(random_line *r, bool scraps, bool with_care)
{
    random_line_say(r, "      time: ");
    random_line_law(r, 4 + random_line_below(r, 12));
    random_line_say(r, "\n");
    if (scraps && !r->keeps_all && random_line_below(r, 2)) {
        random_line_say(r, "      scrap: %d %%\n", 1 + random_line_below(r, 20));
    }
    random_line_failures(r);
    if (with_care) {
        random_line_care(r, true);
        if (r->flags & RANDOM_LINE_HOURS && random_line_below(r, 2)) {
            random_line_say(r, "      calendar: day\n");
        }
    }
}

// Several machines, which may fail by work.
static inline void random_net_bank(random_line *r)
{
    random_line_say(r, "      machines: %d\n      time: ", 2 + random_line_below(r, 3));
    random_line_law(r, 4 + random_line_below(r, 36));
    random_line_say(r, "\n");
    if (!r->keeps_all && random_line_below(r, 2)) {
        random_line_say(r, "      scrap: %d %%\n", 1 + random_line_below(r, 20));
    }
    if (random_line_below(r, 4) == 0) {
        random_line_say(r, "      queue: {holds: %d}\n", 1 + random_line_below(r, 5));
    }
    int n = r->flags & RANDOM_LINE_FAILURES ? random_line_below(r, 3) : 0;
    random_line_say(r, n > 0 ? "      fails:\n" : "");
    for (int i = 0; i < n; i++) {
        random_line_say(r, "        - {name: f%d, after: ", i);
        random_line_law(r, 20 + random_line_below(r, 300));
        random_line_say(r, ", by: work, repair: ");
        random_line_law(r, 5 + random_line_below(r, 60));
        random_line_say(r, "%s}\n", random_line_below(r, 3) ? "" : ", part: restart");
    }
}

static inline void random_net_machines(random_line *r, bool scraps)
{
    if (r->flags & RANDOM_LINE_BANKS && random_line_below(r, 2)) {
        random_net_bank(r);
    } else {
        random_net_work(r, scraps, true);
    }
}

// A station, and the place behind it, that leads on to `to`; "": to the next step of the file.
static inline void random_net_stretch(random_line *r, const char *name, int i, const char *to)
{
    bool has_place = random_line_below(r, 4) > 0;
    random_line_say(r, "    - station: %s%d\n", name, i);
    random_net_machines(r, true);
    if (!has_place && to[0]) {
        random_line_say(r, "      to: %s\n", to);
    }
    if (has_place) {
        random_line_say(r, "    - {buffer: %sb%d, holds: %d", name, i,
                        3 + random_line_below(r, 5));
        random_line_say(r, random_line_below(r, 4) ? "" : ", transfer: 3.5 s");
        random_line_say(r, to[0] ? ", to: %s}\n" : "}\n", to);
    }
}

static inline void random_net_source(random_line *r, const char *name, const char *part)
{
    random_line_say(r, "    - source: %s\n      part: %s\n", name, part);
    bool arrives = random_line_below(r, 2);
    if (arrives) {
        random_line_say(r, "      every: ");
        random_line_law(r, 8 + random_line_below(r, 10));
        random_line_say(r, "\n");
    }
    if (random_line_below(r, 4) == 0) {
        random_line_say(r, "      limit: %d\n", 20 + random_line_below(r, 200));
    }
    if (random_line_below(r, 2)) {
        bool is_endless = arrives && random_line_below(r, 2);
        random_line_say(r, "    - {buffer: first-%s, holds: ", name);
        random_line_say(r, is_endless ? "unlimited}\n" : "%d}\n", 3 + random_line_below(r, 4));
    }
}

static inline void random_net_chain(random_line *r, random_net_shape shape)
{
    int n = 2 + random_line_below(r, 4);
    random_line_say(r, "  line:\n");
    random_net_source(r, "in", "body");
    for (int i = 0; i < n; i++) {
        bool is_batch = shape == RANDOM_NET_BATCHES && random_line_below(r, 2);
        if (is_batch) {
            random_line_say(r, "    - {buffer: wait%d, holds: %d}\n", i,
                            3 + random_line_below(r, 4));
            random_line_say(r, "    - station: s%d\n      batch: %d\n", i,
                            2 + random_line_below(r, 2));
            random_line_say(r, "      time: ");
            random_line_law(r, 10 + random_line_below(r, 12));
            random_line_say(r, "\n");
            random_line_failures(r);
            random_line_say(r, random_line_below(r, 2) ? "      scrap: 7 %%\n" : "");
        } else if (shape == RANDOM_NET_DOORS) {
            random_line_say(r, "    - station: s%d\n", i);
            random_net_machines(r, false);
        } else {
            random_net_stretch(r, "s", i, "");
        }
    }
    random_line_say(r, "    - sink: out\n");
}

// Stations of a branch, the last of which gives to `to`: from a place of so many parts, where it
// has one.
static inline void random_net_stretches(random_line *r, const char *name, int places,
                                        const char *to)
{
    int n = 1 + random_line_below(r, 2);
    for (int i = 0; i + 1 < n; i++) {
        random_net_stretch(r, name, i, "");
    }
    random_line_say(r, "    - station: %s%d\n", name, n - 1);
    random_net_machines(r, true);
    if (places > 0) {
        random_line_say(r, "    - {buffer: %s-end, holds: %d, to: %s}\n", name, places, to);
    } else {
        random_line_say(r, "      to: %s\n", to);
    }
}

static inline void random_net_branch(random_line *r, const char *name, const char *part,
                                     int places)
{
    char source[16];
    snprintf(source, sizeof source, "in-%s", name);
    random_line_say(r, "  %s:\n", name);
    random_net_source(r, source, part);
    random_net_stretches(r, name, places, "join");
}

static inline void random_net_join(random_line *r, const char *const *parts, const int *counts,
                                   int n)
{
    random_line_say(r, "  final:\n    - station: join\n      needs: {");
    for (int i = 0; i < n; i++) {
        random_line_say(r, "%s%s: %d", i > 0 ? ", " : "", parts[i], counts[i]);
    }
    random_line_say(r, "}\n");
    random_net_work(r, true, true);
    random_net_stretch(r, "z", 0, "");
    random_line_say(r, "    - sink: out\n");
}

static inline void random_net_assembly(random_line *r)
{
    static const char *const names[] = {"a", "b", "c"};
    static const char *const parts[] = {"body", "pack", "axle"};
    int n = 2 + random_line_below(r, 2);
    int counts[3];
    for (int i = 0; i < n; i++) {
        counts[i] = 1 + (random_line_below(r, 3) == 0 ? random_line_below(r, 3) : 0);
        bool has_place = counts[i] > 1 || random_line_below(r, 3) > 0;
        random_net_branch(r, names[i], parts[i],
                          has_place ? counts[i] + random_line_below(r, 3) : 0);
    }
    random_net_join(r, parts, counts, n);
}

// Pieces of two kinds go their ways, each out of the plant or together again.
static inline void random_net_parting(random_line *r, bool meets, bool is_tight)
{
    static const char *const parts[] = {"pack", "axle"};
    int counts[2] = {1 + random_line_below(r, is_tight ? 1 : 3),
                     1 + random_line_below(r, is_tight ? 1 : 2)};
    r->keeps_all = is_tight;
    random_line_say(r, "  line:\n");
    random_net_source(r, "in", "body");
    random_net_stretch(r, "s", 0, "");
    random_line_say(r, "    - station: cut\n      splits: {pack: %d, axle: %d}\n", counts[0],
                    counts[1]);
    random_net_work(r, true, true);
    random_line_say(r, "      to: {by: kind, pack: %s, axle: %s}\n", meets ? "a-first" : "a0",
                    meets ? "b-first" : "b0");
    for (int i = 0; i < 2; i++) {
        const char *name = i == 0 ? "a" : "b";
        random_line_say(r, "  %s:\n", name);
        if (meets) { // else the first piece of one kind could wait for the last of the other
            random_line_say(r,
                            is_tight ? "    - {buffer: %s-first, holds: 1}\n"
                                     : "    - {buffer: %s-first, holds: unlimited}\n",
                            name);
        }
        random_net_stretches(r, name, meets ? counts[i] + random_line_below(r, 3) : 0,
                             meets ? "join" : "out");
    }
    if (meets) {
        random_net_join(r, parts, counts, 2);
    } else {
        random_line_say(r, "  rest:\n    - sink: out\n");
    }
}

static inline void random_net_make(random_line *r, int number, int flags,
                                   random_net_shape shape)
{
    *r = (random_line){.state = (uint64_t)number * 7919 + (uint64_t)flags * 104729 +
                                (uint64_t)shape * 15485863 + 1,
                       .flags = flags};
    r->run_s = flags & RANDOM_LINE_HOURS ? 8000.0 : 3000.0;
    random_line_head(r);
    if (!(flags & RANDOM_LINE_VARIANTS)) {
        random_line_say(r, "parts: {body: {}, pack: {}, axle: {}, sheet: {}}\n");
    }
    random_line_say(r, "plant:\n");
    if (shape == RANDOM_NET_ASSEMBLY) {
        random_net_assembly(r);
    } else if (shape == RANDOM_NET_PARTING || shape == RANDOM_NET_DIAMOND ||
               shape == RANDOM_NET_TIGHT) {
        random_net_parting(r, shape != RANDOM_NET_PARTING, shape == RANDOM_NET_TIGHT);
    } else {
        random_net_chain(r, shape);
    }
}

#endif
