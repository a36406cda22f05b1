// SPDX-License-Identifier: MIT

#define _GNU_SOURCE // getopt_long

#include "app/options.h"

#include "app/help.h"
#include "core/text.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Rows of the table, in its order.
enum {
    OPT_SCENARIO,
    OPT_SET,
    OPT_REPLICATIONS,
    OPT_THREADS,
    OPT_SEED,
    OPT_DRAWS,
    OPT_ENGINE,
    OPT_TRACE,
    OPT_TAKT,
    OPT_PEOPLE,
    OPT_OUTPUT,
    OPT_DAY,
    OPT_STATIONS,
    OPT_FIGURE,
    OPT_LOG,
    OPT_COLUMN,
    OPT_WHERE,
    OPT_UNIT,
    OPT_TABLE,
    OPT_DATES,
    OPT_LAW,
    OPT_BY,
    OPT_ENDED,
    OPT_LEAST,
    OPT_MOST,
    OPT_PLACES,
    OPT_BUFFERS,
    OPT_CHOOSE,
    OPT_COST,
    OPT_SPEND,
    OPT_REACH,
    OPT_MAXIMIZE,
    OPT_MINIMIZE,
    OPT_DELTA,
    OPT_SVG,
    OPT_BPX,
    OPT_ONLY,
    OPT_WRITE,
    OPT_AT,
    OPT_FIT,
    OPT_GRADIENTS,
    OPT_RESOLVED,
    OPT_MEASURES,
    OPT_REFERENCE,
    OPT_VARY,
    OPT_POINTS,
    OPT_DESIGN,
    OPT_MEASURE,
    OPT_CSV,
    OPT_RESUME,
    OPT_JSON,
    OPT_STRICT,
    OPT_QUIET,
    OPT_HELP,
    OPT_VERSION,
    N_OPTIONS
};

#define RUNS                                                                                   \
    (GM_VERB_RUN | GM_VERB_WHY | GM_VERB_COMPARE | GM_VERB_REPORT | GM_VERB_SWEEP |            \
     GM_VERB_OPTIMIZE)
#define MODELS                                                                                 \
    (RUNS | GM_VERB_CHECK | GM_VERB_SHOW | GM_VERB_BALANCE | GM_VERB_SEQUENCE | GM_VERB_CELL | \
     GM_VERB_CAR)
#define TABLES (GM_VERB_FIT | GM_VERB_IMPORT)
#define ALL    (MODELS | GM_VERB_SCHEMA | TABLES)
#define JSON   (ALL & ~(GM_VERB_REPORT | GM_VERB_IMPORT))

