// SPDX-License-Identifier: MIT
//
// Stations: work, queue, people, breakdowns, maintenance, changeovers, quality, energy.

#include "twin/rows.h"
#include "twin/tables.h"

#define SHARE GM_TYPE_QUANTITY, .bounds = GM_BETWEEN, .hi = 1.0

// ---- breakdowns

static const char *const by_words[] = {"work", "calendar", "parts", NULL};
static const char *const fate_words[] = {"resume", "restart", "scrap", NULL};

static const gm_field failure_fields[] = {
    {"name", GM_TYPE_NAME, GM_INTO(gm_raw_failure, def.name), .example = "gun",
     .doc = "For results, where a station has several."},
    {"after", GM_TYPE_CUSTOM, GM_INTO(gm_raw_failure, after), .custom = &gm_custom_interval,
     .required = true, .example = "exponential(4 h)",
     .doc = "Time to failure, or cycles when `by: parts`."},
    {"by", GM_TYPE_ENUM, GM_INTO(gm_raw_failure, def.by), .words = by_words, .preset = "work",
     .doc =
         "Which clock it runs on: only while the station `work`s, on the `calendar` whenever "
         "it is up (also starved or blocked), or counting `parts`."},
    {"repair", GM_TYPE_CUSTOM, GM_INTO(gm_raw_failure, def.repair), .custom = &gm_custom_time,
     .required = true, .example = "exponential(10 min)", .doc = "Time of the repair."},
    {"crew", GM_TYPE_CUSTOM, GM_INTO(gm_raw_failure, def.crew), .custom = &gm_custom_crew,
     .example = "{maintainers: 1}",
     .doc =
         "Who repairs it. Until they come it waits for repair, and the repair rests while they "
         "are off shift. Without a crew the repair begins at once."},
    {"part", GM_TYPE_ENUM, GM_INTO(gm_raw_failure, def.part), .words = fate_words,
     .preset = "resume", .doc = "What becomes of the part in work of a station."},
};

const gm_table gm_table_failure = {
    .name = "failure",
    .doc = "Breakdowns. A station may have one or a list of them, each with its own clock:\n\n"
           "```yaml\nfails: {after: exponential(4 h), by: work, repair: exponential(10 min)}\n"
           "```",
    GM_FIELDS(failure_fields),
    .size = sizeof(gm_raw_failure),
    .src_at = GM_AT(gm_raw_failure, def.src),
};

static const char *const from_words[] = {"maintenance", "repair", NULL};

static const gm_field maintenance_fields[] = {
    {"name", GM_TYPE_NAME, GM_INTO(gm_raw_maintenance, def.name), .example = "greasing",
     .doc = "For results."},
    {"every", GM_TYPE_CUSTOM, GM_INTO(gm_raw_maintenance, every), .custom = &gm_custom_interval,
     .required = true, .example = "200 h", .doc = "Time, or cycles when `by: parts`."},
    {"by", GM_TYPE_ENUM, GM_INTO(gm_raw_maintenance, def.by), .words = by_words,
     .preset = "work", .doc = "Which clock it runs on, as for breakdowns."},
    {"takes", GM_TYPE_CUSTOM, GM_INTO(gm_raw_maintenance, def.takes), .custom = &gm_custom_time,
     .required = true, .example = "2 h", .doc = "Time of the maintenance."},
    {"crew", GM_TYPE_CUSTOM, GM_INTO(gm_raw_maintenance, def.crew), .custom = &gm_custom_crew,
     .example = "{maintainers: 2}", .doc = "Who does it."},
    {"renews", GM_TYPE_BOOL, GM_INTO(gm_raw_maintenance, def.renews), .preset = "yes",
     .doc = "The clocks of all breakdowns start anew after it."},
    {"counts-from", GM_TYPE_ENUM, GM_INTO(gm_raw_maintenance, counts_from), .words = from_words,
     .preset = "maintenance",
     .doc = "`repair`: a repair starts its clock anew too (replacement by age)."},
};

static const gm_table maintenance_table = {
    .name = "maintenance",
    .doc = "Planned work on the machine between two parts:\n\n"
           "```yaml\nmaintain: {every: 200 h, by: work, takes: 2 h, crew: {maintainers: 2}}\n"
           "```",
    GM_FIELDS(maintenance_fields),
    .size = sizeof(gm_raw_maintenance),
    .src_at = GM_AT(gm_raw_maintenance, def.src),
};

