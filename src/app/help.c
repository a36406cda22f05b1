// SPDX-License-Identifier: MIT

#include "app/help.h"

#include "app/options.h"
#include "gemba/version.h"

#include <stdio.h>
#include <string.h>

#define PATHS                                                                                  \
    "A PATH of --set is the keys and names on the way to a value, with dots between; the\n"    \
    "line of a step may be left out, and items of a list go by name or by number from 0:\n"    \
    "plant.weld.time, plant.rack.holds, crews.sealers.people, clock.run, claims.0.at least.\n" \
    "A VALUE is written as in a model file: \"50 s\", 5, \"exponential(4 h)\".\n"
#define MEASURES                                                                               \
    "A measure is <path>.<figure>[.<stat>][ per <unit>]: out per day, weld.oee,\n"             \
    "rack.level.mean. `gemba show MODEL --measures` lists those of a model.\n"

const gm_verb_help gm_verb_helps[] = {
    {"run", GM_VERB_RUN, "runs a model and answers its claims",
     "  gemba run bases/jinshan.yaml\n"
     "  gemba run bases/jinshan.yaml --scenario die-change-24h\n"
     "  gemba run line.yaml --set plant.weld.time=\"50 s\" --set plant.rack.holds=10\n"
     "  gemba run line.yaml --replications 50 --json > results.json\n"
     "  gemba run line.yaml --trace departures.csv\n",
     "Builds every part on the simulated clock, first prints the answer to each claim, then a\n"
     "table of the plant. While a verdict is open it adds replications, up to `clock: most`,\n"
     "unless -r says how many. A scenario is compared with the model as written.\n"
     "\n" PATHS "\n" MEASURES "\n"
     "Exit codes: 0 no claim fails or is open, 1 one is, 2 the model or the call is wrong,\n"
     "3 a run failed or its results could not be written, 130 interrupted.\n"},
    {"why", GM_VERB_WHY, "what binds: bottlenecks side by side and where the hours go",
     "  gemba why bases/jinshan.yaml\n"
     "  gemba why line.yaml --set plant.rack.holds=20\n"
     "  gemba why line.yaml --gradients\n"
     "  gemba why line.yaml --json > why.json\n",
     "Shows the bottleneck by four methods side by side, what one percent gives: faster work,\n"
     "rarer stops, shorter repairs, one place more; the states of each station, and the "
     "losses\n"
     "from the ideal rate to the net rate. What one percent gives comes with every run of the\n"
     "line engine that takes seconds; else --gradients asks for it, with two runs for each "
     "change.\n"
     "\n" PATHS "\n" MEASURES},
    {"report", GM_VERB_REPORT, "a run as one HTML page, without network",
     "  gemba report bases/jinshan.yaml\n"
     "  gemba report bases/jinshan.yaml -o jinshan.html --day 2029-05-14\n"
     "  gemba report line.yaml --set plant.rack.holds=30 -o wide.html\n"
     "  gemba report line.yaml --stations press,pack\n"
     "  gemba report line.yaml --figure waterfall -o losses.svg\n",
     "Runs the model as `gemba run` does, and writes a page that needs nothing else: verdicts "
     "in\n"
     "plain words, what each rests on, what binds, output against target, losses by shop, the\n"
     "way of the parts, states and a day of every station, people, every input with its "
     "source,\n"
     "and how to make it again. Each figure has its numbers in a table. Without -o it goes "
     "into\n"
     "this folder, under the name of the model.\n"
     "\n" PATHS "\n"
     "Exit codes: 0 written, whatever the verdicts; 2 the model or the call is wrong, 3 a run\n"
     "failed or the page could not be written, 130 interrupted: the page has what was done.\n"},
    {"balance", GM_VERB_BALANCE, "who does which task at which station of a line",
     "  gemba balance line.yaml\n"
     "  gemba balance line.yaml --takt \"65 s, 90 s, 130 s\"\n"
     "  gemba balance line.yaml --people 60\n"
     "  gemba balance line.yaml --json > balance.json\n",
     "Balances the moving lines of a model that list `tasks:`: the load of every person "
     "against\n"
     "the takt, and how far the result may be from the best. With several takts a row for "
     "each.\n"
     "\n" PATHS},
    {"sequence", GM_VERB_SEQUENCE, "in which sequence a source lays its orders out",
     "  gemba sequence line.yaml\n"
     "  gemba sequence line.yaml --set plant.bodies.sequence.over=480\n"
     "  gemba sequence line.yaml --json > sequence.json\n",
     "Lays out the orders of the sources that say `by:` in their `sequence:`: as many of each\n"
     "variant as the shares ask for, or those of each period of a plan, with the breaches of "
     "every\n"
     "rule of spacing, how many there must be, how even variants and options are used, and how "
     "often\n"
     "the family changes.\n"
     "\n" PATHS},
    {"fit", GM_VERB_FIT, "laws fitted to a column of a table",
     "  gemba fit times.csv --column weld --unit s\n"
     "  gemba fit stops.csv --column minutes --where station=weld --by cause\n"
     "  gemba fit runs.csv --column hours --ended failed --law weibull\n"
     "  gemba fit shop.sqlite --table visits --column time --svg weld.svg\n"
     "  gemba fit times.csv --column weld --write line.yaml --at plant.weld.time\n",
     "Fits the laws of the language to a column by maximum likelihood, and says which is best\n"
     "(AICc), how well it fits (Kolmogorov-Smirnov, Anderson-Darling), which values lie too "
     "far\n"
     "from the others, and whether there seem to be two causes. The last line is the law as a\n"
     "model takes it. TABLE is CSV (`,` `;` or tab, `-` for standard input) or a database of\n"
     "SQLite. --write changes that one value of the model and no other byte.\n"},
    {"import", GM_VERB_IMPORT, "a first model from a log of the shop floor",
     "  gemba import log.csv -o line.yaml\n"
     "  gemba import scans.csv --dates d/m/y -o line.yaml\n"
     "  gemba import shop.sqlite --table visits -o line.yaml\n"
     "  gemba run line.yaml --log log.csv\n",
     "Reads who was where from when to when (columns part, station, time in, time out; and "
     "state,\n"
     "machine, variant where there are) and writes a model that runs: stations in the order "
     "of\n"
     "the parts, machines, laws of work and stops, stores, ways with their shares, variants. "
     "What\n"
     "each guess rests on stands beside it. Rows that cannot be used are told and left out.\n"
     "`gemba run --log` writes such a log.\n"},
    {"compare", GM_VERB_COMPARE, "two models: what they say differently, and what that does",
     "  gemba compare now.yaml then.yaml\n"
     "  gemba compare now.yaml then.yaml --set plant.weld.time=\"50 s\"\n"
     "  gemba compare now.yaml then.yaml -r 50 --json > changes.json\n",
     "Prints every value in which the models differ, with all defaults filled in, then runs "
     "both\n"
     "with the same random numbers and prints claims and counters with the interval of their\n"
     "difference, pair by pair. --scenario, --set and --seed go for both.\n"
     "\n" PATHS},
    {"sweep", GM_VERB_SWEEP, "a model at many values, into one SQLite file and CSV",
     "  gemba sweep line.yaml --vary plant.rack.holds=1,2,5,10\n"
     "  gemba sweep line.yaml --vary \"plant.weld.time=40 s..60 s step 5 s\" --svg weld.svg\n"
     "  gemba sweep line.yaml --vary \"plant.weld.time=40 s..60 s\" --vary "
     "plant.rack.holds=1..20 \\\n"
     "      --points 128 -r 20 --csv points.csv\n"
     "  gemba sweep line.yaml --vary scenario=none,slower --measure \"out per day\"\n"
     "  gemba sweep line.yaml --vary plant.rack.holds=1,2,5,10 --resume\n",
     "Runs the model at every combination of the values, or at points drawn to fill the "
     "ranges:\n"
     "a Sobol sequence, or a Latin hypercube. Between values stand commas; a range is 40 s..60 "
     "s,\n"
     "with `step` a list of levels; whole numbers stay whole. All points meet the same random\n"
     "numbers. Each is saved when it is done: what was killed or interrupted goes on with the "
     "same\n"
     "words and --resume. A file that is there is never overwritten. Without -o the results "
     "go\n"
     "into this folder, under the name of the model.\n"
     "\n" PATHS "\n" MEASURES "\n"
     "Exit codes: 0 all points are done, 2 the model or the call is wrong, 3 a point failed, "
     "as its\n"
     "row says, or the results could not be written, 130 interrupted.\n"},
    {"optimize", GM_VERB_OPTIMIZE, "the best places, machines, times or crews for a budget",
     "  gemba optimize line.yaml --places 20\n"
     "  gemba optimize line.yaml --choose plant.weld.machines=1..3 \\\n"
     "      --cost plant.weld.machines=120000 --choose crews.sealers.people=1..6 \\\n"
     "      --cost crews.sealers.people=90000 --spend 400000\n"
     "  gemba optimize line.yaml --choose \"plant.weld.time=60 s..50 s step 1 s\" \\\n"
     "      --cost plant.weld.time=20000 --reach 70/h\n",
     "Shares N places between the buffers of a model, or chooses values of settings, so that "
     "a\n"
     "measure is most (or least) within a budget; with --reach the cheapest that reaches it.\n"
     "Up to 200 points are all compared; of more a search picks candidates. The answer says "
     "how\n"
     "near the first is to the best of those compared, with a probability of 95 %, and how to\n"
     "use it. -r says over how many replications points are compared first.\n"
     "\n"
     "The first value of a choice is free, each further one costs AMOUNT more; or amounts for\n"
     "all of them with commas between. A buffer keeps at least one place; the queue of a "
     "station\n"
     "may have none.\n"
     "\n" PATHS "\n" MEASURES "\n"
     "Exit codes: 0 an answer, also one that cannot say which is best; 2 the model or the call "
     "is\n"
     "wrong, 3 a run failed, 130 interrupted: the best so far is printed.\n"},
    {"cell", GM_VERB_CELL, "a cell by its physics: discharges, fast charges, what binds",
     "  gemba cell data/cells/chen-2020.yaml\n"
     "  gemba cell data/cells/chen-2020.yaml --set cell.positive.thickness=\"60 um\"\n"
     "  gemba cell examples/15-fast-charge.yaml --only fast --svg fast.svg\n"
     "  gemba cell cell.yaml --set charges.fast.temperature=\"45 degC\"\n"
     "  gemba cell cell.yaml --json > cell.json\n"
     "  gemba cell data/cells/measured/ecker-2015.yaml --fit --svg fit.svg\n",
     "Answers what the sections `charges:` and `experiments:` of a model ask of its `cell:`: "
     "how\n"
     "fast it may be charged and what binds when, what voltage, heat and temperature a test\n"
     "gives. A cell that has them is told by its `design:`, `life:` and `cost:` too: masses,\n"
     "sheets, years to 80 %, money by material and by process step. A file that asks for\n"
     "nothing is discharged at 1C. --svg draws all of them over time, --only leaves one.\n"
     "docs/cell.md tells how to write a cell and what to ask of it.\n"
     "--fit looks for the values that `fits:` names, in measured curves and charging "
     "sessions;\n"
     "--write puts them into a model file (docs/cell-fit.md).\n"
     "\n" PATHS "\n"
     "Exit codes: 0 answered, 1 a claim about the cell fails or is open, 2 the model or the\n"
     "call is wrong, 3 a step of an experiment could not be done: what was done before it is\n"
     "told.\n"},
    {"car", GM_VERB_CAR, "a battery car on its cycles: consumption, range, where energy goes",
     "  gemba car examples/18-car.yaml\n"
     "  gemba car examples/18-car.yaml --set drives.winter.temperature=\"-15 degC\"\n"
     "  gemba car car.yaml --json > car.json\n"
     "  gemba car data/cars/fastsim.csv\n",
     "Drives the `car:` of a model through what its `drives:` ask for: cycles by name "
     "(CLTC-P,\n"
     "WLTC-3b, UDDS, HWFET, US06, NEDC), tables of speeds, steady speeds, once or until the\n"
     "pack is empty. A file that asks for nothing is driven through each cycle once, and "
     "until\n"
     "it is empty through CLTC-P. Energies are those out of the pack, not of the plug.\n"
     "A table of vehicles of FASTSim 2 (its columns, a vehicle a row) is driven as that does,\n"
     "equation by equation.\n"
     "\n" PATHS "\n"
     "Exit codes: 0 answered, 2 the model or the call is wrong.\n"},
    {"check", GM_VERB_CHECK, "reads a model, reports every fault at once, runs nothing",
     "  gemba check line.yaml\n"
     "  gemba check line.yaml --scenario slower\n"
     "  gemba check line.yaml --json\n",
     "Each fault has its file:line:col, the line, and how to write it. Exit code 0 when there\n"
     "is none, 2 when there is one. Every scenario is read too, each by itself; with "
     "--scenario\n"
     "only that one.\n"
     "\n" PATHS "\n" MEASURES},
    {"show", GM_VERB_SHOW, "explains a model; --resolved, --measures",
     "  gemba show line.yaml\n"
     "  gemba show line.yaml --measures\n"
     "  gemba show line.yaml --resolved --scenario slower\n",
     "Prints the lines of a model with their steps, its scenarios and its inputs with a "
     "source.\n"
     "--resolved prints the whole model with everything filled in, as YAML\n"
     "or with --json as JSON, and where each value comes from.\n"
     "\n" PATHS "\n" MEASURES},
    {"schema", GM_VERB_SCHEMA, "JSON Schema of model files, for editors; --reference: in words",
     "  gemba schema > gemba.schema.json\n"
     "  gemba schema --reference > modeling.md\n",
     "An editor that knows YAML takes the schema by a first line in the model file:\n"
     "# yaml-language-server: $schema=gemba.schema.json\n"},
    {0},
};

