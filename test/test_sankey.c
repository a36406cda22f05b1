// SPDX-License-Identifier: MIT

#include "check_main.h"
#include "watched_set.h"

#include "report/page_report.h"
#include "report/sankey.h"

#include <math.h>

static double balance_of(const gm_sankey_node *n)
{
    return n->in + n->made - n->out - n->gone - n->scrap - n->lost - n->ended - n->inside;
}

static const gm_sankey_node *node_of(const gm_sankey *s, const char *name)
{
    for (int i = 0; i < s->n_nodes; i++) {
        if (strcmp(s->nodes[i].name, name) == 0) {
            return &s->nodes[i];
        }
    }
    ck_abort_msg("no node %s", name);
    return NULL;
}

// The links agree with what the nodes count, and every node adds up.
static void expect_sound(const gm_sankey *s)
{
    for (int i = 0; i < s->n_nodes; i++) {
        double in = 0.0;
        double out = 0.0;
        for (int k = 0; k < s->n_links; k++) {
            in += s->links[k].to == i ? s->links[k].n : 0.0;
            out += s->links[k].from == i ? s->links[k].n : 0.0;
            ck_assert_int_ne(s->links[k].from, s->links[k].to);
        }
        ck_assert_double_eq(in, s->nodes[i].in);
        ck_assert_double_eq(out, s->nodes[i].out);
        ck_assert_double_eq(balance_of(&s->nodes[i]), 0.0);
    }
}

START_TEST(what_comes_to_a_node_goes_on_ends_or_stays)
{
    watched_set w;
    watched_run(&w, watched_assembly, 0.0, 86400.0);
    gm_sankey s = gm_sankey_of(&w.watch, &w.m.arena);
    ck_assert(!s.by_shop); // ten steps
    ck_assert_int_eq(s.n_nodes, 9);
    expect_sound(&s);
    // The sink has what the run counted.
    double out =
        w.m.set.items[0].figures[gm_figures_find(&w.m.twin->figures, "out", "count", NULL)];
    ck_assert_double_eq(node_of(&s, "out")->gone, out);
    watched_close(&w);
}
END_TEST

// mend leads back to look, and nothing else leads back.
START_TEST(a_way_back_does_not_move_columns)
{
    watched_set w;
    watched_run(&w, watched_assembly, 0.0, 86400.0);
    gm_sankey s = gm_sankey_of(&w.watch, &w.m.arena);
    int n_back = 0;
    for (int k = 0; k < s.n_links; k++) {
        const gm_sankey_link *link = &s.links[k];
        n_back += link->is_back ? 1 : 0;
        if (!link->is_back) {
            ck_assert_int_lt(s.nodes[link->from].column, s.nodes[link->to].column);
        }
    }
    ck_assert_int_eq(n_back, 1);
    ck_assert_int_gt(node_of(&s, "mend")->column, node_of(&s, "look")->column);
    watched_close(&w);
}
END_TEST

START_TEST(nodes_of_a_column_do_not_lie_on_each_other)
{
    watched_set w;
    watched_run(&w, watched_assembly, 0.0, 86400.0);
    gm_sankey s = gm_sankey_of(&w.watch, &w.m.arena);
    gm_sankey_lay_out(&s, 300.0, 20.0);
    for (int i = 0; i < s.n_nodes; i++) {
        const gm_sankey_node *a = &s.nodes[i];
        ck_assert(a->y >= 0.0 && a->y + a->height <= 300.0 + 1e-6);
        for (int k = 0; k < i; k++) {
            const gm_sankey_node *b = &s.nodes[k];
            bool apart = a->y >= b->y + b->height + 20.0 - 1e-6 ||
                         b->y >= a->y + a->height + 20.0 - 1e-6;
            ck_assert(a->column != b->column || apart);
        }
    }
    watched_close(&w);
}
END_TEST

// Sixty stations in sixty lines of a chain: the largest stay, the others are one node.
START_TEST(many_shops_are_merged_and_still_add_up)
{
    static char text[16384];
    size_t n = (size_t)snprintf(text, sizeof text,
                                "gemba: 1\nclock: {run: 8 h}\nplant:\n"
                                "  l0:\n    - source: in\n    - {station: s0, time: 60 s, "
                                "scrap: 1 %%, to: s1}\n");
    for (int i = 1; i < 60; i++) {
        n += (size_t)snprintf(
            text + n, sizeof text - n,
            "  l%d:\n    - {station: s%d, time: 60 s, scrap: 1 %%, to: %s%.0d}\n", i, i,
            i < 59 ? "s" : "out", i < 59 ? i + 1 : 0);
    }
    snprintf(text + n, sizeof text - n, "  end:\n    - sink: out\n");
    watched_set w;
    watched_run(&w, text, 0.0, 8.0 * 3600.0);
    gm_sankey s = gm_sankey_of(&w.watch, &w.m.arena);
    ck_assert(s.by_shop);
    ck_assert_int_eq(s.n_nodes, GM_PAGE_NODES);
    ck_assert_int_eq(s.n_merged, 61 - (GM_PAGE_NODES - 1));
    expect_sound(&s);
    watched_close(&w);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("sankey");
    tcase_add_test(tc, what_comes_to_a_node_goes_on_ends_or_stays);
    tcase_add_test(tc, a_way_back_does_not_move_columns);
    tcase_add_test(tc, nodes_of_a_column_do_not_lie_on_each_other);
    tcase_add_test(tc, many_shops_are_merged_and_still_add_up);
    return gm_check_main("sankey", tc);
}
