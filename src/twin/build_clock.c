// SPDX-License-Identifier: MIT
//
// The clock and the moments that hang on it; claims and their windows.

#include "twin/build.h"

#include <math.h>
#include <string.h>

#define REPLICATIONS_STEADY      20
#define REPLICATIONS_TERMINATING 10
#define MOST_BY_DEFAULT          100 // replications that a verdict may take until it is clear

// Dates go to the year 9999. A clock that starts here and runs no longer keeps all of them in it.
#define START_YEAR_FIRST 1900
#define START_YEAR_LAST  2400
#define RUN_YEARS_MOST   1000
#define MONTH_S          (28.0 * GM_DAY_S) // the shortest
#define RUN_MOST_S       (RUN_YEARS_MOST * 365.0 * GM_DAY_S)

static void set_length(gm_build *build, gm_clock_def *clock, const gm_raw_clock *raw)
{
    bool has_until = !gm_date_is_none(raw->until);
    if (raw->run.is_given && has_until) {
        gm_diag_error(build->diag, raw->until_src,
                      "clock: only one of `run:` and `until:` may stand");
    } else if (!raw->run.is_given && !has_until) {
        if (build->raw->plant.n > 0 && build->is_clean) {
            gm_diag_error(build->diag, clock->src, "clock: `run:` or `until:` is missing");
            gm_diag_hint(build->diag, "write it like `clock: {run: 30 d}`");
        }
        clock->run_s = GM_DAY_S; // nothing happens in it: claims on facts and the roster alone
        clock->horizon = GM_HORIZON_TERMINATING;
    } else if (has_until && !clock->has_start) {
        if (!raw->def.has_start) {
            gm_diag_error(build->diag, raw->until_src, "clock: `until:` needs `start:`");
        }
    } else if (has_until) {
        int32_t days = gm_date_to_day(raw->until) - gm_date_to_day(clock->start) + 1;
        if (days <= 0) {
            gm_diag_error(build->diag, raw->until_src, "clock: the run ends before it starts");
        }
        clock->run_s = (double)days * GM_DAY_S;
        clock->run_src = raw->until_src;
    } else {
        clock->run_until = raw->run.is_count ? GM_RUN_FOR_PARTS : GM_RUN_FOR_TIME;
        clock->run_s = raw->run.is_count ? 0.0 : raw->run.value;
        clock->run_parts = raw->run.is_count ? (int64_t)raw->run.value : 0;
        clock->run_src = raw->run.src;
    }
    if (clock->run_s > RUN_MOST_S) {
        gm_diag_error(build->diag, clock->run_src, "clock: a run is at most %d yr long",
                      RUN_YEARS_MOST);
        clock->run_s = RUN_MOST_S;
    }
}

// The day of t = 0, of a date that was read. Out of reach it is a fault and the default.
static void set_start(gm_build *build, gm_clock_def *clock, gm_src start_src)
{
    clock->civil = gm_civil_default();
    if (!clock->has_start) {
        return;
    }
    int32_t year = clock->start.year;
    if (year < START_YEAR_FIRST || year > START_YEAR_LAST) {
        gm_diag_error(build->diag, start_src, "clock: start must be from %d to %d, got %04d",
                      START_YEAR_FIRST, START_YEAR_LAST, (int)year);
        clock->start = gm_date_from_day(clock->civil.start_day);
    }
    clock->civil = gm_civil_at(clock->start, 0);
}

static void set_warm_up(gm_build *build, gm_clock_def *clock, const gm_span_raw *raw)
{
    bool steady = clock->horizon == GM_HORIZON_STEADY;
    clock->warm_up = steady ? GM_WARM_UP_AUTO : GM_WARM_UP_NONE;
    if (!raw->is_given) {
        return;
    }
    if (raw->word) {
        clock->warm_up = strcmp(raw->word, "auto") == 0 ? GM_WARM_UP_AUTO : GM_WARM_UP_NONE;
    } else if (raw->is_count) {
        clock->warm_up = GM_WARM_UP_PARTS;
        clock->warm_up_parts = (int64_t)raw->value;
    } else {
        clock->warm_up = GM_WARM_UP_TIME;
        clock->warm_up_s = raw->value;
    }
    bool is_long = (clock->run_s > 0.0 && clock->warm_up_s >= clock->run_s) ||
                   (clock->run_parts > 0 && clock->warm_up_parts >= clock->run_parts);
    if (is_long) {
        gm_diag_error(build->diag, raw->src, "clock: the warm-up is as long as the run");
    }
}

static void check_series(gm_build *build, const gm_clock_def *clock, gm_src src)
{
    double length_s = clock->series == GM_SERIES_DAY ? GM_DAY_S : clock->series_s;
    bool is_cut = clock->series == GM_SERIES_DAY || clock->series == GM_SERIES_TIME;
    if (is_cut && clock->run_s > GM_SERIES_MOST * length_s) {
        gm_diag_error(build->diag, src, "clock: the series would have more than %d values",
                      GM_SERIES_MOST);
        gm_diag_hint(build->diag, "write a longer interval, like `series: month`");
    }
}

