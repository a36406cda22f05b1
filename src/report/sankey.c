// SPDX-License-Identifier: MIT

#include "report/sankey.h"

#include "report/page_report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FEW_STEPS 14
#define SWEEPS    6

// ---- groups

typedef struct grouping {
    int n;
    int *of; // step -> node, -1: nothing came there
    const char **names;
    bool by_shop;
    int n_merged;
} grouping;

static bool is_used(const gm_watch *w, int32_t step_i)
{
    const gm_flow_node *n = &w->nodes[step_i];
    return n->left + n->scrapped + n->joined + n->split > 0.0;
}

static int count_used(const gm_watch *w)
{
    int n = 0;
    for (int32_t i = 0; i < w->twin->plan->n_steps; i++) {
        n += is_used(w, i) ? 1 : 0;
    }
    return n;
}

static bool is_alone(const grouping *g, const gm_step *step)
{
    return !g->by_shop || step->kind == GM_STEP_SINK || step->line_i < 0;
}

static grouping group(const gm_watch *w, gm_arena *arena)
{
    const gm_plan *plan = w->twin->plan;
    grouping g = {.by_shop = plan->def->n_lines > 1 && count_used(w) > FEW_STEPS};
    g.of = GM_NEW(arena, int, plan->n_steps + 1);
    g.names = GM_NEW(arena, const char *, plan->n_steps + 1);
    int *of_line = GM_NEW(arena, int, plan->def->n_lines + 1);
    memset(of_line, -1, ((size_t)plan->def->n_lines + 1) * sizeof *of_line);
    for (int32_t i = 0; i < plan->n_steps; i++) {
        const gm_step *step = &plan->steps[i];
        g.of[i] = -1;
        if (!is_used(w, i)) {
            continue;
        }
        if (is_alone(&g, step)) {
            g.names[g.n] = step->name;
            g.of[i] = g.n++;
            continue;
        }
        if (of_line[step->line_i] < 0) {
            g.names[g.n] = plan->def->lines[step->line_i].name;
            of_line[step->line_i] = g.n++;
        }
        g.of[i] = of_line[step->line_i];
    }
    return g;
}

// ---- numbers

static void add_link(gm_sankey *s, int from, int to, double n)
{
    for (int i = 0; i < s->n_links; i++) {
        if (s->links[i].from == from && s->links[i].to == to) {
            s->links[i].n += n;
            return;
        }
    }
    s->links[s->n_links++] = (gm_sankey_link){.from = from, .to = to, .n = n};
}

static void count(gm_sankey *s, const gm_watch *w, const grouping *g)
{
    for (int32_t i = 0; i < w->twin->plan->n_steps; i++) {
        if (g->of[i] < 0) {
            continue;
        }
        const gm_flow_node *from = &w->nodes[i];
        gm_sankey_node *node = &s->nodes[g->of[i]];
        node->made += from->made;
        node->gone += from->out;
        node->scrap += from->scrapped + from->scrapped_by_route;
        node->lost += from->lost_behind;
        node->ended += from->joined + from->split;
        node->inside += from->on_way;
    }
    for (int32_t i = 0; i < w->n_links; i++) {
        int from = g->of[w->links[i].from];
        int to = g->of[w->links[i].to];
        if (from == to) {
            continue; // within the node
        }
        add_link(s, from, to, w->links[i].n);
        s->nodes[from].out += w->links[i].n;
        s->nodes[to].in += w->links[i].n;
    }
}

double gm_sankey_size(const gm_sankey_node *node)
{
    return node->in + node->made;
}

// ---- the smallest as one

static int by_size(const void *a, const void *b)
{
    double p = gm_sankey_size(*(const gm_sankey_node *const *)a);
    double q = gm_sankey_size(*(const gm_sankey_node *const *)b);
    return p != q ? (p > q ? -1 : 1) : (a > b) - (a < b);
}

// Counts anew with the nodes beyond the largest in one.
static void merge(gm_sankey *s, const gm_watch *w, grouping *g, gm_arena *arena)
{
    const gm_sankey_node **order = GM_NEW(arena, const gm_sankey_node *, s->n_nodes);
    int *becomes = GM_NEW(arena, int, s->n_nodes);
    for (int i = 0; i < s->n_nodes; i++) {
        order[i] = &s->nodes[i];
    }
    qsort(order, (size_t)s->n_nodes, sizeof(const gm_sankey_node *), by_size);
    for (int i = 0; i < s->n_nodes; i++) {
        becomes[order[i] - s->nodes] = i < GM_PAGE_NODES - 1 ? 0 : 1;
    }
    int n = 0;
    const char **names = GM_NEW(arena, const char *, GM_PAGE_NODES);
    for (int i = 0; i < s->n_nodes; i++) {
        bool is_small = becomes[i] == 1;
        becomes[i] = is_small ? GM_PAGE_NODES - 1 : n;
        if (!is_small) {
            names[n++] = g->names[i];
        }
    }
    names[GM_PAGE_NODES - 1] = "all others";
    for (int32_t i = 0; i < w->twin->plan->n_steps; i++) {
        g->of[i] = g->of[i] < 0 ? -1 : becomes[g->of[i]];
    }
    s->n_merged = s->n_nodes - (GM_PAGE_NODES - 1);
    g->names = names;
    g->n = GM_PAGE_NODES;
}

// ---- columns

typedef struct visit {
    gm_sankey *s;
    char *state; // 0 new, 1 on the way, 2 done
} visit;

// A link to a node that is still being followed leads back.
static void follow(visit *v, int node)
{
    v->state[node] = 1;
    for (int i = 0; i < v->s->n_links; i++) {
        gm_sankey_link *link = &v->s->links[i];
        if (link->from != node) {
            continue;
        }
        if (v->state[link->to] == 1) {
            link->is_back = true;
        } else if (v->state[link->to] == 0) {
            follow(v, link->to);
        }
    }
    v->state[node] = 2;
}

