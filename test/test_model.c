// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "twin/model.h"

#include <math.h>
#include <string.h>

static gm_arena arena;
static gm_diag diag;

static gm_model *load(const char *name)
{
    gm_model *model = NULL;
    const char *path = gm_arena_printf(&arena, GM_SOURCE_DIR "/test/models/%s", name);
    gm_status status = gm_model_load(path, NULL, &arena, &diag, &model);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    return model;
}

// A model with this plant behind a short head.
static gm_model *load_plant(const char *plant)
{
    gm_model *model = NULL;
    const char *text = gm_arena_printf(&arena, "gemba: 1\nclock: {run: 1 d}\n%s", plant);
    gm_status status =
        gm_model_load_text("m.yaml", gm_slice_of(text), NULL, &arena, &diag, &model);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    return model;
}

static const gm_station_def *station(const gm_model *model, const char *name)
{
    int32_t i = gm_model_find_step(model, name);
    ck_assert_msg(i >= 0, "no step '%s'", name);
    ck_assert_int_eq(model->plant.steps[i].kind, GM_STEP_STATION);
    return model->plant.steps[i].station;
}

START_TEST(the_first_model_fills_the_definitions_of_its_plant)
{
    const gm_model *model = load("two-stations.yaml");
    ck_assert_str_eq(model->name, "Two stations and a rack");
    ck_assert_double_eq(model->clock.run_s, 30.0 * 86400.0);
    ck_assert_int_eq(model->clock.horizon, GM_HORIZON_STEADY);
    ck_assert_int_eq(model->clock.warm_up, GM_WARM_UP_AUTO);
    ck_assert_int_eq(model->clock.replications, 20);
    ck_assert_int_eq(model->plant.n_steps, 5);
    ck_assert_int_eq(model->plant.n_kinds, 1);
    ck_assert_str_eq(model->plant.kinds[0].name, "part");

    const gm_source_def *source = model->plant.steps[0].source;
    ck_assert(!source->has_every);
    ck_assert_int_eq(source->kind.i, 0);
    ck_assert_int_eq(source->limit, INT64_MAX);

    const gm_station_def *weld = station(model, "weld");
    ck_assert_int_eq(weld->time.all.kind, GM_DIST_EXPONENTIAL);
    ck_assert_double_eq(weld->time.all.a, 60.0);
    ck_assert_int_eq(weld->machines, 1);
    ck_assert_int_eq(weld->queue.holds, 0);
    ck_assert_int_eq(weld->n_failures, 1);
    ck_assert_int_eq(weld->failures[0].by, GM_BY_WORK);
    ck_assert_double_eq(weld->failures[0].after.a, 4.0 * 3600.0);
    ck_assert_double_eq(weld->failures[0].repair.a, 600.0);

    ck_assert_int_eq(model->plant.steps[2].buffer->holds, 5);
    ck_assert_int_eq(station(model, "seal")->crew.items[0].crew.i, 0);
    ck_assert_int_eq(model->plant.crews[0].people[0].people, 2);
}
END_TEST

START_TEST(a_calendar_of_the_language_is_there_when_it_is_named)
{
    const gm_model *model = load("two-stations.yaml");
    ck_assert_int_eq(model->plant.n_calendars, 1);
    ck_assert_int_eq(model->plant.crews[0].calendar.i, 0);
    const gm_calendar_def *def = &model->plant.calendars[0].def;
    ck_assert_int_eq(def->phases[0].n_shifts, 2);
    ck_assert_int_eq(def->phases[0].shifts[1].from_s, 50400);
    ck_assert_int_eq(def->phases[0].shifts[1].breaks[0].for_s, 1800);
}
END_TEST

// Kinds body (es, rz), pack, job (a, b), then those that steps use first: sheet-roll, sheet,
// car. Flat variants: es 0, rz 1, pack 2, a 3, b 4, sheet-roll 5, sheet 6, car 7.
START_TEST(variants_are_counted_over_all_kinds)
{
    const gm_model *model = load("everything.yaml");
    ck_assert_int_eq(model->plant.n_kinds, 6);
    ck_assert_int_eq(gm_plant_first_variant(&model->plant, 2), 3);
    ck_assert_int_eq(gm_plant_first_variant(&model->plant, 6), 8);
    const gm_times_def *time = &station(model, "weld")->time;
    ck_assert_int_eq(time->n_rows, 3);
    ck_assert_int_eq(time->rows[0].variant.i, 0);
    ck_assert_double_eq(time->rows[0].dist.a, 60.0);
    ck_assert_int_eq(time->rows[1].variant.i, 1);
    ck_assert_int_eq(time->rows[2].variant.i, -1);
    ck_assert_int_eq(model->plant.steps[0].source->mix[1].variant.i, 1);
}
END_TEST

