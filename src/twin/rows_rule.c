// SPDX-License-Identifier: MIT
//
// Rules as they are written: their text, which gets its meaning when names are resolved.

#include "twin/rows.h"

#include <stdio.h>
#include <string.h>

static bool take_text(gm_reader *reader, const gm_node *node, gm_rule_def *rule)
{
    const char *text = gm_read_scalar(reader, node, "a rule like `part.due - now`");
    if (!text) {
        return false;
    }
    gm_src src = node->src;
    src.col += node->quoted ? 1 : 0;
    *rule = (gm_rule_def){.src = src, .text = text};
    return true;
}

static bool read_rule(gm_reader *reader, const gm_node *node, void *dst)
{
    return take_text(reader, node, dst);
}

#define RULE_DOC                                                                               \
    "A short expression with units over the states of the plant, see docs/rules.md: "          \
    "`rack.parts < 5 and press.state is not down`, `part.due - now - part.work`, "             \
    "`if part.variant is es then 0 else part.age / 2`, `min(a, b)`, `sum(parts of a, b)`."

const gm_custom gm_custom_rule = {
    .name = "rule",
    .doc = RULE_DOC,
    .json = "{\"type\": \"string\"}",
    .size = sizeof(gm_rule_def),
    .read = read_rule,
};

// One word is one of those that stand for an order, or it is misspelled.
static bool is_one_word(const char *text)
{
    return strpbrk(text, " .()+*/<>=") == NULL;
}

// Orders as the theory of scheduling calls them: as a word that may stand here, or as a rule.
static const char *order_here(const char *text, const char *const *words)
{
    static const struct {
        const char *names;
        const char *here;
    } known[] = {
        {" edd edf duedate due-date earliest-due-date ", "`order: part.due`"},
        {" slack mst least-slack ", "`order: part.due - now - part.work`"},
        {" fcfs first-come-first-served ", "`order: fifo`"},
        {" lcfs ", "`order: lifo`"},
        {" lpt longest ", "`order: 0 s - part.work`"},
        {" oldest ", "`order: 0 s - part.age`"},
    };
    char word[40];
    snprintf(word, sizeof word, " %.36s ", text);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strstr(known[i].names, word)) {
            return known[i].here;
        }
    }
    bool is_spt = strcmp(text, "spt") == 0 || strcmp(text, "sjf") == 0;
    for (int i = 0; words[i] && is_spt; i++) {
        if (strcmp(words[i], "shortest") == 0) {
            return "`order: shortest`";
        }
    }
    return is_spt ? "`order: part.work`" : NULL;
}

static bool read_order(gm_reader *reader, const gm_node *node, const char *const *words,
                       gm_raw_order *order)
{
    const char *text = gm_read_scalar(reader, node, "an order");
    if (!text) {
        return false;
    }
    int n = 0;
    for (; words[n]; n++) {
        if (strcmp(words[n], text) == 0) {
            order->word = n;
            return true;
        }
    }
    if (!is_one_word(text)) {
        order->word = n;
        return take_text(reader, node, &order->rule);
    }
    gm_report_unknown(reader->diag, node->src, "order", text, words, n);
    const char *here = order_here(text, words);
    if (here) {
        gm_diag_hint(reader->diag, "here: %s", here);
    }
    return false;
}

const char *const gm_queue_order_words[] = {"fifo",     "lifo",   "priority", "rework",
                                            "shortest", "family", NULL};
const char *const gm_buffer_order_words[] = {"fifo",   "lifo",     "priority", "rework",
                                             "family", "sequence", NULL};

static bool read_queue_order(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_order(reader, node, gm_queue_order_words, dst);
}

static bool read_buffer_order(gm_reader *reader, const gm_node *node, void *dst)
{
    return read_order(reader, node, gm_buffer_order_words, dst);
}

const gm_custom gm_custom_queue_order = {
    .name = "order of a queue",
    .doc =
        "`fifo`, `lifo`, `priority`, `rework`, `shortest`, `family`, or a rule: the part for "
        "which it is least goes first, of equals the one that came first.",
    .json = "{\"type\": \"string\"}",
    .size = sizeof(gm_raw_order),
    .read = read_queue_order,
};

const gm_custom gm_custom_buffer_order = {
    .name = "order of a buffer",
    .doc =
        "`fifo`, `lifo`, `priority`, `rework`, `family`, `sequence`, or a rule: the part for "
        "which it is least goes first, of equals the one that came first.",
    .json = "{\"type\": \"string\"}",
    .size = sizeof(gm_raw_order),
    .read = read_buffer_order,
};
