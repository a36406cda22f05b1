// SPDX-License-Identifier: MIT
//
// Reads numbers of a schema table, plain or with range and source.

#include "core/assert.h"
#include "core/schema.h"
#include "core/schema_parts.h"

#include <math.h>
#include <string.h>

#define OWNER_BYTES 128

static const char *const confidence_words[] = {"",         "measured",   "announced",
                                               "estimate", "unverified", NULL};
static const char *const shape_words[] = {"pert",   "uniform",   "triangular",
                                          "normal", "lognormal", NULL};

const char *gm_confidence_text(gm_confidence confidence)
{
    return confidence_words[confidence];
}

const char *gm_shape_text(gm_shape shape)
{
    return shape_words[shape];
}

const char *gm_read_scalar(gm_reader *reader, const gm_node *node, const char *what)
{
    if (node->is_faulty) {
        return NULL; // told already
    }
    if (node->kind == GM_NODE_SCALAR) {
        return node->text;
    }
    char owner[OWNER_BYTES];
    gm_diag_error(reader->diag, node->src, "%sexpected %s, got %s",
                  gm_owner_text(reader, owner, sizeof owner), what,
                  gm_node_kind_text(node->kind));
    return NULL;
}

static bool looks_like_thousands(const char *text)
{
    size_t whole = strspn(text, "0123456789");
    const char *point = text + whole;
    bool has_group = strncmp(point, ".000", 4) == 0 && strspn(point + 1, "0123456789") == 3;
    return has_group && whole >= 1 && whole <= 3 && text[0] != '0';
}

void gm_read_warn_of_thousands(gm_reader *reader, const gm_node *node)
{
    if (!looks_like_thousands(node->text)) {
        return;
    }
    char owner[OWNER_BYTES];
    int whole = (int)strcspn(node->text, ".");
    gm_diag_warn(reader->diag, node->src, "%s`%.40s` is read as %.*s",
                 gm_owner_text(reader, owner, sizeof owner), node->text, whole, node->text);
    gm_diag_hint(reader->diag, "write %.*s, or %.*s000 for thousands", whole, node->text, whole,
                 node->text);
}

// Reads one plain number of a row.
static bool read_plain(gm_reader *reader, const gm_field *field, const gm_node *node,
                       gm_quantity *out)
{
    char expected[GM_EXPECTED_BYTES];
    char error[GM_UNIT_ERROR_BYTES];
    char owner[OWNER_BYTES];
    const char *text = gm_read_scalar(reader, node, gm_expected(field, expected));
    if (!text) {
        return false;
    }
    const char *none = field->type == GM_TYPE_QUANTITY ? "" : "things";
    if (gm_quantity_parse_as(text, field->unit ? field->unit : none, out, error)) {
        if (field->type != GM_TYPE_QUANTITY || out->dim.power[GM_AXIS_COUNT] == 1) {
            gm_read_warn_of_thousands(reader, node);
        }
        return true;
    }
    gm_owner_text(reader, owner, sizeof owner);
    if (field->key) {
        gm_diag_error(reader->diag, node->src, "%s%s: %s", owner, field->key, error);
    } else {
        gm_diag_error(reader->diag, node->src, "%s%s", owner, error);
    }
    return false;
}

// A bound so high only keeps absurd numbers out: it is not told to who is below the low one.
#define GUARD 1e6

static bool is_inside(const gm_field *field, double value)
{
    return !(((field->bounds & GM_MORE_THAN) && !(value > field->lo)) ||
             ((field->bounds & GM_AT_LEAST) && !(value >= field->lo)) ||
             ((field->bounds & GM_LESS_THAN) && !(value < field->hi)) ||
             ((field->bounds & GM_AT_MOST) && !(value <= field->hi)));
}

static bool fits_integer(const gm_field *field, double value)
{
    // Up to 2^53 every whole number has a double of its own.
    double most = field->type == GM_TYPE_INT ? 2147483647.0 : 9007199254740992.0;
    return value == floor(value) && fabs(value) <= most;
}

