// SPDX-License-Identifier: MIT
//
// Paths, fleets of vehicles, and the transports that they do.

#include "twin/dist_read.h"
#include "twin/raw.h"
#include "twin/rows.h"
#include "twin/tables.h"

// ---- paths

static const gm_field point_fields[] = {
    {"x", GM_TYPE_QUANTITY, GM_INTO(gm_raw_point, def.x_m), .unit = "m",
     .given_at = GM_AT(gm_raw_point, has_x), .example = "12 m",
     .doc = "Where it is, for vehicles that move straight."},
    {"y", GM_TYPE_QUANTITY, GM_INTO(gm_raw_point, def.y_m), .unit = "m",
     .given_at = GM_AT(gm_raw_point, has_y), .example = "4 m",
     .doc = "On the second axis, which moves at the same time: across, or height."},
};

static const gm_table point_table = {
    .name = "point",
    .doc = "A point of a network.",
    GM_FIELDS(point_fields),
    .size = sizeof(gm_raw_point),
    .src_at = GM_AT(gm_raw_point, def.src),
    .name_at = GM_AT(gm_raw_point, def.name),
};

static const gm_field segment_fields[] = {
    {"from", GM_TYPE_REF, GM_INTO(gm_raw_segment, def.from), .required = true,
     .example = "dock", .doc = "The point where it begins."},
    {"to", GM_TYPE_REF, GM_INTO(gm_raw_segment, def.to), .required = true, .example = "line-1",
     .doc = "The point where it ends."},
    {"length", GM_TYPE_QUANTITY, GM_INTO(gm_raw_segment, def.length_m), .unit = "m",
     .required = true, .bounds = GM_POSITIVE, .example = "40 m", .doc = "Its length."},
    {"one-way", GM_TYPE_BOOL, GM_INTO(gm_raw_segment, def.is_one_way), .preset = "no",
     .doc = "Only from `from` to `to`; else both ways."},
    {"speed", GM_TYPE_QUANTITY, GM_INTO(gm_raw_segment, def.speed_m_s), .unit = "m/s",
     .bounds = GM_POSITIVE, .given_at = GM_AT(gm_raw_segment, has_speed), .example = "0.8 m/s",
     .doc = "Limit of speed on it."},
    {"vehicles", GM_TYPE_INT, GM_INTO(gm_raw_segment, def.vehicles), .unit = "vehicles",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e6,
     .given_at = GM_AT(gm_raw_segment, has_vehicles), .example = "1",
     .doc = "Vehicles on it at one time, all in one direction; others wait before it, on the "
            "segment that they are on. Without it there is room for any number."},
};

static const gm_table segment_table = {
    .name = "segment",
    .doc = "A stretch of a path between two points.",
    GM_FIELDS(segment_fields),
    .size = sizeof(gm_raw_segment),
    .src_at = GM_AT(gm_raw_segment, def.src),
};

static const gm_field network_fields[] = {
    {"points", GM_TYPE_MAP, GM_INTO(gm_raw_network, points), .item = GM_TYPE_STRUCT,
     .table = &point_table, .example = "{bath-1: {x: 6 m}, bath-2: {x: 12 m}}",
     .doc = "Points with their places. With segments they need not be listed."},
    {"segments", GM_TYPE_LIST, GM_INTO(gm_raw_network, segments), .item = GM_TYPE_STRUCT,
     .table = &segment_table, .example = "[{from: dock, to: line-1, length: 40 m}]",
     .doc = "Stretches between points. Without any, vehicles move straight from place to place "
            "(cranes, lifts)."},
};

static bool check_network(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_raw_network *raw = dst;
    if (raw->points.n == 0 && raw->segments.n == 0 && !gm_node_get(node, "segments")) {
        return gm_row_fault(reader, node->src, "`segments:` or `points:` is missing");
    }
    return true;
}

const gm_table gm_table_network = {
    .name = "paths",
    .doc = "Where vehicles drive:\n\n"
           "```yaml\npaths:\n  hall:\n    segments:\n"
           "      - {from: dock, to: gate, length: 40 m}\n"
           "      - {from: gate, to: line-1, length: 15 m, vehicles: 1, speed: 0.8 m/s}\n```",
    GM_FIELDS(network_fields),
    .size = sizeof(gm_raw_network),
    .src_at = GM_AT(gm_raw_network, def.src),
    .name_at = GM_AT(gm_raw_network, def.name),
    .check = check_network,
};

// ---- batteries

