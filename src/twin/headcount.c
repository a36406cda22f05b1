// SPDX-License-Identifier: MIT

#include "twin/headcount.h"

#include "core/assert.h"

#include <math.h>
#include <string.h>

#define HOUR_S       3600.0
#define WEEKS_A_YEAR (365.0 / 7.0)
#define YEAR_S       (365.0 * GM_DAY_S)
// 93 / 0.93 is a hair more than 100 in doubles and must not become 101.
#define ROUND_SLACK 1e-9

static const char *const kind_words[] = {"direct",  "indirect", "logistics",     "maintenance",
                                         "quality", "research", "administration"};
static const char *const basis_words[] = {"direct", "plant", "site"};

const char *gm_staff_kind_text(gm_staff_kind kind)
{
    return kind_words[kind];
}

const char *gm_staff_basis_text(gm_staff_basis basis)
{
    return basis_words[basis];
}

static int64_t round_up(double heads)
{
    return (int64_t)ceil(heads * (1.0 - ROUND_SLACK));
}

static bool holds_on(const gm_staff_row_def *row, gm_date date)
{
    if (gm_date_is_none(date)) {
        return gm_date_is_none(row->from);
    }
    int32_t day = gm_date_to_day(date);
    bool begun = gm_date_is_none(row->from) || day >= gm_date_to_day(row->from);
    bool over = !gm_date_is_none(row->until) && day > gm_date_to_day(row->until);
    return begun && !over;
}

// ---- people by shift

// People at work at one time and the teams that take turns at their posts.
typedef struct turn {
    double people;
    double teams;
} turn;

static int count_days(uint32_t days)
{
    int n = 0;
    for (; days; days >>= 1) {
        n += (int)(days & 1u);
    }
    return n;
}

// Teams that a post needs that is manned so long a week, when one works `paid_s` a year.
static double teams_for(double week_s, double paid_s)
{
    return fmax(1.0, week_s * WEEKS_A_YEAR / paid_s);
}

static double week_of_shift(const gm_shift_def *shift, const gm_phase_def *phase)
{
    double length_s = shift->to_s - shift->from_s;
    length_s += length_s <= 0.0 ? (double)GM_DAY_S : 0.0;
    for (int i = 0; i < shift->n_breaks; i++) {
        length_s -= shift->breaks[i].for_s;
    }
    return length_s * count_days(shift->days ? shift->days : phase->days);
}

// The phase that holds on a date; NULL when the calendar is always on.
static const gm_phase_def *phase_on(const gm_calendar_def *def, gm_date date)
{
    const gm_phase_def *found = def->n_phases > 0 ? &def->phases[0] : NULL;
    for (int i = 1; i < def->n_phases && !gm_date_is_none(date); i++) {
        if (gm_date_to_day(def->phases[i].from) <= gm_date_to_day(date)) {
            found = &def->phases[i];
        }
    }
    return found;
}

static double people_in(const gm_crew_def *crew, const char *shift)
{
    for (int i = 0; i < crew->n_people; i++) {
        const gm_crew_shift_def *people = &crew->people[i];
        if (!people->shift || (shift && strcmp(people->shift, shift) == 0)) {
            return people->people;
        }
    }
    return 0.0;
}

static double most_people(const gm_crew_def *crew)
{
    double most = 0.0;
    for (int i = 0; i < crew->n_people; i++) {
        most = fmax(most, crew->people[i].people);
    }
    return most;
}

// ---- rows

typedef struct roster {
    const gm_headcount_def *def;
    const gm_plant_def *plant;
    gm_date date;
} roster;

// Adds one turn to a row: its people with reliefs, and its leaders.
static void add_turn(gm_headcount_row *row, turn t)
{
    const gm_staff_row_def *def = row->def;
    row->present += t.people * (1.0 + def->reliefs) * t.teams;
    if (def->leader_per > 0) {
        row->leaders_present += ceil(t.people / def->leader_per) * t.teams;
    }
}

static void add_crew(const roster *r, gm_headcount_row *row, const gm_crew_def *crew)
{
    if (row->def->has_shifts) {
        add_turn(row, (turn){most_people(crew), row->def->shifts});
        return;
    }
    double paid_s = r->def->paid_s;
    const gm_calendar_def *calendar =
        crew->calendar.i >= 0 ? &r->plant->calendars[crew->calendar.i].def : NULL;
    const gm_phase_def *phase = calendar ? phase_on(calendar, r->date) : NULL;
    if (!phase || phase->n_shifts == 0) {
        double days = phase ? count_days(phase->days) : 7;
        add_turn(row, (turn){people_in(crew, NULL), teams_for(days * GM_DAY_S, paid_s)});
        return;
    }
    for (int i = 0; i < phase->n_shifts; i++) {
        const gm_shift_def *shift = &phase->shifts[i];
        double teams = teams_for(week_of_shift(shift, phase), paid_s);
        add_turn(row, (turn){people_in(crew, shift->name), teams});
    }
}

