#pragma once

#include <string_view>
#include <vector>

#include "kubernetes/scope.h"

namespace portolan::kubernetes {

// Everything of one workload that is mounted: its volumes, its files, the token of the API.
//
// A single file is laid over the image by subPath, so that its neighbours in the image stay; a folder that the chart maps whole
// is one projected volume. Files without secrets live in the ConfigMap `NAME-files`; files with secrets in the Secret that the wiring
// names. The digest of the former stands on the pods, which therefore roll when a file changes.
class PodVolumes {
 public:
  PodVolumes(Scope& scope, const wiring::Workload& workload);

  // Of the pod; empty where there are none.
  [[nodiscard]] value::Value* volumes() const { return volumes_; }
  [[nodiscard]] value::Value* claim_templates() const { return claim_templates_; }
  // Of one container, sorted by path. Init containers see what the main one sees; a sidecar has a /tmp of its own and no API token.
  [[nodiscard]] value::Value* mounts(Scope& scope, const wiring::Container& container, bool sidecar) const;

  // The ConfigMap's name, "" where no file needs one, and the digest of its content.
  [[nodiscard]] std::string_view config_map() const { return config_map_; }
  [[nodiscard]] std::string_view checksum() const { return checksum_; }
  // Fills data and binaryData of the ConfigMap.
  void fill_config_map(Scope& scope, value::Value* root) const;

 private:
  struct Entry {
    std::string_view volume{}, path{}, sub_path{};
    bool read_only = false;
    bool temporary = false;  // the /tmp that a read-only root needs
    bool token = false;
  };
  struct Keyed {
    const wiring::File* file = nullptr;
    std::string_view key;
  };

  [[nodiscard]] std::string_view free_name(value::Builder& builder, std::string_view path) const;
  void add_volumes(Scope& scope, const wiring::Workload& workload);
  void add_files(Scope& scope, const wiring::Workload& workload);
  void add_single_files(Scope& scope);
  void add_folders(Scope& scope);
  void add_token(Scope& scope);
  void add(Scope& scope, std::string_view name, std::string_view source_key, value::Value* source);

  value::Value* volumes_ = nullptr;
  value::Value* claim_templates_ = nullptr;
  std::vector<Entry> entries_;
  std::vector<Keyed> files_;
  std::string_view config_map_, checksum_;
};

// What a store of kind volume is: one claim that many pods mount.
Object shared_claim(Scope& scope, const wiring::Party& party);

}  // namespace portolan::kubernetes
