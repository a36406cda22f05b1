// SPDX-License-Identifier: MIT
//
// Reads one model file into a tree, with calls like `lognormal(60 s, cv 0.5)` kept whole.
//
// To YAML a comma inside `{..}` or `[..]` ends a value, and so does a colon anywhere. Before
// the text goes to YAML, the commas and colons of a call are replaced by one character each
// that no file uses, so that columns stay; afterwards every text gets them back.

#ifndef GM_TWIN_SOURCE_TEXT_H
#define GM_TWIN_SOURCE_TEXT_H

#include "core/yaml.h"

// As gm_yaml_read_text(). A file that cannot be read is GM_ERR_IO, named in the diag; "-" is
// standard input.
GM_MUST_USE gm_status gm_source_read_file(const char *path, gm_arena *arena, gm_diag *diag,
                                          gm_node **out);
GM_MUST_USE gm_status gm_source_read_text(const char *name, gm_slice text, gm_arena *arena,
                                          gm_diag *diag, gm_node **out);

// The bytes of text that write the value at a place (line and column from 1). False: nothing that
// can be cut out begins there.
bool gm_source_span(gm_slice text, int line, int col, size_t *from, size_t *to);

#endif
