"""Sets of NetworkPolicies to be judged twice: generated ones, and those of the examples. The form is that of FORMAT.md."""

import random

# Where cyclonus is known to read otherwise than Kubernetes (FORMAT.md says how); everything else must agree.
AS_CYCLONUS = ["not-in-needs-key", "empty-value-matches-missing", "named-port-of-any-protocol", "self-is-other"]

KEYS, VALUES = ["app", "tier", "team"], ["a", "b", "c", ""]
PROTOCOLS = ["TCP", "UDP", "SCTP"]
PORTS = [(80, "http"), (8080, "alt"), (53, "dns"), (9090, "metrics")]


def sometimes(rng, share):
    return rng.random() < share


def random_labels(rng):
    return {key: rng.choice(VALUES) for key in KEYS if sometimes(rng, 0.6)}


def random_selector(rng):
    selector = {}
    if sometimes(rng, 0.25):
        return selector
    if sometimes(rng, 0.7):
        selector["matchLabels"] = {key: rng.choice(VALUES) for key in rng.sample(KEYS, rng.choice([1, 1, 2]))}
    if sometimes(rng, 0.4):
        selector["matchExpressions"] = [random_expression(rng) for _ in range(rng.choice([1, 1, 2]))]
    return selector


def random_expression(rng):
    operator = rng.choice(["In", "NotIn", "Exists", "DoesNotExist"])
    expression = {"key": rng.choice(KEYS), "operator": operator}
    if operator in ("In", "NotIn"):
        expression["values"] = rng.sample(VALUES, rng.choice([1, 2]))
    return expression


def random_block(rng, wide):
    if wide:
        return {"cidr": rng.choice(["10.0.0.0/8", "0.0.0.0/0", "10.1.0.0/16", "fd00::/8"])}
    length = rng.choice([28, 29, 30])
    block = {"cidr": f"10.1.0.0/{length}"}
    if sometimes(rng, 0.5):  # inside of the range, or the API server refuses it
        block["except"] = [f"10.1.0.{rng.choice([0, 2] if length == 30 else [0, 2, 4])}/{rng.choice([31, 32])}"]
    return block


def random_peer(rng):
    kind = rng.choice(["pods", "namespaces", "both", "block"])
    if kind == "block":
        return {"ipBlock": random_block(rng, sometimes(rng, 0.3))}
    peer = {}
    if kind in ("pods", "both"):
        peer["podSelector"] = random_selector(rng)
    if kind in ("namespaces", "both"):
        peer["namespaceSelector"] = random_selector(rng) if sometimes(rng, 0.7) else {
            "matchLabels": {"kubernetes.io/metadata.name": rng.choice("xyz")}}
    return peer


def random_port(rng):
    port = {}
    if sometimes(rng, 0.7):
        port["protocol"] = rng.choice(PROTOCOLS)
    number, name = rng.choice(PORTS)
    form = rng.choice(["number", "number", "name", "range", "all"])
    if form == "number":
        port["port"] = number
    elif form == "name":
        port["port"] = name
    elif form == "range":
        port["port"] = number - rng.choice([0, 3])
        port["endPort"] = number + rng.choice([0, 5, 9000])
    return port or {"protocol": "TCP"}


def random_rule(rng, side):
    rule = {}
    if sometimes(rng, 0.8):
        rule[side] = [random_peer(rng) for _ in range(rng.choice([1, 1, 2, 3]))]
    if sometimes(rng, 0.7):
        rule["ports"] = [random_port(rng) for _ in range(rng.choice([1, 1, 2]))]
    return rule


def random_policy(rng, number, namespaces):
    types = rng.choice([["Ingress"], ["Egress"], ["Ingress", "Egress"]])
    spec = {"podSelector": random_selector(rng), "policyTypes": types}
    for kind, field, side in (("Ingress", "ingress", "from"), ("Egress", "egress", "to")):
        if kind in types:
            spec[field] = [random_rule(rng, side) for _ in range(rng.choice([0, 1, 1, 2]))]
    return {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
            "metadata": {"name": f"p{number}", "namespace": rng.choice(namespaces)}, "spec": spec}


