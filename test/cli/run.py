#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Drives the built program as people do: every verb, every exit code, every way to go wrong.

usage: run.py GEMBA
"""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
GEMBA = sys.argv[1] if len(sys.argv) > 1 else "gemba"


def model(name):
    return os.path.join(HERE, name + ".yaml")


def gemba(*args, **how):
    """The finished process, with its texts."""
    how.setdefault("stdin", subprocess.DEVNULL)
    if "input" in how:
        how.pop("stdin")
    return subprocess.run(
        [GEMBA, *args], stdout=how.pop("stdout", subprocess.PIPE), stderr=subprocess.PIPE,
        text=True, encoding="utf-8", timeout=120, check=False, **how)


def no_constant(word):
    raise ValueError(word + " is not JSON")


def read(text):
    """JSON by the book: no NaN, no member twice."""

    def once(pairs):
        keys = [k for k, _ in pairs]
        if len(keys) != len(set(keys)):
            raise ValueError("a member twice: " + str(keys))
        return dict(pairs)

    return json.loads(text, parse_constant=no_constant, object_pairs_hook=once)


def nulls_without_why(value, path=""):
    """Paths of unknown numbers that no `why` in the same object explains."""
    found = []
    if isinstance(value, list):
        for i, item in enumerate(value):
            found += nulls_without_why(item, f"{path}[{i}]")
    if isinstance(value, dict):
        texts = {"says", "why", "scenario", "start", "binds", "change", "when", "measure", "counter",
                 "headcount", "note"}
        for key, item in value.items():
            empty = item is None or (isinstance(item, list) and None in item)
            if empty and key not in texts and not value.get("why"):
                found.append(f"{path}.{key}")
            found += nulls_without_why(item, f"{path}.{key}")
    return found


TASKS = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                     "../../examples/07-line-balance.yaml")
TWO_STATIONS = os.path.join(os.path.dirname(TASKS), "01-two-stations.yaml")
PAINT = os.path.join(os.path.dirname(TASKS), "10-paint-and-sequence.yaml")
TASK_VALUES = {"scenario": "twice-as-fast", "set": "plant.final.takt=80 s"}


# Twice as many left parts as right ones: the fork fills up, and nothing moves any more.
FORK = """
gemba: 1
clock: {run: 1 d, warm-up: 1 h, replications: 3}
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
TABLES = os.path.join(HERE, "../models/tables")


