// SPDX-License-Identifier: MIT

#include "battery/fit_series.h"

#include "battery/amount.h"
#include "tables/open.h"

#include "core/array.h"
#include "core/text.h"

#include <math.h>
#include <string.h>

#define MOST_ROWS   1000000
#define NEAR_SHARE  1e-3 // of the greatest current: what a straight piece may be off by
#define JUMP_SHARE  5e-2 // and what is no piece any more
#define LEAST_V     (-20.0)
#define MOST_V      20.0 // beyond: hardly of one cell
#define MOST_CHARGE 1.5  // of the capacity
#define SEEN_CHARGE 0.1  // of the capacity: enough for the voltage to say which way it went
#define SEEN_V      0.01

// ---- the profile

typedef GM_ARRAY(double) numbers;

typedef struct pieces {
    gm_arena *arena;
    const double *t;
    const double *i;
    int32_t n;
    double near_a;
    double jump_a;
    numbers time;
    numbers value;
} pieces;

// Pieces that meet at nearly the same value go on without a jump, which would cost a solver dozens of steps.
static void put(pieces *p, double time_s, double value)
{
    int32_t n = (int32_t)p->time.n;
    bool is_same = n > 0 && p->time.items[n - 1] == time_s &&
                   fabs(p->value.items[n - 1] - value) < 0.5 * p->near_a;
    if (!is_same) {
        GM_ARRAY_PUSH(p->arena, &p->time, time_s);
        GM_ARRAY_PUSH(p->arena, &p->value, value);
    }
}

static bool is_rest(const pieces *p, int32_t row)
{
    return fabs(p->i[row]) <= p->near_a;
}

static bool is_jump(const pieces *p, int32_t row)
{
    return p->t[row] <= p->t[row - 1] || is_rest(p, row) != is_rest(p, row - 1) ||
           fabs(p->i[row] - p->i[row - 1]) > p->jump_a;
}

// The last row up to which one line from `first` is near all rows: the slopes that are near one row and
// all before it narrow as a door that swings shut.
static int32_t last_of_piece(const pieces *p, int32_t first)
{
    double least = -HUGE_VAL;
    double most = HUGE_VAL;
    int32_t last = first;
    for (int32_t k = first + 1; k < p->n && !is_jump(p, k); k++) {
        double h = p->t[k] - p->t[first];
        double rise = p->i[k] - p->i[first];
        least = fmax(least, (rise - p->near_a) / h);
        most = fmin(most, (rise + p->near_a) / h);
        double slope = rise / h;
        if (least > most) {
            break;
        }
        last = slope >= least && slope <= most ? k : last;
    }
    return last;
}

// One line that moves the charge of rows first .. last.
static void put_piece(pieces *p, int32_t first, int32_t last)
{
    double charge = 0.0;
    for (int32_t k = first + 1; k <= last; k++) {
        charge += 0.5 * (p->i[k] + p->i[k - 1]) * (p->t[k] - p->t[k - 1]);
    }
    double h = p->t[last] - p->t[first];
    double shift = h > 0.0 ? charge / h - 0.5 * (p->i[first] + p->i[last]) : 0.0;
    put(p, p->t[first], p->i[first] + shift);
    put(p, p->t[last], p->i[last] + shift);
}

void gm_fit_series_profile(const double *current_a, gm_arena *arena, gm_fit_series *series)
{
    pieces p = {.arena = arena, .t = series->time_s, .i = current_a, .n = series->n};
    double most = 0.0;
    for (int32_t k = 0; k < p.n; k++) {
        most = fmax(most, fabs(current_a[k]));
    }
    p.near_a = NEAR_SHARE * most;
    p.jump_a = JUMP_SHARE * most;
    if (series->time_s[0] > 0.0) {
        put(&p, 0.0, current_a[0]);
    }
    for (int32_t k = 0; k < p.n;) {
        int32_t last = last_of_piece(&p, k);
        if (k > 0 && is_jump(&p, k)) {
            put(&p, p.t[k - 1], p.i[k]);
        }
        put_piece(&p, k, last);
        k = last < p.n - 1 && last > k && !is_jump(&p, last + 1) ? last : last + 1;
    }
    series->n_profile = (int32_t)p.time.n;
    series->profile_s = p.time.items;
    series->profile_a = p.value.items;
}

// ---- the table

typedef struct table {
    const gm_fit_curve_def *def;
    gm_arena *arena;
    gm_diag *diag;
    gm_records records;
    int32_t first; // of the rows that are followed
    int32_t n;
} table;