// A number that fits its row: whole where it must be, and inside the bounds.
static bool check_number(gm_reader *reader, const gm_field *field, const gm_node *node,
                         double value)
{
    char owner[OWNER_BYTES];
    const char *key = field->key ? field->key : "the value";
    gm_owner_text(reader, owner, sizeof owner);
    if (!is_inside(field, value)) {
        char bounds[140];
        gm_field row = *field;
        if (value < field->hi && field->hi >= GUARD) {
            row.bounds &= GM_MORE_THAN | GM_AT_LEAST;
        }
        gm_diag_error(reader->diag, node->src, "%s%s must be %s, got %s", owner, key,
                      gm_bounds_text(&row, bounds, sizeof bounds), node->text);
        return false;
    }
    if (field->type != GM_TYPE_QUANTITY && !fits_integer(field, value)) {
        gm_diag_error(reader->diag, node->src, "%s%s must be a whole number%s, got %s", owner,
                      key, fabs(value) > 2147483647.0 ? " that is not so large" : "",
                      node->text);
        return false;
    }
    return true;
}

static bool read_checked(gm_reader *reader, const gm_field *field, const gm_node *node,
                         gm_quantity *out)
{
    return read_plain(reader, field, node, out) &&
           check_number(reader, field, node, out->value);
}

// Index of a word, or -1 after a fault.
static int read_word(gm_reader *reader, const gm_node *node, const char *what,
                     const char *const *words)
{
    const char *text = gm_read_scalar(reader, node, what);
    int n = 0;
    for (; words[n] && text; n++) {
        if (words[n][0] && strcmp(words[n], text) == 0) {
            return n;
        }
    }
    if (text) {
        int skip = words[0][0] == '\0';
        gm_report_unknown(reader->diag, node->src, what, text, words + skip, n - skip);
    }
    return -1;
}

static bool read_range(gm_reader *reader, const gm_field *field, const gm_node *node,
                       gm_input *input)
{
    if (node->kind != GM_NODE_SEQ || node->n != 2) {
        gm_diag_error(reader->diag, node->src,
                      "a range is a list of two, the least and the "
                      "greatest credible value");
        gm_diag_hint(reader->diag, "write it like `range: [50 s, 60 s]`");
        return false;
    }
    gm_quantity lo;
    gm_quantity hi;
    bool lo_ok = read_checked(reader, field, node->items[0], &lo);
    bool hi_ok = read_checked(reader, field, node->items[1], &hi);
    if (!lo_ok || !hi_ok) {
        return false;
    }
    if (!(lo.value <= input->value && input->value <= hi.value)) {
        gm_diag_error(reader->diag, node->src, "the range [%s, %s] does not hold the %s",
                      node->items[0]->text, node->items[1]->text,
                      input->type == GM_TYPE_CUSTOM ? "mean" : "value");
        return false;
    }
    input->has_range = true;
    input->lo = lo.value;
    input->hi = hi.value;
    return true;
}

static bool read_year(gm_reader *reader, const gm_node *node, int *year)
{
    const gm_field row = {
        .key = "year", .type = GM_TYPE_INT, .bounds = GM_BETWEEN, .lo = 1800.0, .hi = 2200.0};
    gm_quantity q;
    if (!read_checked(reader, &row, node, &q)) {
        return false;
    }
    *year = (int)q.value;
    return true;
}

// Reads one key beside `value` into the input.
static bool read_note(gm_reader *reader, const gm_field *field, const gm_node_entry *entry,
                      gm_input *input)
{
    static const char *const keys[] = {"value",      "range", "shape", "source",
                                       "confidence", "note",  "year"};
    const gm_node *node = entry->value;
    if (strcmp(entry->key, "range") == 0) {
        return read_range(reader, field, node, input);
    }
    if (strcmp(entry->key, "source") == 0) {
        input->source = gm_read_scalar(reader, node, "text");
        return input->source != NULL;
    }
    if (strcmp(entry->key, "note") == 0) {
        input->note = gm_read_scalar(reader, node, "text");
        return input->note != NULL;
    }
    if (strcmp(entry->key, "year") == 0) {
        return read_year(reader, node, &input->year);
    }
    if (strcmp(entry->key, "confidence") == 0) {
        int word = read_word(reader, node, "confidence", confidence_words);
        input->confidence = word > 0 ? (gm_confidence)word : GM_CONFIDENCE_NONE;
        return word > 0;
    }
    if (strcmp(entry->key, "shape") == 0) {
        int word = read_word(reader, node, "shape", shape_words);
        input->shape = word >= 0 ? (gm_shape)word : GM_SHAPE_PERT;
        return word >= 0;
    }
    gm_report_unknown(reader->diag, entry->key_src, "key", entry->key, keys,
                      (int)(sizeof keys / sizeof keys[0]));
    return false;
}

