#include "chart/dump.h"

#include <fmt/core.h>

#include "value/value.h"

namespace portolan::chart {

namespace {

using value::Value;

class Dumper {
 public:
  explicit Dumper(const text::Sources& sources) : sources_(sources) {}

  std::string dump(const Chart& chart) {
    Value* root = make_.map();
    text(root, "app", chart.app);
    text(root, "owner", chart.owner);
    text(root, "contact", chart.contact);
    text(root, "environment", chart.environment);
    text(root, "namespace", chart.name_space);
    text(root, "mesh", chart.mesh.kind);
    make_.set(root, "environments", texts(chart.environments));
    make_.set(root, "profiles", texts(chart.profiles));
    make_.set(root, "cluster", cluster(chart.cluster));
    Value* services = make_.list();
    for (const Service& item : chart.services) make_.push(services, service(item));
    make_.set(root, "services", services);
    Value* stores = make_.list();
    Value* brokers = make_.list();
    for (const Server& item : chart.servers) make_.push(item.broker ? brokers : stores, server(item));
    make_.set(root, "stores", stores);
    make_.set(root, "brokers", brokers);
    Value* externals = make_.list();
    for (const External& item : chart.externals) make_.push(externals, external(item));
    make_.set(root, "externals", externals);
    Value* secrets = make_.list();
    for (const Secret& item : chart.secrets) make_.push(secrets, secret(item));
    make_.set(root, "secrets", secrets);
    Value* questions = make_.list();
    for (const Question& item : chart.questions) {
      Value* question =
          make_.map({{"about", make_.text(item.about)}, {"text", make_.text(item.text)}, {"blocking", make_.boolean(item.blocking)}});
      at(question, item.at);
      make_.push(questions, question);
    }
    make_.set(root, "questions", questions);
    std::string out;
    value::emit_json(*root, out);
    return out;
  }

 private:
  void text(Value* map, std::string_view key, std::string_view characters) {
    if (!characters.empty()) make_.set(map, key, make_.copy(characters));
  }

  Value* texts(const std::vector<std::string>& list) {
    Value* result = make_.list();
    for (const std::string& item : list) make_.push(result, make_.text(item));
    return result;
  }

  void texts(Value* map, std::string_view key, const std::vector<std::string>& list) {
    if (!list.empty()) make_.set(map, key, texts(list));
  }

  void pairs(Value* map, std::string_view key, const std::map<std::string, std::string>& items) {
    if (items.empty()) return;
    Value* result = make_.map();
    for (const auto& [name, said] : items) make_.set(result, name, make_.text(said));
    make_.set(map, key, result);
  }

  void at(Value* map, const Place& place) {
    if (place.said.known()) text(map, "at", sources_.line_of(place.said));
    if (place.via.known()) text(map, "inherited_by", sources_.line_of(place.via));
    if (place.over.known()) text(map, "replaces", sources_.line_of(place.over));
  }

  std::string written(const Template& item) {
    if (item.is_question()) return fmt::format("? {}", item.question);
    std::string result;
    for (const Segment& segment : item.segments) result += segment.reference ? segment.reference->raw : segment.literal;
    return result;
  }

  Value* ports(const std::vector<Port>& list) {
    Value* result = make_.list();
    for (const Port& port : list) {
      Value* item =
          make_.map({{"name", make_.text(port.name)}, {"port", make_.integer(port.port)}, {"target", make_.integer(port.target)}});
      text(item, "protocol", port.protocol);
      at(item, port.at);
      make_.push(result, item);
    }
    return result;
  }

  Value* link(const Link& link) {
    constexpr std::string_view verbs[] = {"calls", "publishes", "consumes", "uses"};
    Value* result = make_.map({{"verb", make_.text(verbs[static_cast<std::size_t>(link.verb)])}, {"target", make_.text(link.target.raw)}});
    text(result, "access", link.use->access);
    text(result, "schema", link.use->schema);
    texts(result, "only", link.use->only);
    texts(result, "keys", link.verb == Link::Verb::publishes ? link.publish->keys : link.consume->keys);
    text(result, "group", link.consume->group);
    text(result, "queue", link.consume->queue);
    at(result, link.at);
    return result;
  }

