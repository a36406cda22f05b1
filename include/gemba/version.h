// SPDX-License-Identifier: MIT
//
// The version of gemba, as results and `gemba --version` state it.

#ifndef GEMBA_VERSION_H
#define GEMBA_VERSION_H

#define GM_VERSION "0.1.0"

#endif
