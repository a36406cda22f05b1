// SPDX-License-Identifier: MIT
//
// Moving lines whose people are not all there, against traces by hand.

#include "check_main.h"
#include "moving_plant.h"

static const gm_shift_def shifts[] = {
    {.name = "early", .from_s = 0, .to_s = 43200},
    {.name = "late", .from_s = 43200, .to_s = 86400},
};

// People early (0:00 to 12:00) and late, every day; so many at each station.
static void crew_of(int32_t at_station, const gm_crew_shift_def people[2])
{
    static gm_phase_def phase;
    static gm_crew_need_def need;
    need = (gm_crew_need_def){.crew = {.name = "team", .i = -1}, .people = at_station};
    phase = (gm_phase_def){.days = GM_DAYS_ALL, .shifts = shifts, .n_shifts = 2};
    begin();
    plant.calendars[0] = (gm_named_calendar_def){
        .name = "two", .def = {.name = "two", .phases = &phase, .n_phases = 1}};
    plant.calendars[1] = (gm_named_calendar_def){.name = "always", .def = {.name = "always"}};
    plant.def.n_calendars = 2;
    plant.crews[0] = (gm_crew_def){
        .name = "team", .n_people = 2, .people = people, .calendar = {.name = "two", .i = 0}};
    plant.def.n_crews = 1;
    zones[0].crew = (gm_crew_needs_def){.n = 1, .items = &need};
    def.calendar = (gm_ref){.name = "always", .i = 1};
}

// Four posts, work of a takt at each; early there are four people, late two.
static void start_half_manned_late(void)
{
    static const gm_crew_shift_def people[] = {{.shift = "early", .people = 4},
                                               {.shift = "late", .people = 2}};
    line_of(4, gm_dist_constant(60.0));
    def.short_handed = GM_SHORT_SLOW;
    crew_of(1, people);
    static gm_source_def source;
    source = small_endless();
    start(&source, NULL);
}

// Four posts. Early all are manned: 720 steps of 60 s; late there are two, each at two stations:
// 360 steps of 120 s. The car that comes in at 43,200 s leaves four steps later, at 43,680 s. The
// line stands for 60 s of each late step, the last of them but one second.
START_TEST(short_handed_line_is_slow)
{
    start_half_manned_late();
    small_run_to(&plant, 86400.0 * 2.0 - 1.0);
    ck_assert_double_eq(line()->n_steps, 2.0 * 1080.0 - 1.0);
    ck_assert_double_eq_tol(small_departure_s(&plant, LINE, 719), 43200.0 + 3.0 * 120.0, 1e-6);
    ck_assert_double_eq(line()->n_andons, 720.0);
    check_state(GM_STATE_UNMANNED, 4.0 * (720.0 * 60.0 - 1.0));
    check_lost(GM_LOST_SHORT, 4.0 * (720.0 * 60.0 - 1.0));
    check_state(GM_STATE_DOWN, 0.0);
    ck_assert_double_eq(line()->n_micro_stops, 0.0);
    check_states_add_up();
    gm_crew *crew = &plant.run->crews[0];
    ck_assert_int_eq(crew->busy, 2);
    small_end(&plant);
}
END_TEST

// The same day. Early a car of every 60 s goes into the first station, and into the k-th k minutes
// later: 4 x 720 - 6 visits. Late all four stations get one every 120 s, and it is the same 60 s
// of work for one person.
START_TEST(work_is_counted_for_the_people_who_do_it)
{
    start_half_manned_late();
    const gm_crew *crew = &plant.run->crews[0];
    small_run_to(&plant, 43199.0);
    gm_moving_credit(plant.run, 0);
    ck_assert_double_eq_tol(crew->busy_s, (4.0 * 720.0 - 6.0) * 60.0, 1e-6);
    small_run_to(&plant, 86399.0);
    gm_moving_credit(plant.run, 0);
    ck_assert_double_eq_tol(crew->busy_s, (4.0 * 1080.0 - 6.0) * 60.0, 1e-6);
    ck_assert_int_eq(crew->on_line, 2);
    small_end(&plant);
}
END_TEST

static void run_short(double work_s, double restart_s, const gm_crew_shift_def people[2])
{
    line_of(2, gm_dist_constant(work_s));
    def.short_handed = GM_SHORT_SLOW;
    def.restart_s = restart_s;
    crew_of(2, people);
    gm_source_def source = small_endless();
    start(&source, NULL);
    small_run_to(&plant, 86400.0 - 1e-3);
}