class Tables(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()

    def tearDown(self):
        self.folder.cleanup()

    def path(self, name, text=None):
        path = os.path.join(self.folder.name, name)
        if text is not None:
            with open(path, "w", encoding="utf-8") as out:
                out.write(text)
        return path

    def test_a_fit_names_the_laws_and_ends_with_a_line_to_paste(self):
        p = gemba("fit", os.path.join(TABLES, "times.csv"), "--column", "weld", "--unit", "s",
                  "--law", "normal")
        self.assertEqual((p.returncode, p.stderr), (0, ""))
        self.assertIn("weibull(", p.stdout)
        self.assertRegex(p.stdout.splitlines()[-1],
                         r"^\{value: normal\(65 s, .*, range: .*, source: .*measured\}$")

    def test_a_fit_as_json(self):
        p = gemba("fit", os.path.join(TABLES, "times.csv"), "--column", "seal", "--json")
        answer = json.loads(p.stdout)
        self.assertEqual(answer["n"], 6)
        self.assertEqual(len(answer["fits"]), 9)

    def test_the_plot_is_well_formed(self):
        import xml.etree.ElementTree as tree
        svg = self.path("plot.svg")
        p = gemba("fit", os.path.join(TABLES, "times.csv"), "--column", "weld", "--unit", "s",
                  "--svg", svg)
        self.assertEqual(p.returncode, 0, p.stderr)
        root = tree.parse(svg).getroot()
        self.assertTrue(root.tag.endswith("svg"))
        self.assertGreater(len(root.findall(".//{*}rect")), 5)
        self.assertGreaterEqual(len(root.findall(".//{*}path")), 2)

    def test_a_law_above_the_best_says_why_it_is_not_chosen(self):
        table = self.path("even.csv", "t [s]\n" + "".join(f"{40 + i / 10}\n" for i in range(200)))
        p = gemba("fit", table, "--column", "t")
        self.assertEqual(p.returncode, 0, p.stderr)
        self.assertRegex(p.stdout, r"law +AICc.*\nuniform\(")
        self.assertIn("uniform: shown and not chosen, AICc does not hold", p.stdout)
        self.assertNotIn("{value: uniform", p.stdout)
        p = gemba("fit", os.path.join(TABLES, "../../../examples/11-times.csv"), "--column", "weld")
        self.assertNotIn("not chosen", p.stdout)

    def test_an_outlier_behind_a_refused_law_is_named(self):
        with open(os.path.join(HERE, "../../examples/11-times.csv"), encoding="utf-8") as times:
            table = self.path("times.csv", times.read())
        line = self.path("line.yaml", "gemba: 1\nclock: {run: 1 d}\nplant:\n  line:\n"
                         "    - source: in\n    - station: weld\n"
                         "      time: {from: times.csv, column: weld}\n    - sink: out\n")
        p = gemba("check", line)
        self.assertEqual(p.returncode, 0, p.stderr)
        self.assertIn(f"934 s ({table}:103:11) is too far from the others", p.stderr)

    def test_the_plot_overwrites_neither_model_nor_table(self):
        with open(os.path.join(TABLES, "times.csv"), encoding="utf-8") as times:
            table = self.path("times.csv", times.read())
        other = self.path("line.yaml", "gemba: 1\n")
        noted = self.path("noted.txt", "gemba: 1\n")
        link = self.path("link.svg")
        os.symlink(table, link)
        within = os.path.join(self.folder.name, ".", "times.csv")
        for svg, more in ((other, []), (table, []), (link, []), (within, []),
                          (noted, ["--write", noted, "--at", "plant.weld.time"])):
            before = [open(name, encoding="utf-8").read() for name in (table, other, noted)]
            p = gemba("fit", table, "--column", "weld", "--unit", "s", "--svg", svg, *more)
            self.assertEqual(p.returncode, 2, svg)
            self.assertIn("would overwrite", p.stderr)
            after = [open(name, encoding="utf-8").read() for name in (table, other, noted)]
            self.assertEqual(before, after)

    def test_writing_changes_one_value_and_no_other_byte(self):
        text = ("gemba: 1   # k\u00f6pt\n\nclock: {run: 1 d}\nplant:\n  line:\n"
                "    - source: in\n    - station: weld\n"
                "      time: 52 s   # guessed\n      # more\n    - sink: out\n")
        file = self.path("line.yaml", text)
        p = gemba("fit", os.path.join(TABLES, "times.csv"), "--column", "weld", "--unit", "s",
                  "--write", file, "--at", "plant.weld.time")
        self.assertEqual(p.returncode, 0, p.stderr)
        line = p.stdout.splitlines()[-1]
        with open(file, encoding="utf-8") as now:
            self.assertEqual(now.read(), text.replace("52 s", line))
        self.assertEqual(gemba("check", file).returncode, 0)

    def test_nothing_is_written_where_the_model_would_have_a_fault(self):
        text = ("gemba: 1\nclock: {run: 1 d}\nplant:\n  line:\n    - source: in\n"
                "    - station: weld\n      time: 52 s\n    - sink: out\n")
        file = self.path("line.yaml", text)
        for at, says in (("clock.run", "nothing was written"), ("plant.wled.time", "wled"),
                         ("plant.weld.machines", "does not write")):
            p = gemba("fit", os.path.join(TABLES, "times.csv"), "--column", "weld", "--unit", "s",
                      "--write", file, "--at", at)
            self.assertEqual(p.returncode, 2, at)
            self.assertIn(says, p.stderr)
            with open(file, encoding="utf-8") as now:
                self.assertEqual(now.read(), text)

    def test_wrong_calls_of_fit_and_import(self):
        times = os.path.join(TABLES, "times.csv")
        for call, says in (
                (["fit", times], "needs a table and a column"),
                (["fit", times, "--column", "weld"], "has no unit"),
                (["fit", times, "--column", "wled"], "did you mean 'weld'"),
                (["fit", times, "--column", "weld", "--unit", "kg"], "no unit of a time"),
                (["fit", times, "--column", "weld", "--law", "wiebull"], "did you mean 'weibull'"),
                (["fit", times, "--column", "weld", "--most", "x"], "--most"),
                (["fit", times, "--column", "weld", "--at", "plant.weld.time"], "goes with"),
                (["fit", "nowhere.csv", "--column", "weld"], "no such file"),
                (["import"], "needs a log"),
                (["import", times], "a log needs a column 'part'"),
                (["import", times, "-o", times], "there already")):
            p = gemba(*call)
            self.assertEqual(p.returncode, 2, call)
            self.assertIn(says, p.stderr)

    def test_a_log_of_a_run_becomes_a_model_that_runs(self):
        log, line = self.path("log.csv"), self.path("guess.yaml")
        p = gemba("run", os.path.join(HERE, "../../examples/01-two-stations.yaml"), "-r", "2",
                  "--log", log)
        self.assertIn(p.returncode, (0, 1), p.stderr)
        p = gemba("import", log, "-o", line)
        self.assertEqual(p.returncode, 0, p.stderr)
        self.assertIn("2 stations", p.stderr)
        self.assertEqual(gemba("run", line, "-r", "2").returncode, 0)

    def test_a_log_with_slips_is_read_and_each_is_told(self):
        rows = ["part,station,time in,time out,state"]
        for i in range(100):
            rows.append(f"{i},weld,2027-08-02 06:{i // 2:02}:{i % 2 * 30:02},"
                        f"2027-08-02 06:{i // 2:02}:{i % 2 * 30 + 25:02},ok")
        rows += ["7,weld,2027-08-02 08:00:00,2027-08-02 07:00:00,ok",
                 "8,weld,2027-08-02 07:10:00,2027-08-02 07:11:00,brokken",
                 "9,,2027-08-02 07:10:00,2027-08-02 07:11:00,ok",
                 "10,weld,yesterday,2027-08-02 07:11:00,ok"]
        p = gemba("import", self.path("log.csv", "\n".join(rows) + "\n"))
        self.assertEqual(p.returncode, 0, p.stderr)
        for says in ("102:28: warning: row left out: the clock goes back",
                     "unknown state 'brokken'", "names no station", "'yesterday'"):
            self.assertIn(says, p.stderr)
        self.assertIn("Rows left out: 4", p.stdout)


class Verbs(unittest.TestCase):
    def test_help_names_every_verb_and_each_of_them_is_there(self):
        p = gemba("--help")
        self.assertEqual(p.returncode, 0)
        verbs = re.search(r"verbs:\n((?:  .*\n)+)", p.stdout).group(1)
        words = [row.split()[0] for row in verbs.splitlines()]
        self.assertIn("run", words)
        for word in words:
            self.assertNotIn("unknown verb", gemba(word).stderr)
        for word in re.findall(r"^  gemba (\w+)", p.stdout, re.M):
            self.assertIn(word, words)

    def test_every_verb_has_its_own_help_with_examples_before_options(self):
        pages = {word: gemba(word, "--help") for word in ("run", "why", "report", "balance", "sequence",
                                                          "compare", "check", "show", "schema", "fit",
                                                          "import", "sweep", "cell")}
        for word, p in pages.items():
            with self.subTest(word):
                self.assertEqual((p.returncode, p.stderr), (0, ""))
                self.assertTrue(p.stdout.startswith("gemba " + word))
                self.assertLess(p.stdout.index(f"  gemba {word} "), p.stdout.index("options:"))
                self.assertTrue(all(len(row) <= 96 for row in p.stdout.splitlines()))
                self.assertEqual(p.stdout, gemba("help", word).stdout)
                self.assertEqual("plant.weld.time" in p.stdout, word not in ("schema", "import"))
        self.assertEqual(len({p.stdout for p in pages.values()}), len(pages))
        self.assertIn("--strict", pages["run"].stdout)
        self.assertNotIn("--strict", pages["show"].stdout)
        self.assertEqual(gemba("help").stdout, gemba("--help").stdout)

    def test_a_verb_takes_the_options_of_its_help_and_no_others(self):
        known = set(re.findall(r"--([a-z]+)", gemba("--help").stdout))
        takes_value = {"scenario": "slower", "set": "clock.seed=2", "replications": "1",
                       "threads": "1", "seed": "1", "trace": os.devnull, "takt": "70 s",
                       "people": "12", "output": os.devnull, "day": "0 s", "stations": "press",
                       "figure": "states", "log": os.devnull, "column": "weld",
                       "where": "shift=early", "unit": "s", "table": "t", "law": "gamma",
                       "by": "shift", "ended": "shift", "least": "1 s", "most": "9 h",
                       "svg": os.devnull, "write": os.devnull, "at": "plant.weld.time",
                       "dates": "d/m/y", "engine": "event",
                       "vary": "clock.seed=1,2", "points": "2", "design": "lhs",
                       "measure": "out per day", "csv": os.devnull,
                       "places": "5",
                       "buffers": "rack", "choose": "clock.seed=1..2", "cost": "clock.seed=1",
                       "spend": "1", "reach": "1", "maximize": "out per h",
                       "minimize": "out per h", "delta": "1 %", "only": "fast",
                       "draws": "10", "bpx": os.devnull}
        for verb in ("run", "why", "report", "balance", "compare", "check", "show", "schema"):
            own = set(re.findall(r"^  (?:-., )?--([a-z]+)", gemba(verb, "--help").stdout,
                                 re.M))
            for option in sorted(known - {"help", "version"}):
                with self.subTest(verb + " --" + option):
                    value = [takes_value[option]] if option in takes_value else []
                    file = [] if verb == "schema" else [model("line")]
                    file = [TASKS] if verb == "balance" and option != "scenario" else file
                    file += [model("line")] if verb == "compare" else []
                    if verb == "balance" and option in ("scenario", "set"):
                        value, file = [TASK_VALUES[option]], [TASKS]
                    if verb == "report" and option != "output":
                        file += ["-o", os.devnull]
                    p = gemba(verb, *file, "--" + option, *value)
                    if option in own:
                        self.assertIn(p.returncode, (0, 1), p.stderr)
                    else:
                        self.assertEqual(p.returncode, 2)
                        self.assertRegex(p.stderr,
                                         f"`{verb}` takes no --{option}; it goes with `")

    def test_what_cannot_be_optimized_is_told(self):
        machines = ["--choose", "plant.weld.machines=1..2"]
        for words, said in (([], "nothing to choose"),
                            (["--buffers", "rack"], "goes with --places"),
                            (["--places", "5", "--buffers", "rak"], "no step is called 'rak'"),
                            (["--choose", "plant.weld.machines"], "expected PATH=VALUES"),
                            (["--choose", "plant.weld.machnes=1..2"], "did you mean 'machines'"),
                            ([*machines, *machines], "given twice"),
                            (["--places", "3", "--choose", "plant.rack.holds=1..3"],
                             "among the places"),
                            ([*machines, "--cost", "plant.weld.machine=1"], "did you mean"),
                            ([*machines, "--spend", "5"], "nothing costs anything"),
                            ([*machines, "--cost", "plant.weld.machines=5 CNY", "--spend", "90"],
                             "must be in CNY, as the costs are; write it like `90 CNY`"),
                            ([*machines, "--cost", "plant.weld.machines=5 CNY", "--spend",
                              "90 kg"], "must be in CNY, as the costs are, got '90 kg'"),
                            ([*machines, "--cost", "plant.weld.machines=5", "--spend", "9 CNY"],
                             "must be a plain number"),
                            ([*machines, "--cost", "plant.weld.machines=-5"], "below 0"),
                            (["--places", "3", "--buffers", "rack,rack"], "named twice"),
                            (["--places", "1", "--buffers", "rack", "--set",
                              "plant.rack.starts-with=2"], "1 place is too few for 1 store"),
                            ([*machines, "--reach", "5/h"], "looks for the cheapest"),
                            ([*machines, "--delta", "0 %"], "above 0"),
                            ([*machines, "-r", "1"], "at least 5"),
                            ([*machines, "--maximize", "nobody.count"], "is called 'nobody'"),
                            ([*machines, "--cost", "plant.weld.machines=5, 6", "--spend", "4"],
                             "the cheapest costs 5")):
            with self.subTest(words):
                p = gemba("optimize", TWO_STATIONS, *words)
                self.assertEqual(p.returncode, 2, p.stderr)
                self.assertIn(said, p.stderr)
                self.assertEqual(p.stdout, "")

    def test_an_optimum_is_the_same_as_text_and_json(self):
        words = ["optimize", TWO_STATIONS, "--choose", "plant.rack.holds=1..3", "-r", "5",
                 "--set", "clock.run=2 d", "--set", "clock.warm-up=none", "-q"]
        text = gemba(*words, "-t", "1")
        found = read(gemba(*words, "-t", "2", "--json").stdout)
        self.assertEqual(text.returncode, 0, text.stderr)
        self.assertEqual(found["points_compared"], 3)
        best = found["points"][0]["set"]["plant.rack.holds"]
        self.assertIn(f"--set plant.rack.holds={best}", text.stdout)
        self.assertIn(f"      plant.rack.holds: {best}\n", text.stdout)

    def test_a_target_that_nothing_reaches_is_not_to_be_used(self):
        words = ["optimize", TWO_STATIONS, "--choose", "plant.rack.holds=4..6", "--cost",
                 "plant.rack.holds=7 CNY", "-r", "5", "--set", "clock.run=2 d", "--set",
                 "clock.warm-up=none", "-q", "--reach", "900/h"]
        p = gemba(*words)
        self.assertEqual(p.returncode, 0, p.stderr)
        self.assertIn("None of all 3 points reaches", p.stdout)
        self.assertNotIn("gemba run", p.stdout)
        self.assertRegex(p.stdout, r"as written +7 CNY ")
        self.assertEqual(read(gemba(*words, "--json").stdout)["as_written"]["cost"], 7)

    def test_an_optimum_that_ends_in_a_deadlock_says_so(self):
        words = ["optimize", "-", "--buffers", "ls,rs", "--places", "8", "-r", "5", "-q"]
        p = gemba(*words, input=FORK)
        self.assertEqual((p.returncode, p.stderr), (0, ""))
        self.assertRegex(p.stdout, r"\n1 +! +")
        self.assertRegex(p.stdout, r"! point 1: deadlock in \d+ of \d+ replications")
        self.assertRegex(p.stdout, r"\n +! +as written")
        self.assertIn("But point 1 ends in a deadlock", p.stdout)
        found = read(gemba(*words, "--json", input=FORK).stdout)
        self.assertIn("deadlock", found["points"][0]["warning"])

    def test_version_is_one_line(self):
        p = gemba("--version")
        self.assertEqual(p.returncode, 0)
        self.assertRegex(p.stdout, r"^gemba \d+\.\d+\.\d+\n$")

    def test_every_verb_writes_json(self):
        for args in (["run", model("line")], ["run", model("line"), "--scenario", "slower"],
                     ["why", model("line")], ["check", model("line")],
                     ["show", model("line")], ["show", model("line"), "--measures"],
                     ["show", model("line"), "--resolved"]):
            with self.subTest(args):
                p = gemba(*args, "--json")
                self.assertIn(p.returncode, (0, 1), p.stderr)
                self.assertTrue(read(p.stdout))
        self.assertTrue(read(gemba("schema").stdout))
        self.assertTrue(read(gemba("schema", "--json").stdout))

    def test_every_verb_writes_text(self):
        for args, word in ((["run", model("line")], "two thousand"),
                           (["why", model("line")], "press"),
                           (["check", model("line")], "no faults"),
                           (["show", model("line")], "slower"),
                           (["show", model("line"), "--measures"], "out.count"),
                           (["show", model("line"), "--resolved"], "press"),
                           (["schema", "--reference"], "clock")):
            with self.subTest(args):
                p = gemba(*args)
                self.assertIn(word, p.stdout)
                self.assertNotIn("\033", p.stdout + p.stderr)
                self.assertEqual(p.stderr, "")


class Gradients(unittest.TestCase):
    def test_the_line_engine_makes_them_and_the_event_engine_when_asked(self):
        made = gemba("why", model("line"), "-r", "4")
        self.assertIn("blanks binds: the plant makes what comes", made.stdout)
        told = gemba("why", model("line"), "-r", "4", "--engine", "event")
        self.assertRegex(told.stdout, r"what one percent gives: --gradients asks for them, \d+ runs")
        asked = gemba("why", model("line"), "-r", "4", "--engine", "event", "--gradients")
        self.assertIn("paired differences", asked.stdout)
        for p in (made, told, asked):
            self.assertEqual((p.returncode, p.stderr), (0, ""))

    def test_json_has_every_change_with_its_method(self):
        for args in ((), ("--engine", "event"), ("--gradients", "-r", "1")):
            answer = read(gemba("why", model("line"), "--json", *args).stdout)
            self.assertEqual(nulls_without_why(answer), [])
            changes = answer["gradients"]["changes"]
            self.assertTrue(changes)
            for c in changes:
                self.assertEqual(c["by"] == "cannot say", c["gain_percent"] is None, c)

    def test_the_page_draws_them_when_asked(self):
        p = gemba("report", model("line"), "-r", "4", "--gradients", "--figure", "gradients")
        self.assertIn("<svg", p.stdout)
        self.assertNotIn("What one percent", gemba("report", model("line"), "-r", "4", "-o", "-").stdout)
        page = gemba("report", model("line"), "-r", "4", "--gradients", "-o", "-").stdout
        self.assertIn("What one percent gives", page)
        self.assertIn("--gradients", page)

    def test_a_run_does_not_take_the_option(self):
        self.assertEqual(gemba("run", model("line"), "--gradients").returncode, 2)


class Checks(unittest.TestCase):
    def check(self, text, *words):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "m.yaml")
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
            return gemba("check", path, *words)

    def test_every_scenario_is_read_and_a_run_needs_no_other_than_its_own(self):
        text = ("gemba: 1\nclock: {run: 1 d, replications: 2}\nplant: {l: [{source: a}, "
                "{station: s, time: 50 s}, {sink: o}]}\nscenarios:\n"
                "  fast: {set: {plant.s.time: 40 s}}\n  bare: {set: {plant.s.time: 50}}\n")
        p = self.check(text)
        self.assertEqual(p.returncode, 2)
        self.assertIn("m.yaml:6:30: error: station 's': a time needs a unit", p.stderr)
        self.assertIn("(scenario 'bare')", p.stderr)
        self.assertIn("1 fault in the model", p.stderr)
        self.assertEqual(gemba("check", "-", input=text).returncode, 2)
        self.assertEqual(gemba("run", "-", "--quiet", input=text).returncode, 0)
        self.assertEqual(self.check(text, "--scenario", "fast").returncode, 0)

    def test_a_shift_in_which_nobody_works_is_warned_of(self):
        text = ("gemba: 1\nclock: {run: 10 d, replications: 2}\ncrews:\n"
                "  ops: {people: {early: 4%s}, calendar: two-shift}\nplant: {l: [{source: a}, "
                "{station: s, time: 70 s, crew: {ops: 2}}, {sink: o}]}\n")
        p = self.check(text % "")
        self.assertEqual(p.returncode, 0)
        self.assertIn("m.yaml:4:18: warning: crew 'ops': nobody works in shift 'late' of calendar "
                      "'two-shift'; write `late: 0` if that is meant", p.stderr)
        self.assertEqual(self.check(text % ", late: 0").stderr, "")

    def test_measures_are_listed_with_what_they_are(self):
        rows = [r.split(None, 1) for r in gemba("show", model("line"), "--measures").stdout.splitlines()]
        said = dict(rows)
        self.assertEqual(said["press.failures"], "number, also per h, day ..")
        self.assertEqual(said["press.machines-up.mean"], "number")
        self.assertEqual(said["press.oee"], "share")
        self.assertEqual(said["press.planned-cycle"], "s")

    def test_what_lets_nothing_in_and_what_did_nothing_is_said_as_it_is(self):
        text = ("gemba: 1\nclock: {run: 10 d, replications: 2}\nplant: {l: [{source: a, %s"
                "release: s.parts %s}, {station: s, time: 70 s}, {sink: o}]}\n")
        shut = "nothing came in at a: its `release:` was never true when there was room"
        for every in ("", "every: 60 s, "):
            said = " ".join(gemba("run", "-", input=text % (every, "> 3")).stdout.split())
            self.assertIn(shut, said)
            self.assertNotIn("keep up", said)
            self.assertNotIn(shut, gemba("run", "-", input=text % (every, "< 1")).stdout)
        said = " ".join(gemba("run", "-", input=text % ("every: 60 s, ", "< 1")).stdout.split())
        self.assertIn("keep up with what arrives, or its `release:` holds it back", said)
        dead = ("gemba: 1\nclock: {run: 30 d, replications: 2}\nplant: {l: [{source: a}, "
                "{buffer: b, holds: 3}, {station: s, time: 50 s}, {station: c, time: 30 s, "
                "defects: 50 %, inspects: {finds: 100 %, to: rw}, to: o}, {buffer: rw, holds: 1}, "
                "{station: rep, time: 100 s, mends: 100 %, to: b}, {sink: o}]}\n")
        p = gemba("why", "-", input=dead)
        self.assertIn("active share on shift    cannot say: no station did anything", p.stdout)
        self.assertIn("did nothing: s, c, rep", p.stdout)
        self.assertNotIn("nothing came to", p.stdout)

    def test_a_file_of_a_cell_is_for_other_verbs_than_a_plant(self):
        cell = os.path.join(HERE, "..", "..", "data", "cells", "chen-2020.yaml")
        p = gemba("check", cell)
        self.assertEqual((p.returncode, p.stderr), (0, ""))
        self.assertIn("no faults; a cell, ", p.stdout)
        self.assertIn("negative: 85.2 um", gemba("show", cell).stdout)
        for call in (["run", cell], ["why", cell], ["balance", cell], ["report", cell],
                     ["sequence", cell], ["compare", cell, cell], ["optimize", cell, "--places", "3"]):
            p = gemba(*call)
            self.assertEqual((p.returncode, p.stdout), (2, ""), call)
            self.assertIn(f"gemba: {call[0]} is for plants", p.stderr)
            self.assertIn(f"`gemba cell {cell}`", p.stderr)
        both = f"gemba: 1\ninclude: {cell}\nclock: {{run: 1 h, replications: 1}}\n" + (
            "plant: {l: [{source: a}, {station: s, time: 60 s}, {sink: o}]}\n")
        self.assertEqual(gemba("run", "-", "--quiet", input=both).returncode, 0)
        self.assertIn("a cell, 3 steps", gemba("check", "-", input=both).stdout)

    def test_a_cell_with_ranges_is_studied_and_its_claims_are_answered(self):
        cells = os.path.join(HERE, "..", "..", "data", "cells", "chen-2020.yaml")
        text = (f"gemba: 1\ninclude: {cells}\ncharges:\n  slow: {{to: {{value: 70 %, range: [60 %, 80 %]}}, "
                "current: C/2, model: SPM, isothermal: yes, cells: 5, shells: 8}\nclaims:\n"
                "  - {says: soon, measure: charges.slow.time, at most: 72 min}\n"
                "  - {says: sure, measure: charges.slow.time, at most: 2 h}\n")
        p = gemba("cell", "-", input=text)
        self.assertEqual((p.returncode, p.stderr), (1, ""))
        self.assertIn("charges.slow.to  60 % · 60.0 min  80 % · 84.0 min  +24.0 min", p.stdout)
        self.assertIn("charge slow in 400 futures: done in 400, median 7", p.stdout)
        self.assertRegex(p.stdout, r"soon +open \d+/400")
        self.assertRegex(p.stdout, r"sure +holds 400/400")
        one, three = (gemba("cell", "-", "--json", "-t", n, "--draws", "30", input=text)
                      for n in ("1", "3"))
        self.assertEqual(one.stdout, three.stdout)
        self.assertEqual(read(one.stdout)["futures"][0]["n"], 30)
        other = gemba("cell", "-", "--json", "--draws", "30", "--seed", "2", input=text)
        self.assertNotEqual(one.stdout, other.stdout)
        none = gemba("cell", "-", "--draws", "0", input=text)
        self.assertEqual(none.returncode, 0)
        self.assertNotIn("futures", none.stdout)
        self.assertIn("what moves its time most", none.stdout)
        p = gemba("run", "-", "--quiet", input=text)
        self.assertEqual(p.returncode, 1)
        self.assertRegex(p.stdout, r"sure +holds 400/400")
        said = gemba("show", "-", "--measures", input=text).stdout
        self.assertIn("charges.slow.time ", said)
        self.assertIn("cell.capacity ", said)

    def test_a_folder_is_named_when_it_is_included(self):
        p = self.check("gemba: 1\ninclude: [.]\n")
        self.assertIn("error: this is a folder, not a file", p.stderr)
        self.assertNotIn("''", p.stderr)
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "m.yaml"), "w", encoding="utf-8") as f:
                f.write("gemba: 1\ninclude: [.]\n")
            said = subprocess.run([GEMBA, "check", "m.yaml"], cwd=folder, capture_output=True,
                                  text=True, check=False).stderr
            self.assertIn(".: error: this is a folder, not a file", said)

    def test_json_parts_what_is_wrong_from_its_hint(self):
        p = self.check("gemba: 1\nclock: {run: 1 dd}\nplant: {l: [{source: a, every: 5}, "
                       "{sink: o}]}\n", "--json")
        said = [(m["message"], m["hint"]) for m in read(p.stdout)["messages"]]
        self.assertEqual(said, [("clock: unknown unit 'dd'", "did you mean `d`?"),
                                ("source 'a': a time needs a unit",
                                 "write it like `52 s`, `4 h`")])

    def test_a_rule_without_a_value_tells_the_simulated_time(self):
        text = ("gemba: 1\nclock: {run: 1 d, %sreplications: 2}\nplant: {l: [{source: a, every: 66 s}, "
                "{station: s, time: 70 s, queue: {order: 1 / (part.wait - 66 s)}}, {sink: o}]}\n")
        p = gemba("run", "-", input=text % "")
        self.assertIn("s of simulated time", p.stderr)
        self.assertNotIn("2024", p.stderr)
        self.assertIn("2027-08-0", gemba("run", "-", input=text % "start: 2027-08-02, ").stderr)

    def test_a_fault_elsewhere_does_not_make_a_measure_unknown(self):
        units = {"": "", "1": " %"}
        folder = os.path.dirname(TASKS)
        for name in sorted(n for n in os.listdir(folder) if n.endswith(".yaml")):
            path = os.path.join(folder, name)
            rows = read(gemba("show", path, "--measures", "--json").stdout)
            claims = [
                "  - {says: x, measure: \"%s\", at most: 1%s}" %
                (row["measure"].replace("(n)", "(5)"), units.get(row["unit"], " " + row["unit"]))
                for row in rows]
            with self.subTest(name):
                p = self.check(f"gemba: 1\ninclude: [\"{path}\"]\ncrews: {{zzz: {{peeple: 3}}}}\n"
                               "claims:\n" + "\n".join(claims) + "\n", "--json")
                said = {m["message"] for m in read(p.stdout)["messages"]}
                self.assertEqual(said, {"crew 'zzz': unknown key 'peeple'"})