static void set_series(gm_build *build, gm_clock_def *clock, const gm_span_raw *raw)
{
    bool has_months = clock->has_start && clock->run_s < GM_SERIES_MOST * MONTH_S;
    clock->series = has_months ? GM_SERIES_MONTH : GM_SERIES_NONE;
    if (raw->word) {
        bool is_month = strcmp(raw->word, "month") == 0;
        bool is_day = strcmp(raw->word, "day") == 0;
        clock->series = is_month ? GM_SERIES_MONTH : is_day ? GM_SERIES_DAY : GM_SERIES_NONE;
    } else if (raw->is_given) {
        clock->series = GM_SERIES_TIME;
        clock->series_s = raw->value;
    }
    check_series(build, clock, raw->src);
}

void gm_build_clock(gm_build *build)
{
    const gm_raw_clock *raw = &build->raw->clock;
    gm_clock_def *clock = &build->model->clock;
    *clock = raw->def;
    clock->has_start = raw->def.has_start && gm_date_is_valid(clock->start);
    set_start(build, clock, raw->start_src);
    set_length(build, clock, raw);
    if (!raw->has_horizon) {
        clock->horizon = clock->has_start ? GM_HORIZON_TERMINATING : GM_HORIZON_STEADY;
    }
    bool steady = clock->horizon == GM_HORIZON_STEADY;
    set_warm_up(build, clock, &raw->warm_up);
    if (!raw->has_replications) {
        clock->replications = steady ? REPLICATIONS_STEADY : REPLICATIONS_TERMINATING;
    }
    if (!raw->has_most) {
        clock->most =
            clock->replications > MOST_BY_DEFAULT ? clock->replications : MOST_BY_DEFAULT;
    } else if (clock->most < clock->replications) {
        gm_diag_error(build->diag, clock->src,
                      "clock: most must be >= replications, got %d < %d", (int)clock->most,
                      (int)clock->replications);
    }
    set_series(build, clock, &raw->series);
}

// The last day of the run; none when the run has no end in time or no start.
static gm_date last_day(const gm_clock_def *clock)
{
    if (!clock->has_start || clock->run_until != GM_RUN_FOR_TIME || !(clock->run_s > 0.0) ||
        clock->run_s > 7000.0 * 365.0 * GM_DAY_S) {
        return (gm_date){0};
    }
    double end_s = clock->run_s - 1.0;
    return gm_date_from_day(gm_civil_day(clock->civil, end_s > 0.0 ? end_s : 0.0));
}

// A fault when no day from `from` to `to` is in the run.
static bool check_in_run(gm_build *build, gm_src src, const char *what, gm_date from,
                         gm_date to)
{
    const gm_clock_def *clock = &build->model->clock;
    char text[GM_DATE_TEXT_MAX];
    gm_date last = last_day(clock);
    if (!clock->has_start) {
        gm_diag_error(build->diag, src, "%s is a date, but the clock has no `start:`", what);
        return false;
    }
    if (!gm_date_is_none(last) && gm_date_to_day(from) > gm_date_to_day(last)) {
        gm_date_format(last, text);
        gm_diag_error(build->diag, src, "%s is after the run, which ends on %s", what, text);
        return false;
    }
    if (gm_date_to_day(to) < gm_date_to_day(clock->start)) {
        gm_date_format(clock->start, text);
        gm_diag_error(build->diag, src, "%s is before the run, which starts on %s", what, text);
        return false;
    }
    return true;
}

double gm_build_moment(gm_build *build, const gm_moment *moment, const char *what)
{
    if (!moment->is_date) {
        return moment->s;
    }
    // What begins before the run holds from its start.
    gm_date from = moment->date;
    if (!gm_date_is_valid(from) ||
        !check_in_run(build, moment->src, what, from, (gm_date){9999, 12, 31})) {
        return (double)NAN;
    }
    double s = gm_civil_day_start_s(build->model->clock.civil, gm_date_to_day(from));
    return fmax(s + moment->time_s, 0.0);
}

// ---- windows of claims

// " from 08-01", with the year when the window begins in another one.
static const char *clip_text(gm_build *build, const char *word, gm_date at, gm_date written)
{
    char text[GM_DATE_TEXT_MAX];
    gm_date_format(at, text);
    return gm_arena_printf(build->arena, " %s %s", word,
                           at.year == written.year ? text + 5 : text);
}

// What of a window lies outside of the run does not count, and its text says so.
static void clip_window(gm_build *build, gm_claim_def *claim)
{
    const gm_clock_def *clock = &build->model->clock;
    gm_window *in = &claim->in;
    gm_date last = last_day(clock);
    const char *from = "";
    const char *to = "";
    if (gm_date_to_day(in->from) < gm_date_to_day(clock->start)) {
        from = clip_text(build, "from", clock->start, in->from);
        in->from = clock->start;
    }
    if (!gm_date_is_none(last) && gm_date_to_day(in->to) > gm_date_to_day(last)) {
        to = clip_text(build, "to", last, in->to);
        in->to = last;
    }
    if (*from || *to) {
        in->text = gm_arena_printf(build->arena, "%s%s%s", in->text, from, to);
        claim->when = claim->when
                          ? gm_arena_printf(build->arena, "%s,%s%s", claim->when, from, to)
                          : NULL;
    }
}

