// SPDX-License-Identifier: MIT

#include "study/losses.h"

#include "core/assert.h"
#include "twin/shared_stats.h"

#include <math.h>

// What one replication says, in shares of machine time.
typedef struct shares {
    int32_t n;
    const char *word[GM_MOST_LOSSES];
    double share[GM_MOST_LOSSES];
    int32_t first_by_cycle; // from here to the last but one: planned cycles; the last: the rest
    double good;
    double n_good;
    double ideal_parts; // NaN: not known
} shares;

static void add(shares *s, const char *word, double share)
{
    GM_ASSERT(s->n < GM_MOST_LOSSES);
    s->word[s->n] = word;
    s->share[s->n++] = share;
}

typedef struct reader {
    const gm_twin *twin;
    const gm_tally *tally;
    int32_t step_i;
    double time_s;
} reader;

static double row(const reader *r, int32_t k)
{
    return gm_tally_row(r->twin, r->tally, r->step_i, k);
}

static double share(const reader *r, int32_t k)
{
    return row(r, k) / r->time_s;
}

static double least(double a, double b)
{
    return a < b ? a : b;
}

// ---- by kind of step

// Stops shorter than 5 min are part of the time down.
static void add_stops(const reader *r, shares *s, double micro)
{
    double down = share(r, GM_STATE_DOWN);
    add(s, "breakdowns", down - least(micro, down));
    add(s, "micro-stops", least(micro, down));
    add(s, "waiting for repair", share(r, GM_STATE_REPAIR_WAIT));
}

// A machine with a recipe is blocked, too, while it waits for what its phase needs.
static void add_blocked(const reader *r, shares *s, int32_t recipe_i)
{
    double blocked = share(r, GM_STATE_BLOCKED);
    if (recipe_i != GM_NONE) {
        const double *row =
            &r->tally->sum[r->twin->layout.recipes + (uint32_t)recipe_i * GM_N_RECIPE_STATS];
        double power = least(row[GM_STAT_RECIPE_POWER_WAIT_S] / r->time_s, blocked);
        double channels =
            least(row[GM_STAT_RECIPE_CHANNEL_WAIT_S] / r->time_s, blocked - power);
        add(s, GM_LOSS_POWER, power);
        add(s, GM_LOSS_CHANNELS, channels);
        blocked -= power + channels;
    }
    add(s, GM_LOSS_BLOCKED, blocked);
}

// Each cycle of a batch machine has room for a full batch. What work took beyond the planned
// cycles is slowness: learning, work that was begun again, laws by chance. Before a part is finished
// nothing is known of that.
static void read_station(const reader *r, shares *s)
{
    const gm_station_plan *plan =
        &r->twin->plan->stations[r->twin->plan->steps[r->step_i].own_i];
    s->n_good = row(r, GM_STAT_GOOD);
    s->good = share(r, GM_STAT_PLANNED_S);
    double bad = gm_tally_bad(r->twin, r->tally, r->step_i);
    double cycle_s = gm_tally_cycle_s(r->twin, r->tally, r->step_i);
    s->ideal_parts = r->time_s / cycle_s;
    double working = share(r, GM_STATE_WORKING);
    double bad_share = bad <= 0.0       ? 0.0
                       : isnan(cycle_s) ? working // no part was good
                                        : bad * cycle_s / r->time_s;
    bool is_finished = s->n_good + bad > 0.0;
    add(s, "off shift", share(r, GM_STATE_OFF));
    add(s, "maintenance", share(r, GM_STATE_MAINTENANCE));
    add(s, "changeovers", share(r, GM_STATE_SETUP));
    add_stops(r, s, share(r, GM_STAT_MICRO_STOP_S));
    add(s, "missing people", share(r, GM_STATE_UNMANNED));
    add_blocked(r, s, plan->recipe_i);
    add(s, GM_LOSS_STARVED, share(r, GM_STATE_STARVED));
    add(s, GM_LOSS_UNFINISHED, is_finished ? 0.0 : working);
    s->first_by_cycle = s->n;
    double rest = is_finished ? working - s->good - bad_share : 0.0;
    if (plan->is_batch) {
        double empty = gm_tally_empty_s(r->twin, r->tally, r->step_i) / r->time_s;
        add(s, "batches not full", empty);
        rest -= empty;
    }
    add(s, GM_LOSS_SCRAP, bad_share);
    add(s, "slower than planned", rest);
}

