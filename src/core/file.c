// SPDX-License-Identifier: MIT

#include "core/file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *reason_of(int error)
{
    switch (error) {
    case ENOENT:
        return "there is no such file";
    case EACCES:
        return "no permission to read the file";
    case EISDIR:
        return "this is a folder, not a file";
    default:
        return "the file could not be read";
    }
}

// False when reading fails.
static bool read_stream(FILE *in, size_t most, gm_text *text)
{
    char part[16384];
    size_t before = text->len;
    while (text->len - before <= most) {
        size_t n = fread(part, 1, sizeof part, in);
        if (n == 0) {
            break;
        }
        gm_text_add_n(text, part, n);
    }
    return !ferror(in);
}

gm_status gm_file_read(const char *path, size_t most, gm_text *text, const char **why)
{
    bool from_input = strcmp(path, "-") == 0;
    errno = 0;
    FILE *in = from_input ? stdin : fopen(path, "rb");
    bool is_read = in && read_stream(in, most, text);
    *why = is_read ? NULL : reason_of(errno);
    if (in && !from_input) {
        fclose(in);
    }
    return is_read ? GM_OK : GM_ERR_IO;
}
