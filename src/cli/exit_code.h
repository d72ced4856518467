#pragma once

namespace portolan::cli {

// What the process answers to its caller; part of the contract with scripts (docs/exit-codes.md).
enum class ExitCode : int {
  done = 0,
  no = 1,            // mistakes in the chart, or the answer to the question is no
  usage = 2,         // the command line itself
  questions = 3,     // open questions block
  surroundings = 4,  // something around us is missing or refused: a file, a permission, the disk, the reader of a pipe
  internal = 5,      // our fault
  interrupted = 130,
};

}  // namespace portolan::cli
