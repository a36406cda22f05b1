# The hot path crosses files: the linker inlines in release builds (gcc).
#
# Fat objects carry machine code beside the linker's input, so that the installed static library
# links with any compiler, and a test program links in no time (gm_test() says -fno-lto).
if(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo" AND CMAKE_C_COMPILER_ID STREQUAL "GNU"
        AND NOT GM_SANITIZE)
    include(CheckIPOSupported)
    check_ipo_supported(RESULT GM_HAS_IPO OUTPUT GM_IPO_WHY LANGUAGES C)
    set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ${GM_HAS_IPO})
    set(CMAKE_C_COMPILE_OPTIONS_IPO -flto=auto -ffat-lto-objects)
    # Inlined across files, a table's row loses the type of its member, and gcc 12 takes the copy
    # of another type for an overflow.
    add_link_options(-Wno-stringop-overflow)
endif()
