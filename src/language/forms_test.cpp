#include "language/forms.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace portolan::language {
namespace {

constexpr auto last_form = static_cast<std::size_t>(Form::host);

std::vector<std::regex> expressions() {
  std::vector<std::regex> result;
  for (std::size_t form = 0; form <= last_form; ++form) {
    result.emplace_back(std::string(form_info(static_cast<Form>(form)).pattern));
  }
  return result;
}

// What texts are put together from.
std::vector<std::string> all_pieces() {
  std::vector<std::string> pieces = {" ", "\t", "\n", "\x7f", "é", std::string(1, '\0')};
  std::istringstream words("0 7 10 80 . .. : / - _ * + , % = ~ m ms s h d a z A Z Ki Mi Gi Ti i temp memory true false http :// cart");
  for (std::string word; words >> word;) pieces.push_back(word);
  return pieces;
}

TEST_CASE("every form is matched as its regular expression says, for all texts of two pieces and most of three") {
  const std::vector<std::regex> regexes = expressions();
  const std::vector<std::string> pieces = all_pieces();
  std::vector<std::string> texts = {""};
  for (std::size_t begin = 0, length = 0; length < 3; ++length) {
    const std::size_t end = texts.size();
    for (std::size_t at = begin; at < end; ++at) {
      for (const std::string& piece : pieces) {
        if (length < 2 || std::string_view("0.:/-msi, ").find(piece) != std::string_view::npos) texts.push_back(texts[at] + piece);
      }
    }
    begin = end;
  }
  for (std::size_t form = 0; form <= last_form; ++form) {
    std::size_t wrong = 0;
    for (const std::string& text : texts) {
      const bool matched = matches(static_cast<Form>(form), text);
      if (matched != std::regex_match(text, regexes[form]) && ++wrong < 4) {
        FAIL_CHECK(form_info(static_cast<Form>(form)).name << ": " << text << " gives " << matched);
      }
    }
  }
}

TEST_CASE("every form is matched as its regular expression says, for long texts") {
  const std::vector<std::regex> regexes = expressions();
  const std::vector<std::string> pieces = all_pieces();
  CHECK(rc::check([&] {
    const auto chosen = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces));
    std::string text;
    for (const std::string& piece : chosen) text += piece;
    for (std::size_t form = 0; form <= last_form; ++form) {
      RC_ASSERT(matches(static_cast<Form>(form), text) == std::regex_match(text, regexes[form]));
    }
  }));
}

TEST_CASE("the example of a form has it, and labels end at 63 characters") {
  for (std::size_t form = 0; form <= last_form; ++form) {
    CHECK(matches(static_cast<Form>(form), form_info(static_cast<Form>(form)).example));
  }
  const std::vector<std::regex> regexes = expressions();
  for (const std::size_t length : {62u, 63u, 64u, 253u, 254u}) {
    for (const std::string& text : {std::string(length, 'a'), std::string(length, 'a') + "/b", "a." + std::string(length, 'a')}) {
      for (std::size_t form = 0; form <= last_form; ++form) {
        CHECK(matches(static_cast<Form>(form), text) == std::regex_match(text, regexes[form]));
      }
    }
  }
}

TEST_CASE("references and questions") {
  CHECK(has_reference("${vars.tag}"));
  CHECK(has_reference("a$${b}${c.d}"));
  CHECK_FALSE(has_reference("$${vars.tag}"));
  CHECK_FALSE(has_reference("$vars"));
  CHECK(is_question("? which tag"));
  CHECK_FALSE(is_question("?which"));
}

}  // namespace
}  // namespace portolan::language
