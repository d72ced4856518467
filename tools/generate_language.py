#!/usr/bin/env python3
"""Turns the table of the language into language_table.cpp: constant data only, nothing runs at start-up.

usage: generate_language.py OUTPUT src/language/language.tsv (the other tables stand beside it)
"""

import pathlib
import sys

import language_table


def literal(text):
    out = []
    for byte in text.encode("utf-8"):
        character = chr(byte)
        out.append("\\" + character if character in '"\\' else character if 32 <= byte < 127 else f"\\{byte:03o}")
    return '"' + "".join(out) + '"'


def key_hash(name):
    """The same function as key_hash of table.h."""
    hash_ = len(name)
    for byte in name.encode("utf-8"):
        hash_ = (hash_ * 31 + byte) & 0xFFFFFFFF
    return hash_ ^ (hash_ >> 7)


def slots_of(keys):
    size = 4
    while size < 2 * len(keys):
        size *= 2
    slots = [0] * size
    for index, key in enumerate(keys):
        at = key_hash(key.name) % size
        while slots[at]:
            at = (at + 1) % size
        slots[at] = index + 1
    return slots


def enumerator(form):
    return {"bool": "boolean", "int": "integer"}.get(form, form.replace("-", "_"))


class Writer:
    def __init__(self, language):
        self.language = language
        self.record_index = {name: index for index, name in enumerate(language.records)}
        self.type_names = {}
        self.types = []
        self.arrays = []

    def type(self, type_):
        """The name of the constant for this type; equal types share one."""
        identity = (type_.expression, type_.keys, type_.low, type_.high)
        if identity in self.type_names:
            return self.type_names[identity]
        inner_list = "&" + self.type(type_.list_of) if type_.list_of else "nullptr"
        inner_map = "&" + self.type(type_.map_of) if type_.map_of else "nullptr"
        name = f"type_{len(self.type_names)}"
        self.type_names[identity] = name
        words = forms = "{}"
        if type_.words:
            self.types.append(f"constexpr std::string_view {name}_words[] = {{{', '.join(literal(word) for word in type_.words)}}};\n")
            words = f"{name}_words"
        if type_.forms:
            self.types.append(f"constexpr Form {name}_forms[] = {{{', '.join('Form::' + enumerator(form) for form in type_.forms)}}};\n")
            forms = f"{name}_forms"
        record = f"&record_table[{self.record_index[type_.record]}]" if type_.record else "nullptr"
        self.types.append(
            f"constexpr Type {name} = {{{literal(type_.expression)}, {words}, {forms}, {record}, {inner_list}, {inner_map}, "
            f"Form::{enumerator(type_.keys if type_.keys != 'rule' else 'text')}, {{{type_.low}, {type_.high}}}, "
            f"{str(type_.links).lower()}, {str(type_.any).lower()}, {str(type_.command).lower()}, {str(type_.keys == 'rule').lower()}, "
            f"{str(self.needs_keys(type_)).lower()}}};\n")
        return name

    def needs_keys(self, type_, seen=()):
        """Whether a record, or one below it outside lists, has a required key."""
        if type_.record and type_.record not in seen:
            for key in self.language.records[type_.record].keys:
                if key.required or self.needs_keys(key.type, (*seen, type_.record)):
                    return True
        return bool(type_.map_of) and self.needs_keys(type_.map_of, seen)

    def records(self):
        keys_out, heads = [], []
        for index, record in enumerate(self.language.records.values()):
            rows = []
            for key in record.keys:
                rows.append(f"    {{{literal(key.name)}, &{self.type(key.type)}, {literal(key.default)}, {literal(key.meaning)}, "
                            f"{literal(key.example)}, {str(key.required).lower()}, {str(key.required_in_lists).lower()}, {str(key.root).lower()}}},\n")
            keys_out.append(f"constexpr Key keys_{index}[] = {{\n{''.join(rows)}}};\n")
            keys_out.append(f"constexpr std::uint8_t slots_{index}[] = {{{', '.join(map(str, slots_of(record.keys)))}}};\n")
            short = record.short
            kind = {"": "none"}.get(short, short.lower() if short in language_table.SPECIAL_SHORT_FORMS else "key")
            short_key = "nullptr"
            if kind == "key":
                position = next(at for at, key in enumerate(record.keys) if key.name == short)
                short_key = f"&keys_{index}[{position}]"
            heads.append(f"    {{{literal(record.name)}, {literal(record.noun)}, {literal(record.about)}, keys_{index}, slots_{index}, "
                         f"ShortForm::{kind}, {short_key}}},\n")
        return keys_out, heads

    def write(self):
        keys_out, heads = self.records()
        count = len(self.language.records)
        forms = "".join(
            f"    {{{literal(form.name)}, {literal(form.pattern)}, {literal(form.wanted)}, {literal(form.example)}}},\n"
            for form in self.language.forms.values())
        order = "".join(f"static_assert(static_cast<std::size_t>(Form::{enumerator(name)}) == {at});\n"
                        for at, name in enumerate(self.language.forms))
        rules = "".join(f"    {{{literal(rule)}, {literal(meaning)}}},\n" for rule, meaning in self.language.rules.items())
        habits = "".join(f"    {{{', '.join(literal(cell) for cell in row)}}},\n" for row in self.language.habits)
        return (
            '#include "language/habits.h"\n#include "language/table.h"\n\nnamespace portolan::language {\n\nnamespace {\n\n'
            f"extern const Record record_table[{count}];\n\n" + order + f"constexpr FormInfo form_table[] = {{\n{forms}}};\n\n"
            + "".join(self.types) + "\n" + "".join(keys_out)
            + f"\nconstinit const Record record_table[{count}] = {{\n{''.join(heads)}}};\n\n"
            + f"constexpr Rule rule_table[] = {{\n{rules}}};\n\nconstexpr Habit habit_table[] = {{\n{habits}}};\n\n"
            + "}  // namespace\n\n"
            "std::span<const Record> records() { return record_table; }\n"
            "std::span<const Rule> hardening_rules() { return rule_table; }\n"
            "std::span<const Habit> habits() { return habit_table; }\n"
            "const FormInfo& form_info(Form form) { return form_table[static_cast<std::size_t>(form)]; }\n\n"
            "}  // namespace portolan::language\n")


def main():
    output, table = map(pathlib.Path, sys.argv[1:3])
    output.write_text(Writer(language_table.read(table.parent)).write(), encoding="utf-8")


if __name__ == "__main__":
    main()
