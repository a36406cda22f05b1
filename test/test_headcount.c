// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "twin/model.h"

#include <string.h>

static gm_arena arena;
static gm_diag diag;

#define HEAD                                                                                   \
    "gemba: 1\nclock: {start: 2027-08-01, until: 2030-12-31}\n"                                \
    "headcount:\n  paid: 2000 h\n  absence: 7 %%\n  shops:\n"

// The roster of the rows on a date; `more` stands behind them.
static gm_headcount roster(const char *rows, const char *more, gm_date date)
{
    const char *text = gm_arena_printf(&arena, HEAD "%s%s", rows, more);
    gm_model *model = NULL;
    gm_status status =
        gm_model_load_text("h.yaml", gm_slice_of(text), NULL, &arena, &diag, &model);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    return gm_headcount_at(&model->headcount, &model->plant, date, &arena);
}

static const gm_date start_up = {2027, 8, 1};
static const gm_date full_volume = {2029, 6, 1};

// 40 posts in 2 shifts are 80 people; 80 / 0.93 = 86.02, so 87 heads.
START_TEST(heads_are_posts_times_shifts_over_attendance_rounded_up)
{
    gm_headcount h = roster("    - {shop: paint, posts: 40, shifts: 2}\n", "", start_up);
    ck_assert_int_eq(h.rows[0].workers, 87);
    ck_assert_double_eq_tol(h.rows[0].present, 80.0, 1e-9);
    ck_assert_int_eq(h.heads[GM_BASIS_SITE], 87);
}
END_TEST

// 93 / 0.93 is exactly 100, though not in doubles.
START_TEST(an_exact_quotient_is_not_rounded_up)
{
    gm_headcount h = roster("    - {shop: paint, posts: 93}\n", "", start_up);
    ck_assert_int_eq(h.rows[0].workers, 100);
}
END_TEST

// Each of three rows of 10 / 0.93 = 10.75 needs 11; together 33, not ceil(32.26) = 33; with
// four rows 44, where one row of 40 would need ceil(43.01) = 44; with seven 77 against 76.
START_TEST(each_row_is_rounded_up_by_itself)
{
    gm_headcount h = roster("    - {shop: a, posts: 10}\n    - {shop: b, posts: 10}\n"
                            "    - {shop: c, posts: 10}\n    - {shop: d, posts: 10}\n"
                            "    - {shop: e, posts: 10}\n    - {shop: f, posts: 10}\n"
                            "    - {shop: g, posts: 10}\n",
                            "", start_up);
    ck_assert_int_eq(h.heads[GM_BASIS_PLANT], 77);
}
END_TEST

// Posts 24 with 2 people and 10 % reliefs in 2 shifts: 24 * 2 * 1.1 * 2 = 105.6 people, over
// 1 - 0.07 - 0.05 = 0.88: exactly 120. Leaders: ceil(48 / 12) = 4 a shift, 8 over 0.88 = 9.09,
// so 10. Leaders are plant, not direct.
START_TEST(reliefs_leave_and_leaders_add_to_a_row)
{
    gm_headcount h =
        roster("    - {shop: trim, posts: 24, people: 2, shifts: 2, reliefs: 10 %, "
               "leave: 5 %, leaders: 1 per 12}\n",
               "", start_up);
    ck_assert_int_eq(h.rows[0].workers, 120);
    ck_assert_int_eq(h.rows[0].leaders, 10);
    ck_assert_int_eq(h.heads[GM_BASIS_DIRECT], 120);
    ck_assert_int_eq(h.heads[GM_BASIS_PLANT], 130);
    ck_assert_int_eq(h.by_kind[GM_STAFF_DIRECT], 130);
}
END_TEST

