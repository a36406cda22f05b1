// SPDX-License-Identifier: MIT
//
// Factors that fall with the parts made, Wright 1936: see gm_learning_def.
//
// A station or moving line has one curve, or up to three: one each for time, scrap, failures.

#ifndef GM_PLANT_LEARNING_H
#define GM_PLANT_LEARNING_H

#include "plant/run.h"

// The factor of a curve after n parts.
double gm_learning_factor(const gm_learning_def *def, double n);

// Where a curve begins.
gm_learned gm_learned_begin(const gm_learning_def *def);

// After n parts: formed anew at every hundredth more, in between it moves by less than 0.6 %.
void gm_learned_form(gm_learned *learned, const gm_learning_def *def, double n);

// Factors of a station on scrap and defects, and on the rate of failures; 1 where nothing is
// learned. That on time is gm_station.learned.
double gm_station_scrap_factor(const gm_station *st, const gm_station_def *def);
double gm_station_failure_factor(const gm_station *st, const gm_station_def *def);

// A cycle of the station is done: its curves but the first, which machine.c keeps.
void gm_station_learn_more(gm_station *st, const gm_station_def *def);

#endif