START_TEST(a_row_of_a_kind_serves_those_of_its_variants_that_have_no_row)
{
    const gm_model *model = load("everything.yaml");
    const gm_route_def *to = &station(model, "check")->to;
    ck_assert(to->by_variant);
    ck_assert_int_eq(to->n, 3);
    ck_assert_int_eq(to->rows[0].variant.i, 0); // es: rack
    ck_assert_str_eq(to->rows[0].step.name, "rack");
    ck_assert_int_eq(to->rows[1].variant.i, 1); // body, but es has its own
    ck_assert_str_eq(to->rows[1].step.name, "rework");
    ck_assert_int_eq(to->rows[2].variant.i, -1);
    ck_assert_int_eq(to->rows[2].word, GM_ROUTE_NEXT);
}
END_TEST

START_TEST(a_word_of_the_language_is_a_step_where_one_has_that_name)
{
    const gm_model *model =
        load_plant("plant:\n  a: [{source: s}, {station: b, to: out}, "
                   "{station: c, to: {out: 50 %, scrap: rest}}, {sink: out}]\n");
    ck_assert_int_eq(station(model, "b")->to.rows[0].word, GM_ROUTE_STEP);
    ck_assert_int_eq(station(model, "b")->to.rows[0].step.i, 3);
    ck_assert_int_eq(station(model, "c")->to.rows[1].word, GM_ROUTE_SCRAP);
    ck_assert_double_lt(station(model, "c")->to.rows[1].share, 0.0);
}
END_TEST

START_TEST(people_are_asked_for_by_crew_or_by_skill)
{
    const gm_model *model = load("everything.yaml");
    const gm_crew_need_def *need = &station(model, "weld")->crew.items[0];
    ck_assert(need->is_skill);
    ck_assert_str_eq(model->plant.skills[need->crew.i], "weld");
    ck_assert_int_eq(need->people, 2);
    const gm_crew_need_def *loader = &station(model, "weld")->load_crew.items[0];
    ck_assert(!loader->is_skill);
    ck_assert_str_eq(model->plant.crews[loader->crew.i].name, "loaders");
}
END_TEST

START_TEST(short_forms_say_the_same_as_long_ones)
{
    const gm_model *model = load_plant(
        "plant:\n  a: [{source: s}, {station: b, batch: 8}, {station: c, batch: {most: "
        "8, least: 4, wait: 1 h}}, {station: d}]\n");
    ck_assert_int_eq(station(model, "b")->batch.least, 8);
    ck_assert(isinf(station(model, "b")->batch.wait_s));
    ck_assert_int_eq(station(model, "c")->batch.least, 4);
    ck_assert_double_eq(station(model, "c")->batch.wait_s, 3600.0);
    ck_assert_int_eq(station(model, "d")->batch.most, 1);
}
END_TEST

// 6.5 m in 130 s are 0.05 m/s. 400 days after t = 0 are 400 * 86400 s.
START_TEST(values_that_hang_on_others_are_worked_out)
{
    const gm_model *model = load("everything.yaml");
    const gm_moving_def *final = model->plant.steps[gm_model_find_step(model, "final")].moving;
    ck_assert_double_eq_tol(final->speed_m_s, 0.05, 1e-15);
    ck_assert_int_eq(final->n_zones, 2);
    const gm_source_def *blanks = model->plant.steps[0].source;
    ck_assert_double_eq(blanks->plan[0].from_s, 0.0);
    ck_assert_double_eq(blanks->plan[1].from_s, 400.0 * 86400.0);
    ck_assert_double_eq_tol(blanks->plan[0].rate_per_s, 25.0 / 3600.0, 1e-15);
    ck_assert_int_eq(station(model, "stack")->makes.i, 1); // pack
}
END_TEST

// 2027-08-01 to 2028-12-31: 153 days of 2027 and 366 of 2028.
START_TEST(a_run_until_a_day_ends_at_its_midnight)
{
    const gm_model *model = load("everything.yaml");
    ck_assert_double_eq(model->clock.run_s, (153.0 + 366.0) * 86400.0);
    ck_assert_int_eq(model->clock.horizon, GM_HORIZON_TERMINATING);
    ck_assert_int_eq(model->clock.warm_up, GM_WARM_UP_NONE);
    ck_assert_int_eq(model->clock.series, GM_SERIES_DAY);
}
END_TEST