// A path beside the file that names it.
static const char *beside(const char *file, const char *path, gm_arena *arena)
{
    const char *slash = file ? strrchr(file, '/') : NULL;
    if (path[0] == '/' || !slash) {
        return path;
    }
    return gm_arena_printf(arena, "%.*s%s", (int)(slash - file + 1), file, path);
}

// The unit of a column, by which its numbers are multiplied: one of NULL-ended units, of which the first is
// meant where the head says none. False after a fault.
static bool find_unit(const table *t, int32_t column, const char *const *units, double *si,
                      int *which)
{
    const char *text = gm_records_unit(&t->records, column, t->arena);
    gm_dim dim = {0};
    bool is_known = !text || gm_unit_find(text, si, &dim);
    for (*which = 0; is_known && units[*which]; (*which)++) {
        double one;
        gm_dim like;
        bool is_unit = gm_unit_find(units[*which], &one, &like);
        if (!text) {
            *si = one;
            return is_unit;
        }
        if (is_unit && gm_dim_equal(dim, like)) {
            return true;
        }
    }
    gm_diag_error(t->diag, gm_records_src(&t->records, &t->records.heads[column]),
                  "expected a unit like %s, got '%.40s'", units[0], text);
    return false;
}

// Numbers of a column, times si. NULL after a fault.
static double *read_column(const table *t, int32_t column, double si)
{
    double *out = GM_NEW(t->arena, double, t->n);
    for (int32_t k = 0; k < t->n; k++) {
        const gm_record_cell *cell = gm_records_cell(&t->records, t->first + k, column);
        if (!gm_records_number(&t->records, cell, &out[k]) || !isfinite(out[k])) {
            gm_diag_error(t->diag, gm_records_src(&t->records, cell),
                          "expected a number, got '%.40s'", cell->text);
            return NULL;
        }
        out[k] *= si;
    }
    return out;
}

static bool open_table(table *t)
{
    const gm_fit_curve_def *def = t->def;
    gm_records_ask ask = {.path = beside(def->file_src.file, def->file, t->arena),
                          .origin = "a fit is compared with it",
                          .src = def->file_src,
                          .only_files = true};
    if (gm_table_open(&ask, t->arena, t->diag, &t->records) != GM_OK) {
        return false;
    }
    if (t->records.n_rows > MOST_ROWS) {
        gm_diag_error(t->diag, def->file_src, "'%s' has %d rows; a curve has at most %d",
                      def->file, (int)t->records.n_rows, MOST_ROWS);
        return false;
    }
    t->n = t->records.n_rows;
    return true;
}

// Leaves the rows between begin and end.
static void cut(table *t, const double *time_s)
{
    const gm_fit_curve_def *def = t->def;
    while (def->has_begin && t->n > 0 && time_s[t->first] < def->begin_s) {
        t->first++;
        t->n--;
    }
    while (def->has_end && t->n > 0 && time_s[t->first + t->n - 1] > def->end_s) {
        t->n--;
    }
}

static bool do_rise(const table *t, int32_t column, const double *time_s)
{
    for (int32_t k = 1; k < t->n; k++) {
        if (time_s[k] < time_s[k - 1]) {
            const gm_record_cell *cell = gm_records_cell(&t->records, k, column);
            gm_diag_error(t->diag, gm_records_src(&t->records, cell),
                          "the time %s is before that of the row above", cell->text);
            return false;
        }
    }
    return true;
}

static bool read_times(table *t, gm_fit_series *out)
{
    static const char *const units[] = {"s", NULL};
    double si;
    int which;
    const gm_fit_curve_def *def = t->def;
    int32_t column = gm_records_need(&t->records, def->time, def->time_src, t->diag);
    if (column < 0 || !find_unit(t, column, units, &si, &which)) {
        return false;
    }
    double *time_s = read_column(t, column, si);
    if (!time_s || !do_rise(t, column, time_s)) {
        return false;
    }
    cut(t, time_s);
    if (t->n < 2 || !(time_s[t->first + t->n - 1] > time_s[t->first])) {
        gm_diag_error(t->diag, def->file_src,
                      "'%s' has %d rows%s%s; a curve needs 2 of different times", def->file,
                      (int)t->n, def->has_begin || def->has_end ? " from `begin:`" : "",
                      def->has_begin || def->has_end ? " to `end:`" : "");
        return false;
    }
    double begin_s = def->has_begin ? def->begin_s : time_s[t->first];
    time_s += t->first;
    for (int32_t k = 0; k < t->n; k++) {
        time_s[k] -= begin_s;
    }
    out->n = t->n;
    out->time_s = time_s;
    return true;
}

