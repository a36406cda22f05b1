#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a press that goes out of control makes, exactly: the rows drift_* of cases.csv.

A renewal process over parts. The press has a cycle of `c` s and never waits. After a reset it
goes out of control with probability 1 - q, q = exp(-c / mean), in each cycle; every n parts a
sample alarms with probability `finds` out of control and `false` in control. While its result is
on its way, and until the part in work is done, `late` more parts are made. Then comes the reset.
(The same renewal argument in continuous time: Duncan 1956; Lorenzen and Vance 1986.)

usage: drift.py     prints case, value
"""

import math


def cycle(c, mean, n, finds, false, late):
    """Parts of a cycle between two resets, those out of control, chance of a false alarm."""
    q = math.exp(-c / mean)
    inside, outside = 1.0, 0.0  # no alarm so far, in and out of control
    parts = out = wrong = 0.0
    while inside + outside > 1e-16:
        for _ in range(n):
            outside += inside * (1 - q)
            inside *= q
            parts += inside + outside
            out += outside
        right, lie = outside * finds, inside * false
        parts += late * (right + lie)
        out += late * right + sum(lie * (1 - q ** k) for k in range(1, late + 1))
        wrong += lie
        inside -= lie
        outside -= right
    return parts, out, wrong


def main():
    for name, finds, false in (("drift", 0.6, 0.02), ("drift_blind", 0.2, 0.0),
                               ("drift_nervous", 1.0, 0.1)):
        c, n, late, reset = 60.0, 50, 21, 2700.0
        parts, out, wrong = cycle(c, 40 * 3600.0, n, finds, false, late)
        print(f"{name},parts per h,{3600 * parts / (parts * c + reset):.9g}")
        print(f"{name},share out of control,{out / parts:.9g}")
        print(f"{name},alarms per h,{3600 / (parts * c + reset):.9g}")
        print(f"{name},false alarms of all,{wrong:.9g}")
        print(f"{name},held per alarm,{n + late}")


if __name__ == "__main__":
    main()
