// SPDX-License-Identifier: MIT

#include "tables/floor.h"
#include "tables/floor_clock.h"
#include "tables/floor_gaps.h"
#include "tables/floor_names.h"
#include "tables/floor_states.h"
#include "tables/floor_time.h"

#include "core/assert.h"
#include "core/text.h"
#include "core/units.h"

#include <stdlib.h>
#include <string.h>

#define LEFT_OUT_MOST 0.1  // of the rows
#define STATIONS_MOST 2000 // more are names of something else

typedef enum column {
    PART,
    STATION,
    TIME_IN,
    TIME_OUT,
    STATE,
    MACHINE,
    VARIANT,
    N_COLUMNS
} column;

// The first of each is the word of messages.
static const char *const heads[N_COLUMNS][10] = {
    [PART] = {"part", "part id", "body", "vin", "serial", "item", "workpiece", "car", "cell"},
    [STATION] = {"station", "step", "operation", "workstation", "resource", "place"},
    [TIME_IN] = {"time in", "in", "start", "begin", "from", "start time", "entered"},
    [TIME_OUT] = {"time out", "out", "end", "until", "to", "end time", "left", "finished"},
    [STATE] = {"state", "status", "event"},
    [MACHINE] = {"machine", "unit", "machine id"},
    [VARIANT] = {"variant", "model", "type", "product"},
};

// A row that was left out, of a part.
typedef struct hole {
    const char *part;
    int32_t line;
} hole;

typedef struct reading {
    const gm_records *records;
    gm_arena *arena;
    gm_diag *diag;
    gm_floor *out;
    int32_t at[N_COLUMNS]; // -1: none
    double unit_si[N_COLUMNS];
    gm_floor_names stations;
    gm_floor_names machines; // "station NUL machine" as one name
    gm_floor_names variants;
    gm_floor_names parts;
    gm_floor_row *rows;
    int32_t *n_machines;
    GM_ARRAY(hole) holes;
    int32_t *hole_line; // by part
} reading;

// ---- faults

static void leave_out(reading *r, const gm_record_cell *part, const gm_record_cell *cell,
                      const char *what)
{
    r->out->n_left_out += 1;
    if (!gm_record_is_empty(part)) {
        hole of = {part->text, cell->line};
        GM_ARRAY_PUSH(r->arena, &r->holes, of);
    }
    if (r->out->n_left_out <= GM_RECORDS_FAULTS) {
        gm_diag_warn(r->diag, gm_records_src(r->records, cell), "row left out: %s", what);
    }
}

// ---- columns

static bool is_head(const char *head, const char *word)
{
    size_t len = strcspn(head, "[(");
    while (len > 0 && head[len - 1] == ' ') {
        len--;
    }
    char text[64];
    if (len >= sizeof text) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        bool is_gap = head[i] == '_' || head[i] == '-';
        text[i] = (char)(is_gap ? ' ' : head[i]);
    }
    text[len] = '\0';
    return gm_text_equal_nocase(text, word);
}

static int32_t find_column(const gm_records *records, column c)
{
    for (int w = 0; w < 10 && heads[c][w]; w++) {
        for (int32_t i = 0; i < records->n_columns; i++) {
            if (is_head(records->heads[i].text, heads[c][w])) {
                return i;
            }
        }
    }
    return -1;
}

static bool find_columns(reading *r)
{
    bool ok = true;
    for (int c = 0; c < N_COLUMNS; c++) {
        r->at[c] = find_column(r->records, (column)c);
        if (r->at[c] < 0 && c <= TIME_OUT) {
            gm_diag_error(r->diag, (gm_src){.file = r->records->file},
                          "a log needs a column '%s'", heads[c][0]);
            gm_diag_hint(r->diag, "its first row is like `part,station,time in [s],time out "
                                  "[s],state`");
            ok = false;
        }
        if (r->at[c] >= 0 && (c == TIME_IN || c == TIME_OUT)) {
            const char *unit = gm_records_unit(r->records, r->at[c], r->arena);
            gm_dim dim;
            if (unit && !gm_unit_find(unit, &r->unit_si[c], &dim)) {
                gm_diag_error(r->diag, gm_records_src(r->records, &r->records->heads[r->at[c]]),
                              "'%s' is no unit of a time", unit);
                ok = false;
            }
        }
    }
    r->out->has_states = r->at[STATE] >= 0;
    r->out->has_machines = r->at[MACHINE] >= 0;
    return ok;
}

