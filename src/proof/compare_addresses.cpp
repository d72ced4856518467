#include "proof/compare_addresses.h"

#include <algorithm>

namespace portolan::proof {

namespace {

// Cuts ports into pieces inside of which no range of any set begins or ends.
std::vector<PortRange> pieces(const std::vector<const PortSet*>& sets) {
  std::vector<std::pair<Transport, unsigned>> cuts;
  PortSet all;
  for (const PortSet* set : sets) {
    all = all.united(*set);
    for (const PortRange& range : set->ranges()) {
      cuts.emplace_back(range.transport, range.first);
      cuts.emplace_back(range.transport, static_cast<unsigned>(range.last) + 1);
    }
  }
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  std::vector<PortRange> result;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    if (cuts[i].first != cuts[i + 1].first) continue;
    const PortRange piece{cuts[i].first, static_cast<std::uint16_t>(cuts[i].second), static_cast<std::uint16_t>(cuts[i + 1].second - 1)};
    if (all.contains(piece.transport, piece.first)) result.push_back(piece);
  }
  return result;
}

template <typename List>
AddressSet united(const List& list, const PortRange& piece) {
  std::vector<AddressRange> ranges;
  for (const auto& item : list) {
    if (!item.ports.contains(piece.transport, piece.first)) continue;
    ranges.insert(ranges.end(), item.addresses.ranges().begin(), item.addresses.ranges().end());
  }
  return AddressSet(std::move(ranges));
}

Opening opening_of(PodNumber pod, Direction direction, Peer peer, PortSet ports) {
  Opening opening;
  opening.pod = pod;
  opening.direction = direction;
  opening.peer = std::move(peer);
  opening.ports = std::move(ports);
  return opening;
}

void report(Findings& findings, Opening opening) {
  if (findings.full()) {
    findings.cut = true;
  } else {
    findings.openings.push_back(std::move(opening));
  }
}

}  // namespace

void AddressComparison::open(const AddressSet& addresses, const PortSet& ports, const RulePlace& place) {
  open_.push_back({addresses, ports, place});
}

void AddressComparison::open(const std::vector<Name>& hosts, const PortSet& ports, const RulePlace& place) {
  for (const Name host : hosts) open_hosts_.push_back({host, ports, place});
}

void AddressComparison::want(const AddressSet& addresses, const PortSet& ports, std::uint32_t flow) {
  wanted_.push_back({addresses, ports, flow});
}

void AddressComparison::want(const std::vector<Name>& hosts, const PortSet& ports, std::uint32_t flow) {
  for (const Name host : hosts) wanted_hosts_.push_back({host, ports, flow});
}

void AddressComparison::compare(PodNumber pod, Direction direction, Findings& findings) const {
  if (!open_.empty() || !wanted_.empty()) compare_addresses(pod, direction, findings);
  if (!open_hosts_.empty() || !wanted_hosts_.empty()) compare_hosts(pod, direction, findings);
}

void AddressComparison::compare_addresses(PodNumber pod, Direction direction, Findings& findings) const {
  if (open_.size() == 1 && wanted_.size() == 1 && open_[0].addresses == wanted_[0].addresses && open_[0].ports == wanted_[0].ports) return;

  std::vector<const PortSet*> sets;
  for (const auto& item : open_) sets.push_back(&item.ports);
  for (const auto& item : wanted_) sets.push_back(&item.ports);
  // Neighbouring pieces with the same superfluous addresses are one finding.
  std::vector<std::pair<AddressSet, PortSet>> extras;
  for (const PortRange& piece : pieces(sets)) {
    const AddressSet opened = united(open_, piece), meant = united(wanted_, piece);
    if (opened == meant) continue;
    if (AddressSet extra = opened.without(meant); !extra.empty()) {
      const auto same = std::find_if(extras.begin(), extras.end(), [&](const auto& e) { return e.first == extra; });
      if (same == extras.end()) {
        extras.emplace_back(std::move(extra), PortSet({piece}));
      } else {
        same->second = same->second.united(PortSet({piece}));
      }
    }
    if (open_to_all_.contains(PortSet({piece}))) continue;
    for (const auto& want : wanted_) {
      if (!want.ports.contains(piece.transport, piece.first)) continue;
      const AddressSet missing = want.addresses.without(opened);
      if (!missing.empty()) findings.refuse(want.flow, direction, PortSet({piece}), missing);
    }
  }
  for (auto& [addresses, ports] : extras) {
    Opening opening = opening_of(pod, direction, Peer{.kind = Peer::Kind::addresses, .addresses = addresses}, ports);
    for (const auto& item : open_) {
      const bool guilty = !item.ports.common(ports).empty() && item.addresses.without(addresses) != item.addresses;
      if (guilty) opening.places.push_back(item.place);
    }
    report(findings, std::move(opening));
  }
}

void AddressComparison::compare_hosts(PodNumber pod, Direction direction, Findings& findings) const {
  const auto ports_of = [](const auto& list, Name host) {
    PortSet ports;
    for (const auto& item : list) {
      if (item.host == host) ports = ports.united(item.ports);
    }
    return ports;
  };
  for (const auto& item : open_hosts_) {
    PortSet extra = item.ports.without(ports_of(wanted_hosts_, item.host));
    if (extra.empty()) continue;
    Opening opening = opening_of(pod, direction, Peer{.kind = Peer::Kind::host_names, .hosts = {item.host}}, std::move(extra));
    opening.places.push_back(item.place);
    report(findings, std::move(opening));
  }
  for (const auto& item : wanted_hosts_) {
    const PortSet missing = item.ports.without(ports_of(open_hosts_, item.host)).without(open_to_all_);
    if (!missing.empty()) findings.refuse(item.flow, direction, missing);
  }
}

}  // namespace portolan::proof
