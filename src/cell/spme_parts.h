// SPDX-License-Identifier: MIT
//
// What the sources of the single-particle models share. Private to cell/.

#ifndef GM_CELL_SPME_PARTS_H
#define GM_CELL_SPME_PARTS_H

#include "cell/spme.h"
#include "num/bdf.h"

// The reaction of a population at some j and some mean root of c_e.
typedef struct gm_spme_reaction {
    double psi; // phi_s - phi_e that drives it, V
    double by_j;
    double by_root;
    double rest_v; // U - T dU/dT between the branches: what its heat is reckoned from
    double rest_by_j;
    double bent;   // state of its hysteresis
    bool is_sound; // its surface is neither empty nor full
} gm_spme_reaction;

// The particle of a population.
typedef struct gm_spme_population {
    const gm_particles *of;
    double area; // of the surface of all of them, by that of the pair
    // at the temperature:
    double diffusivity; // m2/s of an even one, else the factor of the curve
    double rate;        // of the surface in contact, A/m2 (m3/mol)^1.5
    // the state:
    double *c[GM_BDF_HISTORY]; // shells, mol/m3
    double mean[GM_BDF_HISTORY];
    double j[GM_BDF_HISTORY]; // A/m2 of surface
    double surface;
    double bent;
    // the step that is tried: c_k = work_k + up_k c_(k + 1), the last one work + by_last j
    double *work;
    double *up;
    double *link; // shells + 1: conductance of faces
    double *pivot;
    double kept_d; // diffusivity (of an uneven one that of its surface) and step of the factors
    double kept_s;
    double by_last;
    double rest; // c at the surface without its own j
    double by_j;
    double mean_rest; // the same of the mean
    double mean_by_j;
    double j_new;
    gm_spme_reaction reaction; // at j_new
} gm_spme_population;

typedef struct gm_spme_region {
    int32_t first; // cell
    int32_t n;
    double width_m; // of a cell
    double porosity;
    double transport;
} gm_spme_region;

// Means of c_e over an electrode and what a current does to them in this step; of ln c_e / c at rest.
typedef struct gm_spme_salt {
    double root[2]; // mean of sqrt(c_e)
    double root_by[2];
    double log[2]; // mean; at a metal electrode the value there
    double log_by[2];
    double face_log; // at the separator's face of the negative electrode
    double face_log_by;
} gm_spme_salt;

// An electrode with a current, and what the current does to it.
typedef struct gm_spme_side {
    double psi; // mean phi_s - phi_e, V
    double psi_by;
    double reversible; // sum of a j (U - T dU/dT), W/m2
    double reversible_by;
} gm_spme_side;

// A cell with a current.
typedef struct gm_spme_sight {
    double voltage_v;
    double voltage_by;
    double plating_v;
    double plating_by;
    double heat; // W/m2
    double heat_by;
} gm_spme_sight;

struct gm_spme {
    const gm_cell *cell;
    gm_cell_grid grid;
    bool has_electrolyte;
    bool has_gradient; // c_e moves
    int32_t n;         // cells
    gm_spme_region regions[3];
    int32_t n_populations[2];
    gm_spme_population populations[2][GM_CELL_PARTICLES];
    double film_ohm_m2[2]; // on particles, by electrode
    double *shell_way;     // shells + 1: of faces, area by distance, of radius 1
    double *shell_volume;  // shells
    double shell_skin;     // from the middle of the last to the surface
    // at the temperature:
    double temperature_k;
    double thermal_v;        // 2RT/F
    double diffusion_v;      // 2RT/F (1 - t+) tdf
    double salt_diffusivity; // factor of the curve
    double ohmic_ohm_m2;     // by which the voltage falls
    double face_ohm_m2; // by which the plating potential rises, from the mean psi to the face
    // the electrolyte:
    double *salt[GM_BDF_HISTORY];
    double *salt_guess;
    double *salt_rest; // of the step: c_e = rest + by i
    double *salt_by;
    double *salt_new;
    double *salt_hold;   // eps h
    double *salt_half;   // of a cell, by its transport
    double *salt_source; // of c_e by the current, mol/(m2 s) per A/m2
    double *salt_d;
    double *salt_up;
    double face_rest; // c_e at the face likewise
    double face_by;
    bool is_seen; // the means of this step, at a current
    double seen_current;
    gm_spme_salt seen;
    // steps:
    double step_s[GM_BDF_HISTORY];
    int32_t n_taken; // since the last jump, at most GM_BDF_HISTORY
    gm_cell_view now;
    double slope; // of the voltage by the current, in the last step that was tried; 0: none was
    gm_cell_view tried;
    gm_cell_view past[GM_BDF_HISTORY];
    double tried_step_s;
};

// The formula of a step, and what a polynomial through the last states says of it.
typedef struct gm_spme_stride {
    gm_bdf bdf;
    gm_bdf_ahead ahead;
} gm_spme_stride;

static inline const gm_spme_region *gm_spme_region_of(const gm_spme *spme, int electrode)
{
    return &spme->regions[electrode == 0 ? 0 : 2];
}

static inline double gm_spme_ahead(const gm_spme_stride *s, double now, double before,
                                   double oldest)
{
    return s->ahead.of[0] * now + s->ahead.of[1] * before + s->ahead.of[2] * oldest;
}

// ---- spme_particles.c

void gm_spme_create_shells(gm_spme *spme, gm_arena *arena);
// c of the step that is tried, but for its own j.
void gm_spme_diffuse(gm_spme *spme, gm_spme_population *p, const gm_spme_stride *s);
// At an instant: c stays.
void gm_spme_freeze(const gm_spme *spme, gm_spme_population *p);
// By which share the diffusivity at one concentration differs from that at another.
double gm_spme_strayed(const gm_spme_population *p, double guess, double found);
// With the j that was found.
void gm_spme_fill(const gm_spme *spme, gm_spme_population *p);

// ---- spme_salt.c

void gm_spme_create_salt(gm_spme *spme, gm_arena *arena);
void gm_spme_diffuse_salt(gm_spme *spme, const gm_spme_stride *s);
void gm_spme_freeze_salt(gm_spme *spme);
void gm_spme_look_at_salt(const gm_spme *spme, double current, gm_spme_salt *out);
// c_e of a current in salt_new; false: there is none left somewhere.
bool gm_spme_fill_salt(gm_spme *spme, double current);

// ---- spme_reaction.c

// False: no shares of the populations were found.
bool gm_spme_react(gm_spme *spme, int electrode, double current, const gm_spme_salt *salt,
                   gm_spme_side *out);

// ---- spme_current.c

// The cell with a current, in the step that is tried. False: it has no state.
bool gm_spme_look(gm_spme *spme, double current, gm_spme_sight *out);
// The current that a control asks for, from a guess, and the cell with it. False: nothing found.
bool gm_spme_solve(gm_spme *spme, gm_cell_control control, double *current,
                   gm_spme_sight *sight);

#endif
