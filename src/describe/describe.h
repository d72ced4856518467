#pragma once

#include <string>

#include "describe/page.h"
#include "text/source.h"
#include "wiring/wiring.h"

// What an engineer must know before anything can be deployed, read off the wiring: how many services, who talks to whom, how
// and with what, which stores and third parties, which ports, which namespaces; then what is open to the outside, whose account is
// used where, what nobody enforces, what is still to be answered.

namespace portolan::describe {

// The answers as a page, which page.h renders for a terminal or as Markdown.
Page describe(const wiring::Wiring& wiring, const text::Sources& sources);

// The answers as the documented JSON (docs/describe-json.md).
std::string describe_json(const wiring::Wiring& wiring, const text::Sources& sources);

}  // namespace portolan::describe
