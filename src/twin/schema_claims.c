// SPDX-License-Identifier: MIT
//
// Claims and the headcount.

#include "twin/rows.h"
#include "twin/tables.h"

static const gm_field claim_fields[] = {
    {"says", GM_TYPE_TEXT, GM_INTO(gm_raw_claim, def.says), .required = true,
     .example = "the line makes 1,000 bodies a day", .doc = "The claim in words."},
    {"measure", GM_TYPE_CUSTOM, GM_INTO(gm_raw_claim, def.measure),
     .custom = &gm_custom_measure, .required = true, .example = "out per day",
     .doc = "What is measured."},
    {"in", GM_TYPE_CUSTOM, GM_INTO(gm_raw_claim, def.in), .custom = &gm_custom_window,
     .example = "2029",
     .doc = "Which time counts; by default the whole run after its warm-up."},
    {"at least", GM_TYPE_CUSTOM, GM_INTO(gm_raw_claim, bounds[GM_BOUND_AT_LEAST]),
     .custom = &gm_custom_quantity, .example = "1000", .doc = "It holds from this value on."},
    {"at most", GM_TYPE_CUSTOM, GM_INTO(gm_raw_claim, bounds[GM_BOUND_AT_MOST]),
     .custom = &gm_custom_quantity, .example = "1000 people",
     .doc = "It holds up to this value."},
    {"exactly", GM_TYPE_CUSTOM, GM_INTO(gm_raw_claim, bounds[GM_BOUND_EXACTLY]),
     .custom = &gm_custom_quantity, .example = "100 %", .doc = "It holds at this value."},
    {"came", GM_TYPE_CUSTOM, GM_INTO(gm_raw_claim, came), .custom = &gm_custom_quantity,
     .example = "7058 cars",
     .doc = "What was measured in reality, of a claim about the past. It decides nothing; the "
            "report shows it beside the answer."},
    {"came at least", GM_TYPE_CUSTOM, GM_INTO(gm_raw_claim, came_at_least),
     .custom = &gm_custom_quantity, .example = "20000 cars",
     .doc = "The same when only so much is known, that it was not less."},
    {"counter", GM_TYPE_TEXT, GM_INTO(gm_raw_claim, def.counter), .example = "gate-out",
     .doc = "Where it is counted, in words for the report."},
    {"when", GM_TYPE_TEXT, GM_INTO(gm_raw_claim, def.when), .example = "at full volume",
     .doc = "When it is meant, in words for the report."},
    {"needs", GM_TYPE_NAME, GM_INTO(gm_raw_claim, def.needs), .example = "cell",
     .doc = "A part of the twin without which nothing can be said."},
    {"because", GM_TYPE_TEXT, GM_INTO(gm_raw_claim, def.because),
     .example = "no cell in the model", .doc = "Why nothing can be said without it."},
    {"source", GM_TYPE_TEXT, GM_INTO(gm_raw_claim, def.source), .example = "announcement",
     .doc = "Who says so."},
};

static bool check_claim(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_raw_claim *raw = dst;
    int n = 0;
    for (int i = 0; i < 3; i++) {
        n += raw->bounds[i].is_given;
        if (raw->bounds[i].is_given) {
            raw->def.bound = (gm_bound)i;
        }
    }
    raw->def.is_sound = n == 1;
    if (raw->came.is_given && raw->came_at_least.is_given) {
        raw->def.is_sound = false;
        return gm_row_fault(reader, node->src,
                            "only one of `came:`, `came at least:` may stand");
    }
    if (n == 1) {
        return true;
    }
    return gm_row_fault(reader, node->src,
                        n == 0 ? "one of `at least:`, `at most:`, `exactly:` is missing"
                               : "only one of `at least:`, `at most:`, `exactly:` may stand");
}

