#include "access/nats_streams.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <set>

#include <fmt/core.h>

#include "access/nats_subjects.h"
#include "access/renderers.h"
#include "value/value.h"

// JetStream is told what to make by messages to its own API. Each stream is made and then changed: making one that is there as it
// should be does nothing, making one that is there otherwise is refused, changing it is not. What is gone from the chart stays, with its
// messages.

namespace portolan::access {

namespace {

using value::Builder;
using value::Value;
using wiring::Channel;
using wiring::Link;

constexpr const char* inbox = "_INBOX.portolan";
constexpr std::int64_t nanoseconds = 1'000'000;  // of a millisecond
constexpr std::int64_t longest = std::numeric_limits<std::int64_t>::max() / nanoseconds;

std::string publish(const std::string& subject, const Value& message) {
  std::string body;
  value::emit_json(message, body, value::JsonStyle::compact);
  return fmt::format("PUB {} {} {}\r\n{}\r\n", subject, inbox, body.size(), body);
}

std::string made(const std::string& name, const Value& config) {
  return publish(fmt::format("$JS.API.STREAM.CREATE.{}", name), config) + publish(fmt::format("$JS.API.STREAM.UPDATE.{}", name), config);
}

std::string stream(const Channel& channel) {
  Builder make;
  Value* subjects = make.list();
  if (channel.keys.empty() && subject_of_name(channel.name)) make.push(subjects, make.copy(channel.name));
  for (const std::string& one : channel.keys)
    if (is_subject(one)) make.push(subjects, make.copy(one));
  Value* config = make.map({{"name", make.copy(channel.name)},
                            {"num_replicas", make.integer(channel.replicas.value_or(1))},
                            {"storage", make.text("file")},
                            {"subjects", subjects}});
  if (channel.keep_milliseconds) make.set(config, "max_age", make.integer(std::min(*channel.keep_milliseconds, longest) * nanoseconds));
  if (channel.keep_bytes) make.set(config, "max_bytes", make.integer(*channel.keep_bytes));
  return made(channel.name, *config);
}

// A bucket is a stream that keeps the last message of each subject.
std::string bucket(const std::string& name) {
  Builder make;
  Value* subjects = make.list();
  make.push(subjects, make.copy(fmt::format("$KV.{}.>", name)));
  return made(fmt::format("KV_{}", name), *make.map({{"allow_direct", make.boolean(true)},
                                                     {"allow_rollup_hdrs", make.boolean(true)},
                                                     {"deny_delete", make.boolean(true)},
                                                     {"discard", make.text("new")},
                                                     {"max_msgs_per_subject", make.integer(1)},
                                                     {"name", make.copy(fmt::format("KV_{}", name))},
                                                     {"num_replicas", make.integer(1)},
                                                     {"storage", make.text("file")},
                                                     {"subjects", subjects}}));
}

std::string durable(const Channel& channel, const std::string& name, const std::set<std::string>& keys,
                    std::optional<std::uint32_t> deliveries) {
  Builder make;
  Value* config = make.map({{"ack_policy", make.text("explicit")}, {"durable_name", make.copy(name)}});
  if (keys.size() == 1) make.set(config, "filter_subject", make.copy(*keys.begin()));
  if (keys.size() > 1) {
    Value* several = make.list();
    for (const std::string& one : keys) make.push(several, make.copy(one));
    make.set(config, "filter_subjects", several);
  }
  if (deliveries) make.set(config, "max_deliver", make.integer(*deliveries));
  return publish(fmt::format("$JS.API.CONSUMER.DURABLE.CREATE.{}.{}", channel.name, name),
                 *make.map({{"config", config}, {"stream_name", make.copy(channel.name)}}));
}

std::string consumers(const wiring::Wiring& wiring, std::uint32_t server, const Channel& channel) {
  struct Wanted {
    std::set<std::string> keys;
    bool all = false;
    std::optional<std::uint32_t> deliveries;
  };
  std::map<std::string, Wanted> by_name;
  for (const Link& link : wiring.links) {
    if (link.to != server || link.channel != channel.key || link.verb != wiring::Verb::consumes || !is_stream_name(link.group)) continue;
    Wanted& wanted = by_name[link.group];
    wanted.all = wanted.all || link.keys.empty();
    for (const std::string& one : link.keys)
      if (is_subject(one)) wanted.keys.insert(one);
    if (link.max_deliveries) wanted.deliveries = link.max_deliveries;
  }
  std::string result;
  for (auto& [name, wanted] : by_name) {
    if (wanted.all) wanted.keys.clear();
    result += durable(channel, name, wanted.keys, wanted.deliveries);
  }
  return result;
}

}  // namespace

std::string nats_streams(const wiring::Wiring& wiring, std::uint32_t server, const Login& administrator) {
  std::string lines;
  for (const Channel& channel : wiring.parties[server].channels) {
    if (channel.kind != "stream" || !is_stream_name(channel.name)) continue;
    lines += stream(channel);
    if (!channel.app_declares) lines += consumers(wiring, server, channel);
  }
  for (const wiring::Part& part : wiring.parties[server].parts)
    if (is_stream_name(part.name)) lines += bucket(part.name);
  if (lines.empty()) return lines;
  Builder make;
  std::string login;
  value::emit_json(
      *make.map({{"pass", make.copy(administrator.password)}, {"user", make.copy(administrator.user)}, {"verbose", make.boolean(false)}}),
      login, value::JsonStyle::compact);
  return fmt::format("CONNECT {}\r\nSUB {} 1\r\n{}PING\r\n", login, inbox, lines);
}

}  // namespace portolan::access
