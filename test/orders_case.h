// SPDX-License-Identifier: MIT
//
// Instances of car sequencing, and windows counted from scratch.

#ifndef GM_TEST_ORDERS_CASE_H
#define GM_TEST_ORDERS_CASE_H

#include "sequence/orders.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CASE_CLASSES 32
#define CASE_RULES   8
#define CASE_CARS    256

typedef struct orders_case {
    char name[16];
    int32_t least; // windows broken by the best sequence known
    int32_t n;
    int32_t count[CASE_CLASSES];
    uint64_t has[CASE_CLASSES];
    gm_spacing rules[CASE_RULES];
    gm_orders orders;
} orders_case;

// Full windows of q cars that hold more than p, written down as the definition says it.
static inline int32_t windows_by_hand(const gm_orders *orders, const int32_t *sequence,
                                      int32_t n)
{
    int32_t broken = 0;
    for (int32_t r = 0; r < orders->n_rules; r++) {
        const gm_spacing *rule = &orders->rules[r];
        for (int32_t first = 0; first + rule->in <= n; first++) {
            int32_t cars = 0;
            for (int32_t k = first; k < first + rule->in; k++) {
                cars += (int32_t)(orders->has[sequence[k]] >> rule->property & 1);
            }
            broken += cars > rule->at_most;
        }
    }
    return broken;
}

static inline int32_t next_int(char **text)
{
    return (int32_t)strtol(*text, text, 10);
}

// Reads the next instance of the file; false at its end.
static inline bool read_case(FILE *file, orders_case *c)
{
    char row[256];
    *c = (orders_case){.orders = {.n_goals = 1}};
    do {
        if (!fgets(row, sizeof row, file)) {
            return false;
        }
    } while (row[0] != '=');
    if (sscanf(row, "= %15s %d", c->name, &c->least) != 2) {
        return false;
    }
    for (int line = 0, left = 3; left > 0 && fgets(row, sizeof row, file); line++) {
        char *text = row;
        if (line == 0) {
            c->n = next_int(&text);
            c->orders.n_rules = next_int(&text);
            c->orders.n_classes = next_int(&text);
            left = 2 + c->orders.n_classes;
            continue;
        }
        for (int32_t r = 0; r < c->orders.n_rules && line <= 2; r++) {
            *(line == 1 ? &c->rules[r].at_most : &c->rules[r].in) = next_int(&text);
            c->rules[r].property = r;
        }
        if (line > 2) {
            int32_t class_i = next_int(&text);
            c->count[class_i] = next_int(&text);
            for (int32_t r = 0; r < c->orders.n_rules; r++) {
                c->has[class_i] |= (uint64_t)next_int(&text) << r;
            }
        }
        left -= 1;
    }
    c->orders.n_properties = c->orders.n_rules;
    c->orders.has = c->has;
    c->orders.rules = c->rules;
    return true;
}

static inline FILE *open_cases(void)
{
    return fopen(GM_SOURCE_DIR "/test/sequence/prob001.txt", "r");
}

#endif
