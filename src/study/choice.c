// SPDX-License-Identifier: MIT

#include "study/choice.h"

#include "core/text.h"
#include "study/places.h"
#include "twin/path.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

__attribute__((format(printf, 2, 3))) static bool refuse(char why[256], const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(why, 256, fmt, args);
    va_end(args);
    return false;
}

const char *gm_choice_set(const gm_choice *choice, int32_t value_i, gm_arena *arena)
{
    return gm_arena_printf(arena, "%s=%s", choice->path, choice->values[value_i]);
}

// ---- values

typedef struct value_list {
    gm_arena *arena;
    const char **items;
    int32_t n;
} value_list;

static bool add(value_list *list, const char *value, char why[256])
{
    if (list->n == GM_MOST_VALUES) {
        return refuse(why, "at most %d values of a choice", GM_MOST_VALUES);
    }
    list->items[list->n++] = value;
    return true;
}

// Length of what is before the next comma that stands in no brackets.
static size_t piece_length(const char *text)
{
    int depth = 0;
    size_t i = 0;
    for (; text[i] && !(text[i] == ',' && depth == 0); i++) {
        depth += strchr("([{", text[i]) ? 1 : 0;
        depth -= strchr(")]}", text[i]) ? 1 : 0;
    }
    return i;
}

static const char *trimmed(const char *text, size_t n, gm_arena *arena)
{
    gm_slice s = gm_slice_trim((gm_slice){text, n});
    return gm_arena_strndup(arena, s.at, s.len);
}

// The ends and the step of a range. "50..60 s": what has no unit has that of the other end.
typedef struct range {
    gm_quantity from, to, step;
} range;

static bool read_end(const char *text, const gm_quantity *other, gm_arena *arena,
                     gm_quantity *out, char why[256])
{
    char error[GM_UNIT_ERROR_BYTES];
    if (!gm_quantity_parse(text, out, error)) {
        return refuse(why, "%s", error);
    }
    if (out->bare && other && !other->bare) {
        text = gm_arena_printf(arena, "%s %s", text, other->unit);
        return gm_quantity_parse(text, out, error) || refuse(why, "%s", error);
    }
    return true;
}

static bool read_range(const char *text, const char *dots, gm_arena *arena, range *out,
                       char why[256])
{
    const char *step = strstr(dots, " step ");
    const char *end = step ? step : text + strlen(text);
    const char *from = trimmed(text, (size_t)(dots - text), arena);
    const char *to = trimmed(dots + 2, (size_t)(end - dots - 2), arena);
    if (!read_end(to, NULL, arena, &out->to, why) ||
        !read_end(from, &out->to, arena, &out->from, why) ||
        !read_end(to, &out->from, arena, &out->to, why)) {
        return false;
    }
    bool is_whole = out->from.bare && out->to.bare && floor(out->from.value) == out->from.value;
    if (!step && !is_whole) {
        return refuse(why, "'%s' needs a step, like `60 s..50 s step 1 s`", text);
    }
    out->step = (gm_quantity){.value = 1.0, .bare = true, .dim = out->from.dim};
    if (step && !read_end(trimmed(step + 6, strlen(step + 6), arena), &out->from, arena,
                          &out->step, why)) {
        return false;
    }
    if (!gm_dim_equal(out->from.dim, out->to.dim) ||
        !gm_dim_equal(out->from.dim, out->step.dim)) {
        return refuse(why, "'%s' goes over several kinds of quantities", text);
    }
    return out->step.value > 0.0 || refuse(why, "the step of '%s' must be above 0", text);
}

static bool add_range(value_list *list, const char *text, const char *dots, char why[256])
{
    range r;
    gm_dim dim;
    double si = 1.0;
    if (!read_range(text, dots, list->arena, &r, why)) {
        return false;
    }
    if (!r.from.bare && !gm_unit_find(r.from.unit, &si, &dim)) {
        return refuse(why, "'%s' cannot be counted in steps", text);
    }
    double way = r.to.value - r.from.value;
    double n = floor(fabs(way) / r.step.value + 1e-9) + 1.0;
    if (n > GM_MOST_VALUES) {
        return refuse(why, "'%s' has %.0f values, at most %d of a choice", text, n,
                      GM_MOST_VALUES);
    }
    for (int32_t i = 0; i < (int32_t)n; i++) {
        char number[GM_NUMBER_BYTES];
        double value = r.from.value + (way < 0.0 ? -i : i) * r.step.value;
        gm_text_of_rounded(value / si, 12, number);
        const char *word = r.from.bare
                               ? gm_arena_strdup(list->arena, number)
                               : gm_arena_printf(list->arena, "%s %s", number, r.from.unit);
        if (!add(list, word, why)) {
            return false;
        }
    }
    return true;
}