  void runtime(Value* map, const Runtime& item) {
    text(map, "name", item.name);
    text(map, "namespace", item.name_space);
    text(map, "owner", item.owner);
    texts(map, "profiles", item.profiles);
    if (!item.active) make_.set(map, "active", make_.boolean(false));
    texts(map, "aliases", item.aliases);
    text(map, "image", item.image);
    if (!item.ports.empty()) make_.set(map, "ports", ports(item.ports));
    if (!item.links.empty()) {
      Value* links = make_.list();
      for (const Link& one : item.links) make_.push(links, link(one));
      make_.set(map, "links", links);
    }
    if (!item.env.empty()) {
      Value* env = make_.list();
      for (const EnvVar& variable : item.env) {
        Value* one = make_.map({{"name", make_.text(variable.name)}, {"value", make_.copy(written(variable.value))}});
        at(one, variable.value.at);
        make_.push(env, one);
      }
      make_.set(map, "env", env);
    }
    if (!item.files.empty()) {
      Value* files = make_.list();
      for (const File& file : item.files) {
        Value* one = make_.map({{"path", make_.text(file.path)}});
        text(one, "from", file.from);
        make_.push(files, one);
      }
      make_.set(map, "files", files);
    }
    if (item.replicas_min != 1 || item.replicas_max != 1) {
      make_.set(map, "replicas", make_.map({{"min", make_.integer(item.replicas_min)}, {"max", make_.integer(item.replicas_max)}}));
    }
    pairs(map, "waive", item.waive);
    at(map, item.at);
  }

  Value* service(const Service& item) {
    Value* result = make_.map();
    runtime(result, item);
    if (item.job) {
      constexpr std::string_view kinds[] = {"once", "manual", "schedule"};
      text(result, "job", kinds[static_cast<std::size_t>(item.job->kind)]);
      text(result, "schedule", item.job->schedule);
    }
    std::vector<std::string> after;
    for (const After& one : item.after) after.push_back(one.name);
    texts(result, "after", after);
    if (!item.versions.empty()) {
      Value* versions = make_.list();
      for (const Version& version : item.versions) {
        Value* one = make_.map({{"version", make_.text(version.name)}});
        if (version.weight) make_.set(one, "weight", make_.integer(*version.weight));
        pairs(one, "match", version.match_headers);
        runtime(one, version.runtime);
        make_.push(versions, one);
      }
      make_.set(result, "versions", versions);
    }
    return result;
  }

  Value* server(const Server& item) {
    Value* result = make_.map();
    runtime(result, item);
    text(result, "kind", item.kind);
    text(result, "version", item.version);
    text(result, "mode", item.mode);
    text(result, "size", item.size);
    text(result, "auth", item.auth);
    text(result, "operator", item.operator_name);
    Value* parts = make_.list();
    for (const Part& part : item.parts) make_.push(parts, make_.text(part.name));
    if (!item.parts.empty()) make_.set(result, "parts", parts);
    Value* channels = make_.list();
    for (const Channel& channel : item.channels) {
      Value* one =
          make_.map({{"channel", make_.text(channel.key)}, {"name", make_.text(channel.name)}, {"kind", make_.text(channel.kind)}});
      text(one, "exchange", channel.exchange);
      at(one, channel.at);
      make_.push(channels, one);
    }
    if (!item.channels.empty()) make_.set(result, "channels", channels);
    if (item.external) make_.set(result, "external", external(*item.external));
    return result;
  }

  Value* external(const External& item) {
    Value* result = make_.map();
    text(result, "name", item.name);
    text(result, "namespace", item.name_space);
    text(result, "url", item.url);
    texts(result, "hosts", item.hosts);
    texts(result, "cidrs", item.cidrs);
    if (item.service) text(result, "service", item.service->raw);
    if (!item.ports.empty()) make_.set(result, "ports", ports(item.ports));
    text(result, "tls", item.tls);
    text(result, "question", item.question);
    at(result, item.at);
    return result;
  }

  Value* secret(const Secret& item) {
    constexpr std::string_view kinds[] = {"unanswered", "env", "file", "cluster", "remote", "generate", "built-in"};
    const auto source = [&](Value* map, const SecretSource& said) {
      text(map, "source", kinds[static_cast<std::size_t>(said.kind)]);
      if (said.kind != SecretSource::Kind::built_in) text(map, "detail", said.detail);
    };
    Value* result = make_.map({{"name", make_.text(item.name)}});
    if (item.keys.empty()) source(result, item.source);
    for (const auto& [key, said] : item.keys) {
      Value* one = make_.map();
      source(one, said);
      make_.set(result, make_.keep(key), one);
    }
    if (item.optional) make_.set(result, "optional", make_.boolean(true));
    at(result, item.at);
    return result;
  }

  Value* cluster(const ClusterFacts& facts) {
    Value* result = make_.map();
    text(result, "context", facts.context);
    text(result, "version", fmt::format("1.{}", facts.minor));
    text(result, "gateway_class", facts.gateway_class);
    text(result, "gateway_name", facts.gateway_name);
    text(result, "ingress", facts.gateway_ingress);
    text(result, "dns", facts.dns);
    text(result, "fqdn_policy", facts.fqdn_policy);
    text(result, "mirror", facts.mirror);
    text(result, "pull", facts.pull);
    text(result, "secret_store", facts.secret_store);
    return result;
  }

  value::Builder make_;
  const text::Sources& sources_;
};

}  // namespace

std::string dump(const Chart& chart, const text::Sources& sources) { return Dumper(sources).dump(chart); }

}  // namespace portolan::chart
