#!/usr/bin/env python3
"""Writes the files of catalog/ as one C++ source: an array of names and contents, sorted by name.

usage: generate_catalog.py OUTPUT FILE...
"""
import pathlib
import sys


def literal(text: str) -> str:
    """Raw string literals of at most 12,000 characters each, which the compiler joins."""
    pieces = [text[start:start + 12000] for start in range(0, len(text), 12000)] or [""]
    return "\n".join('R"portolan(' + piece + ')portolan"' for piece in pieces)


def main() -> int:
    output, files = pathlib.Path(sys.argv[1]), sorted(map(pathlib.Path, sys.argv[2:]), key=lambda path: path.stem)
    rows = ",\n".join(f'    {{"{path.stem}", {literal(path.read_text(encoding="utf-8"))}}}' for path in files)
    output.write_text(
        '// Made by tools/generate_catalog.py from catalog/*.yaml.\n'
        '#include "catalog/built_in.h"\n\n'
        'namespace portolan::catalog {\n\n'
        f'constexpr BuiltIn rows[] = {{\n{rows}\n}};\n\n'
        'std::span<const BuiltIn> built_in() { return rows; }\n\n'
        '}  // namespace portolan::catalog\n', encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
