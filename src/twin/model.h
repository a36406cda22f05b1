// SPDX-License-Identifier: MIT
//
// A model file and everything it includes, read, checked and resolved into plain definitions.
//
// The life of a model text: files -> includes merged -> scenario -> `--set` -> defaults -> read
// by the tables -> names resolved -> checked. A loaded model is const and may be shared. What
// needs the wired network (loops, steps that nothing reaches) is asked when it is wired.

#ifndef GM_TWIN_MODEL_H
#define GM_TWIN_MODEL_H

#include "battery/answer.h"
#include "battery/fit_def.h"
#include "vehicle/car_answer.h"

#include "core/node.h"
#include "core/status.h"
#include "core/text.h"
#include "plant/plant_def.h"
#include "twin/claim_def.h"
#include "twin/clock_def.h"
#include "twin/headcount.h"
#include "twin/input.h"
#include "twin/line_balance.h"

typedef struct gm_model_options {
    const char *scenario;    // name under `scenarios`; NULL: none
    const char *const *sets; // "plant.weld.time=50 s", in order; may be NULL when n_sets is 0
    int n_sets;
    int n_varied;          // the last so many of them come from another option,
    const char *varied_by; // by this name: "--vary"
    bool all_scenarios;    // without one that is named: looks for faults in each of them too
    bool only_tasks; // for other takts: lines that list tasks are not balanced at their own
} gm_model_options;

typedef struct gm_scenario_def {
    const char *name;
    gm_src src;
    const char *about; // or NULL
    int n_sets;
} gm_scenario_def;

// A value with a source that no step uses; a claim may measure it as `facts.<name>`.
typedef struct gm_fact_def {
    const char *name;
    gm_src src;
    double value; // SI
    gm_dim dim;
    const char *unit; // as written, "" for a pure number
} gm_fact_def;

typedef struct gm_model {
    bool has_lost;        // with faults: names may stand in what could not be read
    const char *name;     // or the file's name
    const char *about;    // or NULL
    const char *path;     // as given
    const char *scenario; // that was applied, or NULL
    gm_clock_def clock;
    gm_plant_def plant;
    int32_t n_balances; // of lines that list tasks
    const gm_line_balance *const *balances;
    bool
        only_tasks; // these have no zones, their lines no posts, and the plant is not to be run
    gm_headcount_def headcount;
    const gm_cell_def *cell; // NULL: none
    gm_cell_ask cell_ask;    // what is asked about it
    gm_slice cell_bytes;     // of a file of another format that it came from, or empty
    gm_car_ask car_ask;      // its car, and what is asked about it
    int32_t n_fits;          // what it may be fitted to
    const gm_fit_def *fits;
    int32_t n_claims;
    const gm_claim_def *claims;
    int32_t n_scenarios;
    const gm_scenario_def *scenarios;
    int32_t n_facts;
    const gm_fact_def *facts;
    int32_t n_inputs; // values written as {value:, range:, source: ..}, in order of the file
    const gm_model_input *inputs;
    int32_t n_files;
    const char *const *files; // every file that was read, the given one first
    uint64_t hash;            // FNV-1a-64 of the resolved model without comments and places
    const gm_node *root;      // the resolved tree with places; NULL when nothing could be read
} gm_model;

// Reads a model file ("-" is standard input). GM_OK; GM_ERR_IO (the file itself, or one that
// it includes, could not be read); GM_ERR_MODEL with every fault in the diag. options may be
// NULL. Everything lives in the arena; *out is NULL unless GM_OK.
GM_MUST_USE gm_status gm_model_load(const char *path, const gm_model_options *options,
                                    gm_arena *arena, gm_diag *diag, gm_model **out);

// The same; a file that ends in .json is a cell in Battery Parameter eXchange, and a model of that alone.
GM_MUST_USE gm_status gm_model_load_any(const char *path, const gm_model_options *options,
                                        gm_arena *arena, gm_diag *diag, gm_model **out);

// The same for a text under a name; includes are relative to the folder of the name.
GM_MUST_USE gm_status gm_model_load_text(const char *name, gm_slice text,
                                         const gm_model_options *options, gm_arena *arena,
                                         gm_diag *diag, gm_model **out);

// A future: the same model with other values of its inputs, one for each of base->inputs and
// within its lo .. hi. Drawn shares are scaled back to 100 %. Reads no file. *out shares texts
// and tree with base, which must outlive it. GM_ERR_MODEL when the values contradict each other.
GM_MUST_USE gm_status gm_model_draw(const gm_model *base, const double *values_si,
                                    gm_arena *arena, gm_diag *diag, gm_model **out);

// The tree with everything that holds, a copy in the arena without the sections that have done
// their work.
gm_node *gm_model_resolved(const gm_model *model, gm_arena *arena);

// The flattened model as YAML that reads back to the same model; behind each line where its
// value comes from: the place, the scenario, `--set`, the defaults or the language itself.
void gm_model_print_resolved(const gm_model *model, FILE *out);

// The same as a JSON object of two members: `model` and `origins` (node.h).
void gm_model_write_resolved(const gm_model *model, gm_json *json);

// The JSON Schema of a model file, for editors.
void gm_model_write_schema(FILE *out);

// docs/modeling.md, from the same tables that read a model.
void gm_model_write_reference(FILE *out);

// The index of a name, or -1.
int32_t gm_model_find_step(const gm_model *model, const char *name);

// Variants are counted over all kinds in order; a kind without variants counts as one. Index
// of the first variant of a kind; kind_i == n_kinds gives the number of variants.
int32_t gm_plant_first_variant(const gm_plant_def *plant, int32_t kind_i);

#endif
