// SPDX-License-Identifier: MIT
//
// What small logs of a shop floor let one guess of the plant behind them.

#include "floor_case.h"

// Two machines at weld, then seal with at most two parts before it; every fifth goes to mend.
START_TEST(order_machines_stores_and_ways_are_seen)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, HEAD);
    for (int i = 0; i < 100; i++) {
        int at = 100 * (i / 2);
        gm_text_addf(&text, "p%d,weld,%d,%d,working\n", i, at, at + 90);
        int seal = at + 90 + 40 * (i % 2);
        gm_text_addf(&text, "p%d,seal,%d,%d,working\n", i, seal, seal + 40);
        if (i % 5 == 0) {
            gm_text_addf(&text, "p%d,mend,%d,%d,working\n", i, seal + 40, seal + 70);
        }
    }
    make_guess(text.at);
    ck_assert_int_eq(floor_log.n_stations, 3);
    ck_assert_str_eq(guess.stations[guess.order[0]].name, "weld");
    ck_assert_str_eq(guess.stations[guess.order[1]].name, "seal");
    ck_assert_int_eq(guess.stations[guess.order[0]].machines, 2);
    ck_assert_int_eq(guess.stations[guess.order[1]].queue_max, 1);
    const gm_floor_station *seal = &guess.stations[guess.order[1]];
    ck_assert_int_eq(seal->n_ways, 2);
    ck_assert_double_eq_tol(seal->ways[1].share, 0.2, 0.01);
    ck_assert_double_eq_tol(guess.stations[guess.order[0]].time.law.a, 90.0, 1e-9);
}
END_TEST

// Work of 100 s to every stop, stops of 20 s: and the rest of the work had not ended in one.
START_TEST(stops_part_the_work)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, HEAD);
    for (int i = 0; i < 30; i++) {
        gm_text_addf(&text, "p%d,weld,%d,%d,working\n", i, 120 * i, 120 * i + 100);
        gm_text_addf(&text, ",weld,%d,%d,down\n", 120 * i + 100, 120 * i + 110);
        gm_text_addf(&text, ",weld,%d,%d,repair\n", 120 * i + 110, 120 * i + 120);
    }
    make_guess(text.at);
    const gm_floor_station *st = &guess.stations[0];
    ck_assert_int_eq(st->n_stops, 1);
    ck_assert_int_eq(st->stops[0].n, 30);
    ck_assert_double_eq_tol(st->stops[0].after.law.a, 100.0, 1e-9);
    ck_assert_double_eq_tol(st->stops[0].takes.law.a, 20.0, 1e-9);
}
END_TEST

// Part 7 has lost its row at seal: weld leads to seal alone, and nobody goes from it to pack.
START_TEST(a_part_with_a_hole_makes_no_way)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, HEAD);
    for (int i = 0; i < 40; i++) {
        gm_text_addf(&text, "p%d,weld,%d,%d,working\n", i, 100 * i, 100 * i + 30);
        gm_text_addf(&text, "p%d,seal,%d,%d,%s\n", i, 100 * i + 30, 100 * i + 60,
                     i == 7 ? "wroking" : "working");
        gm_text_addf(&text, "p%d,pack,%d,%d,working\n", i, 100 * i + 60, 100 * i + 90);
    }
    make_guess(text.at);
    ck_assert_int_eq(floor_log.n_holed, 1);
    ck_assert_int_eq(floor_log.hole_line[7], 24);
    ck_assert_int_eq(guess.n_order, 3);
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(guess.stations[guess.order[i]].n_ways, 1);
    }
    ck_assert_int_eq(guess.n_entries, 1);
    ck_assert_ptr_nonnull(strstr(checked_model(), "'p7' (line 24)\n"));
}
END_TEST

