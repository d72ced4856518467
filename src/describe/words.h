#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace portolan::describe {

// "no service", "1 service", "12 services".
std::string counted(std::size_t number, std::string_view noun);
// The same for nouns whose plural is their own: "2 third parties".
std::string counted(std::size_t number, std::string_view noun, std::string_view plural);
// "a", "a and b", "a, b and c"; empty for none.
std::string joined(const std::vector<std::string>& words);
// "a, b, c"
std::string listed(const std::vector<std::string>& words);

}  // namespace portolan::describe
