// SPDX-License-Identifier: MIT
//
// Cell making: materials, webs, phases of recipes, grids, longest times, grades, dry rooms.

#include "twin/dist_read.h"
#include "twin/rows.h"
#include "twin/tables.h"

// ---- materials

static const gm_field material_fields[] = {
    {"price", GM_TYPE_QUANTITY, GM_INTO(gm_material_def, price_cny_kg), .unit = "CNY/kg",
     .bounds = GM_NOT_NEGATIVE, .preset = "0 CNY/kg", .example = "180 CNY/kg",
     .doc = "What it costs: figures `scrap-cost`."},
    {"recycles", GM_TYPE_QUANTITY, GM_INTO(gm_material_def, recycle_cny_kg), .unit = "CNY/kg",
     .bounds = GM_NOT_NEGATIVE, .preset = "0 CNY/kg", .example = "60 CNY/kg",
     .doc = "What its scrap brings: figures `scrap-recycled`."},
};

const gm_table gm_table_material = {
    .name = "material",
    .doc =
        "What parts are made of. Sources and stations put it in (`adds:`, `coats:`), and it "
        "goes on with the parts through splits and joins until they leave or are scrapped:\n\n"
        "```yaml\nmaterials:\n  cathode: {price: 180 CNY/kg, recycles: 60 CNY/kg}\n"
        "  aluminium: {price: 20 CNY/kg, recycles: 12 CNY/kg}\n```",
    GM_FIELDS(material_fields),
    .size = sizeof(gm_material_def),
    .src_at = GM_AT(gm_material_def, src),
    .name_at = GM_AT(gm_material_def, name),
};

// ---- webs

static const gm_field splice_fields[] = {
    {"time", GM_TYPE_QUANTITY, GM_INTO(gm_raw_splice, time_s), .unit = "s",
     .bounds = GM_NOT_NEGATIVE, .preset = "0 s", .example = "90 s",
     .doc = "Time of a splice; 0 for one on the run."},
    {"loses", GM_TYPE_QUANTITY, GM_INTO(gm_raw_splice, loses_m), .unit = "m",
     .bounds = GM_NOT_NEGATIVE, .preset = "0 m", .example = "8 m",
     .doc = "Metres lost with it."},
};

static const gm_table splice_table = {
    .name = "splice",
    .doc = "Each roll is joined to the one before, unless a changeover came between.",
    GM_FIELDS(splice_fields),
    .size = sizeof(gm_raw_splice),
};

static const gm_field web_defect_fields[] = {
    {"per", GM_TYPE_QUANTITY, GM_INTO(gm_raw_web_defects, per_m), .unit = "1/m",
     .bounds = GM_NOT_NEGATIVE, .required = true, .example = "0.002 /m",
     .doc = "Defects in a metre, by chance."},
    {"loses", GM_TYPE_QUANTITY, GM_INTO(gm_raw_web_defects, loses_m), .unit = "m",
     .bounds = GM_NOT_NEGATIVE, .required = true, .example = "0.5 m",
     .doc = "Metres cut out with each."},
};

static const gm_table web_defect_table = {
    .name = "web defects",
    .doc = "Defects along a web: a Poisson process of so many in a metre.",
    GM_FIELDS(web_defect_fields),
    .size = sizeof(gm_raw_web_defects),
};

