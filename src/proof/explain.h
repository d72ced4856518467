#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proof/model.h"
#include "proof/report.h"
#include "text/source.h"
#include "wiring/wiring.h"

namespace portolan::proof {

// Why A may or may not connect to B, from the evaluated objects and from the file.
struct Explanation {
  enum class Answer : std::uint8_t { yes, no, unknown };  // unknown: a name that means nothing here
  Answer answer = Answer::no;
  std::string from, to;               // as people say them
  std::optional<std::uint16_t> port;  // as asked: what callers say, or the listening one

  // yes: every flow that carries it.
  struct Grant {
    std::uint32_t flow = 0;
    std::optional<std::uint32_t> link;
    std::string from, to;                   // the workloads (versions) of this flow
    std::string ports;                      // "TCP 8080"
    std::string because;                    // "frontend declares `calls: cart`", "derived: every pod resolves names"
    std::string reason;                     // "declared", "dns", "gateway" …
    std::vector<RuleName> egress, ingress;  // the rules of the objects that let it through
    text::Span place;
  };
  std::vector<Grant> grants;
  // Of a store or broker: what the accounts may do there, in the server's words. Filled by whoever knows these; not by explain().
  struct Right {
    std::string user, words;
    std::vector<text::Span> places;  // of the links that grant it
  };
  std::vector<Right> rights;
  std::vector<std::string> remarks;  // what else a reader should know: residual risk, verbs that the server does not hold

  // no
  std::vector<std::string> refused_by;  // "egress of frontend: no rule of NetworkPolicy shop/frontend leads to cart-store"
  struct Addition {
    std::string title;  // "declare the call"
    std::string lines;  // YAML for the file, indented, ending in a line break
    text::Span place;   // of the service that gets the lines
  };
  std::vector<Addition> additions;
  struct NearMiss {
    std::string sentence;  // "a link exists, on port http (80)"
    text::Span place;
  };
  std::vector<NearMiss> near_misses;

  // unknown
  std::string problem;  // "there is no `crat` here; did you mean cart?"
};

// `from` and `to` as people write them: NAME[.NAMESPACE][:PORT], a version as NAME-VERSION, (gateway), (internet), (kubernetes),
// NAME.NAMESPACE of a peer; PORT is a number or a name and belongs to `to`.
Explanation explain(const wiring::Wiring& wiring, const Model& model, std::string_view from, std::string_view to);

// One documented object, pretty, ending in a line break: {"from", "to", "port"?, "answer": "yes|no|unknown", "grants": [{"from", "to",
// "ports", "reason", "because", "at"?, "egress": [rule], "ingress": [rule]}], "rights"?: [{"user", "words", "at": [place]}], "remarks",
// "refusedBy", "additions": [{"title", "lines", "at"?}], "nearMisses": [{"text", "at"?}], "problem"?}; a rule is {"kind", "namespace",
// "name", "path"}.
std::string to_json(const Explanation& explanation, const text::Sources& sources);

}  // namespace portolan::proof
