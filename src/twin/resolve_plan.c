// SPDX-License-Identifier: MIT
//
// What the rows of a plan order: a variant by its name, or those that fit what is said of them.
//
// A name that is printed for a variant means that one; another, `es` or `es+roof`, all that have what
// it says. Where a row speaks of options the name of a declared variant leaves them to these.

#include "core/schema.h"
#include "core/text.h"
#include "twin/names.h"

#include <string.h>

typedef struct orders {
    const gm_name_sets *names;
    gm_build *build;
    const gm_source_def *source;
    const gm_kind_def *kind;
    const gm_raw_kind *raw; // NULL: the kind is declared nowhere
    gm_names words;         // variants as printed, then as declared
    gm_order_set_def *sets;
    int32_t n_sets;
    int32_t *fit; // work: variants of a row
} orders;

// What a variant must have and must not have, as bits of properties.
typedef struct wanted {
    uint64_t with;
    uint64_t without;
    bool is_known; // every word of the row was
} wanted;

static const gm_raw_kind *raw_kind_of(const gm_build *build, const char *name)
{
    for (int i = 0; i < build->raw->parts.n; i++) {
        if (strcmp(build->raw->parts.items[i].name, name) == 0) {
            return &build->raw->parts.items[i];
        }
    }
    return NULL;
}

static uint64_t property_bit(const gm_kind_def *kind, const char *name)
{
    for (int32_t p = 0; p < kind->n_properties; p++) {
        if (strcmp(kind->properties[p], name) == 0) {
            return (uint64_t)1 << p;
        }
    }
    return 0;
}

static orders begin(const gm_name_sets *names, const gm_source_def *def)
{
    gm_build *build = names->build;
    const gm_kind_def *kind = &build->model->plant.kinds[def->kind.i];
    orders o = {.names = names, .build = build, .source = def, .kind = kind};
    o.raw = raw_kind_of(build, kind->name);
    int n_declared = o.raw ? o.raw->variants.n : 0;
    o.words = gm_names_make(build, "variant", kind->n_variants + n_declared);
    for (int i = 0; i < kind->n_variants; i++) {
        gm_names_add(&o.words, kind->variants[i].name);
    }
    for (int i = 0; i < n_declared && kind->has_options; i++) {
        gm_names_add(&o.words, o.raw->variants.items[i].def.name);
    }
    o.sets = GM_NEW(build->arena, gm_order_set_def, def->n_plan);
    o.fit = GM_NEW(build->arena, int32_t, kind->n_variants);
    return o;
}

// ---- options

static const gm_raw_option *find_option(const orders *o, const gm_order_option_def *asked)
{
    int n = o->raw ? o->raw->options.n : 0;
    const char **words = GM_NEW(o->build->arena, const char *, n);
    for (int i = 0; i < n; i++) {
        words[i] = o->raw->options.items[i].name;
        if (strcmp(words[i], asked->name) == 0) {
            return &o->raw->options.items[i];
        }
    }
    if (!gm_build_may_have(o->build, asked->name)) {
        gm_report_unknown(o->build->diag, asked->src, "option", asked->name, words, n);
    }
    return NULL;
}

static bool want_value(const orders *o, const gm_raw_option *option,
                       const gm_order_option_def *asked, wanted *w)
{
    const char **words = GM_NEW(o->build->arena, const char *, option->values.n);
    for (int v = 0; v < option->values.n; v++) {
        words[v] = option->values.items[v].name;
        if (strcmp(words[v], asked->value) == 0) {
            w->with |= property_bit(o->kind, words[v]);
            return true;
        }
    }
    gm_report_unknown(o->build->diag, asked->src, "value", asked->value, words,
                      option->values.n);
    return false;
}

static bool is_one_of(const char *text, const char *const *words)
{
    for (int i = 0; words[i]; i++) {
        if (gm_text_equal_nocase(text, words[i])) {
            return true;
        }
    }
    return false;
}

static bool want_plain(const orders *o, const gm_order_option_def *asked, wanted *w)
{
    static const char *const yes[] = {"yes", "true", "1", "y", "x", NULL};
    static const char *const no[] = {"no", "false", "0", "n", NULL};
    bool has = is_one_of(asked->value, yes);
    if (!has && !is_one_of(asked->value, no)) {
        gm_diag_error(o->build->diag, asked->src,
                      "option '%s': expected yes or no, got '%.40s'", asked->name,
                      asked->value);
        return false;
    }
    *(has ? &w->with : &w->without) |= property_bit(o->kind, asked->name);
    return true;
}

// False: a word is not known, which was told.
static bool want_option(const orders *o, const gm_order_option_def *asked, wanted *w)
{
    const gm_raw_option *option = find_option(o, asked);
    if (!option || !asked->value) {
        return false;
    }
    if (asked->value[0] == '\0') {
        return true; // open
    }
    return option->values.n > 0 ? want_value(o, option, asked, w) : want_plain(o, asked, w);
}

