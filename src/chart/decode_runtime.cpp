#include <algorithm>

#include <fmt/core.h>

#include "chart/decoder.h"
#include "language/forms.h"
#include "language/quantities.h"

// What services and servers share: ports, environment, volumes, containers, resources, replicas.

namespace portolan::chart {

namespace {

constexpr std::string_view protocols[] = {"http", "http2", "https", "grpc", "tcp", "tls", "udp"};

std::string protocol_of(std::string_view port_name) {
  const std::string_view first = port_name.substr(0, port_name.find('-'));
  const bool known = std::find(std::begin(protocols), std::end(protocols), first) != std::end(protocols);
  return known ? std::string(first) : std::string();
}

}  // namespace

Port Decoder::port(const yaml::Entry& entry) {
  const yaml::Node& node = *entry.value;
  Port result;
  result.name = entry.key;
  result.at = place(node);
  if (node.is_scalar()) {
    const std::string said = text(node);
    if (const auto pair = language::parse_ports(said); pair && pair->port <= 65535 && pair->target <= 65535) {
      result.port = static_cast<std::uint16_t>(pair->port);
      result.target = static_cast<std::uint16_t>(pair->target);
    } else if (!said.empty()) {
      sink_.add({.code = "P0316",
                 .span = node.span,
                 .message = fmt::format("`{}` becomes `{}`, which is not a port", entry.key, said),
                 .hint = "for example `8080` or `80:8080`"});
    }
  } else {
    // Where a reference was filled in, `port` may hold a pair: `80:8080`.
    const yaml::Node* said = given(node, "port");
    std::string asked;
    const std::string filled = said == nullptr || !said->is_scalar() ? std::string() : text(*said, &asked);
    auto pair = language::parse_ports(filled);
    if (pair && (pair->port == 0 || pair->port > 65535 || pair->target == 0 || pair->target > 65535)) pair.reset();
    if (!pair && !filled.empty() && asked.empty() && language::has_reference(said->text)) {
      sink_.add({.code = "P0316",
                 .span = said->span,
                 .message = fmt::format("port `{}` becomes `{}`, which is not a port", entry.key, filled),
                 .hint = "for example `8080` or `80:8080`"});
    }
    result.port = pair ? static_cast<std::uint16_t>(pair->port) : std::uint16_t{0};
    result.target = port_number(node, "target").value_or(pair ? static_cast<std::uint16_t>(pair->target) : result.port);
    result.mtls = text(node, "mtls");
    if (Call limits = call(node); limits.says_anything()) result.calls = std::move(limits);
  }
  result.protocol = node.is_map() ? text(node, "protocol", protocol_of(entry.key)) : protocol_of(entry.key);
  return result;
}

std::vector<Port> Decoder::ports(const yaml::Node& map, std::string_view key) {
  std::vector<Port> result;
  const yaml::Node* node = given(map, key);
  if (node == nullptr || !node->is_map()) return result;
  result.reserve(node->entries.size());
  for (const yaml::Entry& entry : node->entries) result.push_back(port(entry));
  std::sort(result.begin(), result.end(), [](const Port& a, const Port& b) { return a.name < b.name; });
  return result;
}

std::vector<EnvVar> Decoder::env(const yaml::Node& map) {
  std::vector<EnvVar> result;
  const yaml::Node* node = given(map, "env");
  if (node == nullptr) return result;
  result.reserve(node->entries.size());
  for (const yaml::Entry& entry : node->entries) {
    if (entry.value->is_scalar()) result.push_back({std::string(entry.key), filled(*entry.value), inherited(*entry.value)});
  }
  std::sort(result.begin(), result.end(), [](const EnvVar& a, const EnvVar& b) { return a.name < b.name; });
  return result;
}

std::vector<Volume> Decoder::volumes(const yaml::Node& map) {
  std::vector<Volume> result;
  const yaml::Node* node = given(map, "volumes");
  if (node == nullptr) return result;
  for (const yaml::Entry& entry : node->entries) {
    const yaml::Node& said = *entry.value;
    Volume volume;
    volume.path = entry.key;
    volume.at = place(said);
    const std::string size = said.is_scalar() ? text(said) : formed(said, "size", language::Form::size);
    if (size.starts_with("temp") || size.starts_with("memory")) {
      volume.kind = size[0] == 't' ? Volume::Kind::temporary : Volume::Kind::memory;
      if (const auto space = size.find(' '); space != std::string::npos) volume.size = size.substr(space + 1);
    } else {
      volume.size = size;
    }
    if (said.is_map()) volume.storage_class = text(said, "class");
    result.push_back(std::move(volume));
  }
  std::sort(result.begin(), result.end(), [](const Volume& a, const Volume& b) { return a.path < b.path; });
  return result;
}

Resources Decoder::resources(const yaml::Node& map) {
  Resources result;
  const yaml::Node* node = given(map, "resources");
  if (node == nullptr || !node->is_map()) return result;
  result.said = true;
  result.cpu = formed(*node, "cpu", language::Form::cpu);
  result.memory = formed(*node, "memory", language::Form::memory);
  result.storage = formed(*node, "storage", language::Form::memory);
  return result;
}

Container Decoder::container(const yaml::Node& node, std::string_view name) {
  Container result;
  result.name = name.empty() ? text(node, "name") : std::string(name);
  result.image = text(node, "image", {}, &result.image_question);
  if (const yaml::Node* image = given(node, "image"); image != nullptr) result.image_at = place(*image);
  result.entrypoint = words(node, "entrypoint");
  result.args = words(node, "args");
  result.env = env(node);
  result.ports = ports(node, "ports");
  result.user = text(node, "user");
  result.resources = resources(node);
  result.at = place(node);
  return result;
}

std::vector<Container> Decoder::containers(const yaml::Node& whole, std::string_view key) {
  std::vector<Container> result;
  const yaml::Node* node = given(whole, key);
  if (node == nullptr) return result;
  for (const yaml::Node* item : node->items) result.push_back(container(*item, {}));
  for (const yaml::Entry& entry : node->entries) result.push_back(container(*entry.value, entry.key));
  if (node->is_map()) std::sort(result.begin(), result.end(), [](const Container& a, const Container& b) { return a.name < b.name; });
  return result;
}

void Decoder::replicas(Runtime& result, const yaml::Node& node) {
  // Where a reference was filled in, `min` and `max` are one text, which may hold a range: `2..10`.
  const yaml::Node *min = given(node, "min"), *max = given(node, "max");
  const bool one = min != nullptr && max != nullptr && min->span == max->span && min->text == max->text;
  const auto low = language::parse_range(formed(node, "min", language::Form::range));
  const auto high = one ? low : language::parse_range(formed(node, "max", language::Form::range));
  result.replicas_min = low ? low->low : 1;
  result.replicas_max = high ? high->high : low ? low->high : 1;
  result.scale_cpu = language::parse_percent(text(node, "cpu")).value_or(80);
  result.scale_memory = language::parse_percent(text(node, "memory"));
}

void Decoder::runtime(Runtime& result, const yaml::Node& whole, const Layered& layered) {
  result.ports = ports(whole, "ports");
  result.aliases = texts(whole, "aliases");
  for (std::string& alias : result.aliases) {
    if (const auto dot = alias.find('.'); dot != std::string::npos)
      alias = alias.substr(0, dot + 1).append(chart_.namespace_of(alias.substr(dot + 1)));
  }
  result.image = text(whole, "image", {}, &result.image_question);
  if (const yaml::Node* image = given(whole, "image"); image != nullptr) result.image_at = place(*image);
  result.entrypoint = words(whole, "entrypoint");
  result.args = words(whole, "args");
  result.user = text(whole, "user");
  result.links = links(whole);
  result.removed_links.assign(layered.removed_links.begin(), layered.removed_links.end());
  result.env = env(whole);
  result.files = files(whole);
  result.volumes = volumes(whole);
  if (const yaml::Node* node = given(whole, "health"); node != nullptr) health(result, *node);
  if (const yaml::Node* node = given(whole, "metrics"); node != nullptr) {
    if (node->is_scalar()) {
      const std::string said = text(*node);
      if (said.starts_with('/'))
        result.metrics_path = said;
      else if (said != "none")
        result.metrics_port = said;
    } else {
      result.metrics_port = text(*node, "port");
      result.metrics_path = text(*node, "path");
    }
    if (result.metrics_path.empty() && (!result.metrics_port.empty() || node->is_map())) result.metrics_path = "/metrics";
  }
  if (const yaml::Node* node = given(whole, "replicas"); node != nullptr) replicas(result, *node);
  result.resources = resources(whole);
  result.stop_s = (milliseconds(whole, "stop", 30'000) + 999) / 1000;
  result.init = containers(whole, "init");
  result.sidecars = containers(whole, "sidecars");
  result.identity = text_map(whole, "identity");
  if (const yaml::Node* node = given(whole, "expose"); node != nullptr) result.expose = exposes(*node);
  result.meshed = text(whole, "mesh") != "none";
  result.labels = text_map(whole, "labels");
  result.annotations = text_map(whole, "annotations");
  result.waive = text_map(whole, "waive");
  if (const yaml::Node* node = given(whole, "waive"); node != nullptr) {
    for (const yaml::Entry& entry : node->entries) result.waive_places.emplace(std::string(entry.key), place(entry));
  }
}

}  // namespace portolan::chart
