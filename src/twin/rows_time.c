// SPDX-License-Identifier: MIT
//
// Dates, times of day, weekdays, people by shift, and the times of the clock.

#include "twin/rows.h"

#include <math.h>
#include <string.h>

static bool check_date(gm_reader *reader, gm_src src, const char *text, gm_date date)
{
    if (gm_date_is_valid(date)) {
        return true;
    }
    return gm_row_fault(reader, src, "there is no day %.20s", text);
}

static bool parse_date(gm_reader *reader, const gm_node *node, const char *text, gm_date *date)
{
    if (!gm_date_parse(text, date)) {
        return gm_row_fault(reader, node->src, "expected a date like `2027-08-01`, got '%.40s'",
                            text);
    }
    if (!check_date(reader, node->src, text, *date)) {
        *date = (gm_date){0}; // of a day that does not exist nothing is left
        return false;
    }
    return true;
}

static bool read_date(gm_reader *reader, const gm_node *node, void *dst)
{
    const char *text = gm_read_scalar(reader, node, "a date like `2027-08-01`");
    return text && parse_date(reader, node, text, dst);
}

#define DATE_JSON "{\"type\": \"string\", \"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\"}"

const gm_custom gm_custom_date = {
    .name = "date",
    .doc = "A civil day: `2027-08-01`.",
    .json = DATE_JSON,
    .size = sizeof(gm_date),
    .read = read_date,
};

static const gm_src *keep_src(gm_reader *reader, gm_src src)
{
    gm_src *kept = GM_NEW(reader->arena, gm_src, 1);
    *kept = src;
    return kept;
}

static bool read_dates(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_date_range *range = dst;
    range->src = keep_src(reader, node->src);
    const char *text = gm_read_scalar(reader, node, "a date, or two with `..` between them");
    if (!text) {
        return false;
    }
    const char *dots = strstr(text, "..");
    if (!dots) {
        return parse_date(reader, node, text, &range->from);
    }
    gm_slice left = gm_slice_trim((gm_slice){text, (size_t)(dots - text)});
    gm_slice right = gm_slice_trim(gm_slice_of(dots + 2));
    const char *from = gm_arena_strndup(reader->arena, left.at, left.len);
    const char *to = gm_arena_strndup(reader->arena, right.at, right.len);
    if (!parse_date(reader, node, from, &range->from) ||
        !parse_date(reader, node, to, &range->to)) {
        return false;
    }
    if (gm_date_to_day(range->to) < gm_date_to_day(range->from)) {
        return gm_row_fault(reader, node->src, "%s is before %s", to, from);
    }
    return true;
}

const gm_custom gm_custom_dates = {
    .name = "day or days",
    .doc = "A civil day, or the first and the last of several: `2027-10-01..2027-10-07`.",
    .json = "{\"type\": \"string\"}",
    .size = sizeof(gm_date_range),
    .read = read_dates,
};

// `2027-8-1`, `1.8.2027`, `06:00`: meant to be one, but not in the form of one.
static bool is_like_moment(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    const char *next = text + digits;
    size_t more = *next == '.' ? strspn(next + 1, "0123456789") : 0;
    return digits > 0 &&
           (strchr("-/:", *next) ? *next != '\0' : more > 0 && next[more + 1] == '.');
}

static bool read_moment(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_moment *moment = dst;
    moment->src = node->src;
    const char *text = node->kind == GM_NODE_SCALAR ? node->text : "";
    if (gm_date_parse(text, &moment->date) ||
        gm_date_time_parse(text, &moment->date, &moment->time_s)) {
        moment->is_date = true;
        return check_date(reader, node->src, text, moment->date);
    }
    if (is_like_moment(text)) {
        return gm_row_fault(
            reader, node->src,
            "expected a moment like `2027-08-01`, `2027-08-01 06:00` or `30 d`, "
            "got '%.40s'",
            text);
    }
    const gm_field row = {.type = GM_TYPE_QUANTITY, .unit = "s", .bounds = GM_NOT_NEGATIVE};
    return gm_read_field(reader, &row, node, &moment->s);
}

