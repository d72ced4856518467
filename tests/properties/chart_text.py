"""A chart as YAML text, in any of the ways that people write it."""

import random
import re
from dataclasses import dataclass

PLAIN = re.compile(r"[A-Za-z0-9_./$][A-Za-z0-9_.,/*@$+ -]*(:[A-Za-z0-9_./$][A-Za-z0-9_.,/*@$+ -]*)*")
# Plain, these are null, or words that the language refuses because YAML 1.1 reads them as something else.
NEVER_PLAIN = re.compile(r"~|null|yes|no|on|off|y|n", re.IGNORECASE)


@dataclass
class Style:
    """How likely each way of writing is; the default is the plainest way."""

    flow: float = 0
    quoted: float = 0
    comments: float = 0
    anchors: float = 0
    indent: int = 2
    deep_lists: bool = False  # items further in than their key
    line_end: str = "\n"


class Writer:
    def __init__(self, style, seed):
        self.style, self.rng = style, random.Random(f"text {seed}")
        self.anchors = {}  # repr of a subtree -> its anchor
        self.repeated = set()

    def write(self, chart):
        self.count(chart, {})
        lines = []
        self.block_map(chart, 0, lines)
        return self.style.line_end.join(lines) + self.style.line_end

    def count(self, node, seen):
        if not isinstance(node, (dict, list)) or not node:
            return
        key = repr(node)
        if key in seen:
            self.repeated.add(key)
        seen[key] = True
        for child in node.values() if isinstance(node, dict) else node:
            self.count(child, seen)

    def chance(self, share):
        return self.rng.random() < share

    def scalar(self, text, flow=False):
        plain = PLAIN.fullmatch(text) and not NEVER_PLAIN.fullmatch(text) and not text.endswith(" ") and not (flow and re.search(r"[,$]|: ", text))
        if plain and not self.chance(self.style.quoted):
            return text
        if "\n" not in text and self.chance(0.5):
            return "'" + text.replace("'", "''") + "'"
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    def remark(self, lines, depth):
        if self.chance(self.style.comments):
            lines.append(self.rng.choice(["", " " * depth + "# a remark: with a colon", " " * depth + "#"]))

    def comment(self):
        return "  # so it is" if self.chance(self.style.comments) else ""

    def flow(self, node):
        if isinstance(node, dict):
            return "{" + ", ".join(f"{self.scalar(key, True)}: {self.flow(value)}" for key, value in node.items()) + "}"
        if isinstance(node, list):
            return "[" + ", ".join(self.flow(item) for item in node) + "]"
        return "null" if node is None else self.scalar(node, True)

    def anchor(self, node):
        """("*name", "") where an equal subtree was written before, ("", "&name ") where one may follow."""
        key = repr(node)
        if key not in self.repeated:
            return "", ""
        if key in self.anchors:
            return ("*" + self.anchors[key], "") if self.chance(self.style.anchors) else ("", "")
        if not self.chance(self.style.anchors):
            return "", ""
        self.anchors[key] = f"a{len(self.anchors)}"
        return "", f"&{self.anchors[key]} "

    def value(self, node, depth, lines, head):
        """Writes `head` and the value after it."""
        if not isinstance(node, (dict, list)):
            lines.append(f"{head} {'null' if node is None else self.scalar(node)}{self.comment()}")
            return
        alias, mark = self.anchor(node)
        if alias:
            lines.append(f"{head} {alias}{self.comment()}")
        elif not node or self.chance(self.style.flow):
            lines.append(f"{head} {mark}{self.flow(node)}{self.comment()}")
        else:
            lines.append(f"{head} {mark}".rstrip() + self.comment())
            self.block(node, depth, lines)

    def block(self, node, depth, lines):
        if isinstance(node, dict):
            self.block_map(node, depth + self.style.indent, lines)
        else:
            self.block_list(node, depth + (self.style.indent if self.style.deep_lists else 0), lines)

    def block_map(self, node, depth, lines):
        for key, value in node.items():
            self.remark(lines, depth)
            self.value(value, depth, lines, f"{' ' * depth}{self.scalar(key)}:")

    def block_list(self, node, depth, lines):
        for item in node:
            self.remark(lines, depth)
            if isinstance(item, dict) and item and not self.chance(self.style.flow):
                inner = []
                self.block_map(item, depth + 2, inner)
                first = next(i for i, line in enumerate(inner) if line.strip() and not line.lstrip().startswith("#"))
                inner[first] = " " * depth + "- " + inner[first][depth + 2:]
                lines.extend(inner[first:] if first else inner)
            else:
                self.value(item, depth, lines, " " * depth + "-")


PLAINEST = Style()


def to_text(chart, style=PLAINEST, seed=0):
    return Writer(style, seed).write(chart)
