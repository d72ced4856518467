#include "access/nats_permissions.h"

#include <algorithm>

#include <fmt/core.h>

#include "access/nats_subjects.h"
#include "access/renderers.h"

// NATS: the subjects that a link needs, those of JetStream's own API included, which is asked by publishing to $JS.API.VERB.STREAM.
//
// A subject of that API that carries its question in the message gives more than it says: who may make a stream chooses the
// subjects that it takes in, and so reads all of them; who may fetch by MSG.GET fetches any. Nobody is given those. Answers go to an
// inbox of the account's own, _INBOX_NAME, which its client library must be told; below _INBOX everybody would hear everybody.

namespace portolan::access {

namespace {

using wiring::Channel;
using wiring::Link;
using wiring::Verb;

class Collector {
 public:
  Collector(const wiring::Wiring& wiring, const wiring::Account& account, NatsRights& rights)
      : wiring_(wiring), user_(account.user), rights_(rights) {}

  void add(std::uint32_t index) {
    index_ = index;
    link_ = &wiring_.links[index];
    const Channel* channel = channel_of(wiring_, *link_);
    if (channel == nullptr)
      use();
    else if (link_->verb == Verb::publishes)
      publish(*channel);
    else if (channel->kind == "stream")
      consume_stream(*channel);
    else
      consume(*channel);
  }

 private:
  void may_publish(std::string subject) { rights_.publish[std::move(subject)].push_back(index_); }
  void may_subscribe(std::string subject) { rights_.subscribe[std::move(subject)].push_back(index_); }
  void cannot(std::string why) { rights_.problems.push_back({index_, fmt::format("NATS {}", why)}); }

  void inbox() {
    if (is_subject_word(user_))
      may_subscribe(fmt::format("_INBOX_{}.>", user_));
    else
      cannot(fmt::format("has no inbox for a user with dots, spaces or wildcards in its name: `{}`", user_));
  }

  // The subjects that a link means; those it cannot have are left out with a word.
  std::vector<std::string> subjects(const Channel& channel) {
    std::vector<std::string> own;
    if (!channel.keys.empty()) {
      for (const std::string& one : channel.keys) {
        if (is_subject(one))
          own.push_back(one);
        else
          cannot(fmt::format("has no such subject: `{}`", one));
      }
    } else if (const auto subject = subject_of_name(channel.name)) {
      own.push_back(*subject);
    } else {
      cannot(fmt::format("has no such subject: `{}`", channel.name));
    }
    if (link_->keys.empty()) return own;
    std::vector<std::string> result;
    for (const std::string& key : link_->keys) {
      if (is_subject(key) && std::ranges::any_of(own, [&](const std::string& one) { return covers(one, key); }))
        result.push_back(key);
      else if (!own.empty())
        cannot(fmt::format("has no subject `{}` in `{}`", key, channel.key));
    }
    return result;
  }

  void publish(const Channel& channel) {
    for (std::string& subject : subjects(channel)) may_publish(std::move(subject));
    if (link_->reply || channel.kind == "stream") inbox();
    if (channel.kind == "stream" && channel.app_declares)
      cannot(fmt::format("cannot let a program make the stream `{}` alone: who makes a stream chooses whose messages it takes in",
                         channel.name));
  }

  void consume(const Channel& channel) {
    const auto group = subject_of_name(link_->group);  // a name of words with dots, too
    if (!group) return cannot(fmt::format("has no way to say the queue group `{}`", link_->group));
    for (const std::string& subject : subjects(channel)) may_subscribe(fmt::format("{} {}", subject, *group));
    if (link_->reply) rights_.answers.push_back(index_);
  }

  void consume_stream(const Channel& channel) {
    const std::string& stream = channel.name;
    const std::string& durable = link_->group;
    if (!is_stream_name(stream)) return cannot(fmt::format("has no way to call a stream `{}`", stream));
    if (!is_stream_name(durable)) return cannot(fmt::format("has no way to call a durable consumer `{}`", durable));
    may_publish(fmt::format("$JS.API.CONSUMER.MSG.NEXT.{}.{}", stream, durable));
    may_publish(fmt::format("$JS.API.CONSUMER.INFO.{}.{}", stream, durable));
    may_publish(fmt::format("$JS.ACK.{}.{}.>", stream, durable));
    inbox();
    if (!channel.app_declares) return;
    may_publish(fmt::format("$JS.API.CONSUMER.DURABLE.CREATE.{}.{}", stream, durable));
    may_publish(fmt::format("$JS.API.CONSUMER.CREATE.{}.{}", stream, durable));
    may_publish(fmt::format("$JS.API.CONSUMER.CREATE.{}.{}.>", stream, durable));
    may_publish(fmt::format("$JS.API.CONSUMER.DELETE.{}.{}", stream, durable));
  }

