// SPDX-License-Identifier: MIT

#include "core/yaml.h"

#include "core/array.h"
#include "core/assert.h"
#include "core/yaml_scan.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#define FEW_KEYS 16 // up to here comparing all pairs beats sorting

// A map or list that is being read.
typedef struct frame {
    gm_node *node;
    const char *key; // of a map: the key whose value comes next
    gm_src key_src;
    bool has_key;
    bool is_quoted_key;
    bool drop; // the key was a fault: its value is read and forgotten
} frame;

typedef struct loader {
    yaml_parser_t parser;
    const char *file;
    gm_arena *arena;
    gm_diag *diag;
    gm_node *root;
    frame stack[GM_YAML_DEPTH_MAX];
    int depth;
    int n_nodes;
    int n_documents;
    bool ended;
    bool is_cut;
} loader;

static gm_src place(const loader *l, yaml_mark_t mark)
{
    return (gm_src){.file = l->file, .line = (int)mark.line + 1, .col = (int)mark.column + 1};
}

// What comes next cannot be read: the tree would not be whole.
static void stop(loader *l)
{
    l->ended = true;
    l->is_cut = true;
}

// Help for the messages of libyaml that puzzle most.
static const char *syntax_help(const char *problem)
{
    static const char *const help[][2] = {
        {"mapping values are not allowed", "put text that holds `: ` in quotes, or check the "
                                           "indentation"},
        {"cannot start any token", "put text that starts with a special character in quotes"},
        {"did not find expected ',' or ']'", "a list `[` is not closed"},
        {"did not find expected ',' or '}'", "a map `{` is not closed"},
        {"could not find expected ':'", "write `key: value`"},
        {"did not find expected key", "check the indentation"},
        {"did not find expected '-'", "check the indentation"},
    };
    for (size_t i = 0; i < sizeof help / sizeof help[0]; i++) {
        if (strstr(problem, help[i][0])) {
            return help[i][1];
        }
    }
    return NULL;
}

static void report_syntax(loader *l)
{
    const yaml_parser_t *p = &l->parser;
    const char *problem = p->problem ? p->problem : "cannot be read as YAML";
    gm_diag_error(l->diag, place(l, p->problem_mark), "YAML: %s%s%s", problem,
                  p->context ? ", " : "", p->context ? p->context : "");
    const char *help = syntax_help(problem);
    if (help) {
        gm_diag_hint(l->diag, "%s", help);
    }
    stop(l);
}

static void refuse_marks(loader *l, gm_src src, const yaml_char_t *anchor,
                         const yaml_char_t *tag)
{
    if (anchor) {
        gm_diag_error(l->diag, src, "anchors (`&%s`) are not used in model files",
                      (const char *)anchor);
        gm_diag_hint(l->diag, "use `include:` or `defaults:`");
    }
    if (tag) {
        gm_diag_error(l->diag, src, "tags (`!`) are not used in model files");
    }
}

static gm_node *count_node(loader *l, gm_node *node)
{
    l->n_nodes += 1;
    if (l->n_nodes > GM_YAML_NODES_MAX && !l->ended) {
        gm_diag_error(l->diag, node->src, "more than %d values in one file", GM_YAML_NODES_MAX);
        stop(l);
    }
    return node;
}

// Was `0,5 min` in braces meant as one number? YAML reads `0`, and a key `5 min` right behind it.
static bool is_decimal_comma(const frame *top, const gm_node *value)
{
    const gm_node_entry *last = top->node->n > 0 ? &top->node->entries[top->node->n - 1] : NULL;
    if (value->kind != GM_NODE_NULL || !last || last->value->kind != GM_NODE_SCALAR ||
        last->value->quoted) {
        return false;
    }
    const char *whole = last->value->text + (last->value->text[0] == '-' ? 1 : 0);
    int end = last->value->src.col + (int)strlen(last->value->text);
    bool is_whole = *whole && whole[strspn(whole, "0123456789")] == '\0';
    return is_whole && top->key[0] >= '0' && top->key[0] <= '9' && !top->is_quoted_key &&
           last->value->src.line == top->key_src.line && top->key_src.col == end + 1;
}

static void report_decimal_comma(loader *l, const frame *top)
{
    gm_node *whole = top->node->entries[top->node->n - 1].value;
    gm_diag_error(l->diag, whole->src, "decimals stand behind a point, not a comma");
    gm_diag_hint(l->diag, "write %.40s.%.40s", whole->text, top->key);
    whole->is_faulty = true;
}

