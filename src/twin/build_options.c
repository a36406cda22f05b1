// SPDX-License-Identifier: MIT
//
// Options of a kind: every combination of them becomes a variant, whose share is the product.
//
// So all that goes by variant goes by options too, and a part carries nothing more. What a variant
// is made of stays with it as properties: its name as written, and the values that it has.

#include "core/schema.h"
#include "twin/build.h"

#include <string.h>

#define MOST_COMBINATIONS 4096
#define JOIN              "+" // in the name of a combination, which no one writes

// One option as it holds for one variant.
typedef struct choice {
    int n;                // values; of a plain option two: with it and without
    const double *shares; // adding up to 1
    int first;            // property of the first value
    bool is_plain;        // the second value is that of having it not
} choice;

typedef struct options {
    gm_build *build;
    const gm_raw_kind *raw;
    gm_kind_def *kind;
    const char **properties;
    int n_properties;
    int family; // option that gives the families, -1: none
} options;

static int n_values(const gm_raw_option *option)
{
    return option->values.n > 0 ? option->values.n : 1;
}

// ---- properties

static void add_property(options *o, const char *name, gm_src src)
{
    for (int i = 0; i < o->n_properties; i++) {
        if (strcmp(o->properties[i], name) == 0) {
            gm_diag_error(o->build->diag, src,
                          "part '%s': '%s' is the name of two variants or "
                          "options",
                          o->raw->name, name);
            return;
        }
    }
    o->properties[o->n_properties++] = name;
}

static void collect(options *o)
{
    const gm_raw_kind *raw = o->raw;
    int n = raw->variants.n;
    for (int i = 0; i < raw->options.n; i++) {
        n += n_values(&raw->options.items[i]);
    }
    o->properties = GM_NEW(o->build->arena, const char *, n);
    if (n > GM_MOST_PROPERTIES) {
        if (raw->options.n > 0) {
            gm_diag_error(o->build->diag, raw->src,
                          "part '%s': more than %d variants and values of options, got %d",
                          raw->name, GM_MOST_PROPERTIES, n);
        }
        return;
    }
    for (int i = 0; i < raw->variants.n; i++) {
        add_property(o, raw->variants.items[i].def.name, raw->variants.items[i].def.src);
    }
    for (int i = 0; i < raw->options.n; i++) {
        const gm_raw_option *option = &raw->options.items[i];
        for (int v = 0; v < option->values.n; v++) {
            add_property(o, option->values.items[v].name, option->values.items[v].src);
        }
        if (option->values.n == 0) {
            add_property(o, option->name, option->src);
        }
    }
}

static void find_family(options *o)
{
    const gm_raw_kind *raw = o->raw;
    o->family = -1;
    for (int i = 0; i < raw->options.n; i++) {
        if (!raw->options.items[i].is_family) {
            continue;
        }
        if (o->family >= 0) {
            gm_diag_error(o->build->diag, raw->options.items[i].src,
                          "part '%s': two options give the changeover family", raw->name);
        }
        o->family = i;
    }
    for (int i = 0; i < raw->variants.n && o->family >= 0; i++) {
        if (raw->variants.items[i].def.family) {
            gm_diag_error(o->build->diag, raw->variants.items[i].def.src,
                          "part '%s': the family of '%s' is given by its option '%s'",
                          raw->name, raw->variants.items[i].def.name,
                          raw->options.items[o->family].name);
        }
    }
}

// ---- what an option is for a variant

static const gm_raw_option *override_of(const gm_raw_variant *variant, const char *name)
{
    for (int i = 0; variant && i < variant->options.n; i++) {
        if (strcmp(variant->options.items[i].name, name) == 0) {
            return &variant->options.items[i];
        }
    }
    return NULL;
}

static double share_named(const gm_raw_option *option, const char *name)
{
    for (int i = 0; i < option->values.n; i++) {
        if (strcmp(option->values.items[i].name, name) == 0) {
            return option->values.items[i].value;
        }
    }
    return 0.0;
}

static choice choose(options *o, const gm_raw_variant *variant, int option_i, int first)
{
    const gm_raw_option *option = &o->raw->options.items[option_i];
    const gm_raw_option *own = override_of(variant, option->name);
    const gm_raw_option *from = own ? own : option;
    choice c = {.first = first, .is_plain = option->values.n == 0};
    c.n = c.is_plain ? 2 : option->values.n;
    double *shares = GM_NEW(o->build->arena, double, c.n);
    double sum = 0.0;
    for (int v = 0; v < c.n; v++) {
        shares[v] = c.is_plain ? (v == 0 ? from->share : 1.0 - from->share)
                               : share_named(from, option->values.items[v].name);
        sum += shares[v];
    }
    for (int v = 0; v < c.n && sum > 0.0; v++) {
        shares[v] /= sum; // drawn shares come back to 1
    }
    c.shares = shares;
    return c;
}

