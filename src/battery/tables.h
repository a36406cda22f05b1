// SPDX-License-Identifier: MIT
//
// The tables of the section `cell:`, one for each part of a cell.

#ifndef GM_BATTERY_TABLES_H
#define GM_BATTERY_TABLES_H

#include "battery/cell_def.h"

extern const gm_table gm_table_particles;
extern const gm_table gm_table_lithium_metal;
extern const gm_table gm_table_electrode;
extern const gm_table gm_table_separator;
extern const gm_table gm_table_electrolyte;
extern const gm_table gm_table_cell_thermal;

#endif
