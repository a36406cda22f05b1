// SPDX-License-Identifier: MIT

#include "twin/rule_scope.h"

#include "core/schema.h"
#include "plant/engine.h"
#include "twin/rule_things.h"

#include <math.h>
#include <string.h>

#define MOST_MACHINES 64 // that are asked for their states one by one

// ---- readings

static int32_t slot_of(gm_rule_place_of *place, gm_reading reading)
{
    for (int i = 0; i < place->readings.n; i++) {
        const gm_reading *r = &place->readings.items[i];
        if (r->of == reading.of && r->i == reading.i && r->k == reading.k &&
            r->variants == reading.variants) {
            return i;
        }
    }
    GM_ARRAY_PUSH(place->names->build->arena, &place->readings, reading);
    return place->readings.n - 1;
}

// A value that is read; false when there are too many.
static bool give(gm_rule_place_of *place, gm_src src, gm_reading reading, gm_rule_type type,
                 const char *unit, gm_rule_found *out)
{
    *out = (gm_rule_found){.type = type};
    double si;
    (void)gm_unit_find(unit, &si, &out->dim);
    out->slot = slot_of(place, reading);
    return out->slot < GM_RULE_SLOTS_MAX
               ? true
               : gm_rule_scope_fault(place, src, "it reads more than 64 values");
}

// ---- states of machines

static int state_of(const char *word)
{
    for (int s = 0; s < GM_N_STATES; s++) {
        if (strcmp(gm_state_word((gm_state)s), word) == 0) {
            return s;
        }
    }
    return -1;
}

static bool find_state(gm_rule_place_of *place, gm_src src, const gm_rule_thing *t,
                       const char *word, gm_rule_type type, gm_rule_found *out)
{
    int state = state_of(word);
    if (t->step->station->machines > MOST_MACHINES) {
        return gm_rule_scope_fault(place, src,
                                   "only stations of at most 64 machines are asked for states");
    }
    gm_reading reading = {.of = GM_READ_IN_STATE, .i = t->i, .k = state};
    return give(place, src, reading, type, "", out);
}

static bool is_station(const gm_rule_thing *t)
{
    return t->step && t->step->kind == GM_STEP_STATION;
}

// ---- names

static bool find_bare(gm_rule_place_of *place, gm_src src, const char *word, gm_rule_found *out)
{
    const gm_rule_figure *f = gm_rule_bare_figure(word);
    if (f) {
        return gm_rule_may_read(place, src, f) &&
               give(place, src, (gm_reading){.of = f->of}, GM_RULE_NUMBER, f->unit, out);
    }
    int32_t step_i = gm_names_find(&place->names->steps, word);
    if (step_i < 0) {
        return gm_rule_unknown_thing(place, src, word);
    }
    *out = (gm_rule_found){.type = GM_RULE_CHOICE, .is_constant = true, .value = step_i};
    for (int32_t i = 0; place->route && i < place->route->n; i++) {
        if (place->route->rows[i].step.i == step_i) {
            out->value = i;
            return true;
        }
    }
    if (place->route) {
        gm_diag_error(place->names->build->diag, src,
                      "rule: '%s' is not among those to choose from", word);
        gm_diag_hint(place->names->build->diag, "add it to `of:`");
    }
    return !place->route;
}

static bool find(void *user, gm_src src, const char *object, const char *word,
                 gm_rule_found *out)
{
    gm_rule_place_of *place = user;
    if (!object) {
        return find_bare(place, src, word, out);
    }
    gm_rule_thing t;
    if (!gm_rule_find_thing(place, object, &t)) {
        return gm_rule_unknown_thing(place, src, object);
    }
    const gm_rule_figure *f = gm_rule_figure_of(&t, word);
    if (f) {
        return gm_rule_may_read(place, src, f) &&
               give(place, src, (gm_reading){.of = f->of, .i = t.i}, GM_RULE_NUMBER, f->unit,
                    out);
    }
    if (is_station(&t) && strcmp(word, "machines") == 0) {
        int32_t n = t.step->station->machines;
        *out = (gm_rule_found){.is_constant = true, .value = n};
        out->value = n == GM_UNLIMITED ? (double)INFINITY : n;
        return true;
    }
    if (is_station(&t) && state_of(word) >= 0) {
        return find_state(place, src, &t, word, GM_RULE_NUMBER, out);
    }
    return gm_rule_unknown_figure(place, src, &t, object, word);
}

