#pragma once

#include "chart/normalise.h"
#include "chart/normalise_where.h"
#include "language/table.h"
#include "yaml/node.h"

#include <initializer_list>

namespace portolan::chart {

// One pass over a tree as written. Every method returns the long form, the same node where nothing changed, or nullptr where
// the node is wrong (which has been reported) and must be left out.
class Walk {
 public:
  explicit Walk(const Normalising& with) : with_(with) {}

  // Beyond this many problems the rest is left out unread: a file of a million wrong keys is no chart.
  static constexpr std::size_t most_problems = 1000;

  const yaml::Node* record(const yaml::Node& map, const language::Record& record);

 private:
  const yaml::Node* value(const yaml::Node& node, const language::Type& type, const Where& where);
  const yaml::Node* map(const yaml::Node& node, const language::Type& type, const Where& where);
  const yaml::Node* map_value(const yaml::Entry& entry, const language::Type& type, const Where& where);
  const yaml::Node* list(const yaml::Node& node, const language::Type& item, const Where& where);
  const yaml::Node* list_as_map(const yaml::Node& node, const language::Type& type, const Where& where);

  // Texts (normalise_short_form.cpp).
  const yaml::Node* text(const yaml::Node& node, const language::Type& type, const Where& where);
  const yaml::Node* lengthened(const yaml::Node& node, const language::Type& type, const Where& where);
  const yaml::Node* short_key(const yaml::Node& node, const language::Type& type, const Where& where);
  const yaml::Node* port(const yaml::Node& node);
  const yaml::Node* health(const yaml::Node& node, const language::Type& type, const Where& where);
  const yaml::Node* metrics(const yaml::Node& node, const language::Type& type, const Where& where);
  const yaml::Node* job(const yaml::Node& node, const language::Type& type);
  const yaml::Node* one_item(const yaml::Node& node);

  struct Said {
    std::string_view key;
    const yaml::Node* value;
  };
  // The record that `from` stands for.
  const yaml::Node* long_form(const yaml::Node& from, std::initializer_list<Said> said);

  [[nodiscard]] bool enough();
  bool is_other_version(const yaml::Node& said);

  const Normalising& with_;
  bool stopped_ = false;
};

}  // namespace portolan::chart
