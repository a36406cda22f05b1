// SPDX-License-Identifier: MIT
//
// What build_cell.c adds to the building and the names of a model.

#ifndef GM_TWIN_CELL_H
#define GM_TWIN_CELL_H

#include "twin/build.h"
#include "twin/names.h"

// Materials, before the steps.
void gm_build_materials(gm_build *build);

// Amounts by the names of their materials.
gm_amounts_def gm_build_amounts(gm_build *build, const gm_raw_amounts *raw);

// The web of a station, whose kind then stands in its splits.
void gm_build_web(gm_build *build, const gm_raw_station *raw, gm_station_def *def);

// Names to indices.
void gm_resolve_amounts(const gm_name_sets *sets, const gm_amounts_def *amounts);

#endif
