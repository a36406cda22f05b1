// SPDX-License-Identifier: MIT
//
// Comparisons that docs/validation.md tells: with GM_TELL set, each is printed as a line of its own, which
// tools/docs-figures reads.

#ifndef GM_TEST_TOLD_H
#define GM_TEST_TOLD_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

// Of what, compared with what, how far off it is and how far it may be, in the unit. Lines of the same what
// and with are one row, which has the worst of them.
static inline void gm_told_le(const char *what, const char *with, double off, double most,
                              const char *unit)
{
    if (getenv("GM_TELL")) {
        printf("told\t%s\t%s\t%.17g\t%.17g\t%s\n", what, with, off, most, unit);
        (void)fflush(stdout);
    }
    ck_assert_msg(off <= most, "%s, %s: off by %g, not by at most %g %s", what, with, off, most,
                  unit);
}

#endif
