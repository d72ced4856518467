#include "chart/load.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "chart/declarations.h"
#include "chart/decoder.h"
#include "chart/environment.h"
#include "chart/extra_objects.h"
#include "chart/file_scope.h"
#include "chart/fill.h"
#include "chart/layers.h"
#include "chart/namespaces.h"
#include "chart/normalise.h"
#include "chart/questions.h"
#include "chart/root_keys.h"
#include "chart/secrets.h"
#include "chart/server_kind.h"
#include "language/forms.h"
#include "text/edit_distance.h"

namespace portolan::chart {

namespace {

class Loader {
 public:
  Loader(const LoadOptions& options, Ground& ground, diagnostics::Sink& sink) : options_(options), ground_(ground), sink_(sink) {}

  std::unique_ptr<Chart> load() {
    if (!files_.read(options_.file, ground_, sink_)) return nullptr;
    environment_ = choose_environment(files_.root(), options_.environment, sink_);
    for (const yaml::Node* further : environment_.said("include")) files_.read_further(*further, ground_, sink_);
    filler_.emplace(files_, environment_, options_.set, sink_);
    layers_.emplace(files_, environment_, ground_.arena, sink_);
    decoder_.emplace(ground_, sink_, *filler_, chart_);
    root();
    profiles();
    services();
    servers();
    externals();
    secrets();
    patches_and_extras();
    finish();
    return std::make_unique<Chart>(std::move(chart_));
  }

 private:
  // The value of a root key with the environment's patches over it; nullptr where nothing is said.
  const yaml::Node* root_value(std::string_view key) {
    const yaml::Node* result = files_.root().node->get(key);
    if (result != nullptr && result->is_null()) result = nullptr;
    for (const yaml::Node* patch : environment_.said(key)) result = patch->is_null() ? nullptr : merge(result, patch, ground_.arena);
    return result;
  }

  std::string root_text(std::string_view key, std::string_view fallback = {}) {
    const yaml::Node* node = root_value(key);
    return node != nullptr && node->is_scalar() ? decoder_->text(*node) : std::string(fallback);
  }

  void root() {
    decoder_->set_subject({});
    require_root_keys(files_.root(), ground_.sources, sink_);
    chart_.app = decoder_->formed(*files_.root().node, "app", language::Form::name, "app");
    chart_.owner = root_text("owner");
    chart_.contact = root_text("contact");
    chart_.environment = options_.environment;
    for (const yaml::Node* map : environment_.said("namespaces")) {
      for (const yaml::Entry& entry : map->entries) {
        if (entry.value->is_null())
          chart_.renamed_namespaces.erase(std::string(entry.key));
        else if (std::string name = decoder_->formed(*map, entry.key, language::Form::name); !name.empty())
          chart_.renamed_namespaces.insert_or_assign(std::string(entry.key), std::move(name));
      }
    }
    namespaces_.emplace(files_, environment_, *decoder_);
    chart_.name_space = namespaces_->renamed(namespaces_->of_file(files_.root()));
    chart_.strict_hardening = root_text("hardening") == "strict";
    decoder_->set_subject({.self = {}, .own = nullptr, .via = {}, .owner = chart_.owner, .about = "cluster", .active = true});
    if (const yaml::Node* mesh = root_value("mesh"); mesh != nullptr) {
      if (mesh->is_map()) check_required(*mesh, "Mesh", mesh->span, sink_);
      decoder_->mesh(*mesh);
    }
    if (const yaml::Node* cluster = root_value("cluster"); cluster != nullptr && cluster->is_map()) {
      check_required(*cluster, "Cluster", cluster->span, sink_);
      decoder_->cluster(*cluster);
    }
    if (const yaml::Node* environments = files_.root().node->get("environments"); environments != nullptr) {
      for (const yaml::Entry& entry : environments->entries) chart_.environments.emplace_back(entry.key);
    }
    std::sort(chart_.environments.begin(), chart_.environments.end());
    for (const std::string& name : filler_->undeclared()) {
      sink_.add({.code = "P0317",
                 .span = {},
                 .message = fmt::format("--set names the var `{}`, which no file declares", name),
                 .hint = "declare it under `vars`, or remove the option"});
    }
  }

  void profiles() {
    chart_.profiles = environment_.profiles;
    chart_.profiles.insert(chart_.profiles.end(), options_.profiles.begin(), options_.profiles.end());
    std::sort(chart_.profiles.begin(), chart_.profiles.end());
    chart_.profiles.erase(std::unique(chart_.profiles.begin(), chart_.profiles.end()), chart_.profiles.end());
  }

