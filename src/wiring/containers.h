#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "wiring/draft.h"
#include "wiring/references.h"

namespace portolan::wiring {

// The main container, those before it and those beside it: images, words, environment, ports, user and resources.
void make_containers(Draft& draft, std::uint32_t workload, References& references);

// An image name taken apart: REGISTRY/REPOSITORY[:TAG][@DIGEST]. Without a registry it is Docker Hub's.
struct ImageName {
  std::string_view registry, repository, tag, digest;
};
ImageName parse_image(std::string_view image);

}  // namespace portolan::wiring
