// SPDX-License-Identifier: MIT
//
// What parts are made of: kilograms of each material, and the account of where they go.
//
// Each part has a row of kilograms, one for each material. What comes into the plant goes out,
// is lost, becomes scrap of a step, or is still inside: in = out + lost + scrap + inside, always.
// Plants without materials have none of it.

#ifndef GM_PLANT_MATTER_H
#define GM_PLANT_MATTER_H

#include "plant/run.h"

// Of one material, kg since time 0.
typedef struct gm_matter_account {
    double in_kg;
    double out_kg;
    double scrap_kg;
    double lost_kg;
} gm_matter_account;

// What a step has made scrap of since time 0.
typedef struct gm_scrap_account {
    double kg;
    double cost_cny;     // price of the material in it
    double recycled_cny; // what it brings
} gm_scrap_account;

void gm_matter_create(gm_run *run);
void gm_matter_begin(gm_run *run);
void gm_matter_fini(gm_run *run);

// Room for n parts; a part that is new, with nothing in it.
void gm_matter_reserve(gm_run *run, uint32_t n);
void gm_matter_clear(gm_run *run, uint32_t part);

// The row of a part. Valid until the pool of parts grows.
double *gm_matter_of(const gm_run *run, uint32_t part);

// So much of each comes into a row from outside, times a factor.
void gm_matter_add(gm_run *run, double *kg, const gm_amounts_def *amounts, double factor);

// A share of one row goes over to another.
void gm_matter_move(const gm_run *run, double *from, double *to, double share);

// A share of one row goes to another as one of several that are equal: the first keeps all of it
// until it is cleared.
void gm_matter_give(const gm_run *run, const double *from, double *to, double share);

// A share of a row becomes scrap of a step.
void gm_matter_scrap(gm_run *run, double *kg, double share, int32_t step_i);

// The edges of a web become scrap of a step: of what is coated, as far as the trim reaches beyond
// the bare edge into the coating; of all else trim / width at each edge. A web is trimmed once.
void gm_matter_trim(gm_run *run, double *kg, const gm_web_def *web, int32_t step_i);

// All that is in a part leaves the plant, or is lost with it.
void gm_matter_out(gm_run *run, uint32_t part);
void gm_matter_lose(gm_run *run, uint32_t part);

static inline bool gm_has_matter(const gm_run *run)
{
    return run->matter.kg != NULL;
}

#endif