START_TEST(inputs_are_listed_with_range_source_and_path)
{
    const gm_model *model = load("everything.yaml");
    ck_assert_int_eq(model->n_inputs, 3);
    const gm_model_input *defects = &model->inputs[1];
    ck_assert_str_eq(defects->path, "plant.body-shop.weld.defects");
    ck_assert_double_eq(defects->lo, 0.05);
    ck_assert_str_eq(defects->source, "pilot");
    ck_assert_int_eq(defects->confidence, GM_INPUT_ESTIMATE);
    ck_assert_int_eq(defects->year, 2026);
    ck_assert(model->inputs[0].is_whole);
    ck_assert_str_eq(model->facts[0].name, "exports");
    ck_assert_double_eq(model->facts[0].value, 0.2);
}
END_TEST

START_TEST(a_draw_changes_the_inputs_and_nothing_else)
{
    const gm_model *base = load("everything.yaml");
    double values[] = {2.6, 0.09, 0.3}; // 2.6 machines are 3
    gm_model *drawn = NULL;
    ck_assert_int_eq(gm_model_draw(base, values, &arena, &diag, &drawn), GM_OK);
    ck_assert_int_eq(station(drawn, "weld")->machines, 3);
    ck_assert_double_eq(station(drawn, "weld")->defects, 0.09);
    ck_assert_double_eq(drawn->facts[0].value, 0.3);
    ck_assert_double_eq(drawn->inputs[1].value, 0.09);
    ck_assert_int_eq(station(base, "weld")->machines, 2);
    ck_assert_double_eq(station(base, "weld")->defects, 0.08);
    ck_assert_uint_ne(drawn->hash, base->hash);
    ck_assert_int_eq(drawn->plant.n_steps, base->plant.n_steps);
}
END_TEST

// Mean 72 s in place of 60 s: every value times 1.2. The list of mean 4 h stays as it is.
START_TEST(a_drawn_law_has_the_drawn_mean)
{
    const gm_model *base = load_plant(
        "plant: {line: [{source: in, every: {value: uniform(50 s, 70 s), range: [1 min, 2 "
        "min], "
        "source: gate}}, {station: weld, time: {es: {value: lognormal(60 s, cv 0.5), range: "
        "[55 "
        "s, 80 s], source: log}, other: 9 s}, fails: {after: {value: list(3 h, 5 h), source: "
        "log}, repair: 5 min}}, {sink: out}]}\n"
        "parts: {part: {variants: {es: 1, rz: 0}}}\n");
    ck_assert_int_eq(base->n_inputs, 3);
    ck_assert_str_eq(base->inputs[1].path, "plant.line.weld.time.es");
    const double values[] = {60.0, 72.0, 4.0 * 3600.0};
    gm_model *drawn = NULL;
    ck_assert_int_eq(gm_model_draw(base, values, &arena, &diag, &drawn), GM_OK);
    ck_assert_double_eq(drawn->plant.steps[0].source->every.b, 70.0);
    const gm_station_def *weld = station(drawn, "weld");
    ck_assert_double_eq(gm_dist_mean(&weld->time.rows[0].dist), 72.0);
    ck_assert_double_eq(weld->time.rows[0].dist.b, 0.5);
    ck_assert_double_eq(weld->failures[0].after.values[1], 5.0 * 3600.0);
    ck_assert_double_eq(station(base, "weld")->time.rows[0].dist.a, 60.0);
}
END_TEST

// 60 % drawn as 45 % beside 40 %, 50 % of two routes as 60 %: 45/85, 40/85, 60/110 and 50/110.
START_TEST(drawn_shares_are_scaled_back_to_all)
{
    const gm_model *base = load_plant(
        "parts:\n  part: {variants: {es: {share: {value: 60 %, range: [40 %, 70 %]}}, rz: 40 "
        "%}}\n"
        "plant:\n  a: [{source: s, to: {o: {value: 50 %, range: [40 %, 60 %]}, p: 50 %}}, "
        "{sink: o}, {sink: p}]\n");
    ck_assert_int_eq(base->n_inputs, 2);
    double values[] = {0.45, 0.60};
    gm_model *drawn = NULL;
    ck_assert_int_eq(gm_model_draw(base, values, &arena, &diag, &drawn), GM_OK);
    const gm_variant_def *variants = drawn->plant.kinds[0].variants;
    ck_assert_double_eq_tol(variants[0].share, 45.0 / 85.0, 1e-12);
    ck_assert_double_eq_tol(variants[1].share, 40.0 / 85.0, 1e-12);
    const gm_route_row_def *rows = drawn->plant.steps[0].source->to.rows;
    ck_assert_double_eq_tol(rows[0].share, 60.0 / 110.0, 1e-12);
    ck_assert_double_eq_tol(rows[1].share, 50.0 / 110.0, 1e-12);
}
END_TEST

