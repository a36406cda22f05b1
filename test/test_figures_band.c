// SPDX-License-Identifier: MIT
//
// Figures of belts and moving lines against sums by hand.

#include "check_main.h"
#include "figure_window.h"

// ---- belts and moving lines

// 10 s on the belt; parts on it at 0-10, 6-16, 12-22. It moves while there are any; its entrance
// is taken for 2 s by each.
START_TEST(belt_counts_what_is_on_it)
{
    run(HEAD "plant: {line: [{source: in, every: 6 s, first: 0 s, limit: 3}, {conveyor: belt, "
             "length: 10 m, speed: 1 m/s, pitch: 2 m, energy: {working: 100 W, idle: 10 W}}, "
             "{sink: out}]}",
        (const double[]){0, 40}, 2);
    check("belt", "count", NULL, 3.0);
    check("belt", "content", "mean", 30.0 / 40.0);
    check("belt", "content", "max", 2.0);
    check("belt", "working", NULL, 6.0 / 40.0);
    check("belt", "starved", NULL, 34.0 / 40.0);
    check("belt", "active-share", NULL, 6.0 / 40.0);
    check("belt", "active-period", "mean", 2.0);
    check("belt", "energy", NULL, 22.0 * 100.0 + 18.0 * 10.0);
    check("plant", "energy", NULL, 22.0 * 100.0 + 18.0 * 10.0);
    check("belt", "failures", NULL, 0.0);
    check("belt", "availability", NULL, 1.0);
    check("belt", "planned-cycle", NULL, 2.0);
    check("belt", "oee", NULL, 3.0 * 2.0 / 40.0);
    model_end(&plant);
}
END_TEST

// Takt 60 s, three stations, cars at 0, 90, 180, 270: they come in at 0, 120, 180 and 300, with
// gaps at 60 and 240, and leave 180 s later. Until 350 they are on the line for 180, 180, 170
// and 50 s and have come into 3, 3, 3 and 1 stations. Each station draws a third of the power
// while it has a car.
START_TEST(moving_line_counts_cars_visits_and_gaps)
{
    run(HEAD
        "plant: {line: [{source: in, every: 90 s, first: 0 s}, {moving-line: final, pitch: "
        "6 m, takt: 60 s, stations: 3, work: 50 s, energy: {working: 1 kW}}, {sink: out}]}",
        (const double[]){0, 350}, 2);
    check("final", "count", NULL, 2.0);
    check("final", "visits", NULL, 10.0);
    check("final", "gaps", NULL, 2.0);
    check("final", "content", "mean", 580.0 / 350.0);
    check("final", "content", "max", 2.0);
    check("final", "stops", NULL, 0.0);
    check("final", "towed", NULL, 0.0);
    check("final", "working", NULL, 580.0 / (3.0 * 350.0));
    check("final", "missing-car-share", NULL, 470.0 / (3.0 * 350.0));
    check("final", "failure-gap-share", NULL, 0.0);
    check("final", "active-share", NULL, 580.0 / (3.0 * 350.0));
    check("final", "active-period", "mean", 580.0 / 3.0 / 3.0); // before, between, after gaps
    check("final", "energy", NULL, 580e3 / 3.0);
    check("plant", "energy", NULL, 580e3 / 3.0);
    model_end(&plant);
}
END_TEST

// 70 s of work and 10 s to start again: 20 s of each step of 80 s.
START_TEST(late_work_stops_the_moving_line)
{
    run(HEAD "plant: {line: [{source: in}, {moving-line: final, pitch: 6 m, takt: 60 s, "
             "stations: 3, work: 70 s, restart: 10 s}, {sink: out}]}",
        (const double[]){0, 400}, 2);
    check("final", "stops", NULL, 5.0);
    check("final", "stop-share", NULL, 100.0 / 400.0);
    check("final", "down", NULL, 100.0 / 400.0);
    check("final", "working", NULL, 4.0 * 60.0 / 400.0); // one of three, two, then three
    check("final", "starved", NULL, 60.0 / 400.0);
    check("final", "restart-share", NULL, 50.0 / 400.0);
    check("final", "short-handed-share", NULL, 0.0);
    check("final", "micro-stops", NULL, 5.0);
    check("final", "micro-stop-share", NULL, 100.0 / 400.0);
    check("final", "availability", NULL, 1.0); // nothing has failed
    check("final", "planned-cycle", NULL, 60.0);
    check("final", "count", NULL, 3.0); // at 240, 320 and 400
    check("final", "oee", NULL, 3.0 * 60.0 / 400.0);
    check("final", "first-time-through", NULL, 1.0);
    model_end(&plant);
}
END_TEST

