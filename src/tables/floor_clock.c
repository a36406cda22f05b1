// SPDX-License-Identifier: MIT
//
// Rows are written when a visit begins or when it ends: one of the two moments goes up from row to
// row. Where it falls at a station, and the rows behind stay below what was reached, the clock was
// set back. A single row that was written late is none of that, nor is a log by station.

#include "tables/floor_clock.h"

#include "core/array.h"
#include "core/text.h"

#include <math.h>

#define BACK_LEAST_S  60.0 // less is disorder of writing
#define STAY          3    // rows behind it that are still below what was reached
#define MOST          3    // of more the log has no order of time
#define ROWS_FOR_EACH 20

typedef struct set_back {
    int32_t row;
    int32_t before; // the row of the same station
} set_back;

static double moment_of(const gm_floor_row *row, bool by_end)
{
    return by_end && !row->is_open ? row->out_s : row->in_s;
}

static int32_t count_falls(const gm_floor_row *rows, int32_t n, bool by_end)
{
    int32_t falls = 0;
    for (int32_t i = 1; i < n; i++) {
        falls += moment_of(&rows[i], by_end) < moment_of(&rows[i - 1], by_end) ? 1 : 0;
    }
    return falls;
}

static bool stays_below(const gm_floor_row *rows, int32_t n, int32_t row, double reached_s,
                        bool by_end)
{
    bool stays = row + STAY < n;
    for (int32_t i = row; i <= row + STAY && stays; i++) {
        stays = moment_of(&rows[i], by_end) < reached_s;
    }
    return stays;
}

// Returns how many there are; the first MOST of them are set.
static int32_t find(const gm_floor_row *rows, int32_t n, int32_t *last, bool by_end,
                    set_back found[MOST])
{
    int32_t n_found = 0;
    int32_t begin = 0; // of the rows since the clock was set back
    double reached_s = -INFINITY;
    for (int32_t i = 0; i < n; i++) {
        int32_t before = last[rows[i].station]; // one more than its row
        double at_s = moment_of(&rows[i], by_end);
        bool falls = before > begin &&
                     at_s < moment_of(&rows[before - 1], by_end) - BACK_LEAST_S &&
                     stays_below(rows, n, i, reached_s, by_end);
        if (falls) {
            if (n_found < MOST) {
                found[n_found] = (set_back){i, before - 1};
            }
            n_found += 1;
            begin = i;
            reached_s = at_s;
        }
        last[rows[i].station] = i + 1;
        reached_s = fmax(reached_s, at_s);
    }
    return n_found;
}

static void warn(const gm_records *records, const gm_floor_row *rows, set_back s, bool by_end,
                 gm_diag *diag)
{
    const gm_floor_row *row = &rows[s.row];
    const gm_floor_row *before = &rows[s.before];
    char by[GM_NUMBER_BYTES];
    gm_diag_warn(
        diag, gm_records_src(records, row->cell),
        "the clock seems to be set back by %s min or more: the row of this station "
        "before it, line %d, is later",
        gm_text_of_rounded((moment_of(before, by_end) - moment_of(row, by_end)) / 60.0, 3, by),
        (int)before->cell->line);
    gm_diag_hint(diag, "times from here on overlap those before, and stations look as if they "
                       "had more machines: add what is missing to them, or import the rows "
                       "before and behind as two logs");
}

void gm_floor_warn_set_back(const gm_records *records, const gm_floor_row *rows, int32_t n,
                            int32_t n_stations, gm_diag *diag)
{
    set_back found[MOST];
    bool by_end = count_falls(rows, n, true) < count_falls(rows, n, false);
    int32_t *last = gm_hook_alloc(((size_t)n_stations + 1) * sizeof *last);
    int32_t n_found = find(rows, n, last, by_end, found);
    gm_hook_free(last);
    if (n_found > MOST || n_found * ROWS_FOR_EACH > n) {
        return;
    }
    for (int32_t i = 0; i < n_found; i++) {
        warn(records, rows, found[i], by_end, diag);
    }
}
