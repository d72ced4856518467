#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "value/value.h"

namespace portolan::kubernetes {

// The place of a value in values.yaml: {"services", "cart", "image"}; a number is a place in a list.
using ValuePath = std::vector<std::string_view>;

// A scalar that stands for `{{ .Values.… | toJson }}` until helm_text writes it so. JSON is the one form of every type that YAML
// reads back as it was.
value::Value* value_reference(value::Builder& builder, const ValuePath& path);

// An emitted document as the text of a template: references spelled out, and every `{{` that is the application's own escaped.
std::string helm_text(std::string_view document);

// Around a document that exists only in these environments.
std::string open_condition(std::span<const std::string_view> environments);
std::string close_condition();

}  // namespace portolan::kubernetes
