"""Portolan as a program: a chart goes in, what was printed comes out."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/cluster"))
from objects import read_text  # noqa: E402,F401


@dataclass
class Said:
    code: int
    out: str
    err: str


class Program:
    def __init__(self, binary):
        self.binary = binary.resolve()

    def run(self, *arguments, folder=None):
        done = subprocess.run([self.binary, *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace"))

    def build(self, files, *arguments):
        """What `build -o -` prints for these files (name -> content; the chart is portolan.yaml)."""
        with tempfile.TemporaryDirectory(prefix="portolan-property-") as folder:
            for name, content in files.items():
                (Path(folder) / name).write_bytes(content.encode())
            return self.run("build", "-f", "portolan.yaml", "-o", "-", *arguments, folder=folder)


class Oracle:
    """Judges many policy sets in one run; see tests/second_opinion/FORMAT.md."""

    def __init__(self, binary):
        self.binary = binary

    def judge(self, sets):
        lines = "".join(json.dumps(one) + "\n" for one in sets)
        done = subprocess.run([self.binary], input=lines.encode(), capture_output=True, check=False)
        return [json.loads(line) for line in done.stdout.splitlines()]
