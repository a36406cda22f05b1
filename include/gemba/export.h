// SPDX-License-Identifier: MIT
//
// How the functions of these headers are marked: visible outside the library, and callable
// from C++ (which needs designated initialisers, C++20, for the options as the examples do).

#ifndef GEMBA_EXPORT_H
#define GEMBA_EXPORT_H

#define GM_API      __attribute__((visibility("default")))
#define GM_MUST_USE __attribute__((warn_unused_result))

#ifdef __cplusplus
#define GM_BEGIN_C extern "C" {
#define GM_END_C   }
#else
#define GM_BEGIN_C
#define GM_END_C
#endif

#endif
