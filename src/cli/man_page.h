#pragma once

#include <string>

namespace portolan::cli {

// portolan(1) in the roff of man(7), from the table of commands.
std::string man_page();

}  // namespace portolan::cli
