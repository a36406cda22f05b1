// SPDX-License-Identifier: MIT

#include "twin/model.h"

#include "core/file.h"
#include "twin/cell.h"
#include "twin/check.h"
#include "twin/fill.h"
#include "twin/from_table.h"
#include "twin/input_put.h"
#include "twin/overlay.h"
#include "twin/schedule.h"
#include "twin/sketch.h"
#include "twin/source_text.h"
#include "twin/tables.h"
#include "twin/transport.h"
#include "twin/twin.h"

#include <string.h>

#define BPX_BYTES_MAX ((size_t)16 * 1024 * 1024)

// ---- hash

// Fowler, Noll, Vo: FNV-1a with 64 bits; offset basis and prime of the reference.
#define FNV_BASIS 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < n; i++) {
        hash = (hash ^ at[i]) * FNV_PRIME;
    }
    return hash;
}

// A text with its final NUL, so that two texts are not one.
static uint64_t hash_text(uint64_t hash, const char *text)
{
    return hash_bytes(hash, text, strlen(text) + 1);
}

static uint64_t hash_tree(uint64_t hash, const gm_node *node)
{
    static const char *const openers[] = {"~", "'", "{", "["};
    hash = hash_text(hash, openers[node->kind]);
    if (node->kind == GM_NODE_SCALAR) {
        return hash_text(hash, node->text);
    }
    for (int i = 0; i < node->n; i++) {
        if (node->kind == GM_NODE_MAP) {
            hash = hash_text(hash, node->entries[i].key);
            hash = hash_tree(hash, node->entries[i].value);
        } else {
            hash = hash_tree(hash, node->items[i]);
        }
    }
    return hash_text(hash, "]");
}

gm_node *gm_model_resolved(const gm_model *model, gm_arena *arena)
{
    gm_node *tree = gm_node_clone(arena, model->root);
    gm_node_remove(tree, "defaults");
    gm_fill_defaults(tree, &model->clock, arena);
    return tree;
}

static uint64_t hash_model(const gm_model *model)
{
    gm_arena scratch = {0};
    gm_node *tree = gm_model_resolved(model, &scratch);
    gm_node_remove(tree, "scenarios");
    uint64_t hash = hash_tree(FNV_BASIS, tree);
    hash = hash_bytes(hash, model->cell_bytes.at, model->cell_bytes.len);
    gm_arena_fini(&scratch);
    return hash;
}

// ---- reading

static void take_inputs(gm_model *model, const gm_reader *reader, gm_arena *arena)
{
    gm_model_input *inputs = GM_NEW(arena, gm_model_input, reader->inputs.n);
    for (int i = 0; i < reader->inputs.n; i++) {
        const gm_input *from = &reader->inputs.items[i];
        inputs[i] = (gm_model_input){
            .path = from->path,
            .src = from->src,
            .value = from->value,
            .has_range = from->has_range,
            .lo = from->has_range ? from->lo : from->value,
            .hi = from->has_range ? from->hi : from->value,
            .shape = (gm_input_shape)from->shape,
            .dim = from->dim,
            .is_whole = from->type == GM_TYPE_INT || from->type == GM_TYPE_INT64,
            .unit = from->unit,
            .source = from->source,
            .note = from->note,
            .confidence = (gm_input_confidence)from->confidence,
            .year = from->year,
        };
    }
    model->n_inputs = reader->inputs.n;
    model->inputs = inputs;
}

// Writes drawn values where the read ones stand; a law gets the drawn mean.
static void put_values(gm_reader *reader, const double *values)
{
    for (int i = 0; i < reader->inputs.n; i++) {
        gm_input_put(&reader->inputs.items[i], values[i], reader->arena);
    }
}

// From the tree to the definitions. values and solved may be NULL; `before` is the number of
// faults that are not the model's. Returns whether the plant and its clock are without a fault.
static bool read_tree(gm_model *model, const double *values, gm_solved *solved, int before,
                      gm_arena *arena, gm_diag *diag)
{
    gm_raw_model *raw = GM_NEW(arena, gm_raw_model, 1);
    gm_reader reader = gm_reader_init(arena, diag);
    gm_status status = gm_schema_read(&reader, &gm_table_model, model->root, raw);
    if (values && status == GM_OK) {
        put_values(&reader, values);
    }
    take_inputs(model, &reader, arena);
    model->name = raw->name ? raw->name : model->path;
    model->about = raw->about;
    gm_build build = {.arena = arena, .diag = diag, .raw = raw, .model = model};
    build.is_clean = diag->count == before;
    build.before = before;
    build.has_lost = model->has_lost = reader.has_lost;
    build.n_lost = reader.lost.n;
    build.lost = reader.lost.items;
    build.solved = solved;
    build.is_drawn = values != NULL;
    gm_build_clock(&build);
    gm_build_calendars(&build);
    gm_build_people(&build);
    gm_build_materials(&build);
    gm_build_transport(&build);
    gm_build_steps(&build);
    int apart = diag->count;
    gm_build_claims(&build);
    gm_build_battery(&build);
    gm_build_car(&build);
    apart = diag->count - apart;
    gm_resolve(&build);
    gm_build_balances(&build);
    gm_model_check(&build);
    if (build.is_clean) {
        gm_check_useless(&build);
    }
    return diag->count - before == reader.n_apart + apart;
}

