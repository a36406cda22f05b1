// SPDX-License-Identifier: MIT

#include "core/yaml_span.h"

#include <yaml.h>

typedef struct search {
    int line;
    int col;
    int depth;    // of the collections that are open
    int found_at; // depth of the value, -1: not yet
    size_t from;
    size_t last; // end of the last scalar or of a closed flow
    bool is_block_text;
    bool is_done;
} search;

static bool begins_here(const search *s, const yaml_event_t *event)
{
    return s->found_at < 0 && (int)event->start_mark.line + 1 == s->line &&
           (int)event->start_mark.column + 1 == s->col;
}

static void open_value(search *s, const yaml_event_t *event)
{
    if (begins_here(s, event)) {
        s->found_at = s->depth;
        s->from = event->start_mark.index;
    }
}

// A block collection ends in a mark of no width.
static void close_value(search *s, const yaml_event_t *event)
{
    s->depth -= 1;
    if (event->end_mark.index > event->start_mark.index) {
        s->last = event->end_mark.index;
    }
    s->is_done = s->found_at == s->depth;
}

static void take(search *s, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT: {
        yaml_scalar_style_t style = event->data.scalar.style;
        open_value(s, event);
        s->is_block_text |= s->found_at >= 0 && (style == YAML_LITERAL_SCALAR_STYLE ||
                                                 style == YAML_FOLDED_SCALAR_STYLE);
        s->last = event->end_mark.index;
        s->is_done = s->found_at == s->depth;
        break;
    }
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        // A block map begins where its first key does: the map is meant.
        open_value(s, event);
        s->depth += 1;
        break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        close_value(s, event);
        break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    case YAML_ALIAS_EVENT:
        break;
    }
}

bool gm_yaml_span(gm_slice text, int line, int col, size_t *from, size_t *to)
{
    search s = {.line = line, .col = col, .found_at = -1};
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) {
        return false;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text.at, text.len);
    bool is_over = false;
    while (!s.is_done && !is_over) {
        yaml_event_t event;
        is_over = !yaml_parser_parse(&parser, &event);
        if (!is_over) {
            is_over = event.type == YAML_STREAM_END_EVENT;
            take(&s, &event);
            yaml_event_delete(&event);
        }
    }
    yaml_parser_delete(&parser);
    *from = s.from;
    *to = s.last;
    return s.is_done && !s.is_block_text && s.last >= s.from;
}
