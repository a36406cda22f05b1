// SPDX-License-Identifier: MIT

#include "twin/rule_scope.h"

#include "core/schema.h"
#include "plant/engine.h"

#include <math.h>
#include <string.h>

#define MOST_MACHINES 64 // that are asked for their states one by one
#define MOST_WORDS    64 // offered as help

// ---- figures

typedef struct figure {
    const char *word;
    const char *unit;
    gm_reading_of of;
    unsigned steps; // kinds of steps that have it, as bits; 0 where it is of no step
    unsigned uses;  // rules that may read it, as bits; 0: all
} figure;

#define OF(kind)    (1u << GM_STEP_##kind)
#define HOLDS       (OF(BUFFER) | OF(CONVEYOR) | OF(MOVING) | OF(TRANSPORT) | OF(RACK))
#define FOR_ORDER   (1u << GM_RULE_FOR_ORDER)
#define NOT_RELEASE (FOR_ORDER | 1u << GM_RULE_FOR_CHOICE)

static const figure step_figures[] = {
    {"parts", "", GM_READ_PARTS, HOLDS | OF(STATION), 0},
    {"outside", "", GM_READ_PARTS, OF(SOURCE), NOT_RELEASE},
    {"queue", "", GM_READ_QUEUE, OF(STATION), 0},
    {"in-work", "", GM_READ_IN_WORK, OF(STATION), 0},
    {"free", "", GM_READ_FREE, OF(STATION) | OF(BUFFER), 0},
    {"made", "", GM_READ_MADE, OF(SOURCE) | OF(STATION) | OF(SINK), 0},
};

static const figure part_figures[] = {
    {"age", "s", GM_READ_PART_AGE, 0, NOT_RELEASE},
    {"born", "s", GM_READ_PART_BORN, 0, NOT_RELEASE},
    {"wait", "s", GM_READ_PART_WAIT, 0, FOR_ORDER},
    {"due", "s", GM_READ_PART_DUE, 0, NOT_RELEASE},
    {"work", "s", GM_READ_PART_WORK, 0, FOR_ORDER},
    {"priority", "", GM_READ_PART_PRIORITY, 0, NOT_RELEASE},
    {"rejections", "", GM_READ_PART_REJECTED, 0, NOT_RELEASE},
};

static const figure crew_figures[] = {
    {"free", "", GM_READ_CREW_FREE, 0, 0},
    {"busy", "", GM_READ_CREW_BUSY, 0, 0},
    {"present", "", GM_READ_CREW_PRESENT, 0, 0},
};

static const figure line_figures[] = {{"parts", "", GM_READ_LINE_PARTS, 0, 0}};
static const figure limit_figures[] = {{"parts", "", GM_READ_LIMIT_PARTS, 0, 0}};
static const figure plant_figures[] = {{"parts", "", GM_READ_PLANT_PARTS, 0, 0}};

static const figure bare_figures[] = {
    {"now", "s", GM_READ_NOW, 0, NOT_RELEASE},
    {"time-of-day", "s", GM_READ_TIME_OF_DAY, 0, NOT_RELEASE},
};

#define ROWS(table) (table), (int)(sizeof(table) / sizeof((table)[0]))

static const char *const part_words[] = {"variant", "kind", "family"};

// A thing that rules may read.
typedef struct thing {
    const figure *figures;
    int n_figures;
    int32_t i;
    const gm_step_def *step; // NULL: it is none
} thing;

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

static bool fault(const gm_rule_place_of *place, gm_src src, const char *text)
{
    gm_diag_error(place->names->build->diag, src, "rule: %s", text);
    return false;
}

// A value that is read; false when there are too many.
static bool give(gm_rule_place_of *place, gm_src src, gm_reading reading, gm_rule_type type,
                 const char *unit, gm_rule_found *out)
{
    *out = (gm_rule_found){.type = type};
    double si;
    (void)gm_unit_find(unit, &si, &out->dim);
    out->slot = slot_of(place, reading);
    return out->slot < GM_RULE_SLOTS_MAX ? true
                                         : fault(place, src, "it reads more than 64 values");
}

// ---- things

static thing thing_of_step(const gm_rule_place_of *place, int32_t step_i)
{
    const gm_step_def *step = &place->names->build->model->plant.steps[step_i];
    return (thing){ROWS(step_figures), step_i, step};
}

