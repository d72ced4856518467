#include "chart/questions.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

namespace portolan::chart {

namespace {

// A question about an external that nothing active calls does not block (rule 21).
void let_unused_wait(Chart& chart) {
  std::set<std::string, std::less<>> used;
  const auto note = [&used](const Runtime& runtime) {
    if (!runtime.active) return;
    for (const Link& link : runtime.links) used.insert(link.target.name);
  };
  for (const Service& service : chart.services) {
    note(service);
    for (const Version& version : service.versions) note(version.runtime);
  }
  for (const Server& server : chart.servers) note(server);
  for (Question& question : chart.questions) {
    const bool of_external = std::any_of(chart.externals.begin(), chart.externals.end(),
                                         [&question](const External& external) { return external.name == question.about; });
    if (of_external && !used.contains(question.about)) question.blocking = false;
  }
}

}  // namespace

void settle_questions(Chart& chart) {
  let_unused_wait(chart);
  // A version repeats what its service says; one question is asked once.
  auto& questions = chart.questions;
  const auto key = [](const Question& question) {
    return std::tie(question.about, question.at.said.file, question.at.said.begin, question.text);
  };
  std::sort(questions.begin(), questions.end(),
            [&key](const Question& a, const Question& b) { return key(a) < key(b) || (key(a) == key(b) && a.blocking > b.blocking); });
  questions.erase(
      std::unique(questions.begin(), questions.end(), [&key](const Question& a, const Question& b) { return key(a) == key(b); }),
      questions.end());
}

}  // namespace portolan::chart