// Two stations of two. Late one is missing: the work of the last station takes 2 x 50 s instead
// of 50, the other is not touched: 432 steps of 100 s, and 720 of 60 s early. A restart of 10 s
// makes them 110 s, and counts as a loss to missing people too.
START_TEST(missing_person_slows_one_station_by_more_than_its_slack)
{
    static const gm_crew_shift_def people[] = {{.shift = "early", .people = 4},
                                               {.shift = "late", .people = 3}};
    run_short(50.0, 0.0, people);
    ck_assert_double_eq(line()->slow[0], 1.0);
    ck_assert_double_eq(line()->slow[1], 2.0);
    ck_assert_double_eq(line()->n_steps, 720.0 + 431.0);
    check_lost(GM_LOST_SHORT, 2.0 * (432.0 * 40.0 - 1e-3));
    check_states_add_up();
    small_end(&plant);
    run_short(50.0, 10.0, people);
    // 43,200 s are 392 steps of 110 s and 80 s of the next.
    ck_assert_double_eq(line()->n_steps, 720.0 + 392.0);
    check_lost(GM_LOST_SHORT, 2.0 * (392.0 * 50.0 + 20.0 - 1e-3));
    check_lost(GM_LOST_STOP, 0.0);
    check_lost(GM_LOST_RESTART, 0.0);
    small_end(&plant);
}
END_TEST

// Work of 30 s in a takt of 60 s: one person does it alone.
START_TEST(missing_person_costs_nothing_where_there_is_slack)
{
    static const gm_crew_shift_def people[] = {{.shift = "early", .people = 4},
                                               {.shift = "late", .people = 2}};
    run_short(30.0, 10.0, people);
    ck_assert_double_eq(line()->n_steps, 1439.0);
    ck_assert_double_eq(line()->n_andons, 0.0);
    small_end(&plant);
}
END_TEST

// 70 s of work in 60 s stop the line for 10 s anyway, and 10 s of restart. With half of the
// people at the last station it is 140 s: 70 s more.
START_TEST(stop_for_people_begins_where_the_andon_stop_would_have_ended)
{
    static const gm_crew_shift_def people[] = {{.shift = "early", .people = 4},
                                               {.shift = "late", .people = 3}};
    run_short(70.0, 10.0, people);
    // Early 540 steps of 80 s. Late 288 steps of 150 s.
    ck_assert_double_eq(line()->n_steps, 540.0 + 287.0);
    check_lost(GM_LOST_SHORT, 2.0 * 288.0 * 70.0);
    check_lost(GM_LOST_STOP, 2.0 * (828.0 * 20.0 - 1e-3));
    check_lost(GM_LOST_RESTART, 2.0 * (828.0 * 10.0 - 1e-3));
    check_states_add_up();
    small_end(&plant);
}
END_TEST

// A line of 2 + 3 stations with 3 and 2 people each, 12 in all.
static void check_slow(int32_t late, const double slow[5])
{
    static const gm_crew_need_def three = {.crew = {.name = "team", .i = -1}, .people = 3};
    gm_crew_shift_def people[] = {{.shift = "early", .people = 12},
                                  {.shift = "late", .people = late}};
    line_of(2, gm_dist_constant(60.0));
    zones[1] = zones[0];
    zones[1].name = "chassis";
    zones[1].stations = 3;
    def.n_zones = 2;
    def.short_handed = GM_SHORT_SLOW;
    crew_of(2, people);
    zones[1].crew = zones[0].crew;
    zones[0].crew.items = &three;
    gm_source_def source = small_endless();
    start(&source, NULL);
    small_run_to(&plant, 43300.0);
    for (int k = 0; k < 5; k++) {
        ck_assert_double_eq_tol(line()->slow[k], slow[k], 1e-12);
    }
    ck_assert_int_eq(line()->has_people, late > 0);
    small_end(&plant);
}

START_TEST(missing_people_are_spread_from_the_largest_stations_on)
{
    check_slow(12, (const double[]){1, 1, 1, 1, 1});
    check_slow(11, (const double[]){1, 1.5, 1, 1, 1});
    check_slow(10, (const double[]){1.5, 1.5, 1, 1, 1});
    check_slow(8, (const double[]){1.5, 1.5, 1, 2, 2});
    check_slow(7, (const double[]){1.5, 1.5, 2, 2, 2});
    check_slow(6, (const double[]){1.5, 3, 2, 2, 2});
    check_slow(5, (const double[]){3, 3, 2, 2, 2});
    check_slow(4, (const double[]){3, 3, 2, 4, 4}); // one at the last two
    check_slow(3, (const double[]){3, 6, 4, 4, 4}); // one at each two from the last on
    check_slow(1, (const double[]){15, 15, 10, 10, 10});
    check_slow(0, (const double[]){1, 1, 1, 1, 1}); // the line stands
}
END_TEST

