#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "text/source.h"
#include "yaml/node.h"

// The catalogue: what is known of each kind of store and broker, as data files.
//
// A file has two halves. Its own keys say what the kind is (ports, parts, URL form, which account model, where its data
// lives). `server:` is a partial record of the language's Server: image, args, env, files, health, resources … and is merged
// under what the chart says of a server of that kind, exactly as a template would be. So everything a catalogue entry says of
// running it can be overridden with the ordinary keys.

namespace portolan::catalog {

struct KindPort {
  std::string name;
  std::uint16_t port = 0;
  bool peer = false;  // members of one server only
  bool metrics = false;
};

struct Kind {
  std::string name;             // "redis"
  std::string title;            // "Redis"
  std::string grants;           // which column of the table of grants: redis, sql, mongodb, rabbitmq, kafka, nats …
  std::string image;            // without a tag
  std::string version;          // the default tag
  std::string tag_suffix;       // appended to a version that is digits and dots only: "-alpine"
  std::vector<KindPort> ports;  // the client's first
  std::string parts;            // "databases", "keyspaces", "buckets", "vhosts" or empty
  std::string default_part;     // "{name}", "0", "/", …; empty: none
  bool parts_have_schema = false;
  std::vector<std::string> channel_kinds;  // queue, topic, stream; empty: carries no messages
  std::string default_channel_kind;        // empty: must be said
  std::string url;                         // "redis://{user}:{password}@{host}:{port}/{part}"; empty: no URL form
  std::string url_without_account;         // the same where clients present nothing
  std::string data_path;                   // where its data lives; empty: keeps nothing
  std::string size;                        // default storage
  bool headless = false;                   // clients learn the members' own addresses (rule 16)
  std::string cluster_mode;                // the mode for more than one replica: replica-set, cluster, independent …; empty: only one
  std::string administrator;               // the user who sets everything up; empty: the server has none
  std::string
      shared_administrator;  // … where all clients share an account: "account", that one, or another with its password; empty: as ever
  std::string rotates;       // while a password is made anew: "passwords" (one user has two), "users" (there are two)
  std::string access_path;   // where the Secret with accounts and rights is mounted in the server; empty: none
  std::string settings_arguments;            // the words of one setting on the command line: "-c {key}={value}"; empty: see the next two
  std::string settings_variable;             // … or the variable it becomes: "KAFKA_{KEY}", with dots as underscores in upper case
  std::string settings_file, settings_line;  // … or the file and the line in it: "{key} = {value}"
  bool enforces_verbs = true;                // false: memcached, volume …
  std::vector<std::string> operators;
  std::string documented_only;                     // why its rights were not tried on a real server; empty: they were
  const yaml::Node* server = nullptr;              // the partial Server record, in the form of the language; may be null
  const yaml::Node* server_shared = nullptr;       // … merged over it where auth is shared or an account
  const yaml::Node* server_open = nullptr;         // … where auth is none
  const yaml::Node* server_per_service = nullptr;  // … where auth is per-service
};

class Catalog {
 public:
  virtual ~Catalog() = default;
  [[nodiscard]] virtual const Kind* find(std::string_view name) const = 0;
  [[nodiscard]] virtual std::vector<std::string_view> names() const = 0;  // sorted
};

// The entries compiled in, with those of `folder` (the user's own, one YAML file a kind) over them. A folder that is not there
// is no problem. An entry is read when it is first asked for; what is wrong with it goes to `sink`. All arguments must outlive the result.
std::unique_ptr<Catalog> open(const std::filesystem::path& folder, text::Sources& sources, yaml::Arena& arena, diagnostics::Sink& sink);

}  // namespace portolan::catalog
