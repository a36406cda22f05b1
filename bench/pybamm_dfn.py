# SPDX-License-Identifier: MIT
"""The Doyle-Fuller-Newman model of PyBaMM: an hour at 1C of its parameter set Marquis2019.

usage: pybamm_dfn.py time REPEAT       seconds of processor time, each time anew: building the model
                                       (equations, mesh, discretisation, the solver's set-up), solving it
       pybamm_dfn.py voltage CELLS S [RELATIVE]
                                       time and voltage every S seconds
       pybamm_dfn.py limit             the same every 60 s, where more cells would bring it: a table for
                                       test/cell
       pybamm_dfn.py starved C CELLS SHELLS
                                       seconds at C times the capacity of an LG M50 until 2.5 V, where salt
                                       runs out: figures of test_cell_hard.c

IDAKLUSolver with its own tolerances unless RELATIVE says so; CELLS (20, its own number) in each region and
in each particle. What is built once is solved many times, so that both are told apart.
"""

import os
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ["PYBAMM_DISABLE_TELEMETRY"] = "true"

import numpy  # noqa: E402
import pybamm  # noqa: E402

HOUR_S = 3600


def simulation(cells, relative=None):
    solver = (pybamm.IDAKLUSolver(rtol=relative, atol=relative / 100) if relative
              else pybamm.IDAKLUSolver())
    points = {place: cells for place in ("x_n", "x_s", "x_p", "r_n", "r_p")}
    return pybamm.Simulation(pybamm.lithium_ion.DFN(), var_pts=points, solver=solver,
                             parameter_values=pybamm.ParameterValues("Marquis2019"))


def timed(work):
    began = time.process_time()
    done = work()
    return time.process_time() - began, done


def measure(repeat):
    for _ in range(repeat):
        build_s, sim = timed(lambda: simulation(20))
        first_s, _ = timed(lambda: sim.solve([0, HOUR_S]))
        solve_s, _ = timed(lambda: sim.solve([0, HOUR_S]))
        # What the first solution takes longer is the building that it sets off.
        print(f"{build_s + first_s - solve_s:.6f} {solve_s:.6f}")


def voltage(cells, every_s, relative=None):
    times = numpy.arange(0, HOUR_S + 1, every_s)
    return times, simulation(cells, relative).solve([0, HOUR_S])["Voltage [V]"](times)


def print_limit():
    """Its voltage with n cells is off by C/n: it falls by 253, 129, 65 uV to 40, 80, 160 of them."""
    times, coarse = voltage(80, 60, 1e-8)
    _, fine = voltage(160, 60, 1e-8)
    print("t_s,V")
    for t, a, b in zip(times, coarse, fine):
        print(f"{t:g},{2 * b - a:.7f}")


def starved(rate, cells, shells):
    """Chen2020 from full, without PyBaMM's floors of 10 and of 1 mol/m3 under D_e, kappa and j0."""
    for floored in ("D_e__c_e", "kappa_e__c_e", "j0__c_e"):
        pybamm.settings.tolerances[floored] = 1e-4
    values = pybamm.ParameterValues("Chen2020")
    values.set_initial_state(1.0)
    values["Current function [A]"] = rate * 5.153
    points = {place: cells for place in ("x_n", "x_s", "x_p")} | {"r_n": shells, "r_p": shells}
    sim = pybamm.Simulation(pybamm.lithium_ion.DFN(), var_pts=points, parameter_values=values,
                            solver=pybamm.IDAKLUSolver(rtol=1e-6, atol=1e-8))
    return sim.solve([0, HOUR_S / rate])["Time [s]"].entries[-1]


if __name__ == "__main__":
    verb, numbers = sys.argv[1], sys.argv[2:]
    if verb == "time":
        measure(int(numbers[0]))
    elif verb == "voltage":
        for row in zip(*voltage(int(numbers[0]), float(numbers[1]), *map(float, numbers[2:]))):
            print("%.9g %.9g" % row)
    elif verb == "starved":
        print(f"{starved(float(numbers[0]), int(numbers[1]), int(numbers[2])):.3f}")
    else:
        print_limit()
