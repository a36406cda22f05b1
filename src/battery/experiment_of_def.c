// SPDX-License-Identifier: MIT
//
// Steps of a file to legs of a march: amounts by area, ends on the side from which they come.

#include "battery/aging_def.h"
#include "battery/amount.h"
#include "battery/experiment_def.h"
#include "battery/known.h"

#include "core/array.h"
#include "core/text.h"

#include <math.h>

#define MOST_STEPS 200000

typedef struct maker {
    const gm_experiment_def *def;
    const gm_cell *cell;
    const gm_cell_balance *balance;
    gm_arena *arena;
    gm_diag *diag;
    bool is_sound;
    bool is_long; // was told already
    int32_t cycle;
    GM_ARRAY(gm_experiment_step) steps;
} maker;

// ---- texts

// "C/20", "1.5C".
static const char *rate_text(const maker *m, double per_s)
{
    double rate = per_s * 3600.0;
    double hours = 1.0 / rate;
    bool is_slow = rate < 1.0 && fabs(hours - round(hours)) < 1e-6 * hours;
    return is_slow ? gm_arena_printf(m->arena, "C/%g", round(hours))
                   : gm_arena_printf(m->arena, "%gC", rate);
}

// "40 s", "10 min", "1 h": whole numbers of the largest unit.
static const char *time_text(const maker *m, double seconds)
{
    char text[GM_NUMBER_BYTES];
    bool is_hours = fmod(seconds, 3600.0) == 0.0;
    bool is_minutes = fmod(seconds, 60.0) == 0.0;
    double si = is_hours ? 3600.0 : is_minutes ? 60.0 : 1.0;
    return gm_arena_printf(m->arena, "%s %s", gm_text_of_rounded(seconds / si, 6, text),
                           is_hours     ? "h"
                           : is_minutes ? "min"
                                        : "s");
}

static const char *amount_text(const maker *m, const gm_amount *a)
{
    static const char *const units[] = {"C", "A", "A/m2", "W", "V", "degC", "K/s", "s", "%"};
    char text[GM_NUMBER_BYTES];
    double offset = a->unit == GM_AMOUNT_TEMPERATURE ? -273.15 : 0.0;
    double factor = a->unit == GM_AMOUNT_SOC ? 100.0 : 1.0;
    if (a->unit == GM_AMOUNT_RATE) {
        return rate_text(m, a->value);
    }
    if (a->unit == GM_AMOUNT_TIME) {
        return time_text(m, a->value);
    }
    if (a->unit == GM_AMOUNT_FULL || a->unit == GM_AMOUNT_EMPTY) {
        return a->unit == GM_AMOUNT_FULL ? "full" : "empty";
    }
    return gm_arena_printf(m->arena, "%s %s",
                           gm_text_of_rounded((a->value + offset) * factor, 6, text),
                           units[a->unit]);
}

// ---- ends and bounds

typedef enum way { OUT, IN, EITHER } way; // of the current

static gm_cell_measure measure_of(const gm_amount *a)
{
    static const gm_cell_measure measures[] = {
        [GM_AMOUNT_RATE] = GM_CELL_CURRENT,    [GM_AMOUNT_CURRENT] = GM_CELL_CURRENT,
        [GM_AMOUNT_DENSITY] = GM_CELL_CURRENT, [GM_AMOUNT_POWER] = GM_CELL_POWER,
        [GM_AMOUNT_VOLTAGE] = GM_CELL_VOLTAGE, [GM_AMOUNT_TEMPERATURE] = GM_CELL_TEMPERATURE,
        [GM_AMOUNT_WARMING] = GM_CELL_WARMING, [GM_AMOUNT_TIME] = GM_CELL_TIME,
        [GM_AMOUNT_SOC] = GM_CELL_SOC,
    };
    return measures[a->unit];
}

static bool is_flow(const gm_amount *a)
{
    return a->unit <= GM_AMOUNT_POWER;
}

static gm_amount in_numbers(const maker *m, const gm_amount *a)
{
    gm_amount out = *a;
    if (a->unit == GM_AMOUNT_FULL || a->unit == GM_AMOUNT_EMPTY) {
        out.value = a->unit == GM_AMOUNT_FULL ? m->cell->high_v : m->cell->low_v;
        out.unit = GM_AMOUNT_VOLTAGE;
    }
    return out;
}

