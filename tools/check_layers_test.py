"""Tests of check_layers.py: small trees in a temporary folder, whole messages asserted."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from check_layers import check_tree, read_layers  # noqa: E402

LAYERS = "text:\nyaml: text\nchart: yaml\n"


def header(room, body=""):
    return f"#pragma once\n{body}namespace portolan::{room} {{}}\n"


class CheckLayers(unittest.TestCase):
    def problems(self, files, layers=LAYERS):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "src").mkdir()
            (root / "layers.txt").write_text(layers)
            for name, content in files.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content)
            return check_tree(root)[1]

    def test_a_clean_tree(self):
        files = {
            "src/text/span.h": header("text", "#include <string>\n"),
            "src/yaml/node.h": header("yaml", '#include "text/span.h"\n#include "yaml/other.h"\n'),
            "src/main.cpp": '#include "chart/anything.h"\n',
        }
        self.assertEqual(self.problems(files), [])

    def test_an_include_upwards(self):
        files = {"src/text/span.cpp": '#include "text/span.h"\n\n#include "yaml/node.h"\n'}
        self.assertEqual(self.problems(files), ["src/text/span.cpp:3: `text` may not include `yaml` (layers.txt)"])

    def test_an_include_past_the_neighbour(self):
        files = {"src/chart/load.cpp": '#include "text/span.h"\n'}
        self.assertEqual(self.problems(files), ["src/chart/load.cpp:1: `chart` may not include `text` (layers.txt)"])

    def test_a_test_may_reach_what_its_room_reaches(self):
        self.assertEqual(self.problems({"src/chart/load_test.cpp": '#include "text/span.h"\n#include "support/fake.h"\n'}), [])
        self.assertEqual(
            self.problems({"src/text/span_test.cpp": '#include "chart/load.h"\n'}),
            ["src/text/span_test.cpp:1: `text` may not include `chart` (layers.txt)"])

    def test_rooms_that_nobody_declared(self):
        files = {"src/attic/box.h": header("attic"), "src/text/span.cpp": '#include "attic/box.h"\n'}
        self.assertEqual(self.problems(files), [
            "src/attic/box.h:1: room `attic` is missing from layers.txt",
            "src/text/span.cpp:1: `attic` is no room of layers.txt"])

    def test_includes_without_a_room(self):
        files = {"src/text/span.cpp": '#include "span.h"\n#include "../yaml/node.h"\n'}
        self.assertEqual(self.problems(files), [
            'src/text/span.cpp:1: "span.h": project headers are included by "room/file.h"',
            'src/text/span.cpp:2: "../yaml/node.h": project headers are included by "room/file.h"'])

    def test_heavy_headers(self):
        files = {
            "src/text/a.h": header("text", "#include <CLI/CLI.hpp>\n"),
            "src/text/b.cpp": "#include <yaml.h>\n",
            "src/yaml/c.cpp": "#include <yaml.h>\n#include <iostream>\n",
        }
        self.assertEqual(self.problems(files), [
            "src/text/a.h:2: <CLI/CLI.hpp> is heavy; only a source file may include it",
            "src/yaml/c.cpp:1: <yaml.h>: libyaml is already included by src/text/b.cpp; one source file only",
            "src/yaml/c.cpp:2: <iostream> is not used here: use fmt and system/files.h"])

    def test_headers_guard_themselves_and_name_their_room(self):
        self.assertEqual(self.problems({"src/yaml/node.h": "namespace portolan::text {}\n"}), [
            "src/yaml/node.h:1: no `#pragma once`",
            "src/yaml/node.h:1: nothing in `namespace portolan::yaml`"])

    def test_long_files_and_empty_names(self):
        files = {"src/text/span.cpp": "\n" * 401, "tools/string_utils.py": "\n" * 400, "src/text/deep/a.cpp": ""}
        self.assertEqual(self.problems(files), [
            "src/text/deep/a.cpp:1: rooms have no folders inside",
            "src/text/span.cpp:401: 401 lines, at most 400: one concept a file",
            "tools/string_utils.py:1: `utils` in the name says nothing about what is inside"])

    def test_layers_run_one_way(self):
        self.assertEqual(read_layers("# top\na: b\nb:\nb: a\nc\n")[1], [
            "layers.txt:2: `a` may include only rooms of the lines above, and `b` is none",
            "layers.txt:4: room `b` is named twice",
            "layers.txt:5: expected `room: rooms it may include`"])


if __name__ == "__main__":
    unittest.main()
