// SPDX-License-Identifier: MIT
//
// Battery Parameter eXchange (BPX, Faraday Institution, github.com/FaradayInstitution/BPX): JSON files of the
// parameters of a Doyle-Fuller-Newman model. Versions 0.x and 1.x are read, 1.1 is written.
//
// Where its conventions are others than ours:
//   rate      K in mol/(m2 s): j0 = F K sqrt(c_e/c_e0 x (1 - x)), so m = F K / (sqrt(c_e0) c_max). The
//             standard calls K the normalised reaction rate; PyBaMM's import has the same equation.
//   surface   a in 1/m instead of the share of the particles: share = a R / 3.
//   transport efficiency is what electrolyte conducts in the pores in that of the bulk; the conductivity
//             of an electrode is effective.
//   area      is of one pair; pairs are counted.
//   charge    the stoichiometries of the full and the empty cell stand for the lithium in it.
//   tables    are joined by straight lines elsewhere, by a smooth curve here.
// It knows no films, contact, thermodynamic factor, resistance of foils, temperatures that its data know:
// those stand in its section for what a program defines itself, as PyBaMM names them where it has them. It
// has no lithium metal.

#ifndef GM_BATTERY_BPX_H
#define GM_BATTERY_BPX_H

#include "battery/cell_def.h"

#include "core/json.h"

#define GM_BPX_VERSION "1.1.0" // that is written

typedef struct gm_bpx {
    const char *version;
    const char *title; // or NULL, and so on
    const char *description;
    const char *references;
    gm_cell_def cell;
} gm_bpx;

// Reads a text under a name. What the section of user-defined values holds beside our own is not read,
// with a warning; measured curves for validation are not read. GM_OK, or GM_ERR_MODEL with every fault at
// its place in the diag. Everything lives in the arena.
GM_MUST_USE gm_status gm_bpx_read(const char *name, gm_slice text, gm_arena *arena,
                                  gm_diag *diag, gm_bpx *out);

// Writes a cell; title and the others may be NULL, the version is GM_BPX_VERSION. Sources, ranges and the
// design are not in it. Read back it gives the same cell, but for the names of single materials, and the
// contact, which is in the rate. GM_ERR_MODEL with a fault in the diag: lithium metal, or a cell that is
// never full or empty. Temporaries are put into the arena.
GM_MUST_USE gm_status gm_bpx_write(const gm_bpx *bpx, gm_json *json, gm_arena *arena,
                                   gm_diag *diag);

#endif
