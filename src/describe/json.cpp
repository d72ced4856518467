#include <algorithm>

#include "describe/describe.h"
#include "describe/facts.h"
#include "value/value.h"
#include "wiring/words.h"

// Keys stand in the order of the documentation; a key without an answer ("" or none) is left out, lists are always there.

namespace portolan::describe {

namespace {

using value::Builder;
using value::Value;

class Writer {
 public:
  Writer(const wiring::Wiring& wiring, const text::Sources& sources) : facts_(wiring), sources_(sources) {}

  std::string write() {
    const wiring::Wiring& wiring = facts_.wiring;
    Value* root = make_.map();
    set(root, "app", wiring.app);
    make_.set(root, "environment", wiring.environment.empty() ? make_.null() : make_.copy(wiring.environment));
    set(root, "owner", wiring.owner);
    set(root, "contact", wiring.contact);
    set(root, "mesh", wiring.mesh);
    make_.set(root, "namespaces", each(wiring.namespaces, [&](const wiring::Namespace& one) {
                Value* map = make_.map();
                set(map, "name", one.name);
                make_.set(map, "made", make_.boolean(one.made));
                return map;
              }));
    make_.set(root, "services", each(facts_.services, [&](std::uint32_t index) { return service(index); }));
    make_.set(root, "stores", each(facts_.stores, [&](std::uint32_t index) { return server(index); }));
    make_.set(root, "brokers", each(facts_.brokers, [&](std::uint32_t index) { return server(index); }));
    make_.set(root, "externals", each(facts_.externals, [&](std::uint32_t index) { return external(index); }));
    make_.set(root, "links", links());
    make_.set(root, "routes", each(wiring.routes, [&](const wiring::Route& one) { return route(one); }));
    make_.set(root, "accounts", each(wiring.accounts, [&](const wiring::Account& one) { return account(one); }));
    make_.set(root, "questions", each(wiring.questions, [&](const wiring::Question& one) { return question(one); }));
    std::string out;
    value::emit_json(*root, out);
    out += '\n';
    return out;
  }

 private:
  template <class Range, class Function>
  Value* each(const Range& range, Function function) {
    Value* list = make_.list();
    for (const auto& one : range) make_.push(list, function(one));
    return list;
  }

  Value* texts(const std::vector<std::string>& all) {
    return each(all, [&](const std::string& text) { return make_.copy(text); });
  }

  // Texts of the wiring outlive the builder and are borrowed.
  void set(Value* map, std::string_view key, std::string_view text) {
    if (!text.empty()) make_.set(map, key, make_.text(text));
  }
  void set_copy(Value* map, std::string_view key, std::string_view text) {
    if (!text.empty()) make_.set(map, key, make_.copy(text));
  }
  void set_place(Value* map, const wiring::Origin& origin) {
    if (origin.said.known()) set_copy(map, "at", sources_.line_of(origin.said));
  }

  Value* ports(const std::vector<wiring::Port>& all) {
    return each(all, [&](const wiring::Port& port) {
      Value* map = make_.map();
      set(map, "name", port.name);
      make_.set(map, "port", make_.integer(port.port));
      make_.set(map, "target", make_.integer(port.target));
      set(map, "protocol", wiring::to_text(port.protocol));
      if (port.metrics) make_.set(map, "metrics", make_.boolean(true));
      if (port.peer) make_.set(map, "peer", make_.boolean(true));
      if (port.sidecar) make_.set(map, "sidecar", make_.boolean(true));
      return map;
    });
  }

  Value* head(const wiring::Party& party) {
    Value* map = make_.map();
    set(map, "name", party.display);
    set(map, "namespace", party.name_space);
    return map;
  }
  void tail(Value* map, const wiring::Party& party) {
    make_.set(map, "ports", ports(party.ports));
    set(map, "owner", party.owner);
    set(map, "contact", party.contact);
    set_place(map, party.at);
  }

  Value* replicas(const wiring::Workload& workload) {
    return make_.map({{"min", make_.integer(workload.scale.min)}, {"max", make_.integer(workload.scale.max)}});
  }

  Value* service(std::uint32_t index) {
    const wiring::Party& party = facts_.party(index);
    Value* map = head(party);
    set(map, "kind", to_text(party.service_kind));
    set(map, "schedule", party.schedule);
    Value* versions = make_.list();
    for (const std::uint32_t number : party.workloads) {
      const wiring::Workload& workload = facts_.wiring.workloads[number];
      Value* target = map;
      if (!workload.version.empty()) {
        target = make_.map();
        set(target, "name", workload.version);
        make_.push(versions, target);
      }
      set(target, "image", workload.main.image);
      if (!workload.job) make_.set(target, "replicas", replicas(workload));
    }
    if (versions->count != 0) make_.set(map, "versions", versions);
    if (party.workloads.empty()) make_.set(map, "off", make_.boolean(true));
    tail(map, party);
    return map;
  }