  void use() {
    if (link_->access == "admin") return rights_.system.push_back(index_);
    if (link_->access == "monitor") return;  // the monitoring port asks for no account
    if (!link_->part.empty()) return use_bucket();
    may_subscribe(">");
    if (link_->access == "read") return;
    may_publish(">");
    if (link_->access == "write") rights_.unpublish = {"$JS.API.>"};
  }

  // A bucket is a stream KV_NAME of the subjects $KV.NAME.KEY. Reading a key is asked by its subject, and so is watching.
  void use_bucket() {
    const std::string& bucket = link_->part;
    if (!is_stream_name(bucket)) return cannot(fmt::format("has no way to call a bucket `{}`", bucket));
    std::vector<std::string> keys{">"};
    if (!link_->only.empty()) {
      keys.clear();
      for (const std::string& one : link_->only) {
        if (is_subject(one))
          keys.push_back(one);
        else
          cannot(fmt::format("has no such key: `{}`", one));
      }
    }
    may_publish(fmt::format("$JS.API.STREAM.INFO.KV_{}", bucket));
    inbox();
    for (const std::string& key : keys) {
      may_publish(fmt::format("$JS.API.DIRECT.GET.KV_{0}.$KV.{0}.{1}", bucket, key));
      may_publish(fmt::format("$JS.API.CONSUMER.CREATE.KV_{0}.*.$KV.{0}.{1}", bucket, key));
      if (link_->access != "read") may_publish(fmt::format("$KV.{}.{}", bucket, key));
    }
    may_publish(fmt::format("$JS.FC.KV_{}.>", bucket));
    if (link_->access == "own" && link_->only.empty()) may_publish(fmt::format("$JS.API.STREAM.PURGE.KV_{}", bucket));
  }

  const wiring::Wiring& wiring_;
  const std::string& user_;
  NatsRights& rights_;
  const Link* link_ = nullptr;
  std::uint32_t index_ = 0;
};

// What is taken out of ">" is refused even where another link gives it.
void settle_everything(const wiring::Wiring& wiring, const wiring::Account& account, NatsRights& rights) {
  if (rights.unpublish.empty()) return;
  const bool owns = std::ranges::any_of(account.links, [&](std::uint32_t index) {
    const Link& link = wiring.links[index];
    return link.access == "own" && link.part.empty();
  });
  const bool uses_streams = std::ranges::any_of(rights.publish, [](const auto& one) { return one.first.starts_with("$JS.API."); });
  if (owns || uses_streams) rights.unpublish.clear();
  if (owns || !uses_streams) return;
  for (const std::uint32_t link : rights.publish[">"])
    rights.problems.push_back({link, "NATS cannot let one account write everything and also use streams or buckets: `own` can"});
  rights.publish.erase(">");
}

}  // namespace

NatsRights nats_rights_of(const wiring::Wiring& wiring, const wiring::Account& account) {
  NatsRights result;
  Collector collector(wiring, account, result);
  for (const std::uint32_t link : account.links) collector.add(link);
  settle_everything(wiring, account, result);
  if (!result.system.empty() && result.system.size() < account.links.size()) {
    for (const std::uint32_t link : result.system)
      result.problems.push_back(
          {link, fmt::format("NATS has `{}` in one account: with other links it cannot be of the system account", account.user)});
    result.system.clear();
  }
  return result;
}

std::vector<Right> nats_rights(const wiring::Wiring& wiring, const wiring::Account& account) {
  const NatsRights rights = nats_rights_of(wiring, account);
  std::vector<Right> result;
  for (const auto& [subject, links] : rights.publish) {
    std::string words = fmt::format("publish {}", subject);
    if (subject == ">")
      for (const std::string& one : rights.unpublish) words += fmt::format(" but {}", one);
    result.push_back({std::move(words), links});
  }
  for (const auto& [subject, links] : rights.subscribe) {
    const std::size_t space = subject.find(' ');
    result.push_back({space == std::string::npos
                          ? fmt::format("subscribe {}", subject)
                          : fmt::format("subscribe {} in queue group {}", subject.substr(0, space), subject.substr(space + 1)),
                      links});
  }
  if (!rights.answers.empty()) result.push_back({"answer what it is asked", rights.answers});
  if (!rights.system.empty()) result.push_back({"everything in the system account", rights.system});
  return result;
}

}  // namespace portolan::access
