#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "secrets/outside.h"
#include "secrets/values.h"
#include "wiring/wiring.h"

// Where secrets are made (language rules 11 and 12): from the values that exist and the wiring to the values of every Secret object that
// the application needs.
//
// A value that exists is kept, whatever its source says now. What is missing is made, or taken from its variable or file. What depends
// on values is rendered anew each time, from nothing but them and the wiring: percent-encoded copies, filled files, and what every server
// reads about its accounts. The same value may stand in several namespaces; it is made once.
//
// To rotate is to make a value anew although it exists. Of an account the old password stays valid until the next run, beside the
// new one in its Secret as `previous-password`: the same user with two passwords where the server knows that, else under a second user
// name, and the names take turns.

namespace portolan::secrets {

enum class Fate { kept, made, taken, rotated, unused, gone };
std::string_view to_word(Fate fate);

// What became of one value, once for all namespaces. Rendered values have none.
struct Became {
  std::string object, key;
  std::string from;  // "$STRIPE_KEY", "certs/ca.pem"; empty: made here
  std::string note;  // what else is to be known; mostly empty
  Fate fate = Fate::kept;
};

struct Wish {
  std::vector<std::string> rotate;  // names of secrets of the chart, or of Secret objects
  bool prune = false;               // forget what the application does not use
};

struct Completed {
  Values values;
  std::vector<Became> became;          // sorted by object and key
  std::vector<std::string> unknown;    // names in Wish::rotate that mean nothing
  std::vector<std::string> rotatable;  // what they could have been
};

// Problems go to `sink`; with errors among them the result is not to be used.
Completed complete(const wiring::Wiring& wiring, Values known, const Outside& outside, const Wish& wish, diagnostics::Sink& sink);

}  // namespace portolan::secrets
