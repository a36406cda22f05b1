// SPDX-License-Identifier: MIT
//
// Sequences: how a source lays its parts out, blocks of one family, changeovers from one to another.

#include "twin/rows.h"
#include "twin/tables.h"

// ---- blocks

static const char *const next_words[] = {"turn", "most", "oldest", NULL};

static const gm_field block_fields[] = {
    {"most", GM_TYPE_INT, GM_INTO(gm_raw_block, def.most), .unit = "parts",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e9, .example = "12",
     .doc = "Parts of a family in a row while another waits."},
    {"next", GM_TYPE_ENUM, GM_INTO(gm_raw_block, def.next), .words = next_words,
     .given_at = GM_AT(gm_raw_block, has_next), .example = "most",
     .doc =
         "Which family then: the next in `turn`, that of which the `most` parts wait, or that "
         "whose `oldest` part waited longest. By default `turn` before a station, `most` in a "
         "buffer."},
    {"overdue", GM_TYPE_QUANTITY, GM_INTO(gm_raw_block, def.overdue_s), .unit = "s",
     .bounds = GM_POSITIVE, .example = "1 h",
     .doc = "A family whose first part has waited so long goes next, whatever the block."},
};

const gm_table gm_table_block = {
    .name = "block",
    .doc = "How parts of one family are kept together, with `order: family`. A bare number is "
           "`most`.",
    GM_FIELDS(block_fields),
    .size = sizeof(gm_raw_block),
    .short_key = "most",
};

// ---- changeovers from one to another

static const gm_field change_row_fields[] = {
    {"from", GM_TYPE_LIST, GM_INTO(gm_raw_change_row, from), .item = GM_TYPE_REF,
     .example = "black",
     .doc = "What the station is set up for, one or several; by default any."},
    {"to", GM_TYPE_LIST, GM_INTO(gm_raw_change_row, to), .item = GM_TYPE_REF,
     .example = "[white, silver]", .doc = "What comes next, one or several; by default any."},
    {"takes", GM_TYPE_CUSTOM, GM_INTO(gm_raw_change_row, def.takes), .custom = &gm_custom_time,
     .given_at = GM_AT(gm_raw_change_row, def.has_takes), .example = "90 s",
     .doc = "How long it takes; by default as the changeover says."},
    {"costs", GM_TYPE_QUANTITY, GM_INTO(gm_raw_change_row, def.use.cost_cny), .unit = "CNY",
     .bounds = GM_NOT_NEGATIVE, .given_at = GM_AT(gm_raw_change_row, def.has_cost),
     .example = "140 CNY", .doc = "What it costs; by default as the changeover says."},
    {"loses", GM_TYPE_QUANTITY, GM_INTO(gm_raw_change_row, def.use.volume_m3), .unit = "L",
     .bounds = GM_NOT_NEGATIVE, .given_at = GM_AT(gm_raw_change_row, def.has_volume),
     .example = "4 L",
     .doc = "Paint and solvent that it loses; by default as the changeover says."},
};

const gm_table gm_table_change_row = {
    .name = "changeover between",
    .doc =
        "Changeovers that differ from the others, by what was before and what comes. The first "
        "row that fits holds:\n\n"
        "```yaml\nbetween:\n  - {from: black, to: [white, silver], takes: 90 s, costs: 140 "
        "CNY}\n"
        "  - {to: black, takes: 25 s}\n```",
    GM_FIELDS(change_row_fields),
    .size = sizeof(gm_raw_change_row),
    .src_at = GM_AT(gm_raw_change_row, def.src),
};

// ---- the sequence of a source

static const char *const goal_words[] = {"spacing", "options", "variants", "blocks", NULL};

static const gm_field spacing_fields[] = {
    {"of", GM_TYPE_REF, GM_INTO(gm_spacing_def, option), .required = true, .example = "roof",
     .doc = "A variant, an option or a value of one."},
    {"at-most", GM_TYPE_INT, GM_INTO(gm_spacing_def, at_most), .unit = "parts",
     .bounds = GM_BETWEEN, .hi = GM_SPACING_MOST - 1, .required = true, .example = "1",
     .doc = "So many of them .."},
    {"in", GM_TYPE_INT, GM_INTO(gm_spacing_def, in), .unit = "parts", .bounds = GM_BETWEEN,
     .lo = 2.0, .hi = GM_SPACING_MOST, .required = true, .example = "3",
     .doc = ".. in so many parts that follow one another."},
};

static bool check_spacing(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_spacing_def *rule = dst;
    return rule->at_most < rule->in
               ? true
               : gm_row_fault(reader, node->src, "at most %d in %d is always so",
                              (int)rule->at_most, (int)rule->in);
}

static const gm_table spacing_table = {
    .name = "spacing",
    .doc =
        "At most p parts with an option in q that follow one another, as a station that takes "
        "longer for them needs it.",
    GM_FIELDS(spacing_fields),
    .size = sizeof(gm_spacing_def),
    .check = check_spacing,
};

static const gm_field sequence_fields[] = {
    {"over", GM_TYPE_INT, GM_INTO(gm_raw_sequence, def.over), .unit = "parts",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e6, .preset = "1", .example = "480 bodies",
     .doc =
         "Parts that are laid out together, for instance those of a day. Their variants are "
         "drawn as `mix-rule` says; 1 releases them as they are drawn. A plan of orders needs "
         "none: those of one moment are laid out together."},
    {"by", GM_TYPE_LIST, GM_INTO(gm_raw_sequence, goals), .item = GM_TYPE_ENUM,
     .words = goal_words, .example = "[spacing, options]",
     .doc =
         "What makes a good sequence, the most important first: few breaches of the `spacing` "
         "rules, an even use of `options` (goal chasing), `variants` at even distances "
         "(earliest due date), `blocks` of one changeover family."},
    {"spacing", GM_TYPE_LIST, GM_INTO(gm_raw_sequence, spacing), .item = GM_TYPE_STRUCT,
     .table = &spacing_table, .example = "{of: roof, at-most: 1, in: 3}",
     .doc = "Rules of spacing. They are counted wherever the sequence is watched."},
    {"most", GM_TYPE_INT, GM_INTO(gm_raw_sequence, def.most_block), .unit = "parts",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e9, .given_at = GM_AT(gm_raw_sequence, has_most),
     .example = "12",
     .doc = "With `blocks`: parts of a family in a row while another is left."},
    {"trials", GM_TYPE_INT64, GM_INTO(gm_raw_sequence, def.trials), .bounds = GM_BETWEEN,
     .hi = 1e9, .preset = "20000",
     .doc = "With `spacing` first: exchanges that are tried to improve each sequence."},
    {"watch", GM_TYPE_LIST, GM_INTO(gm_raw_sequence, watch), .item = GM_TYPE_REF,
     .example = "[paint, final]",
     .doc =
         "Steps where the sequence is measured as parts come in, of a buffer also as they go "
         "out. Buffers with `order: sequence` are watched in any case."},
};

const gm_table gm_table_sequence = {
    .name = "sequence",
    .doc =
        "In which sequence a source releases its parts. The sequence in which they are made is "
        "the planned one, against which adherence is measured:\n\n"
        "```yaml\nsequence:\n  over: 480 bodies\n  by: [spacing, options]\n  spacing:\n"
        "    - {of: roof, at-most: 1, in: 3}\n  watch: [booth, final]\n```",
    GM_FIELDS(sequence_fields),
    .size = sizeof(gm_raw_sequence),
    .src_at = GM_AT(gm_raw_sequence, def.src),
};