static void add_end(maker *m, gm_experiment_step *s, const gm_amount *a, way w)
{
    if (s->leg.n_ends == GM_LEG_ENDS - 1) { // one is left for gemba's own
        gm_diag_error(m->diag, a->src, "a step ends at up to %d things", GM_LEG_ENDS - 1);
        m->is_sound = false;
        return;
    }
    gm_amount amount = in_numbers(m, a);
    a = &amount;
    gm_cell_bound end = {measure_of(a), false, a->value};
    bool turns = false;
    if (is_flow(a) && w == EITHER) { // it comes down, whichever way it flows
        end.of = a->unit == GM_AMOUNT_POWER ? GM_CELL_POWER_SIZE : GM_CELL_CURRENT_SIZE;
        end.is_least = true;
        end.value = gm_amount_by_area(a, m->cell, m->balance);
    } else if (is_flow(a)) {
        double flow = gm_amount_by_area(a, m->cell, m->balance);
        end.is_least = w == OUT;
        end.value = w == OUT ? flow : -flow;
    } else if (a->unit == GM_AMOUNT_VOLTAGE || a->unit == GM_AMOUNT_SOC) {
        end.is_least = w == OUT;
        turns = w == EITHER;
    } else if (a->unit == GM_AMOUNT_TEMPERATURE) {
        turns = true;
    }
    s->ends_src[s->leg.n_ends] = a->src;
    s->turns[s->leg.n_ends] = turns;
    s->leg.ends[s->leg.n_ends++] = end;
}

static const char *add_ends(maker *m, gm_experiment_step *s, const gm_amount *until, int n,
                            way w)
{
    gm_text text = gm_text_init(m->arena);
    for (int i = 0; i < n; i++) {
        add_end(m, s, &until[i], w);
        gm_text_addf(&text, "%s%s", i == 0 ? " until " : " or ", amount_text(m, &until[i]));
    }
    return text.at;
}

static gm_experiment_step step_of(const maker *m, gm_src src, gm_leg_kind kind)
{
    const gm_experiment_def *def = m->def;
    return (gm_experiment_step){
        .src = src,
        .cycle = m->cycle,
        .leg = {.kind = kind,
                .coolant_k = def->has_coolant ? def->coolant_k : def->temperature_k}};
}

static void push(maker *m, const gm_experiment_step *step)
{
    if (m->steps.n < MOST_STEPS) {
        GM_ARRAY_PUSH(m->arena, &m->steps, *step);
        return;
    }
    if (!m->is_long) {
        gm_diag_error(m->diag, step->src, "an experiment has at most %d steps, repeats counted",
                      MOST_STEPS);
    }
    m->is_long = true;
    m->is_sound = false;
}

// ---- steps

// A current that is held never comes down to another one.
static bool may_end(maker *m, const gm_drive_def *d)
{
    for (int i = 0; i < d->until.n; i++) {
        const gm_amount *a = &d->until.items[i];
        bool is_power = a->unit == GM_AMOUNT_POWER;
        if (is_flow(a) && is_flow(&d->amount) &&
            is_power == (d->amount.unit == GM_AMOUNT_POWER)) {
            gm_diag_error(m->diag, a->src, "%s that stays at %s never comes to %s",
                          is_power ? "a power" : "a current", amount_text(m, &d->amount),
                          amount_text(m, a));
            gm_diag_hint(m->diag, "it comes down behind it, where a voltage is held: `{hold: "
                                  "4.2 V, until: C/20}`");
            return m->is_sound = false;
        }
    }
    return true;
}

static void add_drive(maker *m, const gm_drive_def *d, bool is_charge)
{
    if (!may_end(m, d)) {
        return;
    }
    gm_experiment_step s = step_of(m, d->src, GM_LEG_HOLD);
    double flow = gm_amount_by_area(&d->amount, m->cell, m->balance);
    s.leg.of = measure_of(&d->amount);
    s.leg.value = is_charge ? -flow : flow;
    const char *ends = add_ends(m, &s, d->until.items, d->until.n, is_charge ? IN : OUT);
    s.text = gm_arena_printf(m->arena, "%s %s%s", is_charge ? "charge" : "discharge",
                             amount_text(m, &d->amount), ends);
    push(m, &s);
}

