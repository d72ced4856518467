#include <fmt/core.h>

#include "wiring/dump_parts.h"
#include "wiring/words.h"

// Parties, their ports and channels, the cluster, and the small words that every part of a dump is written with.

namespace portolan::wiring {

namespace {

const char* to_word(PartyKind kind) {
  switch (kind) {
    case PartyKind::service: return "service";
    case PartyKind::store: return "store";
    case PartyKind::broker: return "broker";
    case PartyKind::external: return "external";
    case PartyKind::outside: return "outside";
  }
  return "";
}

}  // namespace

void Dumper::text(value::Value* map, std::string_view key, std::string_view text) {
  if (!text.empty()) set(map, key, builder_.copy(text));
}

void Dumper::number(value::Value* map, std::string_view key, std::uint64_t number) {
  set(map, key, builder_.integer(static_cast<std::int64_t>(number)));
}

void Dumper::flag(value::Value* map, std::string_view key, bool flag) {
  if (flag) set(map, key, builder_.boolean(true));
}

void Dumper::texts(value::Value* map, std::string_view key, const std::vector<std::string>& texts) {
  list(map, key, texts, [this](const std::string& one) { return builder_.copy(one); });
}

void Dumper::labels(value::Value* map, std::string_view key, const std::map<std::string, std::string>& labels) {
  if (labels.empty()) return;
  value::Value* result = builder_.map();
  for (const auto& [name, value] : labels) set(result, builder_.keep(name), builder_.copy(value));
  set(map, key, result);
}

void Dumper::at(value::Value* map, const Origin& origin) {
  if (origin.said.known()) text(map, "at", sources_.line_of(origin.said));
  if (origin.via.known()) text(map, "via", sources_.line_of(origin.via));
}

void Dumper::words(value::Value* map, std::string_view key, const std::optional<std::vector<Text>>& words) {
  if (!words) return;
  value::Value* result = builder_.list();
  for (const Text& word : *words) builder_.push(result, builder_.copy(written(word)));
  set(map, key, result);
}

void Dumper::workloads(value::Value* map, std::string_view key, const std::vector<std::uint32_t>& workloads) {
  list(map, key, workloads, [this](std::uint32_t one) { return builder_.copy(name_of_workload(one)); });
}

std::string Dumper::name_of_workload(std::uint32_t workload) const {
  const Workload& one = wiring_.workloads[workload];
  return fmt::format("{}.{}", one.name, one.name_space);
}

// As the chart would say it: what is known only in the cluster stands in ${ }.
std::string Dumper::written(const Text& text) const {
  std::string result;
  for (const Piece& piece : text) {
    switch (piece.kind) {
      case Piece::Kind::literal: result += piece.literal; break;
      case Piece::Kind::secret: result += fmt::format("${{secret {}/{}}}", piece.secret.secret, piece.secret.key); break;
      case Piece::Kind::pod_ip: result += "${pod.ip}"; break;
      case Piece::Kind::pod_name: result += "${pod.name}"; break;
      case Piece::Kind::node_ip: result += "${node.ip}"; break;
      case Piece::Kind::node_name: result += "${node.name}"; break;
    }
  }
  return result;
}

value::Value* Dumper::cluster() {
  const Cluster& one = wiring_.cluster;
  value::Value* result = map();
  text(result, "context", one.context);
  text(result, "version", fmt::format("1.{}", one.minor));
  set(result, "create_namespaces", builder_.boolean(one.create_namespaces));
  text(result, "fqdn_policy", one.fqdn_policy);
  text(result, "pull", one.pull_policy);
  text(result, "secret_store", one.secret_store);
  text(result, "storage_class", one.storage_class);
  text(result, "shared_storage_class", one.shared_storage_class);
  value::Value* gateway = map();
  text(gateway, "name", fmt::format("{}.{}", one.gateway.name, one.gateway.name_space));
  flag(gateway, "exists", !one.gateway.existing_name.empty());
  text(gateway, "class", one.gateway.class_name);
  text(gateway, "ingress_class", one.gateway.ingress_class);
  text(gateway, "tls", one.gateway.tls);
  if (one.gateway.pods) {
    text(gateway, "pods_namespace", one.gateway.pods->name_space);
    labels(gateway, "pods", one.gateway.pods->labels);
  }
  set(result, "gateway", gateway);
  return result;
}

value::Value* Dumper::port(const Port& one) {
  value::Value* result = map();
  text(result, "name", one.name);
  number(result, "port", one.port);
  if (one.target != one.port) number(result, "target", one.target);
  text(result, "protocol", to_text(one.protocol));
  flag(result, "metrics", one.metrics);
  flag(result, "sidecar", one.sidecar);
  flag(result, "peer", one.peer);
  text(result, "mtls", one.mtls);
  return result;
}

value::Value* Dumper::channel(const Channel& one) {
  value::Value* result = map();
  text(result, "key", one.key);
  text(result, "name", one.name);
  text(result, "kind", one.kind);
  text(result, "exchange", one.exchange);
  text(result, "vhost", one.vhost);
  text(result, "dead_letter", one.dead_letter);
  flag(result, "prefix", one.prefix);
  flag(result, "app_declares", one.app_declares);
  texts(result, "keys", one.keys);
  if (one.max_deliveries) number(result, "max_deliveries", *one.max_deliveries);
  if (one.partitions) number(result, "partitions", *one.partitions);
  if (one.replicas) number(result, "replicas", *one.replicas);
  if (one.keep_milliseconds) number(result, "keep_milliseconds", static_cast<std::uint64_t>(*one.keep_milliseconds));
  if (one.keep_bytes) number(result, "keep_bytes", static_cast<std::uint64_t>(*one.keep_bytes));
  labels(result, "settings", one.settings);
  at(result, one.at);
  return result;
}

value::Value* Dumper::party(const Party& one) {
  value::Value* result = map();
  text(result, "kind", to_word(one.kind));
  text(result, "name", one.name);
  text(result, "namespace", one.name_space);
  text(result, "display", one.display);
  text(result, "owner", one.owner);
  text(result, "contact", one.contact);
  texts(result, "profiles", one.profiles);
  if (one.kind == PartyKind::service) text(result, "shape", to_text(one.service_kind));
  text(result, "schedule", one.schedule);
  list(result, "ports", one.ports, [this](const Port& each) { return port(each); });
  text(result, "client_port", one.client_port);
  workloads(result, "workloads", one.workloads);
  flag(result, "headless", one.headless);
  text(result, "server_kind", one.server_kind);
  text(result, "grants", one.grants);
  text(result, "version", one.version);
  text(result, "mode", one.mode);
  list(result, "parts", one.parts, [this](const Part& each) {
    value::Value* part = map();
    text(part, "key", each.key);
    text(part, "name", each.name);
    texts(part, "schemas", each.schemas);
    texts(part, "seed", each.seed);
    return part;
  });
  list(result, "channels", one.channels, [this](const Channel& each) { return channel(each); });
  text(result, "administrator", one.administrator);
  text(result, "shared_administrator", one.shared_administrator);
  text(result, "rotates", one.rotates);
  text(result, "auth", one.auth);
  text(result, "not_enforced", one.not_enforced);
  text(result, "operator", one.operator_name);
  set(result, "deployed", builder_.boolean(one.deployed));
  text(result, "volume_size", one.volume_size);
  texts(result, "hosts", one.hosts);
  texts(result, "cidrs", one.cidrs);
  text(result, "tls", one.tls);
  at(result, one.at);
  return result;
}

}  // namespace portolan::wiring
