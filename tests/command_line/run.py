#!/usr/bin/env python3
"""Tests of what surrounds the commands: completion in real shells, help and manual, answers for programs. Words choose modules."""

import argparse
import importlib
import sys
import unittest
from pathlib import Path

import program

MODULES = ["answers", "pages", "shells"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help=f"of {' '.join(MODULES)}")
    parser.add_argument("--binary", type=Path, default=program.binary)
    arguments = parser.parse_args()
    program.binary = arguments.binary.resolve()
    loader = unittest.defaultTestLoader
    suite = unittest.TestSuite(loader.loadTestsFromModule(importlib.import_module(name)) for name in arguments.modules or MODULES)
    result = unittest.TextTestRunner(stream=sys.stdout).run(suite)
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
