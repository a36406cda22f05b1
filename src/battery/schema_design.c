// SPDX-License-Identifier: MIT
//
// The tables of how a cell is built: sheets, housing, pack, and the whole.

#include "battery/design_def.h"

static const gm_field sheets_fields[] = {
    {"wound", GM_TYPE_BOOL, GM_INTO(gm_sheets_def, is_wound), .example = "yes",
     .doc = "One strip of each electrode is wound up; otherwise sheets lie on each other."},
    {"width", GM_TYPE_QUANTITY, GM_INTO(gm_sheets_def, width_m), .unit = "mm", .required = true,
     .example = "65 mm", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 10.0,
     .doc = "Coated, of a sheet or strip of the positive electrode."},
    {"length", GM_TYPE_QUANTITY, GM_INTO(gm_sheets_def, length_m), .unit = "mm",
     .example = "790 mm", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1e5,
     .doc = "Coated, of a sheet; of a strip when it is unwound. By default what makes the area "
            "of the cell."},
    {"pairs", GM_TYPE_INT, GM_INTO(gm_sheets_def, pairs), .required = true,
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 10000.0, .example = "2",
     .src_at = GM_AT(gm_sheets_def, pairs_src),
     .doc =
         "Faces of the positive electrode: of a strip that is coated on both sides 2, of a "
         "stack two for each positive sheet. Width and length times them are the area of the "
         "cell."},
    {"sides", GM_TYPE_INT, GM_INTO(gm_sheets_def, sides), .preset = "2", .bounds = GM_BETWEEN,
     .lo = 1.0, .hi = 2.0, .example = "2", .doc = "Of a foil that are coated."},
    {"overhang", GM_TYPE_QUANTITY, GM_INTO(gm_sheets_def, overhang_m), .unit = "mm",
     .preset = "0 mm", .example = "1 mm", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 0.1,
     .doc = "By which the negative sheet is larger, at each edge."},
    {"outer-coating", GM_TYPE_BOOL, GM_INTO(gm_sheets_def, outer_coating), .example = "yes",
     .doc = "The two outermost sheets of a stack are coated outside too, for nothing."},
};

static const gm_table sheets_table = {
    .name = "sheets",
    .doc = "How the electrodes lie in the cell.",
    GM_FIELDS(sheets_fields),
    .size = sizeof(gm_sheets_def),
    .src_at = GM_AT(gm_sheets_def, src),
};

static const char *const shape_words[] = {"box", "cylinder", NULL}; // gm_housing_shape

static bool check_housing(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_housing_def *def = dst;
    bool has_size = def->width_m > 0.0;
    bool is_whole = has_size && def->height_m > 0.0 &&
                    (def->shape == GM_HOUSING_CYLINDER || def->depth_m > 0.0);
    if (has_size && !is_whole) {
        gm_diag_error(reader->diag, node->src, "housing: a size is %s",
                      def->shape == GM_HOUSING_CYLINDER
                          ? "`width:`, the diameter, and `height:`"
                          : "`width:`, `depth:` and `height:`");
        return false;
    }
    if (has_size == (def->fill > 0.0)) {
        gm_diag_error(reader->diag, node->src,
                      has_size ? "housing: `fill:` stands beside a size, from which it follows"
                               : "housing: expected its size, or else `fill:`");
        return false;
    }
    if (def->mass_kg <= 0.0 && def->mass_share <= 0.0 && def->wall_m <= 0.0) {
        gm_diag_error(reader->diag, node->src,
                      "housing: its mass follows from `mass:`, `wall:` with `density:`, or "
                      "`mass-share:`; it has none of them");
        return false;
    }
    return true;
}

