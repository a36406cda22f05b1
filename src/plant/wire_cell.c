// SPDX-License-Identifier: MIT
//
// Cell making: webs need parts that have a length.

#include "plant/wire.h"

static uint64_t bit_of(const gm_wire *w, gm_ref kind)
{
    int32_t kind_i = gm_wire_kind(w, kind);
    return kind_i >= 0 ? (uint64_t)1 << kind_i : 0;
}

// Kinds of which some part comes into the plant without a length.
static uint64_t come_short(const gm_wire *w)
{
    uint64_t lacks = 0;
    for (int32_t i = 0; i < w->n_file; i++) {
        const gm_step_def *def = gm_wire_def(w, i);
        if (def->kind == GM_STEP_SOURCE && def->source->length_m <= 0.0) {
            lacks |= bit_of(w, def->source->kind);
        } else if (def->kind == GM_STEP_BUFFER && def->buffer->initial > 0) {
            lacks |= bit_of(w, def->buffer->initial_kind);
        } else if (def->kind == GM_STEP_RACK && def->rack->initial > 0) {
            lacks |= bit_of(w, def->rack->initial_kind);
        }
    }
    return lacks;
}

// What a station makes of such parts has none either: pieces are as long as what was split, and a
// joined part as the first of its kit.
static uint64_t made_short(const gm_wire *w, int32_t step_i, uint64_t lacks)
{
    const gm_station_def *def = gm_wire_def(w, step_i)->station;
    uint64_t made = 0;
    for (int32_t i = 0; i < def->splits.n && !def->web.winds; i++) {
        made |= w->kinds_in[step_i] & lacks ? bit_of(w, def->splits.items[i].kind) : 0;
    }
    if (def->needs.n > 0 && def->makes.name) {
        made |= bit_of(w, def->needs.items[0].kind) & lacks ? bit_of(w, def->makes) : 0;
    }
    return made;
}

void gm_wire_check_webs(gm_wire *w)
{
    uint64_t lacks = come_short(w);
    for (uint64_t before = ~lacks; before != lacks;) {
        before = lacks;
        for (int32_t i = 0; i < w->n_file; i++) {
            lacks |= w->steps[i].kind == GM_STEP_STATION ? made_short(w, i, lacks) : 0;
        }
    }
    for (int32_t i = 0; i < w->n_file; i++) {
        const gm_step_def *def = gm_wire_def(w, i);
        if (def->kind != GM_STEP_STATION || !def->station->web.is_given) {
            continue;
        }
        uint64_t kinds = def->station->needs.n > 0
                             ? bit_of(w, def->station->needs.items[0].kind)
                             : w->kinds_in[i];
        for (int32_t k = 0; k < w->def->n_kinds; k++) {
            if (kinds & lacks & (uint64_t)1 << k) {
                gm_diag_error(w->diag, def->station->web.src,
                              "'%s' runs webs, but '%s' has no length", def->name,
                              w->def->kinds[k].name);
                gm_diag_hint(w->diag, "say it where they come from, like `length: 3000 m`");
            }
        }
    }
}
