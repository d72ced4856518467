#!/usr/bin/env python3
"""Makes the secrets of every example, of the charts of tests/servers and of the matrix of tests/cluster, in every environment:

all that the compiled objects refer to is there, nobody else may read the file, a second run changes nothing, and no value is in
anything else that Portolan writes.
"""

import argparse
import base64
import os
import re
import stat
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/cluster"))

from charts import Chart, answer_questions, find_charts  # noqa: E402
from objects import Loader  # noqa: E402

SECONDS = 120
OPEN_QUESTIONS = 3
FROM_OUTSIDE = "p%40ss 'word\" $(of) `others`"  # whatever a person may have chosen
OTHER_COMMANDS = (["check", "-v"], ["check", "--format", "json"], ["describe"], ["describe", "--format", "json"], ["dump", "chart"], ["dump", "wiring"],
                  ["picture", "--format", "svg"])


def references(thing, namespace, found):
    """Every (namespace, Secret, key) that an object cannot start without; key None: all of it."""
    if isinstance(thing, list):
        for each in thing:
            references(each, namespace, found)
    if not isinstance(thing, dict):
        return
    ref = thing.get("secretKeyRef")
    if isinstance(ref, dict) and not ref.get("optional"):
        found.add((namespace, ref["name"], ref["key"]))
    for kind, name in (("secret", "secretName"), ("secret", "name")):
        volume = thing.get(kind)
        if isinstance(volume, dict) and name in volume and not volume.get("optional"):
            for item in volume.get("items") or [None]:
                found.add((namespace, volume[name], item and item["key"]))
    for each in thing.values():
        references(each, namespace, found)


class Trial:
    def __init__(self, binary, chart, environment, folder):
        self.binary, self.folder = binary, folder
        self.title = f"{chart.name}{' in ' + environment if environment else ''}"
        self.arguments = ["-f", str(chart.file), *(["-e", environment] if environment else [])]
        text = chart.file.read_text()
        self.variables = {name: FROM_OUTSIDE for name in re.findall(r"\benv: ([A-Z][A-Z0-9_]*)", text)}
        for path in re.findall(r"[{ ]file: ([^,{}\s]+)", text):
            place = (folder / path).resolve()
            if place.is_relative_to(folder.resolve()):
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text("content of a file\n")

    def run(self, *words):
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", **self.variables}
        return subprocess.run([self.binary, *words, *self.arguments], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=SECONDS, check=False)

    def problems(self):
        """What does not hold; None where the chart cannot be built without answers."""
        built = self.run("build", "-o", "-")
        if built.returncode == OPEN_QUESTIONS:
            return None
        if built.returncode != 0:
            return [f"build ended with {built.returncode}: {built.stderr}"]
        objects = [each for each in yaml.load_all(built.stdout, Loader) if each]
        wanted, outside = set(), set()
        for each in objects:
            namespace = each["metadata"].get("namespace", "")
            references(each, namespace, wanted)
            if each["kind"] == "ExternalSecret":
                outside |= {(namespace, each["spec"]["target"]["name"], data["secretKey"]) for data in each["spec"]["data"]}
        known = self.folder / "known.yaml"
        known.write_text(self.of_others(outside))
        made = self.run("secrets", "-o", "made.yaml", "--known", "known.yaml")
        if made.returncode != 0:
            return [f"secrets ended with {made.returncode}: {made.stderr}"]
        return self.judge(wanted, outside, objects)

    def of_others(self, outside):
        """What the cluster has already: the Secrets that the chart takes from there."""
        dumped = yaml.load(self.run("dump", "wiring").stdout, yaml.CSafeLoader)
        keys = {(secret["namespace"], secret["name"], key["key"]) for secret in dumped.get("secrets") or [] for key in secret.get("keys") or []
                if key.get("source") in ("cluster", "remote")}
        self.existing = keys
        return yaml.safe_dump_all({"apiVersion": "v1", "kind": "Secret", "metadata": {"namespace": namespace, "name": name},
                                   "stringData": {key: "value of others"}} for namespace, name, key in sorted(keys | outside))

    def judge(self, wanted, outside, objects):
        found = []
        file = self.folder / "made.yaml"
        text = file.read_text()
        if stat.S_IMODE(file.stat().st_mode) != 0o600:
            found.append(f"the file has mode {stat.S_IMODE(file.stat().st_mode):o}")
        manifests = [each for each in yaml.safe_load_all(text) if each]
        there = {(each["metadata"]["namespace"], each["metadata"]["name"], key) for each in manifests for key in each["data"]}
        objects_there = {(namespace, name) for namespace, name, _ in there | outside | self.existing}
        for namespace, name, key in sorted(wanted, key=str):
            if (namespace, name, key) not in there | outside | self.existing and not (key is None and (namespace, name) in objects_there):
                found.append(f"Secret {name} in {namespace} {'has no ' + key if key else 'is not there'}")
        if self.run("secrets", "-o", "made.yaml", "--known", "known.yaml").returncode != 0 or file.read_text() != text:
            found.append("a second run changes the file")
        values = {base64.b64decode(value).decode() for each in manifests for key, value in each["data"].items()
                  if key.endswith("password") or key in ("value", "private")}
        values = {value for value in values if len(value) >= 16 and value != FROM_OUTSIDE}
        for words in (["build", "-o", "-"], *OTHER_COMMANDS):
            done = self.run(*words)
            for value in values:
                if value in done.stdout + done.stderr:
                    found.append(f"`portolan {' '.join(words)}` writes the value of a secret")
        return found


def charts(folder):
    yield from find_charts([], folder)
    for path in sorted((ROOT / "tests/servers/charts").glob("*.yaml")):
        yield Chart(f"servers/{path.stem}", path, [None])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path, default=ROOT / "build/dev/portolan")
    options = parser.parse_args()
    passed = failed = values = 0
    with tempfile.TemporaryDirectory(prefix="portolan-secrets-") as work:
        trials = []
        for chart in charts(Path(work) / "matrix"):
            answer_questions(chart, Path(work) / "answered")
            for environment in chart.environments:
                folder = Path(work) / "run" / str(len(trials))
                folder.mkdir(parents=True)
                trials.append(Trial(options.binary.resolve(), chart, environment, folder))
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for trial, problems in zip(trials, pool.map(Trial.problems, trials)):
                if problems is None:
                    continue
                passed += not problems
                failed += bool(problems)
                for problem in problems[:10]:
                    print(f"FAILED {trial.title}: {problem}")
                values += (trial.folder / "made.yaml").exists()
    print(f"{values} files of secrets made")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
