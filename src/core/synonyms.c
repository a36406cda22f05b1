// SPDX-License-Identifier: MIT

#include "core/synonyms.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct synonym {
    const char *key;   // that must be known where the word stands
    const char *here;  // how it is written
    const char *words; // parted by blanks, in small letters without `-`
} synonym;

// The first row whose key is known and that has the word is taken.
static const synonym synonyms[] = {
    // what fails
    {"after", "`after`", "mtbf mttf tbf ttf uptime timebetweenfailures timetofailure interval"},
    {"repair", "`repair`", "mttr ttr downtime repairtime timetorepair duration"},
    {"fails", "`fails: {after: exponential(4 h), repair: exponential(10 min)}`",
     "mtbf mttf mttr tbf ttf ttr failure failures breakdown breakdowns availability downtime "
     "uptime repair after repairtime"},
    {"takes", "`takes`", "duration time setuptime mttr"},
    {"maintain", "`maintain`", "maintenance pm servicing"},
    {"changeover", "`changeover`", "setup setups setuptime toolchange diechange"},
    // stations
    {"time", "`time`",
     "cycletime cycle ct takt takttime proctime processtime processingtime servicetime service "
     "delay duration worktime operationtime"},
    {"work", "`work`", "time proctime processtime processingtime"},
    {"takt", "`takt`", "cycletime cycle ct"},
    {"machines", "`machines`",
     "capacity servers channels parallel count quantity units number xdim places"},
    {"crew", "`crew`",
     "worker workers operator operators labor labour resource resources staff people team "
     "seize"},
    {"web-yield", "`web-yield`", "yield webyield"},
    {"first-time-through", "`first-time-through`, or `scrap` for what is lost",
     "yield firstpassyield firsttimeyield fpy fty rty rolledyield"},
    {"scrap", "`scrap`", "scraprate reject rejects rejectrate yield loss waste"},
    {"defects", "`defects`", "defectrate errors faults"},
    {"inspects", "`inspects`", "inspection inspect test check quality"},
    {"needs", "`needs`", "bom assembly components parts joins requires"},
    {"splits", "`splits`", "split disassembly separator"},
    {"batch", "`batch`", "batchsize lotsize lot"},
    {"queue", "`queue`", "discipline dispatching priority rule sequence inputbuffer"},
    {"order", "`order`", "discipline rule strategy sequence type"},
    {"energy", "`energy`", "power consumption"},
    {"learns", "`learns`", "learning ramp rampup learningcurve"},
    {"to", "`to`", "next successor successors out output goto target destination routing exit"},
    {"calendar", "`calendar`", "shift shifts schedule shiftcalendar hours availability"},
    {"counts", "`counts`", "counter count statistic"},
    // sources
    {"every", "`every`",
     "interarrival interarrivaltime interarrivals arrival arrivals arrivalrate interval rate "
     "creation generate time takt"},
    {"limit", "`limit`", "amount max maximum maxarrivals number count capacity"},
    {"first", "`first`", "start offset firstcreation"},
    {"part", "`part`", "mu entity entities agent item product kind type"},
    // buffers and conveyors
    {"holds", "`holds`",
     "capacity size max maximum maxsize length limit places slots content maxcontent"},
    {"least", "`least`",
     "dwell dwelltime mindwell minimum cooling ageing aging delay time mintime"},
    {"longest", "`longest`", "maxdwell shelflife maxtime timeout"},
    {"transfer", "`transfer`", "transfertime transport transporttime recoverytime"},
    {"starts-with", "`starts-with`", "initial init initiallevel initialcontent level content"},
    {"pitch", "`pitch`", "spacing gap distance"},
    {"length", "`length`", "capacity holds distance"},
    {"stations", "`stations`", "places machines n number count"},
    {"restart", "`restart`", "restarttime"},
    // crews, calendars, headcount
    {"people", "`people`", "size number count headcount capacity quantity amount workers"},
    {"skills", "`skills`", "services roles qualification"},
    {"absence", "`absence`", "absenteeism sickness sick"},
    {"breaks", "`breaks`", "pauses pause break"},
    {"stops", "`stops`", "shutdown shutdowns closures closed"},
    // clock
    {"until", "`until`", "end enddate stop to finish"},
    {"run", "`run`", "duration length time simtime simulationtime runlength runtime period"},
    {"start", "`start`", "date startdate begin from"},
    {"warm-up", "`warm-up`", "transient initialperiod statisticsstart"},
    {"replications", "`replications`", "reps runs observations n iterations samples"},
    {"seed", "`seed`", "randomseed rng random"},
    // kinds of steps
    {"station", "`station`",
     "server machine process processor workstation workcenter workcentre singleproc "
     "parallelproc service activity operation oven robot delay"},
    {"station", "`station` with `needs: {body: 1, pack: 1}`",
     "assembly assembler assemblystation combiner joiner match"},
    {"station", "`station` with `splits`",
     "disassembly dismantlestation separator split splitter unbatch"},
    {"buffer", "`buffer`", "queue store storage warehouse rack container sorter placebuffer"},
    {"conveyor", "`conveyor`", "belt track roller chain"},
    {"source", "`source`", "create arrive arrival generator entry input enter supply"},
    {"sink", "`sink`", "drain exit dispose end output leave ship destination"},
    {"moving-line", "`moving-line`", "movingassembly assemblyline flowline"},
    // laws
    {"exponential", "`exponential(60 s)`", "exp expo negexp expovariate poisson negativeexp"},
    {"normal", "`normal(60 s, 5 s)`", "norm gauss gaussian normalvariate"},
    {"lognormal", "`lognormal(60 s, cv 0.5)`", "logn lognorm lognormvariate"},
    {"triangular", "`triangular(50 s, 60 s, 90 s)`", "triang tria tri triangle"},
    {"uniform", "`uniform(50 s, 70 s)`", "unif uniformdiscr between"},
    {"weibull", "`weibull(2, 68 s)`", "weib weibullvariate"},
    {"gamma", "`gamma(60 s, cv 0.5)`", "gamm gammavariate"},
    {"pert", "`pert(50 s, 60 s, 90 s)`", "beta betapert"},
    {"table", "`table(10 s: 20 %, 12 s: 80 %)`", "empirical emp discrete disc demp cemp"},
    {"list", "`list(3 s, 1 s, 4 s)`", "trace replay sequence"},
    {"exponential", "the value alone, `60 s`", "const constant deterministic fixed"},
    // the top of a file
    {"gemba", "`gemba`", "version schema"},
    {"name", "`name`", "title model"},
    {"about", "`about`", "description comment"},
    {"clock", "`clock`", "simulation sim run settings experiment time horizon"},
    {"plant", "`plant`", "line lines layout stations process flow factory"},
    {"crews", "`crews`", "resources workers people staff labor labour operators teams"},
    {"calendars", "`calendars`", "shifts schedules shiftcalendar shiftcalendars"},
    {"parts", "`parts`", "products materials entities items mus variants kinds"},
    {"claims", "`claims`", "kpis goals targets requirements checks asserts"},
    {"scenarios", "`scenarios`", "experiments cases alternatives whatif"},
    {"include", "`include`", "import imports includes"},
    {"facts", "`facts`", "inputs parameters variables constants data"},
    // figures
    {"working", "`working`", "utilization utilisation busy processing utilised utilized"},
    {"starved", "`starved`", "idle waiting"},
    {"down", "`down`", "failed broken failure"},
    {"setup", "`setup`", "changeover"},
    {"time-in-system", "`time-in-system.mean`",
     "leadtime flowtime throughputtime sojourn sojourntime residence cycletime lifespan"},
    {"count", "`count per h`", "throughput rate output jph uph"},
    {"out", "`out per h`", "throughput rate output jph uph count"},
    {"level", "`level.mean`", "wip content queuelength queue occupancy length size"},
};
#define N_SYNONYMS ((int)(sizeof synonyms / sizeof synonyms[0]))

