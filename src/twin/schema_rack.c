// SPDX-License-Identifier: MIT
//
// Automated racks.

#include "core/text.h"
#include "twin/dist_read.h"
#include "twin/raw.h"
#include "twin/rows.h"
#include "twin/tables.h"

#include <math.h>

#define SHARE_TOLERANCE 1e-9
#define MOST_SLOTS      1000000

static const char *const slot_words[] = {"random", "nearest", NULL};
static const char *const command_words[] = {"single", "dual", NULL};

static const gm_field rack_fields[] = {
    {"bays", GM_TYPE_INT, GM_INTO(gm_raw_rack, def.bays), .required = true,
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 10000.0, .example = "60",
     .doc = "Slots along the aisle."},
    {"levels", GM_TYPE_INT, GM_INTO(gm_raw_rack, def.levels), .required = true,
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1000.0, .example = "10",
     .doc = "Slots one above the other."},
    {"bay", GM_TYPE_QUANTITY, GM_INTO(gm_raw_rack, def.bay_m), .unit = "m", .required = true,
     .bounds = GM_POSITIVE, .example = "1.4 m", .doc = "Width of a slot."},
    {"level", GM_TYPE_QUANTITY, GM_INTO(gm_raw_rack, def.level_m), .unit = "m",
     .required = true, .bounds = GM_POSITIVE, .example = "1.1 m", .doc = "Height of a slot."},
    {"speed", GM_TYPE_QUANTITY, GM_INTO(gm_raw_rack, def.speed_m_s), .unit = "m/s",
     .required = true, .bounds = GM_POSITIVE, .example = "3 m/s",
     .doc = "Of the crane along the aisle."},
    {"lift-speed", GM_TYPE_QUANTITY, GM_INTO(gm_raw_rack, def.lift_m_s), .unit = "m/s",
     .required = true, .bounds = GM_POSITIVE, .example = "0.8 m/s",
     .doc = "Of its lift, at the same time."},
    {"acceleration", GM_TYPE_QUANTITY, GM_INTO(gm_raw_rack, def.acceleration_m_s2),
     .unit = "m/s2", .bounds = GM_POSITIVE, .given_at = GM_AT(gm_raw_rack, has_acceleration),
     .example = "0.4 m/s2", .doc = "Of both, and their braking; without it none."},
    {"lift-acceleration", GM_TYPE_QUANTITY, GM_INTO(gm_raw_rack, def.lift_acceleration_m_s2),
     .unit = "m/s2", .bounds = GM_POSITIVE,
     .given_at = GM_AT(gm_raw_rack, has_lift_acceleration), .example = "0.6 m/s2",
     .doc = "By default the same as `acceleration`."},
    {"handling", GM_TYPE_QUANTITY, GM_INTO(gm_raw_rack, def.handling_s), .unit = "s",
     .bounds = GM_NOT_NEGATIVE, .preset = "0 s", .example = "5 s",
     .doc = "To take a load, and to set it down."},
    {"slots", GM_TYPE_ENUM, GM_INTO(gm_raw_rack, def.slots), .words = slot_words,
     .preset = "nearest", .doc = "Where a part goes: any free slot, or the quickest to reach."},
    {"classes", GM_TYPE_MAP, GM_INTO(gm_raw_rack, classes), .item = GM_TYPE_QUANTITY,
     .bounds = GM_BETWEEN, .hi = 1.0, .example = "{fast: 20 %, other: 80 %}",
     .doc =
         "Shares of the slots for kinds or variants, the nearest for the first; a part goes to "
         "any free slot of its class, and of the others when that is full."},
    {"commands", GM_TYPE_ENUM, GM_INTO(gm_raw_rack, commands), .words = command_words,
     .preset = "dual",
     .doc =
         "`dual`: after storing, the crane goes on to a part that is asked for. `single`: it "
         "comes back in between."},
    {"exit", GM_TYPE_INT, GM_INTO(gm_raw_rack, def.holds_out), .unit = "parts",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e6, .preset = "1",
     .doc = "Places at the exit for parts that were fetched ahead."},
    {"least", GM_TYPE_CUSTOM, GM_INTO(gm_raw_rack, def.least), .custom = &gm_custom_time,
     .given_at = GM_AT(gm_raw_rack, def.has_least), .example = "24 h",
     .doc = "Least dwell in a slot: ageing, cooling."},
    {"recipe", GM_TYPE_LIST, GM_INTO(gm_raw_rack, recipe.phases), .item = GM_TYPE_STRUCT,
     .table = &gm_table_recipe_phase, .example = "[{name: rest, time: 12 h}]",
     .doc = "Phases that a part goes through in its slot, instead of `least`."},
    {"channels", GM_TYPE_INT, GM_INTO(gm_raw_rack, recipe.channels), .unit = "channels",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e9,
     .given_at = GM_AT(gm_raw_rack, recipe.has_channels), .example = "57600",
     .doc = "Channels that its slots share; by default there are always enough."},
    {"grid", GM_TYPE_REF, GM_INTO(gm_raw_rack, recipe.grid), .example = "formation-grid",
     .doc = "Limit of power: a phase begins when the grid has its `power`."},
    {"starts-with", GM_TYPE_INT, GM_INTO(gm_raw_rack, def.initial), .unit = "parts",
     .bounds = GM_BETWEEN, .hi = 1e6, .preset = "0", .doc = "Parts in it at t = 0."},
    {"starts-part", GM_TYPE_REF, GM_INTO(gm_raw_rack, def.initial_kind), .example = "cell",
     .doc = "Their kind; by default `part`, or the only kind of the model."},
    {"fails", GM_TYPE_LIST, GM_INTO(gm_raw_rack, fails), .item = GM_TYPE_STRUCT,
     .table = &gm_table_failure, .example = "{after: exponential(100 h), repair: 40 min}",
     .doc = "Breakdowns of the crane."},
    {"calendar", GM_TYPE_REF, GM_INTO(gm_raw_rack, def.calendar), .example = "two-shift",
     .doc = "When the crane works; by default that of its line."},
    {"to", GM_TYPE_CUSTOM, GM_INTO(gm_raw_rack, def.to), .custom = &gm_custom_route,
     .example = "pack", .doc = "Where parts go; by default to the next step of the list."},
    {"energy", GM_TYPE_STRUCT, GM_INTO(gm_raw_rack, def.power), .table = &gm_table_power,
     .example = "{working: 15 kW}", .doc = "Power that the crane draws."},
    {"counts", GM_TYPE_NAME, GM_INTO(gm_raw_rack, def.counts), .example = "aged",
     .doc = "A named counter of the parts that leave."},
};

