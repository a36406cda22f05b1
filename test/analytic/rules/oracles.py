#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Expected values of the rows of ../rules.csv, by exact solution. Prints them.

Two servers, each exponential with rate 1, arrivals of rate 1.6 to the one with fewer parts, of
equals to the first: the chain of (n1, n2), each at most M, by Gauss-Seidel on the balance.
"""

import math

M = 60
LAMBDA = 1.6


def join_shortest():
    """Mean number in the system and the share of arrivals that join the first."""
    p = [[0.5 ** (i + j + 2) for j in range(M + 1)] for i in range(M + 1)]

    def goes_first(i, j):
        return i <= j

    for _ in range(6000):
        change = 0.0
        for i in range(M + 1):
            for j in range(M + 1):
                out = (i > 0) + (j > 0)
                out += LAMBDA if (i if goes_first(i, j) else j) < M else 0.0
                into = 0.0
                if i > 0 and goes_first(i - 1, j):
                    into += LAMBDA * p[i - 1][j]
                if j > 0 and not goes_first(i, j - 1):
                    into += LAMBDA * p[i][j - 1]
                if i < M:
                    into += p[i + 1][j]
                if j < M:
                    into += p[i][j + 1]
                new = into / out
                change = max(change, abs(new - p[i][j]))
                p[i][j] = new
        total = sum(map(sum, p))
        p = [[x / total for x in row] for row in p]
        if change < 1e-15:
            break
    mean = sum((i + j) * p[i][j] for i in range(M + 1) for j in range(M + 1))
    first = sum(p[i][j] for i in range(M + 1) for j in range(M + 1) if goes_first(i, j))
    return mean, first


def cobham(rates, work):
    """Mean waits of classes without interruption, exponential work of this mean (Cobham 1954)."""
    w0 = sum(rates) * work * work
    waits = []
    before = 0.0
    for rate in rates:
        after = before + rate * work
        waits.append(w0 / (1.0 - before) / (1.0 - after))
        before = after
    return waits


if __name__ == "__main__":
    print("join the shortest: L %.9f, first %.9f" % join_shortest())
    print("priorities 0.2, 0.3, 0.3:", cobham([0.2, 0.3, 0.3], 1.0))
    print("due dates far apart 0.4, 0.4:", cobham([0.4, 0.4], 1.0))
    d, mu, lam = 10.0, 1.0, 0.8
    late = math.exp(-(mu - lam) * d)
    print("due after 10 s: late %.9f, tardiness %.9f, lateness %.9f"
          % (late, late / (mu - lam), 1.0 / (mu - lam) - d))
