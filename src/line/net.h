// SPDX-License-Identifier: MIT
//
// A net: parts come together, part and are scrapped, each station still in an order of its own that
// hangs on no other's state.
//
// One replication at a time. An operation is played as far as is known when its parts come and when
// there is room for what it gives: a visit that does not know the latter stands when its work is
// done. What is known never changes, so the order in which operations are played is free (Kahn
// 1974, The Semantics of a Simple Language for Parallel Programming). Private to line/.

#ifndef GM_LINE_NET_H
#define GM_LINE_NET_H

#include "line/ledger.h"
#include "line/visit.h"

// A part on its way.
typedef struct gm_line_net_item {
    double at_s; // when it came to the place; at a door: when it was done before
    double born_s;
    uint32_t number; // of its source, from 1
    uint32_t birth;  // in the ledger
    int32_t point;   // the first that is not before it came to a place
    int16_t variant;
    int16_t line_i; // of the plant, in which it is counted
    bool is_behind; // it came when a place had come free, see gm_line_comes_behind()
    bool is_moved;  // it came among the moves of its moment, not as work ended or as it arrived
} gm_line_net_item;

// Parts that wait before an operation, in the order in which they came.
typedef struct gm_line_net_place {
    gm_line_net_item *items; // a ring
    uint64_t mask;
    // Of takes, as their moments: something else was taken too that had been moved there at that
    // very moment. NULL: nobody asks.
    bool *is_met;
    uint64_t n_in;  // parts that came, or were offered at the door
    uint64_t n_out; // of them, taken
    bool is_ended;  // none comes any more
    bool is_dry;    // as there are no more parts to make, not as the run is over
    bool is_closed; // and it is known at all points
} gm_line_net_place;

typedef enum gm_line_net_stage {
    GM_LINE_NET_IDLE,
    GM_LINE_NET_SHORT, // work and waits only: nothing is played yet
    GM_LINE_NET_LONG,  // a visit that stands
    GM_LINE_NET_OVER   // all points are behind
} gm_line_net_stage;

typedef struct gm_line_bank gm_line_bank; // see net_bank.c

// A machine, or a pass.
typedef struct gm_line_net_op {
    gm_line_bank *bank; // of the place before it; NULL: none
    bool is_plain;      // takes one part from a place and gives it on, always to the same
    bool is_endless;    // made as it is taken, no place is needed
    bool has_one_way;   // gives parts always to the same place, or out
    int32_t to_op;      // then, GM_NONE: out, by that sink
    int32_t sink_i;
    int16_t line_i; // of the plant
    int16_t to_line_i;
    gm_line_net_stage stage;
    gm_line_visit visit;
    double ready_s; // of the visit in hand
    double work_s;
    double take_s;
    double done_s;
    double left_s; // when the last part left; when it was empty last
    uint64_t n;    // visits that are over
    double n_left; // parts that left in them
    double busy_s; // part seconds in the machine, where it holds several
    gm_line_net_item *taken;
    int32_t n_taken;
    gm_line_net_item *hand; // what it gives
    double *hand_s;         // when each left, as far as `next`
    gm_target *to;
    int32_t n_hand;
    int32_t next;
    bool is_offered; // the next one, at a door
    bool is_drawn;   // the work of the next visit
    bool is_at_once; // all so far has left as the work was done
    bool is_met;     // see gm_line_net_place: of the last take
    bool is_dry;     // it takes nothing any more: of something that it needs none comes
} gm_line_net_op;

typedef struct gm_line_net {
    gm_line_net_place *places; // by operation
    gm_line_net_op *ops;
    gm_line_source *sources;
    bool *is_dry; // by source: it makes nothing before the end any more
    gm_ledger ledger;
} gm_line_net;

void gm_line_net_create(gm_lines *lines);
void gm_line_net_destroy(gm_lines *lines);

// Runs one replication to its last point; false as in gm_lines_run().
bool gm_line_net_run(gm_lines *lines, const gm_line_watch *watch);

// Lets the run of the lane stand where it was at a point.
void gm_line_net_settle(gm_lines *lines, gm_run *run, int32_t point);
gm_audit gm_line_net_audit(const gm_lines *lines);

// ---- operations (net_op.c)

// Plays an operation as far as is known; false: it stands where it stood.
bool gm_line_net_step(gm_lines *lines, int32_t op_i);

// A whole visit to a plain machine, if it is work and waits only and all of it is known; false: not
// (net_short.c).
bool gm_line_net_short(gm_lines *lines, int32_t op_i);

// Nothing comes of an operation any more: neither to whom it gives, nor from whom it takes.
void gm_line_net_be_over(gm_lines *lines, int32_t op_i);

// The place of an operation, as far as all that is taken from it before that moment is known: into
// the rows of its points.
void gm_line_net_record_until(gm_lines *lines, int32_t op_i, double until_s);

// Where a part goes; GM_NONE: out of the plant.
int32_t gm_line_net_op_to(const gm_lines *lines, gm_target target,
                          const gm_line_net_item *item);

// A part leaves an operation, for another one or out of the plant. At a door it has been offered.
void gm_line_net_send(gm_lines *lines, int32_t op_i, gm_line_net_item *item, gm_target target,
                      double at_s, bool is_behind);

// ---- several machines of one station (net_bank.c)

gm_line_bank *gm_line_bank_create(gm_lines *lines, int32_t op_i);
void gm_line_bank_begin(gm_lines *lines, gm_line_bank *bank);

// Plays a bank as far as is known, to the next part that leaves it; false: it stands where it stood.
bool gm_line_bank_step(gm_lines *lines, gm_line_bank *bank);

