"""The completion scripts, loaded into the shells they are for and asked as a user would with the tab key."""

import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import program

ASK_BASH = """
source <(portolan completion bash)
COMP_WORDS=({words})
COMP_CWORD=$(({count} - 1))
COMPREPLY=()
_portolan portolan "${{COMP_WORDS[COMP_CWORD]}}" "${{COMP_WORDS[COMP_CWORD-1]}}"
[ "${{#COMPREPLY[@]}}" = 0 ] || printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def ask(shell, line):
    """What the shell offers for `line`, which stands before the cursor."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a chart.yaml", "other.yaml"):
            (Path(folder) / name).touch()
        (Path(folder) / "a folder").mkdir()
        if shell == "bash":
            words = split_like_readline(line)
            quoted = " ".join("'" + word + "'" for word in words)
            command = ["bash", "--norc", "--noprofile", "-c", ASK_BASH.format(words=quoted, count=len(words))]
        else:
            command = ["fish", "--no-config", "-c", f"portolan completion fish | source; complete -C '{line}'"]
        done = subprocess.run(command, cwd=folder, env=program.environment(HOME=folder, XDG_DATA_HOME=folder), capture_output=True, text=True,
                              timeout=program.SECONDS, check=False, stdin=subprocess.DEVNULL)
        if done.stderr.strip():
            raise AssertionError(f"{shell} says {done.stderr}")
        return [offer.split("\t")[0] for offer in done.stdout.splitlines()]


def split_like_readline(line):
    """Words of COMP_WORDS: `=` is a word of its own."""
    words = []
    for word in line.split(" "):
        parts = word.partition("=")
        words += [part for part in parts if part] if parts[1] else [word]
        if parts[1] and not parts[2]:
            words.append("")
    if words[-1:] == [""] and words[-2:-1] == ["="]:
        words.pop()  # the cursor stands behind the `=`, which then is the current word
    return words


@unittest.skipUnless(shutil.which("bash"), "no bash here")
class Bash(unittest.TestCase):
    def offers(self, line):
        return sorted(ask("bash", line))

    def test_commands(self):
        self.assertEqual(self.offers("portolan "), sorted(program.commands()))
        self.assertEqual(self.offers("portolan de"), ["describe"])

    def test_options(self):
        self.assertEqual(self.offers("portolan build --la"), ["--layout"])
        self.assertIn("--environment", self.offers("portolan describe --"))

    def test_values(self):
        self.assertEqual(self.offers("portolan build --layout "), ["helm", "kustomize", "plain"])
        self.assertEqual(self.offers("portolan build --layout k"), ["kustomize"])
        self.assertEqual(self.offers("portolan describe --format=j"), ["json"])
        self.assertEqual(self.offers("portolan describe --format="), ["json", "markdown", "text"])

    def test_operands(self):
        self.assertEqual(self.offers("portolan dump "), ["chart", "wiring"])
        self.assertEqual(self.offers("portolan help ver"), ["version"])

    def test_names_with_spaces_stay_whole(self):
        self.assertEqual(self.offers("portolan check -f "), ["a chart.yaml", "a folder", "other.yaml"])
        self.assertEqual(self.offers("portolan build -o "), ["a folder"])

    def test_nothing_where_a_word_is_free(self):
        self.assertEqual(self.offers("portolan build --set "), [])


@unittest.skipUnless(shutil.which("fish"), "no fish here")
class Fish(unittest.TestCase):
    def offers(self, line):
        return sorted(ask("fish", line))

    def test_commands(self):
        self.assertEqual(self.offers("portolan "), sorted(program.commands()))
        self.assertEqual(self.offers("portolan de"), ["describe"])

    def test_options_and_values(self):
        self.assertEqual(self.offers("portolan build --la"), ["--layout"])
        self.assertEqual(self.offers("portolan build --layout "), ["helm", "kustomize", "plain"])
        self.assertEqual(self.offers("portolan describe --format=j"), ["--format=json"])
        self.assertEqual(self.offers("portolan dump "), ["chart", "wiring"])

    def test_files(self):
        self.assertIn("other.yaml", self.offers("portolan check -f o"))


@unittest.skipUnless(shutil.which("zsh"), "no zsh here")
class Zsh(unittest.TestCase):
    def test_the_script_loads_and_takes_the_name(self):
        done = subprocess.run(["zsh", "-f", "-c", "autoload -Uz compinit && compinit -u -D; source <(portolan completion zsh); print $_comps[portolan]"],
                              env=program.environment(), capture_output=True, text=True, timeout=program.SECONDS, check=False)
        self.assertEqual((done.stdout, done.stderr), ("_portolan\n", ""))