static const char *const on_words[] = {"variant", "kind", "family", NULL};

static const gm_field changeover_fields[] = {
    {"name", GM_TYPE_NAME, GM_INTO(gm_raw_changeover, def.name), .example = "die-change",
     .doc = "For results."},
    {"on", GM_TYPE_ENUM, GM_INTO(gm_raw_changeover, def.on), .words = on_words,
     .given_at = GM_AT(gm_raw_changeover, has_on), .example = "family",
     .doc = "When this of the next part differs from the last one."},
    {"every", GM_TYPE_INT, GM_INTO(gm_raw_changeover, def.every), .bounds = GM_BETWEEN,
     .lo = 1.0, .hi = 1e9, .given_at = GM_AT(gm_raw_changeover, has_every),
     .example = "500 parts", .doc = "Instead of `on`: after so many cycles."},
    {"takes", GM_TYPE_CUSTOM, GM_INTO(gm_raw_changeover, def.takes), .custom = &gm_custom_time,
     .required = true, .example = "20 min",
     .doc = "From the last good part to the first good part."},
    {"crew", GM_TYPE_CUSTOM, GM_INTO(gm_raw_changeover, def.crew), .custom = &gm_custom_crew,
     .example = "{setters: 2}", .doc = "Who does it."},
    {"warm-up", GM_TYPE_INT, GM_INTO(gm_raw_changeover, def.warm_up_parts),
     .bounds = GM_BETWEEN, .hi = 1e9, .example = "10 parts",
     .doc = "Parts that are scrapped on the way; their time is inside `takes`."},
    {"costs", GM_TYPE_QUANTITY, GM_INTO(gm_raw_changeover, def.use.cost_cny), .unit = "CNY",
     .bounds = GM_NOT_NEGATIVE, .preset = "0 CNY", .example = "60 CNY",
     .doc = "What each costs: figure `changeover-cost`."},
    {"loses", GM_TYPE_QUANTITY, GM_INTO(gm_raw_changeover, def.use.volume_m3), .unit = "L",
     .bounds = GM_NOT_NEGATIVE, .preset = "0 L", .example = "3 L",
     .doc = "Paint and solvent that each loses: figure `changeover-loss`."},
    {"between", GM_TYPE_LIST, GM_INTO(gm_raw_changeover, between), .item = GM_TYPE_STRUCT,
     .table = &gm_table_change_row, .example = "{from: black, to: white, takes: 90 s}",
     .doc = "With `on`: what is otherwise by what was before and what comes."},
};

static bool check_changeover(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_raw_changeover *raw = dst;
    if (raw->has_on == raw->has_every) {
        return gm_row_fault(reader, node->src,
                            raw->has_on ? "only one of `on:` and `every:` may stand"
                                        : "`on:` or `every:` is missing");
    }
    if (raw->has_every && raw->between.n > 0) {
        return gm_row_fault(reader, node->src, "`between:` needs `on:`");
    }
    if (raw->has_every) {
        raw->def.on = GM_CHANGEOVER_COUNT;
    }
    return true;
}

static const gm_table changeover_table = {
    .name = "changeover",
    .doc = "What a station must do between unlike parts, or after a number of them:\n\n"
           "```yaml\nchangeover: {on: family, takes: 20 min, crew: {setters: 2}}\n```",
    GM_FIELDS(changeover_fields),
    .size = sizeof(gm_raw_changeover),
    .src_at = GM_AT(gm_raw_changeover, def.src),
    .check = check_changeover,
};

// ---- queue, load, batch

static const char *const preempt_words[] = {"no", "resume", "restart", NULL};
static const char *const service_words[] = {"exhaustive", "gated", NULL};
static const char *const full_words[] = {"block", "lose", NULL};

