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

// Before the first part. n_curves <= GM_MOST_LEARNS; 0: all factors stay 1.
void gm_learning_begin(gm_learning *learning, const gm_learning_def *curves, int32_t n_curves);

// After n_made parts: a curve is formed anew at every hundredth more, in between it moves by less
// than 0.6 %.
void gm_learning_go(gm_learning *learning, const gm_learning_def *curves, int32_t n_curves,
                    double n_made);

#endif
