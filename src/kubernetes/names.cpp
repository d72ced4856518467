#include "kubernetes/names.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "system/digest.h"

namespace portolan::kubernetes {

namespace {

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string short_digest(std::string_view text, std::size_t length = 8) { return system::sha256_hex(text).substr(0, length); }

}  // namespace

std::string_view joined(value::Builder& builder, std::initializer_list<std::string_view> parts) {
  std::array<char, 256> small;
  std::size_t length = 0;
  for (const std::string_view part : parts) length += part.size();
  if (length > small.size()) {
    std::string large;
    for (const std::string_view part : parts) large += part;
    return builder.keep(large);
  }
  char* end = small.data();
  for (const std::string_view part : parts) end = std::copy(part.begin(), part.end(), end);
  return builder.keep({small.data(), length});
}

std::string_view limited_name(value::Builder& builder, std::string_view base, std::string_view suffix, std::size_t limit) {
  if (base.size() + suffix.size() <= limit) return suffix.empty() ? base : joined(builder, {base, suffix});
  const std::string digest = short_digest(base);
  std::string_view front = base.substr(0, limit - suffix.size() - digest.size() - 1);
  while (!front.empty() && !is_alphanumeric(front.back())) front.remove_suffix(1);
  return joined(builder, {front, "-", digest, suffix});
}

std::string_view label_value(value::Builder& builder, std::string_view text) {
  const auto allowed = [](char c) { return is_alphanumeric(c) || c == '-' || c == '_' || c == '.'; };
  if (text.empty()) return text;
  if (text.size() <= 63 && std::ranges::all_of(text, allowed) && is_alphanumeric(text.front()) && is_alphanumeric(text.back())) return text;
  std::string made;
  for (const char c : text.substr(0, 63)) made += allowed(c) ? c : '-';
  while (!made.empty() && !is_alphanumeric(made.back())) made.pop_back();
  made.erase(0, std::min(made.size(), made.find_first_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")));
  return builder.keep(made);
}

std::string_view image_tag(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const std::size_t slash = image.rfind('/');
  const std::size_t colon = image.find(':', slash == std::string_view::npos ? 0 : slash);
  return colon == std::string_view::npos ? std::string_view() : image.substr(colon + 1);
}

std::string_view port_name(value::Builder& builder, std::string_view name) {
  return name.size() <= 15 ? name : limited_name(builder, name, "", 15);
}

std::string_view volume_name(value::Builder& builder, std::string_view path) {
  std::string name;
  for (const char c : path) {
    if (is_alphanumeric(c)) {
      name += lower(c);
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  if (name.empty()) name = "root";
  return limited_name(builder, builder.keep(name), "");
}

std::string_view file_key(value::Builder& builder, std::string_view path) {
  constexpr std::array<std::string_view, 14> refused = {"bearer", "credential", "email", "iban",   "jwt",  "key",   "md5",
                                                        "pass",   "phone",      "pwd",   "secret", "sha1", "token", "username"};
  std::string key;
  std::string plain;
  for (const char c : path) {
    plain += lower(c);
    if (is_alphanumeric(c) || c == '.' || c == '_') {
      key += c;
    } else if (!key.empty() && key.back() != '-') {
      key += '-';
    }
  }
  const bool speaks = std::ranges::any_of(refused, [&](std::string_view word) { return plain.find(word) != std::string::npos; });
  if (speaks || key.empty() || key.size() > 200) return joined(builder, {"file-", short_digest(path)});
  return builder.keep(key);
}

std::string_view digits(value::Builder& builder, std::uint64_t number) {
  std::array<char, 20> characters;
  const auto end = std::to_chars(characters.data(), characters.data() + characters.size(), number).ptr;
  return builder.keep({characters.data(), static_cast<std::size_t>(end - characters.data())});
}

}  // namespace portolan::kubernetes