static const gm_field queue_fields[] = {
    {"holds", GM_TYPE_CUSTOM, GM_INTO(gm_raw_queue, def.holds), .custom = &gm_custom_places,
     .preset = "unlimited", .doc = "Waiting places."},
    {"order", GM_TYPE_CUSTOM, GM_INTO(gm_raw_queue, order), .custom = &gm_custom_queue_order,
     .preset = "fifo",
     .doc = "Which part goes next: the `priority` of its variant, one that was rejected before "
            "(`rework`), the `shortest` work, the changeover `family` that is set up, or the "
            "one for which a rule is least: `part.due - now`."},
    {"preempt", GM_TYPE_ENUM, GM_INTO(gm_raw_queue, def.preempt), .words = preempt_words,
     .preset = "no",
     .doc = "With `order: priority`: a part that goes before the one in work interrupts it, "
            "which later resumes or restarts."},
    {"service", GM_TYPE_ENUM, GM_INTO(gm_raw_queue, def.service), .words = service_words,
     .preset = "exhaustive",
     .doc =
         "With `order: family`: until no part of the family waits, or only those that waited "
         "when it was set up."},
    {"block", GM_TYPE_STRUCT, GM_INTO(gm_raw_queue, block), .table = &gm_table_block,
     .given_at = GM_AT(gm_raw_queue, has_block), .example = "{most: 12, next: most}",
     .doc = "With `order: family`: how long a block may be, and which family is next."},
    {"cycles-when-empty", GM_TYPE_BOOL, GM_INTO(gm_raw_queue, def.cycles_when_empty),
     .preset = "no", .doc = "With `order: family`: keeps changing over while nothing waits."},
    {"when-full", GM_TYPE_ENUM, GM_INTO(gm_raw_queue, def.when_full), .words = full_words,
     .preset = "block", .doc = "A part that finds no place waits where it is, or is lost."},
};

static const gm_table queue_table = {
    .name = "queue",
    .doc =
        "A queue that belongs to the station. Without it a station has no place of its own: "
        "parts wait in the buffer before it, or in the station before it. A station straight "
        "behind a source with `every` or `plan` has an unlimited queue unless it says "
        "otherwise.",
    GM_FIELDS(queue_fields),
    .size = sizeof(gm_raw_queue),
    .src_at = GM_AT(gm_raw_queue, def.src),
    .short_key = "holds",
};

static const gm_field load_fields[] = {
    {"time", GM_TYPE_CUSTOM, GM_INTO(gm_raw_load, time), .custom = &gm_custom_times,
     .required = true, .example = "8 s", .doc = "Time to load a part, before its work."},
    {"crew", GM_TYPE_CUSTOM, GM_INTO(gm_raw_load, crew), .custom = &gm_custom_crew,
     .example = "{loaders: 1}", .doc = "Who loads it; they are free again when work starts."},
};

static const gm_table load_table = {
    .name = "load",
    .doc = "Loading by hand of a machine that then works alone.",
    GM_FIELDS(load_fields),
    .size = sizeof(gm_raw_load),
};

static const gm_field batch_fields[] = {
    {"least", GM_TYPE_INT, GM_INTO(gm_raw_batch, def.least), .unit = "parts",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e6, .given_at = GM_AT(gm_raw_batch, has_least),
     .example = "4", .doc = "It starts with at least so many; by default as many as `most`."},
    {"most", GM_TYPE_INT, GM_INTO(gm_raw_batch, def.most), .unit = "parts",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e6, .required = true, .example = "8",
     .doc = "And takes at most so many."},
    {"wait", GM_TYPE_QUANTITY, GM_INTO(gm_raw_batch, def.wait_s), .unit = "s",
     .bounds = GM_NOT_NEGATIVE, .given_at = GM_AT(gm_raw_batch, has_wait), .example = "1 h",
     .doc =
         "It starts with fewer when the first has waited so long, from when it could be taken: "
         "after `least:` and `transfer:` of a buffer."},
};

static bool check_batch(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_raw_batch *raw = dst;
    if (raw->has_least && raw->def.least > raw->def.most) {
        return gm_row_fault(reader, node->src, "`least` must be <= `most`, got %d and %d",
                            (int)raw->def.least, (int)raw->def.most);
    }
    return true;
}

static const gm_table batch_table = {
    .name = "batch",
    .doc = "A machine that works on several parts at once: an oven, a formation rack. A bare "
           "number takes exactly so many.",
    GM_FIELDS(batch_fields),
    .size = sizeof(gm_raw_batch),
    .src_at = GM_AT(gm_raw_batch, def.src),
    .short_key = "most",
    .check = check_batch,
};

