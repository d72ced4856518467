#include "catalog/read_kind.h"

#include <algorithm>
#include <charconv>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "text/edit_distance.h"

namespace portolan::catalog {

namespace {

// A key of an entry, what it holds, and where it goes.
struct TextKey {
  std::string_view key;
  std::string Kind::* place;
};

constexpr TextKey text_keys[] = {
    {"title", &Kind::title},
    {"grants", &Kind::grants},
    {"image", &Kind::image},
    {"version", &Kind::version},
    {"tag-suffix", &Kind::tag_suffix},
    {"parts", &Kind::parts},
    {"part", &Kind::default_part},
    {"channel", &Kind::default_channel_kind},
    {"url", &Kind::url},
    {"url-without-account", &Kind::url_without_account},
    {"data", &Kind::data_path},
    {"size", &Kind::size},
    {"replicas-mode", &Kind::cluster_mode},
    {"administrator", &Kind::administrator},
    {"shared-administrator", &Kind::shared_administrator},
    {"rotates", &Kind::rotates},
    {"access", &Kind::access_path},
    {"documented-only", &Kind::documented_only},
    {"settings", &Kind::settings_arguments},
    {"settings-variable", &Kind::settings_variable},
    {"settings-file", &Kind::settings_file},
    {"settings-line", &Kind::settings_line},
};

constexpr std::string_view other_keys[] = {"kind",      "ports",  "schema", "channels", "headless",   "enforces-verbs",
                                           "operators", "server", "shared", "open",     "per-service"};

class Reader {
 public:
  Reader(Kind& kind, diagnostics::Sink& sink) : kind_(kind), sink_(sink) {}

  void read(const yaml::Node& file) {
    for (const yaml::Entry& entry : file.entries) {
      if (const auto* row =
              std::find_if(std::begin(text_keys), std::end(text_keys), [&entry](const TextKey& key) { return key.key == entry.key; });
          row != std::end(text_keys)) {
        if (entry.value->is_scalar())
          kind_.*(row->place) = entry.value->text;
        else if (!entry.value->is_null())
          wrong(*entry.value, entry.key, "a text");
      } else {
        other(entry);
      }
    }
    if (kind_.title.empty()) kind_.title = kind_.name;
  }

 private:
  void wrong(const yaml::Node& node, std::string_view key, std::string_view wanted) {
    sink_.add({.code = "P0701",
               .span = node.span,
               .message = fmt::format("`{}` of a catalogue entry is {}", key, wanted),
               .hint = "docs/guide/catalogue.md describes an entry"});
  }

  bool flag(const yaml::Entry& entry) {
    if (entry.value->text != "true" && entry.value->text != "false") wrong(*entry.value, entry.key, "`true` or `false`");
    return entry.value->text == "true";
  }

  std::vector<std::string> list(const yaml::Entry& entry) {
    std::vector<std::string> result;
    if (!entry.value->is_sequence()) wrong(*entry.value, entry.key, "a list");
    for (const yaml::Node* item : entry.value->items) result.emplace_back(item->text);
    return result;
  }

  const yaml::Node* part(const yaml::Entry& entry) {
    if (!entry.value->is_map()) wrong(*entry.value, entry.key, "a map of the keys of a store or broker");
    return entry.value->is_map() ? entry.value : nullptr;
  }

  void ports(const yaml::Node& map) {
    if (!map.is_map()) return wrong(map, "ports", "a map of names to numbers");
    for (const yaml::Entry& entry : map.entries) {
      KindPort port;
      port.name = entry.key;
      const yaml::Node* number = entry.value->is_map() ? entry.value->get("port") : entry.value;
      if (number != nullptr) std::from_chars(number->text.data(), number->text.data() + number->text.size(), port.port);
      if (port.port == 0) wrong(*entry.value, entry.key, "a port: a number, or `{port: N, peer: true}`");
      if (const yaml::Node* peer = entry.value->get("peer"); peer != nullptr) port.peer = peer->text == "true";
      if (const yaml::Node* metrics = entry.value->get("metrics"); metrics != nullptr) port.metrics = metrics->text == "true";
      kind_.ports.push_back(std::move(port));
    }
  }

  void other(const yaml::Entry& entry) {
    if (entry.key == "kind") {
      if (entry.value->text != kind_.name) {
        sink_.add({.code = "P0702",
                   .span = entry.value->span,
                   .message = fmt::format("the file `{}.yaml` describes the kind `{}`", kind_.name, entry.value->text),
                   .hint = "a catalogue file is named for its kind"});
      }
    } else if (entry.key == "ports") {
      ports(*entry.value);
    } else if (entry.key == "schema") {
      kind_.parts_have_schema = flag(entry);
    } else if (entry.key == "headless") {
      kind_.headless = flag(entry);
    } else if (entry.key == "enforces-verbs") {
      kind_.enforces_verbs = flag(entry);
    } else if (entry.key == "channels") {
      kind_.channel_kinds = list(entry);
    } else if (entry.key == "operators") {
      kind_.operators = list(entry);
    } else if (entry.key == "server") {
      kind_.server = part(entry);
    } else if (entry.key == "shared") {
      kind_.server_shared = part(entry);
    } else if (entry.key == "open") {
      kind_.server_open = part(entry);
    } else if (entry.key == "per-service") {
      kind_.server_per_service = part(entry);
    } else {
      unknown(entry);
    }
  }

  void unknown(const yaml::Entry& entry) {
    std::vector<std::string_view> known(std::begin(other_keys), std::end(other_keys));
    for (const TextKey& key : text_keys) known.push_back(key.key);
    std::sort(known.begin(), known.end());
    const auto near = text::nearest(entry.key, known);
    sink_.add({.code = "P0703",
               .span = entry.key_span,
               .message = fmt::format("a catalogue entry has no key `{}`", entry.key),
               .hint = near ? fmt::format("did you mean `{}`?", *near)
                            : fmt::format("keys are {}; what a store or broker says goes under `server`", fmt::join(known, ", "))});
  }

  Kind& kind_;
  diagnostics::Sink& sink_;
};

}  // namespace

Kind read_kind(std::string_view name, const yaml::Node& file, diagnostics::Sink& sink) {
  Kind kind;
  kind.name = name;
  Reader(kind, sink).read(file);
  return kind;
}

}  // namespace portolan::catalog