// All operations stand. What comes first of all that is known at the banks can then have nothing
// before it that is not known, so it is played. False: there is nothing.
bool gm_line_banks_go_on(gm_lines *lines);

// The first part of a place is taken, no point lies before that.
void gm_line_net_take_quietly(gm_lines *lines, int32_t op_i, gm_line_net_item *item,
                              double take_s);

// A part leaves an operation of one way.
void gm_line_net_give(gm_lines *lines, int32_t op_i, gm_line_net_item *item, double done_s,
                      double left_s);

// ---- parts at an operation (net_work.c)

// Are all parts there that it takes next, or will they never be? ready_s: since when; INFINITY:
// never.
bool gm_line_net_is_ready(gm_lines *lines, int32_t op_i, double *ready_s);

// The parts in hand are taken: as an assembly needs them they are one from then on.
void gm_line_net_begin_work(gm_lines *lines, int32_t op_i, double take_s);

// The work is done: what is good of it is in hand, the first of a batch speaks for all.
void gm_line_net_end_work(gm_lines *lines, int32_t op_i, double done_s);

// Something is known of a part at an operation.
void gm_line_net_enter(gm_lines *lines, int32_t op_i, gm_ledger_entry entry);

// A part is made as it is taken.
void gm_line_net_be_born(gm_lines *lines, int32_t op_i, gm_line_net_item *item,
                         int32_t source_i, double at_s);

// Does chance scrap what a station has done?
bool gm_line_net_scraps(gm_lines *lines, int32_t station_i);

// The part in hand leaves the plant, or changes its line.
void gm_line_net_out(gm_lines *lines, int32_t op_i, const gm_line_net_item *item,
                     int32_t sink_i, double at_s);
void gm_line_net_cross(gm_lines *lines, int32_t op_i, gm_line_net_item *item, int16_t line_i,
                       double at_s);

// What is counted of a visit of work and waits, in the fields of the machine.
static inline void gm_line_net_count(gm_line_machine *m, double take_s, double work_s,
                                     double done_s, double left_s)
{
    double *v = m->v;
    v[GM_LINE_WAITS] += take_s > v[GM_LINE_WAITING] ? 1.0 : 0.0;
    v[GM_LINE_STARVED] += take_s - v[GM_LINE_LEFT];
    v[GM_LINE_WORK] += work_s;
    v[GM_LINE_BLOCKED] += left_s - done_s;
    v[GM_LINE_LEFT] = left_s;
    v[GM_LINE_WAITING] = done_s;
    for (int f = 0; f < m->n_ages; f++) {
        double left = v[GM_LINE_AGE + f] - (done_s - take_s);
        v[GM_LINE_AGE + f] = left > 0.0 ? left : 0.0;
    }
}

static inline void gm_line_net_count_wait(gm_line_machine *m, double wait_s)
{
    double *v = m->v;
    v[GM_LINE_WAIT] += wait_s;
    v[GM_LINE_WAITED] += wait_s > 0.0 ? 1.0 : 0.0;
    v[GM_LINE_WAIT_MAX] = wait_s > v[GM_LINE_WAIT_MAX] ? wait_s : v[GM_LINE_WAIT_MAX];
}

// ---- sources (net_source.c)

void gm_line_net_sources_create(gm_lines *lines);
void gm_line_net_sources_begin(gm_lines *lines);

// Makes what is asked for; false: nothing.
bool gm_line_net_make(gm_lines *lines, int32_t source_i);

// Of a place that its source feeds as parts are taken: lets so many be there. False: it may make no
// more.
bool gm_line_net_is_endless(const gm_lines *lines, int32_t op_i);
bool gm_line_net_make_for(gm_lines *lines, int32_t op_i);

// At one moment: first place by place what fills them at time 0, then what is done, then what moves,
// of both what is downstream before the rest.
static inline uint32_t gm_line_net_rank(const gm_lines *lines, int32_t op_i, bool is_done)
{
    const gm_line_program *p = lines->program;
    return (uint32_t)(p->plan->n_stores + (is_done ? 1 : 2) * p->n_ops - op_i);
}

// ---- places (net_place.c)

// The next parts that the operation takes are in hand: those of a place come in, in their order.
void gm_line_net_gather(gm_lines *lines, int32_t op_i);

// They are taken; INFINITY: not before the end.
void gm_line_net_take(gm_lines *lines, int32_t op_i, double take_s);

void gm_line_net_put(gm_lines *lines, int32_t op_i, const gm_line_net_item *item);

// When there is room for the next part; false: that is not known yet.
bool gm_line_net_room(const gm_lines *lines, int32_t op_i, double *room_s);

// Was the part whose place is free for the next one taken as something else was moved there?
bool gm_line_net_was_met(const gm_lines *lines, int32_t op_i);

// When the last part that has left a place was taken.
static inline double gm_line_net_last_take(const gm_lines *lines, int32_t op_i)
{
    const gm_line_machine *m = &lines->machines[op_i];
    return m->takes[(lines->net->places[op_i].n_out - 1) & m->mask];
}

// Whoever takes from it is over: what has come and still comes stays. For ever, if something else
// that is taken with it has run dry: for the event engine to tell.
void gm_line_net_close(gm_lines *lines, int32_t op_i);

// ---- what a visit asks for

void gm_line_net_taken(gm_line_visit *v);
void gm_line_net_finish(gm_line_visit *v);
void gm_line_net_record(const gm_line_visit *v, gm_line_row *row);

#endif
