// SPDX-License-Identifier: MIT

#include "plant/repair.h"

gm_repair gm_repair_begin(gm_run *run, double takes_s, uint32_t grant, const gm_crew_call *call)
{
    gm_repair repair = {
        .grant = call->n > 0 ? grant : GM_NO_GRANT,
        .is_waiting = true,
        .up_s = (double)INFINITY,
        .left_s = takes_s,
        .began_s = run->now_s,
    };
    if (call->n == 0 || gm_crew_ask(run, grant, call)) {
        gm_repair_go_on(&repair, run->now_s);
    }
    return repair;
}

void gm_repair_go_on(gm_repair *repair, double now_s)
{
    if (repair->is_waiting) {
        repair->is_waiting = false;
        repair->up_s = now_s + repair->left_s;
    }
}

void gm_repair_rest(gm_repair *repair, double now_s)
{
    if (!repair->is_waiting && repair->up_s > now_s) {
        repair->is_waiting = true;
        repair->left_s = repair->up_s - now_s;
        repair->up_s = (double)INFINITY;
    }
}

void gm_repair_end(gm_run *run, gm_repair *repair)
{
    if (repair->grant != GM_NO_GRANT) {
        gm_crew_release(run, repair->grant);
        repair->grant = GM_NO_GRANT;
    }
}
