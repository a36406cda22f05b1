#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Small lines with several people at a station, and their best balances by brute force.

    python3 test/balance/small.py            writes small.csv and small_optima.csv beside it
    python3 test/balance/small.py --check    draws and solves them again and compares

Shares nothing with the code it judges: every order of the tasks of a station, on every choice of
people, is played through; every way to part the tasks among stations is weighed. The rules are
those of docs/theory/balance.md:

- a task takes its people at the same time, who stand next to each other; each begins it when the
  last of them is free and all it waits for at this station is done, and nobody puts it down;
- people do their tasks in the same order for the mean car and every variant; a variant that does
  not need a task has it with no time;
- all is done within the capacity: takt x share, rounded down, for the mean car and each variant;
- fewest people, then fewest stations; where stations are given, first no more than those.
"""

import argparse
import csv
import functools
import io
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).parent
SEED = 20
INSTANCES = 320


class Line:
    """takt, by dim the percent of it that may be filled, tasks with times, people, before, apart."""

    def __init__(self, takt, percents, most_people, most_stations, times, people, after, apart):
        self.takt = takt
        self.percents = percents
        self.capacity = [takt * percent // 100 for percent in percents]
        self.most_people = most_people
        self.most_stations = most_stations
        self.times = times
        self.people = people
        self.after = after
        self.apart = apart

    @property
    def n(self):
        return len(self.times)

    @property
    def is_sound(self):
        return all(time <= room for times in self.times
                   for time, room in zip(times, self.capacity))


def next_states(line, load, free, state):
    """Every task that may come next in the load, on every run of people next to each other."""
    done, people, ends = state
    for task in load - done:
        if (line.after[task] & load) - done:
            continue
        size = line.people[task]
        for first in range(len(people) - size + 1):
            crew = range(first, first + size)
            end = tuple(
                max([people[p][d] for p in crew] +
                    [dict(ends)[other][d] for other in line.after[task] & load]) + time
                for d, time in enumerate(line.times[task]))
            if all(e <= room for e, room in zip(end, line.capacity)):
                then = tuple(end if p in crew else people[p] for p in range(len(people)))
                yield done | {task}, then, ends | {(task, end)}


def can_be_done(line, load, n_people):
    """Whether so many people do these tasks at one station."""
    if any(other in load for task in load for other in line.apart[task]):
        return False
    free = (0,) * len(line.capacity)
    states = {(frozenset(), (free,) * n_people, frozenset())}
    for _ in load:
        states = {then for state in states for then in next_states(line, load, free, state)}
    return bool(states)


def best(line):
    """(people, stations) of the best balance."""
    tasks = frozenset(range(line.n))

    @functools.cache
    def people_of(load):
        for n in range(max(line.people[task] for task in load), line.most_people + 1):
            if can_be_done(line, load, n):
                return n
        return None

    def subsets(items):
        items = sorted(items)
        for bits in range(1, 1 << len(items)):
            yield frozenset(item for i, item in enumerate(items) if bits >> i & 1)

    @functools.cache
    def rest(done):
        """All (people, stations) with which the tasks that are left can be done."""
        if done == tasks:
            return frozenset({(0, 0)})
        found = set()
        for load in subsets(tasks - done):
            if any(line.after[task] - done - load for task in load):
                continue
            n = people_of(load)
            if n is not None:
                found |= {(n + people, 1 + stations) for people, stations in rest(done | load)}
        return frozenset(found)

    def rank(found):
        people, stations = found
        excess = max(0, stations - line.most_stations) if line.most_stations else 0
        return excess, people, stations

    return min(rest(frozenset()), key=rank)


def draw(rng):
    """Five to eight tasks, one to three dims, teams of two and three, orders, tasks apart."""
    n = rng.randint(5, 8)
    n_variants = rng.choice([0, 0, 0, 2])
    most_people = rng.choice([2, 2, 3, 3, 4])
    percents = [rng.choice([100, 90])] + [rng.choice([100, 95])] * n_variants
    base = [rng.randint(8, 48) for _ in range(n)]
    if n_variants:
        times = [(t * 3 // 4, t, t // 2 if rng.random() < 0.7 else 0) for t in base]
    else:
        times = [(t,) for t in base]
    people = [rng.choices(range(1, most_people + 1), [10, 6, 2, 1][:most_people])[0]
              for _ in range(n)]
    density = rng.choice([0.1, 0.25, 0.5])
    after = [{a for a in range(b) if rng.random() < density} for b in range(n)]
    apart = [set() for _ in range(n)]
    if rng.random() < 0.3:
        a, b = rng.sample(range(n), 2)
        apart[b].add(a)
    if rng.random() < 0.25:  # two alike
        times[n - 1], people[n - 1] = times[n - 2], people[n - 2]
        after[n - 1] = set(after[n - 2])
    stations = rng.choice([0, 0, 0, 0, 1, 2, 3])
    return Line(60, percents, most_people, stations, times, people, after, apart)


def tables(n_instances):
    """The text of both tables."""
    rng = random.Random(SEED)
    rows = [["instance", "task", "times", "people", "after", "apart"]]
    optima = [["instance", "takt", "percents", "most people", "most stations", "people",
               "stations"]]
    instance = 0
    while instance < n_instances:
        line = KNOWN if instance == 0 else draw(rng)
        if not line.is_sound:
            continue
        instance += 1
        for task in range(line.n):
            rows.append([instance, task] +
                        [" ".join(map(str, values)) for values in
                         (line.times[task], [line.people[task]], sorted(line.after[task]),
                          sorted(line.apart[task]))])
        people, stations = best(line)
        optima.append([instance, line.takt, " ".join(map(str, line.percents)),
                       line.most_people, line.most_stations, people, stations])
        print(f"\r{instance}", end="", file=sys.stderr)
    return text_of(rows), text_of(optima)


def text_of(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


# Four people can do it: a heuristic found five.
KNOWN = Line(60, [100], 2, 0, [(43,), (32,), (26,), (30,), (17,)], [1, 2, 2, 1, 1],
             [set(), {0}, set(), {0}, {1}], [set() for _ in range(5)])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with what is stored")
    parser.add_argument("--instances", type=int, default=INSTANCES)
    options = parser.parse_args()
    files = ["small.csv", "small_optima.csv"]
    for name, text in zip(files, tables(options.instances)):
        if not options.check:
            (HERE / name).write_text(text)
        elif (HERE / name).read_text() != text:
            sys.exit(f"{name} is not what is drawn and solved now")


if __name__ == "__main__":
    main()
