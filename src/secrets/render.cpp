#include "secrets/render.h"

#include <algorithm>

#include <fmt/core.h>

#include "access/access.h"
#include "secrets/logins.h"
#include "secrets/made_values.h"
#include "wiring/texts.h"

namespace portolan::secrets {

namespace {

using wiring::Piece;
using wiring::Secret;
using wiring::SecretRef;

class Renderer {
 public:
  Renderer(const wiring::Wiring& wiring, Values& values, diagnostics::Sink& sink) : wiring_(wiring), values_(values), sink_(sink) {}

  void of_copies() {
    for (const Secret& secret : wiring_.secrets)
      for (const Secret::Key& key : secret.keys) {
        if (key.copy_of.secret.empty()) continue;
        if (const std::string* value = wanted(secret.name_space, key.copy_of, secret.at, "a URL"))
          values_.put({secret.name_space, secret.name}, key.key, wiring::percent_encoded(*value));
      }
  }

  void of_files() {
    for (const wiring::Workload& workload : wiring_.workloads)
      for (const wiring::File& file : workload.files) {
        if (!file.secret()) continue;
        std::string content;
        bool complete = true;
        for (const Piece& piece : file.filled) {
          if (piece.kind != Piece::Kind::secret) {
            content += piece.literal;
          } else if (const std::string* value = wanted(workload.name_space, piece.secret, file.at, fmt::format("the file {}", file.path))) {
            content += *value;
          } else {
            complete = complete && piece.secret.optional;
          }
        }
        if (complete) values_.put({workload.name_space, file.rendered.secret}, file.rendered.key, std::move(content));
      }
  }

  void of_server(const Secret& secret) {
    const std::uint32_t server = *secret.access_of;
    const ObjectName object{secret.name_space, secret.name};
    const wiring::Party& party = wiring_.parties[server];
    const Logins logins(wiring_, values_);
    bool complete = true;
    for (std::uint32_t index = 0; index < wiring_.accounts.size(); ++index) {
      if (wiring_.accounts[index].server != server || logins.knows(index)) continue;
      complete = false;
      unknown(wiring_.accounts[index], party);
    }
    // An account without a password would be an open door.
    if (!complete) return;
    if (!make_administrator(object, server)) return;
    const access::Access access = access::render(wiring_, server, logins);
    Keys& keys = values_.object(object);
    std::erase_if(keys, [](const auto& entry) { return entry.first != "admin-password"; });
    for (const access::AccessFile& file : access.files) values_.put(object, file.name, file.text);
    if (!party.administrator.empty()) {
      const access::Login admin = logins.administrator_of(server);
      values_.put(object, "admin-user", admin.user);
      values_.put(object, "admin-password", admin.password);
    }
    if (const auto common = common_account(wiring_, server)) {
      const access::Login login = logins.of_account(*common);
      values_.put(object, "user", login.user);
      values_.put(object, "password", login.password);
    }
    for (const access::Problem& problem : access.problems)
      sink_.add({.code = "P0903",
                 .severity = diagnostics::Severity::warning,
                 .span = wiring_.links[problem.link].at.said,
                 .message = problem.sentence,
                 .hint = "this link gets no right there; name it otherwise"});
  }

 private:
  bool make_administrator(const ObjectName& object, std::uint32_t server) {
    const wiring::Party& party = wiring_.parties[server];
    if (party.administrator.empty() || values_.find(object, "admin-password") != nullptr) return true;
    auto made = make_password(administrator_length);
    if (made)
      values_.put(object, "admin-password", std::move(*made));
    else
      sink_.add({.code = "P0901", .message = cannot_make(made.error()), .hint = std::string(nothing_written)});
    return made.has_value();
  }

  const std::string* wanted(const std::string& name_space, const SecretRef& from, const wiring::Origin& at, std::string_view what) {
    const std::string* value = values_.find({name_space, from.secret}, from.key);
    if (value == nullptr && !from.optional && !is_missing_anyway(name_space, from))
      sink_.add({.code = "P0902",
                 .span = at.said,
                 .message = fmt::format("{} needs `{}` of Secret {}, whose value is not known here", what, from.key, from.secret),
                 .hint = fmt::format("give the Secrets of the cluster: `kubectl get secrets -n {} -o yaml`, by --known", name_space)});
    return value;
  }

  // Said already, where its source was asked.
  bool is_missing_anyway(const std::string& name_space, const SecretRef& from) const {
    using Source = Secret::Source;
    for (const Secret& secret : wiring_.secrets) {
      if (secret.name != from.secret || secret.name_space != name_space) continue;
      for (const Secret::Key& key : secret.keys)
        if (key.key == from.key) return key.source != Source::cluster && key.source != Source::remote;
    }
    return false;
  }

  void unknown(const wiring::Account& account, const wiring::Party& party) {
    if (!account.password || account.links.empty()) return;
    const std::string& name_space = wiring_.parties[wiring_.links[account.links.front()].from].name_space;
    wanted(name_space, *account.password, wiring_.links[account.links.front()].at, fmt::format("the account on {}", party.display));
  }

  static constexpr std::uint32_t administrator_length = 40;
  const wiring::Wiring& wiring_;
  Values& values_;
  diagnostics::Sink& sink_;
};

}  // namespace

void render(const wiring::Wiring& wiring, Values& values, diagnostics::Sink& sink) {
  Renderer renderer(wiring, values, sink);
  renderer.of_copies();
  renderer.of_files();
  for (const Secret& secret : wiring.secrets)
    if (secret.access_of) renderer.of_server(secret);
}

}  // namespace portolan::secrets
