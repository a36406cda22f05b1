// SPDX-License-Identifier: MIT
//
// Writes schema tables as the language reference, in Markdown.

#include "core/assert.h"
#include "core/schema.h"
#include "core/schema_parts.h"

#include <string.h>

// Text of a table cell: a bar would end it.
static void print_cell(FILE *out, const char *text)
{
    for (const char *at = text; at && *at; at++) {
        if (*at == '|') {
            fputs("\\|", out);
        } else {
            fputc(*at == '\n' ? ' ' : *at, out);
        }
    }
}

// The anchor that Markdown makes of a heading: lower case, blanks to dashes.
static void print_link(FILE *out, const char *name)
{
    fprintf(out, "[%s](#", name);
    for (const char *at = name; *at; at++) {
        bool upper = *at >= 'A' && *at <= 'Z';
        fputc(*at == ' ' ? '-' : upper ? *at - 'A' + 'a' : *at, out);
    }
    fputs(")", out);
}

static void print_words(FILE *out, const char *const *words)
{
    for (int i = 0; words[i]; i++) {
        fprintf(out, "%s`%s`", i > 0 ? ", " : "", words[i]);
    }
}

static void print_type(FILE *out, const gm_field *field, gm_type type)
{
    gm_field row = *field;
    char expected[GM_EXPECTED_BYTES];
    row.type = type;
    switch (type) {
    case GM_TYPE_ENUM:
        print_words(out, field->words);
        break;
    case GM_TYPE_STRUCT:
    case GM_TYPE_OPTIONAL:
        print_link(out, field->table->name);
        break;
    case GM_TYPE_UNION:
        print_link(out, field->cases->name);
        break;
    case GM_TYPE_CUSTOM:
        print_link(out, field->custom->name);
        break;
    case GM_TYPE_LIST:
        fputs("list of ", out);
        print_type(out, field, field->item);
        break;
    case GM_TYPE_MAP:
        fputs("map of name to ", out);
        print_type(out, field, field->item);
        break;
    case GM_TYPE_QUANTITY:
    case GM_TYPE_INT:
    case GM_TYPE_INT64:
    case GM_TYPE_BOOL:
    case GM_TYPE_TEXT:
    case GM_TYPE_NAME:
    case GM_TYPE_REF:
    case GM_TYPE_ANY:
        print_cell(out, gm_expected(&row, expected));
        break;
    }
}

static void print_row(FILE *out, const gm_field *field)
{
    char bounds[140];
    gm_bounds_text(field, bounds, sizeof bounds);
    fprintf(out, "| `%s` | ", field->key);
    print_type(out, field, field->type);
    fprintf(out, "%s%s | ", bounds[0] ? ", " : "", bounds);
    if (field->required) {
        fputs("required", out);
    } else if (field->preset) {
        fputs("`", out);
        print_cell(out, field->preset);
        fputs("`", out);
    }
    fputs(" | ", out);
    print_cell(out, field->doc);
    if (field->example) {
        fprintf(out, " `%s: ", field->key);
        print_cell(out, field->example);
        fputs("`", out);
    }
    fputs(" |\n", out);
}

static void print_table(FILE *out, const gm_table *table)
{
    fprintf(out, "## %s\n\n%s\n\n", table->name, table->doc ? table->doc : "");
    if (table->short_key) {
        fprintf(out, "A value alone stands for `{%s: value}`.\n\n", table->short_key);
    }
    if (table->n_fields == 0) {
        return;
    }
    fputs("| key | value | default | meaning |\n| --- | --- | --- | --- |\n", out);
    for (int i = 0; i < table->n_fields; i++) {
        print_row(out, &table->fields[i]);
    }
    fputs("\n", out);
}

static void print_union(FILE *out, const gm_union *u)
{
    fprintf(out, "## %s\n\n%s\n\n", u->name, u->doc ? u->doc : "");
    fputs("| first key | keys |\n| --- | --- |\n", out);
    for (int i = 0; i < u->n_cases; i++) {
        fprintf(out, "| `%s:` | ", u->cases[i].kind);
        print_link(out, u->cases[i].table->name);
        fputs(" |\n", out);
    }
    fputs("\n", out);
}

void gm_schema_write_markdown(const gm_table *root, FILE *out)
{
    gm_arena scratch = {0};
    gm_schema_walk walk = {.arena = &scratch};
    gm_schema_visit(&walk, root);
    for (int i = 0; i < walk.tables.n; i++) {
        print_table(out, walk.tables.items[i]);
    }
    for (int i = 0; i < walk.unions.n; i++) {
        print_union(out, walk.unions.items[i]);
    }
    for (int i = 0; i < walk.customs.n; i++) {
        const gm_custom *custom = walk.customs.items[i];
        fprintf(out, "## %s\n\n%s\n\n", custom->name, custom->doc ? custom->doc : "");
    }
    gm_arena_fini(&scratch);
}
