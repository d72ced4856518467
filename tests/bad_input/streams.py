"""Standard output and error that are closed, full or no longer read, and surroundings that are missing."""

import os
import subprocess

from trial import CHART, ROOT

# Every command that prints something long or short.
PRINTING = [["check"], ["check", "--format", "json"], ["check", "--format", "sarif"], ["check", "--explain", "P0101"], ["build", "-o", "-"],
            ["describe"], ["describe", "--format", "json"], ["describe", "--format", "markdown"],
            ["picture"], ["picture", "--format", "svg"], ["explain", "frontend", "catalog"], ["dump", "chart"], ["dump", "wiring"], ["schema"], ["man"],
            ["completion", "bash"], ["version"], ["help"], ["--help"], ["build", "--help"], ["init", "-o", "-"]]


def test(trials):
    with trials.folder() as folder:
        (folder / "portolan.yaml").write_text(CHART)
        usual = {}
        for command in PRINTING:
            outcome = trials.run(command, folder)
            if outcome.code == 2:  # this command line is not of the language yet; nothing to spoil
                trials.check(False, f"{' '.join(command)}: {outcome.said}")
                continue
            usual[tuple(command)] = outcome
        for command, plain in usual.items():
            test_output(trials, folder, list(command), plain)
        test_surroundings(trials, folder, usual)


def test_output(trials, folder, command, plain):
    name = " ".join(command)
    printed = bool(plain.out)
    codes = {4} if printed else {plain.code}
    full = ["/dev/full"] if printed else []
    with open("/dev/full", "wb") as device:
        outcome = trials.run(command, folder, stdout=device)
        trials.judge(f"{name} > /dev/full", outcome, codes, *(["no space left"] if full else []))
    outcome = trials.run(command, folder, around=["sh", "-c", 'exec "$0" "$@" >&-'])
    trials.judge(f"{name} with standard output closed", outcome, codes, silent=not printed)
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        outcome = trials.run(command, folder, stdout=pipe)
    trials.judge(f"{name} into a pipe that nobody reads", outcome, codes, silent=True)
    trials.check("no space" not in outcome.said and "cannot" not in outcome.said, f"{name} into a pipe that nobody reads is not silent: {outcome.said}")
    with open("/dev/full", "wb") as device:
        outcome = trials.run(command, folder, stderr=device)
        trials.check(outcome.code in (plain.code, 4) and outcome.out == plain.out, f"{name} 2> /dev/full: {outcome.code}, {len(outcome.out)} bytes")
    outcome = trials.run(command, folder, around=["sh", "-c", 'exec "$0" "$@" 2>&-'])
    trials.check(outcome.code in (plain.code, 4) and outcome.out == plain.out, f"{name} 2>&-: {outcome.code}, {len(outcome.out)} bytes")
    outcome = trials.run(command, folder, around=["sh", "-c", 'exec "$0" "$@" <&- >&- 2>&-'])
    trials.check(outcome.code in codes | {4}, f"{name} with everything closed: {outcome.code}")


def test_surroundings(trials, folder, usual):
    """Nothing of the surroundings is needed, and none of them changes what is printed."""
    changes = {"no HOME": {"HOME": None}, "HOME nowhere": {"HOME": "/dev/null"}, "no TERM": {"TERM": None}, "no PATH": {"PATH": None},
               "LANG=C": {"LC_ALL": None, "LANG": "C"}, "no locale at all": {"LC_ALL": None}, "a locale that is not there": {"LC_ALL": "xx_YY.UTF-8"},
               "COLUMNS wrong": {"COLUMNS": "-7"}, "COLUMNS huge": {"COLUMNS": "9" * 30}, "TZ": {"TZ": "Pacific/Chatham"}, "TMPDIR nowhere": {"TMPDIR": "/nowhere"}}
    for name, change in changes.items():
        for command, plain in usual.items():
            outcome = trials.run(list(command), folder, environment=change)
            trials.check((outcome.code, outcome.out, outcome.err) == (plain.code, plain.out, plain.err),
                         f"{' '.join(command)}, {name}: {outcome.code}, {len(outcome.out)} bytes instead of {len(plain.out)}\n    {outcome.said[:300]}")
    outcome = trials.run(["check"], folder, around=["env", "-i"])
    trials.judge("an empty environment", outcome, {0})
    gone = folder / "gone"
    gone.mkdir()
    done = subprocess.run(["sh", "-c", 'cd gone && rmdir ../gone && exec "$0" check', str(trials.binary)], cwd=folder, capture_output=True, timeout=60, check=False)
    trials.check(done.returncode == 4 and done.stderr, f"a working folder that is gone: {done.returncode} {done.stderr[:300]}")
    reading = subprocess.Popen([str(trials.binary), "describe", "-f", str(ROOT / "examples/opentelemetry-demo/portolan.yaml")], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    reading.stdout.readline()
    reading.stdout.close()
    said = reading.stderr.read()
    trials.check(reading.wait(60) in (0, 4) and not said, f"a reader that leaves after one line: {reading.returncode} {said[:300]}")
