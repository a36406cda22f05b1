// SPDX-License-Identifier: MIT
//
// A balanced line as its engineers read it: the load of every person against the takt.

#ifndef GM_REPORT_BALANCE_REPORT_H
#define GM_REPORT_BALANCE_REPORT_H

#include "core/json.h"
#include "report/table.h"
#include "twin/line_balance.h"

// One line in full: its figures, then a bar and the tasks of each person.
void gm_balance_text(const gm_line_balance *balance, gm_page page, FILE *out);

// Several balances of lines, a row each.
void gm_balances_text(const gm_line_balance *const *balances, int n, gm_page page, FILE *out);

// The names of the tasks of a person in their order, with a comma between. In the arena.
const char *gm_balance_tasks_text(const gm_zone_balance *zone, int32_t station, int32_t post,
                                  gm_arena *arena);

// An object with every figure, station, person and task.
void gm_balance_json(const gm_line_balance *balance, gm_json *json);

#endif
