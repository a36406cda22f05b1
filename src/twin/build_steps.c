// SPDX-License-Identifier: MIT
//
// Lines and steps.

#include "twin/cell.h"
#include "twin/transport.h"

#include <math.h>

#define NEVER 1e300 // parts

// The unit of an interval must be that of its clock.
static gm_dist interval_of(gm_build *build, const gm_interval *raw, gm_age_by by,
                           const char *owner, const char *key)
{
    bool wants_count = by == GM_BY_PARTS;
    if (raw->src.line > 0 && wants_count != raw->is_count) {
        gm_diag_error(build->diag, raw->src, "%s: %s: expected %s", owner, key,
                      wants_count ? "a number of parts, as it goes `by: parts`"
                                  : "a time, like `4 h`");
        if (!wants_count) {
            gm_diag_hint(build->diag, "cycles are counted with `by: parts`");
        }
    }
    return raw->dist;
}

const gm_failure_def *gm_build_failures(gm_build *build, const gm_raw_failures *raw,
                                        const char *owner)
{
    gm_failure_def *out = GM_NEW(build->arena, gm_failure_def, raw->n);
    for (int i = 0; i < raw->n; i++) {
        out[i] = raw->items[i].def;
        out[i].after = interval_of(build, &raw->items[i].after, out[i].by, owner, "after");
        if (!out[i].name) {
            out[i].name =
                raw->n == 1 ? "failure" : gm_arena_printf(build->arena, "failure-%d", i + 1);
        }
    }
    return out;
}

// Tells curves that act on the same, or on nothing.
static void check_learns(gm_build *build, const gm_raw_learns *raw, const char *owner)
{
    static const char *const words[GM_MOST_LEARNS] = {"time", "scrap", "failures"};
    bool is_learned[GM_MOST_LEARNS] = {false};
    for (int i = 0; i < raw->n; i++) {
        const gm_learning_def *curve = &raw->items[i];
        const bool acts[GM_MOST_LEARNS] = {curve->time, curve->scrap, curve->failures};
        bool on_any = false;
        for (int k = 0; k < GM_MOST_LEARNS; k++) {
            if (acts[k] && is_learned[k]) {
                gm_diag_error(build->diag, curve->src, "%s: two curves of learning act on `%s`",
                              owner, words[k]);
            }
            is_learned[k] |= acts[k];
            on_any |= acts[k];
        }
        if (!on_any && build->is_clean) {
            gm_diag_error(build->diag, curve->src, "%s: learning acts on nothing", owner);
        }
    }
}

// The curves, that of time first.
static const gm_learning_def *learns_of(gm_build *build, const gm_raw_learns *raw,
                                        const char *owner, int32_t *n)
{
    check_learns(build, raw, owner);
    gm_learning_def *curves = GM_NEW(build->arena, gm_learning_def, raw->n);
    *n = 0;
    for (int turn = 0; turn < 2; turn++) {
        for (int i = 0; i < raw->n; i++) {
            if (raw->items[i].time == (turn == 0)) {
                curves[*n] = raw->items[i];
                curves[*n].is_given = true;
                *n += 1;
            }
        }
    }
    return curves;
}

// ---- station

// The stop that sets a machine right is a maintenance that no clock makes due.
static gm_maintenance_def reset_of(const gm_raw_drift *raw)
{
    return (gm_maintenance_def){
        .name = "reset",
        .src = raw->def.src,
        .every = gm_dist_constant(NEVER),
        .by = GM_BY_PARTS,
        .takes = raw->has_reset ? raw->reset : gm_dist_constant(0.0),
        .crew = raw->crew,
    };
}

static void set_maintenance(gm_build *build, const gm_raw_station *raw, gm_station_def *def,
                            const char *owner)
{
    bool drifts = def->drifts.is_given;
    int32_t n = raw->maintain.n + (drifts ? 1 : 0);
    gm_maintenance_def *out = GM_NEW(build->arena, gm_maintenance_def, n);
    for (int i = 0; i < raw->maintain.n; i++) {
        const gm_raw_maintenance *m = &raw->maintain.items[i];
        out[i] = m->def;
        out[i].every = interval_of(build, &m->every, out[i].by, owner, "every");
        out[i].counts_from_repair = m->counts_from == 1;
        if (!out[i].name) {
            out[i].name = raw->maintain.n == 1
                              ? "maintenance"
                              : gm_arena_printf(build->arena, "maintenance-%d", i + 1);
        }
    }
    if (drifts) {
        def->drifts.reset_i = raw->maintain.n;
        out[raw->maintain.n] = reset_of(&raw->drifts);
    }
    def->n_maintenances = n;
    def->maintenances = out;
}