// Overrides name options and values of the kind.
static void check_overrides(options *o, const gm_raw_variant *variant)
{
    int n = o->raw->options.n;
    const char **names = GM_NEW(o->build->arena, const char *, n);
    for (int i = 0; i < n; i++) {
        names[i] = o->raw->options.items[i].name;
    }
    for (int i = 0; i < variant->options.n; i++) {
        const gm_raw_option *own = &variant->options.items[i];
        int at = 0;
        while (at < n && strcmp(names[at], own->name) != 0) {
            at++;
        }
        if (at == n) {
            gm_report_unknown(o->build->diag, own->src, "option", own->name, names, n);
            continue;
        }
        const gm_raw_option *option = &o->raw->options.items[at];
        if ((option->values.n == 0) != (own->values.n == 0)) {
            gm_diag_error(o->build->diag, own->src, "option '%s' has %s", own->name,
                          option->values.n == 0 ? "a share and no values" : "values");
            continue;
        }
        const char **values = GM_NEW(o->build->arena, const char *, option->values.n);
        for (int v = 0; v < option->values.n; v++) {
            values[v] = option->values.items[v].name;
        }
        for (int v = 0; v < own->values.n; v++) {
            bool known = false;
            for (int k = 0; k < option->values.n; k++) {
                known = known || strcmp(values[k], own->values.items[v].name) == 0;
            }
            if (!known) {
                gm_report_unknown(o->build->diag, own->values.items[v].src, "value",
                                  own->values.items[v].name, values, option->values.n);
            }
        }
    }
}

// ---- combinations

// The values picked, as the variant that they make.
static gm_variant_def combine(const options *o, const gm_variant_def *base, int base_i,
                              const choice *choices, const int *picked)
{
    gm_arena *arena = o->build->arena;
    gm_variant_def made = *base;
    const char *name = base->name;
    made.base = base->name;
    made.base_share = 1.0;
    made.has = base->name ? (uint64_t)1 << base_i : 0;
    for (int i = 0; i < o->raw->options.n; i++) {
        const choice *c = &choices[i];
        bool is_without = c->is_plain && picked[i] == 1;
        made.base_share *= c->shares[picked[i]];
        const char *value = is_without ? NULL : o->properties[c->first + picked[i]];
        made.has |= is_without ? 0 : (uint64_t)1 << (c->first + picked[i]);
        if (value) {
            name = name ? gm_arena_printf(arena, "%s" JOIN "%s", name, value) : value;
        }
        if (i == o->family) {
            made.family =
                value ? value : gm_arena_printf(arena, "no-%s", o->properties[c->first]);
        }
    }
    made.name = name ? name : gm_arena_printf(arena, "plain-%s", o->raw->name);
    if (!base->name && o->family < 0) {
        made.family = o->raw->name; // without variants a kind is one family
    }
    made.share = base->share * made.base_share;
    return made;
}

// The next combination, the last option turning fastest. False: that was the last.
static bool advance(const options *o, const choice *choices, int *picked)
{
    for (int i = o->raw->options.n - 1; i >= 0; i--) {
        picked[i] += 1;
        if (picked[i] < choices[i].n) {
            return true;
        }
        picked[i] = 0;
    }
    return false;
}

static void combine_all(options *o, const gm_variant_def *bases, int n_bases, int64_t most)
{
    gm_arena *arena = o->build->arena;
    const gm_raw_kind *raw = o->raw;
    gm_variant_def *variants = GM_NEW(arena, gm_variant_def, most);
    choice *choices = GM_NEW(arena, choice, raw->options.n);
    int *picked = GM_NEW(arena, int, raw->options.n);
    int32_t n = 0;
    for (int b = 0; b < n_bases; b++) {
        const gm_raw_variant *variant = raw->variants.n > 0 ? &raw->variants.items[b] : NULL;
        int first = raw->variants.n;
        for (int i = 0; i < raw->options.n; i++) {
            choices[i] = choose(o, variant, i, first);
            first += n_values(&raw->options.items[i]);
        }
        do {
            variants[n] = combine(o, &bases[b], b, choices, picked);
            n += variants[n].base_share > 0.0 ? 1 : 0; // one that never comes is none
        } while (advance(o, choices, picked));
    }
    o->kind->variants = variants;
    o->kind->n_variants = n;
}

static int64_t count_combinations(const gm_raw_kind *raw, int n_bases)
{
    int64_t n = n_bases;
    for (int i = 0; i < raw->options.n && n <= MOST_COMBINATIONS; i++) {
        n *= raw->options.items[i].values.n > 0 ? raw->options.items[i].values.n : 2;
    }
    return n;
}

static void mark_plain(const options *o)
{
    gm_variant_def *variants = (gm_variant_def *)o->kind->variants;
    for (int32_t v = 0; v < o->kind->n_variants && v < o->n_properties; v++) {
        variants[v].has = (uint64_t)1 << v;
        variants[v].base_share = 1.0;
    }
}

void gm_build_options(gm_build *build, const gm_raw_kind *raw, gm_kind_def *kind)
{
    options o = {.build = build, .raw = raw, .kind = kind};
    int before = build->diag->count;
    collect(&o);
    find_family(&o);
    for (int i = 0; i < raw->variants.n; i++) {
        check_overrides(&o, &raw->variants.items[i]);
    }
    kind->n_properties = o.n_properties;
    kind->properties = o.properties;
    if (raw->options.n == 0) {
        mark_plain(&o);
        return;
    }
    kind->has_options = true;
    static const gm_variant_def nameless = {.share = 1.0, .priority = 1};
    const gm_variant_def *bases = raw->variants.n > 0 ? kind->variants : &nameless;
    int n_bases = raw->variants.n > 0 ? raw->variants.n : 1;
    int64_t most = count_combinations(raw, n_bases);
    if (most > MOST_COMBINATIONS) {
        gm_diag_error(build->diag, raw->src,
                      "part '%s': its options make more than %d combinations", raw->name,
                      MOST_COMBINATIONS);
        return;
    }
    if (build->diag->count == before) {
        combine_all(&o, bases, n_bases, most);
    }
}
