// SPDX-License-Identifier: MIT

#include "twin/builtin.h"

#include "core/assert.h"
#include "core/yaml.h"

#define BREAK(at) "breaks: [{at: '" at "', for: 30 min}]"
#define ONE       "day: {from: '08:00', to: '16:30', " BREAK("12:00") "}"
#define EARLY_LATE                                                                             \
    "early: {from: '06:00', to: '14:00', " BREAK(                                              \
        "10:00") "}, "                                                                         \
                 "late: {from: '14:00', to: '22:00', " BREAK("18:00") "}"
#define NIGHT "night: {from: '22:00', to: '06:00', " BREAK("02:00") "}"

const gm_builtin_calendar gm_builtin_calendars[] = {
    {"always", "{always: on}"},
    {"one-shift", "{days: mon-fri, shifts: {" ONE "}}"},
    {"two-shift", "{days: mon-fri, shifts: {" EARLY_LATE "}}"},
    {"three-shift", "{days: mon-fri, shifts: {" EARLY_LATE ", " NIGHT "}}"},
};
const int gm_n_builtin_calendars =
    (int)(sizeof gm_builtin_calendars / sizeof gm_builtin_calendars[0]);

gm_node *gm_builtin_node(const gm_builtin_calendar *calendar, gm_arena *arena, gm_diag *diag)
{
    gm_node *node = NULL;
    gm_status status =
        gm_yaml_read_text(calendar->name, gm_slice_of(calendar->text), arena, diag, &node);
    GM_REQUIRE(status == GM_OK); // the text belongs to the program
    return node;
}
