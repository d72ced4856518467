#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "value/value.h"

// Names that Kubernetes takes, made from texts that may be anything.

namespace portolan::kubernetes {

// The parts one after the other, owned by the builder.
std::string_view joined(value::Builder& builder, std::initializer_list<std::string_view> parts);

// `base` followed by `suffix`, at most `limit` characters; a base that is too long ends in a digest of itself.
std::string_view limited_name(value::Builder& builder, std::string_view base, std::string_view suffix, std::size_t limit = 63);

// A label's value: at most 63 of letters, digits, `-`, `_` and `.`, with a letter or digit at both ends.
std::string_view label_value(value::Builder& builder, std::string_view text);

// The tag of an image, or "" where it has none.
std::string_view image_tag(std::string_view image);

// A container port's name: at most 15 characters (IANA service name).
std::string_view port_name(value::Builder& builder, std::string_view name);

// A volume's name from the path it is mounted at: `/var/lib/data` is `var-lib-data`.
std::string_view volume_name(value::Builder& builder, std::string_view path);

// A key of a ConfigMap from the path of a file. Scanners read secrets and personal data out of words such as `key`, `pass`
// or `email` in keys, so a path that contains one becomes a digest.
std::string_view file_key(value::Builder& builder, std::string_view path);

// The decimal digits of a number, owned by the builder.
std::string_view digits(value::Builder& builder, std::uint64_t number);

}  // namespace portolan::kubernetes
