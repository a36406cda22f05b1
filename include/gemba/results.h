// SPDX-License-Identifier: MIT
//
// What came of a run: the verdict of every claim, and the figures of every object by name.
//
// Numbers are in SI units (s, J, parts, shares of 1); what the model asks `per h` is per h. A
// number that is not known is NaN. Results never change; texts live as long as they do.

#ifndef GEMBA_RESULTS_H
#define GEMBA_RESULTS_H

#include "gemba/status.h"

#include <stdbool.h>
#include <stdint.h>

GM_BEGIN_C

typedef struct gm_results gm_results;

typedef enum gm_claim_verdict {
    GM_CLAIM_HOLDS,      // in at least 95 % of the replications
    GM_CLAIM_FAILS,      // in at least 95 % of them it does not
    GM_CLAIM_OPEN,       // neither
    GM_CLAIM_CANNOT_SAY, // a part of the model is missing, see why
} gm_claim_verdict;

typedef struct gm_claim_result {
    const char *says;    // as the model says it
    const char *measure; // or NULL
    gm_claim_verdict verdict;
    const char *why;   // CANNOT_SAY: the reason, else NULL
    int n;             // replications with a value; 0 for what needs no run
    int n_holds;       // those in which it holds
    double median;     // of the measure over the replications
    double p5;         // 5th percentile
    double p95;        // 95th percentile
    double short_by;   // at the median; NaN when it is not short
    const char *binds; // what limits it, or NULL
} gm_claim_result;

typedef struct gm_figure_result {
    const char *path;   // "weld"
    const char *figure; // "blocked", "time-in-system.p95"
    const char *unit;   // "s", "1", "parts"
    double mean;        // over the replications
    double half_width;  // of its 95 % confidence interval; NaN for fewer than 2 replications
    int n;              // replications that have a value
} gm_figure_result;

// results may be NULL.
GM_API void gm_results_destroy(gm_results *results);

// Replications that came to their end.
GM_API int gm_results_replications(const gm_results *results);

// Why a replication failed, "" when none did.
GM_API const char *gm_results_message(const gm_results *results);

// A hash over all departures of all replications in event order.
GM_API uint64_t gm_results_hash(const gm_results *results);

// The claims in the order of the model; i is 0 .. count - 1.
GM_API int gm_results_claim_count(const gm_results *results);
GM_API gm_claim_result gm_results_claim(const gm_results *results, int i);

// "holds", "fails", "open", "cannot say"
GM_API const char *gm_claim_verdict_text(gm_claim_verdict verdict);

// The figures, objects in the order of the model; i is 0 .. count - 1.
GM_API int gm_results_figure_count(const gm_results *results);
GM_API gm_figure_result gm_results_figure(const gm_results *results, int i);

// A figure by path and name: ("weld", "blocked"). False when there is none of that name.
GM_API bool gm_results_find(const gm_results *results, const char *path, const char *figure,
                            gm_figure_result *out);

// The results document (docs/results.md). GM_OK or GM_ERR_IO.
GM_API GM_MUST_USE gm_status gm_results_write_json(const gm_results *results, const char *path);

GM_END_C

#endif
