// SPDX-License-Identifier: MIT
//
// The words of a command line, from one table: what may be given, to which verb, and its help.

#ifndef GM_APP_OPTIONS_H
#define GM_APP_OPTIONS_H

#include "study/replicate.h"

#define GM_MOST_SETS    256
#define GM_MOST_WHERES  16
#define GM_MOST_VARIES  64
#define GM_MOST_CHOOSES 64

// Verbs as bits.
enum {
    GM_VERB_RUN = 1,
    GM_VERB_WHY = 2,
    GM_VERB_CHECK = 4,
    GM_VERB_SHOW = 8,
    GM_VERB_SCHEMA = 16,
    GM_VERB_BALANCE = 32,
    GM_VERB_COMPARE = 64,
    GM_VERB_SEQUENCE = 128,
    GM_VERB_REPORT = 256,
    GM_VERB_FIT = 512,
    GM_VERB_IMPORT = 1024,
    GM_VERB_SWEEP = 2048,
    GM_VERB_OPTIMIZE = 4096,
    GM_VERB_CELL = 8192,
    GM_VERB_CAR = 16384
};

typedef struct gm_option_row {
    const char *name;
    const char *value; // NULL: takes none
    char letter;       // '\0': none
    unsigned verbs;    // that take it
    const char *says;
} gm_option_row;

extern const gm_option_row gm_option_rows[]; // ended by a row without name

typedef struct gm_options {
    const char *verb;
    const char *file;  // model file or table, NULL when there is none
    const char *file2; // the second of a comparison
    const char *scenario;
    const char *sets[GM_MOST_SETS];
    int n_sets;
    int32_t replications; // 0: as the model says
    int32_t threads;      // 0: one per processor
    gm_engine engine;
    int64_t seed;         // -1: as the model says
    int32_t draws;        // of a cell, -1: not said
    const char *takt;     // of a balance, several with commas between
    int32_t people;       // of a balance, 0: as many as the takt needs
    const char *trace;    // CSV of departures of the first replication
    const char *output;   // file of a report; NULL: chosen, "-": standard output
    const char *day;      // that the Gantt of a report shows, NULL: chosen
    const char *stations; // that it shows, with commas between; NULL: those needed most
    const char *figure;   // of a report, alone as SVG; NULL: the page
    const char *log;      // CSV of the visits of the first replication
    const char *column;   // of a fit
    const char *table;    // of a database
    const char *dates;    // how a log writes dates with slashes
    const char *unit;     // of plain numbers
    const char *law;      // to fit, NULL: the best
    const char *by;       // column of causes
    const char *ended;    // column of yes and no
    const char *least;    // values below are left out
    const char *most;
    const char *wheres[GM_MOST_WHERES]; // "column=text"
    int n_wheres;
    const char *varies[GM_MOST_VARIES]; // "path=values"
    int n_varies;
    const char *asked[GM_MOST_VARIES]; // measures of a sweep
    int n_asked;
    int32_t points;     // of a sweep, 0: all combinations
    const char *design; // of these points, or NULL
    const char *csv;
    int argc;          // as it was called
    char *const *argv; // options first, then from first_word on the words
    int first_word;
    int32_t places;                       // to share between stores, 0: none
    const char *buffers;                  // that share them, NULL: all
    const char *chooses[GM_MOST_CHOOSES]; // "path=values"
    int n_chooses;
    const char *costs[GM_MOST_CHOOSES]; // "path=amount"
    int n_costs;
    const char *spend;    // at most
    const char *reach;    // value of the measure
    const char *maximize; // measure
    const char *minimize;
    const char *delta; // difference that does not matter
    const char *svg;   // file of a plot
    const char *bpx;   // file that a cell is written to
    const char *only;  // of the charges and experiments of a cell, NULL: all
    const char *write; // model that the law goes into
    const char *at;    // path in it
    bool json;
    bool fit; // of a cell: its `fits:`
    bool strict;
    bool quiet;
    bool gradients; // differences are made whatever they cost
    bool resolved;
    bool measures;
    bool resume;
    bool reference;
    bool wants_series;  // a verb that needs one
    bool all_scenarios; // a verb that looks for faults in all of them
    bool only_tasks;    // a verb that balances lines itself: no twin
    bool help;
    bool version;
    uint64_t given; // bit i: row i of the table was given
} gm_options;

// Reads argv[1..]. False after a message on stderr.
bool gm_options_read(int argc, char **argv, gm_options *options);

// Whether a verb takes all that was given. False after a message on stderr.
bool gm_options_fit(const gm_options *options, unsigned verb);

#endif
