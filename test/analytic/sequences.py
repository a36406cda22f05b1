#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Stores that put parts back in sequence, against a few lines of Python of their own.

restore  parts come with random delays; a store that waits gives all of them in sequence when it has
         one place more than the most that ever stand before a part which has yet to come, and
         does not with a place less
lanes    the order out of lanes, part by part, as a small simulation of lanes says

usage: sequences.py GEMBA CHECK.. [--short]
"""

import argparse
import random
import sys
import tempfile
import os
import subprocess

N = 60
LANES, PLACES = 4, 5
WORK_S = 7.3137  # no part comes at the instant at which one is done


def arrivals(seed):
    """(time, part) as they come to the store; whole seconds, no two at one."""
    draw = random.Random(seed)
    delays, taken = [], set()
    for i in range(N):
        delay = draw.randrange(1, 60)
        while 5 * i + delay in taken:
            delay += 1
        taken.add(5 * i + delay)
        delays.append(delay)
    return delays, sorted((5 * i + d, i + 1) for i, d in enumerate(delays))


def model(delays, store):
    return f"""gemba: 1
clock: {{run: 100000 s, horizon: terminating, replications: 1}}
plant:
  line:
    - {{source: bodies, every: 5 s, first: 0 s, limit: {N}}}
    - buffer: way
      holds: unlimited
      transfer: list({", ".join(f"{d} s" for d in delays)})
    - {{buffer: store, {store}}}
    - {{station: line-on, time: {WORK_S} s}}
    - sink: out
"""


def order_of(gemba, text):
    """Parts as they leave the plant."""
    with tempfile.TemporaryDirectory() as folder:
        file, trace = os.path.join(folder, "m.yaml"), os.path.join(folder, "t.csv")
        with open(file, "w", encoding="utf-8") as f:
            f.write(text)
        done = subprocess.run([gemba, "run", file, "--json", "--trace", trace],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr[-4000:])
        with open(trace, encoding="utf-8") as f:
            rows = [line.rstrip("\n").split(",") for line in f][1:]
        return [int(part) for step, part, _ in rows if step == "out"]


def most_before(come):
    """The most parts that came before one that was made before them."""
    order = [part for _, part in come]
    return max(sum(1 for other in order[:k] if other > part) for k, part in enumerate(order))


def check_restore(gemba, seed):
    delays, come = arrivals(seed)
    need = most_before(come)
    wide = order_of(gemba, model(delays, f"holds: {need + 1}, order: sequence, waits: 1 d"))
    tight = order_of(gemba, model(delays, f"holds: {need}, order: sequence, waits: 1 d"))
    return wide == list(range(1, N + 1)) and tight != wide, f"{need} stand before a part"


def out_of_lanes(come):
    """One machine behind lanes: behind the nearest smaller, else the shortest."""
    lanes = [[] for _ in range(LANES)]
    come, out, outside, free_s, now_s = list(come), [], [], 0.0, 0.0
    while len(out) < N:
        while come and come[0][0] <= now_s:
            outside.append(come.pop(0)[1])
        while outside and any(len(lane) < PLACES for lane in lanes):
            part = outside.pop(0)
            fit = [lane for lane in lanes if lane and len(lane) < PLACES and lane[-1] < part]
            room = [lane for lane in lanes if len(lane) < PLACES]
            (max(fit, key=lambda lane: lane[-1]) if fit else min(room, key=len)).append(part)
        heads = [lane for lane in lanes if lane]
        if heads and free_s <= now_s:
            out.append(min(heads, key=lambda lane: lane[0]).pop(0))
            free_s = now_s + WORK_S
            continue  # a place is free at this very instant
        nexts = [come[0][0]] if come else []
        now_s = min(nexts + ([free_s] if heads else []))
    return out


def check_lanes(gemba, seed):
    delays, come = arrivals(seed)
    store = f"holds: {LANES * PLACES}, lanes: {LANES}, order: sequence"
    got, expected = order_of(gemba, model(delays, store)), out_of_lanes(come)
    n_late = sum(1 for k, part in enumerate(expected) if any(o > part for o in expected[:k]))
    return got == expected, f"{n_late} of {N} overtaken"


CHECKS = {"restore": check_restore, "lanes": check_lanes}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("gemba")
    parser.add_argument("checks", nargs="+", choices=CHECKS)
    parser.add_argument("--short", action="store_true")
    args = parser.parse_args()
    failed = 0
    for name in args.checks:
        for seed in range(2 if args.short else 10):
            ok, note = CHECKS[name](args.gemba, seed)
            print(f"{name:10} {seed:3}  {note:32} {'ok' if ok else 'FAILS'}", flush=True)
            failed += 0 if ok else 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
