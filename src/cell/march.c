// SPDX-License-Identifier: MIT

#include "cell/march_parts.h"
#include "core/assert.h"

#include <math.h>

#define LEAST_S      1e-7 // a step below it has failed
#define MOST_GROW    2.0
#define SAFE         0.9
#define SHRINK       0.4
#define AIM          0.5 // short of a bound by so much of what is still on it
#define LEAST_PART   0.02
#define MOST_PART    0.98
#define MOST_STEPS   2000000
#define SHORT_S      1e-3 // steps that, one after the other, lead nowhere
#define MOST_SHORT   1000
#define TURNS_DECIDE 2
#define MOST_TURNS   (3 * GM_LEG_BOUNDS) // from bound to bound at one moment
#define CLOSE_S      2.0                 // rows of a profile
#define LOST_SHARE   1e-6                // of a cell's charge, at a bend
#define EDGE         2e-5                // of a stoichiometry: the end of a particle
#define EDGE_SALT    1.0                 // mol/m3
#define NEAR_K       1e-3 // beyond what the data know, where a bound holds it there

// ---- steps

static void tell(const gm_leg_run *r)
{
    gm_march *m = r->m;
    gm_march_look now = gm_leg_look_now(r);
    m->point = (gm_march_point){.view = *now.view,
                                .shell_k = m->heat.past[0].shell_k,
                                .soc = now.soc,
                                .energy = m->energy.sum,
                                .heat = m->heat_made.sum,
                                .leg_s = now.leg_s,
                                .leg = r->leg_i,
                                .held = r->leg->kind == GM_LEG_WITHIN ? r->held : -1};
    m->point.view.temperature_k = now.stack_k;
    if (m->watch) {
        m->watch(m->user, &m->point);
    }
}

// Told where what flows jumps or bends.
static void tell_turn(const gm_leg_run *r)
{
    gm_march *m = r->m;
    const gm_cell_view *now = m->model.ops->now(m->model.self);
    gm_step_sum_turn(&m->energy, now->voltage_v * now->current);
    gm_step_sum_turn(&m->heat_made, now->heat);
    tell(r);
}

// One try. False: a shorter one is needed, and *step_s is that.
static bool try_step(gm_leg_run *r, double *step_s, double *error)
{
    gm_march *m = r->m;
    const gm_cell_ops *ops = m->model.ops;
    double leg_s = ops->now(m->model.self)->time_s - r->begin_s;
    m->n_tries++;
    ops->warm(m->model.self, gm_heat_predict(&m->heat, *step_s));
    if (!ops->step(m->model.self, gm_leg_control(r, leg_s, *step_s), *step_s, error)) {
        *step_s *= SHRINK;
        return false;
    }
    double of_heat = gm_heat_try(&m->heat, *step_s, ops->tried(m->model.self)->heat);
    *error = fmax(*error, of_heat) / m->tolerance;
    if (*error > 1.0) {
        *step_s *= fmax(SHRINK, SAFE / cbrt(*error));
        return false;
    }
    return true;
}

// What a step meets first.
typedef struct meeting {
    bool is_end;
    bool is_data;  // the temperatures that the data know: 0 the least, 1 the most
    int32_t which; // -1: nothing
    double part;   // of the step
    bool is_now;   // it was met already where the step began
} meeting;

// turns: from bound to bound where it stands. Two that are both met within what is still on them may ask for
// each other's turn for ever; a little step past the first of them decides.
static void meet(double before, double after, int32_t turns, meeting candidate, meeting *first)
{
    if (after <= 1.0) {
        return;
    }
    double aim = turns >= TURNS_DECIDE ? AIM : -AIM;
    candidate.is_now = before > (turns >= TURNS_DECIDE ? 0.0 : -1.0);
    candidate.part = candidate.is_now ? 0.0 : (aim - before) / (after - before);
    if (first->which < 0 || candidate.part < first->part) {
        *first = candidate;
    }
}

static void meet_fixed(const gm_leg_run *r, const gm_march_look *looks,
                       const gm_cell_bound *bound, meeting candidate, meeting *first)
{
    meet(gm_look_excess(&looks[0], bound), gm_look_excess(&looks[1], bound), r->n_turns,
         candidate, first);
}

