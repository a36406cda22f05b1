// SPDX-License-Identifier: MIT
//
// Webs: metres, splices, starts and rests by hand, and material that is never lost sight of.

#include "check_main.h"
#include "figure_window.h"

#include "plant/matter.h"
#include "plant/web.h"

// At 1 m/s a roll of 100 m takes 100 s, and 10 s more for the splice to the one before.
#define ROLLS                                                                                  \
    "materials: {foil: {price: 20 CNY/kg, recycles: 10 CNY/kg}, mass: {price: 100 CNY/kg}}\n"  \
    "plant:\n"                                                                                 \
    "  line:\n"                                                                                \
    "    - {source: in, part: roll, length: 100 m, adds: {foil: 10 kg}}\n"
#define COATER                                                                                 \
    "    - station: coat\n"                                                                    \
    "      web: {speed: 60 m/min, width: 1 m, trim: 5 cm, coats: {mass: 2 kg/m2},\n"           \
    "            start-up: 5 m, splice: {time: 10 s, loses: 2 m}"

static const char wound[] = HEAD ROLLS COATER ", winds: {jumbo: 150 m}}\n    - sink: out\n";

// kg of a material in parts and in machines, counted one by one.
static double inside_kg(int32_t material_i)
{
    const gm_run *run = plant.run;
    double kg = 0.0;
    for (uint32_t part = 1; part < run->n_parts; part++) {
        kg += run->parts[part].identity ? gm_matter_of(run, part)[material_i] : 0.0;
    }
    for (int32_t i = 0; i < run->plan->n_stations; i++) {
        const gm_station *st = &run->stations[i];
        for (int32_t k = 0; st->webs && k < run->plan->stations[i].n_machines; k++) {
            kg += st->webs[k].rest_kg[material_i];
        }
    }
    return kg;
}

static void check_conservation(void)
{
    for (int32_t i = 0; i < plant.plan->def->n_materials; i++) {
        const gm_matter_account *a = &plant.run->matter.accounts[i];
        double gone_kg = a->out_kg + a->scrap_kg + a->lost_kg;
        ck_assert_double_eq_tol(a->in_kg, gone_kg + inside_kg(i), 1e-9 * (1.0 + a->in_kg));
    }
}

START_TEST(rolls_are_wound_when_there_is_enough)
{
    // Rolls end at 100, 210, 320 and 430 s with 95, 98, 98 and 98 m: 193 m make a jumbo at 210 s,
    // the rest of 43 m and two rolls the next at 430 s.
    run(wound, (const double[]){0.0, 500.0}, 2);
    EXPECT(&plant, "out", 210.0, 430.0);
    check("coat", "metres", NULL, 400.0);
    check("coat", "metres-good", NULL, 389.0);
    check("coat", "metres-wound", NULL, 300.0);
    check("coat", "lost-at-start", NULL, 5.0);
    check("coat", "lost-at-splices", NULL, 6.0);
    check("coat", "metres-lost", NULL, 11.0);
    check("coat", "web-yield", NULL, 389.0 / 400.0);
    check("coat", "coated", NULL, 400.0);
    check("coat", "trim", NULL, 0.1 * 389.0);
    check("coat", "splices", NULL, 3.0);
    check("coat", "starts", NULL, 1.0);
    model_end(&plant);
}
END_TEST

START_TEST(material_is_scrapped_with_its_metres)
{
    // Each roll carries 10 kg of foil and 100 m2 x 2 kg/m2 of mass. 5 or 2 of 100 m are lost, and
    // a tenth of the width of the others.
    run(wound, (const double[]){0.0, 325.0}, 2);
    const double kept = 0.95 * 0.9 + 2.0 * 0.98 * 0.9;
    check("foil", "in", NULL, 40.0); // a fourth roll is in the machine
    check("mass", "in", NULL, 600.0);
    check("foil", "scrap", NULL, 30.0 - 10.0 * kept);
    check("mass", "scrap", NULL, 600.0 - 200.0 * kept);
    check("coat", "scrap-mass", NULL, 630.0 - 210.0 * kept);
    check("coat", "scrap-cost", NULL,
          20.0 * (30.0 - 10.0 * kept) + 100.0 * (600.0 - 200.0 * kept));
    check("coat", "scrap-recycled", NULL, 10.0 * (30.0 - 10.0 * kept));
    // The jumbo is 150 of the 193 m that were there.
    check("foil", "out", NULL, 10.0 * 0.9 * (0.95 + 0.98) * 150.0 / 193.0);
    check_conservation();
    model_end(&plant);
}
END_TEST

