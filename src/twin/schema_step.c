// SPDX-License-Identifier: MIT
//
// Lines, and the steps that do no work: sources, buffers, conveyors, sinks.

#include "twin/rows.h"
#include "twin/tables.h"

#include <math.h>

#define SHARE_TOLERANCE 1e-9
#define BELT_MOST       1000000 // parts on a belt

// ---- source

static const char *const rule_words[] = {"levelled", "random", NULL};
static const char *const source_full_words[] = {"block", "lose", "pause", NULL};

static const gm_field plan_fields[] = {
    {"from", GM_TYPE_CUSTOM, GM_INTO(gm_raw_plan_row, from), .custom = &gm_custom_moment,
     .required = true, .example = "2027-08-01",
     .doc = "When the rate begins to hold, or the orders come."},
    {"shift", GM_TYPE_REF, GM_INTO(gm_raw_plan_row, shift), .example = "late",
     .doc = "Of the day `from`: then as this shift of the calendar of the source begins."},
    {"rate", GM_TYPE_QUANTITY, GM_INTO(gm_raw_plan_row, def.rate_per_s), .unit = "cars/h",
     .bounds = GM_NOT_NEGATIVE, .given_at = GM_AT(gm_raw_plan_row, has_rate),
     .example = "25 cars/h", .doc = "Parts in a unit of the working time of the calendar."},
    {"count", GM_TYPE_INT, GM_INTO(gm_raw_plan_row, def.count), .unit = "cars",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e9, .given_at = GM_AT(gm_raw_plan_row, has_count),
     .example = "40", .doc = "Instead of a rate: so many orders, which come at once."},
    {"variant", GM_TYPE_CUSTOM, GM_INTO(gm_raw_plan_row, def.variant),
     .custom = &gm_custom_order_variant, .example = "es",
     .doc = "Of these orders; by default each is drawn by the mix."},
    {"options", GM_TYPE_MAP, GM_INTO(gm_raw_plan_row, options), .item = GM_TYPE_TEXT,
     .example = "{roof: yes, colour: white}",
     .doc = "What these orders have of the options of the kind: a value, or `yes` or `no`. "
            "What is "
            "left open is drawn by its shares."},
};

static bool check_plan_row(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_raw_plan_row *raw = dst;
    if (raw->has_rate == raw->has_count) {
        return gm_row_fault(reader, node->src,
                            raw->has_rate
                                ? "only one of `rate:` and `count:` may stand in a row "
                                  "of a plan"
                                : "a row of a plan needs `rate:` or `count:`");
    }
    if (raw->shift.name && (!raw->from.is_date || raw->from.time_s > 0)) {
        return gm_row_fault(reader, raw->shift.src, "`shift:` needs a day in `from:`");
    }
    if (!raw->has_count && raw->options.n > 0) {
        return gm_row_fault(reader, raw->options.items[0].src, "`options:` needs `count:`");
    }
    return raw->has_count || !raw->def.variant.name ||
           gm_row_fault(reader, raw->def.variant.src, "`variant:` needs `count:`");
}

static const gm_table plan_table = {
    .name = "plan row",
    .doc =
        "A row of a production plan. With `rate` parts are released evenly over working time; "
        "with `count` so many come at that moment, in the order of the rows, and wait outside "
        "until there is room. Rows of one moment are a period, whose orders a `sequence:` with "
        "`by:` lays out together. `plan: {from: plan.csv}` takes the rows from a table "
        "(docs/tables.md).",
    GM_FIELDS(plan_fields),
    .size = sizeof(gm_raw_plan_row),
    .src_at = GM_AT(gm_raw_plan_row, def.src),
    .check = check_plan_row,
};