static gm_headcount_row row_of(const roster *r, const gm_staff_row_def *def)
{
    gm_headcount_row row = {.def = def};
    const gm_crew_def *crew =
        def->crew.i >= 0 && def->crew.name ? &r->plant->crews[def->crew.i] : NULL;
    double absence = crew && !def->has_absence ? crew->absence : def->absence;
    row.attends = 1.0 - absence - def->leave;
    GM_REQUIRE(row.attends > 0.0);
    if (def->has_heads) {
        row.workers = def->heads;
        return row;
    }
    if (crew) {
        add_crew(r, &row, crew);
    } else {
        add_turn(&row, (turn){def->posts * def->people, def->shifts});
    }
    row.workers = round_up(row.present / row.attends);
    row.leaders = round_up(row.leaders_present / row.attends);
    return row;
}

// ---- totals

int64_t gm_headcount_row_heads(const gm_headcount_row *row, gm_staff_basis basis)
{
    gm_staff_kind kind = row->def->kind;
    bool is_plant = kind != GM_STAFF_RESEARCH && kind != GM_STAFF_ADMINISTRATION;
    switch (basis) {
    case GM_BASIS_DIRECT:
        return kind == GM_STAFF_DIRECT ? row->workers : 0;
    case GM_BASIS_PLANT:
        return is_plant ? row->workers + row->leaders : 0;
    case GM_BASIS_SITE:
    case GM_N_BASES:
        break;
    }
    return row->workers + row->leaders;
}

static void add_row(gm_headcount *out, const gm_headcount_row *row, double paid_s)
{
    out->by_kind[row->def->kind] += gm_headcount_row_heads(row, GM_BASIS_SITE);
    for (int b = 0; b < GM_N_BASES; b++) {
        int64_t heads = gm_headcount_row_heads(row, (gm_staff_basis)b);
        out->heads[b] += heads;
        out->attended_s[b] += (double)heads * paid_s * row->attends;
    }
}

gm_headcount gm_headcount_at(const gm_headcount_def *def, const gm_plant_def *plant,
                             gm_date date, gm_arena *arena)
{
    roster r = {def, plant, date};
    gm_headcount out = {0};
    gm_headcount_row *rows = GM_NEW(arena, gm_headcount_row, def->n_rows);
    for (int32_t i = 0; i < def->n_rows; i++) {
        if (holds_on(&def->rows[i], date)) {
            rows[out.n_rows] = row_of(&r, &def->rows[i]);
            add_row(&out, &rows[out.n_rows], def->paid_s);
            out.n_rows += 1;
        }
    }
    out.rows = rows;
    return out;
}

// ---- over time

static int32_t days_of_year(int32_t year)
{
    return gm_date_is_valid((gm_date){year, 2, 29}) ? 366 : 365;
}

static void sooner(int32_t *next, gm_date date, int32_t plus_days, int32_t day)
{
    if (!gm_date_is_none(date)) {
        int32_t at = gm_date_to_day(date) + plus_days;
        *next = at > day && at < *next ? at : *next;
    }
}

// The first day after this one on which the roster, or the length of the year, may be another.
static int32_t next_change(const roster *r, int32_t day)
{
    int32_t next = gm_date_to_day((gm_date){r->date.year, 1, 1}) + days_of_year(r->date.year);
    for (int32_t i = 0; i < r->def->n_rows; i++) {
        sooner(&next, r->def->rows[i].from, 0, day);
        sooner(&next, r->def->rows[i].until, 1, day);
    }
    for (int32_t c = 0; c < r->plant->n_calendars; c++) {
        const gm_calendar_def *calendar = &r->plant->calendars[c].def;
        for (int p = 0; p < calendar->n_phases; p++) {
            sooner(&next, calendar->phases[p].from, 0, day);
        }
    }
    return next;
}

// Attended time of a year with the roster of a date.
static double attended_a_year_s(const roster *r, gm_staff_basis basis)
{
    gm_headcount sum = {0};
    for (int32_t i = 0; i < r->def->n_rows; i++) {
        if (holds_on(&r->def->rows[i], r->date)) {
            gm_headcount_row row = row_of(r, &r->def->rows[i]);
            add_row(&sum, &row, r->def->paid_s);
        }
    }
    return sum.attended_s[basis];
}

double gm_headcount_attended_s(const gm_headcount_def *def, const gm_plant_def *plant,
                               gm_staff_basis basis, const gm_headcount_span *span)
{
    roster r = {def, plant, (gm_date){0}};
    if (!span->has_dates) {
        return attended_a_year_s(&r, basis) * (span->to_s - span->from_s) / YEAR_S;
    }
    double sum_s = 0.0;
    double at_s = span->from_s;
    while (at_s < span->to_s) {
        int32_t day = gm_civil_day(span->civil, at_s);
        r.date = gm_date_from_day(day);
        double next_s = gm_civil_day_start_s(span->civil, next_change(&r, day));
        next_s = fmin(next_s, span->to_s);
        double year_s = (double)days_of_year(r.date.year) * GM_DAY_S;
        sum_s += attended_a_year_s(&r, basis) * (next_s - at_s) / year_s;
        at_s = next_s;
    }
    return sum_s;
}

double gm_headcount_hours_per_unit(const gm_headcount *headcount, gm_staff_basis basis,
                                   double units_per_year)
{
    GM_REQUIRE(units_per_year > 0.0);
    return headcount->attended_s[basis] / HOUR_S / units_per_year;
}
