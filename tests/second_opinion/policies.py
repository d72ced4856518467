#!/usr/bin/env python3
"""Asks cyclonus and our own evaluator the same questions about NetworkPolicies and compares every answer.

The questions: all pairs of pods and all ports of every example in every environment, and of generated sets. No
disagreement is accepted but the four readings that FORMAT.md explains, which are asked for.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests/cluster"), str(ROOT / "tests/properties")]
import reach  # noqa: E402
from api_server import installed  # noqa: E402
from application import draw  # noqa: E402
from chart_text import to_text  # noqa: E402
from charts import Failed, build, find_charts  # noqa: E402
from objects import pod_template  # noqa: E402
from program import Program, read_text  # noqa: E402
from policy_sets import random_set, set_of_objects  # noqa: E402


def example_sets(binary, words):
    sets = []
    for chart in find_charts(words):
        for environment in chart.environments:
            with tempfile.TemporaryDirectory() as folder:
                try:
                    objects = build(binary, chart, environment, "plain", Path(folder) / "out")
                except Failed:
                    continue  # the cluster suite reports it
            templates = [(thing["metadata"].get("namespace", "default"), thing["metadata"]["name"], *pod_template(thing))
                         for thing in objects if pod_template(thing)]
            sets.append(set_of_objects(f"{chart.name}{' in ' + environment if environment else ''}", objects, templates))
    return sets


def generated_applications(binary, count):
    """What is built of the charts of tests/properties, which knows how they must come out; here two readers are compared."""
    sets = []
    for seed in range(1, count + 1):
        built = Program(binary).build({"portolan.yaml": to_text(draw(seed).chart)})
        if built.code == 0:  # else the properties' suite reports it
            sets.append(reach.question(f"application {seed}", read_text(built.out)))
    return sets


def ask(program, sets):
    """One line of JSON a set goes in, one comes out."""
    lines = "".join(json.dumps(one) + "\n" for one in sets)
    done = subprocess.run([program], input=lines.encode(), capture_output=True, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(sets):
        raise RuntimeError(f"{program} answered {len(answers)} of {len(sets)} sets:\n{done.stderr.decode(errors='replace')[-2000:]}")
    return answers


def disagreements(one, ours, theirs):
    """Sentences, one a cell that differs."""
    if "error" in ours or "error" in theirs:
        return [f"{who} cannot read it: {answer['error']}" for who, answer in (("portolan", ours), ("cyclonus", theirs)) if "error" in answer]
    found = []
    for mine, other in zip(ours["tables"], theirs["tables"], strict=True):
        if mine["pods"] != other["pods"]:
            found.append(f"the pods differ: {mine['pods']} and {other['pods']}")
            continue
        for direction in ("ingress", "egress", "combined"):
            for i, (row, other_row) in enumerate(zip(mine[direction], other[direction], strict=True)):
                found += [f"{mine['protocol']} {mine['port']} {mine['pods'][i]} -> {mine['pods'][j]}, {direction}: portolan {a}, cyclonus {b}"
                          for j, (a, b) in enumerate(zip(row, other_row, strict=True)) if a != b]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", help="only charts whose name holds one of these")
    parser.add_argument("--binary", type=Path, default=ROOT / "build/dev/portolan")
    parser.add_argument("--oracle", type=Path, default=ROOT / "build/dev/proof_oracle")
    parser.add_argument("--sets", type=int, default=1000, help="how many generated sets")
    parser.add_argument("--applications", type=int, default=0, help="how many generated applications of tests/properties")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    begin = time.monotonic()
    sets = example_sets(options.binary.resolve(), options.words)
    sets += generated_applications(options.binary.resolve(), options.applications)
    examples = len(sets)
    sets += [random_set(number, options.seed) for number in range(options.sets)]
    ours, theirs = ask(options.oracle.resolve(), sets), ask(installed("cyclonus"), sets)
    failed = cells = 0
    for one, mine, other in zip(sets, ours, theirs):
        cells += sum(len(table["pods"]) ** 2 for table in other.get("tables", []))
        found = disagreements(one, mine, other)
        if found:
            failed += 1
            if failed <= 5:
                print(f"FAILED {one['name']}", *found[:8], sep="\n    ")
                print("    asked:", json.dumps({key: one[key] for key in ("policies", "model")})[:4000])
    print(f"{examples} built applications and {len(sets) - examples} generated sets, {cells} connections compared, {time.monotonic() - begin:.1f} s")
    print(f"{len(sets) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
