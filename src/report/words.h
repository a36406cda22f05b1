// SPDX-License-Identifier: MIT
//
// Numbers as people read them: with their units, to as many figures as they carry.

#ifndef GM_REPORT_WORDS_H
#define GM_REPORT_WORDS_H

#include "num/stats.h"
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

// A mean with its half-width in one unit, both to two significant figures of the half-width:
// "4.426 ± 0.023 min". "± 0" for a half-width below 1e-9 of the mean; without one (a single
// replication) the mean alone, to five figures. "-" without a mean.
const char *gm_word_interval(gm_interval x, gm_figure_unit unit, char buf[GM_WORD_BYTES]);

// A share in percent without the sign, for columns: "96.0", and its half-width "0.2", rounded up.
// Both are empty for what is 0 in all replications.
const char *gm_word_percent(gm_interval x, char buf[GM_WORD_BYTES]);
const char *gm_word_percent_half(gm_interval x, char buf[GM_WORD_BYTES]);

// Both: "96.0 ± 0.2".
const char *gm_word_percent_interval(gm_interval x, char buf[GM_WORD_BYTES]);

// The unit that a claim is written in, "1" for a bare number, and a value in it.
const char *gm_claim_unit(const gm_claim_def *claim);
double gm_claim_in_unit(const gm_claim_def *claim, double value);

// The same of a difference: one of two temperatures has no zero.
double gm_claim_gap_in_unit(const gm_claim_def *claim, double gap);

// A value of a claim's measure in the unit that the claim is written in; a difference of two.
const char *gm_word_claim(const gm_claim_def *claim, double value, char buf[GM_WORD_BYTES]);
const char *gm_word_claim_gap(const gm_claim_def *claim, double gap, char buf[GM_WORD_BYTES]);

// A mean of the measure, or of differences, with its half-width, in that unit.
const char *gm_word_claim_interval(const gm_claim_def *claim, gm_interval x,
                                   char buf[GM_WORD_BYTES]);
const char *gm_word_claim_gap_interval(const gm_claim_def *claim, gm_interval x,
                                       char buf[GM_WORD_BYTES]);

#endif