// ---- variants

static bool is_declared(const orders *o, const char *name)
{
    for (int i = 0; o->raw && i < o->raw->variants.n; i++) {
        if (strcmp(o->raw->variants.items[i].def.name, name) == 0) {
            return true;
        }
    }
    return false;
}

// Properties of a name like `es+roof`, as bits; 0: some word of it is none.
static uint64_t properties_of(const orders *o, const char *name)
{
    uint64_t bits = 0;
    for (const char *at = name; at; at = strchr(at, '+')) {
        at += at > name ? 1 : 0;
        size_t len = strcspn(at, "+");
        uint64_t bit = property_bit(o->kind, gm_arena_strndup(o->build->arena, at, len));
        if (!bit) {
            return 0;
        }
        bits |= bit;
    }
    return bits;
}

// The variant of a name; -1: any that is wanted, which then says more.
static int32_t named(const orders *o, gm_plan_row_def *row, wanted *w)
{
    const char *name = row->variant.name;
    if (!name) {
        return -1;
    }
    int i = gm_names_find(&o->words, name);
    bool is_printed = i >= 0 && i < o->kind->n_variants;
    bool is_open = !is_printed || (row->n_options > 0 && is_declared(o, name));
    uint64_t has = o->kind->has_options && is_open ? properties_of(o, name) : 0;
    w->with |= has;
    if (has) {
        return -1;
    }
    w->is_known &= gm_names_resolve(o->build, &o->words, &row->variant);
    return w->is_known ? i : -1;
}

static int32_t find_fitting(const orders *o, const wanted *w, int32_t only)
{
    int32_t n = 0;
    for (int32_t v = 0; v < o->kind->n_variants; v++) {
        uint64_t has = o->kind->variants[v].has;
        if ((only < 0 || v == only) && (has & w->with) == w->with && !(has & w->without)) {
            o->fit[n++] = v;
        }
    }
    return n;
}

// The set of the variants that were found, which may be there already.
static int32_t set_of(orders *o, int32_t n)
{
    size_t bytes = (size_t)n * sizeof(int32_t);
    for (int32_t i = 0; i < o->n_sets; i++) {
        if (o->sets[i].n == n && memcmp(o->sets[i].variants, o->fit, bytes) == 0) {
            return i;
        }
    }
    int32_t *variants = GM_NEW(o->build->arena, int32_t, n);
    memcpy(variants, o->fit, bytes);
    o->sets[o->n_sets] = (gm_order_set_def){n, variants};
    return o->n_sets++;
}

static void tell_none(const orders *o, const gm_plan_row_def *row)
{
    gm_arena *arena = o->build->arena;
    const char *text = row->variant.name ? row->variant.name : "";
    for (int32_t i = 0; i < row->n_options; i++) {
        const gm_order_option_def *option = &row->options[i];
        if (option->value[0] != '\0') {
            text = gm_arena_printf(arena, "%s%s%s %s", text, text[0] ? ", " : "", option->name,
                                   option->value);
        }
    }
    gm_diag_error(o->build->diag, row->variant.name ? row->variant.src : row->src,
                  "source '%s': no part '%s' is %s", o->source->name, o->kind->name, text);
    gm_diag_hint(o->build->diag, "its share is 0, or two of these exclude each other");
}

static void resolve_row(orders *o, gm_plan_row_def *row, int32_t first)
{
    wanted w = {.is_known = true};
    for (int32_t i = 0; i < row->n_options; i++) {
        w.is_known &= want_option(o, &row->options[i], &w);
    }
    int32_t only = named(o, row, &w);
    row->variant.i = -1;
    if (!w.is_known || o->kind->n_variants == 0) {
        return;
    }
    int32_t n = find_fitting(o, &w, only);
    if (n == 1) {
        row->variant.i = first + o->fit[0];
    } else if (n == 0 && !o->build->has_lost) {
        tell_none(o, row);
    } else if (n > 0 && n < o->kind->n_variants) {
        row->set_i = set_of(o, n);
    }
}

void gm_resolve_plan(const gm_name_sets *names, gm_source_def *def)
{
    if (def->kind.i < 0 || def->n_plan == 0 || def->plan[0].count == 0) {
        return;
    }
    orders o = begin(names, def);
    int32_t first = gm_plant_first_variant(&names->build->model->plant, def->kind.i);
    gm_plan_row_def *rows = (gm_plan_row_def *)def->plan;
    for (int32_t i = 0; i < def->n_plan; i++) {
        resolve_row(&o, &rows[i], first);
    }
    def->sets = o.sets;
    def->n_sets = o.n_sets;
}
