// SPDX-License-Identifier: MIT
//
// Cell making: materials and webs.

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