static bool is_alone(void *user, const char *word)
{
    const gm_rule_place_of *place = user;
    if (gm_rule_is_step_figure(word)) {
        return false;
    }
    if (gm_rule_bare_figure(word)) {
        return true;
    }
    return gm_names_find(&place->names->steps, word) >= 0;
}

static bool is_word(void *user, const char *object, const char *word)
{
    gm_rule_place_of *place = user;
    gm_rule_thing t;
    if (!object || !gm_rule_find_thing(place, object, &t)) {
        return false;
    }
    if (gm_rule_is_part_word(&t, word)) {
        return true;
    }
    return is_station(&t) && strcmp(word, "state") == 0;
}

// ---- `is`

static void add_variants(gm_rule_place_of *place, uint64_t *set, const char *word,
                         const char *which)
{
    const gm_plant_def *plant = &place->names->build->model->plant;
    int32_t flat = 0;
    for (int32_t k = 0; k < plant->n_kinds; k++) {
        const gm_kind_def *kind = &plant->kinds[k];
        for (int32_t v = 0; v < (kind->n_variants > 0 ? kind->n_variants : 1); v++, flat++) {
            const char *family = kind->n_variants > 0 ? kind->variants[v].family : kind->name;
            const char *own = strcmp(which, "kind") == 0 ? kind->name : family;
            if (strcmp(own, word) == 0) {
                set[flat >> 6] |= (uint64_t)1 << (flat & 63);
            }
        }
    }
}

static bool is_family(const gm_plant_def *plant, const char *word)
{
    for (int32_t k = 0; k < plant->n_kinds; k++) {
        for (int32_t v = 0; v < plant->kinds[k].n_variants; v++) {
            if (strcmp(plant->kinds[k].variants[v].family, word) == 0) {
                return true;
            }
        }
    }
    return false;
}

// The variants that the word of a part means; false when there are none of that name.
static bool find_variants(gm_rule_place_of *place, gm_src src, const char *which,
                          const char *word, uint64_t *set)
{
    gm_build *build = place->names->build;
    gm_ref ref = {word, src, -1};
    if (strcmp(which, "variant") == 0) {
        gm_route_row_def row = {.variant = ref};
        int32_t n = 1;
        int before = build->diag->count;
        const gm_route_row_def *rows = gm_expand_routes(place->names, &row, &n);
        for (int32_t i = 0; i < n; i++) {
            int32_t v = rows[i].variant.i;
            if (v < 0) {
                return gm_rule_scope_fault(place, src, "`other` is no variant");
            }
            set[v >> 6] |= (uint64_t)1 << (v & 63);
        }
        return build->diag->count == before && n > 0;
    }
    bool is_kind = strcmp(which, "kind") == 0;
    if (is_kind && !gm_names_resolve(build, &place->names->kinds, &ref)) {
        return false;
    }
    if (!is_kind && !is_family(&build->model->plant, word)) {
        gm_diag_error(build->diag, src, "rule: there is no changeover family '%s'", word);
        return false;
    }
    add_variants(place, set, word, which);
    return true;
}

static bool has_variants(const gm_reading *r, const uint64_t *set, size_t bytes)
{
    return r->of == GM_READ_PART_IS && memcmp(r->variants, set, bytes) == 0;
}

static bool is_variant(gm_rule_place_of *place, gm_src src, const char *which, const char *word,
                       gm_rule_found *out)
{
    const gm_build *build = place->names->build;
    const gm_plant_def *plant = &build->model->plant;
    int32_t words = gm_plant_first_variant(plant, plant->n_kinds) / 64 + 1;
    uint64_t *set = GM_NEW(build->arena, uint64_t, words);
    if (place->use == GM_RULE_FOR_RELEASE) {
        return gm_rule_scope_fault(place, src,
                                   "`release:` cannot read a part: there is none yet");
    }
    if (!find_variants(place, src, which, word, set)) {
        return false;
    }
    const uint64_t *variants = set;
    for (int i = 0; i < place->readings.n; i++) {
        if (has_variants(&place->readings.items[i], set, (size_t)words * sizeof *set)) {
            variants = place->readings.items[i].variants;
        }
    }
    return give(place, src, (gm_reading){.of = GM_READ_PART_IS, .variants = variants},
                GM_RULE_TRUTH, "", out);
}

