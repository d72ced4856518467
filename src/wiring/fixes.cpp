#include "wiring/fixes.h"

#include <fmt/core.h>

#include "yaml/edit.h"
#include "yaml/parse.h"

namespace portolan::wiring {

namespace {

std::uint64_t key_of(text::Span span) { return (static_cast<std::uint64_t>(span.file) << 32) | span.begin; }

}  // namespace

std::optional<diagnostics::Fix> Fixes::rewrite(const chart::Place& place, std::string_view old, std::string_view with) const {
  if (!place.said.known() || old.empty()) return std::nullopt;
  const std::string_view text = ground_.sources.text(place.said);
  const std::size_t at = text.find(old);
  if (at == std::string_view::npos || text.find(old, at + 1) != std::string_view::npos) return std::nullopt;
  const auto begin = static_cast<std::uint32_t>(place.said.begin + at);
  const auto end = static_cast<std::uint32_t>(begin + old.size());
  return diagnostics::Fix{fmt::format("write `{}`", with), {{{place.said.file, begin, end}, std::string(with)}}};
}

void Fixes::read(std::uint32_t file) {
  if (!read_.emplace(file, true).second) return;
  diagnostics::Sink said_already;
  const yaml::Node* root = yaml::parse(ground_.sources, file, arena_, said_already);
  if (root == nullptr || !root->is_map()) return;
  for (const std::string_view section : {"services", "stores", "brokers"}) {
    const yaml::Node* entries = root->get(section);
    if (entries == nullptr || !entries->is_map()) continue;
    for (const yaml::Entry& entry : entries->entries) declarations_.emplace(key_of(entry.key_span), entry.value);
  }
}

const yaml::Node* Fixes::declaration(text::Span key) {
  if (!key.known()) return nullptr;
  read(key.file);
  const auto found = declarations_.find(key_of(key));
  return found == declarations_.end() ? nullptr : found->second;
}

std::optional<diagnostics::Fix> Fixes::add_link(const chart::Runtime& runtime, std::string_view list, std::string_view target) {
  const yaml::Node* node = declaration(runtime.at.said);
  if (node == nullptr || !node->is_map()) return std::nullopt;
  const yaml::Node* links = node->get(list);
  // A port makes the target a text that flow style must not cut at its colon; a key is quoted by who inserts it.
  const bool plain = target.find(':') == std::string_view::npos;
  const std::string item = plain ? std::string(target) : fmt::format("\"{}\"", target);
  yaml::Edits edits;
  if (links == nullptr)
    edits = yaml::insert_entry(ground_.sources, *node, list, fmt::format("[{}]", item));
  else if (links->is_sequence())
    edits = yaml::append_item(ground_.sources, *links, item);
  else if (links->is_map())
    edits = yaml::insert_entry(ground_.sources, *links, target, "{}");
  if (edits.empty()) return std::nullopt;
  return diagnostics::Fix{fmt::format("add `{}` to `{}` of `{}`", target, list, runtime.name), std::move(edits)};
}

}  // namespace portolan::wiring
