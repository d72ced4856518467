#pragma once

#include <string>
#include <string_view>

// Names as Redis and Valkey read them in an ACL file: a line is cut at spaces, what stands from "(" to ")" is cut again with quotes
// understood as on a command line, and keys and channels are glob patterns.

namespace portolan::access {

// The pattern that matches this name alone; of a family, everything that begins so.
std::string glob_of_name(std::string_view name);
// One rule of a selector, in quotes where it holds what the file would read as its own: brackets, quotes, backslashes.
std::string rule_text(std::string_view rule);
// Nothing can stand for a space, a control character, or an empty name.
bool fits_acl(std::string_view name);

}  // namespace portolan::access
