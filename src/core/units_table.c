// SPDX-License-Identifier: MIT
//
// SI and its prefixes after the SI Brochure (BIPM, 9th edition); mile and inch are exact (1959).

#include "core/units_table.h"

// Exponents in the order of gm_axis: s m kg A K mol count CNY USD EUR JPY.
#define NUMBER                                                                                 \
    {                                                                                          \
        {                                                                                      \
            0                                                                                  \
        }                                                                                      \
    }
#define TIME                                                                                   \
    {                                                                                          \
        {                                                                                      \
            1                                                                                  \
        }                                                                                      \
    }
#define RATE                                                                                   \
    {                                                                                          \
        {                                                                                      \
            -1                                                                                 \
        }                                                                                      \
    }
#define LENGTH                                                                                 \
    {                                                                                          \
        {                                                                                      \
            0, 1                                                                               \
        }                                                                                      \
    }
#define AREA                                                                                   \
    {                                                                                          \
        {                                                                                      \
            0, 2                                                                               \
        }                                                                                      \
    }
#define VOLUME                                                                                 \
    {                                                                                          \
        {                                                                                      \
            0, 3                                                                               \
        }                                                                                      \
    }
#define MASS                                                                                   \
    {                                                                                          \
        {                                                                                      \
            0, 0, 1                                                                            \
        }                                                                                      \
    }
#define CURRENT                                                                                \
    {                                                                                          \
        {                                                                                      \
            0, 0, 0, 1                                                                         \
        }                                                                                      \
    }
#define TEMPERATURE                                                                            \
    {                                                                                          \
        {                                                                                      \
            0, 0, 0, 0, 1                                                                      \
        }                                                                                      \
    }
#define AMOUNT                                                                                 \
    {                                                                                          \
        {                                                                                      \
            0, 0, 0, 0, 0, 1                                                                   \
        }                                                                                      \
    }
#define COUNT                                                                                  \
    {                                                                                          \
        {                                                                                      \
            0, 0, 0, 0, 0, 0, 1                                                                \
        }                                                                                      \
    }
#define CNY                                                                                    \
    {                                                                                          \
        {                                                                                      \
            0, 0, 0, 0, 0, 0, 0, 1                                                             \
        }                                                                                      \
    }
#define USD                                                                                    \
    {                                                                                          \
        {                                                                                      \
            0, 0, 0, 0, 0, 0, 0, 0, 1                                                          \
        }                                                                                      \
    }
#define EUR                                                                                    \
    {                                                                                          \
        {                                                                                      \
            0, 0, 0, 0, 0, 0, 0, 0, 0, 1                                                       \
        }                                                                                      \
    }
#define JPY                                                                                    \
    {                                                                                          \
        {                                                                                      \
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1                                                    \
        }                                                                                      \
    }
#define SPEED                                                                                  \
    {                                                                                          \
        {                                                                                      \
            -1, 1                                                                              \
        }                                                                                      \
    }
#define ACCELERATION                                                                           \
    {                                                                                          \
        {                                                                                      \
            -2, 1                                                                              \
        }                                                                                      \
    }
#define FORCE                                                                                  \
    {                                                                                          \
        {                                                                                      \
            -2, 1, 1                                                                           \
        }                                                                                      \
    }
#define PRESSURE                                                                               \
    {                                                                                          \
        {                                                                                      \
            -2, -1, 1                                                                          \
        }                                                                                      \
    }
#define ENERGY                                                                                 \
    {                                                                                          \
        {                                                                                      \
            -2, 2, 1                                                                           \
        }                                                                                      \
    }
#define POWER                                                                                  \
    {                                                                                          \
        {                                                                                      \
            -3, 2, 1                                                                           \
        }                                                                                      \
    }
#define CHARGE                                                                                 \
    {                                                                                          \
        {                                                                                      \
            1, 0, 0, 1                                                                         \
        }                                                                                      \
    }
#define VOLTAGE                                                                                \
    {                                                                                          \
        {                                                                                      \
            -3, 2, 1, -1                                                                       \
        }                                                                                      \
    }
#define RESISTANCE                                                                             \
    {                                                                                          \
        {                                                                                      \
            -3, 2, 1, -2                                                                       \
        }                                                                                      \
    }
#define CONDUCTANCE                                                                            \
    {                                                                                          \
        {                                                                                      \
            3, -2, -1, 2                                                                       \
        }                                                                                      \
    }
