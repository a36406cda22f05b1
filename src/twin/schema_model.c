// SPDX-License-Identifier: MIT
//
// The top of a model file, the clock, scenarios, facts and guards.

#include "twin/rows.h"
#include "twin/tables.h"

// ---- clock

static const char *const horizon_words[] = {"steady", "terminating", NULL};

static const gm_field clock_fields[] = {
    {"start", GM_TYPE_CUSTOM, GM_INTO(gm_raw_clock, def.start), .custom = &gm_custom_date,
     .example = "2027-08-01", .src_at = GM_AT(gm_raw_clock, start_src),
     .given_at = GM_AT(gm_raw_clock, def.has_start),
     .doc =
         "The civil day on which t = 0 is, at 00:00, from 1900 to 2400. A model that says it "
         "is `terminating` unless it says otherwise."},
    {"run", GM_TYPE_CUSTOM, GM_INTO(gm_raw_clock, run), .custom = &gm_custom_run,
     .example = "30 d",
     .doc = "How long a run is, at most 1000 yr. A number of parts counts at `counter`."},
    {"until", GM_TYPE_CUSTOM, GM_INTO(gm_raw_clock, until), .custom = &gm_custom_date,
     .example = "2030-12-31", .src_at = GM_AT(gm_raw_clock, until_src),
     .doc = "The last day of a run, instead of `run`; needs `start`."},
    {"counter", GM_TYPE_NAME, GM_INTO(gm_raw_clock, def.counter), .example = "gate-out",
     .doc =
         "The sink or named counter at which parts count for `run` and `warm-up`; by default "
         "the only sink."},
    {"horizon", GM_TYPE_ENUM, GM_INTO(gm_raw_clock, def.horizon), .words = horizon_words,
     .given_at = GM_AT(gm_raw_clock, has_horizon),
     .doc =
         "`steady`: one stationary behaviour, whose warm-up is cut. `terminating`: a stretch "
         "of history that counts from the start. By default `terminating` with `start`, else "
         "`steady`."},
    {"warm-up", GM_TYPE_CUSTOM, GM_INTO(gm_raw_clock, warm_up), .custom = &gm_custom_warm_up,
     .example = "2 d",
     .doc =
         "What is cut from the start of each run. By default `auto` when steady, `none` when "
         "terminating."},
    {"replications", GM_TYPE_INT, GM_INTO(gm_raw_clock, def.replications), .example = "20",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e6,
     .given_at = GM_AT(gm_raw_clock, has_replications),
     .doc = "Runs with other random numbers. By default 20 when steady, 10 when terminating."},
    {"most", GM_TYPE_INT, GM_INTO(gm_raw_clock, def.most), .example = "100",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e6, .given_at = GM_AT(gm_raw_clock, has_most),
     .doc =
         "Up to so many replications a verdict may take while it is open; by default 100, or "
         "as many as `replications` when those are more."},
    {"seed", GM_TYPE_INT64, GM_INTO(gm_raw_clock, def.seed), .preset = "1",
     .bounds = GM_BETWEEN, .lo = 0.0, .hi = 4294967295.0,
     .doc = "Chooses the random numbers: the same seed gives the same bits."},
    {"series", GM_TYPE_CUSTOM, GM_INTO(gm_raw_clock, series), .custom = &gm_custom_series,
     .example = "month",
     .doc = "The interval of the series in the results, of which there are at most 5000. By "
            "default `month` with `start`, else `none`."},
};

const gm_table gm_table_clock = {
    .name = "clock",
    .doc = "How long a run is, and how many there are. A line that is watched in its steady "
           "state says how long; a plant with a history says when it starts and ends:\n\n"
           "```yaml\nclock: {run: 30 d, warm-up: auto, replications: 20}\n```\n\n"
           "```yaml\nclock: {start: 2027-08-01, until: 2030-12-31, replications: 10}\n```",
    GM_FIELDS(clock_fields),
    .size = sizeof(gm_raw_clock),
    .src_at = GM_AT(gm_raw_clock, def.src),
};

// ---- defaults, scenarios, guards

static const gm_field defaults_fields[] = {
    {"source", GM_TYPE_ANY, GM_INTO(gm_raw_defaults, of[GM_STEP_SOURCE]),
     .doc = "Keys of every source that does not say them."},
    {"station", GM_TYPE_ANY, GM_INTO(gm_raw_defaults, of[GM_STEP_STATION]),
     .doc = "Keys of every station that does not say them."},
    {"buffer", GM_TYPE_ANY, GM_INTO(gm_raw_defaults, of[GM_STEP_BUFFER]),
     .doc = "Keys of every buffer that does not say them."},
    {"conveyor", GM_TYPE_ANY, GM_INTO(gm_raw_defaults, of[GM_STEP_CONVEYOR]),
     .doc = "Keys of every conveyor that does not say them."},
    {"moving-line", GM_TYPE_ANY, GM_INTO(gm_raw_defaults, of[GM_STEP_MOVING]),
     .doc = "Keys of every moving line that does not say them."},
    {"sink", GM_TYPE_ANY, GM_INTO(gm_raw_defaults, of[GM_STEP_SINK]),
     .doc = "Keys of every sink that does not say them."},
    {"transport", GM_TYPE_ANY, GM_INTO(gm_raw_defaults, of[GM_STEP_TRANSPORT]),
     .doc = "Keys of every transport that does not say them."},
    {"rack", GM_TYPE_ANY, GM_INTO(gm_raw_defaults, of[GM_STEP_RACK]),
     .doc = "Keys of every rack that does not say them."},
};

