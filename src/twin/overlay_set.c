// SPDX-License-Identifier: MIT
//
// Scenarios, `--set`, defaults by kind of step, and the calendars of the language.

#include "core/text.h"
#include "twin/builtin.h"
#include "twin/overlay.h"
#include "twin/path.h"
#include "twin/source_text.h"
#include "twin/tables.h"

#include <string.h>

// Marks a tree as coming from elsewhere than the place where it now stands.
static void mark(gm_node *node, const char *origin)
{
    node->src.origin = origin;
    for (int i = 0; i < node->n; i++) {
        if (node->kind == GM_NODE_MAP) {
            node->entries[i].key_src.origin = origin;
            mark(node->entries[i].value, origin);
        } else {
            mark(node->items[i], origin);
        }
    }
}

// ---- scenarios

static void apply_scenario(gm_overlay *overlay, gm_node *root, const gm_node_entry *scenario)
{
    const gm_node *set = gm_node_get(scenario->value, "set");
    if (!set || set->kind != GM_NODE_MAP) {
        return; // the table reports it
    }
    const char *origin = gm_arena_printf(overlay->arena, "scenario '%s'", scenario->key);
    for (int i = 0; i < set->n; i++) {
        gm_node *value = gm_node_clone(overlay->arena, set->entries[i].value);
        mark(value, origin);
        gm_path_set(root, set->entries[i].key, value, set->entries[i].key_src, overlay->arena,
                    overlay->diag);
    }
}

void gm_overlay_scenario(gm_overlay *overlay, const char *name)
{
    const gm_node *all = gm_node_get(overlay->root, "scenarios");
    int n = all && all->kind == GM_NODE_MAP ? all->n : 0;
    const gm_node_entry *chosen = NULL;
    const char **names = GM_NEW(overlay->arena, const char *, n + 1);
    for (int i = 0; i < n; i++) {
        names[i] = all->entries[i].key;
        if (name && strcmp(name, names[i]) == 0) {
            chosen = &all->entries[i];
        } else if (!overlay->is_again) {
            // Applied to a copy, for its faults.
            gm_node *copy = gm_node_clone(overlay->arena, overlay->root);
            apply_scenario(overlay, copy, &all->entries[i]);
        }
    }
    if (chosen) {
        apply_scenario(overlay, overlay->root, chosen);
    } else if (name) {
        gm_src src = {.origin = "--scenario"};
        gm_report_unknown(overlay->diag, src, "scenario", name, names, n);
    }
}

// ---- --set and --vary

void gm_overlay_sets(gm_overlay *overlay, const char *option, const char *const *sets, int n)
{
    for (int i = 0; i < n; i++) {
        const char *equals = strchr(sets[i], '=');
        gm_src src = {.origin = option};
        if (!equals || equals == sets[i]) {
            gm_diag_error(overlay->diag, src, "expected `path=value`, got '%.80s'", sets[i]);
            continue;
        }
        size_t len = (size_t)(equals - sets[i]);
        gm_slice path = gm_slice_trim((gm_slice){sets[i], len});
        if (gm_slice_trim(gm_slice_of(equals + 1)).len == 0) {
            gm_diag_error(overlay->diag, src, "a value is missing behind `%.80s`", sets[i]);
            gm_diag_hint(overlay->diag, "write it like `%s plant.weld.time=\"50 s\"`", option);
            continue;
        }
        const char *name =
            gm_arena_printf(overlay->arena, "%s %.*s", option, (int)path.len, path.at);
        gm_node *value = NULL;
        gm_status status = gm_source_read_text(name, gm_slice_of(equals + 1), overlay->arena,
                                               overlay->diag, &value);
        if (status != GM_OK || !value) {
            continue;
        }
        mark(value, option);
        gm_path_set(overlay->root, gm_arena_strndup(overlay->arena, path.at, path.len), value,
                    src, overlay->arena, overlay->diag);
    }
}

// ---- defaults

static void give(gm_overlay *overlay, gm_node *step, const gm_node *defaults, const char *kind)
{
    for (int i = 0; i < defaults->n; i++) {
        const gm_node_entry *entry = &defaults->entries[i];
        if (gm_node_get(step, entry->key)) {
            continue;
        }
        gm_node_entry copy = *entry;
        copy.value = gm_node_clone(overlay->arena, entry->value);
        const char *origin = gm_arena_printf(overlay->arena, "defaults: %s (%s:%d)", kind,
                                             entry->key_src.file, entry->key_src.line);
        copy.key_src.origin = origin;
        mark(copy.value, origin);
        gm_node_append(overlay->arena, step, copy);
    }
}

static void give_step(gm_overlay *overlay, gm_node *step, const gm_node *defaults)
{
    if (step->kind != GM_NODE_MAP) {
        return;
    }
    for (int i = 0; i < defaults->n; i++) {
        const gm_node_entry *of = &defaults->entries[i];
        if (of->value->kind == GM_NODE_MAP && gm_node_get(step, of->key)) {
            give(overlay, step, of->value, of->key);
        }
    }
}

void gm_overlay_defaults(gm_overlay *overlay)
{
    const gm_node *defaults = gm_node_get(overlay->root, "defaults");
    const gm_node *plant = gm_node_get(overlay->root, "plant");
    if (!defaults || defaults->kind != GM_NODE_MAP || !plant || plant->kind != GM_NODE_MAP) {
        return;
    }
    for (int i = 0; i < plant->n; i++) {
        const gm_node *steps = gm_node_get(plant->entries[i].value, "steps");
        for (int k = 0; steps && steps->kind == GM_NODE_SEQ && k < steps->n; k++) {
            give_step(overlay, steps->items[k], defaults);
        }
    }
}

// ---- calendars of the language

static bool names_calendar(const gm_node *node, const char *name)
{
    for (int i = 0; i < node->n; i++) {
        const gm_node *value =
            node->kind == GM_NODE_MAP ? node->entries[i].value : node->items[i];
        bool is_key =
            node->kind == GM_NODE_MAP && strcmp(node->entries[i].key, "calendar") == 0;
        if (is_key && value->kind == GM_NODE_SCALAR && strcmp(value->text, name) == 0) {
            return true;
        }
        if (names_calendar(value, name)) {
            return true;
        }
    }
    return false;
}

void gm_overlay_calendars(gm_overlay *overlay)
{
    gm_node *calendars = gm_node_get(overlay->root, "calendars");
    for (int i = 0; i < gm_n_builtin_calendars; i++) {
        const gm_builtin_calendar *builtin = &gm_builtin_calendars[i];
        if ((calendars && gm_node_get(calendars, builtin->name)) ||
            !names_calendar(overlay->root, builtin->name)) {
            continue;
        }
        gm_node *node = gm_builtin_node(builtin, overlay->arena, overlay->diag);
        mark(node, "calendar of the language");
        if (!calendars) {
            calendars = gm_node_map(overlay->arena, overlay->root->src);
            gm_node_set(overlay->arena, overlay->root, "calendars", calendars);
        }
        if (calendars->kind == GM_NODE_MAP) {
            gm_node_set(overlay->arena, calendars, builtin->name, node);
        }
    }
}
