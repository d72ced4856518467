#pragma once

#include <string>
#include <string_view>
#include <vector>

// Names of RabbitMQ as the regular expressions that its permissions are (PCRE, bytes).

namespace portolan::access {

// The name alone, nothing else: every character that means something is escaped.
std::string escaped(std::string_view name);
// A routing key as a topic exchange reads it: `*` is one word, `#` any number of them.
std::string routing_key(std::string_view key);
// "^(a|b)\z"; "^$" where there is none, ".*" where one of them is everything: anchored it would not pass a line end.
// `\z` and not `$`, which a line end behind the name would pass.
std::string anchored(std::vector<std::string> alternatives);

}  // namespace portolan::access
