// The one main of the unit tests; the tests stand beside the code they test, in src/ROOM/NAME_test.cpp.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
