#include "chart/decoder.h"
#include "language/forms.h"

// Ways in.

namespace portolan::chart {

Expose Decoder::expose(const yaml::Node& node) {
  Expose result;
  result.at = place(node);
  if (node.is_scalar()) {
    std::string host = text(node, &result.question);
    if (result.question.empty() && became(node, "expose", host, language::Form::host)) result.hosts.push_back(std::move(host));
    result.routed = true;
    return result;
  }
  result.hosts = texts(node, "host", &result.question, language::Form::host);
  result.paths = texts(node, "path");
  result.rewrite = text(node, "rewrite");
  result.port = text(node, "port");
  result.tls = text(node, "tls");
  result.via = text(node, "via", "gateway");
  result.at_port = port_number(node, "at");
  result.local = port_number(node, "local");
  result.annotations = text_map(node, "annotations");
  result.routed = given(node, "host") != nullptr || given(node, "path") != nullptr || result.via != "gateway" || result.at_port.has_value();
  if (const yaml::Node* to = given(node, "to"); to != nullptr) {
    const auto add = [&](const yaml::Node& item) {
      Expose::To peer_of;
      if (item.is_map()) {
        peer_of.by_pods = true;
        peer_of.name = "*";
        peer_of.name_space = text(item, "namespace");
        peer_of.pods = text_map(item, "pods");
      } else {
        const std::string said = text(item);
        const auto dot = said.find('.');
        peer_of.name = said.substr(0, dot);
        if (dot != std::string::npos) peer_of.name_space = said.substr(dot + 1);
      }
      result.to.push_back(std::move(peer_of));
    };
    if (to->is_scalar() || to->is_map()) add(*to);
    for (const yaml::Node* item : to->items) add(*item);
  }
  return result;
}

std::vector<Expose> Decoder::exposes(const yaml::Node& node) {
  std::vector<Expose> result;
  if (node.is_scalar() && node.text == "none") return result;
  if (node.is_sequence()) {
    for (const yaml::Node* item : node.items) result.push_back(expose(*item));
  } else if (!node.is_null()) {
    result.push_back(expose(node));
  }
  return result;
}

}  // namespace portolan::chart
