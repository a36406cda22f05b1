// SPDX-License-Identifier: MIT
//
// Messages about a model file, each with its place. Checks report all faults, not the first.
//
// A zeroed gm_diag is valid and empty; gm_diag_fini() frees it. The first GM_DIAG_MAX messages
// are kept, later ones only counted. Everything given to a diag is copied.

#ifndef GM_CORE_DIAG_H
#define GM_CORE_DIAG_H

#include "core/arena.h"
#include "core/json.h"
#include "core/status.h"

#include <stdbool.h>
#include <stdio.h>

#define GM_DIAG_MAX   1000
#define GM_DIAG_SHOWN 50 // messages that are printed

// Where a value stands.
typedef struct gm_src {
    const char *file;   // NULL when the value came from no file
    int line;           // from 1
    int col;            // from 1, in characters
    const char *origin; // NULL: the model file; else "--set", "scenario 'x'", "default" ..
} gm_src;

typedef struct gm_diag_item gm_diag_item;
typedef struct gm_diag_source gm_diag_source;

typedef struct gm_diag {
    int count;    // errors, also those that are not kept
    int warnings; // warnings, also those that are not kept
    int n;        // messages kept
    int cap;
    bool at_item; // the last message was kept and may take a hint
    gm_diag_item *items;
    gm_diag_source *sources;
    gm_arena arena;
} gm_diag;

void gm_diag_fini(gm_diag *diag);

// Copies the text of a file so that printing can echo its lines.
void gm_diag_add_source(gm_diag *diag, const char *file, const char *text, size_t len);

// Counts and keeps one message. Text over 1000 bytes is cut.
__attribute__((format(printf, 3, 4))) void gm_diag_error(gm_diag *diag, gm_src src,
                                                         const char *fmt, ...);
__attribute__((format(printf, 3, 4))) void gm_diag_warn(gm_diag *diag, gm_src src,
                                                        const char *fmt, ...);

// Adds help to the last message: "did you mean 'stacking'?", "write it like `52 s`".
__attribute__((format(printf, 2, 3))) void gm_diag_hint(gm_diag *diag, const char *fmt, ...);

// Takes over the messages of another diag that say something new, at their places and, if they
// have none, with this origin. What stands here already is not told again, whatever its origin.
void gm_diag_take_new(gm_diag *diag, const gm_diag *from, const char *origin);

// The same of a model with values that go by varied_by ("--vary"): every fault at a place says under
// which values, in these words. The place in such a value itself tells nothing.
void gm_diag_take_varied(gm_diag *diag, const gm_diag *from, const char *varied_by,
                         const char *values);

// No further message will be kept: costly help may be skipped.
bool gm_diag_is_full(const gm_diag *diag);

// GM_OK, or GM_ERR_MODEL when the diag holds more errors than it did (count before).
gm_status gm_diag_status(const gm_diag *diag, int count_before);

// The i-th message as one line "file:line:col: error: text; hint", in order of arrival. Lives as
// long as the diag; "" when i is out of range.
const char *gm_diag_line(gm_diag *diag, int i);

// Prints the messages sorted by file and line, duplicates removed, each with its echoed line
// and a caret; what is said at three places or more is told once, with the other lines; of more than GM_DIAG_SHOWN the first and how many are left. Control characters
// are escaped, long lines cut around the column.
void gm_diag_print(gm_diag *diag, FILE *out, bool colour);

// Writes an array of {severity, file, line, col, origin, message, hint}, sorted as printed.
void gm_diag_write_json(gm_diag *diag, gm_json *json);

#endif
