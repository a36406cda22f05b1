// SPDX-License-Identifier: MIT

#include "report/waterfall.h"

#include <math.h>

#define NOTHING 5e-5 // of all hours: less would be written as 0.0 %

static double whole(double parts)
{
    return floor(parts + 0.5);
}

gm_waterfall gm_waterfall_of(const gm_losses *losses)
{
    gm_waterfall w = {0};
    double ideal = losses->ideal_parts;
    if (isnan(ideal) || losses->n == 0) {
        return w;
    }
    gm_interval all = {.mean = 1.0};
    w.bars[w.n++] = (gm_waterfall_bar){"ideal rate, all hours", 0.0, ideal, whole(ideal), all};
    double level = ideal;
    double good = losses->net_share * ideal;
    for (int32_t k = 0; k < losses->n; k++) {
        const gm_loss *loss = &losses->items[k];
        if (!(loss->share.mean > NOTHING)) {
            continue;
        }
        double to = level - loss->parts;
        w.bars[w.n++] =
            (gm_waterfall_bar){loss->word, level, to, whole(level) - whole(to), loss->share};
        level = to;
    }
    // What was too little to be drawn is part of the last step.
    w.bars[w.n - 1].to = w.n > 1 ? good : w.bars[w.n - 1].to;
    if (w.n > 1) {
        w.bars[w.n - 1].parts = whole(w.bars[w.n - 1].from) - whole(good);
    }
    gm_interval net = {.mean = losses->net_share, .half_width = (double)NAN};
    w.bars[w.n++] = (gm_waterfall_bar){"good parts", good, 0.0, whole(good), net};
    return w;
}
