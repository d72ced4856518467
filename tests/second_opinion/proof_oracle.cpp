// Answers for many small clusters in one run which connections their NetworkPolicies let through, as src/proof understands
// them. What it reads and writes is in FORMAT.md.

#include <algorithm>
#include <cstdio>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "proof/evaluate.h"
#include "proof/model.h"
#include "support/read_value.h"
#include "value/value.h"

namespace {

using portolan::proof::Direction;
using portolan::proof::Evaluator;
using portolan::proof::Model;
using portolan::proof::Names;
using portolan::proof::PodNumber;
using portolan::proof::PortsNumber;
using portolan::proof::Transport;
using portolan::value::Builder;
using portolan::value::Value;

std::string_view text_at(const Value& object, std::string_view key) {
  const Value* value = object.get(key);
  return value ? value->text() : std::string_view();
}

// Where a case asks for cyclonus's reading, its objects are rewritten so that Kubernetes' reading of the result is the same.
class Rewriting {
 public:
  Rewriting(const Value& asked, Builder& made) : made_(made) {
    if (const Value* words = asked.get("as")) {
      for (const Value* word : words->list()) words_.insert(word->text());
    }
    collect(asked);
  }
  [[nodiscard]] bool on(std::string_view word) const { return words_.contains(word); }

  void selectors(Value& value) {
    if (value.is_list()) {
      for (Value* item : value.list()) selectors(*item);
      return;
    }
    for (const portolan::value::Member& member : value.map()) {
      if (member.key == "podSelector" || member.key == "namespaceSelector") {
        selector(*member.value);
      } else {
        selectors(*member.value);
      }
    }
  }

 private:
  // Every value that some label of the case has.
  void collect(const Value& value) {
    for (const Value* item : value.list()) collect(*item);
    for (const portolan::value::Member& member : value.map()) {
      if (member.value->is_text() && !member.value->text().empty()) values_.insert(member.value->text());
      collect(*member.value);
    }
  }

  void selector(Value& selector) {
    if (!selector.is_map()) return;
    const Value* expressions = selector.get("matchExpressions");
    const Value* labels = selector.get("matchLabels");
    Value* rewritten = made_.list();
    for (Value* expression : expressions ? expressions->list() : std::span<Value* const>()) {
      made_.push(rewritten, expression);
      if (on("not-in-needs-key") && text_at(*expression, "operator") == "NotIn") {
        made_.push(rewritten, made_.map({{"key", made_.copy(text_at(*expression, "key"))}, {"operator", made_.text("Exists")}}));
      }
    }
    Value* kept = made_.map();
    for (const portolan::value::Member& label : labels ? labels->map() : std::span<const portolan::value::Member>()) {
      if (!on("empty-value-matches-missing") || !label.value->text().empty()) {
        made_.set(kept, label.key, label.value);
        continue;
      }
      Value* others = made_.list();
      for (const std::string_view value : values_) made_.push(others, made_.text(value));
      made_.push(rewritten, made_.map({{"key", made_.text(label.key)}, {"operator", made_.text("NotIn")}, {"values", others}}));
    }
    made_.set(&selector, "matchLabels", kept);
    made_.set(&selector, "matchExpressions", rewritten);
  }

  Builder& made_;
  std::set<std::string_view> words_;
  std::set<std::string_view> values_;
};

std::optional<Transport> transport(std::string_view text) {
  for (const Transport one : {Transport::tcp, Transport::udp, Transport::sctp}) {
    if (text == portolan::proof::to_text(one)) return one;
  }
  return std::nullopt;
}

struct NamedPod {
  std::string name;  // "x/a"
  PodNumber pod = 0;
};

class Case {
 public:
  Case(Value& asked, Builder& made) : asked_(asked), made_(made), rewriting_(asked, made) {}

  // The answer, or nullptr with `problem`.
  Value* judge(std::string& problem) {
    const Value* resources = asked_.find({"model", "Resources"});
    const Value* probes = asked_.find({"model", "Probes"});
    const Value* policies = asked_.get("policies");
    if (!resources || !probes || !policies) {
      problem = "policies, model.Resources and model.Probes are needed";
      return nullptr;
    }
    read_pods(*resources);
    rewriting_.selectors(*const_cast<Value*>(policies));
    for (const Value* policy : policies->list()) model_.add(*policy);
    if (!model_.unreadable.empty()) {
      problem = model_.unreadable[0].object + ": " + model_.unreadable[0].problem;
      return nullptr;
    }
    const Evaluator evaluator(model_);
    Value* tables = made_.list();
    for (const Value* probe : probes->list()) made_.push(tables, table(evaluator, *probe));
    return made_.map({{"name", made_.text(text_at(asked_, "name"))}, {"tables", tables}});
  }

