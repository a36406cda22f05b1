// SPDX-License-Identifier: MIT
//
// The tables of the section `car:`.

#include "vehicle/car_def.h"

#define MOST_AXLES 2

// ---- road

static const gm_field road_fields[] = {
    {"a", GM_TYPE_QUANTITY, GM_INTO(gm_road_def, a_n), .unit = "N",
     .given_at = GM_AT(gm_road_def, has_coast_down), .bounds = GM_NOT_NEGATIVE,
     .example = "120 N",
     .doc = "Of a coast-down, F = a + b v + c v2: what does not depend on the speed."},
    {"b", GM_TYPE_QUANTITY, GM_INTO(gm_road_def, b_n_s_m), .unit = "N/(m/s)",
     .preset = "0 N/(m/s)", .example = "1.2 N/(m/s)", .doc = "And what rises with it."},
    {"c", GM_TYPE_QUANTITY, GM_INTO(gm_road_def, c_n_s2_m2), .unit = "N/(m2/s2)",
     .preset = "0 N/(m2/s2)", .bounds = GM_NOT_NEGATIVE, .example = "0.38 N/(m2/s2)",
     .doc = "And with its square: all of it is taken for air."},
    {"drag-coefficient", GM_TYPE_QUANTITY, GM_INTO(gm_road_def, drag_coefficient),
     .bounds = GM_POSITIVE, .example = "0.23", .doc = "Instead of a coast-down: of the air."},
    {"frontal-area", GM_TYPE_QUANTITY, GM_INTO(gm_road_def, frontal_m2), .unit = "m2",
     .bounds = GM_POSITIVE, .example = "2.3 m2", .doc = "With it."},
    {"rolling", GM_TYPE_QUANTITY, GM_INTO(gm_road_def, rolling), .bounds = GM_BETWEEN,
     .lo = 0.0, .hi = 0.1, .example = "0.008", .doc = "With it: force of the tyres by weight."},
    {"turning", GM_TYPE_QUANTITY, GM_INTO(gm_road_def, turning), .preset = "3 %",
     .bounds = GM_BETWEEN, .lo = 0.0, .hi = 0.5, .example = "3 %",
     .doc = "What turning parts add to the mass that is accelerated; 3 % in UN GTR 15."},
    {"cold", GM_TYPE_QUANTITY, GM_INTO(gm_road_def, cold), .unit = "1/K", .preset = "0.86 %/K",
     .bounds = GM_BETWEEN, .lo = 0.0, .hi = 0.1, .example = "0.86 %/K",
     .doc = "What a and b, or rolling, grow by for each kelvin below 20 degC; as UN GTR 15 has "
            "it."},
};

static bool check_road(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_road_def *def = dst;
    bool has_drag = def->drag_coefficient > 0.0 && def->frontal_m2 > 0.0;
    if (def->has_coast_down == has_drag) {
        gm_diag_error(reader->diag, node->src, "road: %s",
                      has_drag ? "a coast-down and a drag cannot both hold it back"
                               : "what holds the car back is missing");
        gm_diag_hint(reader->diag, "write `{a: 120 N, b: 1.2 N/(m/s), c: 0.38 N/(m2/s2)}` or "
                                   "`{drag-coefficient: 0.23, frontal-area: 2.3 m2, rolling: "
                                   "0.008}`");
        return false;
    }
    return true;
}

static const gm_table road_table = {
    .name = "road",
    .doc = "What holds a car back on a level road in still air at 20 degC: by coast-down or by "
           "drag.",
    GM_FIELDS(road_fields),
    .size = sizeof(gm_road_def),
    .src_at = GM_AT(gm_road_def, src),
    .check = check_road,
};

// ---- axles

