#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <exception>
#include <semaphore>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "cli/build_output.h"
#include "kubernetes/objects.h"
#include "value/value.h"

namespace portolan::cli {

// A few groups of objects with the memory they live in, and which of them become files.
struct Batch {
  struct File {
    std::string_view name;
    std::size_t first = 0, end = 0;  // of `objects`
  };
  value::Builder builder;
  std::vector<kubernetes::Object> objects;
  std::vector<File> files;
  std::size_t groups = 0;

  void clear();
};

// The last stage of `build`: objects become text and go to the output, in the order in which they are handed over. For a large
// application this happens in a thread beside the one that makes and proves them; the order, and so the output, is the same.
//
//   for each group: fill stage.batch(), then stage.group_done();
//   stage.finish();                                    // the output is the caller's again
class TextStage {
 public:
  // `groups`: how many there will be, to decide whether a thread is worth it.
  TextStage(BuildOutput& output, std::size_t groups);
  ~TextStage();
  TextStage(const TextStage&) = delete;
  TextStage& operator=(const TextStage&) = delete;

  // The batch to fill; the same until it is full and group_done() hands it over.
  Batch& batch() { return ring_[filling_]; }
  // False once something could not be written: then there is no use in going on.
  bool group_done();
  // Waits for everything handed over. What could not be written, if anything.
  system::Result<void> finish();

 private:
  static constexpr std::size_t batches = 4;

  void run();
  void write(const Batch& batch);
  void hand_over();
  void stop();

  BuildOutput& output_;
  std::array<Batch, batches> ring_;
  std::size_t filling_ = 0;
  std::counting_semaphore<batches> empty_{batches - 1}, full_{0};
  std::string text_;
  system::Result<void> result_;  // of the thread, until it is joined
  std::exception_ptr thrown_;
  std::atomic<bool> failed_ = false;
  std::thread thread_;
};

}  // namespace portolan::cli