#define CAPACITANCE                                                                            \
    {                                                                                          \
        {                                                                                      \
            4, -2, -1, 2                                                                       \
        }                                                                                      \
    }
#define CONCENTRATION                                                                          \
    {                                                                                          \
        {                                                                                      \
            0, -3, 0, 0, 0, 1                                                                  \
        }                                                                                      \
    }

#define HOUR 3600.0
#define DAY  86400.0
#define PI   3.14159265358979323846

const gm_unit gm_units[] = {
    {"%", 0.01, NUMBER},
    {"ppm", 1e-6, NUMBER},
    {"rad", 1.0, NUMBER},
    {"deg", PI / 180.0, NUMBER},
    {"thousand", 1e3, NUMBER},
    {"million", 1e6, NUMBER},
    {"billion", 1e9, NUMBER},
    {"s", 1.0, TIME},
    {"ms", 1e-3, TIME},
    {"us", 1e-6, TIME},
    {"µs", 1e-6, TIME},
    {"min", 60.0, TIME},
    {"h", HOUR, TIME},
    {"d", DAY, TIME},
    {"wk", 7.0 * DAY, TIME},
    {"mo", 365.0 / 12.0 * DAY, TIME},
    {"yr", 365.0 * DAY, TIME},
    {"Hz", 1.0, RATE},
    {"kHz", 1e3, RATE},
    {"MHz", 1e6, RATE},
    {"rpm", 1.0 / 60.0, RATE},
    {"C", 1.0 / HOUR, RATE},
    {"m", 1.0, LENGTH},
    {"km", 1e3, LENGTH},
    {"dm", 0.1, LENGTH},
    {"cm", 1e-2, LENGTH},
    {"mm", 1e-3, LENGTH},
    {"um", 1e-6, LENGTH},
    {"µm", 1e-6, LENGTH},
    {"nm", 1e-9, LENGTH},
    {"mi", 1609.344, LENGTH},
    {"in", 0.0254, LENGTH},
    {"ha", 1e4, AREA},
    {"L", 1e-3, VOLUME},
    {"l", 1e-3, VOLUME},
    {"mL", 1e-6, VOLUME},
    {"ml", 1e-6, VOLUME},
    {"kg", 1.0, MASS},
    {"g", 1e-3, MASS},
    {"mg", 1e-6, MASS},
    {"t", 1e3, MASS},
    {"kt", 1e6, MASS},
    {"Mt", 1e9, MASS},
    {"A", 1.0, CURRENT},
    {"mA", 1e-3, CURRENT},
    {"kA", 1e3, CURRENT},
    {"K", 1.0, TEMPERATURE},
    {"degC", 1.0, TEMPERATURE},
    {"°C", 1.0, TEMPERATURE},
    {"mol", 1.0, AMOUNT},
    {"mmol", 1e-3, AMOUNT},
    {"kmol", 1e3, AMOUNT},

    {"N", 1.0, FORCE},
    {"kN", 1e3, FORCE},
    {"MN", 1e6, FORCE},
    {"Pa", 1.0, PRESSURE},
    {"kPa", 1e3, PRESSURE},
    {"MPa", 1e6, PRESSURE},
    {"GPa", 1e9, PRESSURE},
    {"bar", 1e5, PRESSURE},
    {"mbar", 1e2, PRESSURE},
    {"J", 1.0, ENERGY},
    {"kJ", 1e3, ENERGY},
    {"MJ", 1e6, ENERGY},
    {"GJ", 1e9, ENERGY},
    {"TJ", 1e12, ENERGY},
    {"mWh", 3.6, ENERGY},
    {"Wh", HOUR, ENERGY},
    {"kWh", 1e3 * HOUR, ENERGY},
    {"MWh", 1e6 * HOUR, ENERGY},
    {"GWh", 1e9 * HOUR, ENERGY},
    {"TWh", 1e12 * HOUR, ENERGY},
    {"mW", 1e-3, POWER},
    {"W", 1.0, POWER},
    {"kW", 1e3, POWER},
    {"MW", 1e6, POWER},
    {"GW", 1e9, POWER},
    {"Ah", HOUR, CHARGE},
    {"mAh", 3.6, CHARGE},
    {"kAh", 1e3 * HOUR, CHARGE},
    {"V", 1.0, VOLTAGE},
    {"mV", 1e-3, VOLTAGE},
    {"kV", 1e3, VOLTAGE},
    {"ohm", 1.0, RESISTANCE},
    {"mohm", 1e-3, RESISTANCE},
    {"uohm", 1e-6, RESISTANCE},
    {"Ω", 1.0, RESISTANCE},
    {"mΩ", 1e-3, RESISTANCE},
    {"S", 1.0, CONDUCTANCE},
    {"mS", 1e-3, CONDUCTANCE},
    {"F", 1.0, CAPACITANCE},
    {"CNY", 1.0, CNY},
    {"kCNY", 1e3, CNY},
    {"MCNY", 1e6, CNY},
    {"GCNY", 1e9, CNY},
    {"USD", 1.0, USD},
    {"kUSD", 1e3, USD},
    {"MUSD", 1e6, USD},
    {"GUSD", 1e9, USD},
    {"EUR", 1.0, EUR},
    {"kEUR", 1e3, EUR},
    {"MEUR", 1e6, EUR},
    {"GEUR", 1e9, EUR},
    {"JPY", 1.0, JPY},
    {"kJPY", 1e3, JPY},
    {"MJPY", 1e6, JPY},
    {"GJPY", 1e9, JPY},
};
const int gm_n_units = (int)(sizeof gm_units / sizeof gm_units[0]);

