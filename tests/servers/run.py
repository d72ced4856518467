#!/usr/bin/env python3
"""Applies to real servers what charts give their accounts, and tries every right and everything that is none."""

import argparse
import importlib
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SHOWN = 20
LIMIT = 180  # seconds for a kind


def end_of_time(_signal, frame):
    """Says where it stands and goes at once: whatever a client library would do first may hang too. The servers end with this process."""
    stack = "".join(traceback.format_stack(frame)[-6:])
    print(f"not as declared: not finished after {LIMIT} s; it stood here:\n{stack}", flush=True)
    os._exit(1)


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
    parser.add_argument("kinds", nargs="*", default=["redis", "rabbitmq", "nats", "kafka", "postgres", "mariadb"])
    arguments = parser.parse_args()
    sys.path.insert(0, str(HERE))
    signal.signal(signal.SIGTERM, lambda *_: os._exit(1))
    signal.signal(signal.SIGALRM, end_of_time)
    passed = failed = 0
    for kind in arguments.kinds:
        begin = time.monotonic()
        chart = HERE / "charts" / f"{kind}.yaml"
        asked = subprocess.run([arguments.oracle, chart], capture_output=True, text=True)
        report = Report()
        report(asked.returncode == 0, f"{chart}: {asked.stderr}")
        if asked.returncode == 0:
            test = importlib.import_module(f"{kind}_test")
            answer = json.loads(asked.stdout)
            # The same chart as it is later.
            answer["environments"] = {name: json.loads(subprocess.run([arguments.oracle, chart, name], capture_output=True, check=True).stdout)
                                      for name in getattr(test, "ENVIRONMENTS", [])}
            signal.alarm(LIMIT)
            test.run(answer, report)
            signal.alarm(0)
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
