// SPDX-License-Identifier: MIT
//
// A rule of a model: its text, its code, and what of the plant it reads.

#ifndef GM_PLANT_RULE_DEF_H
#define GM_PLANT_RULE_DEF_H

#include "rule/rule.h"

// What a value of a rule is. Of steps, crews, lines and limits by their index in the plant.
typedef enum gm_reading_of {
    GM_READ_NOW,         // s since time 0
    GM_READ_TIME_OF_DAY, // s since midnight
    GM_READ_PLANT_PARTS, // in the plant
    GM_READ_LINE_PARTS,
    GM_READ_LIMIT_PARTS,
    GM_READ_CREW_FREE,
    GM_READ_CREW_BUSY,
    GM_READ_CREW_PRESENT,
    GM_READ_PARTS,    // in a step, at work and in its own queue
    GM_READ_QUEUE,    // in the queue of a station
    GM_READ_IN_WORK,  // on its machines
    GM_READ_FREE,     // places of a buffer, or of the queue of a station
    GM_READ_MADE,     // by a source or a station, or out by a sink
    GM_READ_IN_STATE, // machines of a station in state k
    GM_READ_PART_AGE, // from here on of the part
    GM_READ_PART_BORN,
    GM_READ_PART_WAIT, // since it came into the place where it waits
    GM_READ_PART_DUE,
    GM_READ_PART_WORK, // at the station that it waits for
    GM_READ_PART_PRIORITY,
    GM_READ_PART_REJECTED, // times
    GM_READ_PART_IS,       // one of the variants of a set
} gm_reading_of;

typedef struct gm_reading {
    gm_reading_of of;
    int32_t i;
    int32_t k;
    const uint64_t *variants; // of all variants of the plant, as bits
} gm_reading;

typedef struct gm_rule_def {
    gm_src src;
    const char *text;    // NULL: no rule
    const gm_rule *code; // once names are resolved; NULL: the text has a fault
    int32_t n_readings;
    const gm_reading *readings; // by slot of the code
} gm_rule_def;

// Does it differ from part to part?
static inline bool gm_reading_is_of_part(gm_reading_of of)
{
    return of >= GM_READ_PART_AGE;
}

// Does it change by itself as time goes on?
static inline bool gm_reading_is_of_time(gm_reading_of of)
{
    return of == GM_READ_NOW || of == GM_READ_TIME_OF_DAY || of == GM_READ_PART_AGE ||
           of == GM_READ_PART_WAIT;
}

// Does it read this of any thing?
static inline bool gm_rule_reads(const gm_rule_def *def, gm_reading_of of)
{
    for (int32_t i = 0; i < def->n_readings; i++) {
        if (def->readings[i].of == of) {
            return true;
        }
    }
    return false;
}

#endif
