// SPDX-License-Identifier: MIT

#include "tables/floor_states.h"

#include "core/text.h"

static const struct {
    const char *word;
    gm_floor_state state;
} words[] = {
    {"working", GM_FLOOR_WORK},
    {"work", GM_FLOOR_WORK},
    {"busy", GM_FLOOR_WORK},
    {"processing", GM_FLOOR_WORK},
    {"running", GM_FLOOR_WORK},
    {"run", GM_FLOOR_WORK},
    {"ok", GM_FLOOR_WORK},
    {"good", GM_FLOOR_WORK},
    {"done", GM_FLOOR_WORK},
    {"blocked", GM_FLOOR_BLOCKED},
    {"down", GM_FLOOR_DOWN},
    {"failed", GM_FLOOR_DOWN},
    {"failure", GM_FLOOR_DOWN},
    {"fault", GM_FLOOR_DOWN},
    {"breakdown", GM_FLOOR_DOWN},
    {"stop", GM_FLOOR_DOWN},
    {"stopped", GM_FLOOR_DOWN},
    {"repair", GM_FLOOR_DOWN},
    {"waiting-for-repair", GM_FLOOR_DOWN},
    {"setup", GM_FLOOR_SETUP},
    {"changeover", GM_FLOOR_SETUP},
    {"maintenance", GM_FLOOR_MAINTENANCE},
    {"service", GM_FLOOR_MAINTENANCE},
    {"unmanned", GM_FLOOR_WAITING},
    {"waiting", GM_FLOOR_WAITING},
    {"starved", GM_FLOOR_IDLE},
    {"idle", GM_FLOOR_IDLE},
    {"off", GM_FLOOR_OFF},
    {"off-shift", GM_FLOOR_OFF},
    {"break", GM_FLOOR_OFF},
    {"scrapped", GM_FLOOR_SCRAPPED},
    {"scrap", GM_FLOOR_SCRAPPED},
    {"rejected", GM_FLOOR_SCRAPPED},
    {"nok", GM_FLOOR_SCRAPPED},
    {"joined", GM_FLOOR_JOINED},
    {"assembled", GM_FLOOR_JOINED},
    {"split", GM_FLOOR_SPLIT},
    {"cut", GM_FLOOR_SPLIT},
    {"loading", GM_FLOOR_WORK},
    {"unloading", GM_FLOOR_WORK},
    {"moving", GM_FLOOR_WORK},
    {"driving-loaded", GM_FLOOR_WORK},
    {"waiting-for-way", GM_FLOOR_WORK},
    {"driving-empty", GM_FLOOR_WAITING},
    {"waiting-for-driver", GM_FLOOR_WAITING},
    {"waiting-for-charger", GM_FLOOR_WAITING},
    {"charging", GM_FLOOR_WAITING},
};
#define N_WORDS ((int)(sizeof words / sizeof *words))

bool gm_floor_state_of(const char *word, gm_floor_state *state)
{
    for (int i = 0; i < N_WORDS; i++) {
        if (gm_text_equal_nocase(word, words[i].word)) {
            *state = words[i].state;
            return true;
        }
    }
    return false;
}

const char *gm_floor_state_near(const char *word)
{
    const char *all[N_WORDS];
    for (int i = 0; i < N_WORDS; i++) {
        all[i] = words[i].word;
    }
    return gm_text_nearest(word, all, N_WORDS);
}