// Of 300 parts three have no row at seal, two none at seal and pack, and four none at weld; one in
// a hundred is polished between seal and pack, which is a way of its own.
START_TEST(ways_that_skip_a_station_are_asked_about)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, HEAD);
    for (int i = 0; i < 300; i++) {
        int at = 100 * i;
        bool is_short = i == 50 || i == 60;
        if (i < 100 || i > 103) {
            gm_text_addf(&text, "p%d,weld,%d,%d,working\n", i, at, at + 30);
        }
        if (i != 20 && i != 30 && i != 40 && !is_short) {
            gm_text_addf(&text, "p%d,seal,%d,%d,working\n", i, at + 30, at + 60);
        }
        if (i % 100 == 70) {
            gm_text_addf(&text, "p%d,polish,%d,%d,working\n", i, at + 60, at + 65);
        }
        if (!is_short) {
            gm_text_addf(&text, "p%d,pack,%d,%d,working\n", i, at + 65, at + 90);
        }
    }
    make_guess(text.at);
    const char *model = checked_model();
    ck_assert_msg(strstr(model, "      # 3 parts skip seal before pack: rows missing in the "
                                "log?\n") != NULL,
                  "%s", model);
    ck_assert_ptr_nonnull(strstr(model, "      # 2 parts skip seal, pack at the end: rows "
                                        "missing in the log, or scrapped?\n"));
    ck_assert_ptr_nonnull(strstr(model, "      # 4 parts skip weld before seal: rows missing "
                                        "in the log?\n"));
    ck_assert_ptr_null(strstr(model, "before polish:"));
    ck_assert_ptr_null(strstr(model, "skip polish"));
}
END_TEST

START_TEST(a_log_without_a_whole_part_is_none)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, HEAD);
    for (int k = 0; k < 20; k++) {
        gm_text_addf(&text, "a,s%d,%d,%d,working\n", k, 10 * k, 10 * k + 8);
    }
    gm_text_add(&text, "a,s20,300,290,working\n");
    ck_assert(!read_log(text.at));
    ck_assert(is_told("every part has a row that cannot be used"));
}
END_TEST

// Two in three begin at weld, one at mill; both go to pack, which some skip to.
START_TEST(parts_that_begin_at_several_stations_have_several_sources)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, HEAD);
    for (int i = 0; i < 300; i++) {
        const char *first = i % 3 == 0 ? "mill" : "weld";
        int at = 100 * i;
        gm_text_addf(&text, "p%d,%s,%d,%d,working\n", i, first, at, at + 40);
        gm_text_addf(&text, "p%d,pack,%d,%d,working\n", i, at + 45, at + 85);
        gm_text_addf(&text, "q%d,pack,%d,%d,working\n", i, at + 85, at + 95);
    }
    make_guess(text.at);
    ck_assert_int_eq(guess.n_entries, 3);
    for (int e = 0; e < 3; e++) {
        ck_assert(guess.entries[e].has_arrivals);
    }
    ck_assert_double_eq_tol(guess.entries[2].arrivals.law.a, 300.0, 1e-9);
    const char *model = checked_model();
    ck_assert_ptr_nonnull(strstr(model, "source: source-weld"));
    ck_assert_ptr_nonnull(strstr(model, "source: source-mill"));
    ck_assert_ptr_nonnull(strstr(model, "source: source-pack"));
}
END_TEST

// Half of the work takes 10 to 11 s, half 100 to 101 s: no law of one hump fits, and the mean of
// 55.5 s is that of the values.
START_TEST(values_that_no_law_fits_stand_as_they_are)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, HEAD);
    double at = 0.0;
    for (int i = 0; i < 400; i++) {
        double takes = (i % 2 == 0 ? 10.0 : 100.0) + i / 399.0;
        gm_text_addf(&text, "p%d,weld,%.6f,%.6f,working\n", i, at, at + takes);
        at += takes;
    }
    make_guess(text.at);
    const gm_chosen_law *time = &guess.stations[0].time;
    ck_assert_ptr_nonnull(time->note);
    ck_assert_ptr_nonnull(strstr(time->note, "the best of all, is refused (p 0.01)"));
    ck_assert_ptr_eq(strstr(time->text, "table("), time->text);
    ck_assert_ptr_nonnull(strstr(checked_model(), "as measured"));
}
END_TEST

