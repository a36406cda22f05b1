// SPDX-License-Identifier: MIT
//
// Paths into a model tree: `plant.weld.fails.repair`, as scenarios and `--set` write them.
//
// A path is keys and names with dots between. Items of a list go by their name, their kind's
// value, or by number from 0; the only item needs no step of its own; the line of a step may be
// left out.

#ifndef GM_TWIN_PATH_H
#define GM_TWIN_PATH_H

#include "core/node.h"

// Replaces the value at a path; value is put in as it is. A last key that is not there is added
// when the table knows it. False after a fault at src.
bool gm_path_set(gm_node *root, const char *path, gm_node *value, gm_src src, gm_arena *arena,
                 gm_diag *diag);

// The value that is written at a path, which has its place; NULL when the path may be written but
// is not, or after a fault. The tree may be written out on the way: give it away afterwards.
const gm_node *gm_path_written(gm_node *root, const char *path, gm_src src, gm_arena *arena,
                               gm_diag *diag);

// What may stand at a path: the type of its row (core/schema.h), 0 where no table says. False after a
// fault at src: the path leads nowhere. Leaves the tree as it is.
bool gm_path_type(const gm_node *root, const char *path, gm_src src, gm_arena *arena,
                  gm_diag *diag, int *type);

// The name by which an item of a list goes: that of its kind, `name`, `zone`, `shop`, `says`; NULL:
// it has none.
const char *gm_path_item_name(const gm_node *item);

#endif
