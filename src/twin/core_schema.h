// SPDX-License-Identifier: MIT
//
// core/schema.h for files that also know the plant's definitions.
//
// Both have a gm_ref; the plant's adds an index behind the same two members, so that a row of
// type REF fills it as it stands.

#ifndef GM_TWIN_CORE_SCHEMA_H
#define GM_TWIN_CORE_SCHEMA_H

#define gm_ref gm_schema_ref // NOLINT(readability-identifier-naming)
#include "core/schema.h"
#undef gm_ref

#endif
