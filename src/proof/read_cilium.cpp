#include <charconv>

#include <fmt/core.h>

#include "proof/fields.h"
#include "proof/read.h"
#include "wiring/api_server.h"

// cilium.io/v2 CiliumNetworkPolicy, as far as it speaks of pods, addresses, host names and ports. What it says of HTTP or
// DNS inside of a connection only narrows, and is passed over; entities other than world, cluster, all and kube-apiserver, and rules that
// deny, are said to be unreadable.
//
// A policy holds a direction as soon as it has a rule for it. Keys of labels may name their source in front (`k8s:app`).

namespace portolan::proof {

namespace {

constexpr std::string_view namespace_key = "io.kubernetes.pod.namespace";
constexpr std::string_view namespace_label_prefix = "io.cilium.k8s.namespace.labels.";

std::string_view without_source(std::string_view key) {
  for (const std::string_view source : {"k8s:", "any:"}) {
    if (key.starts_with(source)) return key.substr(source.size());
  }
  return key;
}

class CiliumReader {
 public:
  CiliumReader(Model& model, Policy& policy, std::string& problem) : model_(model), policy_(policy), problem_(problem) {}

  void read(const value::Value& spec) {
    const auto [namespaces, pods] = endpoints(written(spec, "endpointSelector"));
    policy_.pods = pods;
    for (const std::string_view denying : {"ingressDeny", "egressDeny", "nodeSelector"}) {
      if (written(spec, denying)) problem_ = fmt::format("`{}` is not compared", denying);
    }
    const value::Value* defaults = written(spec, "enableDefaultDeny");
    const auto holds = [&](std::string_view direction, bool has_rules) {
      const value::Value* said = defaults ? defaults->get(direction) : nullptr;
      return said ? said->flag : has_rules;
    };
    const auto ingress = list_at(spec, "ingress"), egress = list_at(spec, "egress");
    policy_.holds_ingress = holds("ingress", !ingress.empty());
    policy_.holds_egress = holds("egress", !egress.empty());
    for (const value::Value* rule : ingress) read_rule(*rule, "from", policy_.ingress);
    for (const value::Value* rule : egress) read_rule(*rule, "to", policy_.egress);
  }

 private:
  // What an endpoint selector says of the namespace and of the pod.
  std::pair<Selector, Selector> endpoints(const value::Value* selector) {
    const Selector whole = read_selector(selector, model_.names, problem_);
    Selector namespaces, pods;
    pods.nothing = whole.nothing;
    for (Condition condition : whole.conditions) {
      const std::string_view key = without_source(model_.names.text(condition.key));
      if (key == namespace_key) {
        condition.key = model_.name_label;
        namespaces.require(std::move(condition));
      } else if (key.starts_with(namespace_label_prefix)) {
        condition.key = model_.names.keep(key.substr(namespace_label_prefix.size()));
        namespaces.require(std::move(condition));
      } else {
        condition.key = model_.names.keep(key);
        pods.require(std::move(condition));
      }
    }
    return {namespaces, pods};
  }

  void read_rule(const value::Value& object, std::string_view direction, std::vector<Rule>& into) {
    Rule rule;
    rule.number = static_cast<std::uint32_t>(into.size());
    bool named = false;
    for (const value::Member& member : object.map()) {
      if (!member.key.starts_with(direction) || member.key == "toPorts") continue;
      named = true;
      const std::string_view what = member.key.substr(direction.size());
      for (const value::Value* item : member.value->list()) read_peer(what, *item, rule);
    }
    const auto ports = list_at(object, "toPorts");
    if (!named && !ports.empty()) rule.peers.push_back(model_.keep(Peer{}));
    rule.ports = read_ports(ports);
    into.push_back(std::move(rule));
  }

