// SPDX-License-Identifier: MIT
//
// Single-particle models of a cell: a particle stands for a population, the electrolyte answers in mean.
//
// With it: SPMe in its composite form (Marquis, Sulzer, Timms, Please, Chapman 2019, 10.1149/2.0341915jes).
// Reactions are even over an electrode of length L, c_e follows from them, <.> is a mean over an electrode:
//
//   V = psi_p - psi_n + X (<ln c_e>_p - <ln c_e>_n) - i R,  X = (2RT/F)(1 - t+) tdf
//   psi = phi_s - phi_e = U + (2RT/F) asinh(j / 2 <j0>) + j R_film
//   R = (L_n/kappa_n + L_p/kappa_p)/3 + L_s/kappa_s + (L_n/sigma_n + L_p/sigma_p)/3 + R_contact
//
// with kappa at the salt at rest. Several populations of an electrode have one psi and share its current.
// A tenth of the work of the Doyle-Fuller-Newman model, whose face it has (cell/model.h): for packs, for
// control, for years of cycling. Where the reaction runs in an electrode it does not know: some mV off at
// C/2, some 10 mV at 1C, and where the electrolyte resists it sees lithium plated too early (docs/theory).
//
// The plating potential is psi at the separator's face of the negative electrode, film included:
//   psi_n + i (L_n/(3 kappa_n) - L_n/(6 sigma_n)) - X (ln c_e - <ln c_e>_n)
// Of a metal electrode it is the potential of the metal less that of the electrolyte at it, layer included:
// the overpotential of deposition, negative in every charge.
//
// Hysteresis: a population has a state h, dh/dt = rate |dx/dt| (+-1 - h), x its mean stoichiometry, + while
// lithium leaves it, and the potential U + h H. It begins at 0, between the branches; what it costs is heat.
// Nothing ages in it: a layer on the particles (cell/aging.h) stays as it begins.

#ifndef GM_CELL_SPME_H
#define GM_CELL_SPME_H

#include "cell/cell.h"
#include "cell/model.h"
#include "core/arena.h"

typedef enum gm_spme_kind {
    GM_SPME_WITH_ELECTROLYTE, // SPMe
    GM_SPME_PARTICLES_ONLY,   // SPM: c_e stays; of the electrolyte there is no resistance
} gm_spme_kind;

typedef struct gm_spme gm_spme;

// The cell is borrowed; memory is the arena's. No memory is taken after this.
gm_spme *gm_spme_create(const gm_cell *cell, gm_spme_kind kind, const gm_cell_grid *grid,
                        gm_arena *arena);

// What it does (cell/model.h), and its errors, are those of the other models. A control for which there
// are two currents takes that on the side of the current that flows; power the lesser.
gm_cell_model gm_spme_model(gm_spme *spme);

#endif
