#pragma once

#include <string>

#include "proof/explain.h"
#include "text/source.h"

namespace portolan::cli {

// What `explain` prints for yes and no.
std::string to_text(const proof::Explanation& explanation, const text::Sources& sources, bool color);

}  // namespace portolan::cli