 private:
  void read_pods(const Value& resources) {
    if (const Value* namespaces = resources.get("Namespaces")) {
      for (const portolan::value::Member& one : namespaces->map()) {
        model_.add_namespace(model_.names.keep(one.key), portolan::proof::read_labels(one.value, model_.names));
      }
    }
    const Value* pods = resources.get("Pods");
    if (!pods) return;
    for (const Value* object : pods->list()) {
      portolan::proof::Pod pod;
      pod.kind = model_.names.keep("Pod");
      pod.name = model_.names.keep(text_at(*object, "Name"));
      pod.name_space = model_.names.keep(text_at(*object, "Namespace"));
      pod.labels = portolan::proof::read_labels(object->get("Labels"), model_.names);
      pod.address = portolan::proof::parse_address(text_at(*object, "IP"));
      const Value* containers = object->get("Containers");
      for (const Value* container : containers ? containers->list() : std::span<Value* const>()) {
        const Value* port = container->get("Port");
        const auto number = static_cast<std::uint16_t>(port ? port->number : 0);
        const auto name = model_.names.keep(text_at(*container, "PortName"));
        const auto protocol = transport(text_at(*container, "Protocol")).value_or(Transport::tcp);
        for (const Transport one : {Transport::tcp, Transport::udp, Transport::sctp}) {
          if (one == protocol || rewriting_.on("named-port-of-any-protocol")) pod.ports.push_back({name, one, number});
        }
      }
      named_.push_back({std::string(text_at(*object, "Namespace")) + "/" + std::string(text_at(*object, "Name")),
                        static_cast<PodNumber>(model_.pods.size())});
      model_.pods.push_back(std::move(pod));
    }
    std::sort(named_.begin(), named_.end(), [](const NamedPod& a, const NamedPod& b) { return a.name < b.name; });
  }

  // The number of the asked port in this pod, whatever its protocol.
  [[nodiscard]] std::optional<std::uint16_t> number_in(PodNumber pod, const Value& port) const {
    for (const portolan::proof::ContainerPort& candidate : model_.pods[pod].ports) {
      const bool same = port.is_text() ? model_.names.text(candidate.name) == port.text() : candidate.port == port.number;
      if (same) return candidate.port;
    }
    return std::nullopt;
  }

  Value* table(const Evaluator& evaluator, const Value& probe) {
    const Transport protocol = transport(text_at(probe, "Protocol")).value_or(Transport::tcp);
    Value* pods = made_.list();
    Value* ingress = made_.list();
    Value* egress = made_.list();
    Value* combined = made_.list();
    for (const NamedPod& from : named_) {
      std::string in, out, both;
      for (const NamedPod& to : named_) {
        const auto number = number_in(to.pod, *probe.get("Port"));
        if (!number) {
          for (std::string* row : {&in, &out, &both}) *row += '?';
          continue;
        }
        auto verdict = evaluator.between(from.pod, to.pod, protocol, *number);
        if (from.pod == to.pod && !rewriting_.on("self-is-other")) verdict.egress.passes = verdict.ingress.passes = true;
        in += verdict.ingress.passes ? '1' : '0';
        out += verdict.egress.passes ? '1' : '0';
        both += verdict.allowed() ? '1' : '0';
      }
      made_.push(pods, made_.text(from.name));
      made_.push(ingress, made_.copy(in));
      made_.push(egress, made_.copy(out));
      made_.push(combined, made_.copy(both));
    }
    Value* port = probe.get("Port")->is_text() ? made_.text(probe.get("Port")->text()) : made_.integer(probe.get("Port")->number);
    return made_.map({{"protocol", made_.text(portolan::proof::to_text(protocol))},
                      {"port", port},
                      {"pods", pods},
                      {"ingress", ingress},
                      {"egress", egress},
                      {"combined", combined}});
  }

  Value& asked_;
  Builder& made_;
  Rewriting rewriting_;
  Model model_;
  std::vector<NamedPod> named_;
};

std::string read_input() {
  std::string input;
  char block[1 << 16];
  for (std::size_t size = 0; (size = std::fread(block, 1, sizeof block, stdin)) > 0;) input.append(block, size);
  return input;
}

bool answer(std::string_view line, std::string& out) {
  Builder made;
  std::string problem;
  Value* asked = portolan::support::read_value(line, made, problem);
  std::optional<Case> one;
  Value* result = asked ? one.emplace(*asked, made).judge(problem) : nullptr;
  if (!result) result = made.map({{"name", made.text(asked ? text_at(*asked, "name") : "")}, {"error", made.text(problem)}});
  portolan::value::emit_json(*result, out, portolan::value::JsonStyle::compact);
  if (!out.ends_with('\n')) out += '\n';
  return problem.empty();
}

}  // namespace

int main() {
  const std::string input = read_input();
  std::string out;
  bool whole = true;
  for (std::size_t begin = 0; begin < input.size();) {
    const std::size_t end = std::min(input.find('\n', begin), input.size());
    if (end > begin) whole = answer(std::string_view(input).substr(begin, end - begin), out) && whole;
    begin = end + 1;
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
  return whole ? 0 : 1;
}
