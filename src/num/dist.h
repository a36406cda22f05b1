// SPDX-License-Identifier: MIT
//
// Probability laws of times and counts: their parameters, checks, moments and words.
//
// A gm_dist is plain data and has no unit of its own: values carry the unit the caller means
// (seconds in the core). Draws come from num/sampler.h. A zero gm_dist is the constant 0.

#ifndef GM_NUM_DIST_H
#define GM_NUM_DIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// X(name, word, meaning of the parameters a, b, c)
#define GM_DIST_LIST(X)                                                                        \
    X(GM_DIST_CONSTANT, "constant", "a: value")                                                \
    X(GM_DIST_UNIFORM, "uniform", "a: low, b: high")                                           \
    X(GM_DIST_TRIANGULAR, "triangular", "a: low, b: mode, c: high")                            \
    X(GM_DIST_EXPONENTIAL, "exponential", "a: mean")                                           \
    X(GM_DIST_NORMAL, "normal", "a: mean, b: sd, both before truncation at 0")                 \
    X(GM_DIST_LOGNORMAL, "lognormal", "a: mean, b: cv of the values, not of their logarithm")  \
    X(GM_DIST_GAMMA, "gamma", "a: mean, b: cv")                                                \
    X(GM_DIST_ERLANG, "erlang", "a: phases, b: mean of the sum")                               \
    X(GM_DIST_WEIBULL, "weibull", "a: shape, b: scale")                                        \
    X(GM_DIST_GEOMETRIC, "geometric", "a: probability of success; values 1, 2, 3 ...")         \
    X(GM_DIST_HYPEREXPONENTIAL, "hyperexponential", "a: mean, b: squared cv, balanced means")  \
    X(GM_DIST_PERT, "pert", "a: low, b: mode, c: high")                                        \
    X(GM_DIST_EMPIRICAL, "empirical", "values, cumulative")                                    \
    X(GM_DIST_REPLAY, "replay", "values in order, from the start again after the last")        \
    X(GM_DIST_MIXTURE, "mixture", "parts, cumulative")

#define GM_DIST_ENUM(name, word, parameters) name,
typedef enum gm_dist_kind { GM_DIST_LIST(GM_DIST_ENUM) GM_DIST_N_KINDS } gm_dist_kind;
#undef GM_DIST_ENUM

typedef struct gm_dist {
    gm_dist_kind kind;
    double a, b, c;              // parameters, see GM_DIST_LIST
    const double *values;        // EMPIRICAL, REPLAY: n values; borrowed, outlives every use
    const double *cumulative;    // EMPIRICAL, MIXTURE: running sums of the n weights, borrowed;
                                 // NULL: equal weights
    const struct gm_dist *parts; // MIXTURE: n components, none a MIXTURE or REPLAY; borrowed
    uint32_t n;                  // length of the arrays
    bool once;                   // REPLAY: infinity after the last value
} gm_dist;

gm_dist gm_dist_constant(double value);
gm_dist gm_dist_uniform(double low, double high);
gm_dist gm_dist_triangular(double low, double mode, double high);
gm_dist gm_dist_exponential(double mean);
gm_dist gm_dist_normal(double mean, double sd);
gm_dist gm_dist_lognormal(double mean, double cv);
gm_dist gm_dist_gamma(double mean, double cv);
gm_dist gm_dist_erlang(double phases, double mean);
gm_dist gm_dist_weibull(double shape, double scale);
gm_dist gm_dist_geometric(double p);
gm_dist gm_dist_hyperexponential(double mean, double scv);
gm_dist gm_dist_pert(double low, double mode, double high);
gm_dist gm_dist_empirical(const double *values, const double *cumulative, uint32_t n);
gm_dist gm_dist_replay(const double *values, uint32_t n, bool once);
gm_dist gm_dist_mixture(const gm_dist *parts, const double *cumulative, uint32_t n);

// Turns n weights into their running sums, in place: what gm_dist.cumulative wants.
void gm_dist_cumulate(double *weights, size_t n);

// False when a parameter is out of range: why then says what is wrong and what was given.
// Every value of a law that passes is >= 0; all other functions require a law that passes.
// why may be NULL when why_size is 0.
bool gm_dist_check(const gm_dist *dist, char *why, size_t why_size);

// Moments in closed form, those of NORMAL after the truncation. A replay counts each value of
// the list once; with `once` the infinity after the end is not counted.
double gm_dist_mean(const gm_dist *dist);
double gm_dist_variance(const gm_dist *dist);

// Squared coefficient of variation, variance / mean^2; 0 for a constant 0.
double gm_dist_scv(const gm_dist *dist);

// True when every draw gives the same value, which is then gm_dist_mean(). That is true of
// degenerate laws too (cv 0, low = high), but not of a list to be replayed once.
bool gm_dist_is_constant(const gm_dist *dist);

// True of a constant and of a normal law whose cut at 0 is below the resolution of a double: each
// of its draws is mean + sd times a standard normal deviate.
bool gm_dist_is_whole_normal(const gm_dist *dist);

// True when both are the same law with the same parameters, and hold the same arrays.
bool gm_dist_is_same(const gm_dist *a, const gm_dist *b);

// The word of a kind in model files and reports.
const char *gm_dist_word(gm_dist_kind kind);

// The law in words, e.g. `lognormal(60 s, cv 0.5)`; unit is written after each quantity, "" or
// NULL for none. Cuts at size like snprintf and returns what snprintf would.
int gm_dist_text(const gm_dist *dist, const char *unit, char *text, size_t size);

#endif