// What more there is to say of a model with faults, some of which may be in its plant.
static void look_further(const gm_model *model, bool is_plant_sound, gm_overlay *overlay)
{
    if (is_plant_sound) {
        gm_plan_create(&model->plant, model->clock.civil, gm_clock_horizon_s(&model->clock),
                       overlay->arena, overlay->diag);
    }
    gm_sketch_check_claims(model, overlay->arena, overlay->diag);
}

// The overlays on the joined tree, then the reading. `before` is the number of older faults.
static gm_status read_overlaid(gm_model *model, gm_overlay *overlay,
                               const gm_model_options *wanted, gm_solved *solved, int before)
{
    gm_node_remove(overlay->root, "include");
    gm_overlay_unfold_lines(overlay);
    gm_overlay_scenario(overlay, wanted->scenario);
    int n_fixed = wanted->n_sets - wanted->n_varied;
    gm_overlay_sets(overlay, "--set", wanted->sets, n_fixed);
    if (wanted->n_varied > 0) {
        gm_overlay_sets(overlay, wanted->varied_by, wanted->sets + n_fixed, wanted->n_varied);
    }
    gm_overlay_unfold_lines(overlay);
    gm_overlay_defaults(overlay);
    gm_overlay_tables(overlay);
    gm_overlay_calendars(overlay);
    model->root = overlay->root;
    model->scenario = wanted->scenario;
    model->only_tasks = wanted->only_tasks;
    bool is_plant_sound = read_tree(model, NULL, solved, before, overlay->arena, overlay->diag);
    gm_status status = gm_diag_status(overlay->diag, before);
    if (status == GM_OK) {
        model->hash = hash_model(model);
    } else {
        look_further(model, is_plant_sound, overlay);
    }
    return status;
}

// ---- all scenarios

// Reads and wires the model once more as a scenario has it, for its faults alone.
static void look_at(const char *name, const gm_model *base, const gm_overlay *overlay,
                    const gm_model_options *options, gm_solved *solved)
{
    gm_diag diag = {0};
    gm_model *model = GM_NEW(overlay->arena, gm_model, 1);
    model->path = base->path;
    gm_overlay again = *overlay;
    again.diag = &diag;
    again.is_again = true;
    again.root = gm_node_clone(overlay->arena, overlay->root);
    gm_model_options as_named = *options;
    as_named.scenario = name;
    if (read_overlaid(model, &again, &as_named, solved, 0) == GM_OK) {
        gm_twin_create(model, overlay->arena, &diag);
    }
    gm_diag_take_new(overlay->diag, &diag,
                     gm_arena_printf(overlay->arena, "scenario '%s'", name));
    gm_diag_fini(&diag);
}

// `joined` is the tree as the files have it. GM_ERR_MODEL when there are faults.
static gm_status look_at_scenarios(const gm_model *base, const gm_overlay *joined,
                                   const gm_model_options *options, gm_solved *solved)
{
    const gm_node *all = gm_node_get(joined->root, "scenarios");
    int before = joined->diag->count;
    for (int i = 0; all && all->kind == GM_NODE_MAP && i < all->n; i++) {
        look_at(all->entries[i].key, base, joined, options, solved);
    }
    return gm_diag_status(joined->diag, before);
}

// tree is what the first file says.
static gm_status load(const char *path, gm_node *tree, const gm_model_options *options,
                      gm_overlay *overlay, gm_model **out)
{
    static const gm_model_options none = {0};
    const gm_model_options *wanted = options ? options : &none;
    int before = 0; // of all messages of this diag; the tree is read already
    gm_model *model = GM_NEW(overlay->arena, gm_model, 1);
    model->path = gm_arena_strdup(overlay->arena, path);
    gm_status joined = gm_overlay_join(overlay, path, tree);
    model->n_files = overlay->files.n;
    model->files = overlay->files.items;
    // What a file that could not be read would have said is no fault of the others.
    if (overlay->is_cut) {
        return joined == GM_ERR_IO ? GM_ERR_IO : GM_ERR_MODEL;
    }
    bool is_all = wanted->all_scenarios && !wanted->scenario;
    gm_solved solved = {0};
    gm_overlay untouched = *overlay;
    untouched.root = is_all ? gm_node_clone(overlay->arena, overlay->root) : NULL;
    gm_status status = read_overlaid(model, overlay, wanted, &solved, before);
    gm_status others = is_all ? look_at_scenarios(model, &untouched, wanted, &solved) : GM_OK;
    GM_TRY(status != GM_OK ? status : others);
    model->n_files = overlay->files.n; // tables are among them by now
    model->files = overlay->files.items;
    *out = model;
    return GM_OK;
}

