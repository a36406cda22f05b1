# SPDX-License-Identifier: MIT
"""The reference line and M/M/1 in SimPy 4, as one would write them with care for speed.

usage: simpy_models.py line|counted-line|mm1 COUNT SEED

Prints seconds of processor time, station visits or objects, and the answer: parts/h, mean time
in the system.

The line: 20 stations, 19 buffers of 5 places, never short of parts, blocked after service;
exponential work (60 s), failures by work (14,400 s to the next, 600 s repair, exponential).
A breakdown by work falls into a cycle, so a station needs no interrupts and no second process.
line records nothing but counts; counted-line also what gemba reports of a line without asking:
how long each station works, is down, blocked and starved; the time at each level of each buffer
and its maximum; work in process; every time in the system, for its mean and percentiles. M/M/1: load 0.8, with the mean time in the system.
"""

import random
import sys
import time

import simpy

STATIONS = 20
PLACES = 5


def run_line(count, seed):
    draw = random.Random(seed).expovariate
    env = simpy.Environment()
    timeout = env.timeout
    stores = [simpy.Store(env, PLACES) for _ in range(STATIONS - 1)]
    visits = [0] * STATIONS
    done = env.event()

    def station(i):
        take = stores[i - 1].get if i > 0 else None
        put = stores[i].put if i < STATIONS - 1 else None
        to_failure = draw(1 / 14400)
        part = None
        while True:
            if take:
                part = yield take()
            work = draw(1 / 60)
            while work > to_failure:
                yield timeout(to_failure)
                work -= to_failure
                yield timeout(draw(1 / 600))
                to_failure = draw(1 / 14400)
            yield timeout(work)
            to_failure -= work
            visits[i] += 1
            if put:
                yield put(part)
            elif visits[i] == count:
                done.succeed()

    for i in range(STATIONS):
        env.process(station(i))
    began = time.process_time()
    env.run(done)
    return time.process_time() - began, sum(visits), 3600 * count / env.now


def run_counted_line(count, seed):
    draw = random.Random(seed).expovariate
    env = simpy.Environment()
    timeout = env.timeout
    stores = [simpy.Store(env, PLACES) for _ in range(STATIONS - 1)]
    visits = [0] * STATIONS
    working, down, blocked, starved = ([0.0] * STATIONS for _ in range(4))
    levels = [[0.0] * (PLACES + 1) for _ in stores]
    since = [0.0] * len(stores)
    level, most = ([0] * len(stores) for _ in range(2))
    wip = [0, 0.0, 0.0]  # parts, since, area
    in_system = []
    done = env.event()

    def change(i, step):
        """Buffer i had its level until now and goes up or down."""
        now = env.now
        levels[i][level[i]] += now - since[i]
        since[i] = now
        level[i] += step
        if level[i] > most[i]:
            most[i] = level[i]

    def change_wip(step):
        wip[2] += wip[0] * (env.now - wip[1])
        wip[1] = env.now
        wip[0] += step

    def station(i):
        take = stores[i - 1].get if i > 0 else None
        put = stores[i].put if i < STATIONS - 1 else None
        to_failure = draw(1 / 14400)
        came = 0.0
        while True:
            began = env.now
            if take:
                came = yield take()
                change(i - 1, -1)
            else:
                came = began
                change_wip(1)
            starved[i] += env.now - began
            work = draw(1 / 60)
            working[i] += work
            while work > to_failure:
                yield timeout(to_failure)
                work -= to_failure
                repair = draw(1 / 600)
                yield timeout(repair)
                down[i] += repair
                to_failure = draw(1 / 14400)
            yield timeout(work)
            to_failure -= work
            visits[i] += 1
            if put:
                began = env.now
                yield put(came)
                change(i, 1)
                blocked[i] += env.now - began
            else:
                change_wip(-1)
                in_system.append(env.now - came)
                if visits[i] == count:
                    done.succeed()

    for i in range(STATIONS):
        env.process(station(i))
    began = time.process_time()
    env.run(done)
    return time.process_time() - began, sum(visits), 3600 * count / env.now


def run_mm1(count, seed):
    draw = random.Random(seed).expovariate
    env = simpy.Environment()
    queue = simpy.Store(env)
    total = [0.0]

    def arrivals():
        timeout, put = env.timeout, queue.put
        for _ in range(count):
            yield timeout(draw(0.8))
            yield put(env.now)

    def desk():
        timeout, get = env.timeout, queue.get
        for _ in range(count):
            came = yield get()
            yield timeout(draw(1.0))
            total[0] += env.now - came

    env.process(arrivals())
    done = env.process(desk())
    began = time.process_time()
    env.run(done)
    return time.process_time() - began, count, total[0] / count


if __name__ == "__main__":
    model = {"line": run_line, "counted-line": run_counted_line, "mm1": run_mm1}[sys.argv[1]]
    print("%.6f %d %.6g" % model(int(sys.argv[2]), int(sys.argv[3])))
