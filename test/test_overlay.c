// SPDX-License-Identifier: MIT
//
// Includes, scenarios, --set and defaults, seen through the models they give.

#include "check_main.h"

#include "twin/model.h"
#include "twin/overlay.h"
#include "twin/source_text.h"

#include <string.h>

static gm_arena arena;
static gm_diag diag;

#define EVERYTHING GM_SOURCE_DIR "/test/models/everything.yaml"

static gm_model *load_with(const char *scenario, const char *const *sets, int n_sets)
{
    gm_model *model = NULL;
    gm_model_options options = {.scenario = scenario, .sets = sets, .n_sets = n_sets};
    gm_status status = gm_model_load(EVERYTHING, &options, &arena, &diag, &model);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    return model;
}

static gm_model *load_set(const char *set)
{
    return load_with(NULL, &set, 1);
}

static const gm_station_def *station(const gm_model *model, const char *name)
{
    return model->plant.steps[gm_model_find_step(model, name)].station;
}

START_TEST(an_included_file_adds_its_maps_and_its_claims)
{
    const gm_model *model = load_with(NULL, NULL, 0);
    ck_assert_int_eq(model->n_files, 2);
    ck_assert(strstr(model->files[1], "test/models/everything-crews.yaml") != NULL);
    ck_assert_str_eq(model->name, "Every word of the language");
    ck_assert_int_eq(model->plant.n_crews, 4);
    ck_assert_int_eq(model->n_claims, 4); // three of its own, one included
    ck_assert_str_eq(model->claims[3].says, "the crew file has one too");
}
END_TEST

START_TEST(a_scenario_changes_the_values_that_it_names)
{
    const gm_model *model = load_with("quick", NULL, 0);
    ck_assert_double_eq(station(model, "weld")->failures[0].repair.a, 60.0);
    ck_assert_int_eq(model->clock.replications, 3);
    ck_assert_double_eq(model->plant.crews[0].absence, 0.0);
    ck_assert_str_eq(model->scenario, "quick");
}
END_TEST

START_TEST(set_goes_after_the_scenario)
{
    const char *set = "clock.replications=4";
    ck_assert_int_eq(load_with("quick", &set, 1)->clock.replications, 4);
}
END_TEST

START_TEST(the_line_of_a_step_may_be_left_out_of_its_path)
{
    ck_assert_double_eq(station(load_set("plant.stack.time=5 s"), "stack")->time.all.a, 5.0);
    ck_assert_double_eq(
        station(load_set("plant.pack-shop.stack.time=6 s"), "stack")->time.all.a, 6.0);
    ck_assert_double_eq(
        station(load_set("plant.pack-shop.steps.stack.time=7 s"), "stack")->time.all.a, 7.0);
}
END_TEST

START_TEST(items_of_a_list_go_by_name_or_number)
{
    const gm_model *model = load_set("plant.weld.fails.gun.repair=1 s");
    ck_assert_double_eq(station(model, "weld")->failures[0].repair.a, 1.0);
    model = load_set("plant.weld.fails.1.repair=2 s");
    ck_assert_double_eq(station(model, "weld")->failures[1].repair.a, 2.0);
    model = load_set("plant.final.zones.trim.stations=3");
    ck_assert_int_eq(
        model->plant.steps[gm_model_find_step(model, "final")].moving->zones[0].stations, 3);
    model = load_set("claims.0.at least=5");
    ck_assert_double_eq(model->claims[0].value, 5.0);
}
END_TEST

START_TEST(the_only_item_of_a_list_needs_no_step_of_its_own)
{
    const gm_model *model = load_set("plant.weld.changeover.takes=1 min");
    ck_assert_double_eq(station(model, "weld")->changeovers[0].takes.a, 60.0);
    model = load_set("plant.weld.changeover.0.takes=2 min");
    ck_assert_double_eq(station(model, "weld")->changeovers[0].takes.a, 120.0);
}
END_TEST