static const gm_field source_fields[] = {
    {"part", GM_TYPE_REF, GM_INTO(gm_raw_source, def.kind), .preset = "part", .example = "body",
     .doc = "The kind of its parts."},
    {"mix", GM_TYPE_MAP, GM_INTO(gm_raw_source, mix), .item = GM_TYPE_QUANTITY,
     .bounds = GM_BETWEEN, .hi = 1.0, .example = "{es: 60 %, rz: 40 %}",
     .doc = "Shares of the variants; by default those that the kind declares."},
    {"mix-rule", GM_TYPE_ENUM, GM_INTO(gm_raw_source, def.mix_rule), .words = rule_words,
     .preset = "random", .doc = "Variants in an even sequence, or drawn by chance."},
    {"every", GM_TYPE_CUSTOM, GM_INTO(gm_raw_source, def.every), .custom = &gm_custom_time,
     .given_at = GM_AT(gm_raw_source, def.has_every), .example = "exponential(60 s)",
     .doc = "Time between arrivals. Without it and without `plan` it never runs dry."},
    {"first", GM_TYPE_QUANTITY, GM_INTO(gm_raw_source, def.first_s), .unit = "s",
     .bounds = GM_NOT_NEGATIVE, .given_at = GM_AT(gm_raw_source, has_first), .example = "0 s",
     .doc = "Time of the first arrival; by default one interval after t = 0."},
    {"batch", GM_TYPE_CUSTOM, GM_INTO(gm_raw_source, def.batch), .custom = &gm_custom_count,
     .given_at = GM_AT(gm_raw_source, def.has_batch), .example = "10",
     .doc = "Parts of one arrival; by default one."},
    {"limit", GM_TYPE_INT64, GM_INTO(gm_raw_source, def.limit), .unit = "parts",
     .bounds = GM_BETWEEN, .hi = 9e15, .given_at = GM_AT(gm_raw_source, has_limit),
     .example = "1000", .doc = "Parts in all."},
    {"when-full", GM_TYPE_ENUM, GM_INTO(gm_raw_source, def.when_full),
     .words = source_full_words, .preset = "block",
     .doc = "`block`: a part that arrived stands at the door, and the next wait outside behind "
            "it: "
            "figure `outside`. Their time in the system begins as they enter; give the first "
            "place "
            "`holds: unlimited` to count it from the arrival. `lose`: it is gone. `pause`: the "
            "clock to the next arrival stands still."},
    {"plan", GM_TYPE_LIST, GM_INTO(gm_raw_source, plan), .item = GM_TYPE_STRUCT,
     .table = &plan_table, .given_at = GM_AT(gm_raw_source, has_plan),
     .example = "[{from: 2027-08-01, rate: 25 cars/h}]",
     .doc = "A production plan, instead of `every`."},
    {"calendar", GM_TYPE_REF, GM_INTO(gm_raw_source, def.calendar), .example = "two-shift",
     .doc = "When parts arrive; by default that of its line."},
    {"sequence", GM_TYPE_STRUCT, GM_INTO(gm_raw_source, sequence), .table = &gm_table_sequence,
     .given_at = GM_AT(gm_raw_source, sequence.def.is_given),
     .example = "{over: 480 bodies, by: spacing, spacing: {of: roof, at-most: 1, in: 3}}",
     .doc = "In which sequence parts are released, and where it is measured."},
    {"release", GM_TYPE_CUSTOM, GM_INTO(gm_raw_source, def.release), .custom = &gm_custom_rule,
     .example = "rack.parts < 5 and press.state is not down",
     .doc = "A rule: parts come in only while it is true. It is looked at again when something "
            "that it reads has changed, and after each part."},
    {"due", GM_TYPE_CUSTOM, GM_INTO(gm_raw_source, def.due), .custom = &gm_custom_time,
     .given_at = GM_AT(gm_raw_source, def.has_due), .example = "uniform(4 h, 8 h)",
     .doc = "When a part should be out, from when it comes in: `part.due` in rules, and the "
            "figures `late-share`, `lateness` and `tardiness` of sinks."},
    {"length", GM_TYPE_QUANTITY, GM_INTO(gm_raw_source, def.length_m), .unit = "m",
     .bounds = GM_NOT_NEGATIVE, .preset = "0 m", .example = "3000 m",
     .doc = "Length of its parts, which are rolls for stations with a `web:`."},
    {"adds", GM_TYPE_MAP, GM_INTO(gm_raw_source, adds), .item = GM_TYPE_QUANTITY, .unit = "kg",
     .bounds = GM_NOT_NEGATIVE, .example = "{aluminium: 120 kg}",
     .doc = "Materials in each part."},
    {"to", GM_TYPE_CUSTOM, GM_INTO(gm_raw_source, def.to), .custom = &gm_custom_route,
     .example = "weld", .doc = "Where parts go; by default to the next step of the list."},
    {"counts", GM_TYPE_NAME, GM_INTO(gm_raw_source, def.counts), .example = "bodies-in",
     .doc = "A named counter of its parts."},
};

