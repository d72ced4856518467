#!/usr/bin/env python3
"""Turns src/diagnostics/codes.tsv and the pages of docs/diagnostics into code_table.cpp.

usage: generate_codes.py OUTPUT codes.tsv PAGE...
"""

import pathlib
import sys

SEVERITIES = ("error", "warning", "question", "note")
COLUMNS = ("code", "severity", "slug", "title")


def read_rows(path):
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(COLUMNS) or not all(cells):
            sys.exit(f"{path}:{number}: expected {len(COLUMNS)} cells separated by tabs: {', '.join(COLUMNS)}")
        row = dict(zip(COLUMNS, cells))
        if row["severity"] not in SEVERITIES:
            sys.exit(f"{path}:{number}: severity {row['severity']}: expected one of {', '.join(SEVERITIES)}")
        rows.append(row)
    rows.sort(key=lambda row: row["code"])
    for column in ("code", "slug"):
        seen = set()
        for row in rows:
            if row[column] in seen:
                sys.exit(f"{path}: {column} {row[column]} stands twice")
            seen.add(row[column])
    return rows


def literal(text):
    """A C++ string literal, cut into lines; bytes beyond ASCII in octal, so that no digit after them is swallowed."""
    lines = text.splitlines(keepends=True) or [""]
    out = []
    for line in lines:
        cell = []
        for byte in line.encode("utf-8"):
            character = chr(byte)
            if character in '"\\?':
                cell.append("\\" + character)
            elif character == "\n":
                cell.append("\\n")
            elif 32 <= byte < 127:
                cell.append(character)
            else:
                cell.append(f"\\{byte:03o}")
        out.append('"' + "".join(cell) + '"')
    return "\n    ".join(out)


def main():
    output, table, *pages = map(pathlib.Path, sys.argv[1:])
    page_of = {page.stem: page.read_text(encoding="utf-8") for page in pages}
    entries = []
    for row in read_rows(table):
        page = literal(page_of.get(row["code"], ""))
        entries.append(
            f'    {{"{row["code"]}", Severity::{row["severity"]}, {literal(row["slug"])}, {literal(row["title"])},\n    {page}}},\n')
    output.write_text(
        '#include "diagnostics/codes.h"\n\nnamespace portolan::diagnostics {\n\nnamespace {\n\n'
        "constexpr CodeRow rows[] = {\n" + "".join(entries) + "};\n\n}  // namespace\n\n"
        "std::span<const CodeRow> all_codes() { return rows; }\n\n}  // namespace portolan::diagnostics\n",
        encoding="utf-8")


if __name__ == "__main__":
    main()
