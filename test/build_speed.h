// SPDX-License-Identifier: MIT
//
// Whether this build has sanitizers and runs at a tenth of the speed: then tests that repeat
// themselves do so less often.

#ifndef GM_TEST_BUILD_SPEED_H
#define GM_TEST_BUILD_SPEED_H

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define BUILD_IS_SLOW 1
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define BUILD_IS_SLOW 1
#endif
#ifndef BUILD_IS_SLOW
#define BUILD_IS_SLOW 0
#endif

#endif
