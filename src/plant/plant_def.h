// SPDX-License-Identifier: MIT
//
// The whole plant as the model file says it: parts, lines of steps, crews, calendars, limits.

#ifndef GM_PLANT_PLANT_DEF_H
#define GM_PLANT_PLANT_DEF_H

#include "plant/flow_def.h"
#include "plant/moving_def.h"
#include "plant/transport_def.h"
#include "sim/calendar.h"

#include <string.h>

#define GM_MOST_PROPERTIES 64 // of a kind

typedef struct gm_variant_def {
    const char *name;
    gm_src src;
    double share;       // of the kind's output; shares add up to 1
    int32_t priority;   // 1 goes before 2
    const char *family; // changeover family, default the variant's name
    int32_t n_route;
    const gm_ref *route; // the steps a part of this variant visits in turn; empty: by `to`
    const char *base;  // the variant that was written, of which options make this one, or NULL
    double base_share; // of that variant; 1 without options
    uint64_t has;      // properties of the kind that it has, as bits
} gm_variant_def;

typedef struct gm_kind_def {
    const char *name;
    gm_src src;
    double energy_j;    // that a part stores when charged, 0: none
    int32_t n_variants; // 0: one nameless variant
    const gm_variant_def *variants;
    bool has_options;
    int32_t n_properties;          // <= GM_MOST_PROPERTIES
    const char *const *properties; // its variants as written, then the values of its options
} gm_kind_def;

// Has a variant of the kind the property of this name?
static inline bool gm_kind_has_property(const gm_kind_def *kind, const gm_variant_def *variant,
                                        const char *name)
{
    for (int32_t p = 0; p < kind->n_properties; p++) {
        if ((variant->has >> p & 1) && strcmp(kind->properties[p], name) == 0) {
            return true;
        }
    }
    return false;
}

typedef struct gm_crew_shift_def {
    const char *shift; // NULL: every shift
    gm_src src;
    int32_t people;
    bool is_balanced; // as many as the balanced lines need, which then stands in people
} gm_crew_shift_def;

typedef struct gm_crew_def {
    const char *name;
    gm_src src;
    int32_t n_people;
    const gm_crew_shift_def *people; // by shift; one row with shift NULL serves all
    gm_ref calendar;
    double absence;  // probability that a person does not come to a shift
    int32_t reliefs; // people a shift who cover the absent
    int32_t n_skills;
    const char *const *skills;
    const int32_t *skill_i; // index of each into the skills of the plant
} gm_crew_def;

// At most so many parts in a stretch of the plant (CONWIP, kanban, pallets).
typedef struct gm_limit_def {
    const char *name;
    gm_src src;
    gm_ref first; // a part counts from entering this step
    gm_ref last;  // until it has left this one
    int32_t at_most;
    double returns_s; // a card or pallet is free again this long after
} gm_limit_def;

typedef enum gm_step_kind {
    GM_STEP_SOURCE,
    GM_STEP_STATION,
    GM_STEP_BUFFER,
    GM_STEP_CONVEYOR,
    GM_STEP_MOVING,
    GM_STEP_SINK,
    GM_STEP_TRANSPORT,
    GM_STEP_RACK,
    GM_STEP_PASS, // made by the wiring: carries parts from a buffer to what is no station
} gm_step_kind;

typedef struct gm_step_def {
    gm_step_kind kind;
    const char *name;
    gm_src src;
    int32_t line_i;
    union {
        const gm_source_def *source;
        const gm_station_def *station;
        const gm_buffer_def *buffer;
        const gm_conveyor_def *conveyor;
        const gm_moving_def *moving;
        const gm_sink_def *sink;
        const gm_transport_def *transport;
        const gm_rack_def *rack;
    };
} gm_step_def;

// A line is a list of steps; a shop is a line with a calendar of its own.
typedef struct gm_line_def {
    const char *name;
    gm_src src;
    gm_ref calendar;
    bool runs_empty;    // at the end of a shift the entrance closes and the rest works on
    double heat_up_s;   // after a stop, before the entrance opens
    int32_t first_step; // its steps are first_step .. first_step + n_steps - 1 of the plant
    int32_t n_steps;
} gm_line_def;

typedef struct gm_named_calendar_def {
    const char *name;
    gm_src src;
    gm_calendar_def def;
} gm_named_calendar_def;

typedef struct gm_plant_def {
    int32_t n_kinds;
    const gm_kind_def *kinds;
    int32_t n_lines;
    const gm_line_def *lines;
    int32_t n_steps;
    const gm_step_def *steps; // line by line, in the order of the file
    int32_t n_crews;
    const gm_crew_def *crews;
    int32_t n_skills;
    const char *const *skills; // of all crews, each once
    int32_t n_calendars;
    const gm_named_calendar_def *calendars;
    int32_t n_limits;
    const gm_limit_def *limits;
    int32_t n_materials;
    const gm_material_def *materials;
    int32_t n_withins;
    const gm_within_def *withins;
    int32_t n_dry_rooms;
    const gm_dry_room_def *dry_rooms;
    int32_t n_grids;
    const gm_grid_def *grids;
    int32_t n_networks;
    const gm_network_def *networks;
    int32_t n_fleets;
    const gm_fleet_def *fleets;
    int64_t most_parts; // entities alive at once; beyond it a run ends with an error
    bool is_sketch;     // never run: it has what a model with faults could be asked for
} gm_plant_def;

#endif
