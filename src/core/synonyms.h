// SPDX-License-Identifier: MIT
//
// Words of the trade and of other simulators, for those of this language.
//
// They are help only: nothing is read by them. Capitals, `-`, `_` and blanks do not count.

#ifndef GM_CORE_SYNONYMS_H
#define GM_CORE_SYNONYMS_H

// What stands here for a word, among the keys that may stand: "`after`", or a longer text that
// shows it in its place. NULL when nothing is known.
const char *gm_synonym_find(const char *word, const char *const *keys, int n);

#endif