static bool check_mix(gm_reader *reader, const gm_node *node, const gm_raw_source *raw)
{
    double sum = 0.0;
    for (int i = 0; i < raw->mix.n; i++) {
        sum += raw->mix.items[i].value;
    }
    const gm_node *mix = gm_node_get(node, "mix");
    bool lacks_some = mix && mix->is_faulty; // which is told
    if (raw->mix.n == 0 || lacks_some || fabs(sum - 1.0) <= SHARE_TOLERANCE) {
        return true;
    }
    char number[GM_NUMBER_BYTES];
    return gm_row_fault(reader, raw->mix.items[0].src,
                        "the shares of the mix add up to %s %%, not 100 %%",
                        gm_text_of_rounded(100.0 * sum, 12, number));
}

static bool check_source(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_raw_source *raw = dst;
    if (raw->def.has_every && raw->plan.n > 0) {
        return gm_row_fault(reader, node->src, "only one of `every:` and `plan:` may stand");
    }
    return check_mix(reader, node, raw);
}

const gm_table gm_table_source = {
    .name = "source",
    .doc = "Where parts come from:\n\n"
           "```yaml\n- source: bodies\n  part: body\n  every: exponential(60 s)\n```",
    GM_FIELDS(source_fields),
    .size = sizeof(gm_raw_source),
    .src_at = GM_AT(gm_raw_source, def.src),
    .name_at = GM_AT(gm_raw_source, def.name),
    .check = check_source,
};

// ---- buffer

static const char *const lane_words[] = {"sequence", "family", "shortest", NULL};
static const char *const full_words[] = {"block", "lose", NULL};

