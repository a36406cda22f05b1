# Writes the speed traces of data/cycles into a C file: arrays of numbers as they stand there.
#
# usage: cmake -DOUT=FILE -DFROM=FOLDER -P cycles.cmake
file(WRITE ${OUT}.new "// Made by cmake/cycles.cmake.\n#include \"car/cycle_tables.h\"\n")
function(add_cycle name file)
    file(STRINGS ${FROM}/${file} rows)
    list(POP_FRONT rows)
    list(LENGTH rows n)
    list(TRANSFORM rows REPLACE "^[0-9]+," "" OUTPUT_VARIABLE speeds)
    list(JOIN speeds ", " speeds)
    string(REGEX REPLACE "(([^,]*,){12})" "\\1\n   " speeds "${speeds}")
    file(APPEND ${OUT}.new "const double gm_cycle_${name}[] = {\n    ${speeds}};\n"
        "const int32_t gm_cycle_${name}_n = ${n};\n")
endfunction()
add_cycle(cltc_p cltc-p.csv)
add_cycle(wltc_3b wltc-3b.csv)
add_cycle(udds udds.csv)
add_cycle(hwfet hwfet.csv)
add_cycle(us06 us06.csv)
add_cycle(nedc nedc.csv)
file(RENAME ${OUT}.new ${OUT})
