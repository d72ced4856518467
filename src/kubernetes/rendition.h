#pragma once

#include <map>
#include <string_view>
#include <tuple>
#include <vector>

#include "kubernetes/layout.h"
#include "kubernetes/objects.h"

namespace portolan::kubernetes {

// What makes two objects the same one: apiVersion, kind, namespace, name.
using Identity = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>;
Identity identity_of(const Object& object);

// All objects of one variant at once, their keys sorted, as layouts that compare variants need them.
class Rendition {
 public:
  explicit Rendition(const Variant& variant);

  [[nodiscard]] std::string_view environment() const { return environment_; }
  [[nodiscard]] const std::vector<Object>& objects() const { return objects_; }
  [[nodiscard]] const std::vector<Group>& groups() const { return emitter_.groups(); }
  [[nodiscard]] const std::string& file_of(const Object& object) const { return groups()[object.group].file; }
  [[nodiscard]] const Object* find(const Identity& identity) const;
  [[nodiscard]] value::Builder& builder() { return builder_; }

 private:
  std::string_view environment_;
  Emitter emitter_;
  value::Builder builder_;
  std::vector<Object> objects_;
  std::map<Identity, std::size_t> places_;
};

}  // namespace portolan::kubernetes