static void add_rest(maker *m, const gm_rest_def *d)
{
    gm_experiment_step s = step_of(m, d->src, GM_LEG_HOLD);
    gm_amount time = {d->src, GM_AMOUNT_TIME, d->time_s};
    s.leg.of = GM_CELL_CURRENT;
    add_end(m, &s, &time, EITHER);
    s.text = gm_arena_printf(m->arena, "rest %s", amount_text(m, &time));
    push(m, &s);
}

// The thermal ones need a cell whose temperature moves.
static bool has_heat(maker *m, gm_src src)
{
    if (m->cell->thermal.stack_j_m2k > 0.0 && !m->def->is_isothermal) {
        return true;
    }
    gm_diag_error(m->diag, src, "a temperature cannot be held where it does not move: %s",
                  m->def->is_isothermal ? "the experiment is isothermal"
                                        : "the cell has no `thermal:`");
    m->is_sound = false;
    return false;
}

static bool is_thermal(const gm_amount *a)
{
    return a->unit == GM_AMOUNT_TEMPERATURE || a->unit == GM_AMOUNT_WARMING;
}

static void add_hold(maker *m, const gm_drive_def *d)
{
    gm_experiment_step s = step_of(m, d->src, GM_LEG_HOLD);
    s.leg.of = measure_of(&d->amount);
    s.leg.value = is_flow(&d->amount) ? gm_amount_by_area(&d->amount, m->cell, m->balance)
                                      : d->amount.value;
    if (is_thermal(&d->amount) && !has_heat(m, d->amount.src)) {
        return;
    }
    const char *ends =
        add_ends(m, &s, d->until.items, d->until.n, is_flow(&d->amount) ? OUT : EITHER);
    s.text = gm_arena_printf(m->arena, "hold %s%s", amount_text(m, &d->amount), ends);
    push(m, &s);
}

static void add_hold_plating(maker *m, const gm_hold_plating_def *d)
{
    gm_experiment_step s = step_of(m, d->src, GM_LEG_HOLD);
    s.leg.of = GM_CELL_PLATING;
    s.leg.value = d->volts;
    const char *ends = add_ends(m, &s, d->until.items, d->until.n, EITHER);
    s.text = gm_arena_printf(m->arena, "hold %g mV to plating%s", 1e3 * d->volts, ends);
    push(m, &s);
}

// First what bounds the current or the power, which is tried first.
static void add_bounds(maker *m, gm_experiment_step *s, const gm_fast_def *d)
{
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < d->within.n && s->leg.n_bounds < GM_LEG_BOUNDS; i++) {
            const gm_amount *a = &d->within.items[i];
            double value = is_flow(a) ? -gm_amount_by_area(a, m->cell, m->balance) : a->value;
            if (is_flow(a) == (round == 0) && (!is_thermal(a) || has_heat(m, a->src))) {
                s->leg.bounds[s->leg.n_bounds++] =
                    (gm_cell_bound){measure_of(a), is_flow(a), value};
            }
        }
    }
    if (d->has_margin && s->leg.n_bounds < GM_LEG_BOUNDS) {
        s->leg.bounds[s->leg.n_bounds++] = (gm_cell_bound){GM_CELL_PLATING, true, d->margin_v};
    }
}

// A fast charge heats a cell by tens of degrees: one temperature is an answer only where it is asked for.
static bool may_be_fast(maker *m, gm_src src)
{
    if (m->cell->thermal.stack_j_m2k > 0.0 || m->def->is_isothermal) {
        return true;
    }
    gm_diag_error(m->diag, src,
                  "experiment '%s': a fast charge heats the cell, which has no `thermal:`",
                  m->def->name);
    gm_diag_hint(m->diag, "write `thermal:` into the cell, or ask for one temperature with "
                          "`isothermal: yes`");
    m->is_sound = false;
    return false;
}

static void add_fast(maker *m, const gm_fast_def *d)
{
    if (!may_be_fast(m, d->src)) {
        return;
    }
    gm_experiment_step s = step_of(m, d->src, GM_LEG_WITHIN);
    add_bounds(m, &s, d);
    if (s.leg.n_bounds == 0 ||
        (s.leg.bounds[0].of != GM_CELL_CURRENT && s.leg.bounds[0].of != GM_CELL_POWER)) {
        gm_diag_error(m->diag, d->src,
                      "a fast charge needs a current or a power that it may not pass, as `6C`");
        m->is_sound = false;
        return;
    }
    s.leg.least_current = 1e-3 * m->balance->charge / 3600.0;
    const char *ends = add_ends(m, &s, d->until.items, d->until.n, IN);
    s.text = gm_arena_printf(m->arena, "fast charge%s", ends);
    push(m, &s);
}

