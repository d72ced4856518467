# Compiler options that every target takes through the interface library portolan_options.

add_library(portolan_options INTERFACE)
target_compile_definitions(portolan_options INTERFACE _GLIBCXX_ASSERTIONS)
target_compile_options(portolan_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wconversion -Wno-sign-conversion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports these inside its own headers at -O2 with assertions on.
  target_compile_options(portolan_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-dangling-pointer -Wno-stringop-overflow -Wno-array-bounds)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # libstdc++ 12 uses what it declares deprecated, in std::stable_sort.
  target_compile_options(portolan_options INTERFACE -Wno-deprecated-declarations)
endif()

# fmt's headers are the distribution's; what they leave to a library is compiled here (see the file).
add_library(fmt_compiled STATIC ${CMAKE_CURRENT_LIST_DIR}/fmt_library.cpp)
target_link_libraries(portolan_options INTERFACE fmt_compiled)
target_link_options(portolan_options INTERFACE -static-libstdc++ -static-libgcc)

set(PORTOLAN_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them")
if(PORTOLAN_SANITIZE)
  target_compile_options(portolan_options INTERFACE -fsanitize=${PORTOLAN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(portolan_options INTERFACE -fsanitize=${PORTOLAN_SANITIZE})
endif()

if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(portolan_options INTERFACE -fstack-protector-strong -D_FORTIFY_SOURCE=2 -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
  # Finding and relocating three shared libraries would be a fifth of what `build` of a small application takes.
  if(NOT PORTOLAN_SANITIZE)
    target_compile_options(portolan_options INTERFACE -ffunction-sections -fdata-sections)
    target_link_options(portolan_options INTERFACE -Wl,--gc-sections)
    set(portolan_link_statically TRUE)
  endif()
endif()

find_program(ccache_program ccache)
if(ccache_program)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ccache_program})
endif()
find_program(mold_program mold)
if(mold_program)
  target_link_options(portolan_options INTERFACE -fuse-ld=mold)
endif()
