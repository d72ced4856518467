#!/usr/bin/env python3
"""Runs the case folders under tests/cases: what the program prints and writes, as files that a person can review.

A case is a folder with a file `command`; tests/cases/README.md says what is in it. Every case runs in a private copy of
its folder. `--update` rewrites what is expected.
"""

import argparse
import concurrent.futures
import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 120  # of one command; a hang is a failure, not a wait
# Programs that a command line may use beside portolan, to prepare a case and to show what became of a file.
TOOLS = {"cat", "chmod", "cp", "ln", "ls", "mkdir", "rm", "touch"}
ASSIGNMENT = re.compile(r"[A-Z_][A-Z0-9_]*=")


@dataclass
class Case:
    name: str
    folder: Path


def find_cases(cases, words):
    """Every folder with a `command`, sorted; with words, those whose name holds one of them."""
    found = [Case(str(path.parent.relative_to(cases)), path.parent) for path in sorted(cases.rglob("command"))]
    return [case for case in found if not words or any(word in case.name for word in words)]


def command_lines(text):
    return [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]


def parse_command(line):
    """Splits `NAME=VALUE... program arguments... [< FILE] [> FILE]` into environment, arguments, input, output."""
    words, environment, redirected = shlex.split(line), {}, {}
    while words and ASSIGNMENT.match(words[0]):
        name, _, value = words.pop(0).partition("=")
        environment[name] = value
    for sign in ("<", ">"):
        if sign in words:
            at = words.index(sign)
            redirected[sign] = words[at + 1]
            del words[at:at + 2]
    return environment, words, redirected.get("<"), redirected.get(">")


def run_command(line, binary, work, home):
    environment, words, stdin_file, stdout_file = parse_command(line)
    words = [word.replace("$ROOT", str(ROOT)) for word in words]
    if not words or (words[0] != "portolan" and words[0] not in TOOLS):
        raise ValueError(f"`{line}`: a command starts with portolan or one of {', '.join(sorted(TOOLS))}")
    if words[0] == "portolan":
        words[0] = str(binary)
    environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "TERM": "dumb",
                   "HOME": str(home), **{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}, **environment}
    with open(work / stdin_file if stdin_file else os.devnull, "rb") as stdin:
        done = subprocess.run(words, cwd=work, env=environment, stdin=stdin, capture_output=True, timeout=SECONDS, check=False)
    stdout = done.stdout
    if stdout_file:
        target = Path(stdout_file) if stdout_file.startswith("/") else work / stdout_file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(stdout)
        stdout = b""
    return stdout, done.stderr, done.returncode


def without_private_paths(data, work):
    return data.replace(str(work).encode(), b"CASE").replace(str(ROOT).encode(), b"ROOT")


def readable(data, work):
    """Text of an output, with private paths replaced; a missing last newline is said."""
    text = without_private_paths(data, work).decode("utf-8", "backslashreplace")
    return text if not text or text.endswith("\n") else text + "\n(no newline at the end)\n"


def run_case(case, binary):
    """Returns (transcript, {relative path: bytes} of what is in out/)."""
    with tempfile.TemporaryDirectory(prefix="portolan-case-") as private:
        work, home = Path(private) / "case", Path(private) / "home"
        home.mkdir()
        shutil.copytree(case.folder, work, symlinks=True, ignore=shutil.ignore_patterns("command", "expected"))
        shutil.rmtree(work / "out", ignore_errors=True)
        transcript = []
        for line in command_lines((case.folder / "command").read_text()):
            transcript.append(f"$ {line}\n")
            try:
                stdout, stderr, code = run_command(line, binary, work, home)
            except subprocess.TimeoutExpired:
                transcript.append(f"still running after {SECONDS} s\n")
                continue
            transcript.append(readable(stdout, work))
            if stderr:
                transcript.append("stderr:\n" + readable(stderr, work))
            transcript.append(f"exit: {code}\n")
        for path in work.rglob("*"):  # a case may have taken permissions away; the copy must go nevertheless
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)
        return "".join(transcript), {path: without_private_paths(content, work) for path, content in read_tree(work / "out").items()}


def read_tree(folder):
    """Every file below `folder` except the list that portolan keeps there for itself."""
    if not folder.is_dir():
        return {}
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".portolan-files"}


def difference(name, expected, actual):
    if expected == actual:
        return ""
    lines = [data.decode("utf-8", "backslashreplace").splitlines(keepends=True) for data in (expected, actual)]
    return "".join(line if line.endswith("\n") else line + "\n"
                   for line in difflib.unified_diff(*lines, f"expected {name}", f"actual {name}"))


def compare(case, transcript, written):
    expected_file = case.folder / "expected"
    expected = expected_file.read_bytes() if expected_file.exists() else b""
    parts = [difference(f"{case.name}/expected", expected, transcript.encode())]
    before = read_tree(case.folder / "out")
    for path in sorted(before.keys() | written.keys()):
        if path not in written:
            parts.append(f"{case.name}/out/{path} is expected and was not written\n")
        elif path not in before:
            parts.append(f"{case.name}/out/{path} was written and is not expected\n")
        else:
            parts.append(difference(f"{case.name}/out/{path}", before[path], written[path]))
    return "".join(parts)


def update(case, transcript, written):
    (case.folder / "expected").write_text(transcript)
    out = case.folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    for path, content in written.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(content)


def judge(case, binary, rewrite):
    """Returns what is wrong with the case, or nothing."""
    try:
        transcript, written = run_case(case, binary)
    except (ValueError, OSError) as error:
        return f"{case.name}: {error}\n"
    wrong = compare(case, transcript, written)
    if rewrite and wrong:
        update(case, transcript, written)
        print(f"updated {case.name}")
        return ""
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", help="only cases whose name holds one of these")
    parser.add_argument("--binary", type=Path, default=ROOT / "build/dev/portolan")
    parser.add_argument("--cases", type=Path, default=ROOT / "tests/cases")
    parser.add_argument("--update", action="store_true", help="rewrite what is expected")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    cases = find_cases(options.cases.resolve(), options.words)
    if not options.binary.exists():
        print(f"no program at {options.binary}: ./dev build")
        return 1
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for wrong in pool.map(lambda case: judge(case, options.binary.resolve(), options.update), cases):
            if wrong:
                failed += 1
                print(wrong, end="")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