static const gm_record_cell *cell_of(const reading *r, int32_t row, column c)
{
    static const gm_record_cell nothing = {"", 0, 0};
    return r->at[c] >= 0 ? gm_records_cell(r->records, row, r->at[c]) : &nothing;
}

// ---- moments

static bool fail_dates(reading *r, const gm_record_cell *cell)
{
    gm_diag_error(
        r->diag, gm_records_src(r->records, cell),
        "'%.40s' may begin with the day or with the month, and so may all of its column",
        cell->text);
    gm_diag_hint(r->diag, "say `--dates d/m/y` or `--dates m/d/y`");
    return false;
}

// One form for each column, and both from the same start.
static bool find_moments(reading *r, gm_date_order dates)
{
    gm_floor *f = r->out;
    bool is_open[2];
    const gm_record_cell *first[2];
    f->in = gm_moments_find(r->records, r->at[TIME_IN], r->unit_si[TIME_IN], dates, &is_open[0],
                            &first[0]);
    f->out = gm_moments_find(r->records, r->at[TIME_OUT], r->unit_si[TIME_OUT], dates,
                             &is_open[1], &first[1]);
    bool is_slashed = f->in.form >= GM_MOMENT_DMY && f->out.form >= GM_MOMENT_DMY;
    if (is_slashed && is_open[0] != is_open[1]) {
        // What one column tells holds for the other.
        *(is_open[0] ? &f->in : &f->out) = is_open[0] ? f->out : f->in;
        is_open[0] = is_open[1] = false;
    }
    if (is_open[0] || is_open[1]) {
        return fail_dates(r, is_open[0] ? first[0] : first[1]);
    }
    f->out = f->out.n > 0 ? f->out : f->in;
    if (!gm_moments_agree(&f->in, &f->out)) {
        gm_diag_error(r->diag, gm_records_src(r->records, &r->records->heads[r->at[TIME_OUT]]),
                      "this column has %s, and '%s' %s: they do not count from the same start",
                      gm_moments_text(&f->out), r->records->heads[r->at[TIME_IN]].text,
                      gm_moments_text(&f->in));
        return false;
    }
    return true;
}

// ---- rows

static bool read_state(reading *r, int32_t row, gm_floor_state *state)
{
    const gm_record_cell *cell = cell_of(r, row, STATE);
    *state = GM_FLOOR_WORK;
    if (gm_record_is_empty(cell) || gm_floor_state_of(cell->text, state)) {
        return true;
    }
    const char *near = gm_floor_state_near(cell->text);
    leave_out(r, cell_of(r, row, PART), cell,
              near ? gm_arena_printf(r->arena, "unknown state '%.40s', is '%s' meant?",
                                     cell->text, near)
                   : gm_arena_printf(r->arena, "unknown state '%.40s'", cell->text));
    return false;
}

static bool read_times(reading *r, int32_t row, gm_floor_row *out)
{
    const gm_record_cell *in = cell_of(r, row, TIME_IN);
    const gm_record_cell *end = cell_of(r, row, TIME_OUT);
    const gm_record_cell *part = cell_of(r, row, PART);
    const char *fault = gm_moment_read(r->records, in, &r->out->in, r->arena, &out->in_s);
    if (fault) {
        leave_out(r, part, in, fault);
        return false;
    }
    out->cell = in;
    out->is_open = gm_record_is_empty(end);
    out->out_s = out->in_s;
    fault = out->is_open ? NULL
                         : gm_moment_read(r->records, end, &r->out->out, r->arena, &out->out_s);
    if (fault) {
        leave_out(r, part, end, fault);
        return false;
    }
    if (out->out_s < out->in_s) {
        leave_out(r, part, end,
                  gm_arena_printf(r->arena, "the clock goes back: out at %.40s, in at %.40s",
                                  end->text, in->text));
        return false;
    }
    return true;
}

