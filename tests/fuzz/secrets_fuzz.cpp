// Whatever the bytes: a file of secrets is read or refused with a reason that holds nothing of what may be a value, and what was
// read and written again is read the same.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "secrets/manifests.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  const portolan::secrets::Owner owner{.app = "shop", .environment = "prod"};
  for (const bool ours : {false, true}) {
    const auto read = portolan::secrets::read_manifests(content, "input.yaml", owner, ours);
    if (!read) {
      require(!read.error().message.empty() && !read.error().hint.empty());
      continue;
    }
    const std::string text = portolan::secrets::write_manifests(*read, owner);
    const auto again = portolan::secrets::read_manifests(text, "again.yaml", owner, true);
    require(again.has_value());
    require(portolan::secrets::write_manifests(*again, owner) == text);
  }
  return 0;
}
