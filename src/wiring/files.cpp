#include "wiring/files.h"

#include <algorithm>
#include <filesystem>

#include <fmt/core.h>

#include "system/files.h"
#include "text/utf8.h"
#include "wiring/places.h"
#include "wiring/secrets.h"
#include "wiring/texts.h"

namespace portolan::wiring {

namespace {

// What an object of the API may hold, with room for its own fields.
constexpr std::size_t limit = 1u << 20;

// A key of an object for a path: what may not stand in one becomes a dash.
std::string key_of(std::string_view path, const Secret& secret) {
  std::string key;
  for (const char c : path) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    if (fits || !key.empty()) key += fits ? c : '-';
  }
  key = stable_name(key.empty() ? "file" : std::move(key), 253);
  const auto taken = [&](const std::string& name) { return std::ranges::find(secret.keys, name, &Secret::Key::key) != secret.keys.end(); };
  if (!taken(key)) return key;
  for (unsigned number = 2;; ++number) {
    if (std::string other = fmt::format("{}-{}", key, number); !taken(other)) return other;
  }
}

class Reader {
 public:
  Reader(Draft& draft, std::uint32_t index, References& references)
      : draft_(draft),
        workload_(draft.wiring.workloads[index]),
        runtime_(*draft.runtime_of_workload[index]),
        display_(draft.wiring.parties[workload_.party].display),
        references_(references) {}

  void read(const chart::File& said) {
    if (said.text) return fill(said);
    const std::filesystem::path from = std::filesystem::path(said.folder) / said.from;
    if (!said.path.ends_with('/')) {
      copy(said, from, said.path);
      return;
    }
    auto entries = system::list_folder(from);
    if (!entries) return refuse(said, entries.error().message);
    if (entries->empty()) return refuse(said, fmt::format("the folder `{}` has no files", said.from));
    for (const system::FolderEntry& entry : *entries) {
      if (!entry.folder) copy(said, from / entry.relative, said.path + entry.relative);
    }
  }

  void finish() {
    std::ranges::stable_sort(workload_.files, {}, &File::path);
    keep_secret_files();
    if (total_ <= limit) return;
    draft_.sink.add(with_layers({.code = "P0425",
                                 .message = fmt::format("the files of `{}` are {} KiB in all; an object of Kubernetes holds 1024", display_,
                                                        (total_ + 1023) / 1024),
                                 .hint = "put them into a store of `kind: volume` with `seed`, or into the image"},
                                *largest_, display_));
  }

 private:
  static bool known_in_pod_only(const Piece& piece) { return piece.kind != Piece::Kind::literal && piece.kind != Piece::Kind::secret; }

  void refuse_fact(const chart::File& said) {
    draft_.sink.add(with_layers({.code = "P0315",
                                 .message = "facts of the running pod are not known where files are filled in",
                                 .hint = "give them to the program by `env` or `args`"},
                                said.at, display_));
  }

  // What has secrets in it is written where secrets are made, into one Secret beside the ConfigMap of the same name.
  void keep_secret_files() {
    if (std::ranges::none_of(workload_.files, &File::secret)) return;
    Secret& secret = draft_.secrets.made(fmt::format("{}-files", workload_.name), workload_.name_space,
                                         fmt::format("files of {} with secrets in them", display_));
    secret.at = workload_.at;
    for (File& file : workload_.files) {
      if (!file.secret()) continue;
      file.rendered = {secret.name, key_of(file.path, secret), false};
      secret.keys.push_back({.key = file.rendered.key, .source = Secret::Source::rendered, .detail = file.path});
    }
  }

  void fill(const chart::File& said) {
    File file{.path = said.path, .mode = said.mode, .at = origin(said.at)};
    Text text = references_.fill(*said.text);
    std::size_t size = 0;
    for (const Piece& piece : text) size += piece.literal.size();
    count(said, size);
    const bool plain = std::ranges::all_of(text, [](const Piece& piece) { return piece.kind == Piece::Kind::literal; });
    if (const auto fact = std::ranges::find_if(text, known_in_pod_only); fact != text.end()) refuse_fact(said);
    if (plain)
      file.content = literals(text);
    else
      file.filled = std::move(text);
    workload_.files.push_back(std::move(file));
  }

  void copy(const chart::File& said, const std::filesystem::path& from, std::string path) {
    auto content = system::read_file(from, 64 * limit);
    if (!content) return refuse(said, content.error().message);
    count(said, content->size());
    File file{.path = std::move(path), .content = std::move(*content), .mode = said.mode, .at = origin(said.at)};
    file.binary = text::find_invalid_utf8(file.content).has_value() || file.content.find('\0') != std::string::npos;
    workload_.files.push_back(std::move(file));
  }

  void count(const chart::File& said, std::size_t size) {
    total_ += size;
    if (largest_ != nullptr && size <= most_) return;
    most_ = size;
    largest_ = &said.at;
  }

  void refuse(const chart::File& said, std::string message) {
    draft_.sink.add(with_layers({.code = "P0428",
                                 .message = fmt::format("a file of `{}` cannot be had: {}", display_, message),
                                 .hint = fmt::format("`{}` is looked for beside the file that names it, in `{}`", said.from,
                                                     said.folder.empty() ? "." : said.folder)},
                                said.at, display_));
  }

  Draft& draft_;
  Workload& workload_;
  const chart::Runtime& runtime_;
  const std::string& display_;
  References& references_;
  std::size_t total_ = 0, most_ = 0;
  const chart::Place* largest_ = nullptr;  // the file that has most of them
};

}  // namespace

void make_files(Draft& draft, std::uint32_t workload, References& references) {
  const chart::Runtime& runtime = *draft.runtime_of_workload[workload];
  if (runtime.files.empty()) return;
  Reader reader(draft, workload, references);
  for (const chart::File& said : runtime.files) reader.read(said);
  reader.finish();
}

}  // namespace portolan::wiring
