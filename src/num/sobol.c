// SPDX-License-Identifier: MIT

#include "num/sobol.h"

#include "core/assert.h"
#include "num/sobol_table.h"

#define BITS 32

// Direction numbers v_1 .. v_32 of a dimension, as fractions of 2^32: v_k = m_k / 2^k, and from
// k = s + 1 on by Joe and Kuo 2008, eq. 2:
// v_k = a_1 v_(k-1) ^ .. ^ a_(s-1) v_(k-s+1) ^ v_(k-s) ^ (v_(k-s) >> s).
static void directions(int d, uint32_t v[BITS])
{
    if (d == 0) {
        for (int k = 0; k < BITS; k++) {
            v[k] = UINT32_C(1) << (BITS - 1 - k);
        }
        return;
    }
    const gm_sobol_row *row = &gm_sobol_rows[d - 1];
    int s = row->degree;
    GM_REQUIRE(s >= 1 && s <= GM_SOBOL_DEGREE_MAX);
    for (int k = 0; k < BITS; k++) {
        if (k < s) {
            v[k] = (uint32_t)row->m[k] << (BITS - 1 - k);
            continue;
        }
        v[k] = v[k - s] ^ (v[k - s] >> s);
        for (int j = 1; j < s; j++) {
            v[k] ^= (row->a >> (s - 1 - j) & 1) != 0 ? v[k - j] : 0;
        }
    }
}

uint32_t gm_sobol_bits(int d, uint32_t i)
{
    GM_REQUIRE(d >= 0 && d < GM_SOBOL_DIMENSIONS);
    uint32_t v[BITS];
    directions(d, v);
    uint32_t gray = i ^ (i >> 1);
    uint32_t x = 0;
    for (int k = 0; k < BITS; k++) {
        x ^= (gray >> k & 1) != 0 ? v[k] : 0;
    }
    return x;
}

double gm_sobol_u01(int d, uint32_t i, uint32_t shift)
{
    return ((double)(gm_sobol_bits(d, i) ^ shift) + 0.5) * 0x1p-32;
}
