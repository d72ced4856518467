#!/usr/bin/env python3
"""Compares what `portolan describe --format json` says about the examples with what is known about the originals.

Beside each chart stand, taken from the original application with their evidence:

    edges.tsv   who talks to whom, and how: every row must be a link, every link a row
    flows.tsv   who publishes into which channel and who consumes it, where there is a broker
    ports.tsv   the port that callers say and the one that listens, for each protocol of edges.tsv
    traps.tsv   pairs that look like an edge and are none

Where a chart rightly says more or otherwise than edges.tsv, EXCEPTIONS has the row and the reason; a row that no longer
excepts anything is a failure too.
"""

import argparse
import csv
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# The optional parts that edges.tsv of the original counts in; what stands in its traps.tsv as dangling is off.
PROFILES = {
    "aks-store-demo": ["ai"],  # ai-service.yaml is a file of its own there
    "bookinfo": ["google-books", "mongodb", "mysql"],  # the alternative files of platform/kube
    "example-voting-app": ["seed"],  # the Compose profile
    "online-boutique": [],
    "opentelemetry-demo": ["full", "observability", "agent"],  # the layers of Compose, without profiling and tests
}

# (example, from, to, verb or protocol of edges.tsv): why the chart says it although edges.tsv does not ("+"), or says it otherwise ("~ protocol").
EXCEPTIONS = {
    # Entries from outside are in the answer about ports ("LoadBalancer", "NodePort"), edges.tsv has them only where a mesh's gateway is named.
    ("aks-store-demo", "(internet)", "store-front", "exposes"): "+",
    ("aks-store-demo", "(internet)", "store-admin", "exposes"): "+",
    ("example-voting-app", "(internet)", "vote", "exposes"): "+",
    ("example-voting-app", "(internet)", "result", "exposes"): "+",
    ("online-boutique", "(internet)", "frontend", "exposes"): "+",
    ("opentelemetry-demo", "(gateway)", "frontend-proxy", "exposes"): "+",
    # The proxy forwards the browser's gRPC-Web, so plain HTTP in edges.tsv, to flagd's gRPC port.
    ("opentelemetry-demo", "frontend-proxy", "flagd", "http"): "~ grpc",
    # compose.yaml gives it FLAGD_OFREP_PORT: flagd's HTTP interface beside its gRPC one.
    ("opentelemetry-demo", "load-generator", "flagd", "http"): "+",
    # GF_INSTALL_PLUGINS downloads from grafana.com at every start.
    ("opentelemetry-demo", "grafana", "external:grafana-plugins", "https"): "+",
    # flagd and flagd-ui share a directory ("a shared bind mount; no network call" in traps.tsv): a link of kind volume.
    ("opentelemetry-demo", "flagd", "flag-files", "volume"): "+",
    ("opentelemetry-demo", "flagd-ui", "flag-files", "volume"): "+",
}

# What edges.tsv calls the protocol, by the kind of the server at the other end; otherwise the link's own protocol.
PROTOCOL_OF_KIND = {"redis": "redis", "valkey": "redis", "postgres": "postgres", "mysql": "mysql", "mongodb": "mongodb", "rabbitmq": "amqp",
                    "kafka": "kafka", "opensearch": "http", "volume": "volume"}
# Protocols of edges.tsv that travel on what a link calls otherwise.
CARRIED_BY = {"otlp": {"grpc", "http"}, "wss": {"https"}}
VERB_OF_SUFFIX = {"publish": "publishes", "produce": "publishes", "consume": "consumes"}


def read_rows(path):
    if not path.exists():
        return []
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


class Described:
    """A chart as `describe` gives it, with names and protocols as edges.tsv writes them."""

    def __init__(self, document):
        self.kinds = {server["name"]: server["kind"] for server in document["stores"] + document["brokers"]}
        self.hosts = {external["name"]: external["hosts"] for external in document["externals"]}
        self.versions = {service["name"]: [version["name"] for version in service.get("versions", ())] for service in document["services"]}
        self.channels = {(broker["name"], channel["key"]): channel["kind"] for broker in document["brokers"] for channel in broker["channels"]}
        self.links = document["links"]

    def names_of(self, link, end):
        """Every name that edges.tsv may have for an end: a version's own, an external's host."""
        name = link[end]
        names = {name}
        if end == "from" and link.get("version"):
            names.add(f"{name}-{link['version']}")
        if name in self.hosts:
            names = {f"external:{name}"} | {f"external:{host}" for host in self.hosts[name]}
        if name == "(gateway)":
            names.add("istio-ingressgateway")
        return names

    def callers(self, link):
        """Whose link it is: a link of the service is one of each of its versions too."""
        name = link["from"]
        versions = [link["version"]] if link.get("version") else self.versions.get(name, [])
        return {name} | {f"{name}-{version}" for version in versions}

    def protocol_of(self, link):
        return PROTOCOL_OF_KIND[self.kinds[link["to"]]] if link["to"] in self.kinds else link["protocol"]

    def answers(self, link, row):
        """Whether the link is this row of edges.tsv, ports aside."""
        protocol, _, suffix = row["protocol"].partition(":")
        if row["from"] not in self.names_of(link, "from") or row["to"] not in self.names_of(link, "to"):
            return False
        if suffix and link["verb"] != VERB_OF_SUFFIX[suffix]:
            return False
        own = self.protocol_of(link)
        return own == protocol or own in CARRIED_BY.get(protocol, ())


