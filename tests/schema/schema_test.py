"""The JSON Schema accepts every chart of the project and every example of the table, and refuses what is wrong."""

import json
import pathlib
import re
import sys
import tempfile
import unittest

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import generate_schema
import language_table

LANGUAGE = language_table.read(ROOT / "src/language")
SCHEMA = generate_schema.Schema(LANGUAGE).whole()


class Core(yaml.SafeLoader):
    """YAML 1.2, as the YAML servers of editors read it: no words for truth values but true and false, no sexagesimals."""


Core.yaml_implicit_resolvers = {}
for tag, expression, first in (
        ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
        ("int", r"[-+]?[0-9]+", "-+0123456789"),
        ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
        ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""])):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{expression})$"), list(first))


def validator(schema):
    return jsonschema.Draft7Validator(schema)


def complaint(schema, value):
    found = jsonschema.exceptions.best_match(validator(schema).iter_errors(value))
    return None if found is None else f"{'/'.join(map(str, found.absolute_path))}: {found.message[:200]}"


class SchemaTest(unittest.TestCase):
    def test_the_schema_is_one(self):
        jsonschema.Draft7Validator.check_schema(SCHEMA)

    def test_every_chart_is_accepted(self):
        charts = [path for folder in ("tests/charts", "examples") for path in sorted((ROOT / folder).rglob("*.yaml"))]
        charts = [path for path in charts if re.search(r"^portolan: *1", path.read_text(encoding="utf-8"), re.MULTILINE)]
        self.assertGreaterEqual(len(charts), 14)
        for path in charts:
            with self.subTest(chart=str(path.relative_to(ROOT))):
                self.assertIsNone(complaint(SCHEMA, yaml.load(path.read_text(encoding="utf-8"), Core)))

    def test_every_wrong_chart_is_refused(self):
        wrong = yaml.load((ROOT / "tests/schema/wrong.yaml").read_text(encoding="utf-8"), Core)
        for what, chart in wrong.items():
            with self.subTest(what):
                self.assertIsNotNone(complaint(SCHEMA, chart))

    def test_every_example_of_the_table_is_accepted(self):
        for record in LANGUAGE.records.values():
            for key in record.own:
                if key.example:
                    with self.subTest(f"{record.name}.{key.name}"):
                        value = yaml.load(f"{key.name}: {key.example}", Core)
                        schema = {"definitions": SCHEMA["definitions"], "properties": SCHEMA["definitions"][record.name]["properties"]}
                        self.assertIsNone(complaint(schema, value))

    def test_questions_references_and_null_stand_where_a_text_may(self):
        for service in ({"replicas": "? how many"}, {"ports": {"http": "${vars.port}"}}, {"stop": "${vars.stop}"}, {"health": "? how"},
                        {"uses": {"db": "? may it write"}}, {"uses": {"db": None}}, {"expose": None}, {"image": "? which"}):
            with self.subTest(service):
                self.assertIsNone(complaint(SCHEMA, {"services": {"a": service}}))

    def test_the_compiled_schema_is_this_one(self):
        with tempfile.TemporaryDirectory() as folder:
            output = pathlib.Path(folder) / "schema.json"
            sys.argv = ["generate_schema.py", str(output), str(ROOT / "src/language/language.tsv")]
            generate_schema.main()
            self.assertEqual(json.loads(output.read_text(encoding="utf-8")), SCHEMA)


if __name__ == "__main__":
    unittest.main()
