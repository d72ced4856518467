#!/usr/bin/env python3
"""Properties of `portolan build` and `portolan check --fix` over generated applications.

Built twice, the bytes are the same. Neither the order of keys, nor short forms, nor the hand it was written by, nor the files it is spread
over make a difference. What the objects let through is what was declared, and taking a line away closes just that
line. A fix that is offered removes what it was offered for, and touches nothing else.
"""

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import fixes
import reach
from application import draw
from chart_text import to_text
from program import ROOT, Oracle, Program, read_text
from twins import shortened, shuffled, split, styles

import random


def head(text, sign="\n", count=12):
    return sign.join(text.strip().splitlines()[:count])


def first_line_that_differs(one, other):
    first, second = one.splitlines(), other.splitlines()
    for number, (a, b) in enumerate(zip(first, second)):
        if a != b:
            return f"line {number + 1}: `{a.strip()}` and `{b.strip()}`"
    return f"{len(first)} and {len(second)} lines"


def without_remarks(text):
    """The objects without the line that names the file they come from."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("# made by"))


def rewritings(chart, seed):
    """(what was done, files, whether the chart is still in one file)"""
    rng = random.Random(f"order {seed}")
    yield "keys in another order", {"portolan.yaml": to_text(shuffled(chart, rng))}, True
    yield "short forms", {"portolan.yaml": to_text(shortened(chart, seed))}, True
    yield "several files", split(chart, seed), False
    chosen = list(styles().items())
    for name, style in rng.sample(chosen, 3):
        yield name, {"portolan.yaml": to_text(chart, style, seed)}, True
    yield "all at once", {"portolan.yaml": to_text(shuffled(shortened(chart, seed + 1), rng), styles()["everything"], seed)}, True


class Case:
    """Everything that is asked of one generated application, but for what the oracle answers."""

    def __init__(self, program, seed):
        self.program, self.seed, self.problems, self.asked = program, seed, [], []
        self.application = draw(seed)
        self.environment = random.Random(f"environment {seed}").choice([[], [], ["-e", "dev"], ["-e", "prod"]])
        self.checked = 0

    def fail(self, what, files):
        self.problems.append(f"{what}\n(the charts are in {keep(self.seed, len(self.problems), files)})")

    def run(self):
        files = {"portolan.yaml": to_text(self.application.chart)}
        built = self.program.build(files, *self.environment)
        if built.code != 0:
            self.fail(f"build ends with {built.code}:\n{head(built.err)}", files)
            return self
        again = self.program.build(files, *self.environment)
        self.compare("built again", built, again, files, files, True)
        for what, twin, one_file in rewritings(self.application.chart, self.seed):
            self.compare(what, built, self.program.build(twin, *self.environment), files, twin, one_file)
        self.reachability(built, files)
        return self

    def compare(self, what, built, twin, files, other, one_file):
        self.checked += 1
        same = (lambda text: text) if one_file else without_remarks
        if twin.code != 0:
            self.fail(f"{what}: build ends with {twin.code}:\n{head(twin.err)}", other)
        elif same(twin.out) != same(built.out):
            self.fail(f"{what}: the objects differ, {first_line_that_differs(same(built.out), same(twin.out))}",
                      {**files, **{f"twin-{name}": text for name, text in other.items()}})

    def reachability(self, built, files):
        objects = read_text(built.out)
        self.checked += 2
        if (made := reach.workloads(objects)) != set(self.application.workloads):
            self.fail(f"other workloads than drawn: {sorted(made ^ set(self.application.workloads))}", files)
            return
        self.asked.append((reach.question(f"{self.seed}", objects), self.application, files))
        links = self.application.removable()
        if not links:
            return
        link = random.Random(f"link {self.seed}").choice(links)
        less = self.application.without(link)
        shorter = {"portolan.yaml": to_text(less.chart)}
        without = self.program.build(shorter, *self.environment)
        if without.code != 0:
            self.fail(f"without {link.verb} {link.target} of {link.source[1]}: build ends with {without.code}:\n{head(without.err)}", shorter)
            return
        fewer = read_text(without.out)
        self.asked.append((reach.question(f"{self.seed} without a link", fewer), less, shorter))
        self.only_policies_of_the_ends(link, objects, fewer, {**files, "twin-portolan.yaml": shorter["portolan.yaml"]})

    def only_policies_of_the_ends(self, link, objects, fewer, files):
        """A line less changes nothing but the policies of its ends, and the caller's workload where a variable went with it."""
        before, after = ({(thing["kind"], reach.place(thing)): reach.without_order(thing) for thing in some} for some in (objects, fewer))
        ends = {end for edge in link.edges for end in (edge.source, edge.target)}
        callers = {edge.source for edge in link.edges}
        for kind, place in sorted(before.keys() | after.keys()):
            if before.get((kind, place)) == after.get((kind, place)):
                continue
            allowed = place in ends if kind == "NetworkPolicy" else link.variable and place in callers
            if not allowed:
                self.fail(f"without {link.verb} {link.target} of {link.source[1]} {kind} {place} is another", files)

    def judge(self, answers):
        for (question, application, files), answer in zip(self.asked, answers):
            if "error" in answer:
                self.fail(f"the policies cannot be read: {answer['error']}", files)
                continue
            judged = []
            found, expected = reach.open_edges(answer, judged), application.expected()
            known = {workload for workload in application.workloads}
            expected = {edge for edge in expected if edge.source != edge.target or edge.source in known}
            for what, edges in (("open, though nothing declares it", found - expected), ("declared, but refused", expected - found)):
                if edges:
                    judged.append(f"{what}: {[str(edge) for edge in sorted(edges, key=str)][:4]}")
            for problem in judged:
                self.fail(f"{question['name']}: {problem}", files)


def keep(seed, number, files):
    folder = ROOT / "build/test/properties" / f"{seed}-{number}"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    return folder.relative_to(ROOT)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path, default=ROOT / "build/dev/portolan")
    parser.add_argument("--oracle", type=Path, default=ROOT / "build/dev/proof_oracle")
    parser.add_argument("--applications", type=int, default=25, help="how many generated applications")
    parser.add_argument("--seed", type=int, default=1, help="number of the first")
    options = parser.parse_args()
    begin = time.monotonic()
    program, oracle = Program(options.binary), Oracle(options.oracle)
    with ThreadPoolExecutor(2) as pool:
        cases = list(pool.map(lambda seed: Case(program, seed).run(), range(options.seed, options.seed + options.applications)))
        fixed = list(pool.map(lambda one: fixes.judge(program, *one), fixes.mistakes(options.seed, options.applications)))
    answers = iter(oracle.judge([question for case in cases for question, _, _ in case.asked]))
    for case in cases:
        case.judge([next(answers) for _ in case.asked])
    failed = 0
    for title, problems in [*((f"application {case.seed}", case.problems) for case in cases), *fixed]:
        failed += bool(problems)
        if problems and failed <= 10:
            print(f"FAILED {title}")
            for problem in problems[:6]:
                print("   ", problem.replace("\n", "\n    "))
    checked = sum(case.checked for case in cases)
    print(f"{len(cases)} applications in {checked} comparisons, {sum(len(case.asked) for case in cases)} sets of objects judged, "
          f"{len(fixed)} mistakes, {time.monotonic() - begin:.1f} s")
    print(f"{len(cases) + len(fixed) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
