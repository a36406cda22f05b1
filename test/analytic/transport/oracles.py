#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints the expected values of transport.csv: closed forms, none of them from the program.

fleet    min(vehicles / loop, demand)
erlang   M/M/c, Erlang 1917: wait = C(c, a) / (c mu - lambda)
chargers mean value analysis of a closed loop of N vehicles, a delay and c servers (Reiser and
         Lavenberg 1980); here by the birth and death process of the machine repair model
rack     Bozer and White 1984, eq. 5 and 12: E(SC) = (1 + b^2/3) T, E(DC) = (4/3 + b^2/2 -
         b^3/30) T, T the longer and b T the shorter time from end to end
loop     product form of a closed network with exponential times (Gordon and Newell 1967): pallets
         between a server, vehicles and two servers; Buzen 1973
"""

from math import factorial


def fleet(vehicles, loop_s, every_s):
    return min(vehicles / loop_s, 1.0 / every_s) * 3600.0


def erlang_wait(c, mean_s, every_s):
    a = mean_s / every_s
    last = a ** c / factorial(c) * c / (c - a)
    wait = last / (sum(a ** k / factorial(k) for k in range(c)) + last)
    return wait / (c / mean_s - 1.0 / every_s)


def repair_rate(n, delay_s, service_s, c):
    """Jobs per second of n vehicles; state k: those at the c servers."""
    p, k = [1.0], 0
    while k < n:
        p.append(p[-1] * (n - k) / delay_s * service_s / min(k + 1, c))
        k += 1
    return sum(min(k, c) / service_s * p[k] for k in range(n + 1)) / sum(p)


def rack(b, t):
    return (1 + b * b / 3) * t, (4 / 3 + b * b / 2 - b ** 3 / 30) * t


def loop(pallets, vehicles, way_s=3.0, load_s=1.0, unload_s=1.0, unloaders=2):
    """Pallets per second round a loop in which they ride vehicles."""
    g = [1.0] + [0.0] * pallets
    for time_s, c in ((load_s, 1), (way_s, vehicles), (unload_s, unloaders)):
        f = [1.0]
        for n in range(1, pallets + 1):
            f.append(f[-1] * time_s / min(n, c))
        g = [sum(g[n - k] * f[k] for k in range(n + 1)) for n in range(pallets + 1)]
    return g[-2] / g[-1]


print("agv_fleet_det per h", fleet(12, 240, 25))
print("short of vehicles per h", fleet(5, 240, 25), "short of demand", fleet(12, 240, 15))
print("erlang wait s", "%.10g" % erlang_wait(4, 180.0, 56.25))
print("erlang wait c=2 s", "%.10g" % erlang_wait(2, 180.0, 120.0))
print("chargers per s c=1", "%.10g" % repair_rate(10, 60.0, 10.0, 1))
print("chargers per s c=2", "%.10g" % repair_rate(10, 60.0, 10.0, 2))
print("chargers per s n=4", "%.10g" % repair_rate(4, 60.0, 10.0, 1))
print("rack b=1", rack(1.0, 100.0), "b=0.5", rack(0.5, 100.0))
print("loop of 8 pallets on 8, 3, 2 vehicles", *("%.10g" % loop(8, n) for n in (8, 3, 2)))
