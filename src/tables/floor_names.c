// SPDX-License-Identifier: MIT

#include "tables/floor_names.h"

#include "core/text.h"
#include "num/random.h"

#include <string.h>

// The slot of a name: its own, or the free one where it would go.
static int32_t *slot_of(const gm_floor_names *n, const char *name)
{
    uint64_t hash = gm_fnv1a_64(GM_FNV1A_64_START, name, strlen(name));
    uint32_t at = (uint32_t)hash & (uint32_t)(n->room - 1);
    while (n->slots[at] && strcmp(n->list.items[n->slots[at] - 1], name) != 0) {
        at = (at + 1) & (uint32_t)(n->room - 1);
    }
    return &n->slots[at];
}

static void grow(gm_floor_names *n)
{
    n->room = n->room ? 2 * n->room : 64;
    n->slots = GM_NEW(n->arena, int32_t, n->room);
    for (int i = 0; i < n->list.n; i++) {
        *slot_of(n, n->list.items[i]) = i + 1;
    }
}

int32_t gm_floor_name_find(const gm_floor_names *n, const char *name)
{
    return n->room > 0 ? *slot_of(n, name) - 1 : -1;
}

int32_t gm_floor_name(gm_floor_names *n, const char *name)
{
    if (2 * (n->list.n + 1) > n->room) {
        grow(n);
    }
    int32_t *slot = slot_of(n, name);
    if (*slot == 0) {
        GM_ARRAY_PUSH(n->arena, &n->list, name);
        *slot = n->list.n;
    }
    return *slot - 1;
}

// ---- names as models and their comments may have them

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_of_name(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

// Words that a model takes for something else where a name stands.
static bool is_word(const char *text)
{
    static const char *const words[] = {
        "null",  "true", "false", "yes",       "no",   "on",   "off",
        "y",     "n",    "by",    "choose",    "of",   "rest", "other",
        "value", "from", "range", "unlimited", "part", "none", "kind",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (gm_text_equal_nocase(text, words[i])) {
            return true;
        }
    }
    return false;
}

const char *gm_floor_clean_name(const char *name, char before, gm_arena *arena)
{
    char text[51];
    size_t n = 0;
    for (const char *at = name; *at && n < sizeof text - 1; at++) {
        if (is_of_name(*at) || (n > 0 && text[n - 1] != '-')) {
            text[n++] = (char)(is_of_name(*at) ? *at : '-');
        }
    }
    while (n > 0 && text[n - 1] == '-') {
        n--;
    }
    text[n] = '\0';
    return n > 0 && is_letter(text[0]) && !is_word(text)
               ? gm_arena_strdup(arena, text)
               : gm_arena_printf(arena, "%c-%s", before, text);
}

// Bytes of a letter that can be seen, 0: it cannot. Breaks of lines that YAML knows, and marks of
// byte order, are none.
static size_t seen_bytes(const unsigned char *at)
{
    if (at[0] < 0x80) {
        return at[0] >= 0x20 && at[0] != 0x7f ? 1 : 0;
    }
    if (at[0] < 0xe0) {
        return at[0] > 0xc2 || at[1] >= 0xa1 ? 2 : 0;
    }
    bool is_break = at[0] == 0xe2 && at[1] == 0x80;
    if (at[0] < 0xf0) {
        return is_break || at[0] == 0xef || at[0] == 0xed ? 0 : 3;
    }
    return 4;
}

static size_t bytes_of(unsigned char first)
{
    return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

const char *gm_floor_plain_text(const char *text, gm_arena *arena)
{
    char out[64];
    size_t n = 0;
    for (const unsigned char *at = (const unsigned char *)text; *at && n + 4 < sizeof out;) {
        size_t seen = seen_bytes(at);
        size_t all = bytes_of(at[0]);
        if (seen == 0) {
            out[n++] = '?';
        }
        for (size_t i = 0; i < all && *at; i++, at++) {
            if (seen > 0) {
                out[n++] = (char)*at;
            }
        }
    }
    out[n] = '\0';
    return gm_arena_strdup(arena, out);
}
