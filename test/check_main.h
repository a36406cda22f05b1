// SPDX-License-Identifier: MIT
//
// The main of every test program: one suite of one case, run, and its verdict as exit code.

#ifndef GM_TEST_CHECK_MAIN_H
#define GM_TEST_CHECK_MAIN_H

#include <check.h>
#include <stdlib.h>

// Runs the cases of one suite; owns nothing after it returns.
static inline int gm_check_main(const char *name, TCase *cases)
{
    Suite *suite = suite_create(name);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