static const gm_field web_fields[] = {
    {"speed", GM_TYPE_QUANTITY, GM_INTO(gm_raw_web, def.speed_m_s), .unit = "m/min",
     .required = true, .bounds = GM_POSITIVE, .example = "60 m/min",
     .doc = "Speed of the web: a roll takes its length by it, beside the `time:` of the "
            "station."},
    {"width", GM_TYPE_QUANTITY, GM_INTO(gm_raw_web, def.width_m), .unit = "m",
     .bounds = GM_POSITIVE, .preset = "1 m", .example = "1.4 m",
     .doc = "Width of the web as it comes."},
    {"coated", GM_TYPE_QUANTITY, GM_INTO(gm_raw_web, def.coated_m), .unit = "m",
     .bounds = GM_POSITIVE, .given_at = GM_AT(gm_raw_web, has_coated), .example = "1.36 m",
     .doc = "Coated width; by default all of it."},
    {"coats", GM_TYPE_MAP, GM_INTO(gm_raw_web, coats), .item = GM_TYPE_QUANTITY,
     .unit = "kg/m2", .bounds = GM_NOT_NEGATIVE, .example = "{cathode: 0.42 kg/m2}",
     .doc = "Materials put on the coated width, both sides together. What is lost on the way "
            "has been coated too."},
    {"trim", GM_TYPE_QUANTITY, GM_INTO(gm_raw_web, def.trim_m), .unit = "m",
     .bounds = GM_NOT_NEGATIVE, .preset = "0 m", .example = "15 mm",
     .doc = "Cut off at each of both edges: that share of the material is scrap."},
    {"splice", GM_TYPE_STRUCT, GM_INTO(gm_raw_web, splice), .table = &splice_table,
     .example = "{time: 90 s, loses: 8 m}", .doc = "To join a roll to the one before."},
    {"start-up", GM_TYPE_QUANTITY, GM_INTO(gm_raw_web, def.start_m), .unit = "m",
     .bounds = GM_NOT_NEGATIVE, .preset = "0 m", .example = "30 m",
     .doc =
         "Metres lost whenever the web has stood: for want of rolls or people, blocked, down, "
         "off shift, or for a changeover."},
    {"defects", GM_TYPE_STRUCT, GM_INTO(gm_raw_web, defects), .table = &web_defect_table,
     .given_at = GM_AT(gm_raw_web, has_defects), .example = "{per: 0.002 /m, loses: 0.5 m}",
     .doc = "Defects that are cut out."},
    {"lanes", GM_TYPE_INT, GM_INTO(gm_raw_web, def.lanes), .bounds = GM_BETWEEN, .lo = 1.0,
     .hi = 1000.0, .preset = "1", .example = "4",
     .doc = "Lanes that the web is slit into; needs `winds:`."},
    {"winds", GM_TYPE_MAP, GM_INTO(gm_raw_web, winds), .item = GM_TYPE_QUANTITY, .unit = "m",
     .bounds = GM_NOT_NEGATIVE, .example = "{jumbo: 6000 m}",
     .doc =
         "The kind of the rolls (or pieces) that leave, one for each lane, and the metres of "
         "each; what is short of another one waits for the next roll. `0 m`: each as long as "
         "what came. By default the roll that came goes on."},
};

static bool check_web(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_raw_web *raw = dst;
    raw->def.coated_m = raw->has_coated ? raw->def.coated_m : raw->def.width_m;
    raw->def.splice_s = raw->splice.time_s;
    raw->def.splice_m = raw->splice.loses_m;
    raw->def.defects_per_m = raw->defects.per_m;
    raw->def.defect_m = raw->defects.loses_m;
    raw->def.winds = raw->winds.n > 0;
    raw->def.wound_m = raw->winds.n > 0 ? raw->winds.items[0].value : 0.0;
    if (raw->winds.n > 1) {
        return gm_row_fault(reader, raw->winds.items[1].src,
                            "`winds:` names one kind, like `{jumbo: 6000 m}`");
    }
    if (raw->def.lanes > 1 && raw->winds.n == 0) {
        return gm_row_fault(reader, node->src,
                            "`lanes:` needs `winds:`: the kind of the lanes and their length");
    }
    if (raw->def.coated_m > raw->def.width_m) {
        return gm_row_fault(reader, node->src, "the coated width is more than the width");
    }
    return 2.0 * raw->def.trim_m < raw->def.width_m
               ? true
               : gm_row_fault(reader, node->src, "the trim leaves nothing of the width");
}

const gm_table gm_table_web = {
    .name = "web",
    .doc =
        "A station through which rolls run as a web. Its parts have a length, which their "
        "source says (`length:`):\n\n"
        "```yaml\n- station: coating\n  web: {speed: 60 m/min, width: 1.4 m, start-up: 30 m,\n"
        "        splice: {loses: 8 m}, coats: {cathode: 0.42 kg/m2}, winds: {jumbo: 6000 m}}\n"
        "```",
    GM_FIELDS(web_fields),
    .size = sizeof(gm_raw_web),
    .src_at = GM_AT(gm_raw_web, def.src),
    .check = check_web,
};

// ---- recipes and grids

static const gm_field phase_fields[] = {
    {"name", GM_TYPE_NAME, GM_INTO(gm_recipe_phase_def, name), .required = true,
     .example = "precharge", .doc = "Its name."},
    {"time", GM_TYPE_CUSTOM, GM_INTO(gm_recipe_phase_def, time), .custom = &gm_custom_time,
     .required = true, .example = "2 h", .doc = "How long it takes."},
    {"channels", GM_TYPE_INT, GM_INTO(gm_recipe_phase_def, channels), .unit = "channels",
     .bounds = GM_BETWEEN, .hi = 1e9, .preset = "0 channels", .example = "192 channels",
     .doc = "Channels that it takes of those of the station or rack."},
    {"power", GM_TYPE_QUANTITY, GM_INTO(gm_recipe_phase_def, power_w), .unit = "W",
     .bounds = GM_NOT_NEGATIVE, .preset = "0 W", .example = "8 kW",
     .doc = "Power that it draws, from the `grid` when there is one."},
    {"gives", GM_TYPE_QUANTITY, GM_INTO(gm_recipe_phase_def, gives_w), .unit = "W",
     .bounds = GM_NOT_NEGATIVE, .preset = "0 W", .example = "6 kW",
     .doc = "Power that it feeds back. It lowers what is used, not what may begin."},
};