static void print_option(const gm_option_row *row)
{
    char text[40];
    char letter[8] = "";
    if (row->letter) {
        snprintf(letter, sizeof letter, "-%c, ", row->letter);
    }
    snprintf(text, sizeof text, "%s--%s%s%s", letter, row->name, row->value ? " " : "",
             row->value ? row->value : "");
    printf("  %-22s  %s\n", text, row->says);
}

static void print_options(unsigned verbs)
{
    puts("options:");
    for (const gm_option_row *row = gm_option_rows; row->name; row++) {
        bool is_for_program = strcmp(row->name, "version") == 0;
        if ((row->verbs & verbs) && !(is_for_program && verbs != ~0u)) {
            print_option(row);
        }
    }
}

void gm_help_program(void)
{
    puts("gemba " GM_VERSION ": a digital twin of electric-car and battery production bases\n"
         "\n"
         "  gemba run bases/jinshan.yaml                       answers first, then the plant\n"
         "  gemba run bases/jinshan.yaml --scenario die-change-24h\n"
         "  gemba run line.yaml --set plant.weld.time=\"50 s\"   another value for one run\n"
         "  gemba why bases/jinshan.yaml                       what binds, and where the hours "
         "go\n"
         "  gemba balance line.yaml --takt \"65 s, 130 s\"       stations and people for a "
         "takt\n"
         "  gemba report bases/jinshan.yaml -o jinshan.html    a page to look at and to send\n"
         "  gemba cell examples/15-fast-charge.yaml            how fast a cell charges, and "
         "what binds\n"
         "  gemba check line.yaml                              all faults at once, runs "
         "nothing\n"
         "  gemba show line.yaml --measures                    what claims can measure\n"
         "  gemba run --help                                   more about a verb\n"
         "\n"
         "verbs:");
    for (const gm_verb_help *verb = gm_verb_helps; verb->word; verb++) {
        printf("  %-8s %s\n", verb->word, verb->says);
    }
    putchar('\n');
    print_options(~0u);
    puts(
        "\n"
        "exit codes: 0 no claim fails or is open, 1 one is, 2 the model or the call is wrong,\n"
        "3 a run failed, 130 interrupted with what was finished kept");
}

void gm_help_verb(const gm_verb_help *verb)
{
    printf("gemba %s%s: %s\n\n%s\n", verb->word,
           verb->bit == GM_VERB_SCHEMA    ? ""
           : verb->bit == GM_VERB_COMPARE ? " MODEL MODEL"
           : verb->bit == GM_VERB_FIT     ? " TABLE --column NAME"
           : verb->bit == GM_VERB_IMPORT  ? " LOG"
                                          : " MODEL",
           verb->says, verb->examples);
    print_options(verb->bit);
    printf("\n%s", verb->more);
}

const char *gm_help_verbs(unsigned verbs, char *buf, size_t size)
{
    size_t used = 0;
    int left = 0;
    for (const gm_verb_help *verb = gm_verb_helps; verb->word; verb++) {
        left += (verb->bit & verbs) != 0;
    }
    buf[0] = '\0';
    for (const gm_verb_help *verb = gm_verb_helps; verb->word; verb++) {
        if (verb->bit & verbs) {
            left -= 1;
            const char *gap = left > 1 ? ", " : left == 1 ? " and " : "";
            snprintf(buf + used, size - used, "`%s`%s", verb->word, gap);
            used = strlen(buf);
        }
    }
    return buf;
}
