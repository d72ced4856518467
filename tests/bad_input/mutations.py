"""The examples cut off and spoiled at places that a seed chooses: the same ones in every run.

Whatever it still means, `check` ends with 0, 1 or 3, and `build` writes a whole folder exactly when it ends with 0.
"""

import random
import shutil
import zlib

from trial import ROOT, snapshot

PER_EXAMPLE = 24
SIGNS = list("{}[]:,-?!&*#|>'\"%@`$\t\n ~=") + ["${", "}", ": ", "- ", "<<: ", "null", "\0", "\u2028", "\ufeff", "é", "no", "1e999", "..", "*", "0x", "- - - "]


def cut(text, chance):
    return text[:chance.randrange(1, len(text))]


def without_a_piece(text, chance):
    begin = chance.randrange(len(text))
    return text[:begin] + text[begin + chance.randrange(1, 200):]


def with_a_sign(text, chance):
    at = chance.randrange(len(text))
    return text[:at] + chance.choice(SIGNS) * chance.choice((1, 1, 1, 3, 50)) + text[at:]


def with_a_line_twice(text, chance):
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    return "".join(lines[:at + 1] + lines[at:])


def with_lines_swapped(text, chance):
    lines = text.splitlines(keepends=True)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def with_words_swapped(text, chance):
    words = text.split(" ")
    one, other = chance.randrange(len(words)), chance.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    return " ".join(words)


def indented_otherwise(text, chance):
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    for index in range(at, min(len(lines), at + chance.randrange(1, 20))):
        lines[index] = "  " + lines[index] if chance.random() < 0.5 else lines[index].removeprefix("  ")
    return "".join(lines)


WAYS = [cut, cut, without_a_piece, with_a_sign, with_a_sign, with_a_line_twice, with_lines_swapped, with_words_swapped, indented_otherwise]


def spoil_bytes(content, chance):
    """For bytes that are no text any more."""
    spoiled = bytearray(content)
    for _ in range(chance.randrange(1, 8)):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def test(trials):
    for example in sorted(path for path in (ROOT / "examples").iterdir() if path.is_dir()):
        original = (example / "portolan.yaml").read_text(encoding="utf-8")
        chance = random.Random(zlib.crc32(example.name.encode()))
        with trials.folder() as folder:
            work = folder / "work"
            shutil.copytree(example, work)
            before = snapshot(work)
            for number in range(PER_EXAMPLE):
                way = WAYS[number % len(WAYS)]
                content = way(original, chance).encode("utf-8", "surrogatepass")
                if number % 6 == 5:
                    content = spoil_bytes(content, chance)
                (work / "portolan.yaml").write_bytes(content)
                name = f"{example.name}, change {number} ({way.__name__})"
                checked = trials.run(["check"], work)
                if trials.judge(name, checked, {0, 1, 3}) and checked.code != 0:
                    trials.check("portolan.yaml" in checked.said, f"{name}: names no file\n    {checked.said[:400]}")
                built = trials.run(["build", "-o", "out"], work)
                trials.judge(f"{name}, built", built, {0, 1, 3})
                trials.check((work / "out").is_dir() == (built.code == 0), f"{name}: exit code {built.code}, out exists: {(work / 'out').exists()}")
                shutil.rmtree(work / "out", ignore_errors=True)
                after = {path: what for path, what in snapshot(work).items() if path != b"portolan.yaml"}
                trials.check(after == {path: what for path, what in before.items() if path != b"portolan.yaml"}, f"{name}: something was left behind")
