// Whatever stands in portolan.yaml: reading the chart ends, and says why where it gives nothing.

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "chart/load.h"
#include "chart_file.h"
#include "diagnostics/diagnostic.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  portolan::chart::LoadOptions options;
  options.file = portolan::fuzz::write_chart({reinterpret_cast<const char*>(data), size});
  for (const char* environment : {"", "prod"}) {
    options.environment = environment;
    portolan::chart::Ground ground;
    portolan::diagnostics::Sink sink;
    const std::unique_ptr<portolan::chart::Chart> chart = portolan::chart::load(options, ground, sink);
    if (chart == nullptr && !sink.has_errors()) std::abort();
    sink.sort_and_unify();
    for (const portolan::diagnostics::Diagnostic& diagnostic : sink.all()) {
      if (diagnostic.code.empty() || diagnostic.message.empty()) std::abort();
      static_cast<void>(ground.sources.where(diagnostic.span));
    }
  }
  return 0;
}
