// SPDX-License-Identifier: MIT
//
// Cuts the texts of claims: measures and windows.

#include "core/text.h"
#include "twin/claim_def.h"

#include <stdio.h>
#include <string.h>

#define PIECES_MAX 3 // path, figure, stat

// Words of speech for the units of time that the table of units writes short.
static const char *const spoken[][2] = {
    {"second", "s"}, {"minute", "min"}, {"hour", "h"},  {"day", "d"},
    {"week", "wk"},  {"month", "mo"},   {"year", "yr"},
};

static bool refuse(char why[256], size_t *at, size_t place, const char *text)
{
    snprintf(why, 256, "%s", text);
    *at = place;
    return false;
}

// A variant with its options has `+` between them: `out.count.es+roof`.
static bool is_name(gm_slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
        if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '+') {
            return false;
        }
    }
    return s.len > 0;
}

static bool read_unit(const char *text, size_t from, gm_arena *arena, gm_measure *out,
                      char why[256], size_t *at)
{
    gm_slice s = gm_slice_trim(gm_slice_of(text + from));
    const char *unit = gm_arena_strndup(arena, s.at, s.len);
    const char *known = unit;
    for (size_t i = 0; i < sizeof spoken / sizeof spoken[0]; i++) {
        known = strcmp(unit, spoken[i][0]) == 0 ? spoken[i][1] : known;
    }
    gm_quantity one;
    if (s.len == 0 || !gm_unit_find(known, &out->per_si, &out->per_dim)) {
        char error[GM_UNIT_ERROR_BYTES];
        gm_quantity_parse(gm_arena_printf(arena, "1 %s", known), &one, error);
        return refuse(why, at, (size_t)(s.at - text),
                      s.len == 0 ? "a unit is missing after `per`" : error);
    }
    out->per = unit;
    return true;
}

// Takes `(5)` from the end of the last piece.
static bool read_argument(const char *text, gm_slice *piece, gm_measure *out, char why[256],
                          size_t *at)
{
    const char *open = memchr(piece->at, '(', piece->len);
    if (!open) {
        return true;
    }
    const char *end = open;
    size_t place = (size_t)(open + 1 - text);
    const char *close = piece->at + piece->len - 1;
    if (*close != ')' || !gm_text_number(open + 1, &end, &out->argument) || end != close) {
        return refuse(why, at, place, "expected a number in parentheses, like `above(5)`");
    }
    out->has_argument = true;
    piece->len = (size_t)(open - piece->at);
    return true;
}

// The next piece: up to a dot that stands in no parentheses.
static gm_slice next_piece(gm_slice *rest)
{
    int depth = 0;
    for (size_t i = 0; i < rest->len; i++) {
        depth += rest->at[i] == '(';
        depth -= rest->at[i] == ')';
        if (rest->at[i] == '.' && depth == 0) {
            gm_slice piece = {rest->at, i};
            *rest = (gm_slice){rest->at + i + 1, rest->len - i - 1};
            return piece;
        }
    }
    gm_slice piece = *rest;
    *rest = (gm_slice){NULL, 0};
    return piece;
}

bool gm_measure_parse(const char *text, gm_arena *arena, gm_measure *out, char why[256],
                      size_t *at)
{
    *out = (gm_measure){.text = gm_arena_strdup(arena, text), .src = out->src, .per_si = 1.0};
    const char *per = strstr(text, " per ");
    size_t len = strlen(text);
    bool cut_short = !per && len >= 4 && strcmp(text + len - 4, " per") == 0;
    if (per && !read_unit(text, (size_t)(per - text) + 5, arena, out, why, at)) {
        return false;
    }
    if (cut_short) {
        return refuse(why, at, len - 4, "a unit is missing after `per`");
    }
    gm_slice rest = gm_slice_trim((gm_slice){text, per ? (size_t)(per - text) : len});
    const char *pieces[PIECES_MAX] = {NULL};
    for (int i = 0; rest.at; i++) {
        size_t place = (size_t)(rest.at - text);
        if (i == PIECES_MAX) {
            return refuse(why, at, place,
                          "a measure has at most three parts, like "
                          "`weld.waiting.mean`");
        }
        gm_slice piece = next_piece(&rest);
        if (!rest.at && i > 0 && !read_argument(text, &piece, out, why, at)) {
            return false;
        }
        if (!is_name(piece)) {
            return refuse(why, at, place, "expected a measure like `out.count per h`");
        }
        pieces[i] = gm_arena_strndup(arena, piece.at, piece.len);
    }
    out->path = pieces[0];
    out->figure = pieces[1];
    out->stat = pieces[2];
    return true;
}

// ---- windows

static bool is_digits(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
    }
    return text[n] == '\0';
}

// A year, month or day as its first and last day.
static bool read_period(const char *text, gm_date *from, gm_date *to)
{
    if (strlen(text) == 4 && is_digits(text, 4)) {
        int year = 0;
        for (int i = 0; i < 4; i++) {
            year = 10 * year + (text[i] - '0');
        }
        *from = (gm_date){year, 1, 1};
        *to = (gm_date){year, 12, 31};
        return year > 0;
    }
    gm_date date = {0};
    if (gm_date_parse(text, &date)) {
        *from = *to = date;
        return gm_date_is_valid(date);
    }
    if (gm_month_parse(text, &date) && gm_date_is_valid(date)) {
        *from = date;
        *to = (gm_date){date.year, date.month, gm_month_days(date.year, date.month)};
        return true;
    }
    return false;
}

static bool refuse_window(char why[256], const char *text)
{
    snprintf(why, 256,
             "expected `2029`, `2029-04`, `2027-08..2028-07` or `any year`, got '%.40s'", text);
    return false;
}

bool gm_window_parse(const char *text, gm_arena *arena, gm_window *out, char why[256])
{
    *out = (gm_window){.kind = GM_WINDOW_DATES, .src = out->src};
    out->text = gm_arena_strdup(arena, text);
    if (strcmp(text, "any year") == 0 || strcmp(text, "any month") == 0) {
        out->kind = text[4] == 'y' ? GM_WINDOW_ANY_YEAR : GM_WINDOW_ANY_MONTH;
        return true;
    }
    const char *dots = strstr(text, "..");
    if (!dots) {
        return read_period(text, &out->from, &out->to) || refuse_window(why, text);
    }
    gm_slice left = gm_slice_trim((gm_slice){text, (size_t)(dots - text)});
    gm_slice right = gm_slice_trim(gm_slice_of(dots + 2));
    gm_date unused;
    if (!read_period(gm_arena_strndup(arena, left.at, left.len), &out->from, &unused) ||
        !read_period(gm_arena_strndup(arena, right.at, right.len), &unused, &out->to)) {
        return refuse_window(why, text);
    }
    if (gm_date_to_day(out->to) < gm_date_to_day(out->from)) {
        snprintf(why, 256, "the window ends before it begins");
        return false;
    }
    return true;
}
