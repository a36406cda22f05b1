// SPDX-License-Identifier: MIT
//
// Machines that go out of control, are found out by samples, and are set right.
//
// A machine is in or out of control by its own clock: seconds of work, of the calendar, or parts.
// Nothing happens when it goes out but that what it completes from then on has the shares of
// `drifts:`. One of so many parts is a sample; its result comes after a delay. A result that says
// "out of control", rightly or not, makes the reset due: a maintenance of the station, between two
// parts. Suspect is then what was made since the last sample that said nothing.

#ifndef GM_PLANT_DRIFT_H
#define GM_PLANT_DRIFT_H

#include "plant/run.h"

struct gm_drift {
    gm_sampler after;
    gm_sampler lasts;
    gm_sampler delay;
    gm_stream measure;
    uint32_t slot;    // clock of a result on its way
    double out_at;    // of its clock
    double in_at;     // and when it comes back by itself, INFINITY: never
    double n_cleared; // parts made until the last sample that said nothing
    double n_judged;  // parts completed, scrap too
    double n_made;    // of them, those that left
    int32_t since_sample;
    bool is_out;       // when last looked at
    bool has_result;   // an alarm is on its way, for result_s
    bool is_right;     // and is no false one
    bool is_reset_due; // it has come
    double result_s;
    // since time 0
    double n_shifts; // times that it went out of control, as its parts showed
    double n_out;    // parts made out of control, scrap too
    double n_samples;
    double n_alarms;
    double n_false_alarms;
    double n_held;   // suspects that were sent to quarantine
    double n_missed; // those that were gone by then
};

// Takes memory for the machines of a station from the arena of the run; nothing without `drifts:`.
void gm_drifts_create(gm_run *run, int32_t station_i);

// All machines of the station in control, at time 0.
void gm_drifts_begin(gm_run *run, int32_t station_i);

// The machine is out of control now, as the part that it completes shows. Once for each part.
bool gm_drift_is_out(gm_run *run, int32_t machine_i);

// A part leaves the machine, not scrapped: it counts, may be a sample and may be a suspect.
void gm_drift_made(gm_run *run, int32_t machine_i, uint32_t part);

// The result of a sample has come.
void gm_drift_ring(gm_run *run, int32_t machine_i);

// The rows of a station that drifts at now, as in gm_drift_stat.
void gm_drift_stats(const gm_run *run, int32_t station_i, double *rows);

// Maintenance i of the station is done on the machine.
void gm_drift_maintained(gm_run *run, int32_t machine_i, int32_t i);

#endif
