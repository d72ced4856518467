#!/usr/bin/env python3
"""Runs the program on bad input of every kind; each module here is a group of it. Words choose groups."""

import argparse
import concurrent.futures
import functools
import importlib
import sys
import time
from pathlib import Path

from trial import ROOT, Trials

GROUPS = ["mutations", "documents", "files", "streams", "output_folders", "sizes", "interruptions"]


def run_group(name, binary, sanitized, full):
    trials = Trials(binary, sanitized, full)
    begin = time.monotonic()
    importlib.import_module(name).test(trials)
    return name, trials, time.monotonic() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*", help=f"of {' '.join(GROUPS)}")
    parser.add_argument("--binary", type=Path, default=ROOT / "build/dev/portolan")
    parser.add_argument("--sanitized", action="store_true", help="the binary has sanitizers: no limit on addresses")
    parser.add_argument("--full", action="store_true", help="amounts and moments that take minutes")
    arguments = parser.parse_args()
    groups = arguments.groups or GROUPS
    passed = failed = 0
    with concurrent.futures.ProcessPoolExecutor(max_workers=2) as pool:
        run = functools.partial(run_group, binary=arguments.binary.resolve(), sanitized=arguments.sanitized, full=arguments.full)
        for name, trials, seconds in pool.map(run, groups):
            for failure in trials.failures:
                print(f"{name}: {failure}")
            for what in trials.left_out:
                print(f"{name}: left out: {what}")
            print(f"{name}: {trials.passed} hold, {len(trials.failures)} do not, {seconds:.0f} s")
            passed += trials.passed
            failed += len(trials.failures)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
