"""Kubernetes objects as YAML files hold them, read as Kubernetes reads them."""

import re

import yaml


class Loader(yaml.CSafeLoader):
    """YAML as the API server's own reader understands it: `on` and `yes` are booleans, but `12:30` and `=` are texts."""

    yaml_implicit_resolvers = {}


for _tag, _pattern, _first in (
        ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
        ("bool", r"y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF", list("yYnNtTfFoO")),
        ("int", r"[-+]?(0b[01_]+|0o?[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+)", list("-+0123456789")),
        ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", list("-+0123456789."))):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first)


def _construct_int(_, node):
    text = node.value.replace("_", "")
    octal = re.fullmatch(r"([-+]?)0([0-7]+)", text)
    return int(octal[1] + "0o" + octal[2], 0) if octal else int(text, 0)


Loader.add_constructor("tag:yaml.org,2002:int", _construct_int)
Loader.add_constructor("tag:yaml.org,2002:bool", lambda _, node: node.value.lower() in ("y", "yes", "true", "on"))
Loader.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(node.value.replace(".inf", "inf").replace(".nan", "nan")))


def read_text(text):
    """The objects of one file, lists taken apart."""
    objects = []
    for document in yaml.load_all(text, Loader=Loader):
        if document is None:
            continue
        objects += document["items"] if document.get("kind") == "List" else [document]
    return objects


def read_folder(folder):
    return [thing for path in sorted(folder.rglob("*.yaml")) for thing in read_text(path.read_text())]


def identity(thing):
    """(apiVersion, kind, namespace, name): what makes an object this one and no other."""
    meta = thing["metadata"]
    return thing["apiVersion"], thing["kind"], meta.get("namespace", ""), meta["name"]


def say(thing):
    _, kind, namespace, name = identity(thing)
    return f"{kind} {namespace + '/' if namespace else ''}{name}"


# What must be there before the rest; everything else may come in any order.
FIRST = ["CustomResourceDefinition", "Namespace", "ServiceAccount", "PriorityClass"]


def in_order(objects):
    return sorted(objects, key=lambda thing: FIRST.index(thing["kind"]) if thing["kind"] in FIRST else len(FIRST))


def pod_template(thing):
    """(metadata, spec) of the pods that a workload makes, or None."""
    spec = thing.get("spec", {})
    if thing["kind"] == "CronJob":
        spec = spec["jobTemplate"]["spec"]
    if "template" not in spec or thing["kind"] not in ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob"):
        return None
    return spec["template"].get("metadata", {}), spec["template"]["spec"]


def bare_pod(thing):
    """The pod that a workload's controller would submit: that is where `enforce` of Pod Security looks."""
    template = pod_template(thing)
    if template is None:
        return None
    meta, spec = template
    spec = dict(spec)
    claims = [{"name": claim["metadata"]["name"], "persistentVolumeClaim": {"claimName": f"{claim['metadata']['name']}-pod-0"}}
              for claim in thing.get("spec", {}).get("volumeClaimTemplates", [])]
    if claims:
        spec["volumes"] = spec.get("volumes", []) + claims
    if thing["kind"] in ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"):
        spec.setdefault("restartPolicy", "Always")
    metadata = {key: value for key, value in meta.items() if key in ("labels", "annotations")}
    return {"apiVersion": "v1", "kind": "Pod",
            "metadata": {**metadata, "name": f"{thing['metadata']['name']}-pod-0", "namespace": thing["metadata"].get("namespace", "default")},
            "spec": spec}
