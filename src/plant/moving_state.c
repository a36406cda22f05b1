// SPDX-License-Identifier: MIT
//
// The states of a moving line and what its time is lost to.
//
// A line of n stations is n machines. At any time the first that holds:
//
//   off shift            all stations
//   down, repair wait    all, if the conveyor has failed; with cars that drive themselves the
//                        station of the dead car and those behind it, which stand with it
//   down                 all others during an andon stop and its restart
//   blocked              all others while the first car cannot leave
//   unmanned             all others while nobody is there, or while the line waits for a station
//                        that would be done if all of its people were there
//   starved              a station without a car
//   working              a station with a car that moves
//
// A stop whose people go home goes on unmanned. A car that stands because one ahead of it was
// held up by a dead car is down as well. Station seconds add up to n x time, and each car that
// goes through works for n takts, so that over a long time
//
//   working station seconds / (n takt) = cars out + what was done on towed cars.
//
// An andon stop has three parts in line time: until the work would be done if all were there
// (stop), until it is done (short-handed) and the restart. If all had been done in time with
// everybody there, the whole stop is short-handed.

#include "plant/moving_parts.h"
#include "plant/stats.h"

#include <string.h>

_Static_assert(GM_STAT_BAND_TOWED_S - GM_STAT_BAND_STOP_S == GM_LOST_TOWED, "rows of losses");

// ---- now

static gm_state repair_state(const gm_repair *repair)
{
    return repair->is_waiting ? GM_STATE_REPAIR_WAIT : GM_STATE_DOWN;
}

// Stations of a section, those without a car too.
static int32_t stretch_of(const gm_moving *m, int32_t section_i)
{
    return m->sections[section_i].head + 1 - gm_section_low(m, section_i);
}

// Stations that stand with a dead car, which are the first ones. Those behind two are held by
// the nearer one.
static int32_t classify_dead(const gm_moving *m, gm_moving_now *now)
{
    int32_t n = 0;
    gm_state state = GM_STATE_DOWN;
    for (int32_t s = gm_moving_n_driving(m); s < m->n_sections; s++) {
        const gm_section *section = &m->sections[s];
        state = section->is_dead ? repair_state(&section->repair) : state;
        now->in[state] += stretch_of(m, s);
        n += stretch_of(m, s);
    }
    now->lost[GM_LOST_DEAD_CAR] += n;
    return n;
}

// Gaps that failures left at stations from .. end - 1.
static int32_t count_lost(const gm_moving *m, int32_t from, int32_t end)
{
    int32_t n = 0;
    for (int32_t k = from; k < end && n < m->n_lost; k++) {
        n += m->is_lost[k] ? 1 : 0;
    }
    return n;
}

// Stations from .. n_stations - 1 of a line that runs.
static void classify_running(const gm_moving *m, gm_moving_now *now, int32_t from,
                             int32_t n_stations)
{
    int32_t n_driving = gm_moving_n_driving(m);
    int32_t n_working = 0;
    int32_t n_held = 0;
    for (int32_t s = 0; s < n_driving; s++) {
        const gm_section *section = &m->sections[s];
        if (section->goal == GM_SECTION_AT_END && !gm_section_has_way(m, s, n_stations)) {
            n_held += section->n_cars;
        } else {
            n_working += section->n_cars;
        }
    }
    int32_t n_empty = n_stations - from - n_working - n_held;
    int32_t n_lost = m->n_cars > 0 ? count_lost(m, from, n_stations) : 0;
    now->in[GM_STATE_WORKING] = n_working;
    now->in[GM_STATE_STARVED] = n_empty;
    now->in[GM_STATE_DOWN] += n_held;
    now->lost[GM_LOST_DEAD_CAR] += n_held;
    now->lost[GM_LOST_GAP] = n_lost;
    now->lost[GM_LOST_MISSING] = n_empty - n_lost;
}

void gm_moving_classify(gm_run *run, int32_t moving_i)
{
    gm_moving *m = &run->movings[moving_i];
    gm_moving_now *now = &m->now;
    int32_t n = run->plan->movings[moving_i].n_stations;
    *now = (gm_moving_now){0};
    if (!m->is_on) {
        now->in[GM_STATE_OFF] = n;
        return;
    }
    if (m->failing != GM_NONE) {
        now->in[repair_state(&m->repair)] = n;
        now->lost[GM_LOST_BREAKDOWN] = n;
        return;
    }
    int32_t n_dead = m->n_dead > 0 ? classify_dead(m, now) : 0;
    if (m->is_blocked) {
        now->in[GM_STATE_BLOCKED] = n - n_dead;
    } else if (!m->has_people) {
        now->in[GM_STATE_UNMANNED] = n - n_dead;
    } else if (m->andon_s >= 0.0) {
        now->stopped = n - n_dead;
    } else {
        classify_running(m, now, n_dead, n);
    }
}

// ---- time

static double overlap_s(double from_s, double to_s, double low_s, double high_s)
{
    double first_s = from_s > low_s ? from_s : low_s;
    double last_s = to_s < high_s ? to_s : high_s;
    return last_s > first_s ? last_s - first_s : 0.0;
}

// An andon stop from line time from_s to to_s.
static void settle_stop(gm_moving *m, double from_s, double to_s)
{
    double n = m->now.stopped;
    bool is_full = m->full_s > m->stop_began_s; // also with everybody there
    double begin_s = is_full ? m->full_s : m->stop_began_s;
    double end_s = is_full ? m->late_s : m->andon_s;
    double short_s = n * overlap_s(from_s, to_s, begin_s, end_s);
    double down_s = n * (to_s - from_s) - short_s;
    m->state_s[GM_STATE_UNMANNED] += short_s;
    m->state_s[GM_STATE_DOWN] += down_s;
    m->stop_down_s += down_s;
    m->lost_s[GM_LOST_SHORT] += short_s;
    m->lost_s[GM_LOST_STOP] += down_s;
    m->lost_s[GM_LOST_RESTART] +=
        is_full ? n * overlap_s(from_s, to_s, m->late_s, m->andon_s) : 0.0;
}