const gm_custom gm_custom_moment = {
    .name = "date or time",
    .doc = "A civil day (`2027-08-01`), with a time of day (`2027-08-01 06:00`, "
           "`2027-08-01T06:00:30`), or the time since t = 0 (`30 d`).",
    .json = "{\"type\": [\"string\", \"object\"]}",
    .size = sizeof(gm_moment),
    .read = read_moment,
};

static bool read_day_time(gm_reader *reader, const gm_node *node, void *dst)
{
    const char *text = gm_read_scalar(reader, node, "a time of day like `06:00`");
    if (text && !gm_day_time_parse(text, dst)) {
        return gm_row_fault(reader, node->src,
                            "expected a time of day like `06:00`, got '%.40s'", text);
    }
    return text != NULL;
}

const gm_custom gm_custom_day_time = {
    .name = "time of day",
    .doc = "`06:00`, `06:00:30` or `24:00`.",
    .json = "{\"type\": \"string\", \"pattern\": \"^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$\"}",
    .size = sizeof(int32_t),
    .read = read_day_time,
};

// ---- weekdays

static const char *const weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL};

// Index of a weekday, or -1 after a fault.
static int find_weekday(gm_reader *reader, gm_src src, const char *text)
{
    for (int i = 0; i < 7; i++) {
        if (strcmp(weekdays[i], text) == 0) {
            return i;
        }
    }
    gm_report_unknown(reader->diag, src, "weekday", text, weekdays, 7);
    return -1;
}

// `mon` or `mon-fri`; a stretch may pass Sunday.
static bool add_days(gm_reader *reader, const gm_node *node, uint32_t *days)
{
    const char *text = gm_read_scalar(reader, node, "weekdays like `mon-fri`");
    if (!text) {
        return false;
    }
    const char *dash = strchr(text, '-');
    const char *first =
        dash ? gm_arena_strndup(reader->arena, text, (size_t)(dash - text)) : text;
    int from = find_weekday(reader, node->src, first);
    int to = dash && from >= 0 ? find_weekday(reader, node->src, dash + 1) : from;
    if (from < 0 || to < 0) {
        return false;
    }
    for (int day = from;; day = (day + 1) % 7) {
        *days |= 1u << day;
        if (day == to) {
            return true;
        }
    }
}

static bool read_days(gm_reader *reader, const gm_node *node, void *dst)
{
    uint32_t days = 0;
    bool ok = true;
    if (node->kind != GM_NODE_SEQ) {
        ok = add_days(reader, node, &days);
    }
    for (int i = 0; i < node->n && node->kind == GM_NODE_SEQ; i++) {
        ok &= add_days(reader, node->items[i], &days);
    }
    if (ok && days == 0) {
        return gm_row_fault(reader, node->src, "expected at least one weekday");
    }
    memcpy(dst, &days, sizeof days);
    return ok;
}

const gm_custom gm_custom_days = {
    .name = "weekdays",
    .doc = "`mon-fri`, `sat`, or a list: `[mon, tue, thu-sat]`.",
    .json = "{\"type\": [\"string\", \"array\"]}",
    .size = sizeof(uint32_t),
    .read = read_days,
};

// ---- people of a crew

static bool read_one_shift(gm_reader *reader, const gm_node *node, gm_crew_shift_def *shift)
{
    const gm_field row = {.key = "people",
                          .type = GM_TYPE_INT,
                          .unit = "people",
                          .bounds = GM_BETWEEN,
                          .hi = 1e6};
    shift->src = node->src;
    shift->is_balanced =
        node->kind == GM_NODE_SCALAR && node->text && strcmp(node->text, "balanced") == 0;
    return shift->is_balanced || gm_read_field(reader, &row, node, &shift->people);
}

