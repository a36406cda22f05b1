// SPDX-License-Identifier: MIT
//
// Webs: stations through which rolls run at a speed, with splices, start-up loss, defects that are
// cut out, edge trim, and lanes that are wound up anew.
//
// A part that comes has a length. Of its metres are lost, in this order: those at the start when
// the web has stood, those of the splice to the roll before, those cut out with defects. What is
// good goes on as the part, or is wound: whenever there is enough for another roll of the kind
// that the station winds, it leaves, one for each lane; the rest waits in the machine for the
// next roll. A changeover, or a part that is scrapped in work, ends the web: the rest is scrap.
// Metres in = good + lost, and good = wound + rest, always.

#ifndef GM_PLANT_WEB_H
#define GM_PLANT_WEB_H

#include "plant/machine.h"

typedef enum gm_web_stat {
    GM_STAT_WEB_ROLLS, // that came
    GM_STAT_WEB_IN_M,  // metres run
    GM_STAT_WEB_GOOD_M,
    GM_STAT_WEB_START_M,  // lost after standing
    GM_STAT_WEB_SPLICE_M, // with splices
    GM_STAT_WEB_DEFECT_M, // cut out
    GM_STAT_WEB_END_M,    // of the good, rests that were scrapped
    GM_STAT_WEB_WOUND_M,  // that left, however many lanes
    GM_STAT_WEB_STARTS,
    GM_STAT_WEB_SPLICES,
    GM_STAT_WEB_DEFECTS,
    GM_STAT_WEB_COATED_M2,
    GM_STAT_WEB_TRIM_M2,
    GM_N_WEB_STATS,
} gm_web_stat;

// Of one machine.
typedef struct gm_web {
    bool is_threaded; // the end of the roll before is still in it
    bool has_splice;  // this roll is joined to it
    int32_t n_starts; // of this roll
    double stood_s;   // since when it stands in work; INFINITY: it runs
    double ended_s;   // when the roll before was done
    double rest_m;    // good, but not yet enough for another roll
    double *rest_kg;  // by material, NULL: there are none
    gm_stream defects;
    double sum[GM_N_WEB_STATS];
} gm_web;

void gm_webs_create(gm_run *run, int32_t station_i);
void gm_webs_begin(gm_run *run, int32_t station_i);

// Lengths of parts, m: room for n; a new part has none.
void gm_lengths_reserve(gm_run *run, uint32_t n);
void gm_lengths_fini(gm_run *run);

// A roll begins: how long it runs, s.
double gm_web_begin(gm_run *run, int32_t machine_i);

// Its time runs, or stands.
void gm_web_runs(gm_run *run, int32_t machine_i);
void gm_web_stands(gm_run *run, int32_t machine_i);

// It is through: takes off what is lost. False when nothing is left of it.
bool gm_web_finish(gm_run *run, int32_t machine_i, uint32_t part);

// How many parts its metres make now, with those that waited; and one of them.
int32_t gm_web_wind(gm_run *run, int32_t machine_i, uint32_t part);
void gm_web_fill(gm_run *run, int32_t machine_i, uint32_t child);

// The web ends here: the next roll is threaded anew, what waited is scrap.
void gm_web_cut(gm_run *run, int32_t machine_i);

// Sums over the machines of a station since time 0.
void gm_web_stats(const gm_run *run, int32_t station_i, double row[GM_N_WEB_STATS]);

#endif
