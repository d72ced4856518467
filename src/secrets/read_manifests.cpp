#include <optional>

#include <fmt/core.h>

#include "secrets/manifest_words.h"
#include "secrets/manifests.h"
#include "text/base64.h"
#include "text/source.h"
#include "yaml/parse.h"

namespace portolan::secrets {

namespace {

using yaml::Node;

std::string_view text_at(const Node* map, std::string_view key) {
  const Node* found = map == nullptr || !map->is_map() ? nullptr : map->get(key);
  return found != nullptr && found->is_scalar() ? found->text : std::string_view();
}

class Reader {
 public:
  Reader(std::string_view name, const Owner& owner, bool ours) : name_(name), owner_(owner), ours_(ours) {}

  tl::expected<Values, Unreadable> read(std::string_view content) {
    diagnostics::Sink sink;
    const std::uint32_t file = sources_.add(std::string(name_), std::string(content));
    const std::vector<const Node*> documents = yaml::parse_all(sources_, file, arena_, sink);
    // The messages of the reader show lines; these hold values.
    for (const diagnostics::Diagnostic& one : sink.all())
      if (one.severity == diagnostics::Severity::error) {
        refuse(one.span, "cannot be read as YAML");
        return tl::unexpected(std::move(*wrong_));
      }
    if (ours_ && !whole(content))
      return tl::unexpected(Unreadable{fmt::format("{}: the end is missing: its last line is not `{}`", name_, end_mark),
                                       "take the whole file from where it is kept; nothing was changed"});
    for (const Node* document : documents) {
      add(*document);
      if (wrong_) return tl::unexpected(std::move(*wrong_));
    }
    return std::move(values_);
  }

 private:
  static bool whole(std::string_view content) {
    while (!content.empty() && (content.back() == '\n' || content.back() == '\r' || content.back() == ' ')) content.remove_suffix(1);
    return content.ends_with(end_mark);
  }

  void refuse(text::Span span, std::string_view what, std::string hint = {}) {
    if (wrong_) return;
    if (hint.empty()) hint = "mend it, or move the file away and have everything made anew; nothing was changed";
    const std::string place =
        span.known() ? fmt::format("{}:{}", name_, sources_.file(span.file).position(span.begin).line) : std::string(name_);
    wrong_ = Unreadable{fmt::format("{}: {}", place, what), std::move(hint)};
  }

  void add(const Node& node) {
    if (node.is_null() || wrong_) return;
    if (!node.is_map()) return refuse(node.span, "a document is no object of Kubernetes");
    const std::string_view kind = text_at(&node, "kind");
    if (kind == "List" || kind == "SecretList") {
      const Node* items = node.get("items");
      if (items == nullptr || !items->is_sequence()) return;
      for (const Node* item : items->items) add(*item);
      return;
    }
    if (kind == "Secret") return add_secret(node);
    if (ours_) refuse(node.span, fmt::format("`{}` is no Secret", kind));
  }

  void add_secret(const Node& secret) {
    const Node* metadata = secret.get("metadata");
    const Node* labels = metadata != nullptr && metadata->is_map() ? metadata->get("labels") : nullptr;
    const Node* annotations = metadata != nullptr && metadata->is_map() ? metadata->get("annotations") : nullptr;
    const ObjectName object{std::string(text_at(metadata, "namespace")), std::string(text_at(metadata, "name"))};
    if (object.name.empty() || object.name_space.empty()) {
      if (ours_) refuse(secret.span, "a Secret without name and namespace");
      return;
    }
    const std::string_view app = text_at(labels, part_of_label), environment = text_at(annotations, environment_annotation);
    const bool foreign = app != owner_.app || environment != owner_.environment;
    if (foreign && ours_)
      return refuse(secret.span,
                    fmt::format("Secret {} belongs to {}, {}{}", object.name, app.empty() ? "another application" : app,
                                environment.empty() ? "without an environment" : "environment ", environment),
                    fmt::format("these are the Secrets of {}, {}{}: name another file with -o", owner_.app,
                                owner_.environment.empty() ? "without an environment" : "environment ", owner_.environment));
    Keys& keys = values_.object(object);
    read_keys(secret.get("data"), true, keys);
    read_keys(secret.get("stringData"), false, keys);
    if (ours_ && keys.empty()) refuse(secret.span, fmt::format("Secret {} holds nothing", object.name));
  }

  void read_keys(const Node* data, bool encoded, Keys& keys) {
    if (data == nullptr || data->is_null()) return;
    if (!data->is_map()) return refuse(data->span, "`data` is no map");
    for (const yaml::Entry& entry : data->entries) {
      if (!entry.value->is_scalar()) return refuse(entry.key_span, fmt::format("`{}` has no value", entry.key));
      auto value = encoded ? text::from_base64(entry.value->text) : std::string(entry.value->text);
      if (!value)
        return refuse(entry.key_span, fmt::format("the value of `{}` is not base64", entry.key),
                      "a value in the clear stands under `stringData`; nothing was changed");
      keys.insert_or_assign(std::string(entry.key), std::move(*value));
    }
  }

  std::string_view name_;
  const Owner& owner_;
  bool ours_;
  text::Sources sources_;
  yaml::Arena arena_;
  Values values_;
  std::optional<Unreadable> wrong_;
};

}  // namespace

tl::expected<Values, Unreadable> read_manifests(std::string_view content, std::string_view name, const Owner& owner, bool ours) {
  return Reader(name, owner, ours).read(content);
}

}  // namespace portolan::secrets
