// SPDX-License-Identifier: MIT
//
// The inner loops of the solvers, over the particles of an electrode side by side: one source, compiled
// for several instruction sets, chosen once at run time, the same bits in all. Private to cell/.

#ifndef GM_CELL_KERNEL_H
#define GM_CELL_KERNEL_H

#include <stdint.h>

#define GM_CELL_PAD 8 // rows of particles are so many long, or a multiple

// Rows of shells x particles, a row `width` long.
typedef struct gm_diffusion {
    int32_t shells;
    int32_t width;
    // Of (I - h A), row by row, the same for all particles: what is below and above the diagonal,
    // negated, and 1 / the pivots.
    const double *below;
    const double *above;
    const double *pivot;
} gm_diffusion;

// The same with a diffusivity of each particle's own in each shell. Of face k, between shells k - 1 and k:
// in_of[k] = r^2 / (distance of centres x volume of shell k), out_of[k] that with the volume of shell
// k - 1, all of radius 1.
typedef struct gm_diffusion_each {
    int32_t shells;
    int32_t width;
    double share; // ahead / R^2
    double skin;  // -ahead / (R volume of the last shell F): what j does to it
    const double *in_of;
    const double *out_of;
    const double *d; // m2/s, shells x width
    double *up;      // shells x width each: of the elimination
    double *pivot;
    double *g; // out: c by j
} gm_diffusion_each;

// Reaction at the particles of an electrode, linear about where it stands: for a change of c_e and psi,
// j changes by miss + by_salt dc_e + by_psi dpsi.
typedef struct gm_reaction {
    // in
    const double *salt;    // c_e, mol/m3
    const double *psi;     // V
    const double *j;       // A/m2 of surface
    const double *surface; // c_s at the surface, mol/m3
    const double *u;       // open-circuit potential there, V
    const double *du;      // by concentration, V m3/mol
    const double *by_j;    // surface concentration by its own j
    double rate;           // m
    double most_mol_m3;
    const double *film; // Ohm m2
    const double
        *side; // j of other reactions at the same surface, whose drop in the film is shared
    double half_f_rt; // F / (2 R T), 1/V
    // out
    double *miss;
    double *by_salt;
    double *by_psi;
} gm_reaction;

typedef struct gm_cell_kernel {
    const char *name; // as gm_lanes
    // out = (I - h A)^-1 (a c - b before).
    void (*diffuse_even)(const gm_diffusion *d, double a, const double *c, double b,
                         const double *before, double *out);
    void (*diffuse_each)(const gm_diffusion_each *d, double a, const double *c, double b,
                         const double *before, double *out);
    void (*react)(const gm_reaction *r, int32_t n);
    // out += g j, row by row.
    void (*add_even)(int32_t shells, int32_t width, const double *g, const double *j,
                     double *out);
    // out += g j, each.
    void (*add_each)(int32_t shells, int32_t width, const double *g, const double *j,
                     double *out);
} gm_cell_kernel;

extern const gm_cell_kernel gm_cell_kernel_scalar;
#ifdef GM_HAVE_X86_LANES
extern const gm_cell_kernel gm_cell_kernel_avx2;
#endif

// What this machine runs best; safe from any thread.
const gm_cell_kernel *gm_cell_kernel_best(void);

#endif
