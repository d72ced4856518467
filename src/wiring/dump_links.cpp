#include <fmt/core.h>

#include "wiring/dump_parts.h"
#include "wiring/words.h"

// Links, flows, routes, accounts and secrets.

namespace portolan::wiring {

namespace {

const char* to_word(Precision precision) {
  switch (precision) {
    case Precision::exact: return "exact";
    case Precision::names: return "names";
    case Precision::any_address: return "any-address";
  }
  return "";
}

const char* to_word(Route::Via via) {
  switch (via) {
    case Route::Via::gateway: return "gateway";
    case Route::Via::load_balancer: return "load-balancer";
    case Route::Via::node_port: return "node-port";
  }
  return "";
}

const char* to_word(Account::Kind kind) {
  switch (kind) {
    case Account::Kind::made: return "made";
    case Account::Kind::shared: return "shared";
    case Account::Kind::given: return "given";
    case Account::Kind::none: return "none";
  }
  return "";
}

const char* to_word(Secret::Source source) {
  switch (source) {
    case Secret::Source::environment: return "environment";
    case Secret::Source::file: return "file";
    case Secret::Source::cluster: return "cluster";
    case Secret::Source::remote: return "remote";
    case Secret::Source::password: return "password";
    case Secret::Source::rsa: return "rsa";
    case Secret::Source::uuid: return "uuid";
    case Secret::Source::built_in: return "built-in";
    case Secret::Source::login: return "login";
    case Secret::Source::rendered: return "rendered";
    case Secret::Source::unanswered: return "unanswered";
  }
  return "";
}

}  // namespace

value::Value* Dumper::options(const CallOptions& one) {
  value::Value* result = map();
  const auto retries = [this](value::Value* to, const std::optional<RetryOptions>& said) {
    if (!said) return;
    value::Value* value = map();
    number(value, "attempts", said->attempts);
    text(value, "per_try", said->per_try);
    text(value, "backoff", said->backoff);
    texts(value, "retry_on", said->retry_on);
    set(to, "retries", value);
  };
  text(result, "timeout", one.timeout);
  retries(result, one.retries);
  list(result, "routes", one.routes, [&](const CallOptions::Route& each) {
    value::Value* value = map();
    text(value, "match", each.match);
    text(value, "timeout", each.timeout);
    retries(value, each.retries);
    return value;
  });
  if (one.max_connections) number(result, "max_connections", *one.max_connections);
  if (one.max_requests) number(result, "max_requests", *one.max_requests);
  if (one.max_pending) number(result, "max_pending", *one.max_pending);
  if (one.fault) {
    value::Value* fault = map();
    number(fault, "percent", one.fault->percent);
    text(fault, "delay", one.fault->delay);
    if (one.fault->status) number(fault, "status", *one.fault->status);
    set(result, "fault", fault);
  }
  return result;
}

value::Value* Dumper::link(const Link& one) {
  value::Value* result = map();
  text(result, "from", wiring_.parties[one.from].display);
  if (one.from_workloads.size() != wiring_.parties[one.from].workloads.size()) workloads(result, "from_workloads", one.from_workloads);
  text(result, "to", wiring_.parties[one.to].display);
  text(result, "verb", to_text(one.verb));
  if (one.port != 0) {
    text(result, "protocol", to_text(one.protocol));
    text(result, "port_name", one.port_name);
    number(result, "port", one.port);
    number(result, "target", one.target);
  }
  text(result, "part", one.part);
  text(result, "channel", one.channel);
  text(result, "access", one.access);
  texts(result, "only", one.only);
  texts(result, "grant", one.grant);
  text(result, "schema", one.schema);
  texts(result, "keys", one.keys);
  labels(result, "headers", *one.headers);
  text(result, "group", one.group);
  text(result, "queue", one.queue);
  text(result, "dead_letter", one.dead_letter);
  if (one.max_deliveries) number(result, "max_deliveries", *one.max_deliveries);
  flag(result, "reply", one.reply);
  texts(result, "declares", one.declares);
  if (one.account) text(result, "account", wiring_.accounts[*one.account].user);
  set(result, "enforced", builder_.boolean(one.enforced));
  text(result, "unenforced_because", one.unenforced_because);
  text(result, "mount", one.mount);
  if (value::Value* said = options(*one.options); said->count != 0) set(result, "options", said);
  at(result, one.at);
  return result;
}

value::Value* Dumper::endpoint(const Endpoint& one) {
  value::Value* result = map();
  switch (one.kind) {
    case Endpoint::Kind::workload: text(result, "workload", name_of_workload(one.workload)); break;
    case Endpoint::Kind::peer:
      text(result, "namespace", one.peer->name_space);
      labels(result, "pods", one.peer->labels);
      break;
    case Endpoint::Kind::addresses: texts(result, "cidrs", *one.cidrs); break;
    case Endpoint::Kind::world: set(result, "world", builder_.boolean(true)); break;
  }
  texts(result, "except", *one.except);
  texts(result, "hosts", *one.hosts);
  if (one.precision != Precision::exact) text(result, "precision", to_word(one.precision));
  return result;
}

value::Value* Dumper::flow(const Flow& one) {
  value::Value* result = map();
  set(result, "from", endpoint(one.from));
  set(result, "to", endpoint(one.to));
  list(result, "ports", one.ports,
       [this](const FlowPort& port) { return builder_.copy(fmt::format("{}{}", port.port, port.udp ? "/udp" : "")); });
  text(result, "reason", to_text(one.reason));
  text(result, "why", one.why);
  at(result, one.at);
  return result;
}

value::Value* Dumper::address(const Address& one) {
  value::Value* result = map();
  text(result, "name", one.name);
  text(result, "namespace", one.name_space);
  text(result, "party", wiring_.parties[one.party].display);
  workloads(result, "workloads", one.workloads);
  list(result, "ports", one.ports, [this](const Port& each) { return port(each); });
  flag(result, "headless", one.headless);
  flag(result, "unready_too", one.unready_too);
  text(result, "alias_for", one.alias_for);
  list(result, "routes", one.routes, [this](std::uint32_t index) { return builder_.text(to_word(wiring_.routes[index].via)); });
  return result;
}

value::Value* Dumper::route(const Route& one) {
  value::Value* result = map();
  text(result, "to", wiring_.parties[one.party].display);
  text(result, "port_name", one.port_name);
  number(result, "port", one.port);
  number(result, "target", one.target);
  text(result, "protocol", to_text(one.protocol));
  text(result, "via", to_word(one.via));
  texts(result, "hosts", one.hosts);
  list(result, "paths", one.paths,
       [this](const Route::Path& path) { return builder_.copy(fmt::format("{}{}", path.exact ? "=" : "", path.path)); });
  if (one.rewrite) text(result, "rewrite", *one.rewrite);
  text(result, "tls", one.tls);
  if (one.at_port) number(result, "at_port", *one.at_port);
  labels(result, "annotations", one.annotations);
  at(result, one.at);
  return result;
}

value::Value* Dumper::account(const Account& one) {
  value::Value* result = map();
  text(result, "server", wiring_.parties[one.server].display);
  if (one.holder) text(result, "holder", wiring_.parties[*one.holder].display);
  text(result, "kind", to_word(one.kind));
  text(result, "user", one.user);
  if (one.user_secret) text(result, "user_secret", fmt::format("{}/{}", one.user_secret->secret, one.user_secret->key));
  if (one.password) text(result, "password_secret", fmt::format("{}/{}", one.password->secret, one.password->key));
  return result;
}

value::Value* Dumper::secret(const Secret& one) {
  value::Value* result = map();
  text(result, "name", one.name);
  text(result, "namespace", one.name_space);
  text(result, "chart_name", one.chart_name);
  text(result, "purpose", one.purpose);
  list(result, "keys", one.keys, [this](const Secret::Key& each) {
    value::Value* key = map();
    text(key, "key", each.key);
    text(key, "source", to_word(each.source));
    if (each.source != Secret::Source::built_in) text(key, "detail", each.detail);
    if (each.source == Secret::Source::password) number(key, "length", each.length);
    return key;
  });
  flag(result, "optional", one.optional);
  flag(result, "exists", one.exists);
  at(result, one.at);
  return result;
}

}  // namespace portolan::wiring
