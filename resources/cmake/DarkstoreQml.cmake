# A folder of the console is one QML module in a static library, linked with its plugin by whoever shows it:
# darkstore_qml_module(controls URI Darkstore.Controls QML Button.qml SINGLETONS Theme.qml SOURCES tone.h LINKS ...)
# Modules are laid out under build/<preset>/qml by URI, so that one import path serves qmllint, tests and tools.
# Every module gets a test that fails on any qmllint warning.
set(DARKSTORE_QML_DIR ${CMAKE_BINARY_DIR}/qml)

function(darkstore_qml_module name)
  cmake_parse_arguments(ARG "" "URI;SHARE_PCH_OF" "QML;SINGLETONS;SOURCES;LINKS;IMPORTS;PCH" ${ARGN})
  set_source_files_properties(${ARG_SINGLETONS} PROPERTIES QT_QML_SINGLETON_TYPE TRUE)
  string(REPLACE "." "/" folder ${ARG_URI})
  set(CMAKE_AUTOMOC ON)
  qt_add_library(darkstore_${name} STATIC)
  qt_add_qml_module(darkstore_${name}
    URI ${ARG_URI}
    VERSION 1.0
    RESOURCE_PREFIX /qt/qml
    OUTPUT_DIRECTORY ${DARKSTORE_QML_DIR}/${folder}
    IMPORT_PATH ${DARKSTORE_QML_DIR}
    DEPENDENCIES QtQuick
    IMPORTS ${ARG_IMPORTS}
    QML_FILES ${ARG_QML} ${ARG_SINGLETONS}
    SOURCES ${ARG_SOURCES})
  # The QML compiler makes one C++ file a QML file, each in a namespace of its own and each a second of reading the same
  # headers; together they compile in a quarter of the time.
  get_target_property(sources darkstore_${name} SOURCES)
  set(compiled ${sources})
  list(FILTER compiled INCLUDE REGEX "qmlcache/.*\\.cpp$")
  set_source_files_properties(${compiled} PROPERTIES SKIP_UNITY_BUILD_INCLUSION OFF)
  list(REMOVE_ITEM sources ${compiled})
  if(NOT DARKSTORE_UNITY)
    set_source_files_properties(${sources} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
  set_target_properties(darkstore_${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 10
    UNITY_BUILD_CODE_BEFORE_INCLUDE [[
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wfloat-conversion"]])
  # Generated registration code includes headers by their bare name.
  target_include_directories(darkstore_${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(darkstore_${name} PUBLIC darkstore_flags Qt6::Quick ${ARG_LINKS})
  # Qt's headers and the contract's take three of the four seconds a file needs: modules read them once, together.
  if(ARG_SHARE_PCH_OF)
    target_precompile_headers(darkstore_${name} REUSE_FROM darkstore_${ARG_SHARE_PCH_OF})
  elseif(ARG_PCH)
    target_precompile_headers(darkstore_${name} PRIVATE ${ARG_PCH})
  endif()
  if(DARKSTORE_TESTS AND (ARG_QML OR ARG_SINGLETONS))
    # The copies beside their qmldir, for only they know the module's own types.
    set(files ${ARG_QML} ${ARG_SINGLETONS})
    list(TRANSFORM files PREPEND ${DARKSTORE_QML_DIR}/${folder}/)
    add_test(NAME qmllint_${name} COMMAND Qt6::qmllint --max-warnings 0 -I ${DARKSTORE_QML_DIR} ${files})
    set_tests_properties(qmllint_${name} PROPERTIES LABELS "console;tidy" TIMEOUT 120)
  endif()
endfunction()

# A program that shows modules: darkstore_link_qml(darkstore-console controls map)
function(darkstore_link_qml target)
  foreach(name ${ARGN})
    target_link_libraries(${target} PRIVATE darkstore_${name} darkstore_${name}plugin)
  endforeach()
endfunction()

# A QTest program, offscreen: darkstore_qt_test(projection SOURCES projection_test.cpp LINKS darkstore_map)
function(darkstore_qt_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(test_${name} ${ARG_SOURCES})
  set_target_properties(test_${name} PROPERTIES AUTOMOC ON)
  target_link_libraries(test_${name} PRIVATE darkstore_flags Qt6::Test ${ARG_LINKS})
  # Qt 6.8's own QTRY macros narrow milliseconds to int.
  set_source_files_properties(${ARG_SOURCES} PROPERTIES COMPILE_OPTIONS -Wno-conversion)
  add_test(NAME ${name} COMMAND test_${name})
  set_tests_properties(${name} PROPERTIES LABELS console TIMEOUT 120 ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
endfunction()

# A Qt Quick Test program for the tst_*.qml of its folder. Needs a display (the test launcher starts Xvfb): what is
# drawn by shaders is missing offscreen.
# darkstore_quick_test(controls MODULES controls SOURCES main.cpp QML tst_button.qml)
function(darkstore_quick_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;MODULES;QML;LINKS" ${ARGN})
  add_executable(test_${name}_qml ${ARG_SOURCES})
  set_target_properties(test_${name}_qml PROPERTIES AUTOMOC ON)
  target_link_libraries(test_${name}_qml PRIVATE darkstore_flags Qt6::QuickTest ${ARG_LINKS})
  target_compile_definitions(test_${name}_qml PRIVATE QUICK_TEST_SOURCE_DIR="${CMAKE_CURRENT_SOURCE_DIR}")
  darkstore_link_qml(test_${name}_qml ${ARG_MODULES})
  add_test(NAME ${name}_qml COMMAND test_${name}_qml)
  set_tests_properties(${name}_qml PROPERTIES LABELS console TIMEOUT 120)
endfunction()
