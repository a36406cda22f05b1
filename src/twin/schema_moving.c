// SPDX-License-Identifier: MIT
//
// Moving lines: cars that advance together.

#include "twin/rows.h"
#include "twin/tables.h"

static const char *const drive_words[] = {"self-propelled", "conveyor", NULL};
static const char *const overrun_words[] = {"stop", "drift", NULL};
static const char *const short_words[] = {"slow", "stop", NULL};

#define STATIONS_DOC "Stations with the same work. With tasks: the most that it may take."
#define WORK_DOC     "Time of the work at each station."
#define CREW_DOC     "Who is needed at each station. With tasks: the crew that does them."
#define DEFECTS_DOC  "Share of the cars that gets a hidden defect."

static const gm_field zone_fields[] = {
    {"zone", GM_TYPE_NAME, GM_INTO(gm_zone_def, name), .required = true, .example = "trim",
     .doc = "Its name."},
    {"stations", GM_TYPE_INT, GM_INTO(gm_zone_def, stations), .unit = "stations",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 10000.0, .example = "25", .doc = STATIONS_DOC},
    {"work", GM_TYPE_CUSTOM, GM_INTO(gm_zone_def, work), .custom = &gm_custom_times,
     .example = "normal(110 s, 8 s)", .doc = WORK_DOC},
    {"crew", GM_TYPE_CUSTOM, GM_INTO(gm_zone_def, crew), .custom = &gm_custom_crew,
     .example = "{assemblers: 2}", .doc = CREW_DOC},
    {"people", GM_TYPE_INT, GM_INTO(gm_zone_def, most_people), .unit = "people",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 16.0, .example = "3",
     .doc =
         "With tasks: people at a station at most, by default as the line's `balance:` says."},
    {"defects", GM_TYPE_QUANTITY, GM_INTO(gm_zone_def, defects), .bounds = GM_BETWEEN,
     .hi = 1.0, .preset = "0 %", .doc = DEFECTS_DOC},
};

static const gm_table zone_table = {
    .name = "zone",
    .doc = "A run of stations of a moving line with the same work.",
    GM_FIELDS(zone_fields),
    .size = sizeof(gm_zone_def),
    .src_at = GM_AT(gm_zone_def, src),
};

