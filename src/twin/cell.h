// SPDX-License-Identifier: MIT
//
// What build_cell.c adds to the building and the names of a model.

#ifndef GM_TWIN_CELL_H
#define GM_TWIN_CELL_H

#include "twin/build.h"
#include "twin/names.h"

// Materials, grids, longest times and dry rooms, before the steps.
void gm_build_materials(gm_build *build);

// Amounts by the names of their materials.
gm_amounts_def gm_build_amounts(gm_build *build, const gm_raw_amounts *raw);

// The web of a station, whose kind then stands in its splits.
void gm_build_web(gm_build *build, const gm_raw_station *raw, gm_station_def *def);

// The recipe of a station or rack (whose faults begin with `owner`); of a station with a grid and
// no recipe its work.
gm_recipe_def gm_build_recipe(gm_build *build, const gm_raw_recipe *raw, const char *owner,
                              gm_src src);
void gm_build_station_recipe(gm_build *build, const gm_raw_station *raw, gm_station_def *def);

// The grades of a station, the highest first.
void gm_build_grades(gm_build *build, const gm_raw_station *raw, gm_station_def *def);

// Names to indices.
void gm_resolve_rooms(const gm_name_sets *sets); // and longest times
void gm_resolve_recipe(const gm_name_sets *sets, const gm_recipe_def *recipe);
void gm_resolve_amounts(const gm_name_sets *sets, const gm_amounts_def *amounts);

#endif
