#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"
#include "value/value.h"
#include "wiring/wiring.h"

namespace portolan::wiring {

// Writes a wiring as values. What is empty, false or the default is left out, so that a dump shows what there is; other
// things are named, never numbered.
class Dumper {
 public:
  Dumper(const Wiring& wiring, const text::Sources& sources) : wiring_(wiring), sources_(sources) {}
  value::Value* whole();

 private:
  value::Value* cluster();
  value::Value* party(const Party& one);
  value::Value* port(const Port& one);
  value::Value* channel(const Channel& one);
  value::Value* workload(const Workload& one);
  value::Value* container(const Container& one);
  value::Value* volume(const Volume& one);
  value::Value* probe(const Probe& one);
  value::Value* quantity(const Quantity& one);
  value::Value* address(const Address& one);
  value::Value* link(const Link& one);
  value::Value* options(const CallOptions& one);
  value::Value* flow(const Flow& one);
  value::Value* endpoint(const Endpoint& one);
  value::Value* route(const Route& one);
  value::Value* account(const Account& one);
  value::Value* secret(const Secret& one);

  value::Value* map() { return builder_.map(); }
  void set(value::Value* map, std::string_view key, value::Value* value) { builder_.set(map, key, value); }
  void text(value::Value* map, std::string_view key, std::string_view text);
  void number(value::Value* map, std::string_view key, std::uint64_t number);
  void flag(value::Value* map, std::string_view key, bool flag);
  void texts(value::Value* map, std::string_view key, const std::vector<std::string>& texts);
  void labels(value::Value* map, std::string_view key, const std::map<std::string, std::string>& labels);
  void at(value::Value* map, const Origin& origin);
  void words(value::Value* map, std::string_view key, const std::optional<std::vector<Text>>& words);
  void workloads(value::Value* map, std::string_view key, const std::vector<std::uint32_t>& workloads);
  [[nodiscard]] std::string written(const Text& text) const;
  [[nodiscard]] std::string name_of_workload(std::uint32_t workload) const;

  template <class T, class Write>
  void list(value::Value* map, std::string_view key, const std::vector<T>& items, Write write, bool always = false) {
    if (items.empty() && !always) return;
    value::Value* result = builder_.list();
    for (const T& item : items) builder_.push(result, write(item));
    set(map, key, result);
  }

  const Wiring& wiring_;
  const text::Sources& sources_;
  value::Builder builder_;
};

}  // namespace portolan::wiring