const gm_noun gm_nouns[] = {
    {"batch", "batches"},
    {"body", "bodies"},
    {"box", "boxes"},
    {"buffer", "buffers"},
    {"car", "cars"},
    {"carrier", "carriers"},
    {"casting", "castings"},
    {"cell", "cells"},
    {"channel", "channels"},
    {"charge", "charges"},
    {"charger", "chargers"},
    {"coil", "coils"},
    {"container", "containers"},
    {"crew", "crews"},
    {"customer", "customers"},
    {"cycle", "cycles"},
    {"defect", "defects"},
    {"die", "dies"},
    {"door", "doors"},
    {"electrode", "electrodes"},
    {"event", "events"},
    {"failure", "failures"},
    {"frame", "frames"},
    {"hood", "hoods"},
    {"item", "items"},
    {"job", "jobs"},
    {"kit", "kits"},
    {"line", "lines"},
    {"lot", "lots"},
    {"machine", "machines"},
    {"module", "modules"},
    {"motor", "motors"},
    {"order", "orders"},
    {"pack", "packs"},
    {"pallet", "pallets"},
    {"panel", "panels"},
    {"part", "parts"},
    {"person", "people"},
    {"piece", "pieces"},
    {"place", "places"},
    {"plant", "plants"},
    {"post", "posts"},
    {"product", "products"},
    {"rack", "racks"},
    {"robot", "robots"},
    {"roll", "rolls"},
    {"seat", "seats"},
    {"session", "sessions"},
    {"sheet", "sheets"},
    {"shift", "shifts"},
    {"ship", "ships"},
    {"shot", "shots"},
    {"skid", "skids"},
    {"slot", "slots"},
    {"spot", "spots"},
    {"stack", "stacks"},
    {"stamping", "stampings"},
    {"station", "stations"},
    {"stroke", "strokes"},
    {"thing", "things"},
    {"tool", "tools"},
    {"train", "trains"},
    {"tray", "trays"},
    {"trip", "trips"},
    {"truck", "trucks"},
    {"unit", "units"},
    {"vehicle", "vehicles"},
    {"weld", "welds"},
    {"wheel", "wheels"},
    {"worker", "workers"},
};
const int gm_n_nouns = (int)(sizeof gm_nouns / sizeof gm_nouns[0]);

