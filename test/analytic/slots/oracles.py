#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Lines of Bernoulli machines, solved exactly: the Markov chain of the levels of their buffers.

In each slot machine i is up with p_i. At its beginning, downstream first, a machine that is up
takes a part if its buffer had one when the slot began and the next buffer has a place or is just
being taken from; at its end it gives it on (Li and Meerkov 2009, ch. 4).

usage: oracles.py P1,P2,.. N1,N2,..     rate, then the shares of slots in which each machine is
                                        blocked and starved, then d rate / d p of each
"""

import itertools
import sys


def slot(levels, ups, places):
    """What each machine does in a slot: the levels after it, and who works, blocks, starves."""
    n = len(ups)
    works, blocked, starved = [False] * n, [False] * n, [False] * n
    for i in reversed(range(n)):
        has_part = i == 0 or levels[i - 1] > 0
        has_place = i == n - 1 or levels[i] < places[i] or works[i + 1]
        works[i] = ups[i] and has_part and has_place
        blocked[i] = ups[i] and has_part and not has_place
        starved[i] = ups[i] and not has_part
    after = tuple(levels[i] + works[i] - works[i + 1] for i in range(n - 1))
    return after, works, blocked, starved


def solve(p, places, rounds=20000, close=1e-14):
    """Rate, shares blocked, shares starved."""
    n = len(p)
    levels = list(itertools.product(*[range(k + 1) for k in places]))
    chances = []
    for ups in itertools.product((False, True), repeat=n):
        c = 1.0
        for up, chance in zip(ups, p):
            c *= chance if up else 1.0 - chance
        chances.append((ups, c))
    steps = {at: [(slot(at, ups, places), c) for ups, c in chances] for at in levels}
    share = dict.fromkeys(levels, 1.0 / len(levels))
    for _ in range(rounds):
        new = dict.fromkeys(levels, 0.0)
        for at, weight in share.items():
            for (after, _, _, _), c in steps[at]:
                new[after] += weight * c
        moved = sum(abs(new[at] - share[at]) for at in levels)
        share = new
        if moved < close:
            break
    rate, blocked, starved = 0.0, [0.0] * n, [0.0] * n
    for at, weight in share.items():
        for (_, works, blocks, starves), c in steps[at]:
            rate += weight * c * works[-1]
            for i in range(n):
                blocked[i] += weight * c * blocks[i]
                starved[i] += weight * c * starves[i]
    return rate, blocked, starved


def gradient(p, places, h=1e-4):
    out = []
    for i in range(len(p)):
        up = solve([x + (h if k == i else 0.0) for k, x in enumerate(p)], places)[0]
        down = solve([x - (h if k == i else 0.0) for k, x in enumerate(p)], places)[0]
        out.append((up - down) / (2.0 * h))
    return out


def main():
    p = [float(x) for x in sys.argv[1].split(",")]
    places = [int(x) for x in sys.argv[2].split(",")]
    rate, blocked, starved = solve(p, places)
    print("rate", f"{rate:.10f}")
    print("blocked", *[f"{x:.8f}" for x in blocked])
    print("starved", *[f"{x:.8f}" for x in starved])
    print("d rate / d p", *[f"{x:.6f}" for x in gradient(p, places)])


if __name__ == "__main__":
    main()
