"""Answers that programs read: the JSON Schema, JSON and SARIF, held against what their readers require."""

import json
import tempfile
import unittest
from pathlib import Path

import jsonschema
import yaml

import program

# What SARIF 2.1.0 requires of the objects that are used, and the forms its schema gives them.
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["tool"],
            "properties": {
                "tool": {"type": "object", "required": ["driver"], "properties": {"driver": {
                    "type": "object", "required": ["name"],
                    "properties": {"name": {"type": "string"}, "version": {"type": "string"}, "rules": {
                        "type": "array", "uniqueItems": True, "items": {
                            "type": "object", "required": ["id"],
                            "properties": {"id": {"type": "string"}, "shortDescription": {"$ref": "#/definitions/message"}}}}}}}},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "results": {"type": "array", "items": {"$ref": "#/definitions/result"}}}}},
    },
    "definitions": {
        "message": {"type": "object", "anyOf": [{"required": ["text"]}, {"required": ["id"]}], "properties": {"text": {"type": "string", "minLength": 1}}},
        "region": {"type": "object", "properties": {name: {"type": "integer", "minimum": 1} for name in ("startLine", "startColumn", "endLine", "endColumn")}},
        "place": {"type": "object", "required": ["artifactLocation"], "properties": {
            "artifactLocation": {"type": "object", "required": ["uri"], "properties": {"uri": {"type": "string", "pattern": "^[^ ]+$"}}},
            "region": {"$ref": "#/definitions/region"}}},
        "location": {"type": "object", "properties": {"physicalLocation": {"$ref": "#/definitions/place"}, "message": {"$ref": "#/definitions/message"}}},
        "result": {
            "type": "object", "required": ["message"],
            "properties": {
                "ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": -1},
                "level": {"enum": ["none", "note", "warning", "error"]}, "kind": {"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
                "message": {"$ref": "#/definitions/message"},
                "locations": {"type": "array", "items": {"$ref": "#/definitions/location"}},
                "relatedLocations": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/definitions/location"}},
                "fixes": {"type": "array", "uniqueItems": True, "items": {
                    "type": "object", "required": ["artifactChanges"],
                    "properties": {"artifactChanges": {"type": "array", "minItems": 1, "items": {
                        "type": "object", "required": ["artifactLocation", "replacements"],
                        "properties": {"replacements": {"type": "array", "minItems": 1, "items": {
                            "type": "object", "required": ["deletedRegion"]}}}}}}}}}},
    },
}

MISTAKES = """\
portolan: 1
app: shop
services:
  frontend:
    image: registry.example.com/shop/frontend:1.4.2
    ports: {http: 8080}
    calls: [catalogue]
    replcias: 2
  catalog:
    image: "? which image"
    ports: {grpc: 3550}
"""


def checked(format_name, text=MISTAKES, name="portolan.yaml"):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_text(text)
        done = program.run("check", "--format", format_name, "-f", name, cwd=folder)
        return done.returncode, json.loads(done.stdout)


class Sarif(unittest.TestCase):
    def test_it_has_what_the_standard_requires(self):
        validator = jsonschema.Draft7Validator(SARIF)
        for text, name in ((MISTAKES, "portolan.yaml"), (MISTAKES, "a chart: of 100%.yaml"), ("a: [", "portolan.yaml"), ("", "portolan.yaml")):
            _, log = checked("sarif", text, name)
            self.assertEqual([error.message for error in validator.iter_errors(log)], [])

    def test_rules_and_results_belong_together(self):
        code, log = checked("sarif")
        (only,) = log["runs"]
        rules = [rule["id"] for rule in only["tool"]["driver"]["rules"]]
        self.assertEqual(code, 1)
        self.assertTrue(only["results"])
        for result in only["results"]:
            self.assertIn(result["ruleId"], rules)
            if "ruleIndex" in result:
                self.assertEqual(rules[result["ruleIndex"]], result["ruleId"])

    def test_it_says_what_the_other_forms_say(self):
        _, log = checked("sarif")
        _, document = checked("json")
        told = sorted(result["ruleId"] for result in log["runs"][0]["results"])
        self.assertEqual(told, sorted(one["code"] for one in document["diagnostics"]))


class Schema(unittest.TestCase):
    schema = None

    @classmethod
    def setUpClass(cls):
        cls.schema = json.loads(program.run("schema").stdout)

    def test_it_is_a_schema(self):
        jsonschema.Draft7Validator.check_schema(self.schema)

    def test_it_takes_every_example(self):
        validator = jsonschema.Draft7Validator(self.schema)
        for folder in program.EXAMPLES:
            chart = yaml.load((folder / "portolan.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
            self.assertEqual([f"{list(error.path)}: {error.message}" for error in validator.iter_errors(chart)][:3], [], folder.name)

    def test_it_takes_what_init_writes(self):
        validator = jsonschema.Draft7Validator(self.schema)
        for arguments in (["--example"], ["--app", "shop", "frontend", "cart"]):
            chart = yaml.load(program.run("init", *arguments, "-o", "-").stdout, yaml.CSafeLoader)
            self.assertEqual([f"{list(error.path)}: {error.message}" for error in validator.iter_errors(chart)][:3], [], arguments)

    def test_it_refuses_an_unknown_key(self):
        chart = yaml.load(MISTAKES, yaml.CSafeLoader)
        messages = " ".join(error.message for error in jsonschema.Draft7Validator(self.schema).iter_errors(chart))
        self.assertIn("replcias", messages)


class Init(unittest.TestCase):
    def test_only_questions_are_left(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(program.run("init", "--app", "shop", "frontend", "cart", cwd=folder).returncode, 0)
            done = program.run("check", "--format", "json", cwd=folder)
            self.assertEqual(done.returncode, 3, done.stderr)
            self.assertEqual({one["severity"] for one in json.loads(done.stdout)["diagnostics"]}, {"question"})

    def test_the_example_is_whole(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(program.run("init", "--example", cwd=folder).returncode, 0)
            done = program.run("check", cwd=folder)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(program.run("build", "-o", "out", cwd=folder).returncode, 0)
