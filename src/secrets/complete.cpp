#include "secrets/complete.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "secrets/render.h"
#include "secrets/resolve.h"

namespace portolan::secrets {

namespace {

// What others put there was only looked at.
void leave_to_others(const wiring::Wiring& wiring, Values& values) {
  for (const wiring::Secret& secret : wiring.secrets)
    for (const wiring::Secret::Key& key : secret.keys)
      if (secret.exists || key.source == wiring::Secret::Source::remote) values.remove({secret.name_space, secret.name}, key.key);
}

// What was known and means nothing to the application: kept, and said, unless it is to be forgotten.
void settle_unused(const wiring::Wiring& wiring, Completed& completed, bool prune) {
  std::set<ObjectName> used;
  for (const wiring::Secret& secret : wiring.secrets) used.insert({secret.name_space, secret.name});
  std::vector<ObjectName> unused;
  for (const auto& [object, keys] : completed.values.objects())
    if (!used.contains(object)) unused.push_back(object);
  for (const ObjectName& object : unused) {
    Keys& keys = completed.values.object(object);
    completed.became.push_back({object.name, "", "", prune ? "" : "`--prune` forgets it", prune ? Fate::gone : Fate::unused});
    if (!prune) continue;
    std::vector<std::string> names;
    for (const auto& [key, value] : keys) names.push_back(key);
    for (const std::string& key : names) completed.values.remove(object, key);
  }
}

}  // namespace

std::string_view to_word(Fate fate) {
  switch (fate) {
    case Fate::kept: return "kept";
    case Fate::made: return "made";
    case Fate::taken: return "taken";
    case Fate::rotated: return "rotated";
    case Fate::unused: return "unused";
    case Fate::gone: return "gone";
  }
  return "kept";
}

Completed complete(const wiring::Wiring& wiring, Values known, const Outside& outside, const Wish& wish, diagnostics::Sink& sink) {
  Completed completed{.values = std::move(known), .became = {}, .unknown = {}, .rotatable = {}};
  Resolver(wiring, completed, outside, wish, sink).resolve();
  if (!sink.has_errors() && completed.unknown.empty()) render(wiring, completed.values, sink);
  leave_to_others(wiring, completed.values);
  settle_unused(wiring, completed, wish.prune);
  std::ranges::sort(completed.became, {}, [](const Became& one) { return std::tie(one.object, one.key); });
  return completed;
}

}  // namespace portolan::secrets
