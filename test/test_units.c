// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "core/units.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static double si_of(const char *text)
{
    gm_quantity q;
    char error[GM_UNIT_ERROR_BYTES];
    bool ok = gm_quantity_parse(text, &q, error);
    ck_assert_msg(ok, "%s: %s", text, error);
    return q.value;
}

static const char *error_of(const char *text, const char *like)
{
    static char error[GM_UNIT_ERROR_BYTES];
    gm_quantity q;
    bool ok =
        like ? gm_quantity_parse_as(text, like, &q, error) : gm_quantity_parse(text, &q, error);
    ck_assert_msg(!ok, "%s was taken", text);
    return error;
}

// By hand from the definitions: h = 3600 s, d = 24 h, yr = 365 d, Wh = 3600 J, bar = 1e5 Pa.
START_TEST(quantities_of_the_trade_have_their_si_value)
{
    static const struct {
        const char *text;
        double si;
    } rows[] = {
        {"52 s", 52.0},
        {"52s", 52.0},
        {"4 h", 14400.0},
        {"20 min", 1200.0},
        {"3 wk", 1814400.0},
        {"1 mo", 2628000.0},
        {"2 yr", 63072000.0},
        {"0.1 m/s", 0.1},
        {"6 m/min", 0.1},
        {"135 kWh", 4.86e8},
        {"12 kWh/100 km", 432.0},
        {"12 kWh/(100 km)", 432.0},
        {"255 Wh/kg", 918000.0},
        {"95 %", 0.95},
        {"0.95", 0.95},
        {"100000 cars/yr", 100000.0 / 31536000.0},
        {"100000 cars per yr", 100000.0 / 31536000.0},
        {"65 CNY/h", 65.0 / 3600.0},
        {"600 CNY/kWh", 600.0 / 3.6e6},
        {"600 million CNY", 6e8},
        {"1.2 MWh/car", 4.32e9},
        {"25 degC", 298.15},
        {"25 °C", 298.15},
        {"500 W/degC", 500.0},
        {"80 kg", 80.0},
        {"10500 t/yr", 10500e3 / 31536000.0},
        {"6100 kN", 6.1e6},
        {"800 V", 800.0},
        {"4 Ah", 14400.0},
        {"4 C", 4.0 / 3600.0},
        {"1 mol/m3", 1.0},
        {"1 mol/m^3", 1.0},
        {"1 mol m^-3", 1.0},
        {"1 mol/m³", 1.0},
        {"1000 J/(kg K)", 1000.0},
        {"1000 J/kg/K", 1000.0},
        {"60 /h", 1.0 / 60.0},
        {"3 bar", 3e5},
        {"1e-14 m²/s", 1e-14},
        {"180 deg", 3.14159265358979},
        // of cells; 1 mS/cm = 1e-3 S / 1e-2 m, 1 mA/cm2 = 1e-3 A / 1e-4 m2, 1 mAh/cm2 = 3.6 C / 1e-4 m2
        {"1000 mol/m3", 1000.0},
        {"1.2 mol/L", 1200.0},
        {"3 mS/cm", 0.3},
        {"10 Ohm cm2", 1e-3},
        {"0.02 Ohm m2", 0.02},
        {"5 mΩ", 5e-3},
        {"0.1 mV/K", 1e-4},
        {"30.3 kJ/mol", 30300.0},
        {"1 mA/cm2", 10.0},
        {"3 mAh/cm2", 108000.0},
        {"10 W/m2/K", 10.0},
        {"1 J/g/K", 1000.0},
        {"5 MPa", 5e6},
        {"-20 degC", 253.15},
        {"10 K", 10.0}, // a difference
        {"2 W/m2/degC", 2.0},
        // halves: (1e-6 m2)^0.5 = 1e-3 m, (4 L)^1.5 = (4e-3 m3)^1.5
        {"6.48e-7 A/m2 (m3/mol)^1.5", 6.48e-7},
        {"6.48e-7 A m2.5/mol1.5", 6.48e-7},
        {"2 (mm2)^0.5", 2e-3},
        {"1 (4 L)^1.5", 2.5298221281347035e-4},
        {"1 (m3/mol)**-0.5", 1.0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double si = si_of(rows[i].text);
        ck_assert_msg(fabs(si - rows[i].si) <= 1e-14 * fabs(rows[i].si) + 1e-30,
                      "%s is %.17g, not %.17g", rows[i].text, si, rows[i].si);
    }
}
END_TEST

START_TEST(counted_things_keep_their_noun)
{
    gm_quantity q;
    char error[GM_UNIT_ERROR_BYTES];
    ck_assert(gm_quantity_parse("1 person", &q, error));
    ck_assert_str_eq(q.noun, "people");
    ck_assert_int_eq(q.dim.power[GM_AXIS_COUNT], 1);
    ck_assert(gm_quantity_parse("96 cells/pack", &q, error));
    ck_assert_str_eq(q.noun, "cells");
    ck_assert_str_eq(q.per_noun, "packs");
    ck_assert(gm_dim_is_number(q.dim));
    ck_assert_str_eq(q.unit, "cells/pack");
}
END_TEST

START_TEST(a_bare_number_counts_things_and_nothing_else)
{
    gm_quantity q;
    char error[GM_UNIT_ERROR_BYTES];
    ck_assert(gm_quantity_parse_as("5", "parts", &q, error));
    ck_assert(gm_quantity_parse_as("60 /h", "cars/yr", &q, error));
    ck_assert(gm_quantity_parse_as("5 %", "", &q, error));
    ck_assert_str_eq(error_of("52", "s"), "a time needs a unit: write it like `52 s`, `4 h`");
    ck_assert_str_eq(error_of("1.2 MWh", "MWh/car"),
                     "expected an energy per thing, got an energy in `MWh`; write it like "
                     "`12 MWh/car`");
}
END_TEST

START_TEST(a_wrong_unit_says_how_to_write_it)
{
    ck_assert_str_eq(error_of("5 m", "s"), "expected a time, got a length in `m`; write it "
                                           "like `52 s`, `4 h`; did you mean `min`?");
    ck_assert_str_eq(error_of("20 C", "degC"), "expected a temperature, got a rate in `C`; "
                                               "write it like `25 degC`, `298 K`; did you "
                                               "mean `degC`?");
    ck_assert_str_eq(error_of("135 KWH", NULL), "unknown unit 'KWH'; did you mean `kWh`?");
    ck_assert_str_eq(error_of("2 hours", NULL), "unknown unit 'hours'; did you mean `h`?");
    ck_assert_str_eq(error_of("5 xyzzy", NULL), "unknown unit 'xyzzy'");
    ck_assert_str_eq(error_of("abc", "s"), "expected a number, got 'abc'; write it like "
                                           "`52 s`, `4 h`");
}
END_TEST

START_TEST(separators_between_thousands_are_refused)
{
    static const char *const texts[] = {"1,234,567 s", "1_234_567 s", "1'234'567 s",
                                        "1.234.567 s", "1 234 567 s"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ck_assert_str_eq(error_of(texts[i], "s"),
                         "a number has no separators between thousands: write 1234567");
    }
    ck_assert_str_eq(error_of("1_000", NULL),
                     "a number has no separators between thousands: write 1000");
    ck_assert_str_eq(error_of("1,234.5 s", NULL),
                     "a number has no separators between thousands: write 1234.5");
    ck_assert_str_eq(error_of("1.234,5 s", NULL),
                     "a number has no separators between thousands: write 1234.5");
    ck_assert_str_eq(error_of("1 500 s", "s"),
                     "a number has no separators between thousands: write 1500");
}
END_TEST

// Three digits behind a comma may be a thousand or decimals; any other number of them, or a
// zero before it, leaves no doubt.
START_TEST(a_comma_with_other_than_three_digits_behind_it_is_one_of_decimals)
{
    static const struct {
        const char *text;
        const char *write;
    } rows[] = {
        {"52,5 s", "52.5"},   {"0,5 m/s", "0.5"},       {"-3,25 s", "-3.25"},
        {"0,125 s", "0.125"}, {"12,3456 s", "12.3456"}, {"1234,567 s", "1234.567"},
        {"7,50 s", "7.5"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char expected[100];
        snprintf(expected, sizeof expected,
                 "decimals stand behind a point, not a comma: write %s", rows[i].write);
        ck_assert_str_eq(error_of(rows[i].text, NULL), expected);
    }
    ck_assert_str_eq(error_of("1,500 s", "s"),
                     "a comma may part thousands or decimals: write 1500 or 1.5");
    ck_assert_str_eq(error_of("100,000 cars/yr", NULL),
                     "a comma may part thousands or decimals: write 100000 or 100");
}
END_TEST

// 60 + 30 = 90, 2 x 60 + 5 = 125.
START_TEST(a_time_with_a_colon_is_shown_in_one_unit)
{
    ck_assert_str_eq(error_of("1:30", "s"),
                     "expected one number with its unit, got '1:30': write `90 min` for 1 h 30 "
                     "min, or `90 s` for 1 min 30 s");
    ck_assert_ptr_nonnull(strstr(error_of("02:05 h", "s"), "`125 min` for 2 h 5 min"));
    ck_assert_str_eq(error_of("1:30:00", "s"),
                     "expected one number with its unit, got '1:30:00'");
    ck_assert_str_eq(error_of("99999999999999999999:99", "s"),
                     "expected one number with its unit, got '99999999999999999999:99'");
    ck_assert_str_eq(error_of("1 h 30 min", "s"),
                     "expected a number with one unit, got '1 h 30 "
                     "min'; write it like `52 s`, `4 h`");
}
END_TEST

START_TEST(a_mistaken_unit_is_that_of_the_dimension_that_is_wanted)
{
    ck_assert_str_eq(error_of("5 mn", "s"), "unknown unit 'mn'; did you mean `min`?");
    ck_assert_str_eq(error_of("5 mn", "N"), "unknown unit 'mn'; did you mean `MN`?");
    ck_assert_str_eq(error_of("5 mn", ""), "unknown unit 'mn'; did you mean `million`?");
    ck_assert_str_eq(error_of("5 Hrs", "s"), "unknown unit 'Hrs'; did you mean `h`?");
}
END_TEST

START_TEST(a_count_is_asked_for_by_its_noun)
{
    ck_assert_str_eq(error_of("many", "people"),
                     "expected a number, got 'many'; write it like `12 people`");
    ck_assert_str_eq(error_of("many", "cars/h"),
                     "expected a number, got 'many'; write it like `12 cars/h`");
    ck_assert_str_eq(error_of("many", "things"),
                     "expected a number, got 'many'; write it like `12`");
    ck_assert_str_eq(error_of("50 %", "people"), "expected a count, got a number in `%`; write "
                                                 "it like `12 people`");
}
END_TEST

START_TEST(no_text_is_taken_that_is_not_one_finite_number)
{
    static const char *const texts[] = {
        "",
        "nan",
        "inf",
        "1e999",
        "1e308 yr",
        "--5",
        "5 5",
        "1.2.3",
        "0x10 s",
        "5 m/",
        "5 /",
        "5 kg)",
        "5 (kg",
        "5 m^",
        "5 m^99",
        "5 m10",
        "5 kWh/0 m",
        "5 *",
        "5 s\x01",
        "5 /-1",
        "5 m0",
        "5 ((((((((((s",
        "5 m9 m9 m9 m9 m9 m9 m9 m9 m9 m9",
        "10..20 s",
        "5 - 6 s",
        "5 +- 1 s",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ck_assert_str_ne(error_of(texts[i], "s"), "");
    }
    char longer[4001];
    memset(longer, '9', 4000);
    longer[4000] = '\0';
    ck_assert_str_ne(error_of(longer, "s"), "");
}
END_TEST

START_TEST(a_quantity_is_written_in_a_readable_unit)
{
    static const struct {
        const char *unit; // of the dimension
        double si;
        const char *text;
    } rows[] = {
        {"s", 90.0, "90 s"},         {"s", 14400.0, "4 h"},  {"s", 1200.0, "20 min"},
        {"s", 0.0, "0 s"},           {"s", 604800.0, "7 d"}, {"J", 4.5e7, "12.5 kWh"},
        {"W", 250e3, "250 kW"},      {"kg", 80.0, "80 kg"},  {"K", 298.15, "25 degC"},
        {"", 0.95, "0.95"},          {"parts", 12.0, "12"},  {"CNY", 1.2e9, "1.2 GCNY"},
        {"/s", 1.0 / 60.0, "60 /h"}, {"V", 800.0, "800 V"},  {"m/s", 0.1, "0.1 m/s"},
        {"kg m/K", 2.0, "2 m kg/K"},
    };
    char buf[64];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double one = 0.0;
        gm_dim dim;
        ck_assert(gm_unit_find(rows[i].unit, &one, &dim));
        ck_assert_str_eq(gm_quantity_format(rows[i].si, dim, NULL, buf, sizeof buf),
                         rows[i].text);
    }
}
END_TEST

START_TEST(a_quantity_is_written_in_the_unit_asked_for)
{
    char buf[64];
    double one = 0.0;
    gm_dim dim;
    ck_assert(gm_unit_find("cars/yr", &one, &dim));
    ck_assert_str_eq(gm_quantity_format(100000.0 / 31536000.0, dim, "cars/yr", buf, sizeof buf),
                     "100000 cars/yr");
    ck_assert(gm_unit_find("", &one, &dim));
    ck_assert_str_eq(gm_quantity_format(0.95, dim, "%", buf, sizeof buf), "95 %");
    ck_assert(!gm_unit_find("bogus", &one, &dim));
}
END_TEST

START_TEST(an_energy_per_length_is_not_called_a_force)
{
    char buf[64];
    double one = 0.0;
    gm_dim dim;
    ck_assert(gm_unit_find("kWh/100 km", &one, &dim));
    ck_assert_str_eq(gm_dim_text(dim, "kWh/100 km", buf, sizeof buf), "an energy per length");
    ck_assert_str_eq(gm_dim_text(dim, "N", buf, sizeof buf), "a force");
}
END_TEST

START_TEST(a_power_with_a_half_is_a_dimension_of_its_own)
{
    double si;
    gm_dim rate;
    gm_dim same;
    gm_dim whole;
    char text[80];
    ck_assert(gm_unit_find("A/m2 (m3/mol)^1.5", &si, &rate));
    ck_assert(gm_unit_find("(A m2.5)/mol1.5", &si, &same));
    ck_assert(gm_unit_find("A m2/mol2", &si, &whole));
    ck_assert(gm_dim_equal(rate, same));
    ck_assert(!gm_dim_equal(rate, whole));
    ck_assert_str_eq(gm_dim_text(rate, NULL, text, sizeof text), "a rate constant");
    ck_assert_str_eq(gm_quantity_format(2.0, rate, NULL, text, sizeof text), "2 m2.5 A/mol1.5");
    ck_assert_ptr_nonnull(strstr(error_of("1 m1.7", NULL), "in halves"));
    ck_assert_ptr_nonnull(strstr(error_of("1 (m0.5)^0.5", NULL), "in halves"));
    ck_assert_ptr_nonnull(strstr(error_of("1 cars0.5", NULL), "in halves"));
    ck_assert_ptr_nonnull(
        strstr(error_of("5 A", "A/m2 (m3/mol)^1.5"), "expected a rate constant"));
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("units");
    tcase_add_test(c, quantities_of_the_trade_have_their_si_value);
    tcase_add_test(c, counted_things_keep_their_noun);
    tcase_add_test(c, a_bare_number_counts_things_and_nothing_else);
    tcase_add_test(c, a_wrong_unit_says_how_to_write_it);
    tcase_add_test(c, separators_between_thousands_are_refused);
    tcase_add_test(c, a_comma_with_other_than_three_digits_behind_it_is_one_of_decimals);
    tcase_add_test(c, a_time_with_a_colon_is_shown_in_one_unit);
    tcase_add_test(c, a_mistaken_unit_is_that_of_the_dimension_that_is_wanted);
    tcase_add_test(c, a_count_is_asked_for_by_its_noun);
    tcase_add_test(c, no_text_is_taken_that_is_not_one_finite_number);
    tcase_add_test(c, a_quantity_is_written_in_a_readable_unit);
    tcase_add_test(c, a_quantity_is_written_in_the_unit_asked_for);
    tcase_add_test(c, an_energy_per_length_is_not_called_a_force);
    tcase_add_test(c, a_power_with_a_half_is_a_dimension_of_its_own);
    return gm_check_main("core/units", c);
}
