"""Charts with one mistake planted, and what `check --fix` makes of them.

The corrections that `check --format json` offers are applied here, by their lines and columns; `--fix` must come to the
same bytes, so it touches nothing beside them. The diagnostic is gone then, and a second `--fix` has nothing to do.
"""

import copy
import json
import random
import re
import tempfile
from pathlib import Path

from application import draw
from chart_text import Style, to_text

MOST_ROUNDS = 20
HAND = Style(flow=0.15, quoted=0.2, comments=0.35)


def rename(record, key, other):
    """The same record with one key called otherwise, at its place."""
    return {other if name == key else name: value for name, value in record.items()}


def misspelt(word, rng):
    """Two neighbours in the middle of a word exchanged."""
    places = [i for i in range(1, len(word) - 1) if word[i] != word[i + 1] and word[i].isalpha() and word[i + 1].isalpha()]
    if not places:
        return word + word[-1]
    at = rng.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2:]


class Planting:
    """Each function plants one mistake into a chart, and returns the code that must be said with a fix; None where it does not fit."""

    def __init__(self, application, seed):
        self.chart, self.rng, self.links = copy.deepcopy(application.chart), random.Random(f"mistake {seed}"), application.links
        self.services = self.chart["services"]

    def any(self, holds=lambda service: True):
        names = [name for name, service in self.services.items() if holds(service)]
        return self.rng.choice(names) if names else None

    def misspelt_key(self):
        name = self.any()
        key = self.rng.choice([key for key in self.services[name] if len(key) > 4])
        self.services[name] = rename(self.services[name], key, misspelt(key, self.rng))
        return "P0201"

    def other_tools_key(self):
        name = self.any()
        self.services[name] = rename(self.services[name], "env", "environment")
        return "P0224"

    def null_link(self):
        link = self.rng.choice(self.links) if self.links else None
        if link is None or link.verb == "uses":
            return None
        self.services[link.source[1]][link.verb][link.target] = None
        return "P0323"

    def misspelt_target(self):
        links = [link for link in self.links if link.verb == "calls"]
        if not links:
            return None
        link = self.rng.choice(links)
        calls = self.services[link.source[1]]["calls"]
        name = re.match(r"[a-z0-9-]+", link.target)[0]
        self.services[link.source[1]]["calls"] = rename(calls, link.target, misspelt(name, self.rng) + link.target[len(name):])
        return "P0403"

    def missing_link(self):
        links = [link for link in self.links if link.variable and "/" not in link.target]
        if not links:
            return None
        link = self.rng.choice(links)
        caller = self.services[link.source[1]]
        del caller[link.verb][link.target]
        if not caller[link.verb]:
            del caller[link.verb]
        return "P0412"

    def misspelt_field(self):
        links = [link for link in self.links if link.variable and link.verb == "calls"]
        if not links:
            return None
        link = self.rng.choice(links)
        env = self.services[link.source[1]]["env"]
        env[link.variable] = env[link.variable].replace(".address}", ".adress}")
        return "P0413"

    def misspelt_word(self):
        links = [link for link in self.links if link.verb == "uses"]
        if not links:
            return None
        link = self.rng.choice(links)
        access = self.services[link.source[1]]["uses"][link.target]
        access["access"] = misspelt(access["access"], self.rng)
        return "P0206"

    def truth_value(self):
        name = self.any()
        self.services[name]["headless"] = "yes"
        return "P0208"

    def list_of_assignments(self):
        name = self.any(lambda service: service["env"])
        self.services[name]["env"] = [f"{key}={value}" for key, value in self.services[name]["env"].items() if "$" not in value] or ["A=b"]
        return "P0234"

    def missing_version(self):
        del self.chart["portolan"]
        return "P0308"

    def unknown_rule(self):
        name = self.any()
        self.services[name]["waive"] = {"writable-rot": "it writes to its folder"}
        return "P0213"


TREE = [name for name in vars(Planting) if not name.startswith("_") and name != "any"]


def tab(lines, rng):
    at = rng.choice([i for i, line in enumerate(lines) if re.match(r"  +[a-z]", line)])
    lines[at] = "\t" + lines[at].lstrip(" ")
    return "P0103"


def missing_space(lines, rng):
    entry = re.compile(r"( +)[a-z]+: [a-z0-9.]+")
    found = [entry.fullmatch(line) for line in lines]  # below another entry: alone it would be a text
    places = [i for i, one in enumerate(found) if one and i and found[i - 1] and found[i - 1][1] == one[1]]
    if not places:
        return None
    at = rng.choice(places)
    lines[at] = lines[at].replace(": ", ":")
    return "P0123"


def unquoted_reference(lines, rng):
    at = next((i for i, line in enumerate(lines) if line == "services:"), None)
    if at is None:
        return None
    lines.insert(at + 1, "  extra-one: {image: r.example.com/${vars.tag}:1, health: none}  # a remark")
    return "P0109"


