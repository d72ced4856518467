#include "yaml/events.h"

#include <yaml.h>

#include <vector>

#include "text/utf8.h"

namespace portolan::yaml {

namespace {

// libyaml counts code points; a byte offset is found from a mark every 256 of them. A file that is all ASCII needs none.
class OffsetIndex {
 public:
  explicit OffsetIndex(std::string_view content) : content_(content) {
    if (text::count_code_points(content) == content.size()) return;
    std::size_t count = 0;
    for (std::size_t at = 0; at < content.size(); ++at) {
      if (continues(at)) continue;
      if (count++ % step == 0) marks_.push_back(static_cast<std::uint32_t>(at));
    }
  }

  [[nodiscard]] std::uint32_t byte(std::size_t code_point) const {
    if (marks_.empty()) return static_cast<std::uint32_t>(code_point);
    if (code_point / step >= marks_.size()) return static_cast<std::uint32_t>(content_.size());
    std::size_t at = marks_[code_point / step];
    for (std::size_t left = code_point % step; left != 0 && at < content_.size(); --left) {
      ++at;
      while (at < content_.size() && continues(at)) ++at;
    }
    return static_cast<std::uint32_t>(at);
  }

 private:
  static constexpr std::size_t step = 256;
  std::string_view content_;
  std::vector<std::uint32_t> marks_;

  [[nodiscard]] bool continues(std::size_t at) const { return (static_cast<unsigned char>(content_[at]) & 0xC0) == 0x80; }
};

std::string_view view(const yaml_char_t* characters) {
  return characters == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(characters));
}

std::string_view view(const char* characters) { return characters == nullptr ? std::string_view() : std::string_view(characters); }

Style style_of(yaml_scalar_style_t style) {
  switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: return Style::single_quoted;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return Style::double_quoted;
    case YAML_LITERAL_SCALAR_STYLE: return Style::literal;
    case YAML_FOLDED_SCALAR_STYLE: return Style::folded;
    default: return Style::plain;
  }
}

}  // namespace

struct EventReader::Scanner {
  OffsetIndex offsets;
  std::uint32_t origin;
  yaml_parser_t parser{};
  yaml_event_t raw{};
  Event event;
  SyntaxError error;
  bool finished = false;

  Scanner(std::string_view content, std::uint32_t first) : offsets(content), origin(first) {
    if (yaml_parser_initialize(&parser) == 0) {
      finished = true;
      error.problem = "out of memory";
      return;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(content.data()), content.size());
  }
  ~Scanner() {
    yaml_event_delete(&raw);
    yaml_parser_delete(&parser);
  }
  Scanner(const Scanner&) = delete;
  Scanner& operator=(const Scanner&) = delete;

  [[nodiscard]] std::uint32_t place(const yaml_mark_t& mark) const { return origin + offsets.byte(mark.index); }

  void fail() {
    finished = true;
    event = {.kind = EventKind::error, .begin = place(parser.problem_mark)};
    event.end = event.begin;
    error = {view(parser.problem), view(parser.context), event.begin, place(parser.context_mark)};
  }

  void read() {
    yaml_event_delete(&raw);
    if (yaml_parser_parse(&parser, &raw) == 0) return fail();
    event = {.begin = place(raw.start_mark), .end = place(raw.end_mark)};
    switch (raw.type) {
      case YAML_STREAM_START_EVENT: return read();
      case YAML_DOCUMENT_START_EVENT: event.kind = EventKind::document_start; return;
      case YAML_DOCUMENT_END_EVENT: event.kind = EventKind::document_end; return;
      case YAML_ALIAS_EVENT:
        event.kind = EventKind::alias;
        event.anchor = view(raw.data.alias.anchor);
        return;
      case YAML_SCALAR_EVENT:
        event.kind = EventKind::scalar;
        event.style = style_of(raw.data.scalar.style);
        event.text = {reinterpret_cast<const char*>(raw.data.scalar.value), raw.data.scalar.length};
        event.anchor = view(raw.data.scalar.anchor);
        event.tag = view(raw.data.scalar.tag);
        return;
      case YAML_SEQUENCE_START_EVENT:
        event.kind = EventKind::sequence_start;
        event.style = raw.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE ? Style::flow : Style::block;
        event.anchor = view(raw.data.sequence_start.anchor);
        event.tag = view(raw.data.sequence_start.tag);
        return;
      case YAML_MAPPING_START_EVENT:
        event.kind = EventKind::map_start;
        event.style = raw.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE ? Style::flow : Style::block;
        event.anchor = view(raw.data.mapping_start.anchor);
        event.tag = view(raw.data.mapping_start.tag);
        return;
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT: event.kind = EventKind::collection_end; return;
      default:
        event.kind = EventKind::stream_end;
        finished = true;
        return;
    }
  }
};

EventReader::EventReader(std::string_view content, std::uint32_t origin) : scanner_(std::make_unique<Scanner>(content, origin)) {}
EventReader::~EventReader() = default;

const Event& EventReader::next() {
  if (!scanner_->finished) scanner_->read();
  return scanner_->event;
}

const SyntaxError& EventReader::error() const { return scanner_->error; }

}  // namespace portolan::yaml
