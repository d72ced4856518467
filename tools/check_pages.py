#!/usr/bin/env python3
"""Checks that every code of src/diagnostics/codes.tsv has a page docs/diagnostics/CODE.md, and that the page is true.

A page begins with `# CODE: Title`, the title being that of the table. Its blocks, in order:

    ```yaml            the first: a portolan.yaml that the code is said about, and no other code of its severity or worse
    ```yaml NAME       a file that stands beside it
    ```text            what `portolan check` says about them with this code, whole; --update writes it, after the words "Portolan says:"
    ```yaml            after those: the file as it should be, about which the code is not said; with a NAME the one beside it

and marks in front of the first block:

    <!-- arguments: -e prod -->       what else stands on the command line
    <!-- command: secrets -o x.yaml -->   says it instead of `check`; `check` itself need not
    <!-- bytes -->                    \\xNN in the block is that byte
    <!-- makes: NAME 2 MiB -->        a file of that size stands beside it
    <!-- also: P0301 P0302 -->        other codes that the example cannot avoid
    <!-- not run: WHY -->             nothing is run (the example would be too large, say)

`portolan check --fix` on a copy of the example takes away every message of the code that offers a fix.

usage: check_pages.py [--binary build/dev/portolan] [--update] [CODE...]
"""

import argparse
import concurrent.futures
import difflib
import os
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "diagnostics"
TABLE = ROOT / "src" / "diagnostics" / "codes.tsv"
SECONDS = 60
SAID = "Portolan says:"

FENCE = re.compile(r"^```(\w*)(?: (\S+))?$")
MARK = re.compile(r"^<!-- (arguments|command|bytes|makes|also|not run)(?:: (.*))? -->$")
SAID_CODE = re.compile(r" \[(P\d{4})\]$", re.MULTILINE)


@dataclass
class Page:
    lines: list
    title: str = ""
    files: dict = field(default_factory=dict)  # name -> text; "portolan.yaml" is the example
    after_files: int = 0  # index of the line behind the last of them
    said: tuple = None  # (first, end): indices of the lines inside the text block
    corrected: dict = field(default_factory=dict)  # name -> text: what stands instead
    arguments: str = ""
    command: str = "check"
    as_bytes: bool = False
    made: dict = field(default_factory=dict)  # name -> size in bytes
    also: set = field(default_factory=set)
    not_run: str = None


def read_table(path=TABLE):
    rows = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, severity, slug, title = line.split("\t")
            rows[code] = (severity, slug, title)
    return rows


def read_page(text):
    page = Page(text.splitlines())
    if page.lines:
        page.title = page.lines[0]
    index = 0
    while index < len(page.lines):
        mark = MARK.match(page.lines[index].strip())
        fence = FENCE.match(page.lines[index])
        index += 1
        if mark:
            kind, value = mark[1], mark[2] or ""
            if kind == "arguments":
                page.arguments = value
            elif kind == "command":
                page.command = value
            elif kind == "bytes":
                page.as_bytes = True
            elif kind == "makes":
                name, mebibytes, _ = value.split()
                page.made[name] = int(mebibytes) << 20
            elif kind == "also":
                page.also = set(value.split())
            else:
                page.not_run = value
            continue
        if not fence:
            continue
        begin = index
        while index < len(page.lines) and page.lines[index] != "```":
            index += 1
        block = "".join(line + "\n" for line in page.lines[begin:index])
        index += 1
        if fence[1] == "text" and page.files and page.said is None:
            page.said = (begin, index - 1)
        elif fence[1] == "yaml":
            name = fence[2] or "portolan.yaml"
            if name not in page.files and page.said is None:
                page.files[name] = block
                page.after_files = index
            else:
                page.corrected.setdefault(name, block)
    return page


def as_bytes(text):
    return re.sub(rb"\\x([0-9A-Fa-f]{2})", lambda match: bytes([int(match[1], 16)]), text.encode("utf-8"))


def run(binary, page, files, fix_first=False):
    """What `portolan check` says about the page's files with `files` in place of theirs, corrected by --fix or not; and its exit code."""
    with tempfile.TemporaryDirectory(prefix="portolan-page-") as folder:
        for name, text in (page.files | files).items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(as_bytes(text) if page.as_bytes and name == "portolan.yaml" else text.encode("utf-8"))
        for name, size in page.made.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bytes(size))
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": folder, "LC_ALL": "C.UTF-8"}
        command = [binary, *shlex.split(page.command), *shlex.split(page.arguments)]
        options = {"cwd": folder, "env": environment, "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL,
                   "stderr": subprocess.PIPE, "timeout": SECONDS, "check": False}
        if fix_first:
            subprocess.run([*command, "--fix"], **options)
        done = subprocess.run(command, **options)
        return done.stderr.decode("utf-8", "replace").replace(folder + "/", ""), done.returncode


