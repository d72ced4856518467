#include "wiring/hosts.h"

#include <fmt/core.h>

#include "wiring/texts.h"

namespace portolan::wiring {

namespace {

Text literal(std::string_view characters) {
  Text text;
  append(text, characters);
  return text;
}

std::string in_cluster(std::string_view name, std::string_view name_space, std::string_view from) {
  return name_space == from ? std::string(name) : fmt::format("{}.{}", name, name_space);
}

bool is_pattern(std::string_view host) { return host.find('*') != std::string_view::npos; }

// A range of one address.
std::string_view single_address(std::string_view cidr) {
  const auto slash = cidr.find('/');
  if (slash == std::string_view::npos) return cidr;
  const bool one = cidr.substr(slash) == (cidr.find(':') == std::string_view::npos ? "/32" : "/128");
  return one ? cidr.substr(0, slash) : std::string_view();
}

const chart::External* existing(const Named& named) {
  if (named.external != nullptr) return named.external;
  return named.server != nullptr ? named.server->external.get() : nullptr;
}

}  // namespace

Text host_of(const Party& party, const Named& named, std::string_view from) {
  const chart::External* external = existing(named);
  if (external == nullptr) return literal(in_cluster(party.name, party.name_space, from));
  if (external->service) return literal(in_cluster(external->service->name, external->service->name_space, from));
  if (!external->hosts.empty()) {
    const std::string& host = external->hosts.front();
    Text text;
    if (host == "node")
      append(text, Piece::Kind::node_ip);
    else if (!is_pattern(host))
      append(text, host);
    return text;
  }
  return external->cidrs.size() == 1 ? literal(single_address(external->cidrs.front())) : Text();
}

std::string governing_name(const Party& party, const Workload& workload) {
  return party.headless && workload.version.empty() ? party.name : fmt::format("{}-headless", workload.name);
}

std::vector<Text> members_of(const Draft& draft, const Party& party, const Named& named, std::string_view from) {
  std::vector<Text> members;
  if (const chart::External* external = existing(named); external != nullptr && external->hosts.size() > 1) {
    for (const std::string& host : external->hosts) members.push_back(literal(host));
    return members;
  }
  for (const std::uint32_t index : party.workloads) {
    const Workload& workload = draft.wiring.workloads[index];
    if (workload.shape != Workload::Shape::stateful_set || (workload.scale.min < 2 && !party.headless)) continue;
    const std::string governing = governing_name(party, workload);
    for (std::uint32_t ordinal = 0; ordinal < workload.scale.min; ++ordinal) {
      members.push_back(literal(fmt::format("{}-{}.{}", workload.name, ordinal, in_cluster(governing, workload.name_space, from))));
    }
  }
  if (members.empty()) members.push_back(host_of(party, named, from));
  return members;
}

}  // namespace portolan::wiring
