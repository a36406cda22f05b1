// SPDX-License-Identifier: MIT
//
// Numbers as people read them: with their units, to as many figures as they carry.

#ifndef GM_REPORT_WORDS_H
#define GM_REPORT_WORDS_H

#include "twin/twin.h"

#define GM_WORD_BYTES 64

// "45,120", "0.84", "1.2e-05": thousands separated, about `figures` significant figures; "-" for
// NaN.
const char *gm_word_number(double value, int figures, char buf[GM_WORD_BYTES]);

// "84.2 %".
const char *gm_word_share(double share, char buf[GM_WORD_BYTES]);

// A value of a figure with its unit, to five significant figures or as many as are asked for.
const char *gm_word_figure(double value, gm_figure_unit unit, char buf[GM_WORD_BYTES]);
const char *gm_word_figure_to(double value, gm_figure_unit unit, int figures,
                              char buf[GM_WORD_BYTES]);

// The unit that a claim is written in, "1" for a bare number, and a value in it.
const char *gm_claim_unit(const gm_claim_def *claim);
double gm_claim_in_unit(const gm_claim_def *claim, double value);

// A value of a claim's measure in the unit that the claim is written in.
const char *gm_word_claim(const gm_claim_def *claim, double value, char buf[GM_WORD_BYTES]);

#endif
