// SPDX-License-Identifier: MIT
//
// What kind of file a path names, asked before it is opened: a pipe would keep who opens it.

#ifndef GM_CORE_OS_FILE_H
#define GM_CORE_OS_FILE_H

#include <stdbool.h>

// False for a pipe, a device or a socket, which may never come to an end. True for a file, and
// also for a folder and for what is not there: opening these fails at once, and says why.
bool gm_file_can_be_opened(const char *path);

// Whether anything has this name: also what cannot be read, and a link that leads nowhere.
bool gm_file_is_there(const char *path);

// What a path names that is no file: "a folder", "a pipe", "a device", "a socket", "a link that
// leads nowhere". NULL for a file, and where nothing is.
const char *gm_file_other_kind(const char *path);

#endif
