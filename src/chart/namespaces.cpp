#include "chart/namespaces.h"

#include <utility>

#include "chart/decoder.h"

namespace portolan::chart {

namespace {

const yaml::Node* scalar(const yaml::Node& map, std::string_view key) {
  const yaml::Node* said = given(map, key);
  return said != nullptr && said->is_scalar() ? said : nullptr;
}

}  // namespace

std::string Namespaces::filled(const yaml::Node& map, std::string_view name, std::string_view fallback) {
  Subject subject = decoder_.subject();
  Subject own = subject;
  own.self = {std::string(name), {}, {}};
  if (!name.empty()) own.about = name;
  decoder_.set_subject(std::move(own));
  std::string result = decoder_.formed(map, "namespace", language::Form::name, fallback);
  decoder_.set_subject(std::move(subject));
  return result;
}

std::string Namespaces::said(const yaml::Node& body, std::string_view name, std::string_view fallback) {
  return scalar(body, "namespace") == nullptr ? std::string(fallback) : filled(body, name, fallback);
}

std::string Namespaces::renamed(std::string_view name_space) const { return std::string(decoder_.chart().namespace_of(name_space)); }

const std::string& Namespaces::of_file(const FileScope& scope) {
  const auto known = of_files_.find(&scope);
  if (known != of_files_.end()) return known->second;
  std::string fallback = scope.includer != nullptr ? of_file(*scope.includer) : decoder_.chart().app;
  const yaml::Node* says = scope.node;
  if (&scope == &files_.root()) {
    for (const yaml::Node* patch : environment_.patches) {
      if (patch->get("namespace") != nullptr) says = patch;
    }
  }
  return of_files_.emplace(&scope, said(*says, {}, fallback)).first->second;
}

}  // namespace portolan::chart
