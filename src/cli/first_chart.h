#pragma once

#include <span>
#include <string>
#include <string_view>

namespace portolan::cli {

// A chart in which every answer is still a question, with the explanation beside it. Names must be names of the language.
std::string questionnaire(std::string_view app, std::span<const std::string_view> services);

// A whole small application that shows most of the language.
std::string_view example_chart();

// What `text` becomes as a name of the language; empty where nothing is left of it.
std::string name_from(std::string_view text);

}  // namespace portolan::cli
