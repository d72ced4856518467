#pragma once

#include <optional>
#include <string>
#include <string_view>

// Subjects of NATS: words with dots between them. `*` as a word stands for one word, `>` as the last for one or more.

namespace portolan::access {

// What the name of a channel or a queue group means: itself, or with `.*` behind it all that begin so ("orders.>"). Nothing where NATS
// would read something else in it, or where it is the server's own ("$JS.API…", "_INBOX…").
std::optional<std::string> subject_of_name(std::string_view name);
// A subject in the server's own words, wildcards included, that is not the server's own.
bool is_subject(std::string_view text);
// One word without wildcards: the name behind an inbox.
bool is_subject_word(std::string_view text);
// What streams and buckets may be called.
bool is_stream_name(std::string_view text);
// Whether every subject that `narrow` stands for is one of `wide`.
bool covers(std::string_view wide, std::string_view narrow);
// A text in a configuration file, in quotes.
std::string quoted(std::string_view text);

}  // namespace portolan::access