const gm_table gm_table_defaults = {
    .name = "defaults",
    .doc =
        "What all steps of a kind have in common is said once:\n\n"
        "```yaml\ndefaults:\n  station: {energy: {working: 20 kW, idle: 5 kW}}\n```\n\n"
        "A step that says a key itself keeps its own value, whole: beside these defaults "
        "`{station: weld, energy: {working: 30 kW}}` draws nothing while it is idle. `--set` "
        "and "
        "scenarios change the value that holds: `plant.weld.energy.working` of a station that "
        "says no `energy` itself leaves the 5 kW, and `defaults.station.time` is the time of "
        "all "
        "stations that say none.",
    GM_FIELDS(defaults_fields),
    .size = sizeof(gm_raw_defaults),
};

static const gm_field scenario_fields[] = {
    {"about", GM_TYPE_TEXT, GM_INTO(gm_raw_scenario, about), .doc = "What it is about.",
     .example = "today's presses"},
    {"set", GM_TYPE_ANY, GM_INTO(gm_raw_scenario, set), .required = true,
     .example = "{plant.weld.time: 50 s}",
     .doc =
         "A map from paths to values. A path is the keys and names on the way to the value "
         "with dots between; items of a list go by their name, or by number from 0; the name "
         "of a line may be left out. A value replaces what stands there as a whole."},
};

static const gm_table scenario_table = {
    .name = "scenario",
    .doc = "The same model with some values changed, run by `--scenario NAME`:\n\n"
           "```yaml\nscenarios:\n  die-change-24h:\n    about: a die change takes a day\n"
           "    set: {plant.cast-front.changeover.takes: 24 h}\n```",
    GM_FIELDS(scenario_fields),
    .size = sizeof(gm_raw_scenario),
    .src_at = GM_AT(gm_raw_scenario, src),
    .name_at = GM_AT(gm_raw_scenario, name),
};

static const gm_field guards_fields[] = {
    {"parts", GM_TYPE_INT64, GM_INTO(gm_raw_guards, parts), .preset = "2000000",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 1e9,
     .doc = "Most parts in the plant at one time; beyond it a run stops with an error."},
};

static const gm_table guards_table = {
    .name = "guards",
    .doc = "Limits of size that catch a model whose queues grow without end.",
    GM_FIELDS(guards_fields),
    .size = sizeof(gm_raw_guards),
};

// ---- the file

static bool check_version(gm_reader *reader, const gm_node *node, void *member)
{
    if (*(int32_t *)member == 1) {
        return true;
    }
    return gm_row_fault(reader, node->src, "this program reads version 1 of the language");
}

