// SPDX-License-Identifier: MIT

#include "core/yaml_scan.h"

#include "core/assert.h"

typedef struct scan {
    gm_src here;
    gm_diag *diag;
    bool in_indent; // nothing but blanks in this line so far
    int tab_col;    // of the first tab in the indentation, 0: none
} scan;

static void report_char(const scan *s, uint32_t code, int bytes, const char *at)
{
    if (bytes == 0) {
        gm_diag_error(s->diag, s->here, "byte 0x%02x is not valid UTF-8",
                      (unsigned)(unsigned char)*at);
        gm_diag_hint(s->diag, "save the file as UTF-8");
    } else {
        gm_diag_error(s->diag, s->here, "character U+%04X may not stand in a model file",
                      (unsigned)code);
    }
}

bool gm_yaml_may_hold(uint32_t code)
{
    if (code < 0x20) {
        return code == '\t' || code == '\n' || code == '\r';
    }
    bool line_end = code == 0x85 || code == 0x2028 || code == 0x2029;
    bool control = code >= 0x7F && code < 0xA0;
    return !line_end && !control && code != 0xFEFF && code != 0xFFFE && code != 0xFFFF;
}

static void see_indent(scan *s, char c)
{
    if (!s->in_indent || c == ' ') {
        return;
    }
    if (c == '\t') {
        s->tab_col = s->tab_col > 0 ? s->tab_col : s->here.col;
        return;
    }
    s->in_indent = false;
    bool blank_line = c == '#' || c == '\r' || c == '\n';
    if (s->tab_col > 0 && !blank_line) {
        gm_src at = s->here;
        at.col = s->tab_col;
        gm_diag_error(s->diag, at, "a tab may not indent a line");
        gm_diag_hint(s->diag, "use spaces");
    }
}

static void start_line(scan *s)
{
    s->here.line += 1;
    s->here.col = 1;
    s->in_indent = true;
    s->tab_col = 0;
}

gm_slice gm_yaml_skip_mark(gm_slice text)
{
    uint32_t code = 0;
    bool has_mark = gm_utf8_decode(text.at, text.len, &code) == 3 && code == 0xFEFF;
    return has_mark ? (gm_slice){text.at + 3, text.len - 3} : text;
}

bool gm_yaml_scan(const char *file, gm_slice text, gm_diag *diag)
{
    int before = diag->count;
    scan s = {.here = {.file = file}, .diag = diag};
    start_line(&s);
    for (size_t i = 0; i < text.len;) {
        uint32_t code = 0;
        int n = gm_utf8_decode(text.at + i, text.len - i, &code);
        see_indent(&s, text.at[i]);
        if (n == 0 || !gm_yaml_may_hold(code)) {
            report_char(&s, code, n, text.at + i);
            return false; // what follows is perhaps no text at all
        }
        i += (size_t)n;
        bool crlf = code == '\r' && i < text.len && text.at[i] == '\n';
        if (code == '\n' || (code == '\r' && !crlf)) {
            start_line(&s);
        } else {
            s.here.col += 1;
        }
    }
    return diag->count == before;
}
