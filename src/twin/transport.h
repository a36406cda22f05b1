// SPDX-License-Identifier: MIT
//
// What build_transport.c adds to the building and the names of a model.

#ifndef GM_TWIN_TRANSPORT_H
#define GM_TWIN_TRANSPORT_H

#include "twin/build.h"
#include "twin/names.h"

// Networks and fleets, before the steps.
void gm_build_transport(gm_build *build);

// Steps; the definitions stay in the raw structs.
const gm_transport_def *gm_build_transport_step(gm_raw_transport *raw);
const gm_rack_def *gm_build_rack_step(gm_build *build, gm_raw_rack *raw);

// Names to indices: fleets before transports.
void gm_resolve_fleets(const gm_name_sets *sets);
void gm_resolve_transport_step(const gm_name_sets *sets, gm_transport_def *def);
void gm_resolve_rack_step(const gm_name_sets *sets, gm_rack_def *def);

#endif
