#include "wiring/flows.h"

#include "support/wired.h"

namespace portolan::wiring {

using tests::Wired;

TEST_CASE("names are for those who talk to anybody") {
  const Wired one(R"(services:
  web: {image: "a:1", ports: {http: 80:8080}, calls: [api]}
  api: {image: "a:1", ports: {grpc: 7070}}
)");
  CHECK(one.flows() == "web -> api 7070\nweb -> kube-system[k8s-app=kube-dns] 53 53/udp\n");
  CHECK(one.wiring.flows[0].why == "web calls api");
  CHECK(one.wiring.flows[0].link == 0u);
  CHECK(one.wiring.flows[1].reason == Reason::dns);
}

TEST_CASE("DNS of other clusters") {
  const Wired local(R"(services: {web: {image: "a:1", health: none, calls: [x]}}
externals: {x: "https://x.example.com"}
cluster: {dns: nodelocal}
)");
  CHECK(local.flows({Reason::dns}) == "web -> kube-system[k8s-app=kube-dns] 53 53/udp\nweb -> 169.254.20.10/32 53 53/udp\n");
  const Wired own(R"(services: {web: {image: "a:1", health: none, calls: [x]}}
externals: {x: "https://x.example.com"}
cluster: {dns: {namespace: dns, pods: {app: coredns}, addresses: [10.0.0.10]}}
)");
  CHECK(own.flows({Reason::dns}) == "web -> dns[app=coredns] 53 53/udp\nweb -> 10.0.0.10/32 53 53/udp\n");
}

TEST_CASE("what is outside is opened as exactly as the cluster can hold it") {
  constexpr std::string_view chart = R"(services:
  web: {image: "a:1", health: none, calls: [api, range, ip, inside, other, meta, any, agent, beside, "two:https"], uses: [db]}
stores: {db: {kind: postgres, external: {host: db.internal, port: 6432}, auth: none}}
externals:
  api: https://api.example.com
  range: {cidr: [203.0.113.0/24, 198.51.100.7], except: [203.0.113.9], ports: {tcp: 8443}}
  ip: {host: 192.0.2.1, ports: {tcp: 1}}
  inside: {host: mail.post.svc.cluster.local, ports: {tcp: 25}}
  other: {service: pay.payments, ports: {grpc: 5050}}
  meta: {host: metadata.google.internal, cidr: 169.254.169.254/32, ports: {http: 80}}
  any: {host: "*", ports: {tcp: 9}, except: private}
  agent: {host: node, ports: {udp: 8125}}
  beside: {host: localhost, ports: {tcp: 7}}
  two: {host: [a.example.com, "*.b.example.com"], ports: {https: 443, http: 80}}
)";
  const Wired plain(chart);
  CHECK(plain.said() == "");
  CHECK(plain.flows({Reason::declared}) ==
        "web -> payments[app.kubernetes.io/name=pay] 5050\n"
        "web -> post[] 25\n"
        "web -> 169.254.169.254/32(metadata.google.internal) 80\n"
        "web -> 192.0.2.1/32 1\n"
        "web -> 198.51.100.7/32,203.0.113.0/24-203.0.113.9/32 8443\n"
        "web -> world-10.0.0.0/8-100.64.0.0/10-169.254.0.0/16-172.16.0.0/12-192.168.0.0/16-fc00::/7 9\n"
        "web -> world-169.254.0.0/16 8125/udp\n"
        "web -> world(*.b.example.com)(a.example.com)-169.254.0.0/16 443\n"
        "web -> world(api.example.com)-169.254.0.0/16 443\n"
        "web -> world(db.internal)-169.254.0.0/16 6432\n");
  std::size_t by_name = 0;
  const Wired knowing(std::string(chart) + "cluster: {fqdn-policy: cilium}\n");
  for (const Flow& flow : knowing.wiring.flows) by_name += flow.to.precision == Precision::names;
  CHECK(by_name == 3);
}

TEST_CASE("ways in: the gateway, load balancers, ports of nodes") {
  const Wired one(R"(services:
  a: {image: "a:1", ports: {http: 80:8080}, expose: {host: a.example.com}}
  b: {image: "a:1", ports: {tcp: 25:2525}, expose: {via: load-balancer, at: 1025}}
  c: {image: "a:1", ports: {http: 80}, expose: {via: node-port, at: 30080}}
)");
  CHECK(one.said() == "");
  CHECK(one.links() == "(gateway) exposes a:80\n(internet) exposes b:25\n(internet) exposes c:80\n");
  CHECK(one.flows() == "shop[gateway.networking.k8s.io/gateway-name=shop] -> a 8080\nworld -> b 2525\nworld -> c 80\n");
  std::string services;
  for (const Address& address : one.wiring.addresses) services += fmt::format("{}:{} ", address.name, address.ports.front().port);
  CHECK(services == "a:80 b:25 b-external:1025 c:80 c-node:80 ");
  CHECK(one.workload("b").waivers.contains("exposed"));
  CHECK(!one.workload("a").waivers.contains("exposed"));
}