// The late shift has three of the four: the line stops for it, and goes on the next morning.
START_TEST(short_handed_line_stops_until_all_are_there)
{
    static const gm_crew_shift_def people[] = {{.shift = "early", .people = 4},
                                               {.shift = "late", .people = 3}};
    line_of(4, gm_dist_constant(60.0));
    def.short_handed = GM_SHORT_STOP;
    crew_of(1, people);
    gm_source_def source = small_endless();
    start(&source, NULL);
    small_run_to(&plant, 86400.0 * 2.0);
    check_state(GM_STATE_UNMANNED, 4.0 * 86400.0);
    check_state(GM_STATE_STARVED, (1.0 + 2.0 + 3.0) * 60.0);
    check_lost(GM_LOST_SHORT, 0.0);
    check_states_add_up();
    small_end(&plant);
}
END_TEST

// Absence, failures, tows, late work, a slow exit and a supply with holes: whatever happens, the
// time of each station is in one state, and each car that goes through works for its takts.
START_TEST(states_add_up_with_people_missing)
{
    static const gm_crew_shift_def people[] = {{.shift = "early", .people = 8},
                                               {.shift = "late", .people = 6}};
    static const gm_route_row_def row = {.word = GM_ROUTE_OUT, .share = 1.0};
    const gm_failure_def failure = {.name = "drive",
                                    .after = gm_dist_exponential(9000.0),
                                    .by = _i & 1 ? GM_BY_WORK : GM_BY_CALENDAR,
                                    .repair = gm_dist_exponential(200.0)};
    line_of(4, gm_dist_lognormal(45.0, 0.3));
    def.short_handed = GM_SHORT_SLOW;
    def.overrun = _i & 2 ? GM_OVERRUN_DRIFT : GM_OVERRUN_STOP;
    def.drift_m = 1.0;
    def.restart_s = 7.0;
    def.drive = _i & 4 ? GM_DRIVE_CONVEYOR : GM_DRIVE_SELF_PROPELLED;
    def.n_failures = 1;
    def.failures = &failure;
    def.towed = (gm_route_def){.is_given = (_i & 1) != 0, .n = 1, .rows = &row};
    crew_of(2, people);
    plant.crews[0].absence = 0.3;
    plant.crews[0].reliefs = 1;
    gm_source_def source = small_every(1.0);
    source.every = gm_dist_exponential(70.0);
    gm_station_def station = small_station(gm_dist_exponential(55.0));
    start(&source, &station);
    for (uint32_t seed = 1; seed <= 5; seed++) {
        small_begin(&plant, seed);
        for (int i = 1; i <= 200; i++) {
            small_run_to(&plant, 1234.5 * i);
            check_states_add_up();
        }
        ck_assert_double_gt(line()->lost_s[GM_LOST_SHORT], 0.0);
        ck_assert_double_gt(line()->n_out, 500.0);
    }
    small_end(&plant);
}
END_TEST

// ---- duties

static gm_duty_def duty(int32_t station, int32_t first, int32_t people, double work_s)
{
    return (gm_duty_def){.station = station,
                         .first = first,
                         .people = people,
                         .work = small_time(gm_dist_constant(work_s))};
}

// Three people: two at the first station, for 40 and 55 s, one at the second for 50 s. The takt of
// 60 s holds. After k steps the first station has begun k + 1 cars and the second k, so they are
// busy for 95 (k + 1) + 50 k. With one missing the first station takes 2 x 55 s.
START_TEST(a_car_is_done_when_all_posts_of_a_station_are)
{
    static const gm_crew_shift_def people[] = {{.shift = "early", .people = 3},
                                               {.shift = "late", .people = 2}};
    const gm_duty_def duties[] = {duty(0, 0, 1, 40.0), duty(0, 1, 1, 55.0),
                                  duty(1, 0, 1, 50.0)};
    line_of(2, gm_dist_constant(0.0));
    zones[0].n_duties = 3;
    zones[0].duties = duties;
    def.short_handed = GM_SHORT_SLOW;
    crew_of(1, people);
    gm_source_def source = small_endless();
    start(&source, NULL);
    ck_assert_int_eq(plant.plan->movings[0].n_people, 3);
    small_run_to(&plant, 43199.0);
    gm_moving_credit(plant.run, 0);
    ck_assert_double_eq(line()->n_steps, 719.0);
    ck_assert_double_eq(line()->n_andons, 0.0);
    ck_assert_double_eq_tol(plant.run->crews[0].busy_s, 95.0 * 720.0 + 50.0 * 719.0, 1e-6);
    ck_assert_double_eq_tol(line()->zones[0].work_s, 55.0 * 720.0 + 50.0 * 719.0, 1e-6);
    small_run_to(&plant, 86400.0 - 1e-3);
    ck_assert_double_eq(line()->slow[0], 2.0);
    ck_assert_double_eq(line()->slow[1], 1.0);
    check_states_add_up();
    small_end(&plant);
}
END_TEST