const gm_option_row gm_option_rows[] = {
    [OPT_SCENARIO] = {"scenario", "NAME", 0, MODELS, "apply a scenario of the model"},
    [OPT_SET] = {"set", "PATH=VALUE", 0, MODELS, "set a value, as often as needed"},
    [OPT_REPLICATIONS] = {"replications", "N", 'r', RUNS,
                          "how many; default as the model says"},
    [OPT_THREADS] = {"threads", "N", 't', RUNS | GM_VERB_CELL,
                     "default: one per processor; the answers are the same"},
    [OPT_SEED] = {"seed", "N", 0, RUNS | GM_VERB_SEQUENCE | GM_VERB_CELL, "another seed"},
    [OPT_DRAWS] = {"draws", "N", 0, GM_VERB_CELL,
                   "futures of what has a range; 200, with claims 400; 0: none"},
    [OPT_ENGINE] = {"engine", "WORD", 0, RUNS,
                    "`event` or `line`; default `auto`: the faster one that can"},
    [OPT_TRACE] = {"trace", "FILE", 0, GM_VERB_RUN,
                   "every departure of the first replication, as CSV"},
    [OPT_TAKT] = {"takt", "TIME,..", 0, GM_VERB_BALANCE,
                  "balance for other takts: \"65 s, 130 s\""},
    [OPT_PEOPLE] = {"people", "N", 0, GM_VERB_BALANCE,
                    "the shortest takt that so many on each line can keep"},
    [OPT_OUTPUT] = {"output", "FILE", 'o', GM_VERB_REPORT | GM_VERB_IMPORT | GM_VERB_SWEEP,
                    "where page, model or results go; `-`: standard output"},
    [OPT_DAY] = {"day", "DATE", 0, GM_VERB_REPORT,
                 "the day that the Gantt shows: 2029-05-14, or `3 d`"},
    [OPT_STATIONS] = {"stations", "NAME,..", 0, GM_VERB_REPORT, "the stations that it shows"},
    [OPT_FIGURE] = {"figure", "NAME", 0, GM_VERB_REPORT, "one figure alone, as SVG"},
    [OPT_LOG] = {"log", "FILE", 0, GM_VERB_RUN,
                 "every visit and stop of the first replication, as CSV"},
    [OPT_COLUMN] = {"column", "NAME", 0, GM_VERB_FIT, "the column that is fitted"},
    [OPT_WHERE] = {"where", "COLUMN=TEXT", 0, GM_VERB_FIT,
                   "only such rows, as often as needed"},
    [OPT_UNIT] = {"unit", "UNIT", 0, GM_VERB_FIT, "of plain numbers; else that in the head"},
    [OPT_TABLE] = {"table", "NAME", 0, TABLES, "of a database: a table, or a SELECT"},
    [OPT_DATES] = {"dates", "ORDER", 0, GM_VERB_IMPORT,
                   "of 3/4/2027: d/m/y or m/d/y, where the log does not tell"},
    [OPT_LAW] = {"law", "LAW", 0, GM_VERB_FIT,
                 "this law, `mix`, `empirical`, `replay`; else the best"},
    [OPT_BY] = {"by", "COLUMN", 0, GM_VERB_FIT, "a law for each cause in this column"},
    [OPT_ENDED] = {"ended", "COLUMN", 0, GM_VERB_FIT, "of yes and no: what has not ended"},
    [OPT_LEAST] = {"least", "TIME", 0, GM_VERB_FIT, "leave out what is below"},
    [OPT_MOST] = {"most", "TIME", 0, GM_VERB_FIT, "leave out what is above"},
    [OPT_SVG] = {"svg", "FILE", 0, GM_VERB_FIT | GM_VERB_SWEEP | GM_VERB_CELL,
                 "a plot: a fit, means over one parameter, a cell over time"},
    [OPT_ONLY] = {"only", "NAME", 0, GM_VERB_CELL, "this charge, experiment or fit alone"},
    [OPT_BPX] = {"bpx", "FILE", 0, GM_VERB_CELL,
                 "write the cell in Battery Parameter eXchange; `-`: standard output"},
    [OPT_PLACES] = {"places", "N", 0, GM_VERB_OPTIMIZE, "share so many places between stores"},
    [OPT_BUFFERS] = {"buffers", "NAME,..", 0, GM_VERB_OPTIMIZE, "only between these"},
    [OPT_CHOOSE] = {"choose", "PATH=VALUES", 0, GM_VERB_OPTIMIZE,
                    "what may vary: \"1..3\", \"60 s..50 s step 1 s\", \"2, 4, 8\""},
    [OPT_COST] = {"cost", "PATH=AMOUNT", 0, GM_VERB_OPTIMIZE,
                  "of each value more, or a list with one for each"},
    [OPT_SPEND] = {"spend", "AMOUNT", 0, GM_VERB_OPTIMIZE, "costs at most so much"},
    [OPT_REACH] = {"reach", "VALUE", 0, GM_VERB_OPTIMIZE,
                   "the cheapest that reaches it: \"100/h\""},
    [OPT_MAXIMIZE] = {"maximize", "MEASURE", 0, GM_VERB_OPTIMIZE,
                      "default: parts per h into the last sink"},
    [OPT_MINIMIZE] = {"minimize", "MEASURE", 0, GM_VERB_OPTIMIZE, "the same, as little"},
    [OPT_DELTA] = {"delta", "VALUE", 0, GM_VERB_OPTIMIZE,
                   "a difference that does not matter; default 0.5 %"},
    [OPT_WRITE] = {"write", "MODEL", 0, GM_VERB_FIT | GM_VERB_CELL,
                   "put the law, or with --fit the values, into this model file"},
    [OPT_AT] = {"at", "PATH", 0, GM_VERB_FIT, "the value that it replaces: plant.weld.time"},
    [OPT_FIT] = {"fit", NULL, 0, GM_VERB_CELL, "look for the values that its `fits:` ask for"},
    [OPT_GRADIENTS] = {"gradients", NULL, 0, GM_VERB_WHY | GM_VERB_REPORT,
                       "what one percent gives, with runs of either side"},
    [OPT_RESOLVED] = {"resolved", NULL, 0, GM_VERB_SHOW,
                      "all values that hold, and where each comes from"},
    [OPT_MEASURES] = {"measures", NULL, 0, GM_VERB_SHOW, "what claims can measure"},
    [OPT_REFERENCE] = {"reference", NULL, 0, GM_VERB_SCHEMA, "the language in words"},
    [OPT_VARY] = {"vary", "PATH=VALUES", 0, GM_VERB_SWEEP,
                  "values or ranges, as often as needed"},
    [OPT_POINTS] = {"points", "N", 0, GM_VERB_SWEEP, "draw so many; else all combinations"},
    [OPT_DESIGN] = {"design", "WORD", 0, GM_VERB_SWEEP, "how: `sobol`, the default, or `lhs`"},
    [OPT_MEASURE] = {"measure", "MEASURE", 0, GM_VERB_SWEEP,
                     "this one, as often as needed; else claims, output, stay, parts inside"},
    [OPT_CSV] = {"csv", "FILE", 0, GM_VERB_SWEEP, "a row for each point; `-`: standard output"},
    [OPT_RESUME] = {"resume", NULL, 0, GM_VERB_SWEEP, "go on with the file that is there"},
    [OPT_JSON] = {"json", NULL, 0, JSON, "JSON on standard output (docs/results.md)"},
    [OPT_STRICT] = {"strict", NULL, 0, GM_VERB_RUN,
                    "`cannot say` counts as a claim that fails"},
    [OPT_QUIET] = {"quiet", NULL, 'q', RUNS | GM_VERB_CELL, "no progress"},
    [OPT_HELP] = {"help", NULL, 'h', ALL, "help; behind a verb that of the verb"},
    [OPT_VERSION] = {"version", NULL, 'V', ALL, "the version of the program"},
    [N_OPTIONS] = {0},
};

