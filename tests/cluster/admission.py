"""What a real API server says to a set of objects: nothing, if all is well."""

from api_client import Refused
from objects import bare_pod, identity, in_order, say

ROOT_WAIVED = "waive.portolan.dev/run-as-root"
ENFORCE = "pod-security.kubernetes.io/enforce"
# Groups whose definitions are not installed here: no server is asked about their objects. Those of network policies with host
# names are proved by `check` all the same.
FOREIGN_GROUPS = ("networking.istio.io", "kaito.sh", "cilium.io", "projectcalico.org", "networking.gke.io")


def make_namespaces(client, objects):
    """Creates what the objects expect to be there already. Returns these namespaces, to be removed with the rest."""
    made = {thing["metadata"]["name"] for thing in objects if thing["kind"] == "Namespace"}
    used = {thing["metadata"].get("namespace") for thing in objects} - {None, ""} - made - {"default", "kube-system"}
    missing = [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": {ENFORCE: "restricted"}}}
               for name in sorted(used)]
    for thing in missing:
        client.apply(thing)
    return missing


def content(stored):
    """What is compared between two applications: everything but the server's own bookkeeping and `status`, which a custom resource
    may fill with defaults at its second write."""
    metadata = {key: value for key, value in stored["metadata"].items() if key not in ("resourceVersion", "managedFields")}
    return {key: value for key, value in stored.items() if key != "status"} | {"metadata": metadata}


def served(objects):
    """The objects of kinds that the server serves; a chart may ship objects of other people's resources in `extra`."""
    return [thing for thing in objects if thing["apiVersion"].partition("/")[0] not in FOREIGN_GROUPS]


def apply_all(client, objects, problems):
    """Applies every object; returns identity -> (resource version, content)."""
    versions = {}
    for thing in in_order(objects):
        try:
            stored, warnings = client.apply(thing)
        except Refused as refused:
            problems.append(f"{say(thing)} is refused, {refused}")
            continue
        problems += [f"{say(thing)} is admitted with a warning: {warning}" for warning in warnings]
        versions[identity(thing)] = (stored["metadata"]["resourceVersion"], content(stored))
    return versions


def submit_pods(client, objects, problems):
    """Each workload's pod as its controller would submit it, as a dry run. Returns how many."""
    count = 0
    privileged = {thing["metadata"]["name"] for thing in objects
                  if thing["kind"] == "Namespace" and thing["metadata"].get("labels", {}).get(ENFORCE) == "privileged"}
    for thing in objects:
        pod = bare_pod(thing)
        if pod is None or thing["metadata"].get("namespace") in privileged:  # those of `extra` are not ours to judge
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
    """Every namespace that Portolan made enforces the restricted profile, but where a chart waives it for a workload; one of `extra`
    says what it needs."""
    waived = {thing["metadata"].get("namespace") for thing in objects if ROOT_WAIVED in thing["metadata"].get("annotations", {})}
    for thing in objects:
        level = thing["metadata"].get("labels", {}).get(ENFORCE)
        as_wanted = ("restricted", "privileged", "baseline") if thing["metadata"]["name"] in waived else ("restricted", "privileged")
        if thing["kind"] == "Namespace" and level not in as_wanted:
            problems.append(f"{say(thing)} does not enforce the restricted profile")


def changed(before, after):
    return [f"{kind} {namespace + '/' if namespace else ''}{name} changed though nothing was different"
            for (_, kind, namespace, name), version in after.items()
            if (old := before.get((_, kind, namespace, name))) and old[0] != version[0] and old[1] != version[1]]


def remove_all(client, objects):
    for thing in reversed(in_order(objects)):
        client.delete(thing)