// Time down of the repairs in hand.
static void settle_repairs(const gm_run *run, int32_t moving_i, double dt_s)
{
    gm_moving *m = &run->movings[moving_i];
    if (m->failing != GM_NONE) {
        m->repair.down_s += m->now.in[GM_STATE_DOWN] * dt_s;
        return;
    }
    int32_t first = gm_moving_n_driving(m);
    gm_section *dead = NULL; // the last one before a section: its car stands in the way
    for (int32_t s = first; s < m->n_sections; s++) {
        dead = m->sections[s].is_dead ? &m->sections[s] : dead;
        if (dead && !dead->repair.is_waiting) {
            dead->repair.down_s += stretch_of(m, s) * dt_s;
        }
    }
}

void gm_moving_settle(gm_run *run, int32_t moving_i)
{
    gm_moving *m = &run->movings[moving_i];
    double dt_s = run->now_s - m->account_s;
    if (dt_s <= 0.0) {
        return;
    }
    const gm_moving_now *now = &m->now;
    for (int s = 0; s < GM_N_STATES; s++) {
        m->state_s[s] += now->in[s] * dt_s;
    }
    for (int i = 0; i < GM_N_LOST; i++) {
        m->lost_s[i] += now->lost[i] * dt_s;
    }
    if (now->stopped > 0) {
        double from_s = m->line_s + (m->account_s - m->since_s);
        settle_stop(m, from_s, from_s + dt_s);
    }
    if (m->is_on && (m->failing != GM_NONE || m->n_dead > 0)) {
        settle_repairs(run, moving_i, dt_s);
    }
    bool waits = now->in[GM_STATE_BLOCKED] > 0;
    m->n_waits += waits && !m->is_waiting ? 1.0 : 0.0;
    m->is_waiting = waits;
    m->area_car_s += m->n_cars * dt_s;
    m->account_s = run->now_s;
}

// ---- counts

void gm_moving_count_stop(gm_moving *m)
{
    if (m->stop_down_s > 0.0 && m->andon_s - m->stop_began_s < GM_MICRO_STOP_S) {
        m->n_micro_stops += 1.0;
        m->micro_stop_s += m->stop_down_s;
    }
}

void gm_moving_count_repair(gm_moving *m, const gm_repair *repair, double now_s)
{
    if (now_s - repair->began_s < GM_MICRO_STOP_S) {
        m->n_micro_stops += 1.0;
        m->micro_stop_s += repair->down_s;
    }
}

void gm_moving_lose_place(gm_moving *m, int32_t station_i)
{
    m->n_lost += m->is_lost[station_i] ? 0 : 1;
    m->is_lost[station_i] = true;
}

void gm_moving_count_pitch(gm_moving *m, bool is_gap)
{
    m->n_steps += 1.0;
    m->n_gaps += is_gap ? 1.0 : 0.0;
    m->n_waits += is_gap && !m->has_gap ? 1.0 : 0.0;
    m->has_gap = is_gap;
}

// ---- statistics

double gm_moving_utilisation(const gm_run *run, int32_t moving_i, int32_t zone_i)
{
    const gm_moving *m = &run->movings[moving_i];
    const gm_zone *zone = &m->zones[zone_i];
    double offered_s =
        run->plan->movings[moving_i].takt_s * (zone->end - zone->first) * m->n_steps;
    return offered_s > 0.0 ? zone->work_s / offered_s : 0.0;
}

void gm_moving_stats(gm_run *run, int32_t moving_i, double *rows)
{
    const gm_moving *m = &run->movings[moving_i];
    double n = run->plan->movings[moving_i].n_stations;
    gm_moving_settle(run, moving_i);
    memset(rows, 0, GM_N_BAND_STATS * sizeof *rows);
    for (int s = 0; s < GM_N_STATES; s++) {
        rows[s] = m->state_s[s] / n;
    }
    for (int i = 0; i < GM_N_LOST; i++) {
        rows[GM_STAT_BAND_STOP_S + i] = m->lost_s[i] / n;
    }
    rows[GM_STAT_BAND_COUNT] = m->n_out;
    rows[GM_STAT_BAND_AREA] = m->area_car_s;
    rows[GM_STAT_BAND_FAILURES] = m->n_failures;
    rows[GM_STAT_BAND_MICRO_STOPS] = m->n_micro_stops;
    rows[GM_STAT_BAND_MICRO_STOP_S] = m->micro_stop_s / n;
    rows[GM_STAT_BAND_WAITS] = m->n_waits;
    rows[GM_STAT_BAND_ACTIVE] = m->is_waiting || m->has_gap ? 0.0 : 1.0;
    rows[GM_STAT_BAND_STOPS] = m->n_andons;
    rows[GM_STAT_BAND_TOWED] = m->n_towed;
    rows[GM_STAT_BAND_GAPS] = m->n_gaps;
    int32_t n_zones = run->plan->movings[moving_i].def->n_zones;
    for (int32_t z = 0; z < n_zones; z++) {
        rows[GM_STAT_BAND_VISITS] += m->zones[z].n_visits;
    }
}

double gm_moving_take_max(gm_run *run, int32_t moving_i)
{
    gm_moving *m = &run->movings[moving_i];
    int32_t n_max = m->n_max;
    m->n_max = m->n_cars;
    return n_max;
}