static const gm_field buffer_fields[] = {
    {"holds", GM_TYPE_CUSTOM, GM_INTO(gm_raw_buffer, def.holds), .custom = &gm_custom_places,
     .required = true, .example = "5", .doc = "Places."},
    {"order", GM_TYPE_CUSTOM, GM_INTO(gm_raw_buffer, order), .custom = &gm_custom_buffer_order,
     .preset = "fifo",
     .doc = "Which part leaves first. `rework`: one that was rejected before. `family`: one of "
            "the changeover family that left last, as "
            "`block` says. `sequence`: the one that was made first, by any source. A rule: the "
            "one for which it "
            "is least."},
    {"block", GM_TYPE_STRUCT, GM_INTO(gm_raw_buffer, block), .table = &gm_table_block,
     .given_at = GM_AT(gm_raw_buffer, has_block), .example = "{most: 12, next: most}",
     .doc = "With `order: family`: how long a block may be, and which family is next."},
    {"waits", GM_TYPE_QUANTITY, GM_INTO(gm_raw_buffer, def.waits_s), .unit = "s",
     .bounds = GM_NOT_NEGATIVE, .given_at = GM_AT(gm_raw_buffer, has_waits),
     .example = "10 min",
     .doc =
         "With `order: sequence`: how long it holds the others back for the part whose turn it "
         "is, from when that turn came. By default not at all. A full buffer does not wait."},
    {"lanes", GM_TYPE_INT, GM_INTO(gm_raw_buffer, def.lanes), .bounds = GM_BETWEEN, .hi = 1e4,
     .example = "8",
     .doc = "It has lanes, first in first out, of `holds` / lanes places each; only the first "
            "part "
            "of a lane can leave. Without lanes every place can be reached."},
    {"lane-rule", GM_TYPE_ENUM, GM_INTO(gm_raw_buffer, def.lane_rule), .words = lane_words,
     .given_at = GM_AT(gm_raw_buffer, has_lane_rule), .example = "sequence",
     .doc =
         "Which lane a part goes into. `sequence`: behind the nearest that was made before it. "
         "`family`: behind one of its family. Else, for both, an empty lane, else the "
         "`shortest`. By default as `order` says."},
    {"when-full", GM_TYPE_ENUM, GM_INTO(gm_raw_buffer, def.when_full), .words = full_words,
     .preset = "block", .doc = "A part that finds no place waits where it is, or is lost."},
    {"transfer", GM_TYPE_CUSTOM, GM_INTO(gm_raw_buffer, def.transfer),
     .custom = &gm_custom_time, .given_at = GM_AT(gm_raw_buffer, def.has_transfer),
     .example = "20 s", .doc = "Time on the way through; the place is taken from the start."},
    {"least", GM_TYPE_CUSTOM, GM_INTO(gm_raw_buffer, def.least), .custom = &gm_custom_time,
     .given_at = GM_AT(gm_raw_buffer, def.has_least), .example = "4 h",
     .doc = "Least dwell: cooling, curing, ageing."},
    {"longest", GM_TYPE_QUANTITY, GM_INTO(gm_raw_buffer, def.longest_s), .unit = "s",
     .bounds = GM_POSITIVE, .given_at = GM_AT(gm_raw_buffer, has_longest), .example = "4 h",
     .doc = "Longest dwell; after it a part goes where `then` says."},
    {"then", GM_TYPE_CUSTOM, GM_INTO(gm_raw_buffer, def.then), .custom = &gm_custom_route,
     .example = "scrap", .doc = "Where parts go that stayed too long; by default `scrap`."},
    {"starts-with", GM_TYPE_INT, GM_INTO(gm_raw_buffer, def.initial), .unit = "parts",
     .bounds = GM_BETWEEN, .hi = 1e9, .preset = "0", .doc = "Parts in it at t = 0."},
    {"starts-part", GM_TYPE_REF, GM_INTO(gm_raw_buffer, def.initial_kind), .example = "body",
     .doc = "Their kind; by default `part`, or the only kind of the model."},
    {"to", GM_TYPE_CUSTOM, GM_INTO(gm_raw_buffer, def.to), .custom = &gm_custom_route,
     .example = "[seal-1, seal-2]",
     .doc = "Where parts go; by default to the next step of the list."},
    {"counts", GM_TYPE_NAME, GM_INTO(gm_raw_buffer, def.counts), .example = "stored",
     .doc = "A named counter of the parts that leave."},
};

#define BY_FAMILY   4 // of gm_buffer_order_words
#define BY_SEQUENCE 5

static bool check_lanes(gm_reader *reader, const gm_node *node, const gm_raw_buffer *raw)
{
    const gm_buffer_def *def = &raw->def;
    if (def->lanes == 0) {
        return raw->has_lane_rule
                   ? gm_row_fault(reader, node->src, "`lane-rule:` needs `lanes:`")
                   : true;
    }
    if (def->holds == GM_UNLIMITED || def->holds % def->lanes != 0) {
        return gm_row_fault(reader, node->src,
                            "`holds` must be a multiple of its %d lanes, all of one length",
                            (int)def->lanes);
    }
    if (raw->order.rule.text || (raw->order.word >= 1 && raw->order.word <= 3)) {
        const char *word = gm_buffer_order_words[raw->order.word];
        return gm_row_fault(reader, node->src,
                            "lanes go by `order: fifo`, `family` or `sequence`, not `%s`",
                            word ? word : raw->order.rule.text);
    }
    return raw->has_longest
               ? gm_row_fault(reader, node->src,
                              "`longest:` and `lanes:` may not stand together, as a "
                              "part inside a lane cannot leave")
               : true;
}

