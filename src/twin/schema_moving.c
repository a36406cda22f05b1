// SPDX-License-Identifier: MIT
//
// Moving lines: cars that advance together.

#include "twin/rows.h"
#include "twin/tables.h"

static const char *const drive_words[] = {"self-propelled", "conveyor", NULL};
static const char *const overrun_words[] = {"stop", "drift", NULL};
static const char *const short_words[] = {"slow", "stop", NULL};

#define STATIONS_DOC "Stations with the same work."
#define WORK_DOC     "Time of the work at each station."
#define CREW_DOC     "Who is needed at each station."
#define DEFECTS_DOC  "Share of the cars that gets a hidden defect."

static const gm_field zone_fields[] = {
    {"zone", GM_TYPE_NAME, GM_INTO(gm_zone_def, name), .required = true, .example = "trim",
     .doc = "Its name."},
    {"stations", GM_TYPE_INT, GM_INTO(gm_zone_def, stations), .unit = "stations",
     .required = true, .bounds = GM_BETWEEN, .lo = 1.0, .hi = 10000.0, .example = "25",
     .doc = STATIONS_DOC},
    {"work", GM_TYPE_CUSTOM, GM_INTO(gm_zone_def, work), .custom = &gm_custom_times,
     .required = true, .example = "normal(110 s, 8 s)", .doc = WORK_DOC},
    {"crew", GM_TYPE_CUSTOM, GM_INTO(gm_zone_def, crew), .custom = &gm_custom_crew,
     .example = "{assemblers: 2}", .doc = CREW_DOC},
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

static bool check_zones(gm_reader *reader, const gm_node *node, const gm_raw_moving *raw)
{
    bool has_whole = raw->has_stations || raw->whole.work.is_given || raw->whole.crew.n > 0;
    if (raw->zones.n > 0 && has_whole) {
        return gm_row_fault(reader, node->src,
                            "`stations:`, `work:` and `crew:` stand inside the zones");
    }
    if (raw->zones.n == 0 && !(raw->has_stations && raw->whole.work.is_given)) {
        return gm_row_fault(reader, node->src,
                            "`zones:`, or `stations:` and `work:`, is missing");
    }
    return true;
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
           "  overrun: stop\n  restart: 10 s\n```",
    GM_FIELDS(moving_fields),
    .size = sizeof(gm_raw_moving),
    .src_at = GM_AT(gm_raw_moving, def.src),
    .name_at = GM_AT(gm_raw_moving, def.name),
    .check = check_moving,
};
