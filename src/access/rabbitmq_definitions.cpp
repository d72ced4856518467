#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "access/rabbitmq_names.h"
#include "access/rabbitmq_permissions.h"
#include "access/renderers.h"
#include "system/digest.h"
#include "text/base64.h"
#include "value/value.h"

// RabbitMQ: the definitions file that it imports when it starts (RabbitMQ's HTTP API reference, "definitions").
//
// Importing adds and changes, it never takes away: who left the chart keeps his account on a server that goes on running until the
// step that takes over a new file deletes what the file does not name.

namespace portolan::access {

namespace {

using value::Value;
using wiring::Channel;
using wiring::Link;

// base64(salt || SHA-256(salt || password)), the salt of four bytes. It is derived, so that equal passwords give equal files.
std::string password_hash(const std::string& user, const std::string& password) {
  const std::string salt = system::sha256(fmt::format("rabbitmq {} {}", user, password)).substr(0, 4);
  return text::base64(salt + system::sha256(salt + password));
}

class Definitions {
 public:
  explicit Definitions(const Task& task) : task_(task), wiring_(task.wiring) {}

  std::string text() {
    users();
    vhosts();
    topology();
    Value* root = make_.map({{"bindings", bindings_},
                             {"exchanges", exchanges_},
                             {"permissions", permissions_},
                             {"queues", queues_},
                             {"topic_permissions", topic_permissions_},
                             {"users", users_},
                             {"vhosts", vhosts_}});
    std::string out;
    value::emit_json(*root, out);
    return out;
  }

 private:
  Value* word(const std::string& text) { return make_.copy(text); }

  void user(const std::string& name, const std::string& password, const std::vector<std::string>& tags) {
    Value* words = make_.list();
    for (const std::string& tag : tags) make_.push(words, word(tag));
    make_.push(users_, make_.map({{"hashing_algorithm", make_.text("rabbit_password_hashing_sha256")},
                                  {"name", word(name)},
                                  {"password_hash", word(password_hash(name, password))},
                                  {"tags", words}}));
  }

  void permission(const std::string& name, const std::string& vhost, const std::string& configure, const std::string& write,
                  const std::string& read) {
    make_.push(
        permissions_,
        make_.map(
            {{"configure", word(configure)}, {"read", word(read)}, {"user", word(name)}, {"vhost", word(vhost)}, {"write", word(write)}}));
  }

  static std::vector<std::string> names(const VhostRights::Alternatives& alternatives) {
    std::vector<std::string> result;
    for (const auto& [name, links] : alternatives) result.push_back(name);
    return result;
  }

  void users() {
    const Login admin = task_.credentials.administrator_of(task_.server);
    user(admin.user, admin.password, {"administrator"});
    for (const std::string& vhost : all_vhosts()) permission(admin.user, vhost, ".*", ".*", ".*");
    for (const std::uint32_t index : task_.accounts()) {
      const RabbitRights rights = rabbit_rights(wiring_, wiring_.accounts[index]);
      const Login login = task_.credentials.of_account(index);
      account(login.user, login.password, rights);
      if (!login.previous.empty()) account(login.previous_user, login.previous, rights);
    }
  }

  void account(const std::string& name, const std::string& password, const RabbitRights& rights) {
    user(name, password, rights.tags);
    for (const auto& [vhost, of] : rights.vhosts) {
      permission(name, vhost, anchored(names(of.configure)), anchored(names(of.write)), anchored(names(of.read)));
      for (const auto& [exchange, topic] : of.topics) {
        if (!topic.limited()) continue;
        make_.push(topic_permissions_, make_.map({{"exchange", word(exchange)},
                                                  {"read", word(anchored(names(topic.read)))},
                                                  {"user", word(name)},
                                                  {"vhost", word(vhost)},
                                                  {"write", word(anchored(names(topic.write)))}}));
      }
    }
  }

  std::vector<std::string> all_vhosts() const {
    std::vector<std::string> result;
    for (const wiring::Part& part : task_.party().parts) result.push_back(part.name);
    for (const Channel& channel : task_.party().channels) result.push_back(channel.vhost);
    if (result.empty()) result.emplace_back("/");
    std::ranges::sort(result);
    result.erase(std::ranges::unique(result).begin(), result.end());
    return result;
  }

  void vhosts() {
    for (const std::string& vhost : all_vhosts()) make_.push(vhosts_, make_.map({{"name", word(vhost)}}));
  }

  // Names that begin with `amq.` are the server's own; it makes those exchanges itself.
  void exchange(const Channel& channel, std::string_view type) {
    if (channel.name.starts_with("amq.")) return;
    make_.push(exchanges_, make_.map({{"arguments", make_.map()},
                                      {"auto_delete", make_.boolean(false)},
                                      {"durable", make_.boolean(true)},
                                      {"internal", make_.boolean(false)},
                                      {"name", word(channel.name)},
                                      {"type", word(std::string(type))},
                                      {"vhost", word(channel.vhost)}}));
  }

