"""What a real API server says to a set of objects: nothing, if all is well."""

from api_client import Refused
from objects import bare_pod, identity, in_order, say

ENFORCE = "pod-security.kubernetes.io/enforce"


def make_namespaces(client, objects):
    """Creates what the objects expect to be there already. Returns these namespaces, to be removed with the rest."""
    made = {thing["metadata"]["name"] for thing in objects if thing["kind"] == "Namespace"}
    used = {thing["metadata"].get("namespace") for thing in objects} - {None, ""} - made - {"default", "kube-system"}
    missing = [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": {ENFORCE: "restricted"}}}
               for name in sorted(used)]
    for thing in missing:
        client.apply(thing)
    return missing


def apply_all(client, objects, problems):
    """Applies every object; returns identity -> resource version."""
    versions = {}
    for thing in in_order(objects):
        try:
            stored, warnings = client.apply(thing)
        except Refused as refused:
            problems.append(f"{say(thing)} is refused, {refused}")
            continue
        problems += [f"{say(thing)} is admitted with a warning: {warning}" for warning in warnings]
        versions[identity(thing)] = stored["metadata"]["resourceVersion"]
    return versions


def submit_pods(client, objects, problems):
    """Each workload's pod as its controller would submit it, as a dry run. Returns how many."""
    count = 0
    for thing in objects:
        pod = bare_pod(thing)
        if pod is None:
            continue
        count += 1
        try:
            _, warnings = client.create_dry(pod)
        except Refused as refused:
            problems.append(f"the pod of {say(thing)} is refused, {refused}")
            continue
        problems += [f"the pod of {say(thing)} is admitted with a warning: {warning}" for warning in warnings]
    return count


def check_labels(objects, problems):
    for thing in objects:
        if thing["kind"] == "Namespace" and thing["metadata"].get("labels", {}).get(ENFORCE) != "restricted":
            problems.append(f"{say(thing)} does not enforce the restricted profile")


def changed(before, after):
    return [f"{kind} {namespace + '/' if namespace else ''}{name} changed though nothing was different"
            for (_, kind, namespace, name), version in after.items()
            if before.get((_, kind, namespace, name)) not in (None, version)]


def remove_all(client, objects):
    for thing in reversed(in_order(objects)):
        client.delete(thing)
