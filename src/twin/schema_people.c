// SPDX-License-Identifier: MIT
//
// Parts, crews, calendars and limits.

#include "twin/rows.h"
#include "twin/tables.h"

#include <math.h>

#define SHARE_TOLERANCE 1e-9

// ---- parts

static const gm_field option_fields[] = {
    {"share", GM_TYPE_QUANTITY, GM_INTO(gm_raw_option, share), .bounds = GM_BETWEEN, .hi = 1.0,
     .given_at = GM_AT(gm_raw_option, has_share), .example = "30 %",
     .doc = "Share of the parts that have it. Its name then stands for them."},
    {"values", GM_TYPE_MAP, GM_INTO(gm_raw_option, values), .item = GM_TYPE_QUANTITY,
     .bounds = GM_BETWEEN, .hi = 1.0, .example = "{white: 60 %, black: 40 %}",
     .doc = "Instead of `share`: values of which every part has one, each with its share."},
    {"family", GM_TYPE_BOOL, GM_INTO(gm_raw_option, is_family), .preset = "no",
     .doc = "Its values are the changeover families of the parts, as a colour is in paint."},
};

static bool check_option(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_raw_option *raw = dst;
    const gm_node *values = gm_node_get(node, "values");
    if (values && values->is_faulty) {
        return true; // which is told
    }
    if (raw->has_share == (raw->values.n > 0)) {
        return gm_row_fault(reader, node->src,
                            raw->has_share ? "only one of `share:` and `values:` may stand"
                                           : "`share:` or `values:` is missing");
    }
    double sum = 0.0;
    for (int i = 0; i < raw->values.n; i++) {
        sum += raw->values.items[i].value;
    }
    if (raw->has_share || fabs(sum - 1.0) <= SHARE_TOLERANCE) {
        return true;
    }
    char number[GM_NUMBER_BYTES];
    return gm_row_fault(reader, node->src,
                        "the shares of its values add up to %s %%, not 100 %%",
                        gm_text_of_rounded(100.0 * sum, 12, number));
}

static const gm_table option_table = {
    .name = "option",
    .doc =
        "Something that parts of a kind have or have not, or have in one of several values. "
        "Options are drawn independently of one another. A name of an option or of a value "
        "stands for all parts that have it, wherever a variant may stand: `time: {roof: 80 s, "
        "other: 60 s}`. A bare share may stand for the map.",
    GM_FIELDS(option_fields),
    .size = sizeof(gm_raw_option),
    .src_at = GM_AT(gm_raw_option, src),
    .name_at = GM_AT(gm_raw_option, name),
    .short_key = "share",
    .check = check_option,
};

static const gm_field variant_fields[] = {
    {"share", GM_TYPE_QUANTITY, GM_INTO(gm_raw_variant, def.share), .bounds = GM_BETWEEN,
     .hi = 1.0, .example = "60 %", .given_at = GM_AT(gm_raw_variant, has_share),
     .doc = "Share of the kind. The shares add up to 100 %; without any they are equal."},
    {"priority", GM_TYPE_INT, GM_INTO(gm_raw_variant, def.priority), .preset = "1",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e6,
     .doc = "Where an order is by priority, 1 goes before 2."},
    {"family", GM_TYPE_NAME, GM_INTO(gm_raw_variant, def.family), .example = "sedan",
     .doc = "Changeover family; by default the variant is its own."},
    {"route", GM_TYPE_LIST, GM_INTO(gm_raw_variant, route), .item = GM_TYPE_REF,
     .example = "[turn, mill, turn, check]",
     .doc = "The steps that a part visits in turn, each as often as it is named (a job shop). "
            "After the last it leaves the plant, unless the last is a sink."},
    {"options", GM_TYPE_MAP, GM_INTO(gm_raw_variant, options), .item = GM_TYPE_STRUCT,
     .table = &option_table, .example = "{roof: 50 %, colour: {values: {red: 100 %}}}",
     .doc = "Shares of the options of the kind that are others for this variant."},
};

static const gm_table variant_table = {
    .name = "variant",
    .doc = "A variant of a kind of parts. A bare share may stand for the map.",
    GM_FIELDS(variant_fields),
    .size = sizeof(gm_raw_variant),
    .src_at = GM_AT(gm_raw_variant, def.src),
    .name_at = GM_AT(gm_raw_variant, def.name),
    .short_key = "share",
};

static const gm_field kind_fields[] = {
    {"stores", GM_TYPE_QUANTITY, GM_INTO(gm_raw_kind, energy_j), .unit = "J",
     .bounds = GM_NOT_NEGATIVE, .preset = "0 J", .example = "0.417 kWh",
     .doc = "Energy that each holds when it is charged: figures `plant.energy-made` and "
            "`plant.energy-per-energy-made`."},
    {"variants", GM_TYPE_MAP, GM_INTO(gm_raw_kind, variants), .item = GM_TYPE_STRUCT,
     .table = &variant_table, .flat = true, .example = "{es: 60 %, rz: 40 %}",
     .doc = "Variants by name."},
    {"options", GM_TYPE_MAP, GM_INTO(gm_raw_kind, options), .item = GM_TYPE_STRUCT,
     .table = &option_table,
     .example = "{roof: 30 %, colour: {values: {white: 60 %, black: 40 %}, family: yes}}",
     .doc = "Options by name. They make a variant of every combination."},
};