gm_status gm_model_load(const char *path, const gm_model_options *options, gm_arena *arena,
                        gm_diag *diag, gm_model **out)
{
    *out = NULL;
    gm_node *tree = NULL;
    gm_overlay overlay = {.arena = arena, .diag = diag};
    gm_status status = gm_source_read_file(path, arena, diag, &tree);
    if (status == GM_ERR_IO) {
        return status;
    }
    return load(path, tree, options, &overlay, out);
}

// A model may be JSON too; a file of Battery Parameter eXchange has a member that no model has.
static bool is_bpx(const char *path, gm_arena *arena)
{
    const char *dot = strrchr(path, '.');
    gm_text text = gm_text_init(arena);
    const char *why;
    return dot && strcmp(dot, ".json") == 0 &&
           gm_file_read(path, BPX_BYTES_MAX, &text, &why) == GM_OK &&
           strstr(text.at, "\"Parameterisation\"") != NULL;
}

gm_status gm_model_load_any(const char *path, const gm_model_options *options, gm_arena *arena,
                            gm_diag *diag, gm_model **out)
{
    if (!is_bpx(path, arena)) {
        return gm_model_load(path, options, arena, diag, out);
    }
    if (options && options->n_sets > 0) {
        gm_diag_error(diag, (gm_src){.origin = "--set"},
                      "'%.60s' reaches no value of a file of Battery Parameter eXchange",
                      options->sets[0]);
        gm_diag_hint(diag,
                     "change it in that file; or name it by `bpx:` in a model file, whose "
                     "charges and experiments can be set");
        return GM_ERR_MODEL;
    }
    const char *slash = strrchr(path, '/');
    gm_text text = gm_text_init(arena);
    gm_text_addf(&text, "gemba: 1\nbpx: \"%s\"\n", slash ? slash + 1 : path);
    return gm_model_load_text(path, (gm_slice){text.at, text.len}, options, arena, diag, out);
}

gm_status gm_model_load_text(const char *name, gm_slice text, const gm_model_options *options,
                             gm_arena *arena, gm_diag *diag, gm_model **out)
{
    *out = NULL;
    gm_node *tree = NULL;
    gm_overlay overlay = {.arena = arena, .diag = diag};
    overlay.is_cut = gm_source_read_text(name, text, arena, diag, &tree) != GM_OK && !tree;
    return load(name, tree, options, &overlay, out);
}

gm_status gm_model_draw(const gm_model *base, const double *values_si, gm_arena *arena,
                        gm_diag *diag, gm_model **out)
{
    int before = diag->count;
    *out = NULL;
    gm_model *model = GM_NEW(arena, gm_model, 1);
    *model = (gm_model){
        .path = base->path,
        .scenario = base->scenario,
        .n_files = base->n_files,
        .files = base->files,
        .root = base->root,
    };
    read_tree(model, values_si, NULL, before, arena, diag);
    GM_TRY(gm_diag_status(diag, before));
    model->hash = hash_bytes(base->hash, values_si, (size_t)base->n_inputs * sizeof *values_si);
    *out = model;
    return GM_OK;
}

// ---- printing and questions

void gm_model_print_resolved(const gm_model *model, FILE *out)
{
    gm_arena scratch = {0};
    gm_node_print(gm_model_resolved(model, &scratch), out, true);
    gm_arena_fini(&scratch);
}

void gm_model_write_resolved(const gm_model *model, gm_json *json)
{
    gm_arena scratch = {0};
    const gm_node *tree = gm_model_resolved(model, &scratch);
    gm_json_begin_object(json);
    gm_json_key(json, "model");
    gm_node_write_json(tree, json);
    gm_json_key(json, "origins");
    gm_node_write_origins(tree, json);
    gm_json_end(json);
    gm_arena_fini(&scratch);
}

int32_t gm_model_find_step(const gm_model *model, const char *name)
{
    for (int32_t i = 0; i < model->plant.n_steps; i++) {
        if (strcmp(model->plant.steps[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

int32_t gm_plant_first_variant(const gm_plant_def *plant, int32_t kind_i)
{
    int32_t n = 0;
    for (int32_t i = 0; i < kind_i; i++) {
        n += plant->kinds[i].n_variants > 0 ? plant->kinds[i].n_variants : 1;
    }
    return n;
}

const char *gm_input_shape_text(gm_input_shape shape)
{
    return gm_shape_text((gm_shape)shape);
}

const char *gm_input_confidence_text(gm_input_confidence confidence)
{
    return gm_confidence_text((gm_confidence)confidence);
}