#define CODE_OF_ROW 256 // getopt's code of row 0

static bool read_number(int row, int64_t least, int64_t most, int64_t *out)
{
    char *end;
    errno = 0;
    long long value = strtoll(optarg, &end, 10);
    if (errno || *end || end == optarg || value < least || value > most) {
        fprintf(stderr, "gemba: --%s takes a whole number from %lld to %lld, got '%s'\n",
                gm_option_rows[row].name, (long long)least, (long long)most, optarg);
        return false;
    }
    *out = value;
    return true;
}

static bool read_count(int row, int64_t most, int32_t *out)
{
    int64_t number = 0;
    bool ok = read_number(row, 1, most, &number);
    *out = (int32_t)number;
    return ok;
}

static bool read_draws(int row, int32_t *out)
{
    int64_t number = 0;
    bool ok = read_number(row, 0, 1000000, &number);
    *out = (int32_t)number;
    return ok;
}

// Options whose value is kept as it is written.
static bool take_text(int row, gm_options *o)
{
    const char **texts[N_OPTIONS] = {
        [OPT_SCENARIO] = &o->scenario, [OPT_TAKT] = &o->takt,   [OPT_TRACE] = &o->trace,
        [OPT_OUTPUT] = &o->output,     [OPT_DAY] = &o->day,     [OPT_STATIONS] = &o->stations,
        [OPT_FIGURE] = &o->figure,     [OPT_LOG] = &o->log,     [OPT_COLUMN] = &o->column,
        [OPT_UNIT] = &o->unit,         [OPT_TABLE] = &o->table, [OPT_DATES] = &o->dates,
        [OPT_LAW] = &o->law,           [OPT_BY] = &o->by,       [OPT_ENDED] = &o->ended,
        [OPT_LEAST] = &o->least,       [OPT_MOST] = &o->most,   [OPT_SVG] = &o->svg,
        [OPT_BPX] = &o->bpx,           [OPT_WRITE] = &o->write, [OPT_AT] = &o->at,
        [OPT_DESIGN] = &o->design,     [OPT_CSV] = &o->csv,     [OPT_BUFFERS] = &o->buffers,
        [OPT_SPEND] = &o->spend,       [OPT_REACH] = &o->reach, [OPT_MAXIMIZE] = &o->maximize,
        [OPT_MINIMIZE] = &o->minimize, [OPT_DELTA] = &o->delta, [OPT_ONLY] = &o->only,
    };
    if (texts[row]) {
        *texts[row] = optarg;
    }
    return texts[row] != NULL;
}

