// SPDX-License-Identifier: MIT
//
// The version of gemba, as results and `gemba --version` state it.

#ifndef GEMBA_VERSION_H
#define GEMBA_VERSION_H

#include "gemba/export.h"

#define GM_VERSION "0.1.0" // of these headers

GM_BEGIN_C

// Of the library that is linked.
GM_API const char *gm_version(void);

GM_END_C

#endif
