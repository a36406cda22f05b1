// SPDX-License-Identifier: MIT
//
// The tables of the language, one or a few for each section; gm_table_model is the whole file.

#ifndef GM_TWIN_TABLES_H
#define GM_TWIN_TABLES_H

#include "twin/raw.h"

extern const gm_table gm_table_model;

extern const gm_table gm_table_clock;
extern const gm_table gm_table_kind;
extern const gm_table gm_table_crew;
extern const gm_table gm_table_calendar;
extern const gm_table gm_table_limit;
extern const gm_table gm_table_network;
extern const gm_table gm_table_fleet;
extern const gm_table gm_table_headcount;
extern const gm_table gm_table_claim;
extern const gm_table gm_table_line;
extern const gm_table gm_table_defaults;
extern const gm_union gm_union_step; // cases in the order of gm_step_kind

extern const gm_table gm_table_source;
extern const gm_table gm_table_station;
extern const gm_table gm_table_buffer;
extern const gm_table gm_table_conveyor;
extern const gm_table gm_table_moving;
extern const gm_table gm_table_sink;
extern const gm_table gm_table_transport;
extern const gm_table gm_table_rack;

// Parts of several steps.
extern const gm_table gm_table_failure;
extern const gm_table gm_table_power;
extern const gm_table gm_table_inspection;
extern const gm_table gm_table_drift;
extern const gm_table gm_table_material;
extern const gm_table gm_table_web;
extern const gm_table gm_table_recipe_phase;
extern const gm_table gm_table_grid;
extern const gm_table gm_table_within;
extern const gm_table gm_table_grades;
extern const gm_table gm_table_dry_room;
extern const gm_table gm_table_learning;
extern const gm_table gm_table_task;
extern const gm_table gm_table_balance;
extern const gm_table gm_table_block;
extern const gm_table gm_table_change_row;
extern const gm_table gm_table_sequence;

#endif
