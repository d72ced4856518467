#include "access/access.h"

#include <algorithm>

#include "access/renderers.h"

namespace portolan::access {

std::vector<std::uint32_t> Task::accounts() const {
  std::vector<std::uint32_t> result;
  for (std::uint32_t i = 0; i < wiring.accounts.size(); ++i)
    if (wiring.accounts[i].server == server) result.push_back(i);
  return result;
}

const wiring::Channel* channel_of(const wiring::Wiring& wiring, const wiring::Link& link) {
  if (link.channel.empty()) return nullptr;
  const std::vector<wiring::Channel>& channels = wiring.parties[link.to].channels;
  const auto found = std::ranges::find(channels, link.channel, &wiring::Channel::key);
  return found == channels.end() ? nullptr : &*found;
}

Access render(const wiring::Wiring& wiring, std::uint32_t server, const Credentials& credentials) {
  Access result;
  const Task task{wiring, server, credentials};
  const std::string& kind = task.party().server_kind;
  if (kind == "redis" || kind == "valkey") render_redis(task, result);
  if (kind == "rabbitmq") render_rabbitmq(task, result);
  if (kind == "kafka") render_kafka(task, result);
  if (kind == "mongodb") render_mongodb(task, result);
  if (kind == "nats") render_nats(task, result);
  if (kind == "mysql" || kind == "mariadb") render_mysql(task, result);
  if (kind == "postgres") render_postgres(task, result);
  std::ranges::sort(result.files, {}, &AccessFile::name);
  return result;
}

std::vector<Right> rights_of(const wiring::Wiring& wiring, std::uint32_t number) {
  const wiring::Account& account = wiring.accounts[number];
  const std::string& kind = wiring.parties[account.server].server_kind;
  if (kind == "redis" || kind == "valkey") return redis_rights(wiring, account, nullptr);
  if (kind == "rabbitmq") return rabbitmq_rights(wiring, account);
  if (kind == "kafka") return kafka_rights(wiring, account);
  if (kind == "mongodb") return mongodb_rights(wiring, account);
  if (kind == "nats") return nats_rights(wiring, account);
  if (kind == "mysql" || kind == "mariadb") return mysql_rights(wiring, account);
  if (kind == "postgres") return postgres_rights(wiring, account);
  return {};
}

}  // namespace portolan::access
