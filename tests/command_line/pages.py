"""Help and manual: the examples of every command run as they are written, and the page is one that man can show."""

import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import program

# Programs of others in the examples' pipes, and what stands in for them: the test is about the words of portolan.
STAND_INS = {"kubectl": "cat >/dev/null", "man": "cat >/dev/null"}


def examples(command):
    text = program.run(command, "--help").stdout
    return re.findall(r"^  \$ (.+)$", text.split("Examples:\n")[1].split("\n\n")[0], re.MULTILINE) if "Examples:\n" in text else []


class Examples(unittest.TestCase):
    def test_every_command_has_some(self):
        # `version` and `help` need none.
        self.assertEqual([name for name in program.commands() if not examples(name)], [])

    def test_they_run(self):
        for command in program.commands():
            for line in examples(command):
                with self.subTest(line=line):
                    self.run_one(line)

    def run_one(self, line):
        with tempfile.TemporaryDirectory() as private:
            folder, beside = Path(private) / "shop", Path(private) / "programs"
            folder.mkdir(), beside.mkdir()
            self.lay_out(folder)
            for name, body in STAND_INS.items():
                (beside / name).write_text(f"#!/bin/sh\n{body}\n")
                (beside / name).chmod(0o755)
            # What would be installed into the machine goes into the private folder.
            line = line.replace("/usr/local/share/man/man1", private).replace("~/", f"{private}/")
            (Path(private) / ".config/fish/completions").mkdir(parents=True)
            if line.startswith("portolan init") or line == "portolan check":
                (folder / "portolan.yaml").unlink()
            if line == "portolan check":  # after `init`, as the text around it says
                program.run("init", "--app", "shop", "frontend", cwd=folder)
            environment = program.environment(HOME=private, MAIL_KEY="a-key")
            environment["PATH"] = f"{beside}:{environment['PATH']}"
            done = subprocess.run(["bash", "-o", "pipefail", "-c", line], cwd=folder, env=environment, capture_output=True, text=True,
                                  timeout=program.SECONDS, check=False, stdin=subprocess.DEVNULL)
            wanted = {"portolan check": 3}.get(line, 0)
            self.assertEqual(done.returncode, wanted, f"{line}\n{done.stdout[:500]}{done.stderr[:1500]}")

    @staticmethod
    def lay_out(folder):
        """The application that the examples talk about: its file, and those of the two that call one another."""
        shop = program.run("init", "--example", "-o", "-").stdout
        (folder / "portolan.yaml").write_text(shop)
        for name in ("shop", "payments"):
            (folder / name).mkdir()
            pair = program.ROOT / "tests/cases/check/two-applications"
            source = pair / "portolan.yaml" if name == "shop" else pair / "payments/portolan.yaml"
            (folder / name / "portolan.yaml").write_text(source.read_text())


class ManualPage(unittest.TestCase):
    @unittest.skipUnless(shutil.which("groff"), "no groff here")
    def test_man_shows_it_without_a_complaint(self):
        page = program.run("man").stdout
        done = subprocess.run(["groff", "-man", "-ww", "-Tutf8", "-K", "utf8"], input=page, capture_output=True, text=True, timeout=program.SECONDS, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_it_names_every_command_and_option(self):
        page = program.run("man").stdout.replace("\\-", "-")
        for command in program.commands():
            self.assertIn(command, page)
            for option in re.findall(r"(--[a-z-]+)", program.run(command, "--help").stdout.split("Options:\n")[-1].split("\n\n")[0]):
                self.assertIn(option, page, f"option of {command}")