static const gm_field best_fields[] = {
    {"efficiency", GM_TYPE_QUANTITY, GM_INTO(gm_best_def, efficiency), .required = true,
     .bounds = GM_MORE_THAN | GM_LESS_THAN, .lo = 0.0, .hi = 1.0, .example = "96 %",
     .doc = "With the inverter."},
    {"torque", GM_TYPE_QUANTITY, GM_INTO(gm_best_def, torque), .preset = "25 %",
     .bounds = GM_MORE_THAN | GM_AT_MOST, .lo = 0.0, .hi = 1.0, .example = "25 %",
     .doc = "Where: the share of its most torque .."},
    {"speed", GM_TYPE_QUANTITY, GM_INTO(gm_best_def, speed), .preset = "35 %",
     .bounds = GM_MORE_THAN | GM_AT_MOST, .lo = 0.0, .hi = 1.0, .example = "35 %",
     .doc = ".. and of its most speed."},
};

static const gm_table best_table = {
    .name = "best point",
    .doc =
        "The best efficiency of a machine; from there it falls off by losses in copper, iron "
        "and air (docs/theory/car.md).",
    GM_FIELDS(best_fields),
    .size = sizeof(gm_best_def),
    .short_key = "efficiency",
};

static const gm_field axle_fields[] = {
    {"torque", GM_TYPE_QUANTITY, GM_INTO(gm_axle_def, most_nm), .unit = "N m", .required = true,
     .bounds = GM_POSITIVE, .example = "400 N m", .doc = "The most of its machine."},
    {"power", GM_TYPE_QUANTITY, GM_INTO(gm_axle_def, most_w), .unit = "W", .required = true,
     .bounds = GM_POSITIVE, .example = "220 kW", .doc = "The most at its shaft."},
    {"speed", GM_TYPE_QUANTITY, GM_INTO(gm_axle_def, most_hz), .unit = "rpm",
     .preset = "16000 rpm", .bounds = GM_POSITIVE, .example = "16000 rpm", .doc = "The most."},
    {"ratio", GM_TYPE_QUANTITY, GM_INTO(gm_axle_def, ratio), .preset = "9",
     .bounds = GM_POSITIVE, .example = "9",
     .doc = "Turns of the machine for one of the wheels."},
    {"gears", GM_TYPE_QUANTITY, GM_INTO(gm_axle_def, gears), .preset = "97 %",
     .bounds = GM_MORE_THAN | GM_AT_MOST, .lo = 0.0, .hi = 1.0, .example = "97 %",
     .doc = "Their efficiency."},
    {"share", GM_TYPE_QUANTITY, GM_INTO(gm_axle_def, share), .bounds = GM_BETWEEN, .lo = 0.0,
     .hi = 1.0, .example = "60 %",
     .doc = "Of the force of the car, while it can; by default that of its torque."},
    {"efficiency", GM_TYPE_QUANTITY, GM_INTO(gm_axle_def, efficiency), .preset = "93 %",
     .bounds = GM_MORE_THAN | GM_AT_MOST, .lo = 0.0, .hi = 1.0, .example = "93 %",
     .doc = "Of machine and inverter, everywhere; where `best:` does not say more."},
    {"best", GM_TYPE_OPTIONAL, GM_INTO(gm_axle_def, best), .table = &best_table,
     .example = "96 %", .doc = "Its best efficiency, and where that is."},
};

static const gm_table axle_table = {
    .name = "axle",
    .doc = "A driven axle: its machine with inverter and gears.",
    GM_FIELDS(axle_fields),
    .size = sizeof(gm_axle_def),
    .src_at = GM_AT(gm_axle_def, src),
    .name_at = GM_AT(gm_axle_def, name),
};

// ---- regeneration

static const gm_field regen_fields[] = {
    {"most", GM_TYPE_QUANTITY, GM_INTO(gm_regen_def, most_m_s2), .unit = "m/s2",
     .preset = "2.5 m/s2", .bounds = GM_NOT_NEGATIVE, .example = "2.5 m/s2",
     .doc = "The deceleration of the car that machines do; brakes do the rest."},
    {"off", GM_TYPE_QUANTITY, GM_INTO(gm_regen_def, off_m_s), .unit = "km/h",
     .preset = "5 km/h", .bounds = GM_NOT_NEGATIVE, .example = "5 km/h",
     .doc = "Below this speed nothing is regained."},
    {"full", GM_TYPE_QUANTITY, GM_INTO(gm_regen_def, full_m_s), .unit = "km/h",
     .preset = "10 km/h", .bounds = GM_NOT_NEGATIVE, .example = "10 km/h",
     .doc = "From this one on all that may be; straight between."},
};