static const gm_field moving_fields[] = {
    {"pitch", GM_TYPE_QUANTITY, GM_INTO(gm_raw_moving, def.pitch_m), .unit = "m",
     .required = true, .bounds = GM_POSITIVE, .example = "6.5 m",
     .doc = "From one car to the next, and length of a station."},
    {"speed", GM_TYPE_QUANTITY, GM_INTO(gm_raw_moving, def.speed_m_s), .unit = "m/s",
     .bounds = GM_POSITIVE, .given_at = GM_AT(gm_raw_moving, has_speed), .example = "0.05 m/s",
     .doc = "Speed of the cars; the takt is pitch / speed."},
    {"takt", GM_TYPE_QUANTITY, GM_INTO(gm_raw_moving, takt_s), .unit = "s",
     .bounds = GM_POSITIVE, .given_at = GM_AT(gm_raw_moving, has_takt), .example = "130 s",
     .doc = "Time from one car to the next, instead of `speed`."},
    {"drive", GM_TYPE_ENUM, GM_INTO(gm_raw_moving, def.drive), .words = drive_words,
     .preset = "self-propelled",
     .doc = "Cars that drive themselves fail one by one; a conveyor fails as a whole."},
    {"zones", GM_TYPE_LIST, GM_INTO(gm_raw_moving, zones), .item = GM_TYPE_STRUCT,
     .table = &zone_table, .example = "[{zone: trim, stations: 25, work: 110 s}]",
     .doc = "Its stations, zone by zone."},
    {"tasks", GM_TYPE_MAP, GM_INTO(gm_raw_moving, tasks), .item = GM_TYPE_STRUCT,
     .table = &gm_table_task,
     .example = "{harness: 42 s, carpet: {time: 30 s, after: harness}}",
     .doc = "The work on a car, task by task, instead of the stations and their work. It is "
            "balanced over as many stations and people as the takt asks for."},
    {"balance", GM_TYPE_STRUCT, GM_INTO(gm_raw_moving, def.balance), .table = &gm_table_balance,
     .given_at = GM_AT(gm_raw_moving, has_balance), .example = "{people: 3, load: 92 %}",
     .doc = "How the tasks are balanced."},
    {"stations", GM_TYPE_INT, GM_INTO(gm_raw_moving, whole.stations), .unit = "stations",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 10000.0,
     .given_at = GM_AT(gm_raw_moving, has_stations), .example = "70",
     .doc = "For a line of one zone: its stations."},
    {"work", GM_TYPE_CUSTOM, GM_INTO(gm_raw_moving, whole.work), .custom = &gm_custom_times,
     .example = "110 s", .doc = "For a line of one zone. " WORK_DOC},
    {"crew", GM_TYPE_CUSTOM, GM_INTO(gm_raw_moving, whole.crew), .custom = &gm_custom_crew,
     .example = "{assemblers: 2}", .doc = "For a line of one zone. " CREW_DOC},
    {"defects", GM_TYPE_QUANTITY, GM_INTO(gm_raw_moving, whole.defects), .bounds = GM_BETWEEN,
     .hi = 1.0, .preset = "0 %", .doc = "For a line of one zone. " DEFECTS_DOC},
    {"overrun", GM_TYPE_ENUM, GM_INTO(gm_raw_moving, def.overrun), .words = overrun_words,
     .preset = "stop",
     .doc = "Work that is not done at the end of the station stops the line (andon), or the "
            "worker drifts along first."},
    {"drift", GM_TYPE_QUANTITY, GM_INTO(gm_raw_moving, def.drift_m), .unit = "m",
     .bounds = GM_NOT_NEGATIVE, .preset = "0 m",
     .doc = "How far a worker may follow a car beyond the end of the station."},
    {"restart", GM_TYPE_QUANTITY, GM_INTO(gm_raw_moving, def.restart_s), .unit = "s",
     .bounds = GM_NOT_NEGATIVE, .preset = "0 s",
     .doc = "From the end of a stop until the line runs."},
    {"short-handed", GM_TYPE_ENUM, GM_INTO(gm_raw_moving, def.short_handed),
     .words = short_words, .preset = "slow",
     .doc =
         "With fewer people than needed the work takes longer at the stations that lack them, "
         "or the line stops."},
    {"fails", GM_TYPE_LIST, GM_INTO(gm_raw_moving, fails), .item = GM_TYPE_STRUCT,
     .table = &gm_table_failure, .example = "{after: exponential(400 h), repair: 10 min}",
     .doc = "Breakdowns of one car's drive, or of the conveyor; `repair` is the time until the "
            "line may run again."},
    {"towed", GM_TYPE_CUSTOM, GM_INTO(gm_raw_moving, def.towed), .custom = &gm_custom_route,
     .example = "repair-bay",
     .doc = "Where a dead car goes; without it, it is repaired on the spot."},
    {"calendar", GM_TYPE_REF, GM_INTO(gm_raw_moving, def.calendar), .example = "two-shift",
     .doc = "When it runs; by default that of its line."},
    {"learns", GM_TYPE_LIST, GM_INTO(gm_raw_moving, learns), .item = GM_TYPE_STRUCT,
     .table = &gm_table_learning, .example = "{start: 1.6, from: 1000 parts, ratio: 84 %}",
     .doc = "How it gets better, in one curve or several."},
    {"to", GM_TYPE_CUSTOM, GM_INTO(gm_raw_moving, def.to), .custom = &gm_custom_route,
     .example = "gate", .doc = "Where cars go; by default to the next step of the list."},
    {"energy", GM_TYPE_STRUCT, GM_INTO(gm_raw_moving, def.power), .table = &gm_table_power,
     .example = "{working: 80 kW}", .doc = "Power of the whole line."},
    {"counts", GM_TYPE_NAME, GM_INTO(gm_raw_moving, def.counts), .example = "assembled",
     .doc = "A named counter of the cars that leave."},
};

