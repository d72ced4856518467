#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "chart/chart.h"
#include "wiring/wiring.h"
#include "wiring/workload.h"

// Secret objects: one in each namespace that uses it. Values are never here.

namespace portolan::wiring {

// Cut to `limit` characters with a hash of the whole at the end where it is longer, so that it stays the same and stays distinct.
std::string stable_name(std::string name, std::size_t limit = 63);

class Secrets {
 public:
  explicit Secrets(const chart::Chart& chart);

  // The chart's secret; nullptr where there is none.
  [[nodiscard]] const chart::Secret* find(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> names() const;

  // The value of a chart's secret (`key` empty: its only one) in a namespace. The key must be one of the secret's.
  SecretRef of_chart(const chart::Secret& secret, std::string_view key, std::string_view name_space);
  // An object that Portolan makes up; the same name in the same namespace is the same object.
  Secret& made(std::string name, std::string_view name_space, std::string purpose);
  // The percent-encoded copy of a value, for URLs. A generated value needs none.
  SecretRef encoded(const SecretRef& plain, std::string_view name_space);

  // Whether something asked for it.
  [[nodiscard]] bool used(const chart::Secret& secret) const { return used_.contains(&secret); }
  // Everything asked for, sorted by namespace and name.
  std::vector<Secret> take();

 private:
  Secret& object(std::string name, std::string_view name_space);
  const chart::Chart& chart_;
  std::unordered_map<std::string_view, const chart::Secret*> by_name_;
  std::unordered_set<const chart::Secret*> used_;
  std::map<std::pair<std::string, std::string>, Secret> objects_;  // namespace, name
};

}  // namespace portolan::wiring
