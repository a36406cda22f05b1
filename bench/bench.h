// SPDX-License-Identifier: MIT
//
// What the timing programs share. Rates are per second of processor time: neighbours on the
// machine then cost little.

#ifndef GM_BENCH_H
#define GM_BENCH_H

#include <time.h>

// Processor time of this process so far.
static inline double bench_cpu_s(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

#endif
