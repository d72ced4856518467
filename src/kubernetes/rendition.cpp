#include "kubernetes/rendition.h"

namespace portolan::kubernetes {

Identity identity_of(const Object& object) { return {object.api_version, object.kind, object.name_space, object.name}; }

Rendition::Rendition(const Variant& variant) : environment_(variant.environment), emitter_(*variant.wiring) {
  for (const Group& group : emitter_.groups()) emitter_.emit(group, builder_, objects_);
  for (std::size_t i = 0; i < objects_.size(); ++i) {
    value::sort_keys(*objects_[i].root);
    places_.emplace(identity_of(objects_[i]), i);
  }
}

const Object* Rendition::find(const Identity& identity) const {
  const auto place = places_.find(identity);
  return place == places_.end() ? nullptr : &objects_[place->second];
}

}  // namespace portolan::kubernetes
