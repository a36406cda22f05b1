// SPDX-License-Identifier: MIT
//
// Laws as values of rows, and what the reference says of them.

#include "twin/dist_read.h"

static bool read_time(gm_reader *reader, const gm_node *node, void *dst)
{
    return gm_dist_read(reader, node, GM_DIST_OF_TIME, dst, NULL);
}

static bool read_count(gm_reader *reader, const gm_node *node, void *dst)
{
    return gm_dist_read(reader, node, GM_DIST_OF_COUNT, dst, NULL);
}

static bool read_interval(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_interval *interval = dst;
    interval->src = node->src;
    return gm_dist_read(reader, node, GM_DIST_OF_EITHER, &interval->dist, &interval->is_count);
}

#define LAWS_DOC                                                                               \
    "A plain value, or a law of random values:\n\n"                                            \
    "| written | meaning |\n| --- | --- |\n"                                                   \
    "| `60 s` | always the same |\n"                                                           \
    "| `exponential(60 s)` | mean |\n"                                                         \
    "| `normal(60 s, 5 s)` | mean, standard deviation; cut off at 0 |\n"                       \
    "| `lognormal(60 s, cv 0.5)` | mean, coefficient of variation (or standard deviation) |\n" \
    "| `gamma(60 s, cv 0.5)` | mean, coefficient of variation (or standard deviation) |\n"     \
    "| `uniform(50 s, 70 s)` | least, greatest |\n"                                            \
    "| `triangular(50 s, 60 s, 90 s)` | least, most likely, greatest |\n"                      \
    "| `pert(50 s, 60 s, 90 s)` | least, most likely, greatest; smoother at the ends |\n"      \
    "| `erlang(4, 60 s)` | number of phases, mean of their sum |\n"                            \
    "| `weibull(2, 68 s)` | shape, scale |\n"                                                  \
    "| `geometric(0.1)` | tries up to the first success: 1, 2, 3 ..; a count |\n"              \
    "| `geometric(0.1, 1 s)` | the same, each try takes 1 s |\n"                               \
    "| `hyperexponential(60 s, scv 9)` | mean, squared coefficient of variation |\n"           \
    "| `mix(90 %: exponential(1 s), 10 %: exponential(10 s))` | one of several laws |\n"       \
    "| `table(10 s: 20 %, 12 s: 80 %)` | one of several values |\n"                            \
    "| `list(3 s, 1 s, 4 s)` | these values in turn, then again from the first |\n"            \
    "| `list(3 s, 1 s, once)` | these values in turn, then none ever |\n\n"                    \
    "Each may be an input with its source: `{value: lognormal(60 s, cv 0.5), range: [55 s, "   \
    "70 s], source: \"time study\"}`. The range is that of the mean; with another mean all "   \
    "values of the law change by the same factor, so that its shape and cv stay (`geometric` " \
    "changes its chance of success).\n\n"                                                      \
    "Or it is fitted to a column of a table (docs/tables.md): `{from: times.csv, column: "     \
    "weld, "                                                                                   \
    "unit: s, where: {shift: early}, fit: lognormal}`. `fit` is the word of a law above, "     \
    "`best` (the default), `mix` of two causes, `empirical` or `replay`; `ended` is a column " \
    "of "                                                                                      \
    "yes and no, `least` and `most` leave values out, `table` is that of a database."

#define LAW_JSON                                                                               \
    "{\"oneOf\": [{\"type\": \"string\"}, {\"type\": \"number\"}, "                            \
    "{\"type\": \"object\", \"required\": [\"value\"]}, "                                      \
    "{\"type\": \"object\", \"required\": [\"from\", \"column\"]}]}"

const gm_custom gm_custom_time = {
    .name = "law",
    .doc = LAWS_DOC,
    .json = LAW_JSON,
    .size = sizeof(gm_dist),
    .read = read_time,
};

const gm_custom gm_custom_count = {
    .name = "law of a count",
    .doc = "A whole number, or a law as above whose values are numbers: `5`, `geometric(0.1)`, "
           "`table(1: 90 %, 2: 10 %)`.",
    .json = LAW_JSON,
    .size = sizeof(gm_dist),
    .read = read_count,
};

const gm_custom gm_custom_interval = {
    .name = "law of a time or of cycles",
    .doc = "A law as above: a time, or a number of cycles when it is counted by parts "
           "(`500 parts`, `geometric(0.001)`).",
    .json = LAW_JSON,
    .size = sizeof(gm_interval),
    .read = read_interval,
};
