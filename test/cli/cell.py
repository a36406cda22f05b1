#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`gemba cell` as people call it: answers in text and JSON, pictures, one question alone, wrong calls.

usage: cell.py GEMBA
"""

import json
import math
import os
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as tree

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "../..")
CHEN = os.path.join(ROOT, "data/cells/chen-2020.yaml")
GEMBA = sys.argv[1] if len(sys.argv) > 1 else "gemba"

ASKED = f"""
gemba: 1
name: M50
include: [{CHEN}]
charges:
  fast: {{current: 3C, most-temperature: 45 degC}}
  pack:
    preheat: 40 degC
    charger: {{power: 250 kW, current: 500 A, voltage: 500 V}}
    pack: {{series: 96, parallel: 46, coldest: 4 K, most-loaded: 3 %}}
    most-rise: 0.1 K/s
  late: {{within: 10 min, temperature: 0 degC}}
  kept: {{isothermal: yes, model: SPMe}}
experiments:
  capacity:
    steps:
      - {{discharge: C/3, until: empty}}
      - {{rest: 1 h}}
      - {{charge: C/3, until: full}}
      - {{hold: 4.2 V, until: C/20}}
  cycles:
    steps:
      - repeat: 100
        steps:
          - {{discharge: 1C, until: 60 s}}
          - {{charge: 1C, until: 60 s}}
"""
FAILING = f"""
gemba: 1
name: Too much
include: [{CHEN}]
experiments:
  too-much:
    steps:
      - {{discharge: 1C, until: 3 V}}
      - {{charge: 1C, until: 6 V}}
      - {{rest: 1 h}}
"""


# Half of the critical current at a quarter of the pressure.
METAL = f"""
gemba: 1
include: [{os.path.join(os.path.dirname(CHEN), "li-metal.yaml")}]
cell:
  negative:
    metal: {{critical-pressure: 20 MPa, critical-exponent: 0.5}}
charges:
  warm: {{from: 10 %, to: 60 %, temperature: 60 degC}}
experiments:
  fast: {{start: 50 %, steps: [{{charge: 1C, until: 60 s}}, {{discharge: 1C, until: 60 s}}]}}
