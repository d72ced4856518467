"""Who reaches whom by the objects that were built, as src/proof's evaluator (or cyclonus) reads them."""

import sys

from application import OUTSIDERS, Edge
from program import ROOT

sys.path.insert(0, str(ROOT / "tests/cluster"))
sys.path.insert(0, str(ROOT / "tests/second_opinion"))
from objects import pod_template  # noqa: E402
from policy_sets import AS_CYCLONUS, listening  # noqa: E402


def question(name, objects):
    """The policies, two pods of each workload, and the outsiders listening on every port."""
    namespaces, pods, probes = {}, [], {("UDP", 53), ("TCP", 53), ("TCP", 443), ("TCP", 2525), ("TCP", 8443), ("TCP", 5051), ("TCP", 81)}
    workloads = []
    for thing in objects:
        if thing["kind"] == "Namespace":
            namespaces[thing["metadata"]["name"]] = thing["metadata"].get("labels", {})
        if template := pod_template(thing):
            ports = {(port.get("protocol", "TCP"), port["containerPort"]) for port in listening(template[1])}
            workloads.append((group(thing), template[0]["labels"], ports))
            probes |= ports

    def add(name, replica, labels, ports, address):
        namespace, pod = name.split("/")
        namespaces.setdefault(namespace, {})
        pods.append({"Namespace": namespace, "Name": pod + replica, "Labels": labels, "IP": address or f"10.244.{len(pods) // 250}.{len(pods) % 250 + 1}",
                     "Containers": [{"Name": f"c{i}", "Port": port, "PortName": f"p{i}", "Protocol": protocol}
                                    for i, (protocol, port) in enumerate(sorted(ports))]})

    for workload, labels, _ in workloads:
        for replica in ("-0", "-1"):
            add(workload, replica, labels, probes, "")  # a process may listen on more than it declares
    for outsider in OUTSIDERS:
        add(outsider.name, "", outsider.labels, probes, outsider.address)
    for namespace, labels in namespaces.items():
        namespaces[namespace] = {**labels, "kubernetes.io/metadata.name": namespace}
    return {"name": name, "policies": [thing for thing in objects if thing["kind"] == "NetworkPolicy"], "as": AS_CYCLONUS,
            "model": {"Resources": {"Namespaces": namespaces, "Pods": pods},
                      "Probes": [{"Protocol": protocol, "Port": port} for protocol, port in sorted(probes)]}}


def group(thing):
    """ "namespace/workload"; the object of a job that runs once has a name of its own for every content."""
    return f"{thing['metadata']['namespace']}/{pod_template(thing)[0]['labels']['app.kubernetes.io/instance']}"


def place(thing):
    return group(thing) if pod_template(thing) else f"{thing['metadata'].get('namespace', '')}/{thing['metadata']['name']}"


# What follows from all links of a workload together: when it starts, and that nobody calls it.
OF_ALL_LINKS = ("portolan.dev/wave", "waive.portolan.dev/no-caller", "polaris.fairwinds.com/missingNetworkPolicy-exempt")


def without_order(thing):
    if not pod_template(thing):
        return thing
    annotations = {key: text for key, text in thing["metadata"].get("annotations", {}).items() if key not in OF_ALL_LINKS}
    return {**thing, "metadata": {**thing["metadata"], "annotations": annotations}}


def workloads(objects):
    return {group(thing) for thing in objects if pod_template(thing)}


def open_edges(answer, judged):
    """The edges between groups, of which at least one pod is the chart's; two pods of one workload never differ, or it is a problem."""
    outsiders = {outsider.name for outsider in OUTSIDERS}

    def group_of(pod):
        return pod if pod in outsiders else pod[:-2]

    found, refused = set(), set()
    for table in answer["tables"]:
        for i, row in enumerate(table["combined"]):
            for j, passes in enumerate(row):
                if i == j or (table["pods"][i] in outsiders and table["pods"][j] in outsiders):
                    continue
                edge = Edge(group_of(table["pods"][i]), group_of(table["pods"][j]), table["protocol"], table["port"])
                (found if passes == "1" else refused).add(edge)
    if both := found & refused:
        judged.append(f"of two pods of one workload one may and one may not: {sorted(map(str, both))[:3]}")
    return found
