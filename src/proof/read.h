#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "proof/model.h"
#include "value/value.h"

// Readers of single kinds, called by Model::add. What the API server would refuse is said in `problem`, once.

namespace portolan::proof {

std::optional<Transport> read_transport(std::string_view text);  // "" is TCP

// `policy` knows its namespace already.
void read_network_policy(const value::Value& object, Model& model, Policy& policy, std::string& problem);
void read_cilium_policy(const value::Value& object, Model& model, Policy& policy, std::string& problem);
void read_calico_policy(const value::Value& object, Model& model, Policy& policy, std::string& problem);
void read_gke_policy(const value::Value& object, Model& model, Policy& policy, std::string& problem);
// `pod` is an object with metadata and spec of a pod: a template or a Pod.
Pod read_pod(const value::Value& pod, Model& model, std::string& problem);
Service read_service(const value::Value& object, Model& model, std::string& problem);

// A pod peer with the namespaces that its selector names by kubernetes.io/metadata.name taken apart, one peer each.
void keep_pod_peers(Selector namespaces, Selector pods, Model& model, std::vector<PeerNumber>& into);

}  // namespace portolan::proof
