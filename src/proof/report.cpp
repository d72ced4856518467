#include "proof/report.h"

#include <algorithm>

#include <fmt/core.h>

namespace portolan::proof {

namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " and " : ", ";
    text += parts[i];
  }
  return text;
}

std::string joined(const std::vector<RuleName>& rules) {
  std::vector<std::string> texts;
  for (const RuleName& rule : rules) texts.push_back(to_text(rule));
  return joined(texts);
}

}  // namespace

std::string to_text(const RuleName& rule) {
  std::string text = fmt::format("{} {}/{}", rule.kind, rule.name_space, rule.name);
  if (!rule.path.empty()) text += ", " + rule.path;
  return text;
}

std::string describe_difference(const Difference& d) {
  const char* let = d.rules.size() == 1 ? "lets it through" : "let it through";
  switch (d.kind) {
    case Difference::Kind::open:
      return fmt::format("{} may reach {} on {}, which no link declares: {} {}", d.from.text, d.to.text, d.ports, joined(d.rules), let);
    case Difference::Kind::half_open:
      return fmt::format("{} would let {} reach {} on {}, which no link declares; only {} refuses it", joined(d.rules), d.from.text,
                         d.to.text, d.ports, joined(d.refused_by));
    case Difference::Kind::refused:
      return fmt::format("{} may not reach {} on {}, though the file says so: refused by {}", d.from.text, d.to.text, d.ports,
                         joined(d.refused_by));
    case Difference::Kind::not_held: return fmt::format("{} is open: {}", d.object, d.problem);
    case Difference::Kind::service:
    case Difference::Kind::selection:
    case Difference::Kind::account:
    case Difference::Kind::missing:
    case Difference::Kind::unreadable: return fmt::format("{}: {}", d.object, d.problem);
  }
  return "";
}

bool Report::holds() const { return differences.empty() && !cut; }

}  // namespace portolan::proof