static int32_t machine_of(reading *r, int32_t row, int32_t station)
{
    const gm_record_cell *cell = cell_of(r, row, MACHINE);
    if (gm_record_is_empty(cell)) {
        return -1;
    }
    const char *name = gm_arena_printf(r->arena, "%d %s", (int)station, cell->text);
    int before = r->machines.list.n;
    int32_t i = gm_floor_name(&r->machines, name);
    if (r->machines.list.n > before) {
        r->n_machines[station] += 1;
    }
    return i;
}

static bool read_row(reading *r, int32_t row)
{
    gm_floor_row *out = &r->rows[r->out->n_rows];
    const gm_record_cell *part = cell_of(r, row, PART);
    const gm_record_cell *station = cell_of(r, row, STATION);
    const gm_record_cell *variant = cell_of(r, row, VARIANT);
    if (gm_record_is_empty(station)) {
        leave_out(r, part, station, "it names no station");
        return false;
    }
    if (!read_state(r, row, &out->state) || !read_times(r, row, out)) {
        return false;
    }
    out->part = gm_record_is_empty(part) ? -1 : gm_floor_name(&r->parts, part->text);
    if (out->part < 0 && out->state == GM_FLOOR_WORK) {
        leave_out(r, part, part, "work without a part");
        return false;
    }
    out->station = gm_floor_name(&r->stations, station->text);
    out->machine = machine_of(r, row, out->station);
    out->variant = gm_record_is_empty(variant) || out->part < 0
                       ? -1
                       : gm_floor_name(&r->variants, variant->text);
    return true;
}

// ---- holes

// Of rows that could not be read at all the part may be known.
static void take_lost(reading *r)
{
    const gm_records *records = r->records;
    r->out->n_left_out = records->n_lost;
    for (int32_t i = 0; i < records->n_lost; i++) {
        const gm_lost_row *lost = &records->lost[i];
        if (lost->n > r->at[PART] && !gm_record_is_empty(&lost->cells[r->at[PART]])) {
            hole of = {lost->cells[r->at[PART]].text, lost->line};
            GM_ARRAY_PUSH(r->arena, &r->holes, of);
        }
    }
}

static void mark_holes(reading *r)
{
    r->hole_line = GM_NEW(r->arena, int32_t, r->parts.list.n + 1);
    for (int i = 0; i < r->holes.n; i++) {
        int32_t part = gm_floor_name_find(&r->parts, r->holes.items[i].part);
        if (part >= 0 && r->hole_line[part] == 0) {
            r->hole_line[part] = r->holes.items[i].line;
        }
    }
}

static void count_holes(reading *r)
{
    for (int i = 0; i < r->parts.list.n; i++) {
        r->out->n_holed += r->hole_line[i] > 0 ? 1 : 0;
    }
    r->out->hole_line = r->hole_line;
}

// ---- order, overlaps

static int by_part(const void *pa, const void *pb)
{
    const gm_floor_row *a = pa;
    const gm_floor_row *b = pb;
    if (a->part != b->part) {
        return (uint32_t)a->part < (uint32_t)b->part ? -1 : 1; // -1 goes behind
    }
    int by_in = (a->in_s > b->in_s) - (a->in_s < b->in_s);
    if (by_in == 0) {
        by_in = (a->out_s > b->out_s) - (a->out_s < b->out_s);
    }
    return by_in != 0 ? by_in : (a->cell > b->cell) - (a->cell < b->cell);
}