static void take_key(loader *l, frame *top, const gm_node *node)
{
    top->has_key = true;
    top->drop = true;
    top->key = node->text;
    top->key_src = node->src;
    top->is_quoted_key = node->quoted;
    if (node->is_faulty) {
        return; // told already
    }
    if (node->kind == GM_NODE_MAP || node->kind == GM_NODE_SEQ) {
        gm_diag_error(l->diag, node->src, "a key must be text, got %s",
                      gm_node_kind_text(node->kind));
    } else if (node->text[0] == '\0') {
        gm_diag_error(l->diag, node->src, "a key is missing before `:`");
    } else if (strlen(node->text) > GM_YAML_KEY_MAX) {
        gm_diag_error(l->diag, node->src, "a key is longer than %d bytes", GM_YAML_KEY_MAX);
    } else if (strcmp(node->text, "<<") == 0 && !node->quoted) {
        gm_diag_error(l->diag, node->src, "merge keys (`<<`) are not used in model files");
        gm_diag_hint(l->diag, "use `include:` or `defaults:`");
    } else {
        top->drop = false;
    }
}

// Puts a finished or begun node where it belongs: root, item, key or value.
static void attach(loader *l, gm_node *node)
{
    if (l->depth == 0) {
        l->root = node;
        return;
    }
    frame *top = &l->stack[l->depth - 1];
    if (top->node->kind == GM_NODE_SEQ) {
        gm_node_push(l->arena, top->node, node);
    } else if (!top->has_key) {
        take_key(l, top, node);
    } else if (!top->drop && is_decimal_comma(top, node)) {
        report_decimal_comma(l, top);
        top->has_key = false;
    } else {
        if (!top->drop) {
            gm_node_append(l->arena, top->node, (gm_node_entry){top->key, top->key_src, node});
        }
        top->node->is_faulty |= top->drop;
        top->node->has_lost |= top->drop && node->kind != GM_NODE_SCALAR;
        top->has_key = false;
    }
}

static bool is_null(const char *text, size_t len)
{
    return len == 0 || strcmp(text, "~") == 0 || strcmp(text, "null") == 0;
}

static void read_scalar(loader *l, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t len = event->data.scalar.length;
    gm_src src = place(l, event->start_mark);
    refuse_marks(l, src, event->data.scalar.anchor, event->data.scalar.tag);
    if (memchr(text, '\0', len)) {
        gm_diag_error(l->diag, src, "a text may not hold the character NUL");
    }
    gm_node *node = gm_node_scalar(l->arena, src, text);
    node->is_faulty = event->data.scalar.tag != NULL; // what it means is not known
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    node->is_spread = event->end_mark.line > event->start_mark.line;
    if (!node->quoted && is_null(text, len)) {
        node->kind = GM_NODE_NULL;
    }
    attach(l, count_node(l, node));
}

static void read_alias(loader *l, const yaml_event_t *event)
{
    gm_src src = place(l, event->start_mark);
    gm_diag_error(l->diag, src, "aliases (`*%s`) are not used in model files",
                  (const char *)event->data.alias.anchor);
    gm_diag_hint(l->diag, "put text that starts with `*` in quotes");
    gm_node *node = gm_node_scalar(l->arena, src, (const char *)event->data.alias.anchor);
    node->is_faulty = true;
    attach(l, count_node(l, node));
}

static void open_frame(loader *l, gm_node *node)
{
    if (l->depth == GM_YAML_DEPTH_MAX) {
        gm_diag_error(l->diag, node->src, "more than %d levels of nesting", GM_YAML_DEPTH_MAX);
        stop(l);
        return;
    }
    l->stack[l->depth] = (frame){.node = count_node(l, node)};
    l->depth += 1;
}

static int compare_keys(const void *pa, const void *pb)
{
    const gm_node_entry *a = *(const gm_node_entry *const *)pa;
    const gm_node_entry *b = *(const gm_node_entry *const *)pb;
    int by_key = strcmp(a->key, b->key);
    return by_key != 0 ? by_key : (a > b) - (a < b);
}

static void report_twin(loader *l, gm_node *map, const gm_node_entry *first,
                        gm_node_entry *again)
{
    gm_diag_error(l->diag, again->key_src, "key '%s' stands twice in this map", again->key);
    gm_diag_hint(l->diag, "the first is in line %d", first->key_src.line);
    map->is_faulty = true;
    map->has_lost |= again->value->kind == GM_NODE_MAP || again->value->kind == GM_NODE_SEQ;
    again->value = NULL;
}

