#include <algorithm>

#include "chart/decoder.h"
#include "language/forms.h"
#include "language/quantities.h"

// Links and their options.

namespace portolan::chart {

Retries Decoder::retries(const yaml::Node& node) {
  Retries result;
  if (node.is_scalar()) {
    result.attempts = language::parse_integer(text(node)).value_or(2);
    return result;
  }
  result.attempts = number(node, "attempts").value_or(2);
  result.per_try = text(node, "per-try");
  result.backoff = text(node, "backoff");
  result.retry_on = texts(node, "retry-on");
  return result;
}

Call Decoder::call(const yaml::Node& node) {
  Call result;
  result.timeout = text(node, "timeout");
  if (const yaml::Node* said = given(node, "retries"); said != nullptr) result.retries = retries(*said);
  if (const yaml::Node* routes = given(node, "routes"); routes != nullptr) {
    for (const yaml::Node* item : routes->items) result.routes.push_back({.match = text(*item), .timeout = {}, .retries = {}});
    for (const yaml::Entry& entry : routes->entries) {
      RouteOptions options{.match = std::string(entry.key), .timeout = text(*entry.value, "timeout"), .retries = {}};
      if (const yaml::Node* said = given(*entry.value, "retries"); said != nullptr) options.retries = retries(*said);
      result.routes.push_back(std::move(options));
    }
    std::sort(result.routes.begin(), result.routes.end(), [](const RouteOptions& a, const RouteOptions& b) { return a.match < b.match; });
  }
  if (const yaml::Node* max = given(node, "max"); max != nullptr) {
    result.max_connections = number(*max, "connections");
    result.max_requests = number(*max, "requests");
    result.max_pending = number(*max, "pending");
  }
  if (const yaml::Node* said = given(node, "fault"); said != nullptr && said->is_map()) {
    Call::Fault fault;
    fault.percent = number(*said, "percent").value_or(100);
    fault.delay = text(*said, "delay");
    fault.status = number(*said, "status");
    result.fault = std::move(fault);
  }
  return result;
}

Consume Decoder::consume(const yaml::Node& node) {
  Consume result;
  result.keys = texts(node, "keys");
  result.declares = texts(node, "declares");
  result.headers = text_map(node, "headers");
  result.group = text(node, "group");
  result.queue = text(node, "queue");
  result.dead_letter = text(node, "dead-letter");
  result.max_deliveries = number(node, "max-deliveries");
  result.reply = flag(node, "reply");
  return result;
}

Link Decoder::link(const yaml::Entry& entry, Link::Verb verb) {
  const yaml::Node& node = *entry.value;
  Link result;
  result.verb = verb;
  result.target = Target::parse(entry.key);
  result.at = place(entry);
  result.inherited = inherited(node);
  if (node.entries.empty()) return result;
  switch (verb) {
    case Link::Verb::calls:
      if (Call said = call(node); said.says_anything()) result.call = std::move(said);
      return result;
    case Link::Verb::publishes:
      result.publish = Publish{.keys = texts(node, "keys"), .declares = texts(node, "declares"), .reply = flag(node, "reply")};
      break;
    case Link::Verb::consumes: result.consume = consume(node); break;
    case Link::Verb::uses: {
      Use& use = result.use.edit();
      if (result.target.name == "kubernetes") {
        for (const yaml::Entry& rule : node.entries) use.api.emplace(std::string(rule.key), texts(node, rule.key));
        break;
      }
      use.access = text(node, "access");
      use.schema = text(node, "schema");
      use.mount = text(node, "mount");
      use.only = texts(node, "only");
      use.grant = texts(node, "grant");
      break;
    }
  }
  if (const yaml::Node* user = given(node, "user"); user != nullptr) result.user = filled(*user);
  if (const yaml::Node* password = given(node, "password"); password != nullptr) result.password = filled(*password);
  return result;
}

std::vector<Link> Decoder::links(const yaml::Node& whole) {
  constexpr std::pair<std::string_view, Link::Verb> sections[] = {
      {"calls", Link::Verb::calls}, {"publishes", Link::Verb::publishes}, {"consumes", Link::Verb::consumes}, {"uses", Link::Verb::uses}};
  std::size_t said = 0;
  for (const auto& [section, verb] : sections) {
    if (const yaml::Node* map = given(whole, section); map != nullptr) said += map->entries.size();
  }
  std::vector<Link> result;
  result.reserve(said);
  for (const auto& [section, verb] : sections) {
    const yaml::Node* map = given(whole, section);
    if (map == nullptr || !map->is_map()) continue;
    for (const yaml::Entry& entry : map->entries) {
      // "? which services does it call": whom to link to is the question (rule 21).
      if (language::is_question(entry.key)) {
        chart_.questions.push_back({.code = "P1001",
                                    .to = subject_.owner,
                                    .about = subject_.about,
                                    .text = std::string(entry.key.substr(2)),
                                    .blocking = subject_.active,
                                    .at = {.said = entry.key_span, .via = {}, .over = {}}});
        continue;
      }
      // A link to oneself without a port is what a default says of everybody else (rule 18).
      const Target target = Target::parse(entry.key);
      const bool self = target.name == subject_.self.name && target.port.empty() &&
                        (target.name_space.empty() || target.name_space == subject_.self.name_space);
      if (self && verb == Link::Verb::calls && inherited(*entry.value)) continue;
      result.push_back(link(entry, verb));
    }
  }
  std::sort(result.begin(), result.end(),
            [](const Link& a, const Link& b) { return std::tie(a.verb, a.target.raw) < std::tie(b.verb, b.target.raw); });
  return result;
}

}  // namespace portolan::chart