// ---- energy, learning

#define POWER(member, key, text)                                                               \
    {                                                                                          \
        (key), GM_TYPE_QUANTITY, GM_INTO(gm_power_def, member),                                \
            .unit = "W", .bounds = GM_NOT_NEGATIVE, .preset = "0 W", .doc = (text)             \
    }

static const gm_field power_fields[] = {
    POWER(working_w, "working", "While it works."),
    POWER(idle_w, "idle", "While it is up and does not work, and while its shop heats up."),
    POWER(down_w, "down", "While it is down or maintained."),
    POWER(off_w, "off", "Off shift."),
};

const gm_table gm_table_power = {
    .name = "energy",
    .doc = "Power that each machine draws, by what it does.",
    GM_FIELDS(power_fields),
    .size = sizeof(gm_power_def),
};

static const gm_field learning_fields[] = {
    {"start", GM_TYPE_QUANTITY, GM_INTO(gm_learning_def, start), .required = true,
     .bounds = GM_POSITIVE, .example = "1.6", .doc = "The factor at the start."},
    {"from", GM_TYPE_QUANTITY, GM_INTO(gm_learning_def, from), .unit = "parts",
     .required = true, .bounds = GM_POSITIVE, .example = "1000 parts",
     .doc = "Parts made until it begins to fall."},
    {"ratio", GM_TYPE_QUANTITY, GM_INTO(gm_learning_def, ratio), .required = true,
     .bounds = GM_MORE_THAN | GM_AT_MOST, .hi = 1.0, .example = "84 %",
     .doc = "What each doubling of the parts made multiplies it by."},
    {"floor", GM_TYPE_QUANTITY, GM_INTO(gm_learning_def, floor), .bounds = GM_POSITIVE,
     .preset = "1", .doc = "It falls no further than this."},
    {"what", GM_TYPE_CUSTOM, GM_INTO(gm_learning_def, time), .custom = &gm_custom_learns,
     .preset = "time", .doc = "What the factor acts on."},
};

static bool check_learning(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_learning_def *learning = dst;
    return learning->floor <= learning->start
               ? true
               : gm_row_fault(reader, node->src, "learning starts below its floor");
}

const gm_table gm_table_learning = {
    .name = "learning",
    .doc =
        "A factor on times, scrap or breakdowns that falls with the parts made, by a fixed "
        "ratio with each doubling (Wright 1936):\n\n"
        "```yaml\nlearns: {start: 1.6, from: 1000 parts, ratio: 84 %, what: [time, scrap]}\n"
        "```\n\n"
        "After n parts it is the greater of `floor` and start x ratio^log2(n / from), found "
        "anew "
        "with every 1 % of output. A list "
        "gives time, scrap and failures curves of their own:\n\n"
        "```yaml\nlearns:\n  - {start: 1.6, from: 1000 parts, ratio: 84 %}\n"
        "  - {start: 4, from: 500 parts, ratio: 81 %, floor: 50 %, what: [scrap, failures]}\n"
        "```",
    GM_FIELDS(learning_fields),
    .size = sizeof(gm_learning_def),
    .src_at = GM_AT(gm_learning_def, src),
    .check = check_learning,
};

// ---- the station

static const char *const blocking_words[] = {"after", "before", NULL};
static const char *const same_words[] = {"parent", "variant", "grade", NULL};