static meeting first_meeting(const gm_leg_run *r)
{
    meeting first = {.which = -1};
    const gm_march *m = r->m;
    gm_march_look looks[] = {gm_leg_look_now(r), gm_leg_look_tried(r)};
    for (int32_t k = 0; k < r->leg->n_ends; k++) {
        meet_fixed(r, looks, &r->leg->ends[k], (meeting){.is_end = true, .which = k}, &first);
    }
    for (int32_t k = 0; k < r->leg->n_bounds; k++) {
        if (r->leg->kind != GM_LEG_WITHIN || k != r->held) {
            gm_cell_bound before = gm_leg_bound(r, k, &looks[0]);
            gm_cell_bound after = gm_leg_bound(r, k, &looks[1]);
            meet(gm_look_excess(&looks[0], &before), gm_look_excess(&looks[1], &after),
                 r->n_turns, (meeting){.which = k}, &first);
        }
    }
    gm_cell_bound low = {GM_CELL_TEMPERATURE, true, m->low_k - NEAR_K};
    gm_cell_bound high = {GM_CELL_TEMPERATURE, false, m->high_k + NEAR_K};
    meet_fixed(r, looks, &low, (meeting){.is_data = true, .which = 0}, &first);
    meet_fixed(r, looks, &high, (meeting){.is_data = true, .which = 1}, &first);
    return first;
}

// The longest step that time allows: to the next point of a profile and to the end of the leg.
static double longest(gm_leg_run *r, double leg_s)
{
    const gm_cell_leg *leg = r->leg;
    double most = leg->most_step_s > 0.0 ? leg->most_step_s : HUGE_VAL;
    if (leg->kind == GM_LEG_FOLLOW) {
        most = fmin(most, leg->profile.time_s[r->piece] - leg_s);
    }
    for (int32_t k = 0; k < leg->n_ends; k++) {
        if (leg->ends[k].of == GM_CELL_TIME) {
            most = fmin(most, leg->ends[k].value - leg_s);
        }
    }
    return most;
}

static void take(gm_leg_run *r, double step_s, double error, bool is_cut)
{
    gm_march *m = r->m;
    m->model.ops->accept(m->model.self);
    gm_heat_accept(&m->heat);
    const gm_cell_view *now = m->model.ops->now(m->model.self);
    gm_step_sum_add(&m->energy, step_s, now->voltage_v * now->current);
    gm_step_sum_add(&m->heat_made, step_s, now->heat);
    m->n_steps++;
    r->n_turns = 0;
    r->failed = -1;
    double grow = error > 0.0 ? SAFE / cbrt(error) : MOST_GROW;
    double next_s = step_s * fmin(grow, MOST_GROW);
    // A step that time or a bound made short says nothing of the next one but that it may be as long.
    m->step_s = is_cut ? fmax(next_s, m->step_s) : next_s;
    tell(r);
}

typedef enum outcome { STEPPED, MET, FAILED } outcome;

// What is left before a time is shared by two steps rather than left to a sliver: after one the formula,
// and what predicts it, would reach many times beyond what they know.
static double first_step(double step_s, double most_s)
{
    return step_s >= most_s ? most_s : fmin(step_s, 0.5 * most_s);
}

// Goes on until a step is taken or something is met where it stands.
static outcome go_on(gm_leg_run *r, meeting *met)
{
    double leg_s = r->m->model.ops->now(r->m->model.self)->time_s - r->begin_s;
    double most_s = longest(r, leg_s);
    double step_s = first_step(r->m->step_s, most_s);
    bool is_cut = step_s < r->m->step_s;
    met->which = -1;
    while (step_s >= fmin(LEAST_S, most_s)) {
        double error;
        r->n_short = step_s < fmin(SHORT_S, most_s) ? r->n_short + 1 : 0;
        if (r->n_short > MOST_SHORT) {
            return FAILED;
        }
        if (!try_step(r, &step_s, &error)) {
            is_cut = false;
            met->which = -1;
            r->m->step_s = step_s;
            continue;
        }
        *met = first_meeting(r);
        if (met->which < 0) {
            take(r, step_s, error, is_cut);
            return STEPPED;
        }
        if (met->is_now) {
            return MET;
        }
        step_s *= fmin(fmax(met->part, LEAST_PART), MOST_PART);
        is_cut = true;
    }
    // What is passed however short the step is, is passed at once: after a jump, surfaces begin to move.
    return met->which >= 0 ? MET : FAILED;
}

// ---- why it ends

static gm_march_end end_of(const gm_leg_run *r, gm_march_why why, int32_t which)
{
    double now_s = r->m->model.ops->now(r->m->model.self)->time_s;
    return (gm_march_end){.why = why, .which = which, .at_s = now_s - r->begin_s};
}

