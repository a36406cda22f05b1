// SPDX-License-Identifier: MIT
//
// A law that is fitted to a column.

#include "tables/fitting.h"

#include "core/schema.h"
#include "core/units.h"
#include "num/elementary.h"
#include "twin/from_table.h"

#include <string.h>

static const char *const law_words[] = {"from",  "column", "table", "where", "unit",
                                        "ended", "least",  "most",  "fit",   NULL};

static gm_src place_of(const gm_node *ask, const char *key)
{
    const gm_node *value = gm_node_get(ask, key);
    return value ? value->src : ask->src;
}

static bool read_wheres(gm_table_reader *reader, const gm_node *ask, gm_column_ask *out)
{
    const gm_node *where = gm_node_get(ask, "where");
    gm_diag *diag = reader->overlay->diag;
    if (!where) {
        return true;
    }
    if (where->kind != GM_NODE_MAP || where->n > GM_TABLE_MOST_WHERES) {
        gm_diag_error(diag, where->src, "where: expected columns and what stands in them");
        gm_diag_hint(diag, "write it like `where: {station: weld, shift: early}`");
        return false;
    }
    for (int i = 0; i < where->n; i++) {
        const gm_node *value = where->entries[i].value;
        const char *text = value->kind == GM_NODE_SCALAR ? value->text : "";
        out->wheres[out->n_wheres++] =
            (gm_where){where->entries[i].key, text, where->entries[i].key_src};
    }
    return true;
}

static bool read_bound(gm_table_reader *reader, const gm_node *ask, const char *key,
                       double *bound)
{
    const char *text = gm_ask_text(reader, ask, key);
    gm_quantity q;
    char error[GM_UNIT_ERROR_BYTES];
    if (!text) {
        return gm_node_get(ask, key) == NULL;
    }
    if (!gm_quantity_parse_as(text, "s", &q, error)) {
        gm_diag_error(reader->overlay->diag, place_of(ask, key), "%s: %s", key, error);
        return false;
    }
    *bound = q.value;
    return true;
}

static bool read_way(gm_table_reader *reader, const gm_node *ask, gm_fit_way *way,
                     gm_dist_kind *kind)
{
    const char *word = gm_ask_text(reader, ask, "fit");
    *way = GM_FIT_BEST;
    if (!word) {
        return gm_node_get(ask, "fit") == NULL;
    }
    if (gm_fit_way_of(word, way, kind)) {
        return true;
    }
    int n = 0;
    while (gm_fit_words[n]) {
        n++;
    }
    gm_report_unknown(reader->overlay->diag, place_of(ask, "fit"), "fit", word, gm_fit_words,
                      n);
    return false;
}

static bool read_ask(gm_table_reader *reader, const gm_node *ask, gm_column_ask *out)
{
    gm_diag *diag = reader->overlay->diag;
    bool ok = gm_ask_check_keys(reader, ask, law_words);
    *out = (gm_column_ask){.column = gm_ask_text(reader, ask, "column"),
                           .src = place_of(ask, "column"),
                           .unit = gm_ask_text(reader, ask, "unit"),
                           .unit_src = place_of(ask, "unit"),
                           .ended = gm_ask_text(reader, ask, "ended")};
    if (!gm_node_get(ask, "column")) {
        gm_diag_error(diag, ask->src, "`column:` is missing");
        gm_diag_hint(diag, "write it like `{from: times.csv, column: weld, unit: s}`");
    }
    ok &= out->column != NULL;
    ok &= read_wheres(reader, ask, out);
    ok &= read_bound(reader, ask, "least", &out->least);
    ok &= read_bound(reader, ask, "most", &out->most);
    const char *fault =
        ok && gm_node_get(ask, "most") ? gm_bounds_fault(out->least, out->most) : NULL;
    if (fault) {
        gm_diag_error(diag, place_of(ask, "most"), "most: %s", fault);
        ok = false;
    }
    return ok;
}

static void add(gm_table_reader *reader, gm_node *map, const char *key, const char *text)
{
    gm_arena *arena = reader->overlay->arena;
    gm_node *value = gm_node_scalar(arena, map->src, text);
    gm_node_append(arena, map, (gm_node_entry){key, map->src, value});
}

static void add_range(gm_table_reader *reader, gm_node *map, const char *text)
{
    gm_arena *arena = reader->overlay->arena;
    const char *comma = strchr(text, ',');
    gm_node *seq = gm_node_seq(arena, map->src);
    const char *low = gm_arena_strndup(arena, text + 1, (size_t)(comma - text - 1));
    const char *high = gm_arena_strndup(arena, comma + 2, strlen(comma + 2) - 1);
    gm_node_push(arena, seq, gm_node_scalar(arena, map->src, low));
    gm_node_push(arena, seq, gm_node_scalar(arena, map->src, high));
    gm_node_append(arena, map, (gm_node_entry){"range", map->src, seq});
}

// A law that is refused, and what may be the reason.
static void warn(gm_table_reader *reader, const gm_node *ask, const gm_column *c,
                 const char *note)
{
    gm_overlay *overlay = reader->overlay;
    const gm_records *records = c->records;
    int n = 0;
    int32_t odd = gm_column_outlier(c, &n, overlay->arena);
    gm_diag_warn(overlay->diag, ask->src, "%s, column '%s': %s", records->file, c->name, note);
    if (odd < 0) {
        gm_diag_hint(overlay->diag, "`fit: empirical` takes the values as they are");
        return;
    }
    const char *more =
        n > 1 ? gm_arena_printf(overlay->arena, " and %d more are", n - 1) : " is";
    gm_diag_hint(overlay->diag,
                 "%s (%s:%d:%d)%s too far from the others: `least:` and `most:` leave values "
                 "out, `fit: empirical` takes them as they are",
                 gm_law_value_text(c->x[odd], c->unit, c->unit_si, overlay->arena),
                 records->file, (int)c->cells[odd]->line, (int)c->cells[odd]->col, more);
}

gm_node *gm_law_from_table(gm_table_reader *reader, const gm_node *ask)
{
    gm_overlay *overlay = reader->overlay;
    gm_column_ask want;
    gm_fit_way way;
    gm_dist_kind kind = GM_DIST_EXPONENTIAL;
    bool ok = read_ask(reader, ask, &want);
    ok &= read_way(reader, ask, &way, &kind);
    const gm_records *records = gm_table_of_ask(reader, ask);
    gm_column column;
    if (!ok || !records ||
        !gm_column_read(records, &want, overlay->arena, overlay->diag, &column)) {
        return NULL;
    }
    // As the model writes it: where the model lies is no part of what it says.
    column.file = gm_node_get(ask, "from")->text;
    gm_chosen_law law = gm_law_choose(&column, way, kind, overlay->arena);
    if (law.why_not) {
        gm_diag_error(overlay->diag, place_of(ask, "fit"), "%s, column '%s': %s", records->file,
                      want.column, law.why_not);
        gm_diag_hint(overlay->diag, "`gemba fit %s --column %s` shows what can be fitted",
                     records->file, want.column);
        return NULL;
    }
    double p = way == GM_FIT_BEST ? gm_chosen_p(&law, &column, overlay->arena) : GM_NAN;
    if (p < GM_LAW_REFUSED) {
        gm_chosen_refuse(&law, p, &column, overlay->arena);
        warn(reader, ask, &column, law.note);
    }
    gm_node *map = gm_node_map(overlay->arena, ask->src);
    add(reader, map, "value", law.text);
    if (law.range) {
        add_range(reader, map, law.range);
    }
    add(reader, map, "source", law.source);
    add(reader, map, "confidence", "measured");
    return map;
}
