// SPDX-License-Identifier: MIT
//
// The cell of a model file, by its physics: what it holds, and what the file asks of it, answered.
//
// A file with `cell:` needs no plant. What is open never changes: any number of threads may ask at once.
// Numbers are SI and of one cell unless their names say otherwise; what leaves the cell is above 0.

#ifndef GEMBA_CELL_H
#define GEMBA_CELL_H

#include "gemba/base.h"

#include <stdbool.h>

GM_BEGIN_C

typedef struct gm_cell_file gm_cell_file;

// Reads a model file ("-": standard input), or one of Battery Parameter eXchange whose name ends in .json,
// and makes its cell and questions; options as of a base, or NULL. GM_OK; GM_ERR_IO or GM_ERR_MODEL with every fault in the messages, also that there is no cell.
// *out is set in each case, and is the caller's to close.
GM_API GM_MUST_USE gm_status gm_cell_file_open(const char *path, const gm_base_options *options,
                                               gm_cell_file **out);

// The same for n bytes of text, which are copied; includes are relative to the folder of the name.
GM_API GM_MUST_USE gm_status gm_cell_file_open_text(const char *name, const char *text,
                                                    size_t n, const gm_base_options *options,
                                                    gm_cell_file **out);

// file may be NULL. Answers and cells made of it must be gone before.
GM_API void gm_cell_file_close(gm_cell_file *file);

// Name of the model, or of its file; "" when it could not be read. Lives as long as the file is open.
GM_API const char *gm_cell_file_name(const gm_cell_file *file);

// Faults and warnings as of a base: "m50.yaml:12:9: error: ..". i is 0 .. count - 1.
GM_API int gm_cell_file_message_count(const gm_cell_file *file);
GM_API const char *gm_cell_file_message(const gm_cell_file *file, int i);

// ---- what it holds; of a file that was opened with GM_OK, here and below

typedef struct gm_cell_capacity {
    double empty_v; // the voltages between which it is used
    double full_v;
    double charge_c; // from full to empty, at rest
    double energy_j;
    double area_m2; // of all its pairs of electrodes
} gm_cell_capacity;

GM_API gm_cell_capacity gm_cell_file_capacity(const gm_cell_file *file);

// ---- what the file asks

typedef struct gm_cell_question {
    const char *name;
    bool is_charge; // as fast as limits allow; else an experiment, step by step
} gm_cell_question;

// Charges, then experiments, in the order of the file; a file that asks for nothing has one experiment, a
// discharge at 1C. i is 0 .. count - 1. find: the index of a name, -1: there is none.
GM_API int gm_cell_file_question_count(const gm_cell_file *file);
GM_API gm_cell_question gm_cell_file_question(const gm_cell_file *file, int i);
GM_API int gm_cell_file_find(const gm_cell_file *file, const char *name);

typedef struct gm_cell_result gm_cell_result;

// Answers a question. GM_OK; GM_ERR_RUN when a step of an experiment could not be done: what was done
// stands. *out is set in each case, and is the caller's to destroy.
GM_API GM_MUST_USE gm_status gm_cell_file_ask(const gm_cell_file *file, int i,
                                              gm_cell_result **out);

// result may be NULL.
GM_API void gm_cell_result_destroy(gm_cell_result *result);

// ---- what came of a charge; where a pack was asked for, of its worst cell but what says otherwise

typedef struct gm_charge_summary {
    bool is_done;     // else the rest is of what was charged until then
    const char *why;  // it is not done: the reason; else NULL
    double time_s;    // without preheating
    double preheat_s; // by a heater, before it
    double preheat_j; // work of the heater; without one, heat with which the cell must come
    double soc;       // of the pack, at the end: 0 to 1
    double energy_j;  // into a mean cell
    double mean_w;    // into the pack
    double peak_w;    // into the pack
    double peak_a;    // into a mean cell
    double highest_k; // temperature
    double end_k;     // temperature
    double least_plating_v; // potential against lithium in the negative electrode
    double heat_j;
} gm_charge_summary;

GM_API gm_charge_summary gm_cell_result_charge(const gm_cell_result *result);

// What bound the charge from when to when, one after the other; none of an experiment.
typedef struct gm_cell_bind {
    const char *what; // "plating margin"
    double from_s;
    double to_s;
    double from_soc; // of the pack
    double to_soc;
} gm_cell_bind;

GM_API int gm_cell_result_bind_count(const gm_cell_result *result);
GM_API gm_cell_bind gm_cell_result_bind(const gm_cell_result *result, int i);

// ---- what came of an experiment

typedef struct gm_step_summary {
    const char *says; // "discharge 1C until 3.1 V"
    bool is_met;      // it ended as it should; else it is the last
    const char *why;  // it ended
    double time_s;
    double begin_v; // as soon as its control holds
    double end_v;
    double charge_c;
    double energy_j;
    double heat_j;
    double highest_k;
    double least_plating_v;
    double soc; // at its end
} gm_step_summary;

// The steps that were begun, repeats counted; none of a charge.
GM_API int gm_cell_result_step_count(const gm_cell_result *result);
GM_API gm_step_summary gm_cell_result_step(const gm_cell_result *result, int i);

// ---- over time

// Columns of n values that live as long as the result; a jump is two points at one time. The time of a
// charge begins when it does, behind its preheating.
typedef struct gm_cell_trace {
    int n;
    const double *time_s;
    const double *current_a;
    const double *voltage_v;
    const double *plating_v; // least potential against lithium
    const double *stack_k;   // temperature of the electrodes
    const double *shell_k;   // and of what is around them; the same where nothing is
    const double *soc;       // of this cell
    const double *heat_w;
    const int *part; // index of the step, or of what binds
} gm_cell_trace;

GM_API gm_cell_trace gm_cell_result_trace(const gm_cell_result *result);

GM_END_C

#endif
