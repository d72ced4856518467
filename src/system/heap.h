#pragma once

namespace portolan::system {

// For a process that goes through something large once and ends: whatever one stage gives back, the next one takes, whatever its
// size and in whatever thread. Otherwise the allocator returns it to the system, and has the same pages made again.
void keep_freed_memory();

}  // namespace portolan::system
