// SPDX-License-Identifier: MIT

#include "battery/curve_store.h"

#include "core/assert.h"

const gm_curve *gm_curve_store_find(const gm_curve_store *store, const void *of,
                                    gm_curve_span span)
{
    for (int32_t i = 0; store && i < store->n; i++) {
        const gm_curve_kept *k = &store->items[i];
        bool is_span =
            k->span.from == span.from && k->span.to == span.to && k->span.n == span.n;
        if (k->of == of && is_span) {
            return &k->curve;
        }
    }
    return NULL;
}

bool gm_curve_store_wants(const gm_curve_store *store, const void *of)
{
    bool wants = store && store->n < GM_CURVES_KEPT;
    for (int32_t i = 0; wants && i < store->n; i++) {
        wants = store->items[i].of != of;
    }
    return wants;
}

void gm_curve_store_add(gm_curve_store *store, const void *of, gm_curve_span span,
                        const gm_curve *curve)
{
    GM_REQUIRE(gm_curve_store_wants(store, of));
    store->items[store->n++] = (gm_curve_kept){of, span, *curve};
}
