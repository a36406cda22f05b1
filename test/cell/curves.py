#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Discharges by `gemba cell` beside COMSOL's and measured ones, with the published figures as they are.

usage: curves.py GEMBA [--markdown FILE] [--svg FILE]

Each discharge starts at the stoichiometry at which its authors start, and runs with the steps and the grid
that gemba takes by itself. Between two steps the voltage is a cubic through four of them. Fails when a
difference is above what is admitted: of COMSOL what is asked for, of measured curves a tenth more than what was found
(the figures of the papers are not tuned; what is asked of them stands beside).
"""

import argparse
import bisect
import csv
import html
import json
import math
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Curve:
    """A discharge: of which cell, how fast, from where (None: full), and what it is compared with."""

    def __init__(self, name, cell, current, start, table, **how):
        self.name, self.cell, self.current, self.start, self.table = name, cell, current, start, table
        self.above_v = how.get("above_v", 0.0)   # points below are not compared
        self.asked_mv = how["asked"]             # RMS and, or None, at most
        self.admitted_mv = how.get("admitted", how["asked"])
        self.group = how["group"]
        self.sets = how.get("sets", ())
        self.want = self.got = None

    def read(self):
        """The times and voltages of the table."""
        with open(os.path.join(ROOT, self.table), encoding="utf-8") as f:
            rows = list(csv.reader(f))[1:]
        points = [(float(row[0]), float(row[1])) for row in rows]
        return [p for p in points if p[1] > self.above_v]

    def run(self, gemba):
        cell = f"gemba: 1\ninclude: [{ROOT}/data/cells/{self.cell}.yaml]\n"
        window = ask(gemba, cell, self.sets)["window"]
        empty, full = window["negative_empty"], window["negative_full"]
        start = 100.0 if self.start is None else 100.0 * (self.start - empty) / (full - empty)
        said = ask(gemba, f"{cell}experiments:\n  run: {{start: {start:.12f} %, isothermal: yes, steps: "
                          f"[{{discharge: {self.current}, until: {window['low_v']} V}}]}}\n", self.sets)
        trace = said["experiments"][0]["trace"]
        got = []
        for t, v in zip(trace["time_s"], trace["voltage_v"]):
            if got and got[-1][0] == t:
                got.pop()                        # a jump: the voltage after it
            got.append((t, v))
        self.got, self.want = got, self.read()

    def misses(self):
        """(time, how far gemba is above) for each point while gemba discharges."""
        return [(t, at(self.got, t) - v) for t, v in self.want if t <= self.got[-1][0]]

    def rms_mv(self):
        d = [miss for _, miss in self.misses()]
        return 1e3 * math.sqrt(sum(x * x for x in d) / len(d))

    def most_mv(self):
        return 1e3 * max(abs(miss) for _, miss in self.misses())

    def is_within(self):
        rms, most = self.admitted_mv
        return self.rms_mv() <= rms and (most is None or self.most_mv() <= most)


COMSOL = "COMSOL"
PYBAMM = "PyBaMM, limit of fine grids"
MEASURED = "measured"
# PyBaMM's table of graphite is a spline of its own: both have this instead, of Chen 2020.
GRAPHITE = ("1.9793*exp(-39.3631*x) + 0.2482 - 0.0909*tanh(29.8538*(x-0.1234))"
            " - 0.04478*tanh(14.9159*(x-0.2769)) - 0.0205*tanh(30.4444*(x-0.6103))")


def comsol(rate, words):
    return Curve(f"Marquis 2019, {words}", "marquis-2019", f"{24 * rate} A/m2", 19986.609595075 / 24983.2619938437,
                 f"test/cell/comsol_{words.replace('C/10', '01C')}_voltage.csv", group=COMSOL, above_v=3.105,
                 asked=(0.5, 3.0))


CURVES = (
    comsol(0.1, "C/10"),
    comsol(1.0, "1C"),
    comsol(2.0, "2C"),
    # One-state hysteresis of silicon, with the 20 of its decay rate in PyBaMM; 2 v(80 cells) - v(40 cells).
    Curve("LG M50 with silicon, 1C", "lg-m50-silicon", "5 A", None, "test/cell/pybamm_silicon_1C.csv",
          group=PYBAMM, asked=(0.5, 3.0), sets=(f"cell.negative.particles.graphite.ocp={GRAPHITE}",)),
    Curve("Ecker 2015, 1C", "ecker-2015", "0.15625 A", 0.8182973, "data/cells/measured/ecker-2015-1c.csv",
          group=MEASURED, asked=(25.0, None), admitted=(45.0, None)),
    Curve("Ecker 2015, 5C", "ecker-2015", "0.78125 A", 0.8182973, "data/cells/measured/ecker-2015-5c.csv",
          group=MEASURED, asked=(25.0, None), admitted=(55.0, None)),
    Curve("Xu 2015, C/2", "xu-2015-lfp", "8.25 A", 0.51873811, "data/cells/measured/xu-2015-05c.csv",
          group=MEASURED, asked=(20.0, None), admitted=(70.0, None)),
    Curve("Xu 2015, 1C", "xu-2015-lfp", "16.5 A", 0.51873811, "data/cells/measured/xu-2015-1c.csv",
          group=MEASURED, asked=(20.0, None), admitted=(45.0, None)),
)


def ask(gemba, text, sets):
    """What gemba says of a model, as an object."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cell.yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        words = [gemba, "cell", path, "--json", *(w for s in sets for w in ("--set", s))]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"curves: {text}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def at(points, t):
    """The cubic through the four points around t."""
    i = bisect.bisect_right(points, (t, math.inf)) - 1
    first = max(0, min(i - 1, len(points) - 4))
    near = points[first:first + 4]
    total = 0.0
    for j, (tj, vj) in enumerate(near):
        for k, (tk, _) in enumerate(near):
            vj *= (t - tk) / (tj - tk) if k != j else 1.0
        total += vj
    return total