static void find_columns(gm_sankey *s, gm_arena *arena)
{
    visit v = {s, GM_NEW(arena, char, s->n_nodes + 1)};
    for (int pass = 0; pass < 2; pass++) { // where parts begin, then what is left
        for (int i = 0; i < s->n_nodes; i++) {
            if (v.state[i] == 0 && (pass == 1 || s->nodes[i].in == 0.0)) {
                follow(&v, i);
            }
        }
    }
    bool has_moved = true;
    while (has_moved) { // ends: without the links back there are no circles
        has_moved = false;
        for (int i = 0; i < s->n_links; i++) {
            const gm_sankey_link *link = &s->links[i];
            int column = s->nodes[link->from].column + 1;
            if (!link->is_back && s->nodes[link->to].column < column) {
                s->nodes[link->to].column = column;
                has_moved = true;
            }
        }
    }
    for (int i = 0; i < s->n_nodes; i++) {
        int column = s->nodes[i].column + 1;
        s->n_columns = column > s->n_columns ? column : s->n_columns;
    }
}

// What begins a line stands right before where it is needed, not at the far left.
static void draw_near(gm_sankey *s)
{
    for (int i = 0; i < s->n_nodes; i++) {
        int nearest = s->n_columns;
        for (int k = 0; k < s->n_links; k++) {
            const gm_sankey_link *link = &s->links[k];
            if (link->from == i && !link->is_back && s->nodes[link->to].column < nearest) {
                nearest = s->nodes[link->to].column;
            }
        }
        if (s->nodes[i].in == 0.0 && nearest < s->n_columns) {
            s->nodes[i].column = nearest - 1;
        }
    }
}

gm_sankey gm_sankey_of(const gm_watch *w, gm_arena *arena)
{
    grouping g = group(w, arena);
    gm_sankey s = {.by_shop = g.by_shop};
    for (int pass = 0; pass < 2; pass++) {
        s.n_nodes = g.n;
        s.nodes = GM_NEW(arena, gm_sankey_node, g.n + 1);
        s.n_links = 0;
        s.links = GM_NEW(arena, gm_sankey_link, w->n_links + 1);
        count(&s, w, &g);
        if (g.n <= GM_PAGE_NODES) {
            break;
        }
        merge(&s, w, &g, arena);
    }
    for (int i = 0; i < s.n_nodes; i++) {
        s.nodes[i].name = g.names[i];
    }
    find_columns(&s, arena);
    draw_near(&s);
    return s;
}

// ---- places

static double column_size(const gm_sankey *s, int column, int *n)
{
    double sum = 0.0;
    *n = 0;
    for (int i = 0; i < s->n_nodes; i++) {
        if (s->nodes[i].column == column) {
            sum += gm_sankey_size(&s->nodes[i]);
            *n += 1;
        }
    }
    return sum;
}

// Where its neighbours are, on the mean; its own place when it has none.
static double pull_of(const gm_sankey *s, int node)
{
    double sum = 0.0;
    double weight = 0.0;
    for (int i = 0; i < s->n_links; i++) {
        const gm_sankey_link *link = &s->links[i];
        int other = link->from == node ? link->to : link->to == node ? link->from : -1;
        if (other >= 0 && !link->is_back) {
            sum += link->n * (s->nodes[other].y + s->nodes[other].height / 2.0);
            weight += link->n;
        }
    }
    const gm_sankey_node *own = &s->nodes[node];
    return weight > 0.0 ? sum / weight : own->y + own->height / 2.0;
}

typedef struct pulled {
    int node;
    double at;
} pulled;

static int by_pull(const void *a, const void *b)
{
    const pulled *p = a;
    const pulled *q = b;
    return p->at != q->at ? (p->at < q->at ? -1 : 1) : p->node - q->node;
}

// The nodes of a column in the order of where they are pulled, each as near to it as it goes.
static void settle(gm_sankey *s, int column, double height, double gap, pulled *order)
{
    int n = 0;
    double left = 0.0; // height of those still to be placed
    for (int i = 0; i < s->n_nodes; i++) {
        if (s->nodes[i].column == column) {
            order[n++] = (pulled){i, pull_of(s, i)};
            left += s->nodes[i].height + gap;
        }
    }
    qsort(order, (size_t)n, sizeof *order, by_pull);
    double y = 0.0;
    for (int k = 0; k < n; k++) {
        gm_sankey_node *node = &s->nodes[order[k].node];
        double wish = order[k].at - node->height / 2.0;
        double most = height - left + gap; // so that the rest has its place
        node->y = fmax(y, fmin(wish, most));
        y = node->y + node->height + gap;
        left -= node->height + gap;
    }
}

double gm_sankey_lay_out(gm_sankey *s, double height, double gap)
{
    double unit = (double)INFINITY;
    for (int c = 0; c < s->n_columns; c++) {
        int n;
        double sum = column_size(s, c, &n);
        unit = sum > 0.0 ? fmin(unit, (height - gap * (n - 1)) / sum) : unit;
    }
    unit = isinf(unit) || unit < 0.0 ? 0.0 : unit;
    for (int i = 0; i < s->n_nodes; i++) {
        s->nodes[i].height = fmax(2.0, unit * gm_sankey_size(&s->nodes[i]));
        s->nodes[i].y = (height - s->nodes[i].height) / 2.0;
    }
    pulled order[GM_PAGE_NODES];
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
        for (int c = 0; c < s->n_columns; c++) {
            settle(s, sweep % 2 == 0 ? c : s->n_columns - 1 - c, height, gap, order);
        }
    }
    return unit;
}
