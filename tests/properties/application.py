"""Generated applications: a chart in its longest form, and beside it, thought out anew, who may reach whom.

What may be reached is worked out from what was drawn, never from what Portolan answers. Everything depends on the seed alone.
"""

import collections
import copy
import functools
import random
from dataclasses import dataclass, field
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = ["api", "cart", "orders", "mailer", "search", "ledger", "quotes", "stock", "prices", "users", "audit", "ship"]
PORTS = [("http", 8080), ("grpc", 5050), ("tcp-admin", 9000), ("http-web", 80), ("udp-beacon", 8125)]
STORES = ["postgres", "mysql", "mariadb", "mongodb", "redis", "valkey", "memcached", "clickhouse", "s3", "elasticsearch"]
BROKERS = ["rabbitmq", "nats", "kafka", "redis"]
GATEWAY, SCRAPER = ("edge", {"app": "edge"}), ("monitoring", {"app": "prometheus"})
OFFICE = "203.0.113.0/24"


@dataclass(frozen=True)
class Edge:
    """One opening: pods of one group to pods of another, on the port the latter listen on."""

    source: str  # "namespace/workload", or the name of an outsider
    target: str
    protocol: str
    port: int


@dataclass
class Outsider:
    """A pod that the chart does not make."""

    name: str  # "namespace/pod"
    labels: dict = field(default_factory=dict)
    address: str = ""


OUTSIDERS = [Outsider("kube-system/dns", {"k8s-app": "kube-dns"}), Outsider("edge/gateway", GATEWAY[1]),
             Outsider("monitoring/scraper", SCRAPER[1]), Outsider("partner/far", {"app.kubernetes.io/name": "far"}),
             Outsider("internet/office", {}, "203.0.113.7"), Outsider("elsewhere/stranger")]


@dataclass
class Link:
    source: tuple  # section, key of the chart
    verb: str
    target: str  # as written
    edges: set
    variable: str = ""  # of the caller, which names the target
    owns: bool = False


@dataclass
class Application:
    chart: dict
    links: list
    edges: set  # all that is open beside the links
    workloads: dict  # "namespace/workload" -> {(protocol, port)}

    def expected(self):
        edges = self.edges.union(*(link.edges for link in self.links))
        callers = {edge.source for edge in edges if edge.source in self.workloads}  # who calls at all asks for addresses first
        return edges | {Edge(caller, "kube-system/dns", protocol, 53) for caller in callers for protocol in ("TCP", "UDP")}

    def removable(self):
        """The links without which the chart has still no open question."""
        owners = {link.target: link for link in self.links if link.verb == "uses" and link.owns}
        users = collections.Counter(link.target for link in self.links if link.verb == "uses")
        return [link for link in self.links if link is not owners.get(link.target) or users[link.target] == 1]

    def without(self, link):
        """The same application with one line less."""
        chart = copy.deepcopy(self.chart)
        section, key = link.source
        caller = chart[section][key]
        del caller[link.verb][link.target]
        if not caller[link.verb]:
            del caller[link.verb]
        if link.variable:
            del caller["env"][link.variable]
        return Application(chart, [one for one in self.links if one is not link], self.edges, self.workloads)


@functools.cache
def catalogue(kind):
    return yaml.load((ROOT / f"catalog/{kind}.yaml").read_text(), yaml.CSafeLoader)


class Server:
    """A store or broker as far as its ports go."""

    def __init__(self, section, name, namespace, kind, replicas):
        self.section, self.name, self.namespace, self.kind, self.replicas = section, name, namespace, kind, replicas
        entry = catalogue(kind)
        self.ports = {port: said if isinstance(said, dict) else {"port": said} for port, said in entry["ports"].items()}
        self.client = next(iter(self.ports.values()))["port"]
        self.metrics = entry["server"].get("metrics")

    @property
    def workload(self):
        return f"{self.namespace}/{self.name}"


