// SPDX-License-Identifier: MIT
//
// Which characters of a text write a value.

#ifndef GM_CORE_YAML_SPAN_H
#define GM_CORE_YAML_SPAN_H

#include "core/text.h"

// The characters [from, to), counted from 0, of the value that begins at a place (line and column
// from 1). Of a map or list in block style they end with its last value. False when no value
// begins there, or it is a block text (`|`, `>`), or the text is no YAML.
bool gm_yaml_span(gm_slice text, int line, int col, size_t *from, size_t *to);

#endif
