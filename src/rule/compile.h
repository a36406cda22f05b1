// SPDX-License-Identifier: MIT
//
// A rule on its way from tree to code: what its nodes are worth, and the code so far. Internal to
// rule/.
//
// What lies between is kept in temporaries like on a stack: the result of a node goes to the
// temporary on top. While it is not known how many constants and slots there will be, places are
// marked by what they are.

#ifndef GM_RULE_COMPILE_H
#define GM_RULE_COMPILE_H

#include "rule/tree.h"

#define GM_RULE_CONSTANTS_MAX 512
#define GM_RULE_SLOT_MARK     0x4000
#define GM_RULE_TEMP_MARK     0x8000

// What a node is worth.
typedef struct gm_rule_worth {
    gm_rule_type type;
    gm_dim dim;
    bool is_zero;     // 0 without a unit, which is 0 of anything
    bool is_constant; // of this value
    double value;
    uint16_t place; // else; marked
} gm_rule_worth;

typedef struct gm_rule_compiler {
    gm_rule_reader *r;
    const gm_rule_scope *scope;
    const char *member; // of the list that is written out now, NULL: none
    gm_rule_op ops[GM_RULE_OPS_MAX];
    int n_ops;
    double constants[GM_RULE_CONSTANTS_MAX];
    int n_constants;
    int n_slots;
    bool reads_member; // some figure is that of the member
    int top;           // temporaries in use
    int n_temps;
    int n_steps; // nodes looked at, those of lists once for each member
} gm_rule_compiler;

// ---- code.c: places and instructions

// The place of a number, of a worth, of temporary i.
uint16_t gm_code_constant(gm_rule_compiler *c, double value);
uint16_t gm_code_place(gm_rule_compiler *c, const gm_rule_worth *w);
uint16_t gm_code_temp(gm_rule_compiler *c, int i);

// Adds an instruction; returns its index.
int gm_code_emit(gm_rule_compiler *c, gm_rule_code code, int32_t at, uint16_t to, uint16_t a,
                 uint16_t b);

// The jump leads to the instruction that comes next.
void gm_code_land(gm_rule_compiler *c, int jump);

// The value of a node as the temporary at base, which is then the top; moved there where it is not.
gm_rule_worth gm_code_in_temp(gm_rule_compiler *c, int base, gm_rule_worth w);
gm_rule_worth gm_code_move(gm_rule_compiler *c, int base, int32_t at, gm_rule_worth w);

// The rule of which that is the value; in the arena of the reader.
const gm_rule *gm_code_finish(gm_rule_compiler *c, gm_rule_worth all);

// ---- worth.c: types and dimensions

// Of that type? Else a fault: `what` must be it.
bool gm_worth_want(gm_rule_compiler *c, const gm_rule_worth *w, gm_rule_type type, int32_t at,
                   const char *what);

// Both of one kind, so that one can be compared with, added to or stand for the other. The
// dimension of both goes to a.
bool gm_worth_agree(gm_rule_compiler *c, gm_rule_worth *a, const gm_rule_worth *b, int32_t at,
                    const char *what);

// Type and dimension of an operation on a and b.
gm_rule_worth gm_worth_of(gm_rule_compiler *c, const gm_rule_node *node, gm_rule_worth a,
                          const gm_rule_worth *b);

#endif
