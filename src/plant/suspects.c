// SPDX-License-Identifier: MIT
//
// Each part has a row of words, one for each station with a quarantine: the machine of that
// station that made it and as which of its parts, and one more for who holds it.

#include "plant/suspects.h"

#include "plant/offer.h"
#include "plant/step.h"
#include "plant/store.h"

#include <string.h>

#define NUMBER_BITS 40 // of a word; the machine of the station, counted from 1, is above them
#define NUMBER_MASK ((UINT64_C(1) << NUMBER_BITS) - 1)

static uint32_t n_words(const gm_run *run)
{
    uint32_t n = (uint32_t)run->plan->n_quarantines;
    return n > 0 ? n + 1 : 0;
}

static uint64_t *row_of(const gm_run *run, uint32_t part)
{
    return &run->marks[(size_t)part * n_words(run)];
}

static const gm_station_plan *plan_of(const gm_run *run, int32_t machine_i)
{
    return &run->plan->stations[run->machines[machine_i].station_i];
}

static uint64_t number_of(const gm_run *run, int32_t machine_i, double n)
{
    uint64_t k = (uint64_t)(machine_i - plan_of(run, machine_i)->first_machine) + 1;
    return k << NUMBER_BITS | ((uint64_t)n & NUMBER_MASK);
}

// ---- rows

void gm_suspects_reserve(gm_run *run, uint32_t n)
{
    if (n_words(run) == 0) {
        return;
    }
    size_t bytes = n_words(run) * sizeof *run->marks;
    uint64_t *marks = gm_hook_alloc(n * bytes);
    if (run->n_parts > 0) {
        memcpy(marks, run->marks, run->n_parts * bytes);
    }
    gm_hook_free(run->marks);
    run->marks = marks;
}

void gm_suspects_fini(gm_run *run)
{
    gm_hook_free(run->marks);
}

void gm_suspects_clear(gm_run *run, uint32_t part)
{
    if (n_words(run) > 0) {
        memset(row_of(run, part), 0, n_words(run) * sizeof *run->marks);
    }
}

void gm_suspects_copy(gm_run *run, uint32_t from, uint32_t to)
{
    if (n_words(run) > 0) {
        memcpy(row_of(run, to), row_of(run, from), n_words(run) * sizeof *run->marks);
    }
}

void gm_suspects_mark(gm_run *run, int32_t machine_i, uint32_t part, double n)
{
    row_of(run, part)[plan_of(run, machine_i)->quarantine_i] = number_of(run, machine_i, n);
}

// ---- holding

void gm_suspects_hold_one(gm_run *run, int32_t machine_i, uint32_t part)
{
    run->parts[part].flags |= GM_PART_HELD;
    row_of(run, part)[run->plan->n_quarantines] = (uint64_t)run->machines[machine_i].station_i;
}

static bool is_suspect(const gm_run *run, int32_t machine_i, uint32_t part, uint64_t after)
{
    const gm_station_plan *plan = plan_of(run, machine_i);
    uint64_t word = row_of(run, part)[plan->quarantine_i];
    int32_t kind_i = run->plan->variants[run->parts[part].variant].kind_i;
    return run->parts[part].identity != 0 && word >> NUMBER_BITS == after >> NUMBER_BITS &&
           word > after && (plan->kinds_out >> kind_i & 1);
}

double gm_suspects_hold(gm_run *run, int32_t machine_i, double n)
{
    uint64_t after = number_of(run, machine_i, n);
    double n_found = 0.0;
    for (uint32_t part = 1; part < run->n_parts; part++) {
        if (is_suspect(run, machine_i, part, after)) {
            gm_suspects_hold_one(run, machine_i, part);
            n_found += 1.0;
        }
    }
    for (int32_t i = 0; i < run->plan->n_stores && n_found > 0.0; i++) {
        gm_store_divert_held(run, i);
    }
    return n_found;
}

gm_target gm_suspects_release(gm_run *run, uint32_t part)
{
    uint64_t *row = row_of(run, part);
    int32_t station_i = (int32_t)row[run->plan->n_quarantines];
    const gm_station_plan *plan = &run->plan->stations[station_i];
    row[plan->quarantine_i] = 0;
    run->parts[part].flags &= (uint8_t)~GM_PART_HELD;
    run->parts[part].target = 0;
    return plan->quarantine.targets[0];
}
