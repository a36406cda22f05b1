#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Sweeps as people run them: killed, interrupted, without room, gone on with, and repeated.

usage: sweep.py GEMBA
"""

import contextlib
import csv
import io
import json
import os
import random
import re
import resource
import shlex
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
GEMBA = sys.argv[1] if len(sys.argv) > 1 else "gemba"
MODEL = os.path.join(HERE, "../models/two-stations.yaml")
SHORT = ["--set", "clock.run=14 d", "--set", "clock.warm-up=7 d", "-r", "4"]
FORK = """
gemba: 1
clock: {run: 5 d, warm-up: 1 h, replications: 3}
plant:
  line:
    - {source: in, part: raw}
    - {station: cut, time: exponential(60 s), splits: {left: 2, right: 1},
       to: {by: kind, left: ls, right: rs}}
  l:
    - {buffer: ls, holds: 6, to: join}
  r:
    - {buffer: rs, holds: 6, to: join}
  fin:
    - {station: join, needs: {left: 1, right: 1}, makes: pair, time: 30 s}
    - sink: out
"""
CELL = os.path.join(HERE, "../../examples/15-fast-charge.yaml")
GRID = ["--vary", "plant.rack.holds=1..6", "--vary", "plant.weld.time=50 s..60 s step 2 s"]


def no_core():
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Sweep(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()

    def tearDown(self):
        self.folder.cleanup()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def words(self, *args):
        return [GEMBA, "sweep", MODEL, *args]

    def sweep(self, *args, **how):
        return subprocess.run(self.words(*args), cwd=self.folder.name, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              encoding="utf-8", timeout=250, check=False, **how)

    def tables(self, name):
        """Every row of every table, without when and how the sweep was called."""
        with contextlib.closing(sqlite3.connect(self.path(name))) as db:
            self.assertEqual(db.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            names = [row[0] for row in db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
            rows = {n: db.execute(f"SELECT * FROM {n} ORDER BY 1, 2").fetchall() for n in names}
            rows["sweep"] = db.execute("SELECT gemba, model, model_hash, design, points, "
                                       "replications, seed, engine FROM sweep").fetchall()
            return rows

    def ask(self, name, sql):
        with contextlib.closing(sqlite3.connect(self.path(name))) as db:
            return db.execute(sql).fetchall()

    def count(self, name):
        return self.ask(name, "SELECT count(*) FROM points WHERE state <> 'waits'")[0][0]

    # ---- what is in the file

    def test_a_row_is_what_its_command_gives(self):
        p = self.sweep(*GRID, *SHORT, "-o", "a.sqlite")
        self.assertEqual((p.returncode, p.stderr), (0, ""))
        for point, word, model_hash in self.ask(
                "a.sqlite", "SELECT point, repeat, model_hash FROM points WHERE point % 12 = 5"):
            words = shlex.split(word)
            self.assertEqual(words[0], "gemba")
            run = subprocess.run([GEMBA, *words[1:], "--json"], stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, text=True, check=False, timeout=100)
            self.assertIn(run.returncode, (0, 1), run.stderr)
            answer = json.loads(run.stdout)
            self.assertEqual(answer["model_hash"], model_hash)
            mean, half = self.ask("a.sqlite", "SELECT mean, half_width FROM means WHERE "
                                              f"point = {point} AND measure = 3")[0]
            wip = answer["objects"]["plant"]["wip.mean"]
            self.assertEqual((wip["mean"], wip["half_width"]), (mean, half))
            claim = answer["claims"][0]
            mean, half = self.ask("a.sqlite", "SELECT mean, half_width FROM means WHERE "
                                              f"point = {point} AND measure = 1")[0]
            self.assertEqual((claim["mean"], claim["half_width"]), (mean, half))

    def test_means_are_those_of_the_rows(self):
        self.sweep(*GRID, *SHORT, "-o", "a.sqlite")
        rows = self.ask("a.sqlite", 'SELECT r.point, avg(r."plant.wip"), count(*), m.mean, m.n, '
                                    "m.low + m.high FROM results r JOIN means m "
                                    "ON r.point = m.point AND m.measure = 3 GROUP BY r.point")
        self.assertEqual(len(rows), 36)
        for _, average, n, mean, n_kept, ends in rows:
            self.assertEqual((n, n_kept), (4, 4))
            self.assertAlmostEqual(average, mean, delta=1e-12 * mean)
            self.assertAlmostEqual(ends / 2, mean, delta=1e-12 * mean)

    def test_the_csv_has_a_row_for_each_point(self):
        p = self.sweep(*GRID, *SHORT, "--csv", "-")
        self.assertEqual(p.returncode, 0, p.stderr)
        rows = list(csv.DictReader(io.StringIO(p.stdout)))
        self.assertEqual(len(rows), 36)
        self.assertEqual(rows[7]["plant.rack.holds"], "2")
        self.assertEqual(rows[7]["plant.weld.time"], "52 s")
        self.assertEqual(float(rows[7]["plant.weld.time (SI)"]), 52.0)
        self.assertLess(float(rows[7]["plant.wip low"]), float(rows[7]["plant.wip mean"]))
        self.assertEqual(self.count("two-stations.sweep.sqlite"), 36)

    def test_scenarios_are_a_parameter(self):
        model = os.path.join(HERE, "line.yaml")
        p = subprocess.run([GEMBA, "sweep", model, "--vary", "scenario=none,slower", "-r", "2",
                            "--json", "-o", self.path("s.sqlite")], stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, text=True, check=False, timeout=100)
        self.assertEqual((p.returncode, p.stderr), (0, ""))
        none, slower = json.loads(p.stdout)["rows"]
        self.assertEqual(slower["values"], {"scenario": "slower"})
        self.assertGreater(none["means"]["out per day"]["mean"],
                           1.1 * slower["means"]["out per day"]["mean"])

    def test_a_deadlock_is_told_of_its_point(self):
        with open(self.path("fork.yaml"), "w", encoding="utf-8") as out:
            out.write(FORK)
        words = [GEMBA, "sweep", "fork.yaml", "--vary", "plant.ls.holds=4..33"]
        p = subprocess.run(words, cwd=self.folder.name, stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, text=True, check=False, timeout=100)
        self.assertEqual((p.returncode, p.stderr), (0, ""))
        self.assertRegex(p.stdout, r"\n +\d+ +! ")
        self.assertRegex(p.stdout, r"! point \d+: deadlock in 3 of 3 replications")
        self.assertIn("and 25 more, as the column `why`", p.stdout)
        rows = self.ask("fork.sweep.sqlite", "SELECT state, why FROM points")
        self.assertEqual([r for r in rows if r[0] != "done" or "deadlock in 3" not in r[1]], [])
        p = subprocess.run([*words, "--resume", "--json"], cwd=self.folder.name,
                           stdout=subprocess.PIPE, text=True, check=False, timeout=100)
        row = json.loads(p.stdout)["rows"][0]
        self.assertIn("deadlock", row["why"])
        self.assertIsNone(row["means"]["plant.wip"]["why"])

    def test_a_plant_that_cannot_keep_up_is_told(self):
        p = self.sweep("--vary", "plant.bodies.every=50 s", "--set", "clock.run=14 d",
                       "-r", "4")
        self.assertEqual((p.returncode, p.stderr), (0, ""))
        self.assertIn("! point 1: never steady: the queue of weld grows by", p.stdout)

    def test_seeds_may_be_a_parameter(self):
        p = self.sweep("--vary", "clock.seed=1,2,2", *SHORT, "-o", "a.sqlite")
        self.assertEqual((p.returncode, p.stderr), (0, ""))
        self.assertIn("4 replications each · seeds 1 to 2\n", p.stdout)
        self.assertNotIn("of every point draws", p.stdout)
        self.assertIn("points of other seeds draw other random numbers", p.stdout)
        p = self.sweep("--vary", "clock.seed=1,2,2", *SHORT, "-o", "a.sqlite", "--resume",
                       "--json")
        found = json.loads(p.stdout)
        self.assertNotIn("seed", found)
        self.assertEqual([row["seed"] for row in found["rows"]], [1, 2, 2])
        p = self.sweep("--vary", "clock.seed=1,2", "--seed", "3")
        self.assertEqual(p.returncode, 2)
        self.assertIn("--seed gives all points one seed", p.stderr)

    def test_the_plot_is_well_formed(self):
        import xml.etree.ElementTree as tree
        p = self.sweep("--vary", "plant.rack.holds=1,2,5", *SHORT, "--svg", "a.svg")
        self.assertEqual((p.returncode, p.stderr), (0, ""))
        root = tree.parse(self.path("a.svg")).getroot()
        whiskers = [x for x in root.iter() if x.get("class") == "whisker"]
        self.assertEqual(len(whiskers), 3 * 3 * 3)
        p = self.sweep(*GRID, *SHORT, "--svg", "b.svg", "-o", "b.sqlite")
        self.assertEqual(p.returncode, 2)
        self.assertIn("--svg draws means over one varied parameter, and 2 vary", p.stderr)
        self.assertFalse(os.path.exists(self.path("b.sqlite")))

    # ---- nothing is run, nothing is written

    def test_what_is_wrong_is_told_before_anything_is_written(self):
        for args, why in (
                ([], "needs something to vary"),
                (["--vary", "plant.rcak.holds=1,2"], "did you mean 'rack'"),
                (["--vary", "plant.rack.holds="], "a value is missing"),
                (["--vary", "plant.rack.holds=3,-1"], "holds must be >= 1"),
                (["--vary", "plant.weld.time=40 s..50 s"], "add a step"),
                (["--vary", "scenario=fast"], "fast"),
                (["--vary", "plant.rack.holds=1,2", "--measure", "otu per day"], "'out'"),
                (["--vary", "plant.rack.holds=1,2", "--design", "lhs"], "needs --points"),
                (["--vary", "plant.rack.holds=1..9", "--points", "0"], "--points"),
                (["--vary", "plant.rack.holds=1,2", "-o", "-"], "go into a file"),
                (["--vary", "plant.rack.holds=1,2", "-o", "/nowhere/a.sqlite"], "cannot write"),
                (["--vary", "plant.rack.holds=1,2", "--csv", "/nowhere/a.csv"], "cannot write"),
                (["--vary", "plant.rack.holds=1,2", "-o", MODEL], "overwrite the model"),
                (["--vary", "plant.weld.fails.after=5 h", "--set",
                  "plant.seal.crew={sealers: 1}", "--engine", "line"],
                 "the line engine cannot run this")):
            with self.subTest(why):
                p = self.sweep(*args)
                self.assertIn(p.returncode, (2, 3))
                self.assertIn(why, p.stderr)
                self.assertEqual(os.listdir(self.folder.name), [])

    def test_a_fault_names_its_point_and_value(self):
        p = self.sweep("--vary", "plant.rack.holds=1,0", "--vary", "plant.weld.time=9 s,5 kg")
        self.assertEqual(p.returncode, 2)
        self.assertIn("--vary plant.rack.holds: error: buffer 'rack': holds must be >= 1, got 0 "
                      "(point 3: plant.rack.holds=0, plant.weld.time=9 s)\n", p.stderr)
        self.assertIn("--vary plant.weld.time: error: ", p.stderr)
        self.assertIn("(point 2: plant.rack.holds=1, plant.weld.time=5 kg)\n", p.stderr)
        self.assertNotIn(":1:1:", p.stderr)
        p = self.sweep("--vary", "clock.run=9 d,2 d", "--set", "clock.warm-up=3 d")
        self.assertEqual(p.returncode, 2)
        self.assertIn("the warm-up is as long as the run (--set; point 2: clock.run=2 d)",
                      p.stderr)

    def test_a_long_wait_is_told_where_no_progress_is_seen(self):
        child = subprocess.Popen(self.words("--vary", "plant.weld.time=50 s..60 s", "--points",
                                            "1000000"), cwd=self.folder.name,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        line = child.stderr.readline()
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=60)
        self.assertIn("reading the model at all 1000000 points before the first is run", line)
        self.assertIn("interrupted before anything was run", err)
        self.assertEqual(child.returncode, 130)

    def test_faults_as_json(self):
        p = self.sweep("--vary", "plant.rack.holds=3,-1", "--json")
        self.assertEqual(p.returncode, 2)
        self.assertEqual(json.loads(p.stdout)["errors"], 1)

    # ---- files that are there

    def test_a_file_that_is_there_is_kept(self):
        first = ["--vary", "plant.rack.holds=1,2", *SHORT, "-o", "a.sqlite"]
        self.assertEqual(self.sweep(*first).returncode, 0)
        before = self.tables("a.sqlite")
        p = self.sweep(*first)
        self.assertEqual(p.returncode, 2)
        self.assertIn("a.sqlite is there already; go on with it by --resume", p.stderr)
        p = self.sweep(*first, "--resume", "--set", "plant.seal.time=53 s")
        self.assertEqual(p.returncode, 2)
        self.assertIn("its model is another one", p.stderr)
        p = self.sweep(*first, "--resume", "--seed", "5")
        self.assertEqual(p.returncode, 2)
        self.assertIn("its seed is 1, here it is 5", p.stderr)
        p = self.sweep(*first, "--resume")
        self.assertEqual((p.returncode, p.stderr), (0, ""))
        self.assertEqual(self.tables("a.sqlite"), before)
        with open(self.path("notes.txt"), "w", encoding="utf-8") as out:
            out.write("not a database, but words of somebody\n" * 50)
        p = self.sweep(*first[:-1], "notes.txt", "--resume")
        self.assertEqual(p.returncode, 3)
        self.assertIn("notes.txt", p.stderr)
        with open(self.path("notes.txt"), encoding="utf-8") as kept:
            self.assertEqual(kept.read().count("somebody"), 50)

    def test_what_is_no_file_is_refused_and_stays(self):
        """Own nodes in a folder of the test: never a device of the machine."""
        os.mkfifo(self.path("pipe"))
        os.mkdir(self.path("folder"))
        os.mkdir(self.path("two-stations.sweep.sqlite"))
        os.symlink(self.path("nowhere"), self.path("link"))
        names = {"pipe": "a pipe", "folder": "a folder", None: "a folder",
                 "link": "a link that leads nowhere"}
        try:
            os.mknod(self.path("node"), stat.S_IFCHR | 0o666, os.makedev(1, 3))
            names["node"] = "a device"
        except OSError:
            pass  # only the superuser makes nodes
        before = {n: os.lstat(self.path(n)).st_ino for n in os.listdir(self.folder.name)}
        for name, kind in names.items():
            for resume in ([], ["--resume"]):
                with self.subTest(name, resume=resume):
                    p = self.sweep("--vary", "plant.rack.holds=1,2", *SHORT, *resume,
                                   *(["-o", name] if name else []))
                    self.assertEqual(p.returncode, 2, p.stderr)
                    self.assertIn(f"{name or 'two-stations.sweep.sqlite'} is {kind}", p.stderr)
                    self.assertEqual({n: os.lstat(self.path(n)).st_ino
                                      for n in os.listdir(self.folder.name)}, before)

    def test_only_what_the_call_made_is_removed(self):
        def no_room():
            no_core()
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

        with open(self.path("empty.sqlite"), "w", encoding="utf-8"):
            pass
        p = self.sweep(*GRID, *SHORT, "-o", "empty.sqlite", preexec_fn=no_room)
        self.assertEqual(p.returncode, 3)
        self.assertIn("empty.sqlite", os.listdir(self.folder.name))
        with open(self.path("a.sqlite-wal"), "w", encoding="utf-8") as out:
            out.write("of somebody")
        p = self.sweep(*GRID, *SHORT, "-o", "a.sqlite")
        self.assertEqual(p.returncode, 2)
        self.assertIn("a.sqlite-wal is there without its a.sqlite", p.stderr)
        with open(self.path("a.sqlite-wal"), encoding="utf-8") as kept:
            self.assertEqual(kept.read(), "of somebody")

    # ---- killed, interrupted, without room

    def kill_and_go_on(self, args, name, whole, after_s, how):
        """Ends a sweep after some time, then lets it come to its end."""
        child = subprocess.Popen(self.words(*args, "-o", name, "--resume"),
                                 cwd=self.folder.name, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        time.sleep(after_s)
        child.send_signal(how)
        code = child.wait(timeout=60)
        done = self.count(name) if os.path.exists(self.path(name)) and self.ask(
            name, "SELECT count(*) FROM sqlite_master WHERE name = 'points'")[0][0] else 0
        p = self.sweep(*args, "-o", name, "--resume")
        self.assertEqual((p.returncode, p.stderr), (0, ""))
        self.assertEqual(self.tables(name), whole)
        self.assertFalse(os.path.exists(self.path(name + "-wal")))
        return code, done

    def test_a_sweep_that_is_killed_goes_on_to_the_same_rows(self):
        args = [*GRID, "--set", "clock.run=21 d", "--set", "clock.warm-up=7 d", "-r", "8"]
        began = time.monotonic()
        self.assertEqual(self.sweep(*args, "-o", "whole.sqlite").returncode, 0)
        span_s = time.monotonic() - began
        whole = self.tables("whole.sqlite")
        self.assertEqual(len(whole["results"]), 36 * 8)
        chance = random.Random(20270801)
        ends = []
        for i in range(12):
            ends.append(self.kill_and_go_on(args, f"killed-{i}.sqlite", whole,
                                            chance.uniform(0.0, 0.9) * span_s, signal.SIGKILL))
        # Some of them were in the middle, or this test tells nothing.
        self.assertTrue(any(code == -signal.SIGKILL and 0 < done < 36 for code, done in ends), ends)

    def test_an_interrupt_keeps_what_is_done(self):
        args = [*GRID, "--set", "clock.run=63 d", "--set", "clock.warm-up=7 d", "-r", "8"]
        child = subprocess.Popen(self.words(*args, "-o", "a.sqlite"), cwd=self.folder.name,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        while not os.path.exists(self.path("a.sqlite-wal")):
            time.sleep(0.01)
        time.sleep(0.7)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)
        self.assertEqual(child.returncode, 130, err)
        self.assertRegex(err, r"interrupted: \d+ of 36 points are in a.sqlite; the same words with "
                              "--resume go on")
        self.assertIn("of 36 points are done; --resume goes on", out)
        self.assertLess(self.count("a.sqlite"), 36)

    def test_without_room_what_is_written_stays(self):
        args = [*GRID, *SHORT]
        self.assertEqual(self.sweep(*args, "-o", "whole.sqlite").returncode, 0)

        size = os.path.getsize(self.path("whole.sqlite"))

        def little_room(): # for less than the whole file
            no_core()
            resource.setrlimit(resource.RLIMIT_FSIZE, (size - 12288, size - 12288))

        p = self.sweep(*args, "-o", "a.sqlite", preexec_fn=little_room)
        self.assertEqual(p.returncode, 3, p.stderr)
        self.assertRegex(p.stderr, "cannot write a.sqlite: ")
        self.assertRegex(p.stderr, r"\d+ of 36 points are kept in it")
        done = self.count("a.sqlite")
        self.assertTrue(0 < done < 36, done)
        p = self.sweep(*args, "-o", "a.sqlite", "--resume")
        self.assertEqual((p.returncode, p.stderr), (0, ""))
        self.assertEqual(self.tables("a.sqlite"), self.tables("whole.sqlite"))

    def test_the_log_needs_little_more_than_the_file(self):
        most = 0
        child = subprocess.Popen(self.words("--vary", "plant.rack.holds=1..400", "--set",
                                            "clock.run=2 d", "--set", "clock.warm-up=1 d",
                                            "-r", "4", "-o", "a.sqlite"),
                                 cwd=self.folder.name, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        while child.poll() is None:
            with contextlib.suppress(OSError):
                most = max(most, os.path.getsize(self.path("a.sqlite-wal")))
        self.assertEqual(child.returncode, 0)
        self.assertTrue(0 < most < 250000, most)

    def test_without_any_room_nothing_is_left(self):
        def no_room():
            no_core()
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

        p = self.sweep(*GRID, *SHORT, "-o", "a.sqlite", preexec_fn=no_room)
        self.assertEqual(p.returncode, 3)
        self.assertIn("cannot write a.sqlite", p.stderr)
        self.assertEqual(os.listdir(self.folder.name), [])

    def test_a_csv_that_cannot_be_written_leaves_the_results(self):
        p = self.sweep("--vary", "plant.rack.holds=1,2", *SHORT, "-o", "a.sqlite", "--csv",
                       "/dev/full")
        self.assertEqual(p.returncode, 3)
        self.assertIn("cannot write /dev/full", p.stderr)
        self.assertEqual(self.count("a.sqlite"), 2)

    def run_cell(self, verb, *args):
        return subprocess.run([GEMBA, verb, CELL, *args], cwd=self.folder.name, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, encoding="utf-8", timeout=250, check=False)

    def cell_rows(self, *args):
        p = self.run_cell("sweep", *args, "-o", "a.sqlite", "--csv", "a.csv", "-q")
        self.assertEqual((p.returncode, p.stderr), (0, ""))
        with open(self.path("a.csv"), encoding="utf-8", newline="") as f:
            return p.stdout, list(csv.DictReader(f))

    def test_a_point_of_a_cell_is_what_gemba_cell_answers(self):
        _, rows = self.cell_rows("--vary", "cell.negative.thickness=80 um,90 um")
        for value, row in zip(("80 um", "90 um"), rows, strict=True):
            said = json.loads(self.run_cell("cell", "--set", f"cell.negative.thickness={value}", "--json").stdout)
            times = {c["name"]: c["time_s"] for c in said["charges"]}
            for name in ("fast", "winter", "car"):
                self.assertEqual(float(row[f"charges.{name}.time mean"]), times[name])
            self.assertEqual(row["charges.fast.time n"], "1")
            self.assertEqual(float(row["cell.energy mean"]), said["window"]["energy_j"])
            self.assertNotIn("plant.wip mean", row)

    def test_energy_by_mass_and_volume_is_told_in_watt_hours(self):
        said, rows = self.cell_rows("--vary", "cell.negative.thickness=80 um", "--measure",
                                    "cell.specific-energy", "--measure", "cell.energy-density")
        for measure, unit, in_si in (("specific-energy", "Wh/kg", 3600.0), ("energy-density", "Wh/l", 3.6e6)):
            told = float(re.search(rf"([\d.,]+)(?: ± [\d.,]+)? {unit}", said).group(1).replace(",", ""))
            mean = float(rows[0][f"cell.{measure} mean"]) / in_si
            self.assertAlmostEqual(told / mean, 1.0, delta=1e-3)

    def test_a_point_whose_charge_is_not_done_says_why(self):
        said, rows = self.cell_rows("--vary", "cell.electrolyte.diffusivity=1e-13 m2/s,2e-10 m2/s", "--measure",
                                    "charges.fast.time", "--measure", "charges.fast.highest")
        self.assertEqual(rows[0]["charges.fast.time mean"], "")
        self.assertIn("charge fast: not done: ", rows[0]["why"])
        self.assertIn("! point 1: charge fast: not done: ", said)
        self.assertAlmostEqual(float(rows[1]["charges.fast.highest mean"]), 318.15, places=3)
        self.assertEqual(rows[1]["why"], "")


if __name__ == "__main__":
    sys.argv = sys.argv[:1]
    unittest.main()
