#include "kubernetes/volumes.h"

#include <algorithm>
#include <map>

#include "kubernetes/labels.h"
#include "kubernetes/names.h"
#include "system/digest.h"
#include "text/base64.h"

namespace portolan::kubernetes {

using value::Value;
using wiring::File;
using wiring::Volume;
using wiring::Workload;

namespace {

constexpr unsigned plain_mode = 0444;
// A Secret's files belong to the pod's group, so nobody else needs to read them.
constexpr unsigned secret_mode = 0440;
constexpr std::string_view token_volume = "kube-api-access";
constexpr std::string_view token_path = "/var/run/secrets/kubernetes.io/serviceaccount";

unsigned mode_of(const File& file) { return file.secret() && file.mode == plain_mode ? secret_mode : file.mode; }

Value* item(value::Builder& builder, std::string_view key, unsigned mode, std::string_view path) {
  return builder.map({{"key", builder.text(key)}, {"mode", builder.integer(mode)}, {"path", builder.text(path)}});
}

Value* empty_dir(value::Builder& builder, const Volume& volume) {
  Value* source = builder.map();
  if (volume.kind == Volume::Kind::memory) builder.append(source, "medium", builder.text("Memory"));
  if (!volume.size.empty()) builder.append(source, "sizeLimit", builder.text(volume.size));
  return source;
}

Value* claim_spec(value::Builder& builder, std::string_view access, std::string_view size, std::string_view storage_class) {
  Value* spec = builder.map();
  builder.append(spec, "accessModes", builder.list({builder.text(access)}));
  builder.append(spec, "resources", builder.map({{"requests", builder.map({{"storage", builder.text(size)}})}}));
  if (!storage_class.empty()) builder.append(spec, "storageClassName", builder.text(storage_class));
  return spec;
}

std::string_view temporary_name(value::Builder& builder, std::string_view volume, std::string_view container) {
  return limited_name(builder, joined(builder, {volume, "-", container}), "");
}

// Keys of one ConfigMap or Secret: the path made harmless, with a digest behind it where two paths give one key.
std::string_view free_key(value::Builder& builder, std::string_view path, const std::map<std::string_view, std::size_t>& taken) {
  const std::string_view key = file_key(builder, path);
  if (!taken.contains(key)) return key;
  return joined(builder, {key, "-", std::string_view(system::sha256_hex(path)).substr(0, 8)});
}

}  // namespace

PodVolumes::PodVolumes(Scope& scope, const Workload& workload) : volumes_(scope.builder.list()), claim_templates_(scope.builder.list()) {
  add_volumes(scope, workload);
  if (!workload.files.empty()) add_files(scope, workload);
  if (!workload.api_rules.empty()) add_token(scope);
  std::ranges::stable_sort(entries_, {}, &Entry::path);
}

void PodVolumes::add(Scope& scope, std::string_view name, std::string_view source_key, Value* source) {
  Value* volume = scope.builder.map();
  scope.builder.append(volume, "name", scope.builder.text(name));
  scope.builder.append(volume, source_key, source);
  scope.builder.push(volumes_, volume);
}

// Two paths may give one name: `/a/b` and `/a-b`.
std::string_view PodVolumes::free_name(value::Builder& builder, std::string_view path) const {
  const std::string_view name = volume_name(builder, path);
  if (std::ranges::find(entries_, name, &Entry::volume) == entries_.end()) return name;
  return limited_name(builder, name, joined(builder, {"-", std::string_view(system::sha256_hex(path)).substr(0, 8)}));
}

void PodVolumes::add_volumes(Scope& scope, const Workload& workload) {
  value::Builder& builder = scope.builder;
  const wiring::Cluster& cluster = scope.wiring.cluster;
  for (const Volume& volume : workload.volumes) {
    const std::string_view name = free_name(builder, volume.path);
    entries_.push_back({.volume = name, .path = volume.path, .read_only = volume.read_only, .temporary = volume.rule_made});
    switch (volume.kind) {
      case Volume::Kind::kept: {
        const std::string_view storage_class =
            volume.storage_class.empty() ? std::string_view(cluster.storage_class) : volume.storage_class;
        Value* claim = builder.map();
        builder.append(claim, "metadata", builder.map({{"name", builder.text(name)}}));
        builder.append(claim, "spec", claim_spec(builder, "ReadWriteOnce", volume.size, storage_class));
        builder.push(claim_templates_, claim);
        break;
      }
      case Volume::Kind::temporary:
      case Volume::Kind::memory:
        add(scope, name, "emptyDir", empty_dir(builder, volume));
        if (!volume.rule_made) break;
        for (const wiring::Container& sidecar : workload.sidecars) {
          add(scope, temporary_name(builder, name, sidecar.name), "emptyDir", empty_dir(builder, volume));
        }
        break;
      case Volume::Kind::shared: add(scope, name, "persistentVolumeClaim", builder.map({{"claimName", builder.text(volume.claim)}})); break;
      case Volume::Kind::secret:
        entries_.back().read_only = true;
        add(scope, name, "secret",
            builder.map({{"defaultMode", builder.integer(secret_mode)}, {"secretName", builder.text(volume.secret)}}));
        break;
    }
  }
}

void PodVolumes::add_files(Scope& scope, const Workload& workload) {
  value::Builder& builder = scope.builder;
  std::map<std::string_view, std::size_t> taken;
  std::string content;
  for (const File& file : workload.files) {
    if (file.secret()) {
      files_.push_back({&file, file.rendered.key});
      continue;
    }
    const std::string_view key = free_key(builder, file.path, taken);
    taken.emplace(key, files_.size());
    files_.push_back({&file, key});
    content.append(key).append(1, '\0').append(file.content).append(1, '\0');
  }
  if (!taken.empty()) {
    config_map_ = limited_name(builder, workload.name, "-files", 253);
    checksum_ = builder.keep(system::sha256_hex(content).substr(0, 16));
  }
  add_single_files(scope);
  add_folders(scope);
}

void PodVolumes::add_single_files(Scope& scope) {
  value::Builder& builder = scope.builder;
  std::map<std::string_view, Value*> secrets;  // Secret → items
  Value* items = builder.list();
  bool any = false, special = false;
  for (const auto& [file, key] : files_) {
    if (!file->folder.empty()) continue;
    if (file->secret()) {
      auto [place, fresh] = secrets.try_emplace(file->rendered.secret, nullptr);
      if (fresh) place->second = builder.list();
      builder.push(place->second, item(builder, key, mode_of(*file), key));
      entries_.push_back({.volume = limited_name(builder, joined(builder, {"portolan-files-", file->rendered.secret}), ""),
                          .path = file->path,
                          .sub_path = key,
                          .read_only = true});
    } else {
      any = true;
      special |= file->mode != plain_mode;
      builder.push(items, item(builder, key, mode_of(*file), key));
      entries_.push_back({.volume = "portolan-files", .path = file->path, .sub_path = key, .read_only = true});
    }
  }
  if (any) {
    Value* source = builder.map({{"defaultMode", builder.integer(plain_mode)}, {"name", builder.text(config_map_)}});
    if (special) builder.append(source, "items", items);
    add(scope, "portolan-files", "configMap", source);
  }
  for (const auto& [secret, list] : secrets) {
    add(scope, limited_name(builder, joined(builder, {"portolan-files-", secret}), ""), "secret",
        builder.map({{"defaultMode", builder.integer(secret_mode)}, {"items", list}, {"secretName", builder.text(secret)}}));
  }
}

void PodVolumes::add_folders(Scope& scope) {
  value::Builder& builder = scope.builder;
  using Sources = std::map<std::string_view, Value*>;  // Secret, or "" for the ConfigMap → items
  std::map<std::string_view, Sources> folders;
  for (const auto& [file, key] : files_) {
    if (file->folder.empty()) continue;
    Value*& items = folders[file->folder][file->secret() ? std::string_view(file->rendered.secret) : std::string_view()];
    if (items == nullptr) items = builder.list();
    std::string_view relative = std::string_view(file->path).substr(std::min(file->folder.size(), file->path.size()));
    while (relative.starts_with('/')) relative.remove_prefix(1);
    builder.push(items, item(builder, key, mode_of(*file), relative));
  }
  for (const auto& [folder, sources] : folders) {
    Value* list = builder.list();
    for (const auto& [secret, items] : sources) {
      const std::string_view kind = secret.empty() ? "configMap" : "secret";
      builder.push(list,
                   builder.map({{kind, builder.map({{"items", items}, {"name", builder.text(secret.empty() ? config_map_ : secret)}})}}));
    }
    std::string_view path = folder;
    while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    const std::string_view name = limited_name(builder, joined(builder, {"portolan-folder-", volume_name(builder, path)}), "");
    add(scope, name, "projected", builder.map({{"defaultMode", builder.integer(plain_mode)}, {"sources", list}}));
    entries_.push_back({.volume = name, .path = path, .read_only = true});
  }
}

// The token that automounting would bring, for the workloads alone that may talk to the API.
void PodVolumes::add_token(Scope& scope) {
  value::Builder& builder = scope.builder;
  Value* token = builder.map({{"expirationSeconds", builder.integer(3607)}, {"path", builder.text("token")}});
  Value* authority =
      builder.map({{"items", builder.list({builder.map({{"key", builder.text("ca.crt")}, {"path", builder.text("ca.crt")}})})},
                   {"name", builder.text("kube-root-ca.crt")}});
  Value* name_space =
      builder.map({{"fieldRef", builder.map({{"fieldPath", builder.text("metadata.namespace")}})}, {"path", builder.text("namespace")}});
  Value* sources = builder.list({builder.map({{"serviceAccountToken", token}}), builder.map({{"configMap", authority}}),
                                 builder.map({{"downwardAPI", builder.map({{"items", builder.list({name_space})}})}})});
  add(scope, token_volume, "projected", builder.map({{"defaultMode", builder.integer(plain_mode)}, {"sources", sources}}));
  entries_.push_back({.volume = token_volume, .path = token_path, .read_only = true, .token = true});
}

Value* PodVolumes::mounts(Scope& scope, const wiring::Container& container, bool sidecar) const {
  value::Builder& builder = scope.builder;
  Value* list = builder.list();
  for (const Entry& entry : entries_) {
    if (sidecar && entry.token) continue;
    const bool own = sidecar && entry.temporary;
    Value* mount = builder.map();
    builder.append(mount, "mountPath", builder.text(entry.path));
    builder.append(mount, "name", builder.text(own ? temporary_name(builder, entry.volume, container.name) : entry.volume));
    if (entry.read_only) builder.append(mount, "readOnly", builder.boolean(true));
    if (!entry.sub_path.empty()) builder.append(mount, "subPath", builder.text(entry.sub_path));
    builder.push(list, mount);
  }
  return list;
}

void PodVolumes::fill_config_map(Scope& scope, Value* root) const {
  value::Builder& builder = scope.builder;
  Value* data = builder.map();
  Value* binary = builder.map();
  for (const auto& [file, key] : files_) {
    if (file->secret()) continue;
    if (file->binary) {
      builder.append(binary, key, builder.copy(text::base64(file->content)));
    } else {
      builder.append(data, key, builder.text(file->content));
    }
  }
  if (binary->count != 0) builder.append(root, "binaryData", binary);
  if (data->count != 0) builder.append(root, "data", data);
}

Object shared_claim(Scope& scope, const wiring::Party& party) {
  Object object = new_object(scope, "v1", "PersistentVolumeClaim", party.name, party.name_space, party_labels(scope, party, party.name));
  scope.builder.append(object.root, "spec",
                       claim_spec(scope.builder, "ReadWriteMany", party.volume_size, scope.wiring.cluster.shared_storage_class));
  return object;
}

}  // namespace portolan::kubernetes
