#include "wiring/containers.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include "wiring/places.h"
#include "wiring/ports.h"
#include "wiring/resources.h"
#include "wiring/servers.h"

namespace portolan::wiring {

namespace {

// Which image of which thing, for messages.
struct ImageOf {
  const chart::Runtime& runtime;
  std::string_view display;
  const chart::Place& at;
};

void ask_image(Draft& draft, const ImageOf& of, std::string message, std::string hint) {
  draft.sink.add(with_layers({.code = "P1013",
                              .severity = diagnostics::Severity::question,
                              .message = std::move(message),
                              .hint = std::move(hint),
                              .to = of.runtime.owner,
                              .about = std::string(of.display)},
                             of.at, of.display));
}

void check_image(Draft& draft, std::string_view image, const ImageOf& of) {
  if (image.empty()) {
    ask_image(draft, of, fmt::format("which image does `{}` run?", of.display), "write `image: REGISTRY/NAME:TAG`");
    return;
  }
  const ImageName name = parse_image(image);
  if (name.tag.empty() && name.digest.empty()) {
    ask_image(draft, of, fmt::format("which tag of `{}` does `{}` run?", image, of.display),
              fmt::format("write `image: {}:TAG`; without a tag it would be whatever is newest", image));
  } else if (name.tag == "latest" && name.digest.empty()) {
    draft.sink.add(with_layers({.code = "P0431",
                                .severity = diagnostics::Severity::warning,
                                .message = fmt::format("`{}` runs `{}`, which may be another image tomorrow", of.display, image),
                                .hint = "name a version or a digest"},
                               of.at, of.display));
  }
}

std::string final_image(const Draft& draft, std::string_view image) {
  const std::string& mirror = draft.chart.cluster.mirror;
  if (mirror.empty() || image.empty()) return std::string(image);
  return fmt::format("{}{}{}", mirror, mirror.ends_with('/') ? "" : "/", image);
}

// uid[:gid]; without a group the user's number serves.
std::pair<std::uint32_t, std::uint32_t> parse_user(std::string_view user) {
  std::pair<std::uint32_t, std::uint32_t> result{10001, 10001};
  if (user.empty()) return result;
  const char* end = user.data() + user.size();
  const auto [rest, error] = std::from_chars(user.data(), end, result.first);
  if (error != std::errc()) return result;
  result.second = result.first;
  if (rest != end && *rest == ':') std::from_chars(rest + 1, end, result.second);
  return result;
}

std::optional<std::vector<Text>> words(References& references, const std::optional<std::vector<chart::Template>>& said) {
  if (!said) return std::nullopt;
  std::vector<Text> result;
  result.reserve(said->size());
  for (const chart::Template& word : *said) result.push_back(references.fill(word));
  return result;
}

std::vector<EnvVar> variables(References& references, const std::vector<chart::EnvVar>& said) {
  std::vector<EnvVar> result;
  result.reserve(said.size());
  for (const chart::EnvVar& variable : said) {
    if (auto value = references.fill_variable(variable)) result.push_back({variable.name, std::move(*value), origin(variable.value.at)});
  }
  std::ranges::sort(result, {}, &EnvVar::name);
  return result;
}

Container further(Draft& draft, const chart::Container& said, const Container& main, const chart::Runtime& runtime,
                  std::string_view display, References& references) {
  Container result;
  result.name = said.name;
  result.image = said.image.empty() ? main.image : final_image(draft, said.image);
  if (!said.image.empty() && said.image_question.empty()) check_image(draft, said.image, {runtime, display, said.image_at});
  result.entrypoint = words(references, said.entrypoint);
  result.args = words(references, said.args);
  result.env = variables(references, said.env);
  std::tie(result.uid, result.gid) = said.user.empty() ? std::pair{main.uid, main.gid} : parse_user(said.user);
  result.resources = resources_of(said.resources);
  result.at = origin(said.at);
  for (const chart::Port& port : said.ports) {
    const Protocol protocol = protocol_of(port.protocol);
    result.ports.push_back({.name = port.name,
                            .port = port.port,
                            .target = port.target,
                            .protocol = protocol,
                            .udp = protocol == Protocol::udp,
                            .sidecar = true,
                            .mtls = port.mtls});
  }
  return result;
}

void find_pull_secrets(Draft& draft, Workload& workload) {
  const auto& registries = draft.chart.cluster.registries;
  if (registries.empty()) return;
  const auto look = [&](const Container& container) {
    const auto found = registries.find(std::string(parse_image(container.image).registry));
    if (found != registries.end()) workload.pull_secrets.push_back(found->second);
  };
  look(workload.main);
  for (const Container& container : workload.init) look(container);
  for (const Container& container : workload.sidecars) look(container);
  std::ranges::sort(workload.pull_secrets);
  workload.pull_secrets.erase(std::ranges::unique(workload.pull_secrets).begin(), workload.pull_secrets.end());
}

}  // namespace

ImageName parse_image(std::string_view image) {
  ImageName result;
  if (const auto at = image.find('@'); at != std::string_view::npos) {
    result.digest = image.substr(at + 1);
    image = image.substr(0, at);
  }
  const auto last_slash = image.rfind('/');
  const auto colon = image.rfind(':');
  if (colon != std::string_view::npos && (last_slash == std::string_view::npos || colon > last_slash)) {
    result.tag = image.substr(colon + 1);
    image = image.substr(0, colon);
  }
  result.registry = "docker.io";
  result.repository = image;
  if (const auto slash = image.find('/'); slash != std::string_view::npos) {
    const std::string_view first = image.substr(0, slash);
    if (first.find_first_of(".:") != std::string_view::npos || first == "localhost") {
      result.registry = first;
      result.repository = image.substr(slash + 1);
    }
  }
  return result;
}

void make_containers(Draft& draft, std::uint32_t index, References& references) {
  Workload& workload = draft.wiring.workloads[index];
  const chart::Runtime& runtime = *draft.runtime_of_workload[index];
  const Party& party = draft.wiring.parties[workload.party];
  const chart::Server* server = draft.server_of(workload.party);
  Container& main = workload.main;
  main.name = party.name;
  const std::string image = server != nullptr ? server_image(*server) : runtime.image;
  if (runtime.image_question.empty())
    check_image(draft, image, {runtime, party.display, runtime.image.empty() ? runtime.at : runtime.image_at});
  main.image = final_image(draft, image);
  main.entrypoint = words(references, runtime.entrypoint);
  main.args = words(references, runtime.args);
  main.env = variables(references, runtime.env);
  std::tie(main.uid, main.gid) = parse_user(runtime.user);
  main.resources = resources_of(runtime.resources);
  main.at = origin(runtime.at);
  for (const Port& port : party.ports) {
    if (!port.sidecar) main.ports.push_back(port);
  }
  for (const chart::Container& container : runtime.init)
    workload.init.push_back(further(draft, container, main, runtime, party.display, references));
  for (const chart::Container& container : runtime.sidecars)
    workload.sidecars.push_back(further(draft, container, main, runtime, party.display, references));
  find_pull_secrets(draft, workload);
}

}  // namespace portolan::wiring
