# SPDX-License-Identifier: MIT
"""FASTSim 2 on the cars of data/cars/fastsim.csv and the cycles of data/cycles.

usage: fastsim_cars.py all          a table of results: test/car/fastsim_all.csv
       fastsim_cars.py time REPEAT  seconds for one CLTC-P of one car, each time anew: made, driven
"""

import csv
import logging
import pathlib
import sys
import time

import fastsim.cycle
import fastsim.simdrive
import fastsim.vehicle
import numpy

ROOT = pathlib.Path(__file__).resolve().parent.parent
CYCLES = ("udds", "hwfet", "us06", "wltc_3b", "cltc_p", "nedc")
UNITS = {"speed [m/s]": 1.0, "speed [km/h]": 1.0 / 3.6}


def cycle(name):
    with open(ROOT / "data/cycles" / (name.replace("_", "-") + ".csv")) as file:
        head, *rows = csv.reader(file)
    time_s = numpy.array([float(row[0]) for row in rows])
    speed = numpy.array([float(row[1]) for row in rows]) * UNITS[head[1]]
    level = numpy.zeros(len(rows))
    return fastsim.cycle.Cycle.from_dict(
        {"time_s": time_s, "mps": speed, "grade": level, "road_type": level, "name": name})


def driven(number, name):
    car = fastsim.vehicle.Vehicle.from_vehdb(int(number), to_rust=False)
    drive = fastsim.simdrive.SimDrive(cycle(name), car)
    drive.sim_drive()
    return car, drive


def print_all():
    with open(ROOT / "data/cars/fastsim.csv") as file:
        numbers = [row["selection"] for row in csv.DictReader(file)]
    print("selection,cycle,dist_mi,battery_wh_per_mi,soc1,trace_miss_dist_frac,"
          "trace_miss_speed_mps,veh_kg")
    for number in numbers:
        for name in CYCLES:
            car, drive = driven(number, name)
            figures = (sum(drive.dist_mi), 1000 * drive.battery_kwh_per_mi, drive.soc[-1],
                       drive.trace_miss_dist_frac, drive.trace_miss_speed_mps, car.veh_kg)
            print(number, name, *(repr(float(figure)) for figure in figures), sep=",")


def print_time(repeat):
    for _ in range(repeat):
        began = time.process_time()
        driven(43, "cltc_p")
        print(f"{time.process_time() - began:.6f}")


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    if sys.argv[1] == "time":
        print_time(int(sys.argv[2]))
    else:
        print_all()
