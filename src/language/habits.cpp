#include "language/habits.h"

#include <algorithm>

namespace portolan::language {

const Habit* find_habit(std::string_view record, std::string_view key) {
  const auto found = std::ranges::find_if(habits(), [&](const Habit& habit) { return habit.key == key && habit.record == record; });
  return found == habits().end() ? nullptr : &*found;
}

bool is_camel_case(std::string_view key) {
  if (key.empty() || key.front() < 'a' || key.front() > 'z') return false;
  return std::ranges::any_of(key, [](char character) { return character >= 'A' && character <= 'Z'; });
}

}  // namespace portolan::language