  void binding(const Channel& channel, const std::string& queue, const std::string& key, Value* arguments) {
    make_.push(bindings_, make_.map({{"arguments", arguments},
                                     {"destination", word(queue)},
                                     {"destination_type", make_.text("queue")},
                                     {"routing_key", word(key)},
                                     {"source", word(channel.name)},
                                     {"vhost", word(channel.vhost)}}));
  }

  Value* scalar(const std::string& text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size()) return make_.integer(number);
    if (text == "true" || text == "false") return make_.boolean(text == "true");
    return word(text);
  }

  // Dead letters go to the exchange of the channel meant, by the key that its queue is bound with.
  Value* arguments_of(const Channel& channel, const std::string& dead_letter, std::optional<std::uint32_t> max_deliveries) {
    Value* result = make_.map();
    const std::string type = channel.kind == "stream" ? "stream" : "quorum";
    if (!channel.settings.contains("x-queue-type")) make_.set(result, "x-queue-type", word(type));
    if (const Channel* target = channel_named(task_.party(), dead_letter)) {
      make_.set(result, "x-dead-letter-exchange", word(target->kind == "queue" && target->exchange == "default" ? "" : target->name));
      if (target->kind == "queue") make_.set(result, "x-dead-letter-routing-key", word(target->name));
    }
    if (max_deliveries) make_.set(result, "x-delivery-limit", make_.integer(*max_deliveries));
    if (channel.keep_bytes) make_.set(result, "x-max-length-bytes", make_.integer(*channel.keep_bytes));
    if (const auto age = channel.keep_milliseconds) {
      if (type == "stream")
        make_.set(result, "x-max-age", word(fmt::format("{}s", (*age + 999) / 1000)));
      else
        make_.set(result, "x-message-ttl", make_.integer(*age));
    }
    for (const auto& [key, setting] : channel.settings)
      if (key.starts_with("x-")) make_.set(result, key, scalar(setting));
    value::sort_keys(*result);
    return result;
  }

  void queue(const Channel& channel, const std::string& name, Value* arguments) {
    make_.push(queues_, make_.map({{"arguments", arguments},
                                   {"auto_delete", make_.boolean(false)},
                                   {"durable", make_.boolean(true)},
                                   {"name", word(name)},
                                   {"vhost", word(channel.vhost)}}));
  }

  // What the programs declare themselves is theirs.
  void topology() {
    for (const Channel& channel : task_.party().channels) {
      if (channel.app_declares || channel.prefix) continue;
      if (channel.kind == "topic") {
        exchange(channel, channel.exchange);
        subscribers(channel);
        continue;
      }
      queue(channel, channel.name, arguments_of(channel, channel.dead_letter, channel.max_deliveries));
      if (channel.kind == "queue" && channel.exchange == "default") continue;
      exchange(channel, "direct");
      binding(channel, channel.name, channel.name, make_.map());
      // Programs that publish with no key, or one of their own, mean the same queue.
      binding(channel, channel.name, "", make_.map());
    }
  }

  // One queue for all consumers that name it; its bindings are those of all of them.
  void subscribers(const Channel& channel) {
    std::map<std::string, std::vector<const Link*>> by_queue;
    for (const Link& link : wiring_.links)
      if (link.to == task_.server && link.channel == channel.key && link.verb == wiring::Verb::consumes)
        by_queue[queue_of(link, channel)].push_back(&link);
    for (const auto& [name, links] : by_queue) {
      if (is_family(name)) continue;
      std::string dead_letter = channel.dead_letter;
      std::optional<std::uint32_t> deliveries = channel.max_deliveries;
      std::vector<std::string> keys;
      for (const Link* link : links) {
        if (!link->dead_letter.empty()) dead_letter = link->dead_letter;
        if (link->max_deliveries) deliveries = link->max_deliveries;
        keys.insert(keys.end(), link->keys.begin(), link->keys.end());
      }
      queue(channel, name, arguments_of(channel, dead_letter, deliveries));
      std::ranges::sort(keys);
      keys.erase(std::ranges::unique(keys).begin(), keys.end());
      if (channel.exchange == "headers") {
        for (const Link* link : links) {
          Value* arguments = make_.map();
          for (const auto& [header, wanted] : *link->headers) make_.set(arguments, header, word(wanted));
          make_.set(arguments, "x-match", make_.text("all"));
          value::sort_keys(*arguments);
          binding(channel, name, "", arguments);
        }
      } else if (channel.exchange == "fanout" || keys.empty()) {
        binding(channel, name, channel.exchange == "topic" ? "#" : "", make_.map());
      } else {
        for (const std::string& key : keys) binding(channel, name, key, make_.map());
      }
    }
  }

  const Task& task_;
  const wiring::Wiring& wiring_;
  value::Builder make_;
  Value *users_ = make_.list(), *permissions_ = make_.list(), *topic_permissions_ = make_.list(), *vhosts_ = make_.list(),
        *exchanges_ = make_.list(), *queues_ = make_.list(), *bindings_ = make_.list();
};

}  // namespace

void render_rabbitmq(const Task& task, Access& into) { into.files.push_back({"definitions.json", Definitions(task).text()}); }

}  // namespace portolan::access