const gm_table gm_table_claim = {
    .name = "claim",
    .doc =
        "A sentence about the plant with the number that it hangs on. The answer is *holds*, "
        "*fails*, *open* or *cannot say*:\n\n"
        "```yaml\nclaims:\n  - says: 100,000 cars a year\n    measure: gate-out.count\n"
        "    in: 2029\n    at least: 100000\n"
        "  - says: 10 to 80 % in 10 minutes\n    measure: charges.dc-500.time\n"
        "    at most: 10 min\n```\n\n"
        "A claim about the cell is answered from 400 futures: each draws all inputs of the "
        "cell "
        "that have a `range`, so it holds, fails or is open over what is not known. The answer "
        "says which limit held longest, and from which temperature on it would hold.",
    GM_FIELDS(claim_fields),
    .size = sizeof(gm_raw_claim),
    .src_at = GM_AT(gm_raw_claim, def.src),
    .check = check_claim,
};

// ---- headcount

static const char *const staff_words[] = {"direct",         "indirect", "logistics",
                                          "maintenance",    "quality",  "research",
                                          "administration", NULL};

static const gm_field shop_fields[] = {
    {"shop", GM_TYPE_TEXT, GM_INTO(gm_staff_row_def, shop), .required = true,
     .example = "paint", .doc = "Name of the row: a shop or a group."},
    {"kind", GM_TYPE_ENUM, GM_INTO(gm_staff_row_def, kind), .words = staff_words,
     .preset = "direct",
     .doc = "What they do. Direct people build the product; the plant basis counts all but "
            "research and administration, the site basis all."},
    {"posts", GM_TYPE_QUANTITY, GM_INTO(gm_staff_row_def, posts), .unit = "people",
     .bounds = GM_BETWEEN, .hi = 1e6, .given_at = GM_AT(gm_staff_row_def, has_posts),
     .example = "40", .doc = "Posts that are manned in each shift."},
    {"people", GM_TYPE_QUANTITY, GM_INTO(gm_staff_row_def, people), .unit = "people",
     .bounds = GM_BETWEEN, .hi = 1e3, .preset = "1", .doc = "People at each post."},
    {"shifts", GM_TYPE_QUANTITY, GM_INTO(gm_staff_row_def, shifts), .unit = "shifts",
     .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 100.0,
     .given_at = GM_AT(gm_staff_row_def, has_shifts), .example = "2",
     .doc = "Teams that share a post: 2 in two shifts, 4 or 5 around the clock all week. By "
            "default 1; with `crew` those that its calendar needs."},
    {"crew", GM_TYPE_REF, GM_INTO(gm_staff_row_def, crew), .example = "assemblers",
     .doc = "Takes the people by shift and the absence of this crew, instead of `posts`."},
    {"heads", GM_TYPE_INT64, GM_INTO(gm_staff_row_def, heads), .unit = "people",
     .bounds = GM_BETWEEN, .hi = 1e9, .given_at = GM_AT(gm_staff_row_def, has_heads),
     .example = "80", .doc = "Heads on the pay roll as they are, instead of `posts`."},
    {"absence", GM_TYPE_QUANTITY, GM_INTO(gm_staff_row_def, absence),
     .bounds = GM_AT_LEAST | GM_LESS_THAN, .hi = 1.0, .example = "7 %",
     .given_at = GM_AT(gm_staff_row_def, has_absence),
     .doc = "Share of paid time; by default that of the crew or of the section."},
    {"leave", GM_TYPE_QUANTITY, GM_INTO(gm_staff_row_def, leave),
     .bounds = GM_AT_LEAST | GM_LESS_THAN, .hi = 1.0, .example = "4 %",
     .given_at = GM_AT(gm_staff_row_def, has_leave),
     .doc = "Share of paid time, besides absence; by default that of the section."},
    {"reliefs", GM_TYPE_QUANTITY, GM_INTO(gm_staff_row_def, reliefs), .bounds = GM_BETWEEN,
     .hi = 1.0, .preset = "0 %",
     .doc = "People on top of the posts, as a share of them, who relieve them in turn."},
    {"leaders", GM_TYPE_CUSTOM, GM_INTO(gm_staff_row_def, leader_per),
     .custom = &gm_custom_leaders, .example = "1 per 12",
     .doc = "Team leaders of each shift. They count as plant, not as direct."},
    {"from", GM_TYPE_CUSTOM, GM_INTO(gm_staff_row_def, from), .custom = &gm_custom_date,
     .example = "2029-01-01", .doc = "The first day of the row; by default from the start."},
    {"until", GM_TYPE_CUSTOM, GM_INTO(gm_staff_row_def, until), .custom = &gm_custom_date,
     .example = "2028-12-31", .doc = "The last day of the row; by default to the end."},
};

