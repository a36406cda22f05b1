// SPDX-License-Identifier: MIT
//
// Words to the compiler about what seldom happens.

#ifndef GM_CORE_HINT_H
#define GM_CORE_HINT_H

// Before the declaration of a function that runs seldom: the ways to it are laid beside the hot
// ones, which then need fewer lines of the instruction cache.
#define GM_COLD __attribute__((cold))

#endif
