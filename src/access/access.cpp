#include "access/access.h"

#include <algorithm>

#include "access/renderers.h"

namespace portolan::access {

namespace {

struct Renderer {
  std::string_view kind;
  void (*render)(const Task& task, Access& into);
  std::vector<Right> (*rights)(const wiring::Wiring& wiring, const wiring::Account& account);
};

constexpr Renderer renderers[] = {
    {"kafka", render_kafka, kafka_rights},          {"mariadb", render_mysql, mysql_rights}, {"mongodb", render_mongodb, mongodb_rights},
    {"mysql", render_mysql, mysql_rights},          {"nats", render_nats, nats_rights},      {"postgres", render_postgres, postgres_rights},
    {"rabbitmq", render_rabbitmq, rabbitmq_rights}, {"redis", render_redis, redis_rights},   {"valkey", render_redis, redis_rights},
};

// A kind of the user's own is told as the one that its family is named for.
const Renderer* renderer_of(const wiring::Party& server) {
  for (const std::string_view name : {std::string_view(server.server_kind), std::string_view(server.grants)}) {
    const auto* found = std::ranges::find(renderers, name, &Renderer::kind);
    if (found != std::end(renderers)) return found;
  }
  return nullptr;
}

}  // namespace

std::vector<std::uint32_t> Task::accounts() const {
  std::vector<std::uint32_t> result;
  for (std::uint32_t i = 0; i < wiring.accounts.size(); ++i)
    if (wiring.accounts[i].server == server) result.push_back(i);
  return result;
}

const wiring::Channel* channel_of(const wiring::Wiring& wiring, const wiring::Link& link) {
  return channel_named(wiring.parties[link.to], link.channel);
}

const wiring::Channel* channel_named(const wiring::Party& server, std::string_view key) {
  if (key.empty()) return nullptr;
  const auto found = std::ranges::find(server.channels, key, &wiring::Channel::key);
  return found == server.channels.end() ? nullptr : &*found;
}

bool is_family(std::string_view name) { return name.size() > 1 && name.ends_with('*'); }

void add_right(std::vector<Right>& rights, std::string words, std::uint32_t link) {
  const auto same = std::ranges::find(rights, words, &Right::words);
  if (same == rights.end())
    rights.push_back({std::move(words), {link}});
  else if (same->links.back() != link)
    same->links.push_back(link);
}

Access render(const wiring::Wiring& wiring, std::uint32_t server, const Credentials& credentials) {
  Access result;
  const Task task{wiring, server, credentials};
  if (const Renderer* renderer = renderer_of(task.party())) renderer->render(task, result);
  std::ranges::sort(result.files, {}, &AccessFile::name);
  return result;
}

std::vector<Right> rights_of(const wiring::Wiring& wiring, std::uint32_t number) {
  const wiring::Account& account = wiring.accounts[number];
  const Renderer* renderer = renderer_of(wiring.parties[account.server]);
  return renderer == nullptr ? std::vector<Right>() : renderer->rights(wiring, account);
}

}  // namespace portolan::access
