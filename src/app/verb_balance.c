// SPDX-License-Identifier: MIT

#include "app/verbs.h"
#include "core/json.h"
#include "core/units.h"
#include "report/balance_report.h"
#include "twin/line_pace.h"

#include <string.h>

#define MOST_TAKTS 64

// What was asked: takts, or none for that of the model; a line each.
typedef struct request {
    const gm_opened *opened;
    double takts_s[MOST_TAKTS];
    int n_takts;
    int32_t people;
    const gm_line_balance **found;
    int n_found;
} request;

// "65 s, 130 s".
static bool read_takts(const char *text, request *r)
{
    while (text && *text) {
        char piece[64];
        size_t n = strcspn(text, ",");
        gm_quantity q;
        char error[GM_UNIT_ERROR_BYTES] = "too long";
        (void)snprintf(piece, sizeof piece, "%.*s", (int)n, text);
        bool ok = n < sizeof piece && gm_quantity_parse_as(piece, "s", &q, error);
        if (!ok || q.value < 0.001 || q.value > GM_BALANCED_TAKT_MAX_S ||
            r->n_takts == MOST_TAKTS) {
            fprintf(stderr, "gemba: --takt: %s\n",
                    !ok                        ? error
                    : r->n_takts == MOST_TAKTS ? "at most 64 takts"
                                               : "expected a time from 1 ms to 1,000,000 s");
            return false;
        }
        r->takts_s[r->n_takts++] = q.value;
        text += n + (text[n] == ',' ? 1 : 0);
    }
    return true;
}

static bool add_balance(request *r, const gm_line_balance *of, double takt_s)
{
    gm_opened *opened = (gm_opened *)r->opened;
    const gm_line_balance *balance =
        of->n_zones > 0 ? of
                        : gm_line_balance_create(&opened->model->plant, of->line, takt_s, NULL,
                                                 &opened->arena, &opened->diag);
    r->found[r->n_found] = balance;
    r->n_found += balance ? 1 : 0;
    return balance != NULL;
}

static bool add_pace(request *r, const gm_line_balance *of)
{
    gm_line_pace pace = gm_line_pace_of(&r->opened->model->plant, of->line, r->people);
    if (!pace.is_met) {
        fprintf(stderr, "gemba: '%s': no takt was found for %d people", of->line->name,
                (int)r->people);
        if (pace.least_posts < INT32_MAX) {
            fprintf(stderr, "; at a long one it takes %d", (int)pace.least_posts);
        }
        fputc('\n', stderr);
        return false;
    }
    return add_balance(r, of, pace.takt_s);
}

static bool answer(request *r)
{
    const gm_model *model = r->opened->model;
    int n_each = r->n_takts > 0 ? r->n_takts : 1;
    r->found = GM_NEW((gm_arena *)&r->opened->arena, const gm_line_balance *,
                      model->n_balances *n_each);
    bool ok = true;
    for (int32_t i = 0; i < model->n_balances; i++) {
        const gm_line_balance *of = model->balances[i];
        if (r->people > 0) {
            ok &= add_pace(r, of);
            continue;
        }
        for (int k = 0; k < n_each; k++) {
            ok &= add_balance(r, of, r->n_takts > 0 ? r->takts_s[k] : of->takt_s);
        }
    }
    return ok;
}

static void print(const request *r, bool json)
{
    if (json) {
        gm_json j = gm_json_to_file(stdout, 1);
        gm_json_begin_array(&j);
        for (int i = 0; i < r->n_found; i++) {
            gm_balance_json(r->found[i], &j);
        }
        gm_json_end(&j);
        return;
    }
    if (r->n_takts > 1) {
        gm_balances_text(r->found, r->n_found, gm_page_of(stdout), stdout);
        return;
    }
    for (int i = 0; i < r->n_found; i++) {
        gm_balance_text(r->found[i], gm_page_of(stdout), stdout);
    }
}

int gm_verb_balance(const gm_options *options)
{
    gm_opened opened;
    request r = {.opened = &opened, .people = options->people};
    if (!read_takts(options->takt, &r)) {
        return gm_status_exit_code(GM_ERR_USAGE);
    }
    if (r.n_takts > 0 && r.people > 0) {
        fputs("gemba: --takt and --people are asked one at a time\n", stderr);
        return gm_status_exit_code(GM_ERR_USAGE);
    }
    // At another takt it does not matter whether the line keeps its own.
    gm_options own = *options;
    own.only_tasks = r.n_takts > 0 || r.people > 0;
    gm_status status = gm_open(&own, options->scenario, &opened);
    if (status == GM_OK && opened.model->n_balances == 0) {
        fputs("gemba: no line of the model lists `tasks:`, so there is nothing to balance\n",
              stderr);
        status = GM_ERR_USAGE;
    } else if (status == GM_OK) {
        bool ok = answer(&r);
        print(&r, options->json);
        gm_diag_print(&opened.diag, stderr, gm_has_colour(stderr));
        status = ok ? GM_OK : GM_ERR_MODEL;
    }
    gm_close(&opened);
    return gm_status_exit_code(status);
}
