#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "access/access.h"

// One renderer for each kind of server that has accounts and whose rights are written; access.cpp says which. And what several of
// them read alike.

namespace portolan::access {

// Everything that a renderer asks for.
struct Task {
  const wiring::Wiring& wiring;
  std::uint32_t server = 0;
  const Credentials& credentials;

  [[nodiscard]] const wiring::Party& party() const { return wiring.parties[server]; }
  [[nodiscard]] std::vector<std::uint32_t> accounts() const;  // of this server, in the order of the wiring
};

// The channel that a link means; nullptr for links to the server or a part of it.
const wiring::Channel* channel_of(const wiring::Wiring& wiring, const wiring::Link& link);
// The channel that the chart calls so; nullptr where there is none.
const wiring::Channel* channel_named(const wiring::Party& server, std::string_view key);
// Whether a name ends in `*` and so means all that begin like it.
bool is_family(std::string_view name);
// Names the link as one that grants this; the same words are one right.
void add_right(std::vector<Right>& rights, std::string words, std::uint32_t link);

void render_redis(const Task& task, Access& into);
std::vector<Right> redis_rights(const wiring::Wiring& wiring, const wiring::Account& account);

void render_rabbitmq(const Task& task, Access& into);
std::vector<Right> rabbitmq_rights(const wiring::Wiring& wiring, const wiring::Account& account);

void render_kafka(const Task& task, Access& into);
std::vector<Right> kafka_rights(const wiring::Wiring& wiring, const wiring::Account& account);

void render_mongodb(const Task& task, Access& into);
std::vector<Right> mongodb_rights(const wiring::Wiring& wiring, const wiring::Account& account);

void render_nats(const Task& task, Access& into);
std::vector<Right> nats_rights(const wiring::Wiring& wiring, const wiring::Account& account);

// Also MariaDB.
void render_mysql(const Task& task, Access& into);
std::vector<Right> mysql_rights(const wiring::Wiring& wiring, const wiring::Account& account);

void render_postgres(const Task& task, Access& into);
std::vector<Right> postgres_rights(const wiring::Wiring& wiring, const wiring::Account& account);

}  // namespace portolan::access
