#pragma once

#include <span>
#include <string_view>

// Keys that people bring from Compose, Kubernetes and Helm, with what the language says instead.

namespace portolan::language {

struct Habit {
  std::string_view record;
  std::string_view key;
  std::string_view code;    // of the diagnostic
  std::string_view rename;  // the key of the record that means the same; may be empty
  std::string_view advice;  // one sentence without a full stop
};

std::span<const Habit> habits();
// nullptr where the key is no habit in that record.
const Habit* find_habit(std::string_view record, std::string_view key);

// "imagePullPolicy" → true: a lower-case letter first, a capital later.
bool is_camel_case(std::string_view key);

}  // namespace portolan::language
