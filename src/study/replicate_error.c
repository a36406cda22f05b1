// SPDX-License-Identifier: MIT
//
// Why a replication has no answer, in words.

#include "study/growth.h"
#include "study/replicate.h"

const char *gm_run_error_text(gm_run_error error)
{
    switch (error) {
    case GM_RUN_OK:
        return "ok";
    case GM_RUN_TOO_MANY_PARTS:
        return "more parts alive at once than `guards: parts` allows: something fills up";
    case GM_RUN_STUCK:
        return "nothing can happen any more before the end: the plant is stuck";
    case GM_RUN_NO_PROGRESS:
        return "endless events at one instant: parts go in a circle in no time";
    case GM_RUN_UNBALANCED:
        return "parts do not add up: a fault of gemba itself; please report it with the model";
    case GM_RUN_RULE:
        return "a rule has no value";
    }
    return "";
}

// Which rule, where in the text, what happened, and when by the clock.
static const char *rule_words(const gm_twin *twin, const gm_run_fault *fault, gm_arena *arena)
{
    const gm_rule *code = twin->plan->rules[fault->rule_i].def->code;
    gm_src src = gm_rule_place(code->src, code->text, fault->fault.at);
    const char *what =
        gm_arena_printf(arena, "%s:%d:%d: %s in the rule `%s`", src.file, src.line, src.col,
                        gm_rule_fault_text(&fault->fault, arena), code->text);
    if (!twin->model->clock.has_start) { // no day of it was said
        char s[GM_NUMBER_BYTES];
        return gm_arena_printf(arena, "%s, at %s s of simulated time", what,
                               gm_text_of_rounded(fault->time_s, 9, s));
    }
    char time[GM_TIME_TEXT_MAX];
    gm_civil_format(twin->plan->civil, fault->time_s, time);
    return gm_arena_printf(arena, "%s, on %s", what, time);
}

const char *gm_replication_error_words(const gm_replications *set, int32_t replication_i,
                                       gm_arena *arena)
{
    const gm_replication *r = &set->items[replication_i];
    const char *text = gm_run_error_text(r->error);
    if (r->error == GM_RUN_RULE) {
        return rule_words(set->twin, &r->fault, arena);
    }
    if (r->error != GM_RUN_TOO_MANY_PARTS || r->fullest == GM_NONE) {
        return text;
    }
    return gm_arena_printf(arena, "%s; %.0f of them are in %s", text, r->fullest_level,
                           gm_growth_name(set->twin->plan, r->fullest, arena));
}