def random_pod(rng, number, namespaces):
    # One port under one protocol only: cyclonus resolves a named port without looking at its protocol.
    ports = rng.sample(PORTS, rng.choice([2, 3, 4]))
    return {"Namespace": rng.choice(namespaces), "Name": f"pod{number}", "Labels": random_labels(rng), "IP": f"10.1.0.{number + 1}",
            "Containers": [{"Name": f"c{i}", "Port": port, "PortName": name, "Protocol": rng.choice(PROTOCOLS)}
                           for i, (port, name) in enumerate(ports)]}


def random_set(number, seed=1):
    rng = random.Random(f"{seed}/{number}")
    namespaces = list("xyz")[:rng.choice([1, 2, 2, 3])]
    pods = [random_pod(rng, i, namespaces) for i in range(rng.randint(2, 6))]
    policies = [random_policy(rng, i, namespaces) for i in range(rng.randint(1, 5))]
    labels = {name: {**random_labels(rng), "kubernetes.io/metadata.name": name} for name in namespaces}
    probes = [{"Protocol": rng.choice(PROTOCOLS), "Port": rng.choice(port)} for port in PORTS]
    return {"name": f"generated {seed}/{number}", "policies": policies, "as": AS_CYCLONUS,
            "model": {"Resources": {"Namespaces": labels, "Pods": pods}, "Probes": probes}}


def listening(spec):
    """Ports of all containers that run as long as the pod does."""
    sidecars = [c for c in spec.get("initContainers", []) if c.get("restartPolicy") == "Always"]
    return [port for container in spec["containers"] + sidecars for port in container.get("ports", [])]


def set_of_objects(name, objects, templates):
    """The policies of a built application with two pods of each workload, the cluster's DNS, and a stranger on every port.

    `templates`: (namespace, name, metadata, spec) of every workload's pods.
    """
    policies = [thing for thing in objects if thing["kind"] == "NetworkPolicy"]
    namespaces = {"kube-system": {}, "elsewhere": {}}
    for thing in objects:
        if thing["kind"] == "Namespace":
            namespaces[thing["metadata"]["name"]] = thing["metadata"].get("labels", {})
    pods, probes = [], {("UDP", 53), ("TCP", 53)}

    def add(namespace, pod, labels, ports):
        namespaces.setdefault(namespace, {})
        address = len(pods) + 1
        pods.append({"Namespace": namespace, "Name": pod, "Labels": labels, "IP": f"10.244.{address // 250}.{address % 250 + 1}",
                     "Containers": [{"Name": f"c{i}", "Port": p, "PortName": port_name, "Protocol": protocol}
                                    for i, (protocol, p, port_name) in enumerate(ports)] or
                                   [{"Name": "c", "Port": 1, "PortName": "none", "Protocol": "TCP"}]})

    for namespace, workload, metadata, spec in templates:
        ports = sorted({(p.get("protocol", "TCP"), p["containerPort"], p.get("name", "")) for p in listening(spec)})
        probes |= {(protocol, port) for protocol, port, _ in ports}
        for replica in "01":
            add(namespace, f"{workload}-{replica}", metadata.get("labels", {}), ports)
    add("kube-system", "dns", {"k8s-app": "kube-dns"}, [("UDP", 53, "dns"), ("TCP", 53, "dns-tcp")])
    add("elsewhere", "stranger", {}, [(protocol, port, f"p{i}") for i, (protocol, port) in enumerate(sorted(probes))])
    for namespace, labels in namespaces.items():
        namespaces[namespace] = {**labels, "kubernetes.io/metadata.name": namespace}
    return {"name": name, "policies": policies, "as": AS_CYCLONUS,
            "model": {"Resources": {"Namespaces": namespaces, "Pods": pods},
                      "Probes": [{"Protocol": protocol, "Port": port} for protocol, port in sorted(probes)]}}
