#include <fmt/core.h>

#include "chart/decoder.h"
#include "language/quantities.h"

// Facts of the cluster, the mesh, and patches.

namespace portolan::chart {

void Decoder::cluster(const yaml::Node& node) {
  ClusterFacts& facts = chart_.cluster;
  facts.at = place(node);
  facts.context = text(node, "context");
  if (const auto version = language::parse_version(formed(node, "version", language::Form::version))) {
    facts.minor = version->minor;
    if (version->major != 1 || version->minor < 29 || version->minor > 37) {
      sink_.add({.code = "P0340",
                 .span = given(node, "version")->span,
                 .message = fmt::format("Kubernetes {}.{} is not supported", version->major, version->minor),
                 .hint = "output is made for 1.29 to 1.37"});
      facts.minor = 34;
    }
  }
  facts.create_namespaces = flag(node, "create-namespaces", true);
  if (const yaml::Node* gateway = given(node, "gateway"); gateway != nullptr && gateway->is_map()) {
    facts.gateway_class = text(*gateway, "class");
    facts.gateway_name = text(*gateway, "name");
    facts.gateway_ingress = text(*gateway, "ingress");
    facts.gateway_host = formed(*gateway, "host", language::Form::host);
    facts.gateway_tls = text(*gateway, "tls");
    if (const yaml::Node* pods = given(*gateway, "pods"); pods != nullptr) facts.gateway_pods = peer(*pods);
  }
  if (const yaml::Node* metrics = given(node, "metrics"); metrics != nullptr) {
    const auto add = [&](const yaml::Node& item) {
      ClusterFacts::Scraper scraper;
      scraper.at = place(item);
      if (item.is_map()) {
        scraper.peer = peer(item);
        scraper.service_monitor = text(item, "kind") == "service-monitor";
      } else {
        scraper.service = Target::parse(text(item));
      }
      facts.scrapers.push_back(std::move(scraper));
    };
    if (metrics->is_sequence()) {
      for (const yaml::Node* item : metrics->items) add(*item);
    } else if (!metrics->is_null()) {
      add(*metrics);
    }
  }
  if (const yaml::Node* dns = given(node, "dns"); dns != nullptr) {
    if (dns->is_scalar()) {
      facts.dns = text(*dns);
    } else if (dns->is_map()) {
      facts.dns = "custom";
      facts.dns_peer = peer(*dns);
      facts.dns_addresses = texts(*dns, "addresses");
    }
  }
  const std::string fqdn = text(node, "fqdn-policy");
  facts.fqdn_policy = fqdn == "none" ? "" : fqdn;
  facts.mirror = text(node, "mirror");
  facts.registries = text_map(node, "registries");
  facts.pull = text(node, "pull", facts.pull);
  facts.secret_store = text(node, "secret-store");
  if (const yaml::Node* storage = given(node, "storage"); storage != nullptr && storage->is_map()) {
    facts.storage_class = text(*storage, "class");
    facts.shared_storage_class = text(*storage, "shared-class");
  }
}

void Decoder::mesh(const yaml::Node& node) {
  MeshFacts& facts = chart_.mesh;
  facts.at = place(node);
  if (node.is_scalar()) {
    facts.kind = text(node);
    return;
  }
  facts.kind = text(node, "kind", "none");
  facts.audit = text(node, "enforce") == "audit";
  facts.permissive = text(node, "mtls") == "permissive";
  facts.trust_domain = text(node, "trust-domain", facts.trust_domain);
  if (const yaml::Node* tracing = given(node, "tracing"); tracing != nullptr && tracing->is_map()) {
    facts.tracing_to = Target::parse(text(*tracing, "to"));
    facts.tracing_sampling = text(*tracing, "sampling", "1%");
    facts.tracing_headers = texts(*tracing, "headers");
  }
  if (const yaml::Node* calls = given(node, "calls"); calls != nullptr) facts.calls = call(*calls);
}

void Decoder::patch(const yaml::Node& node) {
  std::map<std::string, std::string> target = text_map(node, "target");
  if (const auto said = target.find("namespace"); said != target.end()) said->second = chart_.namespace_of(said->second);
  chart_.patches.push_back({.target = std::move(target),
                            .merge = given(node, "merge"),
                            .operations = given(node, "ops"),
                            .why = text(node, "why"),
                            .at = place(node)});
}

}  // namespace portolan::chart