static bool check_rack(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_raw_rack *raw = dst;
    int64_t slots = (int64_t)raw->def.bays * raw->def.levels;
    if (slots > MOST_SLOTS) {
        return gm_row_fault(reader, node->src, "a rack has at most %d slots", MOST_SLOTS);
    }
    if (raw->def.initial > slots) {
        return gm_row_fault(reader, node->src, "starts-with: %d parts in %d slots",
                            (int)raw->def.initial, (int)slots);
    }
    double sum = 0.0;
    for (int i = 0; i < raw->classes.n; i++) {
        sum += raw->classes.items[i].value;
    }
    const gm_node *classes = gm_node_get(node, "classes");
    bool lacks_some = classes && classes->is_faulty; // which is told
    if (raw->classes.n > 0 && !lacks_some && fabs(sum - 1.0) > SHARE_TOLERANCE) {
        char number[GM_NUMBER_BYTES];
        return gm_row_fault(reader, raw->classes.items[0].src,
                            "the shares of the classes add up to %s %%, not 100 %%",
                            gm_text_of_rounded(100.0 * sum, 12, number));
    }
    return true;
}

const gm_table gm_table_rack = {
    .name = "rack",
    .doc = "An automated rack: slots served by a crane that stores what comes and fetches what "
           "is wanted behind, first in first out:\n\n"
           "```yaml\n- rack: ageing\n  bays: 60\n  levels: 10\n  bay: 1.4 m\n  level: 1.1 m\n"
           "  speed: 3 m/s\n  lift-speed: 0.8 m/s\n  handling: 5 s\n  least: 24 h\n```",
    GM_FIELDS(rack_fields),
    .size = sizeof(gm_raw_rack),
    .src_at = GM_AT(gm_raw_rack, def.src),
    .name_at = GM_AT(gm_raw_rack, def.name),
    .check = check_rack,
};
