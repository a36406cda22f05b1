// SPDX-License-Identifier: MIT
//
// Rules: short expressions with units, checked once and run as bytecode.
//
// A rule is untrusted text. It has no loops and calls nothing: jumps go forward only, lists are
// written out, and text, depth and length are bounded. It reads the values that its caller put
// into its frame and nothing else. Counted things are pure numbers in rules.
//
// A frame is an array of doubles: the constants, then the values that are read (slots), then what
// lies between. gm_rule_begin() writes the constants once; the caller writes the slots.

#ifndef GM_RULE_RULE_H
#define GM_RULE_RULE_H

#include "core/arena.h"
#include "core/diag.h"
#include "core/units.h"

#include <stdbool.h>
#include <stdint.h>

#define GM_RULE_BYTES_MAX 2000 // of a text
#define GM_RULE_DEPTH_MAX 32   // of brackets, calls and conditions inside each other
#define GM_RULE_NODES_MAX 512  // numbers, names and signs
#define GM_RULE_LIST_MAX  64   // members of a list
#define GM_RULE_OPS_MAX   512  // instructions
#define GM_RULE_SLOTS_MAX 64   // values that it reads

typedef enum gm_rule_type {
    GM_RULE_NUMBER, // with a dimension
    GM_RULE_TRUTH,  // 0 or 1
    GM_RULE_CHOICE, // one of the members of a list, as the number that the scope gave it
} gm_rule_type;

typedef enum gm_rule_code {
    GM_RULE_MOVE, // to = a
    GM_RULE_ADD,
    GM_RULE_SUBTRACT,
    GM_RULE_MULTIPLY,
    GM_RULE_DIVIDE, // a fault when b is 0
    GM_RULE_NEGATE,
    GM_RULE_ABSOLUTE,
    GM_RULE_LEAST,
    GM_RULE_MOST,
    GM_RULE_LESS,
    GM_RULE_LESS_OR_EQUAL,
    GM_RULE_EQUAL,
    GM_RULE_UNEQUAL,
    GM_RULE_NOT,
    GM_RULE_KEEP_LESS,     // when a < to + 1: to + 1 = a, to = b
    GM_RULE_KEEP_MORE,     // when a > to + 1: to + 1 = a, to = b
    GM_RULE_JUMP,          // to instruction `to`, which comes later
    GM_RULE_JUMP_IF_FALSE, // when a is 0
    GM_RULE_JUMP_IF_TRUE,
} gm_rule_code;

typedef struct gm_rule_op {
    uint16_t code; // gm_rule_code
    uint16_t to;   // places in the frame; of a jump: an instruction
    uint16_t a;
    uint16_t b;
    uint16_t at; // byte of the text
} gm_rule_op;

typedef struct gm_rule {
    gm_rule_type type;
    gm_dim dim; // of a number
    int32_t n_ops;
    const gm_rule_op *ops;
    int32_t n_constants;
    const double *constants;
    int32_t n_slots;  // slot k stands at n_constants + k
    int32_t n_frame;  // doubles of a frame
    int32_t result;   // place in the frame
    gm_src src;       // of the text
    const char *text; // borrowed
} gm_rule;

typedef enum gm_rule_fault_kind {
    GM_RULE_NO_FAULT,
    GM_RULE_BY_ZERO,    // a / 0
    GM_RULE_NOT_NUMBER, // a - b and the like of two infinite numbers
    GM_RULE_TOO_LARGE,  // a * b and the like of two that are none
} gm_rule_fault_kind;

// What stopped a rule.
typedef struct gm_rule_fault {
    gm_rule_fault_kind kind;
    gm_rule_code code;
    int32_t at; // byte of the text
    double a;   // operands, SI
    double b;
} gm_rule_fault;

// ---- what names mean, told by the caller

// A name that is found: a constant, or a value to be read from a slot of the caller's numbering,
// which counts from 0 without gaps.
typedef struct gm_rule_found {
    gm_rule_type type;
    gm_dim dim;
    bool is_constant;
    double value;
    int32_t slot;
} gm_rule_found;

typedef struct gm_rule_scope {
    void *user;
    // `object.figure`. object NULL: a bare word, which may be the member of a list. False after
    // a fault, which is in diag at src.
    bool (*find)(void *user, gm_src src, const char *object, const char *figure,
                 gm_rule_found *out);
    // `object.figure is word`: a truth.
    bool (*is)(void *user, gm_src src, const char *object, const char *figure, const char *word,
               gm_rule_found *out);
    // Is this a word (of a state, a variant ..), which only `is` may ask for?
    bool (*is_word)(void *user, const char *object, const char *figure);
    // Does a bare word mean something by itself, also where bare words are figures of members?
    bool (*is_alone)(void *user, const char *word);
    // Member of a list: bare figures are figures of it.
    bool has_members; // the whole rule is one about each of `members`
    int32_t n_members;
    const char *const *members;
} gm_rule_scope;

// Compiles a text that begins at src. When the scope has members, a number becomes the choice of
// the member for which it is least. The first fault goes to diag and gives NULL.
const gm_rule *gm_rule_compile(const char *text, gm_src src, const gm_rule_scope *scope,
                               gm_arena *arena, gm_diag *diag);

// The place of a byte of a text that begins at src.
gm_src gm_rule_place(gm_src src, const char *text, int32_t at);

// ---- running

// Writes the constants into a frame of n_frame doubles.
void gm_rule_begin(const gm_rule *rule, double *frame);

// Runs over a frame whose slots are filled, with no value that is not a number. False after a
// fault. *result is a number in SI, a truth or a choice. Takes no memory.
bool gm_rule_run(const gm_rule *rule, double *frame, double *result, gm_rule_fault *fault);

// Every jump goes forward and every place lies in the frame: whether it can be run.
bool gm_rule_is_sound(const gm_rule *rule);

// What has happened, in words: "divides 5 by 0".
const char *gm_rule_fault_text(const gm_rule_fault *fault, gm_arena *arena);

#endif