START_TEST(each_basis_holds_the_one_before_it)
{
    gm_headcount h = roster("    - {shop: a, heads: 100}\n"
                            "    - {shop: b, kind: logistics, heads: 20}\n"
                            "    - {shop: c, kind: maintenance, heads: 10}\n"
                            "    - {shop: d, kind: quality, heads: 5}\n"
                            "    - {shop: e, kind: indirect, heads: 3}\n"
                            "    - {shop: f, kind: research, heads: 40}\n"
                            "    - {shop: g, kind: administration, heads: 30}\n",
                            "", start_up);
    ck_assert_int_eq(h.heads[GM_BASIS_DIRECT], 100);
    ck_assert_int_eq(h.heads[GM_BASIS_PLANT], 138);
    ck_assert_int_eq(h.heads[GM_BASIS_SITE], 208);
}
END_TEST

START_TEST(a_row_counts_from_its_first_to_its_last_day)
{
    const char *rows = "    - {shop: a, heads: 100, until: 2028-12-31}\n"
                       "    - {shop: b, heads: 300, from: 2029-01-01}\n";
    gm_headcount h = roster(rows, "", start_up);
    ck_assert_int_eq(h.heads[GM_BASIS_SITE], 100);
    h = roster(rows, "", (gm_date){2028, 12, 31});
    ck_assert_int_eq(h.heads[GM_BASIS_SITE], 100);
    h = roster(rows, "", (gm_date){2029, 1, 1});
    ck_assert_int_eq(h.heads[GM_BASIS_SITE], 300);
    h = roster(rows, "", (gm_date){0});
    ck_assert_int_eq(h.heads[GM_BASIS_SITE], 100);
}
END_TEST

// 60 + 50 people; each shift works 7.5 h on 5 days, 37.5 h a week or 1955.4 h a year, less than
// the 2000 h of one person: one team each. 110 / (1 - 0.07) = 118.28, so 119. Leaders:
// 60 / 20 = 3 and 50 / 20 up to 3: 6 / 0.93 = 6.45, so 7.
START_TEST(a_crew_gives_its_people_by_shift_and_its_absence)
{
    const char *crews = "crews:\n  assemblers: {people: {early: 60, late: 50}, "
                        "calendar: two-shift, absence: 7 %}\n";
    gm_headcount h =
        roster("    - {shop: final, crew: assemblers, leaders: 1 per 20}\n", crews, start_up);
    ck_assert_int_eq(h.rows[0].workers, 119);
    ck_assert_int_eq(h.rows[0].leaders, 7);
}
END_TEST

// Around the clock 168 h a week are 8760 h a year: 8760 / 2000 = 4.38 teams. 5 * 4.38 = 21.9,
// over 1 - 0.04: 22.8125, so 23.
START_TEST(a_crew_around_the_clock_needs_several_teams)
{
    gm_headcount h = roster("    - {shop: formation, crew: watch}\n",
                            "crews:\n  watch: {people: 5, absence: 4 %}\n", start_up);
    ck_assert_double_eq_tol(h.rows[0].present, 21.9, 1e-9);
    ck_assert_int_eq(h.rows[0].workers, 23);
}
END_TEST

// One shift of 10 people until March 2028, then two of 10 each; without absence.
START_TEST(a_crew_follows_the_phases_of_its_calendar)
{
    const char *more =
        "crews:\n  a: {people: 10, calendar: c}\n"
        "calendars:\n  c:\n    phases:\n"
        "      - {from: 2027-08-01, shifts: {early: {from: 06:00, to: 13:00}}}\n"
        "      - from: 2028-03-01\n        shifts:\n          early: {from: 06:00, to: 13:00}\n"
        "          late: {from: 14:00, to: 21:00}\n";
    const char *row = "    - {shop: final, crew: a}\n";
    ck_assert_int_eq(roster(row, more, start_up).heads[GM_BASIS_DIRECT], 10);
    ck_assert_int_eq(roster(row, more, full_volume).heads[GM_BASIS_DIRECT], 20);
}
END_TEST

// 1000 people at 2000 h with 7 % absence attend 1,860,000 h a year: 18.6 h for each of 100,000
// cars.
START_TEST(hours_per_car_are_attended_hours_over_cars)
{
    gm_headcount h = roster("    - {shop: all, heads: 1000}\n", "", start_up);
    ck_assert_double_eq_tol(gm_headcount_hours_per_unit(&h, GM_BASIS_SITE, 100000.0), 18.6,
                            1e-9);
}
END_TEST

