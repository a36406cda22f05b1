// SPDX-License-Identifier: MIT
//
// Values that a model takes from tables: `{from: times.csv, column: weld}`.
//
// Before anything has meaning they are replaced by what the tables say, so that hash, resolved
// model and list of inputs hold it: a law becomes an input with its source and the interval of its
// mean, tasks and plans become the maps that could stand in the model, with the places of their
// cells.

#ifndef GM_TWIN_FROM_TABLE_H
#define GM_TWIN_FROM_TABLE_H

#include "core/records.h"
#include "twin/overlay.h"

// Replaces every map whose `from` is the file of a table. Faults are in the diag, with their
// place in the table and the place that reads it.
void gm_overlay_tables(gm_overlay *overlay);

// ---- between the files of this part

typedef struct gm_opened_table {
    const char *path;
    const char *what; // NULL: the only table
    bool is_read;
    gm_records records;
} gm_opened_table;

typedef struct gm_table_reader {
    gm_overlay *overlay;
    const char *base; // the first file: what came from no file is relative to it
    GM_ARRAY(gm_opened_table) opened;
} gm_table_reader;

// Law, tasks, plan from the map that asks for them; NULL after faults.
gm_node *gm_law_from_table(gm_table_reader *reader, const gm_node *ask);
gm_node *gm_tasks_from_table(gm_table_reader *reader, const gm_node *ask);
gm_node *gm_plan_from_table(gm_table_reader *reader, const gm_node *ask);

// The table that a map asks for by `from` and `table`; NULL after a fault.
const gm_records *gm_table_of_ask(gm_table_reader *reader, const gm_node *ask);

// Faults for keys that are none of the NULL-ended words. False when there was one.
bool gm_ask_check_keys(gm_table_reader *reader, const gm_node *ask, const char *const *words);

// The text of a key, NULL: not there; a fault when it is no scalar.
const char *gm_ask_text(gm_table_reader *reader, const gm_node *ask, const char *key);

#endif
