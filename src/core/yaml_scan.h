// SPDX-License-Identifier: MIT
//
// What is wrong with a text before it is YAML: bytes, control characters, tabs.

#ifndef GM_CORE_YAML_SCAN_H
#define GM_CORE_YAML_SCAN_H

#include "core/diag.h"
#include "core/text.h"

// Printable characters of YAML 1.1 and line ends, without the exotic line ends (U+0085, U+2028,
// U+2029), which editors do not count, and byte order marks. Others need an escape.
bool gm_yaml_may_hold(uint32_t code);

// The text behind a byte order mark, which may stand at its very start (YAML 1.2, 5.2).
gm_slice gm_yaml_skip_mark(gm_slice text);

// Reports tabs in indentation, one per line, and the first character that is not valid UTF-8 or
// may not stand in a model file; behind that it looks no further. True when there was none.
bool gm_yaml_scan(const char *file, gm_slice text, gm_diag *diag);

#endif