  Value* server(std::uint32_t index) {
    const wiring::Party& party = facts_.party(index);
    Value* map = head(party);
    set(map, "kind", party.server_kind);
    set(map, "version", party.version);
    set(map, "mode", party.mode);
    make_.set(map, "deployed", make_.boolean(party.deployed));
    set(map, "operator", party.operator_name);
    if (!party.hosts.empty()) make_.set(map, "hosts", texts(party.hosts));
    make_.set(map, "parts", each(party.parts, [&](const wiring::Part& part) {
                Value* one = make_.map();
                set(one, "key", part.key);
                set(one, "name", part.name);
                return one;
              }));
    make_.set(map, "channels", each(party.channels, [&](const wiring::Channel& channel) {
                Value* one = make_.map();
                set(one, "key", channel.key);
                set(one, "name", channel.name);
                set(one, "kind", channel.kind);
                set_place(one, channel.at);
                return one;
              }));
    set(map, "auth", party.auth);
    make_.set(map, "enforced", make_.boolean(party.not_enforced.empty()));
    set(map, "unenforcedBecause", party.not_enforced);
    tail(map, party);
    return map;
  }

  Value* external(std::uint32_t index) {
    const wiring::Party& party = facts_.party(index);
    Value* map = head(party);
    make_.set(map, "hosts", texts(party.hosts));
    make_.set(map, "cidrs", texts(party.cidrs));
    set(map, "tls", party.tls);
    tail(map, party);
    return map;
  }

  // A link that only some versions have stands once for each of them.
  Value* links() {
    Value* list = make_.list();
    for (const wiring::Link& one : facts_.wiring.links) {
      const std::vector<std::string> versions = facts_.versions_of(one);
      if (versions.empty()) make_.push(list, link(one, {}));
      for (const std::string& version : versions) make_.push(list, link(one, version));
    }
    return list;
  }

  Value* link(const wiring::Link& one, std::string_view version) {
    Value* map = make_.map();
    set(map, "from", facts_.name(one.from));
    set_copy(map, "version", version);
    set(map, "to", facts_.name(one.to));
    set(map, "verb", to_text(one.verb));
    set(map, "protocol", wiring::to_text(one.protocol));
    if (one.port != 0) {
      make_.set(map, "port", make_.integer(one.port));
      make_.set(map, "target", make_.integer(one.target));
    }
    set(map, "part", one.part_key);
    set(map, "channel", one.channel);
    set(map, "access", one.access);
    if (one.account) set(map, "account", facts_.wiring.accounts[*one.account].user);
    make_.set(map, "enforced", make_.boolean(one.enforced));
    set(map, "unenforcedBecause", one.unenforced_because);
    set_place(map, one.at);
    return map;
  }

  Value* route(const wiring::Route& one) {
    static constexpr std::string_view via[] = {"gateway", "load-balancer", "node-port"};
    Value* map = make_.map();
    set(map, "service", facts_.name(one.party));
    make_.set(map, "port", make_.integer(one.port));
    set(map, "protocol", wiring::to_text(one.protocol));
    set(map, "via", via[static_cast<std::size_t>(one.via)]);
    if (one.at_port) make_.set(map, "atPort", make_.integer(*one.at_port));
    make_.set(map, "hosts", texts(one.hosts));
    make_.set(map, "paths", each(one.paths, [&](const auto& path) { return make_.copy((path.exact ? "=" : "") + path.path); }));
    set_place(map, one.at);
    return map;
  }

  Value* account(const wiring::Account& one) {
    static constexpr std::string_view kinds[] = {"made", "shared", "given", "none"};
    Value* map = make_.map();
    set(map, "server", facts_.name(one.server));
    if (one.holder) set(map, "holder", facts_.name(*one.holder));
    set(map, "kind", kinds[static_cast<std::size_t>(one.kind)]);
    set(map, "user", one.user);
    return map;
  }

  Value* question(const wiring::Question& one) {
    Value* map = make_.map();
    set(map, "code", one.code);
    set(map, "to", one.to);
    set(map, "about", one.about);
    set(map, "text", one.text);
    set_place(map, one.at);
    make_.set(map, "blocking", make_.boolean(one.blocking));
    return map;
  }

  Facts facts_;
  const text::Sources& sources_;
  Builder make_;
};

}  // namespace

std::string describe_json(const wiring::Wiring& wiring, const text::Sources& sources) { return Writer(wiring, sources).write(); }

}  // namespace portolan::describe
