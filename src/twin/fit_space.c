// SPDX-License-Identifier: MIT

#include "twin/fit_space.h"

#include "battery/answer.h"

#include "twin/fit_scale.h"
#include "twin/path.h"

#include <math.h>
#include <string.h>

#define FIGURES 12 // of a value that is tried

typedef struct sections {
    gm_cell_def *cell;
    GM_LIST(gm_charge_def) charges;
    GM_LIST(gm_fit_def) fits;
} sections;

static const gm_field section_fields[] = {
    {"cell", GM_TYPE_OPTIONAL, GM_INTO(sections, cell), .table = &gm_table_battery_cell},
    {"charges", GM_TYPE_MAP, GM_INTO(sections, charges), .item = GM_TYPE_STRUCT,
     .table = &gm_table_charge},
    {"fits", GM_TYPE_MAP, GM_INTO(sections, fits), .item = GM_TYPE_STRUCT,
     .table = &gm_table_fit},
};

static const gm_table section_table = {
    .name = "sections of a fit", GM_FIELDS(section_fields), .size = sizeof(sections)};

// ---- values

const char *gm_fit_value_text(const gm_fit_parameter_def *def, double value, int figures,
                              gm_arena *arena)
{
    char number[GM_NUMBER_BYTES];
    double si = 1.0;
    gm_dim dim;
    const char *unit = def->range.unit;
    bool is_celsius = strcmp(unit, "degC") == 0;
    if (unit[0]) {
        (void)gm_unit_find(unit, &si, &dim); // the reader found it
    }
    double in_unit = is_celsius ? value - 273.15 : value / si;
    return gm_arena_printf(arena, "%s%s%s", gm_text_of_rounded(in_unit, figures, number),
                           unit[0] ? " " : "", unit);
}

// The number that is written at a path; NaN: none, or one of another kind.
static double number_at(const gm_node *node, gm_dim dim)
{
    char error[GM_UNIT_ERROR_BYTES];
    gm_quantity q;
    const gm_node *value =
        node && node->kind == GM_NODE_MAP ? gm_node_get(node, "value") : node;
    bool is_number = value && value->kind == GM_NODE_SCALAR &&
                     gm_quantity_parse(value->text, &q, error) && gm_dim_equal(q.dim, dim);
    return is_number ? q.value : (double)NAN;
}

// Where a parameter goes that says no paths: to that of its name.
static gm_fit_path own_path(const gm_fit_parameter_def *def)
{
    return (gm_fit_path){def->src, def->name};
}

static bool has_own_path(const gm_fit_parameter_def *def)
{
    return def->at.n + def->times.n + def->over.n == 0;
}

// ---- the tree with a value in it

typedef struct put {
    gm_node *tree;
    gm_arena *arena;
    gm_diag *diag;
} put;

static bool put_value(const put *p, const gm_fit_parameter_def *def, const gm_fit_path *path,
                      double value)
{
    const char *text = gm_fit_value_text(def, value, FIGURES, p->arena);
    gm_node *node = gm_node_scalar(p->arena, def->range.src, text);
    return gm_path_set(p->tree, path->path, node, path->src, p->arena, p->diag);
}

static bool put_factor(const put *p, const gm_fit_path *path, double factor)
{
    const gm_node *node = gm_path_written(p->tree, path->path, path->src, p->arena, p->diag);
    if (!node) {
        if (p->diag->count == 0) {
            gm_diag_error(p->diag, path->src,
                          "nothing is written at `%s` that could be multiplied", path->path);
        }
        return false;
    }
    gm_node *scaled = gm_fit_scaled(node, factor, p->arena);
    if (!scaled) {
        gm_diag_error(p->diag, path->src, "what is written at `%s` cannot be multiplied",
                      path->path);
        return false;
    }
    return gm_path_set(p->tree, path->path, scaled, path->src, p->arena, p->diag);
}

static bool put_parameter(const put *p, const gm_fit_parameter_def *def, double value)
{
    bool is_put = true;
    gm_fit_path own = own_path(def);
    if (has_own_path(def)) {
        return put_value(p, def, &own, value);
    }
    for (int i = 0; i < def->at.n; i++) {
        is_put = put_value(p, def, &def->at.items[i], value) && is_put;
    }
    for (int i = 0; i < def->times.n; i++) {
        is_put = put_factor(p, &def->times.items[i], value) && is_put;
    }
    for (int i = 0; i < def->over.n; i++) {
        is_put = put_factor(p, &def->over.items[i], 1.0 / value) && is_put;
    }
    return is_put;
}

static bool read_sections(const put *p, sections *out)
{
    gm_reader reader = gm_reader_init(p->arena, p->diag);
    return gm_schema_read(&reader, &section_table, p->tree, out) == GM_OK;
}

// ---- the cell

bool gm_fit_space_cell(void *user, const double *values, gm_arena *arena, gm_fit_cell *out)
{
    const gm_fit_space *space = user;
    sections s = {0};
    gm_diag diag = {0};
    put p = {gm_node_clone(arena, space->tree), arena, &diag};
    bool is_cell = true;
    for (int i = 0; values && i < space->def->parameters.n; i++) {
        is_cell = put_parameter(&p, &space->def->parameters.items[i], values[i]) && is_cell;
    }
    is_cell = is_cell && read_sections(&p, &s);
    if (is_cell) {
        gm_cell_ask ask = {.cell = s.cell ? s.cell : space->foreign};
        gm_cell_answer answer;
        is_cell = gm_cell_open(&ask, arena, &diag, &answer) == GM_OK;
        *out = (gm_fit_cell){.cell = answer.cell,
                             .balance = answer.balance,
                             .fit = &s.fits.items[0],
                             .n_charges = s.charges.n,
                             .charges = s.charges.items};
    }
    gm_diag_fini(&diag);
    return is_cell;
}