static bool check_shop(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_staff_row_def *row = dst;
    int ways = row->has_posts + row->has_heads + (row->crew.name != NULL);
    if (ways != 1) {
        return gm_row_fault(reader, node->src,
                            "row '%s' needs one of `posts:`, `crew:` and `heads:`, got %s",
                            row->shop, ways == 0 ? "none" : "several");
    }
    if (row->has_heads && row->leader_per > 0) {
        return gm_row_fault(reader, node->src, "row '%s': `leaders:` needs `posts:` or `crew:`",
                            row->shop);
    }
    if (!gm_date_is_none(row->from) && !gm_date_is_none(row->until) &&
        gm_date_to_day(row->until) < gm_date_to_day(row->from)) {
        return gm_row_fault(reader, node->src, "row '%s' ends before it begins", row->shop);
    }
    if (row->has_absence && row->has_leave &&
        row->absence + row->leave > 1.0 - GM_ATTENDS_LEAST) {
        return gm_row_fault(reader, node->src,
                            "row '%s': absence and leave leave no time to work", row->shop);
    }
    return true;
}

static const gm_table shop_table = {
    .name = "headcount row",
    .doc = "The people of one shop or group.",
    GM_FIELDS(shop_fields),
    .size = sizeof(gm_staff_row_def),
    .src_at = GM_AT(gm_staff_row_def, src),
    .check = check_shop,
};

static const gm_field headcount_fields[] = {
    {"paid", GM_TYPE_QUANTITY, GM_INTO(gm_raw_headcount, def.paid_s), .unit = "s",
     .bounds = GM_BETWEEN, .lo = 3600.0, .hi = 31536000.0, .preset = "2000 h",
     .doc = "Paid time of a person in a year."},
    {"absence", GM_TYPE_QUANTITY, GM_INTO(gm_raw_headcount, def.absence),
     .bounds = GM_AT_LEAST | GM_LESS_THAN, .hi = 1.0, .preset = "0 %",
     .doc = "Share of paid time that people are absent."},
    {"leave", GM_TYPE_QUANTITY, GM_INTO(gm_raw_headcount, def.leave),
     .bounds = GM_AT_LEAST | GM_LESS_THAN, .hi = 1.0, .preset = "0 %",
     .doc = "Share of paid time that people are on leave."},
    {"shops", GM_TYPE_LIST, GM_INTO(gm_raw_headcount, shops), .item = GM_TYPE_STRUCT,
     .table = &shop_table, .required = true, .example = "[{shop: paint, posts: 40, shifts: 2}]",
     .doc = "One row for each group."},
};

const gm_table gm_table_headcount = {
    .name = "headcount",
    .doc =
        "How many people the base needs, on three bases: `direct`, `plant` and `site`. A row "
        "needs its posts times people times shifts, and reliefs, divided by the share of paid "
        "time that people attend (100 % less absence and leave), rounded up:\n\n"
        "```yaml\nheadcount:\n  paid: 2000 h\n  absence: 7 %\n  shops:\n"
        "    - {shop: paint, posts: 40, shifts: 2, leaders: 1 per 12}\n"
        "    - {shop: assembly, crew: assemblers}\n"
        "    - {shop: development, kind: research, heads: 80, from: 2029-01-01}\n```\n\n"
        "A claim measures `headcount.direct`, `.plant` or `.site`, the heads on the first day "
        "of "
        "its window, or `headcount.hours-per-vehicle`: the hours that the plant's people "
        "attend "
        "in the window over the vehicles counted in it, at the claim's `counter` if it is one "
        "of "
        "the model, else at that of the clock, else at the last sink. "
        "`headcount.hours-per-vehicle.direct` and `.site` are those of the other bases. A "
        "row's "
        "hours are spread evenly over the days of a year.",
    GM_FIELDS(headcount_fields),
    .size = sizeof(gm_raw_headcount),
    .src_at = GM_AT(gm_raw_headcount, def.src),
};
