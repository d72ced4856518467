#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "cli/console.h"
#include "system/output_folder.h"

namespace portolan::cli {

// Where compiled output goes: a folder, or standard output. Nothing is visible before commit.
class BuildOutput {
 public:
  virtual ~BuildOutput() = default;
  virtual system::Result<void> add(std::string file, std::string_view content) = 0;
  virtual system::Result<system::Written> commit(system::Others others) = 0;
};

system::Result<std::unique_ptr<BuildOutput>> open_folder(std::string_view path);
std::unique_ptr<BuildOutput> standard_output_of(Console& console);

}  // namespace portolan::cli
