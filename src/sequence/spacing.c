// SPDX-License-Identifier: MIT

#include "sequence/spacing.h"

int64_t gm_spacing_room(const gm_spacing *rule, int64_t n)
{
    int64_t rest = n % rule->in;
    return n / rule->in * rule->at_most + (rest < rule->at_most ? rest : rule->at_most);
}

int64_t gm_spacing_least(const gm_spacing *rule, int64_t n, int64_t m)
{
    int64_t beyond = m - gm_spacing_room(rule, n);
    int64_t each = rule->in - rule->at_most;
    return beyond > 0 ? (beyond + each - 1) / each : 0;
}
