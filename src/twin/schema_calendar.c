// SPDX-License-Identifier: MIT
//
// Working calendars: shifts, phases, holidays, stops.

#include "twin/rows.h"
#include "twin/tables.h"

static const gm_field break_fields[] = {
    {"at", GM_TYPE_CUSTOM, GM_INTO(gm_raw_break, at_s), .custom = &gm_custom_day_time,
     .required = true, .example = "10:00", .doc = "When the break begins."},
    {"for", GM_TYPE_QUANTITY, GM_INTO(gm_raw_break, for_s), .unit = "s", .required = true,
     .bounds = GM_MORE_THAN | GM_LESS_THAN, .hi = 86400.0, .example = "30 min",
     .doc = "How long it is."},
};

static const gm_table break_table = {
    .name = "break",
    .doc = "A break inside a shift.",
    GM_FIELDS(break_fields),
    .size = sizeof(gm_raw_break),
    .src_at = GM_AT(gm_raw_break, src),
};

static const gm_field shift_fields[] = {
    {"from", GM_TYPE_CUSTOM, GM_INTO(gm_raw_shift, from_s), .custom = &gm_custom_day_time,
     .required = true, .example = "06:00", .doc = "When the shift begins."},
    {"to", GM_TYPE_CUSTOM, GM_INTO(gm_raw_shift, to_s), .custom = &gm_custom_day_time,
     .required = true, .example = "14:30",
     .doc = "When it ends; before `from` it ends on the next day."},
    {"days", GM_TYPE_CUSTOM, GM_INTO(gm_raw_shift, days), .custom = &gm_custom_days,
     .example = "mon-thu",
     .doc = "Weekdays on which it begins; by default those of the calendar."},
    {"breaks", GM_TYPE_LIST, GM_INTO(gm_raw_shift, breaks), .item = GM_TYPE_STRUCT,
     .table = &break_table, .example = "[{at: 10:00, for: 30 min}]",
     .doc = "Breaks inside the shift."},
};

static const gm_table shift_table = {
    .name = "shift",
    .doc = "A shift. The name of a shift is what `people` of a crew go by.",
    GM_FIELDS(shift_fields),
    .size = sizeof(gm_raw_shift),
    .src_at = GM_AT(gm_raw_shift, src),
    .name_at = GM_AT(gm_raw_shift, name),
};

static const gm_field phase_fields[] = {
    {"from", GM_TYPE_CUSTOM, GM_INTO(gm_raw_phase, from), .custom = &gm_custom_date,
     .example = "2028-03-01", .doc = "The first day; only the first phase may leave it out."},
    {"shifts", GM_TYPE_MAP, GM_INTO(gm_raw_phase, shifts), .item = GM_TYPE_STRUCT,
     .table = &shift_table, .flat = true,
     .doc = "Shifts by name; without shifts all day long."},
    {"days", GM_TYPE_CUSTOM, GM_INTO(gm_raw_phase, days), .custom = &gm_custom_days,
     .preset = "mon-fri", .doc = "Weekdays on which shifts begin."},
};

static const gm_table phase_table = {
    .name = "phase",
    .doc = "How the plant works from a day on, until the next phase.",
    GM_FIELDS(phase_fields),
    .size = sizeof(gm_raw_phase),
    .src_at = GM_AT(gm_raw_phase, src),
};

static const char *const always_words[] = {"on", NULL};

static const gm_field calendar_fields[] = {
    {"shifts", GM_TYPE_MAP, GM_INTO(gm_raw_calendar, only.shifts), .item = GM_TYPE_STRUCT,
     .table = &shift_table, .given_at = GM_AT(gm_raw_calendar, has_shifts), .flat = true,
     .example = "{early: {from: 06:00, to: 14:00}, late: {from: 14:00, to: 22:00}}",
     .doc = "Shifts by name; without shifts all day long."},
    {"days", GM_TYPE_CUSTOM, GM_INTO(gm_raw_calendar, only.days), .custom = &gm_custom_days,
     .given_at = GM_AT(gm_raw_calendar, has_days), .example = "mon-fri",
     .doc = "Weekdays on which shifts begin; by default Monday to Friday."},
    {"phases", GM_TYPE_LIST, GM_INTO(gm_raw_calendar, phases), .item = GM_TYPE_STRUCT,
     .table = &phase_table,
     .example = "[{from: 2027-08-01, shifts: {..}}, {from: 2028-03-01, shifts: {..}}]",
     .doc = "Shifts that change over time, instead of `shifts` and `days`."},
    {"holidays", GM_TYPE_LIST, GM_INTO(gm_raw_calendar, holidays), .item = GM_TYPE_CUSTOM,
     .custom = &gm_custom_dates, .example = "[2027-10-01..2027-10-07, 2028-01-01]",
     .doc = "Days on which no shift begins."},
    {"stops", GM_TYPE_LIST, GM_INTO(gm_raw_calendar, stops), .item = GM_TYPE_CUSTOM,
     .custom = &gm_custom_dates, .example = "[2028-08-01..2028-08-10]",
     .doc = "Days on which nothing works, not even the rest of a night shift."},
    {"extra-days", GM_TYPE_LIST, GM_INTO(gm_raw_calendar, extra_days), .item = GM_TYPE_CUSTOM,
     .custom = &gm_custom_dates, .example = "[2027-10-09]",
     .doc = "Days that work although they are free otherwise."},
    {"always", GM_TYPE_ENUM, GM_INTO(gm_raw_calendar, always), .words = always_words,
     .given_at = GM_AT(gm_raw_calendar, has_always), .example = "on",
     .doc = "`on`: never off. Nothing else may stand beside it."},
};

// Runs only after a reading without faults.
static bool check_calendar(gm_reader *reader, const gm_node *node, void *dst)
{
    (void)reader;
    (void)node;
    ((gm_raw_calendar *)dst)->is_read = true;
    return true;
}

const gm_table gm_table_calendar = {
    .name = "calendar",
    .doc =
        "When a line, a station, a source or a crew works. Four calendars need no "
        "declaration: `always`, `one-shift` (08:00 to 16:30), `two-shift` (06:00 to 14:00 and "
        "14:00 to 22:00) and `three-shift` (and 22:00 to 06:00), each Monday to Friday with a "
        "break of 30 min in every shift. A model may declare its own under these names:\n\n"
        "```yaml\ncalendars:\n  two-shift:\n    days: mon-sat\n    shifts:\n"
        "      early: {from: 06:00, to: 14:30, breaks: [{at: 10:00, for: 30 min}]}\n"
        "      late: {from: 14:30, to: 23:00, breaks: [{at: 18:30, for: 30 min}]}\n"
        "    holidays: [2027-10-01..2027-10-07]\n```",
    GM_FIELDS(calendar_fields),
    .size = sizeof(gm_raw_calendar),
    .src_at = GM_AT(gm_raw_calendar, src),
    .name_at = GM_AT(gm_raw_calendar, name),
    .check = check_calendar,
};
