#include "wiring/call_options.h"

#include <algorithm>

namespace portolan::wiring {

namespace {

std::optional<RetryOptions> wired(const std::optional<chart::Retries>& retries) {
  if (!retries) return std::nullopt;
  return RetryOptions{retries->attempts, retries->per_try, retries->backoff, retries->retry_on};
}

template <class T>
const T& said_or(const T& link, const T& port) {
  return link ? link : port;
}

}  // namespace

value::Sparse<CallOptions> call_options(const chart::Call& link, const chart::Call& port, const chart::Call& mesh) {
  if (!link.says_anything() && !port.says_anything() && !mesh.says_anything()) return {};
  CallOptions result;
  result.timeout = !link.timeout.empty() ? link.timeout : !port.timeout.empty() ? port.timeout : mesh.timeout;
  result.retries = wired(said_or(link.retries, said_or(port.retries, mesh.retries)));
  const std::vector<chart::RouteOptions>& routes = link.routes.empty() ? port.routes : link.routes;
  for (const chart::RouteOptions& route : routes) result.routes.push_back({route.match, route.timeout, wired(route.retries)});
  result.max_connections = said_or(link.max_connections, said_or(port.max_connections, mesh.max_connections));
  result.max_requests = said_or(link.max_requests, said_or(port.max_requests, mesh.max_requests));
  result.max_pending = said_or(link.max_pending, said_or(port.max_pending, mesh.max_pending));
  if (const auto& fault = said_or(link.fault, said_or(port.fault, mesh.fault)))
    result.fault = CallOptions::Fault{fault->percent, fault->delay, fault->status};
  return result;
}

const chart::Call& port_options(const Named& callee, std::string_view port) {
  static const chart::Call nothing;
  if (callee.service == nullptr) return nothing;
  const auto found = std::ranges::find(callee.service->ports, port, &chart::Port::name);
  return found == callee.service->ports.end() ? nothing : *found->calls;
}

}  // namespace portolan::wiring