static const gm_field battery_fields[] = {
    {"runs", GM_TYPE_QUANTITY, GM_INTO(gm_raw_battery, def.runs_s), .unit = "s",
     .required = true, .bounds = GM_POSITIVE, .example = "8 h",
     .doc = "Time in use from full to empty: driving, loading, waiting on a job."},
    {"charges", GM_TYPE_QUANTITY, GM_INTO(gm_raw_battery, def.charges_s), .unit = "s",
     .bounds = GM_POSITIVE, .given_at = GM_AT(gm_raw_battery, has_charges), .example = "1 h",
     .doc = "Time at a charger from empty to full; less when less is lacking."},
    {"swap", GM_TYPE_CUSTOM, GM_INTO(gm_raw_battery, def.swap), .custom = &gm_custom_time,
     .given_at = GM_AT(gm_raw_battery, def.has_swap), .example = "5 min",
     .doc = "Time for a full battery instead of the empty one, instead of `charges`."},
    {"below", GM_TYPE_QUANTITY, GM_INTO(gm_raw_battery, def.below),
     .bounds = GM_AT_LEAST | GM_LESS_THAN, .hi = 1.0, .preset = "20 %",
     .doc = "A vehicle goes to charge when a job has left it with this or less."},
    {"up-to", GM_TYPE_QUANTITY, GM_INTO(gm_raw_battery, def.up_to),
     .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1.0, .preset = "100 %",
     .doc = "It then charges up to this."},
    {"idle", GM_TYPE_QUANTITY, GM_INTO(gm_raw_battery, def.idle_share), .bounds = GM_BETWEEN,
     .hi = 1.0, .preset = "0 %", .example = "5 %",
     .doc = "What a vehicle draws when it stands idle, as a share of that in use."},
    {"opportunity", GM_TYPE_BOOL, GM_INTO(gm_raw_battery, def.opportunity), .preset = "no",
     .doc = "It also charges whenever there is nothing to carry, and is called away from it."},
    {"at", GM_TYPE_LIST, GM_INTO(gm_raw_battery, at), .item = GM_TYPE_REF, .example = "[park]",
     .doc = "Points with chargers; by default where the vehicles live."},
    {"chargers", GM_TYPE_INT, GM_INTO(gm_raw_battery, def.chargers), .unit = "chargers",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e6,
     .given_at = GM_AT(gm_raw_battery, has_chargers), .example = "2",
     .doc = "Chargers at each of these points; by default one for every vehicle."},
};

static bool check_battery(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_raw_battery *raw = dst;
    if (raw->has_charges == raw->def.has_swap) {
        return gm_row_fault(reader, node->src,
                            raw->has_charges ? "only one of `charges:` and `swap:` may stand"
                                             : "`charges:` or `swap:` is missing");
    }
    if (!(raw->def.below < raw->def.up_to)) {
        return gm_row_fault(reader, node->src, "`below:` must be less than `up-to:`");
    }
    return true;
}

static const gm_table battery_table = {
    .name = "battery",
    .doc = "The battery of a vehicle, and where it is charged.",
    GM_FIELDS(battery_fields),
    .size = sizeof(gm_raw_battery),
    .src_at = GM_AT(gm_raw_battery, def.src),
    .check = check_battery,
};

// ---- fleets

static const char *const kind_words[] = {"agv",  "tugger", "forklift", "shuttle",
                                         "lift", "crane",  NULL};
static const char *const sends_words[] = {"nearest", "longest-idle", "first", NULL};
static const char *const serves_words[] = {"oldest", "nearest", NULL};
static const char *const idle_words[] = {"stay", "park", NULL};