  bool is_on(const std::vector<std::string>& wanted) {
    for (const std::string& profile : wanted) known_profiles_.push_back(profile);
    return wanted.empty() || std::any_of(wanted.begin(), wanted.end(), [this](const std::string& name) {
             return std::binary_search(chart_.profiles.begin(), chart_.profiles.end(), name);
           });
  }

  // Empty where nobody has said it yet.
  static std::string known_owner(const yaml::Node* owner) {
    return owner == nullptr || language::is_question(owner->text) ? std::string() : std::string(owner->text);
  }

  // A default, a template or the environment may say it too.
  std::string name_space(const Declaration& declaration, const yaml::Node& whole) {
    if (declaration.space_in_key || !whole.is_map()) return declaration.name_space;
    return namespaces_->renamed(namespaces_->said(whole, declaration.name, namespaces_->of_file(*declaration.scope)));
  }

  // Names, owner, profiles and the subject of everything read after it.
  void begin(Runtime& result, const Declaration& declaration, const Layered& layered) {
    const yaml::Node& whole = *layered.whole;
    result.name = declaration.name;
    result.name_space = name_space(declaration, whole);
    const yaml::Node* owner = declaration.scope->inherited("owner");
    const yaml::Node* contact = declaration.scope->inherited("contact");
    Subject subject{.self = {result.name, result.name_space, {}},
                    .own = &layered.own,
                    .via = declaration.entry->key_span,
                    .owner = known_owner(owner),
                    .about = result.name,
                    .active = true};
    decoder_->set_subject(subject);
    result.owner = decoder_->text(whole, "owner", subject.owner);
    result.contact = decoder_->text(whole, "contact", contact != nullptr ? contact->text : std::string_view());
    result.profiles = decoder_->texts(whole, "profiles");
    result.active = is_on(result.profiles);
    result.at = {.said = declaration.entry->key_span, .via = {}, .over = {}};
    result.body = declaration.entry->value->span;
    subject.owner = result.owner;
    subject.active = result.active;
    decoder_->set_subject(std::move(subject));
  }

  template <typename Kind>
  static void in_order(std::vector<Kind>& declared) {
    const auto before = [](const Kind& a, const Kind& b) { return std::tie(a.name, a.name_space) < std::tie(b.name, b.name_space); };
    if (!std::is_sorted(declared.begin(), declared.end(), before)) std::stable_sort(declared.begin(), declared.end(), before);
  }

  void services() {
    const std::vector<Declaration> found = declarations("services", files_, environment_, *namespaces_, sink_);
    chart_.services.reserve(found.size());
    for (const Declaration& declaration : found) {
      const Layered layered = layers_->apply("services", declaration);
      Service& service = chart_.services.emplace_back();
      begin(service, declaration, layered);
      check_required(*layered.whole, "Service", declaration.entry->key_span, sink_);
      decoder_->service(service, *layered.whole, layered);
      for (const Version& version : service.versions) is_on(version.runtime.profiles);
    }
    in_order(chart_.services);
  }

  void servers() {
    for (const std::string_view section : {"brokers", "stores"}) {
      for (const Declaration& declaration : declarations(section, files_, environment_, *namespaces_, sink_)) server(section, declaration);
    }
    in_order(chart_.servers);
  }

  const yaml::Node* catalogue_part(const yaml::Node* part) {
    if (part == nullptr || part->is_null()) return nullptr;
    return normalise(*part, "Server", {.arena = ground_.arena, .sources = ground_.sources, .sink = sink_, .root_file = false});
  }

  // A server whose kind is not known keeps its name, so that links to it are not called wrong as well.
  void server_of_no_kind(std::string_view section, const Declaration& declaration, const Layered& said) {
    static const catalog::Kind nothing;
    Server& result = chart_.servers.emplace_back();
    result.broker = section == "brokers";
    result.entry = &nothing;
    result.kind_known = false;
    begin(result, declaration, said);
    result.active = false;
    decoder_->server(result, *said.whole, said);
  }

