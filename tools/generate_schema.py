#!/usr/bin/env python3
"""Turns the table of the language into a JSON Schema (draft-07, which the YAML servers of editors know best), compiled in.

usage: generate_schema.py OUTPUT.cpp|OUTPUT.json src/language/language.tsv (the other tables stand beside it)

Editors show the schema while a chart is written, so it says what a chart may say at most: what only the whole chart can tell
(a missing key that an environment adds, a name that nobody declares) is left to `portolan check`.
"""

import json
import pathlib
import sys

import language_table

# A question, or a text whose form is known only when its references are filled in.
OPEN = r"^\? |\$\{"
# Texts that YAML reads as something else than a string, but that have the form as they are written.
NUMBERS = {"text": ["number", "boolean"], "scalar": ["number", "boolean"], "path": ["number", "boolean"], "name": ["integer", "boolean"],
           "target": ["number", "boolean"], "version": ["number"], "cpu": ["number"], "variable": ["number", "boolean"],
           "label": ["number", "boolean"]}
SHORT_PATTERNS = {"HEALTH": r"^(/|(tcp|grpc|none)$)", "METRICS": r"^(/|[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$)"}


class Schema:
    def __init__(self, language):
        self.language = language
        self.record_uses = {}
        for record in language.records.values():
            for key in record.keys:
                self.note_uses(key.type, False)

    def note_uses(self, type_, in_list):
        if type_.record:
            self.record_uses.setdefault(type_.record, set()).add(in_list)
        if type_.list_of:
            self.note_uses(type_.list_of, True)
        if type_.map_of:
            self.note_uses(type_.map_of, False)

    def whole(self):
        definitions = {"open": {"type": "string", "pattern": OPEN,
                                "description": "An open question (`? …`), or a text with references (`${…}`)."}}
        for name, form in self.language.forms.items():
            if name not in ("int", "percent"):
                definitions["form-" + name] = self.form(form)
        for record in self.language.records.values():
            definitions[record.name] = self.record(record)
        return {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Portolan chart", "allOf": [{"$ref": "#/definitions/Chart"}],
                "definitions": definitions}

    @staticmethod
    def form(form):
        described = {"description": form.wanted[0].upper() + form.wanted[1:] + "."}
        if form.name == "bool":
            return described | {"enum": [True, False, "true", "false"]}
        if form.name in ("text", "scalar"):
            return described | {"type": ["string", *NUMBERS[form.name]]}
        string = {"type": "string", "pattern": f"^(?:{form.pattern})$"}
        if form.name == "range":
            return described | {"anyOf": [{"type": "integer", "minimum": 0}, string]}
        if form.name in NUMBERS:
            return described | {"anyOf": [{"type": NUMBERS[form.name]}, string]}
        return described | string

    def record(self, record):
        properties = {}
        for key in record.keys:
            alternatives = self.alternatives(key.type)
            schema = {"description": self.description(key)}
            properties[key.name] = schema if key.type.any else schema | {"anyOf": [*alternatives, {"type": "null"}]}
        schema = {"description": record.about, "type": "object", "properties": properties, "additionalProperties": False}
        required = [key.name for key in record.keys if key.required]
        if required and self.record_uses.get(record.name) == {True}:
            schema["required"] = required
        return schema

    @staticmethod
    def description(key):
        parts = [key.meaning] if key.meaning else []
        if key.required:
            parts.append("Required.")
        if key.default:
            parts.append(f"Default: {key.default}.")
        if key.example:
            parts.append(f"Example: {key.name}: {key.example}")
        return "\n\n".join(parts) if parts else f"A {key.type.expression}."

    def alternatives(self, type_, short=""):
        """The schemas of which a value has one."""
        found = []
        if type_.words:
            found.append({"enum": list(type_.words)})
        short = short or (self.language.records[type_.record].short if type_.record else "")
        for form in type_.forms:
            found += self.form_use(form, type_, short)
        if type_.words or [form for form in type_.forms if form not in ("text", "scalar") or short in SHORT_PATTERNS]:
            found.append({"$ref": "#/definitions/open"})
        if type_.record:
            found.append({"$ref": "#/definitions/" + type_.record})
        if type_.list_of:
            found.append({"type": "array", "items": self.item(type_.list_of)})
        if type_.links:
            found.append({"type": "array", "items": {"anyOf": [self.key_name(type_), {"type": "string", "pattern": r"^\? "}]}, "uniqueItems": True})
        if type_.map_of and not (type_.record and type_.map_of.list_of):
            found.append(self.map(type_))
        return found

    @staticmethod
    def form_use(form, type_, short):
        bounds = {"minimum": type_.low}
        if type_.high != language_table.UNBOUNDED:
            bounds["maximum"] = type_.high
        if form == "int":
            return [{"type": "integer", **bounds}, {"type": "string", "pattern": r"^\d+$"}]
        if form == "percent":
            return [{"type": "string", "pattern": r"^\d+%$"}]
        if short in SHORT_PATTERNS:
            return [{"type": "string", "pattern": SHORT_PATTERNS[short]}]
        return [{"$ref": "#/definitions/form-" + form}]

    def item(self, type_):
        if type_.any:
            return {}
        found = self.alternatives(type_)
        if type_.record:
            required = [key.name for key in self.language.records[type_.record].keys if key.required_in_lists]
            if required:
                found = [one if "$ref" not in one or not one["$ref"].endswith("/" + type_.record) else {"allOf": [one, {"required": required}]}
                         for one in found]
        return found[0] if len(found) == 1 else {"anyOf": found}

    def key_name(self, type_):
        return {"$ref": "#/definitions/form-" + type_.keys}

    def map(self, type_):
        value = type_.map_of
        inner = {"anyOf": [*self.alternatives(value), {"type": "null"}]}
        if type_.keys == "rule":
            rules = {rule: {"description": f"{meaning[0].upper()}{meaning[1:]}. The value is the reason.", **inner}
                     for rule, meaning in self.language.rules.items()}
            return {"type": "object", "properties": rules, "additionalProperties": False}
        schema = {"type": "object", "additionalProperties": inner}
        if type_.keys not in ("text", "scalar"):
            form = self.language.forms[type_.keys]
            schema["propertyNames"] = {"pattern": f"^(?:{form.pattern})$"}
        if type_.links and value.record and value.map_of:
            verbs = {"description": "The cluster's own API: resource → verbs.", "type": ["object", "null"],
                     "additionalProperties": {"type": ["array", "null"], "items": {"type": "string"}}}
            schema["properties"] = {"kubernetes": verbs, "kubernetes/cluster": verbs}
        return schema


def as_source(text):
    """A function that gives the text, in pieces as long as every compiler takes them."""
    pieces = [""]
    for line in text.splitlines(keepends=True):
        if len((pieces[-1] + line).encode("utf-8")) > 60_000:
            pieces.append("")
        pieces[-1] += line
    literals = ",\n".join(f'    R"schema({piece})schema"' for piece in pieces)
    return ('#include "language/json_schema.h"\n\n#include <string_view>\n\nnamespace portolan::language {\n\n'
            f"std::string json_schema() {{\n  static constexpr std::string_view pieces[] = {{\n{literals}}};\n"
            "  std::string schema;\n  for (const std::string_view piece : pieces) schema += piece;\n  return schema;\n}\n\n"
            "}  // namespace portolan::language\n")


def main():
    output, table = map(pathlib.Path, sys.argv[1:3])
    text = json.dumps(Schema(language_table.read(table.parent)).whole(), indent=1, ensure_ascii=False) + "\n"
    if output.suffix == ".cpp":
        text = as_source(text)
    output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
