#include "kubernetes/environment.h"

#include <algorithm>
#include <string>

#include "kubernetes/names.h"

namespace portolan::kubernetes {

using value::Value;
using wiring::Piece;

namespace {

std::string_view field_path(Piece::Kind kind) {
  switch (kind) {
    case Piece::Kind::pod_ip: return "status.podIP";
    case Piece::Kind::pod_name: return "metadata.name";
    case Piece::Kind::node_ip: return "status.hostIP";
    case Piece::Kind::node_name: return "spec.nodeName";
    case Piece::Kind::literal:
    case Piece::Kind::secret: break;
  }
  return "";
}

std::string_view fact_name(Piece::Kind kind) {
  switch (kind) {
    case Piece::Kind::pod_ip: return "PORTOLAN_POD_IP";
    case Piece::Kind::pod_name: return "PORTOLAN_POD_NAME";
    case Piece::Kind::node_ip: return "PORTOLAN_NODE_IP";
    case Piece::Kind::node_name: return "PORTOLAN_NODE_NAME";
    case Piece::Kind::literal:
    case Piece::Kind::secret: break;
  }
  return "";
}

void add_upper(std::string& out, std::string_view text) {
  for (const char c : text) {
    const bool letter = c >= 'a' && c <= 'z';
    const bool kept = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    out += letter ? static_cast<char>(c - 'a' + 'A') : kept ? c : '_';
  }
}

}  // namespace

std::string_view escape_dollars(value::Builder& builder, std::string_view text, bool at_end) {
  if (text.find('$') == std::string_view::npos) return text;
  std::string escaped;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '$') {
      escaped += text[i++];
      continue;
    }
    const std::size_t end = std::min(text.find_first_not_of('$', i), text.size());
    const std::size_t run = end - i;
    // Kubernetes reads two in a row as one, and one before a parenthesis as a reference; a single one elsewhere stays.
    const bool means = run > 1 || (end < text.size() ? text[end] == '(' : !at_end);
    escaped.append(means ? 2 * run : run, '$');
    i = end;
  }
  return escaped.size() == text.size() ? text : builder.keep(escaped);
}

Environment::Environment(Scope& scope, const wiring::Container& container) : scope_(scope), container_(container) {}

std::string_view Environment::hidden_name(const Piece& piece) {
  for (const Hidden& hidden : hidden_) {
    if (hidden.piece->kind == piece.kind && hidden.piece->secret == piece.secret) return hidden.name;
  }
  std::string name;
  if (piece.kind == Piece::Kind::secret) {
    name = "PORTOLAN_";
    add_upper(name, piece.secret.secret);
    name += '_';
    add_upper(name, piece.secret.key);
  } else {
    name = fact_name(piece.kind);
  }
  const auto taken = [&](const std::string& candidate) {
    return std::ranges::any_of(hidden_, [&](const Hidden& hidden) { return hidden.name == candidate; }) ||
           std::ranges::any_of(container_.env, [&](const wiring::EnvVar& variable) { return variable.name == candidate; });
  };
  const std::string first = name;
  for (int next = 2; taken(name); ++next) name = first + "_" + std::to_string(next);
  hidden_.push_back({&piece, scope_.builder.keep(name)});
  return hidden_.back().name;
}

std::string_view Environment::composed(const wiring::Text& text) {
  if (text.empty()) return "";
  if (text.size() == 1 && text[0].kind == Piece::Kind::literal) return escape_dollars(scope_.builder, text[0].literal, true);
  std::string whole;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i].kind == Piece::Kind::literal) {
      whole += escape_dollars(scope_.builder, text[i].literal, i + 1 == text.size());
    } else {
      whole += "$(";
      whole += hidden_name(text[i]);
      whole += ')';
    }
  }
  return scope_.builder.keep(whole);
}

Value* Environment::source(const Piece& piece) {
  value::Builder& builder = scope_.builder;
  if (piece.kind != Piece::Kind::secret) {
    return builder.map({{"fieldRef", builder.map({{"fieldPath", builder.text(field_path(piece.kind))}})}});
  }
  Value* reference = builder.map({{"key", builder.text(piece.secret.key)}, {"name", builder.text(piece.secret.secret)}});
  if (piece.secret.optional) builder.append(reference, "optional", builder.boolean(true));
  return builder.map({{"secretKeyRef", reference}});
}

Value* Environment::word(const wiring::Text& text) { return scope_.builder.text(composed(text)); }

Value* Environment::list() {
  value::Builder& builder = scope_.builder;
  std::vector<Value*> said;
  said.reserve(container_.env.size());
  for (const wiring::EnvVar& variable : container_.env) {
    Value* item = builder.map();
    builder.append(item, "name", builder.text(variable.name));
    if (variable.value.size() == 1 && variable.value[0].kind != Piece::Kind::literal) {
      builder.append(item, "valueFrom", source(variable.value[0]));
    } else {
      builder.append(item, "value", builder.text(composed(variable.value)));
    }
    said.push_back(item);
  }
  if (said.empty() && hidden_.empty()) return nullptr;
  std::ranges::sort(hidden_, {}, &Hidden::name);
  Value* list = builder.list();
  for (const Hidden& hidden : hidden_) {
    builder.push(list, builder.map({{"name", builder.text(hidden.name)}, {"valueFrom", source(*hidden.piece)}}));
  }
  for (Value* item : said) builder.push(list, item);
  return list;
}

}  // namespace portolan::kubernetes
