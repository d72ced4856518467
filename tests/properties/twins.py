"""Charts that say the same in other words: other orders, short forms, other files, another hand."""

import copy
import random

from chart_text import Style, to_text


def shuffled(node, rng):
    """The same tree with the keys of every map in another order."""
    if isinstance(node, dict):
        keys = list(node)
        rng.shuffle(keys)
        return {key: shuffled(node[key], rng) for key in keys}
    return [shuffled(item, rng) for item in node] if isinstance(node, list) else node


class Shortening:
    """Writes records in their short forms, each with an even chance."""

    def __init__(self, chart, seed):
        self.chart, self.rng = copy.deepcopy(chart), random.Random(f"short {seed}")

    def maybe(self):
        return self.rng.random() < 0.5

    def shorten(self):
        for service in [*self.chart.get("services", {}).values(), *self.chart.get("templates", {}).values()]:
            self.service(service)
        for section in ("stores", "brokers"):
            for server in self.chart.get(section, {}).values():
                self.server(server)
        for name, external in self.chart.get("externals", {}).items():
            if list(external) == ["url"] and self.maybe():
                self.chart["externals"][name] = external["url"]
            else:
                for key in ("host", "cidr"):
                    self.single(external, key)
        for environment in self.chart.get("environments", {}).values():
            self.single(environment, "extends")
        return self.chart

    def single(self, record, key):
        """A list of one is the one."""
        if isinstance(record.get(key), list) and len(record[key]) == 1 and self.maybe():
            record[key] = record[key][0]

    def replace(self, record, key, short):
        if key in record and self.maybe():
            record[key] = short(record[key])

    def runtime(self, record):
        self.replace(record, "replicas", lambda r: r["min"] if r["min"] == r["max"] else f"{r['min']}..{r['max']}")
        self.replace(record, "resources", lambda r: {k: v.split("..")[0] if len(set(v.split(".."))) == 1 else v for k, v in r.items()})
        for path, volume in record.get("volumes", {}).items():
            if self.maybe():
                record["volumes"][path] = volume["size"]

    def service(self, service):
        self.runtime(service)
        self.single(service, "extends")
        for name, port in service.get("ports", {}).items():
            if self.maybe():
                same = port["port"] == port["target"]
                service["ports"][name] = port["port"] if same else f"{port['port']}:{port['target']}"
            elif port["port"] == port["target"] and self.maybe():
                del port["target"]
        if isinstance(service.get("health"), dict) and "path" in service["health"] and self.maybe():
            service["health"] = service["health"]["path"]
        if isinstance(service.get("metrics"), dict):
            self.replace(service, "metrics", lambda metrics: metrics["port"])
        if isinstance(service.get("job"), dict) and self.maybe():
            service["job"]["timeout"] = "1800s"
        if isinstance(service.get("args"), list) and self.maybe():
            service["args"] = " ".join(service["args"])
        self.links(service)
        if "expose" in service:
            entry = service["expose"][0]
            self.single(entry, "host")
            self.single(entry, "path")
            if entry["path"] in ("/", ["/"]) and self.maybe():
                del entry["path"]
            if self.maybe():
                service["expose"] = entry
        self.replace(service, "stop", lambda stop: {"20s": "20000ms"}.get(stop, stop))

    def links(self, service):
        namespace = service.get("namespace", "shop")
        for verb in ("calls", "publishes", "consumes", "uses"):
            if verb not in service:
                continue
            links = {self.target(target, namespace): options for target, options in service[verb].items()}
            if len(links) != len(service[verb]):
                links = service[verb]
            if verb == "uses":
                links = {target: options["access"] if self.maybe() else options for target, options in links.items()}
            elif not any(links.values()) and self.maybe():
                links = list(links)
                self.rng.shuffle(links)
            service[verb] = links

    def target(self, target, namespace):
        """Without the namespace where names are unique (all drawn ones are), without the broker, without the only port."""
        head, slash, channel = target.partition("/")
        if slash and self.maybe():
            return channel
        name, colon, port = head.partition(":")
        if self.maybe():
            name = name.split(".")[0]
        callee = self.chart["services"].get(name.split(".")[0], {})
        others = [one for one in callee.get("ports", {}) if one != "http-metrics"]
        if others == [port] and self.maybe():
            colon = port = ""
        return name + colon + port + slash + channel

    def server(self, server):
        self.runtime(server)
        for name, channel in server.get("channels", {}).items():
            if self.maybe():
                server["channels"][name] = channel["kind"]


def shortened(chart, seed):
    return Shortening(chart, seed).shorten()


def styles():
    return {"flow style": Style(flow=0.6), "quotes": Style(quoted=0.7), "remarks": Style(comments=0.4),
            "anchors": Style(anchors=1), "wide indentation": Style(indent=4, deep_lists=True), "CRLF": Style(line_end="\r\n", comments=0.2),
            "everything": Style(flow=0.3, quoted=0.4, comments=0.3, anchors=0.7, indent=3, deep_lists=True, line_end="\r\n")}


def split(chart, seed):
    """The same chart in several files: name -> content. What a service, store or broker is, may stand in any of them."""
    rng = random.Random(f"split {seed}")
    root = {key: value for key, value in chart.items() if key not in ("services", "stores", "brokers")}
    files = {f"part-{i}.yaml": {} for i in range(rng.randint(1, 3))}
    places = [root, *files.values()]
    for section in ("services", "stores", "brokers"):
        for key, value in chart.get(section, {}).items():
            rng.choice(places).setdefault(section, {})[key] = value
    files = {name: said or {"vars": {"unused": "1"}} for name, said in files.items()}
    names = list(files)
    rng.shuffle(names)
    root["include"] = names
    return {"portolan.yaml": to_text(root), **{name: to_text(said) for name, said in files.items()}}
