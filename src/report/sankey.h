// SPDX-License-Identifier: MIT
//
// The flow of parts through a plant as a Sankey: nodes in columns, links between them.
//
// A plant of few steps is shown step by step, a larger one shop by shop, its sinks apart; of more
// than GM_PAGE_NODES those with most parts, and the rest as one node. Every part counts as one,
// whatever it is.

#ifndef GM_REPORT_SANKEY_H
#define GM_REPORT_SANKEY_H

#include "study/watch.h"

typedef struct gm_sankey_node {
    const char *name;
    double in;     // over links from other nodes
    double made;   // by sources, by splitting; or there at time 0
    double out;    // over links to other nodes
    double gone;   // left the plant in good order here
    double scrap;  // there, or on the way from there
    double lost;   // found a place full
    double ended;  // joined to other parts or split into others
    double inside; // at the end of the run
    int column;
    double y; // of its top, and its height: in parts until it is laid out
    double height;
} gm_sankey_node;

typedef struct gm_sankey_link {
    int from;
    int to;
    double n;
    bool is_back; // to a node that parts have been at before
} gm_sankey_link;

typedef struct gm_sankey {
    int n_nodes;
    gm_sankey_node *nodes;
    int n_links;
    gm_sankey_link *links;
    int n_columns;
    bool by_shop;
    int n_merged; // shops or steps in the last node, 0: none
} gm_sankey;

// in + made = out + gone + scrap + lost + ended + inside at each node. In the arena.
gm_sankey gm_sankey_of(const gm_watch *watch, gm_arena *arena);

// Parts that come to a node: its size.
double gm_sankey_size(const gm_sankey_node *node);

// Gives every node a place within so much height, gap between two of a column at least. Returns
// how high a part is.
double gm_sankey_lay_out(gm_sankey *sankey, double height, double gap);

#endif
