#pragma once

#include <string_view>

#include "language/table.h"

namespace portolan::language {

// Whether the whole of `text` has the form; the same answer as the regular expression of forms.tsv.
bool matches(Form form, std::string_view text);
// Whether an amount that has its form is also one that 64 bits hold.
bool fits(Form form, std::string_view text);

// Whether a text may stand for a value of this type: one of its words, or of one of its forms. Says nothing about limits.
bool accepts(const Type& type, std::string_view text);

// "? name of your deployment": an open question, which may stand wherever a text may.
constexpr bool is_question(std::string_view text) { return text.starts_with("? "); }

// Whether `text` holds a reference (`${…}`; `$${` is a literal), so that its form can be known only when it is filled in.
bool has_reference(std::string_view text);

}  // namespace portolan::language
