# What `cmake --install` puts where, and how CMake and pkg-config find it again.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(GM_CONFIG_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/gemba)

install(TARGETS gemba_program RUNTIME)
set_target_properties(gemba PROPERTIES EXPORT_NAME static)
install(TARGETS gemba EXPORT gembaTargets)
if(GM_BUILD_SHARED)
    install(TARGETS gemba_shared EXPORT gembaTargets)
endif()
if(CMAKE_INTERPROCEDURAL_OPTIMIZATION) # a user's link would optimise all of it anew, for seconds
    install(CODE "execute_process(COMMAND ${CMAKE_OBJCOPY} --wildcard --remove-section=.gnu.lto_*
        \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_LIBDIR}/libgemba.a\"
        COMMAND_ERROR_IS_FATAL ANY)")
endif()
install(DIRECTORY include/gemba DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(DIRECTORY bases DESTINATION ${CMAKE_INSTALL_DATADIR}/gemba FILES_MATCHING PATTERN "*.yaml" PATTERN "*.csv")
install(DIRECTORY data/cells data/plants DESTINATION ${CMAKE_INSTALL_DATADIR}/gemba)
install(FILES docs/gemba.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

install(EXPORT gembaTargets NAMESPACE gemba:: DESTINATION ${GM_CONFIG_DIR})
configure_package_config_file(cmake/gembaConfig.cmake.in ${PROJECT_BINARY_DIR}/gembaConfig.cmake
    INSTALL_DESTINATION ${GM_CONFIG_DIR})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/gembaConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/gembaConfig.cmake ${PROJECT_BINARY_DIR}/gembaConfigVersion.cmake
    DESTINATION ${GM_CONFIG_DIR})

# The prefix may still change at install time: gemba.pc is relative to where it lies.
file(RELATIVE_PATH GM_PC_PREFIX ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
set(GM_PC_NLOPT "")
if(NLOPT_FOUND)
    set(GM_PC_NLOPT " nlopt")
endif()
configure_file(cmake/gemba.pc.in ${PROJECT_BINARY_DIR}/gemba.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/gemba.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
