#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "value/value.h"
#include "wiring/wiring.h"

// From the wiring to Kubernetes objects, one group after the other.
//
// A group is what one output file holds: the namespaces, what is shared, or everything of one party (a service with all its
// versions, a store, a broker). The caller walks groups(), and between two groups resets the Builder, so that the whole application
// is never in memory at once:
//
//   Emitter emitter(wiring);
//   for (const Group& group : emitter.groups()) {
//     builder.reset(); objects.clear();
//     emitter.emit(group, builder, objects);      // complete and patched; the proof reads these same trees
//     write_documents(objects, out);
//   }

namespace portolan::kubernetes {

struct Group {
  enum class Kind : std::uint8_t { namespaces, shared, party };
  Kind kind = Kind::shared;
  std::uint32_t party = 0;  // Kind::party: index into Wiring::parties
  std::string file;         // "00-namespaces.yaml", "10-shared.yaml", "cart.yaml"
};

// One object. The views hold as long as the Builder is not reset and the Wiring lives.
struct Object {
  std::string_view api_version, kind, name;
  std::string_view name_space;   // empty: cluster-scoped
  std::uint32_t group = 0;       // index into Emitter::groups()
  value::Value* root = nullptr;  // keys not sorted yet: write_documents does that
};

class Emitter {
 public:
  explicit Emitter(const wiring::Wiring& wiring);
  ~Emitter();
  Emitter(const Emitter&) = delete;
  Emitter& operator=(const Emitter&) = delete;

  // In the order in which they must be applied and written; groups without objects are left out.
  [[nodiscard]] const std::vector<Group>& groups() const;
  // The group of a party; nothing where it has no objects (externals).
  [[nodiscard]] const Group* group_of(std::uint32_t party) const;

  // Appends the objects of one group in the order in which they must be applied, with all patches that mean them.
  void emit(const Group& group, value::Builder& builder, std::vector<Object>& objects);

  // Patches that have matched nothing, or could not be carried out, in everything emitted so far; asked after the last group.
  struct PatchTrouble {
    std::size_t patch = 0;  // index into Wiring::patches
    std::string message;    // "matches no object", "cannot be carried out: `/spec/x` is not there in Deployment cart"
  };
  [[nodiscard]] std::vector<PatchTrouble> patch_troubles() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The label by which policies, Services and controllers select the pods of one workload; its value is the workload's name.
inline constexpr std::string_view instance_label = "app.kubernetes.io/instance";
inline constexpr std::string_view part_of_label = "app.kubernetes.io/part-of";
inline constexpr std::string_view name_space_label = "kubernetes.io/metadata.name";

// The first line of every file.
inline constexpr std::string_view file_header = "# made by portolan from portolan.yaml\n";

// Appends every object as a YAML document that begins with "---", keys sorted.
void write_documents(std::span<const Object> objects, std::string& out);

}  // namespace portolan::kubernetes