class Reports(unittest.TestCase):
    def report(self, code, *words, cwd=None):
        p = subprocess.run([GEMBA, "report", *words], capture_output=True, text=True, cwd=cwd,
                           check=False, stdin=subprocess.DEVNULL)
        self.assertEqual(p.returncode, code, p.stderr)
        return p

    def test_a_page_goes_under_the_name_of_the_model_into_this_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            self.report(0, model("line"), cwd=folder)
            self.assertEqual(os.listdir(folder), ["line.html"])
            with open(os.path.join(folder, "line.html"), encoding="utf-8") as f:
                self.assertTrue(f.read().startswith("<!doctype html>"))

    def test_a_page_goes_where_it_is_sent(self):
        p = self.report(0, model("line"), "-o", "-")
        self.assertTrue(p.stdout.endswith("</html>\n"))
        self.assertEqual(self.report(0, model("line"), "-o", "-", "-t", "2").stdout, p.stdout)
        for path in ("/dev/full", os.path.join(HERE, "no-folder", "x.html"), HERE):
            self.assertIn("cannot write", self.report(3, model("line"), "-o", path).stderr)
        self.assertIn("overwrite", self.report(2, model("line"), "-o", model("line")).stderr)

    def test_what_is_not_there_is_named(self):
        for option, value, said in (("--figure", "fan", "it has: claims output"),
                                    ("--stations", "pres", "did you mean 'press'?"),
                                    ("--day", "yesterday", "a date like"),
                                    ("--day", "2031-01-01", "not in the run"),
                                    ("--day", "-1 d", "not in the run")):
            with self.subTest(value), tempfile.TemporaryDirectory() as folder:
                p = self.report(2, model("line"), option, value, cwd=folder)
                self.assertIn(said, p.stderr)
                self.assertEqual((p.stdout, os.listdir(folder)), ("", []))

    def test_a_figure_alone_goes_to_standard_output(self):
        p = self.report(0, model("line"), "--figure", "gantt", "--day", "2027-02-03",
                        "--stations", "press")
        self.assertTrue(p.stdout.startswith("<svg xmlns="))
        self.assertIn("The stations on 2027-02-03", p.stdout)


