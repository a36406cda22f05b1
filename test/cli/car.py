#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`gemba car` as people call it: against sums by hand, its own cycles as tables, wrong calls.

usage: car.py GEMBA
"""

import csv
import json
import math
import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "../..")
EXAMPLE = os.path.join(ROOT, "examples/18-car.yaml")
GEMBA = sys.argv[1] if len(sys.argv) > 1 else "gemba"

# An ideal source, so that a steady speed is a sum by hand.
CAR = """
gemba: 1
name: By hand
car:
  mass: 2000 kg
  road: {a: 130 N, b: 1.5 N/(m/s), c: 0.4 N/(m2/s2), turning: 0 %}
  wheel-radius: 0.33 m
  axles:
    rear: {torque: 400 Nm, power: 200 kW, speed: 15000 rpm, ratio: 9, gears: 96 %,
           best: {efficiency: 95 %, torque: 30 %, speed: 40 %}}
  pack: {energy: 60 kWh, voltage: 400 V, resistance: 0.05 ohm, least: 0 %, most: 100 %}
  accessories: 250 W
drives:
"""


def gemba(*args, text=None):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "car.yaml")
        if text is not None:
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
        return subprocess.run([GEMBA, "car", *[path if a == "-FILE" else a for a in args]],
                              capture_output=True, text=True, check=False, cwd=ROOT)


def answer(text):
    out = gemba("-FILE", "--json", text=text)
    if out.returncode != 0:
        raise AssertionError(out.stdout + out.stderr)
    return json.loads(out.stdout)


def by_hand(km_h):
    """Power out of the cells of CAR at a steady speed at 20 degC, in W, and where it goes."""
    v = km_h / 3.6
    road = (130 + 1.5 * v + 0.4 * v * v) * v
    rad_s = v / 0.33 * 9
    nm = road / 0.96 / rad_s
    best_nm, best_rad_s = 0.3 * 400, 0.4 * 15000 * 2 * math.pi / 60
    lost = best_nm * best_rad_s * (1 / 0.95 - 1)
    motor = lost * (0.5 * (nm / best_nm) ** 2 + 0.25 * rad_s / best_rad_s
                    + 0.25 * (rad_s / best_rad_s) ** 3)
    out = road / 0.96 + motor + 250
    current = (400 - math.sqrt(400 ** 2 - 4 * 0.05 * out)) / (2 * 0.05)
    return {"cells_j": 400 * current, "terminal_j": out, "motors_j": motor,
            "gears_j": road / 0.96 - road, "air_j": 0.4 * v ** 3,
            "pack_j": 0.05 * current ** 2}


class Car(unittest.TestCase):
    def test_a_steady_speed_is_a_sum_by_hand(self):
        for km_h in (50, 120):
            a = answer(CAR + f"  s: {{steady: {km_h} km/h, for: 30 min, temperature: 20 degC}}\n")
            drive = a["drives"][0]
            for key, watts in by_hand(km_h).items():
                # the table of the machine is straight between its points
                near = {"motors_j": 3e-3, "pack_j": 1e-3}.get(key, 5e-4)
                self.assertAlmostEqual(drive[key] / (1800 * watts), 1, delta=near, msg=key)
            self.assertAlmostEqual(drive["distance_m"], km_h * 500, delta=1e-6)

    def test_energies_add_up_to_what_left_the_cells(self):
        out = subprocess.run([GEMBA, "car", EXAMPLE, "--json"], capture_output=True, text=True,
                             check=True)
        for drive in json.loads(out.stdout)["drives"]:
            if "procedure" in drive:
                continue
            parts = sum(v for k, v in drive.items() if k in (
                "air_j", "rolling_j", "climb_j", "speed_j", "brakes_j", "gears_j", "motors_j",
                "pack_j", "accessories_j", "climate_j"))
            self.assertAlmostEqual(parts / drive["cells_j"], 1, delta=1e-9, msg=drive["name"])

    def test_a_range_takes_all_that_a_driver_may_use(self):
        a = answer(CAR + "  r: {cycle: CLTC-P, until-empty: yes}\n")
        drive = a["drives"][0]
        self.assertAlmostEqual(a["car"]["usable_j"] / 3.6e6, 60, delta=1e-6)
        self.assertAlmostEqual(drive["cells_j"] / a["car"]["usable_j"], 1, delta=2e-4)
        # with the whole of the second in which it becomes empty
        self.assertLessEqual(drive["soc_end"], 0)
        self.assertGreater(drive["soc_end"], -5e-4)
        self.assertGreater(drive["empty_s"], 0)

    def test_a_cycle_of_a_table_is_the_same_as_by_its_name(self):
        with tempfile.TemporaryDirectory() as folder:
            table = os.path.join(folder, "town.csv")
            with open(os.path.join(ROOT, "data/cycles/udds.csv"), encoding="utf-8") as f:
                rows = [r for r in csv.reader(line for line in f if not line.startswith("#"))]
            with open(table, "w", encoding="utf-8") as f:
                f.write("t [min],v [km/h]\n")
                for time_s, speed, *_ in rows[1:]:
                    f.write(f"{float(time_s) / 60!r},{float(speed) * 3.6!r}\n")
            a = answer(CAR + "  known: {cycle: udds}\n"
                       f"  table: {{cycle: {table}, time: t, speed: v}}\n")
        known, of_table = a["drives"]
        self.assertEqual(known["cycle"], "UDDS")
        self.assertAlmostEqual(of_table["cells_j"] / known["cells_j"], 1, delta=1e-7)
        self.assertAlmostEqual(of_table["distance_m"] / known["distance_m"], 1, delta=1e-9)

    def test_cold_and_wind_cost_what_the_road_says(self):
        a = answer(CAR + "  mild: {steady: 100 km/h, temperature: 20 degC}\n"
                   "  cold: {steady: 100 km/h, temperature: -10 degC}\n"
                   "  wind: {steady: 100 km/h, temperature: 20 degC, headwind: 10 m/s}\n")
        mild, cold, wind = a["drives"]
        # a and b by 0.86 % for each kelvin; air by its density
        self.assertAlmostEqual(cold["rolling_j"] / mild["rolling_j"], 1 + 30 * 0.0086, delta=1e-9)
        self.assertAlmostEqual(cold["air_j"] / mild["air_j"], 293.15 / 263.15, delta=1e-9)
        v = 100 / 3.6
        self.assertAlmostEqual(wind["air_j"] / mild["air_j"], ((v + 10) / v) ** 2, delta=1e-9)

    def test_a_car_that_is_too_weak_says_where_and_by_how_much(self):
        out = gemba("-FILE", text=CAR.replace("power: 200 kW", "power: 30 kW")
                    + "  fast: {cycle: US06}\n")
        self.assertEqual(out.returncode, 0)
        self.assertRegex(out.stdout, r"drive fast: it cannot follow in \d+ steps, most at "
                         r"[\d.]+ min of the cycle, by [\d.]+ km/h of [\d.]+; [\d.]+ m are missing")

    def test_a_pack_that_runs_empty_says_when_and_where(self):
        out = gemba("-FILE", text=CAR.replace("60 kWh", "3 kWh") + "  d: {cycle: WLTC-3b}\n")
        self.assertEqual(out.returncode, 0)
        self.assertRegex(out.stdout, r"drive d: the pack is empty after [\d.]+ min and [\d.]+ km")

    def test_procedures_weigh_their_cycles_by_their_shares(self):
        out = subprocess.run([GEMBA, "car", EXAMPLE, "--json", "--set",
                              "drives.commute={procedure: WLTP, temperature: -7 degC}"],
                             capture_output=True, text=True, check=True)
        d = json.loads(out.stdout)["drives"][-1]
        legs = d["segments"]
        usable = sum(s["terminal_j"] for s in legs)
        self.assertAlmostEqual(d["usable_j"] / usable, 1, delta=1e-12)
        per_m = []
        for k in (0, 4):  # city and high of each WLTC
            energy = legs[k]["terminal_j"] + legs[k + 1]["terminal_j"]
            per_m.append((energy, energy / (legs[k]["distance_m"] + legs[k + 1]["distance_m"])))
        first = per_m[0][0] / usable
        j_m = first * per_m[0][1] + (1 - first) * per_m[1][1]
        self.assertGreater(per_m[0][1], per_m[1][1])  # the cabin was cold
        self.assertAlmostEqual(d["j_per_m"] / j_m, 1, delta=1e-12)
        self.assertAlmostEqual(d["range_m"] / (usable / j_m), 1, delta=1e-12)
        # what is kept for the second half and the last segment is enough, and not much more
        self.assertLess(legs[7]["terminal_j"] / usable, 0.1)
        self.assertGreater(legs[7]["terminal_j"] / usable, 0.02)

    def test_a_procedure_of_a_car_that_does_not_change_is_its_cycle(self):
        a = answer(CAR + "  cltc: {procedure: CLTC}\n  once: {cycle: CLTC-P}\n"
                   "  epa: {procedure: EPA}\n  city: {cycle: UDDS}\n  high: {cycle: HWFET}\n")
        cltc, once, epa, city, high = a["drives"]
        c, u, h = (x["terminal_j"] / x["distance_m"] for x in (once, city, high))
        self.assertAlmostEqual(cltc["j_per_m"] / c, 1, delta=1e-9)
        self.assertAlmostEqual(cltc["range_m"] / (cltc["usable_j"] / c), 1, delta=1e-9)
        self.assertAlmostEqual(epa["j_per_m"] / (0.55 * u + 0.45 * h), 1, delta=1e-9)
        self.assertAlmostEqual(epa["label_range_m"] / (0.7 * epa["usable_j"] * (0.55 / u + 0.45 / h)),
                               1, delta=1e-9)

    def test_a_pack_that_is_too_small_for_a_procedure_is_told(self):
        out = gemba("-FILE", text=CAR.replace("60 kWh", "6 kWh") + "  p: {procedure: WLTP}\n")
        self.assertEqual(out.returncode, 0)
        self.assertIn("cannot be said", out.stdout)
        self.assertRegex(out.stdout, r"the pack is empty after [\d.]+ km, before the last segment")

    def test_a_table_of_fastsim_is_driven_as_it_does(self):
        out = subprocess.run([GEMBA, "car", os.path.join(ROOT, "data/cars/fastsim.csv"), "--json"],
                             capture_output=True, text=True, check=True)
        cars = {c["selection"]: c for c in json.loads(out.stdout)["cars"]}
        self.assertEqual(len(cars), 20)
        # Its own answers, of version 2.1.5.
        for number, cycle, wh in (("17", "UDDS", 167.6784889310027),
                                  ("17", "HWFET", 206.78985530157416)):
            found = [r for r in cars[number]["cycles"] if r["cycle"] == cycle][0]
            self.assertAlmostEqual(found["battery_kwh_per_mi"] * 1e3 / wh, 1, delta=1e-9)
        text = subprocess.run([GEMBA, "car", os.path.join(ROOT, "data/cars/fastsim.csv")],
                              capture_output=True, text=True, check=True).stdout
        self.assertIn("2017 CHEVROLET Bolt", text)
        self.assertIn("167.7", text)
        wrong = subprocess.run([GEMBA, "car", os.path.join(ROOT, "data/cycles/udds.csv")],
                               capture_output=True, text=True, check=False)
        self.assertEqual(wrong.returncode, 2)
        self.assertIn("has no column 'drag_coef'", wrong.stderr)

    def test_wrong_calls(self):
        for args, text, said in (
                (["-FILE"], "gemba: 1\nname: x\nfacts: {a: {value: 1}}\n", "there is no `car:`"),
                (["-FILE"], CAR + "  d: {cycle: CLTCP2}\n", "did you mean 'CLTC-P'?"),
                (["-FILE"], CAR + "  d: {}\n",
                 "one of `cycle:`, `steady:` and `procedure:`"),
                (["-FILE", "--svg", "x.svg"], CAR + "  d: {cycle: NEDC}\n", "--svg")):
            out = gemba(*args, text=text)
            self.assertEqual(out.returncode, 2, said)
            self.assertIn(said, out.stdout + out.stderr)

    def test_a_plant_verb_points_to_this_one(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "car.yaml")
            with open(path, "w", encoding="utf-8") as f:
                f.write(CAR + "  d: {cycle: NEDC}\n")
            out = subprocess.run([GEMBA, "run", path], capture_output=True, text=True, check=False)
            self.assertEqual(out.returncode, 2)
            self.assertIn("gemba car", out.stderr)
            out = subprocess.run([GEMBA, "check", path], capture_output=True, text=True,
                                 check=False)
            self.assertEqual(out.returncode, 0)
            self.assertIn("a car", out.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
