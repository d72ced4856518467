#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include "chart/load.h"
#include "support/temporary_folder.h"
#include "wiring/wire.h"

namespace portolan::tests {

// A chart read from text and wired, in a folder of its own with `files` beside it. `portolan: 1` and `app: shop` are put in front: the
// text begins on line 3.
class Wired {
 public:
  explicit Wired(std::string_view text, std::string environment = {}, std::vector<std::string> profiles = {},
                 const std::map<std::string, std::string>& files = {}) {
    for (const auto& [name, content] : files) folder_.put(name, content);
    folder_.put("portolan.yaml", "portolan: 1\napp: shop\n" + std::string(text));
    chart::LoadOptions options;
    options.file = folder_.path() / "portolan.yaml";
    options.environment = std::move(environment);
    options.profiles = std::move(profiles);
    chart = chart::load(options, ground, sink);
    REQUIRE(chart != nullptr);
    wiring = wiring::wire(*chart, ground, sink);
    sink.sort_and_unify();
  }

  // "CODE LINE: message (hint)" of every error and warning; `codes` restricts to those that begin so.
  [[nodiscard]] std::string said(std::string_view codes = "P0") const {
    std::string result;
    for (const diagnostics::Diagnostic& one : sink.all()) {
      if (one.code.starts_with(codes)) {
        const std::string line = one.span.known() ? std::to_string(ground.sources.file(one.span.file).position(one.span.begin).line) : "-";
        result += fmt::format("{} {}: {} ({})\n", one.code, line, one.message, one.hint);
      }
    }
    return result;
  }

  [[nodiscard]] const wiring::Workload& workload(std::string_view name) const {
    for (const wiring::Workload& one : wiring.workloads) {
      if (one.name == name) return one;
    }
    FAIL("there is no workload ", std::string(name));
    return wiring.workloads.front();
  }
  [[nodiscard]] const wiring::Party& party(std::string_view display) const {
    for (const wiring::Party& one : wiring.parties) {
      if (one.display == display) return one;
    }
    FAIL("there is no party ", std::string(display));
    return wiring.parties.front();
  }

  // The value of a variable; secrets stand as <OBJECT/KEY>, facts of the pod as <pod-ip> and the like.
  [[nodiscard]] std::string env(std::string_view workload_name, std::string_view variable) const {
    for (const wiring::EnvVar& one : workload(workload_name).main.env) {
      if (one.name == variable) return written(one.value);
    }
    return "(none)";
  }
  [[nodiscard]] static std::string written(const wiring::Text& text) {
    std::string result;
    for (const wiring::Piece& piece : text) {
      switch (piece.kind) {
        case wiring::Piece::Kind::literal: result += piece.literal; break;
        case wiring::Piece::Kind::secret: result += fmt::format("<{}/{}>", piece.secret.secret, piece.secret.key); break;
        case wiring::Piece::Kind::pod_ip: result += "<pod-ip>"; break;
        case wiring::Piece::Kind::pod_name: result += "<pod-name>"; break;
        case wiring::Piece::Kind::node_ip: result += "<node-ip>"; break;
        case wiring::Piece::Kind::node_name: result += "<node-name>"; break;
      }
    }
    return result;
  }

  // "FROM VERB TO:PORT" with part, channel, access and account where there are any, in the order of the wiring.
  [[nodiscard]] std::string links() const {
    static constexpr const char* verbs[] = {"calls", "publishes", "consumes", "uses", "exposes"};
    std::string result;
    for (const wiring::Link& one : wiring.links) {
      std::string line =
          fmt::format("{} {} {}", wiring.parties[one.from].display, verbs[static_cast<unsigned>(one.verb)], wiring.parties[one.to].display);
      if (!one.part_key.empty()) line += "/" + one.part_key;
      if (!one.channel.empty()) line += "/" + one.channel;
      line += fmt::format(":{}", one.port);
      if (!one.access.empty()) line += " " + one.access;
      if (one.account) line += " as " + wiring.accounts[*one.account].user;
      result += line + '\n';
    }
    return result;
  }

  // "FROM -> TO PORTS REASON" of every flow; `reasons` keeps only those given.
  [[nodiscard]] std::string flows(std::vector<wiring::Reason> reasons = {}) const {
    std::string result;
    for (const wiring::Flow& one : wiring.flows) {
      if (!reasons.empty() && std::find(reasons.begin(), reasons.end(), one.reason) == reasons.end()) continue;
      std::string line = fmt::format("{} -> {}", end(one.from), end(one.to));
      for (const wiring::FlowPort& port : one.ports) line += fmt::format(" {}{}", port.port, port.udp ? "/udp" : "");
      result += line + '\n';
    }
    return result;
  }

  chart::Ground ground{};
  diagnostics::Sink sink{};
  std::unique_ptr<chart::Chart> chart{};
  wiring::Wiring wiring{};

 private:
  [[nodiscard]] std::string end(const wiring::Endpoint& one) const {
    std::string result;
    switch (one.kind) {
      case wiring::Endpoint::Kind::workload: return wiring.workloads[one.workload].name;
      case wiring::Endpoint::Kind::peer:
        result = fmt::format("{}[", one.peer->name_space);
        for (const auto& [label, value] : one.peer->labels) result += fmt::format("{}={}", label, value);
        return result + "]";
      case wiring::Endpoint::Kind::addresses:
        for (const std::string& cidr : *one.cidrs) result += (result.empty() ? "" : ",") + cidr;
        break;
      case wiring::Endpoint::Kind::world: result = "world"; break;
    }
    for (const std::string& host : *one.hosts) result += fmt::format("({})", host);
    for (const std::string& range : *one.except) result += fmt::format("-{}", range);
    return result;
  }

  TemporaryFolder folder_{};
};

}  // namespace portolan::tests