static void free_all(void)
{
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
}

static double attended_h(const gm_model *model, gm_staff_basis basis, double from_d,
                         double to_d)
{
    gm_headcount_span span = {
        .civil = model->clock.civil,
        .has_dates = model->clock.has_start,
        .from_s = 86400.0 * from_d,
        .to_s = 86400.0 * to_d,
    };
    return gm_headcount_attended_s(&model->headcount, &model->plant, basis, &span) / 3600.0;
}

static gm_model *load(const char *clock, const char *rows)
{
    const char *text = gm_arena_printf(
        &arena, "gemba: 1\nclock: {%s}\nheadcount:\n  paid: 2000 h\n  shops:\n%s", clock, rows);
    gm_model *model = NULL;
    gm_status status =
        gm_model_load_text("h.yaml", gm_slice_of(text), NULL, &arena, &diag, &model);
    ck_assert_msg(status == GM_OK, "%s", gm_diag_line(&diag, 0));
    return model;
}

// Of 2027, 365 days, 12 heads attend 181 days and 24 the 184 from July on; half of all in 2028,
// 366 days. The plant has 10 more in quality for 60 %: 6 of them.
START_TEST(attended_hours_follow_the_roster_day_by_day)
{
    const gm_model *model = load("start: 2027-01-01, until: 2028-12-31",
                                 "    - {shop: a, heads: 12, until: 2027-06-30}\n"
                                 "    - {shop: b, heads: 24, from: 2027-07-01}\n"
                                 "    - {shop: c, heads: 10, kind: quality, absence: 40 %}\n");
    double year_2027 = 2000.0 * (12.0 * 181.0 + 24.0 * 184.0) / 365.0;
    ck_assert_double_eq_tol(attended_h(model, GM_BASIS_DIRECT, 0, 365), year_2027, 1e-6);
    ck_assert_double_eq_tol(attended_h(model, GM_BASIS_PLANT, 0, 365), year_2027 + 12000.0,
                            1e-6);
    ck_assert_double_eq_tol(attended_h(model, GM_BASIS_DIRECT, 365, 365 + 183), 24000.0, 1e-6);
    ck_assert_double_eq_tol(attended_h(model, GM_BASIS_DIRECT, 180.5, 181.5),
                            2000.0 * (6.0 + 12.0) / 365.0, 1e-6);
    ck_assert_double_eq(attended_h(model, GM_BASIS_DIRECT, 5, 5), 0.0);
}
END_TEST

// A tenth of 365 days.
START_TEST(attended_hours_without_dates_are_those_of_365_days)
{
    const gm_model *model = load("run: 1 yr", "    - {shop: a, heads: 12}\n");
    ck_assert_double_eq_tol(attended_h(model, GM_BASIS_SITE, 100, 136.5), 2400.0, 1e-6);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("headcount");
    tcase_add_checked_fixture(c, NULL, free_all);
    tcase_add_test(c, heads_are_posts_times_shifts_over_attendance_rounded_up);
    tcase_add_test(c, an_exact_quotient_is_not_rounded_up);
    tcase_add_test(c, each_row_is_rounded_up_by_itself);
    tcase_add_test(c, reliefs_leave_and_leaders_add_to_a_row);
    tcase_add_test(c, each_basis_holds_the_one_before_it);
    tcase_add_test(c, a_row_counts_from_its_first_to_its_last_day);
    tcase_add_test(c, a_crew_gives_its_people_by_shift_and_its_absence);
    tcase_add_test(c, a_crew_around_the_clock_needs_several_teams);
    tcase_add_test(c, a_crew_follows_the_phases_of_its_calendar);
    tcase_add_test(c, hours_per_car_are_attended_hours_over_cars);
    tcase_add_test(c, attended_hours_follow_the_roster_day_by_day);
    tcase_add_test(c, attended_hours_without_dates_are_those_of_365_days);
    return gm_check_main("twin/headcount", c);
}