bool gm_choice_read(const char *text, gm_arena *arena, gm_choice *out, char why[256])
{
    const char *equals = strchr(text, '=');
    if (!equals || equals == text) {
        return refuse(why, "expected PATH=VALUES, like `plant.weld.machines=1..3`");
    }
    *out = (gm_choice){.path = trimmed(text, (size_t)(equals - text), arena)};
    value_list list = {arena, GM_NEW(arena, const char *, GM_MOST_VALUES), 0};
    for (const char *at = equals + 1;;) {
        size_t n = piece_length(at);
        const char *piece = trimmed(at, n, arena);
        const char *dots = strchr(piece, '(') ? NULL : strstr(piece, "..");
        if (!*piece) {
            return refuse(why, "a value of '%s' is missing", out->path);
        }
        if (!(dots ? add_range(&list, piece, dots, why) : add(&list, piece, why))) {
            return false;
        }
        if (!at[n]) {
            break;
        }
        at += n + 1;
    }
    out->values = list.items;
    out->n = list.n;
    out->costs = GM_NEW(arena, double, list.n);
    return true;
}

// ---- costs

static bool read_amount(const char *text, const char **unit, gm_dim *dim, gm_arena *arena,
                        double *out, char why[256])
{
    gm_quantity q;
    char error[GM_UNIT_ERROR_BYTES];
    if (!gm_quantity_parse(text, &q, error)) {
        return refuse(why, "%s", error);
    }
    if (!*unit) {
        *unit = q.bare ? "" : gm_arena_strdup(arena, q.unit);
        *dim = q.dim;
    }
    if (!gm_dim_equal(q.dim, *dim)) {
        return refuse(why, "all costs must be in one unit, got '%s' beside %s", text,
                      **unit ? *unit : "plain numbers");
    }
    if (!isfinite(q.value)) {
        return refuse(why, "'%s' is no amount", text);
    }
    if (q.value < 0.0) {
        return refuse(why, "a cost must not be below 0, got '%s'", text);
    }
    *out = q.value;
    return true;
}

bool gm_choice_read_costs(const char *amounts, gm_arena *arena, gm_choice *choice,
                          const char **unit, gm_dim *dim, char why[256])
{
    double *costs = GM_NEW(arena, double, choice->n);
    int32_t n = 0;
    for (const char *at = amounts;;) {
        size_t len = piece_length(at);
        if (n == choice->n) {
            return refuse(why, "'%s' has %d value%s and more costs", choice->path,
                          (int)choice->n, choice->n == 1 ? "" : "s");
        }
        if (!read_amount(trimmed(at, len, arena), unit, dim, arena, &costs[n++], why)) {
            return false;
        }
        if (!at[len]) {
            break;
        }
        at += len + 1;
    }
    if (n > 1 && n < choice->n) {
        return refuse(why,
                      "'%s' has %d values and %d costs: give one for each, or a single one",
                      choice->path, (int)choice->n, (int)n);
    }
    for (int32_t i = choice->n - 1; i >= 0 && n == 1; i--) {
        costs[i] = i * costs[0];
    }
    choice->costs = costs;
    return true;
}

// ---- as written

// "60 s" and "1 min" are one value.
static bool is_same_value(const char *a, const char *b)
{
    gm_quantity x, y;
    char error[GM_UNIT_ERROR_BYTES];
    return strcmp(a, b) == 0 ||
           (gm_quantity_parse(a, &x, error) && gm_quantity_parse(b, &y, error) &&
            gm_dim_equal(x.dim, y.dim) && x.value == y.value);
}

int32_t gm_choice_written(const gm_choice *choice, const gm_node *root, gm_arena *arena)
{
    gm_diag diag = {0};
    const gm_node *node =
        gm_path_written(gm_node_clone(arena, root), choice->path, (gm_src){0}, arena, &diag);
    const char *text = node && node->kind == GM_NODE_SCALAR ? node->text : NULL;
    int32_t found = -1;
    for (int32_t v = 0; v < choice->n && text && found < 0; v++) {
        found = is_same_value(choice->values[v], text) ? v : -1;
    }
    gm_diag_fini(&diag);
    return found;
}

// ---- places

// The path of the places of a step; NULL: it has none.
static const char *places_of(const gm_step_def *step, int32_t *holds, gm_arena *arena)
{
    switch ((int)step->kind) {
    case GM_STEP_BUFFER:
        *holds = step->buffer->holds;
        return gm_arena_printf(arena, "plant.%s.holds", step->name);
    case GM_STEP_STATION:
        *holds = step->station->queue.holds;
        return step->station->queue.is_given
                   ? gm_arena_printf(arena, "plant.%s.queue.holds", step->name)
                   : NULL;
    default:
        return NULL;
    }
}