static const gm_field station_fields[] = {
    {"time", GM_TYPE_CUSTOM, GM_INTO(gm_raw_station, def.time), .custom = &gm_custom_times,
     .example = "lognormal(60 s, cv 0.2)",
     .doc = "Time of the work on a part (or batch); by default none."},
    {"machines", GM_TYPE_CUSTOM, GM_INTO(gm_raw_station, def.machines),
     .custom = &gm_custom_places, .preset = "1", .doc = "Alike machines side by side."},
    {"queue", GM_TYPE_STRUCT, GM_INTO(gm_raw_station, queue), .table = &queue_table,
     .given_at = GM_AT(gm_raw_station, queue.def.is_given), .example = "{holds: 5}",
     .doc = "A queue of its own."},
    {"blocking", GM_TYPE_ENUM, GM_INTO(gm_raw_station, def.blocking), .words = blocking_words,
     .preset = "after",
     .doc = "`after`: a finished part holds the machine until there is a place for it. "
            "`before`: work starts only when there is one."},
    {"load", GM_TYPE_STRUCT, GM_INTO(gm_raw_station, load), .table = &load_table,
     .example = "{time: 8 s, crew: {loaders: 1}}", .doc = "Loading before the work."},
    {"crew", GM_TYPE_CUSTOM, GM_INTO(gm_raw_station, def.crew), .custom = &gm_custom_crew,
     .example = "{welders: 1}", .doc = "Who is needed for the whole of the work."},
    {"calendar", GM_TYPE_REF, GM_INTO(gm_raw_station, def.calendar), .example = "two-shift",
     .doc = "When it works; by default that of its line."},
    {"fails", GM_TYPE_LIST, GM_INTO(gm_raw_station, fails), .item = GM_TYPE_STRUCT,
     .table = &gm_table_failure,
     .example = "{after: exponential(4 h), repair: exponential(10 min)}",
     .doc = "Breakdowns, one or several."},
    {"maintain", GM_TYPE_LIST, GM_INTO(gm_raw_station, maintain), .item = GM_TYPE_STRUCT,
     .table = &maintenance_table, .example = "{every: 200 h, takes: 2 h}",
     .doc = "Planned maintenance, one or several."},
    {"changeover", GM_TYPE_LIST, GM_INTO(gm_raw_station, changeover), .item = GM_TYPE_STRUCT,
     .table = &changeover_table, .example = "{on: family, takes: 20 min}",
     .doc = "Changeovers, one or several."},
    {"needs", GM_TYPE_CUSTOM, GM_INTO(gm_raw_station, def.needs), .custom = &gm_custom_kinds,
     .example = "{body: 1, pack: 1}",
     .doc = "Joins these into one part, which keeps the identity of the first-named."},
    {"makes", GM_TYPE_REF, GM_INTO(gm_raw_station, def.makes), .example = "car",
     .doc =
         "The kind that an assembly makes; by default the first-named of `needs`. Its variant "
         "is that with the name of the variant of the first-named, else by the shares of the "
         "kind, levelled."},
    {"same", GM_TYPE_ENUM, GM_INTO(gm_raw_station, same), .words = same_words,
     .given_at = GM_AT(gm_raw_station, has_same), .example = "parent",
     .doc = "It joins only what has this in common: one and the same split part that it came "
            "from (`parent`), the name of the `variant`, or the `grade` (`grades:`)."},
    {"splits", GM_TYPE_CUSTOM, GM_INTO(gm_raw_station, def.splits), .custom = &gm_custom_kinds,
     .example = "{sheet: 20}",
     .doc = "Parts that leave instead of the one that came; variants as with `makes`."},
    {"batch", GM_TYPE_STRUCT, GM_INTO(gm_raw_station, batch), .table = &batch_table,
     .given_at = GM_AT(gm_raw_station, has_batch), .example = "{least: 4, most: 8, wait: 1 h}",
     .doc = "Works on several parts at once."},
    {"up", SHARE, GM_INTO(gm_raw_station, def.up), .given_at = GM_AT(gm_raw_station, has_up),
     .example = "90 %",
     .doc =
         "A Bernoulli machine: its `time` is one number, the slot, and in each slot it is up "
         "with this chance, whatever it was before. It takes a part only at the beginning of "
         "a slot in which it is up and there is a place behind it (`blocking: before`)."},
    {"scrap", SHARE, GM_INTO(gm_raw_station, def.scrap), .preset = "0 %",
     .doc = "Share of the parts that is scrapped at the end of the work."},
    {"defects", SHARE, GM_INTO(gm_raw_station, def.defects), .preset = "0 %",
     .doc = "Share of the parts that gets a hidden defect."},
    {"mends", SHARE, GM_INTO(gm_raw_station, def.mends), .preset = "0 %",
     .doc = "Share of the defects that it removes: a rework station."},
    {"inspects", GM_TYPE_STRUCT, GM_INTO(gm_raw_station, inspects),
     .table = &gm_table_inspection, .given_at = GM_AT(gm_raw_station, def.inspects.is_given),
     .example = "{finds: 95 %, to: rework}", .doc = "A check at the end of the work."},
    {"drifts", GM_TYPE_STRUCT, GM_INTO(gm_raw_station, drifts), .table = &gm_table_drift,
     .given_at = GM_AT(gm_raw_station, def.drifts.is_given),
     .example = "{after: exponential(40 h), defects: 20 %, sampled: 50 parts, reset: 45 min}",
     .doc = "It goes out of control and is found out by samples."},
    {"grades", GM_TYPE_STRUCT, GM_INTO(gm_raw_station, grades), .table = &gm_table_grades,
     .given_at = GM_AT(gm_raw_station, def.grades.is_given),
     .example = "{mean: 104 Ah, sd: 0.8 Ah, bins: {a: 104 Ah, b: 103 Ah}}",
     .doc = "Measures each part at the end of the work and sorts it into bins."},
    {"web", GM_TYPE_STRUCT, GM_INTO(gm_raw_station, web), .table = &gm_table_web,
     .given_at = GM_AT(gm_raw_station, def.web.is_given),
     .example = "{speed: 60 m/min, start-up: 30 m}", .doc = "Rolls run through it as a web."},
    {"recipe", GM_TYPE_LIST, GM_INTO(gm_raw_station, recipe.phases), .item = GM_TYPE_STRUCT,
     .table = &gm_table_recipe_phase, .example = "[{name: rest, time: 12 h}]",
     .doc = "Phases that a part goes through on its machine, instead of `time`."},
    {"channels", GM_TYPE_INT, GM_INTO(gm_raw_station, recipe.channels), .unit = "channels",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e9,
     .given_at = GM_AT(gm_raw_station, recipe.has_channels), .example = "57600",
     .doc = "Channels that its machines share; by default there are always enough."},
    {"grid", GM_TYPE_REF, GM_INTO(gm_raw_station, recipe.grid), .example = "formation-grid",
     .doc = "Limit of power: a phase begins when the grid has its `power`. Without a recipe "
            "the work begins when it has `energy: working`."},
    {"adds", GM_TYPE_MAP, GM_INTO(gm_raw_station, adds), .item = GM_TYPE_QUANTITY, .unit = "kg",
     .bounds = GM_NOT_NEGATIVE, .example = "{electrolyte: 0.9 kg}",
     .doc = "Materials that the work puts into each part."},
    {"to", GM_TYPE_CUSTOM, GM_INTO(gm_raw_station, def.to), .custom = &gm_custom_route,
     .example = "{seal: 95 %, repair: 5 %}",
     .doc = "Where parts go; by default to the next step of the list."},
    {"counts", GM_TYPE_NAME, GM_INTO(gm_raw_station, def.counts), .example = "bodies-welded",
     .doc = "A named counter of the parts that leave in good order."},
    {"energy", GM_TYPE_STRUCT, GM_INTO(gm_raw_station, def.power), .table = &gm_table_power,
     .example = "{working: 20 kW, idle: 5 kW}", .doc = "Power that each machine draws."},
    {"learns", GM_TYPE_LIST, GM_INTO(gm_raw_station, learns), .item = GM_TYPE_STRUCT,
     .table = &gm_table_learning, .example = "{start: 1.6, from: 1000 parts, ratio: 84 %}",
     .doc = "How it gets better, in one curve or several."},
};

// With `up:` it begins only what has a place to go to.
static bool check_station(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_raw_station *raw = dst;
    if (!raw->has_up) {
        return true;
    }
    raw->def.blocking = GM_BLOCKING_BEFORE;
    return raw->def.up > 0.0 && raw->def.up < 1.0
               ? true
               : gm_row_fault(reader, node->src,
                              "`up:` lies between 0 %% and 100 %%, like `90 %%`");
}

const gm_table gm_table_station = {
    .name = "station",
    .doc = "Machines or people that work on parts:\n\n"
           "```yaml\n- station: weld\n  time: lognormal(60 s, cv 0.2)\n  machines: 2\n"
           "  crew: {welders: 1}\n"
           "  fails: {after: exponential(4 h), repair: exponential(10 min)}\n```",
    GM_FIELDS(station_fields),
    .size = sizeof(gm_raw_station),
    .src_at = GM_AT(gm_raw_station, def.src),
    .name_at = GM_AT(gm_raw_station, def.name),
    .check = check_station,
};
