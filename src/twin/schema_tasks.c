// SPDX-License-Identifier: MIT
//
// Work content: tasks that are balanced over the stations of a line.

#include "twin/rows.h"
#include "twin/tables.h"

static const gm_field task_fields[] = {
    {"time", GM_TYPE_CUSTOM, GM_INTO(gm_raw_task, def.time), .custom = &gm_custom_times,
     .required = true, .example = "42 s",
     .doc = "How long it takes. By variant, one without a row does not need the task: "
            "`{suv: 35 s}`."},
    {"after", GM_TYPE_LIST, GM_INTO(gm_raw_task, after), .item = GM_TYPE_REF,
     .example = "[harness, carpet]", .doc = "Tasks that must be done before."},
    {"zone", GM_TYPE_REF, GM_INTO(gm_raw_task, def.zone), .example = "trim",
     .doc = "The zone of the line where it is done; needed when there are several."},
    {"people", GM_TYPE_INT, GM_INTO(gm_raw_task, def.people), .unit = "people",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 16.0, .preset = "1", .doc = "Who do it together."},
    {"count", GM_TYPE_INT, GM_INTO(gm_raw_task, def.count), .bounds = GM_BETWEEN, .lo = 1.0,
     .hi = 500.0, .preset = "1",
     .doc = "So many such tasks, which may be done at several stations."},
    {"with", GM_TYPE_LIST, GM_INTO(gm_raw_task, with), .item = GM_TYPE_REF,
     .example = "airbag-check",
     .doc = "Tasks that the same person does at the same station, one after the other without "
            "other work between."},
    {"apart", GM_TYPE_LIST, GM_INTO(gm_raw_task, apart), .item = GM_TYPE_REF, .example = "glue",
     .doc = "Tasks that may not be done at the same station."},
};

const gm_table gm_table_task = {
    .name = "task",
    .doc = "A piece of work that is done in one go. A bare time may stand for the map.",
    GM_FIELDS(task_fields),
    .size = sizeof(gm_raw_task),
    .src_at = GM_AT(gm_raw_task, def.src),
    .name_at = GM_AT(gm_raw_task, def.name),
    .short_key = "time",
};

static const gm_field balance_fields[] = {
    {"people", GM_TYPE_INT, GM_INTO(gm_balance_def, people), .unit = "people",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 16.0, .preset = "1",
     .doc = "People at a station at most."},
    {"load", GM_TYPE_QUANTITY, GM_INTO(gm_balance_def, load), .preset = "100 %",
     .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1.0, .example = "92 %",
     .doc = "Share of the takt that the work on the mean car of the mix may fill."},
    {"peak", GM_TYPE_QUANTITY, GM_INTO(gm_balance_def, peak), .preset = "100 %",
     .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 2.0, .example = "110 %",
     .doc = "Share of the takt that the work on any variant may fill. Above 100 % the line "
            "stops, or the worker drifts, for each such car."},
    {"scatter", GM_TYPE_QUANTITY, GM_INTO(gm_balance_def, scatter), .preset = "0 %",
     .bounds = GM_BETWEEN, .hi = 2.0, .example = "10 %",
     .doc = "Coefficient of variation of tasks that are written as plain times; those of a "
            "person add up as independent."},
    {"trials", GM_TYPE_INT64, GM_INTO(gm_balance_def, trials), .preset = "500000",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e9,
     .doc = "Effort of the search in each zone; more may find fewer people or prove that there "
            "are none."},
};

const gm_table gm_table_balance = {
    .name = "balance",
    .doc = "How tasks become stations: the fewest people are sought, then the fewest stations, "
           "then an even load.",
    GM_FIELDS(balance_fields),
    .size = sizeof(gm_balance_def),
    .src_at = GM_AT(gm_balance_def, src),
};