static bool check_regen(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_regen_def *def = dst;
    if (def->full_m_s < def->off_m_s) {
        gm_diag_error(reader->diag, node->src, "regen: `full:` is below `off:`");
        return false;
    }
    return true;
}

static const gm_table regen_table = {
    .name = "regen",
    .doc = "How much of a deceleration is regained.",
    GM_FIELDS(regen_fields),
    .size = sizeof(gm_regen_def),
    .check = check_regen,
};

// ---- pack

static const gm_field pack_fields[] = {
    {"series", GM_TYPE_INT, GM_INTO(gm_car_pack_def, series), .bounds = GM_BETWEEN, .lo = 1.0,
     .hi = 10000.0, .example = "108",
     .doc = "Cells of the file's `cell:` one behind the other; then voltage, resistance and "
            "what it may take follow from them."},
    {"parallel", GM_TYPE_INT, GM_INTO(gm_car_pack_def, parallel), .preset = "1",
     .bounds = GM_BETWEEN, .lo = 1.0, .hi = 10000.0, .example = "2",
     .doc = "Cells side by side."},
    {"energy", GM_TYPE_QUANTITY, GM_INTO(gm_car_pack_def, energy_j), .unit = "kWh",
     .bounds = GM_POSITIVE, .example = "82 kWh",
     .doc = "Instead of cells: from full to empty, at no current."},
    {"capacity", GM_TYPE_QUANTITY, GM_INTO(gm_car_pack_def, capacity_c), .unit = "Ah",
     .bounds = GM_POSITIVE, .example = "230 Ah", .doc = "Or by charge."},
    {"voltage", GM_TYPE_CUSTOM, GM_INTO(gm_car_pack_def, voltage),
     .custom = &gm_custom_voltage_by_charge, .preset = "360 V",
     .example = "[[0 %, 320 V], [50 %, 362 V], [100 %, 403 V]]",
     .doc = "At no current; of a pack without cells."},
    {"resistance", GM_TYPE_CUSTOM, GM_INTO(gm_car_pack_def, resistance),
     .custom = &gm_custom_resistance_by_degrees, .preset = "0.06 ohm", .example = "0.06 ohm",
     .doc = "Of some seconds of driving; of a pack without cells."},
    {"least", GM_TYPE_QUANTITY, GM_INTO(gm_car_pack_def, least), .preset = "3 %",
     .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0, .example = "3 %",
     .doc = "Of its charge, what a driver may not use."},
    {"most", GM_TYPE_QUANTITY, GM_INTO(gm_car_pack_def, most), .preset = "97 %",
     .bounds = GM_BETWEEN, .lo = 0.0, .hi = 1.0, .example = "97 %",
     .doc = "As full as a driver may have it."},
    {"power-out", GM_TYPE_QUANTITY, GM_INTO(gm_car_pack_def, most_out_w), .unit = "W",
     .bounds = GM_POSITIVE, .example = "300 kW",
     .doc = "The most that it gives; by default what its voltage allows."},
    {"power-in", GM_TYPE_QUANTITY, GM_INTO(gm_car_pack_def, most_in_w), .unit = "W",
     .bounds = GM_POSITIVE, .example = "150 kW",
     .doc = "The most that it takes; by default what its voltage allows, of cells what plates "
            "no lithium in ten seconds."},
    {"heat-capacity", GM_TYPE_QUANTITY, GM_INTO(gm_car_pack_def, heat_j_k), .unit = "J/K",
     .bounds = GM_POSITIVE, .example = "350 kJ/K",
     .doc = "By default that of its cells; without cells its temperature stays."},
    {"cooling", GM_TYPE_QUANTITY, GM_INTO(gm_car_pack_def, loss_w_k), .unit = "W/K",
     .preset = "5 W/K", .bounds = GM_NOT_NEGATIVE, .example = "5 W/K",
     .doc = "What it loses to the air around it by itself."},
};