// 399 cycles of 50 to 70 s and one of 1848 s, which is a value in 400 and no twentieth of the time.
START_TEST(an_outlier_is_told_and_is_no_group_of_its_own)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, HEAD);
    double at = 0.0;
    double sum = 0.0;
    for (int i = 0; i < 400; i++) {
        double takes = i == 250 ? 1848.0 : (i % 3 == 0 ? 50.0 : 66.0) + (i * 37 % 100) / 25.0;
        gm_text_addf(&text, "p%d,weld,%.6f,%.6f,working\n", i, at, at + takes);
        at += takes;
        sum += takes;
    }
    make_guess(text.at);
    const gm_chosen_law *time = &guess.stations[0].time;
    ck_assert_msg(strstr(time->text, ", 1848 s: 0.25 %)") != NULL, "%s", time->text);
    ck_assert_int_eq(guess.odd.n, 1);
    ck_assert_int_eq(guess.odd.items[0].n, 1);
    ck_assert_int_eq(guess.odd.items[0].cells[0]->line, 252);
    ck_assert_ptr_nonnull(strstr(checked_model(), "#   work at weld: 1848 s (line 252)\n"));
    gm_floor_tell_odd(&guess, &diag);
    ck_assert(
        is_told("log.csv:252:11: warning: work at weld: 1848 s is too far from the others"));
    // The mean is that of all.
    double mean = 0.0;
    for (const char *p = time->text + strlen("table("); p; p = strchr(p, ',')) {
        double value;
        double share;
        ck_assert_int_eq(sscanf(p + strspn(p, ", "), "%lf s: %lf %%", &value, &share), 2);
        mean += value * share / 100.0;
        p = strchr(p, '%');
    }
    ck_assert_double_eq_tol(mean, sum / 400.0, 1e-3);
}
END_TEST

// Four at a time for 600 s, and a stop of 60 s after each second batch: 1,200 s of work between.
START_TEST(batches_are_seen_and_work_once)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, "part,station,machine,time in [s],time out [s],state\n");
    for (int b = 0; b < 40; b++) {
        int at = 700 * b;
        for (int k = 0; k < 4; k++) {
            gm_text_addf(&text, "p%d,oven,1,%d,%d,working\n", 4 * b + k, at, at + 600);
        }
        if (b % 2 == 1) {
            gm_text_addf(&text, ",oven,1,%d,%d,down\n", at + 600, at + 660);
        }
    }
    make_guess(text.at);
    const gm_floor_station *st = &guess.stations[0];
    ck_assert_int_eq(st->machines, 1);
    ck_assert_int_eq(st->batch_least, 4);
    ck_assert_int_eq(st->batch_most, 4);
    ck_assert_double_eq_tol(st->stops[0].after.law.a, 1200.0, 1e-9);
    checked_model();
}
END_TEST

START_TEST(parts_that_end_in_others_do_not_leave)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, HEAD);
    for (int i = 0; i < 50; i++) {
        int at = 100 * i;
        gm_text_addf(&text, "b%d,weld,%d,%d,working\n", i, at, at + 50);
        gm_text_addf(&text, "d%d,press,%d,%d,working\n", i, at, at + 40);
        gm_text_addf(&text, "d%d,hang,%d,%d,joined\n", i, at + 50, at + 50);
        gm_text_addf(&text, "b%d,hang,%d,%d,working\n", i, at + 50, at + 95);
    }
    make_guess(text.at);
    // The last two bodies may still go on: the log ends less than the longest wait after them.
    ck_assert_int_ge(guess.n_out, 48);
    ck_assert_int_le(guess.n_out, 50);
    const char *model = checked_model();
    ck_assert_ptr_nonnull(strstr(model, "# 50 parts were joined to others at 'hang'"));
    ck_assert_ptr_nonnull(strstr(model, "to: goes-on"));
}
END_TEST

