#pragma once

// Descriptors and signals of the process. Nothing else in the room asks for them.

namespace portolan::cli {

inline constexpr int standard_output = 1;
inline constexpr int standard_error = 2;

// Descriptors 0 to 2 stay taken even where the caller closed them, so that no file of ours is opened in their place; a write to
// a closed one fails. A reader that goes away is an error of the write, not a signal.
void settle_descriptors();

// Commands that write files choose `finish_step`: the first signal is only noted, so that they can leave everything as it
// was; a second one ends the process. Without it a signal ends the process at once with its documented exit code.
enum class OnInterrupt { leave, finish_step };
void on_interrupt(OnInterrupt what);
// 0, or the exit code of the signal that was noted: 128 and its number.
int interrupted();

}  // namespace portolan::cli
