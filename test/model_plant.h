// SPDX-License-Identifier: MIT
//
// A plant for tests from the text of a model: wired, run, and its departures in order.

#ifndef GM_TEST_MODEL_PLANT_H
#define GM_TEST_MODEL_PLANT_H

#include "plant/crew.h"
#include "plant/flow.h"
#include "twin/twin.h"

#include <check.h>
#include <math.h>
#include <string.h>

#define MODEL_DEPARTURES 20000

typedef struct model_departure {
    int32_t step_i;
    uint32_t identity;
    double time_s;
} model_departure;

typedef struct model_plant {
    gm_arena arena;
    gm_diag diag;
    gm_model *model;
    const gm_twin *twin;
    const gm_plan *plan;
    gm_run *run;
    int32_t n_departures;                         // all of them
    model_departure departures[MODEL_DEPARTURES]; // the first so many
} model_plant;

static inline void model_watch(void *user, int32_t step_i, uint32_t identity, double time_s)
{
    model_plant *p = user;
    if (p->n_departures < MODEL_DEPARTURES) {
        p->departures[p->n_departures] = (model_departure){step_i, identity, time_s};
    }
    p->n_departures += 1;
}

// Reads and wires a text; the test fails with its faults when there are any.
static inline void model_wire(model_plant *p, const char *text)
{
    memset(p, 0, sizeof *p);
    gm_slice slice = {text, strlen(text)};
    gm_status status =
        gm_model_load_text("test.yaml", slice, NULL, &p->arena, &p->diag, &p->model);
    if (status == GM_OK) {
        p->twin = gm_twin_create(p->model, &p->arena, &p->diag);
    }
    if (!p->twin) {
        gm_diag_print(&p->diag, stderr, false);
        ck_abort_msg("the model has faults");
    }
    p->plan = p->twin->plan;
}

static inline void model_begin(model_plant *p, uint32_t seed)
{
    p->n_departures = 0;
    gm_run_observe(p->run, model_watch, p); // before: places are filled at time 0
    gm_run_begin(p->run, seed, 0);
}

static inline void model_start(model_plant *p, const char *text)
{
    model_wire(p, text);
    p->run = gm_run_create(p->plan);
    model_begin(p, 1);
}

static inline void model_run_to(model_plant *p, double time_s)
{
    gm_run_end end = {.time_s = time_s, .counter = GM_NONE};
    ck_assert_int_eq(gm_run_advance(p->run, end), GM_RUN_OK);
}

// Starts the model and runs it to a time.
static inline void model_run(model_plant *p, const char *text, double time_s)
{
    model_start(p, text);
    model_run_to(p, time_s);
}

static inline void model_end(model_plant *p)
{
    gm_run_destroy(p->run);
    gm_diag_fini(&p->diag);
    gm_arena_fini(&p->arena);
}

static inline int32_t model_step(const model_plant *p, const char *name)
{
    int32_t step_i = gm_plan_find(p->plan, name);
    ck_assert_msg(step_i != GM_NONE, "there is no step %s", name);
    return step_i;
}

static inline gm_station *model_station(const model_plant *p, const char *name)
{
    return &p->run->stations[p->plan->steps[model_step(p, name)].own_i];
}

static inline gm_store *model_buffer(const model_plant *p, const char *name)
{
    return &p->run->stores[p->plan->steps[model_step(p, name)].own_i];
}

// The queue of a station, for its first need.
static inline gm_store *model_queue(const model_plant *p, const char *name)
{
    return &p->run->stores[p->plan->steps[model_step(p, name)].needs[0].own_store];
}

static inline gm_sink *model_sink(const model_plant *p, const char *name)
{
    return &p->run->sinks[p->plan->steps[model_step(p, name)].own_i];
}

static inline int32_t model_count(const model_plant *p, const char *name)
{
    int32_t step_i = model_step(p, name);
    int32_t n = 0;
    for (int32_t i = 0; i < p->n_departures && i < MODEL_DEPARTURES; i++) {
        n += p->departures[i].step_i == step_i ? 1 : 0;
    }
    return n;
}

// Departure number i (from 0) from a step; the test fails when it did not happen.
static inline model_departure model_departure_of(const model_plant *p, const char *name,
                                                 int32_t i)
{
    int32_t step_i = model_step(p, name);
    int32_t at = i;
    for (int32_t k = 0; k < p->n_departures && k < MODEL_DEPARTURES; k++) {
        if (p->departures[k].step_i == step_i && at-- == 0) {
            return p->departures[k];
        }
    }
    ck_abort_msg("part %d never left %s", i + 1, name);
    return (model_departure){0};
}

// All departures of a step so far are at these times, exactly: `EXPECT(p, "weld", 1, 2, 3)`.
static inline void model_expect(const model_plant *p, const char *name, const double *times_s,
                                int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        double got_s = model_departure_of(p, name, i).time_s;
        ck_assert_msg(fabs(got_s - times_s[i]) <= 1e-9, "%s: part %d left at %.9g, not %.9g",
                      name, i + 1, got_s, times_s[i]);
    }
    int32_t got = model_count(p, name);
    ck_assert_msg(got == n, "%s: %d parts left, not %d", name, got, n);
}

#define EXPECT(p, name, ...)                                                                   \
    model_expect((p), (name), (const double[]){__VA_ARGS__},                                   \
                 (int32_t)(sizeof((const double[]){__VA_ARGS__}) / sizeof(double)))

// The identities of the parts that left a step, in order, are these.
static inline void model_expect_order(const model_plant *p, const char *name,
                                      const uint32_t *identities, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        uint32_t got = model_departure_of(p, name, i).identity;
        ck_assert_msg(got == identities[i], "%s: number %d to leave is part %u, not %u", name,
                      i + 1, got, identities[i]);
    }
    ck_assert_int_eq(model_count(p, name), n);
}

#define EXPECT_ORDER(p, name, ...)                                                             \
    model_expect_order((p), (name), (const uint32_t[]){__VA_ARGS__},                           \
                       (int32_t)(sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t)))

// Seconds that all machines of a station have spent in a state.
static inline double model_state_s(const model_plant *p, const char *name, gm_state state)
{
    const gm_station_plan *plan = &p->plan->stations[p->plan->steps[model_step(p, name)].own_i];
    double sum_s = 0.0;
    for (int32_t k = 0; k < plan->n_machines; k++) {
        const gm_machine *m = &p->run->machines[plan->first_machine + k];
        sum_s += m->state_s[state];
        sum_s += gm_hold_state(m->hold) == state ? p->run->now_s - m->since_s : 0.0;
    }
    return sum_s;
}

static inline void model_expect_state(const model_plant *p, const char *name, gm_state state,
                                      double time_s)
{
    double got_s = model_state_s(p, name, state);
    ck_assert_msg(fabs(got_s - time_s) <= 1e-9, "%s: %s %.9g s, not %.9g", name,
                  gm_state_word(state), got_s, time_s);
}

#endif