TEST_CASE("where the gateway's pods are follows from its class, or is asked") {
  const auto pods = [](std::string_view gateway) {
    const Wired one(
        std::string("services: {a: {image: \"a:1\", ports: {http: 8080}, expose: {host: a.example.com}}}\ncluster: {gateway: ") +
        std::string(gateway) + "}\n");
    return one.flows({Reason::gateway}) + one.said("P1023");
  };
  CHECK(pods("{ingress: nginx}") == "ingress-nginx[app.kubernetes.io/name=ingress-nginx] -> a 8080\n");
  CHECK(pods("{class: eg}") == "envoy-gateway-system[app.kubernetes.io/managed-by=envoy-gateway] -> a 8080\n");
  CHECK(pods("{name: main.infra}") == "infra[gateway.networking.k8s.io/gateway-name=main] -> a 8080\n");
  CHECK(pods("{ingress: nginx, pods: {namespace: edge, pods: {a: b}}}") == "edge[a=b] -> a 8080\n");
  CHECK(pods("{ingress: unheard-of}") ==
        "P1023 4: where do the pods of the ingress controller `unheard-of` run? (write `cluster: {gateway: {pods: {namespace: NAME, pods: "
        "{LABEL: VALUE}}}}`: only they may reach what is exposed)\n");
}

TEST_CASE("scrapers reach metrics and nothing else") {
  const Wired one(R"(services:
  prometheus: {image: "p:1", ports: {http: 9090}, metrics: /metrics}
  a: {image: "a:1", ports: {http: 8080, http-metrics: 9100}, metrics: http-metrics}
  b: {image: "a:1", ports: {http: 8080}, metrics: /m}
cluster: {metrics: [prometheus, other.monitoring]}
)");
  CHECK(one.said() == "");
  CHECK(one.flows({Reason::scraper}) ==
        "prometheus -> a 9100\nprometheus -> b 8080\n"
        "monitoring[app.kubernetes.io/name=other] -> a 9100\nmonitoring[app.kubernetes.io/name=other] -> b "
        "8080\nmonitoring[app.kubernetes.io/name=other] -> prometheus 9090\n");
  CHECK(one.workload("b").metrics->path == "/m");
  CHECK(one.workload("a").metrics->path == "/metrics");
}

TEST_CASE("callers of other applications are agreed with their team") {
  const Wired one(R"(services:
  api: {image: "a:1", ports: {grpc: 5050, http: 80}, health: none, expose: [{to: [checkout.shop, "*.back"], port: grpc}, {to: [{namespace: audit, pods: {app: crawler}}], port: grpc}]}
  own: {image: "a:1", ports: {http: 80}, expose: {to: api.shop}}
)");
  CHECK(one.said() ==
        "P0429 5: `own` is exposed to `api.shop`, which is part of this application (write `calls: [own.shop]` at `api` instead)\n");
  CHECK(one.links() == "(app=crawler).audit exposes api:5050\n*.back exposes api:5050\ncheckout.shop exposes api:5050\n");
  CHECK(one.flows({Reason::other_application}) ==
        "audit[app=crawler] -> api 5050\nback[] -> api 5050\nshop[app.kubernetes.io/name=checkout] -> api 5050\n");
}

TEST_CASE("members of one server talk to one another, a single one to nobody") {
  const Wired one(R"(stores:
  three: {kind: redis, replicas: 3}
  one: {kind: redis}
  log: {kind: mongodb, replicas: 3}
)");
  CHECK(one.flows({Reason::peers}) == "log -> log 27017\nthree -> three 6379 16379\n");
  CHECK(one.workload("three").spread_peers);
  CHECK(one.party("one").ports.size() == 1);
  CHECK(one.party("three").mode == "sentinel");
}

TEST_CASE("cloud identities and tracing") {
  const Wired one(R"(mesh: {kind: istio, tracing: {to: "collector:grpc"}}
services:
  g: {image: "a:1", health: none, identity: {gcp: sa@p.iam}}
  a: {image: "a:1", health: none, identity: {aws: "arn:x"}, mesh: none}
  collector: {image: "a:1", ports: {grpc: 4317}}
)");
  CHECK(one.flows({Reason::cloud_metadata}) == "a -> 169.254.170.23/32 80\ng -> 169.254.169.252/32,169.254.169.254/32 80 988\n");
  CHECK(one.flows({Reason::tracing}) == "g -> collector 4317\n");
}

}  // namespace portolan::wiring
