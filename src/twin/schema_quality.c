// SPDX-License-Identifier: MIT
//
// Quality of a station: inspections, and machines that go out of control.

#include "twin/rows.h"
#include "twin/tables.h"

#define SHARE GM_TYPE_QUANTITY, .bounds = GM_BETWEEN, .hi = 1.0

static const gm_field inspection_fields[] = {
    {"finds", SHARE, GM_INTO(gm_raw_inspection, def.finds), .preset = "100 %",
     .doc = "Share of the defective parts that it finds."},
    {"false-alarm", SHARE, GM_INTO(gm_raw_inspection, def.false_alarm), .preset = "0 %",
     .doc = "Share of the good parts that it rejects."},
    {"every", GM_TYPE_INT, GM_INTO(gm_raw_inspection, def.every), .unit = "parts",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e9, .preset = "1 parts", .example = "20 parts",
     .doc = "It judges one of so many parts; the others pass."},
    {"to", GM_TYPE_CUSTOM, GM_INTO(gm_raw_inspection, def.to), .custom = &gm_custom_route,
     .required = true, .example = "rework", .doc = "Where rejected parts go."},
    {"most", GM_TYPE_INT, GM_INTO(gm_raw_inspection, def.most), .bounds = GM_BETWEEN, .lo = 1.0,
     .hi = 200.0, .given_at = GM_AT(gm_raw_inspection, has_most), .example = "2",
     .doc = "Times that a part may be rejected, by whichever inspection, and still go `to`."},
    {"beyond", GM_TYPE_CUSTOM, GM_INTO(gm_raw_inspection, def.beyond),
     .custom = &gm_custom_route, .example = "scrap",
     .doc = "Where it goes when it is rejected once more; with `most`, by default to scrap."},
};

static bool check_inspection(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_raw_inspection *raw = dst;
    return raw->has_most || !raw->def.beyond.is_given
               ? true
               : gm_row_fault(reader, node->src,
                              "`beyond:` needs `most:`: how often is too often");
}

const gm_table gm_table_inspection = {
    .name = "inspection",
    .doc = "A check at the end of the work that finds hidden defects of this and earlier "
           "steps:\n\n"
           "```yaml\ninspects: {finds: 95 %, to: repair, most: 2, beyond: scrap}\n```",
    GM_FIELDS(inspection_fields),
    .size = sizeof(gm_raw_inspection),
    .src_at = GM_AT(gm_raw_inspection, def.src),
    .check = check_inspection,
};

static const char *const by_words[] = {"work", "calendar", "parts", NULL};

static const gm_field drift_fields[] = {
    {"after", GM_TYPE_CUSTOM, GM_INTO(gm_raw_drift, after), .custom = &gm_custom_interval,
     .required = true, .example = "exponential(40 h)",
     .doc = "Time from being set right to going out of control, or parts when `by: parts`."},
    {"by", GM_TYPE_ENUM, GM_INTO(gm_raw_drift, def.by), .words = by_words, .preset = "work",
     .doc = "Which clock it runs on: while the machine `work`s, the `calendar` (all the time), "
            "or the `parts` it has completed."},
    {"lasts", GM_TYPE_CUSTOM, GM_INTO(gm_raw_drift, lasts), .custom = &gm_custom_interval,
     .example = "8 h",
     .doc = "It comes back by itself so much later, by the same clock: a bad lot is used up."},
    {"defects", SHARE, GM_INTO(gm_raw_drift, def.defects), .example = "20 %",
     .given_at = GM_AT(gm_raw_drift, has_defects),
     .doc = "Share of the parts that gets a hidden defect while it is out of control; by "
            "default the station's."},
    {"scrap", SHARE, GM_INTO(gm_raw_drift, def.scrap), .example = "5 %",
     .given_at = GM_AT(gm_raw_drift, has_scrap),
     .doc = "Share that is scrapped meanwhile; by default the station's."},
    {"sampled", GM_TYPE_INT, GM_INTO(gm_raw_drift, def.sampled), .unit = "parts",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e9, .example = "50 parts",
     .doc = "One of so many parts of each machine is measured."},
    {"finds", SHARE, GM_INTO(gm_raw_drift, def.finds), .preset = "100 %",
     .doc = "Chance that a sample tells that the machine is out of control."},
    {"false-alarm", SHARE, GM_INTO(gm_raw_drift, def.false_alarm), .preset = "0 %",
     .doc = "Chance that it says so of a machine in control."},
    {"delay", GM_TYPE_CUSTOM, GM_INTO(gm_raw_drift, def.delay), .custom = &gm_custom_time,
     .given_at = GM_AT(gm_raw_drift, def.has_delay), .example = "20 min",
     .doc = "From taking a sample to its result; the machine works on meanwhile."},
    {"reset", GM_TYPE_CUSTOM, GM_INTO(gm_raw_drift, reset), .custom = &gm_custom_time,
     .given_at = GM_AT(gm_raw_drift, has_reset), .example = "45 min",
     .doc = "Time to set it right after an alarm, between two parts, in state maintenance. A "
            "planned maintenance that `renews` sets it right too."},
    {"crew", GM_TYPE_CUSTOM, GM_INTO(gm_raw_drift, crew), .custom = &gm_custom_crew,
     .example = "{setters: 1}", .doc = "Who sets it right."},
    {"quarantine", GM_TYPE_CUSTOM, GM_INTO(gm_raw_drift, def.quarantine),
     .custom = &gm_custom_route, .example = "sorting",
     .doc = "Where an alarm sends what the machine has made since the last sample that said "
            "nothing, as far as it is still in the plant as such: out of queues and buffers at "
            "once, else from the next one it comes to. A place that always has room."},
};

const gm_table gm_table_drift = {
    .name = "drift",
    .doc = "Machines that go out of control, each by itself, and make more scrap and defects "
           "until "
           "a sample tells and they are set right:\n\n"
           "```yaml\ndrifts: {after: exponential(40 h), defects: 20 %, sampled: 50 parts,\n"
           "         delay: 20 min, reset: 45 min, quarantine: sorting}\n```",
    GM_FIELDS(drift_fields),
    .size = sizeof(gm_raw_drift),
    .src_at = GM_AT(gm_raw_drift, def.src),
};
