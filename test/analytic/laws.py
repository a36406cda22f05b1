#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that are no single number: exact traces, the reference line, laws of lines.

traces     departures of every part of small lines, by hand
reference  the line of 20 stations; |rate - known| < 3 sqrt(sd^2 / R + (ci / 1.96)^2)
mirror     a line and its mirror image: the same rate (paired over seeds), and for any list of
           times the same moment of the last departure
more-room  a place more in any rack: no part leaves later
slopes     what a point more of each Bernoulli machine gives, paired, against the exact chain
rate       a line without chance has the rate of its slowest station

--markdown adds every row to a file.

usage: laws.py GEMBA CHECK.. [--short] [--markdown FILE]
"""

import argparse
import csv
import math
import os
import random
import subprocess
import sys
import tempfile

from check import HERE, FALSE_ALARM, run, sets_of, t_quantile, unbalanced, write_markdown

sys.path.insert(0, os.path.join(HERE, "slots"))
import oracles as slots  # noqa: E402  the folder is known only now

RATE = "out.count per s"


def model(name):
    return os.path.join(HERE, name)


def table(name):
    with open(model(name), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def show(rows, name, what, expected, got, note, ok):
    rows.append([name, what, expected, got, note, "ok" if ok else "FAILS"])
    print(f"{name:28} {what:36} {expected:>20} {got:>20} {note:28} {'ok' if ok else 'FAILS'}",
          flush=True)
    return 0 if ok else 1


def trace(gemba, path, options=()):
    """Departure times by step, in order."""
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "trace.csv")
        command = [gemba, "run", path, "--json", "--trace", file]
        done = subprocess.run(command + list(options), capture_output=True, text=True,
                              check=False)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{' '.join(command)}\n{done.stderr[-4000:]}")
        times = {}
        with open(file, encoding="utf-8") as f:
            next(f)
            for line in f:
                step, _, time = line.rstrip("\n").split(",")
                times.setdefault(step, []).append(float(time))
    return times


def set_options(sets):
    return [word for s in sets for word in ("--set", s)]


# ---- traces

def traces(gemba, rows, short):
    bad = 0
    for case in table("traces.csv"):
        times = trace(gemba, model(case["model"]), set_options(sets_of(case["set"])))
        got = "|".join(f"{t:.17g}" for t in times[case["station"]])
        bad += show(rows, case["case"], f"departures of {case['station']}", case["departures"],
                    got, "exact", got == case["departures"])
    return bad


# ---- the reference line

def reference(gemba, rows, short):
    bad = 0
    for case in table("reference.csv"):
        with tempfile.TemporaryDirectory() as folder:
            values, objects = run(gemba, model("reference/line.yaml"), sets_of(case["set"]),
                                  [RATE], short, folder)
        for line in unbalanced(objects):
            bad += show(rows, case["case"], "states", "1", line, "", False)
        if short:
            continue
        expected, ci, sd = (float(case[k]) for k in ("expected", "ci", "sd"))
        got = 3600.0 * values[0]["mean"]
        allowed = 3.0 * math.sqrt(sd * sd / values[0]["n"] + (ci / 1.96) ** 2)
        bad += show(rows, case["case"], "parts/h", case["expected"], f"{got:.3f}",
                    f"off {got - expected:+.3f} of {allowed:.3f}",
                    abs(got - expected) < allowed)
    return bad


# ---- laws

def rate_at(gemba, path, seed, options):
    with tempfile.TemporaryDirectory() as folder:
        values, _ = run(gemba, path, [f"clock.seed={seed}"], [RATE], False, folder, options)
    return values[0]["mean"]


# A line of four stations with times of whole seconds, and its racks.
def listed_line(times, places):
    lines = ["gemba: 1", f"clock: {{run: {len(times[0])} parts, horizon: terminating, "
             "replications: 1}", "plant:", "  line:",
             f"    - {{source: blanks, limit: {len(times[0])}}}"]
    for i, row in enumerate(times):
        listed = ", ".join(f"{t} s" for t in row)
        lines.append(f"    - {{station: s{i}, time: \"list({listed})\"}}")
        if i < len(places) and places[i] > 0:
            lines.append(f"    - {{buffer: b{i}, holds: {places[i]}}}")
    return "\n".join(lines + ["    - {sink: out}", ""])


def last_departure(gemba, text):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "line.yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return trace(gemba, path)["out"][-1]


def mirror(gemba, rows, short):
    bad = 0
    # Muth 1979: n parts take the same time through the mirrored line with mirrored times.
    draw = random.Random(1)
    for places in ((2, 1, 3), (0, 0, 0), (1, 0, 4)):
        times = [[draw.randint(1, 99) for _ in range(60)] for _ in range(4)]
        one = last_departure(gemba, listed_line(times, places))
        other = last_departure(gemba, listed_line([row[::-1] for row in times[::-1]],
                                                  places[::-1]))
        name = "mirror_exact_" + "-".join(map(str, places))
        bad += show(rows, name, "last of 60 parts, s", f"{one:.17g}", f"{other:.17g}", "exact",
                    one == other)
    if short:
        return bad
    n = 20
    gaps = [rate_at(gemba, model("laws/mirror.yaml"), seed, [])
            - rate_at(gemba, model("laws/mirror.yaml"), seed,
                      ["--scenario", "mirrored"])
            for seed in range(1, n + 1)]
    mean = sum(gaps) / n
    spread = math.sqrt(sum((g - mean) ** 2 for g in gaps) / (n - 1) / n)
    t = mean / spread
    return bad + show(rows, "reversibility", "throughput difference", "0", f"{mean:.2e}",
                      f"+- {t_quantile(0.05, n - 1) * spread:.1e}, t {t:.2f}",
                      abs(t) < t_quantile(FALSE_ALARM, n - 1))


def more_room(gemba, rows, short):
    parts = "2000" if short else "20000"
    options = set_options([f"clock.run={parts} parts"])
    path = model("laws/more-room.yaml")
    base = trace(gemba, path, options)["out"]
    bad = 0
    for rack, holds in (("b1", 2), ("b2", 3), ("b3", 2), ("b4", 9), ("b3", 100)):
        more = trace(gemba, path, options + set_options([f"plant.{rack}.holds={holds}"]))["out"]
        later = sum(1 for a, b in zip(base, more) if b > a * (1.0 + 1e-12))
        ok = later == 0 and len(base) == len(more) and (short or more[-1] < base[-1])
        bad += show(rows, f"more_room_{rack}_{holds}", "parts that leave later", "0",
                    str(later), f"of {len(base)}", ok)
    return bad


def rate(gemba, rows, short):
    with tempfile.TemporaryDirectory() as folder:
        values, _ = run(gemba, model("laws/fixed.yaml"), [], ["out.count"], False, folder)
    got = values[0]["mean"]
    return show(rows, "fixed_line", "parts in 60,000 s at 60 s", "1000", f"{got:.17g}", "exact",
                got == 1000.0 and not values[0]["half_width"] > 0.0)


def slopes(gemba, rows, short):
    """d rate / d p of the five machines of cases.csv, by central differences over 0.04."""
    known = (0.09887, 0.68218, 0.47911, 0.09115, 0.03661)
    ups = (0.90, 0.80, 0.85, 0.95, 0.90)
    path, span, n, bad = model("slots/bernoulli-5.yaml"), 0.04, 3 if short else 16, 0
    for i, up in enumerate(ups):
        span_i = min(span, 2.0 * (0.99 - up))
        ends = []
        for sign in (1.0, -1.0):
            sets = [f"plant.m{i + 1}.up={up + sign * span_i / 2.0:.6f}", "clock.replications=1"]
            if short:
                sets += ["clock.run=2000 s", "clock.warm-up=20 s"]
            ends.append([rate_at(gemba, path, seed, set_options(sets))
                         for seed in range(1, n + 1)])
        gaps = [(a - b) / span_i for a, b in zip(*ends)]
        mean = sum(gaps) / n
        spread = math.sqrt(sum((g - mean) ** 2 for g in gaps) / (n - 1) / n)
        bend = exact_slope(ups, i, span_i) - known[i]  # a chord is not the tangent
        off = mean - known[i] - bend
        ok = short or abs(off) < t_quantile(FALSE_ALARM, n - 1) * spread
        bad += show(rows, f"bernoulli_sensitivity_5_m{i + 1}", "d rate / d p", f"{known[i]:.5f}",
                    f"{mean:.5f}", f"+- {t_quantile(0.05, n - 1) * spread:.1e}, chord {bend:+.1e}",
                    ok)
    return bad


def exact_slope(ups, i, span):
    ends = [slots.solve([u + (sign * span / 2.0 if k == i else 0.0)
                         for k, u in enumerate(ups)], (3, 2, 2, 3), close=1e-10)[0]
            for sign in (1.0, -1.0)]
    return (ends[0] - ends[1]) / span


HEAD = ("case", "what", "known", "gemba", "", "")
CHECKS = {"slopes": slopes, "traces": traces, "reference": reference, "mirror": mirror, "more-room": more_room,
          "rate": rate}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("gemba")
    parser.add_argument("checks", nargs="+", choices=list(CHECKS))
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--markdown", help="append the rows of the table to this file")
    args = parser.parse_args()
    rows = []
    bad = sum(CHECKS[name](args.gemba, rows, args.short) for name in args.checks)
    if args.markdown:
        write_markdown(args.markdown, HEAD, rows)
    print(f"{len(rows)} checks, {bad} failures")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