static void find_twins_of_few(loader *l, gm_node *map)
{
    for (int i = 1; i < map->n; i++) {
        for (int j = 0; j < i && map->entries[i].value; j++) {
            if (strcmp(map->entries[j].key, map->entries[i].key) == 0) {
                report_twin(l, map, &map->entries[j], &map->entries[i]);
            }
        }
    }
}

static void find_twins_of_many(loader *l, gm_node *map)
{
    gm_node_entry **sorted = gm_hook_alloc((size_t)map->n * sizeof(gm_node_entry *));
    for (int i = 0; i < map->n; i++) {
        sorted[i] = &map->entries[i];
    }
    qsort(sorted, (size_t)map->n, sizeof(gm_node_entry *), compare_keys);
    const gm_node_entry *first = sorted[0];
    for (int i = 1; i < map->n; i++) {
        if (strcmp(first->key, sorted[i]->key) == 0) {
            report_twin(l, map, first, sorted[i]);
        } else {
            first = sorted[i];
        }
    }
    gm_hook_free(sorted);
}

// Reports keys that stand twice and keeps the first of each.
static void remove_twins(loader *l, gm_node *map)
{
    if (map->n <= FEW_KEYS) {
        find_twins_of_few(l, map);
    } else {
        find_twins_of_many(l, map);
    }
    int kept = 0;
    for (int i = 0; i < map->n; i++) {
        if (map->entries[i].value) {
            map->entries[kept++] = map->entries[i];
        }
    }
    map->n = kept;
}

static void close_frame(loader *l)
{
    GM_ASSERT(l->depth > 0);
    l->depth -= 1;
    gm_node *node = l->stack[l->depth].node;
    if (node->kind == GM_NODE_MAP) {
        remove_twins(l, node);
    }
    attach(l, node);
}

static void start_document(loader *l, const yaml_event_t *event)
{
    l->n_documents += 1;
    if (l->n_documents > 1) {
        gm_diag_error(l->diag, place(l, event->start_mark), "a second document in one file");
        gm_diag_hint(l->diag, "a model file holds one; remove `---`");
        l->ended = true;
    }
}

static void read_event(loader *l, const yaml_event_t *event)
{
    gm_src src = place(l, event->start_mark);
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        start_document(l, event);
        break;
    case YAML_SCALAR_EVENT:
        read_scalar(l, event);
        break;
    case YAML_ALIAS_EVENT:
        read_alias(l, event);
        break;
    case YAML_MAPPING_START_EVENT:
        refuse_marks(l, src, event->data.mapping_start.anchor, event->data.mapping_start.tag);
        open_frame(l, gm_node_map(l->arena, src));
        break;
    case YAML_SEQUENCE_START_EVENT:
        refuse_marks(l, src, event->data.sequence_start.anchor, event->data.sequence_start.tag);
        open_frame(l, gm_node_seq(l->arena, src));
        break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        close_frame(l);
        break;
    case YAML_STREAM_END_EVENT:
        l->ended = true;
        break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
}

static void read_events(loader *l, gm_slice text)
{
    if (!yaml_parser_initialize(&l->parser)) {
        gm_diag_error(l->diag, (gm_src){.file = l->file}, "no memory to read the file");
        return;
    }
    yaml_parser_set_encoding(&l->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&l->parser, (const unsigned char *)text.at, text.len);
    while (!l->ended) {
        yaml_event_t event;
        if (!yaml_parser_parse(&l->parser, &event)) {
            report_syntax(l);
            break;
        }
        read_event(l, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&l->parser);
}

gm_status gm_yaml_read_text(const char *name, gm_slice text, gm_arena *arena, gm_diag *diag,
                            gm_node **out)
{
    int before = diag->count;
    *out = NULL;
    text = gm_yaml_skip_mark(text);
    gm_src file = {.file = gm_arena_strdup(arena, name)};
    if (text.len > GM_YAML_BYTES_MAX) {
        gm_diag_error(diag, file, "the file is larger than %zu MB",
                      GM_YAML_BYTES_MAX / ((size_t)1024 * 1024));
        return GM_ERR_MODEL;
    }
    gm_diag_add_source(diag, file.file, text.at, text.len);
    if (!gm_yaml_scan(file.file, text, diag)) {
        return GM_ERR_MODEL;
    }
    loader *l = gm_hook_alloc(sizeof *l);
    l->file = file.file;
    l->arena = arena;
    l->diag = diag;
    read_events(l, text);
    if (!l->root && diag->count == before) {
        gm_diag_error(diag, file, "the file is empty");
    }
    *out = l->is_cut ? NULL : l->root;
    gm_hook_free(l);
    return gm_diag_status(diag, before);
}