#define WORD_MAX 40

// Small letters and digits of a word; false when it is too long to be known.
static bool squeeze(const char *word, char out[WORD_MAX + 1])
{
    size_t n = 0;
    for (; *word && n < WORD_MAX; word++) {
        char c = *word;
        if (c != '-' && c != '_' && c != ' ') {
            out[n++] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        }
    }
    out[n] = '\0';
    return *word == '\0' && n > 0;
}

static bool has_word(const char *words, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = strstr(words, word); at; at = strstr(at + 1, word)) {
        bool begins = at == words || at[-1] == ' ';
        if (begins && (at[len] == ' ' || at[len] == '\0')) {
            return true;
        }
    }
    return false;
}

static bool is_key(const char *key, const char *const *keys, int n)
{
    for (int i = 0; i < n; i++) {
        if (keys[i] && strcmp(keys[i], key) == 0) {
            return true;
        }
    }
    return false;
}

const char *gm_synonym_find(const char *word, const char *const *keys, int n)
{
    char squeezed[WORD_MAX + 1];
    if (!squeeze(word, squeezed)) {
        return NULL;
    }
    for (int i = 0; i < N_SYNONYMS; i++) {
        const synonym *row = &synonyms[i];
        if (has_word(row->words, squeezed) && is_key(row->key, keys, n)) {
            return row->here;
        }
    }
    return NULL;
}
