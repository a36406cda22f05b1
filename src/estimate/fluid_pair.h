// SPDX-License-Identifier: MIT
//
// Two machines with a buffer between them, parts as a continuous flow: the exact answer.
//
// A machine works at its speed, fails after an exponential time of work and is repaired after an
// exponential time. One that is slowed down by the other fails as much less often, one that is
// held up does not fail at all (breakdowns by work). The first machine never runs dry, the second
// always gets rid of its parts. Level and states are a Markov process with a density that is a sum
// of two exponentials (one at equal speeds) and with masses at both ends: Wijngaard 1979, Gershwin
// and Schick 1980.

#ifndef GM_ESTIMATE_FLUID_PAIR_H
#define GM_ESTIMATE_FLUID_PAIR_H

// Speed in parts per unit of time; rates per unit of time.
typedef struct gm_fluid_machine {
    double speed;  // > 0
    double fail;   // per time of work at full speed, >= 0
    double repair; // > 0
} gm_fluid_machine;

typedef struct gm_fluid_pair {
    double rate;    // parts per unit of time
    double starved; // share of time in which the second is up and stands, the first being down
    double blocked; // share of time in which the first is up and stands, the second being down
    double level;   // mean parts in the buffer
} gm_fluid_pair;

// places >= 0 of the buffer, finite.
gm_fluid_pair gm_fluid_pair_solve(const gm_fluid_machine *first, const gm_fluid_machine *second,
                                  double places);

// The rate of one that nobody holds up.
double gm_fluid_machine_rate(const gm_fluid_machine *machine);

#endif