START_TEST(a_trim_takes_foil_and_only_what_of_the_coating_lies_under_it)
{
    // 100 m of a web 1 m wide, 0.94 m of it coated: 3 cm are bare at each edge. 5 cm are cut off:
    // a tenth of the foil, 2 x 2 cm of 94 cm of the mass. With 3 cm none of it.
    static const char text[] =
        HEAD "materials: {foil: {}, mass: {}}\nplant:\n  line:\n"
             "    - {source: in, part: roll, length: 100 m, adds: {foil: 10 kg}, limit: 1}\n"
             "    - {station: coat, web: {speed: 60 m/min, width: 1 m, coated: 94 cm, coats: "
             "{mass: 2 "
             "kg/m2}}}\n"
             "    - {station: slit, web: {speed: 60 m/min, width: 1 m, trim: %s}}\n    - sink: "
             "out\n";
    const char *trims[] = {"5 cm", "3 cm"};
    const double foil_kg[] = {1.0, 0.6};
    const double mass_kg[] = {188.0 * 0.04 / 0.94, 0.0};
    for (int i = 0; i < 2; i++) {
        char model[1024];
        snprintf(model, sizeof model, text, trims[i]);
        run(model, (const double[]){0.0, 500.0}, 2);
        check("foil", "scrap", NULL, foil_kg[i]);
        check("mass", "scrap", NULL, mass_kg[i]);
        check_conservation();
        model_end(&plant);
    }
}
END_TEST

START_TEST(a_web_that_stood_starts_anew)
{
    // Rolls come every 300 s: each stands before it begins, and is spliced too.
    static const char text[] =
        HEAD "materials: {mass: {}}\nplant:\n  line:\n"
             "    - {source: in, part: roll, length: 100 m, every: 300 s, first: 0 s}\n" COATER
             "}\n    - sink: out\n";
    run(text, (const double[]){0.0, 850.0}, 2);
    EXPECT(&plant, "out", 100.0, 410.0, 710.0);
    check("coat", "lost-at-start", NULL, 15.0);
    check("coat", "lost-at-splices", NULL, 4.0);
    model_end(&plant);
}
END_TEST

START_TEST(a_breakdown_costs_a_start)
{
    static const char text[] =
        HEAD ROLLS COATER "}\n      fails: {after: 70 s, repair: 30 s}\n    - sink: out\n";
    run(text, (const double[]){0.0, 250.0}, 2);
    // 70 s of work, 30 s down, 30 s: the roll ends at 130 s with two starts. The next takes 110 s:
    // 40 s until 170 s, it stands until 200 s, and 70 s until 270 s.
    EXPECT(&plant, "out", 130.0);
    check("coat", "lost-at-start", NULL, 10.0);
    model_run_to(&plant, 280.0);
    EXPECT(&plant, "out", 130.0, 270.0);
    ck_assert_double_eq(model_station(&plant, "coat")->webs[0].sum[GM_STAT_WEB_START_M], 15.0);
    check_conservation();
    model_end(&plant);
}
END_TEST

START_TEST(lanes_leave_side_by_side)
{
    // 100 m in three lanes of 40 m: two rounds of three, 20 m stay; then 118 m: two rounds.
    static const char text[] =
        HEAD ROLLS "    - station: slit\n"
                   "      web: {speed: 60 m/min, lanes: 3, winds: {cut: 40 m}}\n"
                   "    - {buffer: cuts, holds: 100}\n"
                   "    - {station: end, time: 1000 s}\n    - sink: out\n";
    run(text, (const double[]){0.0, 250.0}, 2);
    ck_assert_int_eq(model_count(&plant, "slit"), 15); // 200 m: five rounds
    check("slit", "metres-wound", NULL, 200.0);
    const gm_run *r = plant.run;
    for (uint32_t part = 1; part < r->n_parts; part++) {
        bool is_cut = r->parts[part].identity && r->length_m[part] < 100.0;
        if (is_cut) { // foil of 40 m of a third of the width
            ck_assert_double_eq_tol(r->length_m[part], 40.0, 1e-9);
            ck_assert_double_eq_tol(gm_matter_of(r, part)[0], 10.0 * 0.4 / 3.0, 1e-9);
        }
    }
    check_conservation();
    model_end(&plant);
}
END_TEST

