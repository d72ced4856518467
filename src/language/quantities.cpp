#include "language/quantities.h"

#include <charconv>
#include <limits>

#include "language/cursor.h"
#include "language/forms.h"

namespace portolan::language {

namespace {

template <typename Number>
std::optional<Number> number(std::string_view digits) {
  Number result{};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), result);
  if (error != std::errc{} || end != digits.data() + digits.size() || digits.empty()) return std::nullopt;
  return result;
}

// The decimal number at the cursor times `unit`, rounded up; fractions beyond nine digits count as the next ninth digit.
std::optional<std::uint64_t> scaled(std::string_view whole_digits, std::string_view fraction_digits, std::uint64_t unit) {
  const auto whole = number<std::uint64_t>(whole_digits);
  if (!whole || *whole > std::numeric_limits<std::int64_t>::max() / unit - 1) return std::nullopt;
  std::uint64_t numerator = 0;
  std::uint64_t denominator = 1;
  bool beyond = false;
  for (const char digit : fraction_digits) {
    if (denominator == 1'000'000'000) {
      beyond |= digit != '0';
      continue;
    }
    numerator = numerator * 10 + static_cast<std::uint64_t>(digit - '0');
    denominator *= 10;
  }
  if (beyond) ++numerator;
  // unit is at most 2^40 and numerator at most 10^9: the product would overflow, so it is divided in two steps.
  const std::uint64_t share = unit / denominator * numerator;
  const std::uint64_t rest = (unit % denominator * numerator + denominator - 1) / denominator;
  return *whole * unit + share + rest;
}

struct Decimal {
  std::string_view whole;
  std::string_view fraction;
};

Decimal take_decimal(Cursor& cursor) {
  Decimal result;
  result.whole = cursor.take_digits();
  if (cursor.rest().size() > 1 && cursor.rest()[0] == '.' && is_digit(cursor.rest()[1])) {
    cursor.accept('.');
    result.fraction = cursor.take_digits();
  }
  return result;
}

std::optional<std::uint64_t> take_cpu(Cursor& cursor) {
  const Decimal decimal = take_decimal(cursor);
  return scaled(decimal.whole, decimal.fraction, cursor.accept('m') ? 1 : 1000);
}

std::optional<std::uint64_t> take_bytes(Cursor& cursor) {
  const Decimal decimal = take_decimal(cursor);
  for (int power = 1; const char letter : std::string_view("KMGT")) {
    if (cursor.accept(letter)) {
      cursor.accept('i');
      return scaled(decimal.whole, decimal.fraction, std::uint64_t{1} << (10 * power));
    }
    ++power;
  }
  return std::nullopt;
}

template <typename Take>
std::optional<Bounds> bounds(std::string_view text, Take take) {
  Cursor cursor(text);
  Bounds result;
  const auto request = take(cursor);
  if (!request) return std::nullopt;
  result.request = *request;
  if (cursor.at_end()) {
    result.limit = request;
    return result;
  }
  cursor.accept("..");
  if (cursor.at_end()) return result;
  result.limit = take(cursor);
  if (!result.limit) return std::nullopt;
  return result;
}

// The two numbers around `sign`, or one number twice.
std::optional<Range> pair_of_numbers(std::string_view text, std::string_view sign) {
  const std::size_t at = text.find(sign);
  const auto low = number<std::uint32_t>(text.substr(0, at));
  const auto high = at == std::string_view::npos ? low : number<std::uint32_t>(text.substr(at + sign.size()));
  if (!low || !high) return std::nullopt;
  return Range{*low, *high};
}

}  // namespace

std::optional<std::uint32_t> parse_integer(std::string_view text) { return number<std::uint32_t>(text); }

std::optional<std::uint32_t> parse_percent(std::string_view text) {
  if (!matches(Form::percent, text)) return std::nullopt;
  return number<std::uint32_t>(text.substr(0, text.size() - 1));
}

std::optional<std::uint64_t> parse_duration(std::string_view text) {
  if (!matches(Form::duration, text)) return std::nullopt;
  constexpr std::uint64_t limit = std::numeric_limits<std::int64_t>::max();
  Cursor cursor(text);
  std::uint64_t total = 0;
  while (!cursor.at_end()) {
    const auto count = number<std::uint64_t>(cursor.take_digits());
    const std::uint64_t unit = cursor.accept("ms")  ? 1
                               : cursor.accept('s') ? 1000
                               : cursor.accept('m') ? 60'000
                               : cursor.accept('h') ? 3'600'000
                                                    : 86'400'000;
    if (unit == 86'400'000) cursor.accept('d');
    if (!count || *count > (limit - total) / unit) return std::nullopt;
    total += *count * unit;
  }
  return total;
}

std::optional<Range> parse_range(std::string_view text) { return pair_of_numbers(text, ".."); }

std::optional<PortPair> parse_ports(std::string_view text) {
  const auto pair = pair_of_numbers(text, ":");
  if (!pair) return std::nullopt;
  return PortPair{pair->low, pair->high};
}

std::optional<Bounds> parse_cpu(std::string_view text) {
  if (!matches(Form::cpu, text)) return std::nullopt;
  return bounds(text, take_cpu);
}

std::optional<Bounds> parse_memory(std::string_view text) {
  if (!matches(Form::memory, text)) return std::nullopt;
  return bounds(text, take_bytes);
}

std::optional<Size> parse_size(std::string_view text) {
  if (!matches(Form::size, text)) return std::nullopt;
  Cursor cursor(text);
  Size result;
  if (cursor.accept("temp")) result.kind = Size::Kind::temp;
  if (cursor.accept("memory")) result.kind = Size::Kind::memory;
  if (cursor.at_end()) return result;
  cursor.accept(' ');
  result.bytes = take_bytes(cursor);
  if (!result.bytes) return std::nullopt;
  return result;
}

std::optional<ServerVersion> parse_version(std::string_view text) {
  if (!matches(Form::version, text)) return std::nullopt;
  const std::size_t dot = text.find('.');
  const auto major = number<std::uint32_t>(text.substr(0, dot));
  const auto minor = number<std::uint32_t>(text.substr(dot + 1));
  if (!major || !minor) return std::nullopt;
  return ServerVersion{*major, *minor};
}

std::optional<TargetText> parse_target(std::string_view text) {
  if (!matches(Form::target, text)) return std::nullopt;
  TargetText result;
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) result.part = text.substr(slash + 1);
  text = text.substr(0, slash);
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos) result.port = text.substr(colon + 1);
  result.base = text.substr(0, colon);
  return result;
}

}  // namespace portolan::language
