#include "chart/decoder.h"

// Probes.

namespace portolan::chart {

Probe Decoder::probe(const yaml::Node& node) {
  Probe result;
  result.at = place(node);
  if (node.is_scalar()) {
    const std::string said = text(node);
    if (said == "none")
      result.kind = Probe::Kind::none;
    else if (said == "tcp")
      result.kind = Probe::Kind::tcp;
    else if (said == "grpc")
      result.kind = Probe::Kind::grpc;
    else if (said.starts_with('/')) {
      result.kind = Probe::Kind::http;
      result.path = said;
    }
    return result;
  }
  result.port = text(node, "port");
  result.headers = text_map(node, "headers");
  if (const yaml::Node* path = given(node, "path"); path != nullptr) {
    result.kind = Probe::Kind::http;
    result.path = text(*path);
  } else if (const auto command = words(node, "exec")) {
    result.kind = Probe::Kind::exec;
    for (const Template& word : *command) result.exec.push_back(word.literal().value_or(""));
  } else if (const yaml::Node* tcp = given(node, "tcp"); tcp != nullptr) {
    result.kind = Probe::Kind::tcp;
    if (const std::string name = text(*tcp); !name.empty()) result.port = name;
  } else if (const yaml::Node* grpc = given(node, "grpc"); grpc != nullptr) {
    result.kind = Probe::Kind::grpc;
    result.grpc_service = text(*grpc);
  }
  result.every_said = given(node, "every") != nullptr;
  result.timeout_said = given(node, "timeout") != nullptr;
  result.failures_said = given(node, "failures") != nullptr;
  result.every_ms = milliseconds(node, "every", result.every_ms);
  result.timeout_ms = milliseconds(node, "timeout", result.timeout_ms);
  result.failures = number(node, "failures").value_or(result.failures);
  result.startup_ms = milliseconds(node, "startup", result.startup_ms);
  return result;
}

void Decoder::health(Runtime& result, const yaml::Node& node) {
  result.health = probe(node);
  if (node.is_map()) {
    if (const yaml::Node* live = given(node, "live"); live != nullptr) {
      result.live = probe(*live);
      if (result.live->port.empty() && result.health->kind != Probe::Kind::exec) result.live->port = result.health->port;
    }
  }
}

}  // namespace portolan::chart