static bool find_thing(const gm_rule_place_of *place, const char *name, thing *out)
{
    const gm_plant_def *plant = &place->names->build->model->plant;
    int32_t step_i = gm_names_find(&place->names->steps, name);
    if (step_i >= 0) {
        *out = thing_of_step(place, step_i);
        return true;
    }
    for (int32_t i = 0; i < plant->n_crews; i++) {
        if (strcmp(plant->crews[i].name, name) == 0) {
            *out = (thing){ROWS(crew_figures), i, NULL};
            return true;
        }
    }
    for (int32_t i = 0; i < plant->n_limits; i++) {
        if (plant->limits[i].name && strcmp(plant->limits[i].name, name) == 0) {
            *out = (thing){ROWS(limit_figures), i, NULL};
            return true;
        }
    }
    for (int32_t i = 0; i < plant->n_lines; i++) {
        if (strcmp(plant->lines[i].name, name) == 0) {
            *out = (thing){ROWS(line_figures), i, NULL};
            return true;
        }
    }
    *out = strcmp(name, "part") == 0 ? (thing){ROWS(part_figures), 0, NULL}
                                     : (thing){ROWS(plant_figures), 0, NULL};
    return strcmp(name, "part") == 0 || strcmp(name, "plant") == 0;
}

static bool unknown_thing(const gm_rule_place_of *place, gm_src src, const char *name)
{
    const gm_build *build = place->names->build;
    const gm_plant_def *plant = &build->model->plant;
    int room = plant->n_steps + plant->n_crews + plant->n_lines + plant->n_limits + 2;
    const char **words = GM_NEW(build->arena, const char *, room);
    int n = 0;
    words[n++] = "part";
    words[n++] = "plant";
    for (int32_t i = 0; i < plant->n_steps; i++) {
        words[n++] = plant->steps[i].name;
    }
    for (int32_t i = 0; i < plant->n_crews; i++) {
        words[n++] = plant->crews[i].name;
    }
    for (int32_t i = 0; i < plant->n_lines; i++) {
        words[n++] = plant->lines[i].name;
    }
    for (int32_t i = 0; i < plant->n_limits; i++) {
        words[n] = plant->limits[i].name;
        n += words[n] ? 1 : 0;
    }
    if (!gm_build_may_have(build, name)) {
        gm_report_unknown(build->diag, src, "name in a rule", name, words, n);
    }
    return false;
}

static bool has(const thing *t, const figure *f)
{
    return !t->step || (f->steps >> t->step->kind & 1);
}

static bool unknown_figure(const gm_rule_place_of *place, gm_src src, const thing *t,
                           const char *object, const char *word)
{
    const gm_build *build = place->names->build;
    const char *words[MOST_WORDS];
    int n = 0;
    for (int i = 0; i < t->n_figures; i++) {
        if (has(t, &t->figures[i])) {
            words[n++] = t->figures[i].word;
        }
    }
    for (int i = 0; i < 3 && t->figures == part_figures; i++) {
        words[n++] = part_words[i];
    }
    if (t->step && t->step->kind == GM_STEP_STATION) {
        words[n++] = "machines";
        words[n++] = "state";
        for (int s = 0; s < GM_N_STATES; s++) {
            words[n++] = gm_state_word((gm_state)s);
        }
    }
    const char *what = gm_arena_printf(build->arena, "figure of %s", object);
    gm_report_unknown(build->diag, src, what, word, words, n);
    return false;
}

// ---- figures that a rule may not read where it stands

static bool source_has_due(const gm_plant_def *plant)
{
    for (int32_t i = 0; i < plant->n_steps; i++) {
        if (plant->steps[i].kind == GM_STEP_SOURCE && plant->steps[i].source->has_due) {
            return true;
        }
    }
    return false;
}

