// SPDX-License-Identifier: MIT
//
// From files to one tree: includes joined, scenario and `--set` applied, defaults put in.
//
// All of it happens on nodes, before anything has meaning, so that each value keeps its place.

#ifndef GM_TWIN_OVERLAY_H
#define GM_TWIN_OVERLAY_H

#include "core/array.h"
#include "core/node.h"
#include "core/status.h"

typedef struct gm_overlay {
    gm_arena *arena; // borrowed
    gm_diag *diag;   // borrowed
    gm_node *root;   // NULL when the first file could not be read
    bool is_cut;     // a file could not be read: the tree is not whole
    bool is_again;   // the tree was overlaid before: all scenarios were checked then
    GM_ARRAY(const char *) files;
} gm_overlay;

// Joins the tree of a file with the files that it includes, relative to the folder of `path`;
// tree may be NULL. Faults are in the diag; GM_ERR_IO when a file could not be read.
GM_MUST_USE gm_status gm_overlay_join(gm_overlay *overlay, const char *path, gm_node *tree);

// Writes every line of the plant as a map with `steps`.
void gm_overlay_unfold_lines(gm_overlay *overlay);

// Applies the named scenario (NULL: none) and checks the paths of all others, the first time.
void gm_overlay_scenario(gm_overlay *overlay, const char *name);

// Applies "path=value" texts that an option gives: "--set".
void gm_overlay_sets(gm_overlay *overlay, const char *option, const char *const *sets, int n);

// Gives each step the defaults of its kind that it does not say itself.
void gm_overlay_defaults(gm_overlay *overlay);

// Puts in the calendars of the language that are named but not declared.
void gm_overlay_calendars(gm_overlay *overlay);

#endif
