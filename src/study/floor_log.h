// SPDX-License-Identifier: MIT
//
// The log of a shop floor as a run would write it: a row for every stretch of a part or a machine.
//
// Columns: part (empty where there is none, `12.3` for the third piece of 12), variant, station
// (also a belt, a moving line, a transport), machine (or vehicle, from 1; empty where there is
// none), time in, time out (both in s since the start; empty where the run ended before), state
// (working, blocked, down .., those of vehicles, or how a part ended: scrapped, joined, split).
// `gemba import` reads it.

#ifndef GM_STUDY_FLOOR_LOG_H
#define GM_STUDY_FLOOR_LOG_H

#include "core/status.h"
#include "twin/twin.h"

#include <stdio.h>

// Runs the first replication and writes its log. GM_OK, or GM_ERR_RUN with why in *error. Whether
// all was written is to be asked of the stream.
GM_MUST_USE gm_status gm_floor_log_write(const gm_twin *twin, FILE *out, gm_run_error *error);

#endif