// With what is held: what it is, and what it should be.
static gm_march_end held_end_of(const gm_leg_run *r, gm_march_why why)
{
    gm_march_end end = end_of(r, why, r->held);
    gm_march_look now = gm_leg_look_now(r);
    gm_leg_held held = gm_leg_held_at(r, now.leg_s, now.stack_k);
    end.of = held.of;
    end.limit = held.value;
    end.value = gm_look_measure(&now, held.of);
    return end;
}

static gm_march_end failed(const gm_leg_run *r)
{
    const gm_march *m = r->m;
    gm_cell_edges edges;
    m->model.ops->edges(m->model.self, &edges);
    gm_march_end end = held_end_of(r, GM_MARCH_NO_STATE);
    if (edges.least_salt < EDGE_SALT) {
        end.why = GM_MARCH_STARVED;
        end.which = edges.salt_in;
        end.value = edges.least_salt;
        return end;
    }
    for (int32_t e = 0; e < 2; e++) {
        bool is_empty = edges.least[e] < EDGE;
        if (is_empty || edges.most[e] > 1.0 - EDGE) {
            end.why = is_empty ? GM_MARCH_EMPTY : GM_MARCH_FULL;
            end.which = e;
            end.value = is_empty ? edges.least[e] : edges.most[e];
            return end;
        }
    }
    return end;
}

static gm_march_end off_data(const gm_leg_run *r, bool is_hot)
{
    gm_march_end end = end_of(r, is_hot ? GM_MARCH_HOT : GM_MARCH_COLD, 0);
    end.value = r->m->heat.past[0].stack_k;
    end.limit = is_hot ? r->m->high_k : r->m->low_k;
    return end;
}

// An end or a bound that is met where the march stands. True: the leg is over.
static bool is_over(gm_leg_run *r, meeting met, gm_march_end *end)
{
    if (met.is_end) {
        *end = end_of(r, GM_MARCH_MET, met.which);
        return true;
    }
    if (met.is_data) {
        *end = off_data(r, met.which == 1);
        return true;
    }
    if (r->leg->kind != GM_LEG_WITHIN) {
        *end = end_of(r, GM_MARCH_PASSED, met.which);
        end->of = r->leg->bounds[met.which].of;
        end->limit = r->leg->bounds[met.which].value;
        return true;
    }
    r->held = met.which;
    bool is_lost = ++r->n_turns > MOST_TURNS;
    if (gm_leg_is_thermal(r->leg->bounds[met.which].of) && !is_lost) {
        is_lost = !gm_leg_tighten(r);
    }
    if (is_lost) {
        *end = failed(r);
    } else {
        tell_turn(r);
    }
    return is_lost;
}

// What may end a leg where it stands, but for what a step meets.
static bool is_done(const gm_leg_run *r, gm_march_end *end)
{
    gm_march_look now = gm_leg_look_now(r);
    for (int32_t k = 0; k < r->leg->n_ends; k++) {
        if (gm_look_excess(&now, &r->leg->ends[k]) > -1.0) {
            *end = end_of(r, GM_MARCH_MET, k);
            return true;
        }
    }
    if (r->leg->kind == GM_LEG_WITHIN && !gm_leg_flows(r, now.view)) {
        *end = held_end_of(r, GM_MARCH_NO_CURRENT);
        return true;
    }
    bool is_cold = now.stack_k < r->m->low_k - NEAR_K;
    if (is_cold || now.stack_k > r->m->high_k + NEAR_K) {
        *end = off_data(r, !is_cold);
        return true;
    }
    if (r->leg->kind == GM_LEG_FOLLOW && r->piece >= r->leg->profile.n) {
        *end = end_of(r, GM_MARCH_MET, -1);
        return true;
    }
    return false;
}

// By how much the slope of a profile changes at the point in front of a piece, per s.
static double bend_at(const gm_cell_profile *p, int32_t piece)
{
    double bend = 0.0;
    for (int32_t i = piece - 1; i <= piece; i++) {
        double step_s = i > 0 ? p->time_s[i] - p->time_s[i - 1] : 0.0;
        double slope = step_s > 0.0 ? (p->value[i] - p->value[i - 1]) / step_s : 0.0;
        bend = i < piece ? slope : slope - bend;
    }
    return fabs(bend);
}

// Whether a profile bends so that a step over the bend, whose formula is smooth, would lose charge. Between rows
// that are even and close what one step loses the next one gives back.
static bool bends(const gm_leg_run *r)
{
    const gm_cell_profile *p = &r->leg->profile;
    double piece_s = p->time_s[r->piece] - p->time_s[r->piece - 1];
    if (piece_s <= CLOSE_S) {
        return false;
    }
    double step_s = fmin(piece_s, r->m->step_s);
    double per_a = r->leg->of == GM_CELL_POWER
                       ? 1.0 / r->m->model.ops->now(r->m->model.self)->voltage_v
                       : 1.0;
    double lost = 0.5 * bend_at(p, r->piece) * fabs(per_a) * step_s * step_s;
    return lost > LOST_SHARE * r->m->capacity;
}

