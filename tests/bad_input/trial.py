"""One run of the program on something bad, with limits of time and memory, and what must hold for all of them.

Whatever comes in, the program ends by itself with a documented exit code, says what is wrong and where on standard error, and
leaves nothing half-written. `Trials` collects what did not hold.
"""

import contextlib
import os
import resource
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60  # a hang is a failure, not a wait; nothing here takes a tenth of it
GIB = 1 << 30
DOCUMENTED = {0, 1, 2, 3, 4, 129, 130, 143}  # docs/exit-codes.md, without 5, which is a mistake of the program's own
# What no message for people contains.
CRASHES = ("internal error", "terminate called", "Sanitizer", "runtime error:", "std::", "basic_string", "Assertion")


@dataclass
class Outcome:
    code: int
    out: bytes
    err: bytes

    @property
    def said(self):
        return self.err.decode("utf-8", "backslashreplace")


@dataclass
class Trials:
    """Counts and failures of one group."""
    binary: Path
    sanitized: bool = False  # a sanitizer reserves more addresses than any limit here allows
    full: bool = False  # amounts that take minutes
    passed: int = 0
    failures: list = field(default_factory=list)
    left_out: list = field(default_factory=list)

    def check(self, right, message):
        if right:
            self.passed += 1
        else:
            self.failures.append(message)
        return right

    def leave_out(self, what, why):
        self.left_out.append(f"{what}: {why}")

    @contextlib.contextmanager
    def folder(self):
        """A private folder; goes even where a trial took permissions away."""
        private = Path(tempfile.mkdtemp(prefix="portolan-bad-"))
        try:
            yield private
        finally:
            subprocess.run(["chmod", "-R", "u+rwX", str(private)], check=False, capture_output=True)
            shutil.rmtree(private, ignore_errors=True)

    def prepare(self, memory):
        """What the child does to itself between fork and exec."""
        def limit():
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            if memory and not self.sanitized:
                resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        return limit

    def environment(self, changes):
        environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "TERM": "dumb", "HOME": "/nonexistent"}
        environment.update({name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")})
        environment.update(changes or {})
        return {name: value for name, value in environment.items() if value is not None}

    def run(self, arguments, cwd, *, stdin=None, stdout=subprocess.PIPE, stderr=subprocess.PIPE, environment=None, memory=2 * GIB, around=()):
        """`around` is a command that runs the program (setpriv, sh -c ... "$@"); stdin is bytes or an open file."""
        feed = {"input": stdin} if isinstance(stdin, bytes) else {"stdin": stdin if stdin is not None else subprocess.DEVNULL}
        try:
            done = subprocess.run([*around, str(self.binary), *arguments], cwd=cwd, env=self.environment(environment), stdout=stdout, stderr=stderr,
                                  timeout=SECONDS, check=False, preexec_fn=self.prepare(memory), **feed)
        except subprocess.TimeoutExpired as late:
            return Outcome(-999, late.stdout or b"", (late.stderr or b"") + b"\nstill running after %d s" % SECONDS)
        return Outcome(done.returncode, done.stdout or b"", done.stderr or b"")

    def judge(self, name, outcome, codes, *culprits, silent=False):
        """Whether it ended as documented and named every culprit."""
        words = outcome.said
        problems = []
        if outcome.code not in codes or outcome.code not in DOCUMENTED:
            problems.append(f"exit code {outcome.code}, not {' or '.join(map(str, sorted(codes)))}")
        problems += [f"says `{crash}`" for crash in CRASHES if crash in words]
        if outcome.code not in (0, 1) and not words.strip() and not silent:
            problems.append("says nothing")
        problems += [f"does not say `{culprit}`" for culprit in culprits if culprit not in words]
        shown = "\n    ".join(words.splitlines()[:12])
        return self.check(not problems, f"{name}: {'; '.join(problems)}\n    {shown}")

    def refuses(self, name, arguments, cwd, codes, *culprits, **how):
        silent = how.pop("silent", False)
        return self.judge(name, self.run(arguments, cwd, **how), set(codes), *culprits, silent=silent)


def snapshot(folder):
    """Everything below a folder: kinds, contents, goals of links."""
    found = {}
    for path in sorted(Path(folder).rglob("*")):
        relative = os.fsencode(str(path.relative_to(folder)))
        if path.is_symlink():
            found[relative] = ("link", os.readlink(path))
        elif path.is_dir():
            found[relative] = ("folder",)
        elif path.is_file():
            found[relative] = ("file", path.read_bytes())
        else:
            found[relative] = ("other",)
    return found


CHART = """\
portolan: 1
app: shop
services:
  frontend:
    image: registry.example.com/shop/frontend:1.4.2
    ports: {http: 8080}
    health: /healthz
    resources: {cpu: 100m..500m, memory: 128Mi..256Mi}
    calls: [catalog]
    env: {CATALOG: "${catalog.address}"}
  catalog:
    image: registry.example.com/shop/catalog:2.0.0
    ports: {grpc: 3550}
    health: grpc
    resources: {cpu: 100m..500m, memory: 128Mi..256Mi}
"""