// One duty scales the deviates of its station, one is drawn from its own law, one is constant: the
// person seconds of n cars come to n (40 + 20 + 5), within five standard errors.
START_TEST(duties_draw_from_laws_of_every_kind)
{
    const gm_duty_def duties[] = {
        {.first = 0, .people = 1, .work = small_time(gm_dist_normal(40.0, 2.0))},
        {.first = 1, .people = 1, .work = small_time(gm_dist_lognormal(20.0, 0.2))},
        duty(0, 1, 1, 5.0),
    };
    line_of(1, gm_dist_constant(0.0));
    zones[0].n_duties = 3;
    zones[0].duties = duties;
    gm_source_def source = small_endless();
    start(&source, NULL);
    const gm_duty_plan *plans = plant.plan->movings[0].duties;
    ck_assert(plans[0].is_normal && !plans[1].is_normal && plans[2].is_normal);
    small_run_to(&plant, 86400.0);
    double n = line()->zones[0].n_visits;
    ck_assert_double_gt(n, 1000.0);
    double error_s = 5.0 * sqrt((2.0 * 2.0 + 4.0 * 4.0) / n);
    ck_assert_double_eq_tol(line()->zones[0].labour_s / n, 65.0, error_s);
    ck_assert_double_ne(line()->zones[0].labour_s / n, 65.0);
    small_end(&plant);
}
END_TEST

// Two do 30 s together, then one of them 25 s: he is done at 55 s, and the station with him; 85 s of
// people for each car. The work of both counts once in time and twice in people.
START_TEST(work_together_is_drawn_once)
{
    static const gm_crew_shift_def people[] = {{.shift = "early", .people = 2},
                                               {.shift = "late", .people = 2}};
    const gm_duty_def duties[] = {duty(0, 0, 2, 30.0), duty(0, 1, 1, 25.0)};
    line_of(1, gm_dist_constant(0.0));
    zones[0].n_duties = 2;
    zones[0].duties = duties;
    def.short_handed = GM_SHORT_SLOW;
    crew_of(1, people);
    gm_source_def source = small_endless();
    start(&source, NULL);
    ck_assert_int_eq(plant.plan->movings[0].n_people, 2);
    small_run_to(&plant, 6000.0 - 1.0);
    gm_moving_credit(plant.run, 0);
    ck_assert_double_eq_tol(line()->zones[0].work_s, 55.0 * 100.0, 1e-6);
    ck_assert_double_eq_tol(plant.run->crews[0].busy_s, 85.0 * 100.0, 1e-6);
    small_end(&plant);
}
END_TEST

// A post of 70 s is late by 10 s in each step of 60 s.
START_TEST(the_longest_post_stops_the_line)
{
    const gm_duty_def duties[] = {duty(0, 0, 1, 70.0), duty(0, 1, 1, 5.0), duty(1, 0, 1, 50.0)};
    line_of(2, gm_dist_constant(0.0));
    zones[0].n_duties = 3;
    zones[0].duties = duties;
    start_endless();
    small_run_to(&plant, 7000.0 - 1e-3);
    ck_assert_double_eq(line()->n_steps, 99.0); // the first car was there at once
    ck_assert_double_eq(line()->n_andons, 100.0);
    check_states_add_up();
    small_end(&plant);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("moving_people");
    tcase_add_test(cases, short_handed_line_is_slow);
    tcase_add_test(cases, work_is_counted_for_the_people_who_do_it);
    tcase_add_test(cases, missing_person_slows_one_station_by_more_than_its_slack);
    tcase_add_test(cases, missing_person_costs_nothing_where_there_is_slack);
    tcase_add_test(cases, stop_for_people_begins_where_the_andon_stop_would_have_ended);
    tcase_add_test(cases, missing_people_are_spread_from_the_largest_stations_on);
    tcase_add_test(cases, short_handed_line_stops_until_all_are_there);
    tcase_add_test(cases, a_car_is_done_when_all_posts_of_a_station_are);
    tcase_add_test(cases, duties_draw_from_laws_of_every_kind);
    tcase_add_test(cases, work_together_is_drawn_once);
    tcase_add_test(cases, the_longest_post_stops_the_line);
    tcase_add_loop_test(cases, states_add_up_with_people_missing, 0, 8);
    tcase_set_timeout(cases, 60);
    return gm_check_main("plant/moving_people", cases);
}
