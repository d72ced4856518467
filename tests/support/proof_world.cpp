#include "support/proof_world.h"

#include <cstdio>
#include <cstdlib>

#include <fmt/core.h>

namespace portolan::support {

namespace {

using wiring::Endpoint;
using wiring::FlowPort;
using wiring::PartyKind;
using wiring::Reason;
using wiring::Verb;

class Shop {
 public:
  wiring::Wiring make() {
    made_.app = "shop";
    made_.namespaces = {{"payments", true}, {"shop", true}};
    const auto cart = service("cart", "shop", {port("grpc", 7070, 7070)}, 10);
    const auto checkout = service("checkout", "payments", {port("grpc", 5050, 5050)}, 20);
    const auto events = service("events", "shop", {port("tcp-amqp", 5672, 5672)}, 30);
    made_.parties[events].kind = PartyKind::broker;
    wiring::Channel orders;
    orders.key = orders.name = "orders";
    orders.kind = "queue";
    made_.parties[events].channels = {orders};
    const auto frontend = service("frontend", "shop", {port("http", 80, 8080)}, 40);
    const auto ledger = service("ledger", "payments", {port("tcp-postgres", 5432, 5432), port("tcp-peers", 7000, 7000)}, 50);
    made_.parties[ledger].kind = PartyKind::store;
    made_.parties[ledger].parts = {{.key = "books", .name = "books", .schemas = {}, .seed = {}}};
    made_.parties[ledger].headless = made_.addresses.back().headless = true;
    const auto reviews = service("reviews", "shop", {port("http", 9080, 9080)}, 60);
    made_.workloads.back().name = "reviews-v1";
    made_.workloads.back().version = "v1";
    wiring::Workload second = made_.workloads.back();
    second.name = "reviews-v2";
    second.version = "v2";
    made_.parties[reviews].workloads.push_back(static_cast<std::uint32_t>(made_.workloads.size()));
    made_.addresses.back().workloads.push_back(static_cast<std::uint32_t>(made_.workloads.size()));
    made_.workloads.push_back(second);
    const auto stripe = party(PartyKind::external, "stripe", "shop", 70);
    made_.parties[stripe].hosts = {"api.stripe.com"};
    const auto gateway = party(PartyKind::outside, "(gateway)", "", 0);

    call(frontend, cart, 100);
    call(frontend, checkout, 110);
    call(checkout, cart, 120);
    link(checkout, events, Verb::publishes, 130);
    made_.links.back().channel = "orders";
    made_.links.back().enforced = false;
    made_.links.back().unenforced_because = "its account is shared";
    link(checkout, stripe, Verb::calls, 140);
    link(gateway, frontend, Verb::exposes, 150);
    link(reviews, cart, Verb::calls, 160);
    made_.links.back().from_workloads = {made_.parties[reviews].workloads[1]};

    flow(frontend, cart, 7070, 0);
    flow(frontend, checkout, 5050, 1);
    flow(checkout, cart, 7070, 2);
    flow(checkout, events, 5672, 3);
    outside_flows(checkout, frontend, gateway);
    flow(reviews, cart, 7070, 6);
    made_.flows.back().from.workload = made_.parties[reviews].workloads[1];
    flow(ledger, ledger, 7000, 0);
    made_.flows.back().link.reset();
    made_.flows.back().reason = Reason::peers;
    made_.flows.back().why = "the replicas of ledger keep each other up to date";
    for (std::uint32_t i = 0; i < made_.workloads.size(); ++i) resolve_names(i);
    return std::move(made_);
  }

 private:
  static wiring::Origin at(std::uint32_t offset) { return {{0, offset, offset + 1}, {}}; }

  static wiring::Port port(std::string name, std::uint16_t said, std::uint16_t target) {
    wiring::Port result;
    result.name = std::move(name);
    result.port = said;
    result.target = target;
    return result;
  }

  std::uint32_t party(PartyKind kind, std::string name, std::string name_space, std::uint32_t offset) {
    wiring::Party made;
    made.kind = kind;
    made.display = name;
    made.name = std::move(name);
    made.name_space = std::move(name_space);
    if (offset) made.at = at(offset);
    made_.parties.push_back(std::move(made));
    return static_cast<std::uint32_t>(made_.parties.size() - 1);
  }

