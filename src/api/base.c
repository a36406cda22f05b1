// SPDX-License-Identifier: MIT

#include "gemba/base.h"

#include "api/handles.h"

#include "core/assert.h"
#include "gemba/version.h"

const char *gm_version(void)
{
    return GM_VERSION;
}

static gm_base *create_base(void)
{
    gm_base *base = gm_hook_alloc(sizeof *base);
    gm_arena_init(&base->arena, 0);
    return base;
}

// Wires a model that was read, and keeps what there is to say about it. Takes the diag over.
static gm_status complete(gm_base *base, gm_status status, gm_diag *diag)
{
    if (status == GM_OK) {
        base->twin = gm_twin_create(base->model, &base->arena, diag);
        status = base->twin ? GM_OK : GM_ERR_MODEL;
    }
    base->messages = gm_reading_messages(diag, &base->arena);
    return status;
}

gm_status gm_base_load(const char *path, const gm_base_options *options, gm_base **out)
{
    GM_REQUIRE(path && out);
    gm_base *base = *out = create_base();
    gm_diag diag = {0};
    gm_model_options how = gm_reading_options(options);
    gm_status status = gm_model_load(path, &how, &base->arena, &diag, &base->model);
    return complete(base, status, &diag);
}

gm_status gm_base_load_text(const char *name, const char *text, size_t n,
                            const gm_base_options *options, gm_base **out)
{
    GM_REQUIRE(name && text && out);
    gm_base *base = *out = create_base();
    gm_diag diag = {0};
    gm_model_options how = gm_reading_options(options);
    gm_slice kept = {gm_arena_strndup(&base->arena, text, n), n};
    gm_status status = gm_model_load_text(gm_arena_strdup(&base->arena, name), kept, &how,
                                          &base->arena, &diag, &base->model);
    return complete(base, status, &diag);
}

void gm_base_destroy(gm_base *base)
{
    if (base) {
        gm_arena_fini(&base->arena);
        gm_hook_free(base);
    }
}

const char *gm_base_name(const gm_base *base)
{
    return base->model && base->model->name ? base->model->name : "";
}

int gm_base_message_count(const gm_base *base)
{
    return base->messages.n;
}

const char *gm_base_message(const gm_base *base, int i)
{
    GM_REQUIRE(i >= 0 && i < base->messages.n);
    return base->messages.lines[i];
}
