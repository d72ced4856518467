#include "wiring/names.h"

#include <algorithm>
#include <array>
#include <string>
#include <tuple>

#include <fmt/core.h>

#include "wiring/places.h"

namespace portolan::wiring {

namespace {

constexpr std::array<std::string_view, 6> reserved = {"kubernetes", "node", "pod", "secrets", "self", "vars"};

bool is_of(const Named& named, Sorts sorts) { return (static_cast<Sorts>(named.sort) & sorts) != 0; }

auto key(const Named& named) { return std::tie(named.name, named.name_space); }

}  // namespace

const chart::Runtime* Named::runtime() const {
  if (service != nullptr) return service;
  return server;
}

std::string Named::display() const { return shared_name ? fmt::format("{}.{}", name, name_space) : std::string(name); }

const char* Named::word() const {
  if (sort == Sort::service) return "service";
  if (sort == Sort::external) return "external";
  return server->broker ? "broker" : "store";
}

Names::Names(const chart::Chart& chart) : chart_(&chart) {
  all_.reserve(chart.services.size() + chart.servers.size() + chart.externals.size());
  for (const chart::Service& service : chart.services) {
    all_.push_back({.sort = Named::Sort::service,
                    .service = &service,
                    .name = service.name,
                    .name_space = service.name_space,
                    .at = &service.at,
                    .active = service.active});
  }
  for (const chart::Server& server : chart.servers) {
    all_.push_back({.sort = Named::Sort::server,
                    .server = &server,
                    .name = server.name,
                    .name_space = server.name_space,
                    .at = &server.at,
                    .active = server.active});
  }
  for (const chart::External& external : chart.externals) {
    all_.push_back({.sort = Named::Sort::external,
                    .external = &external,
                    .name = external.name,
                    .name_space = external.name_space,
                    .at = &external.at});
  }
  std::ranges::stable_sort(all_, [](const Named& left, const Named& right) { return key(left) < key(right); });
  for (std::size_t index = 1; index < all_.size(); ++index) {
    if (all_[index - 1].name == all_[index].name) all_[index - 1].shared_name = all_[index].shared_name = true;
  }
}

std::span<const Named> Names::of_name(std::string_view name) const {
  const auto range = std::ranges::equal_range(all_, name, {}, &Named::name);
  return {range.begin(), range.end()};
}

const Named* Names::exact(std::string_view name, std::string_view name_space) const {
  for (const Named& named : of_name(name)) {
    if (named.name_space == name_space) return &named;
  }
  return nullptr;
}

Names::Lookup Names::find(std::string_view name, std::string_view name_space, std::string_view from, Sorts sorts) const {
  Lookup result;
  const std::span<const Named> range = of_name(name);
  const std::string_view wanted = name_space.empty() ? from : chart_->namespace_of(name_space);
  for (const Named& named : range) {
    if (named.name_space != wanted) continue;
    if (is_of(named, sorts)) return {.found = &named, .candidates = {}};
    if (!name_space.empty()) result.candidates.push_back(&named);
  }
  if (!name_space.empty()) return result;
  for (const Named& named : range) {
    if (is_of(named, sorts)) result.candidates.push_back(&named);
  }
  if (result.candidates.size() == 1) return {.found = result.candidates.front(), .candidates = {}};
  if (result.candidates.empty() && !range.empty()) result.candidates.push_back(&range.front());
  return result;
}

std::vector<std::string_view> Names::names_of(Sorts sorts) const {
  std::vector<std::string_view> result;
  for (const Named& named : all_) {
    if (is_of(named, sorts) && (result.empty() || result.back() != named.name)) result.push_back(named.name);
  }
  return result;
}

namespace {

struct HostName {
  std::string_view name, name_space;
  const Named* owner = nullptr;
  bool alias = false;
};

void refuse_reserved(const Named& named, diagnostics::Sink& sink) {
  if (!std::ranges::binary_search(reserved, named.name)) return;
  diagnostics::Diagnostic diagnostic{
      .code = "P0402",
      .span = named.at->said,
      .message = fmt::format("the {} `{}` has a name that the language itself uses", named.word(), named.name),
      .hint = fmt::format("rename it; `{}` means something else in references and targets", named.name),
  };
  sink.add(with_layers(std::move(diagnostic), *named.at, named.display()));
}

void refuse_clash(const HostName& first, const HostName& second, diagnostics::Sink& sink) {
  const auto what = [](const HostName& host) {
    return host.alias ? fmt::format("an alias of the {} `{}`", host.owner->word(), host.owner->name)
                      : fmt::format("{} {}", host.owner->sort == Named::Sort::external ? "an" : "a", host.owner->word());
  };
  diagnostics::Diagnostic diagnostic{
      .code = "P0401",
      .span = second.owner->at->said,
      .message = fmt::format("`{}` is {} and {} in namespace `{}`", second.name, what(first), what(second), second.name_space),
      .notes = {{first.owner->at->said, "the other one stands here"}},
      .hint = "rename one of them or put it into another namespace: both would be the same host name",
  };
  sink.add(std::move(diagnostic));
}

}  // namespace

void check_names(const Names& names, diagnostics::Sink& sink) {
  std::vector<HostName> hosts;
  hosts.reserve(names.all().size());
  for (const Named& named : names.all()) {
    refuse_reserved(named, sink);
    hosts.push_back({named.name, named.name_space, &named, false});
    const chart::Runtime* runtime = named.runtime();
    if (runtime == nullptr) continue;
    for (const std::string& alias : runtime->aliases) {
      const std::string_view written = alias;
      const std::size_t dot = written.find('.');
      if (dot == std::string_view::npos)
        hosts.push_back({written, named.name_space, &named, true});
      else
        hosts.push_back({written.substr(0, dot), written.substr(dot + 1), &named, true});
    }
  }
  std::ranges::stable_sort(hosts, {}, [](const HostName& host) { return std::tie(host.name_space, host.name); });
  for (std::size_t index = 1; index < hosts.size(); ++index) {
    const HostName &first = hosts[index - 1], &second = hosts[index];
    if (first.name == second.name && first.name_space == second.name_space) refuse_clash(first, second, sink);
  }
}

}  // namespace portolan::wiring
