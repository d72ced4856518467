#include "access/rabbitmq_permissions.h"

#include <algorithm>

#include <fmt/core.h>

#include "access/rabbitmq_names.h"
#include "access/renderers.h"

// RabbitMQ: what a link needs of configure, write and read, by the table of operations in its access-control guide. Exchanges and
// queues share one space of names there, so a queue and the exchange that feeds it alone have one name.

namespace portolan::access {

namespace {

using wiring::Channel;
using wiring::Link;
using wiring::Verb;

constexpr const char* every_key = ".*";

class Collector {
 public:
  Collector(const wiring::Wiring& wiring, RabbitRights& rights) : wiring_(wiring), rights_(rights) {}

  void add(std::uint32_t index) {
    link_ = &wiring_.links[index];
    index_ = index;
    if (const Channel* channel = channel_of(wiring_, *link_)) {
      vhost_ = &rights_.vhosts[channel->vhost];
      if (link_->verb == Verb::publishes)
        publish(*channel);
      else
        consume(*channel);
      for (const std::string& name : link_->declares) own(escaped(name));
    } else {
      use();
    }
  }

 private:
  void put(VhostRights::Alternatives& into, std::string what) { into[std::move(what)].push_back(index_); }
  void own(const std::string& name) {
    put(vhost_->configure, name);
    put(vhost_->write, name);
    put(vhost_->read, name);
  }

  static std::string name_of(const Channel& channel) { return escaped(channel.name) + (channel.prefix ? ".*" : ""); }

  void publish(const Channel& channel) {
    const std::string name = name_of(channel);
    const bool by_default = channel.kind == "queue" && channel.exchange == "default";
    put(vhost_->write, by_default ? "amq\\.default" : name);
    if (channel.app_declares) put(vhost_->configure, name);
    if (is_topic_exchange(channel)) {
      VhostRights::Topic& topic = vhost_->topics[channel.name];
      if (link_->keys.empty()) put(topic.write, every_key);
      for (const std::string& key : link_->keys) put(topic.write, routing_key(key));
    }
    if (link_->reply) own("amq\\.gen-.*");
  }

  void consume(const Channel& channel) {
    const std::string queue = queue_of(*link_, channel);
    const bool family = channel.kind == "topic" ? is_family(queue) : channel.prefix;
    const std::string name = family && channel.kind == "topic" ? escaped(queue.substr(0, queue.size() - 1)) + ".*"
                             : family                          ? name_of(channel)
                                                               : escaped(queue);
    put(vhost_->read, name);
    if (channel.app_declares) declare(channel, name);
    if (link_->reply) put(vhost_->write, "amq\\.default");
  }

  // It makes its queue and binds it itself: that takes write on the queue, read on the exchange, and write on where its dead letters go.
  void declare(const Channel& channel, const std::string& queue) {
    put(vhost_->configure, queue);
    if (channel.kind == "topic" || channel.exchange == "direct") {
      put(vhost_->write, queue);
      put(vhost_->read, name_of(channel));
    }
    if (is_topic_exchange(channel)) {
      VhostRights::Topic& topic = vhost_->topics[channel.name];
      if (link_->keys.empty()) put(topic.read, every_key);
      for (const std::string& key : link_->keys) put(topic.read, escaped(key));  // a binding is compared as it is written
    }
    if (const Channel* dead = channel_named(wiring_.parties[link_->to], link_->dead_letter))
      put(vhost_->write, dead->kind == "queue" && dead->exchange == "default" ? "amq\\.default" : name_of(*dead));
  }

  static bool is_topic_exchange(const Channel& channel) {
    return channel.kind == "topic" && channel.exchange == "topic" && !channel.prefix;
  }

  // Without a part a link means the whole server.
  void use() {
    if (link_->access == "monitor") return tag("monitoring");
    if (link_->access == "admin") tag("administrator");
    const std::vector<wiring::Part>& parts = wiring_.parties[link_->to].parts;
    if (!link_->part.empty()) return use(link_->part);
    if (parts.empty()) return use("/");
    for (const wiring::Part& part : parts) use(part.name);
  }

  void use(const std::string& vhost) {
    vhost_ = &rights_.vhosts[vhost];
    if (link_->access == "own" || link_->access == "admin") return own(".*");
    put(vhost_->read, ".*");
    if (link_->access == "write") put(vhost_->write, ".*");
  }

  void tag(const std::string& name) {
    if (std::ranges::find(rights_.tags, name) == rights_.tags.end()) rights_.tags.push_back(name);
    rights_.tag_links.push_back(index_);
  }

  const wiring::Wiring& wiring_;
  RabbitRights& rights_;
  const Link* link_ = nullptr;
  std::uint32_t index_ = 0;
  VhostRights* vhost_ = nullptr;
};

}  // namespace

bool VhostRights::Topic::limited() const {
  const auto limits = [](const Alternatives& keys) { return !keys.empty() && !keys.contains(every_key); };
  return limits(write) || limits(read);
}

std::string queue_of(const wiring::Link& link, const wiring::Channel& channel) {
  return channel.kind == "topic" && !link.queue.empty() ? link.queue : channel.name;
}

RabbitRights rabbit_rights(const wiring::Wiring& wiring, const wiring::Account& account) {
  RabbitRights result;
  Collector collector(wiring, result);
  for (const std::uint32_t link : account.links) collector.add(link);
  std::ranges::sort(result.tags);
  return result;
}

std::vector<Right> rabbitmq_rights(const wiring::Wiring& wiring, const wiring::Account& account) {
  const RabbitRights rights = rabbit_rights(wiring, account);
  std::vector<Right> result;
  for (const auto& [vhost, of] : rights.vhosts) {
    const auto say = [&, &place = vhost](std::string_view operation, const VhostRights::Alternatives& alternatives) {
      for (const auto& [name, links] : alternatives)
        result.push_back({fmt::format("{} {} in vhost {}", operation, anchored({name}), place), links});
    };
    say("configure", of.configure);
    say("write", of.write);
    say("read", of.read);
    for (const auto& [exchange, topic] : of.topics) {
      if (!topic.limited()) continue;
      say(fmt::format("write to topic {} with key", exchange), topic.write);
      say(fmt::format("bind to topic {} by key", exchange), topic.read);
    }
  }
  for (const std::string& tag : rights.tags) result.push_back({fmt::format("tag {}", tag), rights.tag_links});
  return result;
}

}  // namespace portolan::access