# ---- table

def figure(x):
    return f"{x:.0f}" if x >= 10.0 else f"{x:.2g}"


def table():
    rows = ["| discharge | compared with | points | RMS | at most | asked, RMS |", "| --- " * 6 + "|"]
    for c in CURVES:
        rows.append(f"| {c.name} | {c.group} | {len(c.misses())} | {figure(c.rms_mv())} mV | {figure(c.most_mv())} mV | "
                    f"{c.asked_mv[0]:g} mV{', missed' if c.rms_mv() > c.asked_mv[0] else ''} |")
    return "\n".join(rows) + "\n"


# ---- picture

WIDTH, HIGH, LOW, LEFT, GAP = 400, 240, 110, 56, 34
COLOURS = ("#0b5fa5", "#b3400f", "#0a7d55", "#7a4b00")


class Panel:
    """A box with a scale for each of its sides."""

    def __init__(self, x, y, height, x_ends, y_ends):
        self.x, self.y, self.height, self.x_ends, self.y_ends = x, y, height, x_ends, y_ends
        self.parts = []

    def place(self, x, y):
        low, high = self.x_ends
        px = self.x + WIDTH * (x - low) / (high - low)
        low, high = self.y_ends
        return f"{px:.1f},{self.y + self.height * (high - y) / (high - low):.1f}"

    def grid(self, x_ticks, y_ticks, names):
        for v in y_ticks:
            a, b = self.place(self.x_ends[0], v), self.place(self.x_ends[1], v)
            self.parts.append(f'<path d="M{a}L{b}" class="grid"/>')
            x, y = a.split(",")
            self.parts.append(f'<text x="{float(x) - 6:.1f}" y="{float(y) + 4:.1f}" class="end">{v:g}</text>')
        for v in x_ticks:
            a, b = self.place(v, self.y_ends[0]), self.place(v, self.y_ends[1])
            self.parts.append(f'<path d="M{a}L{b}" class="grid"/>')
            if names:
                x, y = a.split(",")
                self.parts.append(f'<text x="{x}" y="{float(y) + 16:.1f}" class="mid">{v:g}</text>')

    def line(self, points, colour):
        way = "L".join(self.place(x, y) for x, y in points)
        self.parts.append(f'<path d="M{way}" class="line" stroke="{colour}"/>')

    def dots(self, points, colour):
        for x, y in points:
            px, py = self.place(x, y).split(",")
            self.parts.append(f'<circle cx="{px}" cy="{py}" r="2" fill="{colour}"/>')

    def words(self, x, y, text, colour="#14202b", kind=""):
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}"{kind}>{html.escape(text)}</text>')


