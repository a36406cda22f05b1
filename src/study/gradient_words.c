// SPDX-License-Identifier: MIT

#include "study/gradient.h"

const char *gm_gradient_words(gm_change_of of)
{
    static const char *const words[GM_N_CHANGES] = {
        [GM_CHANGE_WORK] = "1 % faster",
        [GM_CHANGE_UP] = "1 % longer between stops",
        [GM_CHANGE_REPAIR] = "repairs 1 % shorter",
        [GM_CHANGE_ARRIVALS] = "1 % more often",
        [GM_CHANGE_PLACES] = "one place more",
    };
    return words[of];
}

const char *gm_gradient_key(gm_change_of of)
{
    static const char *const keys[GM_N_CHANGES] = {
        [GM_CHANGE_WORK] = "faster",
        [GM_CHANGE_UP] = "longer-between-stops",
        [GM_CHANGE_REPAIR] = "shorter-repairs",
        [GM_CHANGE_ARRIVALS] = "more-arrivals",
        [GM_CHANGE_PLACES] = "one-place-more",
    };
    return keys[of];
}

const char *gm_gradient_by_words(gm_gradient_by by)
{
    switch (by) {
    case GM_GRADIENT_PATH:
        return "critical path";
    case GM_GRADIENT_DIFFERENCES:
        return "paired differences";
    case GM_GRADIENT_BOTH:
        return "critical path and paired differences";
    case GM_GRADIENT_NONE:
        break;
    }
    return "cannot say";
}