START_TEST(a_key_that_is_not_there_is_added_where_it_may_stand)
{
    const gm_model *model = load_set("plant.stack.machines=4");
    ck_assert_int_eq(station(model, "stack")->machines, 4);
    model = load_set("plant.stack.energy.down=3 W");
    ck_assert_double_eq(station(model, "stack")->power.down_w, 3.0);
    model = load_set("plant.oven.queue.holds=2");
    ck_assert_int_eq(station(model, "oven")->queue.holds, 2);
    model = load_set("plant.ageing.batch.least=2"); // beside the short form `batch: 8`
    ck_assert_int_eq(station(model, "ageing")->batch.least, 2);
    ck_assert_int_eq(station(model, "ageing")->batch.most, 8);
    model = load_set("guards.parts=7");
    ck_assert_int_eq(model->plant.most_parts, 7);
}
END_TEST

START_TEST(every_path_of_an_input_may_be_set)
{
    const gm_model *base = load_with(NULL, NULL, 0);
    for (int i = 0; i < base->n_inputs; i++) {
        const char *set = gm_arena_printf(&arena, "%s=1", base->inputs[i].path);
        const gm_model *model = load_set(set);
        ck_assert_int_eq(model->n_inputs, base->n_inputs - 1); // a plain value has no range
    }
}
END_TEST

START_TEST(a_set_value_is_text_of_the_language)
{
    const gm_model *model =
        load_set("plant.stack.time={es: 1 s, other: lognormal(2 s, cv 0.5)}");
    ck_assert_int_eq(station(model, "stack")->time.n_rows, 2);
    model = load_set("plant.stack.to=[spare, marry]");
    ck_assert(station(model, "stack")->to.to_first);
}
END_TEST

START_TEST(defaults_go_to_steps_that_do_not_say_the_key)
{
    const gm_model *model = load_with(NULL, NULL, 0);
    ck_assert_double_eq(station(model, "weld")->power.working_w, 20e3); // its own
    ck_assert_double_eq(station(model, "stack")->power.working_w, 10e3);
    ck_assert_double_eq(station(model, "stack")->power.idle_w, 1e3);
    ck_assert_str_eq(model->plant.steps[gm_model_find_step(model, "rack")].buffer->counts,
                     "stored");
}
END_TEST

// stack says no energy: with its own `down` it keeps the 10 kW and 1 kW of all stations.
START_TEST(set_changes_the_value_that_a_default_gives)
{
    const gm_model *model = load_set("plant.stack.energy.down=3 W");
    ck_assert_double_eq(station(model, "stack")->power.down_w, 3.0);
    ck_assert_double_eq(station(model, "stack")->power.working_w, 10e3);
    ck_assert_double_eq(station(model, "stack")->power.idle_w, 1e3);
    ck_assert_double_eq(station(model, "oven")->power.down_w, 0.0);
}
END_TEST

START_TEST(defaults_may_be_set_that_are_not_written)
{
    const gm_model *model = load_set("defaults.station.machines=7");
    ck_assert_int_eq(station(model, "stack")->machines, 7);
    model = load_set("defaults.station.energy.idle=2 kW");
    ck_assert_double_eq(station(model, "stack")->power.idle_w, 2e3);
    ck_assert_double_eq(station(model, "stack")->power.working_w, 10e3);
    model = load_set("defaults.station.energy.off=5 W");
    ck_assert_double_eq(station(model, "stack")->power.off_w, 5.0);
    model = load_set("defaults.station.scrap={value: 3 %, source: log}");
    ck_assert_double_eq(station(model, "stack")->scrap, 0.03);
}
END_TEST