def ticks(low, high, step):
    return [round(step * i, 10) for i in range(math.ceil(low / step), math.floor(high / step) + 1)]


def column(x, group, title, mv):
    """Voltages above, differences below, over the share of the discharge that is over."""
    curves = [c for c in CURVES if c.group == group]
    volts = [v for c in curves for _, v in c.want + c.got]
    v_ends = (math.floor(5 * min(volts)) / 5, math.ceil(5 * max(volts)) / 5)
    above = Panel(x, 62, HIGH, (0, 100), v_ends)
    below = Panel(x, 62 + HIGH + GAP, LOW, (0, 100), (-mv, mv))
    above.grid(ticks(0, 100, 20), ticks(*v_ends, 0.2), False)
    below.grid(ticks(0, 100, 20), (-mv, -mv / 2, 0, mv / 2, mv), True)
    above.words(x, 40, title, kind=' class="head"')
    above.words(x, 56, "voltage, V")
    below.words(x, below.y - 6, "gemba less that, mV")
    below.words(x + WIDTH / 2, below.y + LOW + 32, "time, % of gemba's discharge", kind=' text-anchor="middle"')
    for i, c in enumerate(curves):
        end = c.got[-1][0]
        part = lambda points, end=end: [(100 * t / end, v) for t, v in points if t <= end]
        step = max(1, len(c.want) // 40)
        above.line(part([(end * k / 200, at(c.got, end * k / 200)) for k in range(201)]), COLOURS[i])
        above.dots(part(c.want[::step]), COLOURS[i])
        below.line([(s, max(-mv, min(mv, 1e3 * d))) for s, d in part(c.misses())], COLOURS[i])
        above.words(x + 12, 62 + HIGH - 14 - 16 * (len(curves) - 1 - i), c.name, COLOURS[i])
    return above.parts + below.parts


def picture():
    width, height = 2 * (LEFT + WIDTH) + 40, 62 + HIGH + GAP + LOW + 44
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
             f'height="{height}"><style>text{{font:12px system-ui,sans-serif}} .head{{font-weight:600;font-size:13px}} '
             '.end{text-anchor:end;fill:#4b5a68} .mid{text-anchor:middle;fill:#4b5a68} .grid{stroke:#d8dee4;fill:none} '
             f'.line{{fill:none;stroke-width:1.6}}</style><rect width="{width}" height="{height}" fill="#fff"/>',
             f'<text x="{LEFT}" y="18" class="head">Lines: gemba. Dots: what it is compared with.</text>']
    parts += column(LEFT, COMSOL, "Against COMSOL", 3.0)
    parts += column(2 * LEFT + WIDTH + 20, MEASURED, "Against measured cells, figures of the papers as they are", 120.0)
    return "\n".join(parts + ["</svg>", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("gemba")
    parser.add_argument("--markdown")
    parser.add_argument("--svg")
    args = parser.parse_args()
    for c in CURVES:
        c.run(os.path.abspath(args.gemba))
    print(table(), end="")
    for path, text in ((args.markdown, table), (args.svg, picture)):
        if path:
            with open(path, "w", encoding="utf-8") as f:
                f.write(text())
    far = [c.name for c in CURVES if not c.is_within()]
    if far:
        sys.exit(f"further off than admitted: {', '.join(far)}")


if __name__ == "__main__":
    main()
