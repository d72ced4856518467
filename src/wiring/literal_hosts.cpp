#include "wiring/literal_hosts.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include <fmt/core.h>

#include "wiring/places.h"

namespace portolan::wiring {

namespace {

// The host where the whole text is one: `db`, `db:5432`, `http://db:8080/x`.
std::string_view host_in(std::string_view text) {
  if (const auto scheme = text.find("://"); scheme != std::string_view::npos) {
    text = text.substr(scheme + 3);
    if (const auto at = text.find('@'); at != std::string_view::npos && at < text.find('/')) text = text.substr(at + 1);
    text = text.substr(0, text.find_first_of("/:?#"));
  } else if (const auto colon = text.find(':'); colon != std::string_view::npos) {
    const std::string_view port = text.substr(colon + 1);
    if (port.empty() || port.find_first_not_of("0123456789") != std::string_view::npos) return {};
    text = text.substr(0, colon);
  }
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == std::string_view::npos ? text : std::string_view();
}

class Asker {
 public:
  Asker(Draft& draft, std::uint32_t index)
      : draft_(draft),
        index_(index),
        runtime_(*draft.runtime_of_workload[index]),
        party_(draft.wiring.parties[draft.wiring.workloads[index].party]) {}

  void ask() {
    const Workload& workload = draft_.wiring.workloads[index_];
    of_container(workload.main);
    for (const Container& container : workload.init) of_container(container);
    for (const Container& container : workload.sidecars) of_container(container);
  }

 private:
  void of_container(const Container& container) {
    for (const EnvVar& variable : container.env) of_text(variable.value, fmt::format("`{}`", variable.name), variable.at);
    if (container.args) {
      for (const Text& word : *container.args) of_text(word, "an argument", container.at);
    }
  }

  void of_text(const Text& text, const std::string& where, const Origin& at) {
    if (text.size() != 1 || text.front().kind != Piece::Kind::literal) return;
    const std::string_view host = host_in(text.front().literal);
    if (host.empty() || is_reference(at)) return;
    const auto dot = host.find('.');
    const std::string_view name_space = dot == std::string_view::npos ? std::string_view(party_.name_space) : host.substr(dot + 1);
    const Named* target = draft_.names.exact(host.substr(0, dot), name_space);
    if (target == nullptr || target->party == draft_.wiring.workloads[index_].party || target->external != nullptr || !target->active)
      return;
    const bool linked = std::ranges::any_of(draft_.declared[index_], [&](const Declared& declared) { return declared.target == target; });
    if (linked || !asked_.insert(fmt::format("{} {}", where, host)).second) return;
    const char* key = target->server != nullptr ? "uses" : "calls";
    draft_.sink.add(
        {.code = "P1022",
         .severity = diagnostics::Severity::question,
         .span = at.said,
         .message = fmt::format("does `{}` talk to `{}`, which {} of it names?", party_.display, target->display(), where),
         .hint = fmt::format("if it does, add `{}` to `{}` and write a reference; if not, nothing is opened", target->name, key),
         .to = party_.owner,
         .about = party_.display,
         .blocking = false});
  }

  // A value that a reference made is no literal, whatever it looks like.
  bool is_reference(const Origin& at) const { return draft_.ground.sources.text(at.said).find("${") != std::string_view::npos; }

  Draft& draft_;
  std::uint32_t index_;
  const chart::Runtime& runtime_;
  const Party& party_;
  std::set<std::string> asked_;
};

}  // namespace

void ask_literal_hosts(Draft& draft) {
  for (std::uint32_t index = 0; index < draft.wiring.workloads.size(); ++index) Asker(draft, index).ask();
}

}  // namespace portolan::wiring