static void set_inspection(gm_build *build, const gm_raw_station *raw, gm_station_def *def)
{
    bool is_given = def->inspects.is_given;
    def->inspects = raw->inspects.def;
    def->inspects.is_given = is_given;
    if (raw->inspects.has_most && !def->inspects.beyond.is_given) {
        gm_route_row_def *scrap = GM_NEW(build->arena, gm_route_row_def, 1);
        *scrap = (gm_route_row_def){
            .step = {"scrap", def->inspects.src, -1}, .word = GM_ROUTE_SCRAP, .share = 1.0};
        def->inspects.beyond =
            (gm_route_def){.src = def->inspects.src, .is_given = true, .n = 1, .rows = scrap};
    }
}

static void set_drifts(gm_build *build, const gm_raw_station *raw, gm_station_def *def,
                       const char *owner)
{
    if (!def->drifts.is_given) {
        return;
    }
    const gm_raw_drift *from = &raw->drifts;
    def->drifts = from->def;
    def->drifts.is_given = true;
    def->drifts.after = interval_of(build, &from->after, from->def.by, owner, "drifts: after");
    def->drifts.has_lasts = from->lasts.src.line > 0;
    def->drifts.lasts = interval_of(build, &from->lasts, from->def.by, owner, "drifts: lasts");
    def->drifts.scrap = from->has_scrap ? from->def.scrap : def->scrap;
    def->drifts.defects = from->has_defects ? from->def.defects : def->defects;
}

static const gm_change_row_def *change_rows_of(gm_build *build, const gm_raw_changeover *raw)
{
    gm_change_row_def *rows = GM_NEW(build->arena, gm_change_row_def, raw->between.n);
    for (int i = 0; i < raw->between.n; i++) {
        const gm_raw_change_row *from = &raw->between.items[i];
        rows[i] = from->def;
        rows[i].n_from = from->from.n;
        rows[i].from = from->from.items;
        rows[i].n_to = from->to.n;
        rows[i].to = from->to.items;
        rows[i].use.cost_cny =
            from->def.has_cost ? from->def.use.cost_cny : raw->def.use.cost_cny;
        rows[i].use.volume_m3 =
            from->def.has_volume ? from->def.use.volume_m3 : raw->def.use.volume_m3;
        rows[i].takes = from->def.has_takes ? from->def.takes : raw->def.takes;
    }
    return rows;
}

static void set_changeovers(gm_build *build, const gm_raw_station *raw, gm_station_def *def)
{
    gm_changeover_def *out = GM_NEW(build->arena, gm_changeover_def, raw->changeover.n);
    for (int i = 0; i < raw->changeover.n; i++) {
        out[i] = raw->changeover.items[i].def;
        out[i].n_rows = raw->changeover.items[i].between.n;
        out[i].rows = change_rows_of(build, &raw->changeover.items[i]);
        if (!out[i].name) {
            out[i].name = raw->changeover.n == 1
                              ? "changeover"
                              : gm_arena_printf(build->arena, "changeover-%d", i + 1);
        }
    }
    def->n_changeovers = raw->changeover.n;
    def->changeovers = out;
}

