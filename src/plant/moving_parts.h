// SPDX-License-Identifier: MIT
//
// What the sources of the moving line share: moving.c, moving_step.c, moving_stop.c.

#ifndef GM_PLANT_MOVING_PARTS_H
#define GM_PLANT_MOVING_PARTS_H

#include "plant/moving.h"

// ---- moving_step.c

// Brings all sections as far as they come at this instant, first to leave first.
void gm_moving_step(gm_run *run, int32_t moving_i);

// A car comes into the first station: its work there is drawn.
void gm_moving_put(gm_run *run, int32_t moving_i, uint32_t part);

// The first car is out: it was taken at the exit.
void gm_moving_out(gm_run *run, int32_t moving_i);

// A section begins a step now; until_s says what is late from the last one.
void gm_section_begin_step(const gm_moving *m, const gm_moving_plan *plan, gm_section *section);

// Takes a section out of the line that has no cars any more.
void gm_section_drop(gm_moving *m, int32_t section_i);

// The way of a section to the next station is free.
bool gm_section_has_way(const gm_moving *m, int32_t section_i, int32_t n_stations);

// ---- moving_stop.c

// How fast the ages of its failures fall now.
gm_wear_rate gm_moving_wear_rate(const gm_run *run, int32_t moving_i);

// A failure is due: the conveyor stops, or one car.
void gm_moving_fail(gm_run *run, int32_t moving_i);

// Ends the repairs that are over, of the conveyor or of cars.
void gm_moving_repair(gm_run *run, int32_t moving_i);

// The repair in hand that a grant belongs to, NULL: none.
gm_repair *gm_moving_repair_of(gm_moving *m, uint32_t grant_i);

// ---- moving_people.c

// Asks for the people of the line, or counts who is there and spreads who is missing.
void gm_moving_man(gm_run *run, int32_t moving_i);

// ---- moving_state.c

// What the stations do from now on.
void gm_moving_classify(gm_run *run, int32_t moving_i);

// An andon stop is over: it may have been a short one.
void gm_moving_count_stop(gm_moving *m);

// So may the repair be that ends now.
void gm_moving_count_repair(gm_moving *m, const gm_repair *repair, double now_s);

// The car that dies at a station or is towed from it leaves a gap that no supply can fill.
void gm_moving_lose_place(gm_moving *m, int32_t station_i);

// A pitch goes by the entrance, with a car or without.
void gm_moving_count_pitch(gm_moving *m, bool is_gap);

// ---- inline

// First station of a section's stretch.
static inline int32_t gm_section_low(const gm_moving *m, int32_t section_i)
{
    return section_i + 1 < m->n_sections ? m->sections[section_i + 1].head + 1 : 0;
}

// Line time passes.
static inline bool gm_moving_is_manned(const gm_moving *m)
{
    return m->is_on && m->has_people;
}

// Cars move, but for those behind a dead one.
static inline bool gm_moving_runs(const gm_moving *m)
{
    return gm_moving_is_manned(m) && !m->is_blocked && m->failing == GM_NONE &&
           m->andon_s < 0.0;
}

// Sections that move when the line runs: those ahead of the first dead car.
static inline int32_t gm_moving_n_driving(const gm_moving *m)
{
    int32_t n = 0;
    while (n < m->n_sections && !m->sections[n].is_dead) {
        n++;
    }
    return n;
}

#endif
