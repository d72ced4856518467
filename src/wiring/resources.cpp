#include "wiring/resources.h"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include <fmt/core.h>

namespace portolan::wiring {

namespace {

constexpr std::array<std::pair<std::string_view, std::uint64_t>, 4> units = {
    {{"Ti", 1ull << 40}, {"Gi", 1ull << 30}, {"Mi", 1ull << 20}, {"Ki", 1ull << 10}}};
constexpr std::uint64_t for_logs = 64ull << 20;

std::string write_bytes(std::uint64_t bytes) {
  for (const auto& [unit, size] : units) {
    if (bytes >= size && bytes % size == 0) return fmt::format("{}{}", bytes / size, unit);
  }
  return fmt::format("{}", bytes);
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || rest != text.data() + text.size()) return std::nullopt;
  return value;
}

// Fractions become thousandths, as the API server writes them.
std::string canonical(std::string_view value) {
  if (const auto bytes = bytes_of(value)) return write_bytes(*bytes);
  if (value.find('.') != std::string_view::npos) {
    const bool milli = value.ends_with('m');
    if (const auto cores = number(milli ? value.substr(0, value.size() - 1) : value)) {
      const auto thousandths = static_cast<std::uint64_t>(std::ceil(*cores * (milli ? 1 : 1000) - 1e-9));
      return thousandths % 1000 == 0 ? fmt::format("{}", thousandths / 1000) : fmt::format("{}m", thousandths);
    }
  }
  if (value.ends_with("000m")) return std::string(value.substr(0, value.size() - 4));
  return std::string(value);
}

}  // namespace

std::optional<std::uint64_t> bytes_of(std::string_view size) {
  for (const auto& [unit, factor] : units) {
    if (!size.ends_with(unit)) continue;
    const auto value = number(size.substr(0, size.size() - unit.size()));
    if (!value) return std::nullopt;
    return static_cast<std::uint64_t>(std::ceil(*value * static_cast<double>(factor)));
  }
  return std::nullopt;
}

Quantity quantity_of(std::string_view written) {
  const auto dots = written.find("..");
  if (dots == std::string_view::npos) {
    std::string both = canonical(written);
    return {both, both};
  }
  const std::string_view limit = written.substr(dots + 2);
  return {canonical(written.substr(0, dots)), limit.empty() ? std::string() : canonical(limit)};
}

Resources resources_of(const chart::Resources& said) {
  return {quantity_of(said.cpu.empty() ? "100m..1" : std::string_view(said.cpu)),
          quantity_of(said.memory.empty() ? "256Mi" : std::string_view(said.memory)),
          said.storage.empty() ? Quantity{} : quantity_of(said.storage)};
}

void size_storage(Workload& workload) {
  std::uint64_t bytes = for_logs;
  for (const Volume& volume : workload.volumes) {
    if (volume.kind == Volume::Kind::temporary) bytes += bytes_of(volume.size).value_or(0);
  }
  const std::string size = write_bytes(bytes);
  const auto set = [&size](Container& container) {
    if (container.resources.storage.request.empty()) container.resources.storage = {size, size};
  };
  set(workload.main);
  for (Container& container : workload.init) set(container);
  for (Container& container : workload.sidecars) set(container);
}

}  // namespace portolan::wiring