  void read_peer(std::string_view what, const value::Value& item, Rule& rule) {
    if (what == "Endpoints") {
      auto [namespaces, pods] = endpoints(&item);
      if (namespaces.matches_everything()) {
        rule.peers.push_back(
            model_.keep(Peer{.kind = Peer::Kind::pods, .one_namespace = true, .name_space = policy_.name_space, .pods = pods}));
      } else {
        keep_pod_peers(std::move(namespaces), pods, model_, rule.peers);
      }
    } else if (what == "FQDNs") {
      const std::string_view name = text_at(item, "matchName");
      const std::string_view host = name.empty() ? text_at(item, "matchPattern") : name;
      rule.peers.push_back(model_.keep(Peer{.kind = Peer::Kind::host_names, .hosts = {model_.names.keep(host)}}));
    } else if (what == "CIDR" || what == "CIDRSet") {
      read_block(what == "CIDR" ? item.text() : text_at(item, "cidr"), list_at(item, "except"), rule);
    } else if (what == "Entities" && item.text() == "world") {
      rule.peers.push_back(model_.keep(Peer{.kind = Peer::Kind::addresses, .addresses = AddressSet::all()}));
    } else if (what == "Entities" && item.text() == "cluster") {
      rule.peers.push_back(model_.keep(Peer{.kind = Peer::Kind::pods}));
    } else if (what == "Entities" && item.text() == "all") {
      rule.peers.push_back(model_.keep(Peer{}));
    } else if (what == "Entities" && item.text() == "kube-apiserver") {
      rule.peers.push_back(model_.keep(Peer{.kind = Peer::Kind::host_names, .hosts = {model_.names.keep(wiring::api_server_host)}}));
    } else {
      problem_ = fmt::format("the peer `{}` is not compared", what == "Entities" ? item.text() : what);
    }
  }

  void read_block(std::string_view cidr, std::span<value::Value* const> excepts, Rule& rule) {
    const auto range = parse_cidr(cidr);
    if (!range) {
      problem_ = fmt::format("`{}` is no range of addresses", cidr);
      return;
    }
    std::vector<AddressRange> excepted;
    for (const value::Value* except : excepts) {
      if (const auto part = parse_cidr(except->text())) excepted.push_back(*part);
    }
    rule.peers.push_back(
        model_.keep(Peer{.kind = Peer::Kind::addresses, .addresses = AddressSet({*range}).without(AddressSet(std::move(excepted)))}));
  }

  PortsNumber read_ports(std::span<value::Value* const> lists) {
    if (lists.empty()) return model_.keep(RulePorts{PortSet::all(), {}});
    std::vector<PortRange> numbers;
    std::vector<NamedPort> named;
    for (const value::Value* list : lists) {
      for (const value::Value* entry : list_at(*list, "ports")) {
        const std::string_view protocol = text_at(*entry, "protocol"), port = text_at(*entry, "port");
        std::uint16_t number = 0;
        const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
        const bool is_number = error == std::errc{} && end == port.data() + port.size();
        const std::uint16_t last = port_number(entry->get("endPort")).value_or(number);
        bool known = false;
        for (const Transport transport : {Transport::tcp, Transport::udp, Transport::sctp}) {
          if (!protocol.empty() && protocol != "ANY" && protocol != to_text(transport)) continue;
          known = true;
          if (is_number && number != 0) {
            numbers.push_back({transport, number, last});
          } else if (is_number || port.empty()) {
            numbers.push_back({transport, 1, 65535});
          } else {
            named.push_back({transport, model_.names.keep(port)});
          }
        }
        if (!known) problem_ = fmt::format("the protocol `{}` is not compared", protocol);
      }
    }
    return model_.keep(RulePorts{PortSet(std::move(numbers)), std::move(named)});
  }

  Model& model_;
  Policy& policy_;
  std::string& problem_;
};

}  // namespace

void read_cilium_policy(const value::Value& object, Model& model, Policy& policy, std::string& problem) {
  if (const value::Value* spec = written(object, "spec")) CiliumReader(model, policy, problem).read(*spec);
  if (written(object, "specs")) problem = "`specs` is not compared";
}

}  // namespace portolan::proof