const gm_dim_name gm_dim_names[] = {
    {NUMBER, "a number", "`0.95`, `95 %`"},
    {TIME, "a time", "`52 s`, `4 h`"},
    {RATE, "a rate", "`60 /h`, `2 C`"},
    {LENGTH, "a length", "`4.8 m`, `1200 km`"},
    {AREA, "an area", "`2.6 m2`, `480 cm2`"},
    {VOLUME, "a volume", "`0.5 m3`, `20 L`"},
    {MASS, "a mass", "`80 kg`, `2 t`"},
    {CURRENT, "a current", "`500 A`"},
    {TEMPERATURE, "a temperature", "`25 degC`, `298 K`"},
    {AMOUNT, "an amount of substance", "`2 mol`"},
    {COUNT, "a count", "`12`, `12 parts`"},
    {CNY, "an amount of CNY", "`300000 CNY`, `1.2 MCNY`"},
    {USD, "an amount of USD", "`40000 USD`, `1.2 MUSD`"},
    {EUR, "an amount of EUR", "`40000 EUR`, `1.2 MEUR`"},
    {JPY, "an amount of JPY", "`6000000 JPY`, `6 MJPY`"},
    {SPEED, "a speed", "`0.1 m/s`, `6 m/min`"},
    {ACCELERATION, "an acceleration", "`1.5 m/s2`"},
    {FORCE, "a force", "`6100 kN`"},
    {PRESSURE, "a pressure", "`3 bar`, `5 MPa`"},
    {ENERGY, "an energy", "`135 kWh`, `60 Wh`"},
    {POWER, "a power", "`250 kW`"},
    {CHARGE, "an electric charge", "`4 Ah`"},
    {VOLTAGE, "a voltage", "`800 V`"},
    {RESISTANCE, "a resistance", "`1.2 mohm`"},
    {CONDUCTANCE, "a conductance", "`2 S`"},
    {CAPACITANCE, "a capacitance", "`1 F`"},
    {CONCENTRATION, "a concentration", "`1000 mol/m3`"},
    {{{-1, 0, 0, 0, 0, 0, 1}}, "a rate of things", "`100000 cars/yr`, `60 /h`"},
    {{{1, 0, 0, 0, 0, 0, -1}}, "a time per thing", "`90 s/car`"},
    {{{-2, 1, 1}}, "an energy per length", "`12 kWh/100 km`"},
    {{{-2, 2}}, "an energy per mass", "`255 Wh/kg`"},
    {{{-2, -1, 1}}, "an energy per volume", "`700 Wh/L`"},
    {{{-2, 2, 1, 0, 0, 0, -1}}, "an energy per thing", "`1.2 MWh/car`"},
    {{{0, 0, 1, 0, 0, 0, -1}}, "a mass per thing", "`80 kg/car`"},
    {{{-1, 0, 1}}, "a mass per time", "`10500 t/yr`"},
    {{{0, -3, 1}}, "a density", "`2700 kg/m3`"},
    {{{-1, 2}}, "a diffusivity", "`1e-14 m2/s`"},
    {{{-2, 2, 0, 0, -1}}, "a specific heat", "`1000 J/(kg K)`"},
    {{{-3, 2, 1, 0, -1}}, "a thermal conductance", "`500 W/K`"},
    {{{-1, 0, 0, 0, 0, 0, 0, 1}}, "CNY per time", "`65 CNY/h`"},
    {{{2, -2, -1, 0, 0, 0, 0, 1}}, "CNY per energy", "`600 CNY/kWh`"},
    {{{0, 0, -1, 0, 0, 0, 0, 1}}, "CNY per mass", "`20 CNY/kg`"},
    {{{0, 0, 0, 0, 0, 0, -1, 1}}, "CNY per thing", "`12000 CNY/car`"},
};
const int gm_n_dim_names = (int)(sizeof gm_dim_names / sizeof gm_dim_names[0]);