static bool check_buffer(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_raw_buffer *raw = dst;
    if (raw->def.initial > raw->def.holds) {
        return gm_row_fault(reader, node->src,
                            "starts-with must be at most holds, got %d parts in %d places",
                            (int)raw->def.initial, (int)raw->def.holds);
    }
    if (raw->has_block && raw->order.word != BY_FAMILY) {
        return gm_row_fault(reader, node->src, "`block:` needs `order: family`");
    }
    if (raw->has_waits && raw->order.word != BY_SEQUENCE) {
        return gm_row_fault(reader, node->src, "`waits:` needs `order: sequence`");
    }
    if (!check_lanes(reader, node, raw)) {
        return false;
    }
    if (raw->def.then.is_given && !raw->has_longest) {
        return gm_row_fault(reader, raw->def.then.src, "`then:` needs `longest:`");
    }
    return true;
}

const gm_table gm_table_buffer = {
    .name = "buffer",
    .doc = "Places where parts wait:\n\n```yaml\n- buffer: rack\n  holds: 5\n```",
    GM_FIELDS(buffer_fields),
    .size = sizeof(gm_raw_buffer),
    .src_at = GM_AT(gm_raw_buffer, def.src),
    .name_at = GM_AT(gm_raw_buffer, def.name),
    .check = check_buffer,
};

// ---- conveyor and sink

static const gm_field conveyor_fields[] = {
    {"length", GM_TYPE_QUANTITY, GM_INTO(gm_raw_conveyor, def.length_m), .unit = "m",
     .required = true, .bounds = GM_POSITIVE, .example = "20 m", .doc = "Length of the belt."},
    {"speed", GM_TYPE_QUANTITY, GM_INTO(gm_raw_conveyor, def.speed_m_s), .unit = "m/s",
     .required = true, .bounds = GM_POSITIVE, .example = "0.5 m/s", .doc = "Its speed."},
    {"pitch", GM_TYPE_QUANTITY, GM_INTO(gm_raw_conveyor, def.pitch_m), .unit = "m",
     .required = true, .bounds = GM_POSITIVE, .example = "2 m",
     .doc = "Room that one part takes."},
    {"accumulating", GM_TYPE_BOOL, GM_INTO(gm_raw_conveyor, def.accumulating), .preset = "yes",
     .doc = "Parts close up when the exit is blocked; else the belt stops."},
    {"fails", GM_TYPE_LIST, GM_INTO(gm_raw_conveyor, fails), .item = GM_TYPE_STRUCT,
     .table = &gm_table_failure, .example = "{after: exponential(40 h), repair: 15 min}",
     .doc = "Breakdowns of the belt."},
    {"calendar", GM_TYPE_REF, GM_INTO(gm_raw_conveyor, def.calendar), .example = "two-shift",
     .doc = "When it runs; by default that of its line."},
    {"to", GM_TYPE_CUSTOM, GM_INTO(gm_raw_conveyor, def.to), .custom = &gm_custom_route,
     .example = "seal", .doc = "Where parts go; by default to the next step of the list."},
    {"energy", GM_TYPE_STRUCT, GM_INTO(gm_raw_conveyor, def.power), .table = &gm_table_power,
     .example = "{working: 4 kW}", .doc = "Power that it draws."},
    {"counts", GM_TYPE_NAME, GM_INTO(gm_raw_conveyor, def.counts), .example = "conveyed",
     .doc = "A named counter of the parts that leave."},
};

static bool check_conveyor(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_raw_conveyor *raw = dst;
    if (!(raw->def.pitch_m <= raw->def.length_m)) {
        return gm_row_fault(reader, node->src, "the pitch is longer than the belt");
    }
    if (!(raw->def.length_m / raw->def.pitch_m <= BELT_MOST)) {
        return gm_row_fault(reader, node->src, "a belt has room for at most %d parts",
                            BELT_MOST);
    }
    return true;
}

