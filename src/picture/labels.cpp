#include "picture/labels.h"

#include <string_view>

namespace portolan::picture {

namespace {

const char* verb_word(wiring::Verb verb) {
  switch (verb) {
    case wiring::Verb::calls: return "calls";
    case wiring::Verb::publishes: return "publishes to";
    case wiring::Verb::consumes: return "consumes";
    case wiring::Verb::uses: return "uses";
    case wiring::Verb::exposes: return "is the way in to";
  }
  return "";
}

bool raw(wiring::Protocol protocol) {
  return protocol == wiring::Protocol::tcp || protocol == wiring::Protocol::tls || protocol == wiring::Protocol::udp;
}

}  // namespace

std::string protocol_word(wiring::Protocol protocol, const std::string& port_name) {
  const std::string word = wiring::to_text(protocol);
  if (!raw(protocol)) return word;
  const auto dash = port_name.find('-');
  if (dash != std::string::npos && port_name.compare(0, dash, word) == 0 && dash + 1 < port_name.size()) {
    return port_name.substr(dash + 1);
  }
  return word;
}

std::string link_label(const wiring::Link& link) {
  if (link.port == 0) {
    std::string label = "volume";
    if (!link.access.empty()) label += ' ' + link.access;
    return label;
  }
  std::string label = protocol_word(link.protocol, link.port_name) + ':' + std::to_string(link.port);
  if (link.verb == wiring::Verb::uses && !link.access.empty()) label += ' ' + link.access;
  return label;
}

std::string brief_link_label(const wiring::Wiring& wiring, const wiring::Link& link) {
  const auto& from = wiring.parties[link.from];
  const auto& to = from.kind == wiring::PartyKind::outside || link.verb != wiring::Verb::exposes ? wiring.parties[link.to] : from;
  const std::string word = protocol_word(link.protocol, link.port_name);
  if (link.port == 0) return link_label(link);
  unsigned same = 0;
  for (const auto& port : to.ports) same += protocol_word(port.protocol, port.name) == word ? 1 : 0;
  const bool known = to.kind != wiring::PartyKind::external || (word == "https" && link.port == 443) || (word == "http" && link.port == 80);
  if (same > 1 || !known) return link_label(link);
  return link.verb == wiring::Verb::uses && !link.access.empty() ? word + ' ' + link.access : word;
}

std::string port_label(const wiring::Port& port) {
  std::string label = protocol_word(port.protocol, port.name) + ' ' + std::to_string(port.port);
  if (port.target != 0 && port.target != port.port) label += "→" + std::to_string(port.target);
  if (port.metrics) label += " metrics";
  return label;
}

std::string link_sentence(const wiring::Wiring& wiring, const wiring::Link& link, const text::Sources& sources) {
  const auto& from = wiring.parties[link.from];
  const auto& to = wiring.parties[link.to];
  std::string sentence = from.display + ' ' + verb_word(link.verb) + ' ';
  if (!link.channel.empty()) sentence += link.channel + " of ";
  sentence += to.display;
  if (!link.part_key.empty()) sentence += '/' + link.part_key;
  if (link.port != 0) {
    sentence += " on " + protocol_word(link.protocol, link.port_name) + ':' + std::to_string(link.port);
  } else if (!link.mount.empty()) {
    sentence += " at " + link.mount;
  }
  if (!link.access.empty()) sentence += ", " + link.access;
  if (!link.enforced) {
    sentence += ", not held to that by the server";
    if (!link.unenforced_because.empty()) sentence += ": " + link.unenforced_because;
  }
  if (link.at.said.known()) sentence += " (" + sources.line_of(link.at.said) + ')';
  return sentence;
}

}  // namespace portolan::picture
