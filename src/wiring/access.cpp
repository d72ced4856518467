#include "wiring/access.h"

#include <algorithm>
#include <vector>

#include <fmt/core.h>

#include "wiring/places.h"
#include "wiring/targets.h"

namespace portolan::wiring {

namespace {

bool touches_data(const Link& link) { return link.access != "monitor" && link.access != "admin"; }

// The users of one part of one server: links without a part mean the whole server.
class PartUsers {
 public:
  PartUsers(Draft& draft, std::uint32_t server, const Part* part)
      : draft_(draft), party_(draft.wiring.parties[server]), server_(*draft.server_of(server)), part_(part) {
    for (const std::uint32_t index : draft.links_to[server]) {
      const Link& link = draft.wiring.links[index];
      if (link.verb == Verb::uses && (part == nullptr || link.part_key.empty() || link.part_key == part->key)) users_.push_back(index);
    }
  }

  void decide() {
    const auto data_users = std::ranges::count_if(users_, [&](std::uint32_t index) { return touches_data(draft_.wiring.links[index]); });
    for (const std::uint32_t index : users_) {
      Link& link = draft_.wiring.links[index];
      if (!link.access.empty()) continue;
      if (party_.is_volume)
        link.access = "write";
      else if (data_users == 1)
        link.access = "own";
      else if (!server_.entry->parts_have_schema)
        link.access = "write";
      else
        ask_access(link);
    }
    for (const std::uint32_t index : users_) {
      Link& link = draft_.wiring.links[index];
      if (link.access.empty()) link.access = "read";  // the least, until the question is answered
    }
  }

  void ask_owner() {
    if (!server_.entry->parts_have_schema || server_.external || users_.empty() || undecided_) return;
    std::vector<const Link*> owners;
    for (const std::uint32_t index : users_) {
      const Link& link = draft_.wiring.links[index];
      if (link.access == "own" || link.access == "admin") owners.push_back(&link);
    }
    const bool seeded = server_.seed_in_image || !server_.seed.empty() || (part_ != nullptr && !part_->seed.empty());
    if (owners.empty() && !seeded) ask_who_owns();
    std::erase_if(owners, [](const Link* link) { return link->access != "own" || !link->schema.empty() || !link->only.empty(); });
    if (owners.empty()) return;
    const auto other = std::ranges::find_if(owners, [&](const Link* link) { return link->from != owners.front()->from; });
    if (other != owners.end()) ask_two_owners(*owners.front(), **other);
  }

 private:
  std::string part_in_words() const {
    if (part_ == nullptr || party_.parts.size() < 2) return fmt::format("`{}`", party_.display);
    return fmt::format("`{}/{}`", party_.display, part_->key);
  }

  void ask_access(const Link& link) {
    undecided_ = true;
    const bool several = party_.parts.size() > 1 && !link.part_key.empty();
    const Party& user = draft_.wiring.parties[link.from];
    diagnostics::Diagnostic diagnostic{
        .code = "P1011",
        .severity = diagnostics::Severity::question,
        .span = link.at.said,
        .message = fmt::format("what does `{}` do with {}, which others use too?", user.display, part_in_words()),
        .hint = fmt::format("write `uses: {{{}{}{}: read}}`, `write`, or `own` for the one that makes the schema", party_.name,
                            several ? "/" : "", several ? link.part_key : ""),
        .to = user.owner,
        .about = user.display,
    };
    if (link.at.via.known()) diagnostic.notes.push_back({link.at.via, fmt::format("inherited by `{}`", user.display)});
    draft_.sink.add(std::move(diagnostic));
  }

  void ask_who_owns() {
    std::vector<std::string> names;
    for (const std::uint32_t index : users_) names.push_back(draft_.wiring.parties[draft_.wiring.links[index].from].display);
    std::ranges::sort(names);
    names.erase(std::ranges::unique(names).begin(), names.end());
    draft_.sink.add(
        {.code = "P1012",
         .severity = diagnostics::Severity::question,
         .span = party_.at.said,
         .message = fmt::format("who makes the schema of {}?", part_in_words()),
         .hint = fmt::format("give {} the access `own`, add a job that owns it, or name its scripts under `seed`", list_names(names)),
         .to = party_.owner,
         .about = party_.display});
  }

  void ask_two_owners(const Link& first, const Link& second) {
    draft_.sink.add({.code = "P1016",
                     .severity = diagnostics::Severity::question,
                     .span = second.at.said,
                     .message = fmt::format("do `{}` and `{}` both make the schema of {}?", draft_.wiring.parties[first.from].display,
                                            draft_.wiring.parties[second.from].display, part_in_words()),
                     .notes = {{first.at.said, "the other owner"}},
                     .hint = "give one of them `write`, or each a schema of its own",
                     .to = party_.owner,
                     .about = party_.display,
                     .blocking = false});
  }

  Draft& draft_;
  const Party& party_;
  const chart::Server& server_;
  const Part* part_;
  std::vector<std::uint32_t> users_;
  bool undecided_ = false;
};

void note_enforcement(Draft& draft) {
  for (Link& link : draft.wiring.links) {
    const std::string& reason = draft.wiring.parties[link.to].not_enforced;
    if (link.verb == Verb::calls || link.verb == Verb::exposes || reason.empty()) continue;
    link.enforced = false;
    link.unenforced_because = reason;
  }
}

}  // namespace

void decide_access(Draft& draft) {
  for (std::uint32_t party = 0; party < draft.wiring.parties.size(); ++party) {
    if (draft.server_of(party) == nullptr || draft.links_to[party].empty()) continue;
    std::vector<PartUsers> parts;
    for (const Part& part : draft.wiring.parties[party].parts) parts.emplace_back(draft, party, &part);
    parts.emplace_back(draft, party, nullptr);
    for (PartUsers& part : parts) part.decide();
    parts.pop_back();
    for (PartUsers& part : parts) part.ask_owner();
  }
  note_enforcement(draft);
}

}  // namespace portolan::wiring
