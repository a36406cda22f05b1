#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Sets every value of a model that has every key to values that nobody should write.

usage: nasty.py GEMBA [STEP]

Of all pairs of a path and a value every STEP-th is tried: 1 tries all, which takes long. The
program must end with an exit code of its own and, where it refuses, with a message: no signal,
no hang, no silence.
"""

import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
MODEL = os.path.join(HERE, "all-keys.json")
KINDS = ("source", "station", "buffer", "conveyor", "moving-line", "sink")
VALUES = (
    "1e308", "1e308 s", "1e-308", "1e-308 s", "-0", "0", "0 s", "-1", "-1 s", "1e400",
    "1e-400 s", "99999999999", "99999999999 yr", "1e300 yr", "1e15 parts", "1e300 people",
    "-1e300 people", "1e18", "2147483647", "2147483648", "4294967296", "2027-02-30",
    "0000-00-00", "9999-12-31", "0001-01-01", "2027-02-30..2027-13-01", "24:00", "99:99",
    "1:30", "[]", "{}", "~", '""', "[1, 2]", "[a b, {c: d}]", "{value: 5, range: [1, 1e300]}",
    "{value: 1e308 s, range: [0 s, 1e308 s]}", "exponential(1e308 s)", "weibull(1e-300, 1 s)",
    "lognormal(1e300 s, cv 1e10)", "gamma(1 s, cv 1e-300)", "erlang(1e9, 1 s)",
    "geometric(1e-300)", "hyperexponential(1 s, scv 1e300)", "normal(0 s, 1e300 s)",
    "pert(0 s, 0 s, 1e300 s)", "uniform(0 s, 1e308 s)", "list(0 s, once)", "1e-320 m",
    "1e300 m", "1e300 m/s", "1e-300 m/s", "1e300 cars/yr", "1e300 kW", "0.999999999999999",
    "1e300 %", "100 %", "52,5 s", "1.000", "unlimited", "any month", "0001..9999", "9999",
    "1 per 0", "nan", "inf", "x" * 70, "%s%n", "yes",
)


def name_of(item, i):
    """How a path names an item of a list."""
    for kind in KINDS:
        if isinstance(item, dict) and isinstance(item.get(kind), str):
            return item[kind]
    return str(i)


def paths_of(node, path=""):
    found = []
    pairs = []
    if isinstance(node, dict):
        pairs = list(node.items())
    elif isinstance(node, list):
        pairs = [(name_of(item, i), item) for i, item in enumerate(node)]
    for key, value in pairs:
        here = f"{path}.{key}" if path else key
        found.append(here)
        found += paths_of(value, here)
    return found


def call(*args):
    """Exit code and messages; None for a code when it hangs."""
    try:
        p = subprocess.run(args, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                           stderr=subprocess.PIPE, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        return None, ""
    return p.returncode, p.stderr.decode("utf-8", "replace")


def fault_of(gemba, path, value):
    setting = path + "=" + value
    code, text = call(gemba, "check", MODEL, "--set", setting)
    if code not in (0, 2) or (code == 2 and "error: " not in text):
        return f"check --set '{setting}': {code} {text[-300:]}"
    # What is sound runs: one hour is enough to meet every value.
    if code == 0 and not path.startswith("clock"):
        code, text = call(gemba, "run", MODEL, "--set", setting, "--set",
                          "clock={start: 2027-03-01, run: 26 h, replications: 1, most: 1}",
                          "--set", "guards.parts=1000")
        if code not in (0, 1, 2, 3):
            return f"run --set '{setting}': {code} {text[-300:]}"
    return None


def main():
    gemba = sys.argv[1]
    step = int(sys.argv[2]) if len(sys.argv) > 2 else 11  # prime: meets every value
    with open(MODEL, encoding="utf-8") as f:
        model = json.load(f)
    if call(gemba, "check", MODEL)[0] != 0:
        sys.exit("nasty: the model itself has faults")
    pairs = [(path, value) for path in paths_of(model) for value in VALUES]
    faults = [f for f in (fault_of(gemba, *pair) for pair in pairs[::step]) if f]
    for fault in faults:
        print(fault)
    print(f"{len(pairs[::step])} of {len(pairs)} settings tried, {len(faults)} bad ends")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
