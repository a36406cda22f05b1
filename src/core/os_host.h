// SPDX-License-Identifier: MIT
//
// The machine that a program runs on, as results name it.

#ifndef GM_CORE_OS_HOST_H
#define GM_CORE_OS_HOST_H

typedef struct gm_host {
    char system[256]; // "Linux 6.1.0 x86_64"; "unknown" when the system does not say
    int processors;   // that this process may use
} gm_host;

gm_host gm_host_now(void);

#endif
