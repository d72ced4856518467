"""What of the language no chart of the matrix says, by the tables that the program itself is made from.

Every key must stand in some chart, in each alternative of its type: `int | portpair | Port` asks for three of them, a list of
links for the list and the map, `bool` for both words. A key or word that is new in the tables is therefore missed at once.
"""

import re
from pathlib import Path

LANGUAGE = Path(__file__).resolve().parents[3] / "src/language"

# Forms in which a scalar may be written so differently that each is asked for, once in the whole matrix.
VARIANTS = {
    "range": {"a number": r"\d+", "two": r"\d+\.\.\d+"},
    "cpu": {"one value": r"\d+(\.\d+)?m?", "two": r".*\.\..+", "no limit": r".*\.\."},
    "memory": {"one value": r"[\d.]+[KMGT]i", "two": r".*\.\..+"},
    "size": {"kept": r"\d+Gi", "temp": "temp", "temp of a size": r"temp .*", "memory": "memory", "memory of a size": r"memory .*", "a fraction": r"\d+\.\d+Gi"},
    "duration": {unit: rf"(.*\D)?\d+{unit}" for unit in ("ms", "s", "m", "h", "d")} | {"two units": r"(\d+[a-z]+){2}"},
    "target": {"name": r"[-\w]+", "with a namespace": r"[-\w]+\.[-\w]+", "with a port": r"[-\w.]+:[-\w]+", "with a part": r"[-\w]+/.+"},
}


def rows(name):
    lines = (LANGUAGE / name).read_text().splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def split(text, at):
    """Cut at `at` outside of brackets."""
    parts, depth, start = [], 0, 0
    for index, character in enumerate(text):
        depth += {"<": 1, ">": -1}.get(character, 0)
        if depth == 0 and text.startswith(at, index):
            parts.append(text[start:index])
            start = index + len(at)
    return [*parts, text[start:]]


class Coverage:
    def __init__(self):
        self._forms = {row[0]: re.compile(row[1], re.ASCII) for row in rows("forms.tsv")}
        self._keys = {}  # record -> key -> type
        for row in rows("language.tsv")[1:]:
            self._keys.setdefault(row[0], {})[row[1]] = row[2]
        self._included = {row[0]: row[3] for row in (line + [""] * 6 for line in rows("records.tsv")) if row[3]}
        self.open = {f"{record}.{key}: {alternative}" for record, keys in self._keys.items() for key, type_ in keys.items()
                     for alternative in self._alternatives(type_)}
        self.open |= {f"{form} as {name}" for form, variants in VARIANTS.items() for name in variants}

    def _alternatives(self, type_):
        for one in split(type_, " | "):
            if one.startswith("links<"):
                yield "a list of targets"
                yield from (f"a target with {inner}" for inner in self._alternatives(one[6:-1]))
            elif one.startswith(("map<", "list<")):
                yield from (f"{one.partition('<')[0]} of {inner}" for inner in self._alternatives(one.partition("<")[2][:-1]))
            elif one == "bool":
                yield from ("true", "false")
            elif one == "words":
                yield from ("words in a text", "words in a list")
            else:
                yield one

    def read(self, chart):
        self._record("Chart", chart)

    def _record(self, record, value):
        keys = self._keys.get(self._included.get(record), {}) | self._keys[record]
        for key, said in value.items():
            if key in keys and said not in ("null", "~"):
                owner = record if key in self._keys[record] else self._included[record]
                for alternative in self._match(keys[key], said):
                    self.open.discard(f"{owner}.{key}: {alternative}")

    def _match(self, type_, value):
        """The alternatives of a type that a value is; walks into records on the way."""
        for one in split(type_, " | "):
            inner = one.partition("<")[2][:-1]
            if one.startswith("links<"):
                if isinstance(value, list):
                    self._scalars("target", value)
                    yield "a list of targets"
                elif isinstance(value, dict):
                    self._scalars("target", value)
                    yield from (f"a target with {found}" for said in value.values() for found in self._match(inner, said))
            elif one.startswith("map<"):
                if isinstance(value, dict):
                    yield from (f"map of {found}" for said in value.values() for found in self._match(inner, said))
            elif one.startswith("list<"):
                if isinstance(value, list):
                    yield from (f"list of {found}" for said in value for found in self._match(inner, said))
            elif one[0].isupper():
                if isinstance(value, dict):
                    self._record(one, value)
                    yield one
            elif one == "any":
                yield one
            elif one == "words":
                yield "words in a list" if isinstance(value, list) else "words in a text"
            elif isinstance(value, str):
                yield from self._scalar(one, value)

    def _scalar(self, one, value):
        if one == "bool":
            yield value
        elif one in self._forms:
            if self._forms[one].fullmatch(value):
                self._scalars(one, [value])
                yield one
        elif one == value or (one == "access" and value in ("read", "write", "own", "admin", "monitor")):
            yield one

    def _scalars(self, form, values):
        for name, pattern in VARIANTS.get(form, {}).items():
            if any(re.fullmatch(pattern, value) for value in values):
                self.open.discard(f"{form} as {name}")
