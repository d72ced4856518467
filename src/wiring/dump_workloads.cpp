#include <fmt/core.h>

#include "system/digest.h"
#include "wiring/dump_parts.h"

namespace portolan::wiring {

namespace {

const char* to_word(Workload::Shape shape) {
  switch (shape) {
    case Workload::Shape::deployment: return "deployment";
    case Workload::Shape::stateful_set: return "stateful-set";
    case Workload::Shape::job: return "job";
    case Workload::Shape::cron_job: return "cron-job";
  }
  return "";
}

const char* to_word(Volume::Kind kind) {
  switch (kind) {
    case Volume::Kind::kept: return "kept";
    case Volume::Kind::temporary: return "temp";
    case Volume::Kind::memory: return "memory";
    case Volume::Kind::shared: return "shared";
    case Volume::Kind::secret: return "secret";
  }
  return "";
}

const char* to_word(Probe::Kind kind) {
  switch (kind) {
    case Probe::Kind::none: return "none";
    case Probe::Kind::http: return "http";
    case Probe::Kind::tcp: return "tcp";
    case Probe::Kind::grpc: return "grpc";
    case Probe::Kind::exec: return "exec";
  }
  return "";
}

}  // namespace

value::Value* Dumper::quantity(const Quantity& one) {
  value::Value* result = map();
  text(result, "request", one.request);
  text(result, "limit", one.limit);
  return result;
}

value::Value* Dumper::container(const Container& one) {
  value::Value* result = map();
  text(result, "name", one.name);
  text(result, "image", one.image);
  words(result, "entrypoint", one.entrypoint);
  words(result, "args", one.args);
  if (!one.env.empty()) {
    value::Value* variables = map();
    for (const EnvVar& variable : one.env) set(variables, builder_.keep(variable.name), builder_.copy(written(variable.value)));
    set(result, "env", variables);
  }
  list(result, "ports", one.ports, [this](const Port& each) { return port(each); });
  text(result, "user", fmt::format("{}:{}", one.uid, one.gid));
  value::Value* resources = map();
  set(resources, "cpu", quantity(one.resources.cpu));
  set(resources, "memory", quantity(one.resources.memory));
  set(resources, "storage", quantity(one.resources.storage));
  set(result, "resources", resources);
  return result;
}

value::Value* Dumper::volume(const Volume& one) {
  value::Value* result = map();
  text(result, "kind", to_word(one.kind));
  text(result, "path", one.path);
  text(result, "size", one.size);
  text(result, "class", one.storage_class);
  text(result, "claim", one.claim);
  text(result, "secret", one.secret);
  flag(result, "read_only", one.read_only);
  flag(result, "rule_made", one.rule_made);
  return result;
}

value::Value* Dumper::probe(const Probe& one) {
  value::Value* result = map();
  text(result, "kind", to_word(one.kind));
  text(result, "path", one.path);
  text(result, "grpc_service", one.grpc_service);
  text(result, "port_name", one.port_name);
  if (one.port != 0) number(result, "port", one.port);
  flag(result, "tls", one.tls);
  labels(result, "headers", one.headers);
  texts(result, "exec", one.exec);
  number(result, "every_s", one.every_s);
  number(result, "timeout_s", one.timeout_s);
  number(result, "failures", one.failures);
  return result;
}

value::Value* Dumper::workload(const Workload& one) {
  value::Value* result = map();
  text(result, "name", one.name);
  text(result, "namespace", one.name_space);
  text(result, "shape", to_word(one.shape));
  text(result, "party", wiring_.parties[one.party].display);
  text(result, "version", one.version);
  if (one.weight) number(result, "weight", *one.weight);
  labels(result, "match", one.match_headers);
  set(result, "main", container(one.main));
  list(result, "init", one.init, [this](const Container& each) { return container(each); });
  list(result, "sidecars", one.sidecars, [this](const Container& each) { return container(each); });
  list(result, "files", one.files, [this](const File& each) {
    value::Value* file = map();
    text(file, "path", each.path);
    text(file, "mode", fmt::format("{:04o}", each.mode));
    flag(file, "secret", each.secret());
    flag(file, "binary", each.binary);
    if (!each.secret()) text(file, "sha256", system::sha256_hex(each.content));
    at(file, each.at);
    return file;
  });
  list(result, "volumes", one.volumes, [this](const Volume& each) { return volume(each); });
  if (one.health.ready.kind != Probe::Kind::none) set(result, "ready", probe(one.health.ready));
  if (one.health.live.kind != Probe::Kind::none) set(result, "live", probe(one.health.live));
  if (one.health.startup.kind != Probe::Kind::none) set(result, "startup", probe(one.health.startup));
  if (one.metrics) {
    value::Value* metrics = map();
    text(metrics, "port_name", one.metrics->port_name);
    number(metrics, "port", one.metrics->port);
    text(metrics, "path", one.metrics->path);
    set(result, "metrics", metrics);
  }
  text(result, "replicas", one.scale.automatic() ? fmt::format("{}..{}", one.scale.min, one.scale.max) : fmt::format("{}", one.scale.min));
  number(result, "stop_s", one.stop_s);
  if (one.job) {
    value::Value* job = map();
    text(job, "schedule", one.job->schedule);
    if (!one.job->schedule.empty()) text(job, "timezone", one.job->timezone);
    flag(job, "manual", one.job->manual);
    number(job, "retries", one.job->retries);
    number(job, "timeout_s", one.job->timeout_s);
    flag(job, "overlap", one.job->overlap);
    set(result, "job", job);
  }
  labels(result, "labels", one.labels);
  labels(result, "annotations", one.annotations);
  labels(result, "waivers", one.waivers);
  labels(result, "identity", one.identity);
  list(result, "api_rules", one.api_rules, [this](const ApiRule& each) {
    value::Value* rule = map();
    flag(rule, "cluster_wide", each.cluster_wide);
    text(rule, "group", each.group);
    text(rule, "resource", each.resource);
    texts(rule, "verbs", each.verbs);
    return rule;
  });
  texts(result, "pull_secrets", one.pull_secrets);
  workloads(result, "after", one.after);
  number(result, "wave", one.wave);
  flag(result, "low_ports", one.low_ports);
  flag(result, "meshed", one.meshed);
  flag(result, "spread_peers", one.spread_peers);
  text(result, "headless_name", one.headless_name);
  at(result, one.at);
  return result;
}

}  // namespace portolan::wiring