// ---- the beginning

static void add_section(gm_node *tree, const gm_node *root, const char *key, gm_arena *arena)
{
    gm_node *section = gm_node_get(root, key);
    if (section) {
        gm_node_set(arena, tree, key, section);
    }
}

static const gm_node *tree_of(const gm_model *model, const gm_fit_def *def, gm_arena *arena)
{
    gm_node *tree = gm_node_map(arena, model->root->src);
    gm_node *fits = gm_node_map(arena, def->src);
    add_section(tree, model->root, "cell", arena);
    add_section(tree, model->root, "charges", arena);
    add_section(fits, gm_node_get(model->root, "fits"), def->name, arena);
    gm_node_set(arena, tree, "fits", fits);
    return tree;
}

static bool is_within(const gm_fit_space *space, const gm_fit_path *path, gm_arena *arena,
                      gm_diag *diag)
{
    const char *own = gm_arena_printf(arena, "fits.%s.data.", space->def->name);
    if (space->foreign && gm_text_starts_with(path->path, "cell.")) {
        gm_diag_error(diag, path->src,
                      "the cell comes from a file of another format, whose values "
                      "no path leads to");
        return false;
    }
    if (gm_text_starts_with(path->path, "cell.") ||
        gm_text_starts_with(path->path, "charges.") || gm_text_starts_with(path->path, own)) {
        return true;
    }
    gm_diag_error(diag, path->src, "'%.80s' is no path into `cell`, `charges` or `%s`",
                  path->path, own);
    gm_diag_hint(diag,
                 "write it like `cell.negative.particles.graphite.diffusivity`, or give the "
                 "parameter paths by `at:`, `times:` or `over:`");
    return false;
}

static bool are_within(const gm_fit_space *space, const gm_fit_parameter_def *def,
                       gm_arena *arena, gm_diag *diag)
{
    gm_fit_path own = own_path(def);
    bool is_sound = !has_own_path(def) || is_within(space, &own, arena, diag);
    for (int i = 0; i < def->at.n; i++) {
        is_sound = is_within(space, &def->at.items[i], arena, diag) && is_sound;
    }
    for (int i = 0; i < def->times.n; i++) {
        is_sound = is_within(space, &def->times.items[i], arena, diag) && is_sound;
    }
    for (int i = 0; i < def->over.n; i++) {
        is_sound = is_within(space, &def->over.items[i], arena, diag) && is_sound;
    }
    return is_sound;
}

// Whether what is at its paths takes the ends of its range, one by one.
static bool takes_ends(const gm_fit_space *space, const gm_fit_parameter_def *def,
                       gm_arena *arena, gm_diag *diag)
{
    const double ends[2] = {def->range.least, def->range.most};
    for (int i = 0; i < 2; i++) {
        gm_diag own = {0};
        sections s;
        put p = {gm_node_clone(arena, space->tree), arena, &own};
        bool is_sound = put_parameter(&p, def, ends[i]) && read_sections(&p, &s);
        gm_diag_take_new(diag, &own,
                         gm_arena_printf(arena, "parameter '%s' at %s", def->name,
                                         gm_fit_value_text(def, ends[i], 6, arena)));
        gm_diag_fini(&own);
        if (!is_sound) {
            return false;
        }
    }
    return true;
}

static double written_of(const gm_fit_space *space, const gm_fit_parameter_def *def,
                         gm_arena *arena)
{
    gm_diag none = {0};
    gm_fit_path own = own_path(def);
    const gm_fit_path *path = def->at.n > 0 ? &def->at.items[0] : &own;
    if (def->times.n + def->over.n > 0) {
        return 1.0;
    }
    double value = number_at(
        gm_path_written(gm_node_clone(arena, space->tree), path->path, path->src, arena, &none),
        def->range.dim);
    gm_diag_fini(&none);
    return value;
}

gm_status gm_fit_space_open(const gm_model *model, int32_t fit_i, gm_arena *arena,
                            gm_diag *diag, gm_fit_space *out)
{
    const gm_fit_def *def = &model->fits[fit_i];
    bool is_sound = true;
    *out = (gm_fit_space){
        .def = def,
        .tree = tree_of(model, def, arena),
        .foreign = gm_node_get(model->root, "cell") ? NULL : model->cell,
    };
    for (int i = 0; i < def->parameters.n; i++) {
        const gm_fit_parameter_def *p = &def->parameters.items[i];
        bool is_one = are_within(out, p, arena, diag) && takes_ends(out, p, arena, diag);
        out->written[i] = is_one ? written_of(out, p, arena) : (double)NAN;
        is_sound = is_one && is_sound;
    }
    if (!is_sound || !gm_fit_space_cell(out, NULL, arena, &out->cell)) {
        return GM_ERR_MODEL;
    }
    return GM_OK;
}