static void add_follow(maker *m, const gm_follow_def *d)
{
    if (d->n < 2) { // its faults were told as it was read
        m->is_sound = false;
        return;
    }
    gm_experiment_step s = step_of(m, d->src, GM_LEG_FOLLOW);
    double *value = GM_NEW(m->arena, double, d->n);
    for (int32_t i = 0; i < d->n; i++) {
        gm_amount a = {d->src, d->unit, d->value[i]};
        value[i] = gm_amount_by_area(&a, m->cell, m->balance);
    }
    s.leg.of = d->unit == GM_AMOUNT_POWER ? GM_CELL_POWER : GM_CELL_CURRENT;
    s.leg.profile = (gm_cell_profile){d->n, d->time_s, value};
    const char *ends = add_ends(m, &s, d->until.items, d->until.n, EITHER);
    s.text = gm_arena_printf(m->arena, "follow %g s%s", d->time_s[d->n - 1], ends);
    push(m, &s);
}

static void add_steps(maker *m, const gm_union_item *steps, int n);

static void add_repeat(maker *m, const gm_repeat_def *d)
{
    int32_t outer = m->cycle;
    for (int32_t i = 0; i < d->times && !m->is_long; i++) {
        m->cycle = i + 1;
        add_steps(m, d->steps.items, d->steps.n);
    }
    m->cycle = outer;
}

static void add_step(maker *m, const gm_union_item *step)
{
    switch ((gm_experiment_step_kind)step->kind) {
    case GM_EXPERIMENT_DISCHARGE:
    case GM_EXPERIMENT_CHARGE:
        add_drive(m, step->item, step->kind == GM_EXPERIMENT_CHARGE);
        break;
    case GM_EXPERIMENT_REST:
        add_rest(m, step->item);
        break;
    case GM_EXPERIMENT_HOLD:
        add_hold(m, step->item);
        break;
    case GM_EXPERIMENT_HOLD_PLATING:
        add_hold_plating(m, step->item);
        break;
    case GM_EXPERIMENT_FAST:
        add_fast(m, step->item);
        break;
    case GM_EXPERIMENT_FOLLOW:
        add_follow(m, step->item);
        break;
    case GM_EXPERIMENT_REPEAT:
        add_repeat(m, step->item);
        break;
    }
}

static void add_steps(maker *m, const gm_union_item *steps, int n)
{
    for (int i = 0; i < n && m->is_sound; i++) {
        if (steps[i].kind >= 0) {
            add_step(m, &steps[i]);
        }
    }
}

// Particles alone have no place on which something grows.
static void check_model(maker *m)
{
    static const char *const names[] = {"DFN", "SPMe", "SPM"};
    if (m->def->model != GM_MODEL_DFN && gm_cell_ages(&m->cell->aging)) {
        gm_diag_error(m->diag, m->def->src,
                      "experiment '%s': the cell has `aging:`, which %s does not follow",
                      m->def->name, names[m->def->model]);
        gm_diag_hint(m->diag, "write `model: DFN`, or leave `aging:` out");
        m->is_sound = false;
    }
}

gm_status gm_experiment_of_def(const gm_experiment_def *def, const gm_cell *cell,
                               const gm_cell_balance *balance, gm_arena *arena, gm_diag *diag,
                               gm_experiment *out)
{
    maker m = {.def = def,
               .cell = cell,
               .balance = balance,
               .arena = arena,
               .diag = diag,
               .is_sound = true};
    add_steps(&m, def->steps.items, def->steps.n);
    check_model(&m);
    gm_known_ask start = {def->src, "experiment", def->name, "temperature", def->temperature_k};
    m.is_sound = gm_known_check(cell, &start, diag) && m.is_sound;
    *out = (gm_experiment){.name = def->name,
                           .src = def->src,
                           .start = {(gm_cell_model_kind)def->model,
                                     {def->cells, def->cells, def->cells, def->shells},
                                     def->tolerance_v,
                                     def->soc,
                                     def->temperature_k,
                                     def->is_isothermal || cell->thermal.stack_j_m2k <= 0.0},
                           .n = (int32_t)m.steps.n,
                           .steps = m.steps.items};
    return m.is_sound ? GM_OK : GM_ERR_MODEL;
}
