// SPDX-License-Identifier: MIT

#define _POSIX_C_SOURCE 200809L

#include "core/os_file.h"

#include <stddef.h>
#include <sys/stat.h>

bool gm_file_can_be_opened(const char *path)
{
    struct stat file;
    return stat(path, &file) != 0 || S_ISREG(file.st_mode) || S_ISDIR(file.st_mode);
}

bool gm_file_is_there(const char *path)
{
    struct stat file;
    return lstat(path, &file) == 0;
}

const char *gm_file_other_kind(const char *path)
{
    struct stat file;
    if (stat(path, &file) != 0) {
        return lstat(path, &file) == 0 ? "a link that leads nowhere" : NULL;
    }
    return S_ISREG(file.st_mode)    ? NULL
           : S_ISDIR(file.st_mode)  ? "a folder"
           : S_ISFIFO(file.st_mode) ? "a pipe"
           : S_ISSOCK(file.st_mode) ? "a socket"
                                    : "a device";
}
