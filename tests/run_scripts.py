#!/usr/bin/env python3
"""Runs the tests of our own scripts (*_test.py under tools, tests and bench) and closes with `N passed, N failed`."""

import importlib.util
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def load(path):
    spec = importlib.util.spec_from_file_location(str(path.relative_to(ROOT)).replace("/", ".")[:-3], path)
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(path.parent))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.pop(0)
    return unittest.defaultTestLoader.loadTestsFromModule(module)


def main():
    words = sys.argv[1:]
    paths = [path for folder in ("tools", "tests", "bench") for path in sorted((ROOT / folder).rglob("*_test.py"))]
    suite = unittest.TestSuite(load(path) for path in paths if not words or any(word in str(path) for word in words))
    result = unittest.TextTestRunner(stream=sys.stdout).run(suite)
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
