// Whatever chart is accepted: its objects are the same bytes each time, and what they allow is what the chart declares.

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "chart/load.h"
#include "chart_file.h"
#include "diagnostics/diagnostic.h"
#include "kubernetes/objects.h"
#include "proof/prover.h"
#include "value/value.h"
#include "wiring/wire.h"

namespace {

using portolan::kubernetes::Emitter;
using portolan::kubernetes::Group;
using portolan::kubernetes::Object;

std::string emit(const portolan::wiring::Wiring& wiring, portolan::proof::Prover& prover) {
  Emitter emitter(wiring);
  portolan::value::Builder builder;
  std::vector<Object> objects;
  std::vector<const portolan::value::Value*> roots;
  std::string text;
  for (const Group& group : emitter.groups()) {
    builder.reset();
    objects.clear();
    roots.clear();
    emitter.emit(group, builder, objects);
    for (const Object& object : objects) roots.push_back(object.root);
    prover.add_group(roots);
    portolan::kubernetes::write_documents(objects, text);
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  portolan::chart::LoadOptions options;
  options.file = portolan::fuzz::write_chart({reinterpret_cast<const char*>(data), size});
  portolan::chart::Ground ground;
  portolan::diagnostics::Sink sink;
  const std::unique_ptr<portolan::chart::Chart> chart = portolan::chart::load(options, ground, sink);
  if (chart == nullptr || sink.has_errors()) return 0;
  const portolan::wiring::Wiring wiring = portolan::wiring::wire(*chart, ground, sink);
  // Patches and extra objects are the user's own; they may open what the chart does not.
  if (sink.has_errors() || sink.has_blocking_questions() || !wiring.patches.empty() || !wiring.extras.empty()) return 0;
  portolan::proof::Prover first, second;
  if (emit(wiring, first) != emit(wiring, second)) std::abort();
  if (!first.finish(wiring).holds()) std::abort();
  return 0;
}