static bool is_in_state(gm_rule_place_of *place, gm_src src, const gm_rule_thing *t,
                        const char *word, gm_rule_found *out)
{
    const gm_build *build = place->names->build;
    int32_t n = t->step->station->machines;
    if (state_of(word) < 0) {
        const char *words[GM_N_STATES];
        for (int s = 0; s < GM_N_STATES; s++) {
            words[s] = gm_state_word((gm_state)s);
        }
        gm_report_unknown(build->diag, src, "state", word, words, GM_N_STATES);
        return false;
    }
    if (n != 1) {
        gm_diag_error(build->diag, src,
                      "rule: '%s' has several machines, each with a state of its own",
                      t->step->name);
        gm_diag_hint(build->diag, "count them, as in `%s.%s > 0`", t->step->name, word);
        return false;
    }
    return find_state(place, src, t, word, GM_RULE_TRUTH, out);
}

static bool is(void *user, gm_src src, const char *object, const char *what, const char *word,
               gm_rule_found *out)
{
    gm_rule_place_of *place = user;
    gm_rule_thing t;
    (void)gm_rule_find_thing(place, object, &t); // is_word() has found it
    return is_station(&t) ? is_in_state(place, src, &t, word, out)
                          : is_variant(place, src, what, word, out);
}

// ---- a rule

gm_rule_scope gm_rule_scope_create(gm_rule_place_of *place)
{
    gm_rule_scope scope = {
        .user = place, .find = find, .is = is, .is_word = is_word, .is_alone = is_alone};
    if (place->route) {
        const char **members =
            GM_NEW(place->names->build->arena, const char *, place->route->n);
        for (int32_t i = 0; i < place->route->n; i++) {
            members[i] = place->route->rows[i].step.name;
        }
        scope.has_members = true;
        scope.n_members = place->route->n;
        scope.members = members;
    }
    return scope;
}

static bool check_type(const gm_rule_place_of *place, const gm_rule *code)
{
    static const gm_rule_type wanted[] = {[GM_RULE_FOR_ORDER] = GM_RULE_NUMBER,
                                          [GM_RULE_FOR_CHOICE] = GM_RULE_CHOICE,
                                          [GM_RULE_FOR_RELEASE] = GM_RULE_TRUTH};
    if (code->type == wanted[place->use]) {
        return true;
    }
    switch (place->use) {
    case GM_RULE_FOR_ORDER:
        return gm_rule_scope_fault(
            place, code->src,
            "an order is a number, the least first, like `if .. then 0 else 1`");
    case GM_RULE_FOR_CHOICE:
        return gm_rule_scope_fault(
            place, code->src,
            "it chooses by a number, the least, or by a name, as `argmin(..)` gives");
    case GM_RULE_FOR_RELEASE:
        break;
    }
    return gm_rule_scope_fault(
        place, code->src, "a release is true or not, as in `rack.parts < 5`: this is neither");
}

static bool check_order(const gm_rule_place_of *place, const gm_rule *code)
{
    for (int i = 0; i < place->readings.n; i++) {
        if (gm_reading_is_of_part(place->readings.items[i].of)) {
            return true;
        }
    }
    return gm_rule_scope_fault(
        place, code->src,
        "an order reads something of the part, like `part.due`; this is the same for "
        "every part");
}

void gm_rule_resolve(const gm_name_sets *names, gm_rule_use use, const gm_step_def *step,
                     const gm_route_def *route, gm_rule_def *rule)
{
    if (!rule->text || (route && route->n == 0)) {
        return; // none, or without the list that it chooses from, which is told
    }
    gm_build *build = names->build;
    gm_rule_place_of *place = GM_NEW(build->arena, gm_rule_place_of, 1);
    *place = (gm_rule_place_of){.names = names, .use = use, .step = step, .route = route};
    gm_rule_scope scope = gm_rule_scope_create(place);
    const gm_rule *code =
        gm_rule_compile(rule->text, rule->src, &scope, build->arena, build->diag);
    bool ok = code && check_type(place, code);
    ok = ok && (use != GM_RULE_FOR_ORDER || check_order(place, code));
    rule->code = ok ? code : NULL;
    rule->n_readings = place->readings.n;
    rule->readings = place->readings.items;
}
