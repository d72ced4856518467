#include <algorithm>

#include <fmt/core.h>

#include "proof/fields.h"
#include "proof/read.h"
#include "wiring/api_server.h"

// Policies of two more network plug-ins that know host names, read as far as they say nothing else: Calico's NetworkPolicy with
// `destination.domains` or the Service of the cluster's own API, and GKE's FQDNNetworkPolicy. Both add to the plain policies of their pods.

namespace portolan::proof {

namespace {

PeerNumber keep_host(std::string_view host, Model& model) {
  return model.keep(Peer{.kind = Peer::Kind::host_names, .hosts = {model.names.keep(host)}});
}

// `key == 'value'`, several joined by `&&`, or `all()`.
Selector read_calico_selector(std::string_view text, Names& names, std::string& problem) {
  Selector selector;
  const auto trim = [](std::string_view part) {
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    return part;
  };
  while (!trim(text).empty()) {
    const std::size_t joint = text.find("&&");
    const std::string_view part = trim(text.substr(0, joint));
    text = joint == std::string_view::npos ? "" : text.substr(joint + 2);
    if (part == "all()") continue;
    const std::size_t equals = part.find("==");
    const std::string_view value = equals == std::string_view::npos ? "" : trim(part.substr(equals + 2));
    if (value.size() < 2 || value.front() != value.back() || (value.front() != '\'' && value.front() != '"')) {
      problem = fmt::format("the selector `{}` is not compared", part);
      selector.nothing = true;
      return selector;
    }
    selector.require({names.keep(trim(part.substr(0, equals))), false, true, {names.keep(value.substr(1, value.size() - 2))}});
  }
  return selector;
}

PortsNumber read_numbers(std::span<value::Value* const> list, Transport transport, Model& model, std::string& problem) {
  std::vector<PortRange> ranges;
  for (const value::Value* item : list) {
    if (const auto port = port_number(item)) {
      ranges.push_back({transport, *port, *port});
    } else {
      problem = "a port that is no number is not compared";
    }
  }
  if (list.empty()) ranges.push_back({transport, 1, 65535});
  return model.keep(RulePorts{PortSet(std::move(ranges)), {}});
}

// `destination: {services: {name: kubernetes, namespace: default}}`; its endpoints listen on one of two ports.
bool is_api_server(const value::Value* destination) {
  const value::Value* service = destination ? written(*destination, "services") : nullptr;
  return service && destination->map().size() == 1 && service->map().size() == 2 && text_at(*service, "name") == "kubernetes" &&
         text_at(*service, "namespace") == "default";
}

Rule api_server_rule(Model& model) {
  Rule rule;
  rule.peers.push_back(keep_host(wiring::api_server_host, model));
  rule.ports = model.keep(RulePorts{PortSet({{Transport::tcp, 443, 443}, {Transport::tcp, 6443, 6443}}), {}});
  return rule;
}

}  // namespace

void read_calico_policy(const value::Value& object, Model& model, Policy& policy, std::string& problem) {
  const value::Value* spec = written(object, "spec");
  if (!spec) return;
  policy.pods = read_calico_selector(text_at(*spec, "selector"), model.names, problem);
  const auto types = list_at(*spec, "types");
  policy.holds_egress = std::any_of(types.begin(), types.end(), [](const value::Value* type) { return type->text() == "Egress"; });
  policy.holds_ingress = types.size() > (policy.holds_egress ? 1U : 0U);
  if (!list_at(*spec, "ingress").empty()) problem = "`ingress` is not compared";
  for (const value::Value* object_rule : list_at(*spec, "egress")) {
    const auto transport = read_transport(text_at(*object_rule, "protocol"));
    const value::Value* destination = written(*object_rule, "destination");
    if (text_at(*object_rule, "action") == "Allow" && is_api_server(destination)) {
      policy.egress.push_back(api_server_rule(model));
      policy.egress.back().number = static_cast<std::uint32_t>(policy.egress.size() - 1);
      continue;
    }
    const bool only_domains = destination && std::all_of(destination->map().begin(), destination->map().end(),
                                                         [](const value::Member& m) { return m.key == "domains" || m.key == "ports"; });
    if (text_at(*object_rule, "action") != "Allow" || !transport || !only_domains || list_at(*destination, "domains").empty()) {
      problem = "a rule that does not allow domains is not compared";
      continue;
    }
    Rule rule;
    rule.number = static_cast<std::uint32_t>(policy.egress.size());
    for (const value::Value* host : list_at(*destination, "domains")) rule.peers.push_back(keep_host(host->text(), model));
    rule.ports = read_numbers(list_at(*destination, "ports"), *transport, model, problem);
    policy.egress.push_back(std::move(rule));
  }
}

void read_gke_policy(const value::Value& object, Model& model, Policy& policy, std::string& problem) {
  const value::Value* spec = written(object, "spec");
  if (!spec) return;
  policy.pods = read_selector(written(*spec, "podSelector"), model.names, problem);
  policy.holds_egress = true;
  for (const value::Value* object_rule : list_at(*spec, "egress")) {
    Rule rule;
    rule.number = static_cast<std::uint32_t>(policy.egress.size());
    for (const value::Value* match : list_at(*object_rule, "matches")) {
      const std::string_view name = text_at(*match, "name");
      rule.peers.push_back(keep_host(name.empty() ? text_at(*match, "pattern") : name, model));
    }
    std::vector<PortRange> ranges;
    for (const value::Value* entry : list_at(*object_rule, "ports")) {
      const auto transport = read_transport(text_at(*entry, "protocol"));
      const auto port = port_number(entry->get("port"));
      if (transport && port) {
        ranges.push_back({*transport, *port, *port});
      } else {
        problem = "a port without number or protocol is not compared";
      }
    }
    const bool all = list_at(*object_rule, "ports").empty();
    rule.ports = model.keep(RulePorts{all ? PortSet::all() : PortSet(std::move(ranges)), {}});
    policy.egress.push_back(std::move(rule));
  }
}

}  // namespace portolan::proof