const gm_unit_choice gm_unit_choices[] = {
    {TIME, 0.0, "us"},
    {TIME, 1e-3, "ms"},
    {TIME, 1.0, "s"},
    {TIME, 120.0, "min"},
    {TIME, 2.0 * HOUR, "h"},
    {TIME, 3.0 * DAY, "d"},
    {TIME, 730.0 * DAY, "yr"},
    {RATE, 0.0, "/yr"},
    {RATE, 1.0 / DAY, "/d"},
    {RATE, 1.0 / HOUR, "/h"},
    {RATE, 1.0, "/s"},
    {LENGTH, 0.0, "um"},
    {LENGTH, 1e-3, "mm"},
    {LENGTH, 1.0, "m"},
    {LENGTH, 1e4, "km"},
    {AREA, 0.0, "cm2"},
    {AREA, 0.1, "m2"},
    {VOLUME, 0.0, "L"},
    {VOLUME, 1.0, "m3"},
    {MASS, 0.0, "g"},
    {MASS, 1.0, "kg"},
    {MASS, 1e4, "t"},
    {CURRENT, 0.0, "mA"},
    {CURRENT, 1.0, "A"},
    {TEMPERATURE, 0.0, "degC"},
    {SPEED, 0.0, "m/s"},
    {FORCE, 0.0, "N"},
    {FORCE, 1e3, "kN"},
    {PRESSURE, 0.0, "Pa"},
    {PRESSURE, 1e3, "kPa"},
    {PRESSURE, 1e6, "MPa"},
    {ENERGY, 0.0, "J"},
    {ENERGY, HOUR, "Wh"},
    {ENERGY, 1e3 * HOUR, "kWh"},
    {ENERGY, 1e6 * HOUR, "MWh"},
    {ENERGY, 1e9 * HOUR, "GWh"},
    {ENERGY, 1e12 * HOUR, "TWh"},
    {POWER, 0.0, "W"},
    {POWER, 1e3, "kW"},
    {POWER, 1e6, "MW"},
    {POWER, 1e9, "GW"},
    {CHARGE, 0.0, "mAh"},
    {CHARGE, HOUR, "Ah"},
    {VOLTAGE, 0.0, "mV"},
    {VOLTAGE, 1.0, "V"},
    {RESISTANCE, 0.0, "mohm"},
    {RESISTANCE, 1.0, "ohm"},
    {CNY, 0.0, "CNY"},
    {CNY, 1e6, "MCNY"},
    {CNY, 1e9, "GCNY"},
    {USD, 0.0, "USD"},
    {USD, 1e6, "MUSD"},
    {USD, 1e9, "GUSD"},
    {EUR, 0.0, "EUR"},
    {EUR, 1e6, "MEUR"},
    {EUR, 1e9, "GEUR"},
    {JPY, 0.0, "JPY"},
    {JPY, 1e6, "MJPY"},
    {JPY, 1e9, "GJPY"},
    {CONCENTRATION, 0.0, "mol/m3"},
    {{{-1, 0, 0, 0, 0, 0, 1}}, 0.0, "/yr"},
    {{{-1, 0, 0, 0, 0, 0, 1}}, 1.0 / DAY, "/d"},
    {{{-1, 0, 0, 0, 0, 0, 1}}, 1.0 / HOUR, "/h"},
    {{{-1, 0, 0, 0, 0, 0, 1}}, 1.0, "/s"},
    {{{-2, 2}}, 0.0, "Wh/kg"},
    {{{-1, 0, 1}}, 0.0, "t/yr"},
    {{{-1, 0, 0, 0, 0, 0, 0, 1}}, 0.0, "CNY/h"},
    {{{2, -2, -1, 0, 0, 0, 0, 1}}, 0.0, "CNY/kWh"},
};
const int gm_n_unit_choices = (int)(sizeof gm_unit_choices / sizeof gm_unit_choices[0]);

const gm_unit_mistake gm_unit_mistakes[] = {
    {"sec", "s"},       {"secs", "s"},         {"second", "s"},     {"seconds", "s"},
    {"m", "min"},       {"mins", "min"},       {"minute", "min"},   {"minutes", "min"},
    {"hr", "h"},        {"hrs", "h"},          {"hour", "h"},       {"hours", "h"},
    {"day", "d"},       {"days", "d"},         {"w", "wk"},         {"week", "wk"},
    {"weeks", "wk"},    {"month", "mo"},       {"months", "mo"},    {"a", "yr"},
    {"y", "yr"},        {"year", "yr"},        {"years", "yr"},     {"meter", "m"},
    {"meters", "m"},    {"metre", "m"},        {"metres", "m"},     {"micron", "um"},
    {"mile", "mi"},     {"miles", "mi"},       {"kph", "km/h"},     {"kmh", "km/h"},
    {"mph", "mi/h"},    {"mps", "m/s"},        {"ton", "t"},        {"tons", "t"},
    {"tonne", "t"},     {"tonnes", "t"},       {"kilo", "kg"},      {"gram", "g"},
    {"liter", "L"},     {"litre", "L"},        {"C", "degC"},       {"celsius", "degC"},
    {"℃", "degC"},      {"kelvin", "K"},       {"amp", "A"},        {"amps", "A"},
    {"volt", "V"},      {"volts", "V"},        {"watt", "W"},       {"watts", "W"},
    {"percent", "%"},   {"pct", "%"},          {"RMB", "CNY"},      {"yuan", "CNY"},
    {"¥", "CNY"},       {"￥", "CNY"},         {"$", "USD"},        {"dollar", "USD"},
    {"dollars", "USD"}, {"€", "EUR"},          {"euro", "EUR"},     {"euros", "EUR"},
    {"yen", "JPY"},     {"bn", "billion"},     {"mn", "min"},       {"mn", "million"},
    {"k", "thousand"},  {"persons", "people"}, {"man", "people"},   {"men", "people"},
    {"pcs", "parts"},   {"pc", "parts"},       {"staff", "people"}, {"employees", "people"},
};
const int gm_n_unit_mistakes = (int)(sizeof gm_unit_mistakes / sizeof gm_unit_mistakes[0]);
