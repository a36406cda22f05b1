// SPDX-License-Identifier: MIT
//
// A cell of data/cells and questions to it, as a file of a user.

#ifndef GM_TEST_ASKED_CELL_H
#define GM_TEST_ASKED_CELL_H

#include "gemba/cell.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#define TEXT_SIZE 4096

static inline gm_cell_file *open_with(const char *cell, const char *questions)
{
    char text[TEXT_SIZE];
    gm_cell_file *file;
    int n = snprintf(text, sizeof text,
                     "gemba: 1\n"
                     "include: [" GM_SOURCE_DIR "/data/cells/%s.yaml]\n"
                     "%s",
                     cell, questions);
    ck_assert_int_lt(n, TEXT_SIZE);
    gm_status status = gm_cell_file_open_text("t.yaml", text, strlen(text), NULL, &file);
    ck_assert_msg(status == GM_OK, "%s", gm_cell_file_message(file, 0));
    return file;
}

#endif
