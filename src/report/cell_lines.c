// SPDX-License-Identifier: MIT

#include "report/cell_lines.h"

#include "core/text.h"

#include <stdarg.h>

#define HOUR_S 3600.0
#define DAY_S  86400.0

const char *gm_cell_lines_number(const gm_cell_lines *l, double value, int figures)
{
    char text[GM_NUMBER_BYTES];
    return gm_arena_strdup(l->arena, gm_text_of_rounded(value, figures, text));
}

const char *gm_cell_lines_percent(const gm_cell_lines *l, double share)
{
    return gm_arena_printf(l->arena, "%.1f %%", 100.0 * share);
}

const char *gm_cell_lines_time(const gm_cell_lines *l, double seconds)
{
    if (seconds < 2.0 * HOUR_S) {
        return gm_arena_printf(l->arena, "%.1f min", seconds / 60.0);
    }
    return seconds < 10.0 * DAY_S ? gm_arena_printf(l->arena, "%.1f h", seconds / HOUR_S)
                                  : gm_arena_printf(l->arena, "%.1f d", seconds / DAY_S);
}

void gm_cell_lines_say(const gm_cell_lines *l, const char *fmt, ...)
{
    va_list args;
    va_list again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    char *text = GM_NEW(l->arena, char, n + 1);
    (void)vsnprintf(text, (size_t)n + 1, fmt, again);
    va_end(again);
    gm_text_wrap(text, l->page.columns, 4, l->out);
}
