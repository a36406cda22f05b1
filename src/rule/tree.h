// SPDX-License-Identifier: MIT
//
// A rule between text and code: tokens, and the tree that they make. Internal to rule/.

#ifndef GM_RULE_TREE_H
#define GM_RULE_TREE_H

#include "rule/rule.h"

typedef enum gm_rule_token_kind {
    GM_TOKEN_END,
    GM_TOKEN_NUMBER,
    GM_TOKEN_NAME,
    GM_TOKEN_SIGN,
} gm_rule_token_kind;

typedef struct gm_rule_token {
    gm_rule_token_kind kind;
    int32_t at;         // byte of the text
    const char *text;   // name without quotes, or sign
    bool quoted;        // a name that is no word of the language
    bool joined;        // nothing stands between it and the token before
    gm_quantity number; // without the axis of counts
} gm_rule_token;

// The text of a rule on its way, with its first fault.
typedef struct gm_rule_reader {
    const char *text;
    gm_src src;
    gm_arena *arena; // borrowed
    gm_diag *diag;   // borrowed
    int32_t at;
    bool failed;
    gm_rule_token token; // the next one
    int depth;
    int n_nodes;
} gm_rule_reader;

typedef enum gm_rule_node_kind {
    GM_RULE_NODE_CONSTANT,
    GM_RULE_NODE_NAME,
    GM_RULE_NODE_OPERATION, // of one or two
    GM_RULE_NODE_CHAIN,     // min, max, sum over its arguments, or over a list
    GM_RULE_NODE_ARG,       // argmin, argmax over a list
    GM_RULE_NODE_AND,
    GM_RULE_NODE_OR,
    GM_RULE_NODE_IF,
    GM_RULE_NODE_IS,
} gm_rule_node_kind;

typedef struct gm_rule_node gm_rule_node;

struct gm_rule_node {
    gm_rule_node_kind kind;
    gm_rule_code code;  // of an operation, a chain (ADD, LEAST, MOST) or KEEP_LESS, KEEP_MORE
    int32_t at;         // byte of the text
    gm_quantity number; // CONSTANT
    const char *object; // NAME: NULL when it stands alone
    const char *figure;
    const char *word; // IS: what its first argument is asked for
    bool is_not;
    int32_t word_at;
    int32_t n;
    gm_rule_node **args;
    int32_t n_of; // members of the list
    const char **of;
};

// Takes the next token. Faults are told once; then all tokens are END.
void gm_rule_next(gm_rule_reader *reader);

// The whole text as a tree; NULL after a fault, which is told.
const gm_rule_node *gm_rule_parse(gm_rule_reader *reader);

// Tells the first fault of a rule; false, to be returned.
__attribute__((format(printf, 3, 4))) bool gm_rule_fail(gm_rule_reader *reader, int32_t at,
                                                        const char *fmt, ...);

// A word that stands for something in every rule.
bool gm_rule_is_keyword(const char *word);

// Counted things are pure numbers.
static inline gm_dim gm_rule_dim(gm_dim dim)
{
    dim.power[GM_AXIS_COUNT] = 0;
    return dim;
}

#endif
