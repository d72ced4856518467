#include "describe/describe.h"

#include <fmt/core.h>

#include "describe/sections.h"
#include "describe/words.h"

namespace portolan::describe {

Page describe(const wiring::Wiring& wiring, const text::Sources& sources) {
  const Facts facts(wiring);
  Page page;
  page.title = wiring.app;
  std::vector<std::string> said;
  if (!wiring.environment.empty()) said.push_back(fmt::format("environment {}", wiring.environment));
  if (!wiring.owner.empty()) said.push_back(fmt::format("owner {}", wiring.owner));
  if (!wiring.contact.empty()) said.push_back(wiring.contact);
  page.lead = listed(said);
  for (Section& section :
       std::vector<Section>{how_many(facts), who_talks_to_whom(facts, sources), how_and_with_what(facts), channels(facts),
                            stores_and_third_parties(facts), third_parties(facts), ports(facts), namespaces(facts), ways_in(facts, sources),
                            accounts(facts), not_enforced(facts), waived(facts), residual_risks(facts), open_questions(facts, sources)})
    if (!section.heading.empty()) page.sections.push_back(std::move(section));
  return page;
}

}  // namespace portolan::describe