const gm_table gm_table_recipe_phase = {
    .name = "recipe phase",
    .doc =
        "A stretch of a recipe, which begins when its channels are free and the grid has its "
        "power:\n\n"
        "```yaml\n- station: formation\n  machines: 400\n  channels: 57600\n"
        "  grid: formation-grid\n  recipe:\n"
        "    - {name: precharge, time: 3 h, channels: 192, power: 4 kW}\n"
        "    - {name: degas, time: 20 min}\n    - {name: rest, time: 12 h}\n"
        "    - {name: grading, time: 6 h, channels: 192, power: 9 kW, gives: 2 kW}\n```",
    GM_FIELDS(phase_fields),
    .size = sizeof(gm_recipe_phase_def),
    .src_at = GM_AT(gm_recipe_phase_def, src),
};

static const gm_field grid_fields[] = {
    {"power", GM_TYPE_QUANTITY, GM_INTO(gm_grid_def, most_w), .unit = "W", .required = true,
     .bounds = GM_POSITIVE, .example = "2.5 MW", .doc = "Most power that it gives at a time."},
};

const gm_table gm_table_grid = {
    .name = "grid",
    .doc = "A limit of power that recipes and stations with `grid:` share:\n\n"
           "```yaml\ngrids: {formation-grid: 2.5 MW}\n```",
    GM_FIELDS(grid_fields),
    .size = sizeof(gm_grid_def),
    .src_at = GM_AT(gm_grid_def, src),
    .name_at = GM_AT(gm_grid_def, name),
    .short_key = "power",
};

// ---- longest times

static const gm_field within_fields[] = {
    {"name", GM_TYPE_NAME, GM_INTO(gm_raw_within, def.name), .example = "dry-to-fill",
     .doc = "For results."},
    {"over", GM_TYPE_CUSTOM, GM_INTO(gm_raw_within, over), .custom = &gm_custom_over,
     .required = true, .example = "[drying, filling]",
     .doc = "The step that a part leaves, and the one that then takes it to work on it."},
    {"at-most", GM_TYPE_QUANTITY, GM_INTO(gm_raw_within, def.most_s), .unit = "s",
     .required = true, .bounds = GM_POSITIVE, .example = "8 h",
     .doc = "Longest time from the one to the other."},
    {"then", GM_TYPE_CUSTOM, GM_INTO(gm_raw_within, def.then), .custom = &gm_custom_route,
     .example = "re-dry",
     .doc = "Where overdue parts go, found when the second step takes them: by default to "
            "`scrap`; `next`: they go on and are only counted. A place that always has room."},
};

const gm_table gm_table_within = {
    .name = "within",
    .doc = "Longest times between two steps, as from drying to filling:\n\n"
           "```yaml\nwithin:\n  - {name: dry-to-fill, over: [drying, filling], at-most: 8 h, "
           "then: re-dry}\n```",
    GM_FIELDS(within_fields),
    .size = sizeof(gm_raw_within),
    .src_at = GM_AT(gm_raw_within, def.src),
};

// ---- grades

static const gm_field grades_fields[] = {
    {"mean", GM_TYPE_QUANTITY, GM_INTO(gm_raw_grades, def.mean), .unit = "Ah", .required = true,
     .bounds = GM_POSITIVE, .example = "104 Ah", .doc = "Mean of the capacity."},
    {"sd", GM_TYPE_QUANTITY, GM_INTO(gm_raw_grades, def.sd), .unit = "Ah", .required = true,
     .bounds = GM_NOT_NEGATIVE, .example = "0.8 Ah",
     .doc = "Its standard deviation: each part is measured, by the normal law."},
    {"bins", GM_TYPE_MAP, GM_INTO(gm_raw_grades, bins), .item = GM_TYPE_QUANTITY, .unit = "Ah",
     .required = true, .bounds = GM_NOT_NEGATIVE, .example = "{a: 104 Ah, b: 103 Ah}",
     .doc = "Names of the grades and the least capacity of each."},
    {"below", GM_TYPE_CUSTOM, GM_INTO(gm_raw_grades, def.below), .custom = &gm_custom_route,
     .example = "scrap", .doc = "Where parts go that are below all bins; by default to scrap."},
};

