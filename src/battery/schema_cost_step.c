// SPDX-License-Identifier: MIT
//
// The table of a step of a cell plant.

#include "battery/cost_def.h"

// By gm_cost_measure.
static const char *const measure_words[] = {"energy",           "cells",    "area",
                                            "positive",         "negative", "positive-solvent",
                                            "negative-solvent", "dry-room", NULL};
_Static_assert(sizeof measure_words / sizeof *measure_words == GM_COST_MEASURES + 1,
               "a word for each measure");

#define KEEPS_ROW(name, part)                                                                  \
    {                                                                                          \
        name, GM_TYPE_QUANTITY, .offset = (part) * sizeof(double), .example = "99 %",          \
                                .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1.0,                \
                                .doc = "Of what comes, what goes on into cells."               \
    }

static const gm_field keeps_fields[] = {
    KEEPS_ROW("negative-active", GM_PART_NEGATIVE_ACTIVE),
    KEEPS_ROW("negative-binder", GM_PART_NEGATIVE_INACTIVE),
    KEEPS_ROW("negative-foil", GM_PART_NEGATIVE_FOIL),
    KEEPS_ROW("positive-active", GM_PART_POSITIVE_ACTIVE),
    KEEPS_ROW("positive-binder", GM_PART_POSITIVE_INACTIVE),
    KEEPS_ROW("positive-foil", GM_PART_POSITIVE_FOIL),
    KEEPS_ROW("lithium", GM_PART_LITHIUM),
    KEEPS_ROW("separator", GM_PART_SEPARATOR),
    KEEPS_ROW("electrolyte", GM_PART_ELECTROLYTE),
    KEEPS_ROW("housing", GM_PART_HOUSING),
    KEEPS_ROW("tabs", GM_PART_TABS),
};

static const gm_table keeps_table = {
    .name = "material yields",
    .doc =
        "What a step of a plant does not lose of the materials that go through it; by default "
        "nothing is lost.",
    GM_FIELDS(keeps_fields),
    .size = GM_PARTS * sizeof(double),
};

static bool check_step(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_cost_step_def *def = dst;
    if (def->by == GM_COST_DRY_ROOM && def->dry_share > 0.0) {
        gm_diag_error(reader->diag, node->src,
                      "step '%s': what goes by the floor of dry rooms lies in none itself: "
                      "`dry:` must be 0",
                      def->name);
        return false;
    }
    return true;
}

#define POWER_DOC "Power p of the rate by which it grows: C = C0 (rate/rate0)^p."

static const gm_field step_fields[] = {
    {"by", GM_TYPE_ENUM, GM_INTO(gm_cost_step_def, by), .words = measure_words,
     .required = true, .example = "cells",
     .doc = "The rate that it goes by: `energy` of good cells, `cells` that are begun, `area` "
            "of positive electrode in them, active material that is bought (`positive`, "
            "`negative`), solvent that is evaporated, floor in dry rooms (`dry-room`)."},
    {"labour", GM_TYPE_QUANTITY, GM_INTO(gm_cost_step_def, labour_s), .unit = "h",
     .required = true, .example = "14400 h", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1e15,
     .doc = "Hours of people in a year, at the base."},
    {"labour-power", GM_TYPE_QUANTITY, GM_INTO(gm_cost_step_def, labour_power),
     .required = true, .example = "0.5", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 2.0,
     .doc = POWER_DOC},
    {"equipment", GM_TYPE_CUSTOM, GM_INTO(gm_cost_step_def, equipment),
     .custom = &gm_custom_money, .required = true, .example = "8 MUSD",
     .doc = "Invested, at the base."},
    {"equipment-power", GM_TYPE_QUANTITY, GM_INTO(gm_cost_step_def, equipment_power),
     .required = true, .example = "0.8", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 2.0,
     .doc = POWER_DOC},
    {"floor", GM_TYPE_QUANTITY, GM_INTO(gm_cost_step_def, floor_m2), .unit = "m2",
     .required = true, .example = "750 m2", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1e12,
     .doc = "At the base."},
    {"floor-power", GM_TYPE_QUANTITY, GM_INTO(gm_cost_step_def, floor_power), .required = true,
     .example = "0.8", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 2.0, .doc = POWER_DOC},
    {"dry", GM_TYPE_QUANTITY, GM_INTO(gm_cost_step_def, dry_share), .preset = "0 %",
     .example = "100 %", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0,
     .doc = "Of its floor, what lies in a dry room."},
    {"load", GM_TYPE_ENUM, GM_INTO(gm_cost_step_def, load), .words = measure_words,
     .preset = "energy", .example = "positive-solvent",
     .doc = "What its equipment also goes by, for each square metre of electrode: coaters are "
            "longer where more solvent is dried."},
    {"load-power", GM_TYPE_QUANTITY, GM_INTO(gm_cost_step_def, load_power), .preset = "0",
     .example = "0.2", .bounds = GM_BETWEEN, .lo = -2.0, .hi = 2.0,
     .doc = "With this power; 0: it does not."},
    {"passes", GM_TYPE_QUANTITY, GM_INTO(gm_cost_step_def, passes), .preset = "100 %",
     .example = "95 %", .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1.0,
     .doc = "Of the cells that come, what is good."},
    {"energy", GM_TYPE_QUANTITY, GM_INTO(gm_cost_step_def, energy), .preset = "0",
     .example = "2.5", .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1e6,
     .doc = "That it takes for each unit that the cell can hold, at `rates.energy`; 0 where "
            "overheads hold it."},
    {"keeps", GM_TYPE_STRUCT, GM_INTO(gm_cost_step_def, keeps), .table = &keeps_table,
     .example = "{positive-active: 95 %}", .doc = "Materials that it loses none or some of."},
};

const gm_table gm_table_cost_step = {
    .name = "plant step",
    .doc = "A step of a cell plant, at the rates of its base.",
    GM_FIELDS(step_fields),
    .size = sizeof(gm_cost_step_def),
    .src_at = GM_AT(gm_cost_step_def, src),
    .name_at = GM_AT(gm_cost_step_def, name),
    .check = check_step,
};

const char *gm_cost_part_key(gm_cell_part part)
{
    for (size_t i = 0; i < sizeof keeps_fields / sizeof *keeps_fields; i++) {
        if (keeps_fields[i].offset == (size_t)part * sizeof(double)) {
            return keeps_fields[i].key;
        }
    }
    return "";
}