// Takt 60 s, four stations, conveyor drive: a failure after 90 s of work, 30 s of repair, again
// and again. Cars in at 0, 60 and, after 90-120, at 150; out at 240 + 2 x 30 = 300 (210-240).
START_TEST(moving_line_is_available_while_it_has_not_failed)
{
    run(HEAD "plant: {line: [{source: in}, {moving-line: final, pitch: 6 m, takt: 60 s, "
             "stations: 4, work: 50 s, drive: conveyor, fails: {after: 90 s, repair: 30 s}}, "
             "{sink: out}]}",
        (const double[]){0, 300}, 2);
    check("final", "down", NULL, 60.0 / 300.0);
    check("final", "availability", NULL, 240.0 / 300.0);
    check("final", "breakdown-share", NULL, 60.0 / 300.0);
    check("final", "dead-car-share", NULL, 0.0);
    check("final", "micro-stop-share", NULL, 60.0 / 300.0);
    check("final", "count", NULL, 1.0);
    check("final", "oee", NULL, 60.0 / 300.0);
    model_end(&plant);
}
END_TEST

// Each car dies after 90 car-seconds of the line and is towed out of the plant.
START_TEST(towed_car_has_not_gone_through)
{
    run(HEAD
        "plant: {line: [{source: in, limit: 1}, {moving-line: final, pitch: 6 m, takt: 60 "
        "s, stations: 4, work: 50 s, drive: self-propelled, fails: {after: 90 s, repair: 30 "
        "s}, towed: out}, {sink: out}]}",
        (const double[]){0, 300}, 2);
    check("final", "towed", NULL, 1.0);
    check("final", "towed-share", NULL, 90.0 / (4.0 * 300.0));
    check("final", "dead-car-share", NULL, 2.0 * 30.0 / (4.0 * 300.0)); // in the second station
    check("final", "breakdown-share", NULL, 0.0);
    check("final", "first-time-through", NULL, 0.0);
    model_end(&plant);
}
END_TEST

// Takt 60 s, two stations, 30 s of work each: cars come into the first at 0, 60 .. 360 and into
// the second from 60 on, 13 visits.
#define MANNED(line, present)                                                                  \
    HEAD "crews: {fitters: " present "}\nplant: {line: [{source: in}, {moving-line: final, "   \
         "pitch: 6 m, takt: 60 s, stations: 2, work: 30 s, crew: fitters" line                 \
         "}, {sink: out}]}"

START_TEST(crew_of_a_moving_line_is_busy_for_the_work_of_its_cars)
{
    static const char *const models[] = {MANNED("", "2"), MANNED("", "3"),
                                         MANNED(", short-handed: slow", "2")};
    static const double people[] = {2.0, 3.0, 2.0};
    run(models[_i], (const double[]){0, 370}, 2);
    check("final", "count", NULL, 5.0); // from 120 on
    check("fitters", "people", "mean", people[_i]);
    check("fitters", "busy", "mean", 13.0 * 30.0 / 370.0);
    check("fitters", "busy-share", NULL, 13.0 * 30.0 / 370.0 / people[_i]);
    model_end(&plant);
}
END_TEST

// Two zones: one person for 20 s, then three of two crews for 50 s.
START_TEST(every_crew_of_a_moving_line_is_busy_with_its_own_zones)
{
    run(HEAD
        "crews: {fitters: 4, robots: 1}\nplant: {line: [{source: in}, {moving-line: final, "
        "pitch: 6 m, takt: 60 s, zones: [{zone: a, stations: 2, work: 20 s, crew: fitters}, "
        "{zone: b, stations: 1, work: 50 s, crew: {fitters: 2, robots: 1}}]}, {sink: out}]}",
        (const double[]){0, 170}, 2);
    check("fitters", "busy", "mean", ((3.0 + 2.0) * 20.0 + 2.0 * 50.0) / 170.0);
    check("robots", "busy", "mean", 50.0 / 170.0);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("figures_band");
    tcase_add_test(c, belt_counts_what_is_on_it);
    tcase_add_test(c, moving_line_counts_cars_visits_and_gaps);
    tcase_add_test(c, late_work_stops_the_moving_line);
    tcase_add_test(c, moving_line_is_available_while_it_has_not_failed);
    tcase_add_test(c, towed_car_has_not_gone_through);
    tcase_add_loop_test(c, crew_of_a_moving_line_is_busy_for_the_work_of_its_cars, 0, 3);
    tcase_add_test(c, every_crew_of_a_moving_line_is_busy_with_its_own_zones);
    return gm_check_main("plant/figures_band", c);
}
