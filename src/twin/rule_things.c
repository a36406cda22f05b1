// SPDX-License-Identifier: MIT

#include "twin/rule_things.h"

#include "core/schema.h"
#include "plant/engine.h"

#include <string.h>

#define MOST_WORDS 64 // offered as help

// ---- figures

#define OF(kind)    (1u << GM_STEP_##kind)
#define HOLDS       (OF(BUFFER) | OF(CONVEYOR) | OF(MOVING) | OF(TRANSPORT) | OF(RACK))
#define FOR_ORDER   (1u << GM_RULE_FOR_ORDER)
#define NOT_RELEASE (FOR_ORDER | 1u << GM_RULE_FOR_CHOICE)

static const gm_rule_figure step_figures[] = {
    {"parts", "", GM_READ_PARTS, HOLDS | OF(STATION), 0},
    {"outside", "", GM_READ_PARTS, OF(SOURCE), NOT_RELEASE},
    {"queue", "", GM_READ_QUEUE, OF(STATION), 0},
    {"in-work", "", GM_READ_IN_WORK, OF(STATION), 0},
    {"free", "", GM_READ_FREE, OF(STATION) | OF(BUFFER), 0},
    {"made", "", GM_READ_MADE, OF(SOURCE) | OF(STATION) | OF(SINK), 0},
};

static const gm_rule_figure part_figures[] = {
    {"age", "s", GM_READ_PART_AGE, 0, NOT_RELEASE},
    {"born", "s", GM_READ_PART_BORN, 0, NOT_RELEASE},
    {"wait", "s", GM_READ_PART_WAIT, 0, FOR_ORDER},
    {"due", "s", GM_READ_PART_DUE, 0, NOT_RELEASE},
    {"work", "s", GM_READ_PART_WORK, 0, FOR_ORDER},
    {"priority", "", GM_READ_PART_PRIORITY, 0, NOT_RELEASE},
    {"rejections", "", GM_READ_PART_REJECTED, 0, NOT_RELEASE},
};

static const gm_rule_figure crew_figures[] = {
    {"free", "", GM_READ_CREW_FREE, 0, 0},
    {"busy", "", GM_READ_CREW_BUSY, 0, 0},
    {"present", "", GM_READ_CREW_PRESENT, 0, 0},
};

static const gm_rule_figure line_figures[] = {{"parts", "", GM_READ_LINE_PARTS, 0, 0}};
static const gm_rule_figure limit_figures[] = {{"parts", "", GM_READ_LIMIT_PARTS, 0, 0}};
static const gm_rule_figure plant_figures[] = {{"parts", "", GM_READ_PLANT_PARTS, 0, 0}};

static const gm_rule_figure bare_figures[] = {
    {"now", "s", GM_READ_NOW, 0, NOT_RELEASE},
    {"time-of-day", "s", GM_READ_TIME_OF_DAY, 0, NOT_RELEASE},
};

#define ROWS(table) (table), (int)(sizeof(table) / sizeof((table)[0]))

static const char *const part_words[] = {"variant", "kind", "family"};

bool gm_rule_scope_fault(const gm_rule_place_of *place, gm_src src, const char *text)
{
    gm_diag_error(place->names->build->diag, src, "rule: %s", text);
    return false;
}

// ---- things

static gm_rule_thing thing_of_step(const gm_rule_place_of *place, int32_t step_i)
{
    const gm_step_def *step = &place->names->build->model->plant.steps[step_i];
    return (gm_rule_thing){ROWS(step_figures), step_i, step};
}

bool gm_rule_find_thing(const gm_rule_place_of *place, const char *name, gm_rule_thing *out)
{
    const gm_plant_def *plant = &place->names->build->model->plant;
    int32_t step_i = gm_names_find(&place->names->steps, name);
    if (step_i >= 0) {
        *out = thing_of_step(place, step_i);
        return true;
    }
    for (int32_t i = 0; i < plant->n_crews; i++) {
        if (strcmp(plant->crews[i].name, name) == 0) {
            *out = (gm_rule_thing){ROWS(crew_figures), i, NULL};
            return true;
        }
    }
    for (int32_t i = 0; i < plant->n_limits; i++) {
        if (plant->limits[i].name && strcmp(plant->limits[i].name, name) == 0) {
            *out = (gm_rule_thing){ROWS(limit_figures), i, NULL};
            return true;
        }
    }
    for (int32_t i = 0; i < plant->n_lines; i++) {
        if (strcmp(plant->lines[i].name, name) == 0) {
            *out = (gm_rule_thing){ROWS(line_figures), i, NULL};
            return true;
        }
    }
    *out = strcmp(name, "part") == 0 ? (gm_rule_thing){ROWS(part_figures), 0, NULL}
                                     : (gm_rule_thing){ROWS(plant_figures), 0, NULL};
    return strcmp(name, "part") == 0 || strcmp(name, "plant") == 0;
}

bool gm_rule_unknown_thing(const gm_rule_place_of *place, gm_src src, const char *name)
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
    for (int k = 0; k < n; k++) {
        if (strcmp(words[k], name) == 0) {
            gm_diag_error(build->diag, src, "'%s' is no number: a rule reads a figure of it",
                          name);
            gm_diag_hint(build->diag, "as `%s.parts`", name);
            return false;
        }
    }
    if (!gm_build_may_have(build, name)) {
        gm_report_unknown(build->diag, src, "name in a rule", name, words, n);
    }
    return false;
}

static bool has(const gm_rule_thing *t, const gm_rule_figure *f)
{
    return !t->step || (f->steps >> t->step->kind & 1);
}

bool gm_rule_unknown_figure(const gm_rule_place_of *place, gm_src src, const gm_rule_thing *t,
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

bool gm_rule_may_read(const gm_rule_place_of *place, gm_src src, const gm_rule_figure *f)
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
        gm_rule_scope_fault(place, src, "no part has a due date");
        gm_diag_hint(build->diag, "add `due: 8 h` or another law to its source");
        return false;
    }
    bool is_kit = place->step->kind == GM_STEP_STATION && place->step->station->needs.n > 0;
    if (f->of == GM_READ_PART_WORK && is_kit) {
        return gm_rule_scope_fault(place, src,
                                   "a part that is joined to others has no work of its own");
    }
    return true;
}

// ---- to look up

const gm_rule_figure *gm_rule_bare_figure(const char *word)
{
    for (size_t i = 0; i < sizeof bare_figures / sizeof bare_figures[0]; i++) {
        if (strcmp(bare_figures[i].word, word) == 0) {
            return &bare_figures[i];
        }
    }
    return NULL;
}

const gm_rule_figure *gm_rule_figure_of(const gm_rule_thing *t, const char *word)
{
    for (int i = 0; i < t->n_figures; i++) {
        if (strcmp(t->figures[i].word, word) == 0 && has(t, &t->figures[i])) {
            return &t->figures[i];
        }
    }
    return NULL;
}

bool gm_rule_is_step_figure(const char *word)
{
    for (size_t i = 0; i < sizeof step_figures / sizeof step_figures[0]; i++) {
        if (strcmp(step_figures[i].word, word) == 0) {
            return true;
        }
    }
    return false;
}

bool gm_rule_is_part_word(const gm_rule_thing *t, const char *word)
{
    for (int i = 0; i < 3 && t->figures == part_figures; i++) {
        if (strcmp(part_words[i], word) == 0) {
            return true;
        }
    }
    return false;
}
