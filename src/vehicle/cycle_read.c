// SPDX-License-Identifier: MIT
//
// A cycle from a table of times and speeds.

#include "tables/open.h"
#include "vehicle/car_def.h"

#include "core/text.h"

#include <math.h>
#include <string.h>

#define MOST_ROWS  1000000
#define KM_H       3.6
#define MOST_M_S   150.0
#define MOST_M_S2  15.0 // beyond what tyres hold
#define MOST_GAP_S 60.0 // between two rows

// A path beside the file that names it.
static const char *beside(const char *file, const char *path, gm_arena *arena)
{
    const char *slash = file ? strrchr(file, '/') : NULL;
    if (path[0] == '/' || !slash) {
        return path;
    }
    return gm_arena_printf(arena, "%.*s%s", (int)(slash - file + 1), file, path);
}

// What one of a column is in SI: by its head, else `si` of the unit that is taken for it.
static bool unit_of(gm_reader *reader, const gm_records *records, int32_t column,
                    const char *like, double *si)
{
    const char *unit = gm_records_unit(records, column, reader->arena);
    gm_dim dim;
    gm_dim of;
    double one;
    *si = 1.0;
    if (!unit) {
        return true;
    }
    if (gm_unit_find(unit, si, &dim) && gm_unit_find(like, &one, &of) &&
        gm_dim_equal(dim, of)) {
        return true;
    }
    gm_diag_error(reader->diag, gm_records_src(records, &records->heads[column]),
                  "'%s' is no unit of %s", unit, strcmp(like, "s") == 0 ? "time" : "speed");
    return false;
}

static bool number_at(gm_reader *reader, const gm_records *records, int32_t row, int32_t column,
                      double *out)
{
    const gm_record_cell *cell = gm_records_cell(records, row, column);
    if (gm_records_number(records, cell, out) && isfinite(*out)) {
        return true;
    }
    gm_diag_error(reader->diag, gm_records_src(records, cell), "expected a number, got '%s'",
                  cell->text);
    return false;
}

// What no car drives between two rows. NULL: nothing.
static const char *fault_of(const double *time_s, const double *speed, int32_t i,
                            gm_arena *arena)
{
    if (speed[i] < 0.0 || speed[i] > MOST_M_S) {
        return gm_arena_printf(arena, "a speed of %.4g km/h is not between 0 and %g",
                               KM_H * speed[i], KM_H * MOST_M_S);
    }
    if (i == 0) {
        return NULL;
    }
    double step_s = time_s[i] - time_s[i - 1];
    if (!(step_s > 0.0)) {
        return "its time is not behind that of the row above";
    }
    if (step_s > MOST_GAP_S) {
        return gm_arena_printf(arena,
                               "a gap of %.4g s behind the row above, where at most %g s "
                               "may be",
                               step_s, MOST_GAP_S);
    }
    double rate = (speed[i] - speed[i - 1]) / step_s;
    return fabs(rate) <= MOST_M_S2
               ? NULL
               : gm_arena_printf(arena,
                                 "an acceleration of %.4g m/s2 from the row above, beyond "
                                 "the %g of tyres",
                                 rate, MOST_M_S2);
}

// Each fault with its row, up to so many.
static bool check_rows(gm_reader *reader, const gm_records *records, int32_t column,
                       const gm_cycle *cycle)
{
    int32_t n = 0;
    for (int32_t i = 0; i < cycle->n && n < GM_RECORDS_FAULTS; i++) {
        const char *why = fault_of(cycle->time_s, cycle->speed_m_s, i, reader->arena);
        if (why) {
            const gm_record_cell *cell = gm_records_cell(records, i, column);
            gm_diag_error(reader->diag, gm_records_src(records, cell), "%s", why);
            n++;
        }
    }
    return n == 0;
}

static bool read_rows(gm_reader *reader, const gm_records *records, const int32_t columns[2],
                      gm_cycle *out)
{
    double unit_s;
    double unit_m_s;
    int32_t n = records->n_rows;
    double *time_s = GM_NEW(reader->arena, double, n);
    double *speed = GM_NEW(reader->arena, double, n);
    bool ok = unit_of(reader, records, columns[0], "s", &unit_s) &&
              unit_of(reader, records, columns[1], "m/s", &unit_m_s);
    for (int32_t i = 0; i < n && ok; i++) {
        ok = number_at(reader, records, i, columns[0], &time_s[i]) &&
             number_at(reader, records, i, columns[1], &speed[i]);
        time_s[i] *= unit_s;
        speed[i] *= unit_m_s;
    }
    for (int32_t i = n - 1; ok && i >= 0; i--) {
        time_s[i] -= time_s[0];
    }
    out->n = n;
    out->time_s = time_s;
    out->speed_m_s = speed;
    out->n_phases = 1;
    out->phase_end[0] = n - 1;
    return ok && check_rows(reader, records, columns[1], out);
}

bool gm_drive_read_cycle(gm_reader *reader, gm_drive_ask_def *def)
{
    gm_records records;
    gm_records_ask ask = {.path = beside(def->cycle_src.file, def->cycle, reader->arena),
                          .origin = "a drive has its cycle from it",
                          .src = def->cycle_src,
                          .only_files = true};
    if (gm_table_open(&ask, reader->arena, reader->diag, &records) != GM_OK) {
        return false;
    }
    int32_t columns[2] = {
        gm_records_need(&records, def->time_column, def->time_src, reader->diag),
        gm_records_need(&records, def->speed_column, def->speed_src, reader->diag)};
    if (columns[0] < 0 || columns[1] < 0) {
        return false;
    }
    if (records.n_rows < 2 || records.n_rows > MOST_ROWS) {
        gm_diag_error(reader->diag, def->cycle_src, "'%s' has %d rows; it needs 2 to %d",
                      def->cycle, (int)records.n_rows, MOST_ROWS);
        return false;
    }
    def->of_file = (gm_cycle){.name = def->cycle};
    return read_rows(reader, &records, columns, &def->of_file);
}
