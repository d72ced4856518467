#!/usr/bin/env python3
"""Times `portolan` as whole processes, beside helm and kubectl doing the comparable thing in the same run, and prints Markdown.

--chart FOLDER and --kustomization FOLDER add an application's own Helm chart and kustomization to the comparison: those of Online
Boutique are `helm-chart` and `kubernetes-manifests` of its repository. bench/README.md holds the last results.
"""

import argparse
import datetime
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from generate import chart
from measure import mebibytes, median_of, seconds

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples/online-boutique/portolan.yaml"


def installed(name):
    subprocess.run([ROOT / "tools/test_bed.sh", name], check=True)
    return subprocess.run([ROOT / "tools/test_bed.sh", "--path", name], check=True, capture_output=True, text=True).stdout.strip()


def table(title, head, rows):
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    print(f"\n{title}\n")
    for row in [head, ["-" * width for width in widths], *rows]:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")


def row(name, arguments, runs, prepare=None):
    result = median_of(arguments, runs, prepare)
    note = "" if result.code == 0 else f" (exit {result.code})"
    return [name + note, seconds(result.wall), seconds(result.processor), mebibytes(result.peak)], result


def compare(options, folder):
    """One application, ours and others."""
    portolan, helm, kubectl = options.binary, installed("helm"), installed("kubectl")
    build = [portolan, "build", "-f", EXAMPLE]
    fresh = folder / "fresh"
    jobs = [("portolan build -o -", [*build, "-o", "-"], None),
            ("portolan build -o FOLDER, new", [*build, "-o", fresh], lambda: shutil.rmtree(fresh, ignore_errors=True)),
            ("portolan build -o FOLDER, unchanged", [*build, "-o", fresh], None),
            ("portolan check", [portolan, "check", "-f", EXAMPLE], None),
            ("portolan version", [portolan, "version"], None),
            ("helm version", [helm, "version"], None)]
    if options.chart:
        jobs.append(("helm template, its own chart", [helm, "template", "x", options.chart], None))
    if options.kustomization:
        jobs.append(("kubectl kustomize, its own kustomization", [kubectl, "kustomize", options.kustomization], None))
    # The layouts hold every environment; they cannot be made while one of them has questions that block.
    for layout, name, arguments in (("helm", "helm template", [helm, "template", "x"]), ("kustomize", "kubectl kustomize", [kubectl, "kustomize"])):
        made = subprocess.run([*build, "--layout", layout, "-o", folder / layout], check=False, capture_output=True)
        source = folder / layout / "base" if layout == "kustomize" else folder / layout
        if made.returncode == 0:
            jobs.append((f"{name}, of our {layout} layout", [*arguments, source], None))
    rows, first = [], None
    for job in jobs:
        cells, result = row(*job[:2], options.runs, job[2])
        first = first or result
        rows.append([*cells, f"{result.wall / first.wall:.1f}"])
    table(f"Online Boutique, medians of {options.runs} runs", ["what", "wall", "processor", "peak memory", "times the first"], rows)


def grow(options, folder):
    """The same kind of application in sizes, and whether a service costs the same in each."""
    floor = median_of([options.binary, "version"], options.runs).processor
    rows, first = [], {}
    for size in options.sizes:
        file = folder / f"{size}.yaml"
        file.write_text(chart(size))
        out = folder / f"out-{size}"
        built = subprocess.run([options.binary, "build", "-f", file, "-o", "-"], capture_output=True, check=False)
        objects = built.stdout.count(b"\nkind: ")
        runs = options.runs if size < 10000 else max(3, options.runs // 4)
        for name, arguments, prepare in (
                ("check", ["check", "-f", file], None), ("build -o -", ["build", "-f", file, "-o", "-"], None),
                ("build -o FOLDER, new", ["build", "-f", file, "-o", out], lambda: shutil.rmtree(out, ignore_errors=True))):
            cells, result = row(name, [options.binary, *arguments], runs, prepare)
            each = (result.processor - floor) / size
            first.setdefault(name, each)
            rows.append([f"{size:,}", f"{objects:,}", *cells, f"{each * 1e6:.1f} µs", f"{each / first[name]:.2f}"])
        shutil.rmtree(out, ignore_errors=True)
    table(f"Generated applications (cost: processor time less that of `portolan version`, divided by services; ratio to {options.sizes[0]})",
          ["services", "objects", "what", "wall", "processor", "peak memory", "cost of a service", "ratio"], rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path, default=ROOT / "build/release/portolan")
    parser.add_argument("--runs", type=int, default=21)
    parser.add_argument("--sizes", type=lambda text: [int(n) for n in text.split(",")], default=[100, 1000, 10000])
    parser.add_argument("--chart", type=Path)
    parser.add_argument("--kustomization", type=Path)
    parser.add_argument("what", nargs="*", choices=["compare", "grow", []], help="default: both")
    options = parser.parse_args()
    options.binary = options.binary.resolve()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(f"{os.cpu_count()} cores, {memory:.0f} GiB, {datetime.date.today()}, load {os.getloadavg()[0]:.1f} before")
    with tempfile.TemporaryDirectory(prefix="portolan-bench-") as folder:
        for what in options.what or ["compare", "grow"]:
            {"compare": compare, "grow": grow}[what](options, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
