#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "chart/chart.h"
#include "diagnostics/diagnostic.h"

// Who is called what (language rule 2).

namespace portolan::wiring {

// Something declared that a target may name. What is off is named too: links to it open nothing, references keep their text.
struct Named {
  enum class Sort : std::uint8_t { service = 1, server = 2, external = 4 };
  static constexpr std::uint32_t no_party = 0xFFFFFFFF;

  Sort sort = Sort::service;
  const chart::Service* service = nullptr;  // one of the three, as `sort` says
  const chart::Server* server = nullptr;
  const chart::External* external = nullptr;
  std::string_view name{}, name_space{};
  const chart::Place* at = nullptr;
  bool active = true;
  bool shared_name = false;        // another namespace has the name too
  std::uint32_t party = no_party;  // set for everything active

  [[nodiscard]] const chart::Runtime* runtime() const;  // nullptr for externals
  [[nodiscard]] std::string display() const;            // NAME, or NAME.NAMESPACE where two have the name
  [[nodiscard]] const char* word() const;               // "service", "store", "broker", "external"
};

// Which sorts of things a verb may mean; a mask of Named::Sort.
using Sorts = std::uint8_t;
inline constexpr Sorts any_sort = 7, callable = 5, usable = 2;

class Names {
 public:
  explicit Names(const chart::Chart& chart);

  [[nodiscard]] std::span<Named> all() { return all_; }  // sorted by name and namespace
  [[nodiscard]] std::span<const Named> all() const { return all_; }
  [[nodiscard]] const Named* exact(std::string_view name, std::string_view name_space) const;

  // A namespace is given as the files call it. A bare name (empty `name_space`) means: the one in `from`, else the only one of that name.
  // Where nothing is found and `candidates` has several, the name is ambiguous; where it has one, that one is of another sort.
  struct Lookup {
    const Named* found = nullptr;
    std::vector<const Named*> candidates{};
  };
  [[nodiscard]] Lookup find(std::string_view name, std::string_view name_space, std::string_view from, Sorts sorts) const;

  // For "did you mean": names of these sorts, sorted.
  [[nodiscard]] std::vector<std::string_view> names_of(Sorts sorts) const;

 private:
  [[nodiscard]] std::span<const Named> of_name(std::string_view name) const;
  std::vector<Named> all_{};
  const chart::Chart* chart_;
};

// Reserved words as names, and two things of one namespace with one name (aliases included).
void check_names(const Names& names, diagnostics::Sink& sink);

}  // namespace portolan::wiring