static bool read_engine(gm_engine *out)
{
    static const char *const words[] = {"auto", "event", "line"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(optarg, words[i]) == 0) {
            *out = (gm_engine)i;
            return true;
        }
    }
    fprintf(stderr, "gemba: --engine is one of auto, event, line, got '%s'\n", optarg);
    return false;
}

// One more of an option that may be given several times.
static bool take_more(int row, const char *texts[], int *n, int most)
{
    if (*n == most) {
        fprintf(stderr, "gemba: at most %d times --%s\n", most, gm_option_rows[row].name);
        return false;
    }
    texts[(*n)++] = optarg;
    return true;
}

static bool take(int row, gm_options *o)
{
    switch (row) {
    case OPT_SCENARIO:
        if (o->scenario) {
            fputs("gemba: --scenario is given twice: a run has one scenario; put both sets of "
                  "changes into one, or use --set\n",
                  stderr);
            return false;
        }
        break;
    case OPT_SET:
        return take_more(row, o->sets, &o->n_sets, GM_MOST_SETS);
    case OPT_CHOOSE:
        return take_more(row, o->chooses, &o->n_chooses, GM_MOST_CHOOSES);
    case OPT_COST:
        return take_more(row, o->costs, &o->n_costs, GM_MOST_CHOOSES);
    case OPT_PLACES:
        return read_count(row, 100000, &o->places);
    case OPT_REPLICATIONS:
        return read_count(row, 1000000, &o->replications);
    case OPT_THREADS:
        return read_count(row, 1024, &o->threads);
    case OPT_SEED:
        return read_number(row, 0, UINT32_MAX, &o->seed);
    case OPT_DRAWS:
        return read_draws(row, &o->draws);
    case OPT_ENGINE:
        return read_engine(&o->engine);
    case OPT_PEOPLE:
        return read_count(row, 1000000, &o->people);
    case OPT_WHERE:
        return take_more(row, o->wheres, &o->n_wheres, GM_MOST_WHERES);
    case OPT_VARY:
        return take_more(row, o->varies, &o->n_varies, GM_MOST_VARIES);
    case OPT_MEASURE:
        return take_more(row, o->asked, &o->n_asked, GM_MOST_VARIES);
    case OPT_POINTS:
        return read_count(row, 1000000, &o->points);
    default:
        break;
    }
    if (take_text(row, o)) {
        return true;
    }
    o->json |= row == OPT_JSON;
    o->fit |= row == OPT_FIT;
    o->strict |= row == OPT_STRICT;
    o->quiet |= row == OPT_QUIET;
    o->gradients |= row == OPT_GRADIENTS;
    o->resolved |= row == OPT_RESOLVED;
    o->measures |= row == OPT_MEASURES;
    o->reference |= row == OPT_REFERENCE;
    o->resume |= row == OPT_RESUME;
    o->help |= row == OPT_HELP;
    o->version |= row == OPT_VERSION;
    return true;
}

