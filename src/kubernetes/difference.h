#pragma once

#include "value/value.h"

namespace portolan::kubernetes {

// The JSON Patch (RFC 6902) that turns one tree into the other: a list of operations, empty where they are equal. Lists keep what is
// equal at both ends; what lies between is changed item by item where the numbers agree, and taken out and put in where not.
// The result borrows from `to`.
value::Value* difference(value::Builder& builder, const value::Value& from, const value::Value& to);

}  // namespace portolan::kubernetes
