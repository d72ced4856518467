#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "chart/decoder.h"
#include "text/edit_distance.h"

// Stores and brokers.

namespace portolan::chart {

namespace {

constexpr std::array<std::string_view, 4> part_sections = {"databases", "keyspaces", "buckets", "vhosts"};

}  // namespace

std::optional<Auth> Decoder::auth(const yaml::Node& map, std::string_view key) {
  const yaml::Node* node = given(map, key);
  if (node == nullptr || !node->is_map()) return std::nullopt;
  Auth result;
  if (const yaml::Node* user = node->get("user"); user != nullptr) result.user = filled(*user);
  if (const yaml::Node* password = node->get("password"); password != nullptr) result.password = filled(*password);
  return result;
}

void Decoder::server(Server& result, const yaml::Node& whole, const Layered& layered) {
  const catalog::Kind& kind = *result.entry;
  runtime(result, whole, layered);
  result.version = text(whole, "version", kind.version);
  result.mode = text(whole, "mode");
  result.size = text(whole, "size", kind.size);
  result.app_topology = text(whole, "topology") == "app";
  result.tls = text(whole, "tls");
  result.operator_name = text(whole, "operator");
  if (const yaml::Node* node = given(whole, "auth"); node != nullptr) {
    if (node->is_scalar()) {
      result.auth = text(*node);
    } else {
      result.auth = "account";
      result.account = auth(whole, "auth");
    }
  }
  if (const yaml::Node* node = given(whole, "seed"); node != nullptr) {
    if (node->is_scalar() && node->text == "image")
      result.seed_in_image = true;
    else
      result.seed = texts(whole, "seed");
  }
  if (const yaml::Node* node = given(whole, "settings"); node != nullptr) {
    for (const yaml::Entry& entry : node->entries) {
      if (entry.value->is_scalar()) result.settings.emplace(std::string(entry.key), filled(*entry.value));
    }
  }
  for (const std::string_view section : part_sections) {
    const yaml::Node* node = given(whole, section);
    if (node == nullptr) continue;
    if (result.kind_known && section != kind.parts) {
      const std::string instead =
          kind.parts.empty() ? fmt::format("{} has no parts", kind.title) : fmt::format("the parts of {} are `{}`", kind.title, kind.parts);
      sink_.add({.code = "P0330",
                 .span = node->span,
                 .message = fmt::format("a server of kind `{}` has no `{}`", kind.name, section),
                 .hint = instead});
      continue;
    }
    for (const yaml::Entry& entry : node->entries) {
      result.parts.push_back({.key = std::string(entry.key),
                              .name = text(*entry.value, "name", entry.key),
                              .schemas = texts(*entry.value, "schemas"),
                              .seed = texts(*entry.value, "seed"),
                              .at = place(entry)});
    }
  }
  if (result.parts.empty() && !kind.default_part.empty()) {
    const std::string name = kind.default_part == "{name}" ? result.name : kind.default_part;
    result.parts.push_back({.key = name, .name = name, .schemas = {}, .seed = {}, .at = result.at});
  }
  std::sort(result.parts.begin(), result.parts.end(), [](const Part& a, const Part& b) { return a.key < b.key; });

  if (const yaml::Node* node = given(whole, "channels"); node != nullptr) {
    for (const yaml::Entry& entry : node->entries) {
      const yaml::Node& said = *entry.value;
      Channel channel;
      channel.key = entry.key;
      channel.at = place(entry);
      channel.name = text(said, "name", entry.key);
      channel.kind = text(said, "kind", kind.default_channel_kind);
      channel.exchange = text(said, "exchange");
      channel.vhost = text(said, "vhost");
      channel.dead_letter = text(said, "dead-letter");
      channel.retention = text(said, "retention");
      channel.keys = texts(said, "keys");
      channel.topology = text(said, "topology");
      channel.max_deliveries = number(said, "max-deliveries");
      channel.partitions = number(said, "partitions");
      channel.replicas = number(said, "replicas");
      channel.settings = text_map(said, "settings");
      if (!result.kind_known) {
        // Which channels it may have is not known either.
      } else if (kind.channel_kinds.empty()) {
        sink_.add({.code = "P0331",
                   .span = entry.key_span,
                   .message = fmt::format("a server of kind `{}` carries no messages", kind.name),
                   .hint = "declare the channel on a broker"});
      } else if (channel.kind.empty()) {
        sink_.add({.code = "P0332",
                   .span = entry.key_span,
                   .message = fmt::format("channel `{}` has no kind", entry.key),
                   .hint = fmt::format("say `{}: {}`; kinds of {} are {}", entry.key, kind.channel_kinds.front(), kind.title,
                                       fmt::join(kind.channel_kinds, ", "))});
      } else if (std::find(kind.channel_kinds.begin(), kind.channel_kinds.end(), channel.kind) == kind.channel_kinds.end()) {
        sink_.add({.code = "P0333",
                   .span = entry.key_span,
                   .message = fmt::format("{} has no channels of kind `{}`", kind.title, channel.kind),
                   .hint = fmt::format("kinds of {} are {}", kind.title, fmt::join(kind.channel_kinds, ", "))});
      }
      result.channels.push_back(std::move(channel));
    }
    std::sort(result.channels.begin(), result.channels.end(), [](const Channel& a, const Channel& b) { return a.key < b.key; });
  }
  if (const yaml::Node* node = given(whole, "external"); node != nullptr && !node->is_null()) {
    result.external = std::make_shared<const External>(external(*node, result.name));
  }
}

}  // namespace portolan::chart
