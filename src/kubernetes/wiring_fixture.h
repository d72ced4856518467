#pragma once

#include <string>
#include <utility>
#include <vector>

#include "kubernetes/objects.h"

// Small wirings made by hand, for the tests of this room.

namespace portolan::kubernetes::fixture {

inline wiring::Text literal(std::string text) { return {{.kind = wiring::Piece::Kind::literal, .literal = std::move(text), .secret = {}}}; }

inline wiring::Piece secret(std::string name, std::string key) {
  return {.kind = wiring::Piece::Kind::secret, .literal = {}, .secret = {.secret = std::move(name), .key = std::move(key)}};
}

inline wiring::Port port(std::string name, std::uint16_t said, std::uint16_t target, wiring::Protocol protocol = wiring::Protocol::http) {
  wiring::Port made;
  made.name = std::move(name);
  made.port = said;
  made.target = target;
  made.protocol = protocol;
  return made;
}

class Application {
 public:
  Application() {
    wiring_.app = "shop";
    wiring_.owner = "team-shop";
    wiring_.cluster.pull_policy = "Always";
    wiring_.cluster.gateway.name = "shop";
    wiring_.cluster.gateway.name_space = "shop";
    wiring_.cluster.gateway.class_name = "envoy";
    wiring_.namespaces.push_back({.name = "shop", .made = true});
  }

  // A service with one port, one workload and a Service of its name; a worker where there is no port.
  std::uint32_t service(const std::string& name, std::vector<wiring::Port> ports = {}) {
    const auto party = static_cast<std::uint32_t>(wiring_.parties.size());
    const auto workload = static_cast<std::uint32_t>(wiring_.workloads.size());
    wiring::Party made;
    made.name = made.display = name;
    made.name_space = "shop";
    made.owner = "team-shop";
    made.service_kind = ports.empty() ? wiring::ServiceKind::worker : wiring::ServiceKind::service;
    made.ports = ports;
    made.workloads = {workload};
    wiring_.parties.push_back(made);

    wiring::Workload pods;
    pods.name = name;
    pods.name_space = "shop";
    pods.party = party;
    pods.main.name = name;
    pods.main.image =
        "registry.example.com/shop/" + name + ":1.0.0@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    pods.main.ports = ports;
    pods.main.resources = {.cpu = {"100m", "100m"}, .memory = {"64Mi", "64Mi"}, .storage = {"64Mi", "64Mi"}};
    pods.scale.min = pods.scale.max = 2;
    if (!ports.empty()) {
      pods.health.ready.kind = wiring::Probe::Kind::tcp;
      pods.health.ready.port_name = ports[0].name;
      pods.health.ready.port = ports[0].target;
      pods.health.live = pods.health.ready;
      wiring::Address address;
      address.name = name;
      address.name_space = "shop";
      address.party = party;
      address.workloads = {workload};
      address.ports = ports;
      wiring_.addresses.push_back(address);
    }
    wiring_.workloads.push_back(pods);
    return workload;
  }

  void flow(std::uint32_t from, std::uint32_t to, std::uint16_t number) {
    wiring::Flow made;
    made.from.workload = from;
    made.to.workload = to;
    made.ports = {{.udp = false, .port = number}};
    wiring_.flows.push_back(made);
  }

  void dns(std::uint32_t from) {
    wiring::Flow made;
    made.from.workload = from;
    made.to.kind = wiring::Endpoint::Kind::peer;
    made.to.peer = wiring::Peer{.name_space = "kube-system", .labels = {{"k8s-app", "kube-dns"}}};
    made.ports = {{.udp = false, .port = 53}, {.udp = true, .port = 53}};
    made.reason = wiring::Reason::dns;
    wiring_.flows.push_back(made);
  }

  wiring::Workload& workload(std::uint32_t number) { return wiring_.workloads[number]; }
  wiring::Wiring& wiring() { return wiring_; }

 private:
  wiring::Wiring wiring_;
};

// The named file as it would be written; "" where there is none.
inline std::string file(const wiring::Wiring& wiring, std::string_view name) {
  Emitter emitter(wiring);
  value::Builder builder;
  for (const Group& group : emitter.groups()) {
    if (group.file != name) continue;
    std::vector<Object> objects;
    emitter.emit(group, builder, objects);
    std::string out;
    write_documents(objects, out);
    return out;
  }
  return "";
}

// One document of that file: "Deployment/cart".
inline std::string document(const wiring::Wiring& wiring, std::string_view name, std::string_view kind, std::string_view object_name) {
  Emitter emitter(wiring);
  value::Builder builder;
  for (const Group& group : emitter.groups()) {
    if (group.file != name) continue;
    std::vector<Object> objects;
    emitter.emit(group, builder, objects);
    for (const Object& object : objects) {
      if (object.kind != kind || object.name != object_name) continue;
      std::string out;
      write_documents({&object, 1}, out);
      return out;
    }
  }
  return "";
}

}  // namespace portolan::kubernetes::fixture