// Shares of a kind: all add up, or none is given.
static bool check_kind(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_raw_kind *raw = dst;
    double sum = 0.0;
    int given = 0;
    for (int i = 0; i < raw->variants.n; i++) {
        given += raw->variants.items[i].has_share;
        sum += raw->variants.items[i].def.share;
    }
    const gm_node *variants = gm_node_get(node, "variants");
    bool lacks_some = variants && variants->is_faulty; // which is told
    if (given == 0 || lacks_some || fabs(sum - 1.0) <= SHARE_TOLERANCE) {
        return true;
    }
    char number[GM_NUMBER_BYTES];
    return gm_row_fault(reader, node->src,
                        "the shares of its variants add up to %s %%, not 100 %%",
                        gm_text_of_rounded(100.0 * sum, 12, number));
}

const gm_table gm_table_kind = {
    .name = "part",
    .doc =
        "A kind of parts: bodies, packs, cars. Kinds need no declaration; one is needed only "
        "for variants:\n\n"
        "```yaml\nparts:\n  body:\n    variants:\n      es: {share: 60 %, family: sedan}\n"
        "      rz: 40 %\n    options:\n      roof: 30 %\n"
        "      colour: {values: {white: 60 %, black: 40 %}, family: yes}\n```",
    GM_FIELDS(kind_fields),
    .size = sizeof(gm_raw_kind),
    .src_at = GM_AT(gm_raw_kind, src),
    .name_at = GM_AT(gm_raw_kind, name),
    .check = check_kind,
};

// ---- crews

static const gm_field crew_fields[] = {
    {"people", GM_TYPE_CUSTOM, GM_INTO(gm_raw_crew, people), .custom = &gm_custom_people,
     .required = true, .example = "12",
     .doc =
         "People at work in every shift of the calendar, or by shift. In a shift that is not "
         "named nobody works; `late: 0` says so."},
    {"calendar", GM_TYPE_REF, GM_INTO(gm_raw_crew, def.calendar), .example = "two-shift",
     .doc = "When they work; without a calendar always."},
    {"absence", GM_TYPE_QUANTITY, GM_INTO(gm_raw_crew, def.absence),
     .bounds = GM_AT_LEAST | GM_LESS_THAN, .hi = 1.0, .example = "7 %",
     .doc = "Chance that a person does not come to a shift."},
    {"reliefs", GM_TYPE_INT, GM_INTO(gm_raw_crew, def.reliefs), .unit = "people",
     .bounds = GM_BETWEEN, .hi = 1e6, .example = "2",
     .doc = "People of a shift who stand in for the absent."},
    {"skills", GM_TYPE_LIST, GM_INTO(gm_raw_crew, skills), .item = GM_TYPE_NAME,
     .example = "[weld, seal]",
     .doc =
         "What each of them can do. Work that asks for a skill takes people of any crew that "
         "has it."},
};

const gm_table gm_table_crew = {
    .name = "crew",
    .doc = "People who work at steps. Work that needs a crew waits until enough of its people "
           "are free:\n\n"
           "```yaml\ncrews:\n  welders: {people: {early: 12, late: 10}, calendar: two-shift, "
           "absence: 7 %}\n```",
    GM_FIELDS(crew_fields),
    .size = sizeof(gm_raw_crew),
    .src_at = GM_AT(gm_raw_crew, def.src),
    .name_at = GM_AT(gm_raw_crew, def.name),
    .short_key = "people",
};

// ---- limits

static const gm_field limit_fields[] = {
    {"name", GM_TYPE_NAME, GM_INTO(gm_raw_limit, def.name), .example = "skids",
     .doc = "For messages and results."},
    {"over", GM_TYPE_CUSTOM, GM_INTO(gm_raw_limit, over), .custom = &gm_custom_over,
     .required = true, .example = "[weld, seal]", .doc = "The first and the last step."},
    {"at-most", GM_TYPE_INT, GM_INTO(gm_raw_limit, def.at_most), .unit = "parts",
     .required = true, .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e9, .example = "10",
     .doc = "Parts at one time from entering the first step until leaving the last. Pieces of "
            "a part share its place: it is free when the last of them has left."},
    {"returns", GM_TYPE_QUANTITY, GM_INTO(gm_raw_limit, def.returns_s), .unit = "s",
     .bounds = GM_NOT_NEGATIVE, .preset = "0 s",
     .doc = "The card, skid or pallet is free again so long after its part has left."},
};

const gm_table gm_table_limit = {
    .name = "limit",
    .doc = "Constant work in process, kanban cards, or a closed loop of pallets:\n\n"
           "```yaml\nlimits:\n  - {name: skids, over: [weld, seal], at-most: 10, returns: 30 s}"
           "\n```",
    GM_FIELDS(limit_fields),
    .size = sizeof(gm_raw_limit),
    .src_at = GM_AT(gm_raw_limit, def.src),
};