class Comparison:
    def __init__(self, example, folder, document):
        self.example, self.folder = example, folder
        self.described = Described(document)
        self.edges = read_rows(folder / "edges.tsv")
        self.ports = {(row["to"], row["protocol"], int(row["port"]), int(row["target"])) for row in read_rows(folder / "ports.tsv")}
        self.exceptions = {key[1:]: what for key, what in EXCEPTIONS.items() if key[0] == example}
        self.used = set()
        self.failures = []
        self.checks = 0

    def check(self, right, message):
        self.checks += 1
        if not right:
            self.failures.append(f"{self.example}: {message}")

    def excepted(self, source, target, protocol):
        key = (source, target, protocol)
        if key not in self.exceptions:
            return None
        self.used.add(key)
        return self.exceptions[key]

    def row_as_charted(self, row):
        other = self.excepted(row["from"], row["to"], row["protocol"])
        return {**row, "protocol": other[2:]} if other and other.startswith("~") else row

    def compare_edges(self):
        seen = set()
        for row in self.edges:
            wanted = self.row_as_charted(row)
            links = [index for index, link in enumerate(self.described.links) if self.described.answers(link, wanted)]
            seen.update(links)
            edge = f"{row['from']} -> {row['to']} ({row['protocol']})"
            self.check(links, f"edges.tsv has {edge}, the chart has no such link")
            protocol = wanted["protocol"].partition(":")[0]
            for link in (self.described.links[index] for index in links):
                port = (wanted["to"], protocol, link["port"], link["target"])
                self.check(port in self.ports or wanted["protocol"] == "volume",
                           f"{edge} is {link['port']}:{link['target']} in the chart, which ports.tsv does not have for {protocol}")
        for index, link in enumerate(self.described.links):
            if index not in seen:
                self.extra_link(link)

    def extra_link(self, link):
        told = [link["verb"], self.described.protocol_of(link)]
        names = [(source, target) for source in self.described.names_of(link, "from") for target in self.described.names_of(link, "to")]
        known = any(self.excepted(source, target, protocol) == "+" for source, target in names for protocol in told)
        self.check(known, f"the chart has {link['from']} -> {link['to']} ({' '.join(told)}, {link['at']}), edges.tsv has no such row")

    def compare_flows(self):
        flows = set()
        sides = {verb: [link for link in self.described.links if link["verb"] == verb] for verb in ("publishes", "consumes")}
        for out in sides["publishes"]:
            for back in sides["consumes"]:
                if (out["to"], out["channel"]) == (back["to"], back["channel"]):
                    kind = self.described.channels[out["to"], out["channel"]]
                    flows.add((out["from"], out["to"], f"{kind} {out['channel']}", back["from"]))
        # A queue on Redis is a list, and flows.tsv calls it so.
        expected = {(row["producer"], row["broker"], row["channel"].replace("list ", "queue "), row["consumer"]) for row in read_rows(self.folder / "flows.tsv")}
        for flow in sorted(expected | flows):
            self.check(flow in flows, f"flows.tsv has {flow}, the chart does not")
            self.check(flow in expected, f"the chart has {flow}, flows.tsv does not")

    def compare_traps(self):
        for row in read_rows(self.folder / "traps.tsv"):
            fallen = any(row["from"] in self.described.callers(link) and row["to"] in self.described.names_of(link, "to") for link in self.described.links)
            self.check(not fallen, f"{row['from']} -> {row['to']} is a link, but traps.tsv says: {row[list(row)[2]]}")

    def compare_exceptions(self):
        for key in sorted(self.exceptions.keys() - self.used):
            self.check(False, f"the exception {key} excepts nothing any more")


def describe(binary, folder, profiles):
    command = [str(binary), "describe", "--format", "json", "-f", str(folder / "portolan.yaml")]
    for profile in profiles:
        command += ["--profile", profile]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return json.loads(done.stdout)


def compare(example, binary, examples):
    folder = examples / example
    comparison = Comparison(example, folder, describe(binary, folder, PROFILES[example]))
    comparison.compare_edges()
    comparison.compare_flows()
    comparison.compare_traps()
    comparison.compare_exceptions()
    return comparison


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / "build/dev/portolan")
    parser.add_argument("--examples", type=Path, default=ROOT / "examples")
    arguments = parser.parse_args()
    passed = failed = 0
    for example in sorted(path.name for path in arguments.examples.iterdir() if path.is_dir()):
        comparison = compare(example, arguments.binary.resolve(), arguments.examples)
        print("\n".join(comparison.failures), end="\n" if comparison.failures else "")
        failed += len(comparison.failures)
        passed += comparison.checks - len(comparison.failures)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