class Drawing:
    def __init__(self, seed):
        self.rng = random.Random(f"application {seed}")
        self.namespaces = ["shop", "payments", "backstage"][:self.rng.choice([1, 2, 2, 3])]
        self.chart = {"portolan": "1", "app": "shop", "owner": "team-shop", "contact": "shop@example.com", "namespace": "shop",
                      "vars": {"registry": "registry.example.com", "tag": "1.4.2"}, "templates": {}, "services": {}, "stores": {},
                      "brokers": {}, "externals": {}, "secrets": {}, "environments": {},
                      "cluster": {"gateway": {"class": "edge", "pods": {"namespace": GATEWAY[0], "pods": GATEWAY[1]}},
                                  "metrics": {"namespace": SCRAPER[0], "pods": SCRAPER[1]}}}
        self.links, self.edges, self.workloads = [], set(), {}
        self.services, self.servers, self.externals, self.channels = {}, [], {}, []

    def sometimes(self, share):
        return self.rng.random() < share

    def draw(self):
        self.draw_templates()
        names = self.rng.sample(NAMES, self.rng.randint(3, 7))
        for name in names:
            self.draw_service(name)
        for number in range(self.rng.randint(0, 3)):
            self.draw_server("stores", f"store-{number}", self.rng.choice(STORES))
        for number in range(self.rng.randint(0, 2)):
            self.draw_server("brokers", f"broker-{number}", self.rng.choice(BROKERS))
        self.draw_externals()
        for key in self.services:
            self.draw_links(key)
        self.draw_rest()
        chart = {key: value for key, value in self.chart.items() if value != {}}
        return Application(chart, self.links, self.edges, self.workloads)

    def draw_templates(self):
        self.chart["templates"]["common"] = {"stop": "20s", "labels": {"tier": "web"}, "annotations": {"example.com/note": "of all"}}
        self.chart["templates"]["small"] = {"extends": ["common"],
                                            "resources": {"cpu": "100m..500m", "memory": "128Mi..128Mi"}}

    def draw_service(self, name):
        namespace = self.rng.choice(self.namespaces)
        shape = self.rng.choice(["service", "service", "service", "worker", "job", "cron", "versions", "kept"])
        service = {"namespace": namespace, "image": "${vars.registry}/%s:${vars.tag}" % name, "health": {"path": "/ok"},
                   "resources": {"cpu": "100m..1", "memory": "256Mi..256Mi"}}
        ports = {}
        if shape in ("service", "versions", "kept"):
            for port, number in self.rng.sample(PORTS, self.rng.choice([1, 1, 2])):
                ports[port] = {"port": str(number), "target": str(number + 8000 if number < 1024 else number)}
            service["ports"] = {**ports}
            if all(port.startswith("udp") for port in ports):
                service["health"] = {"exec": ["/bin/alive"]}
            elif not any(port.startswith("http") for port in ports) or len(ports) > 1:
                service["health"] = {"tcp": next(port for port in ports if not port.startswith("udp"))}
            if self.sometimes(0.3):
                service["ports"]["http-metrics"] = {"port": "9090", "target": "9090"}
                service["metrics"] = {"port": "http-metrics", "path": "/metrics"}
        else:
            service["health"] = "none"
        if shape == "job":
            service["job"] = self.rng.choice(["once", "manual"])
        if shape == "cron":
            service["job"] = {"schedule": "0 3 * * *", "retries": "2", "timeout": "30m"}
        if shape == "kept":
            service["volumes"] = {"/data": {"size": "2Gi"}}
        if shape in ("service", "worker") and self.sometimes(0.4):
            service["replicas"] = {"min": "2", "max": self.rng.choice(["2", "6"])}
        if self.sometimes(0.5):
            service["extends"] = [self.rng.choice(["common", "small"])]
        if self.sometimes(0.3):
            service["volumes"] = {**service.get("volumes", {}), "/tmp": {"size": "temp 64Mi"}}
        service["env"] = {"LOG_LEVEL": self.rng.choice(["info", "debug"]), "SIZE": "8080"}
        if self.sometimes(0.3):
            self.chart["secrets"][f"{name}-key"] = {"env": f"{name.upper()}_KEY"}
            service["env"]["KEY"] = "${secrets.%s-key}" % name
        if self.sometimes(0.2):
            service["args"] = ["--level", "info", "--name", "${self.name}"]
        if self.sometimes(0.2):
            service["files"] = {"/etc/app/app.conf": {"text": "colour = blue\nsize = 3\n"}}
        versions = [""]
        if shape == "versions":
            versions = ["-v1", "-v2"]
            service["versions"] = {"v1": {"image": f"registry.example.com/{name}:1.0.0"},
                                   "v2": {"image": f"registry.example.com/{name}:2.0.0", "env": {"NEW": "1"}}}
        workloads = [f"{namespace}/{name}{version}" for version in versions]
        listening = {("UDP" if port.startswith("udp") else "TCP", int(said["target"])) for port, said in service.get("ports", {}).items()}
        self.chart["services"][name] = service
        for workload in workloads:
            self.workloads[workload] = set(listening)
            if "metrics" in service:
                self.edges.add(Edge("monitoring/scraper", workload, "TCP", 9090))
        self.services[name] = {"namespace": namespace, "ports": ports, "workloads": workloads, "shape": shape}

    def draw_server(self, section, name, kind):
        replicas = self.rng.choice([1, 1, 3]) if kind in ("rabbitmq", "nats", "redis") else 1
        server = Server(section, name, self.rng.choice(self.namespaces), kind, replicas)
        said = {"kind": kind, "namespace": server.namespace, "auth": self.rng.choice(["none", "none", "shared"])}
        if kind in ("s3", "elasticsearch", "mssql"):
            said["image"] = "registry.example.com/store:1"
        if replicas > 1:
            said["replicas"] = {"min": str(replicas), "max": str(replicas)}
        if section == "brokers":
            said["channels"] = {f"channel-{server.name}-{i}": {"kind": self.rng.choice(["queue", "topic"]) if kind != "kafka" else "topic"}
                                for i in range(self.rng.randint(1, 2))}
            self.channels += [(server, channel) for channel in said["channels"]]
        self.chart[section][name] = said
        self.servers.append(server)
        self.workloads[server.workload] = {("TCP", port["port"]) for port in server.ports.values()
                                           if replicas > 1 or not port.get("peer")}
        if server.metrics:
            self.edges.add(Edge("monitoring/scraper", server.workload, "TCP", server.ports[server.metrics]["port"]))
        if replicas > 1:  # members reach one another on every port but the scraper's
            self.edges |= {Edge(server.workload, server.workload, "TCP", port["port"]) for port in server.ports.values() if not port.get("metrics")}

    def draw_externals(self):
        choices = {"bank": ({"url": "https://api.bank.example/v2"}, "anywhere", 443),
                   "mail": ({"host": ["smtp.example.com"], "ports": {"tcp": "2525"}}, "anywhere", 2525),
                   "office": ({"cidr": [OFFICE], "ports": {"tcp-office": "8443"}}, "internet/office", 8443),
                   "pay": ({"service": "far.partner", "ports": {"grpc": "5051"}}, "partner/far", 5051)}
        for name in self.rng.sample(sorted(choices), self.rng.randint(0, 4)):
            said, target, port = choices[name]
            self.chart["externals"][name] = said
            self.externals[name] = [Edge("", one, "TCP", port) for one in
                                    ([outsider.name for outsider in OUTSIDERS] if target == "anywhere" else [target])]

    def add(self, key, verb, target, options, edges, reference=""):
        service = self.chart["services"][key]
        service.setdefault(verb, {})[target] = options
        link = Link(("services", key), verb, target, {Edge(source, edge.target, edge.protocol, edge.port)
                                                      for source in self.services[key]["workloads"] for edge in edges},
                    owns=verb == "uses" and options["access"] == "own" and not any(one.target == target for one in self.links))
        if reference and self.sometimes(0.5):
            link.variable = f"AT_{len(service['env'])}"
            service["env"][link.variable] = "${%s}" % reference
        self.links.append(link)

    def draw_links(self, key):
        others = [(name, port) for name, other in self.services.items() if name != key for port in other["ports"]]
        for name, port in self.rng.sample(others, min(len(others), self.rng.randint(0, 3))):
            other = self.services[name]
            protocol, number = ("UDP" if port.startswith("udp") else "TCP"), int(other["ports"][port]["target"])
            self.add(key, "calls", f"{name}.{other['namespace']}:{port}", {},
                     [Edge("", workload, protocol, number) for workload in other["workloads"]],
                     f"{name}.{other['namespace']}:{port}.address")
        for name in self.rng.sample(sorted(self.externals), self.rng.randint(0, min(2, len(self.externals)))):
            self.add(key, "calls", name, {}, self.externals[name], f"{name}.address" if name != "office" else "")
        stores = [server for server in self.servers if server.section == "stores"]
        for server in self.rng.sample(stores, self.rng.randint(0, len(stores))):
            owns = not any(link.target == f"{server.name}.{server.namespace}" for link in self.links)
            self.add(key, "uses", f"{server.name}.{server.namespace}", {"access": "own" if owns else self.rng.choice(["read", "write", "own"])},
                     [Edge("", server.workload, "TCP", server.client)], f"{server.name}.{server.namespace}.host")
        for server, channel in self.rng.sample(self.channels, self.rng.randint(0, min(2, len(self.channels)))):
            self.add(key, self.rng.choice(["publishes", "consumes"]), f"{server.name}.{server.namespace}/{channel}", {},
                     [Edge("", server.workload, "TCP", server.client)])

    def draw_rest(self):
        for key, service in self.services.items():
            web = [port for port in service["ports"] if port.startswith("http")]
            if web and self.sometimes(0.3):
                self.chart["services"][key]["expose"] = [{"host": [f"{key}.example.com"], "path": ["/"], "port": web[0]}]
                self.edges |= {Edge("edge/gateway", workload, "TCP", int(service["ports"][web[0]]["target"]))
                               for workload in service["workloads"]}
        some = self.rng.choice(sorted(self.services))
        self.chart["environments"] = {"dev": {"services": {some: {"env": {"LOG_LEVEL": "trace"}}}},
                                      "prod": {"extends": ["dev"], "vars": {"tag": "1.4.3"}, "services": {some: {"stop": "40s"}}}}


def draw(seed):
    return Drawing(seed).draw()
