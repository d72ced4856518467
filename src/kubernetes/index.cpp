#include "kubernetes/index.h"

#include "kubernetes/gateway.h"

#include <map>
#include <string_view>

namespace portolan::kubernetes {

using wiring::Endpoint;
using wiring::Wiring;

Buckets::Buckets(std::size_t buckets, std::span<const Pair> pairs) : starts_(buckets + 1), values_(pairs.size()) {
  for (const Pair& pair : pairs) ++starts_[pair.first + 1];
  for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
  for (const Pair& pair : pairs) values_[next[pair.first]++] = pair.second;
}

std::span<const std::uint32_t> Buckets::operator[](std::size_t bucket) const {
  if (bucket + 1 >= starts_.size()) return {};
  return std::span(values_).subspan(starts_[bucket], starts_[bucket + 1] - starts_[bucket]);
}

namespace {

using Pairs = std::vector<Buckets::Pair>;

constexpr std::uint32_t nobody = 0xffffffff;
constexpr std::uint32_t several = 0xfffffffe;

template <class Use>
void each_secret(const wiring::Text& text, Use&& use) {
  for (const wiring::Piece& piece : text) {
    if (piece.kind == wiring::Piece::Kind::secret) use(piece.secret.secret);
  }
}

template <class Use>
void each_secret(const wiring::Container& container, Use&& use) {
  for (const wiring::EnvVar& variable : container.env) each_secret(variable.value, use);
  for (const auto* words : {&container.entrypoint, &container.args}) {
    if (!*words) continue;
    for (const wiring::Text& word : **words) each_secret(word, use);
  }
}

template <class Use>
void each_secret(const wiring::Workload& workload, Use&& use) {
  each_secret(workload.main, use);
  for (const wiring::Container& container : workload.init) each_secret(container, use);
  for (const wiring::Container& container : workload.sidecars) each_secret(container, use);
  for (const wiring::Volume& volume : workload.volumes) {
    if (volume.kind == wiring::Volume::Kind::secret) use(volume.secret);
  }
  for (const std::string& name : workload.pull_secrets) use(name);
}

bool is_remote(const wiring::Secret& secret) {
  for (const wiring::Secret::Key& key : secret.keys) {
    if (key.source == wiring::Secret::Source::remote) return true;
  }
  return false;
}

void index_secrets(const Wiring& wiring, Index& index) {
  // Only Secrets of an outside store become objects; an application without them pays for one look at the list.
  if (wiring.cluster.secret_store.empty()) return;  // it is asked for; the Secret itself is referred to all the same
  std::map<std::pair<std::string_view, std::string_view>, std::uint32_t> remote;
  for (std::uint32_t i = 0; i < wiring.secrets.size(); ++i) {
    const wiring::Secret& secret = wiring.secrets[i];
    if (!secret.exists && is_remote(secret))
      remote.emplace(std::pair(std::string_view(secret.name_space), std::string_view(secret.name)), i);
  }
  if (remote.empty()) return;
  std::vector<std::uint32_t> users(wiring.secrets.size(), nobody);
  for (const wiring::Workload& workload : wiring.workloads) {
    each_secret(workload, [&](const std::string& name) {
      const auto found = remote.find({workload.name_space, name});
      if (found == remote.end()) return;
      std::uint32_t& user = users[found->second];
      user = user == nobody || user == workload.party ? workload.party : several;
    });
  }
  std::vector<std::uint32_t> order;
  for (const auto& [name, secret] : remote) order.push_back(secret);
  Pairs owned;
  for (const std::uint32_t secret : order) {
    if (users[secret] < several) {
      owned.emplace_back(users[secret], secret);
    } else {
      index.shared_secrets.push_back(secret);
    }
  }
  index.remote_secrets = Buckets(wiring.parties.size(), owned);
}

}  // namespace

Index::Index(const Wiring& wiring) : behind_service(wiring.workloads.size()), primary_address(wiring.parties.size(), no_address) {
  Pairs incoming, outgoing;
  for (std::uint32_t i = 0; i < wiring.flows.size(); ++i) {
    const wiring::Flow& flow = wiring.flows[i];
    if (flow.to.kind == Endpoint::Kind::workload) incoming.emplace_back(flow.to.workload, i);
    if (flow.from.kind == Endpoint::Kind::workload) outgoing.emplace_back(flow.from.workload, i);
  }
  ingress = Buckets(wiring.workloads.size(), incoming);
  egress = Buckets(wiring.workloads.size(), outgoing);

  Pairs of_party;
  for (std::uint32_t i = 0; i < wiring.addresses.size(); ++i) {
    const wiring::Address& address = wiring.addresses[i];
    of_party.emplace_back(address.party, i);
    for (const std::uint32_t workload : address.workloads) behind_service[workload] = true;
    const wiring::Party& party = wiring.parties[address.party];
    if (address.alias_for.empty() && address.name == party.name && address.name_space == party.name_space)
      primary_address[address.party] = i;
  }
  addresses = Buckets(wiring.parties.size(), of_party);

  Pairs route_of;
  for (std::uint32_t i = 0; i < wiring.routes.size(); ++i) route_of.emplace_back(wiring.routes[i].party, i);
  routes = Buckets(wiring.parties.size(), route_of);

  several_certificates = kubernetes::several_certificates(wiring);

  index_secrets(wiring, *this);
}

}  // namespace portolan::kubernetes
