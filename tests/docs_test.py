#!/usr/bin/env python3
"""Runs what the documentation shows: every ```console block of README.md, ARCHITECTURE.md and docs/ and compares what comes out.

A page is one session in a private folder that holds a copy of examples/. In it

    <!-- file: shop/portolan.yaml -->   in front of a code block: the block becomes that file
    <!-- not run -->                    in front of a console block: shown only (it needs a cluster, say)
    $ portolan check                    a command line for sh; standard output and error follow as a terminal shows them
    ...                                 a line of its own: any number of lines; within a line: any characters

A command that fails is a mistake of the page unless `$ echo $?` follows. `--update` writes what came out into the pages;
output that its wildcards match stays as it is.
"""

import argparse
import concurrent.futures
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 120
FENCE = re.compile(r"^(\s*)(```+)(\w*)\s*$")
MARK = re.compile(r"^<!-- (file: (?P<file>\S+)|(?P<skip>not run)) -->$")


@dataclass
class Command:
    line: str
    expected: list = field(default_factory=list)


@dataclass
class Block:
    begin: int  # index of the first line inside the fence
    end: int  # index of the closing fence
    language: str
    file: str = ""
    skip: bool = False


def find_blocks(lines):
    blocks, index = [], 0
    while index < len(lines):
        fence = FENCE.match(lines[index])
        if not fence:
            index += 1
            continue
        end = index + 1
        while end < len(lines) and lines[end].strip() != fence[2]:
            end += 1
        block = Block(index + 1, end, fence[3])
        before = next((line.strip() for line in reversed(lines[:index]) if line.strip()), "")
        if mark := MARK.match(before):
            block.file, block.skip = mark["file"] or "", bool(mark["skip"])
        blocks.append(block)
        index = end + 1
    return blocks


def find_commands(lines):
    commands = []
    for line in lines:
        if line.startswith("$ "):
            commands.append(Command(line[2:]))
        elif commands and commands[-1].line.endswith("\\") and not commands[-1].expected:
            commands[-1].line += "\n" + line
        elif commands:
            commands[-1].expected.append(line)
        else:
            raise ValueError(f"output without a command: {line}")
    return commands


def matches(expected, actual):
    """Whether the lines are equal but for `...`."""
    pattern = ""
    for line in expected:
        if line.strip() == "...":
            pattern += r"(?:.*\n)*"
        else:
            pattern += r".*".join(re.escape(part) for part in line.split("...")) + r"\n"
    return re.fullmatch(pattern, "".join(line + "\n" for line in actual)) is not None


class Session:
    def __init__(self, folder, binary):
        self.here = folder
        self.code = 0
        self.environment = {
            "PATH": f"{binary.parent}:/usr/bin:/bin", "HOME": str(folder.parent / "home"), "LC_ALL": "C.UTF-8", "TERM": "dumb", "NO_COLOR": "1",
            **{key: value for key, value in os.environ.items() if key.endswith("SAN_OPTIONS")}}

    def run(self, line):
        if line == "echo $?":
            return [str(self.code)]
        if line.startswith("cd "):
            self.here = self.here / line[3:].strip()
            return []
        done = subprocess.run(["sh", "-c", line], cwd=self.here, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=SECONDS, check=False)
        self.code = done.returncode
        return [text.rstrip() for text in done.stdout.decode("utf-8", "backslashreplace").splitlines()]


def run_page(path, binary):
    """Returns (complaints, the page as it should be, number of commands)."""
    lines = path.read_text().splitlines()
    result, complaints, count = list(lines), [], 0
    shift = 0
    with tempfile.TemporaryDirectory(prefix="portolan-docs-") as private:
        folder = Path(private) / "work"
        folder.mkdir()
        (Path(private) / "home").mkdir()
        if (ROOT / "examples").is_dir():
            shutil.copytree(ROOT / "examples", folder / "examples")
        session = Session(folder, binary)
        for block in find_blocks(lines):
            content = lines[block.begin:block.end]
            if block.file:
                target = session.here / block.file
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text("\n".join(content) + "\n")
            if block.language != "console" or block.skip:
                continue
            fresh, commands = [], find_commands(content)
            for number, command in enumerate(commands):
                count += 1
                actual = session.run(command.line)
                fresh += [f"$ {line}" if not index else line for index, line in enumerate(command.line.split("\n"))]
                asked = number + 1 < len(commands) and commands[number + 1].line == "echo $?"
                if session.code != 0 and not asked and command.line != "echo $?":
                    complaints.append(f"{path.relative_to(ROOT)}: `{command.line}` exits with {session.code}\n")
                if matches(command.expected, actual):
                    fresh += command.expected
                    continue
                fresh += actual
                difference = "".join(f"    {line}\n" for line in difflib.unified_diff(command.expected, actual, "page", "actual", lineterm="", n=2))
                complaints.append(f"{path.relative_to(ROOT)}: `{command.line}` prints something else\n{difference}")
            result[block.begin + shift:block.end + shift] = fresh
            shift += len(fresh) - len(content)
    return complaints, "\n".join(result) + "\n", count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", help="words in the path of the pages to run; all without")
    parser.add_argument("--binary", type=Path, default=ROOT / "build/dev/portolan")
    parser.add_argument("--update", action="store_true", help="write what came out into the pages")
    arguments = parser.parse_args()
    pages = [page for page in [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").rglob("*.md"))]
             if page.is_file() and "```console" in page.read_text() and (not arguments.pages or any(word in str(page) for word in arguments.pages))]
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for page, (complaints, text, count) in zip(pages, pool.map(lambda page: run_page(page, arguments.binary.resolve()), pages)):
            if arguments.update and page.read_text() != text:
                page.write_text(text)
                print(f"updated {page.relative_to(ROOT)}")
            sys.stdout.write("".join(complaints))
            failed += min(len(complaints), count)
            passed += count - min(len(complaints), count)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed and not arguments.update else 0


if __name__ == "__main__":
    sys.exit(main())
