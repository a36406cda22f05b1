// SPDX-License-Identifier: MIT

#include "study/vary.h"

#include "core/array.h"
#include "core/schema.h"
#include "core/units.h"
#include "num/elementary.h"
#include "twin/path.h"

#include <math.h>
#include <string.h>

#define ROUNDING     1e-9 // of a step: 0.3 is three steps of 0.1
#define WHOLE_MOST   9e15 // to which doubles count one by one
#define DRAWN_DIGITS 6    // of the width of a range
#define LEVEL_DIGITS 12   // 0.1 + 2 * 0.1 is written 0.3

static const gm_src here = {.origin = "--vary"};

typedef struct reader {
    gm_vary *vary;
    int type; // of the setting, see gm_path_type()
    gm_arena *arena;
    gm_diag *diag;
} reader;

// ---- ranges

// A quantity as written: its number, its unit, and both in SI.
typedef struct end {
    double number;
    const char *unit;
    gm_quantity q;
} end;

static bool read_end(gm_slice s, gm_arena *arena, end *out)
{
    char error[GM_UNIT_ERROR_BYTES];
    const char *text = gm_arena_strndup(arena, s.at, s.len);
    const char *rest;
    if (!gm_quantity_parse(text, &out->q, error) ||
        !gm_text_number(text, &rest, &out->number)) {
        return false;
    }
    gm_slice unit = gm_slice_trim(gm_slice_of(rest));
    out->unit = gm_arena_strndup(arena, unit.at, unit.len);
    return true;
}

static bool fault(const reader *r, gm_slice item, const char *what)
{
    gm_diag_error(r->diag, here, "`%s`: '%.*s' %s", r->vary->path,
                  (int)(item.len < 80 ? item.len : 80), item.at, what);
    return false;
}

// A number in the unit of lo. A bare one is in it already, as `40..60 s`; else by way of SI, where
// a unit is a factor and, of temperatures, an offset. False: they are not of one dimension.
static bool in_unit_of(const end *lo, const end *x, bool is_difference, double *out)
{
    char error[GM_UNIT_ERROR_BYTES];
    char text[GM_NUMBER_BYTES + 64];
    gm_quantity zero;
    gm_quantity one;
    if (x->q.bare || strcmp(x->unit, lo->unit) == 0) {
        *out = x->number;
        return true;
    }
    snprintf(text, sizeof text, "0 %s", lo->unit);
    bool ok = gm_dim_equal(lo->q.dim, x->q.dim) && strlen(lo->unit) < 64 &&
              gm_quantity_parse(text, &zero, error);
    snprintf(text, sizeof text, "1 %s", lo->unit);
    ok = ok && gm_quantity_parse(text, &one, error);
    *out =
        ok ? (x->q.value - (is_difference ? 0.0 : zero.value)) / (one.value - zero.value) : 0.0;
    return ok;
}

static bool is_whole_number(double x)
{
    return x == floor(x) && fabs(x) < WHOLE_MOST;
}

// Whether what lies between two whole numbers is whole, too: where a table asks for a whole number,
// and, without a unit, where it does not ask for a quantity.
static bool stays_whole(const reader *r, const end *lo, const end *hi)
{
    bool is_int = r->type == GM_TYPE_INT || r->type == GM_TYPE_INT64;
    bool is_bare = lo->q.bare && hi->q.bare && r->type != GM_TYPE_QUANTITY;
    return (is_int || is_bare) && is_whole_number(lo->number) && is_whole_number(hi->number);
}

// Both ends and the step are known and in one unit.
static bool settle_range(const reader *r, gm_slice item, bool has_step, bool is_whole,
                         gm_vary_item *out)
{
    if (!(out->lo < out->hi)) {
        return fault(r, item, "is a range that does not go up: write the smaller end first");
    }
    if (has_step && !(out->step > 0.0)) {
        return fault(r, item, "has a step that is not above 0");
    }
    out->step = is_whole && !has_step ? 1.0 : out->step;
    double n = out->step > 0.0 ? floor((out->hi - out->lo) / out->step + ROUNDING) + 1.0 : 0.0;
    if (n > GM_VARY_LEVELS_MAX) {
        fault(r, item, "has more than 1,000,000 values, the most that may be");
        gm_diag_hint(r->diag, is_whole && !has_step ? "add a step, like `0..1000000 step 100`"
                                                    : "make the step larger");
        return false;
    }
    out->n_levels = (int32_t)n;
    return true;
}