class Balance(unittest.TestCase):
    def test_json_has_every_task_once_and_the_people_of_the_run(self):
        line, = json.loads(gemba("balance", TASKS, "--json").stdout)
        people = [p for z in line["zones"] for s in z["stations"] for p in s]
        self.assertEqual(len(people), line["people"])
        self.assertEqual(sum(len(z["stations"]) for z in line["zones"]), line["stations"])
        # harness, headliner and cockpit take two people each.
        tasks = [(t["task"], t["copy"]) for p in people for t in p["tasks"]]
        self.assertEqual(len(tasks), len(set(tasks)) + 3)
        self.assertAlmostEqual(sum(t["time_s"] for p in people for t in p["tasks"]),
                               line["work_s"])
        run = json.loads(gemba("run", TASKS, "-r1", "--quiet", "--json").stdout)
        self.assertEqual(run["objects"]["fitters"]["people.mean"]["mean"], line["people"])

    def test_a_row_for_each_takt(self):
        p = gemba("balance", TASKS, "--takt", "90 s,1.5 min, 2min")
        self.assertEqual(p.returncode, 0)
        rows = re.findall(r"^final +(\d+) ", p.stdout, re.M)
        self.assertEqual(rows, ["90", "90", "120"])

    def test_another_takt_is_balanced_though_the_line_does_not_keep_its_own(self):
        short = ("--set", "plant.final.takt=40 s")
        self.assertEqual(gemba("balance", TASKS, *short).returncode, 2)
        for asked in (("--takt", "90 s"), ("--people", "12")):
            p = gemba("balance", TASKS, *asked, "--json", *short)
            as_written = gemba("balance", TASKS, *asked, "--json")
            self.assertEqual(p.returncode, 0, p.stderr)
            self.assertEqual(p.stdout, as_written.stdout)
        p = gemba("balance", TASKS, "--takt", "30 s")
        self.assertEqual(p.returncode, 2)
        self.assertIn("'harness' takes 38 s", p.stderr)

    def test_what_cannot_be_balanced_is_told(self):
        for args, code, words in (
                ([TASKS, "--takt", "40 s"], 2, "a person has 36 s of the takt of 40 s"),
                ([TASKS, "--takt", "40"], 2, "needs a unit"),
                ([TASKS, "--takt", "0 s"], 2, "from 1 ms to 1,000,000 s"),
                ([TASKS, "--people", "1"], 2, "no takt was found for 1 people"),
                ([TASKS, "--people", "9", "--takt", "90 s"], 2, "one at a time"),
                ([model("line")], 2, "no line of the model lists `tasks:`")):
            with self.subTest(args=args):
                p = gemba("balance", *args)
                self.assertEqual(p.returncode, code)
                self.assertIn(words, p.stderr)


