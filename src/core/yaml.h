// SPDX-License-Identifier: MIT
//
// Reads one YAML document into a tree of nodes with exact places.
//
// The language is smaller than YAML: no anchors, aliases, tags, merge keys, second documents or
// non-text keys, and every key once. Each is a fault in the diag, never a crash. Faults of
// syntax stop the reading of the text; all others are reported in one pass.

#ifndef GM_CORE_YAML_H
#define GM_CORE_YAML_H

#include "core/arena.h"
#include "core/diag.h"
#include "core/node.h"
#include "core/status.h"

#define GM_YAML_BYTES_MAX ((size_t)16 * 1024 * 1024)
#define GM_YAML_NODES_MAX 1000000
#define GM_YAML_DEPTH_MAX 64
#define GM_YAML_KEY_MAX   128 // bytes of a key

// Reads a file; "-" is standard input. GM_OK, GM_ERR_IO (named in the diag) or GM_ERR_MODEL.
// *out is the tree also after faults that allow one, else NULL.
GM_MUST_USE gm_status gm_yaml_read_file(const char *path, gm_arena *arena, gm_diag *diag,
                                        gm_node **out);

// The same for a text under a name. The text is copied where needed and may go afterwards.
GM_MUST_USE gm_status gm_yaml_read_text(const char *name, gm_slice text, gm_arena *arena,
                                        gm_diag *diag, gm_node **out);

#endif
