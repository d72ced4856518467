#include "wiring/places.h"

#include <fmt/core.h>

namespace portolan::wiring {

diagnostics::Diagnostic with_layers(diagnostics::Diagnostic diagnostic, const chart::Place& place, std::string_view who) {
  if (!diagnostic.span.known()) diagnostic.span = place.said;
  if (place.via.known() && place.via != diagnostic.span) diagnostic.notes.push_back({place.via, fmt::format("inherited by `{}`", who)});
  if (place.over.known()) diagnostic.notes.push_back({place.over, "replaces the value that stands here"});
  return diagnostic;
}

}  // namespace portolan::wiring
