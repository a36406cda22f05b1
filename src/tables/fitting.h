// SPDX-License-Identifier: MIT
//
// What a column says of the law behind it: the candidates, the choice, what does not fit.

#ifndef GM_TABLES_FITTING_H
#define GM_TABLES_FITTING_H

#include "tables/column.h"
#include "tables/law_text.h"

#include "num/fit_mixture.h"
#include "num/outlier.h"
#include "num/rank_test.h"

// Laws by the words of the language, and `best`, `empirical`, `replay`, `mix`.
typedef enum gm_fit_way {
    GM_FIT_BEST,
    GM_FIT_ONE, // the law that is named
    GM_FIT_MIX, // two causes
    GM_FIT_EMPIRICAL,
    GM_FIT_REPLAY
} gm_fit_way;

// False when the word is none of them. kind is set for GM_FIT_ONE.
bool gm_fit_way_of(const char *word, gm_fit_way *way, gm_dist_kind *kind);

// All words, NULL-ended.
extern const char *const gm_fit_words[];

// A cause with its own law.
typedef struct gm_cause_fit {
    const char *cause;
    gm_sample sample;
    gm_fit fit;   // the best; why_not when there is none
    double share; // of the values
} gm_cause_fit;

typedef struct gm_fitting {
    const gm_column *column;
    gm_sample sample;
    gm_fit fits[GM_FIT_KINDS];
    int best; // by AICc, -1: none can be fitted
    gm_outliers outliers;
    gm_fit_mixture mixture; // of the values without outliers
    int32_t n_causes;       // with `by`
    const gm_cause_fit *causes;
    gm_rank_test causes_differ;
    int32_t n_boot; // samples behind the probabilities, 0: not tested
} gm_fitting;

// Fits all laws, looks for outliers, a mixture and, with `by`, causes. tests: the goodness of fit
// too, with its probability for the law that is asked (GM_DIST_CONSTANT: none) and those near the
// best. The fitting must not move, as laws point into it.
void gm_fitting_make(const gm_column *column, bool tests, gm_dist_kind asked, gm_arena *arena,
                     gm_fitting *out);

// A law as it goes into a model.
typedef struct gm_chosen_law {
    const char *text;    // `lognormal(61.3 s, cv 0.301)`
    const char *range;   // `[59.5 s, 63.2 s]` of the mean, NULL: not known
    const char *source;  // "times.csv, column weld, n = 200, maximum likelihood"
    const char *why_not; // NULL: there is one
    gm_dist law;         // of text where it is a fitted one
    bool is_fitted;
    const char
        *note; // on the choice: "lognormal(61.3 s, cv 0.301), the best of all, is refused
               // (p 0.01)"; NULL: nothing is to be said
} gm_chosen_law;

#define GM_LAW_REFUSED 0.05 // a law with a lower probability does not fit

// Chooses a law of the column, by way and kind. `best` of values that are all the same is that
// value. In the arena.
gm_chosen_law gm_law_choose(const gm_column *column, gm_fit_way way, gm_dist_kind kind,
                            gm_arena *arena);

// How often a law that is true lies farther off than a fitted one does, by either distance of
// num/fit_test.h: of at most 500 values, evenly in their order, and 99 samples, so that what is
// refused is off by as much as matters. NaN: it is no fitted one, or some values had not ended.
double gm_chosen_p(const gm_chosen_law *chosen, const gm_column *column, gm_arena *arena);

// Says of a chosen law that it is refused, and in its source too.
void gm_chosen_refuse(gm_chosen_law *chosen, double p, const gm_column *column,
                      gm_arena *arena);

// The values as they are in place of a law that is refused: the means of at most 20 groups of
// them, evenly in their order, and those apart, which are none of the column: the mean is theirs.
gm_chosen_law gm_chosen_as_measured(const gm_chosen_law *refused, double p,
                                    const gm_column *column, gm_law_apart apart,
                                    gm_arena *arena);

// The first value that is too far from the others, of a column with cells; -1: none is. *n is how
// many are.
int32_t gm_column_outlier(const gm_column *column, int *n, gm_arena *arena);

// The law as an input of a model: `{value: .., range: .., source: .., confidence: measured}`.
const char *gm_chosen_text(const gm_chosen_law *chosen, gm_arena *arena);

#endif
