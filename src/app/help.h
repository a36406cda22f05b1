// SPDX-License-Identifier: MIT
//
// The help of the program and of each verb.

#ifndef GM_APP_HELP_H
#define GM_APP_HELP_H

#include <stdbool.h>
#include <stddef.h>

typedef struct gm_verb_help {
    const char *word;
    unsigned bit;         // GM_VERB_..
    const char *says;     // in a line of the list of verbs
    const char *examples; // lines, each a call and what it is for
    const char *more;     // paragraphs
} gm_verb_help;

extern const gm_verb_help gm_verb_helps[]; // ended by a row without word

void gm_help_program(void);
void gm_help_verb(const gm_verb_help *verb);

// "`gemba run` and `gemba why`", of verbs as bits.
const char *gm_help_verbs(unsigned verbs, char *buf, size_t size);

#endif
