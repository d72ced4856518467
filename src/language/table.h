#pragma once

#include <cstdint>
#include <span>
#include <string_view>

// The table of the language: every record, its keys, their types, defaults and meanings. Constant data, made from the .tsv
// files of this folder; checker, JSON Schema and reference page are made from the same rows.

namespace portolan::language {

// What a text has to look like. The order is that of forms.tsv.
enum class Form : std::uint8_t {
  text,
  scalar,
  path,
  boolean,
  integer,
  percent,
  version,
  name,
  target,
  url,
  range,
  portpair,
  cpu,
  memory,
  size,
  duration,
  cron,
  variable,
  env_name,
  port_name,
  container_path,
  label_name,
  label,
  annotation_name,
  version_name,
  host,
};

struct FormInfo {
  std::string_view name;     // as types write it: "duration"
  std::string_view pattern;  // regular expression of the whole value
  std::string_view wanted;   // "a duration with its unit (ms, s, m, h, d)"
  std::string_view example;  // "30s"
};

const FormInfo& form_info(Form form);

struct Record;

// Inclusive bounds of every whole number, port or percentage that the type takes.
struct Limits {
  std::uint32_t low = 0;
  std::uint32_t high = 0x7FFFFFFF;
};

// What may stand as a value: the union of some words, some forms of a text, and at most one record, one list and one map.
struct Type {
  std::string_view expression;              // as the table writes it: "none | text | Expose"
  std::span<const std::string_view> words;  // words of its own
  std::span<const Form> forms;
  const Record* record = nullptr;
  const Type* list = nullptr;  // of an item
  const Type* map = nullptr;   // of a value
  Form keys = Form::text;      // of the map's keys
  Limits limits;
  bool links = false;       // `links<R>`: a map, or a list of its keys
  bool any = false;         // neither checked nor changed
  bool command = false;     // `words`: a text that is cut into words later, or a list taken as it is
  bool rules = false;       // the map's keys are hardening rules
  bool needs_keys = false;  // the record, or one below it outside lists, has a required key

  [[nodiscard]] bool has_word(std::string_view word) const;
};

struct Key {
  std::string_view name;
  const Type* type = nullptr;
  std::string_view fallback;  // the default, in words; may be empty
  std::string_view meaning;
  std::string_view example;
  bool required = false;
  bool required_in_lists = false;  // elsewhere the key of the map says it
  bool root_only = false;          // not in included files
};

// What a text stands for where the record could stand.
enum class ShortForm : std::uint8_t {
  none,
  key,      // the value of Record::short_key
  port,     // 8080 or 80:8080
  range,    // 3 or 2..10
  health,   // /path, tcp, grpc
  metrics,  // /path or the name of a port
  job,      // once, manual or a schedule
};

struct Record {
  std::string_view name;  // "Service"
  std::string_view noun;  // "a service"
  std::string_view about;
  std::span<const Key> keys;            // in the order of the reference; those of included records last
  std::span<const std::uint8_t> slots;  // open addressing by key_hash: index of the key + 1, or 0
  ShortForm short_form = ShortForm::none;
  const Key* short_key = nullptr;

  // nullptr where the record has no such key.
  [[nodiscard]] const Key* find(std::string_view key) const;
};

std::span<const Record> records();
// nullptr where there is no such record.
const Record* find_record(std::string_view name);

struct Rule {
  std::string_view name;     // what `waive` names: "writable-root"
  std::string_view meaning;  // what a waiver says
};

std::span<const Rule> hardening_rules();
const Rule* find_rule(std::string_view name);

constexpr std::uint32_t key_hash(std::string_view key) {
  auto hash = static_cast<std::uint32_t>(key.size());
  for (const char character : key) hash = hash * 31 + static_cast<unsigned char>(character);
  return hash ^ (hash >> 7);
}

}  // namespace portolan::language
