// SPDX-License-Identifier: MIT
//
// The table of a drive.

#include "vehicle/car_def.h"

#include "core/text.h"

#include <string.h>

// gm_procedure; the first one is not to be written.
static const char *const procedure_words[] = {"none", "CLTC", "WLTP", "EPA", NULL};

// Temperatures that cars are driven at, in K.
#define AIR .bounds = GM_BETWEEN, .lo = 213.15, .hi = 333.15

static const gm_field drive_fields[] = {
    {"cycle", GM_TYPE_TEXT, GM_INTO(gm_drive_ask_def, cycle),
     .src_at = GM_AT(gm_drive_ask_def, cycle_src), .example = "CLTC-P",
     .doc = "CLTC-P, WLTC-3b, UDDS, HWFET, US06 or NEDC, or a table beside this file, "
            "`commute.csv`."},
    {"time", GM_TYPE_TEXT, GM_INTO(gm_drive_ask_def, time_column), .preset = "time",
     .src_at = GM_AT(gm_drive_ask_def, time_src), .example = "time",
     .doc = "Of a table the column of times; seconds unless its head says another unit."},
    {"speed", GM_TYPE_TEXT, GM_INTO(gm_drive_ask_def, speed_column), .preset = "speed",
     .src_at = GM_AT(gm_drive_ask_def, speed_src), .example = "speed",
     .doc = "And that of speeds; its head says the unit, `speed [km/h]`, else it is m/s."},
    {"steady", GM_TYPE_QUANTITY, GM_INTO(gm_drive_ask_def, steady_m_s), .unit = "km/h",
     .bounds = GM_POSITIVE, .example = "120 km/h", .doc = "Instead of a cycle: one speed."},
    {"for", GM_TYPE_QUANTITY, GM_INTO(gm_drive_ask_def, steady_s), .unit = "s", .preset = "1 h",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e6, .example = "1 h", .doc = "For so long."},
    {"procedure", GM_TYPE_ENUM, GM_INTO(gm_drive_ask_def, procedure), .words = procedure_words,
     .preset = "none", .example = "CLTC",
     .doc = "Instead of a cycle the sequence by which type approval finds a range: CLTC (GB/T "
            "18386.1), WLTP (UN GTR 15) or EPA (SAE J1634), each shortened: "
            "docs/theory/car.md."},
    {"times", GM_TYPE_INT, GM_INTO(gm_drive_ask_def, times), .preset = "1",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 100000.0, .example = "2",
     .doc = "How often one behind the other."},
    {"until-empty", GM_TYPE_BOOL, GM_INTO(gm_drive_ask_def, is_until_empty), .example = "yes",
     .doc = "Until the pack has nothing left for a driver: the way is the range."},
    {"temperature", GM_TYPE_QUANTITY, GM_INTO(gm_drive_ask_def, outside_k), .unit = "degC",
     .preset = "23 degC", AIR, .example = "-7 degC", .doc = "Outside, -60 to 60 degC."},
    {"headwind", GM_TYPE_QUANTITY, GM_INTO(gm_drive_ask_def, headwind_m_s), .unit = "m/s",
     .preset = "0 m/s", .example = "3 m/s", .doc = "From behind below 0."},
    {"pressure", GM_TYPE_QUANTITY, GM_INTO(gm_drive_ask_def, pressure_pa), .unit = "kPa",
     .preset = "100 kPa", .bounds = GM_POSITIVE, .example = "95 kPa", .doc = "Of the air."},
    {"charge", GM_TYPE_QUANTITY, GM_INTO(gm_drive_ask_def, soc),
     .bounds = GM_MORE_THAN | GM_AT_MOST, .lo = 0.0, .hi = 1.0, .example = "50 %",
     .doc = "With which it begins; by default as full as a driver may have it."},
    {"pack", GM_TYPE_QUANTITY, GM_INTO(gm_drive_ask_def, pack_k), .unit = "degC",
     .given_at = GM_AT(gm_drive_ask_def, has_pack_k), AIR, .example = "20 degC",
     .doc = "Temperature of the pack as it begins; by default as outside."},
    {"cabin", GM_TYPE_QUANTITY, GM_INTO(gm_drive_ask_def, cabin_k), .unit = "degC",
     .given_at = GM_AT(gm_drive_ask_def, has_cabin_k), AIR, .example = "22 degC",
     .doc = "And of the cabin."},
};

static bool is_file(const char *cycle)
{
    return strchr(cycle, '.') != NULL;
}

static bool check_name(gm_reader *reader, const gm_drive_ask_def *def)
{
    gm_cycle cycle;
    if (gm_cycle_find(def->cycle, reader->arena, &cycle)) {
        return true;
    }
    int32_t n = gm_cycle_known_count();
    const char **names = GM_NEW(reader->arena, const char *, n);
    for (int32_t i = 0; i < n; i++) {
        names[i] = gm_cycle_known_name(i);
    }
    gm_report_unknown(reader->diag, def->cycle_src, "cycle", def->cycle, names, n);
    return false;
}

static bool check_drive(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_drive_ask_def *def = dst;
    bool has_procedure = def->procedure != GM_PROCEDURE_NONE;
    if ((def->cycle != NULL) + (def->steady_m_s > 0.0) + has_procedure != 1) {
        gm_diag_error(reader->diag, node->src,
                      "drive '%s': one of `cycle:`, `steady:` and `procedure:` says what is "
                      "driven",
                      def->name);
        return false;
    }
    if ((def->is_until_empty || has_procedure) && def->times != 1) {
        gm_diag_error(reader->diag, node->src,
                      "drive '%s': `%s` and `times:` cannot both end it", def->name,
                      has_procedure ? "procedure:" : "until-empty:");
        return false;
    }
    if (!def->cycle) {
        return true;
    }
    return is_file(def->cycle) ? gm_drive_read_cycle(reader, def) : check_name(reader, def);
}

const gm_table gm_table_drive_ask = {
    .name = "drive",
    .doc = "A cycle that the car drives, once, several times or until its pack is empty.\n\n"
           "```yaml\ndrives:\n  range: {cycle: CLTC-P, until-empty: yes}\n"
           "  winter: {cycle: WLTC-3b, temperature: -7 degC}\n"
           "  motorway: {steady: 120 km/h}\n```",
    GM_FIELDS(drive_fields),
    .size = sizeof(gm_drive_ask_def),
    .src_at = GM_AT(gm_drive_ask_def, src),
    .name_at = GM_AT(gm_drive_ask_def, name),
    .check = check_drive,
};
