#include "support/read_value.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>

#include "diagnostics/diagnostic.h"
#include "text/source.h"
#include "yaml/node.h"
#include "yaml/parse.h"

namespace portolan::support {

namespace {

value::Value* convert(const yaml::Node& node, value::Builder& made) {
  switch (node.kind) {
    case yaml::Kind::null: return made.null();
    case yaml::Kind::scalar: {
      if (node.style != yaml::Style::plain) return made.copy(node.text);
      if (node.text == "true" || node.text == "false") return made.boolean(node.text == "true");
      std::int64_t number = 0;
      const auto [end, error] = std::from_chars(node.text.data(), node.text.data() + node.text.size(), number);
      const bool whole = error == std::errc{} && end == node.text.data() + node.text.size();
      return whole ? made.integer(number) : made.copy(node.text);
    }
    case yaml::Kind::sequence: {
      value::Value* list = made.list();
      for (const yaml::Node* item : node.items) made.push(list, convert(*item, made));
      return list;
    }
    case yaml::Kind::map: {
      value::Value* map = made.map();
      for (const yaml::Entry& entry : node.entries) made.set(map, made.keep(entry.key), convert(*entry.value, made));
      return map;
    }
  }
  return made.null();
}

}  // namespace

value::Value* read_value(std::string_view yaml, value::Builder& made, std::string& problem) {
  text::Sources sources;
  const auto file = sources.add("text", std::string(yaml));
  yaml::Arena arena;
  diagnostics::Sink sink;
  const yaml::Node* node = yaml::parse(sources, file, arena, sink);
  if (node && !sink.has_errors()) return convert(*node, made);
  problem = sink.all().empty() ? "neither YAML nor JSON" : sink.all()[0].message;
  return nullptr;
}

std::vector<const value::Value*> read_objects(std::string_view yaml, value::Builder& made) {
  std::vector<const value::Value*> objects;
  constexpr std::string_view separator = "---\n";
  for (std::size_t begin = 0; begin < yaml.size();) {
    std::size_t end = begin;
    while (end < yaml.size() && !yaml.substr(end).starts_with(separator)) {
      const std::size_t line = yaml.find('\n', end);
      end = line == std::string_view::npos ? yaml.size() : line + 1;
    }
    std::string problem;
    const value::Value* object = read_value(yaml.substr(begin, end - begin), made, problem);
    if (!object) {
      std::fprintf(stderr, "%s in:\n%.*s\n", problem.c_str(), static_cast<int>(end - begin), yaml.data() + begin);
      std::abort();
    }
    if (object->is_map()) objects.push_back(object);
    begin = end + separator.size();
  }
  return objects;
}

}  // namespace portolan::support
