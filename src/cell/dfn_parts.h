// SPDX-License-Identifier: MIT
//
// What the sources of the Doyle-Fuller-Newman model share. Private to cell/.

#ifndef GM_CELL_DFN_PARTS_H
#define GM_CELL_DFN_PARTS_H

#include "cell/dfn.h"
#include "cell/kernel.h"
#include "num/bdf.h"

// Particles of one population, one at each cell of its electrode.
typedef struct gm_dfn_population {
    const gm_particles *of;
    double per_m;              // their surface per volume, 1/m
    double *c[GM_BDF_HISTORY]; // shells x width, mol/m3
    double *j[GM_BDF_HISTORY]; // at each, A/m2 of surface
    double *work;              // the same as c, of the step that is tried
    double *rest;              // c at the surface without the cell's own j
    double *by_j;              // surface by j
    double *surface;
    double *surface_now; // of the state that stands
    double *u;
    double *du;
    double *entropy; // dU/dT there
    double *j_new;
    double *miss;
    double *by_salt;
    double *by_psi;
    double *film; // Ohm m2
    double *side; // j of what ages it, and by psi
    double *side_by_psi;
    double *side_seen; // j where they were looked at last
    // Of a negative electrode that ages, else NULL: the thickness of its layer, lithium plated and dead
    // in the electrode (mol/m3), now, before and first; and at the end of the step.
    double *layer_m[GM_BDF_HISTORY];
    double *plated[GM_BDF_HISTORY];
    double *dead[2];
    double *layer_new;
    double *plated_new;
    double *dead_new;
    double *below; // shells
    double *above;
    double *pivot;
    double *g; // what j does to c
    // Where diffusivities differ, shells x width:
    double *d;
    double *up;
    double *pivots;
    double *gs;
    // Hysteresis, of each particle: -1 lithium has entered .. 1 it has left.
    double *branch;
    double *branch_new;
    double *branch_v; // what it adds to u
} gm_dfn_population;

typedef struct gm_dfn_region {
    int32_t first; // cell
    int32_t n;
    double width_m; // of a cell
    double porosity;
    double transport;
} gm_dfn_region;

// A row of the Newton system: c_e, and psi in an electrode.
typedef struct gm_dfn_row {
    double a00, a10, a11; // by the cell before it: psi there does not touch c_e here
    double b00, b01, b10, b11;
    double c00, c10, c11;      // by the one behind
    double e00, e01, e10, e11; // of the elimination
    double r0, r1;             // residuals, then the change
    double i0, i1;             // by the current, then the change by it
} gm_dfn_row;

struct gm_dfn {
    const gm_cell *cell;
    const gm_cell_kernel *kernel;
    gm_cell_grid grid;
    int32_t n; // cells
    gm_dfn_region regions[3];
    int32_t width[2]; // padded cells of an electrode
    int32_t n_populations[2];
    gm_dfn_population populations[2][GM_CELL_PARTICLES];
    double *shell_face; // shells + 1, of radius 1
    double *shell_mid;
    double *shell_volume;
    double *shell_in; // of gm_diffusion_each
    double *shell_out;
    double *salt[GM_BDF_HISTORY]; // c_e
    double *psi[GM_BDF_HISTORY];  // of all cells, 0 in the separator
    double *salt_new;
    double *psi_new;
    double *log_salt;
    double *of_salt; // D_e, and G of faces
    double *of_charge;
    double *salt_way_by; // half a cell over D_e, by c_e
    double *charge_way_by;
    double *salt_rest;           // c* of BDF
    double conductivity_at_face; // of the negative electrode at the separator
    double diffusivity_at_face;
    double metal_way; // from a plane of metal to the first centre, over D_e, s/m
    double *salt_guess;
    double *psi_guess;
    double *psi_by; // room for a direction
    double *salt_by;
    gm_dfn_row *rows;
    double step_s[GM_BDF_HISTORY]; // taken last, before
    int32_t n_taken;               // steps since the last jump, at most GM_BDF_HISTORY
    double temperature_k;
    gm_cell_view now;
    gm_cell_view tried;
    gm_cell_view past[GM_BDF_HISTORY];
    double tried_step_s;
    gm_bdf bdf; // of the step that is tried
};