static const gm_field fleet_fields[] = {
    {"kind", GM_TYPE_ENUM, GM_INTO(gm_raw_fleet, def.kind), .words = kind_words,
     .preset = "agv",
     .doc = "What its vehicles are. Cranes of one runway cannot pass each "
            "other: such a fleet has one."},
    {"vehicles", GM_TYPE_INT, GM_INTO(gm_raw_fleet, def.count), .unit = "vehicles",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 10000.0, .preset = "1", .example = "12",
     .doc = "How many there are."},
    {"paths", GM_TYPE_REF, GM_INTO(gm_raw_fleet, def.network), .example = "hall",
     .doc = "The network that they drive on."},
    {"speed", GM_TYPE_QUANTITY, GM_INTO(gm_raw_fleet, def.speed_m_s), .unit = "m/s",
     .bounds = GM_POSITIVE, .given_at = GM_AT(gm_raw_fleet, has_speed), .example = "1.5 m/s",
     .doc = "Speed; of a crane or lift along `x`."},
    {"loaded-speed", GM_TYPE_QUANTITY, GM_INTO(gm_raw_fleet, def.loaded_speed_m_s),
     .unit = "m/s", .bounds = GM_POSITIVE, .given_at = GM_AT(gm_raw_fleet, has_loaded_speed),
     .example = "1.2 m/s", .doc = "With parts on it; by default the same."},
    {"acceleration", GM_TYPE_QUANTITY, GM_INTO(gm_raw_fleet, def.acceleration_m_s2),
     .unit = "m/s2", .bounds = GM_POSITIVE, .given_at = GM_AT(gm_raw_fleet, has_acceleration),
     .example = "0.5 m/s2", .doc = "Without it they are at their speed at once."},
    {"braking", GM_TYPE_QUANTITY, GM_INTO(gm_raw_fleet, def.braking_m_s2), .unit = "m/s2",
     .bounds = GM_POSITIVE, .given_at = GM_AT(gm_raw_fleet, has_braking), .example = "0.7 m/s2",
     .doc = "By default the same as `acceleration`."},
    {"second-speed", GM_TYPE_QUANTITY, GM_INTO(gm_raw_fleet, def.second_speed_m_s),
     .unit = "m/s", .bounds = GM_POSITIVE, .given_at = GM_AT(gm_raw_fleet, has_second_speed),
     .example = "0.4 m/s", .doc = "Along `y`, at the same time; by default that along `x`."},
    {"second-acceleration", GM_TYPE_QUANTITY,
     GM_INTO(gm_raw_fleet, def.second_acceleration_m_s2), .unit = "m/s2", .bounds = GM_POSITIVE,
     .given_at = GM_AT(gm_raw_fleet, has_second_acceleration), .example = "0.3 m/s2",
     .doc = "By default that along `x`."},
    {"travel", GM_TYPE_CUSTOM, GM_INTO(gm_raw_fleet, def.travel), .custom = &gm_custom_time,
     .given_at = GM_AT(gm_raw_fleet, def.has_travel), .example = "exponential(3 min)",
     .doc = "Instead of `paths`: the time of every move with parts between two points."},
    {"empty-travel", GM_TYPE_CUSTOM, GM_INTO(gm_raw_fleet, def.empty_travel),
     .custom = &gm_custom_time, .given_at = GM_AT(gm_raw_fleet, has_empty_travel),
     .example = "2 min", .doc = "The same without parts; by default as with them."},
    {"carries", GM_TYPE_INT, GM_INTO(gm_raw_fleet, def.carries), .unit = "parts",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e6, .preset = "1",
     .doc = "Parts on one vehicle at most. It takes what waits when it is there."},
    {"load", GM_TYPE_CUSTOM, GM_INTO(gm_raw_fleet, def.load), .custom = &gm_custom_time,
     .given_at = GM_AT(gm_raw_fleet, def.has_load), .example = "30 s",
     .doc = "Time at a pick-up."},
    {"unload", GM_TYPE_CUSTOM, GM_INTO(gm_raw_fleet, def.unload), .custom = &gm_custom_time,
     .given_at = GM_AT(gm_raw_fleet, def.has_unload), .example = "30 s",
     .doc =
         "Time at a drop. Its parts are then offered to what is behind; it is free when they "
         "are taken."},
    {"each", GM_TYPE_QUANTITY, GM_INTO(gm_raw_fleet, def.each_s), .unit = "s",
     .bounds = GM_NOT_NEGATIVE, .preset = "0 s", .example = "8 s",
     .doc = "And for each part, at both ends."},
    {"home", GM_TYPE_REF, GM_INTO(gm_raw_fleet, def.home), .example = "park",
     .doc = "Where they are at t = 0 and park; by default the pick-up of their first "
            "transport."},
    {"when-idle", GM_TYPE_ENUM, GM_INTO(gm_raw_fleet, def.when_idle), .words = idle_words,
     .preset = "stay",
     .doc = "`park`: with nothing to carry they drive home, and can be called on the way."},
    {"sends", GM_TYPE_ENUM, GM_INTO(gm_raw_fleet, def.sends), .words = sends_words,
     .preset = "nearest", .doc = "Which of the free vehicles goes."},
    {"serves", GM_TYPE_ENUM, GM_INTO(gm_raw_fleet, def.serves), .words = serves_words,
     .preset = "oldest",
     .doc =
         "Which request goes first, among those of the first `priority`: the one whose parts "
         "wait longest, or the one nearest to a free vehicle."},
    {"battery", GM_TYPE_STRUCT, GM_INTO(gm_raw_fleet, battery), .table = &battery_table,
     .given_at = GM_AT(gm_raw_fleet, has_battery),
     .example = "{runs: 8 h, charges: 1 h, at: park, chargers: 2}",
     .doc = "Their batteries; without one they run for ever."},
    {"fails", GM_TYPE_LIST, GM_INTO(gm_raw_fleet, fails), .item = GM_TYPE_STRUCT,
     .table = &gm_table_failure, .example = "{after: exponential(200 h), repair: 20 min}",
     .doc = "Breakdowns of each vehicle; it stands where it is until it is repaired. `by: "
            "parts` counts loads."},
    {"calendar", GM_TYPE_REF, GM_INTO(gm_raw_fleet, def.calendar), .example = "two-shift",
     .doc = "When they drive; by default always, or when their crew is there."},
    {"crew", GM_TYPE_CUSTOM, GM_INTO(gm_raw_fleet, def.crew), .custom = &gm_custom_crew,
     .example = "{drivers: 1}", .doc = "Who drives each, from being sent until it is free."},
};