static void read_conveyor(const reader *r, shares *s)
{
    const gm_plan *plan = r->twin->plan;
    double headway_s = plan->conveyors[plan->steps[r->step_i].own_i].headway_s;
    s->n_good = row(r, GM_STAT_BAND_COUNT);
    s->good = s->n_good * headway_s / r->time_s;
    s->ideal_parts = r->time_s / headway_s;
    add(s, "off shift", share(r, GM_STATE_OFF));
    add(s, "maintenance", share(r, GM_STATE_MAINTENANCE));
    add(s, "changeovers", share(r, GM_STATE_SETUP));
    add_stops(r, s, share(r, GM_STAT_BAND_MICRO_STOP_S));
    add(s, "missing people", share(r, GM_STATE_UNMANNED));
    add(s, GM_LOSS_BLOCKED, share(r, GM_STATE_BLOCKED));
    add(s, GM_LOSS_STARVED, share(r, GM_STATE_STARVED));
    s->first_by_cycle = s->n;
    add(s, "empty places", share(r, GM_STATE_WORKING) - s->good);
}

// The states say how long its stations stood, the losses what for: see plant/moving_state.c.
static void read_moving(const reader *r, shares *s)
{
    const gm_plan *plan = r->twin->plan;
    double takt_s = plan->movings[plan->steps[r->step_i].own_i].takt_s;
    double stops = share(r, GM_STAT_BAND_STOP_S);
    double restarts = share(r, GM_STAT_BAND_RESTART_S);
    double dead = share(r, GM_STAT_BAND_DEAD_CAR_S);
    double shorts = share(r, GM_STAT_BAND_SHORT_S);
    double gaps = share(r, GM_STAT_BAND_GAP_S);
    double towed = share(r, GM_STAT_BAND_TOWED_S);
    s->n_good = row(r, GM_STAT_BAND_COUNT);
    s->good = s->n_good * takt_s / r->time_s;
    s->ideal_parts = r->time_s / takt_s;
    add(s, "off shift", share(r, GM_STATE_OFF));
    add(s, "breakdowns",
        share(r, GM_STATE_DOWN) + share(r, GM_STATE_REPAIR_WAIT) - stops - dead);
    add(s, "dead cars", dead);
    add(s, "andon stops", stops - restarts);
    add(s, "restarts after stops", restarts);
    add(s, "nobody there", share(r, GM_STATE_UNMANNED) - shorts);
    add(s, "short-handed", shorts);
    add(s, GM_LOSS_BLOCKED_EXIT, share(r, GM_STATE_BLOCKED));
    add(s, GM_LOSS_MISSING_CARS, share(r, GM_STATE_STARVED) - gaps);
    add(s, "gaps left by dead cars", gaps);
    s->first_by_cycle = s->n;
    add(s, "towed cars", towed);
    add(s, "cars still on the line", share(r, GM_STATE_WORKING) - s->good - towed);
}

static shares read(const reader *r)
{
    shares s = {0};
    switch (r->twin->plan->steps[r->step_i].kind) {
    case GM_STEP_STATION:
        read_station(r, &s);
        break;
    case GM_STEP_CONVEYOR:
        read_conveyor(r, &s);
        break;
    case GM_STEP_MOVING:
        read_moving(r, &s);
        break;
    case GM_STEP_SOURCE:
    case GM_STEP_BUFFER:
    case GM_STEP_SINK:
    case GM_STEP_TRANSPORT:
    case GM_STEP_RACK:
    case GM_STEP_PASS:
        GM_REQUIRE(false); // it does not work
    }
    return s;
}

// ---- over the replications

const gm_tally *gm_losses_tally(const gm_replications *set, int32_t replication_i,
                                int32_t tally_i)
{
    const gm_replication *r = &set->items[replication_i];
    if (!r->is_done || r->error || !r->tallies || isnan(r->tallies[tally_i].length_s)) {
        return NULL;
    }
    return &r->tallies[tally_i];
}