static bool check_grades(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_raw_grades *raw = dst;
    return raw->bins.n > 0
               ? true
               : gm_row_fault(reader, node->src, "`bins:` needs at least one grade");
}

const gm_table gm_table_grades = {
    .name = "grades",
    .doc = "Grading into bins, from which a later station joins matched sets with "
           "`same: grade`:\n\n"
           "```yaml\n- station: grading\n  grades: {mean: 104 Ah, sd: 0.8 Ah, bins: {a: 104.5 "
           "Ah, b: 103.5 Ah, c: 102 Ah}}\n- station: stacking\n  needs: {cell: 12}\n  makes: "
           "module\n  same: grade\n```",
    GM_FIELDS(grades_fields),
    .size = sizeof(gm_raw_grades),
    .src_at = GM_AT(gm_raw_grades, def.src),
    .check = check_grades,
};

// ---- dry rooms

static const gm_field dry_room_fields[] = {
    {"area", GM_TYPE_QUANTITY, GM_INTO(gm_raw_dry_room, area_m2), .unit = "m2",
     .required = true, .bounds = GM_POSITIVE, .example = "1500 m2", .doc = "Floor."},
    {"height", GM_TYPE_QUANTITY, GM_INTO(gm_raw_dry_room, height_m), .unit = "m",
     .bounds = GM_POSITIVE, .preset = "3 m", .doc = "Height of the air that is changed."},
    {"dew-point", GM_TYPE_QUANTITY, GM_INTO(gm_raw_dry_room, dew_point_k), .unit = "degC",
     .preset = "-40 degC", .doc = "Dew point of the air in it."},
    {"outside-dew-point", GM_TYPE_QUANTITY, GM_INTO(gm_raw_dry_room, outside_k), .unit = "degC",
     .preset = "14 degC", .doc = "Dew point of the fresh air."},
    {"air-changes", GM_TYPE_QUANTITY, GM_INTO(gm_raw_dry_room, changes_per_s), .unit = "1/h",
     .bounds = GM_NOT_NEGATIVE, .preset = "20 /h", .example = "30 /h",
     .doc = "How often its air is moved through the dryer."},
    {"fresh", GM_TYPE_QUANTITY, GM_INTO(gm_raw_dry_room, fresh), .bounds = GM_BETWEEN,
     .hi = 1.0, .preset = "10 %", .doc = "Share of that air that comes from outside."},
    {"fan", GM_TYPE_QUANTITY, GM_INTO(gm_raw_dry_room, fan_j_m3), .unit = "kJ/m3",
     .bounds = GM_NOT_NEGATIVE, .preset = "1.5 kJ/m3",
     .doc = "Energy to move the air: 1.5 kJ/m3 are 1.5 kW for 1 m3/s."},
    {"drying", GM_TYPE_QUANTITY, GM_INTO(gm_raw_dry_room, def.drying_j_kg), .unit = "kWh/kg",
     .bounds = GM_NOT_NEGATIVE, .preset = "3 kWh/kg",
     .doc = "Energy to take a kilogram of water out of the air."},
    {"power", GM_TYPE_QUANTITY, GM_INTO(gm_raw_dry_room, power_w_m2), .unit = "W/m2",
     .bounds = GM_NOT_NEGATIVE, .given_at = GM_AT(gm_raw_dry_room, has_power),
     .example = "0.4 kW/m2",
     .doc = "Instead of what follows from the air: power of a square metre without people."},
    {"people", GM_TYPE_LIST, GM_INTO(gm_raw_dry_room, crews), .item = GM_TYPE_REF,
     .example = "[cell-makers]", .doc = "Crews whose people are in it while on duty."},
    {"moisture", GM_TYPE_QUANTITY, GM_INTO(gm_raw_dry_room, def.moisture_kg_s), .unit = "g/h",
     .bounds = GM_NOT_NEGATIVE, .preset = "100 g/h",
     .doc = "Water that each of them gives off."},
};

const gm_table gm_table_dry_room = {
    .name = "dry room",
    .doc =
        "A room whose air is kept dry, at all hours:\n\n"
        "```yaml\ndry-rooms:\n  assembly: {area: 1500 m2, dew-point: -45 degC, air-changes: 30 "
        "/h, people: [cell-makers]}\n```\n\n"
        "It takes air changes x volume x (`fan` + `fresh` x water in a cubic metre of fresh "
        "air "
        "less that in the room x `drying`), and for each of its people `moisture` x `drying`.",
    GM_FIELDS(dry_room_fields),
    .size = sizeof(gm_raw_dry_room),
    .src_at = GM_AT(gm_raw_dry_room, def.src),
    .name_at = GM_AT(gm_raw_dry_room, def.name),
};
