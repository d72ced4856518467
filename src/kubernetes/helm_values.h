#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kubernetes/helm_template.h"
#include "kubernetes/objects.h"

namespace portolan::kubernetes {

// The values of a chart in one environment: what people set without editing templates.
//
//   services: NAME: {image, version, replicas, resources, env: {…}, containers: {SIDECAR: {image, resources, env}}}
//   autoscaling: NAME: {minReplicas, maxReplicas}
//   hosts: ROUTE: [HOST…]
//
// NAME is the workload's, with its namespace behind it where two namespaces have the name.
class HelmValues {
 public:
  explicit HelmValues(const std::vector<Object>& objects);

  // Takes such values out of the object, leaving references to them. Jobs keep theirs: their name is a digest of what they run.
  void cut_out(value::Builder& builder, const Object& object);

  [[nodiscard]] std::string base_file(std::string_view environment) const;
  // Only what is another value, or none, in `base`.
  [[nodiscard]] std::string difference_file(const HelmValues& base, std::string_view environment) const;

 private:
  // Puts the value under `path` and returns the reference to it.
  value::Value* take(value::Builder& builder, const ValuePath& path, const value::Value& given);
  void take_member(value::Builder& builder, value::Value* map, std::string_view key, const ValuePath& path);
  void controller(value::Builder& builder, const Object& object);
  void container(value::Builder& builder, value::Value* container, ValuePath path);
  void autoscaler(value::Builder& builder, const Object& object);
  void hosts(value::Builder& builder, const Object& object);
  void ingress_hosts(value::Builder& builder, const Object& object);
  std::string_view name_of(const Object& object);

  value::Builder own_;
  value::Value* root_;
  std::set<std::pair<std::string_view, std::string_view>> ambiguous_;  // kind and name that several namespaces have
};

}  // namespace portolan::kubernetes
