#include "access/kafka_access.h"

#include <algorithm>

#include <fmt/core.h>

#include "access/renderers.h"

// Kafka: a list of what must be on the server, for whoever carries it out with the command line tools of the server's image.
//
// access.txt has one thing a line, its words with tabs between them, sorted:
//
//   acl USER KIND literal|prefixed NAME OPERATION…    what USER may do, on a resource of kafka-acls.sh
//   topic NAME PARTITIONS REPLICAS [KEY=VALUE]…       to be made where it is missing; -1: what the server takes of itself
//   user NAME PASSWORD                                to log in with by SCRAM-SHA-512
//
// It is complete: lists of access and users that it does not name are to be taken away, topics never are.

namespace portolan::access {

namespace {

using wiring::Channel;

class Lines {
 public:
  void user(const Login& login) {
    add(fmt::format("user\t{}\t{}", login.user, login.password));
    if (!login.previous.empty()) add(fmt::format("user\t{}\t{}", login.previous_user, login.previous));
  }
  void acl(const std::string& user, const KafkaRights& rights) {
    for (const auto& [resource, operations] : rights.operations) {
      std::string line = fmt::format("acl\t{}\t{}\t{}\t{}", user, resource.kind, resource.prefixed ? "prefixed" : "literal", resource.name);
      for (const auto& [operation, links] : operations) line += fmt::format("\t{}", operation);
      add(std::move(line));
    }
  }
  void topic(const Channel& channel) {
    const auto number = [](const std::optional<std::uint32_t>& said) { return said ? std::to_string(*said) : std::string("-1"); };
    std::string line = fmt::format("topic\t{}\t{}\t{}", channel.name, number(channel.partitions), number(channel.replicas));
    if (channel.keep_milliseconds) line += fmt::format("\tretention.ms={}", *channel.keep_milliseconds);
    if (channel.keep_bytes) line += fmt::format("\tretention.bytes={}", *channel.keep_bytes);
    for (const auto& [key, setting] : channel.settings)
      if (fits_line(key) && fits_line(setting)) line += fmt::format("\t{}={}", key, setting);
    add(std::move(line));
  }
  std::string text() {
    std::ranges::sort(lines_);
    std::string result;
    for (const std::string& one : lines_) result += one + '\n';
    return result;
  }

 private:
  void add(std::string line) { lines_.push_back(std::move(line)); }

  std::vector<std::string> lines_;
};

}  // namespace

void render_kafka(const Task& task, Access& into) {
  Lines lines;
  lines.user(task.credentials.administrator_of(task.server));
  for (const std::uint32_t index : task.accounts()) {
    const wiring::Account& account = task.wiring.accounts[index];
    const Login login = task.credentials.of_account(index);
    if (!fits_line(login.user) || login.user == "*") {
      for (const std::uint32_t link : account.links)
        into.problems.push_back({link, fmt::format("Kafka has no way to call a user `{}`", login.user)});
      continue;
    }
    KafkaRights rights = kafka_rights_of(task.wiring, account);
    for (Problem& one : rights.problems) into.problems.push_back(std::move(one));
    lines.user(login);
    lines.acl(login.user, rights);
    if (!login.previous.empty() && login.previous_user != login.user) lines.acl(login.previous_user, rights);
  }
  for (const Channel& channel : task.party().channels)
    if (!channel.app_declares && !channel.prefix && is_topic_name(channel.name)) lines.topic(channel);
  into.files.push_back({"access.txt", lines.text()});
}

}  // namespace portolan::access
