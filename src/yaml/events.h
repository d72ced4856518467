#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "yaml/node.h"

// What a YAML scanner says about a file, one event at a time, with places in bytes.
//
// The one door to libyaml, kept so narrow that another scanner could stand behind it.

namespace portolan::yaml {

enum class EventKind : std::uint8_t {
  stream_end,
  document_start,
  document_end,
  scalar,
  sequence_start,
  map_start,
  collection_end,
  alias,
  error
};

struct Event {
  EventKind kind = EventKind::error;
  Style style = Style::plain;
  std::uint32_t begin = 0;  // of the first property where there is one
  std::uint32_t end = 0;
  std::string_view text{};    // of a scalar; like all views here valid until the next event
  std::string_view anchor{};  // set by a node, or referred to by an alias
  std::string_view tag{};     // resolved: "tag:yaml.org,2002:str"
};

// Why the scanner gave up, in its own words, which syntax_message.h turns into ours.
struct SyntaxError {
  std::string_view problem{};
  std::string_view context{};
  std::uint32_t at = 0;
  std::uint32_t context_at = 0;
};

class EventReader {
 public:
  // `content` is UTF-8 without a byte order mark or control characters and outlives the reader. `origin` is added to every place.
  EventReader(std::string_view content, std::uint32_t origin);
  ~EventReader();
  EventReader(const EventReader&) = delete;
  EventReader& operator=(const EventReader&) = delete;

  // After an error or the end: the same again.
  const Event& next();
  [[nodiscard]] const SyntaxError& error() const;

 private:
  struct Scanner;
  std::unique_ptr<Scanner> scanner_;
};

}  // namespace portolan::yaml
