// SPDX-License-Identifier: MIT

#include "report/states_text.h"

#include "report/words.h"

#include <math.h>

typedef struct shown {
    gm_state state;
    const char *head;
    int columns;
} shown;

static const shown columns[GM_N_STATES] = {
    {GM_STATE_WORKING, ">working", 0},
    {GM_STATE_SETUP, ">setup", 0},
    {GM_STATE_MAINTENANCE, ">maintenance", 0},
    {GM_STATE_DOWN, ">down", 0},
    {GM_STATE_REPAIR_WAIT, ">waiting for repair", 7},
    {GM_STATE_BLOCKED, ">blocked", 0},
    {GM_STATE_STARVED, ">starved", 0},
    {GM_STATE_UNMANNED, ">unmanned", 0},
    {GM_STATE_OFF, ">off shift", 5},
};

gm_state gm_state_shown(int column)
{
    return columns[column].state;
}

const char *gm_state_head(int column)
{
    return columns[column].head;
}

int gm_state_columns(int column)
{
    return columns[column].columns;
}

void gm_state_cells(const gm_interval states[GM_N_STATES], gm_interval other,
                    const char **cells, gm_arena *arena)
{
    char buf[GM_WORD_BYTES];
    gm_interval widest = other;
    for (int k = 0; k < GM_N_STATES; k++) {
        gm_interval x = states[columns[k].state];
        cells[k] = gm_arena_strdup(arena, gm_word_percent(x, buf));
        bool is_wider = x.half_width > widest.half_width || isnan(widest.half_width);
        widest = is_wider ? x : widest;
    }
    cells[GM_N_STATES] = gm_arena_strdup(arena, gm_word_percent_half(widest, buf));
}
