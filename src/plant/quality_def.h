// SPDX-License-Identifier: MIT
//
// Quality as it happens: what a model file says of inspections and of machines that drift out of
// control.

#ifndef GM_PLANT_QUALITY_DEF_H
#define GM_PLANT_QUALITY_DEF_H

#include "plant/failure_def.h"

// A defect made here (a share of parts) or found here.
typedef struct gm_inspection_def {
    gm_src src;
    bool is_given;
    double finds;       // share of defective parts found
    double false_alarm; // share of good parts rejected
    int32_t every;      // one of so many parts is judged, >= 1
    gm_route_def to;    // where rejected parts go
    int32_t most;       // times that a part may be rejected anywhere before it goes beyond
    gm_route_def beyond;
} gm_inspection_def;

// A machine that goes out of control, as a control chart would see it: from then on it makes
// more scrap and defects until something sets it right.
typedef struct gm_drift_def {
    gm_src src;
    bool is_given;
    gm_dist after; // seconds of its clock, or parts, until it goes out of control
    gm_age_by by;
    bool has_lasts;
    gm_dist lasts; // of the same clock, until it comes back by itself
    double scrap;  // shares while it is out of control
    double defects;
    int32_t sampled;    // one of so many parts is measured; 0: none
    double finds;       // chance that a sample tells that it is out of control
    double false_alarm; // chance that it says so although it is not
    bool has_delay;
    gm_dist delay;           // seconds from taking a sample to its result
    gm_route_def quarantine; // where suspect parts go; not given: nobody looks for them
    int32_t reset_i; // the stop that sets it right, among the maintenances of the station
} gm_drift_def;

#endif