static const gm_field housing_fields[] = {
    {"shape", GM_TYPE_ENUM, GM_INTO(gm_housing_def, shape), .words = shape_words,
     .preset = "box", .example = "cylinder", .doc = "`box`: prismatic or pouch."},
    {"width", GM_TYPE_QUANTITY, GM_INTO(gm_housing_def, width_m), .unit = "mm",
     .example = "21 mm", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 10.0,
     .src_at = GM_AT(gm_housing_def, width_src), .doc = "Outside; of a cylinder its diameter."},
    {"depth", GM_TYPE_QUANTITY, GM_INTO(gm_housing_def, depth_m), .unit = "mm",
     .example = "27 mm", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 10.0,
     .doc = "Outside, of a box."},
    {"height", GM_TYPE_QUANTITY, GM_INTO(gm_housing_def, height_m), .unit = "mm",
     .example = "70 mm", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 10.0, .doc = "Outside."},
    {"wall", GM_TYPE_QUANTITY, GM_INTO(gm_housing_def, wall_m), .unit = "mm",
     .example = "0.25 mm", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1.0,
     .doc = "How thick it is."},
    {"density", GM_TYPE_QUANTITY, GM_INTO(gm_housing_def, wall.kg_m3), .unit = "kg/m3",
     .example = "7850 kg/m3", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1e5,
     .src_at = GM_AT(gm_housing_def, wall.kg_m3_src), .doc = "Of the wall."},
    {"mass", GM_TYPE_QUANTITY, GM_INTO(gm_housing_def, mass_kg), .unit = "kg",
     .example = "13 g", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1e4,
     .doc = "With its lid. By default that of the wall, or else its share."},
    {"mass-share", GM_TYPE_QUANTITY, GM_INTO(gm_housing_def, mass_share), .example = "8 %",
     .bounds = GM_BETWEEN, .lo = 0.0, .hi = 0.9,
     .src_at = GM_AT(gm_housing_def, mass_share_src),
     .doc = "Of the mass of the cell, where nothing else is known."},
    {"fill", GM_TYPE_QUANTITY, GM_INTO(gm_housing_def, fill), .example = "90 %",
     .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1.0, .src_at = GM_AT(gm_housing_def, fill_src),
     .doc = "Stack and spare electrolyte in the volume of the cell, where its size is not "
            "known."},
};

static const gm_table housing_table = {
    .name = "housing",
    .doc = "What is around the stack.",
    GM_FIELDS(housing_fields),
    .size = sizeof(gm_housing_def),
    .src_at = GM_AT(gm_housing_def, src),
    .check = check_housing,
};

static const gm_field pack_fields[] = {
    {"mass-share", GM_TYPE_QUANTITY, GM_INTO(gm_pack_def, mass_share), .preset = "72 %",
     .example = "72 %", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1.0,
     .doc =
         "Of the cells in the mass of a pack: 62 to 72 % with modules, 72 to 90 % without; by "
         "default that of NIO's 150 kWh pack, 260 of 360 Wh/kg."},
    {"volume-share", GM_TYPE_QUANTITY, GM_INTO(gm_pack_def, volume_share), .preset = "72 %",
     .example = "72 %", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1.0,
     .doc = "And in its volume; by default that announced of CATL's Qilin pack."},
    {"usable", GM_TYPE_QUANTITY, GM_INTO(gm_pack_def, usable), .preset = "100 %",
     .example = "94 %", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1.0,
     .doc = "Of its energy, what a car may take: 93 to 97 % of most."},
    {"frame", GM_TYPE_QUANTITY, GM_INTO(gm_pack_def, frame_kg_m2), .unit = "kg/m2",
     .preset = "0 kg/m2", .example = "4 kg/m2", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1e4,
     .doc =
         "Beyond that what keeps stacks under pressure, by the face of each cell: end plates "
         "and rods."},
    {"frame-thickness", GM_TYPE_QUANTITY, GM_INTO(gm_pack_def, frame_m), .unit = "mm",
     .preset = "0 mm", .example = "1 mm", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0,
     .doc = "Of that."},
    {"frame-pressure", GM_TYPE_QUANTITY, GM_INTO(gm_pack_def, frame_at_pa), .unit = "MPa",
     .example = "5 MPa", .bounds = GM_POSITIVE,
     .doc =
         "The pressure on the stack for which mass and thickness of the frame are so. Under "
         "another `pressure:` P they are (P/frame-pressure)^0.5 of that, as the thickness of "
         "a plate that may bend to the same stress. Without it they are the same at any "
         "pressure."},
};

static const gm_table pack_table = {
    .name = "cell pack",
    .doc = "What is around the cells in a car.",
    GM_FIELDS(pack_fields),
    .size = sizeof(gm_pack_def),
    .src_at = GM_AT(gm_pack_def, src),
};