static void check_station(gm_build *build, const gm_station_def *def, bool has_block)
{
    const gm_queue_def *queue = &def->queue;
    if (queue->preempt != GM_PREEMPT_NO && queue->order != GM_QUEUE_PRIORITY) {
        gm_diag_error(build->diag, queue->src,
                      "station '%s': `preempt:` needs `order: priority`", def->name);
    }
    if (queue->cycles_when_empty && queue->order != GM_QUEUE_FAMILY) {
        gm_diag_error(build->diag, queue->src,
                      "station '%s': `cycles-when-empty:` needs `order: family`", def->name);
    }
    if (has_block && queue->order != GM_QUEUE_FAMILY) {
        gm_diag_error(build->diag, queue->src, "station '%s': `block:` needs `order: family`",
                      def->name);
    }
    if (has_block && (queue->cycles_when_empty || queue->service == GM_FAMILY_GATED)) {
        gm_diag_error(build->diag, queue->src,
                      "station '%s': `block:` stands beside neither `cycles-when-empty:` nor "
                      "`service: gated`",
                      def->name);
    }
    if (def->needs.n > 0 && def->batch.most > 1) {
        gm_diag_error(build->diag, def->needs.src,
                      "station '%s': `needs:` and `batch:` may not stand together", def->name);
    }
    if (def->needs.n > 0 && def->splits.n > 0) {
        gm_diag_error(build->diag, def->splits.src,
                      "station '%s': `needs:` and `splits:` may not stand together", def->name);
    }
    if (def->same != GM_SAME_NOTHING && def->needs.n == 0) {
        gm_diag_error(build->diag, def->src, "station '%s': `same:` needs `needs:`", def->name);
    }
    if (queue->is_given && queue->holds == 0 && queue->when_full == GM_FULL_LOSE) {
        gm_diag_warn(build->diag, queue->src,
                     "station '%s': without places a part is lost unless a machine is free",
                     def->name);
    }
}

static gm_block_def block_of(const gm_raw_block *raw, gm_next_family next)
{
    gm_block_def block = raw->def;
    block.next = raw->has_next ? raw->def.next : next;
    return block;
}

static const gm_station_def *build_station(gm_build *build, gm_raw_station *raw)
{
    gm_station_def *def = &raw->def;
    const char *owner = gm_arena_printf(build->arena, "station '%s'", def->name);
    def->queue = raw->queue.def;
    // The words of the schema are in the order of gm_queue_order.
    def->queue.order =
        raw->queue.order.rule.text ? GM_QUEUE_RULE : (gm_queue_order)raw->queue.order.word;
    def->queue.rule = raw->queue.order.rule;
    def->queue.block = block_of(&raw->queue.block, GM_NEXT_TURN);
    if (!def->queue.is_given) {
        def->queue.holds = 0;
    }
    def->load_time = raw->load.time;
    def->load_crew = raw->load.crew;
    def->n_failures = raw->fails.n;
    set_inspection(build, raw, def);
    set_drifts(build, raw, def, owner);
    def->failures = gm_build_failures(build, &raw->fails, owner);
    set_maintenance(build, raw, def, owner);
    set_changeovers(build, raw, def);
    def->learns = learns_of(build, &raw->learns, owner, &def->n_learns);
    def->batch = raw->batch.def;
    if (!raw->has_batch) {
        def->batch.most = 1;
    }
    def->batch.least = raw->batch.has_least ? def->batch.least : def->batch.most;
    def->batch.wait_s = raw->batch.has_wait ? def->batch.wait_s : (double)INFINITY;
    gm_build_web(build, raw, def);
    gm_build_grades(build, raw, def);
    gm_build_station_recipe(build, raw, def);
    def->adds = gm_build_amounts(build, &raw->adds);
    check_station(build, def, raw->queue.has_block);
    return def;
}

// ---- the other steps

static const char *goal_word(gm_goal goal)
{
    return goal == GM_GOAL_SPACING ? "spacing" : "blocks";
}