START_TEST(a_value_out_of_its_range_stops_the_program)
{
    const gm_model *base = load("everything.yaml");
    double values[] = {4.0, 0.08, 0.2};
    gm_model *drawn = NULL;
    gm_status status = gm_model_draw(base, values, &arena, &diag, &drawn);
    ck_assert_int_eq(status, GM_OK);
}
END_TEST

// A closed loop without sources: its parts are called `part`.
START_TEST(parts_at_the_start_need_no_kind_where_there_is_one)
{
    const char *loop =
        "plant: {loop: [{buffer: pallets, holds: 9, starts-with: 4}, {station: a, "
        "time: 1 s, to: pallets}]}\n";
    const gm_model *model = load_plant(loop);
    ck_assert_int_eq(model->plant.n_kinds, 1);
    ck_assert_str_eq(model->plant.kinds[0].name, "part");
    ck_assert_str_eq(model->plant.steps[0].buffer->initial_kind.name, "part");
    model = load_plant(gm_arena_printf(&arena, "%sparts: {skid: {}}\n", loop));
    ck_assert_int_eq(model->plant.n_kinds, 1);
    ck_assert_str_eq(model->plant.steps[0].buffer->initial_kind.name, "skid");
    ck_assert_int_eq(model->plant.steps[0].buffer->initial_kind.i, 0);
    // `part` of a source goes before others.
    model = load_plant("plant: {line: [{source: in}, {source: in-2, part: pack, every: 1 s}, "
                       "{buffer: rack, holds: 9, starts-with: 4}, {sink: out}]}\n");
    ck_assert_int_eq(model->plant.n_kinds, 2);
    ck_assert_str_eq(model->plant.steps[2].buffer->initial_kind.name, "part");
}
END_TEST

START_TEST(the_resolved_text_reads_back_to_the_same_model)
{
    const gm_model *model = load("everything.yaml");
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    gm_model_print_resolved(model, file);
    static char text[100000];
    rewind(file);
    size_t n = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    gm_model *again = NULL;
    gm_slice slice = {text, n};
    gm_status status = gm_model_load_text("r.yaml", slice, NULL, &arena, &diag, &again);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    ck_assert_uint_eq(again->hash, model->hash);
    ck_assert(strstr(text, "seed: 7") != NULL);
    ck_assert(strstr(text, "blocking: after  # default") != NULL);
}
END_TEST

START_TEST(the_resolved_model_is_written_as_json_with_the_origin_of_every_value)
{
    const char *text = "gemba: 1\nclock: {run: 1 d, seed: 5}\n"
                       "plant:\n  a:\n    - source: s\n    - {sink: \"5\"}\n";
    gm_model *model = NULL;
    gm_slice slice = gm_slice_of(text);
    gm_status status = gm_model_load_text("m.yaml", slice, NULL, &arena, &diag, &model);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    gm_text out = gm_text_init(&arena);
    gm_json json = gm_json_to_text(&out, 1);
    gm_model_write_resolved(model, &json);
    ck_assert_ptr_nonnull(strstr(out.at, "\"seed\": \"5\","));
    ck_assert_ptr_nonnull(strstr(out.at, "\"run\": \"1 d\""));
    ck_assert_ptr_nonnull(strstr(out.at, "\"sink\": \"5\""));
    ck_assert_ptr_nonnull(strstr(out.at, "\"/clock/seed\": \"m.yaml:2:25\""));
    ck_assert_ptr_nonnull(strstr(out.at, "\"/plant/a/steps/1/sink\": \"m.yaml:6:14\""));
    ck_assert_ptr_nonnull(strstr(out.at, "\"/clock/warm-up\": \"default\""));
}
END_TEST

