#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints the expected values of cellshop.csv: closed forms, none of them from the program.

web      metres cut out are Poisson: 1 - rate x metres of each; what is left, and kilograms
within   M/M/1, P(W > w) = rho exp(-(mu - lambda) w); with those who waited too long sent away
         unserved, M/M/1+D: P = (1 - rho) rho e / (1 - rho^2 e), e = exp(-(mu - lambda) w)
         (Barrer 1957; Gnedenko and Kovalenko 1968)
grid     M/M/c, Erlang 1917: mean number and probability of waiting
sets     normal law; of each grade 0 .. n - 1 wait, uniform
"""

from math import erf, exp, factorial, sqrt


def web():
    coating = 1.0 - 0.01 * 0.5
    slitting = 1.0 - 3.0 / (1000.0 * coating)
    kept = coating * slitting * 0.95
    return coating, slitting, kept


def within(lam, mu, w):
    rho, e = lam / mu, exp(-(mu - lam) * w)
    return rho * e, (1.0 - rho) * rho * e / (1.0 - rho * rho * e)


def erlang(c, a):
    last = a ** c / factorial(c) * c / (c - a)
    wait = last / (sum(a ** k / factorial(k) for k in range(c)) + last)
    rho = a / c
    return wait * rho / (1.0 - rho), wait * rho


def normal(x):
    return 0.5 * (1.0 + erf(x / sqrt(2.0)))


if __name__ == "__main__":
    print("web", *("%.10g" % x for x in web()))
    print("within", *("%.10g" % x for x in within(0.8, 1.0, 10.0)))
    print("grid, queue and share of time with one", *("%.10g" % x for x in erlang(4, 3.2)))
    print("channels", *("%.10g" % x for x in erlang(5, 3.2)))
    print("grades", *("%.10g" % x for x in (1 - normal(1), normal(1) - normal(-0.5),
                                            normal(-0.5) - normal(-2), normal(-2))))
    print("waiting", 3 * 6 / 2)
    print("yield", 0.98 * 0.97 * 0.95, 0.99 * 0.98 * 0.97 * 0.95)
