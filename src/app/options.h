// SPDX-License-Identifier: MIT
//
// The words of a command line, the same for every verb.

#ifndef GM_APP_OPTIONS_H
#define GM_APP_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#define GM_MOST_SETS 256

typedef struct gm_options {
    const char *verb;
    const char *file; // model file, NULL when there is none
    const char *scenario;
    const char *sets[GM_MOST_SETS];
    int n_sets;
    int32_t replications; // 0: as the model says
    int32_t threads;      // 0: one per processor
    int64_t seed;         // -1: as the model says
    const char *trace;    // CSV of departures of the first replication
    bool json;
    bool strict;
    bool quiet;
    bool resolved;
    bool measures;
    bool reference;
    bool help;
    bool version;
} gm_options;

// Reads argv[1..]. False after a message on stderr.
bool gm_options_read(int argc, char **argv, gm_options *options);

#endif
