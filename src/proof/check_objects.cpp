#include "proof/check_objects.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/core.h>

namespace portolan::proof {

namespace {

std::string object_name(const Model& model, Name kind, Name name_space, Name name) {
  return fmt::format("{} {}/{}", model.names.text(kind), model.names.text(name_space), model.names.text(name));
}

void say(std::vector<Difference>& into, Difference::Kind kind, std::string object, std::string problem, text::Span place = {}) {
  Difference difference;
  difference.kind = kind;
  difference.object = std::move(object);
  difference.problem = std::move(problem);
  difference.place = place;
  into.push_back(std::move(difference));
}

template <typename List>
void find_repetitions(const Model& model, const List& list, std::vector<Difference>& into) {
  std::vector<std::array<Name, 3>> places;
  places.reserve(list.size());
  for (const auto& item : list) places.push_back({item.kind, item.name_space, item.name});
  std::sort(places.begin(), places.end());
  for (auto at = std::adjacent_find(places.begin(), places.end()); at != places.end(); at = std::adjacent_find(at + 1, places.end())) {
    say(into, Difference::Kind::unreadable, object_name(model, (*at)[0], (*at)[1], (*at)[2]), "is there twice");
  }
}

}  // namespace

void check_objects(const wiring::Wiring& wiring, const Evaluator& evaluator, const Pairing& pairing, std::vector<Difference>& into) {
  const Model& model = evaluator.model();
  for (const Unreadable& bad : model.unreadable) say(into, Difference::Kind::unreadable, bad.object, bad.problem);
  find_repetitions(model, model.policies, into);
  find_repetitions(model, model.pods, into);

  for (std::uint32_t i = 0; i < wiring.workloads.size(); ++i) {
    const wiring::Workload& workload = wiring.workloads[i];
    const text::Span place = workload.at.said;
    const auto number = pairing.pod(i);
    if (!number) {
      say(into, Difference::Kind::missing, display(wiring, i), fmt::format("no object of namespace {} makes its pods", workload.name_space),
          place);
      continue;
    }
    const Pod& pod = model.pods[*number];
    const std::string object = object_name(model, pod.kind, pod.name_space, pod.name);
    if (model.names.text(pod.account) != workload.name) {
      say(into, Difference::Kind::account, object,
          fmt::format("runs under the service account `{}`, not under its own", model.names.text(pod.account)), place);
    }
    if (!pod.owner_selector) continue;
    const std::vector<PodNumber> found = evaluator.select(pod.name_space, *pod.owner_selector);
    for (const PodNumber other : found) {
      if (other != *number)
        say(into, Difference::Kind::selection, object,
            fmt::format("its selector finds pods of {}", end_of(wiring, pairing, model, other).text), place);
    }
    if (!std::binary_search(found.begin(), found.end(), *number))
      say(into, Difference::Kind::selection, object, "its selector does not find its own pods", place);
  }

  for (const Selecting& selecting : model.selecting) {
    std::set<std::string> parties;
    for (const PodNumber pod : evaluator.select(selecting.name_space, selecting.pods)) {
      const auto workload = pairing.workload(pod);
      parties.insert(workload ? wiring.parties[wiring.workloads[*workload].party].display : end_of(wiring, pairing, model, pod).text);
    }
    const std::string object = object_name(model, selecting.kind, selecting.name_space, selecting.name);
    if (parties.empty()) say(into, Difference::Kind::selection, object, "selects no pod");
    if (parties.size() > 1)
      say(into, Difference::Kind::selection, object,
          fmt::format("selects pods of {} and of {}", *parties.begin(), *std::next(parties.begin())));
  }
}

}  // namespace portolan::proof