// Of three stations one says a time.
START_TEST(defaults_may_be_set_where_there_are_none)
{
    const char *text =
        "gemba: 1\nclock: {run: 1 d}\nplant: {line: [{source: in}, {station: a}, "
        "{station: b, time: 9 s}, {station: c}, {sink: out}]}\n";
    const char *sets[] = {"defaults.station.time=lognormal(50 s, cv 0.2)",
                          "defaults.station.fails={after: 1 h, repair: 5 min}",
                          "defaults.station.fails.repair=6 min"};
    gm_model_options options = {.sets = sets, .n_sets = 3};
    gm_model *model = NULL;
    gm_status status =
        gm_model_load_text("m.yaml", gm_slice_of(text), &options, &arena, &diag, &model);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    ck_assert_double_eq(station(model, "a")->time.all.a, 50.0);
    ck_assert_double_eq(station(model, "b")->time.all.a, 9.0);
    ck_assert_double_eq(station(model, "c")->time.all.a, 50.0);
    ck_assert_double_eq(station(model, "c")->failures[0].repair.a, 360.0);
}
END_TEST

START_TEST(default_of_no_key_is_a_fault_with_a_suggestion)
{
    const char *sets[] = {"defaults.station.tiem=5 s", "defaults.staton.time=5 s"};
    for (int i = 0; i < 2; i++) {
        gm_model *model = NULL;
        gm_model_options options = {.sets = &sets[i], .n_sets = 1};
        gm_status status = gm_model_load(EVERYTHING, &options, &arena, &diag, &model);
        ck_assert_int_eq(status, GM_ERR_MODEL);
        const char *line = gm_diag_line(&diag, diag.count - 1);
        ck_assert_msg(strstr(line, i == 0 ? "did you mean 'time'" : "did you mean 'station'"),
                      "%s", line);
    }
}
END_TEST

START_TEST(commas_inside_a_call_do_not_end_a_value)
{
    const char *text = "a: {x: f(1, 2), y: f(3, 2), z: g(h(1, 2), b: 3)}\n"
                       "b: [f(1, 2), 3]\nc: mix(1: 2, 3: 4)\nd: text (with, comma)\n";
    gm_node *root = NULL;
    gm_slice slice = gm_slice_of(text);
    ck_assert_int_eq(gm_source_read_text("m.yaml", slice, &arena, &diag, &root), GM_OK);
    ck_assert_str_eq(gm_node_get(gm_node_get(root, "a"), "y")->text, "f(3, 2)");
    ck_assert_str_eq(gm_node_get(gm_node_get(root, "a"), "z")->text, "g(h(1, 2), b: 3)");
    ck_assert_int_eq(gm_node_get(gm_node_get(root, "a"), "z")->src.col, 32);
    ck_assert_int_eq(gm_node_get(root, "b")->n, 2);
    ck_assert_str_eq(gm_node_get(root, "c")->text, "mix(1: 2, 3: 4)");
    ck_assert_str_eq(gm_node_get(root, "d")->text, "text (with, comma)");
}
END_TEST

static void free_all(void)
{
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

int main(void)
{
    TCase *c = tcase_create("overlay");
    tcase_add_checked_fixture(c, NULL, free_all);
    tcase_add_test(c, an_included_file_adds_its_maps_and_its_claims);
    tcase_add_test(c, a_scenario_changes_the_values_that_it_names);
    tcase_add_test(c, set_goes_after_the_scenario);
    tcase_add_test(c, the_line_of_a_step_may_be_left_out_of_its_path);
    tcase_add_test(c, items_of_a_list_go_by_name_or_number);
    tcase_add_test(c, the_only_item_of_a_list_needs_no_step_of_its_own);
    tcase_add_test(c, a_key_that_is_not_there_is_added_where_it_may_stand);
    tcase_add_test(c, every_path_of_an_input_may_be_set);
    tcase_add_test(c, a_set_value_is_text_of_the_language);
    tcase_add_test(c, defaults_go_to_steps_that_do_not_say_the_key);
    tcase_add_test(c, set_changes_the_value_that_a_default_gives);
    tcase_add_test(c, defaults_may_be_set_that_are_not_written);
    tcase_add_test(c, defaults_may_be_set_where_there_are_none);
    tcase_add_test(c, default_of_no_key_is_a_fault_with_a_suggestion);
    tcase_add_test(c, commas_inside_a_call_do_not_end_a_value);
    return gm_check_main("twin/overlay", c);
}