// `40 s..60 s step 5 s`: the places of `..` and ` step `. False when it is no range: neither end
// is a quantity, as in `2027-08..2028-07`.
static bool cut_range(gm_slice item, gm_slice *lo, gm_slice *hi, gm_slice *step)
{
    const char *dots = NULL;
    const char *word = NULL;
    for (size_t i = 0; i + 1 < item.len; i++) {
        const char *at = item.at + i;
        dots = !dots && at[0] == '.' && at[1] == '.' ? at : dots;
        bool is_word = item.len - i > 6 && memcmp(at, " step ", 6) == 0;
        word = dots && is_word ? at : word;
    }
    if (!dots || strcspn(item.at, "\"'([{") < item.len) {
        return false;
    }
    const char *behind = item.at + item.len;
    const char *hi_end = word ? word : behind;
    *lo = gm_slice_trim((gm_slice){item.at, (size_t)(dots - item.at)});
    *hi = gm_slice_trim((gm_slice){dots + 2, (size_t)(hi_end - dots - 2)});
    *step = word ? gm_slice_trim((gm_slice){word + 6, (size_t)(behind - word - 6)})
                 : (gm_slice){NULL, 0};
    return true;
}

// True when the item is a range; *ok tells whether it is a sound one.
static bool read_range(const reader *r, gm_slice item, gm_vary_item *out, bool *ok)
{
    gm_slice texts[3];
    end ends[3] = {0};
    if (!cut_range(item, &texts[0], &texts[1], &texts[2])) {
        return false;
    }
    bool has_lo = read_end(texts[0], r->arena, &ends[0]);
    bool has_hi = read_end(texts[1], r->arena, &ends[1]);
    bool has_step = texts[2].at != NULL;
    if (!has_lo && !has_hi) {
        return false;
    }
    *ok = false;
    if (!has_lo || !has_hi || (has_step && !read_end(texts[2], r->arena, &ends[2]))) {
        fault(r, item, "is not a range");
        gm_diag_hint(r->diag, "write it like `40 s..60 s` or `40 s..60 s step 5 s`");
        return true;
    }
    bool is_whole = stays_whole(r, &ends[0], &ends[1]);
    if (ends[0].q.bare) { // 40..60 s
        ends[0].unit = ends[1].unit;
        ends[0].q.dim = ends[1].q.dim;
    }
    *out = (gm_vary_item){.lo = ends[0].number, .unit = ends[0].unit};
    bool is_one = in_unit_of(&ends[0], &ends[1], false, &out->hi) &&
                  (!has_step || in_unit_of(&ends[0], &ends[2], true, &out->step));
    *ok = is_one ? settle_range(r, item, has_step, is_whole, out)
                 : fault(r, item, "mixes units of different kinds");
    return true;
}

// ---- items

// What is before the next comma that stands in no bracket and no quote.
static bool next_item(gm_slice *rest, gm_slice *item)
{
    int depth = 0;
    char quote = '\0';
    size_t i = 0;
    if (!rest->at) {
        return false;
    }
    for (; i < rest->len && (rest->at[i] != ',' || depth > 0 || quote); i++) {
        char c = rest->at[i];
        if (quote || c == '"' || c == '\'') {
            quote = (char)(!quote ? c : c == quote ? '\0' : quote);
        } else {
            depth += strchr("([{", c) != NULL ? 1 : strchr(")]}", c) != NULL ? -1 : 0;
        }
    }
    *item = gm_slice_trim((gm_slice){rest->at, i});
    *rest =
        i < rest->len ? (gm_slice){rest->at + i + 1, rest->len - i - 1} : (gm_slice){NULL, 0};
    return true;
}

// `1,000` is two values here, which nobody means.
static bool is_rest_of_thousands(gm_slice item)
{
    return item.len == 3 && item.at[0] == '0' && strspn(item.at, "0123456789") >= item.len;
}

