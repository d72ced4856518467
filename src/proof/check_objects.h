#pragma once

#include <vector>

#include "proof/declared.h"
#include "proof/evaluate.h"
#include "proof/report.h"
#include "wiring/wiring.h"

// What besides policies must hold: names lead to the right pods and ports, selectors find whom they should, and every
// workload has objects and an account of its own.

namespace portolan::proof {

// Every address of the wiring is a Service that selects exactly its workloads and leads to the ports they listen on, and no
// other Service selects a pod of a workload.
void check_services(const wiring::Wiring& wiring, const Evaluator& evaluator, const Pairing& pairing, std::vector<Difference>& into);

// Every workload has one controller, which selects its own pods and no others, and an account that no other has; disruption
// budgets select pods of one party; no object is there twice; nothing was unreadable.
void check_objects(const wiring::Wiring& wiring, const Evaluator& evaluator, const Pairing& pairing, std::vector<Difference>& into);

}  // namespace portolan::proof
