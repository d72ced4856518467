#!/usr/bin/env python3
"""Applies to real servers what charts give their accounts, and tries every right and everything that is none."""

import argparse
import importlib
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SHOWN = 20


class Report:
    def __init__(self):
        self.passed = 0
        self.failures = []

    def __call__(self, holds, sentence):
        if holds:
            self.passed += 1
        else:
            self.failures.append(sentence)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--oracle", type=Path, default=ROOT / "build/dev/access_oracle")
    parser.add_argument("kinds", nargs="*", default=["redis", "rabbitmq"])
    arguments = parser.parse_args()
    sys.path.insert(0, str(HERE))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    passed = failed = 0
    for kind in arguments.kinds:
        begin = time.monotonic()
        chart = HERE / "charts" / f"{kind}.yaml"
        asked = subprocess.run([arguments.oracle, chart], capture_output=True, text=True)
        report = Report()
        report(asked.returncode == 0, f"{chart}: {asked.stderr}")
        if asked.returncode == 0:
            importlib.import_module(f"{kind}_test").run(json.loads(asked.stdout), report)
        for sentence in report.failures[:SHOWN]:
            print(f"not as declared: {sentence}")
        if len(report.failures) > SHOWN:
            print(f"... and {len(report.failures) - SHOWN} more")
        print(f"{kind}: {report.passed} as declared, {len(report.failures)} not ({time.monotonic() - begin:.1f} s)")
        passed += report.passed
        failed += len(report.failures)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
