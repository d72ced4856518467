#pragma once

#include <string>

namespace portolan::language {

// The JSON Schema (draft-07) of a chart for editors, made from the table.
std::string json_schema();

}  // namespace portolan::language