  std::uint32_t service(const std::string& name, const std::string& name_space, std::vector<wiring::Port> ports, std::uint32_t offset) {
    const std::uint32_t number = party(PartyKind::service, name, name_space, offset);
    made_.parties[number].ports = ports;
    made_.parties[number].workloads = {static_cast<std::uint32_t>(made_.workloads.size())};
    wiring::Address address;
    address.name = name;
    address.name_space = name_space;
    address.party = number;
    address.workloads = made_.parties[number].workloads;
    address.ports = std::move(ports);
    address.at = at(offset);
    made_.addresses.push_back(std::move(address));
    wiring::Workload workload;
    workload.name = name;
    workload.name_space = name_space;
    workload.party = number;
    workload.at = at(offset);
    made_.workloads.push_back(std::move(workload));
    return number;
  }

  void link(std::uint32_t from, std::uint32_t to, Verb verb, std::uint32_t offset) {
    wiring::Link made;
    made.from = from;
    made.from_workloads = made_.parties[from].workloads;
    made.to = to;
    made.verb = verb;
    if (!made_.parties[to].ports.empty()) {
      made.port_name = made_.parties[to].ports[0].name;
      made.port = made_.parties[to].ports[0].port;
      made.target = made_.parties[to].ports[0].target;
    }
    made.at = at(offset);
    made_.links.push_back(std::move(made));
  }

  void call(std::uint32_t from, std::uint32_t to, std::uint32_t offset) { link(from, to, Verb::calls, offset); }

  static Endpoint workload(std::uint32_t number) {
    Endpoint end;
    end.workload = number;
    return end;
  }

  void flow(std::uint32_t from, std::uint32_t to, std::uint16_t target, std::uint32_t link) {
    wiring::Flow made;
    made.from = workload(made_.parties[from].workloads[0]);
    made.to = workload(made_.parties[to].workloads[0]);
    made.ports = {{false, target}};
    made.link = link;
    made.at = made_.links[link].at;
    made_.flows.push_back(std::move(made));
  }

  void outside_flows(std::uint32_t checkout, std::uint32_t frontend, std::uint32_t) {
    wiring::Flow out;
    out.from = workload(made_.parties[checkout].workloads[0]);
    out.to.kind = Endpoint::Kind::world;
    out.to.except.edit() = {"10.0.0.0/8"};
    out.to.hosts.edit() = {"api.stripe.com"};
    out.to.precision = wiring::Precision::any_address;
    out.ports = {{false, 443}};
    out.link = 4;
    out.at = made_.links[4].at;
    made_.flows.push_back(std::move(out));
    wiring::Flow in;
    in.from.kind = Endpoint::Kind::peer;
    in.from.peer = wiring::Peer{"gateways", {{"app", "envoy"}}};
    in.to = workload(made_.parties[frontend].workloads[0]);
    in.ports = {{false, 8080}};
    in.link = 5;
    in.reason = Reason::gateway;
    in.why = "the gateway carries shop.example.com";
    in.at = made_.links[5].at;
    made_.flows.push_back(std::move(in));
  }

  void resolve_names(std::uint32_t number) {
    wiring::Flow made;
    made.from = workload(number);
    made.to.kind = Endpoint::Kind::peer;
    made.to.peer = wiring::Peer{"kube-system", {{"k8s-app", "kube-dns"}}};
    made.ports = {{false, 53}, {true, 53}};
    made.reason = Reason::dns;
    made.why = "every pod resolves names";
    made.at = made_.workloads[number].at;
    made_.flows.push_back(std::move(made));
  }

