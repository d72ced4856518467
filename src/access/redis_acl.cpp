#include <algorithm>

#include <fmt/core.h>

#include "access/redis_names.h"
#include "access/renderers.h"
#include "system/digest.h"

// Redis and Valkey, from version 7: an ACL file.
//
// Each link becomes a selector of its own, "( … )": a command passes where one selector allows the command together with all of its
// keys and channels. Rights of two links therefore add up and never multiply, as commands of the one on keys of the other would in
// a single list. Rules are read from left to right, so what is taken away stands last.
//
// Databases are no boundary: SELECT is allowed, and patterns of keys hold in all of them.

namespace portolan::access {

namespace {

using wiring::Link;
using wiring::Verb;

// What no link grants: commands about the server, scripts that outlive their caller.
constexpr std::string_view taken_away = " -@dangerous -@scripting";
// Commands without a key would tell the names of all others' keys.
constexpr std::string_view listings = " -scan -keys -randomkey -dbsize";
// With a single key Redis 7.0 does not look whose it is, and makes it.
constexpr std::string_view not_held_to_keys = " -pfmerge";

std::string of_topic(const Link& link, const std::string& name) {
  if (link.verb == Verb::publishes) return fmt::format("({} +publish)", rule_text(fmt::format("&{}", glob_of_name(name))));
  if (link.keys.empty()) {
    const std::string channel = rule_text(fmt::format("&{}", glob_of_name(name)));
    return is_family(name) ? fmt::format("({} +psubscribe +punsubscribe)", channel) : fmt::format("({} +subscribe +unsubscribe)", channel);
  }
  std::string result = "(";
  for (const std::string& one : link.keys) result += fmt::format("{} ", rule_text(fmt::format("&{}", one)));
  return result + "+psubscribe +punsubscribe)";
}

std::string of_channel(const Link& link, const wiring::Channel& channel) {
  if (channel.kind == "topic") return of_topic(link, channel.name);
  const bool publishes = link.verb == Verb::publishes;
  const std::string name = glob_of_name(channel.name);
  const std::string whole = rule_text(fmt::format("~{}", name));
  if (channel.kind == "stream") {
    const std::string makes = channel.app_declares ? " +xgroup" : "";
    if (publishes) return fmt::format("({} +xadd)", rule_text(fmt::format("%W~{}", name)));
    return fmt::format("({} +xreadgroup +xack +xautoclaim +xclaim +xpending +xinfo{})", whole, makes);
  }
  return publishes ? fmt::format("({} +lpush +rpush)", whole) : fmt::format("({} +blpop +brpop +lpop +rpop +lmove +blmove)", whole);
}

// `only` are patterns of keys, in the server's own words.
std::string keys(const Link& link, std::string_view prefix) {
  if (link.only.empty()) return fmt::format("{}*", prefix);
  std::string result;
  for (const std::string& one : link.only)
    result += fmt::format("{}{}", result.empty() ? "" : " ", rule_text(fmt::format("{}{}", prefix, one)));
  return result;
}

std::string of_use(const Link& link) {
  std::string granted;
  for (const std::string& one : link.grant) granted += fmt::format(" {}", one);
  if (link.access == "admin") return "(~* &* +@all)";
  if (link.access == "monitor") return fmt::format("(+info +ping{})", granted);
  if (link.access == "read") return fmt::format("({} +@read +watch{}{}{})", keys(link, "%R~"), taken_away, listings, granted);
  std::string limits;
  if (!link.only.empty()) limits = fmt::format("{}{}", listings, not_held_to_keys);
  return fmt::format("({} +@read +@write +watch{}{}{})", keys(link, "~"), taken_away, limits, granted);
}

// Why a link cannot be said; empty where it can.
std::string unsayable(const Link& link, const wiring::Channel* channel) {
  const auto check = [](const std::vector<std::string>& names) -> std::string {
    for (const std::string& name : names)
      if (!fits_acl(name)) return fmt::format("has no way to say a name with a space in it: `{}`", name);
    return {};
  };
  for (const std::string& one : link.grant)
    if (!fits_acl(one) || one.find_first_of("()\"'") != std::string::npos) return fmt::format("does not know the right `{}`", one);
  if (channel != nullptr) return check(channel->kind == "topic" && !link.keys.empty() ? link.keys : std::vector{channel->name});
  return check(link.only);
}

std::string passwords(const Login& login) {
  std::string result = fmt::format("#{}", system::sha256_hex(login.password));
  if (!login.previous.empty()) result += fmt::format(" #{}", system::sha256_hex(login.previous));
  return result;
}

std::vector<Right> selectors(const wiring::Wiring& wiring, const wiring::Account& account, std::vector<Problem>& problems) {
  std::vector<Right> result;
  for (const std::uint32_t index : account.links) {
    const Link& link = wiring.links[index];
    const wiring::Channel* channel = channel_of(wiring, link);
    if (const std::string why = unsayable(link, channel); !why.empty()) {
      problems.push_back({index, fmt::format("{} {}", wiring.parties[account.server].server_title, why)});
      continue;
    }
    add_right(result, channel != nullptr ? of_channel(link, *channel) : of_use(link), index);
  }
  return result;
}

}  // namespace

std::vector<Right> redis_rights(const wiring::Wiring& wiring, const wiring::Account& account) {
  std::vector<Problem> problems;
  return selectors(wiring, account, problems);
}

void render_redis(const Task& task, Access& into) {
  constexpr std::string_view nothing = "resetkeys resetchannels -@all";
  std::string text;
  const Login admin = task.credentials.administrator_of(task.server);
  text += fmt::format("user {} on {} ~* &* +@all\n", admin.user, passwords(admin));
  bool has_default = admin.user == "default";
  for (const std::uint32_t index : task.accounts()) {
    const wiring::Account& account = task.wiring.accounts[index];
    const Login login = task.credentials.of_account(index);
    if (!fits_acl(login.user)) {
      for (const std::uint32_t link : account.links)
        into.problems.push_back(
            {link, fmt::format("{} has no way to say a user with a space in its name: `{}`", task.party().server_title, login.user)});
      continue;
    }
    has_default = has_default || login.user == "default";
    // Whoever logs in may name itself and run transactions; what stands in them needs its own right.
    text += fmt::format("user {} on {} {} +@connection +@transaction -@dangerous", login.user, passwords(login), nothing);
    for (const Right& right : selectors(task.wiring, account, into.problems)) text += fmt::format(" {}", right.words);
    text += '\n';
  }
  // A client that does not log in is nobody.
  if (!has_default) text = fmt::format("user default off resetpass {}\n{}", nothing, text);
  into.files.push_back({"users.acl", std::move(text)});
}

}  // namespace portolan::access
