// SPDX-License-Identifier: MIT

#include "tables/open.h"

#include "core/csv.h"
#include "core/file.h"
#include "core/os_file.h"
#include "core/sqlite.h"

#include <string.h>

#define ECHOED_BYTES ((size_t)16 * 1024 * 1024) // of larger files no line is shown with a fault

static bool ends_in(const char *path, const char *const *ends)
{
    const char *dot = strrchr(path, '.');
    for (; dot && *ends; ends++) {
        if (gm_text_equal_nocase(dot, *ends)) {
            return true;
        }
    }
    return false;
}

static bool is_database(const char *path)
{
    static const char *const ends[] = {".db", ".sqlite", ".sqlite3", NULL};
    return ends_in(path, ends);
}

bool gm_table_is_name(const char *path)
{
    static const char *const ends[] = {".csv", ".tsv", ".txt", NULL};
    return ends_in(path, ends) || is_database(path);
}

gm_status gm_table_open(const gm_records_ask *ask, gm_arena *arena, gm_diag *diag,
                        gm_records *out)
{
    if (ask->only_files && !gm_file_can_be_opened(ask->path)) {
        gm_diag_error(diag, ask->src, "%s: this is a pipe or a device, not a file", ask->path);
        gm_diag_hint(diag,
                     "a model reads tables from files, which are there when it is run again");
        return GM_ERR_IO;
    }
    if (is_database(ask->path)) {
        return gm_sqlite_read(ask, arena, diag, out);
    }
    if (ask->what) {
        gm_diag_error(diag, ask->src,
                      "'%s' is one table: only a database (.db, .sqlite) has several",
                      ask->path);
        return GM_ERR_MODEL;
    }
    const char *why = NULL;
    gm_arena scratch = {0};
    gm_text text = gm_text_init(&scratch);
    gm_status status = gm_file_read(ask->path, GM_CSV_BYTES_MAX, &text, &why);
    if (status == GM_OK) {
        const char *name = strcmp(ask->path, "-") == 0 ? "<stdin>" : ask->path;
        if (text.len <= ECHOED_BYTES) {
            gm_diag_add_source(diag, name, text.at, text.len);
        }
        gm_slice all = {text.at, text.len};
        status = ask->leaves_out ? gm_csv_read_usable(name, ask->origin, all, arena, diag, out)
                                 : gm_csv_read_text(name, ask->origin, all, arena, diag, out);
    } else {
        gm_diag_error(diag, ask->src, "%s: %s", ask->path, why);
    }
    gm_arena_fini(&scratch);
    return status;
}
