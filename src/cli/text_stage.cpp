#include "cli/text_stage.h"

#include <span>
#include <system_error>
#include <utility>

namespace portolan::cli {

namespace {

constexpr std::size_t worth_a_thread = 256;  // groups; below, a thread costs more than it saves
constexpr std::size_t groups_in_batch = 8;   // their objects stay in a processor's cache

}  // namespace

void Batch::clear() {
  builder.reset();
  objects.clear();
  files.clear();
  groups = 0;
}

TextStage::TextStage(BuildOutput& output, std::size_t groups) : output_(output) {
  if (groups < worth_a_thread || std::thread::hardware_concurrency() < 2) return;
  try {
    thread_ = std::thread([this] { run(); });
  } catch (const std::system_error&) {
    // No thread is to be had: the same work is done in this one.
  }
}

TextStage::~TextStage() { stop(); }

void TextStage::write(const Batch& batch) {
  for (const Batch::File& file : batch.files) {
    if (failed_) return;
    text_ = kubernetes::file_header;
    kubernetes::write_documents(std::span(batch.objects).subspan(file.first, file.end - file.first), text_);
    result_ = output_.add(std::string(file.name), text_);
    failed_ = !result_;
  }
}

// A batch without groups is the last.
void TextStage::run() {
  for (std::size_t writing = 0;; writing = (writing + 1) % batches) {
    full_.acquire();
    Batch& batch = ring_[writing];
    if (batch.groups == 0) return;
    try {
      write(batch);
    } catch (...) {
      thrown_ = std::current_exception();
      failed_ = true;
    }
    batch.clear();
    empty_.release();
  }
}

void TextStage::hand_over() {
  if (!thread_.joinable()) {
    write(batch());
    batch().clear();
    return;
  }
  full_.release();
  empty_.acquire();
  filling_ = (filling_ + 1) % batches;
}

void TextStage::stop() {
  if (!thread_.joinable()) return;
  batch().clear();
  full_.release();
  thread_.join();
}

bool TextStage::group_done() {
  if (++batch().groups == groups_in_batch) hand_over();
  return !failed_;
}

system::Result<void> TextStage::finish() {
  if (batch().groups != 0) hand_over();
  stop();
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  return result_;
}

}  // namespace portolan::cli
