#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiring/wiring.h"

namespace portolan::proof {

// One end of a question, as a person named it.
struct Subject {
  std::string text;  // as people say it
  std::optional<std::uint32_t> party;
  std::vector<std::uint32_t> workloads;  // of the party; of the version alone where that was named
  std::string version;
  std::string outside;  // "(gateway)", "(internet)", "(node)" … where no party stands for it
};

struct FoundSubject {
  std::optional<Subject> subject;
  std::string problem;  // why there is none
};
FoundSubject find_subject(const wiring::Wiring& wiring, std::string_view name);

// Whether this end of a flow belongs to the subject. `linked` is the party that the flow's link has at this end.
bool means(const Subject& subject, const wiring::Wiring& wiring, const wiring::Flow& flow, const wiring::Endpoint& end);

}  // namespace portolan::proof
