# The shared library, from the objects of the static one. To inline across files takes the linker a
# minute, which a build that only tests can spare.
option(GM_SHARED_IPO "Inline across files in the shared library, where the program does" ON)
add_library(gemba_shared SHARED $<TARGET_OBJECTS:gemba>)
set_target_properties(gemba_shared PROPERTIES
    OUTPUT_NAME gemba
    EXPORT_NAME shared
    LINKER_LANGUAGE C
    VERSION ${PROJECT_VERSION}
    SOVERSION ${PROJECT_VERSION_MAJOR})
target_include_directories(gemba_shared INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:include>)
target_link_libraries(gemba_shared PRIVATE m Threads::Threads PkgConfig::YAML PkgConfig::SQLITE
    $<$<BOOL:${NLOPT_FOUND}>:PkgConfig::NLOPT>)
if(CMAKE_INTERPROCEDURAL_OPTIMIZATION AND NOT GM_SHARED_IPO)
    set_target_properties(gemba_shared PROPERTIES INTERPROCEDURAL_OPTIMIZATION OFF)
    target_link_options(gemba_shared PRIVATE -fno-lto)
endif()