// ---- claims, facts, scenarios

// A bare number counts things.
static bool counts_the_same(const gm_any_quantity *came, const gm_claim_def *claim)
{
    const gm_dim *other = came->bare ? &claim->dim : &came->dim;
    return gm_dim_equal(came->dim, claim->dim) ||
           (came->bare != claim->bare && other->power[GM_AXIS_COUNT] != 0);
}

// What came in reality is of the dimension of the bound.
static void take_came(gm_build *build, const gm_raw_claim *raw, gm_claim_def *claim)
{
    const gm_any_quantity *came = raw->came.is_given ? &raw->came : &raw->came_at_least;
    claim->came = (double)NAN;
    if (!came->is_given || !claim->is_sound) {
        return;
    }
    if (!counts_the_same(came, claim)) {
        char is[64];
        char got[64];
        gm_diag_error(build->diag, came->src, "claim: what came is %s, the bound is %s",
                      gm_dim_text(came->dim, came->unit, got, sizeof got),
                      gm_dim_text(claim->dim, claim->unit, is, sizeof is));
        return;
    }
    claim->came = came->value;
    claim->came_at_least = came == &raw->came_at_least;
}

static void build_claim(gm_build *build, const gm_raw_claim *raw, gm_claim_def *claim)
{
    *claim = raw->def;
    const gm_any_quantity *bound = &raw->bounds[claim->bound];
    claim->value = bound->value;
    claim->value_src = bound->src;
    claim->dim = bound->dim;
    claim->bare = bound->bare;
    claim->unit = bound->unit ? bound->unit : "";
    take_came(build, raw, claim);
    if (!build->is_clean && !build->model->clock.has_start) {
        return; // the start may be what could not be read
    }
    if (claim->in.kind == GM_WINDOW_DATES) {
        const char *what = gm_arena_printf(build->arena, "window `%s`", claim->in.text);
        if (check_in_run(build, claim->in.src, what, claim->in.from, claim->in.to)) {
            clip_window(build, claim);
        }
    } else if (claim->in.kind != GM_WINDOW_RUN && !build->model->clock.has_start) {
        gm_diag_error(build->diag, claim->in.src,
                      "window `%s` needs dates, but the clock has no `start:`", claim->in.text);
    }
}

// A measure `facts.x` names a fact.
static void check_fact(gm_build *build, const gm_measure *measure)
{
    if (!measure->path || strcmp(measure->path, "facts") != 0) {
        return;
    }
    const gm_model *model = build->model;
    const char **names = GM_NEW(build->arena, const char *, model->n_facts + 1);
    for (int i = 0; i < model->n_facts; i++) {
        names[i] = model->facts[i].name;
        if (measure->figure && strcmp(names[i], measure->figure) == 0) {
            return;
        }
    }
    if (build->has_lost) {
        return;
    }
    gm_report_unknown(build->diag, measure->src, "fact", measure->figure ? measure->figure : "",
                      names, model->n_facts);
}

static void build_facts(gm_build *build)
{
    int n = build->raw->facts.n;
    gm_fact_def *facts = GM_NEW(build->arena, gm_fact_def, n);
    for (int i = 0; i < n; i++) {
        const gm_raw_fact *raw = &build->raw->facts.items[i];
        facts[i] = (gm_fact_def){raw->name, raw->src, raw->value.value, raw->value.dim,
                                 raw->value.unit ? raw->value.unit : ""};
    }
    build->model->n_facts = n;
    build->model->facts = facts;
}

static void build_scenarios(gm_build *build)
{
    int n = build->raw->scenarios.n;
    gm_scenario_def *scenarios = GM_NEW(build->arena, gm_scenario_def, n);
    for (int i = 0; i < n; i++) {
        const gm_raw_scenario *raw = &build->raw->scenarios.items[i];
        scenarios[i] =
            (gm_scenario_def){raw->name, raw->src, raw->about, raw->set ? raw->set->n : 0};
        if (raw->set && raw->set->kind != GM_NODE_MAP) {
            gm_diag_error(build->diag, raw->set->src,
                          "scenario '%s': set: expected a map from paths to values", raw->name);
        }
    }
    build->model->n_scenarios = n;
    build->model->scenarios = scenarios;
}

void gm_build_claims(gm_build *build)
{
    build_facts(build);
    build_scenarios(build);
    int n = build->raw->claims.n;
    gm_claim_def *claims = GM_NEW(build->arena, gm_claim_def, n);
    for (int i = 0; i < n; i++) {
        int before = build->diag->count;
        build_claim(build, &build->raw->claims.items[i], &claims[i]);
        check_fact(build, &claims[i].measure);
        claims[i].is_sound = claims[i].is_sound && build->diag->count == before;
    }
    build->model->n_claims = n;
    build->model->claims = claims;
}
