// SPDX-License-Identifier: MIT
//
// What the pictures of charges and of experiments share: a strip is one of them, panels over one time.
// Private to cell_plot*.c.

#ifndef GM_REPORT_CELL_PLOT_PARTS_H
#define GM_REPORT_CELL_PLOT_PARTS_H

#include "report/cell_plot.h"
#include "report/panel.h"

#define GM_STRIP_WIDTH 960.0
#define GM_STRIP_LEFT  72.0
#define GM_STRIP_RIGHT 104.0 // room for limits and a second axis
#define GM_STRIP_BAND  24.0  // height of a band

typedef struct gm_strip {
    gm_html *h;
    const gm_cell_answer *answer;
    double top; // where the next panel goes
    int32_t n;
    const gm_march_point *points;
    double *at; // their times
    const char *unit;
    double unit_s;
    gm_scale x;
    int32_t n_guides; // times of vertical lines through all panels
    double *guides;
} gm_strip;

// What is drawn, of a point.
typedef double gm_strip_value(const gm_strip *strip, const gm_march_point *point);

// A value with a line, and what stands beside it.
typedef struct gm_strip_mark {
    double value; // SI
    const char *text;
    bool is_needed; // it is shown however far it is from all values
} gm_strip_mark;

// What happens from when to when, in the unit of the strip.
typedef struct gm_strip_span {
    double from;
    double to;
    const char *class; // its ink is "<class>-ink"
    const char *kind;  // in the legend
    const char *text;  // on it where there is room, else its kind
} gm_strip_span;

// A strip of a trace whose legs are timed each by itself (by_leg) or together, below `top`.
gm_strip gm_strip_begin(gm_html *h, const gm_cell_answer *answer, const gm_trace *trace,
                        bool by_leg, double top);

// says: below the title; more: below that, or NULL.
void gm_strip_title(gm_strip *strip, const char *title, const char *says, const char *more);

// A panel of its own; what is below it goes on under it.
gm_panel gm_strip_panel(gm_strip *strip);

// Value of each point, in the arena.
const double *gm_strip_values(const gm_strip *strip, gm_strip_value *of);
void gm_strip_range(const gm_strip *strip, const double *values, double *lo, double *hi);

// A short peak at the beginning that would make all the rest flat is cut: *hi is lowered. Returns what is
// said of it, " (begins at 18.1)", or "".
const char *gm_strip_cut_peak(const gm_strip *strip, const double *values, double *hi);

void gm_strip_frame(gm_strip *strip, const gm_panel *panel, const gm_panel_axis *y,
                    const char *title);
void gm_strip_voltage(gm_strip *strip, const gm_strip_mark *marks, int32_t n);
void gm_strip_temperature(gm_strip *strip, double most_k); // 0: no limit
void gm_strip_plating(gm_strip *strip, gm_strip_mark least);

// A band of spans with their legend, and below it the numbers of the time.
void gm_strip_band(gm_strip *strip, const char *title, const gm_strip_span *spans, int32_t n);
void gm_strip_foot(gm_strip *strip);

// What fits: "27.4 min".
const char *gm_strip_time(gm_arena *arena, double seconds);

// One charge, one experiment. Each returns where the next strip begins.
double gm_strip_of_charge(gm_html *h, const gm_cell_answer *answer,
                          const gm_charge_answer *charge, double top);
double gm_strip_of_experiment(gm_html *h, const gm_cell_answer *answer,
                              const gm_experiment_answer *experiment, double top);

#endif
