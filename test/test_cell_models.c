// SPDX-License-Identifier: MIT
//
// Single particles with electrolyte beside the full model on the cells of data/cells: a discharge at C/2 of nine
// tenths of the capacity, isothermal, at each tenth. 5 mV are asked (O7). A flat potential misses it, as
// where it is flat nothing but the reaction's own resistance shares the current out over the depth of an
// electrode, and a single particle takes it to be even.

#include "check_main.h"
#include "told.h"

#include "gemba/cell.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define TEXT_SIZE 2048
#define TENTHS    9

static const struct {
    const char *cell;
    double most_mv;
} rows[] = {{"marquis-2019", 5.0}, {"chen-2020", 5.0},   {"lg-m50-silicon", 5.0},
            {"ecker-2015", 5.0},   {"nmc-5c", 5.0},      {"assb-g1", 5.0},
            {"lfp-5c", 5.0},       {"xu-2015-lfp", 10.0}};

static void voltages(const char *cell, const char *model, double v[TENTHS])
{
    char text[TEXT_SIZE];
    gm_cell_file *file;
    gm_cell_result *result;
    (void)snprintf(text, sizeof text,
                   "gemba: 1\n"
                   "include: [" GM_SOURCE_DIR "/data/cells/%s.yaml]\n"
                   "experiments:\n"
                   "  it: {isothermal: yes, model: %s, cells: 20, steps: "
                   "[{repeat: %d, steps: [{discharge: 0.5C, until: 720 s}]}]}\n",
                   cell, model, TENTHS);
    gm_status status = gm_cell_file_open_text("t.yaml", text, strlen(text), NULL, &file);
    ck_assert_msg(status == GM_OK, "%s", gm_cell_file_message(file, 0));
    ck_assert_int_eq(gm_cell_file_ask(file, 0, &result), GM_OK);
    ck_assert_int_eq(gm_cell_result_step_count(result), TENTHS);
    for (int i = 0; i < TENTHS; i++) {
        v[i] = gm_cell_result_step(result, i).end_v;
    }
    gm_cell_result_destroy(result);
    gm_cell_file_close(file);
}

START_TEST(at_half_a_c_single_particles_are_near_the_full_model)
{
    double full[TENTHS];
    double single[TENTHS];
    double sum = 0.0;
    voltages(rows[_i].cell, "DFN", full);
    voltages(rows[_i].cell, "SPMe", single);
    for (int i = 0; i < TENTHS; i++) {
        sum += (full[i] - single[i]) * (full[i] - single[i]);
    }
    char what[TEXT_SIZE];
    (void)snprintf(what, sizeof what, "SPMe, %s, C/2 to 10 %%, RMS", rows[_i].cell);
    gm_told_le(what, "the DFN here", 1e3 * sqrt(sum / TENTHS), rows[_i].most_mv, "mV");
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("models");
    tcase_add_loop_test(c, at_half_a_c_single_particles_are_near_the_full_model, 0,
                        sizeof rows / sizeof *rows);
    return gm_check_main("api/cell_models", c);
}
