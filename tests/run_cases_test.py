"""Tests of run_cases.py, with a shell script in the place of portolan."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

RUNNER = Path(__file__).resolve().parent / "run_cases.py"
PROGRAM = """#!/bin/sh
case $1 in
  say) echo "said $2"; echo "beside" >&2; exit 3 ;;
  write) mkdir -p out/deep; echo "$2" > out/deep/file ;;
  env) echo "$NO_COLOR $TERM $EXTRA"; cat ;;
  path) echo "$PWD/x" ;;
  bare) printf 'no end' ;;
esac
"""


class RunCases(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.cases = self.folder / "cases"
        (self.folder / "portolan").write_text(PROGRAM)
        (self.folder / "portolan").chmod(0o755)

    def case(self, name, command, **files):
        folder = self.cases / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "command").write_text(command)
        for file, content in files.items():
            (folder / file).write_text(content)
        return folder

    def run_cases(self, *arguments):
        done = subprocess.run([sys.executable, RUNNER, "--binary", self.folder / "portolan", "--cases", self.cases, *arguments],
                              capture_output=True, text=True, check=False)
        return done.stdout, done.returncode

    def test_a_transcript_holds_both_outputs_and_the_exit_code(self):
        self.case("a/say", "portolan say hello\n", expected="$ portolan say hello\nsaid hello\nstderr:\nbeside\nexit: 3\n")
        self.assertEqual(self.run_cases(), ("1 passed, 0 failed\n", 0))

    def test_a_difference_is_printed(self):
        self.case("a/say", "portolan say hello\n", expected="$ portolan say hello\nsaid bye\nstderr:\nbeside\nexit: 3\n")
        output, code = self.run_cases()
        self.assertEqual(code, 1)
        self.assertEqual(output, "--- expected a/say/expected\n+++ actual a/say/expected\n@@ -1,5 +1,5 @@\n"
                                 " $ portolan say hello\n-said bye\n+said hello\n stderr:\n beside\n exit: 3\n0 passed, 1 failed\n")

    def test_written_files_belong_to_what_is_expected(self):
        folder = self.case("w", "portolan write one\n", expected="$ portolan write one\nexit: 0\n")
        self.assertEqual(self.run_cases(), ("w/out/deep/file was written and is not expected\n0 passed, 1 failed\n", 1))
        (folder / "out").mkdir()
        (folder / "out/gone").write_text("")
        self.assertEqual(self.run_cases()[0], "w/out/deep/file was written and is not expected\n"
                                              "w/out/gone is expected and was not written\n0 passed, 1 failed\n")

    def test_update_rewrites_and_then_nothing_differs(self):
        folder = self.case("w", "# what is written\nportolan write one\nportolan bare\ncat out/deep/file\n")
        self.assertEqual(self.run_cases("--update"), ("updated w\n1 passed, 0 failed\n", 0))
        self.assertEqual((folder / "expected").read_text(), "$ portolan write one\nexit: 0\n$ portolan bare\nno end\n"
                                                            "(no newline at the end)\nexit: 0\n$ cat out/deep/file\none\nexit: 0\n")
        self.assertEqual((folder / "out/deep/file").read_text(), "one\n")
        self.assertEqual(self.run_cases(), ("1 passed, 0 failed\n", 0))

    def test_environment_input_and_paths(self):
        self.case("e", "EXTRA=more portolan env < given\nportolan path\n", given="text\n",
                  expected="$ EXTRA=more portolan env < given\n1 dumb more\ntext\nexit: 0\n$ portolan path\nCASE/x\nexit: 0\n")
        self.assertEqual(self.run_cases(), ("1 passed, 0 failed\n", 0))

    def test_only_named_cases_run(self):
        self.case("first/a", "portolan bare\n")
        self.case("second/b", "portolan say x\n", expected="$ portolan say x\nsaid x\nstderr:\nbeside\nexit: 3\n")
        self.assertEqual(self.run_cases("second"), ("1 passed, 0 failed\n", 0))

    def test_only_known_programs(self):
        self.case("a", "curl example.com\n")
        self.assertEqual(self.run_cases(), ("a: `curl example.com`: a command starts with portolan or one of "
                                            "cat, chmod, cp, ln, ls, mkdir, rm, touch\n0 passed, 1 failed\n", 1))


if __name__ == "__main__":
    unittest.main()
