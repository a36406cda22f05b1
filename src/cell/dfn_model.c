// SPDX-License-Identifier: MIT
//
// The Doyle-Fuller-Newman model as one among others.

#include "cell/dfn.h"

static void begin(void *self, const double *stoichiometry, double temperature_k)
{
    gm_dfn_begin(self, stoichiometry, temperature_k);
}

static bool settle(void *self, gm_cell_control control)
{
    return gm_dfn_settle(self, control);
}

static void warm(void *self, double temperature_k)
{
    gm_dfn_warm(self, temperature_k);
}

static bool step(void *self, gm_cell_control control, double step_s, double *error)
{
    return gm_dfn_step(self, control, step_s, error);
}

static void accept(void *self)
{
    gm_dfn_accept(self);
}

static const gm_cell_view *now(const void *self)
{
    return gm_dfn_now(self);
}

static const gm_cell_view *tried(const void *self)
{
    return gm_dfn_tried(self);
}

static void edges(const void *self, gm_cell_edges *out)
{
    gm_dfn_edges(self, out);
}

static void aged(const void *self, gm_cell_aged *out)
{
    *out = gm_dfn_aged(self);
}

gm_cell_model gm_dfn_model(gm_dfn *dfn)
{
    static const gm_cell_ops ops = {
        .name = "DFN",
        .begin = begin,
        .settle = settle,
        .warm = warm,
        .step = step,
        .accept = accept,
        .now = now,
        .tried = tried,
        .edges = edges,
        .aged = aged,
    };
    return (gm_cell_model){&ops, dfn};
}
