// SPDX-License-Identifier: MIT

#include "report/compare_report.h"

#include "report/words.h"

#include <inttypes.h>
#include <math.h>

static const char *cell(const gm_compare_row *row, double value, gm_arena *arena)
{
    char buf[GM_WORD_BYTES];
    if (isnan(value)) {
        return "-";
    }
    return gm_arena_strdup(arena, row->claim ? gm_word_claim(row->claim, value, buf)
                                             : gm_word_figure(value, row->unit, buf));
}

static const char *difference_cell(const gm_compare_row *row, gm_arena *arena)
{
    char buf[GM_WORD_BYTES];
    gm_interval x = row->difference;
    if (isnan(x.mean)) {
        return "-";
    }
    return gm_arena_printf(arena, "%s%s", x.mean > 0.0 ? "+" : "",
                           row->claim ? gm_word_claim_interval(row->claim, x, buf)
                                      : gm_word_interval(x, row->unit, buf));
}

void gm_compare_text(const gm_compare *compare, const char *const *heads, gm_page page,
                     FILE *out)
{
    gm_arena arena;
    gm_arena_init(&arena, 0);
    gm_text_table t = gm_text_table_of(&arena, page, heads);
    t.most[0] = 44;
    t.least[0] = 20;
    for (int32_t i = 0; i < compare->n; i++) {
        const gm_compare_row *row = &compare->rows[i];
        const char *cells[] = {row->label ? row->label : row->measure,
                               cell(row, row->base, &arena), cell(row, row->scenario, &arena),
                               difference_cell(row, &arena)};
        gm_text_table_row(&t, cells, 4);
    }
    gm_text_table_print(&t, out);
    fprintf(out, "%" PRId32 " pair%s of replications with common random numbers\n\n",
            compare->n_pairs, compare->n_pairs == 1 ? "" : "s");
    gm_arena_fini(&arena);
}

static double in_unit(const gm_compare_row *row, double value)
{
    return row->claim ? gm_claim_in_unit(row->claim, value) : value;
}

static void put_row(gm_json *j, const gm_compare_row *row)
{
    gm_json_begin_object(j);
    gm_json_put_text(j, "says", row->label);
    gm_json_put_text(j, "measure", row->measure);
    gm_json_put_text(j, "unit",
                     row->claim ? gm_claim_unit(row->claim) : gm_figure_unit_text(row->unit));
    gm_json_put_number(j, "base", in_unit(row, row->base));
    gm_json_put_number(j, "scenario", in_unit(row, row->scenario));
    gm_json_put_number(j, "difference", in_unit(row, row->difference.mean));
    gm_json_put_number(j, "half_width", in_unit(row, row->difference.half_width));
    gm_json_put_int(j, "n", row->n);
    gm_json_put_text(j, "why", row->why);
    gm_json_end(j);
}

void gm_compare_put_json(const gm_compare *compare, gm_json *j)
{
    if (!compare) {
        return;
    }
    gm_json_key(j, "compare");
    gm_json_begin_object(j);
    gm_json_put_int(j, "pairs", compare->n_pairs);
    gm_json_key(j, "rows");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < compare->n; i++) {
        put_row(j, &compare->rows[i]);
    }
    gm_json_end(j);
    gm_json_end(j);
}