double gm_losses_sum(const gm_replications *set, int32_t tally_i, uint32_t row)
{
    double sum = 0.0;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_tally *tally = gm_losses_tally(set, i, tally_i);
        sum += tally ? tally->sum[row] : 0.0;
    }
    return sum;
}

double gm_losses_length_s(const gm_replications *set, int32_t tally_i)
{
    double length_s = 0.0;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_tally *tally = gm_losses_tally(set, i, tally_i);
        length_s += tally ? tally->length_s : 0.0;
    }
    return length_s;
}

static shares *read_all(const gm_replications *set, int32_t tally_i, int32_t step_i, int32_t *n,
                        gm_arena *scratch)
{
    shares *all = GM_NEW(scratch, shares, set->n);
    *n = 0;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_tally *tally = gm_losses_tally(set, i, tally_i);
        if (tally) {
            double time_s = gm_tally_time_s(set->twin, tally, step_i);
            all[(*n)++] = read(&(reader){set->twin, tally, step_i, time_s});
        }
    }
    return all;
}

// Those that worked faster than planned are measured by their own pace: the planned cycles are
// scaled to what they took.
static void level(gm_losses *out, int32_t first_by_cycle)
{
    gm_loss *rest = &out->items[out->n - 1];
    double planned = out->net_share;
    for (int32_t k = first_by_cycle; k < out->n - 1; k++) {
        planned += out->items[k].share.mean;
    }
    if (rest->share.mean >= 0.0 || planned <= 0.0) {
        return;
    }
    double factor = (planned + rest->share.mean) / planned;
    for (int32_t k = first_by_cycle; k < out->n - 1; k++) {
        out->items[k].share.mean *= factor;
        out->items[k].share.half_width *= factor;
    }
    out->net_share *= factor;
    rest->share.mean = 0.0;
}

gm_losses gm_losses_of(const gm_replications *set, int32_t tally_i, int32_t step_i,
                       gm_arena *scratch)
{
    gm_losses out = {.ideal_parts = (double)NAN};
    gm_mark mark = gm_arena_mark(scratch);
    int32_t n;
    const shares *all = read_all(set, tally_i, step_i, &n, scratch);
    double *values = GM_NEW(scratch, double, n + 1);
    double ideal = 0.0;
    for (int32_t i = 0; i < n; i++) {
        out.net_parts += all[i].n_good / n;
        out.net_share += all[i].good / n;
        ideal += all[i].ideal_parts / n;
    }
    out.n = n > 0 ? all[0].n : 0;
    for (int32_t k = 0; k < out.n; k++) {
        for (int32_t i = 0; i < n; i++) {
            values[i] = all[i].share[k];
        }
        out.items[k].word = all[0].word[k];
        out.items[k].share = gm_mean_interval(values, (size_t)n, GM_CONFIDENCE);
    }
    if (n > 0) {
        level(&out, all[0].first_by_cycle);
        out.ideal_parts = out.net_share > 0.0 ? out.net_parts / out.net_share : ideal;
    }
    for (int32_t k = 0; k < out.n; k++) {
        out.items[k].parts = out.items[k].share.mean * out.ideal_parts;
    }
    gm_arena_rewind(scratch, mark);
    return out;
}

gm_interval gm_losses_over_all(const gm_replications *set, int32_t tally_i, int32_t step_i,
                               int32_t k, gm_tally_fn *value)
{
    double *values = gm_hook_alloc((size_t)set->n * sizeof *values + 1);
    size_t n = 0;
    for (int32_t i = 0; i < set->n; i++) {
        const gm_tally *tally = gm_losses_tally(set, i, tally_i);
        double x = tally ? value(set->twin, tally, step_i, k) : (double)NAN;
        if (!isnan(x)) {
            values[n++] = x;
        }
    }
    double none = (double)NAN;
    gm_interval out = {none, none, none, 0};
    if (n > 0) {
        out = gm_mean_interval(values, n, GM_CONFIDENCE);
    }
    gm_hook_free(values);
    return out;
}
