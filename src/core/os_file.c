// SPDX-License-Identifier: MIT

#define _POSIX_C_SOURCE 200809L

#include "core/os_file.h"

#include <sys/stat.h>

bool gm_file_can_be_opened(const char *path)
{
    struct stat file;
    return stat(path, &file) != 0 || S_ISREG(file.st_mode) || S_ISDIR(file.st_mode);
}
