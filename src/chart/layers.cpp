#include "chart/layers.h"

#include <algorithm>
#include <utility>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "text/edit_distance.h"

namespace portolan::chart {

namespace {

// Templates on templates; more is no description of an application any longer.
constexpr std::size_t most_deep = 64, most_layers = 1000;

constexpr std::string_view link_sections[] = {"calls", "publishes", "consumes", "uses"};

bool is_link_section(std::string_view key) {
  return std::find(std::begin(link_sections), std::end(link_sections), key) != std::end(link_sections);
}

std::vector<std::string_view> lost_links(std::span<const yaml::Node* const> layers, const yaml::Node& whole) {
  std::vector<std::string_view> lost;
  for (const yaml::Node* layer : layers) {
    for (const std::string_view section : link_sections) {
      const yaml::Node* links = layer->get(section);
      if (links == nullptr || !links->is_map()) continue;
      const yaml::Node* left = whole.get(section);
      for (const yaml::Entry& link : links->entries) {
        if (left == nullptr || !left->is_map() || left->find(link.key) == nullptr) lost.push_back(link.key);
      }
    }
  }
  std::sort(lost.begin(), lost.end());
  lost.erase(std::unique(lost.begin(), lost.end()), lost.end());
  return lost;
}

}  // namespace

void Layers::add_defaults(std::string_view section, const FileScope* scope, std::vector<const yaml::Node*>& layers) {
  if (scope == nullptr) return;
  add_defaults(section, scope->includer, layers);
  if (const yaml::Node* defaults = scope->node->get("defaults"); defaults != nullptr && defaults->is_map()) {
    if (const yaml::Node* part = defaults->get(section); part != nullptr && part->is_map()) layers.push_back(part);
  }
  if (scope->includer != nullptr) return;
  for (const yaml::Node* part : environment_.said("defaults", section)) {
    if (part->is_map()) layers.push_back(part);
  }
}

void Layers::add_templates(const yaml::Node& extends, const FileScope& scope, std::vector<const yaml::Node*>& layers) {
  if (extends.is_scalar()) add_template(extends.text, extends.span, scope, layers);
  for (const yaml::Node* item : extends.items) add_template(item->text, item->span, scope, layers);
}

void Layers::add_template(std::string_view name, text::Span said, const FileScope& scope, std::vector<const yaml::Node*>& layers) {
  if (std::find(open_.begin(), open_.end(), name) != open_.end()) {
    sink_.add({.code = "P0306",
               .span = said,
               .message = fmt::format("template `{}` extends itself", name),
               .hint = fmt::format("the circle is {} -> {}", fmt::join(open_, " -> "), name)});
    return;
  }
  if (open_.size() >= most_deep || layers.size() >= most_layers) {
    if (!std::exchange(too_many_said_, true))
      sink_.add(
          {.code = "P0306",
           .span = said,
           .message = fmt::format("templates extend one another without end: more than {} deep, or {} in all", most_deep, most_layers),
           .hint = "let a template extend a few others, each once"});
    return;
  }
  const FileScope* holder = &scope;
  const yaml::Node* body = nullptr;
  for (; holder != nullptr; holder = holder->includer) {
    const yaml::Node* templates = holder->node->get("templates");
    if (templates != nullptr && templates->is_map()) body = templates->get(name);
    if (body != nullptr) break;
  }
  std::vector<const yaml::Node*> patches = environment_.said("templates", name);
  if (body == nullptr && patches.empty()) {
    std::vector<std::string_view> known;
    for (const FileScope* file = &scope; file != nullptr; file = file->includer) {
      if (const yaml::Node* templates = file->node->get("templates"); templates != nullptr) {
        for (const yaml::Entry& entry : templates->entries) known.push_back(entry.key);
      }
    }
    std::sort(known.begin(), known.end());
    std::string hint = known.empty() ? "neither this file nor one that includes it declares templates"
                                     : fmt::format("declared are {}", fmt::join(known, ", "));
    if (const auto near = text::nearest(name, known)) hint = fmt::format("did you mean `{}`?", *near);
    sink_.add({.code = "P0307", .span = said, .message = fmt::format("there is no template `{}`", name), .hint = std::move(hint)});
    return;
  }
  const FileScope& scope_of_template = holder != nullptr ? *holder : files_.root();
  std::vector<const yaml::Node*> said_of_it;
  if (body != nullptr && body->is_map()) said_of_it.push_back(body);
  for (const yaml::Node* patch : patches) {
    if (patch->is_map()) said_of_it.push_back(patch);
  }
  open_.push_back(name);
  for (auto part = said_of_it.rbegin(); part != said_of_it.rend(); ++part) {
    if (const yaml::Node* extends = (*part)->get("extends"); extends != nullptr) {
      add_templates(*extends, scope_of_template, layers);
      break;
    }
  }
  open_.pop_back();
  layers.insert(layers.end(), said_of_it.begin(), said_of_it.end());
}

Layered Layers::apply(std::string_view section, const Declaration& declaration, std::span<const yaml::Node* const> under, bool complete) {
  std::vector<const yaml::Node*> layers;
  for (const yaml::Node* lowest : under) {
    if (lowest != nullptr && lowest->is_map()) layers.push_back(lowest);
  }
  add_defaults(section, declaration.scope, layers);
  if (section == "services") {
    for (auto part = declaration.said.rbegin(); part != declaration.said.rend(); ++part) {
      if (const yaml::Node* extends = (*part)->get("extends"); extends != nullptr) {
        add_templates(*extends, *declaration.scope, layers);
        break;
      }
    }
  }
  const std::size_t first_own = layers.size();
  layers.insert(layers.end(), declaration.said.begin(), declaration.said.end());

  const NothingRemoved complain = [this](const yaml::Entry& entry, std::span<const std::string_view> path) {
    const bool link = path.size() == 1 && is_link_section(path[0]);
    diagnostics::Diagnostic said{
        .code = link ? "P0323" : "P0324",
        .severity = link ? diagnostics::Severity::error : diagnostics::Severity::warning,
        .span = entry.key_span,
        .message = link ? fmt::format("`{}:` removes a link that nothing has", entry.key) : fmt::format("`{}:` removes nothing", entry.key),
        .hint = link ? fmt::format("a link without options is `{}: {{}}`", entry.key)
                     : "a null removes what is inherited, and here nothing is"};
    if (link) {
      const std::uint32_t begin = entry.key_span.begin;
      said.fix = diagnostics::Fix{
          fmt::format("write `{}: {{}}`", entry.key),
          {{{entry.key_span.file, begin,
             entry.value->span.known() && entry.value->span.end > entry.key_span.end ? entry.value->span.end : entry.key_span.end + 1},
            fmt::format("{}: {{}}", entry.key)}}};
    }
    sink_.add(std::move(said));
  };

  Layered result;
  for (std::size_t index = 0; index < layers.size(); ++index) {
    result.whole =
        index < first_own || !complete ? merge(result.whole, layers[index], arena_) : merge(result.whole, layers[index], arena_, complain);
  }
  if (result.whole == nullptr || !result.whole->is_map()) result.whole = arena_.map({}, declaration.entry->value->span);
  for (const yaml::Node* part : declaration.said) result.own.push_back(part->span);
  if (layers.size() > 1) result.removed_links = lost_links(layers, *result.whole);
  return result;
}

}  // namespace portolan::chart