def unquoted_question(lines, rng):
    at = next((i for i, line in enumerate(lines) if line == "services:"), None)
    if at is None:
        return None
    lines.insert(at + 1, "  extra-one: {image: ? which image, health: none}  # a remark")
    return "P0126"


def second_colon(lines, rng):
    at = next((i for i, line in enumerate(lines) if line == "vars:"), None)
    if at is None:
        return None
    lines.insert(at + 1, "  sentence: one: two")
    return "P0117"


def backtick(lines, rng):
    at = next((i for i, line in enumerate(lines) if line == "vars:"), None)
    if at is None:
        return None
    lines.insert(at + 1, "  sentence: `one`")
    return "P0121"


LINES = [tab, missing_space, unquoted_reference, unquoted_question, second_colon, backtick]


def mistakes(first, count):
    """(title, text, code that must be said with a fix)"""
    for seed in range(first, first + count):
        application, rng = draw(seed), random.Random(f"mistakes {seed}")
        style = Style(**{**vars(HAND), "line_end": rng.choice(["\n", "\n", "\r\n"])})
        for name in rng.sample(TREE, 3):
            planting = Planting(application, seed)
            if code := getattr(planting, name)():
                yield f"{name}, seed {seed}", to_text(planting.chart, style, seed), code
        plant = rng.choice(LINES)
        lines = to_text(application.chart, Style(comments=0.2), seed).splitlines()
        if code := plant(lines, rng):
            yield f"{plant.__name__}, seed {seed}", style.line_end.join(lines) + style.line_end, code


def offered(program, folder):
    said = program.run("check", "-f", "portolan.yaml", "--format", "json", folder=folder)
    return json.loads(said.out)["diagnostics"]


def offset(text, line, column):
    at = 0
    for _ in range(line - 1):
        at = text.index("\n", at) + 1
    return at + column - 1


def applied(text, diagnostics):
    """One round: every fix whole, in the printed order, but for those that touch an earlier one."""
    accepted = []
    for diagnostic in diagnostics:
        edits = [(offset(text, edit["line"], edit["column"]), offset(text, edit["end_line"], edit["end_column"]), edit["replacement"])
                 for edit in diagnostic.get("fix", {}).get("edits", [])]
        new = [edit for edit in edits if edit not in accepted]
        if not any(touches(edit, other) for edit in new for other in accepted):
            accepted += new
    for begin, end, replacement in sorted(accepted, reverse=True):
        text = text[:begin] + replacement + text[end:]
    return text


def touches(edit, other):
    if edit[0] == edit[1] or other[0] == other[1]:
        return edit[0] <= other[1] and other[0] <= edit[1]
    return edit[0] < other[1] and other[0] < edit[1]


def identity(diagnostic):
    return diagnostic["code"], diagnostic["message"]


def judge(program, title, text, code):
    """(title, problems)"""
    problems = []
    with tempfile.TemporaryDirectory(prefix="portolan-fix-") as folder:
        chart = Path(folder) / "portolan.yaml"
        chart.write_bytes(text.encode())
        first = offered(program, folder)
        said = [diagnostic for diagnostic in first if "fix" in diagnostic]
        if not any(diagnostic["code"] == code for diagnostic in said):
            what = [(*identity(one), "fix" in one) for one in first if one["severity"] != "question"][:4]
            return title, [f"{code} is not said with a fix, but {what}\n{text}"]
        program.run("check", "-f", "portolan.yaml", "--fix", folder=folder)
        fixed = chart.read_bytes().decode()
        left = {identity(one) for one in offered(program, folder)}
        problems += [f"{' '.join(identity(one))} is still said after its fix `{one['fix']['title']}`" for one in said if identity(one) in left]
        by_hand = text
        for _ in range(MOST_ROUNDS):
            chart.write_bytes(by_hand.encode())
            one_more = applied(by_hand, offered(program, folder))
            if one_more == by_hand:
                break
            by_hand = one_more
        if by_hand != fixed:
            differs = next((i for i, (a, b) in enumerate(zip(by_hand, fixed)) if a != b), 0)
            problems.append(f"--fix changes more than it offers: `{fixed[max(0, differs - 60):differs + 60]!r}`")
        chart.write_bytes(fixed.encode())
        program.run("check", "-f", "portolan.yaml", "--fix", folder=folder)
        if chart.read_bytes().decode() != fixed:
            problems.append("a second --fix changes the file again")
        remarks = [line.strip() for line in text.splitlines() if line.lstrip().startswith("#")]
        if [line.strip() for line in fixed.splitlines() if line.lstrip().startswith("#")] != remarks:
            problems.append("remarks are lost")
    return title, [f"{problem}\n{text}" if index == 0 else problem for index, problem in enumerate(problems)]
