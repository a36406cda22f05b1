// SPDX-License-Identifier: MIT

#include "twin/input_put.h"

#include "core/assert.h"
#include "twin/law_mean.h"

#include <math.h>
#include <string.h>

void gm_input_put(gm_input *input, double value, gm_arena *arena)
{
    GM_REQUIRE(value == input->value ||
               (input->has_range && input->lo <= value && value <= input->hi));
    input->value = value;
    if (input->type == GM_TYPE_CUSTOM) {
        gm_law_set_mean(input->target, value, arena);
    } else if (input->type == GM_TYPE_QUANTITY) {
        memcpy(input->target, &value, sizeof value);
    } else if (input->type == GM_TYPE_INT) {
        memcpy(input->target, &(int32_t){(int32_t)lround(value)}, sizeof(int32_t));
    } else {
        memcpy(input->target, &(int64_t){llround(value)}, sizeof(int64_t));
    }
}
