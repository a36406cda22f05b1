# The shared library, from the objects of the static one.
add_library(gemba_shared SHARED $<TARGET_OBJECTS:gemba>)
set_target_properties(gemba_shared PROPERTIES
    OUTPUT_NAME gemba
    EXPORT_NAME shared
    LINKER_LANGUAGE C
    VERSION ${PROJECT_VERSION}
    SOVERSION ${PROJECT_VERSION_MAJOR})
target_include_directories(gemba_shared INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:include>)
target_link_libraries(gemba_shared PRIVATE m Threads::Threads PkgConfig::YAML PkgConfig::SQLITE)