const gm_table gm_table_conveyor = {
    .name = "conveyor",
    .doc = "A belt that carries parts:\n\n"
           "```yaml\n- conveyor: belt\n  length: 20 m\n  speed: 0.5 m/s\n  pitch: 2 m\n```",
    GM_FIELDS(conveyor_fields),
    .size = sizeof(gm_raw_conveyor),
    .src_at = GM_AT(gm_raw_conveyor, def.src),
    .name_at = GM_AT(gm_raw_conveyor, def.name),
    .check = check_conveyor,
};

static const gm_field sink_fields[] = {
    {"counts", GM_TYPE_NAME, GM_INTO(gm_sink_def, counts), .example = "gate-out",
     .doc =
         "A named counter of the parts that leave here; the sink counts by its own name too."},
};

const gm_table gm_table_sink = {
    .name = "sink",
    .doc = "Where parts leave the plant:\n\n```yaml\n- sink: out\n```",
    GM_FIELDS(sink_fields),
    .size = sizeof(gm_sink_def),
    .src_at = GM_AT(gm_sink_def, src),
    .name_at = GM_AT(gm_sink_def, name),
};

// ---- lines

static const gm_union_case step_cases[] = {
    {"source", &gm_table_source},       {"station", &gm_table_station},
    {"buffer", &gm_table_buffer},       {"conveyor", &gm_table_conveyor},
    {"moving-line", &gm_table_moving},  {"sink", &gm_table_sink},
    {"transport", &gm_table_transport}, {"rack", &gm_table_rack},
};

const gm_union gm_union_step = {
    .name = "step",
    .doc = "A step of a line. Its first key is its kind, and the value of that key its name. "
           "Names are letters, digits, `-` and `_`, and each stands for one thing in the whole "
           "model.",
    .cases = step_cases,
    .n_cases = (int)(sizeof step_cases / sizeof step_cases[0]),
};

static const gm_field line_fields[] = {
    {"steps", GM_TYPE_LIST, GM_INTO(gm_raw_line, steps), .item = GM_TYPE_UNION,
     .cases = &gm_union_step, .required = true, .flat = true,
     .example = "[{source: bodies}, {station: weld, time: 60 s}, {sink: out}]",
     .doc = "The steps in order."},
    {"calendar", GM_TYPE_REF, GM_INTO(gm_raw_line, def.calendar), .example = "two-shift",
     .doc = "When its steps work, in breaks they rest; one that goes on has `calendar: "
            "always`, as an "
            "oven may."},
    {"runs-empty", GM_TYPE_BOOL, GM_INTO(gm_raw_line, def.runs_empty), .preset = "no",
     .doc = "At the end of a shift the entrance closes and what is inside is finished."},
    {"heat-up", GM_TYPE_QUANTITY, GM_INTO(gm_raw_line, def.heat_up_s), .unit = "s",
     .bounds = GM_NOT_NEGATIVE, .preset = "0 s",
     .doc = "After a stop, before the entrance opens."},
};

const gm_table gm_table_line = {
    .name = "line",
    .doc = "Parts go down the list of steps; `to:` sends them elsewhere. A list may stand for "
           "the map when the line has nothing else to say:\n\n"
           "```yaml\nplant:\n  line:\n    - source: bodies\n    - {station: weld, time: 60 s}\n"
           "    - {buffer: rack, holds: 5}\n    - {station: seal, time: 52 s}\n"
           "    - sink: out\n  paint:\n    calendar: two-shift\n    runs-empty: yes\n"
           "    heat-up: 1 h\n    steps:\n      - {station: oven, time: 30 min}\n```",
    GM_FIELDS(line_fields),
    .size = sizeof(gm_raw_line),
    .src_at = GM_AT(gm_raw_line, def.src),
    .name_at = GM_AT(gm_raw_line, def.name),
    .short_key = "steps",
};
