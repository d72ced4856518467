"""Reads the table of the language: src/language/*.tsv, the one source of checker, JSON Schema and reference page."""

import dataclasses
import pathlib
import re
import sys

UNBOUNDED = 2**31 - 1
SPECIAL_SHORT_FORMS = ("PORT", "RANGE", "HEALTH", "METRICS", "JOB")


@dataclasses.dataclass
class Form:
    name: str
    pattern: str
    wanted: str
    example: str


@dataclasses.dataclass
class Type:
    """What may stand as a value: words, forms, at most one record, one list and one map (of `keys`)."""
    expression: str
    words: list = dataclasses.field(default_factory=list)
    forms: list = dataclasses.field(default_factory=list)
    record: str = ""
    list_of: "Type" = None
    map_of: "Type" = None
    links: bool = False
    any: bool = False
    command: bool = False  # `words`: a text that is cut later, or a list
    keys: str = "text"
    low: int = 0
    high: int = UNBOUNDED


@dataclasses.dataclass
class Key:
    record: str
    name: str
    type: Type
    required: bool
    required_in_lists: bool
    root: bool
    default: str
    limits: str
    example: str
    meaning: str


@dataclasses.dataclass
class Record:
    name: str
    noun: str
    short: str
    about: str
    keys: list
    includes: str = ""
    excluded: list = dataclasses.field(default_factory=list)
    own: list = dataclasses.field(default_factory=list)

    def key(self, name):
        return next((key for key in self.keys if key.name == name), None)


@dataclasses.dataclass
class Language:
    forms: dict
    records: dict
    rules: dict
    habits: list


def read_rows(path, columns):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) > columns:
            sys.exit(f"{path}:{number}: {len(cells)} cells, expected {columns}")
        yield cells + [""] * (columns - len(cells))


def cut_union(text):
    """`a | list<b | c>` into `a` and `list<b | c>`."""
    parts, depth, start = [], 0, 0
    for at, character in enumerate(text):
        depth += (character == "<") - (character == ">")
        if character == "|" and depth == 0:
            parts.append(text[start:at].strip())
            start = at + 1
    parts.append(text[start:].strip())
    return parts


def parse_type(text, forms, record_names, keys="text", limits=""):
    type_ = Type(expression=text)
    if limits:
        low, high = limits.split("..")
        type_.low, type_.high = int(low), int(high) if high else UNBOUNDED
    for part in cut_union(text):
        generic = re.fullmatch(r"(list|map|links)<(.*)>", part)
        if generic:
            inner = parse_type(generic[2], forms, record_names, limits=limits)
            if generic[1] == "list":
                type_.list_of = inner
            else:
                type_.map_of, type_.keys, type_.links = inner, keys or "text", generic[1] == "links"
        elif part == "any":
            type_.any = True
        elif part == "words":
            type_.command = True
            type_.forms.append("text")
            type_.list_of = parse_type("text", forms, record_names)
        elif part == "access":
            type_.words += ["read", "write", "own", "admin", "monitor"]
        elif part in forms:
            type_.forms.append(part)
        elif part in record_names:
            type_.record = part
        elif re.fullmatch(r"[a-z0-9][-a-z0-9]*", part):
            type_.words.append(part)
        else:
            sys.exit(f"type {text}: what is {part}?")
    return type_


def read(folder):
    folder = pathlib.Path(folder)
    forms = {}
    for line in (folder / "forms.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            form = Form(*line.split("\t"))
            forms[form.name] = form
    heads = list(read_rows(folder / "records.tsv", 6))
    names = {head[0] for head in heads}
    records = {}
    for name, noun, short, includes, excluded, about in heads:
        records[name] = Record(name, noun, short, about, [], includes, excluded.split())
    for row in list(read_rows(folder / "language.tsv", 9))[1:]:
        record, key, type_, flags, default, limits, keys, example, meaning = row
        flags = flags.split()
        if record not in records:
            sys.exit(f"language.tsv: {record} is not in records.tsv")
        records[record].own.append(Key(record, key, parse_type(type_, forms, names, keys, limits), "required" in flags, "item" in flags,
                                       "root" in flags, default, limits, example, meaning))
    for record in records.values():
        record.keys = list(record.own)
        if record.includes:
            own = {key.name for key in record.own}
            record.keys += [key for key in records[record.includes].own if key.name not in own and key.name not in record.excluded]
        if record.short and record.short not in SPECIAL_SHORT_FORMS and not record.key(record.short):
            sys.exit(f"records.tsv: {record.name} has no key {record.short}")
    rules = {row[0]: row[1] for row in read_rows(folder / "rules.tsv", 2)}
    habits = []
    for names_, key, code, rename, advice in read_rows(folder / "habits.tsv", 5):
        for record in names_.split():
            habits.append([record, key, code, rename if rename and records[record].key(rename) else "", advice])
    return Language(forms, records, rules, habits)
