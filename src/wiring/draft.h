#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "chart/chart.h"
#include "chart/load.h"
#include "diagnostics/diagnostic.h"
#include "wiring/fixes.h"
#include "wiring/names.h"
#include "wiring/secrets.h"
#include "wiring/wiring.h"

namespace portolan::wiring {

inline constexpr std::uint32_t none = 0xFFFFFFFF;

// One entry of a workload's link lists, with both ends found.
struct Declared {
  const chart::Link* said = nullptr;
  const Named* target = nullptr;            // nullptr for `kubernetes`
  const chart::Channel* channel = nullptr;  // publishes, consumes
  const chart::Part* part = nullptr;        // uses STORE/PART; nullptr where the part is not listed or none is meant
  std::uint32_t link = none;                // into Wiring::links; none where the other end is off
};

// What an account logs in with, as Secrets of one namespace.
struct Login {
  std::optional<SecretRef> user{}, password{};
};

// The wiring while it is being made, with the chart beside it. Every step reads what the steps before it left here; wire.cpp
// has the order.
struct Draft {
  Draft(const chart::Chart& the_chart, const chart::Ground& the_ground, diagnostics::Sink& the_sink, Wiring& result)
      : chart(the_chart), ground(the_ground), sink(the_sink), wiring(result), names(the_chart), secrets(the_chart), fixes(the_ground) {}

  const chart::Chart& chart;
  const chart::Ground& ground;
  diagnostics::Sink& sink;
  Wiring& wiring;
  Names names;
  Secrets secrets;
  Fixes fixes;
  std::set<std::pair<const chart::Runtime*, std::string>> suggested;  // what a link that is wrong was most likely to mean
  std::set<std::pair<const chart::Runtime*, const Named*>> refused;   // who has a link to what that is wrong
  // Looking through all names for the nearest is dear; a chart with more mistakes than this has one reason for them.
  std::size_t suggestions_left = 500;

  std::vector<const Named*> named_of_party{};  // by party; nullptr for ends that the chart does not declare
  std::vector<const chart::Runtime*> runtime_of_workload{};
  std::vector<std::vector<Declared>> declared{};                    // by workload
  std::vector<std::vector<std::uint32_t>> links_to{};               // by party: links whose callee it is
  std::map<std::pair<std::uint32_t, std::string>, Login> logins{};  // by account and namespace

  std::map<std::uint32_t, std::string> access_secrets{};  // by party: the object that a server reads its accounts from

  std::set<std::uint32_t> told_channels;  // links to channels whose name a reference tells the program

  // Ends that the chart does not declare, by (namespace, name).
  std::map<std::pair<std::string, std::string>, std::uint32_t, std::less<>> outside{};
  std::map<std::uint32_t, std::map<std::string, std::string>> outside_labels{};  // by party: labels of those pods

  [[nodiscard]] Party& party_of(const Workload& workload) { return wiring.parties[workload.party]; }
  [[nodiscard]] const chart::Server* server_of(std::uint32_t party) const {
    return named_of_party[party] == nullptr ? nullptr : named_of_party[party]->server;
  }
  [[nodiscard]] const chart::External* external_of(std::uint32_t party) const {
    return named_of_party[party] == nullptr ? nullptr : named_of_party[party]->external;
  }
};

}  // namespace portolan::wiring