// Is a name among "rack, store"?
static bool is_named(const char *names, const char *name)
{
    gm_slice rest = gm_slice_of(names);
    gm_slice piece;
    while (gm_slice_cut(&rest, ',', &piece)) {
        if (gm_slice_equal(gm_slice_trim(piece), name)) {
            return true;
        }
    }
    return false;
}

// Do parts of a source without end wait at this step?
static bool is_endless(const gm_plan *plan, int32_t file_i)
{
    for (int32_t i = 0; i < plan->n_stores; i++) {
        const gm_store_plan *s = &plan->stores[i];
        if (plan->steps[s->step_i].file_i == file_i && s->endless_source != GM_NONE) {
            return true;
        }
    }
    return false;
}

// Places that may be given one by one: not those of lanes, which are of equal length.
static bool is_shared(const gm_twin *twin, int32_t step_i, int32_t holds)
{
    const gm_step_def *step = &twin->model->plant.steps[step_i];
    bool has_lanes = step->kind == GM_STEP_BUFFER && step->buffer->lanes > 1;
    return holds < GM_UNLIMITED && !has_lanes && !is_endless(twin->plan, step_i);
}

static bool check_names(const gm_model *model, const char *names, gm_arena *arena,
                        char why[256])
{
    gm_slice rest = gm_slice_of(names);
    gm_slice piece;
    bool *is_seen = GM_NEW(arena, bool, model->plant.n_steps);
    while (gm_slice_cut(&rest, ',', &piece)) {
        gm_slice s = gm_slice_trim(piece);
        const char *name = gm_arena_strndup(arena, s.at, s.len);
        int32_t i = gm_model_find_step(model, name);
        int32_t holds = 0;
        if (i < 0 || !places_of(&model->plant.steps[i], &holds, arena)) {
            return refuse(why,
                          i < 0 ? "no step is called '%s'"
                                : "'%s' has no places: it is no buffer, and no station "
                                  "with a `queue`",
                          name);
        }
        if (is_seen[i]) {
            return refuse(why, "'%s' is named twice", name);
        }
        is_seen[i] = true;
    }
    return true;
}

static const char *const *counts_from(int32_t least, int32_t n, gm_arena *arena)
{
    const char **values = GM_NEW(arena, const char *, n);
    for (int32_t i = 0; i < n; i++) {
        values[i] = gm_arena_printf(arena, "%d", (int)(least + i));
    }
    return values;
}

// "1 place", "2 places".
static const char *plural(int32_t n)
{
    return n == 1 ? "" : "s";
}

// Says what the stores need, and which most of it.
static bool refuse_few(const gm_choice *found, int32_t n, int32_t places, int32_t in_all,
                       char why[256])
{
    const gm_choice *most = found;
    for (int32_t i = 1; i < n; i++) {
        most = found[i].least > most->least ? &found[i] : most;
    }
    return most->least > 1
               ? refuse(why,
                        "%d place%s %s too few for %d store%s: at least %d, of them %d of "
                        "`%s` for what is taken or put there at once",
                        (int)places, plural(places), places == 1 ? "is" : "are", (int)n,
                        plural(n), (int)in_all, (int)most->least, most->path)
               : refuse(why, "%d place%s %s too few for %d store%s: a buffer has at least one",
                        (int)places, plural(places), places == 1 ? "is" : "are", (int)n,
                        plural(n));
}

bool gm_choice_places(const gm_twin *twin, const char *names, int32_t places, gm_arena *arena,
                      gm_choice_list *out, char why[256])
{
    const gm_model *model = twin->model;
    if (names && !check_names(model, names, arena, why)) {
        return false;
    }
    gm_choice *found = GM_NEW(arena, gm_choice, model->plant.n_steps);
    int32_t n_found = 0;
    int32_t in_all = 0;
    for (int32_t i = 0; i < model->plant.n_steps; i++) {
        const gm_step_def *step = &model->plant.steps[i];
        int32_t holds = 0;
        const char *path = places_of(step, &holds, arena);
        bool is_chosen = names ? is_named(names, step->name) : is_shared(twin, i, holds);
        if (path && is_chosen) {
            int32_t least = gm_places_least(twin->plan, i);
            found[n_found++] = (gm_choice){.path = path, .is_place = true, .least = least};
            in_all += least;
        }
    }
    if (n_found == 0) {
        return refuse(why, "the model has no buffer with an end, and no queue that says how "
                           "many it holds");
    }
    if (places < in_all) {
        return refuse_few(found, n_found, places, in_all, why);
    }
    for (int32_t i = 0; i < n_found; i++) {
        found[i].n = places - in_all + 1;
        found[i].values = counts_from(found[i].least, found[i].n, arena);
        found[i].costs = GM_NEW(arena, double, found[i].n);
    }
    *out = (gm_choice_list){n_found, found};
    return true;
}