class Sequence(unittest.TestCase):
    def test_json_has_every_order_once_and_its_breaches(self):
        source, = json.loads(gemba("sequence", PAINT, "--json").stdout)
        self.assertEqual(len(source["sequence"]), source["orders"])
        roofs = [int("roof" in name.split("+")) for name in source["sequence"]]
        rule, = source["spacing"]
        self.assertEqual(sum(roofs), rule["orders"])
        self.assertEqual(sum(sum(roofs[k:k + 3]) > 1 for k in range(len(roofs) - 2)),
                         rule["windows_broken"])
        colours = [name.split("+")[-1] for name in source["sequence"]]
        self.assertEqual(sum(a != b for a, b in zip(colours, colours[1:])), source["changes"])

    def test_too_many_with_an_option_are_told(self):
        p = gemba("sequence", PAINT, "--set", "parts.body.options.roof.share=40 %")
        self.assertEqual(p.returncode, 0)
        # 80 of 200, of which 67 fit: 13 too many, two to a window.
        self.assertRegex(p.stdout, r"roof +1 in 3 +80 +67 +\d+ +7 ")
        self.assertIn("no sequence keeps all rules", p.stdout)

    def test_a_model_without_orders_is_told(self):
        p = gemba("sequence", model("line"))
        self.assertEqual(p.returncode, 2)
        self.assertIn("no source of the model lays its parts out", p.stderr)


