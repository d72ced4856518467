#include "proof/explain.h"
#include "value/value.h"

namespace portolan::proof {

namespace {

class Json {
 public:
  explicit Json(const text::Sources& sources) : sources_(sources) {}

  std::string write(const Explanation& e) {
    value::Value* root = made_.map({{"from", made_.text(e.from)}, {"to", made_.text(e.to)}});
    if (e.port) made_.set(root, "port", made_.integer(*e.port));
    const bool known = e.answer != Explanation::Answer::unknown;
    made_.set(root, "answer", known ? (e.answer == Explanation::Answer::yes ? "yes" : "no") : "unknown");
    value::Value* grants = made_.list();
    for (const Explanation::Grant& grant : e.grants) {
      value::Value* item = made_.map({{"from", made_.text(grant.from)},
                                      {"to", made_.text(grant.to)},
                                      {"ports", made_.text(grant.ports)},
                                      {"reason", made_.text(grant.reason)},
                                      {"because", made_.text(grant.because)}});
      place(item, grant.place);
      made_.set(item, "egress", rules(grant.egress));
      made_.set(item, "ingress", rules(grant.ingress));
      made_.push(grants, item);
    }
    made_.set(root, "grants", grants);
    if (!e.rights.empty()) made_.set(root, "rights", rights(e.rights));
    made_.set(root, "remarks", texts(e.remarks));
    made_.set(root, "refusedBy", texts(e.refused_by));
    value::Value* additions = made_.list();
    for (const Explanation::Addition& addition : e.additions) {
      value::Value* item = made_.map({{"title", made_.text(addition.title)}, {"lines", made_.text(addition.lines)}});
      place(item, addition.place);
      made_.push(additions, item);
    }
    made_.set(root, "additions", additions);
    value::Value* near_misses = made_.list();
    for (const Explanation::NearMiss& miss : e.near_misses) {
      value::Value* item = made_.map({{"text", made_.text(miss.sentence)}});
      place(item, miss.place);
      made_.push(near_misses, item);
    }
    made_.set(root, "nearMisses", near_misses);
    if (!e.problem.empty()) made_.set(root, "problem", e.problem);
    std::string out;
    value::emit_json(*root, out);
    if (!out.ends_with('\n')) out += '\n';
    return out;
  }

 private:
  void place(value::Value* item, text::Span span) {
    if (span.known()) made_.set(item, "at", made_.copy(sources_.line_of(span)));
  }

  value::Value* texts(const std::vector<std::string>& list) {
    value::Value* result = made_.list();
    for (const std::string& text : list) made_.push(result, made_.text(text));
    return result;
  }

  value::Value* rights(const std::vector<Explanation::Right>& list) {
    value::Value* result = made_.list();
    for (const Explanation::Right& right : list) {
      value::Value* at = made_.list();
      for (const text::Span place : right.places)
        if (place.known()) made_.push(at, made_.copy(sources_.line_of(place)));
      made_.push(result, made_.map({{"user", made_.text(right.user)}, {"words", made_.text(right.words)}, {"at", at}}));
    }
    return result;
  }

  value::Value* rules(const std::vector<RuleName>& list) {
    value::Value* result = made_.list();
    for (const RuleName& rule : list) {
      made_.push(result, made_.map({{"kind", made_.text(rule.kind)},
                                    {"namespace", made_.text(rule.name_space)},
                                    {"name", made_.text(rule.name)},
                                    {"path", made_.text(rule.path)}}));
    }
    return result;
  }

  const text::Sources& sources_;
  value::Builder made_;
};

}  // namespace

std::string to_json(const Explanation& explanation, const text::Sources& sources) { return Json(sources).write(explanation); }

}  // namespace portolan::proof
