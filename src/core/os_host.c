// SPDX-License-Identifier: MIT

#define _POSIX_C_SOURCE 200809L

#include "core/os_host.h"

#include "core/os_thread.h"

#include <stdio.h>
#include <sys/utsname.h>

gm_host gm_host_now(void)
{
    gm_host host = {.system = "unknown", .processors = gm_processors()};
    struct utsname name;
    if (uname(&name) >= 0) {
        snprintf(host.system, sizeof host.system, "%.80s %.80s %.80s", name.sysname,
                 name.release, name.machine);
    }
    return host;
}
