#include <algorithm>

#include <fmt/core.h>

#include "access/kafka_access.h"
#include "access/renderers.h"

// Kafka: access control lists, by the table of operations and resources of its documentation. A producer needs Describe and
// Write, a consumer Describe and Read of the topic and Read of its group; what no list allows is refused.

namespace portolan::access {

namespace {

using wiring::Channel;
using wiring::Link;
using wiring::Verb;
using Operations = std::initializer_list<const char*>;

class Collector {
 public:
  Collector(const wiring::Wiring& wiring, KafkaRights& rights) : wiring_(wiring), rights_(rights) {}

  void add(std::uint32_t index) {
    index_ = index;
    link_ = &wiring_.links[index];
    const Channel* channel = channel_of(wiring_, *link_);
    if (channel == nullptr) return use();
    if (link_->verb == Verb::publishes)
      topic(channel->name, channel->prefix, {"Describe", "Write"});
    else
      consume(*channel);
    if (channel->app_declares) topic(channel->name, channel->prefix, {"Create"});
    for (const std::string& name : link_->declares) topic(name, false, {"Create", "Describe", "Read", "Write"});
  }

 private:
  void allow(KafkaResource resource, Operations operations) {
    auto& of = rights_.operations[std::move(resource)];
    for (const char* one : operations) of[one].push_back(index_);
  }
  void topic(const std::string& name, bool prefixed, Operations operations) {
    if (is_topic_name(name)) return allow({"topic", prefixed, name}, operations);
    rights_.problems.push_back({index_, fmt::format("Kafka has no way to call a topic `{}`", name)});
  }

  void consume(const Channel& channel) {
    topic(channel.name, channel.prefix, {"Describe", "Read"});
    group();
    if (const Channel* dead = channel_named(wiring_.parties[link_->to], link_->dead_letter))
      topic(dead->name, dead->prefix, {"Describe", "Write"});
  }

  // A group may be called anything but what a list reads as all of them.
  void group() {
    std::string name = link_->group;
    const bool prefixed = is_family(name);
    if (prefixed) name.pop_back();
    if (!fits_line(name) || name == "*") {
      rights_.problems.push_back({index_, fmt::format("Kafka has no way to call a group `{}`", link_->group)});
      return;
    }
    allow({"group", prefixed, name}, {"Describe", "Read"});
  }

  void use() {
    const std::string& access = link_->access;
    if (access == "admin") allow({"cluster", false, "kafka-cluster"}, {"All"});
    if (access == "monitor") {
      allow({"cluster", false, "kafka-cluster"}, {"Describe", "DescribeConfigs"});
      allow({"topic", false, "*"}, {"Describe", "DescribeConfigs"});
      return allow({"group", false, "*"}, {"Describe"});
    }
    if (access == "own" || access == "admin") {
      for (const char* kind : {"topic", "group", "transactional-id"}) allow({kind, false, "*"}, {"All"});
      return;
    }
    allow({"topic", false, "*"}, {"Describe", "Read"});
    allow({"group", false, "*"}, {"Describe", "Read"});
    if (access == "write") allow({"topic", false, "*"}, {"Write"});
  }

  const wiring::Wiring& wiring_;
  KafkaRights& rights_;
  const Link* link_ = nullptr;
  std::uint32_t index_ = 0;
};

}  // namespace

bool fits_line(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return c >= ' ' && c != 0x7F; });
}

bool is_topic_name(std::string_view name) {
  return !name.empty() && name.size() <= 249 && name != "." && name != ".." && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  });
}

KafkaRights kafka_rights_of(const wiring::Wiring& wiring, const wiring::Account& account) {
  KafkaRights result;
  Collector collector(wiring, result);
  for (const std::uint32_t link : account.links) collector.add(link);
  return result;
}

std::vector<Right> kafka_rights(const wiring::Wiring& wiring, const wiring::Account& account) {
  std::vector<Right> result;
  for (const auto& [resource, operations] : kafka_rights_of(wiring, account).operations) {
    for (const auto& [operation, links] : operations)
      result.push_back(
          {fmt::format("{} {} {}{}", operation, resource.kind, resource.name, resource.prefixed ? " and all that begin so" : ""), links});
  }
  return result;
}

}  // namespace portolan::access
