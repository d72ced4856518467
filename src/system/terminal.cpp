#include "system/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <limits>
#include <string_view>

namespace portolan::system {

namespace {

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

bool locale_is_unicode() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string_view value = variable(name);
    if (value.empty()) continue;
    return value.find("UTF-8") != std::string_view::npos || value.find("utf8") != std::string_view::npos ||
           value.find("utf-8") != std::string_view::npos;
  }
  return false;
}

}  // namespace

std::optional<ColorWish> color_wish(std::string_view word) {
  if (word == "auto") return ColorWish::automatic;
  if (word == "always") return ColorWish::always;
  if (word == "never") return ColorWish::never;
  return std::nullopt;
}

Terminal terminal(int descriptor, ColorWish wish) {
  Terminal shown;
  shown.is_terminal = ::isatty(descriptor) == 1;
  const bool capable = shown.is_terminal && variable("TERM") != "dumb" && variable("NO_COLOR").empty();
  shown.color = wish == ColorWish::always || (wish == ColorWish::automatic && capable);
  // A file or a pipe takes UTF-8 whatever the locale of who looks at it.
  shown.unicode = !shown.is_terminal || locale_is_unicode();
  if (!shown.is_terminal) {
    shown.width = std::numeric_limits<unsigned>::max();
    return shown;
  }
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col != 0) {
    shown.width = size.ws_col;
  } else {
    const std::string_view columns = variable("COLUMNS");
    unsigned width = 0;
    const auto parsed = std::from_chars(columns.data(), columns.data() + columns.size(), width);
    if (parsed.ec == std::errc() && width >= 20) shown.width = width;
  }
  return shown;
}

}  // namespace portolan::system
