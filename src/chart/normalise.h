#pragma once

#include <string_view>

#include "diagnostics/diagnostic.h"
#include "language/table.h"
#include "text/source.h"
#include "yaml/node.h"

// From a tree as written to a tree in long form, by the table of the language.
//
// The walk reports everything that is wrong with a tree at the place where it is written, so each mistake is reported once,
// also in templates, defaults and environments that nobody uses. What it returns has only known keys with values of their
// types, and every short form stands as its record, so that two such trees merge as JSON merge patches (RFC 7396):
//
//   calls: [a]                     calls: {a: {}}
//   uses: {db: read}               uses: {db: {access: read}}
//   ports: {http: 80:8080}         ports: {http: {port: 80, target: 8080}}
//   replicas: 2..10                replicas: {min: 2, max: 10}
//   health: /up                    health: {path: /up}
//   health: tcp                    health: {tcp: ""}, the empty name being the main port; grpc likewise
//   expose: a.example.com          expose: {host: [a.example.com]}; a list stays one, with records inside
//   job: once                      job: {run: once}; a schedule: job: {schedule: …}
//   extends: a                     extends: [a], and so wherever one value may stand for a list of them
//
// Words that are no short form (`expose: none`, `health: none`, `auth: shared`, `timeout: none`) stay scalars. A short form
// also says what it is not: `ports: {http: 8080}` has `target: null`, `health: /up` has `tcp`, `grpc` and `exec` null, so that
// merged over another short form it replaces it. Such a null has Style::made; nobody wrote it, and where nothing is inherited it
// means nothing.
//
// A text with a reference (`${…}`) is kept wherever its form can be known only later: after filling in, check_scalar has the
// last word, and `port`, `min` and `max` may then hold what a short form may (`80:8080`, `2..10`). A question (`? …`) stands
// wherever a text may, in the main key of the record where it is written short.
//
// Entries that are wrong are left out of the result, except that a misspelt key is read as the key that was meant.

namespace portolan::chart {

struct Normalising {
  yaml::Arena& arena;
  const text::Sources& sources;
  diagnostics::Sink& sink;
  bool root_file = true;  // false: an included file, in which some keys of Chart have no place
};

// `record` is a name of the table ("Chart", "Server", …). A tree that needs no change is returned as it is; nullptr where the
// tree is no map at all. Missing keys are reported only where no merging could add them: inside lists.
const yaml::Node* normalise(const yaml::Node& tree, std::string_view record, const Normalising& with);

// Reports the required keys that are missing in a normalised and completely merged record and in the records below it, lists
// excepted (normalise has looked there). `declared` is the place of a record that has no place of its own.
void check_required(const yaml::Node& merged, std::string_view record, text::Span declared, diagnostics::Sink& sink);

// Whether a text that was filled in has a form of its key's type (a question has); reports it at `span` where not. `key` is a
// key of the record `record`; for maps and lists the text is an entry of.
bool check_scalar(std::string_view text, text::Span span, std::string_view record, std::string_view key, diagnostics::Sink& sink);

}  // namespace portolan::chart