static bool check_fleet(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_raw_fleet *raw = dst;
    bool has_paths = gm_node_get(node, "paths") != NULL;
    bool has_travel = gm_node_get(node, "travel") != NULL;
    if (has_paths == has_travel) {
        return gm_row_fault(reader, node->src,
                            has_paths ? "only one of `paths:` and `travel:` may stand"
                                      : "`paths:` or `travel:` is missing");
    }
    if (has_paths && !gm_node_get(node, "speed")) {
        return gm_row_fault(reader, node->src, "`speed:` is missing");
    }
    bool has_motion = raw->has_speed || raw->has_loaded_speed || raw->has_acceleration ||
                      raw->has_braking || raw->has_second_speed;
    if (has_travel && has_motion) {
        return gm_row_fault(reader, node->src,
                            "with `travel:` there is no speed or acceleration");
    }
    if (has_paths && raw->has_empty_travel) {
        return gm_row_fault(reader, node->src, "`empty-travel:` needs `travel:`");
    }
    return true;
}

const gm_table gm_table_fleet = {
    .name = "fleet",
    .doc = "Vehicles that carry parts: AGVs, tuggers, forklifts, shuttles, lifts, cranes.\n\n"
           "```yaml\nfleets:\n  agvs:\n    vehicles: 12\n    paths: hall\n    speed: 1.5 m/s\n"
           "    acceleration: 0.5 m/s2\n    load: 30 s\n    unload: 30 s\n"
           "    battery: {runs: 8 h, charges: 1 h, at: park, chargers: 2}\n```",
    GM_FIELDS(fleet_fields),
    .size = sizeof(gm_raw_fleet),
    .src_at = GM_AT(gm_raw_fleet, def.src),
    .name_at = GM_AT(gm_raw_fleet, def.name),
    .check = check_fleet,
};

// ---- transports

static const gm_field transport_fields[] = {
    {"fleet", GM_TYPE_REF, GM_INTO(gm_raw_transport, def.fleet), .required = true,
     .example = "agvs", .doc = "Whose vehicles carry."},
    {"pick-up", GM_TYPE_REF, GM_INTO(gm_raw_transport, def.pick_up), .example = "dock",
     .doc = "Point where parts are taken from the places before it. A fleet without `paths` "
            "needs none."},
    {"drop", GM_TYPE_REF, GM_INTO(gm_raw_transport, def.drop), .example = "line-1",
     .doc = "Point where they are given to what is behind it."},
    {"priority", GM_TYPE_INT, GM_INTO(gm_raw_transport, def.priority), .preset = "1",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e6, .doc = "1 goes before 2."},
    {"least", GM_TYPE_INT, GM_INTO(gm_raw_transport, def.least), .unit = "parts",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e6, .preset = "1",
     .doc = "A vehicle is sent when so many parts wait; with `reserves`, when so many of them "
            "have a place behind."},
    {"reserves", GM_TYPE_BOOL, GM_INTO(gm_raw_transport, def.reserves), .preset = "no",
     .doc =
         "A vehicle is sent only for parts that have a place behind, which is kept for them; "
         "else it waits there with them."},
    {"to", GM_TYPE_CUSTOM, GM_INTO(gm_raw_transport, def.to), .custom = &gm_custom_route,
     .example = "seal", .doc = "Where parts go; by default to the next step of the list."},
    {"counts", GM_TYPE_NAME, GM_INTO(gm_raw_transport, def.counts), .example = "carried",
     .doc = "A named counter of the parts that it gives on."},
};

const gm_table gm_table_transport = {
    .name = "transport",
    .doc = "Carries parts from the places before it to those behind it, by vehicles of a "
           "fleet:\n\n"
           "```yaml\n- transport: to-line\n  fleet: agvs\n  pick-up: dock\n  drop: line-1\n```",
    GM_FIELDS(transport_fields),
    .size = sizeof(gm_raw_transport),
    .src_at = GM_AT(gm_raw_transport, def.src),
    .name_at = GM_AT(gm_raw_transport, def.name),
};
