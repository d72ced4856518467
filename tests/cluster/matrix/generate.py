"""The charts of the matrix: together they say every key of the language in each of its forms.

Three are made from tables (workloads.yaml and cluster.yaml in pairs: what a program and a cluster may be; servers.yaml: every kind
of store and broker), the others are written by hand in folders of their own. coverage.py says what none of them has.
"""

import itertools
import shutil
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent


class Dumper(yaml.SafeDumper):
    """Writes every value where it stands, so that a message points at the service it is about."""

    def ignore_aliases(self, _):
        return True


def read(name):
    return yaml.load((HERE / name).read_text(), yaml.BaseLoader)


def merged(base, more):
    """`more` laid over `base`; maps merge, everything else replaces, null removes."""
    if not (isinstance(base, dict) and isinstance(more, dict)):
        return more
    result = base | {key: merged(base[key], value) if key in base else value for key, value in more.items()}
    return {key: value for key, value in result.items() if value != "null"}


def may_meet(axes, row):
    return not any(value in (axes[axis][name].get("not") or []) for axis, name in row.items() for value in row.values())


def in_pairs(axes):
    """Rows (axis -> name) in which any two names of different axes that may meet do meet; greedily, in the order of the tables."""
    open_pairs = {((one, a), (other, b)) for one, other in itertools.combinations(axes, 2)
                  for a in axes[one] for b in axes[other] if may_meet(axes, {one: a, other: b})}
    rows = []
    while open_pairs:
        first, second = min(open_pairs)
        row = dict((first, second))
        for axis in axes:
            if axis in row:
                continue
            candidates = [name for name in axes[axis] if may_meet(axes, row | {axis: name})]
            row[axis] = max(candidates, key=lambda name: len(open_pairs & pairs_of(axes, row | {axis: name})))
        open_pairs -= pairs_of(axes, row)
        rows.append(row)
    return rows


def pairs_of(axes, row):
    items = [(axis, row[axis]) for axis in axes if axis in row]
    return set(itertools.combinations(items, 2))


def workloads():
    """One service a row, called by one that may reach all of them."""
    axes = read("workloads.yaml")
    services = {}
    for number, row in enumerate(in_pairs(axes)):
        service = {"image": f"registry.example.com/m/{row['kind']}:1"}
        for axis, name in row.items():
            service = merged(service, axes[axis][name].get("add") or {})
        services[f"w{number}-{row['kind']}"] = service
    called = [f"{name}:{port}" for name, service in services.items() for port in service.get("ports", {})]
    caller = {"image": "registry.example.com/m/caller:1", "health": "none", "calls": called}
    return {"portolan": "1", "app": "workloads", "owner": "team-m", "contact": "m@example.com", "vars": {"tag": "1.2.3"},
            "externals": {"externals-api": "https://api.example.com/base"},
            "secrets": {"token": {"generate": "password"}},
            "defaults": {"services": {"resources": {"cpu": "50m..200m", "memory": "64Mi"}}},
            "services": services | {"caller": caller}}


def servers():
    """Every kind in each of its modes and ways to log in, each with a user of its own in another namespace."""
    table = read("servers.yaml")
    chart = table["chart"]
    for kind, variants in table["kinds"].items():
        for variant, said in variants.items():
            name = f"{kind}-{variant}"
            use = said.pop("use", None)
            section = "brokers" if kind in ("rabbitmq", "kafka", "nats") else "stores"
            chart.setdefault(section, {})[name] = {"kind": kind} | said
            chart["services"][f"of-{name}"] = merged({"image": "registry.example.com/m/user:1", "health": "none", "uses": {name: {}}}, use or {})
    return chart


def cluster():
    """One application with an environment a row."""
    table = read("cluster.yaml")
    environments = {}
    for number, row in enumerate(in_pairs(table["axes"])):
        environment = {}
        for axis, name in row.items():
            environment = merged(environment, table["axes"][axis][name].get("add") or {})
        environments[f"e{number}"] = environment
    return table["chart"] | {"environments": environments}


def generate(folder):
    """Writes the charts below `folder`; returns name -> file."""
    files = {}
    for name, made in {"workloads": workloads, "servers": servers, "cluster": cluster}.items():
        place = folder / name
        place.mkdir(parents=True)
        shutil.copytree(HERE / "files", place / "files")
        files[name] = place / "portolan.yaml"
        files[name].write_text(yaml.dump(made(), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=1000))
    for chart in sorted(HERE.glob("*/portolan.yaml")):
        place = folder / chart.parent.name
        shutil.copytree(chart.parent, place)
        files[chart.parent.name] = place / "portolan.yaml"
    return files
