// SPDX-License-Identifier: MIT
//
// Reads one YAML document into a tree of nodes with exact places.
//
// The language is smaller than YAML: no anchors, aliases, tags, merge keys, second documents or
// non-text keys, and every key once. Each is a fault in the diag, never a crash. Faults of
// syntax stop the reading of the text; after all others there is a tree to look further at.

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

// Reads a text under a name; it is copied where needed and may go afterwards. GM_OK, or
// GM_ERR_MODEL with the faults in the diag. *out is the tree, NULL when it would not be whole;
// what had a fault in it is marked faulty.
GM_MUST_USE gm_status gm_yaml_read_text(const char *name, gm_slice text, gm_arena *arena,
                                        gm_diag *diag, gm_node **out);

#endif