  void server(std::string_view section, const Declaration& declaration) {
    const Layered said = layers_->without_catalogue(section, declaration);
    const catalog::Kind* kind = kind_of(declaration, *said.whole, *decoder_);
    if (kind == nullptr) return server_of_no_kind(section, declaration, said);
    const yaml::Node* auth = said.whole->get("auth");
    const std::string auth_word = auth == nullptr ? "per-service" : auth->is_map() ? "account" : std::string(auth->text);
    const yaml::Node* variant = auth_word == "none"          ? kind->server_open
                                : auth_word == "per-service" ? kind->server_per_service
                                                             : kind->server_shared;
    const std::array<const yaml::Node*, 2> under = {catalogue_part(kind->server), catalogue_part(variant)};
    const Layered layered = layers_->apply(section, declaration, under);
    Server& result = chart_.servers.emplace_back();
    result.broker = declaration.broker;
    result.kind = kind->name;
    result.entry = kind;
    begin(result, declaration, layered);
    check_required(*layered.whole, "Server", declaration.entry->key_span, sink_);
    decoder_->server(result, *layered.whole, layered);
  }

  void externals() {
    for (const Declaration& declaration : declarations("externals", files_, environment_, *namespaces_, sink_)) {
      const yaml::Node* whole = nullptr;
      for (const yaml::Node* part : declaration.said) whole = merge(whole, part, ground_.arena);
      const yaml::Node* owner = declaration.scope->inherited("owner");
      const std::string name_space = this->name_space(declaration, *whole);
      decoder_->set_subject({.self = {declaration.name, name_space, {}},
                             .own = nullptr,
                             .via = {},
                             .owner = known_owner(owner),
                             .about = declaration.name,
                             .active = true});
      if (whole->is_map()) check_required(*whole, "External", declaration.entry->key_span, sink_);
      External external = decoder_->external(*whole, declaration.name);
      external.name_space = name_space;
      external.owner = decoder_->subject().owner;
      external.at.said = declaration.entry->key_span;
      chart_.externals.push_back(std::move(external));
    }
    in_order(chart_.externals);
  }

  void secrets() {
    for (const auto& [name, declared] : declared_secrets(files_, environment_, ground_.arena, sink_)) {
      const yaml::Node* owner = declared.scope->inherited("owner");
      decoder_->set_subject(
          {.self = {}, .own = nullptr, .via = {}, .owner = known_owner(owner), .about = "secrets." + std::string(name), .active = true});
      decoder_->secret(declared.entry);
    }
  }

  void patches_and_extras() {
    decoder_->set_subject({});
    ExtraObjects extras(ground_, sink_, chart_);
    for (const FileScope& scope : files_.all()) {
      if (const yaml::Node* list = scope.node->get("patches"); list != nullptr) {
        for (const yaml::Node* item : list->items) decoder_->patch(*item);
      }
      if (const yaml::Node* list = scope.node->get("extra"); list != nullptr) extras.add(*list, scope.path.parent_path());
    }
    for (const yaml::Node* list : environment_.said("patches")) {
      for (const yaml::Node* item : list->items) decoder_->patch(*item);
    }
    for (const yaml::Node* list : environment_.said("extra")) extras.add(*list, files_.root().path.parent_path());
  }

  void finish() {
    std::sort(known_profiles_.begin(), known_profiles_.end());
    for (const std::string& wanted : options_.profiles) {
      if (std::binary_search(known_profiles_.begin(), known_profiles_.end(), wanted)) continue;
      std::vector<std::string_view> known(known_profiles_.begin(), known_profiles_.end());
      known.erase(std::unique(known.begin(), known.end()), known.end());
      const auto near = text::nearest(wanted, known);
      sink_.add({.code = "P0318",
                 .span = {},
                 .message = fmt::format("there is no profile `{}`", wanted),
                 .hint = near ? fmt::format("did you mean `{}`?", *near) : fmt::format("profiles are {}", fmt::join(known, ", "))});
    }
    settle_questions(chart_);
  }

  const LoadOptions& options_;
  Ground& ground_;
  diagnostics::Sink& sink_;
  Files files_;
  Environment environment_;
  std::optional<Filler> filler_;
  std::optional<Layers> layers_;
  std::optional<Decoder> decoder_;
  std::optional<Namespaces> namespaces_;
  Chart chart_;
  std::vector<std::string> known_profiles_;
};

}  // namespace

std::unique_ptr<Chart> load(const LoadOptions& options, Ground& ground, diagnostics::Sink& sink) {
  ground.catalogs.push_back(catalog::open(options.file.parent_path() / "catalog", ground.sources, ground.arena, sink));
  return Loader(options, ground, sink).load();
}

}  // namespace portolan::chart
