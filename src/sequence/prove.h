// SPDX-License-Identifier: MIT
//
// Whether orders can be laid out without breaking a spacing rule at all.
//
// A search in depth that leaves a branch as soon as some option has more cars left than the places
// left can hold (the bound of Dincbas, Simonis and Van Hentenryck 1988, in the form of what fits
// behind the cars that stand). It ends after a number of nodes: then nothing is said.

#ifndef GM_SEQUENCE_PROVE_H
#define GM_SEQUENCE_PROVE_H

#include "sequence/orders.h"

typedef enum gm_proof {
    GM_PROOF_FOUND,    // a sequence that keeps every rule: it is in `sequence`
    GM_PROOF_NONE,     // there is none
    GM_PROOF_NOT_KNOWN // the nodes were spent
} gm_proof;

// Bytes of workspace for n orders.
size_t gm_orders_proof_size(const gm_orders *orders, int32_t n);

// From an empty line. nodes: cars to set at most.
gm_proof gm_orders_prove(const gm_orders *orders, const int32_t *count, int32_t n,
                         int64_t nodes, void *work, int32_t *sequence);

#endif
