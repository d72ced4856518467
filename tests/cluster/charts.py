"""The charts that the cluster tests build, and what each layout makes of them."""

import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from api_server import ROOT, installed
from matrix.generate import generate
from objects import Loader, read_folder, read_text

LAYOUTS = ("plain", "kustomize", "helm")
OPEN_QUESTIONS = 3  # exit code


class Failed(Exception):
    """A program that should have succeeded; what it said."""

    def __init__(self, arguments, done):
        words = " ".join(str(word) for word in arguments).replace(str(ROOT) + "/", "")
        super().__init__(f"`{words}` ended with {done.returncode}:\n{done.stderr.decode(errors='replace').strip()}")
        self.code = done.returncode


@dataclass
class Chart:
    name: str
    file: Path
    environments: list = field(default_factory=list)  # None: without one

    @property
    def of_matrix(self):
        return self.name.startswith("matrix/")


def find_charts(words, folder=None):
    """Every example and, with a `folder` to make them in, every chart of the matrix; with words, those whose name holds one."""
    files = {path.parent.name: path for path in sorted((ROOT / "examples").glob("*/portolan.yaml"))}
    if folder:
        files |= {f"matrix/{name}": path for name, path in generate(folder).items()}
    charts = []
    for name, file in files.items():
        if not words or any(word in name for word in words):
            declared = (yaml.load(file.read_text(), Loader) or {}).get("environments") or {}
            charts.append(Chart(name, file, [None, *sorted(declared)]))
    return charts


def load_chart(file):
    """A chart as text throughout, as Portolan reads it."""
    return yaml.load(file.read_text(), yaml.CBaseLoader)


def answer_questions(chart, folder):
    """Lets the chart be a copy of itself in which every open question has an answer, so that every environment can be built."""
    copy = folder / chart.name
    shutil.copytree(chart.file.parent, copy) if chart.file.name == "portolan.yaml" else copy.mkdir(parents=True)
    chart.file = Path(shutil.copy(chart.file, copy / chart.file.name))
    chart.file.write_text(re.sub(r'"\? [^"]*"', '"answer.example.com"', chart.file.read_text()))


def run(*arguments):
    done = subprocess.run(arguments, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False)
    if done.returncode != 0:
        raise Failed(arguments, done)
    return done.stdout.decode()


def check(binary, chart, environment):
    """What `check`, which proves the objects too, says against a chart in one environment; nothing if all is well."""
    try:
        run(binary, "check", "-f", chart.file, *(["-e", environment] if environment else []))
    except Failed as failed:
        return [str(failed)]
    return []


def build(binary, chart, environment, layout, folder):
    """Objects of one chart in one environment and layout, rendered by the tool that the layout is for."""
    selected = ["-e", environment] if environment else []
    run(binary, "build", "-f", chart.file, *selected, "--layout", layout, "-o", folder)
    if layout == "plain":
        return read_folder(folder)
    if layout == "kustomize":
        places = [folder / "overlays" / environment] if environment else []
        place = next((place for place in [*places, folder / "base", folder] if (place / "kustomization.yaml").exists()), folder)
        return read_text(run(installed("kubectl"), "kustomize", place))
    values = folder / f"values-{environment}.yaml"
    return read_text(run(installed("helm"), "template", "release", folder, *(["-f", values] if environment and values.exists() else [])))


def first_difference(left, right, path=""):
    """Where two parsed values differ first, as a sentence; empty where they are equal."""
    if isinstance(left, (int, float)) and isinstance(right, (int, float)) and left == right:
        return ""  # kubectl kustomize writes 100.0 as 100
    if type(left) is not type(right):
        return f"{path or '/'}: {left!r} and {right!r}"
    if isinstance(left, dict):
        for key in sorted(left.keys() | right.keys(), key=str):
            if key not in left or key not in right:
                return f"{path}/{key}: only in {'the first' if key in left else 'the second'}"
            if found := first_difference(left[key], right[key], f"{path}/{key}"):
                return found
        return ""
    if isinstance(left, list):
        if len(left) != len(right):
            return f"{path or '/'}: {len(left)} and {len(right)} items"
        for index, (one, other) in enumerate(zip(left, right)):
            if found := first_difference(one, other, f"{path}/{index}"):
                return found
        return ""
    return "" if left == right else f"{path or '/'}: {left!r} and {right!r}"