static bool read_item(const reader *r, gm_slice item, gm_vary_item *out)
{
    bool ok = true;
    if (item.len == 0) {
        gm_diag_error(r->diag, here, "`%s`: a value is missing", r->vary->path);
        gm_diag_hint(r->diag, "write it like `--vary plant.rack.holds=1,2,5`");
        return false;
    }
    if (is_rest_of_thousands(item)) {
        return fault(r, item, "is a value of its own: write 1000, not 1,000");
    }
    if (r->vary->is_scenario || !read_range(r, item, out, &ok)) {
        *out = (gm_vary_item){.text = gm_arena_strndup(r->arena, item.at, item.len),
                              .n_levels = 1};
    }
    return ok;
}

static bool read_items(const reader *r, const char *text)
{
    GM_ARRAY(gm_vary_item) items = {0};
    gm_slice rest = gm_slice_of(text);
    gm_slice item;
    bool ok = true;
    int64_t n_levels = 0;
    gm_vary *v = r->vary;
    while (next_item(&rest, &item)) {
        gm_vary_item one = {0};
        ok &= read_item(r, item, &one);
        n_levels += one.n_levels;
        v->is_range |= !one.text && one.n_levels == 0;
        GM_ARRAY_PUSH(r->arena, &items, one);
    }
    v->items = items.items;
    v->n_items = items.n;
    v->n_levels = (int32_t)(n_levels < GM_VARY_LEVELS_MAX ? n_levels : GM_VARY_LEVELS_MAX);
    if (ok && v->is_range && v->n_items > 1) {
        gm_diag_error(r->diag, here, "`%s`: a range without a step stands alone", v->path);
        gm_diag_hint(r->diag, "add a step, like `40 s..60 s step 5 s`");
        return false;
    }
    return ok;
}

bool gm_vary_read(const char *text, const gm_node *root, gm_arena *arena, gm_diag *diag,
                  gm_vary *out)
{
    const char *equals = strchr(text, '=');
    *out = (gm_vary){.text = text};
    gm_slice path =
        gm_slice_trim((gm_slice){text, equals ? (size_t)(equals - text) : strlen(text)});
    if (!equals || path.len == 0) {
        gm_diag_error(diag, here, "expected `path=values`, got '%.80s'", text);
        gm_diag_hint(diag, "write it like `--vary plant.rack.holds=1,2,5`");
        return false;
    }
    out->path = gm_arena_strndup(arena, path.at, path.len);
    out->is_scenario = strcmp(out->path, "scenario") == 0;
    reader r = {.vary = out, .arena = arena, .diag = diag};
    bool ok = out->is_scenario || gm_path_type(root, out->path, here, arena, diag, &r.type);
    return read_items(&r, equals + 1) && ok;
}

// ---- values

static const char *with_unit(const gm_vary_item *item, double number, int digits,
                             gm_arena *arena)
{
    char buf[GM_NUMBER_BYTES];
    return gm_arena_printf(arena, "%s%s%s", gm_text_of_rounded(number, digits, buf),
                           item->unit[0] ? " " : "", item->unit);
}

const char *gm_vary_level(const gm_vary *vary, int32_t level, gm_arena *arena)
{
    const gm_vary_item *item = vary->items;
    while (level >= item->n_levels) {
        level -= item->n_levels;
        item += 1;
    }
    return item->text ? item->text
                      : with_unit(item, item->lo + level * item->step, LEVEL_DIGITS, arena);
}

// So many that neighbours a millionth of the range apart are told apart.
static int digits_of(const gm_vary_item *item)
{
    double largest = fmax(fabs(item->lo), fabs(item->hi));
    int digits = DRAWN_DIGITS;
    for (double width = item->hi - item->lo; width < largest && digits < 17; width *= 10.0) {
        digits += 1;
    }
    return digits;
}

const char *gm_vary_at(const gm_vary *vary, double u, gm_arena *arena)
{
    if (vary->is_range) {
        const gm_vary_item *item = vary->items;
        double number = item->lo + u * (item->hi - item->lo);
        return with_unit(item, number, digits_of(item), arena);
    }
    int32_t level = (int32_t)(u * vary->n_levels);
    return gm_vary_level(vary, level < vary->n_levels ? level : vary->n_levels - 1, arena);
}

double gm_vary_si(const char *value)
{
    gm_quantity q;
    char error[GM_UNIT_ERROR_BYTES];
    return gm_quantity_parse(value, &q, error) ? q.value : GM_NAN;
}
