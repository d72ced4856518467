# Sources that are made from data files: the table of the language, the table of diagnostics, the catalogue.
# Each is one Python script under tools/ that turns data into a .cpp in the build folder; nobody edits the result.

find_package(Python3 REQUIRED COMPONENTS Interpreter)

# portolan_generate(ROOM OUTPUT SCRIPT INPUTS...): runs SCRIPT OUTPUT INPUTS... and adds OUTPUT to ROOM.
function(portolan_generate room output script)
  if(NOT TARGET ${room})
    return()
  endif()
  set(result ${CMAKE_BINARY_DIR}/generated/${output})
  add_custom_command(OUTPUT ${result}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/generated
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/${script} ${result} ${ARGN}
    DEPENDS ${CMAKE_SOURCE_DIR}/${script} ${ARGN} VERBATIM)
  target_sources(${room} PRIVATE ${result})
endfunction()

if(EXISTS ${CMAKE_SOURCE_DIR}/tools/generate_language.py)
  set(language_inputs)
  foreach(table language records forms habits rules)
    list(APPEND language_inputs ${CMAKE_SOURCE_DIR}/src/language/${table}.tsv)
  endforeach()
  list(APPEND language_inputs ${CMAKE_SOURCE_DIR}/tools/language_table.py)
  portolan_generate(language language_table.cpp tools/generate_language.py ${language_inputs})
  portolan_generate(language language_schema.cpp tools/generate_schema.py ${language_inputs})
endif()
if(EXISTS ${CMAKE_SOURCE_DIR}/tools/generate_codes.py)
  file(GLOB code_pages CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/docs/diagnostics/*.md)
  portolan_generate(diagnostics code_table.cpp tools/generate_codes.py ${CMAKE_SOURCE_DIR}/src/diagnostics/codes.tsv ${code_pages})
endif()
if(EXISTS ${CMAKE_SOURCE_DIR}/tools/generate_catalog.py)
  file(GLOB catalog_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/catalog/*.yaml)
  portolan_generate(catalog catalog_files.cpp tools/generate_catalog.py ${catalog_files})
endif()