// Without tasks each zone says how long it is and what is done there; with tasks they do.
static bool check_zone(gm_reader *reader, const gm_zone_def *zone, bool has_tasks)
{
    bool ok = true;
    if (!has_tasks && zone->stations == 0) {
        ok = gm_row_fault(reader, zone->src, "zone '%s': `stations:` is missing", zone->name);
    }
    if (!has_tasks && !zone->work.is_given) {
        ok = gm_row_fault(reader, zone->src, "zone '%s': `work:` is missing", zone->name);
    }
    if (!has_tasks && zone->most_people > 0) {
        ok = gm_row_fault(reader, zone->src, "zone '%s': `people:` needs `tasks:` on the line",
                          zone->name);
    }
    bool is_one = zone->crew.n == 0 || (zone->crew.n == 1 && zone->crew.items[0].people == 1);
    if (has_tasks && !is_one) {
        ok = gm_row_fault(reader, zone->crew.src,
                          "with `tasks:` expected the one crew that does them, like "
                          "`crew: assemblers`; how many it takes is computed");
    }
    if (has_tasks && zone->work.is_given) {
        ok = gm_row_fault(reader, zone->work.src,
                          "`work:` and the `tasks:` of the line may not stand together");
    }
    return ok;
}

static bool check_zones(gm_reader *reader, const gm_node *node, const gm_raw_moving *raw)
{
    bool has_tasks = gm_node_get(node, "tasks") != NULL;
    bool has_whole = raw->has_stations || raw->whole.work.is_given || raw->whole.crew.n > 0;
    bool ok = true;
    if (raw->zones.n > 0 && has_whole) {
        return gm_row_fault(reader, node->src,
                            "`stations:`, `work:` and `crew:` stand inside the zones");
    }
    if (has_tasks && raw->tasks.n == 0) {
        ok = gm_row_fault(reader, node->src, "`tasks:` holds no task");
    }
    if (!has_tasks && raw->has_balance) {
        ok = gm_row_fault(reader, node->src, "`balance:` needs `tasks:`");
    }
    if (!has_tasks && raw->zones.n == 0 && !(raw->has_stations && raw->whole.work.is_given)) {
        return gm_row_fault(reader, node->src,
                            "`zones:`, or `stations:` and `work:`, or `tasks:`, is missing");
    }
    if (raw->zones.n == 0 && has_tasks) {
        ok &= check_zone(reader, &raw->whole, true);
    }
    for (int i = 0; i < raw->zones.n; i++) {
        ok &= check_zone(reader, &raw->zones.items[i], has_tasks);
    }
    return ok;
}

static bool check_moving(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_raw_moving *raw = dst;
    bool ok = check_zones(reader, node, raw);
    if (raw->has_speed == raw->has_takt) {
        ok = gm_row_fault(reader, node->src,
                          raw->has_speed ? "only one of `speed:` and `takt:` may stand"
                                         : "`speed:` or `takt:` is missing");
    }
    return ok;
}

const gm_table gm_table_moving = {
    .name = "moving-line",
    .doc = "Cars that advance together at a constant speed through many stations:\n\n"
           "```yaml\n- moving-line: final\n  pitch: 6.5 m\n  takt: 130 s\n  zones:\n"
           "    - {zone: trim, stations: 25, work: normal(110 s, 8 s), crew: {assemblers: 2}}\n"
           "    - {zone: chassis, stations: 20, work: 115 s, crew: {assemblers: 2}}\n"
           "  overrun: stop\n  restart: 10 s\n```\n\n"
           "Instead of stations and their work it may list the tasks of a car:\n\n"
           "```yaml\n- moving-line: final\n  pitch: 6.5 m\n  takt: 130 s\n  crew: assemblers\n"
           "  balance: {people: 2, load: 95 %, scatter: 5 %}\n  tasks:\n"
           "    harness: 75 s\n    carpet: {time: 40 s, after: harness}\n"
           "    roof-glass: {time: {suv: 55 s}, people: 2}\n```",
    GM_FIELDS(moving_fields),
    .size = sizeof(gm_raw_moving),
    .src_at = GM_AT(gm_raw_moving, def.src),
    .name_at = GM_AT(gm_raw_moving, def.name),
    .check = check_moving,
};
