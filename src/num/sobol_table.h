// SPDX-License-Identifier: MIT
//
// Primitive polynomials and first direction numbers of Sobol's sequence, by dimension.

#ifndef GM_NUM_SOBOL_TABLE_H
#define GM_NUM_SOBOL_TABLE_H

#include "num/sobol.h"

#define GM_SOBOL_DEGREE_MAX 7

typedef struct gm_sobol_row {
    uint8_t degree; // s of the polynomial x^s + a_1 x^(s-1) + .. + a_(s-1) x + 1
    uint8_t a;      // a_1 .. a_(s-1) as bits, a_1 the highest
    uint8_t m[GM_SOBOL_DEGREE_MAX]; // m_1 .. m_s: odd, m_k < 2^k
} gm_sobol_row;

// Of dimensions 2, 3 ..; the first one is the sequence of van der Corput.
extern const gm_sobol_row gm_sobol_rows[GM_SOBOL_DIMENSIONS - 1];

#endif
