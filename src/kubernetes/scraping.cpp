#include "kubernetes/scraping.h"

#include <algorithm>
#include <utility>

#include "kubernetes/container.h"
#include "kubernetes/labels.h"
#include "kubernetes/names.h"

namespace portolan::kubernetes {

using value::Value;

namespace {

// Without a scraper that may reach it, an invitation would only cause refused connections.
bool scraped(const Scope& scope, std::uint32_t workload) {
  return scope.wiring.workloads[workload].metrics && std::ranges::any_of(scope.index.ingress[workload], [&](std::uint32_t flow) {
           return scope.wiring.flows[flow].reason == wiring::Reason::scraper;
         });
}

}  // namespace

void annotate_scraping(Scope& scope, std::uint32_t number, Value* annotations) {
  if (scope.wiring.cluster.service_monitor || !scraped(scope, number)) return;
  value::Builder& builder = scope.builder;
  const wiring::Workload& workload = scope.wiring.workloads[number];
  builder.append(annotations, "prometheus.io/path", builder.text(workload.metrics->path));
  builder.append(annotations, "prometheus.io/port", builder.text(digits(builder, workload.metrics->port)));
  builder.append(annotations, "prometheus.io/scrape", builder.text("true"));
}

void add_monitors(Scope& scope, std::uint32_t number, std::vector<Object>& objects) {
  if (!scope.wiring.cluster.service_monitor) return;
  value::Builder& builder = scope.builder;
  const wiring::Party& party = scope.wiring.parties[number];
  const std::uint32_t address = scope.index.primary_address[number];
  bool service_done = false;
  for (const std::uint32_t i : party.workloads) {
    const wiring::Workload& workload = scope.wiring.workloads[i];
    if (!scraped(scope, i)) continue;
    const wiring::Port* service_port = nullptr;
    if (address != Index::no_address) {
      for (const wiring::Port& port : scope.wiring.addresses[address].ports) {
        if (port.target == workload.metrics->port) service_port = &port;
      }
    }
    Value* endpoint = builder.map({{"path", builder.text(workload.metrics->path)}});
    if (service_port != nullptr) {
      if (std::exchange(service_done, true)) continue;
      builder.append(endpoint, "port", builder.text(service_port->name));
      Object object = new_object(scope, "monitoring.coreos.com/v1", "ServiceMonitor", party.name, party.name_space,
                                 party_labels(scope, party, party.name));
      Value* selector = builder.map({{instance_label, builder.text(label_value(builder, party.name))}});
      builder.append(object.root, "spec",
                     builder.map({{"endpoints", builder.list({endpoint})}, {"selector", match_labels(scope, selector)}}));
      objects.push_back(object);
    } else {
      builder.append(endpoint, "port", builder.text(container_port_name(scope, workload.main, workload.metrics->port)));
      Object object = new_object(scope, "monitoring.coreos.com/v1", "PodMonitor", workload.name, workload.name_space,
                                 companion_labels(scope, workload));
      builder.append(object.root, "spec",
                     builder.map({{"podMetricsEndpoints", builder.list({endpoint})},
                                  {"selector", match_labels(scope, workload_selector(scope, workload))}}));
      objects.push_back(object);
    }
  }
}

}  // namespace portolan::kubernetes
