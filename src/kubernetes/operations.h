#pragma once

#include <string>

#include "value/value.h"

namespace portolan::kubernetes {

// JSON Patch (RFC 6902): the list of operations in turn. What cannot be done stops it and is returned, without a name of
// the object: "`/spec/x` is not there"; "" where all went well.
std::string operate(value::Builder& builder, value::Value* root, const value::Value& operations);

}  // namespace portolan::kubernetes