// A part is at one place at a time.
static void drop_overlaps(reading *r)
{
    gm_floor_row *rows = r->rows;
    int32_t kept = 0;
    GM_REQUIRE(rows != NULL);
    for (int32_t i = 0; i < r->out->n_rows; i++) {
        const gm_floor_row *row = &rows[i];
        const gm_floor_row *last = kept > 0 ? &rows[kept - 1] : NULL;
        bool overlaps = last && row->part >= 0 && last->part == row->part &&
                        row->in_s < last->out_s - GM_FLOOR_SLACK_S;
        if (overlaps) {
            r->hole_line[row->part] = row->cell->line;
            static const gm_record_cell known = {"", 0, 0}; // its part is marked here
            leave_out(r, &known, row->cell,
                      gm_arena_printf(
                          r->arena,
                          "part '%.40s' comes to '%.40s' before it left '%.40s' "
                          "(line %d)",
                          r->parts.list.items[row->part], r->stations.list.items[row->station],
                          r->stations.list.items[last->station], (int)last->cell->line));
        } else {
            rows[kept++] = *row;
        }
    }
    r->out->n_rows = kept;
}

// ---- the log

static bool judge(reading *r)
{
    const gm_floor *f = r->out;
    gm_src src = {.file = r->records->file};
    if (f->n_left_out > GM_RECORDS_FAULTS) {
        gm_diag_warn(r->diag, src, "%d more rows were left out",
                     (int)(f->n_left_out - GM_RECORDS_FAULTS));
    }
    int32_t n_rows = r->records->n_rows + r->records->n_lost;
    if (f->n_left_out > LEFT_OUT_MOST * n_rows) {
        gm_diag_error(
            r->diag, src,
            "%d of %d rows cannot be used: too many for a model, at most %g %% may be "
            "left out",
            (int)f->n_left_out, (int)n_rows, 100.0 * LEFT_OUT_MOST);
        return false;
    }
    if (f->n_parts == 0 || f->span_s <= 0.0) {
        gm_diag_error(r->diag, src, "the log has no visit of a part");
        return false;
    }
    if (f->n_stations > STATIONS_MOST) {
        gm_diag_error(r->diag, gm_records_src(r->records, &r->records->heads[r->at[STATION]]),
                      "this column names %d stations: it seems to be another one",
                      (int)f->n_stations);
        return false;
    }
    if (f->n_holed == f->n_parts) {
        gm_diag_error(r->diag, src,
                      "every part has a row that cannot be used: no way of a part is whole");
        return false;
    }
    return true;
}

bool gm_floor_read(const gm_records *records, gm_date_order dates, gm_arena *arena,
                   gm_diag *diag, gm_floor *out)
{
    *out = (gm_floor){.records = records};
    reading r = {.records = records, .arena = arena, .diag = diag, .out = out};
    r.stations.arena = r.machines.arena = r.variants.arena = r.parts.arena = arena;
    if (!find_columns(&r) || !find_moments(&r, dates)) {
        return false;
    }
    take_lost(&r);
    r.rows = GM_NEW(arena, gm_floor_row, records->n_rows + 1);
    r.n_machines = GM_NEW(arena, int32_t, records->n_rows + 1);
    for (int32_t i = 0; i < records->n_rows; i++) {
        out->n_rows += read_row(&r, i) ? 1 : 0;
    }
    gm_floor_warn_set_back(records, r.rows, out->n_rows, r.stations.list.n, diag);
    qsort(r.rows, (size_t)out->n_rows, sizeof *r.rows, by_part);
    mark_holes(&r);
    drop_overlaps(&r);
    count_holes(&r);
    gm_floor_cut_gaps(out, r.rows, arena);
    out->n_stations = r.stations.list.n;
    out->stations = r.stations.list.items;
    out->n_machines = r.n_machines;
    out->n_variants = r.variants.list.n;
    out->variants = r.variants.list.items;
    out->n_parts = r.parts.list.n;
    out->parts = r.parts.list.items;
    out->rows = r.rows;
    return judge(&r);
}