static bool read_voltages(const table *t, gm_fit_series *out)
{
    static const char *const units[] = {"V", NULL};
    double si;
    int which;
    int32_t column =
        gm_records_need(&t->records, t->def->voltage, t->def->voltage_src, t->diag);
    if (column < 0 || !find_unit(t, column, units, &si, &which)) {
        return false;
    }
    out->voltage_v = read_column(t, column, si);
    for (int32_t k = 0; out->voltage_v && k < out->n; k++) {
        if (out->voltage_v[k] < LEAST_V || out->voltage_v[k] > MOST_V) {
            gm_diag_error(
                t->diag,
                gm_records_src(&t->records, gm_records_cell(&t->records, t->first + k, column)),
                "%g V is not the voltage of a cell", out->voltage_v[k]);
            gm_diag_hint(t->diag, "a head may say another unit, as `voltage [mV]`");
            return false;
        }
    }
    return out->voltage_v != NULL;
}

static bool read_currents(const table *t, const gm_cell *cell, gm_fit_series *out)
{
    static const char *const units[] = {"A", "A/m2", NULL};
    double si;
    int which;
    int32_t column =
        gm_records_need(&t->records, t->def->current, t->def->current_src, t->diag);
    if (column < 0 || !find_unit(t, column, units, &si, &which)) {
        return false;
    }
    double sign = t->def->positive == GM_FIT_CHARGE ? -1.0 : 1.0;
    double area = which == 1 ? cell->area_m2 : 1.0;
    double *current_a = read_column(t, column, si * sign * t->def->scale * area);
    if (!current_a) {
        return false;
    }
    gm_fit_series_profile(current_a, t->arena, out);
    return true;
}

// ---- what looks wrong

static double charge_out(const gm_fit_series *s)
{
    double charge = s->n_profile > 0 ? 0.0 : s->constant_a * s->time_s[s->n - 1];
    for (int32_t k = 1; k < s->n_profile; k++) {
        charge += 0.5 * (s->profile_a[k] + s->profile_a[k - 1]) *
                  (s->profile_s[k] - s->profile_s[k - 1]);
    }
    return charge;
}

static void warn(const table *t, const gm_fit_series *s, double capacity_c)
{
    double out = charge_out(s);
    double rise = s->voltage_v[s->n - 1] - s->voltage_v[0];
    if (fabs(out) > MOST_CHARGE * capacity_c) {
        gm_diag_warn(t->diag, t->def->file_src,
                     "%s: %.4g Ah flow, but the cell holds %.4g Ah between its voltages",
                     t->def->file, fabs(out) / 3600.0, capacity_c / 3600.0);
        gm_diag_hint(t->diag, "`scale:` says which share of the current the cell has");
    } else if (fabs(out) > SEEN_CHARGE * capacity_c &&
               rise * (out > 0.0 ? 1.0 : -1.0) > SEEN_V) {
        gm_diag_warn(
            t->diag, t->def->file_src,
            "%s: the voltage %s while the cell is %s: does its current go the other way?",
            t->def->file, rise > 0.0 ? "rises" : "falls", out > 0.0 ? "discharged" : "charged");
        gm_diag_hint(t->diag, "`positive: charge` says that currents of charge are above 0");
    }
}

bool gm_fit_series_read(const gm_fit_curve_def *def, const gm_cell *cell,
                        const gm_cell_balance *balance, gm_arena *arena, gm_diag *diag,
                        gm_fit_series *out)
{
    table t = {.def = def, .arena = arena, .diag = diag};
    *out = (gm_fit_series){0};
    if (!open_table(&t) || !read_times(&t, out) || !read_voltages(&t, out)) {
        return false;
    }
    if (def->current && !read_currents(&t, cell, out)) {
        return false;
    }
    if (!def->current) {
        const gm_amount *rate = def->has_discharge ? &def->discharge : &def->charge;
        double sign = def->has_discharge ? 1.0 : -1.0;
        out->constant_a =
            sign * def->scale * gm_amount_by_area(rate, cell, balance) * cell->area_m2;
    }
    warn(&t, out, balance->charge * cell->area_m2);
    return true;
}