static bool check_pack(gm_reader *reader, const gm_node *node, void *dst)
{
    const gm_car_pack_def *def = dst;
    int said = (def->series > 0) + (def->energy_j > 0.0) + (def->capacity_c > 0.0);
    if (said != 1) {
        gm_diag_error(reader->diag, node->src,
                      "pack: one of `series:`, `energy:` and "
                      "`capacity:` says how large it is, %s",
                      said == 0 ? "none is given" : "and more than one is given");
        return false;
    }
    if (def->least >= def->most) {
        gm_diag_error(reader->diag, node->src,
                      "pack: `least:` %g %% is not below `most:` %g %%", 100.0 * def->least,
                      100.0 * def->most);
        return false;
    }
    return true;
}

static const gm_table pack_table = {
    .name = "car pack",
    .doc = "The pack as a source of voltage behind a resistance: from the cell of the file, or "
           "by itself.",
    GM_FIELDS(pack_fields),
    .size = sizeof(gm_car_pack_def),
    .src_at = GM_AT(gm_car_pack_def, src),
    .check = check_pack,
};

// ---- climate

#define HEATING "[[-10 degC, 1.6], [-5 degC, 2], [5 degC, 2.5], [15 degC, 3.2]]"

static const gm_field climate_fields[] = {
    {"cabin", GM_TYPE_QUANTITY, GM_INTO(gm_climate_def, cabin_k), .unit = "degC",
     .preset = "22 degC", .bounds = GM_POSITIVE, .example = "22 degC",
     .doc = "What it is held at."},
    {"walls", GM_TYPE_QUANTITY, GM_INTO(gm_climate_def, walls_w_k), .unit = "W/K",
     .preset = "45 W/K", .bounds = GM_NOT_NEGATIVE, .example = "45 W/K",
     .doc = "Through glass, roof and doors."},
    {"fresh-air", GM_TYPE_QUANTITY, GM_INTO(gm_climate_def, fresh_kg_s), .unit = "kg/s",
     .preset = "0.02 kg/s", .bounds = GM_NOT_NEGATIVE, .example = "0.02 kg/s",
     .doc = "From outside."},
    {"heat-capacity", GM_TYPE_QUANTITY, GM_INTO(gm_climate_def, capacity_j_k), .unit = "J/K",
     .preset = "80 kJ/K", .bounds = GM_POSITIVE, .example = "80 kJ/K",
     .doc = "Of air, seats and dashboard."},
    {"gains", GM_TYPE_QUANTITY, GM_INTO(gm_climate_def, gains_w), .unit = "W",
     .preset = "100 W", .example = "100 W", .doc = "Of people and sun."},
    {"most-heating", GM_TYPE_QUANTITY, GM_INTO(gm_climate_def, most_heat_w), .unit = "W",
     .preset = "5 kW", .bounds = GM_NOT_NEGATIVE, .example = "5 kW", .doc = "As heat."},
    {"most-cooling", GM_TYPE_QUANTITY, GM_INTO(gm_climate_def, most_cool_w), .unit = "W",
     .preset = "5 kW", .bounds = GM_NOT_NEGATIVE, .example = "5 kW", .doc = "As heat."},
    {"fan", GM_TYPE_QUANTITY, GM_INTO(gm_climate_def, fan_w), .unit = "W", .preset = "80 W",
     .bounds = GM_NOT_NEGATIVE, .example = "80 W", .doc = "Electric, while it runs."},
    {"heating", GM_TYPE_CUSTOM, GM_INTO(gm_climate_def, heating),
     .custom = &gm_custom_heat_by_degrees, .preset = HEATING, .example = HEATING,
     .doc = "Heat by electricity over the temperature outside: a heat pump. A resistance has "
            "`0.98`."},
    {"cooling", GM_TYPE_CUSTOM, GM_INTO(gm_climate_def, cooling),
     .custom = &gm_custom_heat_by_degrees, .preset = "[[20 degC, 3.5], [45 degC, 2]]",
     .example = "[[20 degC, 3.5], [45 degC, 2]]", .doc = "The same of cooling."},
    {"pack-least", GM_TYPE_QUANTITY, GM_INTO(gm_climate_def, pack_least_k), .unit = "degC",
     .bounds = GM_POSITIVE, .example = "5 degC",
     .doc = "The pack is warmed up to it; by default not at all."},
    {"pack-most", GM_TYPE_QUANTITY, GM_INTO(gm_climate_def, pack_most_k), .unit = "degC",
     .bounds = GM_POSITIVE, .example = "40 degC", .doc = "And cooled down to it."},
    {"pack-heat", GM_TYPE_QUANTITY, GM_INTO(gm_climate_def, pack_w), .unit = "W",
     .preset = "4 kW", .bounds = GM_NOT_NEGATIVE, .example = "4 kW",
     .doc = "With so much heat, either way."},
};

