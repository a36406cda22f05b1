// SPDX-License-Identifier: MIT
//
// Small symmetric matrices, row by row.

#ifndef GM_NUM_SYMMETRIC_H
#define GM_NUM_SYMMETRIC_H

#include <stdint.h>

#define GM_SYMMETRIC_MOST 16

// Eigenvalues, falling, and eigenvectors (row k of vectors is that of values[k], of length 1), by Jacobi's
// rotations (Golub and Van Loan, Matrix Computations, 8.5). n x n, 1 <= n <= GM_SYMMETRIC_MOST; finite.
void gm_symmetric_eigen(const double *a, int32_t n, double *values, double *vectors);

// The inverse of a matrix without negative eigenvalues; those below `least` of the greatest count as that,
// so that a singular matrix has one too, very large along what it does not know. In place of out == a.
void gm_symmetric_inverse(const double *a, int32_t n, double least, double *out);

#endif