// Only numbers above 0 have a logarithm.
static bool check_shape(gm_reader *reader, const gm_node *node, const gm_input *input)
{
    bool has_range = input->has_range && input->shape == GM_SHAPE_LOGNORMAL;
    if (!has_range || input->lo > 0.0) {
        return true;
    }
    gm_diag_error(reader->diag, gm_node_get(node, "range")->src,
                  "a range of `shape: lognormal` is above 0");
    gm_diag_hint(reader->diag, "the default, `pert`, may begin at 0 or below");
    return false;
}

// Reads what stands beside the value and appends it to the inputs of the reader. is_read: the
// value could be read.
static bool read_notes(gm_reader *reader, const gm_field *field, const gm_node *node,
                       gm_input *input, bool is_read)
{
    const gm_node *value = gm_node_get(node, "value");
    bool ok = is_read;
    for (int i = 0; i < node->n; i++) {
        // Without a value there is nothing to hold its range against.
        bool is_value = node->entries[i].value == value;
        if (!is_value && (ok || strcmp(node->entries[i].key, "range") != 0)) {
            ok = read_note(reader, field, &node->entries[i], input) && ok;
        }
    }
    ok = ok && check_shape(reader, node, input);
    if (ok) {
        input->path = gm_arena_strdup(reader->arena, reader->path.at);
        GM_ARRAY_PUSH(reader->arena, &reader->inputs, *input);
    }
    return ok;
}

// Reads {value:, range: ..}.
static bool read_input(gm_reader *reader, const gm_field *field, const gm_node *node,
                       gm_quantity *out, void *member)
{
    const gm_node *value = gm_node_get(node, "value");
    if (!value) {
        char expected[GM_EXPECTED_BYTES];
        char owner[OWNER_BYTES];
        gm_diag_error(reader->diag, node->src, "%sexpected %s, got a map without `value:`",
                      gm_owner_text(reader, owner, sizeof owner), gm_expected(field, expected));
        return false;
    }
    bool is_read = read_checked(reader, field, value, out);
    gm_input input = {
        .src = value->src,
        .value = out->value,
        .dim = out->dim,
        .unit = is_read ? gm_arena_strdup(reader->arena, out->unit) : "",
        .target = member,
        .type = field->type,
    };
    return read_notes(reader, field, node, &input, is_read);
}

bool gm_read_notes(gm_reader *reader, const gm_node *node, const char *unit,
                   const gm_quantity *mean, void *target)
{
    const gm_field row = {.type = GM_TYPE_QUANTITY, .unit = unit};
    gm_input input = {
        .src = gm_node_get(node, "value")->src,
        .value = mean->value,
        .dim = mean->dim,
        .unit = gm_arena_strdup(reader->arena, mean->unit),
        .target = target,
        .type = GM_TYPE_CUSTOM,
    };
    return read_notes(reader, &row, node, &input, true);
}

bool gm_read_number_field(gm_reader *reader, const gm_field *field, const gm_node *node,
                          void *member)
{
    gm_quantity q = {0};
    bool ok = node->kind == GM_NODE_MAP ? read_input(reader, field, node, &q, member)
                                        : read_checked(reader, field, node, &q);
    if (!ok) {
        return false;
    }
    if (field->type == GM_TYPE_QUANTITY) {
        memcpy(member, &q.value, sizeof q.value);
    } else if (field->type == GM_TYPE_INT) {
        memcpy(member, &(int32_t){(int32_t)q.value}, sizeof(int32_t));
    } else {
        memcpy(member, &(int64_t){(int64_t)q.value}, sizeof(int64_t));
    }
    return true;
}

bool gm_read_quantity(gm_reader *reader, const gm_node *node, const char *unit, double *si)
{
    const gm_field row = {.type = GM_TYPE_QUANTITY, .unit = unit};
    return gm_read_number_field(reader, &row, node, si);
}
