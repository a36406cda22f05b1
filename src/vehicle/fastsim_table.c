// SPDX-License-Identifier: MIT

#include "vehicle/fastsim_table.h"

#include "core/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// A column of numbers, and where its number goes: into the car, or the masses it may be added up from.
typedef struct number_column {
    const char *name;
    size_t at;
    bool is_mass;
    double least;
    double most;
    bool is_open; // the least is not allowed itself
} number_column;

#define CAR(member)  offsetof(gm_fastsim_car, member), false
#define MASS(member) offsetof(gm_fastsim_masses, member), true

static const number_column columns[] = {
    {"drag_coef", CAR(drag_coefficient), 0.0, 10.0, false},
    {"frontal_area_m2", CAR(frontal_area_m2), 0.0, 100.0, false},
    {"wheel_rr_coef", CAR(rolling), 0.0, 1.0, false},
    {"wheel_inertia_kg_m2", CAR(wheel_inertia_kg_m2), 0.0, 1e4, false},
    {"num_wheels", CAR(n_wheels), 0.0, 100.0, false},
    {"wheel_radius_m", CAR(wheel_radius_m), 0.0, 10.0, true},
    {"wheel_coef_of_fric", CAR(friction), 0.0, 10.0, true},
    {"drive_axle_weight_frac", CAR(driven_share), 0.0, 1.0, true},
    {"veh_cg_m", CAR(centre_m), -10.0, 10.0, false},
    {"wheel_base_m", CAR(wheel_base_m), 0.0, 100.0, true},
    {"mc_max_kw", CAR(machine_kw), 0.01, 1e5, true},
    {"mc_sec_to_peak_pwr", CAR(machine_to_peak_s), 0.0, 1e4, true},
    {"trans_eff", CAR(transmission_efficiency), 0.0, 1.0, true},
    {"max_regen", CAR(most_regen), 0.0, 1.0, false},
    {"ess_max_kw", CAR(pack_kw), 0.0, 1e6, true},
    {"ess_max_kwh", CAR(pack_kwh), 0.0, 1e5, true},
    {"ess_round_trip_eff", CAR(round_trip_efficiency), 0.0, 1.0, true},
    {"min_soc", CAR(least_soc), 0.0, 1.0, false},
    {"max_soc", CAR(most_soc), 0.0, 1.0, true},
    {"aux_kw", CAR(auxiliary_kw), 0.0, 1e4, false},
    {"chg_eff", CAR(charger_efficiency), 0.0, 1.0, true},
    {"glider_kg", MASS(glider_kg), 0.0, 1e6, false},
    {"cargo_kg", MASS(cargo_kg), 0.0, 1e6, false},
    {"trans_kg", MASS(transmission_kg), 0.0, 1e6, false},
    {"mc_pe_kg_per_kw", MASS(machine_kg_per_kw), 0.0, 1e4, false},
    {"mc_pe_base_kg", MASS(machine_base_kg), 0.0, 1e6, false},
    {"ess_kg_per_kwh", MASS(pack_kg_per_kwh), 0.0, 1e4, false},
    {"ess_base_kg", MASS(pack_base_kg), 0.0, 1e6, false},
    {"comp_mass_multiplier", MASS(multiplier), 0.0, 100.0, false},
};

#define N_COLUMNS ((int)(sizeof columns / sizeof columns[0]))

// Columns that may be missing or empty.
typedef struct other_columns {
    int32_t name;
    int32_t number;
    int32_t kind;
    int32_t year;
    int32_t mass; // of the whole, in place of its parts
    int32_t loads;
    int32_t map;
} other_columns;

typedef struct reading {
    const gm_records *records;
    gm_arena *arena;
    gm_diag *diag;
    int32_t at[N_COLUMNS];
    other_columns others;
    int32_t row;
    bool is_sound;
} reading;

static const gm_record_cell *cell_of(const reading *r, int32_t column)
{
    static const gm_record_cell none = {.text = ""};
    return column < 0 ? &none : gm_records_cell(r->records, r->row, column);
}

static bool number_of(reading *r, int32_t column, double *out)
{
    const gm_record_cell *cell = cell_of(r, column);
    if (gm_records_number(r->records, cell, out)) {
        return true;
    }
    gm_diag_error(r->diag, gm_records_src(r->records, cell), "%s: expected a number, got '%s'",
                  r->records->heads[column].text, cell->text);
    r->is_sound = false;
    return false;
}

static void read_number(reading *r, int k, gm_fastsim_car *car, gm_fastsim_masses *masses)
{
    const number_column *c = &columns[k];
    double value;
    if (!number_of(r, r->at[k], &value)) {
        return;
    }
    if (value < c->least || value > c->most || (c->is_open && value == c->least)) {
        gm_diag_error(r->diag, gm_records_src(r->records, cell_of(r, r->at[k])),
                      "%s must be %s %g and at most %g, got %g", c->name,
                      c->is_open ? "above" : "at least", c->least, c->most, value);
        r->is_sound = false;
    }
    char *into = c->is_mass ? (char *)masses : (char *)car;
    memcpy(into + c->at, &value, sizeof value);
}

