#include "wiring/dump.h"

#include "wiring/dump_parts.h"

namespace portolan::wiring {

std::string dump(const Wiring& wiring, const text::Sources& sources) {
  Dumper dumper(wiring, sources);
  std::string result;
  value::emit_json(*dumper.whole(), result);
  result += '\n';
  return result;
}

value::Value* Dumper::whole() {
  value::Value* root = map();
  text(root, "app", wiring_.app);
  text(root, "environment", wiring_.environment);
  text(root, "owner", wiring_.owner);
  text(root, "contact", wiring_.contact);
  text(root, "mesh", wiring_.mesh);
  flag(root, "strict_hardening", wiring_.strict_hardening);
  set(root, "cluster", cluster());
  list(
      root, "namespaces", wiring_.namespaces,
      [this](const Namespace& one) {
        value::Value* result = map();
        text(result, "name", one.name);
        set(result, "made", builder_.boolean(one.made));
        return result;
      },
      true);
  list(root, "parties", wiring_.parties, [this](const Party& one) { return party(one); }, true);
  list(root, "workloads", wiring_.workloads, [this](const Workload& one) { return workload(one); }, true);
  list(root, "addresses", wiring_.addresses, [this](const Address& one) { return address(one); }, true);
  list(root, "links", wiring_.links, [this](const Link& one) { return link(one); }, true);
  list(root, "flows", wiring_.flows, [this](const Flow& one) { return flow(one); }, true);
  list(root, "routes", wiring_.routes, [this](const Route& one) { return route(one); }, true);
  list(root, "accounts", wiring_.accounts, [this](const Account& one) { return account(one); }, true);
  list(root, "secrets", wiring_.secrets, [this](const Secret& one) { return secret(one); }, true);
  list(
      root, "unhonoured", wiring_.unhonoured,
      [this](const Unhonoured& one) {
        value::Value* result = map();
        text(result, "what", one.what);
        text(result, "why", one.why);
        value::Value* places = builder_.list();
        for (const Origin& place : one.places) builder_.push(places, builder_.copy(sources_.line_of(place.said)));
        set(result, "places", places);
        return result;
      },
      true);
  list(
      root, "questions", wiring_.questions,
      [this](const Question& one) {
        value::Value* result = map();
        text(result, "code", one.code);
        text(result, "to", one.to);
        text(result, "about", one.about);
        text(result, "text", one.text);
        set(result, "blocking", builder_.boolean(one.blocking));
        at(result, one.at);
        return result;
      },
      true);
  return root;
}

}  // namespace portolan::wiring
