// SPDX-License-Identifier: MIT
//
// The tables of a report in text that only some plants have: quality, vehicles, sequence.

#ifndef GM_REPORT_SHOP_TEXT_H
#define GM_REPORT_SHOP_TEXT_H

#include "report/writer.h"

// Yields, and machines that go out of control.
void gm_shop_quality_text(const gm_writer *w);

// Fleets, transports, racks.
void gm_shop_transport_text(const gm_writer *w);

// Changeovers, points of a sequence, rules of spacing, limits.
void gm_shop_sequence_text(const gm_writer *w);

#endif