static const gm_field design_fields[] = {
    {"negative", GM_TYPE_STRUCT, GM_INTO(gm_design_def, coatings[0]),
     .table = &gm_table_cell_coating, .required = true,
     .example = "{active: {graphite: 2260 kg/m3}, foil: 12 um}",
     .doc = "What the negative electrode is made of."},
    {"positive", GM_TYPE_STRUCT, GM_INTO(gm_design_def, coatings[1]),
     .table = &gm_table_cell_coating, .required = true,
     .example = "{active: {NMC811: 4750 kg/m3}, foil: 16 um}",
     .doc = "What the positive electrode is made of."},
    {"lithium", GM_TYPE_OPTIONAL, GM_INTO(gm_design_def, lithium),
     .table = &gm_table_cell_lithium, .example = "20 um",
     .doc = "Metal on the negative foil; by default none is there when the cell is empty."},
    {"electrolyte", GM_TYPE_STRUCT, GM_INTO(gm_design_def, electrolyte),
     .table = &gm_table_cell_filling, .example = "{density: 1200 kg/m3, spare: 10 %}",
     .doc = "The electrolyte by its mass."},
    {"separator", GM_TYPE_STRUCT, GM_INTO(gm_design_def, separator),
     .table = &gm_table_cell_between, .example = "{density: 950 kg/m3, spare: 5 %}",
     .doc = "The separator by its mass."},
    {"sheets", GM_TYPE_STRUCT, GM_INTO(gm_design_def, sheets), .table = &sheets_table,
     .required = true, .example = "{wound: yes, width: 65 mm, length: 790 mm, pairs: 2}",
     .doc = "How the electrodes lie in the cell."},
    {"housing", GM_TYPE_STRUCT, GM_INTO(gm_design_def, housing), .table = &housing_table,
     .required = true,
     .example =
         "{shape: cylinder, width: 21 mm, height: 70 mm, wall: 0.25 mm, density: 7850 kg/m3}",
     .doc = "What is around the stack."},
    {"tabs", GM_TYPE_QUANTITY, GM_INTO(gm_design_def, tabs_kg), .unit = "kg", .preset = "0 g",
     .example = "3 g", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1e3,
     .src_at = GM_AT(gm_design_def, tabs_src), .doc = "Both of them, with terminals."},
    {"pack", GM_TYPE_OPTIONAL, GM_INTO(gm_design_def, pack), .table = &pack_table,
     .example = "{mass-share: 72 %}", .doc = "What a pack adds."},
    {"mean-voltage", GM_TYPE_QUANTITY, GM_INTO(gm_design_def, mean_v), .unit = "V",
     .example = "3.63 V", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 10.0,
     .doc =
         "Of a discharge, for the energy; by default that at no current, of the open-circuit "
         "curves."},
    {"formation", GM_TYPE_OPTIONAL, GM_INTO(gm_design_def, formation),
     .table = &gm_table_cell_formation,
     .example = "{steps: [{charge: 100 %, rate: C/20, rest: 12 h}]}",
     .doc = "How new cells are charged for the first times."},
    {"making", GM_TYPE_MAP, GM_INTO(gm_design_def, making), .item = GM_TYPE_CUSTOM,
     .custom = &gm_custom_making, .example = "{coating-and-drying: 20, dry-room: 12}",
     .doc = "Energy of making, step by step; by default published figures of large plants "
            "(docs/theory/cell-design.md)."},
};

const gm_table gm_table_cell_design = {
    .name = "design",
    .doc =
        "What a cell is built of, for its masses, sizes and sheets, and what its making takes "
        "(docs/theory/cell-design.md). Its window is that between the voltages of the cell.\n\n"
        "```yaml\ndesign:\n  negative: {active: {graphite-SiOx: 2210 kg/m3}, foil: 12 um}\n"
        "  positive: {active: {NMC811: 4905 kg/m3}, foil: 16 um}\n"
        "  separator: {density: 950 kg/m3}\n"
        "  sheets: {wound: yes, width: 65 mm, length: 790 mm, pairs: 2}\n"
        "  housing: {shape: cylinder, width: 21 mm, height: 70 mm, wall: 0.25 mm, density: "
        "7850 "
        "kg/m3}\n  tabs: 3 g\n```",
    GM_FIELDS(design_fields),
    .size = sizeof(gm_design_def),
    .src_at = GM_AT(gm_design_def, src),
};
