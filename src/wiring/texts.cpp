#include "wiring/texts.h"

#include <algorithm>

namespace portolan::wiring {

void append(Text& text, std::string_view literal) {
  if (literal.empty()) return;
  if (!text.empty() && text.back().kind == Piece::Kind::literal)
    text.back().literal += literal;
  else
    text.push_back({.kind = Piece::Kind::literal, .literal = std::string(literal), .secret = {}});
}

void append(Text& text, SecretRef secret) { text.push_back({.kind = Piece::Kind::secret, .literal = {}, .secret = std::move(secret)}); }

void append(Text& text, Piece::Kind fact) { text.push_back({.kind = fact, .literal = {}, .secret = {}}); }

void append(Text& text, const Text& more) {
  for (const Piece& piece : more) {
    if (piece.kind == Piece::Kind::literal)
      append(text, piece.literal);
    else
      text.push_back(piece);
  }
}

bool holds_secret(const Text& text) {
  return std::ranges::any_of(text, [](const Piece& piece) { return piece.kind == Piece::Kind::secret; });
}

std::string literals(const Text& text) {
  std::string result;
  for (const Piece& piece : text) {
    if (piece.kind == Piece::Kind::literal) result += piece.literal;
  }
  return result;
}

std::string percent_encoded(std::string_view characters) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string result;
  for (const char character : characters) {
    const bool plain = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
                       (character >= '0' && character <= '9') || character == '-' || character == '.' || character == '_' ||
                       character == '~';
    if (plain) {
      result += character;
    } else {
      const auto byte = static_cast<unsigned char>(character);
      result += '%';
      result += digits[byte >> 4];
      result += digits[byte & 15];
    }
  }
  return result;
}

}  // namespace portolan::wiring