static bool may_read(const gm_rule_place_of *place, gm_src src, const figure *f)
{
    const gm_build *build = place->names->build;
    if (f->uses != 0 && !(f->uses >> place->use & 1)) {
        bool is_time = f->of == GM_READ_NOW || f->of == GM_READ_TIME_OF_DAY;
        if (place->use != GM_RULE_FOR_RELEASE) {
            gm_diag_error(build->diag, src,
                          "rule: `part.%s` is known only while the part waits: in an `order:`",
                          f->word);
        } else if (is_time) {
            gm_diag_error(build->diag, src,
                          "rule: `release:` cannot read the time, as nothing would wake it");
            gm_diag_hint(build->diag, "hours are said by `calendar:`, rates by `plan:`");
        } else {
            gm_diag_error(build->diag, src,
                          "rule: `release:` cannot read `%s`: there is no "
                          "part yet",
                          f->word);
        }
        return false;
    }
    if (f->of == GM_READ_PART_DUE && !source_has_due(&build->model->plant)) {
        fault(place, src, "no part has a due date");
        gm_diag_hint(build->diag, "add `due: 8 h` or another law to its source");
        return false;
    }
    bool is_kit = place->step->kind == GM_STEP_STATION && place->step->station->needs.n > 0;
    if (f->of == GM_READ_PART_WORK && is_kit) {
        return fault(place, src, "a part that is joined to others has no work of its own");
    }
    return true;
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

static bool find_state(gm_rule_place_of *place, gm_src src, const thing *t, const char *word,
                       gm_rule_type type, gm_rule_found *out)
{
    int state = state_of(word);
    if (t->step->station->machines > MOST_MACHINES) {
        return fault(place, src, "only stations of at most 64 machines are asked for states");
    }
    gm_reading reading = {.of = GM_READ_IN_STATE, .i = t->i, .k = state};
    return give(place, src, reading, type, "", out);
}

static bool is_station(const thing *t)
{
    return t->step && t->step->kind == GM_STEP_STATION;
}

// ---- names

static bool find_bare(gm_rule_place_of *place, gm_src src, const char *word, gm_rule_found *out)
{
    for (size_t i = 0; i < sizeof bare_figures / sizeof bare_figures[0]; i++) {
        const figure *f = &bare_figures[i];
        if (strcmp(f->word, word) == 0) {
            return may_read(place, src, f) &&
                   give(place, src, (gm_reading){.of = f->of}, GM_RULE_NUMBER, f->unit, out);
        }
    }
    int32_t step_i = gm_names_find(&place->names->steps, word);
    if (step_i < 0) {
        return unknown_thing(place, src, word);
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
    thing t;
    if (!find_thing(place, object, &t)) {
        return unknown_thing(place, src, object);
    }
    for (int i = 0; i < t.n_figures; i++) {
        const figure *f = &t.figures[i];
        if (strcmp(f->word, word) == 0 && has(&t, f)) {
            return may_read(place, src, f) &&
                   give(place, src, (gm_reading){.of = f->of, .i = t.i}, GM_RULE_NUMBER,
                        f->unit, out);
        }
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
    return unknown_figure(place, src, &t, object, word);
}

static bool is_alone(void *user, const char *word)
{
    const gm_rule_place_of *place = user;
    for (size_t i = 0; i < sizeof step_figures / sizeof step_figures[0]; i++) {
        if (strcmp(step_figures[i].word, word) == 0) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof bare_figures / sizeof bare_figures[0]; i++) {
        if (strcmp(bare_figures[i].word, word) == 0) {
            return true;
        }
    }
    return gm_names_find(&place->names->steps, word) >= 0;
}

static bool is_word(void *user, const char *object, const char *word)
{
    gm_rule_place_of *place = user;
    thing t;
    if (!object || !find_thing(place, object, &t)) {
        return false;
    }
    for (int i = 0; i < 3 && t.figures == part_figures; i++) {
        if (strcmp(part_words[i], word) == 0) {
            return true;
        }
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
                return fault(place, src, "`other` is no variant");
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
        return fault(place, src, "`release:` cannot read a part: there is none yet");
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

static bool is_in_state(gm_rule_place_of *place, gm_src src, const thing *t, const char *word,
                        gm_rule_found *out)
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
    thing t;
    (void)find_thing(place, object, &t); // is_word() has found it
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
        return fault(place, code->src,
                     "an order is a number, the least first, like `if .. then 0 else 1`");
    case GM_RULE_FOR_CHOICE:
        return fault(place, code->src,
                     "it chooses by a number, the least, or by a name, as `argmin(..)` gives");
    case GM_RULE_FOR_RELEASE:
        break;
    }
    return fault(place, code->src,
                 "a release is true or not, as in `rack.parts < 5`: this is neither");
}

static bool check_order(const gm_rule_place_of *place, const gm_rule *code)
{
    for (int i = 0; i < place->readings.n; i++) {
        if (gm_reading_is_of_part(place->readings.items[i].of)) {
            return true;
        }
    }
    return fault(place, code->src,
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
