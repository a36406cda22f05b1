// SPDX-License-Identifier: MIT
//
// Style and script of a page, built in: src/report/page/ byte by byte, and the SHA-256 of each as
// the page's content security policy names it.

#ifndef GM_REPORT_PAGE_ASSETS_H
#define GM_REPORT_PAGE_ASSETS_H

#include <stddef.h>

extern const unsigned char gm_page_chart_css[]; // what drawings need, also alone
extern const size_t gm_page_chart_css_size;
extern const unsigned char gm_page_css[]; // all of the style: chart.css and page.css
extern const size_t gm_page_css_size;
extern const char gm_page_css_hash[]; // hexadecimal digits
extern const unsigned char gm_page_js[];
extern const size_t gm_page_js_size;
extern const char gm_page_js_hash[];

#endif
