#!/usr/bin/env python3
"""Checks the structure of the sources that no compiler checks.

layers.txt says which room (folder of src/) may include which. This script fails, naming file and line, on
  - an include of a room that the file's own room does not name (a test may reach whatever its room reaches in turn),
  - a room that layers.txt does not know, or names before it is defined,
  - a heavy header in a header of ours, or in more than one source file; <iostream> and <regex> anywhere,
  - a header without `#pragma once` or outside `namespace portolan::ROOM`,
  - a file longer than it may be, or named for nothing in particular.
"""

import argparse
import re
import sys
from pathlib import Path

LONGEST = 400
# Headers that cost seconds to compile or megabytes to link: at most one source file per library, no header of ours.
HEAVY = {"CLI/": "CLI11", "boost/": "boost", "openssl/": "openssl", "yaml.h": "libyaml", "curl/": "curl", "rapidcheck": "rapidcheck"}
# Libraries of many small parts, each wrapped by a source file of its own: no other room includes them.
ROOM_OF = {"openssl": "system"}
FORBIDDEN = {"iostream": "use fmt and system/files.h", "regex": "write the scan by hand"}
EMPTY_NAMES = {"util", "utils", "common", "helper", "helpers", "manager", "misc"}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def read_layers(text):
    """Returns (room -> rooms it may include, problems); the rooms in the order of the file."""
    rooms, problems = {}, []
    for number, line in enumerate(text.splitlines(), 1):
        line = line.split("#", 1)[0].strip()
        if not line:
            continue
        name, colon, allowed = line.partition(":")
        if not colon:
            problems.append(f"layers.txt:{number}: expected `room: rooms it may include`")
            continue
        name = name.strip()
        if name in rooms:
            problems.append(f"layers.txt:{number}: room `{name}` is named twice")
        for other in allowed.split():
            if other not in rooms:
                problems.append(f"layers.txt:{number}: `{name}` may include only rooms of the lines above, and `{other}` is none")
        rooms[name] = set(allowed.split())
    return rooms, problems


def reach(rooms, room):
    """All rooms that `room` includes directly or through others."""
    reached, open_ = set(), list(rooms[room])
    while open_:
        other = open_.pop()
        if other not in reached:
            reached.add(other)
            open_.extend(rooms.get(other, ()))
    return reached


def heavy_library(header):
    return next((library for prefix, library in HEAVY.items() if header.startswith(prefix)), None)


def check_name(relative):
    words = set(re.split(r"[_.]", relative.name))
    return [f"{relative}:1: `{word}` in the name says nothing about what is inside" for word in sorted(words & EMPTY_NAMES)]


def check_source(relative, text, rooms, heavy_users):
    """Problems of one file of src/. `heavy_users`: library -> first source file that includes it, filled here."""
    room = relative.parts[1]
    is_test, is_header = relative.stem.endswith("_test"), relative.suffix == ".h"
    problems = check_name(relative)
    if len(relative.parts) != 3:
        problems.append(f"{relative}:1: rooms have no folders inside")
    if room not in rooms:
        return problems + [f"{relative}:1: room `{room}` is missing from layers.txt"]
    may = {room} | (reach(rooms, room) if is_test else rooms[room])
    lines = text.splitlines()
    if len(lines) > LONGEST:
        problems.append(f"{relative}:{LONGEST + 1}: {len(lines)} lines, at most {LONGEST}: one concept a file")
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        quote, header = match.groups()
        where = f"{relative}:{number}"
        if quote == '"':
            other = header.split("/")[0]
            if "/" not in header or header.startswith("."):
                problems.append(f'{where}: "{header}": project headers are included by "room/file.h"')
            elif other == "support" and is_test:
                pass
            elif other not in rooms:
                problems.append(f"{where}: `{other}` is no room of layers.txt")
            elif other not in may:
                problems.append(f"{where}: `{room}` may not include `{other}` (layers.txt)")
            continue
        if header in FORBIDDEN and not is_test:
            problems.append(f"{where}: <{header}> is not used here: {FORBIDDEN[header]}")
        library = heavy_library(header)
        if library and is_header:
            problems.append(f"{where}: <{header}> is heavy; only a source file may include it")
        elif library in ROOM_OF:
            if room != ROOM_OF[library] and not is_test:
                problems.append(f"{where}: <{header}>: only `{ROOM_OF[library]}` includes {library}")
        elif library and not is_test and heavy_users.setdefault(library, relative) != relative:
            problems.append(f"{where}: <{header}>: {library} is already included by {heavy_users[library]}; one source file only")
    if is_header and "#pragma once" not in text:
        problems.append(f"{relative}:1: no `#pragma once`")
    if is_header and not re.search(rf"\bnamespace portolan::{room}\b", text):
        problems.append(f"{relative}:1: nothing in `namespace portolan::{room}`")
    return problems


def check_script(relative, text):
    problems = check_name(relative)
    length = len(text.splitlines())
    if length > LONGEST:
        problems.append(f"{relative}:{LONGEST + 1}: {length} lines, at most {LONGEST}: one concept a file")
    return problems


def check_tree(root):
    """Returns (files looked at, problems)."""
    rooms, problems = read_layers((root / "layers.txt").read_text())
    heavy_users, looked_at = {}, 1
    for path in sorted((root / "src").rglob("*")):
        relative = path.relative_to(root)
        if path.suffix not in (".h", ".cpp") or len(relative.parts) < 3:
            continue
        looked_at += 1
        problems += check_source(relative, path.read_text(errors="replace"), rooms, heavy_users)
    for folder in ("tools", "tests", "bench"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".py", ".cpp", ".h", ".sh") and "cases" not in path.relative_to(root).parts:
                looked_at += 1
                problems += check_script(path.relative_to(root), path.read_text(errors="replace"))
    return looked_at, problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", nargs="?", type=Path, default=Path(__file__).resolve().parent.parent)
    looked_at, problems = check_tree(parser.parse_args().root)
    for problem in problems:
        print(problem)
    bad = len({problem.split(":")[0] for problem in problems})
    print(f"{looked_at - bad} passed, {bad} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