static const gm_field model_fields[] = {
    {"gemba", GM_TYPE_INT, GM_INTO(gm_raw_model, gemba), .required = true, .example = "1",
     .check = check_version, .doc = "The version of the language: 1."},
    {"name", GM_TYPE_TEXT, GM_INTO(gm_raw_model, name), .apart = true,
     .example = "Two stations and a rack",
     .doc = "The title of reports; by default the name of the file."},
    {"about", GM_TYPE_TEXT, GM_INTO(gm_raw_model, about), .apart = true,
     .example = "A first model.", .doc = "What the model is about."},
    {"include", GM_TYPE_LIST, GM_INTO(gm_raw_model, include), .item = GM_TYPE_TEXT,
     .example = "[paint.yaml, crews.yaml]",
     .doc = "Other files, relative to this one. Maps are joined key by key; claims are put "
            "together; any other key may stand in one file only."},
    {"clock", GM_TYPE_STRUCT, GM_INTO(gm_raw_model, clock), .table = &gm_table_clock,
     .example = "{run: 30 d}", .doc = "How long a run is, and how many there are."},
    {"parts", GM_TYPE_MAP, GM_INTO(gm_raw_model, parts), .item = GM_TYPE_STRUCT,
     .table = &gm_table_kind, .example = "{body: {variants: {es: 60 %, rz: 40 %}}}",
     .doc = "Kinds of parts and their variants. Kinds without variants need not be named."},
    {"plant", GM_TYPE_MAP, GM_INTO(gm_raw_model, plant), .item = GM_TYPE_STRUCT,
     .table = &gm_table_line, .doc = "Lines by name; each is a list of steps."},
    {"cell", GM_TYPE_OPTIONAL, GM_INTO(gm_raw_model, cell), .apart = true,
     .table = &gm_table_battery_cell, .doc = "A cell by its physics."},
    {"bpx", GM_TYPE_TEXT, GM_INTO(gm_raw_model, bpx), .apart = true,
     .src_at = GM_AT(gm_raw_model, bpx_src), .example = "lgm50.json",
     .doc =
         "A cell in Battery Parameter eXchange (JSON), beside this file, instead of `cell:`."},
    {"experiments", GM_TYPE_MAP, GM_INTO(gm_raw_model, experiments), .item = GM_TYPE_STRUCT,
     .apart = true, .table = &gm_table_experiment,
     .doc = "What the cell is put through, by name."},
    {"charges", GM_TYPE_MAP, GM_INTO(gm_raw_model, charges), .item = GM_TYPE_STRUCT,
     .apart = true, .table = &gm_table_charge, .doc = "Fast charges of the cell, by name."},
    {"fits", GM_TYPE_MAP, GM_INTO(gm_raw_model, fits), .item = GM_TYPE_STRUCT, .apart = true,
     .table = &gm_table_fit,
     .doc = "Values of the cell that are looked for in what was measured, by name."},
    {"car", GM_TYPE_OPTIONAL, GM_INTO(gm_raw_model, car), .apart = true, .table = &gm_table_car,
     .doc = "A battery car."},
    {"drives", GM_TYPE_MAP, GM_INTO(gm_raw_model, drives), .item = GM_TYPE_STRUCT,
     .apart = true, .table = &gm_table_drive_ask,
     .doc = "What the car is driven through, by name."},
    {"crews", GM_TYPE_MAP, GM_INTO(gm_raw_model, crews), .item = GM_TYPE_STRUCT,
     .table = &gm_table_crew, .doc = "Crews by name: people, shifts, skills."},
    {"calendars", GM_TYPE_MAP, GM_INTO(gm_raw_model, calendars), .item = GM_TYPE_STRUCT,
     .table = &gm_table_calendar, .doc = "Working calendars by name."},
    {"limits", GM_TYPE_LIST, GM_INTO(gm_raw_model, limits), .item = GM_TYPE_STRUCT,
     .table = &gm_table_limit, .doc = "Most parts in a stretch of the plant."},
    {"materials", GM_TYPE_MAP, GM_INTO(gm_raw_model, materials), .item = GM_TYPE_STRUCT,
     .table = &gm_table_material, .example = "{copper: {price: 75 CNY/kg}}",
     .doc = "What parts are made of."},
    {"grids", GM_TYPE_MAP, GM_INTO(gm_raw_model, grids), .item = GM_TYPE_STRUCT,
     .table = &gm_table_grid, .example = "{formation-grid: 2.5 MW}",
     .doc = "Limits of power by name."},
    {"within", GM_TYPE_LIST, GM_INTO(gm_raw_model, within), .item = GM_TYPE_STRUCT,
     .table = &gm_table_within, .doc = "Longest times between two steps."},
    {"dry-rooms", GM_TYPE_MAP, GM_INTO(gm_raw_model, dry_rooms), .item = GM_TYPE_STRUCT,
     .table = &gm_table_dry_room, .doc = "Rooms of dry air by name."},
    {"paths", GM_TYPE_MAP, GM_INTO(gm_raw_model, paths), .item = GM_TYPE_STRUCT,
     .table = &gm_table_network, .doc = "Networks of paths by name, for vehicles."},
    {"fleets", GM_TYPE_MAP, GM_INTO(gm_raw_model, fleets), .item = GM_TYPE_STRUCT,
     .table = &gm_table_fleet, .doc = "Fleets of vehicles by name."},
    {"headcount", GM_TYPE_OPTIONAL, GM_INTO(gm_raw_model, headcount), .apart = true,
     .table = &gm_table_headcount, .doc = "How many people the base needs."},
    {"claims", GM_TYPE_LIST, GM_INTO(gm_raw_model, claims), .apart = true,
     .item = GM_TYPE_STRUCT, .table = &gm_table_claim,
     .doc = "What is said about the plant, to be judged."},
    {"facts", GM_TYPE_MAP, GM_INTO(gm_raw_model, facts), .apart = true, .item = GM_TYPE_CUSTOM,
     .custom = &gm_custom_quantity,
     .example = "{exports: {value: 20 %, source: \"announcement\"}}",
     .doc = "Values with their sources that no step uses yet. A claim may measure them as "
            "`facts.<name>`."},
    {"defaults", GM_TYPE_OPTIONAL, GM_INTO(gm_raw_model, defaults), .table = &gm_table_defaults,
     .doc = "Keys by kind of step, for steps that do not say them."},
    {"scenarios", GM_TYPE_MAP, GM_INTO(gm_raw_model, scenarios), .apart = true,
     .item = GM_TYPE_STRUCT, .table = &scenario_table,
     .doc = "The same model with some values changed."},
    {"guards", GM_TYPE_STRUCT, GM_INTO(gm_raw_model, guards), .table = &guards_table,
     .doc = "Limits of size."},
};

const gm_table gm_table_model = {
    .name = "model",
    .doc = "The keys at the top of a model file.",
    GM_FIELDS(model_fields),
    .size = sizeof(gm_raw_model),
};
