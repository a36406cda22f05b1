# One list for gcc and clang; the presets decide whether a warning is an error.
add_compile_options(
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wdouble-promotion
    -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wwrite-strings
    -Wpointer-arith -Wcast-align -Wvla -Wundef -Wformat=2 -Wswitch-enum -Wimplicit-fallthrough
    -Wnull-dereference
    $<$<C_COMPILER_ID:GNU>:-Wduplicated-cond> $<$<C_COMPILER_ID:GNU>:-Wlogical-op>
    -ffp-contract=off) # the same bits with and without FMA
