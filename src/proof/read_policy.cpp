#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "proof/fields.h"
#include "proof/read.h"

// networking.k8s.io/v1 NetworkPolicy.
//
// What is not written has a meaning of its own everywhere here: no `from` is every source but `from: []` too, an empty podSelector
// every pod, no `ports` every port, a port without a number every port of its protocol; no policyTypes is Ingress, and Egress
// where there is an egress rule.

namespace portolan::proof {

namespace {

PeerNumber read_ip_block(const value::Value& block, Model& model, std::string& problem) {
  const std::string_view cidr = text_at(block, "cidr");
  const auto range = cidr.find('/') == std::string_view::npos ? std::nullopt : parse_cidr(cidr);
  Peer peer{.kind = Peer::Kind::addresses};
  if (!range) {
    problem = fmt::format("ipBlock `{}` is no range of addresses", cidr);
    return model.keep(std::move(peer));
  }
  std::vector<AddressRange> excepted;
  for (const value::Value* except : list_at(block, "except")) {
    const auto part = parse_cidr(except->text());
    if (!part || part->first < range->first || range->last < part->last || *part == *range) {
      problem = fmt::format("`except` {} lies not inside of {}", except->text(), cidr);
    } else {
      excepted.push_back(*part);
    }
  }
  peer.addresses = AddressSet({*range}).without(AddressSet(std::move(excepted)));
  return model.keep(std::move(peer));
}

void read_peer(const value::Value& object, Model& model, Name own_namespace, std::vector<PeerNumber>& into, std::string& problem) {
  const value::Value* block = written(object, "ipBlock");
  const value::Value* namespaces = written(object, "namespaceSelector");
  const value::Value* pods = written(object, "podSelector");
  if (block) {
    if (namespaces || pods) problem = "a peer has an ipBlock and a selector";
    into.push_back(read_ip_block(*block, model, problem));
    return;
  }
  if (!namespaces && !pods) {
    problem = "a peer names nothing";
    return;
  }
  Selector selected = read_selector(pods, model.names, problem);
  if (namespaces) {
    keep_pod_peers(read_selector(namespaces, model.names, problem), std::move(selected), model, into);
  } else {
    into.push_back(
        model.keep(Peer{.kind = Peer::Kind::pods, .one_namespace = true, .name_space = own_namespace, .pods = std::move(selected)}));
  }
}

PortsNumber read_ports(std::span<value::Value* const> list, Model& model, std::string& problem) {
  if (list.empty()) return model.keep(RulePorts{PortSet::all(), {}});
  std::vector<PortRange> numbers;
  std::vector<NamedPort> named;
  for (const value::Value* entry : list) {
    const auto transport = read_transport(text_at(*entry, "protocol"));
    const value::Value* port = written(*entry, "port");
    const value::Value* end = written(*entry, "endPort");
    if (!transport) {
      problem = fmt::format("`{}` is no protocol", text_at(*entry, "protocol"));
    } else if (!port) {
      if (end) problem = "endPort without port";
      numbers.push_back({*transport, 1, 65535});
    } else if (port->is_text()) {
      if (end) problem = "endPort behind a named port";
      named.push_back({*transport, model.names.keep(port->text())});
    } else {
      const auto first = port_number(port);
      const auto last = end ? port_number(end) : first;
      if (!first || !last || *last < *first) {
        problem = "a port is out of range";
      } else {
        numbers.push_back({*transport, *first, *last});
      }
    }
  }
  return model.keep(RulePorts{PortSet(std::move(numbers)), std::move(named)});
}

void read_rules(std::span<value::Value* const> list, std::string_view peers_key, Model& model, Name own_namespace, std::vector<Rule>& into,
                std::string& problem) {
  into.reserve(list.size());
  for (const value::Value* object : list) {
    Rule rule;
    rule.number = static_cast<std::uint32_t>(into.size());
    const auto peers = list_at(*object, peers_key);
    for (const value::Value* peer : peers) read_peer(*peer, model, own_namespace, rule.peers, problem);
    if (peers.empty()) rule.peers.push_back(model.keep(Peer{}));
    rule.ports = read_ports(list_at(*object, "ports"), model, problem);
    into.push_back(std::move(rule));
  }
}

}  // namespace

std::optional<Transport> read_transport(std::string_view text) {
  if (text.empty() || text == "TCP") return Transport::tcp;
  if (text == "UDP") return Transport::udp;
  if (text == "SCTP") return Transport::sctp;
  return std::nullopt;
}

void keep_pod_peers(Selector namespaces, Selector pods, Model& model, std::vector<PeerNumber>& into) {
  const auto by_name = std::find_if(namespaces.conditions.begin(), namespaces.conditions.end(),
                                    [&](const Condition& c) { return c.key == model.name_label && c.only_these && !c.missing_too; });
  Peer peer{.kind = Peer::Kind::pods, .pods = std::move(pods)};
  if (by_name == namespaces.conditions.end()) {
    peer.namespaces = std::move(namespaces);
    into.push_back(model.keep(std::move(peer)));
    return;
  }
  const std::vector<Name> found = std::move(by_name->values);
  namespaces.conditions.erase(by_name);
  peer.one_namespace = true;
  peer.namespaces = std::move(namespaces);
  for (const Name name_space : found) {
    peer.name_space = name_space;
    into.push_back(model.keep(name_space == found.back() ? std::move(peer) : peer));
  }
}

void read_network_policy(const value::Value& object, Model& model, Policy& policy, std::string& problem) {
  static const value::Value none{};
  const value::Value* written_spec = written(object, "spec");
  const value::Value& spec = written_spec ? *written_spec : none;
  policy.pods = read_selector(written(spec, "podSelector"), model.names, problem);
  const auto ingress = list_at(spec, "ingress");
  const auto egress = list_at(spec, "egress");
  const auto types = list_at(spec, "policyTypes");
  for (const value::Value* type : types) {
    if (type->text() == "Ingress") {
      policy.holds_ingress = true;
    } else if (type->text() == "Egress") {
      policy.holds_egress = true;
    } else {
      problem = fmt::format("`{}` is no policy type", type->text());
    }
  }
  if (types.empty()) {
    policy.holds_ingress = true;
    policy.holds_egress = !egress.empty();
  }
  // Rules of a direction that is not held are without effect.
  if (policy.holds_ingress) read_rules(ingress, "from", model, policy.name_space, policy.ingress, problem);
  if (policy.holds_egress) read_rules(egress, "to", model, policy.name_space, policy.egress, problem);
}

}  // namespace portolan::proof
