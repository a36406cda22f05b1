// SPDX-License-Identifier: MIT
//
// Fuzz target: no bytes whatever may crash the reader, the unit parser or what prints faults.
//
// A tree that was read without fault must also read back equal from its own print.

#include "core/assert.h"
#include "core/diag.h"
#include "core/node.h"
#include "core/units.h"
#include "core/yaml.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void parse_units(const gm_node *node)
{
    gm_quantity q;
    char error[GM_UNIT_ERROR_BYTES];
    if (node->kind == GM_NODE_SCALAR && gm_quantity_parse(node->text, &q, error)) {
        char buf[128];
        gm_quantity_format(q.value, q.dim, NULL, buf, sizeof buf);
        gm_quantity_parse_as(node->text, "s", &q, error);
    }
    for (int i = 0; i < node->n; i++) {
        parse_units(node->kind == GM_NODE_MAP ? node->entries[i].value : node->items[i]);
    }
}

// Prints the tree, reads the print and compares.
static void check_round_trip(const gm_node *node, gm_arena *arena)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    gm_node_print(node, out, false);
    fclose(out);
    gm_diag diag = {0};
    gm_node *again = NULL;
    gm_status status = gm_yaml_read_text("print", (gm_slice){text, len}, arena, &diag, &again);
    GM_REQUIRE(status == GM_OK && gm_node_equal(node, again));
    gm_diag_fini(&diag);
    free(text);
}

static void print_faults(gm_diag *diag)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    gm_diag_print(diag, out, false);
    gm_json json = gm_json_to_file(out, 2);
    gm_diag_write_json(diag, &json);
    fclose(out);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gm_arena arena = {0};
    gm_diag diag = {0};
    gm_node *node = NULL;
    gm_quantity q;
    char error[GM_UNIT_ERROR_BYTES];
    gm_slice text = {(const char *)data, size};
    gm_status status = gm_yaml_read_text("fuzz", text, &arena, &diag, &node);
    gm_quantity_parse(gm_arena_strndup(&arena, text.at ? text.at : "", size), &q, error);
    if (status == GM_OK) {
        parse_units(node);
        check_round_trip(node, &arena);
    }
    print_faults(&diag);
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
    return 0;
}
