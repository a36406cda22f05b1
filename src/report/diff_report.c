// SPDX-License-Identifier: MIT

#include "report/diff_report.h"

#include "report/compare_report.h"

#include <inttypes.h>
#include <math.h>

#define BRIEF_BYTES 60

// ---- text

static void print_model(const char *letter, const gm_replications *set, FILE *out)
{
    const gm_model *model = set->twin->model;
    fprintf(out, "%s  %s · %s%s%s · %" PRId32 " replications · seed %" PRIu32 "\n", letter,
            model->name, model->path, model->scenario ? " · scenario " : "",
            model->scenario ? model->scenario : "", set->n, set->seed);
}

static const char *value_of(const gm_node *node, gm_arena *arena)
{
    return node ? gm_node_brief(node, BRIEF_BYTES, arena) : "-";
}

static void print_changes(const gm_model_diff *diff, gm_page page, gm_arena *arena, FILE *out)
{
    if (diff->n == 0) {
        fputs("the models say the same\n\n", out);
        return;
    }
    static const char *const heads[] = {"changed in the model", "A", "B", NULL};
    gm_text_table t = gm_text_table_of(arena, page, heads);
    t.least[0] = 24;
    t.least[1] = t.least[2] = 16;
    for (int32_t i = 0; i < diff->n; i++) {
        const gm_model_change *c = &diff->changes[i];
        const char *order[] = {c->path, "order of the file", "another order"};
        const char *cells[] = {c->path, value_of(c->was, arena), value_of(c->is, arena)};
        gm_text_table_row(&t, c->is_order ? order : cells, 3);
    }
    gm_text_table_print(&t, out);
    fprintf(out, "%" PRId32 " change%s\n\n", diff->n, diff->n == 1 ? "" : "s");
}

static bool have_other_lengths(const gm_diff_report *report)
{
    double was_s = report->was->twin->model->clock.run_s;
    double is_s = report->is->twin->model->clock.run_s;
    return fabs(was_s - is_s) > 1e-9 * was_s;
}

void gm_diff_text(const gm_diff_report *report, gm_page page, FILE *out)
{
    static const gm_compare_words words = {
        "changed in the answers", "A", "B", ">A, median", ">B, median", ">B - A, 95 %"};
    gm_arena arena;
    gm_arena_init(&arena, 0);
    print_model("A", report->was, out);
    print_model("B", report->is, out);
    fputc('\n', out);
    print_changes(report->diff, page, &arena, out);
    gm_compare_verdicts_text(report->compare, &words, page, out);
    gm_compare_text(report->compare, &words, page, out);
    gm_compare_shop_text(report->compare, &words, page, out);
    if (have_other_lengths(report)) {
        gm_text_wrap("the runs are not of the same length: numbers of parts are not to be "
                     "compared, rates are",
                     page.columns, 2, out);
    }
    gm_arena_fini(&arena);
}

// ---- JSON

static void put_model(gm_json *j, const char *key, const gm_replications *set)
{
    const gm_model *model = set->twin->model;
    char hash[32];
    (void)snprintf(hash, sizeof hash, "%016" PRIx64, model->hash);
    gm_json_key(j, key);
    gm_json_begin_object(j);
    gm_json_put_text(j, "model", model->name);
    gm_json_put_text(j, "file", model->path);
    gm_json_put_text(j, "scenario", model->scenario);
    gm_json_put_text(j, "model_hash", hash);
    gm_json_put_int(j, "replications", set->n);
    gm_json_put_int(j, "seed", set->seed);
    gm_json_end(j);
}

static void put_value(gm_json *j, const char *key, const gm_node *node)
{
    gm_json_key(j, key);
    if (node) {
        gm_node_write_json(node, j);
    } else {
        gm_json_null(j);
    }
}

void gm_diff_json(const gm_diff_report *report, gm_json *j)
{
    gm_json_begin_object(j);
    put_model(j, "a", report->was);
    put_model(j, "b", report->is);
    gm_json_put_bool(j, "same_length", !have_other_lengths(report));
    gm_json_key(j, "changes");
    gm_json_begin_array(j);
    for (int32_t i = 0; i < report->diff->n; i++) {
        const gm_model_change *c = &report->diff->changes[i];
        gm_json_begin_object(j);
        gm_json_put_text(j, "path", c->path);
        gm_json_put_text(j, "what",
                         c->is_order ? "order"
                         : !c->was   ? "added"
                         : !c->is    ? "removed"
                                     : "changed");
        put_value(j, "a", c->is_order ? NULL : c->was);
        put_value(j, "b", c->is_order ? NULL : c->is);
        gm_json_end(j);
    }
    gm_json_end(j);
    gm_compare_put_json(report->compare, j);
    gm_json_end(j);
}