  wiring::Wiring made_;
};

std::string deployment(const std::string& name, const std::string& name_space, const std::string& ports, const std::string& labels = "") {
  return fmt::format(
      "---\n{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: {0}, namespace: {1}}}, spec: {{selector: {{matchLabels: {{name: "
      "{0}}}}}, template: {{"
      "metadata: {{labels: {{name: {0}, part-of: shop{3}}}}}, spec: {{serviceAccountName: {0}, containers: [{{name: {0}, ports: "
      "[{2}]}}]}}}}}}}}\n",
      name, name_space, ports, labels);
}

std::string service(const std::string& name, const std::string& name_space, const std::string& selector, const std::string& ports,
                    const char* more = "") {
  return fmt::format(
      "---\n{{apiVersion: v1, kind: Service, metadata: {{name: {}, namespace: {}}}, spec: {{{}selector: {{{}}}, ports: [{}]}}}}\n", name,
      name_space, more, selector, ports);
}

std::string policy(const std::string& name, const std::string& name_space, const std::string& ingress, const std::string& egress) {
  return fmt::format(
      "---\n{{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: {0}, namespace: {1}}}, spec: {{podSelector: "
      "{{matchLabels: {{name: {0}}}}}, "
      "policyTypes: [Ingress, Egress],\n ingress: [{2}],\n egress: [{3}]}}}}\n",
      name, name_space, ingress, egress);
}

std::string peer(const char* key, const std::string& name, const std::string& name_space, const std::string& port) {
  return fmt::format(
      "\n  {{{}: [{{namespaceSelector: {{matchLabels: {{kubernetes.io/metadata.name: {}}}}}, podSelector: {{matchLabels: {{name: "
      "{}}}}}}}], ports: [{{port: {}}}]}}",
      key, name_space, name, port);
}

std::string in(const std::string& name, const std::string& name_space, const std::string& port) {
  return peer("from", name, name_space, port);
}
std::string out(const std::string& name, const std::string& name_space, const std::string& port) {
  return peer("to", name, name_space, port);
}

}  // namespace

wiring::Wiring shop_wiring() { return Shop().make(); }

std::string shop_objects() {
  std::string text;
  for (const char* name_space : {"payments", "shop"}) {
    text += fmt::format(
        "---\n{{apiVersion: v1, kind: Namespace, metadata: {{name: {0}}}}}\n"
        "---\n{{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: deny, namespace: {0}}}, spec: {{podSelector: "
        "{{}}, policyTypes: [Ingress, Egress]}}}}\n"
        "---\n{{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: dns, namespace: {0}}}, spec: {{podSelector: {{}}, "
        "policyTypes: [Egress],\n"
        " egress: [{{to: [{{namespaceSelector: {{matchLabels: {{kubernetes.io/metadata.name: kube-system}}}}, podSelector: {{matchLabels: "
        "{{k8s-app: kube-dns}}}}}}], "
        "ports: [{{port: 53}}, {{protocol: UDP, port: 53}}]}}]}}}}\n",
        name_space);
  }
  text += deployment("cart", "shop", "{name: grpc, containerPort: 7070}");
  text += service("cart", "shop", "name: cart", "{port: 7070, targetPort: grpc}");
  text += policy("cart", "shop",
                 in("frontend", "shop", "7070") + "," + in("checkout", "payments", "7070") + "," + in("reviews-v2", "shop", "grpc"), "");
  text += deployment("checkout", "payments", "{name: grpc, containerPort: 5050}");
  text += service("checkout", "payments", "name: checkout", "{port: 5050}");
  text += policy("checkout", "payments", in("frontend", "shop", "5050"),
                 out("cart", "shop", "7070") + "," + out("events", "shop", "5672") +
                     ",\n  {to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}, {ipBlock: {cidr: '::/0'}}], ports: [{port: 443}]}");
  text += deployment("events", "shop", "{name: tcp-amqp, containerPort: 5672}");
  text += service("events", "shop", "name: events", "{port: 5672}");
  text += policy("events", "shop", in("checkout", "payments", "5672"), "");
  text += deployment("frontend", "shop", "{name: http, containerPort: 8080}");
  text += service("frontend", "shop", "name: frontend", "{port: 80, targetPort: 8080}");
  text += policy("frontend", "shop",
                 "\n  {from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: gateways}}, podSelector: {matchLabels: {app: "
                 "envoy}}}], ports: [{port: 8080}]}",
                 out("cart", "shop", "7070") + "," + out("checkout", "payments", "5050"));
  text += deployment("ledger", "payments", "{name: tcp-postgres, containerPort: 5432}, {name: tcp-peers, containerPort: 7000}");
  text += service("ledger", "payments", "name: ledger", "{port: 5432}, {port: 7000}", "clusterIP: None, ");
  text += policy("ledger", "payments", "\n  {from: [{podSelector: {matchLabels: {name: ledger}}}], ports: [{port: 7000}]}",
                 "\n  {to: [{podSelector: {matchLabels: {name: ledger}}}], ports: [{port: 7000}]}");
  text += deployment("reviews-v1", "shop", "{name: http, containerPort: 9080}", ", service: reviews");
  text += deployment("reviews-v2", "shop", "{name: http, containerPort: 9080}", ", service: reviews");
  text += service("reviews", "shop", "service: reviews", "{port: 9080, targetPort: http}");
  text += policy("reviews-v2", "shop", "", out("cart", "shop", "7070"));
  text +=
      "---\n{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: cart, namespace: shop}, spec: {selector: {matchLabels: "
      "{name: cart}}}}\n";
  return text;
}

std::string replaced(std::string objects, const std::string& what, const std::string& by) {
  const std::size_t at = objects.find(what);
  if (at == std::string::npos || objects.find(what, at + 1) != std::string::npos) {
    std::fprintf(stderr, "not there exactly once: %s\n", what.c_str());
    std::abort();
  }
  return objects.replace(at, what.size(), by);
}

}  // namespace portolan::support
