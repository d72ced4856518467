#include "chart/fill.h"

#include <algorithm>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "text/edit_distance.h"

namespace portolan::chart {

namespace {

constexpr unsigned max_var_depth = 20;   // vars in vars; more is a circle
constexpr std::size_t most_work = 4096;  // for one text; no object of a cluster holds that much

void add_literal(Template& result, std::string_view characters) {
  if (characters.empty()) return;
  if (!result.segments.empty() && !result.segments.back().reference) {
    result.segments.back().literal += characters;
  } else {
    result.segments.push_back({std::string(characters), {}});
  }
}

std::vector<std::string_view> var_names(const Files& files, std::uint32_t file) {
  std::vector<std::string_view> names;
  for (const FileScope* scope = files.of(file) != nullptr ? files.of(file) : &files.root(); scope != nullptr; scope = scope->includer) {
    if (const yaml::Node* vars = scope->node->get("vars"); vars != nullptr) {
      for (const yaml::Entry& entry : vars->entries) names.push_back(entry.key);
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

Filler::Filler(const Files& files, const Environment& environment, const std::map<std::string, std::string>& set, diagnostics::Sink& sink)
    : files_(files), environment_(environment), set_(set), sink_(sink) {}

const Filler::Value* Filler::find_var(std::string_view name, std::uint32_t file) {
  const std::string key = fmt::format("{}/{}", file, name);
  if (const auto known = cache_.find(key); known != cache_.end()) return &known->second;
  const FileScope* scope = files_.of(file);
  if (scope == nullptr) scope = &files_.root();
  const yaml::Node* said = scope->inherited("vars", name);
  const std::vector<const yaml::Node*> over = environment_.said("vars", name);
  if (!over.empty()) said = over.back();
  Value value;
  if (const auto set = set_.find(std::string(name)); set != set_.end()) {
    value = {set->second, files_.root().file};
  } else if (said != nullptr && said->is_scalar()) {
    value = {said->text, said->span.file};
  } else {
    return nullptr;
  }
  return &cache_.emplace(key, value).first->second;
}

std::vector<std::string> Filler::undeclared() const {
  std::vector<std::string> result;
  for (const auto& [name, value] : set_) {
    const bool declared = !environment_.said("vars", name).empty() ||
                          std::any_of(files_.all().begin(), files_.all().end(),
                                      [&name](const FileScope& scope) { return scope.inherited("vars", name) != nullptr; });
    if (!declared) result.push_back(name);
  }
  return result;
}

Template Filler::fill(const yaml::Node& scalar, const Self& self, const Place& at) { return fill(scalar.text, scalar.span, self, at); }

Template Filler::fill(std::string_view characters, text::Span span, const Self& self, const Place& at) {
  Template result;
  result.at = at;
  if (characters.starts_with("? ")) {
    result.question = characters.substr(2);
    return result;
  }
  if (characters.find("${") == std::string_view::npos) {
    add_literal(result, characters);
    return result;
  }
  work_ = 0;
  fill_into(result, characters, span.file, span, self, 0);
  if (result.is_question()) result.segments.clear();
  return result;
}

void Filler::fill_into(Template& result, std::string_view characters, std::uint32_t file, text::Span span, const Self& self,
                       unsigned depth) {
  while (!characters.empty()) {
    const auto dollar = characters.find('$');
    if (dollar == std::string_view::npos || dollar + 1 >= characters.size()) return add_literal(result, characters);
    add_literal(result, characters.substr(0, dollar));
    characters.remove_prefix(dollar);
    if (characters.starts_with("$${")) {
      add_literal(result, "${");
      characters.remove_prefix(3);
    } else if (characters.starts_with("${")) {
      const auto close = characters.find('}');
      if (close == std::string_view::npos) {
        sink_.add({.code = "P0310",
                   .span = span,
                   .message = fmt::format("the reference `{}` has no end", characters.substr(0, 40)),
                   .hint = "close it with `}`, or write `$${` for a literal `${`"});
        return;
      }
      reference(result, characters.substr(2, close - 2), characters.substr(0, close + 1), file, span, self, depth);
      characters.remove_prefix(close + 1);
    } else {
      add_literal(result, "$");
      characters.remove_prefix(1);
    }
  }
}

void Filler::reference(Template& result, std::string_view inside, std::string_view raw, std::uint32_t file, text::Span span,
                       const Self& self, unsigned depth) {
  const auto last_dot = inside.rfind('.');
  if (last_dot == std::string_view::npos || last_dot == 0 || last_dot + 1 == inside.size()) {
    sink_.add({.code = "P0311",
               .span = span,
               .message = fmt::format("`{}` names no field", raw),
               .hint = fmt::format("a reference is `${{TARGET.FIELD}}`, `${{vars.NAME}}` or `${{secrets.NAME}}`; for a literal write `${}`",
                                   raw)});
    return;
  }
  if (inside.starts_with("vars.")) {
    const std::string_view name = inside.substr(5);
    const Value* value = find_var(name, file);
    if (value == nullptr) {
      const std::vector<std::string_view> known = var_names(files_, file);
      std::string hint =
          known.empty() ? fmt::format("declare it: `vars: {{{}: …}}`", name) : fmt::format("declared are {}", fmt::join(known, ", "));
      if (const auto near = text::nearest(name, known)) hint = fmt::format("did you mean `${{vars.{}}}`?", *near);
      sink_.add({.code = "P0312", .span = span, .message = fmt::format("there is no var `{}`", name), .hint = std::move(hint)});
      return;
    }
    if (value->text.starts_with("? ")) {
      if (!result.is_question()) result.question = value->text.substr(2);
      return;
    }
    if (depth >= max_var_depth) {
      sink_.add({.code = "P0313",
                 .span = span,
                 .message = fmt::format("the var `{}` is made from itself", name),
                 .hint = "a var may hold other vars, but not in a circle"});
      return;
    }
    if (work_ > most_work) return;
    work_ += 1 + value->text.size() / 1024;
    if (work_ > most_work) {
      sink_.add({.code = "P0313",
                 .span = span,
                 .message = fmt::format("the vars in this text grow to more than {} or to megabytes", most_work),
                 .hint = "a var that holds others many times, which hold others many times, soon fills every memory"});
      return;
    }
    return fill_into(result, value->text, value->file, span, self, depth + 1);
  }
  Reference made;
  made.raw = raw;
  made.field = inside.substr(last_dot + 1);
  std::string_view target = inside.substr(0, last_dot);
  if (inside.starts_with("secrets.")) {
    made.scope = Reference::Scope::secrets;
    const std::string_view rest = inside.substr(8);
    const auto dot = rest.find('.');
    made.name = rest.substr(0, dot);
    if (dot != std::string_view::npos) made.key = rest.substr(dot + 1);
  } else if (target == "self" || target.starts_with("self:")) {
    if (target == "self") {
      const std::string* known = made.field == "name"        ? &self.name
                                 : made.field == "namespace" ? &self.name_space
                                 : made.field == "version"   ? &self.version
                                                             : nullptr;
      if (known != nullptr && (!known->empty() || self.versioned)) return add_literal(result, *known);
    }
    made.scope = Reference::Scope::self;
    made.target = Target::parse(target);
  } else if (target == "pod" || target == "node") {
    made.scope = target == "pod" ? Reference::Scope::pod : Reference::Scope::node;
    if (made.field != "ip" && made.field != "name") {
      sink_.add({.code = "P0314",
                 .span = span,
                 .message = fmt::format("`{}` is not known", raw),
                 .hint = fmt::format("known are `${{{0}.ip}}` and `${{{0}.name}}`", target)});
      return;
    }
  } else {
    made.scope = Reference::Scope::target;
    made.target = Target::parse(target);
  }
  result.segments.push_back({{}, std::move(made)});
}

}  // namespace portolan::chart
