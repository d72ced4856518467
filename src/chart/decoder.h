#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chart/chart.h"
#include "chart/fill.h"
#include "chart/layers.h"
#include "language/table.h"

// From merged trees in long form to typed records. Keys and forms were checked where they were written (normalise.h); what is
// checked here is what could not be known there: texts with references once they are filled in, and keys that must be there.

namespace portolan::chart {

// Whom a value belongs to: for `${self}`, for the places of inherited values, and for questions.
struct Subject {
  Filler::Self self;
  const std::vector<text::Span>* own = nullptr;  // none: everything is its own
  text::Span via;
  std::string owner, about;
  bool active = true;
};

// nullptr where the map says nothing or null.
inline const yaml::Node* given(const yaml::Node& map, std::string_view key) {
  const yaml::Node* value = map.get(key);
  return value != nullptr && !value->is_null() ? value : nullptr;
}

// Whether the key says where a secret's value comes from.
bool is_secret_source(std::string_view key);

class Decoder {
 public:
  Decoder(Ground& ground, diagnostics::Sink& sink, Filler& filler, Chart& chart)
      : ground_(ground), sink_(sink), filler_(filler), chart_(chart) {}

  void set_subject(Subject subject) { subject_ = std::move(subject); }
  [[nodiscard]] const Subject& subject() const { return subject_; }

  [[nodiscard]] Place place(const yaml::Node& node) const;
  // Of a value that has a key: said where the key stands.
  [[nodiscard]] Place place(const yaml::Entry& entry) const;
  [[nodiscard]] bool inherited(const yaml::Node& node) const;

  // A text with vars and self filled in. An open question is noted and gives "", with its text in `question` where that is asked for.
  std::string text(const yaml::Node& node, std::string* question = nullptr);
  std::string text(const yaml::Node& map, std::string_view key, std::string_view fallback = {}, std::string* question = nullptr);
  // The same, checked against a form where it was filled in.
  std::string formed(const yaml::Node& map, std::string_view key, language::Form form, std::string_view fallback = {});
  std::optional<std::uint32_t> number(const yaml::Node& map, std::string_view key);
  std::optional<std::uint16_t> port_number(const yaml::Node& map, std::string_view key);
  bool flag(const yaml::Node& map, std::string_view key, bool fallback = false);
  std::uint32_t milliseconds(const yaml::Node& map, std::string_view key, std::uint32_t fallback);
  // A text alone is a list of one. Open questions are noted and left out; the last one's text goes to `question`. What was filled in
  // is checked against the form.
  std::vector<std::string> texts(const yaml::Node& map, std::string_view key, std::string* question = nullptr,
                                 language::Form form = language::Form::text);
  std::map<std::string, std::string> text_map(const yaml::Node& map, std::string_view key);
  std::optional<std::vector<Template>> words(const yaml::Node& map, std::string_view key);
  // With secrets and targets left in.
  Template filled(const yaml::Node& node);

  // Records. `name` of a port and such are the map's keys.
  Port port(const yaml::Entry& entry);
  std::vector<Port> ports(const yaml::Node& map, std::string_view key);
  Call call(const yaml::Node& node);
  Retries retries(const yaml::Node& node);
  Probe probe(const yaml::Node& node);
  Resources resources(const yaml::Node& map);
  Container container(const yaml::Node& node, std::string_view name);
  Expose expose(const yaml::Node& node);
  Consume consume(const yaml::Node& node);
  Link link(const yaml::Entry& entry, Link::Verb verb);
  std::optional<Auth> auth(const yaml::Node& map, std::string_view key);
  PeerSelector peer(const yaml::Node& map);
  External external(const yaml::Node& node, std::string_view name);
  SecretSource secret_source(const yaml::Node& node);
  void secret(const yaml::Entry& entry);
  void cluster(const yaml::Node& node);
  void mesh(const yaml::Node& node);
  void patch(const yaml::Node& node);

  void runtime(Runtime& result, const yaml::Node& whole, const Layered& layered);
  void service(Service& result, const yaml::Node& whole, const Layered& layered);
  void server(Server& result, const yaml::Node& whole, const Layered& layered);

  diagnostics::Sink& sink() { return sink_; }
  Ground& ground() { return ground_; }
  Chart& chart() { return chart_; }

 private:
  std::vector<Expose> exposes(const yaml::Node& node);
  std::vector<EnvVar> env(const yaml::Node& map);
  std::vector<File> files(const yaml::Node& map);
  std::vector<Volume> volumes(const yaml::Node& map);
  std::vector<Link> links(const yaml::Node& whole);
  std::vector<Container> containers(const yaml::Node& whole, std::string_view key);
  void replicas(Runtime& result, const yaml::Node& node);
  void health(Runtime& result, const yaml::Node& node);
  void question(const yaml::Node& node, std::string text);
  // Whether what came of `node` has the form; a diagnostic where something was filled in and it has not.
  bool became(const yaml::Node& node, std::string_view key, std::string_view result, language::Form form);

  Ground& ground_;
  diagnostics::Sink& sink_;
  Filler& filler_;
  Chart& chart_;
  Subject subject_;
};

}  // namespace portolan::chart
