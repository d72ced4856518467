#include <fmt/core.h>

#include "access/nats_permissions.h"
#include "access/nats_streams.h"
#include "access/nats_subjects.h"
#include "access/renderers.h"
#include "system/bcrypt.h"

// NATS: the part of its configuration that names accounts and users. It reads the file when it starts and on SIGHUP; clients that lost
// their user are disconnected then, subscriptions that are allowed no more are ended.
//
// One account for the application, so that its programs hear one another, and the system account, where the server tells about
// itself. A client that presents nothing is refused, since no user is named for it.

namespace portolan::access {

namespace {

// A made password is as long as a key, so stretching it would add nothing and every reconnecting client would wait for it; one that
// somebody chose may be a word.
constexpr unsigned rounds_of_made = 4, rounds_of_chosen = 10;  // powers of two

std::string list(const NatsRights::Subjects& subjects) {
  std::string result;
  for (const auto& [subject, links] : subjects) result += fmt::format("{}{}", result.empty() ? "" : ", ", quoted(subject));
  return result;
}

std::string direction(const NatsRights::Subjects& subjects, const std::vector<std::string>& but) {
  if (subjects.empty()) return R"({deny: [">"]})";
  std::string denied;
  for (const std::string& one : but) denied += fmt::format("{}{}", denied.empty() ? ", deny: [" : ", ", quoted(one));
  return fmt::format("{{allow: [{}]{}{}}}", list(subjects), denied, denied.empty() ? "" : "]");
}

std::string permissions(const NatsRights& rights) {
  return fmt::format("{{publish: {}, subscribe: {}{}}}", direction(rights.publish, rights.unpublish), direction(rights.subscribe, {}),
                     rights.answers.empty() ? "" : ", allow_responses: true");
}

class Users {
 public:
  explicit Users(unsigned rounds) : rounds_(rounds) {}

  void set_rounds(unsigned rounds) { rounds_ = rounds; }
  void add(const Login& login, const std::string& rights) {
    line(login.user, login.password, rights);
    if (!login.previous.empty()) line(login.previous_user, login.previous, rights);
  }
  std::string text{};

 private:
  void line(const std::string& user, const std::string& password, const std::string& rights) {
    text += fmt::format("      {{user: {}, password: {}{}}}\n", quoted(user),
                        quoted(system::bcrypt(password, fmt::format("nats {} {}", user, password), rounds_)),
                        rights.empty() ? "" : fmt::format(", permissions: {}", rights));
  }

  unsigned rounds_;
};

}  // namespace

void render_nats(const Task& task, Access& into) {
  Users application(rounds_of_made), system(rounds_of_made);
  const Login administrator = task.credentials.administrator_of(task.server);
  application.add(administrator, "");
  for (const std::uint32_t index : task.accounts()) {
    const wiring::Account& account = task.wiring.accounts[index];
    NatsRights rights = nats_rights_of(task.wiring, account);
    for (Problem& one : rights.problems) into.problems.push_back(std::move(one));
    Users& users = rights.system.empty() ? application : system;
    users.set_rounds(account.kind == wiring::Account::Kind::given ? rounds_of_chosen : rounds_of_made);
    users.add(task.credentials.of_account(index), rights.system.empty() ? permissions(rights) : "");
  }
  into.files.push_back({"accounts.conf", fmt::format(R"(system_account: "SYS"
accounts {{
  "SYS" {{
    users: [
{}    ]
  }}
  {} {{
    jetstream: enabled
    users: [
{}    ]
  }}
}}
)",
                                                     system.text, quoted(task.wiring.app), application.text)});
  std::string streams = nats_streams(task.wiring, task.server, administrator);
  if (!streams.empty()) into.files.push_back({"streams.nats", std::move(streams)});
}

}  // namespace portolan::access