def with_code(said, code):
    """The lines of what was said with this code: each diagnostic from its first line up to the next one or an empty line."""
    lines, inside = [], False
    for line in said.splitlines():
        if found := SAID_CODE.search(line):
            inside = found[1] == code
        inside = inside and line != ""
        if inside:
            lines.append(line)
    return lines


def with_said(page, block):
    lines = page.lines
    if page.said:
        begin, end = page.said
        lines = lines[:begin] + block + lines[end:]
    else:
        lines = lines[:page.after_files] + ["", SAID, "", "```text", *block, "```"] + lines[page.after_files:]
    return "\n".join(lines) + "\n"


def check_page(code, row, binary, update):
    """A list of problems."""
    path = PAGES / f"{code}.md"
    if not path.exists():
        return [f"{code} has no page"]
    severity, _, title = row
    # Beside a question or a warning nothing worse may be said, beside a mistake no other mistake.
    page = read_page(path.read_text(encoding="utf-8"))
    problems = []
    expected = f"# {code}: {title[:1].upper()}{title[1:]}"
    if page.title != expected:
        problems.append(f"begins with\n    {page.title}\n  instead of\n    {expected}")
    if page.not_run is not None:
        return problems + ([] if page.not_run else ["does not say why nothing is run"])
    if "portolan.yaml" not in page.files:
        return problems + ["has no example"]
    said, exit_code = run(binary, page, {})
    codes = set(SAID_CODE.findall(said))
    if exit_code < 0 or exit_code == 5:
        problems.append(f"its example makes portolan end with {exit_code}\n{said}")
    if code not in codes:
        problems.append(f"its example does not make portolan say {code}:\n{said}")
    worse = {"error": {"error"}, "warning": {"error", "warning"}}.get(severity, {"error", "warning"})
    rows = read_table()
    others = {other for other in codes - {code} - page.also if rows.get(other, ("error",))[0] in worse}
    if others:
        problems.append(f"its example makes portolan say {', '.join(sorted(others))} as well:\n{said}")
    if update and code in codes and not others:
        text = with_said(page, with_code(said, code))
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8")
    else:
        written = page.lines[slice(*page.said)] if page.said else []
        now = with_code(said, code)
        if written != now:
            difference = difflib.unified_diff(written, now, "the page", "portolan check", lineterm="")
            problems.append("shows another message (--update writes it):\n" + "\n".join(difference))
    if fixes := sum(line.startswith("  fix: ") for line in with_code(said, code)):
        fixed, exit_code = run(binary, page, {}, fix_first=True)
        left = SAID_CODE.findall(said).count(code) - fixes
        if SAID_CODE.findall(fixed).count(code) > left or exit_code < 0 or exit_code == 5:
            problems.append(f"is about a mistake that --fix offers to mend and does not:\n{fixed}")
    if page.corrected:
        said, exit_code = run(binary, page, page.corrected)
        if code in SAID_CODE.findall(said) or exit_code < 0 or exit_code == 5:
            problems.append(f"what it offers instead does not help:\n{said}")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("codes", nargs="*", metavar="CODE")
    parser.add_argument("--binary", default=str(ROOT / "build" / "dev" / "portolan"))
    parser.add_argument("--update", action="store_true", help="write what portolan says into the pages")
    arguments = parser.parse_args()
    binary = str(Path(arguments.binary).resolve())
    rows = read_table()
    codes = arguments.codes or sorted(rows)
    unknown = [code for code in codes if code not in rows]
    strays = [] if arguments.codes else [page.name for page in sorted(PAGES.glob("P*.md")) if page.stem not in rows]
    failed = 0
    for stray in unknown + strays:
        print(f"docs/diagnostics: {stray} is not in the table")
        failed += 1
    codes = [code for code in codes if code in rows]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda code: check_page(code, rows[code], binary, arguments.update), codes)
        for code, problems in zip(codes, results):
            for problem in problems:
                print(f"docs/diagnostics/{code}.md {problem}")
            failed += bool(problems)
    print(f"{len(codes) + len(unknown) + len(strays) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