// may_order: its plan may say which parts are laid out together.
static void set_sequence(gm_build *build, const gm_raw_sequence *raw, gm_sequence_def *def,
                         const char *owner, bool may_order)
{
    // In the order of the words of the language.
    static const gm_goal all[] = {GM_GOAL_SPACING, GM_GOAL_LEVEL, GM_GOAL_EVEN, GM_GOAL_BLOCKS};
    bool has[GM_MOST_GOALS] = {false};
    gm_goal *goals = GM_NEW(build->arena, gm_goal, raw->goals.n);
    *def = raw->def;
    for (int i = 0; i < raw->goals.n; i++) {
        goals[def->n_goals] = all[raw->goals.items[i]];
        def->n_goals += has[raw->goals.items[i]] ? 0 : 1; // said twice is said once
        has[raw->goals.items[i]] = true;
    }
    def->goals = goals;
    def->n_rules = raw->spacing.n;
    def->rules = raw->spacing.items;
    def->most_block = raw->has_most ? raw->def.most_block : GM_UNLIMITED;
    def->n_watch = raw->watch.n;
    def->watch = raw->watch.items;
    if (has[0] && raw->spacing.n == 0 && build->is_clean) {
        gm_diag_error(build->diag, def->src, "source '%s': `by: %s` needs rules of `spacing:`",
                      owner, goal_word(GM_GOAL_SPACING));
    }
    if (raw->has_most && !has[3]) {
        gm_diag_error(build->diag, def->src, "source '%s': `most:` needs `by: %s`", owner,
                      goal_word(GM_GOAL_BLOCKS));
    }
    if (raw->spacing.n > GM_MOST_RULES) {
        gm_diag_error(build->diag, def->src, "source '%s': more than %d rules of spacing",
                      owner, GM_MOST_RULES);
    }
    if (def->over > 1 && raw->goals.n == 0 && build->is_clean) {
        gm_diag_error(build->diag, def->src,
                      "source '%s': `over:` lays parts out, but `by:` does not say how", owner);
    }
    if (def->over == 1 && raw->goals.n > 0 && !may_order) {
        gm_diag_error(build->diag, def->src,
                      "source '%s': `by:` needs `over:`, the parts to lay out together", owner);
    }
}

static const gm_source_def *build_source(gm_build *build, gm_raw_source *raw,
                                         const gm_line_def *line)
{
    gm_source_def *def = &raw->def;
    if (raw->sequence.def.is_given) {
        bool may_order = raw->plan.n > 0 ? raw->plan.items[0].has_count : raw->has_plan;
        set_sequence(build, &raw->sequence, &def->sequence, def->name, may_order);
    }
    gm_mix_row_def *mix = GM_NEW(build->arena, gm_mix_row_def, raw->mix.n);
    double sum = 0.0;
    for (int i = 0; i < raw->mix.n; i++) {
        const gm_named_quantity *row = &raw->mix.items[i];
        mix[i] = (gm_mix_row_def){{row->name, row->src, -1}, row->value};
        sum += row->value;
    }
    for (int i = 0; i < raw->mix.n && build->is_drawn && sum > 0.0; i++) {
        mix[i].share /= sum;
    }
    def->n_mix = raw->mix.n;
    def->mix = mix;
    def->first_s = raw->has_first ? def->first_s : -1.0;
    def->limit = raw->has_limit ? def->limit : INT64_MAX;
    gm_build_plan(build, raw, line, def);
    def->adds = gm_build_amounts(build, &raw->adds);
    return def;
}

static void set_order(gm_raw_buffer *raw)
{
    // In the order of the words of the language.
    static const gm_queue_order orders[] = {GM_QUEUE_FIFO,     GM_QUEUE_LIFO,
                                            GM_QUEUE_PRIORITY, GM_QUEUE_REWORK,
                                            GM_QUEUE_FAMILY,   GM_QUEUE_SEQUENCE};
    raw->def.rule = raw->order.rule;
    raw->def.order = raw->order.rule.text ? GM_QUEUE_RULE : orders[raw->order.word];
    raw->def.block = block_of(&raw->block, GM_NEXT_MOST);
    if (!raw->has_lane_rule) {
        raw->def.lane_rule = raw->def.order == GM_QUEUE_SEQUENCE ? GM_LANE_SEQUENCE
                             : raw->def.order == GM_QUEUE_FAMILY ? GM_LANE_FAMILY
                                                                 : GM_LANE_SHORTEST;
    }
}

static const gm_buffer_def *build_buffer(gm_raw_buffer *raw)
{
    set_order(raw);
    raw->def.longest_s = raw->has_longest ? raw->def.longest_s : (double)INFINITY;
    return &raw->def;
}

