#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "value/value.h"

namespace portolan::support {

// Reads YAML or JSON into a tree that `made` owns: plain whole numbers, booleans and null get their types, all else is text.
// nullptr, and `problem`, where it is neither.
value::Value* read_value(std::string_view yaml, value::Builder& made, std::string& problem);

// Objects that are separated by lines `---`; for texts of tests, which are right: stops the program where one is not.
std::vector<const value::Value*> read_objects(std::string_view yaml, value::Builder& made);

}  // namespace portolan::support