START_TEST(a_changeover_ends_the_web)
{
    static const char text[] =
        HEAD "materials: {foil: {}, mass: {}}\n"
             "parts: {roll: {variants: {a: 50 %, b: 50 %}}}\nplant:\n  line:\n"
             "    - {source: in, part: roll, length: 100 m, adds: {foil: 10 kg},\n"
             "       mix-rule: levelled}\n" COATER ", winds: {jumbo: 150 m}}\n"
             "      changeover: {on: variant, takes: 60 s}\n    - sink: out\n";
    run(text, (const double[]){0.0, 470.0}, 2);
    // a, b, a: each roll starts anew with 95 m, too few for a jumbo; the rest is scrap when the
    // machine is changed over for the next one.
    check("coat", "metres", NULL, 300.0);
    check("coat", "lost-at-start", NULL, 15.0);
    check("coat", "lost-at-splices", NULL, 0.0);
    check("coat", "lost-rests", NULL, 2.0 * 95.0);
    check("coat", "metres-wound", NULL, 0.0);
    check_conservation();
    model_run_to(&plant, 481.0); // the fourth begins
    ck_assert_double_eq_tol(model_station(&plant, "coat")->webs[0].sum[GM_STAT_WEB_END_M],
                            3.0 * 95.0, 1e-9);
    model_end(&plant);
}
END_TEST

START_TEST(material_of_lost_and_split_and_joined_parts_is_kept)
{
    // Chance everywhere: what comes in is out, scrap, lost or inside.
    static const char text[] =
        HEAD "materials: {foil: {}, mass: {}, can: {}}\n"
             "plant:\n  line:\n"
             "    - {source: in, part: roll, length: 100 m, adds: {foil: 10 kg}}\n" COATER
             ", defects: {per: 0.05 /m, loses: 1 m}, winds: {tray: 7 m}}\n"
             "      scrap: 5 %\n"
             "      fails: {after: exponential(200 s), repair: 20 s, part: scrap}\n"
             "    - {buffer: rack, holds: 3, when-full: lose, longest: 6 s}\n"
             "    - {station: cut, time: exponential(5 s), scrap: 3 %, splits: {cell: 4}}\n"
             "    - {station: close, needs: {cell: 2, can: 1}, makes: pair, time: 2 s,\n"
             "       adds: {can: 1 g}, queue: {holds: 10}, to: {out: 90 %, scrap: 10 %}}\n"
             "    - sink: out\n"
             "  can-line:\n"
             "    - {source: cans, part: can, adds: {can: 50 g}, every: 4 s, to: close,\n"
             "       when-full: pause}\n";
    run(text, (const double[]){0.0, 20000.0}, 2);
    ck_assert_double_gt(value("mass", "lost", NULL, 0.0), 0.0);
    ck_assert_double_gt(value("close", "scrap-mass", NULL, 0.0), 0.0);
    ck_assert_double_gt(value("rack", "scrap-mass", NULL, 0.0), 0.0);
    ck_assert_double_gt(value("mass", "out", NULL, 0.0), 0.0);
    check_conservation();
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("web");
    tcase_add_test(c, rolls_are_wound_when_there_is_enough);
    tcase_add_test(c, material_is_scrapped_with_its_metres);
    tcase_add_test(c, a_web_that_stood_starts_anew);
    tcase_add_test(c, a_trim_takes_foil_and_only_what_of_the_coating_lies_under_it);
    tcase_add_test(c, a_breakdown_costs_a_start);
    tcase_add_test(c, lanes_leave_side_by_side);
    tcase_add_test(c, a_changeover_ends_the_web);
    tcase_add_test(c, material_of_lost_and_split_and_joined_parts_is_kept);
    return gm_check_main("plant/web", c);
}
