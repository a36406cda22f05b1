// SPDX-License-Identifier: MIT
//
// Automated racks: the times of their cranes, and which slots are for whom.

#include "plant/wire.h"

#include <stdlib.h>
#include <string.h>

// ---- times

static double *times_by_number(gm_wire *w, const gm_motion *m, int32_t n, double each_m,
                               double first_m)
{
    double *times = GM_NEW(w->arena, double, n);
    for (int32_t i = 0; i < n; i++) {
        double length_m = first_m + i * each_m;
        times[i] = length_m > 0.0 ? gm_motion_rest_to_rest_s(m, length_m) : 0.0;
    }
    return times;
}

typedef struct ranked {
    double time_s;
    int32_t slot;
} ranked;

static int compare_times(const void *pa, const void *pb)
{
    const ranked *a = pa;
    const ranked *b = pb;
    return a->time_s != b->time_s ? (a->time_s > b->time_s) - (a->time_s < b->time_s)
                                  : a->slot - b->slot;
}

// The middle of slot (0, 0) is half a slot away from the entrance on both axes.
static void wire_times(gm_wire *w, gm_rack_plan *plan)
{
    const gm_rack_def *def = plan->def;
    gm_motion x = {def->speed_m_s, def->acceleration_m_s2, def->acceleration_m_s2};
    gm_motion y = {def->lift_m_s, def->lift_acceleration_m_s2, def->lift_acceleration_m_s2};
    const double *x_s = times_by_number(w, &x, def->bays, def->bay_m, 0.5 * def->bay_m);
    const double *y_s = times_by_number(w, &y, def->levels, def->level_m, 0.5 * def->level_m);
    plan->bay_s = times_by_number(w, &x, def->bays, def->bay_m, 0.0);
    plan->level_s = times_by_number(w, &y, def->levels, def->level_m, 0.0);
    plan->n_slots = def->bays * def->levels;
    double *time_s = GM_NEW(w->arena, double, plan->n_slots);
    ranked *order = GM_NEW(w->arena, ranked, plan->n_slots);
    for (int32_t i = 0; i < plan->n_slots; i++) {
        double across_s = x_s[i % def->bays];
        double up_s = y_s[i / def->bays];
        time_s[i] = across_s > up_s ? across_s : up_s;
        order[i] = (ranked){time_s[i], i};
    }
    qsort(order, (size_t)plan->n_slots, sizeof *order, compare_times);
    int32_t *slots = GM_NEW(w->arena, int32_t, plan->n_slots);
    for (int32_t i = 0; i < plan->n_slots; i++) {
        slots[i] = order[i].slot;
    }
    plan->time_s = time_s;
    plan->slots = slots;
}

// ---- classes

static int32_t class_of(const gm_wire *w, const gm_rack_def *def, int32_t variant_i)
{
    int32_t rest = GM_NONE;
    for (int32_t i = 0; i < def->n_classes; i++) {
        const char *name = def->classes[i].variant.name;
        if (gm_wire_names_variant(w, &def->classes[i].variant, variant_i)) {
            return i;
        }
        rest = strcmp(name, "other") == 0 ? i : rest;
    }
    return rest;
}

static void wire_classes(gm_wire *w, gm_rack_plan *plan)
{
    const gm_rack_def *def = plan->def;
    plan->n_classes = def->n_classes > 0 ? def->n_classes : 1;
    int32_t *first = GM_NEW(w->arena, int32_t, plan->n_classes + 1);
    double share = 0.0;
    for (int32_t i = 0; i < def->n_classes; i++) {
        share += def->classes[i].share;
        first[i + 1] = (int32_t)(share * plan->n_slots + 0.5);
    }
    first[plan->n_classes] = plan->n_slots;
    int32_t *of = GM_NEW(w->arena, int32_t, w->plan->n_variants);
    for (int32_t v = 0; v < w->plan->n_variants && def->n_classes > 0; v++) {
        const gm_variant_plan *variant = &w->plan->variants[v];
        of[v] = class_of(w, def, v);
        if (of[v] == GM_NONE && (w->kinds_in[plan->step_i] >> variant->kind_i & 1)) {
            gm_diag_error(w->diag, def->src,
                          "rack '%s' has no class for '%s', which comes there", def->name,
                          *variant->name ? variant->name : w->def->kinds[variant->kind_i].name);
            gm_diag_hint(w->diag, "add a row for it, or `other: ..` for the rest");
        }
        of[v] = of[v] == GM_NONE ? 0 : of[v];
    }
    plan->first = first;
    plan->class_of = of;
}

void gm_wire_rack(gm_wire *w, int32_t step_i)
{
    gm_rack_plan *plan = &w->racks[w->steps[step_i].own_i];
    const gm_rack_def *def = plan->def;
    plan->calendar_i = gm_wire_hours(w, step_i, def->calendar, NULL);
    gm_crew_call *calls = GM_NEW(w->arena, gm_crew_call, def->n_failures);
    for (int32_t i = 0; i < def->n_failures; i++) {
        calls[i] = gm_wire_call(w, &def->failures[i].crew);
        if (def->failures[i].part != GM_PART_RESUME) {
            gm_diag_error(w->diag, def->failures[i].src, "`part: %s` is for stations only",
                          def->failures[i].part == GM_PART_SCRAP ? "scrap" : "restart");
            gm_diag_hint(w->diag, "the crane of a rack goes on with the part that it holds");
        }
    }
    plan->fail_crew = calls;
    wire_times(w, plan);
    wire_classes(w, plan);
    for (int32_t v = w->plan->n_variants; v-- > 0;) {
        if (w->plan->variants[v].kind_i == gm_wire_kind(w, def->initial_kind)) {
            plan->initial_variant = v;
        }
    }
}