// "[0.1, 0.12 0.16]": as many numbers as the map has. An empty cell leaves what stands.
static void read_list(reading *r, int32_t column, double *out)
{
    const gm_record_cell *cell = cell_of(r, column);
    if (gm_record_is_empty(cell)) {
        return;
    }
    double values[GM_FASTSIM_LOADS];
    const char *at = cell->text + strspn(cell->text, "[ ");
    int n = 0;
    while (*at && *at != ']' && n <= GM_FASTSIM_LOADS) {
        char *end;
        double value = strtod(at, &end);
        if (end == at) {
            break;
        }
        if (n < GM_FASTSIM_LOADS) {
            values[n] = value;
        }
        n++;
        at = end + strspn(end, ", ");
    }
    bool is_whole = n == GM_FASTSIM_LOADS && (*at == ']' || !*at);
    for (int k = 0; k < n && is_whole; k++) {
        is_whole = values[k] >= 0.0 && values[k] <= 1.0;
    }
    if (!is_whole) {
        gm_diag_error(r->diag, gm_records_src(r->records, cell),
                      "%s: expected %d numbers from 0 to 1, like `[0.1, 0.2, ..]`, got '%s'",
                      r->records->heads[column].text, GM_FASTSIM_LOADS, cell->text);
        r->is_sound = false;
        return;
    }
    memcpy(out, values, sizeof values);
}

// The map must rise in load from 0 to 1, and no efficiency but the first may be 0.
static void check_map(reading *r, const gm_fastsim_car *car)
{
    bool is_sound = car->load[0] == 0.0 && car->load[GM_FASTSIM_LOADS - 1] == 1.0;
    for (int k = 1; k < GM_FASTSIM_LOADS; k++) {
        is_sound = is_sound && car->load[k] > car->load[k - 1] && car->efficiency[k] > 0.0;
    }
    if (!is_sound) {
        gm_diag_error(r->diag, gm_records_src(r->records, cell_of(r, r->others.name)),
                      "mc_pwr_out_perc must rise from 0 to 1, and mc_eff_map be above 0");
        r->is_sound = false;
    }
}

static gm_fastsim_row read_row(reading *r)
{
    const other_columns *o = &r->others;
    gm_fastsim_row row = {.name = cell_of(r, o->name)->text,
                          .number = cell_of(r, o->number)->text};
    gm_fastsim_masses masses = {.multiplier = 0.0};
    double value = 0.0;
    for (int k = 0; k < N_COLUMNS; k++) {
        read_number(r, k, &row.car, &masses);
    }
    if (!gm_record_is_empty(cell_of(r, o->year)) && number_of(r, o->year, &value)) {
        row.year = (int)fmax(0.0, fmin(value, 9999.0));
    }
    gm_fastsim_map(row.car.machine_kw, &row.car);
    read_list(r, o->loads, row.car.load);
    read_list(r, o->map, row.car.efficiency);
    check_map(r, &row.car);
    value = 0.0;
    if (!gm_record_is_empty(cell_of(r, o->mass)) && number_of(r, o->mass, &value) &&
        value < 0.0) {
        gm_diag_error(r->diag, gm_records_src(r->records, cell_of(r, o->mass)),
                      "veh_override_kg must be at least 0, got %g", value);
        r->is_sound = false;
    }
    row.car.mass_kg =
        value > 0.0 ? value : gm_fastsim_mass(&masses, row.car.machine_kw, row.car.pack_kwh);
    if (row.car.most_soc <= row.car.least_soc) {
        gm_diag_error(r->diag, gm_records_src(r->records, cell_of(r, o->name)),
                      "max_soc %g must be above min_soc %g", row.car.most_soc,
                      row.car.least_soc);
        r->is_sound = false;
    }
    return row;
}

static bool find_columns(reading *r)
{
    const gm_records *records = r->records;
    gm_src head = gm_records_src(records, &records->heads[0]);
    bool has_all = true;
    for (int k = 0; k < N_COLUMNS; k++) {
        r->at[k] = gm_records_need(records, columns[k].name, head, r->diag);
        has_all = has_all && r->at[k] >= 0;
    }
    r->others = (other_columns){
        .name = gm_records_need(records, "Scenario name", head, r->diag),
        .number = gm_records_find(records, "selection"),
        .kind = gm_records_find(records, "veh_pt_type"),
        .year = gm_records_find(records, "veh_year"),
        .mass = gm_records_find(records, "veh_override_kg"),
        .loads = gm_records_find(records, "mc_pwr_out_perc"),
        .map = gm_records_find(records, "mc_eff_map"),
    };
    return has_all && r->others.name >= 0;
}

bool gm_fastsim_table_read(const gm_records *records, gm_arena *arena, gm_diag *diag,
                           gm_fastsim_table *out)
{
    reading r = {.records = records, .arena = arena, .diag = diag, .is_sound = true};
    gm_fastsim_row *rows = GM_NEW(arena, gm_fastsim_row, records->n_rows + 1);
    *out = (gm_fastsim_table){.rows = rows};
    if (!find_columns(&r)) {
        return false;
    }
    for (r.row = 0; r.row < records->n_rows; r.row++) {
        const char *kind = cell_of(&r, r.others.kind)->text;
        if (r.others.kind >= 0 && strcmp(kind, "BEV") != 0) {
            out->n_others++;
            continue;
        }
        rows[out->n++] = read_row(&r);
    }
    return r.is_sound;
}
