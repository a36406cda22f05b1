// SPDX-License-Identifier: MIT
//
// Levelling: products in even use of what goes into them (heijunka).
//
// Goal chasing (Monden 1983, of Toyota): the next product is the one after which the parts used so
// far lie nearest to their even use. Where products themselves are to be even, the earliest due
// date is better and exact: the j-th of d units of n is due at (2j - 1) n / 2d (Inman and Bulfin
// 1991), and serving due dates in order minimises the squared distance of all units from theirs.

#ifndef GM_SEQUENCE_LEVEL_H
#define GM_SEQUENCE_LEVEL_H

#include <stdint.h>

// Ideal position of unit j (from 0) of a product with d of n units, in units: (2j + 1) n / 2d.
double gm_level_due(int64_t j, int64_t d, int64_t n);

// Squared distance of the use of all properties from even use after k units, if one with the
// properties `has` is the k-th. total: by property, over the n units; used: before this unit.
double gm_level_distance(int32_t n_properties, const int32_t *total, const int32_t *used,
                         uint64_t has, double k, double n);

// The sequence of n units by earliest due date, equals in the order of the products; used is a
// work array of n_products. d: units of each product, adding up to n.
void gm_level_by_due(int32_t n_products, const int32_t *d, int32_t n, int32_t *used,
                     int32_t *sequence);

// How even a sequence is. used is a work array of n_products.
typedef struct gm_level_measure {
    double due_sq; // sum of squared distances of positions (from 1/2) from due dates
    double
        deviation; // the largest |units so far - even use|; below 1 is as even as can be wanted
    double square; // the sum of its squares over products and positions (Miltenburg 1989)
} gm_level_measure;

gm_level_measure gm_level_measure_of(int32_t n_products, const int32_t *d, int32_t n,
                                     const int32_t *sequence, int32_t *used);

// How evenly one property is used: after k of n units, |those with it so far - k m / n|, m of all
// having it. `alone` is what no sequence goes below, and what one reaches that minds nothing but
// this property: the nearest whole number after each unit.
typedef struct gm_level_use {
    int32_t with; // m
    double most;
    double most_alone;
    double mean; // over k = 1 .. n
    double mean_alone;
} gm_level_use;

// property: a bit of has, the properties by product. n > 0.
gm_level_use gm_level_use_of(const uint64_t *has, int32_t property, const int32_t *sequence,
                             int32_t n);

#endif
