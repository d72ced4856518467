#include <fmt/core.h>

#include "proof/fields.h"
#include "proof/read.h"

// Pods and Services.

namespace portolan::proof {

namespace {

void read_container_ports(const value::Value& container, Model& model, Pod& pod, std::string& problem) {
  for (const value::Value* object : list_at(container, "ports")) {
    const auto port = port_number(object->get("containerPort"));
    const auto transport = read_transport(text_at(*object, "protocol"));
    if (!port || !transport) {
      problem = "a container port has no number or an unknown protocol";
      continue;
    }
    pod.ports.push_back({model.names.keep(text_at(*object, "name")), *transport, *port});
  }
}

}  // namespace

Pod read_pod(const value::Value& object, Model& model, std::string& problem) {
  Pod pod;
  pod.labels = read_labels(object.find({"metadata", "labels"}), model.names);
  const value::Value* spec = object.get("spec");
  if (!spec) {
    problem = "a pod has no spec";
    return pod;
  }
  const std::string_view account = text_at(*spec, "serviceAccountName");
  pod.account = model.names.keep(account.empty() ? "default" : account);
  pod.host_network = flag_at(*spec, "hostNetwork");
  for (const value::Value* container : list_at(*spec, "containers")) read_container_ports(*container, model, pod, problem);
  // Native sidecars serve; other init containers are gone when anybody calls.
  for (const value::Value* container : list_at(*spec, "initContainers")) {
    if (text_at(*container, "restartPolicy") == "Always") read_container_ports(*container, model, pod, problem);
  }
  if (const value::Value* status = object.get("status")) pod.address = parse_address(text_at(*status, "podIP"));
  return pod;
}

Service read_service(const value::Value& object, Model& model, std::string& problem) {
  Service service;
  const value::Value* spec = object.get("spec");
  if (!spec) return service;
  const value::Value* selector = written(*spec, "selector");
  service.selects = selector && !selector->map().empty();
  if (service.selects) service.pods = read_equalities(selector, model.names);
  service.headless = text_at(*spec, "clusterIP") == "None";
  if (text_at(*spec, "type") == "ExternalName") {
    service.selects = false;
    service.external_name = model.names.keep(text_at(*spec, "externalName"));
  }
  for (const value::Value* entry : list_at(*spec, "ports")) {
    const auto port = port_number(entry->get("port"));
    const auto transport = read_transport(text_at(*entry, "protocol"));
    if (!port || !transport) {
      problem = "a port has no number or an unknown protocol";
      continue;
    }
    ServicePort result{model.names.keep(text_at(*entry, "name")), *transport, *port, *port, Names::empty};
    const value::Value* target = written(*entry, "targetPort");
    if (target && target->is_text()) {
      result.target = 0;
      result.target_name = model.names.keep(target->text());
    } else if (target) {
      const auto number = port_number(target);
      if (!number) problem = "a targetPort is out of range";
      result.target = number.value_or(0);
    }
    service.ports.push_back(result);
  }
  return service;
}

}  // namespace portolan::proof
