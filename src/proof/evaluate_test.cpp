#include "proof/evaluate.h"

#include "support/read_value.h"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>

// Every small policy over an alphabet that holds each form of the NetworkPolicy API once, in a world of three pods in two
// namespaces, against an evaluator that is written down straight from the API's reference: no sets, no index, no normal form.

namespace portolan::proof {

namespace {

using value::Value;

struct SmallPod {
  std::string name, name_space, address;
  std::vector<std::pair<std::string, std::string>> labels, namespace_labels;
};

const std::vector<SmallPod>& small_pods() {
  static const std::vector<SmallPod> pods = {
      {"a", "x", "10.0.0.1", {{"app", "a"}}, {{"kubernetes.io/metadata.name", "x"}}},
      {"b", "x", "10.0.0.2", {{"app", "b"}, {"role", "r"}}, {{"kubernetes.io/metadata.name", "x"}}},
      {"c", "y", "10.0.0.5", {{"app", "a"}}, {{"kubernetes.io/metadata.name", "y"}, {"team", "t"}}},
  };
  return pods;
}

struct SmallPort {
  Transport transport;
  std::uint16_t number;
  const char* name;  // in the pod that listens; "" where it does not
};
constexpr SmallPort small_ports[] = {{Transport::tcp, 80, "http"},
                                     {Transport::udp, 80, ""},
                                     {Transport::udp, 53, "dns"},
                                     {Transport::tcp, 82, ""},
                                     {Transport::sctp, 80, ""}};

// The reference, word by word.

std::string_view text(const Value* object, std::string_view key) {
  const Value* value = object->get(key);
  return value ? value->text() : "";
}

bool has(const std::vector<std::pair<std::string, std::string>>& labels, std::string_view key, std::string_view value) {
  for (const auto& label : labels) {
    if (label.first == key && label.second == value) return true;
  }
  return false;
}

bool has_key(const std::vector<std::pair<std::string, std::string>>& labels, std::string_view key) {
  for (const auto& label : labels) {
    if (label.first == key) return true;
  }
  return false;
}

bool selected(const Value* selector, const std::vector<std::pair<std::string, std::string>>& labels) {
  if (const Value* equal = selector->get("matchLabels")) {
    for (const value::Member& member : equal->map()) {
      if (!has(labels, member.key, member.value->text())) return false;
    }
  }
  if (const Value* expressions = selector->get("matchExpressions")) {
    for (const Value* e : expressions->list()) {
      const std::string_view key = text(e, "key"), verb = text(e, "operator");
      bool among = false;
      if (const Value* values = e->get("values")) {
        for (const Value* value : values->list()) among = among || has(labels, key, value->text());
      }
      if (verb == "In" && !among) return false;
      if (verb == "NotIn" && among) return false;
      if (verb == "Exists" && !has_key(labels, key)) return false;
      if (verb == "DoesNotExist" && has_key(labels, key)) return false;
    }
  }
  return true;
}

bool peer_named(const Value* peer, std::string_view policy_namespace, const SmallPod& pod) {
  if (const Value* block = peer->get("ipBlock")) {
    const AddressSet cidr({*parse_cidr(text(block, "cidr"))});
    bool inside = cidr.contains(*parse_address(pod.address));
    if (const Value* excepts = block->get("except")) {
      for (const Value* except : excepts->list())
        inside = inside && !AddressSet({*parse_cidr(except->text())}).contains(*parse_address(pod.address));
    }
    return inside;
  }
  const Value* namespaces = peer->get("namespaceSelector");
  if (namespaces ? !selected(namespaces, pod.namespace_labels) : pod.name_space != policy_namespace) return false;
  const Value* pods = peer->get("podSelector");
  return !pods || selected(pods, pod.labels);
}

bool port_named(const Value* entry, const SmallPort& port) {
  const std::string_view protocol = entry->get("protocol") ? text(entry, "protocol") : "TCP";
  if (protocol != to_text(port.transport)) return false;
  const Value* number = entry->get("port");
  if (!number) return true;
  if (number->is_text()) return number->text() == port.name;
  const Value* end = entry->get("endPort");
  return end ? number->number <= port.number && port.number <= end->number : number->number == port.number;
}

bool rule_matches(const Value* rule, std::string_view peers_key, std::string_view policy_namespace, const SmallPod& other,
                  const SmallPort& port) {
  const Value* peers = rule->get(peers_key);
  bool from = !peers || peers->list().empty();
  for (const Value* peer : peers ? peers->list() : std::span<Value* const>()) from = from || peer_named(peer, policy_namespace, other);
  const Value* ports = rule->get("ports");
  bool on = !ports || ports->list().empty();
  for (const Value* entry : ports ? ports->list() : std::span<Value* const>()) on = on || port_named(entry, port);
  return from && on;
}

bool side_allows(const std::vector<const Value*>& policies, bool ingress, const SmallPod& pod, const SmallPod& other,
                 const SmallPort& port) {
  bool isolated = false, allowed = false;
  for (const Value* policy : policies) {
    const std::string_view name_space = policy->find({"metadata", "namespace"})->text();
    const Value* spec = policy->get("spec");
    if (pod.name_space != name_space || !selected(spec->get("podSelector"), pod.labels)) continue;
    const Value* types = spec->get("policyTypes");
    const Value* rules = spec->get(ingress ? "ingress" : "egress");
    bool applies = false;
    if (types && !types->list().empty()) {  // an empty list is filled in as a missing one is
      for (const Value* type : types->list()) applies = applies || type->text() == (ingress ? "Ingress" : "Egress");
    } else {
      applies = ingress || (rules && !rules->list().empty());
    }
    if (!applies) continue;
    isolated = true;
    for (const Value* rule : rules ? rules->list() : std::span<Value* const>()) {
      allowed = allowed || rule_matches(rule, ingress ? "from" : "to", name_space, other, port);
    }
  }
  return !isolated || allowed;
}

Model model_of(const std::vector<const Value*>& policies) {
  Model model;
  for (const SmallPod& small : small_pods()) {
    Labels labels;
    for (const auto& [key, value] : small.namespace_labels) labels.push_back({model.names.keep(key), model.names.keep(value)});
    model.add_namespace(model.names.keep(small.name_space), labels);
    Pod pod;
    pod.name = model.names.keep(small.name);
    pod.name_space = model.names.keep(small.name_space);
    for (const auto& [key, value] : small.labels) pod.labels.push_back({model.names.keep(key), model.names.keep(value)});
    std::sort(pod.labels.begin(), pod.labels.end());
    pod.address = parse_address(small.address);
    for (const SmallPort& port : small_ports) {
      if (*port.name) pod.ports.push_back({model.names.keep(port.name), port.transport, port.number});
    }
    model.pods.push_back(pod);
  }
  model.add(policies);
  return model;
}

// "" where both agree on every pair, port and side.
std::string disagreement(const std::vector<const Value*>& policies) {
  const Model model = model_of(policies);
  if (!model.unreadable.empty()) return model.unreadable[0].problem;
  const Evaluator evaluator(model);
  for (PodNumber from = 0; from < small_pods().size(); ++from) {
    for (PodNumber to = 0; to < small_pods().size(); ++to) {
      PortSet open = evaluator.open_ports(from, Direction::egress, to).common(evaluator.open_ports(to, Direction::ingress, from));
      for (const SmallPort& port : small_ports) {
        const SmallPod &a = small_pods()[from], &b = small_pods()[to];
        const Verdict verdict = evaluator.between(from, to, port.transport, port.number);
        const bool egress = side_allows(policies, false, a, b, port), ingress = side_allows(policies, true, b, a, port);
        const bool in_set = open.contains(port.transport, port.number);
        if (verdict.egress.passes == egress && verdict.ingress.passes == ingress && in_set == (egress && ingress)) continue;
        std::string out =
            fmt::format("{} to {} on {} {}: egress {} {}, ingress {} {}, in the set {}\n", a.name, b.name, to_text(port.transport),
                        port.number, verdict.egress.passes, egress, verdict.ingress.passes, ingress, in_set);
        for (const Value* policy : policies) value::emit_json(*policy, out);
        return out;
      }
    }
  }
  return "";
}

const std::vector<std::string> selectors = {"{}", "{matchLabels: {app: a}}",
                                            "{matchExpressions: [{key: role, operator: NotIn, values: [r]}]}"};
const std::vector<std::string> peers = {"",
                                        "PEERS: []",
                                        "PEERS: [{podSelector: {}}]",
                                        "PEERS: [{podSelector: {matchLabels: {app: b}}}]",
                                        "PEERS: [{namespaceSelector: {}}]",
                                        "PEERS: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: 'y'}}}]",
                                        "PEERS: [{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, "
                                        "values: [x, 'y']}]}, podSelector: {matchLabels: {app: a}}}]",
                                        "PEERS: [{namespaceSelector: {matchLabels: {team: t}}, podSelector: {matchLabels: {app: a}}}]",
                                        "PEERS: [{namespaceSelector: {matchLabels: {team: t}}}, {podSelector: {matchLabels: {app: a}}}]",
                                        "PEERS: [{ipBlock: {cidr: 10.0.0.0/30, except: [10.0.0.1/32]}}]"};
const std::vector<std::string> ports = {"",
                                        "ports: []",
                                        "ports: [{port: 80}]",
                                        "ports: [{port: http}]",
                                        "ports: [{protocol: UDP, port: http}]",
                                        "ports: [{protocol: UDP}]",
                                        "ports: [{port: 79, endPort: 81}, {protocol: SCTP, port: 80}]"};
const std::vector<std::string> types = {"", "policyTypes: [], ", "policyTypes: [Ingress], ", "policyTypes: [Egress], ",
                                        "policyTypes: [Ingress, Egress], "};

std::string rule(const std::string& who, const std::string& where, std::string_view key) {
  std::string text = "{" + who + (who.empty() || where.empty() ? "" : ", ") + where + "}";
  if (const std::size_t at = text.find("PEERS"); at != std::string::npos) text.replace(at, 5, key);
  return text;
}

const Value* policy(value::Builder& made, const std::string& selector, const std::string& rest) {
  std::string problem;
  const std::string yaml = fmt::format(
      "{{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: p, namespace: x}}, spec: {{podSelector: {}, {}}}}}",
      selector, rest);
  const Value* value = support::read_value(yaml, made, problem);
  REQUIRE_MESSAGE(value, problem << " in " << yaml);
  return value;
}

}  // namespace

TEST_CASE("every single small policy is judged as the API's reference says") {
  unsigned judged = 0;
  std::string wrong;
  value::Builder made;
  for (const std::string& selector : selectors) {
    for (const std::string& type : types) {
      for (const std::string& who : peers) {
        for (const std::string& where : ports) {
          for (int direction = 0; direction < 3 && wrong.empty(); ++direction) {
            made.reset();
            std::string rest = type;
            if (direction != 1) rest += fmt::format("ingress: [{}], ", rule(who, where, "from"));
            if (direction != 0) rest += fmt::format("egress: [{}]", rule(who, where, "to"));
            wrong = disagreement({policy(made, selector, rest)});
            ++judged;
          }
        }
      }
    }
  }
  CHECK(wrong == "");
  CHECK(judged == 3 * 5 * 10 * 7 * 3);
}

TEST_CASE("two policies add up") {
  std::string wrong;
  value::Builder made;
  for (const std::string& first : peers) {
    for (const std::string& second : peers) {
      for (const std::string& selector : selectors) {
        if (!wrong.empty()) break;
        made.reset();
        const Value* one = policy(made, "{}",
                                  fmt::format("policyTypes: [Ingress, Egress], ingress: [{}], egress: [{}, {}]",
                                              rule(first, ports[2], "from"), rule(second, ports[4], "to"), rule(first, ports[0], "to")));
        const Value* two = policy(made, selector, fmt::format("ingress: [{}]", rule(second, ports[6], "from")));
        wrong = disagreement({one, two});
      }
    }
  }
  CHECK(wrong == "");
}

TEST_CASE("addresses outside are judged by the side that is ours") {
  value::Builder made;
  const Model model = model_of(
      {policy(made, "{matchLabels: {app: a}}",
              "policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}], ports: [{port: 443}]}]")});
  const Evaluator evaluator(model);
  const IpAddress world = *parse_address("93.184.216.34"), inside = *parse_address("10.9.9.9"), six = *parse_address("2606:2800::1");
  CHECK(evaluator.to_address(0, world, Transport::tcp, 443).allowed());
  CHECK(!evaluator.to_address(0, world, Transport::tcp, 80).allowed());
  CHECK(!evaluator.to_address(0, inside, Transport::tcp, 443).allowed());
  CHECK(!evaluator.to_address(0, six, Transport::tcp, 443).allowed());
  CHECK(evaluator.to_address(1, six, Transport::tcp, 443).allowed());
  CHECK(evaluator.from_address(world, 0, Transport::tcp, 80).allowed());
}

TEST_CASE("what the API server refuses is not read as something else") {
  const auto problem = [](const std::string& rest) {
    value::Builder made;
    const Model model = model_of({policy(made, "{}", rest)});
    return model.unreadable.empty() ? std::string() : model.unreadable[0].object + ": " + model.unreadable[0].problem;
  };
  CHECK(problem("ingress: [{from: [{}]}]") == "NetworkPolicy x/p: a peer names nothing");
  CHECK(problem("ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/40}}]}]") ==
        "NetworkPolicy x/p: ipBlock `10.0.0.0/40` is no range of addresses");
  CHECK(problem("ingress: [{from: [{ipBlock: {cidr: 10.0.0.0}}]}]") == "NetworkPolicy x/p: ipBlock `10.0.0.0` is no range of addresses");
  CHECK(problem("ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/8]}}]}]") ==
        "NetworkPolicy x/p: `except` 11.0.0.0/8 lies not inside of 10.0.0.0/8");
  CHECK(problem("ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}]}]") ==
        "NetworkPolicy x/p: a peer has an ipBlock and a selector");
  CHECK(problem("ingress: [{ports: [{port: 90, endPort: 80}]}]") == "NetworkPolicy x/p: a port is out of range");
  CHECK(problem("ingress: [{ports: [{port: http, endPort: 80}]}]") == "NetworkPolicy x/p: endPort behind a named port");
  CHECK(problem("ingress: [{ports: [{protocol: ICMP}]}]") == "NetworkPolicy x/p: `ICMP` is no protocol");
  CHECK(problem("policyTypes: [Both]") == "NetworkPolicy x/p: `Both` is no policy type");
}

}  // namespace portolan::proof