// The electrode of a region, -1: the separator.
static inline int gm_dfn_electrode_of(int region_i)
{
    return region_i == 0 ? 0 : region_i == 2 ? 1 : -1;
}

static inline const gm_dfn_region *gm_dfn_region_of(const gm_dfn *dfn, int electrode)
{
    return &dfn->regions[electrode == 0 ? 0 : 2];
}

// ---- dfn_flow.c: what follows from potentials and concentrations

// 2RT/F (1 - t+) tdf, V.
double gm_dfn_diffusion_v(const gm_dfn *dfn);

// Linear in (psi, ln c_e, i): the terminal voltage, and the least potential against lithium at the
// separator's face of the negative electrode, without its film and without a plane of metal.
double gm_dfn_voltage_by(const gm_dfn *dfn, const double *psi, const double *log_salt,
                         double current);
double gm_dfn_plating_by(const gm_dfn *dfn, const double *psi, const double *log_salt,
                         double current);

// What a plane of metal takes from the voltage by itself, with the salt of half a cell; 0 without one.
// *slope by the current.
double gm_dfn_metal(const gm_dfn *dfn, double current, double *slope);
// The drop of the plane alone, to the electrolyte at it.
double gm_dfn_metal_plane(const gm_dfn *dfn, double current, double *slope);

// Of the reactions as they were looked at last.
double gm_dfn_heat_of(const gm_dfn *dfn, double current, double voltage_v);

// What is seen of the state in salt_new, psi_new and j_new.
void gm_dfn_look(const gm_dfn *dfn, double current, double time_s, gm_cell_view *view);

// ---- dfn_particles.c

// c of the step that is tried, but for its own j; and what j does to it.
// a: of the predictor, where diffusivities are not even.
void gm_dfn_diffuse(gm_dfn *dfn, gm_bdf bdf, const gm_bdf_ahead *a);
// By which share diffusivities of what the step found differ from those that it had, at most.
double gm_dfn_strayed(const gm_dfn *dfn, const gm_bdf_ahead *a);
// At an instant: c stays.
void gm_dfn_freeze(gm_dfn *dfn);
// With the j that was found.
void gm_dfn_fill(gm_dfn *dfn);
// The hysteresis at the end of a step, with the j there as far as it is known.
void gm_dfn_branch(gm_dfn *dfn, double step_s);

// By how much a potential is off as that j was not the one found, V.
double gm_dfn_branch_miss(const gm_dfn *dfn, double step_s);

// ---- dfn_aging.c

// As it was made.
void gm_dfn_age_begin(const gm_dfn *dfn, gm_dfn_population *p);
// Side reactions at psi_new, and where they lead in a step.
void gm_dfn_age(const gm_dfn *dfn, gm_dfn_population *p);
void gm_dfn_age_accept(const gm_dfn *dfn, gm_dfn_population *p);
// By how much layer and plated lithium are off what was predicted, in units of their tolerances.
double gm_dfn_age_miss(const gm_dfn *dfn, const gm_bdf_ahead *a);

// ---- dfn_control.c

// The change of the current that the control asks for, with the rows as they are eliminated.
double gm_dfn_change_of_current(gm_dfn *dfn, gm_cell_control control, double current);

// The voltage by the current at the end of a step, with the rows as they are eliminated.
double gm_dfn_voltage_by_current(gm_dfn *dfn, double current);

// ---- dfn_newton.c

// Transport of the electrolyte at a salt concentration, for the step.
void gm_dfn_set_transport(gm_dfn *dfn, const double *salt);

// How much work a solution may take.
typedef struct gm_dfn_effort {
    int most;      // iterations
    bool is_exact; // the surface of each particle is found anew in each
} gm_dfn_effort;

// From the guess in salt_new, psi_new, j_new and *current. False: nothing found.
bool gm_dfn_solve(gm_dfn *dfn, gm_cell_control control, double ahead_s, gm_dfn_effort effort,
                  double *current);

// ---- dfn_reaction.c

// The reactions of a population, linear about salt_new, psi_new and j_new; is_exact: about the j that the
// other two ask for. False: a surface would have more or less lithium than there can be; it stays at the
// end.
bool gm_dfn_react(gm_dfn *dfn, int electrode, gm_dfn_population *p, bool is_exact);

#endif