static const gm_conveyor_def *build_conveyor(gm_build *build, gm_raw_conveyor *raw)
{
    const char *owner = gm_arena_printf(build->arena, "conveyor '%s'", raw->def.name);
    raw->def.n_failures = raw->fails.n;
    raw->def.failures = gm_build_failures(build, &raw->fails, owner);
    return &raw->def;
}

static void set_tasks(gm_build *build, const gm_raw_moving *raw, gm_moving_def *def)
{
    gm_task_def *tasks = GM_NEW(build->arena, gm_task_def, raw->tasks.n);
    for (int i = 0; i < raw->tasks.n; i++) {
        const gm_raw_task *from = &raw->tasks.items[i];
        tasks[i] = from->def;
        tasks[i].n_after = from->after.n;
        tasks[i].after = from->after.items;
        tasks[i].n_with = from->with.n;
        tasks[i].with = from->with.items;
        tasks[i].n_apart = from->apart.n;
        tasks[i].apart = from->apart.items;
    }
    def->n_tasks = raw->tasks.n;
    def->tasks = tasks;
}

static const gm_moving_def *build_moving(gm_build *build, gm_raw_moving *raw)
{
    gm_moving_def *def = &raw->def;
    const char *owner = gm_arena_printf(build->arena, "moving line '%s'", def->name);
    if (raw->zones.n == 0) {
        raw->whole.name = def->name;
        raw->whole.src = def->src;
        raw->zones.n = 1;
        raw->zones.items = &raw->whole;
    }
    set_tasks(build, raw, def);
    def->n_zones = raw->zones.n;
    def->zones = raw->zones.items;
    if (raw->has_takt && raw->takt_s > 0.0) {
        def->speed_m_s = def->pitch_m / raw->takt_s;
    }
    def->n_failures = raw->fails.n;
    def->failures = gm_build_failures(build, &raw->fails, owner);
    def->learns = learns_of(build, &raw->learns, owner, &def->n_learns);
    return def;
}

static void build_step(gm_build *build, const gm_union_item *item, gm_step_def *step)
{
    step->kind = (gm_step_kind)item->kind;
    step->name = item->name;
    step->src = item->src;
    switch (step->kind) {
    case GM_STEP_SOURCE:
        step->source = build_source(build, item->item, &build->lines[step->line_i]);
        break;
    case GM_STEP_STATION:
        step->station = build_station(build, item->item);
        break;
    case GM_STEP_BUFFER:
        step->buffer = build_buffer(item->item);
        break;
    case GM_STEP_CONVEYOR:
        step->conveyor = build_conveyor(build, item->item);
        break;
    case GM_STEP_MOVING:
        step->moving = build_moving(build, item->item);
        break;
    case GM_STEP_SINK:
        step->sink = item->item;
        break;
    case GM_STEP_TRANSPORT:
        step->transport = gm_build_transport_step(item->item);
        break;
    case GM_STEP_RACK:
        step->rack = gm_build_rack_step(build, item->item);
        break;
    case GM_STEP_PASS: // made when the plant is wired, never read
        break;
    }
}

void gm_build_steps(gm_build *build)
{
    const gm_raw_model *raw = build->raw;
    int n_steps = 0;
    for (int i = 0; i < raw->plant.n; i++) {
        n_steps += raw->plant.items[i].steps.n;
    }
    build->lines = GM_NEW(build->arena, gm_line_def, raw->plant.n);
    build->steps = GM_NEW(build->arena, gm_step_def, n_steps);
    int n = 0;
    for (int i = 0; i < raw->plant.n; i++) {
        const gm_raw_line *from = &raw->plant.items[i];
        gm_line_def *line = &build->lines[i];
        *line = from->def;
        line->calendar.i = -1;
        line->first_step = n;
        for (int k = 0; k < from->steps.n; k++) {
            const gm_union_item *item = &from->steps.items[k];
            if (item->kind < 0 || !item->name) {
                continue; // reported by the reader
            }
            build->steps[n].line_i = i;
            build_step(build, item, &build->steps[n]);
            n += 1;
        }
        line->n_steps = n - line->first_step;
    }
    build->model->plant.n_lines = raw->plant.n;
    build->model->plant.lines = build->lines;
    build->model->plant.n_steps = n;
    build->model->plant.steps = build->steps;
}
