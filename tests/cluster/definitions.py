"""The custom resource definitions that our output may refer to, installed as their projects ship them."""

import re
import time
from pathlib import Path

from api_client import Refused
from api_server import installed

DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"

# Folder of tools/test_bed.tsv -> files of it; the rest of what these projects define is never emitted.
FILES = {
    "gateway-api": "gateway.networking.k8s.io_*.yaml",
    # Of the experimental channel those routes that the standard one lacks.
    "gateway-api-routes": "gateway.networking.k8s.io_[tu]*routes.yaml",
    "external-secrets": "external-secrets.io_*externalsecrets.yaml",
    "prometheus-operator": "monitoring.coreos.com_[sp]*monitors.yaml",
    "cert-manager": "cert-manager.io_c*.yaml",
}


def install(client):
    """Applies them as text (reading a megabyte of YAML here would cost more than the server needs). Returns how many."""
    names = []
    for folder, pattern in FILES.items():
        for path in sorted(Path(installed(folder)).glob(pattern)):
            text = path.read_text()
            if "kind: CustomResourceDefinition" not in text:
                continue
            names.append(re.search(r"^  name: (\S+)", text, re.MULTILINE)[1])
            client.apply_text(f"{DEFINITIONS}/{names[-1]}", text)
    for name in names:
        wait_until_served(client, name)
    return len(names)


def wait_until_served(client, name):
    spec = client.request("GET", f"{DEFINITIONS}/{name}")[0]["spec"]
    served = [version["name"] for version in spec["versions"] if version["served"]]
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            for version in served:
                client.request("GET", f"/apis/{spec['group']}/{version}/{spec['names']['plural']}?limit=1")
            return
        except Refused:
            time.sleep(0.02)  # between two questions to a server that is still taking it in; the loop is bounded
    raise RuntimeError(f"the API server does not serve {name}")
