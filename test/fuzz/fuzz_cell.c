// SPDX-License-Identifier: MIT
//
// Fuzz target: no bytes whatever may crash the readers of cells, the section of a model file and Battery
// Parameter eXchange.
//
// What is read makes a cell or a fault with its place; a cell that can be written as BPX reads back.

#include "battery/bpx.h"

#include "core/assert.h"
#include "core/yaml.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_written(const gm_bpx *bpx, gm_arena *arena)
{
    gm_diag diag = {0};
    gm_text text = gm_text_init(arena);
    gm_json json = gm_json_to_text(&text, 0);
    if (gm_bpx_write(bpx, &json, arena, &diag) == GM_OK) {
        gm_bpx back;
        gm_diag others = {0};
        gm_status status =
            gm_bpx_read("back", (gm_slice){text.at, text.len}, arena, &others, &back);
        GM_REQUIRE((status == GM_OK) == (others.count == 0));
        gm_diag_fini(&others);
    }
    gm_diag_fini(&diag);
}

static void read_section(gm_slice text, gm_arena *arena)
{
    gm_diag diag = {0};
    gm_node *root = NULL;
    gm_bpx bpx = {0};
    if (gm_yaml_read_text("cell", text, arena, &diag, &root) == GM_OK) {
        const gm_node *cell = gm_node_get(root, "cell");
        gm_reader reader = gm_reader_init(arena, &diag);
        gm_status status =
            gm_schema_read(&reader, &gm_table_battery_cell, cell ? cell : root, &bpx.cell);
        GM_REQUIRE((status == GM_OK) == (diag.count == 0));
        gm_cell made;
        if (!bpx.cell.is_sound) {
            gm_cell_def_check(&bpx.cell, &diag);
        } else if (gm_cell_of_def(&bpx.cell, arena, &diag, &made) == GM_OK) {
            check_written(&bpx, arena);
        }
    }
    gm_diag_fini(&diag);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gm_arena arena = {0};
    gm_diag diag = {0};
    gm_bpx bpx;
    gm_slice text = {(const char *)data, size};
    read_section(text, &arena);
    if (gm_bpx_read("bpx", text, &arena, &diag, &bpx) == GM_OK) {
        check_written(&bpx, &arena);
    }
    gm_diag_fini(&diag);
    gm_arena_fini(&arena);
    return 0;
}