class Compare(unittest.TestCase):
    def changed(self, text, *sets):
        """What differs between line.yaml and a text."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "other.yaml")
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
            p = gemba("compare", model("line"), path, "--json", "-q", "-r2", *sets)
            self.assertEqual((p.returncode, p.stderr), (0, ""))
            return json.loads(p.stdout)

    def setUp(self):
        with open(model("line"), encoding="utf-8") as f:
            self.text = f.read()

    def test_a_model_is_like_itself(self):
        answer = self.changed(self.text)
        self.assertEqual(answer["changes"], [])
        self.assertEqual({row["difference"] for row in answer["compare"]["rows"]}, {0})

    def test_values_that_differ_are_named_and_no_others(self):
        answer = self.changed(self.text + "guards: {parts: 12345}\nabout: other\n")
        self.assertEqual({(c["path"], c["what"]) for c in answer["changes"]},
                         {("guards.parts", "changed"), ("about", "added")})

    # An hour of 60 s and of 90 s: 60 and 40 parts, and a packer that only one has.
    def test_stations_people_and_verdicts_stand_beside_and_what_one_lacks_is_told(self):
        text = ("gemba: 1\nclock: {run: 1 h, warm-up: none, replications: 2}\n"
                "headcount: {shops: [{shop: all, heads: %d}]}\n"
                "plant:\n  line:\n    - source: blanks\n    - {station: press, time: %s}\n%s"
                "    - sink: out\nclaims:\n"
                "  - {says: fifty, measure: out.count, at least: 50}\n%s")
        packer = "    - {station: pack, time: 10 s}\n"
        claim = "  - {says: packed, measure: pack.count, at least: 1}\n"
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, name) for name in ("a.yaml", "b.yaml")]
            for path, filled in zip(paths, ((12, "60 s", "", ""), (9, "90 s", packer, claim))):
                with open(path, "w", encoding="utf-8") as f:
                    f.write(text % filled)
            shown = gemba("compare", *paths, "-q").stdout
            answer = json.loads(gemba("compare", *paths, "-q", "--json").stdout)["compare"]
        self.assertRegex(shown, r"fifty +holds 2/2 +fails 2/2 +changed")
        self.assertRegex(shown, r"packed +- +holds 2/2 +only in B")
        self.assertRegex(shown, r"press\.count +60 +40 +-20 ± 0")
        self.assertRegex(shown, r"pack\.count +- +39 +only in B")
        self.assertRegex(shown, r"heads of all +12 +9 +-3\n")
        self.assertEqual([(v["says"], v["base"], v["scenario"]) for v in answer["verdicts"]],
                         [("fifty", "holds", "fails"), ("packed", None, "holds")])
        self.assertEqual({row["in"] for row in answer["stations"]}, {"both", "scenario"})
        self.assertEqual(answer["people"][0]["difference"], -3)

    def test_two_files_are_needed(self):
        p = gemba("compare", model("line"))
        self.assertEqual(p.returncode, 2)
        self.assertIn("two model files", p.stderr)
        self.assertEqual(gemba("compare", model("line"), "no.yaml").returncode, 2)


class ExitCodes(unittest.TestCase):
    def code(self, expected, *args, **how):
        p = gemba(*args, **how)
        self.assertEqual(p.returncode, expected, (p.stdout or "")[-500:] + p.stderr[-500:])
        return p

    def test_a_model_whose_claims_hold_is_0(self):
        self.code(0, "run", model("pass"))

    def test_a_claim_that_fails_is_1(self):
        self.code(1, "run", model("pass"), "--set", "plant.press.time=61 s")

    def test_cannot_say_counts_only_when_strict(self):
        easy = ["--set", "claims.0.at least=1", "--set", "claims.1.at most=1000 h", "-r", "10"]
        self.code(0, "run", model("line"), *easy)
        self.code(1, "run", model("line"), *easy, "--strict")

    def test_a_faulty_model_is_2_with_every_fault(self):
        for verb in ("run", "check", "why", "show"):
            p = self.code(2, verb, model("faulty"))
            self.assertIn("faulty.yaml:6:30: error:", p.stderr)
            self.assertIn("faulty.yaml:8:1: error:", p.stderr)
            self.assertIn("2 faults", p.stderr)
            self.assertEqual(p.stdout, "")
            faults = read(self.code(2, verb, model("faulty"), "--json").stdout)
            self.assertEqual(faults["errors"], 2)

    def test_wrong_calls_are_2(self):
        for args, word in (([], ""), (["run"], "needs a model file"),
                           (["rum", "x.yaml"], "did you mean 'run'"),
                           (["run", "x.yaml", "--jsn"], "did you mean '--json'"),
                           (["run", "x.yaml", "--json=x"], "--json takes no value"),
                           (["show", "x.yaml", "--strict"], "it goes with `run`"),
                           (["show", "x.yaml", "--seed", "1"], "goes with `run`, `why`, `report`, `sequence`, `compare`, `sweep`, `optimize` and `cell`"),
                           (["show", model("line"), "--resolved", "--measures"], "one at a time"),
                           ([model("line")], "`gemba run "),
                           (["schema", "--reference", "--json"], "Markdown"),
                           (["help", "rum"], "did you mean 'run'"),
                           (["--replicatins=3", "run", "x.yaml"], "'--replications'"),
                           (["run", "x.yaml", "--seed"], "--seed needs a value"),
                           (["run", "x.yaml", "-r"], "-r needs a value"),
                           (["run", "x.yaml", "-x"], "unknown option '-x'"),
                           (["run", "a.yaml", "b.yaml"], "one model file at a time"),
                           (["schema", "a.yaml"], "takes no file"),
                           (["run", "x.yaml", "-r", "0"], "from 1 to 1000000"),
                           (["run", "x.yaml", "--seed", "4294967296"], "to 4294967295"),
                           (["run", "x.yaml", "-r", "1e3"], "got '1e3'"),
                           (["run", "x.yaml", "-r", "9" * 40], "from 1 to"),
                           (["run", "x.yaml", "--seed", "-1"], "from 0 to"),
                           (["run", "x.yaml", "--threads", ""], "got ''")):
            with self.subTest(args):
                self.assertIn(word, self.code(2, *args).stderr)

    def test_scenarios_and_sets_that_do_not_fit_are_2(self):
        for args, word in ((["--scenario", "slowr"], "slower"),
                           (["--scenario", "slower", "--scenario", "slower"], "given twice"),
                           (["--set", "plant.pres.time=3 s"], "did you mean 'press'"),
                           (["--set", "plantpres"], "path=value"),
                           (["--set", "=3"], "path=value"),
                           (["--set", "plant.press.time=3"], "time"),
                           (["--set", "plant.press.time=[1, 2"], "--set"),
                           (["--set", "plant.press.time=1e400 s"], "--set"),
                           (["--set", "plant.press.time=nan s"], "--set")):
            with self.subTest(args):
                self.assertIn(word, self.code(2, "run", model("line"), *args).stderr)

    def test_files_that_cannot_be_read_are_2(self):
        self.assertIn("no such file", self.code(2, "run", "nowhere.yaml").stderr)
        self.assertIn("folder", self.code(2, "run", HERE).stderr)
        faults = read(self.code(2, "check", "nowhere.yaml", "--json").stdout)
        self.assertEqual((faults["ok"], faults["errors"]), (False, 1))
        with tempfile.NamedTemporaryFile(suffix=".yaml") as f:
            os.chmod(f.name, 0)
            if os.geteuid() != 0:
                self.code(2, "run", f.name)

    def test_a_file_named_without_its_end_is_guessed(self):
        p = self.code(2, "run", model("line")[:-len(".yaml")])
        self.assertIn("did you mean '" + model("line") + "'?", p.stderr)
        self.assertNotIn("did you mean", self.code(2, "run", model("lin")).stderr)

    def test_a_program_is_no_model_and_one_line_says_so(self):
        p = self.code(2, "run", GEMBA)
        self.assertEqual(p.stderr.count("error:"), 1)
        self.assertIn("1 fault", p.stderr)

    def test_of_very_many_faults_the_first_fifty_are_shown(self):
        text = "gemba: 1\n" + "".join(f"x{i}: 1\n" for i in range(200))
        p = self.code(2, "check", "-", input=text)
        self.assertEqual(p.stderr.count("error:"), 50)
        self.assertIn(".. and 150 more\n200 faults", p.stderr)

    def test_an_empty_file_is_2(self):
        with tempfile.NamedTemporaryFile(suffix=".yaml") as f:
            self.assertIn("empty", self.code(2, "run", f.name).stderr)
        self.assertIn("empty", self.code(2, "run", "-", input="").stderr)

    def test_a_model_comes_from_standard_input_too(self):
        with open(model("pass"), encoding="utf-8") as f:
            self.code(0, "run", "-", input=f.read())
        with open(model("line"), encoding="utf-8") as f:
            p = self.code(1, "run", "-", "--scenario", "slower", input=f.read())
        self.assertIn("the scenario stands alone", p.stderr)

    def test_a_run_that_fails_is_3(self):
        p = self.code(3, "run", model("crowded"))
        self.assertIn("replication 1", p.stderr)
        nothing = read(self.code(3, "run", model("crowded"), "--json").stdout)
        self.assertEqual(nothing["replications"], 0)
        self.assertTrue(nothing["why"])

    def test_output_that_cannot_be_written_is_3(self):
        for args in (["run", model("pass")], ["run", model("pass"), "--json"],
                     ["check", model("pass")], ["schema"], ["show", model("pass")],
                     ["why", model("pass")], ["--help"], ["--version"]):
            with self.subTest(args), open("/dev/full", "w", encoding="utf-8") as full:
                self.assertIn("cannot write", self.code(3, *args, stdout=full).stderr)

    def test_a_closed_standard_output_is_3_and_no_other_file_takes_its_place(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "trace.csv")
            p = subprocess.run(
                ["sh", "-c", f'exec "$0" run "$1" --trace {path} >&-', GEMBA, model("pass")],
                stderr=subprocess.PIPE, text=True, check=False)
            self.assertEqual(p.returncode, 3)
            with open(path, encoding="utf-8") as f:
                self.assertEqual(f.readline(), "step,part,time_s\n")

    def test_a_trace_that_cannot_be_written_is_3(self):
        for path in ("/dev/full", os.path.join(HERE, "no-folder", "x.csv"), HERE):
            p = self.code(3, "run", model("pass"), "--trace", path)
            self.assertIn("cannot write", p.stderr)

    # 1 h of presses at 60 s, as in pass.yaml.
    MODEL = ("gemba: 1\nclock: {run: 1 h, warm-up: none, replications: 1}\nplant:\n  line:\n"
             "    - source: blanks\n    - {station: press, time: 60 s}\n    - sink: out\n")

    def test_a_trace_never_takes_the_place_of_a_model(self):
        with tempfile.TemporaryDirectory() as folder:
            path = {name: os.path.join(folder, name)
                    for name in ("m.yaml", "part.inc", "other.yaml", "other.YML", "link.csv",
                                 "hard.csv", "old.csv", "new.yaml")}
            texts = {"m.yaml": self.MODEL + "include: part.inc\n", "part.inc": "name: part\n",
                     "other.yaml": "mine\n", "other.YML": "mine\n", "old.csv": "old\n"}
            for name, text in texts.items():
                with open(path[name], "w", encoding="utf-8") as f:
                    f.write(text)
            os.symlink("m.yaml", path["link.csv"])
            os.link(path["part.inc"], path["hard.csv"])
            for name, word in (("m.yaml", "overwrite the model"), ("part.inc", "part.inc"),
                               ("link.csv", "which reads"), ("hard.csv", "part.inc"),
                               ("other.yaml", "a model file"), ("other.YML", "a model file")):
                with self.subTest(name):
                    p = self.code(2, "run", path["m.yaml"], "--trace", path[name])
                    self.assertIn(word, p.stderr)
                    self.assertEqual(p.stdout, "")
            for name, text in texts.items():
                with open(path[name], encoding="utf-8") as f:
                    self.assertEqual(f.read(), text)
            for name in ("old.csv", "new.yaml"):
                self.code(0, "run", path["m.yaml"], "--trace", path[name])
                with open(path[name], encoding="utf-8") as f:
                    self.assertEqual(f.readline(), "step,part,time_s\n")

    def test_a_byte_order_mark_is_passed_over(self):
        with tempfile.NamedTemporaryFile("wb", suffix=".yaml") as f:
            f.write(b"\xef\xbb\xbf" + self.MODEL.encode())
            f.flush()
            self.code(0, "check", f.name)
            p = self.code(2, "check", f.name, "--set", "plant.press.time=")
            self.assertIn("a value is missing", p.stderr)

    def test_what_is_suspicious_is_said_and_run(self):
        p = self.code(0, "run", model("pass"), "--set", "claims.0.exactly=60.000")
        self.assertIn("`60.000` is read as 60", p.stderr)

    def test_a_reader_that_goes_away_does_no_harm(self):
        p = subprocess.Popen([GEMBA, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        p.stdout.close()
        self.assertIn(p.wait(), (0, 3, -signal.SIGPIPE))
        p.stderr.close()


class Interrupts(unittest.TestCase):
    def interrupt(self, *args, after_s):
        p = subprocess.Popen([GEMBA, "run", *args], stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True)
        time.sleep(after_s)
        p.send_signal(signal.SIGINT)
        began = time.monotonic()
        out, err = p.communicate(timeout=60)
        self.assertLess(time.monotonic() - began, 20.0)
        self.assertEqual(p.returncode, 130, err)
        return out, err

    def test_what_was_finished_is_kept_and_shown(self):
        out, _ = self.interrupt(model("long"), "--set", "clock.run=10 d", "--json", after_s=1.5)
        results = read(out)
        self.assertTrue(results["interrupted"])
        self.assertGreater(results["replications"], 0)
        out, _ = self.interrupt(model("long"), "--set", "clock.run=10 d", after_s=1.5)
        self.assertIn("interrupted: ", out)

    def test_a_long_replication_does_not_hold_up_the_end(self):
        _, err = self.interrupt(model("long"), "--set", "clock.run=300 yr", after_s=1.0)
        self.assertIn("before a replication was finished", err)


class Results(unittest.TestCase):
    def results(self, *args):
        return read(gemba("run", *args, "--json").stdout)

    def test_every_null_number_has_a_why(self):
        for args in ([model("line")], [model("line"), "-r", "1"], [model("hostile")],
                     [model("pass")], [model("line"), "--scenario", "slower"]):
            with self.subTest(args):
                self.assertEqual(nulls_without_why(self.results(*args)), [])

    def test_the_head_says_what_was_run_and_where(self):
        r = self.results(model("line"))
        self.assertEqual(r["schema"], 2)
        self.assertRegex(r["model_hash"], "^[0-9a-f]{16}$")
        self.assertRegex(r["departures_hash"], "^[0-9a-f]{16}$")
        self.assertEqual(r["engine"], "line")
        self.assertNotIn("no_line_engine", r)
        event = json.loads(gemba("run", model("line"), "--json", "--engine", "event").stdout)
        self.assertEqual(event["engine"], "event")
        self.assertEqual(event["departures_hash"], r["departures_hash"])
        self.assertEqual(r["seed"], 1)
        self.assertEqual(r["replications"], 4)
        # 31 + 28 + 31 days
        self.assertEqual(r["horizon"]["length"], 90 * 86400)
        self.assertEqual(r["horizon"]["kind"], "terminating")
        self.assertGreaterEqual(r["host"]["processors"], 1)
        self.assertEqual(r["host"]["system"].split()[0], os.uname().sysname)

    def test_a_series_has_a_value_for_every_month(self):
        r = self.results(model("line"))["series"]
        self.assertEqual(r["interval"], ["2027-01", "2027-02", "2027-03"])
        for row in r["rows"]:
            self.assertEqual(len(row["mean"]), 3)

    def test_names_cannot_break_the_document(self):
        r = self.results(model("hostile"))
        self.assertEqual(r["model"], 'a "name" \\ with \t tab, </script>, \u2028 and ±')
        self.assertEqual(r["claims"][0]["says"], '"quoted" \\ and\nbroken é %s %n')

    def test_threads_change_nothing_but_the_wall_time(self):
        one = self.results(model("line"), "--threads", "1")
        two = self.results(model("line"), "--threads", "2")
        one.pop("wall_s")
        two.pop("wall_s")
        self.assertEqual(one, two)

    # M/M/1 from empty: what leaves is all but Poisson, variance over mean near 1 (Burke 1956);
    # over 200 replications its standard error is sqrt(2 / 199) = 0.1. Student, 199: 1.97196.
    def test_the_variance_of_output_stands_beside_its_mean(self):
        text = ("gemba: 1\nclock: {run: 1000 h, horizon: terminating, replications: 200}\n"
                "plant:\n  line:\n    - {source: a, every: exponential(1 h)}\n"
                "    - {station: s, time: exponential(30 min)}\n    - sink: out\n")
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as f:
            f.write(text)
            f.flush()
            objects = self.results(f.name)["objects"]
        count = objects["out"]["count"]
        self.assertAlmostEqual(count["half_width"], 1.97196 * count["sd"] / 200 ** 0.5, 4)
        self.assertAlmostEqual(count["dispersion"], count["sd"] ** 2 / count["mean"], 9)
        self.assertAlmostEqual(count["dispersion"], 1.0, delta=0.45)
        self.assertNotIn("dispersion", objects["s"]["working"])

    def test_another_seed_is_another_history(self):
        one = self.results(model("line"))
        two = self.results(model("line"), "--seed", "2")
        self.assertNotEqual(one["departures_hash"], two["departures_hash"])
        self.assertEqual(one["model_hash"], two["model_hash"])

    # 3600 s of 60 s and of 90 s: 60 and 40 parts in every replication.
    def test_a_scenario_stands_beside_the_model_as_written(self):
        text = ("gemba: 1\nclock: {run: 1 h, warm-up: none, replications: 3}\n"
                "plant:\n  line:\n    - source: blanks\n    - {station: press, time: 60 s}\n"
                "    - sink: out\nclaims:\n"
                "  - {says: fifty, measure: out.count, at least: 50}\n"
                "scenarios:\n  slow: {set: {plant.press.time: 90 s}}\n")
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as f:
            f.write(text)
            f.flush()
            rows = self.results(f.name, "--scenario", "slow")["compare"]["rows"]
            shown = gemba("run", f.name, "--scenario", "slow").stdout
        fifty = rows[0]
        self.assertEqual((fifty["says"], fifty["base"], fifty["scenario"]), ("fifty", 60, 40))
        self.assertEqual((fifty["difference"], fifty["half_width"], fifty["n"]), (-20, 0, 3))
        self.assertIn("plant.wip", [row["measure"] for row in rows])
        self.assertRegex(shown, r"out\.count +60 +40 +-20 ± 0")

    def test_a_claim_stands_in_the_unit_that_it_is_written_in(self):
        r = self.results(model("line"))["claims"][1]
        self.assertEqual((r["value"], r["unit"], r["bound"]), (4, "h", "at_most"))
        self.assertGreater(r["median"], 0.5)
        self.assertLess(r["median"], 20)

    def test_a_trace_has_a_row_for_each_departure_in_order(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "trace.csv")
            self.assertEqual(gemba("run", model("pass"), "--trace", path).returncode, 0)
            with open(path, encoding="utf-8") as f:
                rows = [row.rstrip("\n").split(",") for row in f]
        self.assertEqual(rows[0], ["step", "part", "time_s"])
        times = [float(row[2]) for row in rows[1:]]
        self.assertEqual(times, sorted(times))
        pressed = [float(row[2]) for row in rows[1:] if row[0] == "press"]
        self.assertEqual(pressed, [60.0 * (i + 1) for i in range(60)])


class Terminals(unittest.TestCase):
    def on_terminal(self, *args, env=None):
        """Everything that the program writes on a terminal of its own."""
        pid, fd = pty.fork()
        if pid == 0:
            os.environ.update(env or {})
            try:
                os.execv(GEMBA, [GEMBA, *args])
            finally:
                os._exit(127)
        text = b""
        while True:
            try:
                piece = os.read(fd, 65536)
            except OSError:
                break
            if not piece:
                break
            text += piece
        os.close(fd)
        _, status = os.waitpid(pid, 0)
        return text.decode("utf-8"), os.waitstatus_to_exitcode(status)

    def test_progress_and_colour_are_for_terminals(self):
        text, code = self.on_terminal("run", model("long"), "--set", "clock.run=10 d",
                                      "--set", "clock.replications=1000",
                                      "--set", "clock.most=1000")
        self.assertEqual(code, 0)
        self.assertRegex(text, r"running +\d+ %, \d+ s left")
        # The first estimate waits until it is worth something.
        self.assertRegex(text, r"^\rrunning +\d+ % ")
        self.assertIn("\033[1m", text)

    # 5 d of 10 s: half of the replications make more than 43,200, so that no number of them is
    # clear.
    def test_replications_that_are_added_are_announced(self):
        text, _ = self.on_terminal(
            "run", model("long"), "--set", "clock.run=5 d", "--set", "clock.replications=4",
            "--set", "clock.most=16", "--set",
            "claims=[{says: half, measure: out.count, at least: 43200}]")
        self.assertIn("\rnot clear yet: 4 -> 8 replications, the new ones ", text)
        self.assertIn("\rnot clear yet: 8 -> 16 replications, the new ones ", text)

    def test_quiet_shows_no_progress_and_no_color_no_colour(self):
        text, _ = self.on_terminal("run", model("line"), "-q", env={"NO_COLOR": "1"})
        self.assertNotIn("\033[1m", text)
        self.assertNotIn("left", text)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
