#include "wiring/parties.h"

#include <algorithm>
#include <tuple>

#include <fmt/core.h>

#include "wiring/places.h"
#include "wiring/ports.h"
#include "wiring/servers.h"
#include "wiring/sorting.h"

namespace portolan::wiring {

namespace {

struct Made {
  Party party;
  Named* named = nullptr;
};

void take_runtime(const chart::Runtime& runtime, Party& party) {
  party.owner = runtime.owner;
  party.contact = runtime.contact;
  party.profiles = runtime.profiles;
  party.at = origin(runtime.at);
}

bool calls_itself(const chart::Service& service) {
  return std::ranges::any_of(service.links, [&](const chart::Link& link) {
    return link.verb == chart::Link::Verb::calls && link.target.name == service.name && !link.target.port.empty() &&
           (link.target.name_space.empty() || link.target.name_space == service.name_space);
  });
}

Party service_party(const chart::Service& service) {
  Party party{.kind = PartyKind::service};
  take_runtime(service, party);
  party.headless = service.headless || calls_itself(service);
  if (service.job) {
    party.service_kind = service.job->kind == chart::Job::Kind::schedule ? ServiceKind::schedule : ServiceKind::job;
    party.schedule = service.job->schedule;
  } else if (service.ports.empty()) {
    party.service_kind = ServiceKind::worker;
  }
  return party;
}

Party external_party(const chart::External& external) {
  Party party{.kind = PartyKind::external};
  party.owner = external.owner;
  party.at = origin(external.at);
  party.hosts = external.hosts;
  party.cidrs = external.cidrs;
  party.tls = external.tls;
  party.deployed = false;
  return party;
}

class Outside {
 public:
  explicit Outside(Draft& draft) : draft_(draft) {}

  void add(std::string name, std::string name_space, const chart::Place& place) {
    const auto [found, fresh] = draft_.outside.try_emplace({std::move(name), std::move(name_space)}, none);
    if (!fresh) return;
    Party party{.kind = PartyKind::outside, .name = found->first.first, .name_space = found->first.second};
    party.display = party.name_space.empty() ? party.name : fmt::format("{}.{}", party.name, party.name_space);
    party.deployed = false;
    party.at = origin(place);
    made.push_back({std::move(party), nullptr});
  }

  void of_runtime(const chart::Runtime& runtime) {
    for (const chart::Link& link : runtime.links) {
      if (link.verb == chart::Link::Verb::uses && link.target.name == "kubernetes") add("(kubernetes)", "", link.at);
    }
    for (const chart::Expose& expose : runtime.expose) {
      if (expose.routed) add(expose.via == "gateway" ? "(gateway)" : "(internet)", "", expose.at);
      for (const chart::Expose::To& to : expose.to) add_caller(to, expose.at);
    }
  }

  // The labels of callers, now that the parties have their places.
  void settle() {
    for (auto& [key, pods] : labels_) draft_.outside_labels[draft_.outside.at(key)] = std::move(pods);
  }

  std::vector<Made> made;

 private:
  void add_caller(const chart::Expose::To& to, const chart::Place& place) {
    std::map<std::string, std::string> pods = to.pods;
    if (!to.by_pods && to.name != "*") pods.emplace(party_label, to.name);
    add(outside_name(to), to.name_space, place);
    labels_.try_emplace({outside_name(to), to.name_space}, std::move(pods));
  }

  std::map<std::pair<std::string, std::string>, std::map<std::string, std::string>> labels_;
  Draft& draft_;
};

}  // namespace

Party party_of(const Named& named, diagnostics::Sink& sink) {
  Party party = named.sort == Named::Sort::service  ? service_party(*named.service)
                : named.sort == Named::Sort::server ? server_party(*named.server)
                                                    : external_party(*named.external);
  if (named.server != nullptr) take_runtime(*named.server, party);
  party.name = named.name;
  party.name_space = named.name_space;
  party.display = named.display();
  party.ports = ports_of(named, sink);
  return party;
}

std::string outside_name(const chart::Expose::To& to) {
  if (!to.by_pods) return to.name;
  if (to.pods.empty()) return "*";
  std::string result = "(";
  for (const auto& [label, value] : to.pods) result += fmt::format("{}{}={}", result.size() == 1 ? "" : ",", label, value);
  return result + ")";
}

std::uint32_t outside_party(const Draft& draft, std::string_view name, std::string_view name_space) {
  return draft.outside.find(std::pair<std::string, std::string>(name, name_space))->second;
}

void make_parties(Draft& draft) {
  Outside outside(draft);
  std::vector<Made> made;
  made.reserve(draft.names.all().size());
  for (Named& named : draft.names.all()) {
    if (!named.active) continue;
    made.push_back({party_of(named, draft.sink), &named});
    if (named.service != nullptr) {
      outside.of_runtime(*named.service);
      for (const chart::Version& version : named.service->versions) outside.of_runtime(version.runtime);
    } else if (named.server != nullptr) {
      outside.of_runtime(*named.server);
    }
  }
  std::ranges::move(outside.made, std::back_inserter(made));
  sort_moving_once(made, [](const Made& left, const Made& right) {
    return std::tie(left.party.name_space, left.party.name, left.party.kind) <
           std::tie(right.party.name_space, right.party.name, right.party.kind);
  });

  draft.wiring.parties.reserve(made.size());
  draft.named_of_party.reserve(made.size());
  for (Made& one : made) {
    const auto index = static_cast<std::uint32_t>(draft.wiring.parties.size());
    if (one.named != nullptr)
      one.named->party = index;
    else
      draft.outside[{one.party.name, one.party.name_space}] = index;
    draft.named_of_party.push_back(one.named);
    draft.wiring.parties.push_back(std::move(one.party));
  }
  outside.settle();
}

}  // namespace portolan::wiring
