// SPDX-License-Identifier: MIT

#define _GNU_SOURCE // getopt_long

#include "app/options.h"

#include "app/verbs.h"
#include "core/text.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPT_SCENARIO = 256,
    OPT_SET,
    OPT_JSON,
    OPT_STRICT,
    OPT_SEED,
    OPT_TRACE,
    OPT_RESOLVED,
    OPT_MEASURES,
    OPT_REFERENCE
};

static const struct option longs[] = {
    {"scenario", required_argument, NULL, OPT_SCENARIO},
    {"set", required_argument, NULL, OPT_SET},
    {"replications", required_argument, NULL, 'r'},
    {"threads", required_argument, NULL, 't'},
    {"seed", required_argument, NULL, OPT_SEED},
    {"trace", required_argument, NULL, OPT_TRACE},
    {"json", no_argument, NULL, OPT_JSON},
    {"strict", no_argument, NULL, OPT_STRICT},
    {"quiet", no_argument, NULL, 'q'},
    {"resolved", no_argument, NULL, OPT_RESOLVED},
    {"measures", no_argument, NULL, OPT_MEASURES},
    {"reference", no_argument, NULL, OPT_REFERENCE},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {NULL, 0, NULL, 0},
};

static bool read_number(const char *name, int64_t least, int64_t most, int64_t *out)
{
    char *end;
    errno = 0;
    long long value = strtoll(optarg, &end, 10);
    if (errno || *end || end == optarg || value < least || value > most) {
        fprintf(stderr, "gemba: --%s takes a whole number from %lld to %lld, got '%s'\n", name,
                (long long)least, (long long)most, optarg);
        return false;
    }
    *out = value;
    return true;
}

static bool take(int code, gm_options *o)
{
    int64_t number = 0;
    switch (code) {
    case OPT_SCENARIO:
        o->scenario = optarg;
        return true;
    case OPT_SET:
        if (o->n_sets == GM_MOST_SETS) {
            fprintf(stderr, "gemba: at most %d times --set\n", GM_MOST_SETS);
            return false;
        }
        o->sets[o->n_sets++] = optarg;
        return true;
    case 'r':
        if (!read_number("replications", 1, 100000, &number)) {
            return false;
        }
        o->replications = (int32_t)number;
        return true;
    case 't':
        if (!read_number("threads", 1, 1024, &number)) {
            return false;
        }
        o->threads = (int32_t)number;
        return true;
    case OPT_SEED:
        return read_number("seed", 0, UINT32_MAX, &o->seed);
    case OPT_TRACE:
        o->trace = optarg;
        return true;
    default:
        break;
    }
    o->json |= code == OPT_JSON;
    o->strict |= code == OPT_STRICT;
    o->quiet |= code == 'q';
    o->resolved |= code == OPT_RESOLVED;
    o->measures |= code == OPT_MEASURES;
    o->reference |= code == OPT_REFERENCE;
    o->help |= code == 'h';
    o->version |= code == 'V';
    return true;
}

// What getopt could not read, with the nearest option that there is.
static void explain(const char *word, bool lacks_value)
{
    const char *names[sizeof longs / sizeof *longs];
    int n = 0;
    for (; longs[n].name; n++) {
        names[n] = longs[n].name;
    }
    if (lacks_value) {
        fprintf(stderr, "gemba: %s needs a value\n", word);
        return;
    }
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word, "="), word);
    const char *near = strncmp(name, "--", 2) == 0 ? gm_text_nearest(name + 2, names, n) : NULL;
    fprintf(stderr, "gemba: unknown option '%s'", name);
    if (near) {
        fprintf(stderr, "; did you mean '--%s'?", near);
    }
    fputs("\nSee `gemba --help`.\n", stderr);
}

bool gm_options_read(int argc, char **argv, gm_options *o)
{
    *o = (gm_options){.seed = -1};
    opterr = 0;
    int code;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): before any thread
    while ((code = getopt_long(argc, argv, ":hqVr:t:", longs, NULL)) != -1) {
        if (code == '?' || code == ':') {
            explain(argv[optind - 1], code == ':');
            return false;
        }
        if (!take(code, o)) {
            return false;
        }
    }
    for (int i = optind; i < argc; i++) {
        if (!o->verb) {
            o->verb = argv[i];
        } else if (!o->file) {
            o->file = argv[i];
        } else {
            fprintf(stderr, "gemba: one model file at a time, got '%s' and '%s'\n", o->file,
                    argv[i]);
            return false;
        }
    }
    return true;
}
