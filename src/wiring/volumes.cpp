#include "wiring/volumes.h"

#include <algorithm>

#include <fmt/core.h>

#include "wiring/places.h"

namespace portolan::wiring {

namespace {

// Every directory that comes and goes with the pod has a limit; these are for those that name none.
constexpr std::string_view default_temporary = "256Mi", default_memory = "64Mi", default_tmp = "64Mi";

Volume wired(const chart::Volume& said) {
  Volume volume{.path = said.path, .size = said.size, .storage_class = said.storage_class};
  if (said.kind == chart::Volume::Kind::kept)
    volume.kind = Volume::Kind::kept;
  else if (said.kind == chart::Volume::Kind::memory)
    volume.kind = Volume::Kind::memory;
  if (volume.size.empty()) volume.size = volume.kind == Volume::Kind::memory ? default_memory : default_temporary;
  return volume;
}

bool is_there(const Workload& workload, std::string_view path) {
  return std::ranges::any_of(workload.volumes, [&](const Volume& volume) { return volume.path == path; });
}

// "10Gi", or "temp [SIZE]" or "memory [SIZE]".
Volume data_volume(const chart::Server& server) {
  Volume volume{.path = server.entry->data_path};
  const std::string& size = server.size;
  const auto rest = [&](std::size_t from) { return size.size() > from + 1 ? size.substr(from + 1) : std::string(); };
  if (size.starts_with("temp"))
    volume.size = rest(4);
  else if (size.starts_with("memory"))
    volume = {.kind = Volume::Kind::memory, .path = volume.path, .size = rest(6)};
  else
    volume = {.kind = Volume::Kind::kept, .path = volume.path, .size = size.empty() ? server.entry->size : size};
  if (volume.kind == Volume::Kind::temporary && volume.size.empty())
    volume.size = server.entry->size.empty() ? std::string(default_temporary) : server.entry->size;
  if (volume.kind == Volume::Kind::memory && volume.size.empty()) volume.size = default_memory;
  return volume;
}

}  // namespace

void make_volumes(Draft& draft, std::uint32_t index) {
  Workload& workload = draft.wiring.workloads[index];
  const chart::Runtime& runtime = *draft.runtime_of_workload[index];
  for (const chart::Volume& said : runtime.volumes) workload.volumes.push_back(wired(said));
  if (const chart::Server* server = draft.server_of(workload.party)) {
    const catalog::Kind& entry = *server->entry;
    if (!entry.data_path.empty() && !is_there(workload, entry.data_path)) workload.volumes.push_back(data_volume(*server));
    if (const auto secret = draft.access_secrets.find(workload.party); secret != draft.access_secrets.end()) {
      Volume access{.kind = Volume::Kind::secret, .path = entry.access_path, .read_only = true};
      access.secret = secret->second;
      workload.volumes.push_back(std::move(access));
    }
  }
  for (const Declared& declared : draft.declared[index]) {
    if (declared.link == none) continue;
    const Link& link = draft.wiring.links[declared.link];
    const Party& store = draft.wiring.parties[link.to];
    if (!store.is_volume) continue;
    workload.volumes.push_back({.kind = Volume::Kind::shared,
                                .path = link.mount,
                                .claim = store.name,
                                .read_only = link.access == "read" || link.access == "monitor"});
  }
  const bool writable = runtime.waive.contains("writable-root");
  if (!writable && !is_there(workload, "/tmp")) {
    workload.volumes.push_back({.kind = Volume::Kind::temporary, .path = "/tmp", .size = std::string(default_tmp), .rule_made = true});
  }
  std::ranges::sort(workload.volumes, {}, &Volume::path);
}

}  // namespace portolan::wiring
