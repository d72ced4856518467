"""The program under test, for the modules of this folder; run.py says which binary."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/portolan.yaml"))
binary = ROOT / "build/dev/portolan"
SECONDS = 60


def environment(**changes):
    return {"PATH": f"{binary.parent}:{os.environ.get('PATH', '/usr/bin:/bin')}", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "TERM": "dumb",
            "HOME": "/nonexistent", **changes}


def run(*arguments, cwd=ROOT):
    return subprocess.run([str(binary), *arguments], cwd=cwd, env=environment(), capture_output=True, text=True, timeout=SECONDS, check=False,
                          stdin=subprocess.DEVNULL)


def commands():
    """The names of all commands, from the program's own list."""
    listing = run("help").stdout.split("Commands:\n")[1].split("\n\n")[0]
    return [line.split()[0] for line in listing.splitlines()]