static bool read_people(gm_reader *reader, const gm_node *node, void *dst)
{
    gm_raw_people *people = dst;
    bool by_shift = node->kind == GM_NODE_MAP && !gm_node_is_input(node);
    people->n = by_shift ? node->n : 1;
    people->items = GM_NEW(reader->arena, gm_crew_shift_def, people->n);
    bool ok = by_shift || read_one_shift(reader, node, &people->items[0]);
    for (int i = 0; by_shift && i < node->n; i++) {
        const gm_node_entry *entry = &node->entries[i];
        size_t len = gm_path_push(reader, entry->key);
        ok &= read_one_shift(reader, entry->value, &people->items[i]);
        people->items[i].shift = entry->key;
        people->items[i].src = entry->key_src;
        gm_path_pop(reader, len);
    }
    if (people->n == 0) {
        return gm_row_fault(reader, node->src, "expected people by shift");
    }
    people->n = ok ? people->n : 0; // how many there are is not known
    return ok;
}

const gm_custom gm_custom_people = {
    .name = "people of a crew",
    .doc = "People at work in every shift (`12`), or by shift: `{early: 12, late: 10}`. "
           "`balanced` is as many as the balance of the lines with `tasks:` gives the crew.",
    .json = "{\"type\": [\"integer\", \"string\", \"object\"]}",
    .size = sizeof(gm_raw_people),
    .read = read_people,
};

// ---- times of the clock

// One of the words, a time, or (with_count) a count.
static bool read_span(gm_reader *reader, const gm_node *node, const char *const *words,
                      bool with_count, gm_span_raw *span)
{
    span->src = node->src;
    span->is_given = true;
    const char *text = gm_read_scalar(reader, node, "a time");
    if (!text) {
        return false;
    }
    for (int i = 0; words[i]; i++) {
        if (strcmp(words[i], text) == 0) {
            span->word = words[i];
            return true;
        }
    }
    bool is_word = (text[0] >= 'a' && text[0] <= 'z') || (text[0] >= 'A' && text[0] <= 'Z');
    if (is_word && words[0]) {
        int n = 0;
        while (words[n]) {
            n += 1;
        }
        gm_report_unknown(reader->diag, node->src, "word", text, words, n);
        return false;
    }
    gm_quantity quantity;
    char why[GM_UNIT_ERROR_BYTES];
    bool parsed = gm_quantity_parse(text, &quantity, why);
    span->is_count = with_count && parsed && quantity.noun != NULL;
    if (!gm_quantity_parse_as(text, span->is_count ? "parts" : "s", &quantity, why)) {
        return gm_row_fault(reader, node->src, "%s", why);
    }
    if (!(quantity.value > 0.0)) {
        return gm_row_fault(reader, node->src, "must be > 0, got %s", text);
    }
    if (span->is_count &&
        !(quantity.value <= 1e15 && quantity.value == floor(quantity.value))) {
        return gm_row_fault(reader, node->src, "must be a whole number up to 1e15, got %s",
                            text);
    }
    span->value = quantity.value;
    return true;
}

static bool read_run(gm_reader *reader, const gm_node *node, void *dst)
{
    static const char *const words[] = {NULL};
    return read_span(reader, node, words, true, dst);
}

static bool read_warm_up(gm_reader *reader, const gm_node *node, void *dst)
{
    static const char *const words[] = {"auto", "none", NULL};
    return read_span(reader, node, words, true, dst);
}

static bool read_series(gm_reader *reader, const gm_node *node, void *dst)
{
    static const char *const words[] = {"month", "day", "none", NULL};
    return read_span(reader, node, words, false, dst);
}

const gm_custom gm_custom_run = {
    .name = "length of a run",
    .doc = "A time (`30 d`) or a number of parts (`100000 parts`).",
    .json = "{\"type\": \"string\"}",
    .size = sizeof(gm_span_raw),
    .read = read_run,
};

const gm_custom gm_custom_warm_up = {
    .name = "warm-up",
    .doc = "`auto`, `none`, a time (`2 d`) or a number of parts (`10000 parts`).",
    .json = "{\"type\": \"string\"}",
    .size = sizeof(gm_span_raw),
    .read = read_warm_up,
};

const gm_custom gm_custom_series = {
    .name = "interval of the series",
    .doc = "`month`, `day`, `none`, or a time (`8 h`).",
    .json = "{\"type\": \"string\"}",
    .size = sizeof(gm_span_raw),
    .read = read_series,
};
