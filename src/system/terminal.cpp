#include "system/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <limits>
#include <string>

#include "system/variable.h"

namespace portolan::system {

namespace {

std::string said(const char* name) { return variable(name).value_or(""); }

bool locale_is_unicode() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string value = said(name);
    if (value.empty()) continue;
    return value.find("UTF-8") != std::string::npos || value.find("utf8") != std::string::npos || value.find("utf-8") != std::string::npos;
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
  const bool capable = shown.is_terminal && said("TERM") != "dumb" && said("NO_COLOR").empty();
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
    const std::string columns = said("COLUMNS");
    unsigned width = 0;
    const auto parsed = std::from_chars(columns.data(), columns.data() + columns.size(), width);
    if (parsed.ec == std::errc() && width >= 20) shown.width = width;
  }
  return shown;
}

}  // namespace portolan::system
