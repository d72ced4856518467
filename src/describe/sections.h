#pragma once

#include "describe/facts.h"
#include "describe/page.h"
#include "text/source.h"

// One function per section of the page. A section without heading is left out.

namespace portolan::describe {

Section how_many(const Facts& facts);
Section who_talks_to_whom(const Facts& facts, const text::Sources& sources);
Section how_and_with_what(const Facts& facts);
Section stores_and_third_parties(const Facts& facts);
Section third_parties(const Facts& facts);
Section channels(const Facts& facts);
Section ports(const Facts& facts);
Section namespaces(const Facts& facts);
Section ways_in(const Facts& facts, const text::Sources& sources);
Section accounts(const Facts& facts);
Section not_enforced(const Facts& facts);
Section waived(const Facts& facts);
Section residual_risks(const Facts& facts);
Section open_questions(const Facts& facts, const text::Sources& sources);

}  // namespace portolan::describe