// To the piece of a profile in which it stands. True: the value jumps or bends there.
static bool turn_piece(gm_leg_run *r)
{
    const gm_cell_profile *p = &r->leg->profile;
    double leg_s = r->m->model.ops->now(r->m->model.self)->time_s - r->begin_s;
    double near_s = 1e-9 * fmax(1.0, leg_s);
    bool has_jump = false;
    int32_t before = r->piece;
    while (r->piece < p->n && p->time_s[r->piece] <= leg_s + near_s) {
        has_jump = has_jump || p->time_s[r->piece] <= p->time_s[r->piece - 1];
        r->piece++;
    }
    return r->piece < p->n && r->piece > before && (has_jump || bends(r));
}

static bool start(gm_leg_run *r)
{
    if (r->leg->kind == GM_LEG_HOLD && r->leg->goes_on) {
        return true;
    }
    if (r->leg->kind == GM_LEG_FOLLOW) {
        (void)turn_piece(r);
    }
    return r->leg->kind == GM_LEG_WITHIN ? gm_leg_tighten(r) : gm_leg_jump(r);
}

// What is held has no state: within bounds, another of them asks for less. The jump to it would show more
// than a step does, as surfaces stand at an instant, so that the step decides. Of a bound on heat no other
// one does: each would be held already if it asked for less.
static bool asks_less(gm_leg_run *r)
{
    if (r->leg->kind != GM_LEG_WITHIN || ++r->n_turns > MOST_TURNS ||
        gm_leg_is_thermal(r->leg->bounds[r->held].of)) {
        r->held = r->failed < 0 ? r->held : r->failed;
        return false;
    }
    r->failed = r->failed < 0 ? r->held : r->failed;
    r->held = (r->held + 1) % r->leg->n_bounds;
    r->n_short = 0;
    r->m->step_s = GM_LEG_FIRST_S;
    return true;
}

gm_march_end gm_march_run(gm_march *m, const gm_cell_leg *leg, int32_t leg_i)
{
    GM_REQUIRE(leg->kind != GM_LEG_WITHIN || leg->n_bounds > 0);
    GM_REQUIRE(leg->kind != GM_LEG_FOLLOW || leg->profile.n >= 2);
    gm_leg_run r = {.m = m,
                    .leg = leg,
                    .leg_i = leg_i,
                    .begin_s = m->model.ops->now(m->model.self)->time_s,
                    .piece = 1,
                    .failed = -1};
    m->heat.coolant_k = leg->coolant_k;
    m->heat.heater_w_m2 = leg->heater_w_m2;
    if (!start(&r)) {
        return failed(&r);
    }
    tell_turn(&r);
    gm_march_end end;
    int64_t most = m->n_tries + MOST_STEPS;
    while (!is_done(&r, &end)) {
        meeting met;
        outcome o = m->n_tries < most ? go_on(&r, &met) : FAILED;
        if (o == FAILED && m->n_tries >= most) {
            return end_of(&r, GM_MARCH_LONG, 0);
        }
        if (o == FAILED && !asks_less(&r)) {
            return failed(&r);
        }
        if (o == MET && is_over(&r, met, &end)) {
            return end;
        }
        if (o == STEPPED && leg->kind == GM_LEG_FOLLOW && turn_piece(&r)) {
            if (!gm_leg_jump(&r)) {
                return failed(&r);
            }
            tell_turn(&r);
        }
    }
    return end;
}

gm_march gm_march_begin(gm_cell_model model, const gm_cell_thermal *thermal,
                        const double *stoichiometry, double temperature_k)
{
    model.ops->begin(model.self, stoichiometry, temperature_k);
    return (gm_march){.model = model,
                      .heat = gm_heat_begin(thermal, temperature_k),
                      .capacity = 1.0,
                      .tolerance = 1.0,
                      .high_k = HUGE_VAL};
}

double gm_march_measure(const gm_march *m, gm_cell_measure of)
{
    const gm_cell_view *now = m->model.ops->now(m->model.self);
    gm_march_look look = {now, m->heat.past[0].stack_k, gm_heat_rate(&m->heat, now->heat),
                          m->point.soc, m->point.leg_s};
    return gm_look_measure(&look, of);
}
