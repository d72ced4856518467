#!/usr/bin/env python3
"""Applies everything that `portolan build` makes of the examples and the matrix to a real API server.

For every chart, environment and layout: no error and no warning under strict field validation and Pod Security
`restricted`; applied again, nothing changes; and what kustomize and helm render of their layouts equals the plain files.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import admission
import definitions
from api_client import ApiClient
from api_server import ROOT, ApiServer
from charts import LAYOUTS, OPEN_QUESTIONS, Failed, answer_questions, build, check, find_charts, first_difference, load_chart
from matrix.coverage import Coverage
from objects import identity, say


class Count:
    def __init__(self):
        self.passed = self.failed = self.objects = self.pods = 0

    def report(self, title, problems):
        if problems:
            self.failed += 1
            print(f"FAILED {title}")
            for problem in problems[:20]:
                print("   ", problem.replace("\n", "\n    "))
            if len(problems) > 20:
                print(f"    and {len(problems) - 20} more")
        else:
            self.passed += 1


def compare(layout, plain, rendered):
    """Problems where a layout's rendering is not, as a set of objects, the plain output."""
    problems = []
    first, second = ({identity(thing): thing for thing in objects} for objects in (plain, rendered))
    if len(second) != len(rendered):
        problems.append(f"{layout} renders an object twice")
    for key in sorted(first.keys() | second.keys()):
        if key not in second:
            problems.append(f"{layout} leaves out {say(first[key])}")
        elif key not in first:
            problems.append(f"{layout} adds {say(second[key])}")
        elif found := first_difference(first[key], second[key]):
            problems.append(f"{say(first[key])} differs between plain and {layout} at {found}")
    return problems


def admit(client, title, objects, layouts, count):
    """Applies the plain objects twice and then what the other layouts rendered; removes everything again."""
    problems = []
    objects = admission.served(objects)
    layouts = {layout: admission.served(rendered) for layout, rendered in layouts.items()}
    admission.check_labels(objects, problems)
    namespaces = admission.make_namespaces(client, objects)
    try:
        before = admission.apply_all(client, objects, problems)
        count.pods += admission.submit_pods(client, objects, problems)
        count.report(f"{title}: admitted", problems)
        count.objects += len(objects)
        for layout, rendered in [("again", objects), *layouts.items()]:
            problems = []
            after = admission.apply_all(client, rendered, problems)
            count.objects += len(rendered)
            count.report(f"{title}: {layout}, nothing changes", problems + admission.changed(before, after))
    finally:
        admission.remove_all(client, objects)
        admission.remove_all(client, namespaces)


def render(binary, title, chart, environment, folder, count):
    """Returns layout -> objects of those layouts that could be rendered; nothing when plain could not."""
    rendered = {}
    for layout in LAYOUTS:
        try:
            rendered[layout] = build(binary, chart, environment, layout, folder / f"{environment or 'none'}-{layout}")
        except Failed as failed:
            if environment is None and failed.code == OPEN_QUESTIONS and len(chart.environments) > 1:
                return {}  # a chart may leave to its environments what only they can answer
            count.report(f"{title}: rendered as {layout}", [str(failed)])
            if layout == "plain":
                return {}
            continue
        count.report(f"{title}: rendered as {layout}", compare(layout, rendered["plain"], rendered[layout]))
    return rendered


def unsaid(charts):
    coverage = Coverage()
    for chart in charts:
        if chart.of_matrix:
            for file in sorted(chart.file.parent.rglob("portolan.yaml")):
                coverage.read(load_chart(file))
    return [f"no chart of tests/cluster/matrix has {missing}" for missing in sorted(coverage.open)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", help="only charts whose name holds one of these")
    parser.add_argument("--binary", type=Path, default=ROOT / "build/dev/portolan")
    options = parser.parse_args()
    count, begin = Count(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="portolan-built-") as built, ApiServer() as server:
        charts = find_charts(options.words, Path(built) / "matrix-made")
        if not options.words:
            count.report("the matrix says every key of the language in each of its forms", unsaid(charts))
        client = ApiClient(server)
        installed = definitions.install(client)
        print(f"API server ready, {installed} custom resources installed, after {time.monotonic() - begin:.1f} s")
        for chart in charts:
            answer_questions(chart, Path(built) / "answered")
            for environment in chart.environments:
                title = f"{chart.name}{' in ' + environment if environment else ''}"
                if chart.of_matrix:
                    count.report(f"{title}: checked and proved", check(options.binary.resolve(), chart, environment))
                rendered = render(options.binary.resolve(), title, chart, environment, Path(built) / chart.name, count)
                if rendered:
                    plain = rendered.pop("plain")
                    # What the other layouts render equals the plain objects: of the matrix these alone are applied, to keep it quick.
                    admit(client, title, plain, {} if chart.of_matrix else rendered, count)
    print(f"{len(charts)} charts: {count.objects} objects applied, {count.pods} pods submitted, {time.monotonic() - begin:.1f} s")
    print(f"{count.passed} passed, {count.failed} failed")
    return 1 if count.failed else 0


if __name__ == "__main__":
    sys.exit(main())