// Whatever the log, the model that is guessed passes the check: logs of chance, with parts that
// begin and end anywhere, hostile names, holes, points passed in no time.
START_TEST(any_log_that_is_read_gives_a_model)
{
    static const char *const names[] = {"weld", "null",   "before-x", "yes", "a b",
                                        "a-b",  "source", "finished", "by",  "\xc3\xb6"};
    static const char *const states[] = {"working", "working",  "working", "down",
                                         "blocked", "scrapped", "joined",  "setup"};
    gm_stream chance;
    gm_stream_init(&chance, 1, 0, "logs", "test");
    int n_models = 0;
    for (int k = 0; k < 150; k++) {
        gm_text text = gm_text_init(&arena);
        gm_text_add(&text, "part,station,variant,time in [s],time out [s],state\n");
        int n_parts = 1 + (int)(40.0 * gm_stream_u01(&chance));
        double slow = gm_stream_u01(&chance) < 0.2 ? 0.0 : 100.0;
        for (int i = 0; i < n_parts; i++) {
            double at = 60.0 * i * gm_stream_u01(&chance);
            for (int n = (int)(6.0 * gm_stream_u01(&chance)); n >= 0; n--) {
                double to = at + slow * gm_stream_u01(&chance);
                gm_text_addf(&text, "p%d,%s,%s,%.3f,%.3f,%s\n", i,
                             names[(int)(10.0 * gm_stream_u01(&chance))],
                             names[(int)(10.0 * gm_stream_u01(&chance))], at,
                             gm_stream_u01(&chance) < 0.005 ? -1.0 : to,
                             states[(int)(8.0 * gm_stream_u01(&chance))]);
                at = to + 30.0 * gm_stream_u01(&chance);
            }
        }
        if (read_log(text.at)) {
            gm_floor_guess_make(&floor_log, &arena, &guess);
            checked_model();
            n_models++;
        }
    }
    ck_assert_int_gt(n_models, 75);
}
END_TEST

START_TEST(names_are_made_fit_for_a_model)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, HEAD);
    for (int i = 0; i < 30; i++) {
        gm_text_addf(&text, "p%d,10 Weld \xc3\xb6,%d,%d,\n", i, 20 * i, 20 * i + 8);
        gm_text_addf(&text, "p%d,out,%d,%d,\n", i, 20 * i + 8, 20 * i + 16);
    }
    make_guess(text.at);
    ck_assert_str_eq(guess.stations[0].name, "s-10-Weld");
    ck_assert_str_eq(guess.stations[1].name, "out-2");
}
END_TEST

// Parts come by chance, one in 100 s. One row in twelve of the second station goes back in time and is
// left out, one part in sixty lacks its first row: they came all the same.
START_TEST(parts_without_rows_have_come)
{
    gm_text text = gm_text_init(&arena);
    gm_text_add(&text, HEAD);
    gm_stream stream;
    gm_stream_init(&stream, 1, 0, "parts", "come");
    double at_s = 0.0;
    const int n = 600;
    for (int i = 0; i < n; i++) {
        at_s -= 100.0 * gm_log(gm_stream_u01(&stream));
        if (i % 60 != 7) {
            gm_text_addf(&text, "p%d,weld,%.2f,%.2f,working\n", i, at_s, at_s + 20.0);
        }
        gm_text_addf(&text, "p%d,pack,%.2f,%.2f,working\n", i, at_s + 30.0,
                     at_s + (i % 12 == 5 ? 25.0 : 45.0));
    }
    make_guess(text.at);
    ck_assert_int_eq(guess.n_entries, 1);
    ck_assert(guess.entries[0].has_arrivals && guess.entries[0].arrivals.is_fitted);
    double mean_s = gm_dist_mean(&guess.entries[0].arrivals.law);
    ck_assert_double_eq_tol(mean_s, at_s / n, 0.02 * at_s / n);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("floor_guess");
    tcase_add_checked_fixture(tc, NULL, fini);
    tcase_add_test(tc, order_machines_stores_and_ways_are_seen);
    tcase_add_test(tc, stops_part_the_work);
    tcase_add_test(tc, a_part_with_a_hole_makes_no_way);
    tcase_add_test(tc, ways_that_skip_a_station_are_asked_about);
    tcase_add_test(tc, a_log_without_a_whole_part_is_none);
    tcase_add_test(tc, parts_that_begin_at_several_stations_have_several_sources);
    tcase_add_test(tc, values_that_no_law_fits_stand_as_they_are);
    tcase_add_test(tc, an_outlier_is_told_and_is_no_group_of_its_own);
    tcase_add_test(tc, batches_are_seen_and_work_once);
    tcase_add_test(tc, parts_that_end_in_others_do_not_leave);
    tcase_add_test(tc, any_log_that_is_read_gives_a_model);
    tcase_add_test(tc, names_are_made_fit_for_a_model);
    tcase_add_test(tc, parts_without_rows_have_come);
    return gm_check_main("floor_guess", tc);
}
