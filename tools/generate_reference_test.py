"""The reference page is the one that the table makes, and every link in it leads somewhere."""

import re
import unittest

import generate_reference
import language_table


class ReferenceTest(unittest.TestCase):
    def test_the_page_is_up_to_date(self):
        expected = generate_reference.page(language_table.read(generate_reference.ROOT / "src/language"))
        self.assertEqual(generate_reference.PAGE.read_text(encoding="utf-8"), expected, "run tools/generate_reference.py")

    def test_every_link_leads_to_a_heading(self):
        text = generate_reference.PAGE.read_text(encoding="utf-8")
        headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
        for anchor in set(re.findall(r"\]\(#([^)]+)\)", text)):
            self.assertIn(anchor, headings)
        self.assertTrue((generate_reference.PAGE.parent / "../language-rules.md").exists())

    def test_every_key_stands_in_the_page(self):
        text = generate_reference.PAGE.read_text(encoding="utf-8")
        for record in language_table.read(generate_reference.ROOT / "src/language").records.values():
            section = text.split(f"\n## {record.name}\n")[1].split("\n## ")[0]
            for key in record.own:
                self.assertIn(f"| `{key.name}` |", section)


if __name__ == "__main__":
    unittest.main()
