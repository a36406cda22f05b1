// SPDX-License-Identifier: MIT
//
// The quantile of the beta law: what draws it by inversion.

#ifndef GM_NUM_BETA_H
#define GM_NUM_BETA_H

// The x with I_x(a, b) = p, of which the law lies below with probability p; a, b > 0, 0 <= p <= 1.
// Relative error < 1e-10 where x >= 1e-12. The same bits on every machine for a, b < 100.
double gm_beta_quantile(double p, double a, double b);

#endif