// The kind `pack` is declared and never made; what comes behind the rack is not said.
START_TEST(parts_from_nowhere_and_to_nowhere_are_warned_of)
{
    const char *text = "gemba: 1\nclock: {run: 1 d}\n"
                       "parts: {body: {}, pack: {}}\n"
                       "plant:\n  one:\n    - {source: s, part: body, every: 60 s}\n"
                       "    - {buffer: rack, holds: 5}\n"
                       "  two:\n    - {source: t, part: body, every: 60 s, to: rack}\n";
    gm_model *model = NULL;
    gm_slice slice = gm_slice_of(text);
    gm_status status = gm_model_load_text("m.yaml", slice, NULL, &arena, &diag, &model);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    ck_assert_int_eq(diag.warnings, 2);
    ck_assert_str_eq(gm_diag_line(&diag, 0), "m.yaml:3:25: warning: nothing makes parts of the "
                                             "kind 'pack'; a source makes them with `part: "
                                             "pack`");
    ck_assert_str_eq(gm_diag_line(&diag, 1), "m.yaml:7:7: warning: 'rack' is the last step of "
                                             "'one': its parts leave the plant; say so with `- "
                                             "sink: out`, or where they go with `to:`");
}
END_TEST

START_TEST(the_hash_follows_values_and_not_comments)
{
    const char *a = "gemba: 1\nclock: {run: 1 d}\nplant: {l: [{source: s}, {sink: o}]}\n";
    const char *b = "# a note\ngemba: 1\nclock:\n  run: 1 d\nplant:\n  l:\n    - source: s\n"
                    "    - sink: o\n";
    const char *c = "gemba: 1\nclock: {run: 2 d}\nplant: {l: [{source: s}, {sink: o}]}\n";
    gm_model *m[3] = {NULL};
    const char *texts[] = {a, b, c};
    for (int i = 0; i < 3; i++) {
        gm_status status =
            gm_model_load_text("m.yaml", gm_slice_of(texts[i]), NULL, &arena, &diag, &m[i]);
        ck_assert_int_eq(status, GM_OK);
    }
    ck_assert_uint_eq(m[0]->hash, m[1]->hash);
    ck_assert_uint_ne(m[0]->hash, m[2]->hash);
}
END_TEST

START_TEST(a_model_may_have_no_plant)
{
    gm_model *model = NULL;
    const char *text = "gemba: 1\nfacts: {range: 1200 km}\n";
    gm_status status =
        gm_model_load_text("m.yaml", gm_slice_of(text), NULL, &arena, &diag, &model);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    ck_assert_int_eq(model->plant.n_steps, 0);
    ck_assert_double_eq(model->facts[0].value, 1200e3);
}
END_TEST

START_TEST(a_missing_file_is_no_fault_of_the_model)
{
    gm_model *model = NULL;
    gm_status status = gm_model_load("no/such/file.yaml", NULL, &arena, &diag, &model);
    ck_assert_int_eq(status, GM_ERR_IO);
    ck_assert_ptr_null(model);
    ck_assert_str_eq(gm_diag_line(&diag, 0), "no/such/file.yaml: error: there is no such file");
}
END_TEST

static void free_all(void)
{
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

int main(void)
{
    TCase *c = tcase_create("model");
    tcase_add_checked_fixture(c, NULL, free_all);
    tcase_add_test(c, the_first_model_fills_the_definitions_of_its_plant);
    tcase_add_test(c, a_calendar_of_the_language_is_there_when_it_is_named);
    tcase_add_test(c, variants_are_counted_over_all_kinds);
    tcase_add_test(c, a_row_of_a_kind_serves_those_of_its_variants_that_have_no_row);
    tcase_add_test(c, a_word_of_the_language_is_a_step_where_one_has_that_name);
    tcase_add_test(c, people_are_asked_for_by_crew_or_by_skill);
    tcase_add_test(c, drawn_shares_are_scaled_back_to_all);
    tcase_add_test(c, short_forms_say_the_same_as_long_ones);
    tcase_add_test(c, values_that_hang_on_others_are_worked_out);
    tcase_add_test(c, a_run_until_a_day_ends_at_its_midnight);
    tcase_add_test(c, inputs_are_listed_with_range_source_and_path);
    tcase_add_test(c, a_draw_changes_the_inputs_and_nothing_else);
    tcase_add_test(c, a_drawn_law_has_the_drawn_mean);
    tcase_add_test(c, parts_at_the_start_need_no_kind_where_there_is_one);
    tcase_add_test_raise_signal(c, a_value_out_of_its_range_stops_the_program, 6 /* SIGABRT */);
    tcase_add_test(c, the_resolved_text_reads_back_to_the_same_model);
    tcase_add_test(c, parts_from_nowhere_and_to_nowhere_are_warned_of);
    tcase_add_test(c, the_resolved_model_is_written_as_json_with_the_origin_of_every_value);
    tcase_add_test(c, the_hash_follows_values_and_not_comments);
    tcase_add_test(c, a_model_may_have_no_plant);
    tcase_add_test(c, a_missing_file_is_no_fault_of_the_model);
    return gm_check_main("twin/model", c);
}
