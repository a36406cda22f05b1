#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the models of the tables and compares what they measure with what is known exactly.

A case passes when the half-width over the replications is no larger than its tolerance and
|t| is below the Student quantile at 1e-5 two-sided. Where the expected value is itself from a
long simulation (column `given`: its half-width) its error counts in t. A value without spread
(a deterministic model) must agree to its tolerance, to 1e-9 at least. In every model the nine
state shares of each station must add up to 1 within 1e-9.

usage: check.py GEMBA GROUP.. [--only CASE] [--share X | --short] [--markdown FILE]

GROUP is a folder beside this file. --share (or GM_ORACLE_SHARE) takes so much of the replications of each case, at least
5 (200 where a variance is read), and lets the half-width grow accordingly: |t| is judged as before.
--short runs 1 % of each length and asks only that the model
runs and its states add up, for builds with sanitizers. --markdown adds a row for each group to
a file: rows, passed, the worst error in half-widths (95 %, that of `given` included) of rows
with a spread and relative to the expected value of rows without, the mean square of t.

The tables are cases.csv, the published cases, neighbours.csv, their relatives, rules.csv,
transport.csv, vehicles and racks (expected values: transport/oracles.py), and cellshop.csv, cell
making (cellshop/oracles.py), and gradients.csv, what more of something gives. Columns: case
and metric, as published; model and set, `--set` options parted by ` ; `; measure, and reading, a
formula that makes the metric of it, in x, its mean, or in v, its variance over the replications,
which is taken as chi-square; expected, tolerance (of the expected value), given,
source. A measure `slope STEP.CHANGE` is that of `gemba why`: throughput, 1/s, for a relative change
or for a place.
"""

import argparse
import csv
import json
import math
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TABLES = ("cases.csv", "neighbours.csv", "transport.csv", "rules.csv", "cellshop.csv",
          "gradients.csv")
STATES = ("off-shift", "down", "waiting-for-repair", "maintenance", "setup", "blocked",
          "unmanned", "starved", "working")
UNITS = {"changeover-cost": "0 CNY/h", "changeover-loss": "0 L/h"}  # of bounds that need one
FALSE_ALARM = 1e-5  # two-sided, of one case
EXACT = 1e-9
LEAST_FOR_MEAN = 5  # replications of a share of a case
LEAST_FOR_VARIANCE = 200
SPREAD_OF_FEW = 2.0     # the half-width of 5 replications is off by more once in some 300 times


# ---- Student's t

def beta_fraction(a, b, x):
    """Continued fraction of the incomplete beta function (Lentz), DLMF 8.17.22."""
    c, d = 1.0, 1.0 / (1.0 - (a + b) * x / (a + 1.0))
    f = d
    for m in range(1, 500):
        for even in (True, False):
            if even:
                k = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            else:
                k = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1.0 / (1.0 + k * d)
            c = 1.0 + k / c
            f *= c * d
        if abs(c * d - 1.0) < 1e-15:
            break
    return f


def t_tail(t, dof):
    """P(|T| > t) for t > 0: I_x(dof/2, 1/2) with x = dof / (dof + t^2)."""
    a, b, x = dof / 2.0, 0.5, dof / (dof + t * t)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
                     + a * math.log(x) + b * math.log(1.0 - x))
    if x < (a + 1.0) / (a + b + 2.0):
        return front * beta_fraction(a, b, x) / a
    return 1.0 - front * beta_fraction(b, a, 1.0 - x) / b


def t_quantile(tail, dof):
    low, high = 1e-6, 1e6
    for _ in range(200):
        mid = math.sqrt(low * high)
        low, high = (mid, high) if t_tail(mid, dof) > tail else (low, mid)
    return low


# ---- runs

def sets_of(text):
    return [s.strip() for s in text.split(" ; ") if s.strip()]


def clock_of(model, sets):
    """What the model and its options say of the clock, by key."""
    with open(model, encoding="utf-8") as f:
        clock = re.search(r"^clock: \{(.*)\}$", f.read(), re.M).group(1)
    said = dict(re.findall(r"([\w-]+): ([^,]+)", clock))
    for s in sets:
        if s.startswith("clock."):
            key, value = s[len("clock."):].split("=", 1)
            said[key] = value
    return said


def fewer(model, sets, share, least):
    """Options for so much of the replications, and how much wider the half-width may be."""
    full = int(clock_of(model, sets).get("replications", "0"))
    n = max(least, round(full * share))
    if n >= full:
        return [], 1.0
    wider = math.sqrt(full / n) * t_quantile(0.05, n - 1) / t_quantile(0.05, full - 1)
    return [f"clock.replications={n}"], SPREAD_OF_FEW * wider


def short_sets(model, sets):
    """1 % of the length and of the warm-up, two replications."""
    said = clock_of(model, sets)
    less = ["clock.replications=2"]
    for key in ("run", "warm-up"):
        number = re.match(r"([\d.]+) (.*)$", said.get(key, ""))
        if number and "start" not in said:
            value = float(number.group(1)) / 100.0
            value = max(1, round(value)) if number.group(2) == "parts" else value
            less.append(f"clock.{key}={value:g} {number.group(2)}")
    return less


def run(gemba, model, sets, measures, short, folder, options=()):
    """The answers of one run: measures in order, and all objects.

    Rates and figures with an argument are asked by claims in a file that includes the model;
    the rest stands among the objects.
    """
    if all(m.startswith("slope ") for m in measures):
        return slopes(gemba, model, sets, measures, short), {}
    asked = [m for m in measures if " per " in m or "(" in m]
    path = os.path.join(folder, "claims.yaml")
    with open(path, "w", encoding="utf-8") as f:
        f.write("gemba: 1\n")
        f.write("include: [%s]\n" % json.dumps(os.path.relpath(model, folder)))
        f.write("claims:\n" if asked else "")
        for measure in asked:
            f.write(f"  - {{says: {json.dumps(measure)}, measure: {json.dumps(measure)}, "
                    f"at least: {UNITS.get(measure.split('.')[1].split(' ')[0], '0')}}}\n")
    command = [gemba, "run", path, "--json", *options]
    for s in sets + (short_sets(model, sets) if short else []):
        command += ["--set", s]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    answer = json.loads(done.stdout)
    values = {c["says"]: c for c in answer["claims"]}
    for name, figures in answer["objects"].items():
        values.update({f"{name}.{figure}": value for figure, value in figures.items()})
    return [values[m] for m in measures], answer["objects"]


def slopes(gemba, model, sets, measures, short):
    """Derivatives of the throughput, as `gemba why` gives them."""
    command = [gemba, "why", model, "--gradients", "--quiet", "--json"]
    for s in sets + (short_sets(model, sets) if short else []):
        command += ["--set", s]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)["gradients"]
    rate = answer["throughput_per_s"]
    values = {}
    for c in answer["changes"]:
        one = rate / 100.0 if c["change"] == "one-place-more" else rate  # of a gain in percent
        values[f"slope {c['step']}.{c['change']}"] = {
            "n": c["n"], "mean": c["gain_percent"] and one * c["gain_percent"],
            "half_width": c["half_width"] and one * c["half_width"]}
    return [values[m] for m in measures]


def unbalanced(objects):
    """The objects whose state shares do not add up to 1."""
    wrong = []
    for name, figures in objects.items():
        if all(s in figures for s in STATES):
            total = sum(figures[s]["mean"] for s in STATES)
            if not abs(total - 1.0) <= EXACT:
                wrong.append(f"{name}: states add up to {total:.12f}")
    return wrong


# ---- cases

def all_cases():
    rows = []
    for table in TABLES:
        with open(os.path.join(HERE, table), encoding="utf-8", newline="") as f:
            rows += csv.DictReader(f)
    return rows


def variance_of(value):
    """The variance over n replications, and the half-width that a chi-square of n - 1 gives it."""
    n, v = value["n"], value["sd"] ** 2
    return v, t_quantile(0.05, n - 1) * v * math.sqrt(2.0 / (n - 1))


def read_through(reading, mean, half_width):
    """The quantity of the case, a formula in x or v, and its half-width to first order."""
    formula = compile(reading, "reading", "eval")

    def of(x):
        return eval(formula, {"__builtins__": {}}, {"x": x, "v": x})  # the table is ours

    step = 1e-6 * (abs(mean) or 1.0)
    slope = (of(mean + step) - of(mean - step)) / (2.0 * step)
    return of(mean), abs(slope) * half_width


class Judgement:
    """One row of the table: what was got, how far off it is, whether it passes."""

    def __init__(self, cells, ok, halves=None, relative=None, t=None):
        self.cells = cells
        self.ok = ok
        self.halves = halves      # error in half-widths, of a row with a spread
        self.relative = relative  # error relative to the expected value, of one without
        self.t = t


def judge(case, value, wider=1.0):
    """Whether the answer of a case agrees, with a half-width that may be wider by a factor."""
    expected = float(case["expected"])
    tolerance = case["tolerance"]
    share = float(tolerance[:-1]) / 100.0 if tolerance.endswith("%") else float(tolerance)
    allowed = share * abs(expected)
    n = value["n"]
    if value["mean"] is None:
        return Judgement(["-", "-", "-"], False)
    half = value["half_width"]
    half = half if half is not None and half >= 0.0 else 0.0
    mean, half = variance_of(value) if "v" in case["reading"] else (value["mean"], half)
    got, half = read_through(case["reading"], mean, half)
    error = got - expected
    if half <= EXACT * abs(expected):
        ok = abs(error) <= max(allowed, EXACT * abs(expected))
        return Judgement([f"{got:.9g}", "0", "-"], ok,
                         relative=abs(error) / (abs(expected) or 1.0))
    spread = half / t_quantile(0.05, n - 1)
    given_half = float(case["given"] or 0.0)
    t = error / math.hypot(spread, given_half / 1.959964)
    ok = half <= wider * allowed and abs(t) < t_quantile(FALSE_ALARM, n - 1)
    cells = [f"{got:.6g}", f"{100.0 * half / abs(expected):.2g} %", f"{t:.2f}"]
    return Judgement(cells, ok, halves=abs(error) / math.hypot(half, given_half), t=t)


def check(gemba, cases, short, judged, share=1.0):
    """Runs each model once for all its measures. Returns the number of failures.

    judged gets pairs of case and judgement; a case that did not run fails.
    """
    bad = 0
    runs = {}
    for case in cases:
        runs.setdefault((case["model"], case["set"]), []).append(case)
    for (model, sets), group in runs.items():
        reads_variance = any("v" in c["reading"] for c in group)
        least = LEAST_FOR_VARIANCE if reads_variance else LEAST_FOR_MEAN
        options, wider = fewer(os.path.join(HERE, model), sets_of(sets), share, least)
        with tempfile.TemporaryDirectory() as folder:
            try:
                values, objects = run(gemba, os.path.join(HERE, model), sets_of(sets) + options,
                                      [c["measure"] for c in group], short, folder)
            except (RuntimeError, KeyError, ValueError) as fault:
                print(f"{group[0]['case']}: {fault}")
                bad += len(group)
                judged += [(c, Judgement(["-", "-", "-"], False)) for c in group]
                continue
        wrong = unbalanced(objects)
        bad += len(wrong)
        for line in wrong:
            print(f"{group[0]['case']}: {line}")
        for case, value in zip(group, values):
            if short:
                continue
            row = judge(case, value, wider)
            judged.append((case, row))
            bad += 0 if row.ok else 1
            got, half, t = row.cells
            print(f"{case['case']:44} {case['metric'][:32]:32} {case['expected']:>13} "
                  f"{got:>13} {half:>9} of {case['tolerance']:>5} t {t:>6} "
                  f"{'ok' if row.ok else 'FAILS'}", flush=True)
    return bad


# ---- the table of groups

FAMILIES = {
    "queues": "queues: M/M/c, M/G/1, G/M/1, losses, priorities, batches, vacations, polling, "
              "transients",
    "ovens": "ovens: bulk service, full batches",
    "repairs": "repairs: machine repairmen, breakdowns by work and by calendar, age "
               "replacement, k of n",
    "lines": "serial lines, exponential and Erlang, blocking after and before service",
    "unreliable": "unreliable lines: exponential, Gershwin's slotted lines, long lines, shared "
                  "crews",
    "assembly": "assembly, kits, fork and join",
    "fluid": "continuous flow by small parts: two machines and a buffer, variance of output",
    "loops": "CONWIP, closed loops with pallets and vehicles",
    "slots": "Bernoulli machines in slots: rate, blocked and starved shares",
    "quality": "drift, samples, quarantine, inspection, rework with an end",
    "transport": "vehicles, chargers, automated racks",
    "sequences": "colour blocks, option spacing, levelling",
    "gradients": "gradients: of speeds in exponential lines, of places between two machines",
    "rules": "rules: shortest queue, due dates, shortest work, release",
    "cellshop": "cell making: webs, yields, longest times, grids and channels, matched sets",
    "plain": "job shop, small factory, shifts, OEE, yields, rework, moving line",
    "neighbours": "relatives of all of these: other laws, numbers, figures and combinations",
}
HEAD = ("family", "models", "rows", "passed", "worst, in half-widths", "worst, relative",
        "mean square of t")


def largest(values, form):
    values = [v for v in values if v is not None]
    return format(max(values), form) if values else ""


def family_row(group, judgements):
    """How far off the rows of one group are, and what did not pass."""
    t = [j.t for j in judgements if j.t is not None]
    return [FAMILIES.get(group, group), f"test/analytic/{group}", str(len(judgements)),
            str(sum(j.ok for j in judgements)),
            largest([j.halves for j in judgements], ".2f"),
            largest([j.relative for j in judgements], ".1g"),
            f"{sum(x * x for x in t) / len(t):.2f}" if t else ""]


def write_markdown(path, head, rows):
    """Appends the rows; a new file gets the head of the table first."""
    is_new = not os.path.exists(path) or os.path.getsize(path) == 0
    with open(path, "a", encoding="utf-8") as f:
        if is_new:
            f.write("| " + " | ".join(head) + " |\n" + "| --- " * len(head) + "|\n")
        for row in rows:
            f.write("| " + " | ".join(cell.replace("|", " ") for cell in row) + " |\n")


def family_rows(groups, judged):
    return [family_row(g, [j for case, j in judged if case["model"].split("/")[0] == g])
            for g in groups]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gemba")
    parser.add_argument("groups", nargs="+")
    parser.add_argument("--only")
    parser.add_argument("--share", type=float,
                        default=float(os.environ.get("GM_ORACLE_SHARE", "1")))
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--markdown", help="append a row for each group to this file")
    args = parser.parse_args()
    cases = [c for c in all_cases() if c["model"].split("/")[0] in args.groups]
    cases = [c for c in cases if not args.only or args.only in c["case"]]
    judged = []
    bad = check(args.gemba, cases, args.short, judged, args.share)
    if args.markdown:
        write_markdown(args.markdown, HEAD, family_rows(args.groups, judged))
    if not cases:
        print("no such case")
    print(f"{len(cases)} cases, {bad} failures")
    return 1 if bad or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
