#pragma once

#include <string>

// Against other eyes on this machine, for commands that hold values of secrets.

namespace portolan::system {

// No core dump of this process, and no debugger of another process of the same user. For the rest of its life.
void keep_memory_private();

// Overwrites the characters, also where a compiler sees that nobody reads them again, and empties the text.
void clear(std::string& text);

}  // namespace portolan::system
