// SPDX-License-Identifier: MIT
//
// The reference of the language and its JSON Schema, from the tables that read it.

#include "twin/model.h"
#include "twin/tables.h"

static const char intro[] =
    "# The model file\n"
    "\n"
    "A model is one YAML file, or several that include one another. This page is made from "
    "the\n"
    "tables that read it: what stands here is what the program takes.\n"
    "\n"
    "## A first model\n"
    "\n"
    "```yaml\n"
    "gemba: 1\n"
    "name: Two stations and a rack\n"
    "\n"
    "clock: {run: 30 d, warm-up: auto, replications: 20}\n"
    "\n"
    "plant:\n"
    "  line:                              # parts go down the list\n"
    "    - source: bodies                 # never runs dry unless it says `every:`\n"
    "    - station: weld\n"
    "      time: exponential(60 s)\n"
    "      fails: {after: exponential(4 h), by: work, repair: exponential(10 min)}\n"
    "    - buffer: rack\n"
    "      holds: 5\n"
    "    - station: seal\n"
    "      time: 52 s\n"
    "      crew: {sealers: 1}\n"
    "    - sink: out\n"
    "\n"
    "crews:\n"
    "  sealers: {people: 2, calendar: two-shift}\n"
    "\n"
    "claims:\n"
    "  - says: the line makes 1,000 bodies a day\n"
    "    measure: out per day\n"
    "    at least: 1000\n"
    "```\n"
    "\n"
    "## Values\n"
    "\n"
    "- A value has its unit: `52 s`, `4 h`, `0.1 m/s`, `20 kW`, `95 %`, `25 cars/h`. A "
    "missing\n"
    "  or wrong unit is a fault that says how to write it. Counted things may go without "
    "their\n"
    "  noun: `holds: 5` is `holds: 5 bodies`.\n"
    "- `d` is 24 h, `wk` 7 d, `mo` 365/12 d, `yr` 365 d.\n"
    "- Any number may carry where it comes from and how sure it is: `{value: 52 s, range: [48 "
    "s,\n"
    "  60 s], shape: pert, source: \"time study\", confidence: measured, year: 2025, note: "
    "..}`.\n"
    "  `range` is the least and the greatest credible value, and `shape` one of `pert` (the\n"
    "  default), `uniform`, `triangular`, `normal`, `lognormal`. `confidence` is `measured`,\n"
    "  `announced`, `estimate` or `unverified`. A law may too, `{value: exponential(60 s), "
    "range:\n"
    "  [50 s, 70 s]}`: the range is that of its mean.\n"
    "- Names are letters, digits, `-` and `_`. A name stands for one thing: no two lines, "
    "steps,\n"
    "  crews or calendars may share one.\n"
    "- Yes and no are `yes` and `no`. Anchors, aliases, tags and second documents of YAML are\n"
    "  not used. Text that holds `: ` stands in quotes. A law may stand anywhere without "
    "them,\n"
    "  `{es: lognormal(70 s, cv 0.1), rz: 60 s}`; only other YAML tools ask for quotes there.\n"
    "\n"
    "## Several files, scenarios and `--set`\n"
    "\n"
    "`include: [paint.yaml]` joins other files map by map; their paths are relative to the "
    "file\n"
    "that names them. The same key in two files is a fault, but for `claims`, which are put\n"
    "together, and for `gemba`, `name` and `about`, which each file says for itself.\n"
    "\n"
    "A scenario changes values by their paths, and so does the command line:\n"
    "`--set plant.weld.time=\"50 s\"`. Then the `defaults` of each kind of step are put in, "
    "then\n"
    "those of the language. `gemba show --resolved` prints the result with the origin of "
    "every\n"
    "value.\n"
    "\n";

void gm_model_write_reference(FILE *out)
{
    fputs(intro, out);
    gm_schema_write_markdown(&gm_table_model, out);
}

void gm_model_write_schema(FILE *out)
{
    gm_schema_write_json(&gm_table_model, "gemba model", out);
}