// ---- getopt

// Row of a code of getopt: a letter, or that of a long option; -1: none.
static int row_of(int code)
{
    for (int i = 0; i < N_OPTIONS; i++) {
        if (code == CODE_OF_ROW + i || (code != 0 && code == gm_option_rows[i].letter)) {
            return i;
        }
    }
    return -1;
}

static void make_longs(struct option longs[N_OPTIONS + 1])
{
    for (int i = 0; i < N_OPTIONS; i++) {
        longs[i] = (struct option){gm_option_rows[i].name,
                                   gm_option_rows[i].value ? required_argument : no_argument,
                                   NULL, CODE_OF_ROW + i};
    }
    longs[N_OPTIONS] = (struct option){0};
}

// What getopt could not read, with the nearest option that there is.
static void explain(const char *word, bool lacks_value)
{
    const char *names[N_OPTIONS];
    if (lacks_value) {
        fprintf(stderr, "gemba: %s needs a value\n", word);
        return;
    }
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word, "="), word);
    bool is_long = strncmp(name, "--", 2) == 0;
    for (int i = 0; i < N_OPTIONS; i++) {
        names[i] = gm_option_rows[i].name;
        if (is_long && strcmp(names[i], name + 2) == 0) {
            fprintf(stderr, "gemba: %s takes no value, got '%s'\n", name, word);
            return;
        }
    }
    const char *near = is_long ? gm_text_nearest(name + 2, names, N_OPTIONS) : NULL;
    fprintf(stderr, "gemba: unknown option '%s'", name);
    if (near) {
        fprintf(stderr, "; did you mean '--%s'?", near);
    }
    fputs("\nSee `gemba --help`.\n", stderr);
}

static bool take_words(int argc, char **argv, gm_options *o)
{
    for (int i = optind; i < argc; i++) {
        if (!o->verb) {
            o->verb = argv[i];
        } else if (!o->file) {
            o->file = argv[i];
        } else if (!o->file2 && strcmp(o->verb, "compare") == 0) {
            o->file2 = argv[i];
        } else {
            fprintf(stderr, "gemba: one model file at a time, got '%s' and '%s'\n", o->file,
                    argv[i]);
            return false;
        }
    }
    return true;
}

bool gm_options_read(int argc, char **argv, gm_options *o)
{
    *o = (gm_options){.seed = -1, .draws = -1, .argc = argc, .argv = argv};
    struct option longs[N_OPTIONS + 1];
    make_longs(longs);
    opterr = 0;
    int code;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): before any thread
    while ((code = getopt_long(argc, argv, ":hqVr:t:o:", longs, NULL)) != -1) {
        int row = row_of(code);
        if (row < 0) {
            explain(argv[optind - 1], code == ':');
            return false;
        }
        if (!take(row, o)) {
            return false;
        }
        o->given |= (uint64_t)1 << row;
    }
    o->first_word = optind;
    return take_words(argc, argv, o);
}

bool gm_options_fit(const gm_options *o, unsigned verb)
{
    for (int i = 0; i < N_OPTIONS; i++) {
        bool is_given = o->given & ((uint64_t)1 << i);
        if (!is_given || (gm_option_rows[i].verbs & verb)) {
            continue;
        }
        char verbs[120];
        fprintf(stderr, "gemba: `%s` takes no --%s; it goes with %s\n", o->verb,
                gm_option_rows[i].name,
                gm_help_verbs(gm_option_rows[i].verbs, verbs, sizeof verbs));
        fprintf(stderr, "See `gemba %s --help`.\n", o->verb);
        return false;
    }
    return true;
}
