#!/usr/bin/env python3
"""Writes docs/reference/language.md from the table of the language.

usage: generate_reference.py [OUTPUT]
"""

import pathlib
import re
import sys

import language_table

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/reference/language.md"

OPENING = """\
# The language, key by key

Every record of a chart with its keys, their types, defaults and meanings. What holds everywhere (merging, names, references, questions) is in
[the rules of the language](../language-rules.md); how to begin is in `portolan init`.

This page is written by `tools/generate_reference.py` from `src/language/*.tsv`, as are the checker and the JSON Schema (`portolan schema`).

**Types.** In lower case: words that stand as they are, and [forms of texts](#forms). With a capital: a record of this page. `a | b` is either.
`list<T>` is a list, `map<T>` a map from names. `links<T>` is a list of targets, or a map from targets. `words` is a text that is cut into words
after its `${vars}` and `${self}` are filled in, or a list that is taken as it is. `any` is not looked into.

Wherever a text may stand, `? …` may stand too: an open question with that text. `null` removes what was inherited.
"""

SHORT = {"PORT": "`8080` stands for `{port: 8080}`, `80:8080` for `{port: 80, target: 8080}`.",
         "RANGE": "`3` stands for `{min: 3, max: 3}`, `2..10` for `{min: 2, max: 10}`.",
         "HEALTH": "`/path` stands for `{path: /path}`; `tcp` asks the main port whether it is open, `grpc` its health service; `none` asks nothing.",
         "METRICS": "`/path` stands for `{path: /path}`, the name of a port for `{port: NAME}`.",
         "JOB": "`once` and `manual` stand for `{run: once}` and `{run: manual}`, a schedule for `{schedule: …}`."}


def cell(text):
    return text.replace("|", "\\|").replace("\n", " ")


def code(text):
    return f"`{cell(text)}`" if text else ""


def linked(type_, records):
    """The type as code, the records in it as links."""
    parts = re.split(r"\b([A-Z][A-Za-z]+)\b", type_.expression)
    out = []
    for at, part in enumerate(parts):
        if at % 2:
            out.append(f"[`{part}`](#{part.lower()})" if part in records else code(part))
        elif part.strip():
            out.append(code(part.strip()))
    return " ".join(out)


def meaning(key):
    parts = [cell(key.meaning)] if key.meaning else []
    if key.limits:
        low, high = key.limits.split("..")
        if low != high:
            parts.append(f"{low} to {high}." if high else f"At least {low}.")
    return " ".join(parts)


def fallback(key):
    words = []
    if key.required:
        words.append("**required**")
    if key.required_in_lists:
        words.append("**required** in a list")
    elif key.default:
        words.append(cell(key.default))
    if key.root:
        words.append("*root*")
    return ", ".join(words)


def table(keys, records):
    rows = ["| key | type | default | meaning | example |", "|---|---|---|---|---|"]
    for key in keys:
        rows.append(f"| `{key.name}` | {linked(key.type, records)} | {fallback(key)} | {meaning(key)} | {code(key.example)} |")
    return "\n".join(rows)


def record_section(record, records):
    out = [f"## {record.name}", record.about]
    if record.short in SHORT:
        out.append(f"Short form: {SHORT[record.short]}")
    elif record.short:
        out.append(f"Short form: a text stands for `{{{record.short}: …}}`.")
    own = table(record.own, records)
    if record.includes:
        but = f" except {', '.join(f'`{name}`' for name in record.excluded)}" if record.excluded else ""
        out.append(f"Every key of [`{record.includes}`](#{record.includes.lower()}){but}, and:")
    out.append(own)
    return "\n\n".join(out)


def page(language):
    sections = [OPENING.rstrip()]
    sections.append("**Records.** " + ", ".join(f"[{name}](#{name.lower()})" for name in language.records) + ".")
    sections += [record_section(record, language.records) for record in language.records.values()]
    forms = ["## Forms", "The whole text has the form.", "| form | what it is | example | regular expression |\n|---|---|---|---|"]
    for form in language.forms.values():
        forms[-1] += f"\n| `{form.name}` | {cell(form.wanted)} | `{cell(form.example)}` | `{cell(form.pattern)}` |"
    sections.append("\n\n".join(forms))
    rules = "| rule | what a waiver says |\n|---|---|" + "".join(f"\n| `{rule}` | {cell(text)} |" for rule, text in language.rules.items())
    sections.append("## Hardening rules\n\nWhat `waive` may name; the value is the reason, and stays in the output.\n\n" + rules)
    return "\n\n".join(sections) + "\n"


def main():
    output = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    output.write_text(page(language_table.read(ROOT / "src/language")), encoding="utf-8")


if __name__ == "__main__":
    main()
