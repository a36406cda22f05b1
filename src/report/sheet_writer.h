// SPDX-License-Identifier: MIT
//
// The writer of figures for a sheet of the page.

#ifndef GM_REPORT_SHEET_WRITER_H
#define GM_REPORT_SHEET_WRITER_H

#include "report/sheet.h"
#include "report/writer.h"

static inline gm_writer gm_sheet_writer(const gm_sheet *sheet)
{
    return (gm_writer){.set = sheet->set, .arena = sheet->arena};
}

#endif