static const gm_table climate_table = {
    .name = "climate",
    .doc = "What keeps cabin and pack warm or cool.",
    GM_FIELDS(climate_fields),
    .size = sizeof(gm_climate_def),
};

// ---- the car

static bool check_axles(gm_reader *reader, const gm_node *node, void *member)
{
    int n = ((const gm_axle_list *)member)->n;
    if (n < 1 || n > MOST_AXLES) {
        gm_diag_error(reader->diag, node->src, "car: one or two axles are driven, not %d", n);
        return false;
    }
    return true;
}

static const gm_field car_fields[] = {
    {"mass", GM_TYPE_QUANTITY, GM_INTO(gm_car_def, mass_kg), .unit = "kg", .required = true,
     .bounds = GM_POSITIVE, .example = "2100 kg",
     .doc = "As it is driven: with pack, driver and load."},
    {"road", GM_TYPE_STRUCT, GM_INTO(gm_car_def, road), .table = &road_table, .required = true,
     .example = "{a: 120 N, b: 1.2 N/(m/s), c: 0.38 N/(m2/s2)}", .doc = "What holds it back."},
    {"wheel-radius", GM_TYPE_QUANTITY, GM_INTO(gm_car_def, wheel_radius_m), .unit = "m",
     .preset = "0.34 m", .bounds = GM_BETWEEN, .lo = 0.1, .hi = 1.0, .example = "0.34 m",
     .doc = "As it rolls."},
    {"axles", GM_TYPE_MAP, GM_INTO(gm_car_def, axles), .item = GM_TYPE_STRUCT,
     .table = &axle_table, .required = true, .check = check_axles,
     .example = "{rear: {torque: 400 N m, power: 220 kW, best: 96 %}}",
     .doc = "Those that are driven, one or two, by name."},
    {"regen", GM_TYPE_STRUCT, GM_INTO(gm_car_def, regen), .table = &regen_table,
     .example = "{most: 2.5 m/s2}", .doc = "How much of a deceleration is regained."},
    {"pack", GM_TYPE_STRUCT, GM_INTO(gm_car_def, pack), .table = &pack_table, .required = true,
     .example = "{energy: 82 kWh}", .doc = "What it drives from."},
    {"climate", GM_TYPE_OPTIONAL, GM_INTO(gm_car_def, climate), .table = &climate_table,
     .example = "{cabin: 22 degC}", .doc = "By default it is off."},
    {"accessories", GM_TYPE_QUANTITY, GM_INTO(gm_car_def, accessories_w), .unit = "W",
     .preset = "300 W", .bounds = GM_NOT_NEGATIVE, .example = "300 W",
     .doc = "All else that is always on."},
};

static bool check_car(gm_reader *reader, const gm_node *node, void *dst)
{
    (void)reader;
    (void)node;
    ((gm_car_def *)dst)->is_sound = true; // one with faults does not come here
    return true;
}

const gm_table gm_table_car = {
    .name = "car",
    .doc = "A battery car, driven backward through cycles (docs/theory/car.md).\n\n"
           "```yaml\ncar:\n  mass: 2100 kg\n  road: {a: 120 N, b: 1.2 N/(m/s), c: 0.38 "
           "N/(m2/s2)}\n"
           "  axles:\n    rear: {torque: 400 N m, power: 220 kW, best: 96 %}\n"
           "  pack: {energy: 82 kWh}\n```",
    GM_FIELDS(car_fields),
    .size = sizeof(gm_car_def),
    .src_at = GM_AT(gm_car_def, src),
    .check = check_car,
};
