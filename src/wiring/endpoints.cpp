#include "wiring/endpoints.h"

#include <algorithm>

#include <fmt/core.h>

#include "wiring/party.h"

namespace portolan::wiring {

namespace {

constexpr std::string_view link_local = "169.254.0.0/16";

std::string as_range(std::string_view address) {
  if (address.find('/') != std::string_view::npos) return std::string(address);
  return fmt::format("{}/{}", address, address.find(':') == std::string_view::npos ? 32 : 128);
}

// The namespace of a name inside a cluster: x.NAMESPACE.svc[.cluster.local].
std::string_view cluster_namespace(std::string_view host) {
  for (const std::string_view suffix : {".svc", ".svc.cluster.local"}) {
    if (!host.ends_with(suffix)) continue;
    host.remove_suffix(suffix.size());
    const auto dot = host.rfind('.');
    return dot == std::string_view::npos ? std::string_view() : host.substr(dot + 1);
  }
  return {};
}

}  // namespace

bool is_address(std::string_view host) {
  if (host.find(':') != std::string_view::npos) return true;
  return !host.empty() && host.find_first_not_of("0123456789.") == std::string_view::npos && std::ranges::count(host, '.') == 3;
}

std::vector<std::string> expand_ranges(const std::vector<std::string>& ranges) {
  std::vector<std::string> result;
  for (const std::string& range : ranges) {
    if (range == "private")
      result.insert(result.end(), {"10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"});
    else
      result.push_back(as_range(range));
  }
  std::ranges::sort(result);
  result.erase(std::ranges::unique(result).begin(), result.end());
  return result;
}

Endpoint any_address() {
  Endpoint endpoint;
  endpoint.kind = Endpoint::Kind::world;
  endpoint.except.edit() = {std::string(link_local)};
  endpoint.precision = Precision::any_address;
  return endpoint;
}

Endpoint peer_endpoint(std::string name_space, std::map<std::string, std::string> labels) {
  Endpoint endpoint;
  endpoint.kind = Endpoint::Kind::peer;
  endpoint.peer = Peer{std::move(name_space), std::move(labels)};
  return endpoint;
}

Endpoint workload_endpoint(std::uint32_t workload) {
  Endpoint endpoint;
  endpoint.workload = workload;
  return endpoint;
}

std::vector<Endpoint> endpoints_of(const chart::External& external, std::string_view fqdn_policy) {
  std::vector<Endpoint> result;
  if (external.service) {
    std::map<std::string, std::string> labels = external.pods;
    if (labels.empty()) labels.emplace(party_label, external.service->name);
    result.push_back(peer_endpoint(external.service->name_space, std::move(labels)));
    return result;
  }
  Endpoint addresses, world = any_address();
  addresses.kind = Endpoint::Kind::addresses;
  for (const std::string& cidr : external.cidrs) addresses.cidrs.edit().push_back(as_range(cidr));
  bool anywhere = false;
  for (const std::string& host : external.hosts) {
    if (host == "localhost") continue;
    if (is_address(host)) {
      addresses.cidrs.edit().push_back(as_range(host));
    } else if (const std::string_view name_space = cluster_namespace(host); !name_space.empty()) {
      result.push_back(peer_endpoint(std::string(name_space), {}));
    } else if (!external.cidrs.empty()) {
      addresses.hosts.edit().push_back(host);  // the ranges say it better
    } else {
      anywhere = true;
      if (host != "*" && host != "node") world.hosts.edit().push_back(host);
    }
  }
  const std::vector<std::string> except = expand_ranges(external.except);
  if (!addresses.cidrs->empty()) {
    std::ranges::sort(addresses.cidrs.edit());
    if (!except.empty()) addresses.except = except;
    result.push_back(std::move(addresses));
  }
  if (anywhere) {
    std::vector<std::string>& without = world.except.edit();
    without.insert(without.end(), except.begin(), except.end());
    std::ranges::sort(without);
    without.erase(std::ranges::unique(without).begin(), without.end());
    if (world.hosts) std::ranges::sort(world.hosts.edit());
    const bool all_named = std::ranges::none_of(external.hosts, [](const std::string& host) { return host == "*" || host == "node"; });
    if (!fqdn_policy.empty() && all_named) world.precision = Precision::names;
    result.push_back(std::move(world));
  }
  return result;
}

}  // namespace portolan::wiring