"""


def gemba(*args, **how):
    return subprocess.run([GEMBA, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, encoding="utf-8", timeout=120, check=False, **how)


def no_constant(word):
    raise ValueError(word + " is not JSON")


def read(text):
    return json.loads(text, parse_constant=no_constant)


class Cell(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.asked = self.path("asked.yaml", ASKED)

    def tearDown(self):
        self.folder.cleanup()

    def path(self, name, text=None):
        path = os.path.join(self.folder.name, name)
        if text is not None:
            with open(path, "w", encoding="utf-8") as out:
                out.write(text)
        return path

    def answer(self, *args, code=0):
        p = gemba("cell", *args, "--json")
        self.assertEqual((p.returncode, p.stderr), (code, ""))
        return read(p.stdout)

    # ---- answers

    def test_text_tells_every_question_and_what_binds(self):
        p = gemba("cell", self.asked)
        self.assertEqual((p.returncode, p.stderr), (0, ""))
        for word in ("charge fast:", "charge pack:", "charge kept:", "experiment capacity:",
                     "plating margin", "voltage of the cell", "not within 10.00 min",
                     "by its worst cell: 4 K colder, 3.0 % more load"):
            self.assertIn(word, p.stdout)
        self.assertTrue(all(len(row) <= 96 for row in p.stdout.splitlines()))
        self.assertIn("it comes preheated, with 0.178 Wh a cell", p.stdout)  # 15 K of 42.77 J/K
        self.assertIn("\nrest 1 h ", p.stdout)

    def test_json_has_the_same_and_traces_of_one_length(self):
        a = self.answer(self.asked)
        self.assertTrue(a["ok"])
        self.assertEqual([c["name"] for c in a["charges"]], ["fast", "pack", "late", "kept"])
        self.assertEqual([e["name"] for e in a["experiments"]], ["capacity", "cycles"])
        # The capacity between 2.5 and 4.2 V that the parameters have: 5.1532 Ah.
        self.assertAlmostEqual(a["window"]["charge_c"] / 3600, 5.1532, places=3)
        for run in a["charges"] + a["experiments"]:
            lengths = {len(column) for column in run["trace"].values()}
            self.assertEqual(len(lengths), 1)
            times = run["trace"]["time_s"]
            self.assertEqual(times, sorted(times))
        fast = a["charges"][0]
        self.assertEqual(fast["verdict"], "done")
        self.assertAlmostEqual(fast["soc"], 0.8, places=6)
        self.assertEqual(fast["binds"][0]["from_s"], 0)
        for one, next_one in zip(fast["binds"], fast["binds"][1:]):
            self.assertEqual(one["to_s"], next_one["from_s"])
        self.assertAlmostEqual(fast["binds"][-1]["to_s"], fast["time_s"], places=6)

    # What goes in less what comes out is what is left of the charge: 5.1532 Ah times it.
    def test_charge_of_the_steps_adds_up(self):
        a = self.answer(self.asked, "--only", "capacity")
        out_c = sum(step["charge_c"] for step in a["experiments"][0]["steps"])
        left = 1.0 - out_c / a["window"]["charge_c"]
        self.assertAlmostEqual(a["experiments"][0]["steps"][-1]["soc"], left, places=6)

    def test_a_value_that_is_set_changes_the_answer(self):
        cold = self.answer(self.asked, "--only", "fast", "--set",
                           "charges.fast.temperature=5 degC")
        warm = self.answer(self.asked, "--only", "fast")
        self.assertGreater(cold["charges"][0]["time_s"], warm["charges"][0]["time_s"])

    # Each step may be wrong by a hundredth: there are more of them, and the answer is nearly the same.
    def test_a_smaller_tolerance_takes_more_steps(self):
        for kind, name in (("charges", "fast"), ("experiments", "capacity")):
            some, more = (self.answer(self.asked, "--only", name, "--set",
                                      f"{kind}.{name}.tolerance={v}")[kind][0]["trace"]["time_s"]
                          for v in ("0.5 mV", "0.005 mV"))
            self.assertGreater(len(more), 1.5 * len(some))
            self.assertAlmostEqual(more[-1] / some[-1], 1.0, delta=1e-3)

    def test_a_file_that_asks_for_nothing_is_discharged(self):
        a = self.answer(CHEN)
        self.assertEqual((a["charges"], len(a["experiments"])), ([], 1))
        self.assertEqual(a["experiments"][0]["name"], "discharge")
        alone = self.answer(CHEN, "--only", "discharge")
        self.assertEqual(alone["experiments"], a["experiments"])

    def test_every_cell_that_comes_along_answers(self):
        folder = os.path.dirname(CHEN)
        files = [name for name in sorted(os.listdir(folder)) if name.endswith(".yaml")]
        self.assertGreaterEqual(len(files), 3)
        for name in files:
            with self.subTest(name):
                a = self.answer(os.path.join(folder, name))
                self.assertTrue(all(e["whole"] for e in a["experiments"]))

    # ---- one question

    def test_only_one_question_is_asked(self):
        for name, n in (("pack", (1, 0)), ("cycles", (0, 1))):
            a = self.answer(self.asked, "--only", name)
            self.assertEqual((len(a["charges"]), len(a["experiments"])), n)
            self.assertEqual((a["charges"] + a["experiments"])[0]["name"], name)
            text = gemba("cell", self.asked, "--only", name).stdout
            self.assertIn(f" {name}: ", text)
            self.assertEqual(len(re.findall(r"^(?:charge|experiment) \S+:", text, re.M)), 1)

    def test_a_charge_and_an_experiment_of_one_name_are_both_told(self):
        both = ASKED.replace("  capacity:", "  fast:")
        a = self.answer(self.path("both.yaml", both), "--only", "fast")
        self.assertEqual((len(a["charges"]), len(a["experiments"])), (1, 1))

    # ---- exit codes

    def test_a_step_that_cannot_be_done_ends_in_3_with_what_was_done(self):
        file = self.path("failing.yaml", FAILING)
        p = gemba("cell", file)
        self.assertEqual((p.returncode, p.stderr), (3, ""))
        self.assertIn("it stops there: particles of the negative electrode are full", p.stdout)
        a = self.answer(file, code=3)
        steps = a["experiments"][0]["steps"]
        self.assertEqual([s["met"] for s in steps], [True, False])
        self.assertIn("particles of the negative electrode are full", steps[-1]["end"])
        self.assertEqual(steps[-1]["asked_at"], f"{file}:9:9")
        self.assertIn(f"; asked for at {file}:9:9", p.stdout)

    def test_metal_is_plated_within_its_critical_current_or_it_is_said(self):
        a = self.answer(self.path("metal.yaml", METAL))
        trace = a["charges"][0]["trace"]
        for amps, kelvin in zip(trace["current_a_m2"][1:], trace["stack_k"][1:]):
            most = 10.0 * 0.5 * math.exp(29e3 / 8.31446261815324 * (1 / 298.15 - 1 / kelvin))
            self.assertAlmostEqual(-amps / most, 1.0, delta=1e-3)
        shares = [s.get("most_critical", 0.0) for s in a["experiments"][0]["steps"]]
        self.assertAlmostEqual(shares[0], 2.0 * 28.11 / 10.0, delta=0.01)
        self.assertEqual(shares[1], 0.0)
        says = gemba("cell", self.path("metal.yaml", METAL)).stdout
        self.assertIn("'charge 1C until 1 min' plates at up to 5.6", says)
        self.assertNotIn("'discharge 1C until 1 min' plates", says)

    def test_wrong_calls_end_in_2_and_say_why(self):
        line = os.path.join(HERE, "line.yaml")
        for args, says in (
                ([], "needs a model file"),
                (["nowhere.yaml"], "no such file"),
                ([line], "there is no `cell:` in"),
                ([self.asked, "--only", "fats"], "did you mean 'fast'?"),
                ([self.asked, "--only", "x"],
                 "called 'x'; there is fast, pack, late, kept, capacity, cycles"),
                ([CHEN, "--only", "fast"], "called 'fast'; there is discharge"),
                ([self.asked, "--svg", self.asked], "would overwrite the model"),
                ([self.asked, "--svg", CHEN], "would overwrite the model"),
                ([self.asked, "--svg", "-", "--json"], "both go to standard output"),
                ([self.asked, "--replications", "3"], "`cell` takes no --replications"),
                ([self.asked, "--set", "charges.fast.curent=3C"], "did you mean 'current'"),
                ([self.asked, "--set", "charges.fast.most-temperature=90 degC"],
                 "outside what the data of the cell know")):
            with self.subTest(args):
                p = gemba("cell", *args)
                self.assertEqual(p.returncode, 2, p.stderr)
                self.assertIn(says, p.stderr)
                self.assertEqual(p.stdout, "")

    def test_a_picture_that_cannot_be_written_ends_in_3(self):
        p = gemba("cell", CHEN, "--svg", self.path("no/such/folder.svg"))
        self.assertEqual(p.returncode, 3)
        self.assertIn("cannot write", p.stderr)

    # An isothermal answer must be asked for.
    def test_a_charge_of_a_cell_without_heat_is_a_fault_of_the_model(self):
        with open(CHEN, encoding="utf-8") as f:
            cold = f.read().split("  thermal:")[0]
        file = self.path("cold.yaml", cold + "charges: {fast: {current: 2C}}\n")
        p = gemba("cell", file)
        self.assertEqual((p.returncode, p.stdout), (2, ""))
        self.assertIn("`isothermal: yes`", p.stderr)
        self.answer(file, "--set", "charges.fast.isothermal=yes")

    def test_other_verbs_send_a_cell_to_cell(self):
        p = gemba("run", CHEN)
        self.assertEqual(p.returncode, 2)
        self.assertIn("gemba cell ", p.stderr)

    # ---- pictures

    def picture(self, *args, code=0):
        svg = self.path("cell.svg")
        p = gemba("cell", *args, "--svg", svg)
        self.assertEqual((p.returncode, p.stderr), (code, ""))
        self.assertTrue(p.stdout)  # the text is there besides
        return tree.parse(svg).getroot()

    def test_a_picture_has_a_band_of_what_binds_as_wide_as_its_times(self):
        root = self.picture(self.asked, "--only", "fast")
        a = self.answer(self.asked, "--only", "fast")["charges"][0]
        spans = [g.find("{*}rect") for g in root.iter() if g.find("{*}title") is not None and
                 g.find("{*}rect") is not None and g.find("{*}rect").get("class").startswith("b-")]
        self.assertEqual(len(spans), len(a["binds"]))
        whole = sum(float(r.get("width")) for r in spans)
        for rect, bind in zip(spans, a["binds"]):
            share = (bind["to_s"] - bind["from_s"]) / a["time_s"]
            self.assertAlmostEqual(float(rect.get("width")) / whole, share, delta=0.001)
        words = [t.text for t in root.iter() if t.tag.endswith("text")]
        for bind in a["binds"]:
            self.assertIn(bind["what"], words)  # the legend
        for word in ("current, C", "power of the cell, W", "voltage, V", "temperature, °C",
                     "min", "≤ 4.2 V", "≤ 45 °C", "≥ 10 mV", "10 %", "80 %"):
            self.assertIn(word, words)

    def test_what_does_not_move_or_is_not_there_has_no_panel(self):
        words = [t.text for t in self.picture(self.asked, "--only", "kept").iter()]
        self.assertNotIn("temperature, °C", words)
        self.assertIn("voltage, V", words)

    def test_all_questions_stand_one_below_the_other_without_overlap(self):
        root = self.picture(self.asked)
        width, height = (float(x) for x in root.get("viewBox").split()[2:])
        boxes = []
        for t in root.iter():
            if not t.tag.endswith("text"):
                continue
            size = 14.0 if t.get("class") in ("strong",) else 13.0
            w = 0.6 * size * len(t.text or "")
            x, y = float(t.get("x")), float(t.get("y"))
            x -= {"middle": w / 2, "end": w}.get(t.get("text-anchor"), 0.0)
            boxes.append((x, y - 0.6 * size, x + w, y, t.text))
        self.assertGreater(len(boxes), 200)
        for x0, y0, x1, y1, text in boxes:
            self.assertTrue(-8.0 <= x0 and x1 <= width + 8.0 and y0 >= 0 and y1 <= height, text)
        boxes.sort(key=lambda b: b[1])
        for i, a in enumerate(boxes):
            for b in boxes[i + 1:]:
                if b[1] > a[3]:
                    break
                apart = a[2] <= b[0] + 1.0 or b[2] <= a[0] + 1.0 or b[3] <= a[1]
                self.assertTrue(apart, f"'{a[4]}' and '{b[4]}' overlap")

    def test_a_picture_alone_goes_to_standard_output(self):
        p = gemba("cell", CHEN, "--svg", "-")
        self.assertEqual((p.returncode, p.stderr), (0, ""))
        self.assertTrue(tree.fromstring(p.stdout).tag.endswith("svg"))

    def test_a_picture_of_what_failed_says_so(self):
        root = self.picture(self.path("failing.yaml", FAILING), code=3)
        words = " ".join(t.text or "" for t in root.iter())
        self.assertIn("stops in step 2: particles of the negative electrode are full", words)

    def test_a_picture_of_thousands_of_points_stays_small(self):
        many = ASKED.replace("repeat: 100", "repeat: 2000")
        svg = self.path("many.svg")
        p = gemba("cell", self.path("many.yaml", many), "--only", "cycles", "--svg", svg)
        self.assertEqual(p.returncode, 0, p.stderr)
        self.assertLess(os.path.getsize(svg), 1_500_000)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
